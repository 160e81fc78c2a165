//! Senders of files and the mapping each used last.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::ids::{OrganisationId, SenderId};
use domain::imports::{DateOrder, Field, Mapping, Sender};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};

statements! {
    // What each was called at audit sequence number $1; those that counted under another by then are left out.
    AS_OF = "SELECT s.id, COALESCE((SELECT n.name FROM sender_former_name n WHERE n.sender_id = s.id AND n.until > $1 ORDER BY n.until LIMIT 1), s.name),
             s.mapping, s.weekly, s.organisation_id FROM sender s WHERE s.joined IS NULL OR s.joined > $1";
    NAMES = "SELECT sender_id, name, until FROM sender_former_name";
    OWN_NAMES = "SELECT id, name FROM sender";
    JOINED = "SELECT id, joined_into FROM sender WHERE joined <= $1 AND joined_into IS NOT NULL";
    BY_ORGANISATION = "SELECT id, name, mapping, weekly, organisation_id FROM sender WHERE organisation_id = $1 AND joined IS NULL";
    INSERT = "INSERT INTO sender (id, name, mapping, weekly, organisation_id) VALUES ($1, $2, $3, $4, $5)";
    SAVE_MAPPING = "UPDATE sender SET mapping = $2 WHERE id = $1";
    SAVE_WEEKLY = "UPDATE sender SET weekly = $2 WHERE id = $1";
    KEEP_NAME = "INSERT INTO sender_former_name (sender_id, name, until) SELECT id, name, $2 FROM sender WHERE id = $1
                 ON CONFLICT (sender_id, until) DO NOTHING";
    RENAME = "UPDATE sender SET name = $2 WHERE id = $1";
    GIVE = "UPDATE sender SET organisation_id = $2 WHERE id = $1";
    JOIN = "UPDATE sender SET joined_into = $2, joined = $3 WHERE id = $1";
}

fn sender(row: &Row) -> Result<Sender, DatabaseError> {
    let mapping: Option<String> = row.get(2)?;
    let mapping = mapping.map(|text| read_mapping(&text).ok_or_else(|| column(2, "mapping"))).transpose()?;
    let organisation = row.get::<Option<[u8; 16]>>(4)?.map(OrganisationId);
    Ok(Sender { id: SenderId(row.get(0)?), name: row.get(1)?, mapping, weekly: row.get(3)?, organisation })
}

/// Every sender as of audit sequence number `as_of`, in the same order on both databases.
pub async fn as_of(tx: &mut ReadTx, as_of: i64) -> Result<Vec<Sender>, StorageError> {
    let mut senders = tx.0.all(&AS_OF, &[as_of.into()], sender).await?;
    senders.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(senders)
}

/// Every sender as it is now.
pub async fn all(tx: &mut ReadTx) -> Result<Vec<Sender>, StorageError> {
    as_of(tx, i64::MAX).await
}

/// What each sender that rows may have is called now. One that was joined with another is called as that one is.
pub async fn current_names(tx: &mut ReadTx) -> Result<HashMap<SenderId, String>, StorageError> {
    let joined = Joined::read(tx, i64::MAX).await?;
    let own: HashMap<SenderId, String> = taken(tx).await?.into_iter().collect();
    Ok(own.iter().map(|(id, name)| (*id, own.get(&joined.id(*id)).unwrap_or(name).clone())).collect())
}

/// The sender of a name, whatever its case; the one that was called so last when none is called so now, for files that come under the
/// name they always had.
pub async fn by_name(tx: &mut ReadTx, name: &str) -> Result<Option<Sender>, StorageError> {
    let id = meant(tx, name, i64::MAX).await?;
    Ok(all(tx).await?.into_iter().find(|s| Some(s.id) == id))
}

/// Names that a new sender cannot have: of every sender there is or was.
pub async fn taken(tx: &mut ReadTx) -> Result<Vec<(SenderId, String)>, StorageError> {
    Ok(tx.0.all(&OWN_NAMES, &[], |row| Ok((SenderId(row.get(0)?), row.get(1)?))).await?)
}

/// The sender that a name means in a question asked of the state at `as_of`: the one called so then, else the one that was called so
/// last. Addresses and kept questions hold names.
pub async fn meant(tx: &mut ReadTx, name: &str, as_of: i64) -> Result<Option<SenderId>, StorageError> {
    let wanted = name.to_lowercase();
    let is_wanted = |name: &str| name.to_lowercase() == wanted;
    if let Some(known) = self::as_of(tx, as_of).await?.iter().find(|s| is_wanted(&s.name)) {
        return Ok(Some(known.id));
    }
    let former = tx.0.all(&NAMES, &[], |row| Ok((SenderId(row.get(0)?), row.get::<String>(1)?, row.get::<i64>(2)?))).await?;
    let own = tx.0.all(&OWN_NAMES, &[], |row| Ok((SenderId(row.get(0)?), row.get::<String>(1)?, i64::MAX))).await?;
    let called = former.into_iter().chain(own).filter(|(_, name, _)| is_wanted(name));
    let last = called.max_by_key(|(_, _, until)| *until).map(|(id, _, _)| id);
    let joined = Joined::read(tx, as_of).await?;
    Ok(last.map(|id| joined.id(id)))
}

/// The sender that stands for the reports of an organisation's people.
pub async fn by_organisation(tx: &mut ReadTx, organisation: OrganisationId) -> Result<Option<Sender>, StorageError> {
    Ok(tx.0.optional(&BY_ORGANISATION, &[organisation.0.into()], sender).await?)
}

/// Senders that count under another, as of a state of the store.
pub(crate) struct Joined(HashMap<SenderId, SenderId>);

impl Joined {
    pub(crate) async fn read(tx: &mut ReadTx, as_of: i64) -> Result<Self, StorageError> {
        let pair = |row: &Row| Ok((SenderId(row.get(0)?), SenderId(row.get(1)?)));
        Ok(Self(tx.0.all(&JOINED, &[as_of.into()], pair).await?.into_iter().collect()))
    }

    /// The sender that one counts under: itself, when it was not joined.
    pub(crate) fn id(&self, id: SenderId) -> SenderId {
        self.0.get(&id).copied().unwrap_or(id)
    }

    /// Rows by key with their numbers, where those that now have one key are one. Rows keep their order when none was joined.
    pub(crate) fn summed<K: Ord, N>(&self, rows: Vec<(K, N)>, key: impl Fn(&Self, K) -> K, sum: impl Fn(&mut N, N)) -> Vec<(K, N)> {
        if self.0.is_empty() {
            return rows;
        }
        let mut by_key: BTreeMap<K, N> = BTreeMap::new();
        for (k, n) in rows {
            match by_key.entry(key(self, k)) {
                Entry::Vacant(free) => {
                    free.insert(n);
                }
                Entry::Occupied(mut known) => sum(known.get_mut(), n),
            }
        }
        by_key.into_iter().collect()
    }
}

/// Adds a sender.
pub async fn insert(tx: &mut WriteTx, _permit: Permit, sender: &Sender) -> Result<(), StorageError> {
    let mapping = sender.mapping.as_ref().map(write_mapping);
    let organisation = sender.organisation.map(|id| id.0);
    let values = [sender.id.0.into(), sender.name.as_str().into(), mapping.into(), sender.weekly.into(), organisation.into()];
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

/// Calls a sender something else from now on. What it was called stays with earlier states of the store.
pub async fn rename(tx: &mut WriteTx, _permit: Permit, id: SenderId, name: &str) -> Result<(), StorageError> {
    let seq = tx.seq();
    tx.0.execute(&KEEP_NAME, &[id.0.into(), seq.into()]).await?;
    tx.0.execute(&RENAME, &[id.0.into(), name.into()]).await?;
    Ok(())
}

/// Makes a sender stand for another organisation's people.
pub async fn give(tx: &mut WriteTx, _permit: Permit, id: SenderId, organisation: OrganisationId) -> Result<(), StorageError> {
    tx.0.execute(&GIVE, &[id.0.into(), organisation.0.into()]).await?;
    Ok(())
}

/// Counts a sender's incidents under another one from now on.
pub async fn join(tx: &mut WriteTx, _permit: Permit, id: SenderId, into: SenderId) -> Result<(), StorageError> {
    let seq = tx.seq();
    tx.0.execute(&JOIN, &[id.0.into(), into.0.into(), seq.into()]).await?;
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
