//! Reviewing: the week's inbox, one report with what it resembles, and the decision.

use crate::guard::{self, Guard};
use crate::imports::{hashed, settle};
use crate::organisations::source;
use crate::reports::similar::{self, Similar};
use crate::reports::{batch, letter, save};
use crate::{App, feedback};
use domain::actor::{Actor, Permit};
use domain::audit::{AuditEntry, Event};
use domain::categories::{Category, CategoryKind};
use domain::districts::DistrictCode;
use domain::failure::{Failure, FieldError};
use domain::ids::{ComingEventId, IncidentId, ReportId};
use domain::incidents::ComingEvent;
use domain::policy::Action;
use domain::reports::{Decision, Report, ReportState};
use domain::week::{Week, clock_seconds, hour_of_week, local};
use domain::words::Words;
use jiff::SignedDuration;
use std::collections::BTreeSet;
use storage::WriteTx;
use storage::incidents::NewIncident;
use storage::sources::StoredAt;

/// Most waiting reports in one list.
const MOST: u32 = 200;

/// How long a decision stays in the list of what was just done.
const RECENT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What waits and what was done lately.
#[derive(Clone, Debug)]
pub struct Inbox {
    /// Oldest first.
    pub waiting: Vec<Report>,
    /// How many wait in all.
    pub waiting_total: u64,
    /// Decided in the last week, newest first.
    pub decided: Vec<Report>,
}

/// A report in front of a reviewer.
#[derive(Clone, Debug)]
pub struct ReviewItem {
    /// The report.
    pub report: Report,
    /// What it may be the same thing as.
    pub similar: Vec<Similar>,
    /// The next one that waits.
    pub next: Option<ReportId>,
    /// How many wait, this one included.
    pub waiting: u64,
}

/// What a reviewer puts right before accepting.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    /// Another category.
    pub category: Option<(Category, Option<String>)>,
    /// Replace what the guard marks by placeholders.
    pub mask: bool,
    /// The reviewer has read what the guard marked, and says that it is no personal data.
    pub settled: bool,
}

/// A decision on a report.
#[derive(Clone, Debug)]
pub struct Decide {
    /// Which.
    pub report: ReportId,
    /// The version that the reviewer saw.
    pub seen: u32,
    /// What.
    pub decision: Decision,
    /// What is put right.
    pub corrections: Corrections,
}

/// The inbox. Looking at it is logged: it is class C.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to review.
pub async fn inbox(app: &App, actor: &Actor) -> Result<Inbox, Failure> {
    let permit = actor.may(Action::ReviewReports)?;
    let mut tx = app.write(actor).await?;
    let waiting = storage::reports::waiting(&mut tx, permit, MOST).await?;
    let waiting_total = storage::reports::count_waiting(&mut tx).await?;
    let since = tx.now() - RECENT;
    let decided = storage::reports::decided(&mut tx, permit, since, MOST).await?;
    let shown = waiting.len() + decided.len();
    tx.commit(AuditEntry::new(Event::ReportsRead, "inbox").fact("reports", shown.to_string())).await?;
    Ok(Inbox { waiting, waiting_total, decided })
}

/// The report that has waited longest.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to review.
pub async fn next_waiting(app: &App, actor: &Actor) -> Result<Option<ReportId>, Failure> {
    let permit = actor.may(Action::ReviewReports)?;
    let mut tx = app.read(actor).await?;
    Ok(storage::reports::waiting(&mut tx, permit, 1).await?.first().map(|r| r.id))
}

/// One report with what it resembles. Looking at it is logged.
///
/// # Errors
/// [`Failure::NotFound`] when there is none.
pub async fn open(app: &App, actor: &Actor, id: ReportId) -> Result<ReviewItem, Failure> {
    let permit = actor.may(Action::ReviewReports)?;
    let mut tx = app.write(actor).await?;
    let report = storage::reports::by_id(&mut tx, actor.visible(), actor.account(), id).await?.ok_or(Failure::NotFound)?;
    let mut similar = similar::to(&mut tx, actor.visible(), &report.content).await?;
    similar.retain(|s| s.report != Some(id) && (s.incident.is_none() || s.incident != report.state.incident()));
    let waiting = storage::reports::waiting(&mut tx, permit, MOST).await?;
    let at = waiting.iter().position(|r| r.id == id).map_or(0, |i| i + 1);
    let next = waiting.get(at).or(waiting.first()).map(|r| r.id).filter(|next| *next != id);
    let item = ReviewItem { report, similar, next, waiting: storage::reports::count_waiting(&mut tx).await? };
    tx.commit(AuditEntry::new(Event::ReportsRead, id.to_string())).await?;
    Ok(item)
}

/// Decides on a report; answers its new state.
///
/// An accepted report becomes an incident of the picture, or a coming event when it is planned.
/// Reopening takes that back, until a published picture shows it.
///
/// # Errors
/// [`Failure::Conflict`] when someone else decided meanwhile, [`Failure::Invalid`] for a reason
/// that cannot be used or a warning that is not settled.
pub async fn decide(app: &App, actor: &Actor, command: &Decide) -> Result<ReportState, Failure> {
    let permit = actor.may(Action::ReviewReports)?;
    let guard = guard::of(app, actor).await?;
    words(&guard, &command.decision)?;
    let mut tx = app.write(actor).await?;
    let found = storage::reports::by_id(&mut tx, actor.visible(), actor.account(), command.report).await?;
    let mut report = found.ok_or(Failure::NotFound)?;
    if report.version != command.seen {
        return Err(Failure::Conflict("failure-report-changed"));
    }
    let incident = match command.decision {
        Decision::Accept => {
            let own = crate::words::now(&mut tx).await?;
            correct(&guard, &own, &mut report, &command.corrections)?;
            accept(app, &mut tx, actor, permit, &report).await?
        }
        Decision::Reopen => {
            take_back(app, &mut tx, permit, &report).await?;
            None
        }
        Decision::Return { .. } | Decision::Reject { .. } | Decision::Merge { .. } => None,
    };
    let now = tx.now();
    let state = report.state.decided(&command.decision, actor.name(), incident, now);
    report.state = state.map_err(|_| Failure::Conflict("failure-report-changed"))?;
    save(&mut tx, permit, &report).await?;
    match command.decision {
        Decision::Reopen => feedback::taken_back(&mut tx, permit, report.id).await?,
        Decision::Accept | Decision::Return { .. } | Decision::Reject { .. } | Decision::Merge { .. } => {
            feedback::decided(app, &mut tx, permit, report.id, command.seen).await?;
        }
    }
    let entry = AuditEntry::new(Event::ReportDecided, report.id.to_string())
        .fact("decision", command.decision.key())
        .fact("state", report.state.key());
    tx.commit(entry).await?;
    Ok(report.state)
}

/// Reasons are letters to the reporter: needed, short, without personal data.
fn words(guard: &Guard, decision: &Decision) -> Result<(), Failure> {
    match decision {
        Decision::Return { question } if question.trim().is_empty() => Err(Failure::invalid("question", "failure-reason-missing")),
        Decision::Return { question } => letter(guard, "question", question),
        Decision::Reject { note: Some(note), .. } => letter(guard, "note", note),
        Decision::Reject { note: None, .. } | Decision::Accept | Decision::Merge { .. } | Decision::Reopen => Ok(()),
    }
}

fn correct(guard: &Guard, own: &Words, report: &mut Report, corrections: &Corrections) -> Result<(), Failure> {
    if let Some((category, subtype)) = &corrections.category {
        if subtype.as_ref().is_some_and(|s| !own.has_subtype(*category, s)) {
            return Err(Failure::invalid("target", "failure-report-category"));
        }
        report.content.category = *category;
        report.content.subtype.clone_from(subtype);
    }
    if corrections.mask {
        for text in [&mut report.content.place, &mut report.content.description, &mut report.content.immediate_action] {
            *text = text.take().map(|t| guard.masked(&t));
        }
        report.warnings.clear();
    }
    match (report.warnings.is_empty(), corrections.settled) {
        (true, _) => Ok(()),
        (false, true) => {
            report.warnings.clear();
            Ok(())
        }
        (false, false) => Err(Failure::Invalid(vec![FieldError::new("settled", "failure-report-unsettled")])),
    }
}

/// Makes the incident or coming event that the report stands for.
async fn accept(app: &App, tx: &mut WriteTx, actor: &Actor, permit: Permit, report: &Report) -> Result<Option<IncidentId>, Failure> {
    if report.content.category.kind() == CategoryKind::Planned {
        storage::coming_events::insert(tx, permit, ComingEventId(app.new_id()), &planned(report)).await?;
        return Ok(None);
    }
    let organisation = (report.reporter.organisation_id, report.reporter.organisation.as_str());
    let sender = source::of(app, tx, permit, actor.tenant(), organisation).await?;
    let batch = batch(app, tx, permit, sender, actor.name()).await?;
    let late = storage::pictures::published_weeks(tx).await?.contains(&report.week());
    let row = incident(IncidentId(app.new_id()), report, late);
    let minute = row.minute();
    storage::incidents::insert(tx, permit, (batch, sender), &[row]).await?;
    // A list may tell of the same: then the report is one more source of that incident.
    settle(app, tx, permit, (BTreeSet::from([minute]), Vec::new())).await?;
    let stands = storage::sources::of_report(tx, report.id, minute).await?;
    Ok(stands.map(|row| incident_of(&row.at)))
}

fn incident_of(at: &StoredAt) -> IncidentId {
    match at {
        StoredAt::Incident(id) | StoredAt::Source(_, id) => *id,
    }
}

fn planned(report: &Report) -> ComingEvent {
    let c = &report.content;
    let from = local(c.start).date();
    let title: String = c.description.as_deref().unwrap_or_default().chars().take(120).collect();
    ComingEvent { title, place: c.place.clone(), from, to: c.end.map_or(from, |end| local(end).date()) }
}

fn incident(id: IncidentId, report: &Report, late: bool) -> NewIncident {
    let c = &report.content;
    let key = report.id.to_string();
    let end = c.end.unwrap_or(c.start);
    NewIncident {
        id,
        row_key: hashed(&["report", &key]),
        fingerprint: fingerprint(report),
        category: c.category,
        subtype: c.subtype.clone(),
        district: c.district.clone(),
        // House numbers stay in the report: the picture tells streets and named places.
        place: c.place.as_deref().and_then(intake::places::without_house_number),
        start: c.start,
        end: c.end,
        local: (clock_seconds(c.start), clock_seconds(end).max(clock_seconds(c.start))),
        hour_of_week: hour_of_week(c.start),
        point: c.point,
        count: 1,
        late,
        line: 0,
        code: None,
        report: Some(report.id),
    }
}

/// What the report says of its incident: the same when it is reopened and accepted again unchanged, so that answers about it hold.
fn fingerprint(report: &Report) -> [u8; 16] {
    let c = &report.content;
    let point = c.point.map(|p| format!("{:.6} {:.6}", p.lon, p.lat)).unwrap_or_default();
    hashed(&[
        "report",
        &report.id.to_string(),
        &c.start.as_second().to_string(),
        &c.end.map(|end| end.as_second().to_string()).unwrap_or_default(),
        c.category.code(),
        c.subtype.as_deref().unwrap_or_default(),
        c.district.as_ref().map(DistrictCode::as_str).unwrap_or_default(),
        c.place.as_deref().unwrap_or_default(),
        &point,
    ])
}

/// Takes the incident of an accepted report out of the picture again.
async fn take_back(app: &App, tx: &mut WriteTx, permit: Permit, report: &Report) -> Result<(), Failure> {
    let ReportState::Accepted { incident, .. } = &report.state else { return Ok(()) };
    // What became of a planned event is a matter of the list of coming events.
    let Some(incident) = incident else { return Err(Failure::Conflict("failure-report-planned")) };
    if storage::reports::published_in(tx, *incident).await?.is_some() {
        return Err(Failure::Conflict("failure-report-published"));
    }
    let minute = clock_seconds(report.content.start).div_euclid(60);
    match storage::sources::of_report(tx, report.id, minute).await?.map(|row| row.at) {
        Some(StoredAt::Source(row, _)) => storage::sources::withdraw(tx, permit, row).await?,
        Some(StoredAt::Incident(own)) => storage::incidents::withdraw(tx, permit, &[own]).await?,
        None => return Ok(()),
    }
    // A list that has the same incident goes on counting it, and rows that only answers about this report tied count apart again.
    settle(app, tx, permit, (BTreeSet::from([minute]), Vec::new())).await
}

/// How many reports of a week wait for review: a picture is not published before they are none
/// (guard G-1).
pub(crate) async fn unreviewed(tx: &mut storage::ReadTx, week: Week) -> Result<u64, Failure> {
    Ok(storage::reports::unreviewed(tx, week).await?)
}
