//! Reports from the field: filing, following, reviewing.

mod answered;
mod content;
pub mod photos;
mod review;
mod similar;
mod snapped;

pub use answered::{AnswerTimes, Answered, answer_times, answered};
pub use content::NewReport;
pub(crate) use review::unreviewed;
pub use review::{Corrections, Decide, Inbox, ReviewItem, decide, inbox, next_waiting, open};
pub use similar::Similar;

use crate::organisations::source;
use crate::{App, feedback, guard};
use domain::actor::{Actor, Permit};
use domain::audit::{AuditEntry, Event};
use domain::districts::Point;
use domain::failure::Failure;
use domain::feedback::FeedbackItem;
use domain::ids::{AccountId, BatchId, ReportId, SenderId};
use domain::imports::{Batch, BatchKind, BatchState, ImportReport};
use domain::policy::Action;
use domain::reports::{Report, ReportState, Reporter};
use domain::week::Week;
use jiff::Timestamp;
use storage::WriteTx;

/// Most of a person's own reports that are listed.
const MOST_OWN: u32 = 200;

/// What came of sending a report.
#[derive(Clone, Debug)]
pub enum Filed {
    /// It is kept.
    Kept(ReportId),
    /// Nothing is kept yet: something like it is there already. Sending again with
    /// `despite_similar` keeps it.
    Similar(Vec<Similar>),
}

/// A picture that shows a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InPicture {
    /// The picture's week.
    pub week: Week,
    /// Its version.
    pub version: u32,
    /// When that version was published.
    pub at: Timestamp,
}

/// A report with what became of it.
#[derive(Clone, Debug)]
pub struct Thread {
    /// The report.
    pub report: Report,
    /// The first published picture that shows it.
    pub picture: Option<InPicture>,
    /// What actions made of it, as far as a coordinator has let it out; oldest first.
    pub told: Vec<FeedbackItem>,
}

/// An id for a report that is about to be filled in.
pub fn new_id(app: &App) -> ReportId {
    ReportId(app.new_id())
}

/// Files a report. The id comes from the sender's device, so that sending twice keeps one.
///
/// # Errors
/// [`Failure::Invalid`] with the fields that cannot be used.
pub async fn file(app: &App, actor: &Actor, id: ReportId, new: &NewReport) -> Result<Filed, Failure> {
    let permit = actor.may(Action::FileReport)?;
    let reporter = reporter(app, actor).await?;
    let guard = guard::of(app, actor).await?;
    let mut tx = app.write(actor).await?;
    // What was kept before is answered as kept: the first answer may have been lost on the way.
    if storage::reports::by_id(&mut tx, actor.visible(), actor.account(), id).await?.is_some_and(|r| r.reporter.account == reporter.account)
    {
        return Ok(Filed::Kept(id));
    }
    let (content, warnings) = content::checked(app, &guard, &mut tx, new).await?;
    if !new.despite_similar {
        let similar = similar::to(&mut tx, actor.visible(), &content).await?;
        if !similar.is_empty() {
            return Ok(Filed::Similar(similar));
        }
    }
    let warned = warnings.len();
    let report = Report { id, reporter, submitted: tx.now(), content, warnings, state: ReportState::Submitted, version: 1 };
    if !storage::reports::insert(&mut tx, permit, &report).await? {
        // The id belongs to someone else's report.
        return Err(Failure::Conflict("failure-report-id"));
    }
    feedback::received(app, &mut tx, permit, id).await?;
    let entry = AuditEntry::new(Event::ReportFiled, id.to_string())
        .fact("week", report.week().to_string())
        .fact("category", report.content.category.code())
        .fact("warnings", warned.to_string());
    tx.commit(entry).await?;
    Ok(Filed::Kept(id))
}

/// Puts new content in a report that is still with its reporter, and sends it for review again.
///
/// # Errors
/// [`Failure::NotFound`] for another's report, [`Failure::Conflict`] once it is decided on or when it
/// changed since `seen`.
pub async fn change(app: &App, actor: &Actor, id: ReportId, seen: u32, new: &NewReport) -> Result<(), Failure> {
    let permit = actor.may(Action::FileReport)?;
    let guard = guard::of(app, actor).await?;
    let mut tx = app.write(actor).await?;
    let before = own(&mut tx, actor, id).await?;
    let state = before.state.sent_again().map_err(|_| Failure::Conflict("failure-report-decided"))?;
    let (mut content, warnings) = content::checked(app, &guard, &mut tx, new).await?;
    // A position that nobody has moved is not snapped once more.
    if before.content.point.is_some_and(|point| new.position.is_some_and(|at| is_same(&point, at))) {
        (content.point, content.district) = (before.content.point, before.content.district.clone());
    }
    let report = Report { content, warnings, state, version: seen, ..before };
    save(&mut tx, permit, &report).await?;
    tx.commit(AuditEntry::new(Event::ReportChanged, id.to_string())).await?;
    Ok(())
}

/// Whether a form sends the position that it was filled with, to its six decimals.
fn is_same(point: &Point, (lat, lon): (f64, f64)) -> bool {
    const SIXTH_DECIMAL: f64 = 1e-6;
    (point.lat - lat).abs() < SIXTH_DECIMAL && (point.lon - lon).abs() < SIXTH_DECIMAL
}

/// Takes a report back before anyone has decided on it.
///
/// # Errors
/// As [`change`].
pub async fn withdraw(app: &App, actor: &Actor, id: ReportId, seen: u32) -> Result<(), Failure> {
    let permit = actor.may(Action::FileReport)?;
    let mut tx = app.write(actor).await?;
    let before = own(&mut tx, actor, id).await?;
    let state = before.state.withdrawn(tx.now()).map_err(|_| Failure::Conflict("failure-report-decided"))?;
    storage::photos::remove(&mut tx, permit, id).await?;
    save(&mut tx, permit, &Report { state, version: seen, ..before }).await?;
    feedback::withdrawn(&mut tx, permit, id).await?;
    tx.commit(AuditEntry::new(Event::ReportWithdrawn, id.to_string())).await?;
    Ok(())
}

async fn save(tx: &mut WriteTx, permit: Permit, report: &Report) -> Result<(), Failure> {
    match storage::reports::save(tx, permit, report).await? {
        true => Ok(()),
        false => Err(Failure::Conflict("failure-report-changed")),
    }
}

async fn own(tx: &mut storage::ReadTx, actor: &Actor, id: ReportId) -> Result<Report, Failure> {
    let account = account(actor)?;
    let report = storage::reports::by_id(tx, actor.visible(), Some(account), id).await?;
    report.filter(|r| r.reporter.account == account).ok_or(Failure::NotFound)
}

/// The person's own reports, newest first.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to file reports.
pub async fn mine(app: &App, actor: &Actor) -> Result<Vec<Thread>, Failure> {
    actor.may(Action::FileReport)?;
    let mut tx = app.read(actor).await?;
    let mut threads = Vec::new();
    for report in storage::reports::of_account(&mut tx, account(actor)?, MOST_OWN).await? {
        threads.push(thread(&mut tx, report).await?);
    }
    Ok(threads)
}

/// One of the person's own reports, with what became of it.
///
/// # Errors
/// [`Failure::NotFound`] for a report of someone else.
pub async fn follow(app: &App, actor: &Actor, id: ReportId) -> Result<Thread, Failure> {
    actor.may(Action::FileReport)?;
    let mut tx = app.read(actor).await?;
    let report = own(&mut tx, actor, id).await?;
    thread(&mut tx, report).await
}

async fn thread(tx: &mut storage::ReadTx, report: Report) -> Result<Thread, Failure> {
    let published = match report.state.incident() {
        Some(incident) => storage::reports::published_in(tx, incident).await?,
        None => None,
    };
    let mut told = storage::feedback::of_report(tx, report.id).await?;
    told.retain(|item| item.texts.is_some());
    Ok(Thread { report, picture: published.map(|(week, version, at)| InPicture { week, version, at }), told })
}

/// Notes that the person had nothing to report for the week in progress or the one before (*lugn
/// vecka*).
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to file reports, [`Failure::Invalid`] for another week.
pub async fn quiet_week(app: &App, actor: &Actor, week: Week) -> Result<(), Failure> {
    let permit = actor.may(Action::FileReport)?;
    let reporter = reporter(app, actor).await?;
    let current = Week::of(app.now());
    if week != current && week != current.previous() {
        return Err(Failure::invalid("week", "failure-request"));
    }
    let mut tx = app.write(actor).await?;
    let organisation = (reporter.organisation_id, reporter.organisation.as_str());
    let sender = source::of(app, &mut tx, permit, actor.tenant(), organisation).await?;
    if storage::reports::say_quiet(&mut tx, permit, reporter.account, week, sender).await? {
        tx.commit(AuditEntry::new(Event::QuietWeek, week.to_string())).await?;
    }
    Ok(())
}

/// Whether the person has said that the week in progress was quiet.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to file reports.
pub async fn said_quiet(app: &App, actor: &Actor) -> Result<bool, Failure> {
    actor.may(Action::FileReport)?;
    let mut tx = app.read(actor).await?;
    Ok(storage::reports::is_quiet(&mut tx, account(actor)?, Week::of(app.now())).await?)
}

/// A report is a person's: the command line and the scheduler have none.
fn account(actor: &Actor) -> Result<AccountId, Failure> {
    actor.account().ok_or(Failure::NotAllowed)
}

async fn reporter(app: &App, actor: &Actor) -> Result<Reporter, Failure> {
    let account = account(actor)?;
    let here = crate::accounts::acting_for(app, actor).await?.ok_or(Failure::NotAllowed)?;
    let title = actor.name().to_owned();
    Ok(Reporter { account, title, organisation_id: here.id, organisation: here.name, organisation_kind: here.kind })
}

/// The batch that an organisation's accepted reports belong to.
async fn batch(app: &App, tx: &mut WriteTx, permit: Permit, sender: SenderId, by: &str) -> Result<BatchId, Failure> {
    if let Some(known) = storage::batches::of_reports(tx, sender).await? {
        storage::batches::touch(tx, permit, known).await?;
        return Ok(known);
    }
    let batch = Batch {
        id: BatchId(app.new_id()),
        kind: BatchKind::Reports,
        sender: Some(sender),
        sender_name: None,
        file_name: String::new(),
        digest: String::new(),
        at: tx.now(),
        by: by.to_owned(),
        state: BatchState::Active,
        report: ImportReport::default(),
        published: false,
    };
    storage::batches::insert(tx, permit, &batch).await?;
    Ok(batch.id)
}

/// What the guard says of free texts that a reviewer writes to a reporter.
fn letter(guard: &guard::Guard, field: &'static str, text: &str) -> Result<(), Failure> {
    let long = text.chars().count() > 500;
    let error = long.then(|| domain::failure::FieldError::new(field, "failure-reason-long")).or_else(|| guard.refused(field, Some(text)));
    error.map_or(Ok(()), |e| Err(Failure::Invalid(vec![e])))
}
