//! Kept results.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::ids::{AccountId, ActionId, ResultId};
use domain::methods::Method;
use domain::results::StoredResult;

statements! {
    // The name stands in the table of analyses, where it can change.
    INSERT = "INSERT INTO stored_result (id, at, by_account, by_name, method, name, action_id, analysis, question, as_of, input_digest,
              output, output_digest, added) VALUES ($1, $2, $3, $4, $5, '', $6, $7, $8, $9, $10, $11, $12, $13)";
    BY_ID = "SELECT id, at, by_name, method, action_id, analysis, question, as_of, input_digest, output, output_digest
             FROM stored_result WHERE id = $1 AND removed IS NULL";
    OF_ACTION = "SELECT id, at, by_name, method, action_id, analysis, question, as_of, input_digest, output, output_digest
                 FROM stored_result WHERE action_id = $1 AND removed IS NULL ORDER BY added DESC LIMIT 1";
}

/// Keeps a result.
pub async fn keep(tx: &mut WriteTx, _: Permit, account: Option<AccountId>, result: &StoredResult) -> Result<(), StorageError> {
    let seq = tx.seq();
    let values = [
        result.id.0.into(),
        result.at.into(),
        account.map(|a| a.0).into(),
        result.by.as_str().into(),
        result.method.key().into(),
        result.action.map(|a| a.0).into(),
        result.analysis.as_str().into(),
        result.question.as_str().into(),
        result.as_of.into(),
        result.input_digest.as_str().into(),
        result.output.as_str().into(),
        result.output_digest.as_str().into(),
        seq.into(),
    ];
    tx.0.execute(&INSERT, &values).await?;
    Ok(())
}

/// A result.
pub async fn by_id(tx: &mut ReadTx, id: ResultId) -> Result<Option<StoredResult>, StorageError> {
    Ok(tx.0.optional(&BY_ID, &[id.0.into()], read).await?)
}

/// The newest result kept about an action.
pub async fn of_action(tx: &mut ReadTx, id: ActionId) -> Result<Option<StoredResult>, StorageError> {
    Ok(tx.0.optional(&OF_ACTION, &[id.0.into()], read).await?)
}

fn read(row: &Row) -> Result<StoredResult, DatabaseError> {
    let method: String = row.get(3)?;
    Ok(StoredResult {
        id: ResultId(row.get(0)?),
        at: row.get(1)?,
        by: row.get(2)?,
        method: Method::from_key(&method).ok_or_else(|| column(3, &method))?,
        action: row.get::<Option<[u8; 16]>>(4)?.map(ActionId),
        analysis: row.get(5)?,
        question: row.get(6)?,
        as_of: row.get(7)?,
        input_digest: row.get(8)?,
        output: row.get(9)?,
        output_digest: row.get(10)?,
    })
}
