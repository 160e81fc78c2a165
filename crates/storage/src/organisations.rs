//! Organisations of each tenant's collaboration, in the directory.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{DirectoryTx, ReadTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::ids::OrganisationId;
use domain::organisations::{Candidate, Organisation, OrganisationKind};
use domain::tenants::TenantCode;

statements! {
    OF_TENANT = "SELECT id, name, kind, active, version, former_name FROM organisation WHERE tenant_code = $1 AND joined_into IS NULL
                 ORDER BY name, kind";
    EVERY = "SELECT id, name, kind, active, version, former_name, joined_into FROM organisation WHERE tenant_code = $1 ORDER BY name, kind, id";
    BY_ID = "SELECT id, name, kind, active, version, former_name, joined_into FROM organisation WHERE tenant_code = $1 AND id = $2";
    BY_NAME = "SELECT id, name, kind, active, version, former_name FROM organisation
               WHERE tenant_code = $1 AND name = $2 AND kind = $3 AND joined_into IS NULL";
    INSERT = "INSERT INTO organisation (id, tenant_code, name, kind, active, version, former_name) VALUES ($1, $2, $3, $4, $5, 1, $6)
              ON CONFLICT (tenant_code, name, kind) WHERE joined_into IS NULL DO NOTHING";
    CHANGE = "UPDATE organisation SET name = $4, active = $5, former_name = $6, version = version + 1
              WHERE tenant_code = $1 AND id = $2 AND version = $3 AND joined_into IS NULL";
    JOIN = "UPDATE organisation SET joined_into = $4, version = version + 1
            WHERE tenant_code = $1 AND id = $2 AND version = $3 AND former_name AND joined_into IS NULL";
    TAKEN = "SELECT COUNT(*) FROM organisation WHERE tenant_code = $1 AND name = $2 AND kind = $3 AND id <> $4 AND joined_into IS NULL";
}

fn organisation(row: &Row) -> Result<Organisation, DatabaseError> {
    let kind: String = row.get(2)?;
    Ok(Organisation {
        id: OrganisationId(row.get(0)?),
        name: row.get(1)?,
        kind: OrganisationKind::from_key(&kind).ok_or_else(|| column(2, &kind))?,
        active: row.get(3)?,
        former_name: row.get(5)?,
        version: u32::try_from(row.get::<i64>(4)?).map_err(|e| column(4, e))?,
    })
}

fn candidate(row: &Row) -> Result<Candidate, DatabaseError> {
    Ok(Candidate { organisation: organisation(row)?, joined_into: row.get::<Option<[u8; 16]>>(6)?.map(OrganisationId) })
}

/// Every organisation of a tenant, by name.
pub async fn of_tenant(tx: &mut ReadTx, tenant: &TenantCode) -> Result<Vec<Organisation>, StorageError> {
    Ok(tx.0.all(&OF_TENANT, &[tenant.as_str().into()], organisation).await?)
}

/// The same with those that have been joined with another.
pub async fn every(tx: &mut ReadTx, tenant: &TenantCode) -> Result<Vec<Candidate>, StorageError> {
    Ok(tx.0.all(&EVERY, &[tenant.as_str().into()], candidate).await?)
}

/// One of them, whether or not it has been joined with another.
pub async fn by_id(tx: &mut ReadTx, tenant: &TenantCode, id: OrganisationId) -> Result<Option<Candidate>, StorageError> {
    Ok(tx.0.optional(&BY_ID, &[tenant.as_str().into(), id.0.into()], candidate).await?)
}

/// The one with this name and kind.
pub async fn by_name(
    tx: &mut ReadTx,
    tenant: &TenantCode,
    name: &str,
    kind: OrganisationKind,
) -> Result<Option<Organisation>, StorageError> {
    Ok(tx.0.optional(&BY_NAME, &[tenant.as_str().into(), name.into(), kind.key().into()], organisation).await?)
}

/// Adds one; `false` when the tenant has one of the same name and kind.
pub async fn insert(
    tx: &mut DirectoryTx,
    _: Permit,
    tenant: &TenantCode,
    id: OrganisationId,
    name: &str,
    kind: OrganisationKind,
) -> Result<bool, StorageError> {
    add(tx, tenant, (id, name, kind), false).await
}

/// Adds one from a name in older records; it takes no part. `false` when the tenant has one of the same name and kind.
pub async fn insert_former(
    tx: &mut DirectoryTx,
    _: Permit,
    tenant: &TenantCode,
    id: OrganisationId,
    name: &str,
    kind: OrganisationKind,
) -> Result<bool, StorageError> {
    add(tx, tenant, (id, name, kind), true).await
}

async fn add(
    tx: &mut DirectoryTx,
    tenant: &TenantCode,
    (id, name, kind): (OrganisationId, &str, OrganisationKind),
    former: bool,
) -> Result<bool, StorageError> {
    let values = [id.0.into(), tenant.as_str().into(), name.into(), kind.key().into(), (!former).into(), former.into()];
    Ok(tx.0.execute(&INSERT, &values).await? == 1)
}

/// Whether another organisation has this name and kind.
pub async fn is_taken(tx: &mut ReadTx, tenant: &TenantCode, changed: &Organisation) -> Result<bool, StorageError> {
    let values = [tenant.as_str().into(), changed.name.as_str().into(), changed.kind.key().into(), changed.id.0.into()];
    let others: i64 = tx.0.one(&TAKEN, &values, |row| row.get(0)).await?;
    Ok(others > 0)
}

/// Changes name and whether it takes part, if it still has the version that `changed` carries;
/// `false` otherwise. The kind never changes: another kind is another organisation.
pub async fn change(tx: &mut DirectoryTx, _: Permit, tenant: &TenantCode, changed: &Organisation) -> Result<bool, StorageError> {
    let Organisation { id, name, kind: _, active, former_name, version } = changed;
    let values = [tenant.as_str().into(), id.0.into(), (*version).into(), name.as_str().into(), (*active).into(), (*former_name).into()];
    Ok(tx.0.execute(&CHANGE, &values).await? == 1)
}

/// Joins one that was made from a name in older records with the organisation that it was, if it still has version `seen`; `false`
/// otherwise.
pub async fn join(
    tx: &mut DirectoryTx,
    _: Permit,
    tenant: &TenantCode,
    (id, seen): (OrganisationId, u32),
    into: OrganisationId,
) -> Result<bool, StorageError> {
    Ok(tx.0.execute(&JOIN, &[tenant.as_str().into(), id.0.into(), seen.into(), into.0.into()]).await? == 1)
}
