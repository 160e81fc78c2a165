//! The police's public event feed: context, never counted.

use crate::error::StorageError;
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{Row, Value};
use domain::actor::Permit;
use domain::ids::BatchId;
use domain::incidents::FeedEvent;
use domain::week::Week;
use std::collections::HashSet;

statements! {
    INSERT = "INSERT INTO feed_event (id, batch_id, at, week, kind, summary, location, path, added) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
              ON CONFLICT (id) DO UPDATE SET batch_id = excluded.batch_id, at = excluded.at, week = excluded.week, kind = excluded.kind,
              summary = excluded.summary, location = excluded.location, path = excluded.path, added = excluded.added, removed = NULL
              WHERE feed_event.removed IS NOT NULL";
    OF_WEEK = "SELECT id, at, kind, summary, location, path FROM feed_event
               WHERE week = $1 AND added <= $2 AND (removed IS NULL OR removed > $2) ORDER BY at, id";
    WITHDRAW = "UPDATE feed_event SET removed = $2 WHERE batch_id = $1 AND removed IS NULL";
}

/// Adds events that the store does not have, or that were taken back; answers how many were new.
///
/// An event that was taken back is in no published picture, so that it may come again in its own row.
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
    // The same event twice in one statement would be an error of PostgreSQL's.
    let mut seen = HashSet::new();
    let values: Vec<_> = events.iter().filter(|e| seen.insert(e.id)).flat_map(row).collect();
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
    let seq = tx.seq();
    Ok(tx.0.execute(&WITHDRAW, &[batch.0.into(), seq.into()]).await?)
}
