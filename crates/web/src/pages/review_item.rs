//! `/t/{tenant}/granska/{report}`: one report, what it resembles, and the decision.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, Fields, FormError, filled, page, summary};
use crate::pages::my_reports::{Fact, Known, ReportLine, facts, line};
use crate::pages::photo::PhotoPart;
use crate::pages::report::SimilarLine;
use crate::shell::{Place, Shell};
use crate::templates::Page;
use crate::tree::{TargetGroup, read_target, target, targets};
use application::actions::{self, ActionFilter};
use application::reports::{self, Corrections, Decide, ReviewItem};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::actions::ActionItem;
use domain::failure::Failure;

use domain::ids::{ActionId, ReportId};
use domain::policy::Action;
use domain::reports::{Decision, Report, ReportState, Wrong};
use serde::{Deserialize, Serialize};

/// A report in front of its reviewer.
#[derive(Serialize)]
pub struct ReviewItemPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong with a decision.
    pub errors: Vec<FormError>,
    /// The report in a line.
    pub line: ReportLine,
    /// Who reported it and when.
    pub source: String,
    /// Everything that was reported.
    pub facts: Vec<Fact>,
    /// The photo.
    pub photo: PhotoPart,
    /// Classes of personal data that the guard warned of and the reporter kept, in words.
    pub warnings: Vec<String>,
    /// What it may be the same thing as.
    pub similar: Vec<SimilarLine>,
    /// Whether it waits for a decision.
    pub waits: bool,
    /// What was decided; empty while it waits.
    pub decided: String,
    /// What was written to the reporter; empty when nothing was.
    pub letter: String,
    /// Whether the decision can be taken back.
    pub may_reopen: bool,
    /// Categories, with the reported one chosen.
    pub targets: Vec<TargetGroup>,
    /// Reasons for not using it.
    pub wrongs: Vec<Choice>,
    /// Version that is shown.
    pub seen: u32,
    /// Whether someone else decided before the reader.
    pub overtaken: bool,
    /// Address of the forms.
    pub action: String,
    /// Address of the next that waits; empty when there is none.
    pub next: String,
    /// Address of the inbox.
    pub back: String,
    /// How many wait, in a sentence.
    pub waiting: String,
    /// What it led to; `None` while that cannot be said.
    pub led_to: Option<LedTo>,
}

/// Actions behind which the report stands, and how it comes to stand behind one.
#[derive(Serialize)]
pub struct LedTo {
    /// Actions.
    pub actions: Vec<ActionLink>,
    /// Address of a new action that begins with the report.
    pub propose: String,
    /// Actions that it can be put behind.
    pub open: Vec<Choice>,
    /// Address of the form that does so.
    pub connect: String,
}

/// An action by name.
#[derive(Clone, Debug, Serialize)]
pub struct ActionLink {
    /// Title.
    pub title: String,
    /// Where it stands.
    pub state_label: String,
    /// Its page.
    pub href: String,
}

impl Page for ReviewItemPage {
    const TEMPLATE: &'static str = "review_item.html";
}

/// Query of the page.
#[derive(Deserialize)]
pub struct Arrival {
    #[serde(default)]
    andrad: u8,
}

/// `GET …/granska/{report}`
pub async fn show(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Query(arrival): Query<Arrival>,
) -> Answer {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    item(&state, &member, id, Vec::new(), arrival.andrad == 1).await
}

async fn item(state: &WebState, member: &Member, id: ReportId, errors: Vec<FormError>, overtaken: bool) -> Answer {
    let lang = member.lang;
    let ReviewItem { report, similar, next, waiting } = reports::open(&state.app, &member.actor, id).await?;
    let known = Known::read(state, member).await?;
    let photo = reports::photos::of_reviewed(&state.app, &member.actor, id).await?;
    let at = |id: &ReportId| member.path(&format!("granska/{id}"));
    let came = messages::date_time(report.submitted);
    let source = format!("{}, {}", report.reporter.title, report.reporter.organisation);
    let chosen = target(report.content.category, report.content.subtype.as_deref());
    let (decided, letter) = outcome(member, &report.state);
    let wrong =
        |w: &Wrong| Choice { value: w.key().to_owned(), label: lang.text(&format!("wrong-{}", w.key())), selected: *w == Wrong::NotEst };
    let led_to = led_to(state, member, &report).await?;
    let shown = ReviewItemPage {
        led_to,
        shell: Shell::within(member, "review-item-title", Place::Review),
        errors,
        line: line(&known, &report, String::new()),
        source: lang.format("review-source", &[("by", source.into()), ("at", came.into())]),
        facts: facts(&known, &report),
        photo: PhotoPart::new(&at(&report.id), photo, false, true),
        warnings: report.warnings.iter().map(|class| lang.text(&format!("guard-class-{class}"))).collect(),
        similar: similar.iter().map(|s| SimilarLine::new(lang, s)).collect(),
        waits: report.state == ReportState::Submitted,
        decided,
        letter,
        may_reopen: !matches!(report.state, ReportState::Submitted | ReportState::Withdrawn { .. }),
        targets: targets(lang, &known.words, Some(&chosen)),
        wrongs: Wrong::ALL.iter().map(wrong).collect(),
        seen: report.version,
        overtaken,
        action: at(&report.id),
        next: next.as_ref().map(at).unwrap_or_default(),
        back: member.path("granska"),
        waiting: lang.format("review-waiting", &[("n", waiting.into())]),
    };
    page(lang, &shown, &shown.errors)
}

/// What an accepted report led to.
async fn led_to(state: &WebState, member: &Member, report: &Report) -> Result<Option<LedTo>, Problem> {
    if !matches!(report.state, ReportState::Accepted { .. } | ReportState::Merged { .. }) || !member.actor.can(Action::ViewActions) {
        return Ok(None);
    }
    let behind = actions::of_report(&state.app, &member.actor, report.id).await?;
    let open = actions::list(&state.app, &member.actor, &ActionFilter::default()).await?;
    let link = |item: &ActionItem| ActionLink {
        title: item.plan.title.clone(),
        state_label: messages::action_state(member.lang, item.state.kind()),
        href: member.path(&format!("insatser/{}", item.id)),
    };
    let choice = |item: &ActionItem| Choice { value: item.id.to_string(), label: item.plan.title.clone(), selected: false };
    let id = report.id.to_string();
    let district = report.content.district.as_ref().map_or("", |code| code.as_str());
    let filled = [("report", id.as_str()), ("district", district), ("category", report.content.category.code())];
    let query = serde_urlencoded::to_string(filled).unwrap_or_default();
    Ok(Some(LedTo {
        actions: behind.iter().map(link).collect(),
        propose: member.path(&format!("insatser/ny?{query}")),
        open: open.iter().filter(|item| item.is_open() && !item.plan.reports.contains(&report.id)).map(choice).collect(),
        connect: member.path(&format!("granska/{id}/insats")),
    }))
}

/// Field of the form that puts a report behind an action.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connect {
    to: String,
}

/// `POST …/granska/{report}/insats`
pub async fn connect(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Fields(sent): Fields<Connect>,
) -> Answer {
    let id: ReportId = id.parse().map_err(|_| Problem::not_found())?;
    let to: ActionId = sent.to.parse().map_err(|_| Problem::field("to", "failure-request"))?;
    actions::put_behind(&state.app, &member.actor, to, id).await?;
    Ok(Redirect::to(&member.path(&format!("granska/{id}"))).into_response())
}

/// What was decided in a sentence, and what was written to the reporter.
fn outcome(member: &Member, state: &ReportState) -> (String, String) {
    let lang = member.lang;
    let said = |by: &str, at: jiff::Timestamp| {
        let id = format!("review-decided-{}", state.key());
        lang.format(&id, &[("by", by.into()), ("at", messages::date_time(at).into())])
    };
    match state {
        ReportState::Submitted => (String::new(), String::new()),
        ReportState::Accepted { at, by, .. } | ReportState::Merged { at, by, .. } => (said(by, *at), String::new()),
        ReportState::Returned(r) => (said(&r.by, r.at), r.question.clone()),
        ReportState::Rejected { at, by, wrong, note } => {
            let why = lang.text(&format!("wrong-{}", wrong.key()));
            (format!("{} {why}.", said(by, *at)), note.clone().unwrap_or_default())
        }
        ReportState::Withdrawn { at } => (said("", *at), String::new()),
    }
}

/// Fields of the decision forms.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionForm {
    seen: u32,
    decision: String,
    #[serde(default)]
    target: String,
    #[serde(default)]
    settle: String,
    #[serde(default)]
    question: String,
    #[serde(default)]
    wrong: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    into: String,
}

impl DecisionForm {
    fn command(&self, report: ReportId) -> Result<Decide, Failure> {
        let decision = match self.decision.as_str() {
            "accept" => Decision::Accept,
            "return" => Decision::Return { question: self.question.trim().to_owned() },
            "reject" => {
                let wrong = Wrong::from_key(&self.wrong).ok_or_else(|| Failure::invalid("wrong", "failure-report-wrong"))?;
                Decision::Reject { wrong, note: filled(&self.note) }
            }
            "merge" => Decision::Merge { into: self.into.parse().map_err(|_| Failure::invalid("into", "failure-report-merge"))? },
            "reopen" => Decision::Reopen,
            _ => return Err(Failure::invalid("decision", "failure-request")),
        };
        let category = filled(&self.target).map(|t| read_target(&t).ok_or_else(|| Failure::invalid("target", "failure-report-category")));
        let corrections = Corrections { category: category.transpose()?, mask: self.settle == "mask", settled: self.settle == "keep" };
        Ok(Decide { report, seen: self.seen, decision, corrections })
    }
}

/// `POST …/granska/{report}`: the decision, and on to the next that waits.
pub async fn decide(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Fields(form): Fields<DecisionForm>,
) -> Answer {
    let id: ReportId = id.parse().map_err(|_| Problem::not_found())?;
    let done = match form.command(id) {
        Ok(command) => reports::decide(&state.app, &member.actor, &command).await,
        Err(failure) => Err(failure),
    };
    let to = |path: String| Ok(Redirect::to(&member.path(&path)).into_response());
    match done {
        Ok(_) if form.decision == "reopen" => to(format!("granska/{id}")),
        Ok(_) => match reports::next_waiting(&state.app, &member.actor).await? {
            Some(next) => to(format!("granska/{next}")),
            None => to("granska".to_owned()),
        },
        Err(failure) => {
            let problem = Problem::from(failure);
            // Someone else was first: how the report stands now says more than a refusal.
            if problem.status() == StatusCode::CONFLICT && problem.is_about("failure-report-changed") {
                return to(format!("granska/{id}?andrad=1"));
            }
            let errors = summary(member.lang, problem)?;
            item(&state, &member, id, errors, false).await
        }
    }
}
