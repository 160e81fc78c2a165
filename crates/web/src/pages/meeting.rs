//! `/t/{tenant}/mote/{week}`: the weekly EST meeting, from agenda to archived minutes.

mod conflict;
mod sent;

pub use conflict::{Conflict, Known, Side};

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, Fields, FormError, summary};
use crate::pages::actions::{ActionLine, Material as ListMaterial, View};
use crate::pages::levels::LevelLine;
use crate::pages::proposals::ProposalLine;
use crate::selection;
use crate::shell::{Place, Shell};
use crate::templates::{self, Page};
use application::actions as insatser;
use application::meetings::{self, Shown, Trigger};
use application::week_calendar;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use documents::picture::words;
use domain::actions::{ActionItem, Function, Level, Organisation};
use domain::actor::Actor;
use domain::districts::District;
use domain::failure::{Failure, FieldError};
use domain::meetings::{Assessment, Attendee, Lift, Mark, Meeting, MeetingStage, MeetingStep, Minutes, Section, Situation, Trend, Written};
use domain::pictures::Span;
use domain::policy::Action;
use domain::week::{Week, local};
use domain::weekly::{Moment, WeekCalendar};
use jiff::civil::Date;
use messages::Lang;
use serde::{Deserialize, Serialize};

/// The meeting.
#[derive(Serialize)]
pub struct MeetingPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong with a section.
    pub errors: Vec<FormError>,
    /// A section that someone else saved meanwhile.
    pub conflict: Option<Conflict>,
    /// `Vecka 46, 9–15 november 2026`
    pub period: String,
    /// Stages of the minutes: label, and `done`, `current` or `ahead`.
    pub stages: Vec<(String, &'static str)>,
    /// Since when, by whom; empty before the first step.
    pub since: String,
    /// Key of the stage seen.
    pub seen_stage: &'static str,
    /// Steps: key and label; the way forward first.
    pub steps: Vec<(&'static str, String)>,
    /// The day that the meeting was held, or is proposed to have been: by the week's calendar, and no day to come.
    pub day: String,
    /// The latest day that it can have been held.
    pub today: String,
    /// Whether sections can be written by the reader now.
    pub may_write: bool,
    /// Whether texts were left out.
    pub text_hidden: bool,
    /// Address that sections are sent to; steps go to `…/steg`.
    pub action: String,
    /// When the week closes for reports and when the meeting is held, in a sentence.
    pub when: String,
    /// The week before and after: label, address.
    pub ways: [(String, String); 2],
    /// Address of the week's picture.
    pub picture: String,
    /// Versions of the sections, by key.
    pub versions: std::collections::BTreeMap<&'static str, u32>,
    /// Functions that may be there.
    pub attendance: Vec<Choice>,
    /// Those who were there, by organisation.
    pub present: Vec<String>,
    /// Actions to follow up, overdue first.
    pub follow_up: Vec<ActionLine>,
    /// What each organisation said.
    pub round: Vec<RoundLine>,
    /// The picture's first sentence.
    pub headline: String,
    /// What stands out.
    pub notable: Vec<String>,
    /// Places where incidents gather.
    pub hotspots: Vec<String>,
    /// Who has not delivered; empty when everyone has.
    pub silence: String,
    /// What the levels take.
    pub levels: Vec<LevelLine>,
    /// Districts.
    pub areas: Vec<AreaLine>,
    /// What is said of districts that are left out of what is shown.
    pub others: String,
    /// Whether the meeting has said that all others are at their normal.
    pub others_normal: bool,
    /// Whether the judgement is confirmed, since when and by whom.
    pub confirmed: String,
    /// Whether something written awaits its confirmation.
    pub unconfirmed: bool,
    /// Districts that need an action or a motive, in words; empty for none.
    pub unanswered: String,
    /// What is to come.
    pub coming: Vec<String>,
    /// Focus, most important first, with empty fields to write in.
    pub focus: Vec<String>,
    /// What the picture proposes to focus on.
    pub proposals: Vec<ProposalLine>,
    /// Actions to decide on, with the version that the reader sees.
    pub to_decide: Vec<(ActionLine, String, u32)>,
    /// Actions decided here.
    pub decided: Vec<ActionLine>,
    /// Whether the reader may decide.
    pub may_decide: bool,
    /// Address of the form for a new action.
    pub propose: String,
    /// Week as it stands in addresses.
    pub week_key: String,
    /// What may have to be lifted.
    pub triggers: Vec<String>,
    /// Matters to lift, with an empty one to write in.
    pub lifts: Vec<LiftLine>,
    /// What is told.
    pub communication: String,
}

impl Page for MeetingPage {
    const TEMPLATE: &'static str = "meeting.html";
}

/// A district in the meeting.
#[derive(Serialize)]
pub struct AreaLine {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// `7 händelser, ökat tydligt`
    pub counted: String,
    /// Key of the situation, for its shape.
    pub situation: &'static str,
    /// The situation in a word; empty while it is not judged.
    pub situation_label: String,
    /// Situations to choose.
    pub situations: Vec<Choice>,
    /// Trend in a word; empty while it is not judged.
    pub trend_label: String,
    /// Trends to choose.
    pub trends: Vec<Choice>,
    /// Why.
    pub motive: String,
    /// Whether it stands out in the picture or is judged above its normal.
    pub stands_out: bool,
}

/// A matter to lift.
#[derive(Serialize)]
pub struct LiftLine {
    /// Groups to choose.
    pub levels: Vec<Choice>,
    /// The group in words.
    pub level: String,
    /// What it is about.
    pub matter: String,
    /// What is wanted.
    pub wanted: String,
    /// When an answer is needed.
    pub needed_by: String,
}

/// What an organisation said round the table.
#[derive(Serialize)]
pub struct RoundLine {
    /// The organisation as the form sends it: its id.
    pub value: String,
    /// Its name at the time.
    pub name: String,
    /// What was said.
    pub text: String,
}

/// What the page is made from.
pub struct Material<'a> {
    /// The meeting.
    pub shown: &'a Shown,
    /// Current districts.
    pub districts: &'a [District],
    /// Organisations with their functions.
    pub organisations: &'a [(Organisation, Vec<Function>)],
    /// The calendar of the week.
    pub calendar: &'a WeekCalendar,
    /// Local date.
    pub today: Date,
}

impl MeetingPage {
    /// The meeting as a member sees it.
    pub fn new(member: &Member, material: &Material, errors: Vec<FormError>) -> Self {
        let (lang, shown) = (member.lang, material.shown);
        let (meeting, picture) = (&shown.meeting, &shown.picture);
        let week = meeting.week;
        let view = View::of(&member.tenant.code);
        let list = ListMaterial { items: &[], districts: material.districts, owners: &[], today: material.today };
        let line = |item: &ActionItem| ActionLine::new(item, &list, &view, lang);
        let way = |week: Week| (messages::week_long(lang, week), member.path(&format!("mote/{week}")));
        let minutes = |section| meeting.section(section).minutes;
        let four = picture.hotspots.iter().filter(|h| h.span == Span::FourWeeks).flat_map(|h| &h.places);
        let silent: Vec<&str> = picture.sources.iter().filter(|s| s.silent).map(|s| s.name.as_str()).collect();
        // A draft is for those who write it: everyone else sees what the meeting stands for.
        let confirmed = meeting.confirmed.as_ref();
        let judged = if shown.may_write { meeting.assessment() } else { confirmed.map(|c| c.assessment.clone()).unwrap_or_default() };
        let mut areas = areas(material, &judged, lang);
        let all = areas.len();
        areas.retain(|area| shown.may_write || area.stands_out);
        let others = others(&judged, all - areas.len(), lang);
        Self {
            shell: Shell::within(member, "meeting-title", Place::Meeting)
                .titled(lang.format("meeting-title-week", &[("week", messages::week_long(lang, week).into())])),
            errors,
            conflict: None,
            period: messages::date_range(lang, week.monday(), week.sunday()),
            stages: stages(meeting.state.stage(), lang),
            since: meeting.state.mark().map_or_else(String::new, |m| format!("{} {}", messages::date_time(m.at), m.by)),
            seen_stage: meeting.state.stage().key(),
            steps: shown.steps.iter().map(|s| (s.key(), lang.text(&format!("meeting-step-{}", s.key())))).collect(),
            day: meeting.held_on.unwrap_or_else(|| material.calendar.day(week, Moment::Meeting).min(material.today)).to_string(),
            today: material.today.to_string(),
            may_write: shown.may_write,
            text_hidden: meeting.text_hidden,
            action: member.path(&format!("mote/{week}")),
            when: when(material.calendar, week, lang),
            ways: [way(week.previous()), way(week.next())],
            picture: member.path(&format!("lagesbild/{week}")),
            versions: Section::ALL.iter().map(|s| (s.key(), meeting.section(*s).version)).collect(),
            attendance: attendance(material, &minutes(Section::Attendance)),
            present: present(&minutes(Section::Attendance)),
            follow_up: shown.follow_up.iter().map(line).collect(),
            round: round(material, &minutes(Section::Round)),
            headline: words::headline(picture, lang),
            notable: picture.notable.iter().map(|n| words::notable(n, picture, lang)).collect(),
            hotspots: four.take(8).map(|spot| words::recurring(spot, picture, lang)).collect(),
            silence: if silent.is_empty() { String::new() } else { lang.format("document-silent", &[("names", silent.join(", ").into())]) },
            levels: LevelLine::all(&picture.words, lang),
            areas,
            others,
            others_normal: judged.others_normal,
            confirmed: confirmed_words(meeting, lang),
            unconfirmed: meeting.is_unconfirmed(),
            unanswered: shown.unanswered.join(", "),
            coming: picture.coming.iter().map(|e| coming(e, lang)).collect(),
            focus: focus(&minutes(Section::Focus), shown.may_write),
            proposals: to_focus_on(member, shown, &minutes(Section::Focus)),
            to_decide: shown.to_decide.iter().map(|i| (line(i), member.path(&format!("insatser/{}/steg", i.id)), i.version)).collect(),
            decided: shown.decided.iter().map(line).collect(),
            may_decide: member.actor.can(Action::DecideAction) && shown.may_write,
            propose: proposal(&member.actor, &member.path("insatser/ny"), week),
            week_key: week.to_string(),
            triggers: shown.triggers.iter().map(|t| trigger(t, lang)).collect(),
            lifts: lifts(&minutes(Section::Lifts), shown.may_write, lang),
            communication: match minutes(Section::Communication) {
                Minutes::Communication(text) => text,
                Minutes::Attendance(_) | Minutes::Round(_) | Minutes::Assessment(_) | Minutes::Focus(_) | Minutes::Lifts(_) => {
                    String::new()
                }
            },
        }
    }
}

fn proposal(actor: &Actor, address: &str, week: Week) -> String {
    if actor.can(Action::ProposeAction) { format!("{address}?week={week}") } else { String::new() }
}

/// What the week's calendar says of the meeting and of the reports that it is about.
fn when(calendar: &WeekCalendar, week: Week, lang: Lang) -> String {
    let said = |moment| {
        let day = messages::weekday(lang, calendar.day(week, moment).weekday().to_monday_zero_offset().unsigned_abs().into());
        format!("{day} {}", messages::date_time(calendar.at(week, moment)))
    };
    lang.format("meeting-when", &[("at", said(Moment::Meeting).into()), ("value", said(Moment::Close).into())])
}

fn stages(now: MeetingStage, lang: Lang) -> Vec<(String, &'static str)> {
    let place = |stage: &MeetingStage| match stage.cmp(&now) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "current",
        std::cmp::Ordering::Greater => "ahead",
    };
    MeetingStage::ALL.iter().map(|s| (lang.text(&format!("meeting-stage-{}", s.key())), place(s))).collect()
}

fn attendance(material: &Material, minutes: &Minutes) -> Vec<Choice> {
    let Minutes::Attendance(there) = minutes else { return Vec::new() };
    let choice =
        |a: &Attendee, selected| Choice { value: sent::present(a), label: format!("{}, {}", a.organisation.name, a.title), selected };
    let now = material.organisations.iter().flat_map(|(organisation, functions)| {
        functions.iter().map(|f| Attendee { organisation: organisation.clone(), account: Some(f.account), title: f.title.clone() })
    });
    // Who was there stays as written, whatever became of the membership or of the names.
    let was = |member: &Attendee| there.iter().find(|a| a.is_same(member));
    let mut choices: Vec<Choice> = Vec::new();
    let gone = there.iter().filter(|a| !now.clone().any(|member| a.is_same(&member)));
    let all = now.clone().map(|member| was(&member).map_or_else(|| choice(&member, false), |a| choice(a, true)));
    for one in all.chain(gone.map(|a| choice(a, true))) {
        if choices.iter().all(|known| known.value != one.value) {
            choices.push(one);
        }
    }
    choices
}

fn present(minutes: &Minutes) -> Vec<String> {
    let Minutes::Attendance(there) = minutes else { return Vec::new() };
    there.iter().map(|a| format!("{}, {}", a.organisation.name, a.title)).collect()
}

fn round(material: &Material, minutes: &Minutes) -> Vec<RoundLine> {
    let Minutes::Round(notes) = minutes else { return Vec::new() };
    let line = |organisation: &Organisation, text: &str| RoundLine {
        value: organisation.id.to_string(),
        name: organisation.name.clone(),
        text: text.to_owned(),
    };
    // What was said stands under the name at the time.
    let said = |o: &Organisation| notes.iter().find(|n| n.organisation.id == o.id);
    let now = material.organisations.iter().map(|(o, _)| said(o).map_or_else(|| line(o, ""), |n| line(&n.organisation, &n.text)));
    let gone = notes.iter().filter(|n| material.organisations.iter().all(|(o, _)| o.id != n.organisation.id));
    now.chain(gone.map(|n| line(&n.organisation, &n.text))).collect()
}

fn coming(event: &domain::incidents::ComingEvent, lang: Lang) -> String {
    let days = messages::date_range(lang, event.from, event.to);
    match &event.place {
        Some(place) => format!("{}, {place}, {days}", event.title),
        None => format!("{}, {days}", event.title),
    }
}

fn areas(material: &Material, assessment: &Assessment, lang: Lang) -> Vec<AreaLine> {
    let own = &material.shown.picture.words;
    let line = |row: &domain::pictures::DistrictRow| {
        let code = row.code.as_ref()?;
        let known = assessment.areas.iter().find(|a| a.district == *code);
        let situation = known.and_then(|a| a.situation);
        let trend = known.map_or(Trend::Steady, |a| a.trend);
        let choice = |key: &str, label, selected| Choice { value: key.to_owned(), label, selected };
        let changed = !matches!(row.change, domain::pictures::Change::Unchanged | domain::pictures::Change::Unknown);
        Some(AreaLine {
            code: code.to_string(),
            name: row.name.clone(),
            counted: lang
                .format("meeting-counted", &[("n", row.count.into()), ("value", words::judgement(lang, row.change, row.certainty).into())]),
            situation: situation.map_or("", Situation::key),
            situation_label: situation.map(|s| messages::situation(lang, own, s)).unwrap_or_default(),
            situations: std::iter::once(choice("", lang.text("meeting-unjudged"), situation.is_none()))
                .chain(Situation::ALL.iter().map(|s| choice(s.key(), messages::situation(lang, own, *s), Some(*s) == situation)))
                .collect(),
            trend_label: if situation.is_some() { lang.text(&format!("trend-{}", trend.key())) } else { String::new() },
            trends: Trend::ALL.iter().map(|t| choice(t.key(), lang.text(&format!("trend-{}", t.key())), *t == trend)).collect(),
            motive: known.map(|a| a.motive.clone()).unwrap_or_default(),
            stands_out: changed || known.is_some_and(|a| a.situation != Some(Situation::Green) || !a.motive.is_empty()),
        })
    };
    material.shown.picture.districts.iter().filter_map(line).collect()
}

/// What the picture proposes and nobody has written down.
fn to_focus_on(member: &Member, shown: &Shown, minutes: &Minutes) -> Vec<ProposalLine> {
    let written = focus(minutes, false);
    let mut lines = ProposalLine::all(member, &shown.picture, &shown.proposals);
    lines.retain(|line| !line.focus.is_empty() && !written.contains(&line.focus));
    lines
}

/// What is said of so many districts that are not shown: those that were judged normal by name, and those that were not named.
fn others(assessment: &Assessment, count: usize, lang: Lang) -> String {
    if !assessment.judges() {
        return lang.text("meeting-others-unjudged");
    }
    let by_name = assessment.areas.iter().filter(|a| a.situation == Some(Situation::Green) && a.motive.is_empty()).count().min(count);
    let normal = if assessment.others_normal { count } else { by_name };
    let said = |id, n: usize| (n > 0).then(|| lang.format(id, &[("n", u64::try_from(n).unwrap_or(u64::MAX).into())]));
    let both = [said("meeting-others-normal", normal), said("meeting-others-not-judged", count - normal)];
    both.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Whether the judgement is confirmed, in words; empty when there is none.
fn confirmed_words(meeting: &Meeting, lang: Lang) -> String {
    let mark = |mark: &Mark| [("at", messages::date_time(mark.at).into()), ("by", mark.by.as_str().into())];
    match &meeting.confirmed {
        Some(confirmed) => match &confirmed.mark {
            Some(by) if meeting.is_unconfirmed() => lang.format("meeting-confirmed-before", &mark(by)),
            Some(by) => lang.format("meeting-confirmed", &mark(by)),
            None => String::new(),
        },
        None if meeting.assessment().judges() => lang.text("meeting-unconfirmed"),
        None => String::new(),
    }
}

fn focus(minutes: &Minutes, may_write: bool) -> Vec<String> {
    let Minutes::Focus(areas) = minutes else { return Vec::new() };
    let mut areas = areas.clone();
    if may_write {
        areas.resize(areas.len().max(3) + 2, String::new());
    }
    areas
}

fn lifts(minutes: &Minutes, may_write: bool, lang: Lang) -> Vec<LiftLine> {
    let Minutes::Lifts(lifts) = minutes else { return Vec::new() };
    let line = |lift: Option<&Lift>| {
        let to = lift.map_or(Level::Management, |l| l.to);
        let choice = |l: &Level| Choice { value: l.key().to_owned(), label: messages::level(lang, *l), selected: *l == to };
        LiftLine {
            levels: Level::ALL.iter().map(choice).collect(),
            level: messages::level(lang, to),
            matter: lift.map(|l| l.matter.clone()).unwrap_or_default(),
            wanted: lift.map(|l| l.wanted.clone()).unwrap_or_default(),
            needed_by: lift.and_then(|l| l.needed_by).map(messages::date_short).unwrap_or_default(),
        }
    };
    let mut lines: Vec<LiftLine> = lifts.iter().map(|l| line(Some(l))).collect();
    if may_write {
        lines.push(line(None));
    }
    lines
}

fn trigger(trigger: &Trigger, lang: Lang) -> String {
    match trigger {
        Trigger::Red(name) => lang.format("meeting-trigger-red", &[("name", name.as_str().into())]),
        Trigger::Hotspot(name, weeks) => {
            lang.format("meeting-trigger-hotspot", &[("name", name.as_str().into()), ("n", u64::from(*weeks).into())])
        }
        Trigger::Late(title, days) => {
            lang.format("meeting-trigger-late", &[("name", title.as_str().into()), ("n", u64::from(days.unsigned_abs()).into())])
        }
    }
}

/// `GET …/mote`
pub async fn current(State(state): State<WebState>, member: Member) -> Answer {
    let week = meetings::current_week(&state.app);
    Ok(Redirect::to(&member.path(&format!("mote/{week}"))).into_response())
}

/// `GET …/mote/{week}`
pub async fn show(State(state): State<WebState>, member: Member, Path((_, week)): Path<(String, String)>) -> Answer {
    answer(&state, &member, selection::week(&week)?, None, (Vec::new(), StatusCode::OK)).await
}

/// A section that was sent but not saved.
struct Unsaved<'a> {
    minutes: Minutes,
    pairs: &'a [(String, String)],
    /// Someone else saved it meanwhile: both are shown, and the form holds both put together.
    overtaken: bool,
}

/// The page; a section that was sent but not saved is shown as it was sent.
async fn answer(
    state: &WebState,
    member: &Member,
    week: Week,
    unsaved: Option<Unsaved<'_>>,
    (errors, status): (Vec<FormError>, StatusCode),
) -> Answer {
    let (app, actor) = (&state.app, &member.actor);
    let mut shown = meetings::show(app, actor, week).await?;
    let districts = application::districts::current(app, actor).await?;
    let mut conflict = None;
    if let Some(Unsaved { mut minutes, pairs, overtaken }) = unsaved {
        let Written { version, minutes: theirs } = shown.meeting.section(minutes.section());
        if overtaken {
            let page = member.path(&format!("mote/{week}"));
            conflict = Some(Conflict::new(
                &minutes,
                &theirs,
                version,
                pairs,
                &Known { districts: &districts, own: &shown.picture.words, lang: member.lang },
                &page,
            ));
            minutes = minutes.merged(&theirs);
        }
        shown.meeting.sections.retain(|w| w.minutes.section() != minutes.section());
        shown.meeting.sections.push(Written { version, minutes });
    }
    let material = Material {
        shown: &shown,
        districts: &districts,
        organisations: &insatser::organisations(app, actor).await?,
        calendar: &week_calendar::show(app, actor).await?.0,
        today: local(app.now()).date(),
    };
    let page = MeetingPage { conflict, ..MeetingPage::new(member, &material, errors) };
    Ok((status, Html(templates::render(member.lang, &page)?)).into_response())
}

/// `POST …/mote/{week}`: one section.
pub async fn write(
    State(state): State<WebState>,
    member: Member,
    Path((_, week)): Path<(String, String)>,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Answer {
    let week = selection::week(&week)?;
    let known = application::organisations::list(&state.app, &member.actor).await?;
    let sent::Sent { seen, minutes, confirms } = sent::read(&pairs, &known)?;
    let section = minutes.section();
    match meetings::write(&state.app, &member.actor, week, seen, minutes.clone()).await {
        Ok(version) if confirms => match meetings::confirm(&state.app, &member.actor, week, version).await {
            Ok(()) => Ok(Redirect::to(&member.path(&format!("mote/{week}#{}", section.key()))).into_response()),
            Err(failure) => {
                // What was written is kept as a draft.
                let problem = Problem::from(failure);
                let status = problem.status();
                let errors = summary(member.lang, problem)?.into_iter().map(|e| FormError { field: section.key(), ..e }).collect();
                answer(&state, &member, week, None, (errors, status)).await
            }
        },
        Ok(_) => Ok(Redirect::to(&member.path(&format!("mote/{week}#{}", section.key()))).into_response()),
        Err(failure) => {
            let problem = Problem::from(failure);
            let (status, overtaken) = (problem.status(), problem.is_about("failure-minutes-changed"));
            let errors = summary(member.lang, problem)?.into_iter().map(|e| FormError { field: section.key(), ..e }).collect();
            let unsaved = Unsaved { minutes, pairs: &pairs, overtaken };
            answer(&state, &member, week, Some(unsaved), (errors, status)).await
        }
    }
}

/// Fields of a step.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeStep {
    step: String,
    seen: String,
    /// For a meeting that has been held: the day.
    #[serde(default)]
    day: String,
}

/// `POST …/mote/{week}/steg`
pub async fn step(
    State(state): State<WebState>,
    member: Member,
    Path((_, week)): Path<(String, String)>,
    Fields(form): Fields<TakeStep>,
) -> Answer {
    let week = selection::week(&week)?;
    let step = MeetingStep::from_key(&form.step).ok_or_else(|| Problem::field("step", "failure-request"))?;
    let seen = MeetingStage::from_key(&form.seen).ok_or_else(|| Problem::field("seen", "failure-request"))?;
    let held_on = match form.day.trim() {
        "" => None,
        text => Some(text.parse().map_err(|_| Failure::Invalid(vec![FieldError::new("day", "failure-date").with(text)]))?),
    };
    match meetings::step(&state.app, &member.actor, week, meetings::Take { step, seen, held_on }).await {
        Ok(_) => Ok(Redirect::to(&member.path(&format!("mote/{week}"))).into_response()),
        Err(failure) => {
            let problem = Problem::from(failure);
            let status = problem.status();
            answer(&state, &member, week, None, (summary(member.lang, problem)?, status)).await
        }
    }
}
