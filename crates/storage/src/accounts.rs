//! Accounts in the directory: how someone signs in, and what the account wants. Where it may act is
//! in `memberships.rs`.

use crate::error::StorageError;
use crate::statements;
use crate::stores::{DirectoryTx, ReadTx};
use database::Row;
use domain::ids::AccountId;
use domain::names;
use jiff::Timestamp;

statements! {
    INSERT = "INSERT INTO account (id, title, email, password_hash, created_at, wants_mail) VALUES ($1, $2, $3, $4, $5, TRUE)";
    METHOD = "INSERT INTO sign_in_method (issuer, subject, account_id) VALUES ('local', $1, $2) ON CONFLICT (issuer, subject) DO NOTHING";
    BY_USER = "SELECT a.id, a.password_hash, a.email, a.totp_secret IS NOT NULL FROM sign_in_method s JOIN account a ON a.id = s.account_id
               WHERE s.issuer = 'local' AND s.subject = $1 AND a.disabled_at IS NULL";
    BY_ID = "SELECT a.title, a.totp_secret IS NOT NULL FROM account a WHERE a.id = $1 AND a.disabled_at IS NULL";
    OWN = "SELECT s.subject, a.email, a.wants_mail, a.password_hash, a.totp_secret IS NOT NULL FROM account a
           LEFT JOIN sign_in_method s ON s.account_id = a.id AND s.issuer = 'local' WHERE a.id = $1 AND a.disabled_at IS NULL";
    SET_PASSWORD = "UPDATE account SET password_hash = $2 WHERE id = $1";
    SET_MAIL = "UPDATE account SET wants_mail = $2 WHERE id = $1";
    SEEN = "UPDATE account SET seen_at = $2 WHERE id = $1";
    TOTP = "SELECT totp_secret FROM account WHERE id = $1 AND totp_secret IS NOT NULL";
    SET_TOTP = "UPDATE account SET totp_secret = $2, totp_step = $3 WHERE id = $1";
    CLEAR_TOTP = "UPDATE account SET totp_secret = NULL, totp_step = NULL WHERE id = $1";
    USE_STEP = "UPDATE account SET totp_step = $2 WHERE id = $1 AND totp_step < $2";
    ADD_CODE = "INSERT INTO recovery_code (code_hash, account_id) VALUES ($1, $2)";
    USE_CODE = "DELETE FROM recovery_code WHERE code_hash = $1 AND account_id = $2";
    CLEAR_CODES = "DELETE FROM recovery_code WHERE account_id = $1";
    CODES_LEFT = "SELECT COUNT(*) FROM recovery_code WHERE account_id = $1";
}

/// An account with what is needed to check a password.
#[derive(Clone, Debug)]
pub struct AccountRow {
    /// Identity.
    pub id: AccountId,
    /// Argon2id hash in PHC form; `None` when the account has no password.
    pub password_hash: Option<String>,
    /// Where its mail goes.
    pub email: Option<String>,
    /// Whether a code is asked for after the password.
    pub has_second_factor: bool,
}

/// An account as its own person sees it.
#[derive(Clone, Debug)]
pub struct OwnRow {
    /// Name to sign in with; `None` without a local one.
    pub user: Option<String>,
    /// Where its mail goes.
    pub email: Option<String>,
    /// Whether it wants mail that it can do without.
    pub wants_mail: bool,
    /// Argon2id hash in PHC form.
    pub password_hash: Option<String>,
    /// Whether a code is asked for after the password.
    pub has_second_factor: bool,
}

/// An account to add.
#[derive(Clone, Debug)]
pub struct NewAccountRow<'a> {
    /// Identity.
    pub id: AccountId,
    /// Name to sign in with; compared in lower case.
    pub user: &'a str,
    /// Function title, where no tenant gives another.
    pub title: &'a str,
    /// Where its mail goes.
    pub email: Option<&'a str>,
    /// Password hash.
    pub hash: Option<&'a str>,
}

/// Adds an account with its local sign-in; `false` when the user name is taken: the transaction must
/// then be dropped.
pub async fn insert(tx: &mut DirectoryTx, new: &NewAccountRow<'_>) -> Result<bool, StorageError> {
    let now = tx.now();
    let values =
        [new.id.0.into(), new.title.into(), new.email.map(str::to_lowercase).into(), new.hash.map(str::to_owned).into(), now.into()];
    tx.0.execute(&INSERT, &values).await?;
    Ok(tx.0.execute(&METHOD, &[names::user_key(new.user).into(), new.id.0.into()]).await? == 1)
}

/// The account of a local user name, unless it is disabled.
pub async fn by_user(tx: &mut ReadTx, user: &str) -> Result<Option<AccountRow>, StorageError> {
    let read = |row: &Row| {
        Ok(AccountRow { id: AccountId(row.get(0)?), password_hash: row.get(1)?, email: row.get(2)?, has_second_factor: row.get(3)? })
    };
    let key = names::user_key(user);
    let found = tx.0.optional(&BY_USER, &[key.as_str().into()], read).await?;
    // Names from before they were kept so are as they were typed, in small letters.
    let typed = user.trim().to_lowercase();
    if found.is_some() || typed == key { Ok(found) } else { Ok(tx.0.optional(&BY_USER, &[typed.into()], read).await?) }
}

/// Title of an account and whether it has a second factor, unless it is disabled.
pub async fn by_id(tx: &mut ReadTx, id: AccountId) -> Result<Option<(String, bool)>, StorageError> {
    Ok(tx.0.optional(&BY_ID, &[id.0.into()], |row| Ok((row.get(0)?, row.get(1)?))).await?)
}

/// Title of an account, unless it is disabled.
pub async fn title(tx: &mut ReadTx, id: AccountId) -> Result<Option<String>, StorageError> {
    Ok(by_id(tx, id).await?.map(|(title, _)| title))
}

/// An account as its own person sees it, unless it is disabled.
pub async fn own(tx: &mut ReadTx, id: AccountId) -> Result<Option<OwnRow>, StorageError> {
    let read = |row: &Row| {
        Ok(OwnRow {
            user: row.get(0)?,
            email: row.get(1)?,
            wants_mail: row.get(2)?,
            password_hash: row.get(3)?,
            has_second_factor: row.get(4)?,
        })
    };
    Ok(tx.0.optional(&OWN, &[id.0.into()], read).await?)
}

/// Replaces the password.
pub async fn set_password(tx: &mut DirectoryTx, id: AccountId, hash: &str) -> Result<(), StorageError> {
    tx.0.execute(&SET_PASSWORD, &[id.0.into(), hash.into()]).await?;
    Ok(())
}

/// Says whether the account wants mail that it can do without.
pub async fn set_wants_mail(tx: &mut DirectoryTx, id: AccountId, wants: bool) -> Result<(), StorageError> {
    tx.0.execute(&SET_MAIL, &[id.0.into(), wants.into()]).await?;
    Ok(())
}

/// Notes that the account was signed in to.
pub async fn seen(tx: &mut DirectoryTx, id: AccountId, now: Timestamp) -> Result<(), StorageError> {
    tx.0.execute(&SEEN, &[id.0.into(), now.into()]).await?;
    Ok(())
}

/// The secret of the second factor.
pub async fn totp_secret(tx: &mut ReadTx, id: AccountId) -> Result<Option<Vec<u8>>, StorageError> {
    Ok(tx.0.optional(&TOTP, &[id.0.into()], |row| row.get(0)).await?)
}

/// Sets the second factor; `step` is the time step of the code that proved it.
pub async fn set_totp(tx: &mut DirectoryTx, id: AccountId, secret: &[u8], step: i64) -> Result<(), StorageError> {
    tx.0.execute(&SET_TOTP, &[id.0.into(), secret.to_vec().into(), step.into()]).await?;
    Ok(())
}

/// Takes the second factor and its recovery codes away.
pub async fn clear_totp(tx: &mut DirectoryTx, id: AccountId) -> Result<(), StorageError> {
    tx.0.execute(&CLEAR_TOTP, &[id.0.into()]).await?;
    tx.0.execute(&CLEAR_CODES, &[id.0.into()]).await?;
    Ok(())
}

/// Uses up a time step and all before it; `false` when it was used already.
pub async fn use_totp_step(tx: &mut DirectoryTx, id: AccountId, step: i64) -> Result<bool, StorageError> {
    Ok(tx.0.execute(&USE_STEP, &[id.0.into(), step.into()]).await? == 1)
}

/// Replaces the recovery codes, given as hashes.
pub async fn set_recovery_codes(tx: &mut DirectoryTx, id: AccountId, hashes: &[[u8; 32]]) -> Result<(), StorageError> {
    tx.0.execute(&CLEAR_CODES, &[id.0.into()]).await?;
    for hash in hashes {
        tx.0.execute(&ADD_CODE, &[hash.to_vec().into(), id.0.into()]).await?;
    }
    Ok(())
}

/// Uses a recovery code up; `false` when the account has no such code.
pub async fn use_recovery_code(tx: &mut DirectoryTx, id: AccountId, hash: &[u8; 32]) -> Result<bool, StorageError> {
    Ok(tx.0.execute(&USE_CODE, &[hash.to_vec().into(), id.0.into()]).await? == 1)
}

/// How many recovery codes are left.
pub async fn recovery_codes_left(tx: &mut ReadTx, id: AccountId) -> Result<u64, StorageError> {
    let left: i64 = tx.0.one(&CODES_LEFT, &[id.0.into()], |row| row.get(0)).await?;
    Ok(left.unsigned_abs())
}
