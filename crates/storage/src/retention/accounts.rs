//! What retention does to people: memberships that have ended, and accounts that are left without one. Both stand in the directory.

use super::due::{ByWeek, Taken};
use crate::error::StorageError;
use crate::statements;
use crate::stores::{DirectoryTx, ReadTx};
use domain::actor::Permit;
use domain::ids::AccountId;
use domain::tenants::TenantCode;
use domain::week::{Week, local};
use jiff::Timestamp;

/// An ended membership: removed, run out, or an invitation that nobody took.
macro_rules! ended {
    () => {
        "tenant_code = $1 AND (state IN ('removed', 'invited') AND state_at < $2 OR state NOT IN ('removed', 'invited') AND valid_to < $2)"
    };
}

statements! {
    ENDED = concat!("SELECT account_id, CASE WHEN state IN ('removed', 'invited') THEN state_at ELSE valid_to END AS ended_at
                     FROM membership WHERE ", ended!(), " ORDER BY ended_at, account_id LIMIT $3");
    END = concat!("DELETE FROM membership WHERE ", ended!(), " AND account_id = $3");
    DROP_GRANTS = "DELETE FROM class_d_grant WHERE tenant_code = $1 AND account_id = $2";
    DROP_INVITATIONS = "DELETE FROM secret_link WHERE tenant_code = $1 AND account_id = $2";
    MEMBERSHIPS = "SELECT COUNT(*) FROM membership WHERE account_id = $1";
    DROP_METHODS = "DELETE FROM sign_in_method WHERE account_id = $1";
    DROP_SESSIONS = "DELETE FROM session WHERE account_id = $1";
    DROP_DEVICES = "DELETE FROM known_device WHERE account_id = $1";
    DROP_CODES = "DELETE FROM recovery_code WHERE account_id = $1";
    DROP_LINKS = "DELETE FROM secret_link WHERE account_id = $1";
    DROP_CHOICES = "DELETE FROM mail_choice WHERE account_id = $1";
    EMPTY = "UPDATE account SET title = '–', email = NULL, password_hash = NULL, totp_secret = NULL, totp_step = NULL, seen_at = NULL,
             disabled_at = $2 WHERE id = $1";
}

/// Memberships that ended before an instant, oldest first, at most `limit`.
pub async fn ended(
    tx: &mut ReadTx,
    tenant: &TenantCode,
    before: Timestamp,
    limit: u32,
) -> Result<Vec<(AccountId, Timestamp)>, StorageError> {
    let values = [tenant.as_str().into(), before.into(), limit.into()];
    Ok(tx.0.all(&ENDED, &values, |row| Ok((AccountId(row.get(0)?), row.get(1)?))).await?)
}

/// The same by the week in which each ended.
pub async fn by_week(tx: &mut ReadTx, tenant: &TenantCode, before: Timestamp) -> Result<ByWeek, StorageError> {
    let mut weeks = ByWeek::new();
    for (_, at) in ended(tx, tenant, before, i32::MAX.unsigned_abs()).await? {
        *weeks.entry(Week::of(at)).or_default() += 1;
    }
    Ok(weeks)
}

/// What is left of an ended membership: whose, as an id that leads to nobody any more, and when it ended.
pub fn stone((account, at): &(AccountId, Timestamp)) -> Taken {
    Taken { record: account.to_string(), day: local(*at).date() }
}

/// Removes a membership, if it still is one that ended before the instant; and empties its account when it was the last one: nobody signs in as it,
/// no mail goes to it, and the log knows it by its id alone.
pub async fn leave(
    tx: &mut DirectoryTx,
    _permit: Permit,
    tenant: &TenantCode,
    account: AccountId,
    before: Timestamp,
) -> Result<bool, StorageError> {
    if tx.0.execute(&END, &[tenant.as_str().into(), before.into(), account.0.into()]).await? == 0 {
        return Ok(false);
    }
    for statement in [&DROP_GRANTS, &DROP_INVITATIONS] {
        tx.0.execute(statement, &[tenant.as_str().into(), account.0.into()]).await?;
    }
    if tx.0.one(&MEMBERSHIPS, &[account.0.into()], |row| row.get::<i64>(0)).await? > 0 {
        return Ok(true);
    }
    for statement in [&DROP_METHODS, &DROP_SESSIONS, &DROP_DEVICES, &DROP_CODES, &DROP_LINKS, &DROP_CHOICES] {
        tx.0.execute(statement, &[account.0.into()]).await?;
    }
    let now = tx.now();
    tx.0.execute(&EMPTY, &[account.0.into(), now.into()]).await?;
    Ok(true)
}
