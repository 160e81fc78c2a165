//! Who is named for class D, until when and why.

use crate::error::StorageError;
use crate::statements;
use crate::stores::{DirectoryTx, ReadTx};
use database::Row;
use domain::actor::Permit;
use domain::ids::{AccountId, ClassDGrantId};
use domain::tenants::TenantCode;
use jiff::Timestamp;

statements! {
    INSERT = "INSERT INTO class_d_grant (id, account_id, tenant_code, until, reason, given_by, given_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    LIVE = "SELECT id, account_id, until, reason, given_by FROM class_d_grant
            WHERE tenant_code = $1 AND ended_at IS NULL AND until > $2 ORDER BY until";
    END = "UPDATE class_d_grant SET ended_at = $3 WHERE id = $1 AND tenant_code = $2 AND ended_at IS NULL";
}

/// A naming.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantRow {
    /// Identity.
    pub id: ClassDGrantId,
    /// Who is named.
    pub account: AccountId,
    /// Until when.
    pub until: Timestamp,
    /// Why.
    pub reason: String,
    /// Title of who named.
    pub by: String,
}

/// Names someone.
pub async fn give(tx: &mut DirectoryTx, _: Permit, tenant: &TenantCode, grant: &GrantRow) -> Result<(), StorageError> {
    let now = tx.now();
    let values = [
        grant.id.0.into(),
        grant.account.0.into(),
        tenant.as_str().into(),
        grant.until.into(),
        grant.reason.as_str().into(),
        grant.by.as_str().into(),
        now.into(),
    ];
    tx.0.execute(&INSERT, &values).await?;
    Ok(())
}

/// Namings that count now, soonest to end first.
pub async fn live(tx: &mut ReadTx, tenant: &TenantCode, now: Timestamp) -> Result<Vec<GrantRow>, StorageError> {
    let read = |row: &Row| {
        Ok(GrantRow {
            id: ClassDGrantId(row.get(0)?),
            account: AccountId(row.get(1)?),
            until: row.get(2)?,
            reason: row.get(3)?,
            by: row.get(4)?,
        })
    };
    Ok(tx.0.all(&LIVE, &[tenant.as_str().into(), now.into()], read).await?)
}

/// Ends one; `false` when there is none to end.
pub async fn end(tx: &mut DirectoryTx, _: Permit, tenant: &TenantCode, id: ClassDGrantId) -> Result<bool, StorageError> {
    let now = tx.now();
    Ok(tx.0.execute(&END, &[id.0.into(), tenant.as_str().into(), now.into()]).await? == 1)
}
