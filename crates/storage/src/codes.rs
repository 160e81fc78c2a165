//! The tenant's editable table from senders' codes to categories.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::categories::CodeMapping;

statements! {
    EVERY = "SELECT code, category, subtype FROM code ORDER BY code";
    REMOVE = "DELETE FROM code WHERE code = $1";
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

/// Removes a code as it is written; `false` when the table has none such.
pub async fn remove(tx: &mut WriteTx, _permit: Permit, code: &str) -> Result<bool, StorageError> {
    Ok(tx.0.execute(&REMOVE, &[code.into()]).await? == 1)
}

/// Adds rows whose code the table does not have yet.
pub async fn add(tx: &mut WriteTx, _permit: Permit, table: &[CodeMapping]) -> Result<(), StorageError> {
    let row = |m: &CodeMapping| [m.code.as_str().into(), m.category.code().into(), m.subtype.clone().into()];
    let values: Vec<_> = table.iter().flat_map(row).collect();
    tx.0.insert_many(&INSERT, 3, &values).await?;
    Ok(())
}
