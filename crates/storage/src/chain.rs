//! The hash chain of the audit log: each entry's hash covers the entry and the hash before it.

use crate::error::StorageError;
use crate::statements;
use database::Transaction;
use domain::audit::{AuditEntry, StoredEntry};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

statements! {
    // The update takes the row's lock: writers of one store take turns, on PostgreSQL too.
    TAKE = "UPDATE audit_head SET seq = seq + 1 WHERE id = 1 RETURNING seq, hash";
    START = "INSERT INTO audit_head (id, seq, hash) VALUES (1, 1, $1)";
    MOVE = "UPDATE audit_head SET hash = $1 WHERE id = 1";
    // Beside the end of the chain: the newest entry that changed the material of pictures.
    MATERIAL = "INSERT INTO audit_head (id, seq, hash) VALUES (2, $1, $2) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash";
    APPEND = "INSERT INTO audit_entry (seq, at, actor, event, object, facts, previous, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
}

/// The open end of a chain, held by one transaction.
pub(crate) struct Link {
    seq: i64,
    previous: Vec<u8>,
    actor: String,
    at: Timestamp,
}

impl Link {
    pub(crate) fn seq(&self) -> i64 {
        self.seq
    }

    pub(crate) fn at(&self) -> Timestamp {
        self.at
    }
}

/// Hash before the first entry: 32 zero bytes.
const GENESIS: [u8; 32] = [0; 32];

/// Takes the end of the chain for this transaction.
pub(crate) async fn take(tx: &mut Transaction, actor: String, now: Timestamp) -> Result<Link, StorageError> {
    // Stored times have microseconds; hashing what is stored keeps the chain verifiable.
    let at = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
    let end = tx.optional(&TAKE, &[], |row| Ok((row.get::<i64>(0)?, row.get::<Vec<u8>>(1)?))).await?;
    let (seq, previous) = match end {
        Some(end) => end,
        None => {
            tx.execute(&START, &[GENESIS.to_vec().into()]).await?;
            (1, GENESIS.to_vec())
        }
    };
    Ok(Link { seq, previous, actor, at })
}

/// Writes the entry and moves the end of the chain.
pub(crate) async fn append(tx: &mut Transaction, link: Link, entry: &AuditEntry) -> Result<(), StorageError> {
    let facts = facts_text(&entry.facts);
    let stored = StoredEntry {
        seq: link.seq.unsigned_abs(),
        at: link.at,
        actor: link.actor,
        event: entry.event.key().to_owned(),
        object: entry.object.clone(),
        facts,
        previous: hex::encode(&link.previous),
        hash: String::new(),
    };
    let hash = hash(&stored).to_vec();
    let values = [
        link.seq.into(),
        link.at.into(),
        stored.actor.into(),
        stored.event.into(),
        stored.object.into(),
        stored.facts.into(),
        link.previous.into(),
        hash.clone().into(),
    ];
    tx.execute(&APPEND, &values).await?;
    tx.execute(&MOVE, &[hash.clone().into()]).await?;
    if entry.event.changes_material() {
        tx.execute(&MATERIAL, &[link.seq.into(), hash.into()]).await?;
    }
    Ok(())
}

fn facts_text(facts: &[(&'static str, String)]) -> String {
    let map: serde_json::Map<_, _> = facts.iter().map(|(k, v)| ((*k).to_owned(), v.clone().into())).collect();
    serde_json::Value::Object(map).to_string()
}

/// SHA-256 over every field of an entry except its own hash, each with its length before it, so
/// that no two different entries give the same bytes.
pub(crate) fn hash(entry: &StoredEntry) -> [u8; 32] {
    let mut hasher = Sha256::new();
    let at = entry.at.as_microsecond().to_string();
    let seq = entry.seq.to_string();
    for field in [&seq, &at, &entry.actor, &entry.event, &entry.object, &entry.facts, &entry.previous] {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field.as_bytes());
    }
    hasher.finalize().into()
}

/// Hexadecimal hash before the first entry.
pub(crate) fn genesis() -> String {
    hex::encode(GENESIS)
}
