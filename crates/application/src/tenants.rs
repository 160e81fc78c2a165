//! Tenants: authorities with a store of their own.

use crate::{App, codes};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::{Failure, FieldError};
use domain::policy::Action;
use domain::tenants::{Tenant, TenantCode};

/// Makes a tenant with an empty store and the shipped table of codes.
///
/// # Errors
/// [`Failure::Invalid`] for an empty name, [`Failure::Conflict`] when the code is taken.
pub async fn create(app: &App, code: &TenantCode, name: &str) -> Result<Tenant, Failure> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 {
        return Err(Failure::Invalid(vec![FieldError::new("name", "failure-tenant-name")]));
    }
    let tenant = Tenant { code: code.clone(), name: name.to_owned() };
    let operator = Actor::operator(code.clone());
    let mut tx = app.stores().write_directory(operator.name().to_owned(), app.now()).await?;
    if !storage::tenants::insert(&mut tx, &tenant).await? {
        return Err(Failure::Conflict("failure-tenant-exists"));
    }
    // The store is made and filled before the directory tells of it: a crash between leaves an
    // unknown store that the next try takes over, never a known tenant without its codes.
    app.stores().prepare_tenant(code).await?;
    let permit = operator.may(Action::EditCodes)?;
    let mut store = app.write(&operator).await?;
    storage::codes::add(&mut store, permit, &codes::shipped()).await?;
    store.commit(AuditEntry::new(Event::TenantCreated, code.as_str()).fact("name", name)).await?;
    tx.commit(AuditEntry::new(Event::TenantCreated, code.as_str())).await?;
    Ok(tenant)
}

/// Every tenant, by code.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn all(app: &App) -> Result<Vec<Tenant>, Failure> {
    let mut tx = app.stores().read_directory().await?;
    Ok(storage::tenants::all(&mut tx).await?)
}

/// One tenant.
///
/// # Errors
/// [`Failure::NotFound`] when the directory has no such tenant.
pub async fn by_code(app: &App, code: &TenantCode) -> Result<Tenant, Failure> {
    let mut tx = app.stores().read_directory().await?;
    storage::tenants::by_code(&mut tx, code).await?.ok_or(Failure::NotFound)
}
