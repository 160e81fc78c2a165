//! Planned events that the picture looks ahead to.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::ids::ComingEventId;
use domain::incidents::ComingEvent;
use jiff::civil::Date;

statements! {
    INSERT = "INSERT INTO coming_event (id, title, place, first_day, last_day, added) VALUES ($1, $2, $3, $4, $5, $6)";
    REMOVE = "UPDATE coming_event SET removed = $2 WHERE id = $1 AND removed IS NULL";
    BETWEEN = "SELECT id, title, place, first_day, last_day FROM coming_event WHERE first_day <= $2 AND last_day >= $1
               AND added <= $3 AND (removed IS NULL OR removed > $3) ORDER BY first_day, title";
}

fn event(row: &Row) -> Result<(ComingEventId, ComingEvent), DatabaseError> {
    let day = |index| -> Result<Date, DatabaseError> {
        let text: String = row.get(index)?;
        text.parse().map_err(|_| column(index, &text))
    };
    Ok((ComingEventId(row.get(0)?), ComingEvent { title: row.get(1)?, place: row.get(2)?, from: day(3)?, to: day(4)? }))
}

/// Adds an event.
pub async fn insert(tx: &mut WriteTx, _permit: Permit, id: ComingEventId, event: &ComingEvent) -> Result<(), StorageError> {
    let values = [
        id.0.into(),
        event.title.as_str().into(),
        event.place.clone().into(),
        event.from.to_string().into(),
        event.to.to_string().into(),
        tx.seq().into(),
    ];
    tx.0.execute(&INSERT, &values).await?;
    Ok(())
}

/// Removes an event; `false` when there was none.
pub async fn remove(tx: &mut WriteTx, _permit: Permit, id: ComingEventId) -> Result<bool, StorageError> {
    let seq = tx.seq();
    Ok(tx.0.execute(&REMOVE, &[id.0.into(), seq.into()]).await? == 1)
}

/// Events that touch the days `from`–`to`, as known at audit sequence number `as_of`.
pub async fn between(tx: &mut ReadTx, from: Date, to: Date, as_of: i64) -> Result<Vec<(ComingEventId, ComingEvent)>, StorageError> {
    Ok(tx.0.all(&BETWEEN, &[from.to_string().into(), to.to_string().into(), as_of.into()], event).await?)
}
