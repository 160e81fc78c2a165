//! Organisations of each tenant's collaboration, in the directory.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{DirectoryTx, ReadTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::ids::OrganisationId;
use domain::organisations::{Organisation, OrganisationKind};
use domain::tenants::TenantCode;

statements! {
    OF_TENANT = "SELECT id, name, kind, active, version FROM organisation WHERE tenant_code = $1 ORDER BY name, kind";
    BY_ID = "SELECT id, name, kind, active, version FROM organisation WHERE tenant_code = $1 AND id = $2";
    BY_NAME = "SELECT id, name, kind, active, version FROM organisation WHERE tenant_code = $1 AND name = $2 AND kind = $3";
    INSERT = "INSERT INTO organisation (id, tenant_code, name, kind, active, version) VALUES ($1, $2, $3, $4, TRUE, 1)
              ON CONFLICT (tenant_code, name, kind) DO NOTHING";
    CHANGE = "UPDATE organisation SET name = $4, active = $5, version = version + 1 WHERE tenant_code = $1 AND id = $2 AND version = $3";
    TAKEN = "SELECT COUNT(*) FROM organisation WHERE tenant_code = $1 AND name = $2 AND kind = $3 AND id <> $4";
}

fn organisation(row: &Row) -> Result<Organisation, DatabaseError> {
    let kind: String = row.get(2)?;
    Ok(Organisation {
        id: OrganisationId(row.get(0)?),
        name: row.get(1)?,
        kind: OrganisationKind::from_key(&kind).ok_or_else(|| column(2, &kind))?,
        active: row.get(3)?,
        version: u32::try_from(row.get::<i64>(4)?).map_err(|e| column(4, e))?,
    })
}

/// Every organisation of a tenant, by name.
pub async fn of_tenant(tx: &mut ReadTx, tenant: &TenantCode) -> Result<Vec<Organisation>, StorageError> {
    Ok(tx.0.all(&OF_TENANT, &[tenant.as_str().into()], organisation).await?)
}

/// One of them.
pub async fn by_id(tx: &mut ReadTx, tenant: &TenantCode, id: OrganisationId) -> Result<Option<Organisation>, StorageError> {
    Ok(tx.0.optional(&BY_ID, &[tenant.as_str().into(), id.0.into()], organisation).await?)
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
    let values = [id.0.into(), tenant.as_str().into(), name.into(), kind.key().into()];
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
    let values = [tenant.as_str().into(), changed.id.0.into(), changed.version.into(), changed.name.as_str().into(), changed.active.into()];
    Ok(tx.0.execute(&CHANGE, &values).await? == 1)
}
