//! `/t/{tenant}/rapportera`: what a caretaker, guard or head teacher fills in on a phone. Place
//! first, then when and what; everything else is optional.

mod ground;
mod marked;
mod sent;
mod when;

pub use marked::{Marked, Part};
pub use sent::Sent;
pub use when::When;

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, Fields, FormError, page, summary};
use crate::pages::places::district_choices;
use crate::shell::{Place, Shell};
use crate::templates::Page;
use crate::tree::{TargetGroup, offered};
use application::reports::{self, Filed, Similar, photos};
use application::{guard, places};
use axum::extract::{Json, Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use domain::failure::Failure;
use domain::ids::ReportId;
use domain::reports::{LONGEST_DESCRIPTION, PlaceKind, PoliceReported, Sureness, UnsafeReason};
use domain::week::Week;
use messages::Lang;
use serde::{Deserialize, Serialize};

/// The form, new or shown again.
#[derive(Serialize)]
pub struct ReportPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// Address that the form goes to.
    pub action: String,
    /// Whether a report that was sent before is changed.
    pub changing: bool,
    /// What the reviewer asked; empty when nothing was.
    pub question: String,
    /// The form as it was sent.
    pub sent: Sent,
    /// The choices of the form.
    pub choices: Choices,
    /// Names of places to offer.
    pub places: Vec<String>,
    /// What has been reported already and may be the same thing.
    pub similar: Vec<SimilarLine>,
    /// Texts with what the guard marked.
    pub marked: Vec<Marked>,
    /// Whether the writer may say that what is marked is no personal data.
    pub may_confirm: bool,
    /// *Lugn vecka*.
    pub quiet: Quiet,
    /// Address that answers what the guard marks in a text.
    pub mark: String,
    /// Address of the form that is kept for where there is no net.
    pub keep: String,
    /// Address of what the map is drawn from.
    pub ground: String,
    /// Address of the person's own reports.
    pub mine: String,
    /// Most characters of the description.
    pub longest: usize,
    /// Most bytes of a photo that is kept with the report on the device; 0 where none is. With a net it is put to the report that has come in.
    pub photo_most: usize,
}

impl Page for ReportPage {
    const TEMPLATE: &'static str = "report.html";
}

/// Every closed choice of the form.
#[derive(Serialize)]
pub struct Choices {
    /// Districts.
    pub districts: Vec<Choice>,
    /// When it happened.
    pub when: Vec<Choice>,
    /// What happened.
    pub targets: Vec<TargetGroup>,
    /// How sure.
    pub sureness: Vec<Choice>,
    /// Sort of place.
    pub kinds: Vec<Choice>,
    /// Why the place feels unsafe.
    pub reasons: Vec<Choice>,
    /// Reported to the police.
    pub police: Vec<Choice>,
}

/// The one-tap answer that there was nothing.
#[derive(Serialize)]
pub struct Quiet {
    /// `vecka 47`
    pub week: String,
    /// `2026-W47`
    pub key: String,
    /// Whether it has been said.
    pub said: bool,
    /// Address of the form.
    pub action: String,
}

/// Something alike.
#[derive(Clone, Debug, Serialize)]
pub struct SimilarLine {
    /// `Stora torget, i går 22:15`
    pub what: String,
    /// Who reported it.
    pub source: String,
    /// Value to merge with; empty while it waits for review itself.
    pub incident: String,
}

impl SimilarLine {
    /// A line of something alike.
    pub fn new(lang: Lang, similar: &Similar) -> Self {
        let at = messages::date_time(similar.start);
        let place = similar.place.clone().unwrap_or_else(|| lang.text("report-place-none"));
        Self {
            what: lang.format("report-similar-line", &[("place", place.into()), ("at", at.into())]),
            source: similar.source.clone(),
            incident: similar.incident.map(|i| i.to_string()).unwrap_or_default(),
        }
    }
}

fn labelled<T: Copy + PartialEq>(lang: Lang, all: &[T], key: fn(T) -> &'static str, prefix: &str, chosen: Option<T>) -> Vec<Choice> {
    let choice =
        |v: &T| Choice { value: key(*v).to_owned(), label: lang.text(&format!("{prefix}-{}", key(*v))), selected: chosen == Some(*v) };
    all.iter().map(choice).collect()
}

/// What is shown around the form itself.
#[derive(Default)]
struct Around {
    errors: Vec<FormError>,
    similar: Vec<SimilarLine>,
    marked: Vec<Marked>,
    may_confirm: bool,
    changing: Option<(ReportId, String)>,
    kept: bool,
}

async fn form(state: &WebState, member: &Member, sent: Sent, around: Around) -> Answer {
    let (lang, app, actor) = (member.lang, &state.app, &member.actor);
    let known = application::districts::current(app, actor).await?;
    let names = places::suggestions(app, actor).await?;
    let words = application::words::of(app, actor).await?;
    let week = Week::of(app.now());
    let own = |id: &ReportId| member.path(&format!("mina/{id}/andra"));
    let action = around.changing.as_ref().map_or_else(|| member.path("rapportera"), |(id, _)| own(id));
    let shell = Shell::within(member, "report-title", Place::Report);
    let takes_photo = around.kept && photos::allowed(app, actor).await?;
    let shown = ReportPage {
        shell: if around.kept { shell.kept() } else { shell },
        errors: around.errors,
        action,
        changing: around.changing.is_some(),
        question: around.changing.map(|(_, question)| question).unwrap_or_default(),
        choices: Choices {
            districts: district_choices(&known, &sent.district, lang.text("report-district-none")),
            when: labelled(lang, When::ALL, When::key, "report-when", When::from_key(&sent.when)),
            targets: offered(lang, &words, Some(&sent.target)),
            sureness: labelled(lang, Sureness::ALL, Sureness::key, "sureness", Sureness::from_key(&sent.sureness)),
            kinds: labelled(lang, PlaceKind::ALL, PlaceKind::key, "place-kind", PlaceKind::from_key(&sent.place_kind)),
            reasons: sent.reasons(|r| lang.text(&format!("unsafe-{}", r.key()))),
            police: labelled(lang, PoliceReported::ALL, PoliceReported::key, "police", PoliceReported::from_key(&sent.police)),
        },
        places: names.into_iter().map(|p| p.name).collect(),
        similar: around.similar,
        marked: around.marked,
        may_confirm: around.may_confirm,
        quiet: Quiet {
            week: messages::week_long(lang, week),
            key: week.to_string(),
            said: reports::said_quiet(app, actor).await?,
            action: member.path("rapportera/lugn-vecka"),
        },
        mark: member.path("rapportera/granska-text"),
        keep: member.path("rapportera/utan-nat"),
        ground: member.path("rapportera/karta"),
        mine: member.path("mina"),
        longest: LONGEST_DESCRIPTION,
        photo_most: if takes_photo { photos::LARGEST } else { 0 },
        sent,
    };
    page(lang, &shown, &shown.errors)
}

/// Query of the page: a report to start from, for several in a row.
#[derive(Deserialize)]
pub struct From {
    #[serde(default)]
    like: String,
}

/// `GET …/rapportera`
pub async fn show(State(state): State<WebState>, member: Member, Query(from): Query<From>) -> Answer {
    let mut sent = Sent::empty(reports::new_id(&state.app));
    if let Ok(id) = from.like.parse::<ReportId>() {
        sent = sent.at_the_place_of(&reports::follow(&state.app, &member.actor, id).await?.report);
    }
    form(&state, &member, sent, Around::default()).await
}

/// `GET …/rapportera/utan-nat`: the empty form as the service worker keeps it on the device. It tells nobody
/// apart but by the mark of whose reports may be sent from it.
pub async fn kept(State(state): State<WebState>, member: Member) -> Answer {
    let sent = Sent { key: String::new(), ..Sent::empty(ReportId([0; 16])) };
    form(&state, &member, sent, Around { kept: true, ..Around::default() }).await
}

/// `GET …/rapportera/karta`: districts and named places to point at.
pub async fn ground(State(state): State<WebState>, member: Member) -> Answer {
    let outlines = application::districts::current_outlines(&state.app, &member.actor).await?;
    let named = places::suggestions(&state.app, &member.actor).await?;
    Ok(Json(ground::Ground::new(&outlines, &named)).into_response())
}

/// `POST …/rapportera`
pub async fn send(State(state): State<WebState>, member: Member, Fields(pairs): Fields<Vec<(String, String)>>) -> Answer {
    let mut sent = Sent::read(&pairs)?;
    // What one person wrote on a device that several use is never sent as another's.
    if !sent.owner.is_empty() && member.actor.account().is_none_or(|account| account.to_string() != sent.owner) {
        return Err(Failure::Conflict("failure-report-owner").into());
    }
    if sent.mask {
        sent.replace_marked(&guard::of(&state.app, &member.actor).await?);
        return form(&state, &member, sent, Around::default()).await;
    }
    let filed = match sent.report(state.app.now()) {
        Ok(new) => reports::file(&state.app, &member.actor, sent.id()?, &new).await,
        Err(failure) => Err(failure),
    };
    match filed {
        Ok(Filed::Kept(id)) => Ok(Redirect::to(&member.path(&format!("mina/{id}?tack=1"))).into_response()),
        Ok(Filed::Similar(similar)) => {
            let similar = similar.iter().map(|s| SimilarLine::new(member.lang, s)).collect();
            form(&state, &member, sent, Around { similar, ..Around::default() }).await
        }
        Err(failure) => again(&state, &member, sent, failure, None).await,
    }
}

/// The form with what was wrong, and what the guard marked.
async fn again(state: &WebState, member: &Member, sent: Sent, failure: Failure, changing: Option<(ReportId, String)>) -> Answer {
    let errors = summary(member.lang, failure.into())?;
    let marked = marked::of(member.lang, &guard::of(&state.app, &member.actor).await?, &sent);
    let may_confirm = !marked.is_empty() && marked.iter().all(|m| !m.blocked);
    form(state, member, sent, Around { errors, marked, may_confirm, changing, ..Around::default() }).await
}

/// `GET …/mina/{report}/andra`
pub async fn edit(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    let id: ReportId = id.parse().map_err(|_| Problem::not_found())?;
    let report = reports::follow(&state.app, &member.actor, id).await?.report;
    if !report.state.is_with_reporter() {
        return Err(Failure::Conflict("failure-report-decided").into());
    }
    let changing = Some((id, question(&report)));
    form(&state, &member, Sent::of(&report), Around { changing, ..Around::default() }).await
}

fn question(report: &domain::reports::Report) -> String {
    match &report.state {
        domain::reports::ReportState::Returned(returned) => returned.question.clone(),
        domain::reports::ReportState::Submitted
        | domain::reports::ReportState::Accepted { .. }
        | domain::reports::ReportState::Rejected { .. }
        | domain::reports::ReportState::Merged { .. }
        | domain::reports::ReportState::Withdrawn { .. } => String::new(),
    }
}

/// `POST …/mina/{report}/andra`
pub async fn change(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Answer {
    let id: ReportId = id.parse().map_err(|_| Problem::not_found())?;
    let mut sent = Sent::read(&pairs)?;
    let before = reports::follow(&state.app, &member.actor, id).await?.report;
    let asked = question(&before);
    if sent.mask {
        sent.replace_marked(&guard::of(&state.app, &member.actor).await?);
        return form(&state, &member, sent, Around { changing: Some((id, asked)), ..Around::default() }).await;
    }
    let changed = match sent.changed(&before, state.app.now()) {
        Ok(new) => reports::change(&state.app, &member.actor, id, sent.seen, &new).await,
        Err(failure) => Err(failure),
    };
    match changed {
        Ok(()) => Ok(Redirect::to(&member.path(&format!("mina/{id}?tack=1"))).into_response()),
        Err(failure) => again(&state, &member, sent, failure, Some((id, asked))).await,
    }
}

/// The week that the button spoke of: pages stay open past midnight.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuietWeek {
    week: String,
}

/// `POST …/rapportera/lugn-vecka`
pub async fn quiet(State(state): State<WebState>, member: Member, Fields(said): Fields<QuietWeek>) -> Answer {
    let week = said.week.parse().map_err(|_| Problem::field("week", "failure-request"))?;
    reports::quiet_week(&state.app, &member.actor, week).await?;
    Ok(Redirect::to(&member.path("rapportera")).into_response())
}

/// A text to look through while it is being written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextToMark {
    text: String,
}

/// `POST …/rapportera/granska-text`: what the guard marks. Nothing is kept.
pub async fn mark(State(state): State<WebState>, member: Member, Fields(sent): Fields<TextToMark>) -> Answer {
    let text: String = sent.text.chars().take(4 * LONGEST_DESCRIPTION).collect();
    Ok(Json(marked::parts(member.lang, &text, &guard::of(&state.app, &member.actor).await?.marks(&text))).into_response())
}

/// The reasons that are ticked, as choices.
fn reason_choices(ticked: &[UnsafeReason], label: impl Fn(UnsafeReason) -> String) -> Vec<Choice> {
    let choice = |r: &UnsafeReason| Choice { value: r.key().to_owned(), label: label(*r), selected: ticked.contains(r) };
    UnsafeReason::ALL.iter().map(choice).collect()
}
