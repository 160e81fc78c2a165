//! Public editions of weeks: frozen, withdrawn, never changed.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::editions::{EditionListing, PublicEdition, Withdrawal};
use domain::week::Week;

statements! {
    INSERT = "INSERT INTO public_edition (week, version, at, by_name, digest, content) VALUES ($1, $2, $3, $4, $5, $6)";
    LIST = "SELECT week, version, at, by_name, withdrawn_at, withdrawn_by, withdrawn_reason FROM public_edition
            ORDER BY week DESC, version DESC";
    OF_WEEK = "SELECT week, version, at, by_name, withdrawn_at, withdrawn_by, withdrawn_reason FROM public_edition
               WHERE week = $1 ORDER BY version DESC";
    CONTENT = "SELECT content FROM public_edition WHERE week = $1 AND version = $2";
    SINCE = "SELECT content FROM public_edition WHERE week >= $1 AND week <= $2 ORDER BY week, version";
    WITHDRAW = "UPDATE public_edition SET withdrawn_at = $3, withdrawn_by = $4, withdrawn_reason = $5
                WHERE week = $1 AND version = $2 AND withdrawn_at IS NULL";
}

fn listing(row: &Row) -> Result<EditionListing, DatabaseError> {
    let withdrawn = match row.get::<Option<jiff::Timestamp>>(4)? {
        Some(at) => Some(Withdrawal {
            at,
            by: row.get::<Option<String>>(5)?.unwrap_or_default(),
            reason: row.get::<Option<String>>(6)?.unwrap_or_default(),
        }),
        None => None,
    };
    Ok(EditionListing {
        week: Week::from_index(row.get(0)?),
        version: u32::try_from(row.get::<i64>(1)?).map_err(|e| column(1, e))?,
        at: row.get(2)?,
        by: row.get(3)?,
        withdrawn,
    })
}

/// Freezes an edition; `content` is the whole of it as JSON text.
pub async fn insert(tx: &mut WriteTx, _: Permit, edition: &PublicEdition, by: &str, content: &str) -> Result<(), StorageError> {
    let values =
        [edition.week.index().into(), edition.version.into(), edition.at.into(), by.into(), edition.digest.as_str().into(), content.into()];
    tx.0.execute(&INSERT, &values).await?;
    Ok(())
}

/// Every edition, newest week and version first.
pub async fn list(tx: &mut ReadTx) -> Result<Vec<EditionListing>, StorageError> {
    Ok(tx.0.all(&LIST, &[], listing).await?)
}

/// Editions of a week, newest version first.
pub async fn of_week(tx: &mut ReadTx, week: Week) -> Result<Vec<EditionListing>, StorageError> {
    Ok(tx.0.all(&OF_WEEK, &[week.index().into()], listing).await?)
}

/// An edition as JSON text.
pub async fn content(tx: &mut ReadTx, week: Week, version: u32) -> Result<Option<String>, StorageError> {
    Ok(tx.0.optional(&CONTENT, &[week.index().into(), version.into()], |row| row.get(0)).await?)
}

/// Editions of the weeks `from`–`to` as JSON text, oldest week and version first, withdrawn ones too: what has been seen has been seen.
pub async fn contents(tx: &mut ReadTx, from: Week, to: Week) -> Result<Vec<String>, StorageError> {
    Ok(tx.0.all(&SINCE, &[from.index().into(), to.index().into()], |row| row.get(0)).await?)
}

/// Withdraws an edition; `false` when there is none that is shown.
pub async fn withdraw(tx: &mut WriteTx, _: Permit, week: Week, version: u32, by: &str, reason: &str) -> Result<bool, StorageError> {
    let now = tx.now();
    let values = [week.index().into(), version.into(), now.into(), by.into(), reason.into()];
    Ok(tx.0.execute(&WITHDRAW, &values).await? == 1)
}
