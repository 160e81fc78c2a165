//! The police's public event feed: context, never counted.

use crate::error::StorageError;
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{Row, Value};
use domain::actor::Permit;
use domain::ids::BatchId;
use domain::incidents::FeedEvent;
use domain::week::Week;

statements! {
    INSERT = "INSERT INTO feed_event (id, batch_id, at, week, kind, summary, location, path, added) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
              ON CONFLICT (id) DO NOTHING";
    OF_WEEK = "SELECT id, at, kind, summary, location, path FROM feed_event
               WHERE week = $1 AND added <= $2 AND (removed IS NULL OR removed > $2) ORDER BY at, id";
    WITHDRAW = "DELETE FROM feed_event WHERE batch_id = $1";
}

/// Adds events that the store does not have; answers how many were new.
pub async fn insert(tx: &mut WriteTx, _permit: Permit, batch: BatchId, events: &[FeedEvent]) -> Result<u64, StorageError> {
    let seq = tx.seq();
    let row = |e: &FeedEvent| -> [Value; 9] {
        [
            e.id.into(),
            batch.0.into(),
            e.at.into(),
            Week::of(e.at).index().into(),
            e.type_label.as_str().into(),
            e.summary.as_str().into(),
            e.location.as_str().into(),
            e.path.as_str().into(),
            seq.into(),
        ]
    };
    let values: Vec<_> = events.iter().flat_map(row).collect();
    Ok(tx.0.insert_many(&INSERT, 9, &values).await?)
}

/// Events of a week, in time order.
pub async fn of_week(tx: &mut ReadTx, week: Week, as_of: i64) -> Result<Vec<FeedEvent>, StorageError> {
    let read = |row: &Row| {
        Ok(FeedEvent {
            id: row.get(0)?,
            at: row.get(1)?,
            type_label: row.get(2)?,
            summary: row.get(3)?,
            location: row.get(4)?,
            path: row.get(5)?,
        })
    };
    Ok(tx.0.all(&OF_WEEK, &[week.index().into(), as_of.into()], read).await?)
}

/// Takes a batch's events back.
pub async fn withdraw(tx: &mut WriteTx, _permit: Permit, batch: BatchId) -> Result<u64, StorageError> {
    Ok(tx.0.execute(&WITHDRAW, &[batch.0.into()]).await?)
}
