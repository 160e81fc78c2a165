//! Organisations of a tenant's collaboration.

pub(crate) mod settle;
pub(crate) mod source;

use crate::App;
use domain::actor::{Actor, Permit};
use domain::audit::{AuditEntry, Event};
use domain::failure::{Failure, FieldError};
use domain::ids::OrganisationId;
use domain::organisations::{Organisation, OrganisationKind};
use domain::policy::Action;
use domain::tenants::TenantCode;
use storage::DirectoryTx;

/// Longest name, characters.
const LONGEST: usize = 100;

/// Every organisation of the actor's tenant, by name; one that was joined with another is that one. Anyone in the collaboration may know
/// who takes part in it.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Organisation>, Failure> {
    let mut tx = app.stores().read_directory().await?;
    let mut all = storage::organisations::of_tenant(&mut tx, actor.tenant()).await?;
    messages::sort_by_name(&mut all, |o| &o.name);
    Ok(all)
}

/// One of them.
///
/// # Errors
/// [`Failure::NotFound`] when the tenant has no such organisation.
pub async fn by_id(app: &App, actor: &Actor, id: OrganisationId) -> Result<Organisation, Failure> {
    let mut tx = app.stores().read_directory().await?;
    let known = storage::organisations::by_id(&mut tx, actor.tenant(), id).await?;
    known.filter(|c| c.joined_into.is_none()).map(|c| c.organisation).ok_or(Failure::NotFound)
}

/// The organisation of a form or an address: its id, or kind and name or the name alone as addresses from before ids have it. `None`
/// when there is none, or several have the name.
pub fn meant<'a>(known: &'a [Organisation], text: &str) -> Option<&'a Organisation> {
    if let Ok(id) = text.parse::<OrganisationId>() {
        return known.iter().find(|o| o.id == id);
    }
    let (kind, name) = match text.split_once('|') {
        Some((kind, name)) => (Some(OrganisationKind::from_key(kind)?), name),
        None => (None, text),
    };
    let mut fits = known.iter().filter(|o| o.name == name && kind.is_none_or(|kind| o.kind == kind));
    fits.next().filter(|_| fits.next().is_none())
}

/// Adds an organisation.
///
/// # Errors
/// [`Failure::Invalid`] for a name that cannot be used, [`Failure::Conflict`] when it is there.
pub async fn add(app: &App, actor: &Actor, name: &str, kind: OrganisationKind) -> Result<OrganisationId, Failure> {
    let permit = actor.may(Action::ManageUsers)?;
    let name = checked(name)?;
    let id = OrganisationId(app.new_id());
    let mut tx = app.write_directory(actor).await?;
    if !storage::organisations::insert(&mut tx, permit, actor.tenant(), id, name, kind).await? {
        return Err(Failure::invalid("name", "failure-organisation-exists"));
    }
    app.commit_directory(actor, tx, AuditEntry::new(Event::OrganisationAdded, id.to_string()).fact("kind", kind.key())).await?;
    Ok(id)
}

/// Renames an organisation, or says whether it takes part. `changed` carries the version that was seen.
/// People of an organisation that does not take part cannot act, from their next request on.
///
/// # Errors
/// [`Failure::Invalid`] for a name that cannot be used or is taken, [`Failure::NotFound`],
/// [`Failure::Conflict`] when someone else changed it meanwhile, or when it is the actor's own.
pub async fn change(app: &App, actor: &Actor, changed: &Organisation) -> Result<(), Failure> {
    let permit = actor.may(Action::ManageUsers)?;
    let name = checked(&changed.name)?.to_owned();
    if !changed.active && actor.organisation_id() == Some(changed.id) {
        return Err(Failure::Conflict("failure-organisation-own"));
    }
    let mut tx = app.write_directory(actor).await?;
    let known = storage::organisations::by_id(&mut tx, actor.tenant(), changed.id).await?.ok_or(Failure::NotFound)?.organisation;
    // One that takes part is an organisation of its own: no name in old records waits for it any more.
    let former_name = known.former_name && !changed.active;
    let changed = Organisation { name, kind: known.kind, former_name, ..changed.clone() };
    if storage::organisations::is_taken(&mut tx, actor.tenant(), &changed).await? {
        return Err(Failure::invalid("name", "failure-organisation-exists"));
    }
    if !storage::organisations::change(&mut tx, permit, actor.tenant(), &changed).await? {
        return Err(Failure::Conflict("failure-changed-meanwhile"));
    }
    let entry = AuditEntry::new(Event::OrganisationChanged, changed.id.to_string())
        .fact("active", changed.active.to_string())
        .fact("renamed", (known.name != changed.name).to_string());
    tx.commit(entry.clone().fact("tenant", actor.tenant().as_str())).await?;
    let mut store = app.write(actor).await?;
    source::rename(&mut store, permit, changed.id, &changed.name).await?;
    Ok(store.commit(entry).await?)
}

/// Joins an organisation that was made from a name in older records with the organisation that it was: its reports, actions, minutes
/// and the source of its people's reports are that one's from now on. The names at the time stay where they were written.
///
/// # Errors
/// [`Failure::NotFound`], [`Failure::Invalid`] for another organisation than one that such a name can have been,
/// [`Failure::Conflict`] when someone else changed or joined it meanwhile.
pub async fn join(app: &App, actor: &Actor, id: OrganisationId, seen: u32, into: OrganisationId) -> Result<(), Failure> {
    let permit = actor.may(Action::ManageUsers)?;
    let mut tx = app.write_directory(actor).await?;
    let known = storage::organisations::by_id(&mut tx, actor.tenant(), id).await?.ok_or(Failure::NotFound)?;
    let target = storage::organisations::by_id(&mut tx, actor.tenant(), into).await?;
    if !target.is_some_and(|t| t.joined_into.is_none() && !t.organisation.former_name) {
        return Err(Failure::invalid("into", "failure-organisation-join"));
    }
    match known.joined_into {
        // Sent again, after the store could not be written.
        Some(before) if before == into => drop(tx),
        Some(_) => return Err(Failure::Conflict("failure-changed-meanwhile")),
        None => {
            if !storage::organisations::join(&mut tx, permit, actor.tenant(), (id, seen), into).await? {
                return Err(Failure::Conflict("failure-changed-meanwhile"));
            }
            let entry = AuditEntry::new(Event::OrganisationJoined, id.to_string()).fact("organisation", into.to_string());
            tx.commit(entry.fact("tenant", actor.tenant().as_str())).await?;
        }
    }
    settle::give(app, actor, permit, id, into).await
}

fn checked(name: &str) -> Result<&str, Failure> {
    let name = name.trim();
    let wrong = name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control);
    if wrong { Err(Failure::Invalid(vec![FieldError::new("name", "failure-organisation-name")])) } else { Ok(name) }
}

/// The organisation of this name and kind, added when missing.
pub(crate) async fn find_or_add(
    app: &App,
    tx: &mut DirectoryTx,
    permit: Permit,
    (tenant, name, kind): (&TenantCode, &str, OrganisationKind),
) -> Result<OrganisationId, Failure> {
    if let Some(known) = storage::organisations::by_name(tx, tenant, name, kind).await? {
        return Ok(known.id);
    }
    let id = OrganisationId(app.new_id());
    storage::organisations::insert(tx, permit, tenant, id, name, kind).await?;
    Ok(id)
}
