//! The tenant's editable table from senders' codes to categories.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::categories::CodeMapping;

statements! {
    EVERY = "SELECT code, category, subtype FROM code ORDER BY code";
    CLEAR = "DELETE FROM code";
    INSERT = "INSERT INTO code (code, category, subtype) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING";
}

fn mapping(row: &Row) -> Result<CodeMapping, DatabaseError> {
    let category: String = row.get(1)?;
    Ok(CodeMapping { code: row.get(0)?, category: category.parse().map_err(|_| column(1, &category))?, subtype: row.get(2)? })
}

/// The whole table, by code.
pub async fn all(tx: &mut ReadTx) -> Result<Vec<CodeMapping>, StorageError> {
    Ok(tx.0.all(&EVERY, &[], mapping).await?)
}

/// Puts this table in place of the old one.
pub async fn replace(tx: &mut WriteTx, permit: Permit, table: &[CodeMapping]) -> Result<(), StorageError> {
    tx.0.execute(&CLEAR, &[]).await?;
    add(tx, permit, table).await
}

/// Adds rows whose code the table does not have yet.
pub async fn add(tx: &mut WriteTx, _permit: Permit, table: &[CodeMapping]) -> Result<(), StorageError> {
    let row = |m: &CodeMapping| [m.code.as_str().into(), m.category.code().into(), m.subtype.clone().into()];
    let values: Vec<_> = table.iter().flat_map(row).collect();
    tx.0.insert_many(&INSERT, 3, &values).await?;
    Ok(())
}
