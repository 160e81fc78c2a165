//! Tenants in the directory.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{DirectoryTx, ReadTx};
use database::{DatabaseError, Row};
use domain::tenants::{Tenant, TenantCode};

statements! {
    INSERT = "INSERT INTO tenant (code, name, created_at) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING";
    EVERY = "SELECT code, name FROM tenant ORDER BY code";
    BY_CODE = "SELECT code, name FROM tenant WHERE code = $1";
}

fn tenant(row: &Row) -> Result<Tenant, DatabaseError> {
    let code: String = row.get(0)?;
    Ok(Tenant { code: code.parse().map_err(|_| column(0, &code))?, name: row.get(1)? })
}

/// Adds a tenant; `false` when the code is taken.
pub async fn insert(tx: &mut DirectoryTx, tenant: &Tenant) -> Result<bool, StorageError> {
    let now = tx.now();
    let values = [tenant.code.as_str().into(), tenant.name.as_str().into(), now.into()];
    Ok(tx.0.execute(&INSERT, &values).await? == 1)
}

/// Every tenant, by code.
pub async fn all(tx: &mut ReadTx) -> Result<Vec<Tenant>, StorageError> {
    Ok(tx.0.all(&EVERY, &[], tenant).await?)
}

/// One tenant.
pub async fn by_code(tx: &mut ReadTx, code: &TenantCode) -> Result<Option<Tenant>, StorageError> {
    Ok(tx.0.optional(&BY_CODE, &[code.as_str().into()], tenant).await?)
}
