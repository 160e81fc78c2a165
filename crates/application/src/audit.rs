//! Reading and verifying the audit log of a tenant.

use crate::App;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event, StoredEntry, Verdict};
use domain::failure::Failure;
use domain::ids::AccountId;
use domain::policy::Action;
use std::collections::HashMap;
use storage::ReadTx;

/// Most entries on a page.
const MOST: u32 = 200;

/// Entries before sequence number `before`, newest first. The look is itself an entry. An account is
/// told by its title and the end of its id: the chain itself holds the id alone.
///
/// # Errors
/// [`Failure::NotAllowed`] for everyone but the roles that may read the log.
pub async fn page(app: &App, actor: &Actor, before: Option<u64>, limit: u32) -> Result<Vec<StoredEntry>, Failure> {
    actor.may(Action::ReadAudit)?;
    let mut tx = app.write(actor).await?;
    let mut entries = storage::audit::page(&mut tx, before.unwrap_or(u64::MAX), limit.min(MOST)).await?;
    let object = entries.first().map_or_else(|| "0".to_owned(), |e| e.seq.to_string());
    tx.commit(AuditEntry::new(Event::AuditRead, object).fact("entries", entries.len().to_string())).await?;
    let mut titles: HashMap<String, String> = HashMap::new();
    let mut directory = app.stores().read_directory().await?;
    for entry in &mut entries {
        if !titles.contains_key(&entry.actor) {
            let shown = shown(&mut directory, &entry.actor).await?;
            titles.insert(entry.actor.clone(), shown);
        }
        if let Some(shown) = titles.get(&entry.actor) {
            entry.actor.clone_from(shown);
        }
    }
    Ok(entries)
}

async fn shown(directory: &mut ReadTx, actor: &str) -> Result<String, Failure> {
    let Ok(account) = actor.parse::<AccountId>() else { return Ok(actor.to_owned()) };
    let title = storage::accounts::title(directory, account).await?;
    // The end of a UUIDv7 is random: two accounts made in the same moment differ there.
    Ok(title.map_or_else(|| actor.to_owned(), |title| format!("{title} · {}", &actor[actor.len() - 6..])))
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
