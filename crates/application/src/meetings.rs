//! The weekly EST meeting: an agenda that fills itself, minutes section by section, and their way to the archive.

use crate::{App, actions, guard, pictures};
use domain::actions::{ActionItem, Forum, StateKind, Timeliness};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::districts::DistrictCode;
use domain::failure::{Failure, FieldError};
use domain::ids::OrganisationId;
use domain::meetings::{Assessment, Meeting, MeetingStage, MeetingState, MeetingStep, Minutes, Section, Situation, Written, unanswered};
use domain::pictures::{Picture, PictureFilter, PictureState, Proposal, Span, WEEKS_IN_ROW, proposals};
use domain::policy::Action;
use domain::week::{Week, local};
use domain::weekly::Moment;
use jiff::civil::Date;
use std::sync::Arc;
use storage::{ReadTx, WriteTx};

/// Longest text of a section's field, characters.
const LONGEST: usize = 4000;

/// Most attendees, notes, districts, focus areas and matters.
const MOST: usize = 200;

/// An action so many days late asks for a group above (dossier §3.2).
const LATE_DAYS: i32 = 14;

/// Why a matter may have to be lifted: a proposal, never a decision.
#[derive(Clone, Debug, PartialEq)]
pub enum Trigger {
    /// A district is judged red: its name.
    Red(String),
    /// A place has been a hot spot for weeks: its name and how many.
    Hotspot(String, u32),
    /// An action is late: its title and days.
    Late(String, i32),
}

/// A meeting with its agenda.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The minutes.
    pub meeting: Meeting,
    /// The week's picture.
    pub picture: Arc<Picture>,
    /// Actions to follow up, overdue first.
    pub follow_up: Vec<ActionItem>,
    /// Actions to decide on.
    pub to_decide: Vec<ActionItem>,
    /// Actions decided in this meeting.
    pub decided: Vec<ActionItem>,
    /// What the picture proposes to look at.
    pub proposals: Vec<Proposal>,
    /// What may have to be lifted.
    pub triggers: Vec<Trigger>,
    /// Districts whose judgement lacks an action or a motive (G-2).
    pub unanswered: Vec<String>,
    /// Whether the reader may write now.
    pub may_write: bool,
    /// Steps that the reader may take.
    pub steps: Vec<MeetingStep>,
}

/// The week whose meeting is next or was last: the one before the week in progress.
pub fn current_week(app: &App) -> Week {
    Week::of(app.now()).previous()
}

/// A week's meeting with its agenda. Reading texts that are meant for authorities is logged.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see meetings.
pub async fn show(app: &App, actor: &Actor, week: Week) -> Result<Shown, Failure> {
    actor.may(Action::ViewMeeting)?;
    let request = pictures::Request { week, filter: PictureFilter::default(), version: None };
    let picture = pictures::show(app, actor, &request).await?;
    let all = actions::list(app, actor, &actions::ActionFilter::default()).await?;
    let mut tx = app.read(actor).await?;
    let meeting = storage::meetings::of_week(&mut tx, actor.visible(), week, i64::MAX).await?;
    drop(tx);
    let secret = |w: &Written| matches!(w.minutes.section(), Section::Round | Section::Assessment | Section::Lifts);
    if !meeting.text_hidden && meeting.sections.iter().any(secret) {
        let tx = app.write(actor).await?;
        tx.commit(AuditEntry::new(Event::MinutesRead, week.to_string())).await?;
    }
    let runs = actor.can(Action::RunMeeting);
    let name = |code: &DistrictCode| {
        picture.districts.iter().find(|d| d.code.as_ref() == Some(code)).map_or_else(|| code.to_string(), |d| d.name.clone())
    };
    let here = |item: &ActionItem| item.state.decision().is_some_and(|d| d.forum == Forum::Meeting(week));
    let of = |kinds: &[StateKind]| -> Vec<ActionItem> { all.iter().filter(|i| kinds.contains(&i.state.kind())).cloned().collect() };
    let open = of(&[StateKind::Decided, StateKind::Ongoing, StateKind::Done, StateKind::FollowedUp]);
    let acted = |code: &DistrictCode| all.iter().any(|i| i.is_open() && i.plan.place.district.as_ref() == Some(code));
    Ok(Shown {
        proposals: proposals(&picture, &all),
        triggers: triggers(app, &meeting, &picture, &all, &name),
        unanswered: unanswered(&meeting.assessment(), acted).iter().map(name).collect(),
        follow_up: open.into_iter().filter(|i| !here(i)).collect(),
        to_decide: of(&[StateKind::Proposed, StateKind::Escalated]),
        decided: all.iter().filter(|i| here(i)).cloned().collect(),
        may_write: runs && meeting.state.is_open(),
        steps: if runs { meeting.state.possible().to_vec() } else { Vec::new() },
        meeting,
        picture,
    })
}

/// What a week's whole, unpublished picture proposes to those who run the meeting; nothing to others.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn to_look_at(app: &App, actor: &Actor, picture: &Picture) -> Result<Vec<Proposal>, Failure> {
    let open = match picture.state {
        PictureState::Closed { .. } | PictureState::Draft { .. } | PictureState::Assessed { .. } => true,
        PictureState::Open | PictureState::Published(_) => false,
    };
    if !open || picture.filter != PictureFilter::default() || !actor.can(Action::RunMeeting) {
        return Ok(Vec::new());
    }
    Ok(proposals(picture, &actions::list(app, actor, &actions::ActionFilter::default()).await?))
}

fn triggers(app: &App, meeting: &Meeting, picture: &Picture, all: &[ActionItem], name: &impl Fn(&DistrictCode) -> String) -> Vec<Trigger> {
    let today = local(app.now()).date();
    let red =
        meeting.assessment().areas.into_iter().filter(|a| a.situation == Some(Situation::Red)).map(|a| Trigger::Red(name(&a.district)));
    let spots = picture.hotspots.iter().filter(|h| h.span == Span::FourWeeks).flat_map(|h| &h.places);
    let spots = spots.filter(|s| s.weeks_in_row >= WEEKS_IN_ROW);
    let spots = spots.filter_map(|s| Some(Trigger::Hotspot(s.place.clone().or_else(|| s.district_name.clone())?, s.weeks_in_row)));
    let late = all.iter().filter_map(|item| match item.timeliness(today) {
        Timeliness::Overdue { days } if days >= LATE_DAYS => Some(Trigger::Late(item.plan.title.clone(), days)),
        Timeliness::Overdue { .. } | Timeliness::DueSoon | Timeliness::InTime => None,
    });
    red.chain(late).chain(spots).collect()
}

/// Writes a section of the minutes over version `seen` (0 for the first).
///
/// # Errors
/// [`Failure::Conflict`] when someone else wrote it meanwhile or the minutes have been sent; [`Failure::Invalid`] for a text
/// that is too long or seems to hold personal data.
pub async fn write(app: &App, actor: &Actor, week: Week, seen: u32, minutes: Minutes) -> Result<u32, Failure> {
    let permit = actor.may(Action::RunMeeting)?;
    check(&guard::of(app, actor).await?, &minutes)?;
    known(app, actor, &minutes).await?;
    let section = minutes.section();
    let mut tx = app.write(actor).await?;
    let meeting = storage::meetings::of_week(&mut tx, actor.visible(), week, i64::MAX).await?;
    if !meeting.state.is_open() {
        return Err(Failure::Conflict("failure-minutes-sent"));
    }
    let before = meeting.section(section);
    if before.version != seen {
        return Err(Failure::Conflict("failure-minutes-changed"));
    }
    let written = Written { version: seen + 1, minutes: minutes.with_names_of(&before.minutes) };
    if !storage::meetings::save_section(&mut tx, permit, week, &written, actor.name()).await? {
        return Err(Failure::Conflict("failure-minutes-changed"));
    }
    let entry = AuditEntry::new(Event::MinutesWritten, week.to_string());
    tx.commit(entry.fact("section", section.key()).fact("version", written.version.to_string())).await?;
    Ok(written.version)
}

/// Confirms the judgement of the districts as version `seen` of its section has it: from then on it is what the meeting says.
///
/// # Errors
/// [`Failure::Conflict`] when someone else wrote it meanwhile, the minutes have been sent, nothing is judged, or a district judged orange or
/// red has neither an open action nor a motive (G-2).
pub async fn confirm(app: &App, actor: &Actor, week: Week, seen: u32) -> Result<(), Failure> {
    let permit = actor.may(Action::RunMeeting)?;
    let mut tx = app.write(actor).await?;
    let meeting = storage::meetings::of_week(&mut tx, actor.visible(), week, i64::MAX).await?;
    if !meeting.state.is_open() {
        return Err(Failure::Conflict("failure-minutes-sent"));
    }
    if meeting.section(Section::Assessment).version != seen {
        return Err(Failure::Conflict("failure-minutes-changed"));
    }
    let assessment = meeting.assessment();
    if !assessment.judges() {
        return Err(Failure::Conflict("failure-assess-nothing"));
    }
    if !without_answer(app, actor, &mut tx, &assessment).await?.is_empty() {
        return Err(Failure::Conflict("failure-meeting-unanswered"));
    }
    if !storage::meetings::confirm(&mut tx, permit, week, seen, actor.name()).await? {
        return Err(Failure::Conflict("failure-minutes-changed"));
    }
    let entry = AuditEntry::new(Event::AssessmentConfirmed, week.to_string()).fact("version", seen.to_string());
    Ok(tx.commit(entry).await?)
}

/// Districts of a judgement that need an open action or a motive and have neither (G-2).
pub(crate) async fn without_answer(
    app: &App,
    actor: &Actor,
    tx: &mut ReadTx,
    assessment: &Assessment,
) -> Result<Vec<DistrictCode>, Failure> {
    let reader = actions::reader(app, actor).await?;
    let all = storage::actions::as_of(tx, &reader, i64::MAX).await?;
    let acted = |code: &DistrictCode| all.iter().any(|i| i.is_open() && i.plan.place.district.as_ref() == Some(code));
    Ok(unanswered(assessment, acted))
}

/// A step of a meeting, as somebody who saw it at a stage takes it.
#[derive(Clone, Copy, Debug)]
pub struct Take {
    /// The step.
    pub step: MeetingStep,
    /// The stage that was seen.
    pub seen: MeetingStage,
    /// For a meeting that has been held: the day; the day of the week's calendar when it is not given.
    pub held_on: Option<Date>,
}

/// Moves a meeting on.
///
/// # Errors
/// [`Failure::Conflict`] when it is at another stage, the step does not follow, nobody is noted as there, or a judgement is not confirmed when
/// the minutes are to be done; [`Failure::Invalid`] for a meeting that is to have been held on a day to come or before its week.
pub async fn step(app: &App, actor: &Actor, week: Week, take: Take) -> Result<MeetingState, Failure> {
    let Take { step, seen, held_on } = take;
    let permit = actor.may(Action::RunMeeting)?;
    let guard = guard::of(app, actor).await?;
    let mut tx = app.write(actor).await?;
    let meeting = storage::meetings::of_week(&mut tx, actor.visible(), week, i64::MAX).await?;
    if meeting.state.stage() != seen {
        return Err(Failure::Conflict("failure-meeting-changed"));
    }
    let state = meeting.state.after(step, actor.name(), tx.now()).map_err(|_| Failure::Conflict("failure-meeting-step"))?;
    if step == MeetingStep::Send {
        // Looked at once more before it goes to those who were there.
        meeting.sections.iter().try_for_each(|written| check(&guard, &written.minutes))?;
    }
    // Minutes that lack it can be opened again to have it written, and what is adjusted already can be archived.
    if !meeting.is_attended() && !matches!(step, MeetingStep::Reopen | MeetingStep::Archive) {
        return Err(Failure::Conflict("failure-meeting-nobody"));
    }
    if matches!(step, MeetingStep::Draft | MeetingStep::Send) && meeting.is_unconfirmed() {
        return Err(Failure::Conflict("failure-meeting-unconfirmed"));
    }
    let held_on = match step {
        MeetingStep::Hold => Some(day_held(&mut tx, week, held_on).await?),
        MeetingStep::Draft | MeetingStep::Send | MeetingStep::Reopen | MeetingStep::Adjust | MeetingStep::Archive => None,
    };
    storage::meetings::save_state(&mut tx, permit, week, &state, held_on).await?;
    tx.commit(AuditEntry::new(Event::MeetingStep, week.to_string()).fact("step", step.key())).await?;
    Ok(state)
}

/// The day that a meeting was held: not one to come, and not before the week that it is about.
async fn day_held(tx: &mut WriteTx, week: Week, said: Option<Date>) -> Result<Date, Failure> {
    let (calendar, _) = storage::settings::calendar(tx).await?;
    let day = said.unwrap_or_else(|| calendar.day(week, Moment::Meeting));
    if day > local(tx.now()).date() {
        return Err(Failure::Invalid(vec![FieldError::new("day", "failure-meeting-day-to-come").with(day.to_string())]));
    }
    if day < week.monday() {
        return Err(Failure::Invalid(vec![FieldError::new("day", "failure-meeting-day-before").with(day.to_string())]));
    }
    Ok(day)
}

/// Minutes refer only to organisations of the tenant's collaboration.
async fn known(app: &App, actor: &Actor, minutes: &Minutes) -> Result<(), Failure> {
    let named: Vec<OrganisationId> = match minutes {
        Minutes::Attendance(all) => all.iter().map(|a| a.organisation.id).collect(),
        Minutes::Round(all) => all.iter().map(|n| n.organisation.id).collect(),
        Minutes::Assessment(_) | Minutes::Focus(_) | Minutes::Lifts(_) | Minutes::Communication(_) => Vec::new(),
    };
    let known = crate::organisations::list(app, actor).await?;
    let is_known = |id: &OrganisationId| known.iter().any(|o| o.id == *id);
    if named.iter().all(is_known) { Ok(()) } else { Err(Failure::invalid(minutes.section().key(), "failure-request")) }
}

fn check(guard: &guard::Guard, minutes: &Minutes) -> Result<(), Failure> {
    let (count, texts): (usize, Vec<&str>) = match minutes {
        Minutes::Attendance(all) => (all.len(), all.iter().flat_map(|a| [a.title.as_str(), &a.organisation.name]).collect()),
        Minutes::Round(all) => (all.len(), all.iter().map(|n| n.text.as_str()).collect()),
        Minutes::Assessment(all) => (all.areas.len(), all.areas.iter().map(|a| a.motive.as_str()).collect()),
        Minutes::Focus(all) => (all.len(), all.iter().map(String::as_str).collect()),
        Minutes::Lifts(all) => (all.len(), all.iter().flat_map(|l| [l.matter.as_str(), &l.wanted]).collect()),
        Minutes::Communication(text) => (1, vec![text]),
    };
    let mut errors = Vec::new();
    let field = minutes.section().key();
    if count > MOST || texts.iter().any(|t| t.chars().count() > LONGEST) {
        errors.push(FieldError::new(field, "failure-minutes-long"));
    }
    errors.extend(texts.iter().find_map(|t| guard.refused(field, Some(t))));
    if errors.is_empty() { Ok(()) } else { Err(Failure::Invalid(errors)) }
}
