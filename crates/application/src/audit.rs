//! Reading, verifying and taking out the audit log of a tenant and of the directory.

mod directory;
mod export;

pub use directory::{DirectoryPage, directory_page};
pub use export::{Bound, Comparison, authority_of, compare, export};

use crate::App;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event, StoredEntry, Verdict};
use domain::failure::Failure;
use domain::ids::AccountId;
use domain::policy::Action;
use jiff::SignedDuration;
use std::collections::HashMap;
use storage::ReadTx;

/// Most entries on a page.
const MOST: u32 = 200;

/// Entries about unusual looking are shown so long.
const ALARMS_SHOWN: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Name in the directory's chain of the one at the machine.
pub(crate) const OPERATOR: &str = "samsyn (kommandorad)";

/// A chain of audit entries, and who asks for it.
#[derive(Clone, Copy)]
pub enum Chain<'a> {
    /// That of the actor's tenant.
    Tenant(&'a Actor),
    /// That of the directory: for the operator at the machine alone. A front door for people uses
    /// [`directory_page`], which shows what concerns one tenant.
    Directory,
}

impl Chain<'_> {
    /// Whose it is: a tenant's code, or `directory`.
    pub fn authority(self) -> String {
        match self {
            Chain::Tenant(actor) => actor.tenant().to_string(),
            Chain::Directory => "directory".to_owned(),
        }
    }

    fn check(self) -> Result<(), Failure> {
        match self {
            Chain::Tenant(actor) => actor.may(Action::ReadAudit).map(|_| ()),
            Chain::Directory => Ok(()),
        }
    }

    async fn read(self, app: &App) -> Result<ReadTx, Failure> {
        self.check()?;
        match self {
            Chain::Tenant(actor) => app.read(actor).await,
            Chain::Directory => Ok(app.stores().read_directory().await?),
        }
    }
}

/// Walks the whole of a chain, as [`verify`] does.
///
/// # Errors
/// [`Failure::NotAllowed`] for everyone but the roles that may read the log.
pub async fn verify_chain(app: &App, chain: Chain<'_>) -> Result<Verdict, Failure> {
    Ok(storage::audit::verify(&mut chain.read(app).await?).await?)
}

/// Entries of the last thirty days about people who looked at unusually much, newest first. They are
/// part of the log's page, whose reading is an entry.
///
/// # Errors
/// [`Failure::NotAllowed`] for everyone but the roles that may read the log.
pub async fn alarms(app: &App, actor: &Actor) -> Result<Vec<StoredEntry>, Failure> {
    const MOST_ALARMS: u32 = 20;
    actor.may(Action::ReadAudit)?;
    let mut tx = app.read(actor).await?;
    let mut entries = storage::audit::of_event(&mut tx, Event::VolumeAlarm, app.now() - ALARMS_SHOWN, MOST_ALARMS).await?;
    drop(tx);
    tell_titles(app, &mut entries).await?;
    Ok(entries)
}

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
    tell_titles(app, &mut entries).await?;
    Ok(entries)
}

/// Puts titles where entries have the ids of accounts.
async fn tell_titles(app: &App, entries: &mut [StoredEntry]) -> Result<(), Failure> {
    let mut titles: HashMap<String, String> = HashMap::new();
    let mut directory = app.stores().read_directory().await?;
    for entry in entries {
        if !titles.contains_key(&entry.actor) {
            let shown = shown(&mut directory, &entry.actor).await?;
            titles.insert(entry.actor.clone(), shown);
        }
        if let Some(shown) = titles.get(&entry.actor) {
            entry.actor.clone_from(shown);
        }
    }
    Ok(())
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
    verify_chain(app, Chain::Tenant(actor)).await
}
