//! Imported files.

mod report;

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{OperationalTx, ReadTx, WriteTx};
use database::{DatabaseError, Row, Value};
use domain::actor::Permit;
use domain::ids::{BatchId, JobId, SenderId};
use domain::imports::{Batch, BatchKind, BatchState, ImportReport};
use jiff::Timestamp;

statements! {
    INSERT = "INSERT INTO batch (id, kind, sender_id, file_name, digest, at, by_name, state, report, added)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    SAVE_REPORT = "UPDATE batch SET report = $2 WHERE id = $1";
    SAVE_STATE = "UPDATE batch SET state = $2, removed = $3, replaced_by = $4 WHERE id = $1";
    NEWEST = "SELECT b.id, b.kind, b.sender_id, s.name, b.file_name, b.digest, b.at, b.by_name, b.state, b.report, b.added,
              (SELECT COUNT(*) FROM picture_version v WHERE v.as_of >= b.added) FROM batch b
              LEFT JOIN sender s ON s.id = b.sender_id WHERE b.kind <> 'reports' ORDER BY b.added DESC LIMIT $1 OFFSET $2";
    BY_ID = "SELECT b.id, b.kind, b.sender_id, s.name, b.file_name, b.digest, b.at, b.by_name, b.state, b.report, b.added,
             (SELECT COUNT(*) FROM picture_version v WHERE v.as_of >= b.added AND
               (v.week IN (SELECT i.week FROM incident i WHERE i.batch_id = b.id)
                OR v.week IN (SELECT i.week FROM incident i JOIN batch r ON r.id = i.batch_id WHERE r.replaced_by = b.id AND i.removed = r.removed)
                OR v.week IN (SELECT f.week FROM feed_event f WHERE f.batch_id = b.id))) FROM batch b
             LEFT JOIN sender s ON s.id = b.sender_id WHERE b.id = $1 AND b.kind <> 'reports'";
    OF_REPORTS = "SELECT id FROM batch WHERE kind = 'reports' AND sender_id = $1";
    TOUCH = "UPDATE batch SET at = $2 WHERE id = $1";
    REPLACED_BY = "SELECT id, removed FROM batch WHERE replaced_by = $1 AND state = 'replaced'";
    REPLACED_FILES = "SELECT id, file_name FROM batch WHERE replaced_by = $1 AND state = 'replaced' ORDER BY id";
    REPLACING = "SELECT r.id, r.file_name FROM batch b JOIN batch r ON r.id = b.replaced_by WHERE b.id = $1 AND b.state = 'replaced'";
    RESTORE = "UPDATE batch SET state = 'active', removed = NULL, replaced_by = NULL WHERE replaced_by = $1 AND state = 'replaced'";
    READABLE = "SELECT COALESCE((SELECT MIN(added) - 1 FROM batch WHERE state = 'arriving'), (SELECT seq FROM audit_head WHERE id = 1), 0)";
    ARRIVING = "SELECT id FROM batch WHERE state = 'arriving' AND (at < $1 OR removed IS NOT NULL)";
    ARRIVING_OF_JOB = "SELECT id FROM batch WHERE state = 'arriving' AND job_id = $1";
    OF_JOB = "UPDATE batch SET job_id = $2 WHERE id = $1";
    STILL_ARRIVING = "UPDATE batch SET at = $2 WHERE id = $1 AND state = 'arriving' AND removed IS NULL";
    ARRIVE = "UPDATE batch SET state = 'active' WHERE id = $1 AND state = 'arriving' AND removed IS NULL";
    ABANDON = "UPDATE batch SET removed = added WHERE id = $1 AND state = 'arriving' AND (at < $2 OR removed IS NOT NULL)";
    GIVE_UP = "UPDATE batch SET state = 'undone' WHERE id = $1 AND state = 'arriving' AND removed IS NOT NULL";
}

/// A stored batch and the audit sequence number it came with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    /// The batch.
    pub batch: Batch,
    /// Sequence number of its rows.
    pub added: i64,
}

fn read(row: &Row) -> Result<BatchRow, DatabaseError> {
    let kind: String = row.get(1)?;
    let state: String = row.get(8)?;
    let text: String = row.get(9)?;
    let batch = Batch {
        id: BatchId(row.get(0)?),
        kind: BatchKind::from_key(&kind).ok_or_else(|| column(1, &kind))?,
        sender: row.get::<Option<[u8; 16]>>(2)?.map(SenderId),
        sender_name: row.get(3)?,
        file_name: row.get(4)?,
        digest: row.get(5)?,
        at: row.get(6)?,
        by: row.get(7)?,
        state: BatchState::from_key(&state).ok_or_else(|| column(8, &state))?,
        report: report::read(&text).ok_or_else(|| column(9, "report"))?,
        published: row.get::<i64>(11)? > 0,
    };
    Ok(BatchRow { batch, added: row.get(10)? })
}

/// The stored report of an import with its counts alone.
pub(crate) fn without_rows(text: &str) -> Result<String, StorageError> {
    let report = report::read(text).ok_or_else(|| crate::error::stored("report"))?;
    let (rejected, probable, linked_rows, gone, changed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    Ok(report::write(&ImportReport { rejected, probable, linked_rows, gone, changed, ..report }))
}

/// Adds a batch; its rows follow in the same transaction.
pub async fn insert(tx: &mut WriteTx, _permit: Permit, batch: &Batch) -> Result<(), StorageError> {
    let values = [
        batch.id.0.into(),
        batch.kind.key().into(),
        batch.sender.map(|s| s.0).into(),
        batch.file_name.as_str().into(),
        batch.digest.as_str().into(),
        batch.at.into(),
        batch.by.as_str().into(),
        batch.state.key().into(),
        report::write(&batch.report).into(),
        tx.seq().into(),
    ];
    tx.0.execute(&INSERT, &values).await?;
    Ok(())
}

/// Writes what became of the rows.
pub async fn save_report(tx: &mut WriteTx, _permit: Permit, id: BatchId, report: &ImportReport) -> Result<(), StorageError> {
    tx.0.execute(&SAVE_REPORT, &[id.0.into(), report::write(report).into()]).await?;
    Ok(())
}

/// The newest state of the store that can be read: the one before a long import that is still adding its rows, or the newest of all.
pub async fn readable(tx: &mut ReadTx) -> Result<i64, StorageError> {
    Ok(tx.0.one(&READABLE, &[], |row| row.get(0)).await?)
}

/// Imports that are adding rows and have not done so since an instant, and those whose rows are being removed again.
pub async fn arriving(tx: &mut ReadTx, before: Timestamp) -> Result<Vec<BatchId>, StorageError> {
    Ok(tx.0.all(&ARRIVING, &[before.into()], |row| Ok(BatchId(row.get(0)?))).await?)
}

/// Imports that a queued piece of work has begun and not ended.
pub async fn arriving_of_job(tx: &mut ReadTx, job: JobId) -> Result<Vec<BatchId>, StorageError> {
    Ok(tx.0.all(&ARRIVING_OF_JOB, &[job.0.into()], |row| Ok(BatchId(row.get(0)?))).await?)
}

/// Notes which queued work adds a batch.
pub async fn of_job(tx: &mut WriteTx, _permit: Permit, id: BatchId, job: JobId) -> Result<(), StorageError> {
    tx.0.execute(&OF_JOB, &[id.0.into(), job.0.into()]).await?;
    Ok(())
}

/// Lets the rows of an import be read; `false` when it was abandoned meanwhile.
pub async fn arrive(tx: &mut WriteTx, _permit: Permit, id: BatchId) -> Result<bool, StorageError> {
    Ok(tx.0.execute(&ARRIVE, &[id.0.into()]).await? == 1)
}

/// Notes that an import goes on adding rows, before it adds them; `false` when it was abandoned meanwhile.
pub async fn still_arriving(tx: &mut OperationalTx, id: BatchId, at: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.0.execute(&STILL_ARRIVING, &[id.0.into(), at.into()]).await? == 1)
}

/// Takes an import from whoever adds it, when no row has been added since an instant: nobody adds to it any more, and its rows can be
/// removed. `false` when it goes on.
pub async fn abandon(tx: &mut OperationalTx, id: BatchId, before: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.0.execute(&ABANDON, &[id.0.into(), before.into()]).await? == 1)
}

/// Ends an abandoned import; its rows must be gone.
pub async fn give_up(tx: &mut OperationalTx, id: BatchId) -> Result<(), StorageError> {
    tx.0.execute(&GIVE_UP, &[id.0.into()]).await?;
    Ok(())
}

/// Marks a batch as undone.
pub async fn mark_undone(tx: &mut WriteTx, _permit: Permit, id: BatchId) -> Result<(), StorageError> {
    let seq = tx.seq();
    tx.0.execute(&SAVE_STATE, &[id.0.into(), BatchState::Undone.key().into(), seq.into(), Value::Uuid(None)]).await?;
    Ok(())
}

/// Marks a batch as replaced by another one.
pub async fn mark_replaced(tx: &mut WriteTx, _permit: Permit, id: BatchId, by: BatchId) -> Result<(), StorageError> {
    let seq = tx.seq();
    tx.0.execute(&SAVE_STATE, &[id.0.into(), BatchState::Replaced.key().into(), seq.into(), by.0.into()]).await?;
    Ok(())
}

/// Batches that one has replaced, with the number of the write that did.
pub async fn replaced_by(tx: &mut ReadTx, by: BatchId) -> Result<Vec<(BatchId, i64)>, StorageError> {
    Ok(tx.0.all(&REPLACED_BY, &[by.0.into()], |row| Ok((BatchId(row.get(0)?), row.get(1)?))).await?)
}

/// Id and file name of the batches that one has replaced.
pub async fn replaced_files(tx: &mut ReadTx, by: BatchId) -> Result<Vec<(BatchId, String)>, StorageError> {
    Ok(tx.0.all(&REPLACED_FILES, &[by.0.into()], named).await?)
}

/// Id and file name of the batch that has replaced one, if any has.
pub async fn replacing(tx: &mut ReadTx, id: BatchId) -> Result<Vec<(BatchId, String)>, StorageError> {
    Ok(tx.0.all(&REPLACING, &[id.0.into()], named).await?)
}

fn named(row: &Row) -> Result<(BatchId, String), DatabaseError> {
    Ok((BatchId(row.get(0)?), row.get(1)?))
}

/// Makes batches active again that one had replaced.
pub async fn restore_replaced(tx: &mut WriteTx, _permit: Permit, by: BatchId) -> Result<(), StorageError> {
    tx.0.execute(&RESTORE, &[by.0.into()]).await?;
    Ok(())
}

/// The batch that holds the accepted reports of a sender.
pub async fn of_reports(tx: &mut ReadTx, sender: SenderId) -> Result<Option<BatchId>, StorageError> {
    Ok(tx.0.optional(&OF_REPORTS, &[sender.0.into()], |row| Ok(BatchId(row.get(0)?))).await?)
}

/// Notes that something came to a batch of reports now.
pub async fn touch(tx: &mut WriteTx, _permit: Permit, id: BatchId) -> Result<(), StorageError> {
    let now = tx.now();
    tx.0.execute(&TOUCH, &[id.0.into(), now.into()]).await?;
    Ok(())
}

/// The newest batches.
pub async fn newest(tx: &mut ReadTx, limit: u32) -> Result<Vec<BatchRow>, StorageError> {
    after(tx, 0, limit).await
}

/// Imported files after the `skipped` newest, newest first.
pub async fn after(tx: &mut ReadTx, skipped: u32, limit: u32) -> Result<Vec<BatchRow>, StorageError> {
    Ok(tx.0.all(&NEWEST, &[i64::from(limit).into(), i64::from(skipped).into()], read).await?)
}

/// One batch; `published` tells whether a published picture counts any of its weeks.
pub async fn by_id(tx: &mut ReadTx, id: BatchId) -> Result<Option<BatchRow>, StorageError> {
    Ok(tx.0.optional(&BY_ID, &[id.0.into()], read).await?)
}
