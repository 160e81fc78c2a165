//! Imported files.

mod report;

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{OperationalTx, ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::ids::{BatchId, SenderId};
use domain::imports::{Batch, BatchKind, BatchState, ImportReport};
use jiff::Timestamp;

statements! {
    INSERT = "INSERT INTO batch (id, kind, sender_id, file_name, digest, at, by_name, state, report, added)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
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
    REPLACED_BY = "SELECT id FROM batch WHERE removed = $1 AND state = 'replaced'";
    READABLE = "SELECT COALESCE((SELECT MIN(added) - 1 FROM batch WHERE state = 'arriving'), (SELECT seq FROM audit_head WHERE id = 1), 0)";
    ARRIVING = "SELECT id FROM batch WHERE state = 'arriving' AND at < $1";
    ARRIVE = "UPDATE batch SET state = 'active' WHERE id = $1 AND state = 'arriving'";
    GIVE_UP = "UPDATE batch SET state = 'undone', removed = added WHERE id = $1 AND state = 'arriving'";
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
    Ok(report::write(&ImportReport { rejected: Vec::new(), probable: Vec::new(), gone: Vec::new(), changed: Vec::new(), ..report }))
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

/// Imports that are adding rows and have not done so since an instant.
pub async fn arriving(tx: &mut ReadTx, before: Timestamp) -> Result<Vec<BatchId>, StorageError> {
    Ok(tx.0.all(&ARRIVING, &[before.into()], |row| Ok(BatchId(row.get(0)?))).await?)
}

/// Lets the rows of an import be read; `false` when it was given up meanwhile.
pub async fn arrive(tx: &mut WriteTx, _permit: Permit, id: BatchId) -> Result<bool, StorageError> {
    Ok(tx.0.execute(&ARRIVE, &[id.0.into()]).await? == 1)
}

/// Notes that an import goes on adding rows.
pub async fn still_arriving(tx: &mut OperationalTx, id: BatchId, at: Timestamp) -> Result<(), StorageError> {
    tx.0.execute(&TOUCH, &[id.0.into(), at.into()]).await?;
    Ok(())
}

/// Gives an import up that added only a part of its rows; the rows must be gone.
pub async fn give_up(tx: &mut OperationalTx, id: BatchId) -> Result<(), StorageError> {
    tx.0.execute(&GIVE_UP, &[id.0.into()]).await?;
    Ok(())
}

/// Marks a batch as undone.
pub async fn mark_undone(tx: &mut WriteTx, _permit: Permit, id: BatchId) -> Result<(), StorageError> {
    let seq = tx.seq();
    tx.0.execute(&SAVE_STATE, &[id.0.into(), BatchState::Undone.key().into(), seq.into()]).await?;
    Ok(())
}

/// Marks a batch as replaced by the list that this write adds.
pub async fn mark_replaced(tx: &mut WriteTx, _permit: Permit, id: BatchId) -> Result<(), StorageError> {
    let seq = tx.seq();
    tx.0.execute(&SAVE_STATE, &[id.0.into(), BatchState::Replaced.key().into(), seq.into()]).await?;
    Ok(())
}

/// Batches that the write `added` replaced.
pub async fn replaced_by(tx: &mut ReadTx, added: i64) -> Result<Vec<BatchId>, StorageError> {
    Ok(tx.0.all(&REPLACED_BY, &[added.into()], |row| Ok(BatchId(row.get(0)?))).await?)
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

/// The newest batches.
pub async fn newest(tx: &mut ReadTx, limit: u32) -> Result<Vec<BatchRow>, StorageError> {
    Ok(tx.0.all(&NEWEST, &[limit.into()], read).await?)
}

/// One batch; `published` tells whether a published picture counts any of its weeks.
pub async fn by_id(tx: &mut ReadTx, id: BatchId) -> Result<Option<BatchRow>, StorageError> {
    Ok(tx.0.optional(&BY_ID, &[id.0.into()], read).await?)
}
