//! States of weeks and the published versions of their pictures.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::pictures::{PictureState, Publication};
use domain::week::Week;
use jiff::Timestamp;
use std::collections::BTreeMap;

statements! {
    STATE = "SELECT state, at, version FROM picture_week WHERE week = $1";
    STATES = "SELECT week, state, at, version FROM picture_week ORDER BY week DESC";
    SAVE = "INSERT INTO picture_week (week, state, at, version) VALUES ($1, $2, $3, $4)
            ON CONFLICT (week) DO UPDATE SET state = excluded.state, at = excluded.at, version = excluded.version";
    PUBLISH = "INSERT INTO picture_version (week, version, at, by_name, correction, as_of, digest, content) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    VERSIONS = "SELECT version, at, by_name, correction, as_of, digest FROM picture_version WHERE week = $1 ORDER BY version DESC";
    CONTENT = "SELECT content FROM picture_version WHERE week = $1 AND version = $2";
    BEFORE = "SELECT week, version, as_of FROM picture_version WHERE week < $1 AND as_of <= $2 ORDER BY week DESC, version";
    PUBLISHED = "SELECT DISTINCT week FROM picture_version";
}

/// A published version without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRow {
    /// Who, when, why.
    pub publication: Publication,
    /// Audit sequence number of the store's state that it shows.
    pub as_of: i64,
    /// Digest of its inputs.
    pub digest: String,
}

fn version(row: &Row) -> Result<VersionRow, DatabaseError> {
    let publication = Publication {
        version: u32::try_from(row.get::<i64>(0)?).map_err(|e| column(0, e))?,
        at: row.get(1)?,
        by: row.get(2)?,
        correction: row.get(3)?,
    };
    Ok(VersionRow { publication, as_of: row.get(4)?, digest: row.get(5)? })
}

/// Versions of a week, newest first.
pub async fn versions(tx: &mut ReadTx, week: Week) -> Result<Vec<VersionRow>, StorageError> {
    Ok(tx.0.all(&VERSIONS, &[week.index().into()], version).await?)
}

/// State of a week; open when nothing has been said.
pub async fn state(tx: &mut ReadTx, week: Week) -> Result<PictureState, StorageError> {
    let read = |row: &Row| Ok((row.get::<String>(0)?, row.get::<Timestamp>(1)?));
    let Some((key, at)) = tx.0.optional(&STATE, &[week.index().into()], read).await? else {
        return Ok(PictureState::Open);
    };
    let newest = versions(tx, week).await?.into_iter().next();
    build(&key, at, newest.map(|v| v.publication)).ok_or_else(|| crate::error::stored(key))
}

fn build(key: &str, at: Timestamp, newest: Option<Publication>) -> Option<PictureState> {
    Some(match key {
        "open" => PictureState::Open,
        "closed" => PictureState::Closed { at },
        "draft" => PictureState::Draft { at },
        "assessed" => PictureState::Assessed { at },
        "published" => PictureState::Published(newest?),
        _ => return None,
    })
}

/// Weeks that have a state, newest first: week and state key.
pub async fn state_keys(tx: &mut ReadTx) -> Result<Vec<(Week, String)>, StorageError> {
    Ok(tx.0.all(&STATES, &[], |row| Ok((Week::from_index(row.get(0)?), row.get(1)?))).await?)
}

/// Writes the state of a week.
pub async fn save_state(tx: &mut WriteTx, _permit: Permit, week: Week, state: &PictureState) -> Result<(), StorageError> {
    let now = tx.now();
    let (at, version) = match state {
        PictureState::Open => (now, 0),
        PictureState::Closed { at } | PictureState::Draft { at } | PictureState::Assessed { at } => (*at, 0),
        PictureState::Published(p) => (p.at, i64::from(p.version)),
    };
    tx.0.execute(&SAVE, &[week.index().into(), state.key().into(), at.into(), version.into()]).await?;
    Ok(())
}

/// Freezes a version: `content` is the whole picture as JSON text.
pub async fn publish(tx: &mut WriteTx, _permit: Permit, week: Week, version: &VersionRow, content: &str) -> Result<(), StorageError> {
    let p = &version.publication;
    let values = [
        week.index().into(),
        p.version.into(),
        p.at.into(),
        p.by.as_str().into(),
        p.correction.clone().into(),
        version.as_of.into(),
        version.digest.as_str().into(),
        content.into(),
    ];
    tx.0.execute(&PUBLISH, &values).await?;
    Ok(())
}

/// The frozen picture of a version as JSON text.
pub async fn content(tx: &mut ReadTx, week: Week, version: u32) -> Result<Option<String>, StorageError> {
    Ok(tx.0.optional(&CONTENT, &[week.index().into(), version.into()], |row| row.get(0)).await?)
}

/// For each published week before `week`: up to which state of the store its rows are already told,
/// by its own newest version or by the first version of a week between. `as_of` is the state asked from.
pub async fn told_before(tx: &mut ReadTx, week: Week, as_of: i64) -> Result<BTreeMap<Week, i64>, StorageError> {
    let read = |row: &Row| Ok((Week::from_index(row.get(0)?), row.get::<i64>(1)?, row.get::<i64>(2)?));
    let mut told: BTreeMap<Week, i64> = BTreeMap::new();
    // Newest week first. A correction tells its own week alone: few look back at it.
    let (mut by_later, mut by_this) = (0, (week, 0));
    for (week, version, as_of) in tx.0.all(&BEFORE, &[week.index().into(), as_of.into()], read).await? {
        if by_this.0 != week {
            by_later = by_this.1.max(by_later);
            by_this = (week, 0);
        }
        if version == 1 {
            by_this.1 = as_of;
        }
        let known = told.entry(week).or_insert(by_later);
        *known = as_of.max(*known);
    }
    Ok(told)
}

/// Weeks with a published picture.
pub async fn published_weeks(tx: &mut ReadTx) -> Result<Vec<Week>, StorageError> {
    Ok(tx.0.all(&PUBLISHED, &[], |row| Ok(Week::from_index(row.get(0)?))).await?)
}
