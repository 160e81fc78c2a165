//! Imported files.

mod report;

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::ids::{BatchId, SenderId};
use domain::imports::{Batch, BatchKind, BatchState, ImportReport};

statements! {
    INSERT = "INSERT INTO batch (id, kind, sender_id, file_name, digest, at, by_name, state, report, added)
              VALUES ($1, $2, $3, $4, $5, $6, $7, 'active', $8, $9)";
    SAVE_REPORT = "UPDATE batch SET report = $2 WHERE id = $1";
    SAVE_STATE = "UPDATE batch SET state = $2, removed = $3 WHERE id = $1";
    NEWEST = "SELECT b.id, b.kind, b.sender_id, s.name, b.file_name, b.digest, b.at, b.by_name, b.state, b.report, b.added,
              (SELECT COUNT(*) FROM picture_version v WHERE v.as_of >= b.added) FROM batch b
              LEFT JOIN sender s ON s.id = b.sender_id WHERE b.kind <> 'reports' ORDER BY b.added DESC LIMIT $1";
    BY_ID = "SELECT b.id, b.kind, b.sender_id, s.name, b.file_name, b.digest, b.at, b.by_name, b.state, b.report, b.added,
             (SELECT COUNT(*) FROM picture_version v WHERE v.as_of >= b.added AND
               (v.week IN (SELECT i.week FROM incident i WHERE i.batch_id = b.id)
                OR v.week IN (SELECT i.week FROM incident i WHERE i.sender_id = b.sender_id AND i.removed = b.added)
                OR v.week IN (SELECT f.week FROM feed_event f WHERE f.batch_id = b.id))) FROM batch b
             LEFT JOIN sender s ON s.id = b.sender_id WHERE b.id = $1 AND b.kind <> 'reports'";
    OF_REPORTS = "SELECT id FROM batch WHERE kind = 'reports' AND sender_id = $1";
    TOUCH = "UPDATE batch SET at = $2 WHERE id = $1";
    REPLACED_WHOLLY = "UPDATE batch SET state = 'replaced', removed = $2 WHERE state = 'active' AND kind = 'incidents' AND sender_id = $1
                       AND id <> $3 AND EXISTS (SELECT 1 FROM incident i WHERE i.batch_id = batch.id AND i.removed = $2)
                       AND NOT EXISTS (SELECT 1 FROM incident i WHERE i.batch_id = batch.id AND i.removed IS NULL)";
    TOUCHED = "SELECT COUNT(*) FROM incident i JOIN batch b ON b.added = i.removed WHERE i.batch_id = $1 AND b.state <> 'undone'";
    TAKEN_OVER = "SELECT COUNT(*) FROM incident i JOIN batch b ON b.id = i.batch_id
                  WHERE i.sender_id = $1 AND i.removed IS NULL AND b.added > $2
                  AND i.row_key IN (SELECT w.row_key FROM incident w WHERE w.sender_id = $1 AND w.removed = $2)";
    LATER_REPORTS = "SELECT report FROM batch WHERE sender_id = $1 AND kind = $2 AND state <> 'undone' AND added > $3";
    RESTORE = "UPDATE batch SET state = 'active', removed = NULL WHERE removed = $1 AND state = 'replaced'";
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
    Ok(report::write(&ImportReport { rejected: Vec::new(), ..report }))
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

/// Marks a batch as undone.
pub async fn mark_undone(tx: &mut WriteTx, _permit: Permit, id: BatchId) -> Result<(), StorageError> {
    let seq = tx.seq();
    tx.0.execute(&SAVE_STATE, &[id.0.into(), BatchState::Undone.key().into(), seq.into()]).await?;
    Ok(())
}

/// Marks earlier batches of the sender as replaced when this write took their last rows.
pub async fn mark_replaced(tx: &mut WriteTx, _permit: Permit, sender: SenderId, by: BatchId) -> Result<u64, StorageError> {
    let seq = tx.seq();
    Ok(tx.0.execute(&REPLACED_WHOLLY, &[sender.0.into(), seq.into(), by.0.into()]).await?)
}

/// Makes batches active again that the write `added` had replaced.
pub async fn restore_replaced(tx: &mut WriteTx, _permit: Permit, added: i64) -> Result<(), StorageError> {
    tx.0.execute(&RESTORE, &[added.into()]).await?;
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

/// Whether a later import of the same sender stands on this one: it withdrew some of its rows, has
/// rows with the keys that this one withdrew, or left rows out because the store had them already.
/// Taken back in another order than the reverse, rows would be lost or count twice.
pub async fn is_built_on(tx: &mut ReadTx, row: &BatchRow) -> Result<bool, StorageError> {
    let Some(sender) = row.batch.sender else { return Ok(false) };
    let touched: i64 = tx.0.one(&TOUCHED, &[row.batch.id.0.into()], |r| r.get(0)).await?;
    let taken_over: i64 = tx.0.one(&TAKEN_OVER, &[sender.0.into(), row.added.into()], |r| r.get(0)).await?;
    let values = [sender.0.into(), row.batch.kind.key().into(), row.added.into()];
    let later: Vec<String> = tx.0.all(&LATER_REPORTS, &values, |r| r.get(0)).await?;
    let known = later.iter().any(|text| report::read(text).is_none_or(|report| report.duplicates > 0));
    Ok(touched > 0 || taken_over > 0 || known)
}

/// The newest batches.
pub async fn newest(tx: &mut ReadTx, limit: u32) -> Result<Vec<BatchRow>, StorageError> {
    Ok(tx.0.all(&NEWEST, &[limit.into()], read).await?)
}

/// One batch; `published` tells whether a published picture counts any of its weeks.
pub async fn by_id(tx: &mut ReadTx, id: BatchId) -> Result<Option<BatchRow>, StorageError> {
    Ok(tx.0.optional(&BY_ID, &[id.0.into()], read).await?)
}
