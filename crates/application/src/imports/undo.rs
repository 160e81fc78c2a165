//! Taking an import back.

use crate::App;
use crate::imports::comparing::settle;
use domain::actor::{Actor, Permit};
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::BatchId;
use domain::imports::{BatchKind, BatchState};
use domain::policy::Action;
use std::collections::BTreeSet;
use storage::WriteTx;
use storage::batches::BatchRow;

/// Takes a whole import back. Its rows no longer count, but for incidents that another list or report in force tells of too, and a
/// list that it had replaced is in force again.
///
/// # Errors
/// [`Failure::Conflict`] when it is already undone or replaced, when a published picture uses it, or for district boundaries, which are
/// replaced by a new version instead.
pub async fn undo(app: &App, actor: &Actor, id: BatchId) -> Result<(), Failure> {
    let permit = actor.may(Action::UndoImport)?;
    let mut tx = app.write(actor).await?;
    let row = storage::batches::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    if row.batch.published {
        return Err(Failure::Conflict("failure-import-published"));
    }
    if row.batch.state != BatchState::Active {
        return Err(Failure::Conflict("failure-import-not-active"));
    }
    let withdrawn = match row.batch.kind {
        BatchKind::Districts => return Err(Failure::Conflict("failure-districts-not-undone")),
        BatchKind::Incidents => take_list_back(app, &mut tx, permit, &row).await?,
        BatchKind::Feed => {
            let withdrawn = storage::feed::withdraw(&mut tx, permit, id).await?;
            storage::batches::mark_undone(&mut tx, permit, id).await?;
            withdrawn
        }
        // Reports are taken back one by one, where they were decided on.
        BatchKind::Reports => return Err(Failure::NotFound),
    };
    tx.commit(AuditEntry::new(Event::ImportUndone, id.to_string()).fact("rows", withdrawn.to_string())).await?;
    Ok(())
}

async fn take_list_back(app: &App, tx: &mut WriteTx, permit: Permit, row: &BatchRow) -> Result<u64, Failure> {
    let id = row.batch.id;
    storage::batches::mark_undone(tx, permit, id).await?;
    let replaced = storage::batches::replaced_by(tx, id).await?;
    storage::batches::restore_replaced(tx, permit, id).await?;
    let mut returning = Vec::new();
    for (earlier, write) in &replaced {
        returning.extend(storage::sources::gone_since(tx, *earlier, *write).await?);
    }
    let mut minutes: BTreeSet<i64> = returning.iter().map(|r| r.row.start).collect();
    if replaced.is_empty() {
        // What no other list can tell of goes at once; the rest is compared.
        storage::incidents::withdraw_unshared(tx, permit, id).await?;
    }
    minutes.extend(storage::sources::minutes_of_batch(tx, id).await?);
    storage::sources::withdraw_batch(tx, permit, id).await?;
    settle(app, tx, permit, (minutes, returning)).await?;
    Ok(row.batch.report.imported + row.batch.report.linked)
}
