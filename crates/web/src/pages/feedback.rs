//! `/t/{tenant}/aterkoppling`: what waits to be told to reporters, and how soon reports are answered.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, FormError, ManyFields, page, summary};
use crate::pages::my_reports::{Known, place, what, when};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::feedback::{self, Waiting};
use application::reports::{self, Answered};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use domain::ids::FeedbackId;
use domain::reports::Report;
use jiff::Timestamp;
use messages::Lang;
use serde::Serialize;

/// The page.
#[derive(Serialize)]
pub struct FeedbackPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// How much waits, in a sentence.
    pub sentence: String,
    /// Share answered in time, in a sentence.
    pub answered: String,
    /// What waits, oldest first.
    pub waiting: Vec<FeedbackLine>,
    /// What was kept back.
    pub refused: Vec<FeedbackLine>,
    /// Address of the form.
    pub action: String,
    /// The reason as it was sent.
    pub reason: String,
    /// Share answered in time by organisation.
    pub organisations: Vec<ShareLine>,
    /// Reports that wait longest.
    pub longest: Vec<LongestLine>,
}

impl Page for FeedbackPage {
    const TEMPLATE: &'static str = "feedback.html";
}

/// Something to tell.
#[derive(Clone, Debug, Serialize)]
pub struct FeedbackLine {
    /// What is sent when it is chosen.
    pub value: String,
    /// The report in a line.
    pub report: String,
    /// The reporter's organisation.
    pub organisation: String,
    /// Title of the action.
    pub title: String,
    /// Address of the action.
    pub href: String,
    /// The words in the reader's language.
    pub text: String,
    /// The words in the other language.
    pub other: String,
    /// Tag of the other language.
    pub other_lang: &'static str,
    /// When it happened.
    pub at: String,
    /// Who kept it back and why; empty for what waits.
    pub refused: String,
    /// Whether it was chosen in what was sent.
    pub chosen: bool,
}

/// An organisation's share.
#[derive(Clone, Debug, Serialize)]
pub struct ShareLine {
    /// Name.
    pub name: String,
    /// So many of so many.
    pub share: String,
}

/// A report that waits.
#[derive(Clone, Debug, Serialize)]
pub struct LongestLine {
    /// The report in a line.
    pub report: String,
    /// Where it is reviewed.
    pub href: String,
    /// Organisation.
    pub organisation: String,
    /// How long it has waited.
    pub waited: String,
}

/// `GET …/aterkoppling`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    shown(&state, &member, &Sent::default(), Vec::new()).await
}

/// What was chosen and written.
#[derive(Default)]
struct Sent {
    picked: Vec<String>,
    reason: String,
}

async fn shown(state: &WebState, member: &Member, sent: &Sent, errors: Vec<FormError>) -> Answer {
    let (app, actor, lang) = (&state.app, &member.actor, member.lang);
    let known = Known::read(state, member).await?;
    let board = feedback::board(app, actor).await?;
    let times = reports::answer_times(app, actor).await?;
    let each = |all: &[Waiting]| all.iter().map(|w| line(member, &known, w, sent)).collect::<Vec<_>>();
    let (now, longest) = (app.now(), &times.longest);
    let feedback = FeedbackPage {
        shell: Shell::within(member, "feedback-title", Place::Feedback),
        errors,
        sentence: lang.format("feedback-waiting", &[("n", (board.waiting.len() as u64).into())]),
        answered: crate::pages::review::answered(lang, times.all),
        waiting: each(&board.waiting),
        refused: each(&board.refused),
        action: member.path("aterkoppling"),
        reason: sent.reason.clone(),
        organisations: times.organisations.iter().map(|(name, a)| ShareLine { name: name.clone(), share: share(lang, *a) }).collect(),
        longest: longest.iter().map(|report| waits(member, &known, report, now)).collect(),
    };
    page(lang, &feedback, &feedback.errors)
}

fn share(lang: Lang, answered: Answered) -> String {
    lang.format("feedback-times-of", &[("n", answered.in_time.into()), ("total", answered.reports.into())])
}

fn in_a_line(known: &Known, report: &Report) -> String {
    format!("{}, {}, {}", what(known, report), place(known, report), when(known.lang, report))
}

fn line(member: &Member, known: &Known, waiting: &Waiting, sent: &Sent) -> FeedbackLine {
    let lang = member.lang;
    let [sv, en] = waiting.texts.clone();
    let (text, other, other_lang) = match lang {
        Lang::Sv => (sv, en, Lang::En.tag()),
        Lang::En => (en, sv, Lang::Sv.tag()),
    };
    let why = waiting.item.refusal.as_ref().map(|r| {
        let (by, at) = (r.by.as_str(), messages::date_time(r.at));
        lang.format("feedback-refused-by", &[("by", by.into()), ("at", at.into()), ("value", r.reason.as_str().into())])
    });
    let value = format!("{}:{}", waiting.item.id, waiting.seen);
    FeedbackLine {
        report: in_a_line(known, &waiting.report),
        organisation: waiting.report.reporter.organisation.clone(),
        title: waiting.title.clone(),
        href: waiting.item.action.map(|id| member.path(&format!("insatser/{id}"))).unwrap_or_default(),
        text,
        other,
        other_lang,
        at: messages::date_time(waiting.item.at),
        refused: why.unwrap_or_default(),
        chosen: sent.picked.contains(&value),
        value,
    }
}

fn waits(member: &Member, known: &Known, report: &Report, now: Timestamp) -> LongestLine {
    let days = now.duration_since(report.submitted).as_hours() / 24;
    LongestLine {
        report: in_a_line(known, report),
        href: member.path(&format!("granska/{}", report.id)),
        organisation: report.reporter.organisation.clone(),
        waited: member.lang.format("feedback-days", &[("n", days.unsigned_abs().into())]),
    }
}

fn chosen(values: &[String]) -> Result<Vec<(FeedbackId, String)>, Problem> {
    let one = |value: &String| {
        let (id, seen) = value.split_once(':')?;
        Some((id.parse().ok()?, seen.to_owned()))
    };
    values.iter().map(|value| one(value).ok_or_else(|| Problem::field("pick", "failure-request"))).collect()
}

/// `POST …/aterkoppling`: `do` says whether the chosen, or all that were shown, are let out, or the chosen kept back.
pub async fn settle(State(state): State<WebState>, member: Member, fields: ManyFields) -> Answer {
    let fields = fields.only(&["pick", "row", "do", "reason"])?;
    let every = |name: &str| fields.every(name).map(str::to_owned).collect::<Vec<_>>();
    let sent = Sent { picked: every("pick"), reason: fields.one("reason").to_owned() };
    let (app, actor) = (&state.app, &member.actor);
    let done = match fields.one("do") {
        "approve" => feedback::approve(app, actor, &chosen(&sent.picked)?).await,
        "all" => feedback::approve(app, actor, &chosen(&every("row"))?).await,
        "refuse" => {
            let ids: Vec<FeedbackId> = chosen(&sent.picked)?.into_iter().map(|(id, _)| id).collect();
            feedback::refuse(app, actor, &ids, &sent.reason).await
        }
        _ => return Err(Problem::field("do", "failure-request")),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&member.path("aterkoppling")).into_response()),
        Err(failure) => shown(&state, &member, &sent, summary(member.lang, failure.into())?).await,
    }
}
