//! Organisations of a tenant's collaboration.

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

/// Every organisation of the actor's tenant, by name. Anyone in the collaboration may know who takes
/// part in it.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Organisation>, Failure> {
    let mut tx = app.stores().read_directory().await?;
    Ok(storage::organisations::of_tenant(&mut tx, actor.tenant()).await?)
}

/// One of them.
///
/// # Errors
/// [`Failure::NotFound`] when the tenant has no such organisation.
pub async fn by_id(app: &App, actor: &Actor, id: OrganisationId) -> Result<Organisation, Failure> {
    let mut tx = app.stores().read_directory().await?;
    storage::organisations::by_id(&mut tx, actor.tenant(), id).await?.ok_or(Failure::NotFound)
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
    let known = storage::organisations::by_id(&mut tx, actor.tenant(), changed.id).await?.ok_or(Failure::NotFound)?;
    let changed = Organisation { name, kind: known.kind, ..changed.clone() };
    if storage::organisations::is_taken(&mut tx, actor.tenant(), &changed).await? {
        return Err(Failure::invalid("name", "failure-organisation-exists"));
    }
    if !storage::organisations::change(&mut tx, permit, actor.tenant(), &changed).await? {
        return Err(Failure::Conflict("failure-changed-meanwhile"));
    }
    let entry = AuditEntry::new(Event::OrganisationChanged, changed.id.to_string())
        .fact("active", changed.active.to_string())
        .fact("renamed", (known.name != changed.name).to_string());
    app.commit_directory(actor, tx, entry).await
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
