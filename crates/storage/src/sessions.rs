//! Sessions and refused sign-ins in the directory. Tokens are stored only as hashes.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{DirectoryTx, OperationalTx, ReadTx};
use database::{DatabaseError, Row};
use domain::ids::{AccountId, SessionId};
use domain::sessions::{Device, Stage};
use jiff::Timestamp;

statements! {
    INSERT = "INSERT INTO session (token_hash, id, account_id, stage, device, created_at, seen_at, tries) VALUES ($1, $2, $3, $4, $5, $6, $6, 0)";
    FIND = "SELECT id, account_id, stage, device, created_at, seen_at, tries FROM session WHERE token_hash = $1";
    OF_ACCOUNT = "SELECT id, account_id, stage, device, created_at, seen_at, tries FROM session
                  WHERE account_id = $1 AND stage = 'full' ORDER BY seen_at DESC";
    TOUCH = "UPDATE session SET seen_at = $2 WHERE token_hash = $1";
    TRY = "UPDATE session SET tries = tries + 1 WHERE token_hash = $1 AND tries < $2";
    DELETE = "DELETE FROM session WHERE token_hash = $1";
    DELETE_ONE = "DELETE FROM session WHERE account_id = $1 AND id = $2";
    DELETE_OTHERS = "DELETE FROM session WHERE account_id = $1 AND id <> $2";
    DELETE_EVERY = "DELETE FROM session WHERE account_id = $1";
    DELETE_OLD = "DELETE FROM session WHERE created_at < $1";
    KNOW = "INSERT INTO known_device (secret_hash, account_id, seen_at) VALUES ($1, $2, $3)
            ON CONFLICT (secret_hash, account_id) DO UPDATE SET seen_at = excluded.seen_at";
    KNOWN = "SELECT COUNT(*) FROM known_device WHERE secret_hash = $1 AND account_id = $2 AND seen_at > $3";
    FORGET_DEVICES = "DELETE FROM known_device WHERE seen_at < $1";
}

/// A stored session.
#[derive(Clone, Copy, Debug)]
pub struct SessionRow {
    /// Identity, as its owner sees it.
    pub id: SessionId,
    /// Whose.
    pub account: AccountId,
    /// How far the sign-in has come.
    pub stage: Stage,
    /// Begun on.
    pub device: Device,
    /// Signed in at.
    pub created: Timestamp,
    /// Last request.
    pub seen: Timestamp,
    /// Wrong codes so far.
    pub tries: u32,
}

fn session(row: &Row) -> Result<SessionRow, DatabaseError> {
    let stage: String = row.get(2)?;
    let device: String = row.get(3)?;
    Ok(SessionRow {
        id: SessionId(row.get(0)?),
        account: AccountId(row.get(1)?),
        stage: Stage::from_key(&stage).ok_or_else(|| column(2, &stage))?,
        device: Device::from_key(&device),
        created: row.get(4)?,
        seen: row.get(5)?,
        tries: u32::try_from(row.get::<i64>(6)?).unwrap_or(u32::MAX),
    })
}

/// Starts a session.
pub async fn insert(
    tx: &mut DirectoryTx,
    token_hash: &[u8],
    id: SessionId,
    account: AccountId,
    stage: Stage,
    device: Device,
) -> Result<(), StorageError> {
    let now = tx.now();
    let values = [token_hash.to_vec().into(), id.0.into(), account.0.into(), stage.key().into(), device.key().into(), now.into()];
    tx.0.execute(&INSERT, &values).await?;
    Ok(())
}

/// The session of a token's hash.
pub async fn find(tx: &mut ReadTx, token_hash: &[u8]) -> Result<Option<SessionRow>, StorageError> {
    Ok(tx.0.optional(&FIND, &[token_hash.to_vec().into()], session).await?)
}

/// Every signed-in device of an account, last used first.
pub async fn of_account(tx: &mut ReadTx, account: AccountId) -> Result<Vec<SessionRow>, StorageError> {
    Ok(tx.0.all(&OF_ACCOUNT, &[account.0.into()], session).await?)
}

/// Notes that a session was used.
pub async fn touch(tx: &mut OperationalTx, token_hash: &[u8], now: Timestamp) -> Result<(), StorageError> {
    tx.0.execute(&TOUCH, &[token_hash.to_vec().into(), now.into()]).await?;
    Ok(())
}

/// Counts a code that is given, before it is looked at; `false` when so many have been given that no more is looked at.
pub async fn try_code(tx: &mut DirectoryTx, token_hash: &[u8], most: u32) -> Result<bool, StorageError> {
    Ok(tx.0.execute(&TRY, &[token_hash.to_vec().into(), most.into()]).await? == 1)
}

/// Ends a session; `false` when there was none.
pub async fn delete(tx: &mut DirectoryTx, token_hash: &[u8]) -> Result<bool, StorageError> {
    Ok(tx.0.execute(&DELETE, &[token_hash.to_vec().into()]).await? == 1)
}

/// Ends one of an account's sessions; `false` when it has none such.
pub async fn delete_one(tx: &mut DirectoryTx, account: AccountId, id: SessionId) -> Result<bool, StorageError> {
    Ok(tx.0.execute(&DELETE_ONE, &[account.0.into(), id.0.into()]).await? == 1)
}

/// Ends every session of an account, but for `kept`; answers how many.
pub async fn delete_all(tx: &mut DirectoryTx, account: AccountId, kept: Option<SessionId>) -> Result<u64, StorageError> {
    Ok(match kept {
        Some(kept) => tx.0.execute(&DELETE_OTHERS, &[account.0.into(), kept.0.into()]).await?,
        None => tx.0.execute(&DELETE_EVERY, &[account.0.into()]).await?,
    })
}

/// Notes that an account was signed in to from a browser that keeps this secret.
pub async fn know(tx: &mut OperationalTx, secret_hash: &[u8; 32], account: AccountId, now: Timestamp) -> Result<(), StorageError> {
    tx.0.execute(&KNOW, &[secret_hash.to_vec().into(), account.0.into(), now.into()]).await?;
    Ok(())
}

/// Whether an account was signed in to from that browser since an instant.
pub async fn is_known(tx: &mut ReadTx, secret_hash: &[u8; 32], account: AccountId, since: Timestamp) -> Result<bool, StorageError> {
    let values = [secret_hash.to_vec().into(), account.0.into(), since.into()];
    let known: i64 = tx.0.one(&KNOWN, &values, |row| row.get(0)).await?;
    Ok(known > 0)
}

/// Removes sessions that started before `limit`, and browsers not seen since `devices`.
pub async fn sweep(tx: &mut OperationalTx, limit: Timestamp, devices: Timestamp) -> Result<(), StorageError> {
    tx.0.execute(&FORGET_DEVICES, &[devices.into()]).await?;
    tx.0.execute(&DELETE_OLD, &[limit.into()]).await?;
    Ok(())
}
