//! Reading and verifying the audit log of a store.

use crate::chain;
use crate::error::StorageError;
use crate::statements;
use crate::stores::ReadTx;
use database::{DatabaseError, Row};
use domain::audit::{Event, Span, StoredEntry, Verdict};
use jiff::Timestamp;

statements! {
    PAGE = "SELECT seq, at, actor, event, object, facts, previous, hash FROM audit_entry WHERE seq < $1 ORDER BY seq DESC LIMIT $2";
    EVERY = "SELECT seq, at, actor, event, object, facts, previous, hash FROM audit_entry ORDER BY seq";
    HEAD = "SELECT seq, hash FROM audit_head WHERE id = 1";
    BETWEEN = "SELECT seq, at, actor, event, object, facts, previous, hash FROM audit_entry WHERE seq >= $1 AND seq <= $2 ORDER BY seq";
    FIRST_SINCE = "SELECT COALESCE(MIN(seq), 0) FROM audit_entry WHERE at >= $1";
    LAST_BEFORE = "SELECT COALESCE(MAX(seq), 0) FROM audit_entry WHERE at < $1";
    OF_EVENT = "SELECT seq, at, actor, event, object, facts, previous, hash FROM audit_entry WHERE event = $1 AND at >= $2
                ORDER BY seq DESC LIMIT $3";
    MATERIAL = "SELECT seq FROM audit_head WHERE id = 2";
}

fn entry(row: &Row) -> Result<StoredEntry, DatabaseError> {
    Ok(StoredEntry {
        seq: row.get::<i64>(0)?.unsigned_abs(),
        at: row.get(1)?,
        actor: row.get(2)?,
        event: row.get(3)?,
        object: row.get(4)?,
        facts: row.get(5)?,
        previous: hex::encode(row.get::<Vec<u8>>(6)?),
        hash: hex::encode(row.get::<Vec<u8>>(7)?),
    })
}

/// Entries before sequence number `before`, newest first, at most `limit`.
pub async fn page(tx: &mut ReadTx, before: u64, limit: u32) -> Result<Vec<StoredEntry>, StorageError> {
    let before = i64::try_from(before).unwrap_or(i64::MAX);
    Ok(tx.0.all(&PAGE, &[before.into(), limit.into()], entry).await?)
}

/// The newest entries of some events since an instant, newest first, at most `limit` of each.
pub async fn of_events(tx: &mut ReadTx, events: &[Event], since: Timestamp, limit: u32) -> Result<Vec<StoredEntry>, StorageError> {
    let mut found = Vec::new();
    for event in events {
        found.extend(of_event(tx, *event, since, limit).await?);
    }
    found.sort_by_key(|e| std::cmp::Reverse(e.seq));
    Ok(found)
}

/// Sequence number of the newest entry; 0 in an untouched store.
pub async fn head(tx: &mut ReadTx) -> Result<i64, StorageError> {
    Ok(tx.0.optional(&HEAD, &[], |row| row.get(0)).await?.unwrap_or(0))
}

/// Hands every entry of a span to `each`, oldest first, without holding them all.
pub async fn between<F>(tx: &mut ReadTx, span: Span, mut each: F) -> Result<(), StorageError>
where
    F: FnMut(StoredEntry) -> std::io::Result<()> + Send,
{
    let number = |seq: u64| i64::try_from(seq).unwrap_or(i64::MAX);
    tx.0.for_each(&BETWEEN, &[number(span.first).into(), number(span.last).into()], |row| {
        each(entry(row)?).map_err(|source| DatabaseError::Io { path: "-".to_owned(), source })
    })
    .await?;
    Ok(())
}

/// The first entry at or after an instant; 0 when there is none.
pub async fn first_since(tx: &mut ReadTx, at: Timestamp) -> Result<u64, StorageError> {
    Ok(tx.0.one(&FIRST_SINCE, &[at.into()], |row| row.get::<i64>(0)).await?.unsigned_abs())
}

/// The last entry before an instant; 0 when there is none.
pub async fn last_before(tx: &mut ReadTx, at: Timestamp) -> Result<u64, StorageError> {
    Ok(tx.0.one(&LAST_BEFORE, &[at.into()], |row| row.get::<i64>(0)).await?.unsigned_abs())
}

/// Entries of one kind since an instant, newest first.
pub async fn of_event(tx: &mut ReadTx, event: Event, since: Timestamp, limit: u32) -> Result<Vec<StoredEntry>, StorageError> {
    Ok(tx.0.all(&OF_EVENT, &[event.key().into(), since.into(), limit.into()], entry).await?)
}

/// The digest that an entry with these fields has, hexadecimal.
pub fn digest(entry: &StoredEntry) -> String {
    hex::encode(chain::hash(entry))
}

/// Sequence number of the newest entry that changed the material of pictures: while it stays, so do they. In a store where none
/// has been noted yet, that of the newest entry of all.
pub async fn material(tx: &mut ReadTx) -> Result<i64, StorageError> {
    match tx.0.optional(&MATERIAL, &[], |row| row.get(0)).await? {
        Some(seq) => Ok(seq),
        None => head(tx).await,
    }
}

/// Walks the whole chain. An edit, deletion, swap or cut tail is found by the first entry that
/// does not follow from the one before, or by a chain that ends before the head.
pub async fn verify(tx: &mut ReadTx) -> Result<Verdict, StorageError> {
    let mut previous = chain::genesis();
    let mut last = 0u64;
    let mut broken = None;
    tx.0.for_each(&EVERY, &[], |row| {
        let entry = entry(row)?;
        let fits = entry.seq == last + 1 && entry.previous == previous && entry.hash == hex::encode(chain::hash(&entry));
        if !fits && broken.is_none() {
            broken = Some(last + 1);
        }
        last = entry.seq;
        previous = entry.hash;
        Ok(())
    })
    .await?;
    let head = tx.0.optional(&HEAD, &[], |row| Ok((row.get::<i64>(0)?.unsigned_abs(), hex::encode(row.get::<Vec<u8>>(1)?)))).await?;
    let (seq, hash) = head.unwrap_or((0, chain::genesis()));
    Ok(match broken {
        Some(at) => Verdict::Broken { at },
        None if seq != last || hash != previous => Verdict::Broken { at: last + 1 },
        None => Verdict::Whole { entries: last, head: previous },
    })
}
