//! What people want by mail, in the directory.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{DirectoryTx, ReadTx};
use database::Row;
use domain::actor::Permit;
use domain::ids::AccountId;
use domain::letters::{Cadence, Topic};
use domain::tenants::TenantCode;

statements! {
    OF_ACCOUNT = "SELECT topic, wanted FROM mail_choice WHERE account_id = $1 ORDER BY topic";
    CHOOSE = "INSERT INTO mail_choice (account_id, topic, wanted) VALUES ($1, $2, $3)
              ON CONFLICT (account_id, topic) DO UPDATE SET wanted = excluded.wanted";
    HOW = "SELECT lang, action_mail FROM account WHERE id = $1";
    SET_LANG = "UPDATE account SET lang = $2 WHERE id = $1";
    SET_CADENCE = "UPDATE account SET action_mail = $2 WHERE id = $1";
    PUBLICATION = "SELECT publication_mail FROM tenant WHERE code = $1";
    SET_PUBLICATION = "UPDATE tenant SET publication_mail = $2 WHERE code = $1";
}

/// What an account has chosen; what it has said nothing of is missing.
pub async fn of_account(tx: &mut ReadTx, account: AccountId) -> Result<Vec<(Topic, bool)>, StorageError> {
    let read = |row: &Row| {
        let topic: String = row.get(0)?;
        Ok((Topic::from_key(&topic).ok_or_else(|| column(0, &topic))?, row.get(1)?))
    };
    Ok(tx.0.all(&OF_ACCOUNT, &[account.0.into()], read).await?)
}

/// Says whether an account wants something.
pub async fn choose(tx: &mut DirectoryTx, account: AccountId, topic: Topic, wanted: bool) -> Result<(), StorageError> {
    tx.0.execute(&CHOOSE, &[account.0.into(), topic.key().into(), wanted.into()]).await?;
    Ok(())
}

/// Tag of the language of an account's letters, and how often it hears of its actions.
pub async fn how(tx: &mut ReadTx, account: AccountId) -> Result<Option<(String, Cadence)>, StorageError> {
    let read = |row: &Row| {
        let cadence: String = row.get(1)?;
        Ok((row.get(0)?, Cadence::from_key(&cadence).ok_or_else(|| column(1, &cadence))?))
    };
    Ok(tx.0.optional(&HOW, &[account.0.into()], read).await?)
}

/// Sets the language of an account's letters.
pub async fn set_lang(tx: &mut DirectoryTx, account: AccountId, tag: &str) -> Result<(), StorageError> {
    tx.0.execute(&SET_LANG, &[account.0.into(), tag.into()]).await?;
    Ok(())
}

/// Sets how often an account hears of its actions.
pub async fn set_cadence(tx: &mut DirectoryTx, account: AccountId, cadence: Cadence) -> Result<(), StorageError> {
    tx.0.execute(&SET_CADENCE, &[account.0.into(), cadence.key().into()]).await?;
    Ok(())
}

/// Whether members of a tenant who have not chosen hear of published pictures.
pub async fn publication_default(tx: &mut ReadTx, tenant: &TenantCode) -> Result<bool, StorageError> {
    Ok(tx.0.optional(&PUBLICATION, &[tenant.as_str().into()], |row| row.get(0)).await?.unwrap_or(false))
}

/// Says so.
pub async fn set_publication_default(tx: &mut DirectoryTx, _: Permit, tenant: &TenantCode, on: bool) -> Result<(), StorageError> {
    tx.0.execute(&SET_PUBLICATION, &[tenant.as_str().into(), on.into()]).await?;
    Ok(())
}
