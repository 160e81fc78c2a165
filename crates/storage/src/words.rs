//! An authority's own words for categories, subtypes and levels.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::words::{Said, Term, Wording, Words};

statements! {
    AS_OF = "SELECT term, name_sv, help_sv, name_en, help_en, hidden, place FROM wording
             WHERE added <= $1 AND (removed IS NULL OR removed > $1) ORDER BY term";
    SINCE = "SELECT added FROM wording WHERE term = $1 AND removed IS NULL";
    REMOVE = "UPDATE wording SET removed = $2 WHERE term = $1 AND removed IS NULL";
    INSERT = "INSERT INTO wording (term, name_sv, help_sv, name_en, help_en, hidden, place, added)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
}

fn read(row: &Row) -> Result<(Term, Wording), DatabaseError> {
    let term: String = row.get(0)?;
    let wording = Wording {
        sv: Said { name: row.get(1)?, help: row.get(2)? },
        en: Said { name: row.get(3)?, help: row.get(4)? },
        off: row.get(5)?,
        place: u32::try_from(row.get::<i64>(6)?).map_err(|e| column(6, e))?,
    };
    Ok((term.parse().map_err(|_| column(0, &term))?, wording))
}

/// The words as they were at an audit sequence number.
pub async fn as_of(tx: &mut ReadTx, seq: i64) -> Result<Words, StorageError> {
    Ok(tx.0.all(&AS_OF, &[seq.into()], read).await?.into_iter().collect())
}

/// The number that a change of a term builds on: 0 while it is as shipped.
pub async fn since(tx: &mut ReadTx, term: &Term) -> Result<i64, StorageError> {
    Ok(tx.0.optional(&SINCE, &[term.to_string().into()], |row| row.get(0)).await?.unwrap_or(0))
}

/// Writes what is decided of a term; the default wording is as shipped and leaves no row.
pub async fn set(tx: &mut WriteTx, _permit: Permit, term: &Term, wording: &Wording) -> Result<(), StorageError> {
    let seq = tx.seq();
    tx.0.execute(&REMOVE, &[term.to_string().into(), seq.into()]).await?;
    if *wording == Wording::default() {
        return Ok(());
    }
    let values = [
        term.to_string().into(),
        wording.sv.name.as_str().into(),
        wording.sv.help.as_str().into(),
        wording.en.name.as_str().into(),
        wording.en.help.as_str().into(),
        wording.off.into(),
        wording.place.into(),
        seq.into(),
    ];
    tx.0.execute(&INSERT, &values).await?;
    Ok(())
}
