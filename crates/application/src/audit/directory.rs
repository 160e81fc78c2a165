//! What the directory's log says about one tenant: invitations, memberships, and how its members sign in.

use super::tell_titles;
use crate::{App, links};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event, StoredEntry};
use domain::failure::Failure;
use domain::memberships::MembershipState;
use domain::policy::Action;
use std::collections::HashSet;

/// Entries looked at for one page: the directory is of every tenant.
const MOST_LOOKED_AT: u64 = 50_000;
const AT_A_TIME: u32 = 1_000;

/// Events about a person in whichever tenant: how one signs in. Every other entry says whose it is.
const OF_A_PERSON: &[Event] = &[
    Event::SignedIn,
    Event::SignedOut,
    Event::SignInRefused,
    Event::SecondFactorRefused,
    Event::PasswordResetAsked,
    Event::PasswordReset,
    Event::PasswordChanged,
    Event::SecondFactorOn,
    Event::SecondFactorOff,
    Event::RecoveryCodesMade,
    Event::SessionsEnded,
    Event::AccountChanged,
    Event::AccessRefused,
];

/// A page of the directory's log.
#[derive(Clone, Debug)]
pub struct DirectoryPage {
    /// Newest first.
    pub entries: Vec<StoredEntry>,
    /// Where an older page begins; `None` when there is none.
    pub older: Option<u64>,
}

/// Entries of the directory's log before sequence number `before` that concern the actor's tenant, newest
/// first. The look is an entry in the tenant's log.
///
/// # Errors
/// [`Failure::NotAllowed`] for everyone but the roles that may read the log.
pub async fn directory_page(app: &App, actor: &Actor, before: Option<u64>, limit: u32) -> Result<DirectoryPage, Failure> {
    actor.may(Action::ReadAudit)?;
    let mut tx = app.stores().read_directory().await?;
    let concerns = Concerns::load(&mut tx, actor).await?;
    let mut entries = Vec::new();
    let (mut next, mut looked_at) = (before.unwrap_or(u64::MAX), 0);
    let older = loop {
        let some = storage::audit::page(&mut tx, next, AT_A_TIME).await?;
        let Some(last) = some.last().map(|e| e.seq) else { break None };
        looked_at += u64::from(AT_A_TIME);
        let room = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut full = None;
        for entry in some.into_iter().filter(|entry| concerns.tells_of(entry)) {
            if entries.len() == room {
                full = entries.last().map(|e: &StoredEntry| e.seq);
                break;
            }
            entries.push(entry);
        }
        if full.is_some() {
            break full;
        }
        if last <= 1 {
            break None;
        }
        if looked_at >= MOST_LOOKED_AT {
            break Some(last);
        }
        next = last;
    };
    drop(tx);
    let tx = app.write(actor).await?;
    tx.commit(AuditEntry::new(Event::AuditRead, "directory").fact("entries", entries.len().to_string())).await?;
    tell_titles(app, &mut entries).await?;
    Ok(DirectoryPage { entries, older })
}

/// What makes an entry one about a tenant.
struct Concerns {
    tenant: String,
    accounts: HashSet<String>,
    /// Refused sign-ins tell a digest of the name that was typed.
    names: HashSet<String>,
}

impl Concerns {
    async fn load(tx: &mut storage::ReadTx, actor: &Actor) -> Result<Self, Failure> {
        let people = storage::memberships::people(tx, actor.tenant()).await?;
        let here = || people.iter().filter(|p| !matches!(p.state, MembershipState::Removed(_)));
        Ok(Self {
            tenant: actor.tenant().to_string(),
            accounts: here().map(|p| p.account.to_string()).collect(),
            names: here().map(|p| hex::encode(&links::digest(p.user.to_lowercase().as_bytes())[..6])).collect(),
        })
    }

    fn tells_of(&self, entry: &StoredEntry) -> bool {
        let facts: serde_json::Value = serde_json::from_str(&entry.facts).unwrap_or_default();
        if let Some(tenant) = facts["tenant"].as_str() {
            return tenant == self.tenant;
        }
        let of_a_person = OF_A_PERSON.iter().any(|event| event.key() == entry.event);
        of_a_person && (self.accounts.contains(&entry.actor) || self.accounts.contains(&entry.object) || self.names.contains(&entry.object))
    }
}
