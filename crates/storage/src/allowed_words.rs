//! Words that texts may hold although they look like names of persons.

use crate::StorageError;
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::editions::AllowedWord;
use domain::ids::AllowedWordId;

statements! {
    INSERT = "INSERT INTO allowed_word (id, text, reason, by_name, at, added) VALUES ($1, $2, $3, $4, $5, $6)
              ON CONFLICT (text) WHERE removed IS NULL DO NOTHING";
    REMOVE = "UPDATE allowed_word SET removed = $2 WHERE id = $1 AND removed IS NULL";
    EVERY = "SELECT id, text, reason, by_name, at FROM allowed_word WHERE removed IS NULL ORDER BY text";
}

fn word(row: &Row) -> Result<(AllowedWordId, AllowedWord), DatabaseError> {
    Ok((AllowedWordId(row.get(0)?), AllowedWord { text: row.get(1)?, reason: row.get(2)?, by: row.get(3)?, at: row.get(4)? }))
}

/// Allows a word; `false` when it is allowed already.
pub async fn insert(tx: &mut WriteTx, _: Permit, id: AllowedWordId, word: &AllowedWord) -> Result<bool, StorageError> {
    let values =
        [id.0.into(), word.text.as_str().into(), word.reason.as_str().into(), word.by.as_str().into(), word.at.into(), tx.seq().into()];
    Ok(tx.0.execute(&INSERT, &values).await? == 1)
}

/// No longer allows a word; `false` when it was not.
pub async fn remove(tx: &mut WriteTx, _: Permit, id: AllowedWordId) -> Result<bool, StorageError> {
    let seq = tx.seq();
    Ok(tx.0.execute(&REMOVE, &[id.0.into(), seq.into()]).await? == 1)
}

/// Every allowed word, in alphabetical order of the database.
pub async fn all(tx: &mut ReadTx) -> Result<Vec<(AllowedWordId, AllowedWord)>, StorageError> {
    Ok(tx.0.all(&EVERY, &[], word).await?)
}
