//! The keys of forms that have been sent (see [`domain::form_keys`]).

use crate::error::{StorageError, column, stored};
use crate::statements;
use crate::stores::{OperationalTx, ReadTx, WriteTx};
use database::Row;
use domain::form_keys::{SentForm, UsedKey};
use domain::ids::AccountId;
use jiff::{SignedDuration, Timestamp};

/// How long a key is known.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

statements! {
    FORGET = "DELETE FROM form_key WHERE at < $1";
    TAKE = "INSERT INTO form_key (account_id, key, attempt, sent, at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (account_id, key) DO NOTHING";
    TAKEN_BY = "SELECT attempt FROM form_key WHERE account_id = $1 AND key = $2";
    ANSWER = "UPDATE form_key SET answer = $4 WHERE account_id = $1 AND key = $2 AND attempt = $3";
    USED = "SELECT sent, answer FROM form_key WHERE account_id = $1 AND key = $2 AND at >= $3";
}

/// Takes a form's key for the write that is about to commit. Later writes of the same sending have it already.
pub(crate) async fn take(tx: &mut WriteTx, account: AccountId, form: &SentForm) -> Result<(), StorageError> {
    let now = tx.now();
    tx.0.execute(&FORGET, &[(now - KEPT).into()]).await?;
    let sent = serde_json::to_string(&form.fields).map_err(stored)?;
    let values = [account.0.into(), form.key.into(), form.attempt.into(), sent.into(), now.into()];
    if tx.0.execute(&TAKE, &values).await? == 1 {
        return Ok(());
    }
    let by: [u8; 16] = tx.0.one(&TAKEN_BY, &[account.0.into(), form.key.into()], |row| row.get(0)).await?;
    if by == form.attempt { Ok(()) } else { Err(StorageError::SentBefore) }
}

/// Notes where the answer to a form led. Nothing when it wrote nothing.
pub async fn answered(tx: &mut OperationalTx, account: AccountId, form: &SentForm, answer: &str) -> Result<(), StorageError> {
    tx.0.execute(&ANSWER, &[account.0.into(), form.key.into(), form.attempt.into(), answer.into()]).await?;
    Ok(())
}

/// What an account has used a key for in the last day.
pub async fn used(tx: &mut ReadTx, account: AccountId, key: [u8; 16], now: Timestamp) -> Result<Option<UsedKey>, StorageError> {
    let read = |row: &Row| {
        let sent: String = row.get(0)?;
        Ok(UsedKey { fields: serde_json::from_str(&sent).map_err(|e| column(0, e))?, answer: row.get(1)? })
    };
    Ok(tx.0.optional(&USED, &[account.0.into(), key.into(), (now - KEPT).into()], read).await?)
}
