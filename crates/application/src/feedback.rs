//! Telling reporters what became of their reports (*återkoppling*).
//!
//! What happens is noted in the transaction in which it happens. A job writes each reporter one letter a day of what is new;
//! what actions made of a report waits until a coordinator has let it out.

mod board;

pub use board::{Board, Waiting, approve, board, refuse};

use crate::App;
use crate::mail::{self, Payload};
use domain::actions::ActionItem;
use domain::actor::{Actor, Permit};
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::feedback::{FeedbackItem, FeedbackKind, FeedbackState, Outcome};
use domain::ids::{AccountId, ActionId, FeedbackId, ReportId};
use domain::policy::Action;
use domain::reports::ReportState;
use domain::tenants::TenantCode;
use domain::week::Week;
use jiff::civil::Date;
use storage::WriteTx;
use storage::feedback::NewFeedback;

async fn note(
    app: &App,
    tx: &mut WriteTx,
    permit: Permit,
    what: (ReportId, FeedbackKind, String, Option<ActionId>),
) -> Result<(), Failure> {
    let (report, kind, object, action) = what;
    let new = NewFeedback { id: FeedbackId(app.new_id()), report, kind, object, action };
    storage::feedback::note(tx, permit, &new).await?;
    Ok(())
}

/// Notes that a report came in.
pub(crate) async fn received(app: &App, tx: &mut WriteTx, permit: Permit, report: ReportId) -> Result<(), Failure> {
    note(app, tx, permit, (report, FeedbackKind::Received, String::new(), None)).await
}

/// Notes that someone decided on version `seen` of a report; what was decided stands in the report.
pub(crate) async fn decided(app: &App, tx: &mut WriteTx, permit: Permit, report: ReportId, seen: u32) -> Result<(), Failure> {
    note(app, tx, permit, (report, FeedbackKind::Answer, seen.to_string(), None)).await
}

/// Notes that the decision was taken back, or the report: what has not gone out will not.
pub(crate) async fn taken_back(tx: &mut WriteTx, permit: Permit, report: ReportId) -> Result<(), Failure> {
    storage::feedback::drop_of_report(tx, permit, report, FeedbackKind::Answer).await?;
    Ok(())
}

/// Notes that a reporter took a report back.
pub(crate) async fn withdrawn(tx: &mut WriteTx, permit: Permit, report: ReportId) -> Result<(), Failure> {
    storage::feedback::drop_of_report(tx, permit, report, FeedbackKind::Received).await?;
    taken_back(tx, permit, report).await
}

/// Notes every report that the version of the picture being published is the first to show.
pub(crate) async fn in_picture(app: &App, tx: &mut WriteTx, permit: Permit, week: Week, version: u32) -> Result<(), Failure> {
    let as_of = tx.seq();
    for report in storage::feedback::shown_first(tx, week, as_of).await? {
        note(app, tx, permit, (report, FeedbackKind::Picture, format!("{week} {version}"), None)).await?;
    }
    Ok(())
}

/// Week and version of a picture from what was noted.
pub(crate) fn picture_of(item: &FeedbackItem) -> Option<(Week, u64)> {
    let (week, version) = item.object.split_once(' ')?;
    Some((week.parse().ok()?, version.parse().ok()?))
}

/// Brings what is noted of an action into line with the action as it stands. What has gone out stays out.
pub(crate) async fn of_action(app: &App, tx: &mut WriteTx, permit: Permit, item: &ActionItem) -> Result<(), Failure> {
    let known = storage::feedback::of_action(tx, item.id).await?;
    let mut due: Vec<(ReportId, FeedbackKind, String)> = Vec::new();
    for report in &item.plan.reports {
        let heard = |f: &FeedbackItem| f.report == *report && f.kind == FeedbackKind::Action && f.state == FeedbackState::Told;
        let told = known.iter().any(heard);
        if is_used(tx, *report).await? {
            due.extend(Outcome::of(item, told).into_iter().map(|o| (*report, o.kind(), o.object(item.id))));
        }
    }
    for gone in known.iter().filter(|f| !due.iter().any(|(report, kind, object)| (*report, *kind, object) == (f.report, f.kind, &f.object)))
    {
        storage::feedback::drop_one(tx, permit, gone.id).await?;
    }
    for (report, kind, object) in due {
        note(app, tx, permit, (report, kind, object, Some(item.id))).await?;
    }
    Ok(())
}

/// Whether there is such a report, and it has been neither taken back nor turned down.
async fn is_used(tx: &mut WriteTx, id: ReportId) -> Result<bool, Failure> {
    Ok(storage::reports::state_of(tx, id).await?.is_some_and(|state| match state {
        ReportState::Submitted | ReportState::Accepted { .. } | ReportState::Returned(_) | ReportState::Merged { .. } => true,
        ReportState::Rejected { .. } | ReportState::Withdrawn { .. } => false,
    }))
}

/// Writes to every reporter whom there is something to tell: one letter each, queued in the transaction that notes it as told.
/// Answers how many.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn tell(app: &App, tenant: &TenantCode, day: Date) -> Result<u64, Failure> {
    let actor = Actor::scheduler(tenant.clone());
    let permit = actor.may(Action::ApproveFeedback)?;
    let mut tx = app.write(&actor).await?;
    let ready = storage::feedback::ready(&mut tx).await?;
    let (mut letters, mut told) = (0u64, 0u64);
    for rows in ready.chunk_by(|a, b| a.0 == b.0) {
        let Some((account, _)) = rows.first().filter(|_| rows.iter().any(|(_, item)| item.kind.is_news())) else { continue };
        let letter = queued(app, &mut tx, *account).await?;
        for (_, item) in rows {
            storage::feedback::told(&mut tx, permit, item.id, letter).await?;
        }
        letters += 1;
        told += rows.len() as u64;
    }
    if letters > 0 {
        let entry =
            AuditEntry::new(Event::FeedbackTold, day.to_string()).fact("reporters", letters.to_string()).fact("items", told.to_string());
        tx.commit(entry).await?;
    }
    Ok(letters)
}

/// The letter's id; `None` without mail: then it is told in the product alone.
async fn queued(app: &App, tx: &mut WriteTx, account: AccountId) -> Result<Option<[u8; 16]>, Failure> {
    if app.post().is_none() {
        return Ok(None);
    }
    let letter = FeedbackId(app.new_id());
    mail::queue(app, tx, &Payload::Feedback { account: account.to_string(), letter: letter.to_string() }).await?;
    Ok(Some(letter.0))
}
