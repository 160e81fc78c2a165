//! Tenants in the directory.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{DirectoryTx, ReadTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::memberships::SecondFactorRule;
use domain::tenants::{Tenant, TenantCode};
use jiff::Timestamp;

statements! {
    INSERT = "INSERT INTO tenant (code, name, created_at) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING";
    EVERY = "SELECT code, name FROM tenant ORDER BY code";
    BY_CODE = "SELECT code, name FROM tenant WHERE code = $1";
    ACCESS = "SELECT second_factor, reviewed_at FROM tenant WHERE code = $1";
    SET_SECOND_FACTOR = "UPDATE tenant SET second_factor = $2 WHERE code = $1";
    REVIEWED = "UPDATE tenant SET reviewed_at = $2 WHERE code = $1";
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

/// Whether the tenant asks for a second factor, and when its administrators last went through who has
/// access.
pub async fn access(tx: &mut ReadTx, code: &TenantCode) -> Result<Option<(SecondFactorRule, Option<Timestamp>)>, StorageError> {
    let read = |row: &Row| {
        let rule: String = row.get(0)?;
        Ok((SecondFactorRule::from_key(&rule).ok_or_else(|| column(0, &rule))?, row.get(1)?))
    };
    Ok(tx.0.optional(&ACCESS, &[code.as_str().into()], read).await?)
}

/// Says whether the tenant asks for a second factor.
pub async fn set_second_factor(tx: &mut DirectoryTx, _: Permit, code: &TenantCode, rule: SecondFactorRule) -> Result<(), StorageError> {
    tx.0.execute(&SET_SECOND_FACTOR, &[code.as_str().into(), rule.key().into()]).await?;
    Ok(())
}

/// Notes that the administrators went through who has access.
pub async fn reviewed(tx: &mut DirectoryTx, _: Permit, code: &TenantCode) -> Result<(), StorageError> {
    let now = tx.now();
    tx.0.execute(&REVIEWED, &[code.as_str().into(), now.into()]).await?;
    Ok(())
}
