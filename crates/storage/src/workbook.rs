//! Analyses kept under a name, and the pictures that refer to them.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::ids::{AccountId, ResultId};
use domain::methods::Method;
use domain::week::Week;
use domain::workbook::{Citation, NamedAnalysis, Sentence};

macro_rules! named {
    ($rest:literal) => {
        concat!(
            "SELECT s.id, a.name, s.method, s.by_account, s.by_name, s.at, a.said_sv, a.said_en
             FROM analysis a JOIN stored_result s ON s.id = a.result_id WHERE a.removed IS NULL AND s.removed IS NULL ",
            $rest
        )
    };
}

statements! {
    INSERT = "INSERT INTO analysis (result_id, name, said_sv, said_en, added) VALUES ($1, $2, $3, $4, $5)";
    END_NAME = "UPDATE analysis SET removed = $2 WHERE result_id = $1 AND removed IS NULL";
    END_RESULT = "UPDATE stored_result SET removed = $2 WHERE id = $1 AND removed IS NULL";
    END_CITATIONS = "UPDATE citation SET removed = $2 WHERE result_id = $1 AND removed IS NULL";
    EVERY = named!("ORDER BY s.added DESC LIMIT $1");
    ONE = named!("AND s.id = $1");
    CITE = "INSERT INTO citation (week, result_id, added) SELECT $1, $2, $3
            WHERE NOT EXISTS (SELECT 1 FROM citation WHERE week = $1 AND result_id = $2 AND removed IS NULL)";
    END_CITATION = "UPDATE citation SET removed = $3 WHERE week = $1 AND result_id = $2 AND removed IS NULL";
    WEEKS = "SELECT week FROM citation WHERE result_id = $1 AND removed IS NULL ORDER BY week DESC";
    OF_WEEK = "SELECT s.id, a.name, s.method, a.said_sv, a.said_en, s.at, s.output_digest FROM citation c
               JOIN analysis a ON a.result_id = c.result_id AND a.added <= $2 AND (a.removed IS NULL OR a.removed > $2)
               JOIN stored_result s ON s.id = c.result_id
               WHERE c.week = $1 AND c.added <= $2 AND (c.removed IS NULL OR c.removed > $2) ORDER BY c.added, s.id";
}

/// Gives a kept result a name, with what it said.
pub async fn name(tx: &mut WriteTx, _: Permit, id: ResultId, name: &str, said: &Sentence) -> Result<(), StorageError> {
    let seq = tx.seq();
    tx.0.execute(&END_NAME, &[id.0.into(), seq.into()]).await?;
    let values = [id.0.into(), name.into(), said.sv.as_str().into(), said.en.as_str().into(), seq.into()];
    tx.0.execute(&INSERT, &values).await?;
    Ok(())
}

/// Removes a named analysis, its result, and what refers to it from now on.
pub async fn remove(tx: &mut WriteTx, _: Permit, id: ResultId) -> Result<(), StorageError> {
    let seq = tx.seq();
    for statement in [&END_NAME, &END_RESULT, &END_CITATIONS] {
        tx.0.execute(statement, &[id.0.into(), seq.into()]).await?;
    }
    Ok(())
}

/// The newest named analyses, newest first.
pub async fn newest(tx: &mut ReadTx, most: u32) -> Result<Vec<NamedAnalysis>, StorageError> {
    Ok(tx.0.all(&EVERY, &[most.into()], named).await?)
}

/// A named analysis.
pub async fn by_id(tx: &mut ReadTx, id: ResultId) -> Result<Option<NamedAnalysis>, StorageError> {
    Ok(tx.0.optional(&ONE, &[id.0.into()], named).await?)
}

/// Lets a week's picture refer to an analysis; `false` when it does already.
pub async fn cite(tx: &mut WriteTx, _: Permit, week: Week, id: ResultId) -> Result<bool, StorageError> {
    let seq = tx.seq();
    Ok(tx.0.execute(&CITE, &[week.index().into(), id.0.into(), seq.into()]).await? == 1)
}

/// Lets it no longer; `false` when it did not.
pub async fn end_citation(tx: &mut WriteTx, _: Permit, week: Week, id: ResultId) -> Result<bool, StorageError> {
    let seq = tx.seq();
    Ok(tx.0.execute(&END_CITATION, &[week.index().into(), id.0.into(), seq.into()]).await? == 1)
}

/// Weeks whose pictures refer to an analysis, newest first.
pub async fn weeks_citing(tx: &mut ReadTx, id: ResultId) -> Result<Vec<Week>, StorageError> {
    Ok(tx.0.all(&WEEKS, &[id.0.into()], |row| Ok(Week::from_index(row.get(0)?))).await?)
}

/// What a week's picture refers to in a state of the store, in the order it was put there.
pub async fn citations(tx: &mut ReadTx, week: Week, as_of: i64) -> Result<Vec<Citation>, StorageError> {
    let read = |row: &Row| {
        Ok(Citation {
            result: ResultId(row.get(0)?),
            name: row.get(1)?,
            method: method(row, 2)?,
            said: Sentence { sv: row.get(3)?, en: row.get(4)? },
            at: row.get(5)?,
            digest: row.get(6)?,
        })
    };
    Ok(tx.0.all(&OF_WEEK, &[week.index().into(), as_of.into()], read).await?)
}

fn method(row: &Row, index: usize) -> Result<Method, DatabaseError> {
    let key: String = row.get(index)?;
    Method::from_key(&key).ok_or_else(|| column(index, &key))
}

fn named(row: &Row) -> Result<NamedAnalysis, DatabaseError> {
    Ok(NamedAnalysis {
        id: ResultId(row.get(0)?),
        name: row.get(1)?,
        method: method(row, 2)?,
        account: row.get::<Option<[u8; 16]>>(3)?.map(AccountId),
        by: row.get(4)?,
        at: row.get(5)?,
        said: Sentence { sv: row.get(6)?, en: row.get(7)? },
    })
}
