//! Which organisation the rows of a tenant's store refer to: ids in place of the names of older rows, and rows given to the
//! organisation that an administrator says it was.

use crate::error::{StorageError, column};
use crate::meetings::content;
use crate::stores::{OperationalTx, ReadTx, WriteTx};
use crate::{senders, statements};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::ids::{OrganisationId, SenderId};
use domain::organisations::{NamedOrganisation, OrganisationKind};
use std::collections::{BTreeMap, BTreeSet};

statements! {
    IS_FILLED = "SELECT done FROM upgrade_step WHERE name = 'organisation-ids'";
    FILLED = "UPDATE upgrade_step SET done = TRUE WHERE name = 'organisation-ids'";
    SENDERS = "SELECT DISTINCT organisation FROM sender WHERE organisation IS NOT NULL AND organisation_id IS NULL";
    REPORTS = "SELECT DISTINCT organisation, organisation_kind FROM report WHERE organisation_id IS NULL";
    OWNERS = "SELECT DISTINCT owner_name, owner_kind FROM action_version WHERE owner_id IS NULL";
    MINUTES = "SELECT week, section, version, content FROM meeting_section WHERE section IN ('attendance', 'round')";
    FILL_SENDER = "UPDATE sender SET organisation_id = $2 WHERE organisation = $1 AND organisation_id IS NULL";
    FILL_REPORTS = "UPDATE report SET organisation_id = $3 WHERE organisation = $1 AND organisation_kind = $2 AND organisation_id IS NULL";
    FILL_OWNERS = "UPDATE action_version SET owner_id = $3 WHERE owner_name = $1 AND owner_kind = $2 AND owner_id IS NULL";
    WRITE_MINUTES = "UPDATE meeting_section SET content = $4 WHERE week = $1 AND section = $2 AND version = $3";
    JOINED = "SELECT organisation_id FROM organisation_join";
    NOTE_JOIN = "INSERT INTO organisation_join (organisation_id, into_id, added) VALUES ($1, $2, $3)";
    JOIN_REPORTS = "UPDATE report SET organisation_id = $2 WHERE organisation_id = $1";
    JOIN_OWNERS = "UPDATE action_version SET owner_id = $2 WHERE owner_id = $1";
}

/// A section of minutes as it is stored.
struct SectionRow {
    week: i64,
    section: String,
    version: i64,
    content: String,
}

async fn minutes(tx: &mut ReadTx) -> Result<Vec<SectionRow>, StorageError> {
    let read = |row: &Row| Ok(SectionRow { week: row.get(0)?, section: row.get(1)?, version: row.get(2)?, content: row.get(3)? });
    Ok(tx.0.all(&MINUTES, &[], read).await?)
}

fn kind(row: &Row, index: usize) -> Result<OrganisationKind, DatabaseError> {
    let key: String = row.get(index)?;
    OrganisationKind::from_key(&key).ok_or_else(|| column(index, &key))
}

/// The organisations that rows name without an id; `None` once every row of the store has one.
pub async fn named(tx: &mut ReadTx) -> Result<Option<BTreeSet<NamedOrganisation>>, StorageError> {
    if tx.0.one(&IS_FILLED, &[], |row| row.get::<bool>(0)).await? {
        return Ok(None);
    }
    let bare = |row: &Row| Ok(NamedOrganisation { name: row.get(0)?, kind: None });
    let whole = |row: &Row| Ok(NamedOrganisation { name: row.get(0)?, kind: Some(kind(row, 1)?) });
    let mut found: BTreeSet<NamedOrganisation> = tx.0.all(&SENDERS, &[], bare).await?.into_iter().collect();
    found.extend(tx.0.all(&REPORTS, &[], whole).await?);
    found.extend(tx.0.all(&OWNERS, &[], whole).await?);
    for row in minutes(tx).await? {
        found.extend(content::names(&row.content).map_err(|e| column(3, e))?);
    }
    Ok(Some(found))
}

/// Notes that no row lacks an id, in a store where none did.
pub async fn note_filled(tx: &mut OperationalTx) -> Result<(), StorageError> {
    tx.0.execute(&FILLED, &[]).await?;
    Ok(())
}

/// Gives every row that names an organisation its id. Returns how many rows got one.
pub async fn fill(
    tx: &mut WriteTx,
    _permit: Permit,
    ids: &BTreeMap<NamedOrganisation, (OrganisationId, OrganisationKind)>,
) -> Result<u64, StorageError> {
    let mut rows = 0;
    for (named, (id, _)) in ids {
        let name = named.name.as_str();
        match named.kind {
            None => rows += tx.0.execute(&FILL_SENDER, &[name.into(), id.0.into()]).await?,
            Some(kind) => {
                let values = [name.into(), kind.key().into(), id.0.into()];
                rows += tx.0.execute(&FILL_REPORTS, &values).await?;
                rows += tx.0.execute(&FILL_OWNERS, &values).await?;
            }
        }
    }
    let find = |named: &NamedOrganisation| ids.get(named).copied();
    rows += rewrite(tx, |text| content::with_ids(text, find)).await?;
    tx.0.execute(&FILLED, &[]).await?;
    Ok(rows)
}

/// Rewrites the sections of minutes that `change` alters. Returns how many there were.
async fn rewrite(tx: &mut WriteTx, change: impl Fn(&str) -> Result<String, String>) -> Result<u64, StorageError> {
    let mut rows = 0;
    for row in minutes(tx).await? {
        let text = change(&row.content).map_err(|e| column(3, e))?;
        if text != row.content {
            rows += tx.0.execute(&WRITE_MINUTES, &[row.week.into(), row.section.into(), row.version.into(), text.into()]).await?;
        }
    }
    Ok(rows)
}

/// Organisations whose rows have been given to another.
pub async fn joined(tx: &mut ReadTx) -> Result<BTreeSet<OrganisationId>, StorageError> {
    Ok(tx.0.all(&JOINED, &[], |row| Ok(OrganisationId(row.get(0)?))).await?.into_iter().collect())
}

/// Gives every row of one organisation to another: reports, actions, minutes and the source of its people's reports. The names at the
/// time stay, and so does what earlier states of the store say of the source. Returns how many rows, the source left out.
pub async fn join(tx: &mut WriteTx, permit: Permit, from: OrganisationId, into: OrganisationId) -> Result<u64, StorageError> {
    let values = [from.0.into(), into.0.into()];
    let mut rows = tx.0.execute(&JOIN_REPORTS, &values).await?;
    rows += tx.0.execute(&JOIN_OWNERS, &values).await?;
    rows += rewrite(tx, |text| content::joined(text, from, into)).await?;
    if let Some(sender) = senders::by_organisation(tx, from).await? {
        let own: Option<SenderId> = senders::by_organisation(tx, into).await?.map(|s| s.id);
        match own {
            Some(own) => senders::join(tx, permit, sender.id, own).await?,
            None => senders::give(tx, permit, sender.id, into).await?,
        }
    }
    let seq = tx.seq();
    tx.0.execute(&NOTE_JOIN, &[from.0.into(), into.0.into(), seq.into()]).await?;
    Ok(rows)
}
