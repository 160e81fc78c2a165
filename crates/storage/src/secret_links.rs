//! Links that open one door: accept an invitation, choose a new password, want no more mail. Only hashes are stored.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{DirectoryTx, OperationalTx, ReadTx};
use database::Row;
use domain::ids::AccountId;
use domain::letters::Topic;
use domain::tenants::TenantCode;
use jiff::Timestamp;

statements! {
    INSERT = "INSERT INTO secret_link (token_hash, purpose, account_id, tenant_code, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
    FIND = "SELECT account_id, tenant_code FROM secret_link WHERE token_hash = $1 AND purpose = $2 AND expires_at > $3";
    TAKE = "DELETE FROM secret_link WHERE token_hash = $1 AND purpose = $2 AND expires_at > $3";
    DROP_ONE = "DELETE FROM secret_link WHERE token_hash = $1";
    CLEAR_INVITATION = "DELETE FROM secret_link WHERE account_id = $1 AND purpose = 'invitation' AND tenant_code = $2";
    CLEAR_RESET = "DELETE FROM secret_link WHERE account_id = $1 AND purpose = 'reset'";
    SWEEP = "DELETE FROM secret_link WHERE expires_at < $1";
}

/// What a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Accept an invitation.
    Invitation,
    /// Choose a new password.
    Reset,
    /// Want no more letters of a sort. It works many times: a letter may be opened again.
    OptOut(Topic),
}

impl Purpose {
    fn key(self) -> &'static str {
        match self {
            Purpose::Invitation => "invitation",
            Purpose::Reset => "reset",
            Purpose::OptOut(Topic::Feedback) => "no-feedback",
            Purpose::OptOut(Topic::Publication) => "no-publication",
            Purpose::OptOut(Topic::ReportReminder) => "no-report-reminder",
            Purpose::OptOut(Topic::Training) => "no-training",
            Purpose::OptOut(Topic::Actions) => "no-actions",
        }
    }
}

/// A link that works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRow {
    /// Whom it is for.
    pub account: AccountId,
    /// Where the invitation is to.
    pub tenant: Option<TenantCode>,
}

/// Adds a link.
pub async fn insert(
    tx: &mut DirectoryTx,
    hash: &[u8; 32],
    purpose: Purpose,
    link: &LinkRow,
    expires: Timestamp,
) -> Result<(), StorageError> {
    let now = tx.now();
    let tenant = link.tenant.as_ref().map(|t| t.as_str().to_owned());
    let values = [hash.to_vec().into(), purpose.key().into(), link.account.0.into(), tenant.into(), now.into(), expires.into()];
    tx.0.execute(&INSERT, &values).await?;
    Ok(())
}

/// A link that still works.
pub async fn find(tx: &mut ReadTx, hash: &[u8; 32], purpose: Purpose, now: Timestamp) -> Result<Option<LinkRow>, StorageError> {
    let read = |row: &Row| {
        let code: Option<String> = row.get(1)?;
        let tenant = code.map(|code| code.parse().map_err(|_| column(1, &code))).transpose()?;
        Ok(LinkRow { account: AccountId(row.get(0)?), tenant })
    };
    Ok(tx.0.optional(&FIND, &[hash.to_vec().into(), purpose.key().into(), now.into()], read).await?)
}

/// Uses a link up; `false` when it does not work, or no longer.
pub async fn take(tx: &mut DirectoryTx, hash: &[u8; 32], purpose: Purpose) -> Result<bool, StorageError> {
    let now = tx.now();
    Ok(tx.0.execute(&TAKE, &[hash.to_vec().into(), purpose.key().into(), now.into()]).await? == 1)
}

/// Takes back a link that never reached anyone.
pub async fn forget(tx: &mut OperationalTx, hash: &[u8; 32]) -> Result<(), StorageError> {
    tx.0.execute(&DROP_ONE, &[hash.to_vec().into()]).await?;
    Ok(())
}

/// Makes every link of an invitation stop working.
pub async fn clear_invitation(tx: &mut DirectoryTx, tenant: &TenantCode, account: AccountId) -> Result<(), StorageError> {
    tx.0.execute(&CLEAR_INVITATION, &[account.0.into(), tenant.as_str().into()]).await?;
    Ok(())
}

/// Makes every link to choose a new password stop working.
pub async fn clear_reset(tx: &mut DirectoryTx, account: AccountId) -> Result<(), StorageError> {
    tx.0.execute(&CLEAR_RESET, &[account.0.into()]).await?;
    Ok(())
}

/// Removes links that no longer work.
pub async fn sweep(tx: &mut OperationalTx, now: Timestamp) -> Result<(), StorageError> {
    tx.0.execute(&SWEEP, &[now.into()]).await?;
    Ok(())
}
