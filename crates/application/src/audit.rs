//! Reading and verifying the audit log of a tenant.

use crate::App;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event, StoredEntry, Verdict};
use domain::failure::Failure;
use domain::policy::Action;

/// Most entries on a page.
const MOST: u32 = 200;

/// Entries before sequence number `before`, newest first. The look is itself an entry.
///
/// # Errors
/// [`Failure::NotAllowed`] for everyone but the roles that may read the log.
pub async fn page(app: &App, actor: &Actor, before: Option<u64>, limit: u32) -> Result<Vec<StoredEntry>, Failure> {
    actor.may(Action::ReadAudit)?;
    let mut tx = app.write(actor).await?;
    let entries = storage::audit::page(&mut tx, before.unwrap_or(u64::MAX), limit.min(MOST)).await?;
    let object = entries.first().map_or_else(|| "0".to_owned(), |e| e.seq.to_string());
    tx.commit(AuditEntry::new(Event::AuditRead, object).fact("entries", entries.len().to_string())).await?;
    Ok(entries)
}

/// Walks the whole chain. Only hashes leave the store, so it is not logged as a reading.
///
/// # Errors
/// [`Failure::NotAllowed`] for everyone but the roles that may read the log.
pub async fn verify(app: &App, actor: &Actor) -> Result<Verdict, Failure> {
    actor.may(Action::ReadAudit)?;
    let mut tx = app.read(actor).await?;
    Ok(storage::audit::verify(&mut tx).await?)
}
