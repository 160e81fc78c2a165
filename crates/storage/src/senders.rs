//! Senders of files and the mapping each used last.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::ids::SenderId;
use domain::imports::{DateOrder, Field, Mapping, Sender};

statements! {
    EVERY = "SELECT id, name, mapping, weekly, organisation FROM sender ORDER BY name";
    BY_NAME = "SELECT id, name, mapping, weekly, organisation FROM sender WHERE LOWER(name) = LOWER($1)";
    BY_ORGANISATION = "SELECT id, name, mapping, weekly, organisation FROM sender WHERE organisation = $1";
    INSERT = "INSERT INTO sender (id, name, mapping, weekly, organisation) VALUES ($1, $2, $3, $4, $5)";
    SAVE_MAPPING = "UPDATE sender SET mapping = $2 WHERE id = $1";
    SAVE_WEEKLY = "UPDATE sender SET weekly = $2 WHERE id = $1";
}

fn sender(row: &Row) -> Result<Sender, DatabaseError> {
    let mapping: Option<String> = row.get(2)?;
    let mapping = mapping.map(|text| read_mapping(&text).ok_or_else(|| column(2, "mapping"))).transpose()?;
    Ok(Sender { id: SenderId(row.get(0)?), name: row.get(1)?, mapping, weekly: row.get(3)?, organisation: row.get(4)? })
}

/// Every sender, by name.
pub async fn all(tx: &mut ReadTx) -> Result<Vec<Sender>, StorageError> {
    Ok(tx.0.all(&EVERY, &[], sender).await?)
}

/// The sender of a name, whatever its case.
pub async fn by_name(tx: &mut ReadTx, name: &str) -> Result<Option<Sender>, StorageError> {
    Ok(tx.0.optional(&BY_NAME, &[name.into()], sender).await?)
}

/// The sender that stands for the reports of an organisation's people.
pub async fn by_organisation(tx: &mut ReadTx, organisation: &str) -> Result<Option<Sender>, StorageError> {
    Ok(tx.0.optional(&BY_ORGANISATION, &[organisation.into()], sender).await?)
}

/// Adds a sender.
pub async fn insert(tx: &mut WriteTx, _permit: Permit, sender: &Sender) -> Result<(), StorageError> {
    let mapping = sender.mapping.as_ref().map(write_mapping);
    let values =
        [sender.id.0.into(), sender.name.as_str().into(), mapping.into(), sender.weekly.into(), sender.organisation.clone().into()];
    tx.0.execute(&INSERT, &values).await?;
    Ok(())
}

/// Remembers the mapping that a sender's file was read with.
pub async fn save_mapping(tx: &mut WriteTx, _permit: Permit, id: SenderId, mapping: &Mapping) -> Result<(), StorageError> {
    tx.0.execute(&SAVE_MAPPING, &[id.0.into(), write_mapping(mapping).into()]).await?;
    Ok(())
}

/// Sets whether something is expected from a sender every week.
pub async fn save_weekly(tx: &mut WriteTx, _permit: Permit, id: SenderId, weekly: bool) -> Result<(), StorageError> {
    tx.0.execute(&SAVE_WEEKLY, &[id.0.into(), weekly.into()]).await?;
    Ok(())
}

/// A mapping as JSON: field keys to headers, and `dates`.
fn write_mapping(mapping: &Mapping) -> String {
    let columns: serde_json::Map<_, _> = mapping.columns.iter().map(|(f, h)| (f.key().to_owned(), h.clone().into())).collect();
    serde_json::json!({ "columns": columns, "dates": date_order_key(mapping.dates) }).to_string()
}

fn read_mapping(text: &str) -> Option<Mapping> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let columns = value.get("columns")?.as_object()?.iter();
    let columns = columns.map(|(k, h)| Some((Field::from_key(k)?, h.as_str()?.to_owned()))).collect::<Option<_>>()?;
    let dates = value.get("dates")?.as_str()?;
    let dates = [DateOrder::YearFirst, DateOrder::MonthFirst, DateOrder::DayFirst].into_iter().find(|d| date_order_key(*d) == dates)?;
    Some(Mapping { columns, dates })
}

fn date_order_key(order: DateOrder) -> &'static str {
    match order {
        DateOrder::YearFirst => "year-first",
        DateOrder::MonthFirst => "month-first",
        DateOrder::DayFirst => "day-first",
    }
}
