//! Sessions and refused sign-ins in the directory. Tokens are stored only as hashes.

use crate::error::StorageError;
use crate::statements;
use crate::stores::{DirectoryTx, OperationalTx, ReadTx};
use database::Row;
use domain::ids::AccountId;
use jiff::Timestamp;

statements! {
    INSERT = "INSERT INTO session (token_hash, account_id, created_at, seen_at) VALUES ($1, $2, $3, $3)";
    FIND = "SELECT account_id, created_at, seen_at FROM session WHERE token_hash = $1";
    TOUCH = "UPDATE session SET seen_at = $2 WHERE token_hash = $1";
    DELETE = "DELETE FROM session WHERE token_hash = $1";
    DELETE_OLD = "DELETE FROM session WHERE created_at < $1";
    FAILED = "INSERT INTO sign_in_failure (id, user_name, at) VALUES ($1, $2, $3)";
    FAILURES = "SELECT COUNT(*), MAX(at) FROM sign_in_failure WHERE user_name = $1 AND at > $2";
    FORGET = "DELETE FROM sign_in_failure WHERE at < $1";
}

/// A stored session.
#[derive(Clone, Copy, Debug)]
pub struct SessionRow {
    /// Whose.
    pub account: AccountId,
    /// Signed in at.
    pub created: Timestamp,
    /// Last request.
    pub seen: Timestamp,
}

/// Starts a session.
pub async fn insert(tx: &mut DirectoryTx, token_hash: &[u8], account: AccountId) -> Result<(), StorageError> {
    let now = tx.now();
    tx.0.execute(&INSERT, &[token_hash.to_vec().into(), account.0.into(), now.into()]).await?;
    Ok(())
}

/// The session of a token's hash.
pub async fn find(tx: &mut ReadTx, token_hash: &[u8]) -> Result<Option<SessionRow>, StorageError> {
    let read = |row: &Row| Ok(SessionRow { account: AccountId(row.get(0)?), created: row.get(1)?, seen: row.get(2)? });
    Ok(tx.0.optional(&FIND, &[token_hash.to_vec().into()], read).await?)
}

/// Notes that a session was used.
pub async fn touch(tx: &mut OperationalTx, token_hash: &[u8], now: Timestamp) -> Result<(), StorageError> {
    tx.0.execute(&TOUCH, &[token_hash.to_vec().into(), now.into()]).await?;
    Ok(())
}

/// Ends a session; `false` when there was none.
pub async fn delete(tx: &mut DirectoryTx, token_hash: &[u8]) -> Result<bool, StorageError> {
    Ok(tx.0.execute(&DELETE, &[token_hash.to_vec().into()]).await? == 1)
}

/// Removes sessions that started before `limit`, and refused sign-ins before `failures`.
pub async fn sweep(tx: &mut OperationalTx, limit: Timestamp, failures: Timestamp) -> Result<(), StorageError> {
    tx.0.execute(&DELETE_OLD, &[limit.into()]).await?;
    tx.0.execute(&FORGET, &[failures.into()]).await?;
    Ok(())
}

/// Notes a refused sign-in.
pub async fn failed(tx: &mut DirectoryTx, id: [u8; 16], user: &str) -> Result<(), StorageError> {
    let now = tx.now();
    tx.0.execute(&FAILED, &[id.into(), user.to_lowercase().into(), now.into()]).await?;
    Ok(())
}

/// How many sign-ins were refused for a user name since `since`, and when the last was.
pub async fn failures(tx: &mut ReadTx, user: &str, since: Timestamp) -> Result<(u64, Option<Timestamp>), StorageError> {
    let read = |row: &Row| Ok((row.get::<i64>(0)?.unsigned_abs(), row.get(1)?));
    Ok(tx.0.one(&FAILURES, &[user.to_lowercase().into(), since.into()], read).await?)
}
