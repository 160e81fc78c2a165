//! An authority's own words for its letters, and what has been written to whom.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::ids::AccountId;
use domain::letters::{LetterKind, LetterText};
use jiff::Timestamp;

statements! {
    ALL_TEXTS = "SELECT letter, lang, subject, body, version, at, by_name FROM letter_text ORDER BY letter, lang";
    TEXT = "SELECT letter, lang, subject, body, version, at, by_name FROM letter_text WHERE letter = $1 AND lang = $2";
    FIRST = "INSERT INTO letter_text (letter, lang, subject, body, version, at, by_name) VALUES ($1, $2, $3, $4, 1, $5, $6)
             ON CONFLICT (letter, lang) DO NOTHING";
    AGAIN = "UPDATE letter_text SET subject = $3, body = $4, version = version + 1, at = $5, by_name = $6
             WHERE letter = $1 AND lang = $2 AND version = $7";
    RESET = "DELETE FROM letter_text WHERE letter = $1 AND lang = $2 AND version = $3";
    OCCASION = "INSERT INTO letter_occasion (account_id, letter, occasion, at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (account_id, letter, occasion) DO NOTHING";
}

/// Own words in place of the shipped ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnText {
    /// Which letter.
    pub letter: LetterKind,
    /// Tag of the language.
    pub lang: String,
    /// The words.
    pub text: LetterText,
    /// Counts changes, from 1.
    pub version: u32,
    /// When it was last changed.
    pub at: Timestamp,
    /// By whom: a function title.
    pub by: String,
}

fn own(row: &Row) -> Result<OwnText, DatabaseError> {
    let letter: String = row.get(0)?;
    Ok(OwnText {
        letter: LetterKind::from_key(&letter).ok_or_else(|| column(0, &letter))?,
        lang: row.get(1)?,
        text: LetterText { subject: row.get(2)?, body: row.get(3)? },
        version: u32::try_from(row.get::<i64>(4)?).map_err(|e| column(4, e))?,
        at: row.get(5)?,
        by: row.get(6)?,
    })
}

/// Every text that the authority has made its own.
pub async fn all(tx: &mut ReadTx) -> Result<Vec<OwnText>, StorageError> {
    Ok(tx.0.all(&ALL_TEXTS, &[], own).await?)
}

/// The authority's own words for a letter.
pub async fn one(tx: &mut ReadTx, letter: LetterKind, lang: &str) -> Result<Option<OwnText>, StorageError> {
    Ok(tx.0.optional(&TEXT, &[letter.key().into(), lang.into()], own).await?)
}

/// Writes own words over version `seen`, 0 for the shipped ones; `false` when someone else was first.
pub async fn save(
    tx: &mut WriteTx,
    _permit: Permit,
    (letter, lang): (LetterKind, &str),
    seen: u32,
    text: &LetterText,
    by: &str,
) -> Result<bool, StorageError> {
    let now = tx.now();
    let mut values = vec![letter.key().into(), lang.into(), text.subject.as_str().into(), text.body.as_str().into(), now.into(), by.into()];
    if seen == 0 {
        return Ok(tx.0.execute(&FIRST, &values).await? == 1);
    }
    values.push(seen.into());
    Ok(tx.0.execute(&AGAIN, &values).await? == 1)
}

/// Goes back to the shipped words; `false` when someone else was first.
pub async fn reset(tx: &mut WriteTx, _permit: Permit, letter: LetterKind, lang: &str, seen: u32) -> Result<bool, StorageError> {
    Ok(tx.0.execute(&RESET, &[letter.key().into(), lang.into(), seen.into()]).await? == 1)
}

/// Notes that someone is written to about something; `false` when they have been before.
pub async fn occasion(tx: &mut WriteTx, account: AccountId, letter: LetterKind, occasion: &str) -> Result<bool, StorageError> {
    let now = tx.now();
    Ok(tx.0.execute(&OCCASION, &[account.0.into(), letter.key().into(), occasion.into(), now.into()]).await? == 1)
}
