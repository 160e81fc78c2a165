//! `/t/{tenant}/mina`: what a person has reported, and what became of each.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, FormError, page};
use crate::pages::photo::PhotoPart;
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::reports::{self, Thread, photos};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use domain::districts::District;
use domain::ids::ReportId;
use domain::reports::{Report, ReportState};
use domain::words::Words;
use messages::Lang;
use serde::{Deserialize, Serialize};

/// The list.
#[derive(Serialize)]
pub struct MyReportsPage {
    /// Frame.
    pub shell: Shell,
    /// Newest first.
    pub reports: Vec<ReportLine>,
    /// Address of a new report.
    pub new: String,
}

impl Page for MyReportsPage {
    const TEMPLATE: &'static str = "my_reports.html";
}

/// One report in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ReportLine {
    /// Category, and subtype when there is one.
    pub what: String,
    /// Place or district.
    pub place: String,
    /// When it happened.
    pub when: String,
    /// Address of the report.
    pub href: String,
    /// State in words.
    pub state_label: String,
    /// Colour of the state.
    pub tone: &'static str,
}

/// One report with what became of it.
#[derive(Serialize)]
pub struct ThreadPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong with a photo.
    pub errors: Vec<FormError>,
    /// Whether it has just been sent.
    pub thanks: bool,
    /// The report in a line.
    pub line: ReportLine,
    /// Everything that was reported, as label and text.
    pub facts: Vec<Fact>,
    /// The photo.
    pub photo: PhotoPart,
    /// What has happened, oldest first.
    pub steps: Vec<StepLine>,
    /// Address of the form that changes it; empty once it is decided on.
    pub change: String,
    /// Address of the form that takes it back; empty once it is decided on.
    pub withdraw: String,
    /// Version that is shown.
    pub seen: u32,
    /// Address of a new report of the same place.
    pub another: String,
    /// Address of the list.
    pub back: String,
}

impl Page for ThreadPage {
    const TEMPLATE: &'static str = "report_thread.html";
}

/// A label with its text.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// Label.
    pub label: String,
    /// Text.
    pub text: String,
}

/// Something that happened with a report.
#[derive(Clone, Debug, Serialize)]
pub struct StepLine {
    /// When; empty for what is still to come.
    pub at: String,
    /// What, in a sentence.
    pub text: String,
    /// What a reviewer wrote; empty for most.
    pub letter: String,
    /// A page to go on to; empty for most.
    pub href: String,
}

/// What a report is told with.
pub struct Known {
    /// Language.
    pub lang: Lang,
    /// The authority's words for categories.
    pub words: Words,
    /// Districts by name.
    pub districts: Vec<District>,
}

impl Known {
    /// As it is for a member now.
    pub async fn read(state: &WebState, member: &Member) -> Result<Self, Problem> {
        let (app, actor) = (&state.app, &member.actor);
        let districts = application::districts::current(app, actor).await?;
        Ok(Self { lang: member.lang, words: application::words::of(app, actor).await?, districts })
    }
}

/// What happened, in words.
pub fn what(known: &Known, report: &Report) -> String {
    let (c, Known { lang, words, .. }) = (&report.content, known);
    let category = messages::category(*lang, words, c.category);
    c.subtype
        .as_deref()
        .map_or(category.clone(), |s| format!("{category} – {}", messages::subtype(*lang, words, c.category, s).to_lowercase()))
}

/// When it happened: one time, or from–to.
pub fn when(lang: Lang, report: &Report) -> String {
    messages::time_span(lang, report.content.start, report.content.end)
}

/// Place and district in words.
pub fn place(known: &Known, report: &Report) -> String {
    let c = &report.content;
    let district = c.district.as_ref().and_then(|code| known.districts.iter().find(|d| d.code == *code)).map(|d| d.name.clone());
    match domain::names::joined(c.place.as_deref().into_iter().chain(district.as_deref())) {
        nothing if nothing.is_empty() => known.lang.text("report-place-none"),
        said => said,
    }
}

/// Colour of a state; the word says it too.
pub fn tone(state: &ReportState) -> &'static str {
    match state {
        ReportState::Submitted => "info",
        ReportState::Accepted { .. } | ReportState::Merged { .. } => "success",
        ReportState::Returned(_) => "warning",
        ReportState::Rejected { .. } | ReportState::Withdrawn { .. } => "neutral",
    }
}

/// A report as a line that leads to `href`.
pub fn line(known: &Known, report: &Report, href: String) -> ReportLine {
    let lang = known.lang;
    ReportLine {
        what: what(known, report),
        place: place(known, report),
        when: when(lang, report),
        href,
        state_label: lang.text(&format!("report-state-{}", report.state.key())),
        tone: tone(&report.state),
    }
}

/// Everything that was reported.
pub fn facts(known: &Known, report: &Report) -> Vec<Fact> {
    let (c, lang) = (&report.content, known.lang);
    let fact = |label: &str, text: String| (!text.is_empty()).then(|| Fact { label: lang.text(label), text });
    let reasons: Vec<_> = c.reasons.iter().map(|r| lang.text(&format!("unsafe-{}", r.key()))).collect();
    let kind = c.place_kind.map(|k| lang.text(&format!("place-kind-{}", k.key()))).unwrap_or_default();
    let all = [
        fact("report-what", what(known, report)),
        fact("report-place", place(known, report)),
        fact("report-kind", kind),
        fact("report-when", when(lang, report)),
        fact("report-sureness", lang.text(&format!("sureness-{}", c.sureness.key()))),
        fact("report-description", c.description.clone().unwrap_or_default()),
        fact("report-reasons", reasons.join(", ")),
        fact("report-immediate", c.immediate_action.clone().unwrap_or_default()),
        fact("report-police", lang.text(&format!("police-{}", c.police_reported.key()))),
    ];
    all.into_iter().flatten().collect()
}

/// `GET …/mina`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    let known = Known::read(&state, &member).await?;
    let threads = reports::mine(&state.app, &member.actor).await?;
    let line = |t: &Thread| line(&known, &t.report, member.path(&format!("mina/{}", t.report.id)));
    let shown = MyReportsPage {
        shell: Shell::within(&member, "mine-title", Place::Mine),
        reports: threads.iter().map(line).collect(),
        new: member.path("rapportera"),
    };
    page(member.lang, &shown, &[])
}

/// Query of a report's page.
#[derive(Deserialize)]
pub struct Arrival {
    #[serde(default)]
    tack: u8,
}

/// `GET …/mina/{report}`
pub async fn one(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Query(arrival): Query<Arrival>,
) -> Answer {
    let id: ReportId = id.parse().map_err(|_| Problem::not_found())?;
    thread(&state, &member, id, arrival.tack == 1, Vec::new()).await
}

/// The page of one's own report; with what was wrong with a photo that was sent.
pub(crate) async fn thread(state: &WebState, member: &Member, id: ReportId, thanks: bool, errors: Vec<FormError>) -> Answer {
    let thread = reports::follow(&state.app, &member.actor, id).await?;
    let known = Known::read(state, member).await?;
    let photo = photos::of_own(&state.app, &member.actor, id).await?;
    let takes_photos = photos::allowed(&state.app, &member.actor).await?;
    let (lang, here) = (member.lang, member.path(&format!("mina/{id}")));
    let open = thread.report.state.is_with_reporter();
    let when_open = |address: String| if open { address } else { String::new() };
    let shown = ThreadPage {
        shell: Shell::within(member, "thread-title", Place::Mine),
        errors,
        thanks,
        line: line(&known, &thread.report, String::new()),
        facts: facts(&known, &thread.report),
        photo: PhotoPart::new(&here, photo, open && takes_photos, open),
        steps: steps(lang, member, &thread),
        change: when_open(format!("{here}/andra")),
        withdraw: when_open(format!("{here}/ta-tillbaka")),
        seen: thread.report.version,
        another: member.path(&format!("rapportera?like={id}")),
        back: member.path("mina"),
    };
    page(lang, &shown, &shown.errors)
}

/// The chain as far as it has come: received, reviewed, used in a picture.
fn steps(lang: Lang, member: &Member, thread: &Thread) -> Vec<StepLine> {
    let step = |at: String, text: String| StepLine { at, text, letter: String::new(), href: String::new() };
    let report = &thread.report;
    let mut steps = vec![step(messages::date_time(report.submitted), lang.text("thread-received"))];
    match &report.state {
        ReportState::Submitted => steps.push(step(String::new(), lang.text("thread-waiting"))),
        ReportState::Accepted { at, incident, .. } => {
            let text = if incident.is_some() { "thread-accepted" } else { "thread-planned" };
            steps.push(step(messages::date_time(*at), lang.text(text)));
        }
        ReportState::Returned(r) => {
            steps.push(StepLine { letter: r.question.clone(), ..step(messages::date_time(r.at), lang.text("thread-returned")) });
        }
        ReportState::Rejected { at, wrong, note, .. } => {
            let text = lang.text(&format!("thread-rejected-{}", wrong.key()));
            steps.push(StepLine { letter: note.clone().unwrap_or_default(), ..step(messages::date_time(*at), text) });
        }
        ReportState::Merged { at, .. } => steps.push(step(messages::date_time(*at), lang.text("thread-merged"))),
        ReportState::Withdrawn { at } => steps.push(step(messages::date_time(*at), lang.text("thread-withdrawn"))),
    }
    match (thread.picture, report.state.incident()) {
        (Some(picture), _) => {
            let week = messages::week_long(lang, picture.week);
            let text = lang.format("thread-in-picture", &[("week", week.into()), ("version", u64::from(picture.version).into())]);
            let href = member.path(&format!("lagesbild/{}", picture.week));
            steps.push(StepLine { href, ..step(messages::date_time(picture.at), text) });
        }
        (None, Some(_)) => steps.push(step(String::new(), lang.text("thread-before-picture"))),
        (None, None) => {}
    }
    for told in &thread.told {
        let Some([sv, en]) = &told.texts else { continue };
        let text = match lang {
            Lang::Sv => sv,
            Lang::En => en,
        };
        let href = told.action.map(|id| member.path(&format!("insatser/{id}"))).unwrap_or_default();
        steps.push(StepLine { href, ..step(messages::date_time(told.at), text.clone()) });
    }
    if thread.told.is_empty() && report.state.incident().is_some() {
        steps.push(step(String::new(), lang.text("thread-result-ahead")));
    }
    steps
}

/// Version that the reporter saw.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    seen: u32,
}

/// `POST …/mina/{report}/ta-tillbaka`
pub async fn withdraw(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Fields(form): Fields<Seen>,
) -> Answer {
    let id: ReportId = id.parse().map_err(|_| Problem::not_found())?;
    reports::withdraw(&state.app, &member.actor, id, form.seen).await?;
    Ok(Redirect::to(&member.path(&format!("mina/{id}"))).into_response())
}
