//! Named places that reporters find by their name.

use crate::error::StorageError;
use crate::reports::point;
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row};
use domain::actor::Permit;
use domain::districts::DistrictCode;
use domain::ids::PlaceId;
use domain::names;
use domain::reports::NamedPlace;

statements! {
    INSERT = "INSERT INTO place (id, name, district, lon, lat, x, y, added) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
              ON CONFLICT (name) WHERE removed IS NULL DO NOTHING";
    REMOVE = "UPDATE place SET removed = $2 WHERE id = $1 AND removed IS NULL";
    EVERY = "SELECT name, district, lon, lat, x, y, id FROM place WHERE removed IS NULL ORDER BY id";
    // Places that files and reports have named often enough to be known to many.
    IN_USE = "SELECT place, district, COUNT(*) FROM incident WHERE place IS NOT NULL AND removed IS NULL AND week >= $1
              GROUP BY place, district HAVING COUNT(*) >= $2 ORDER BY COUNT(*) DESC, place LIMIT $3";
}

fn read(row: &Row) -> Result<(PlaceId, NamedPlace), DatabaseError> {
    let district = row.get::<Option<String>>(1)?.map(DistrictCode);
    Ok((PlaceId(row.get(6)?), NamedPlace { name: row.get(0)?, district, point: point(row, 2)? }))
}

/// Adds a place; `false` when one of the name is there.
pub async fn insert(tx: &mut WriteTx, _permit: Permit, id: PlaceId, place: &NamedPlace) -> Result<bool, StorageError> {
    let values = [
        id.0.into(),
        place.name.as_str().into(),
        place.district.as_ref().map(|d| d.as_str().to_owned()).into(),
        place.point.map(|p| p.lon).into(),
        place.point.map(|p| p.lat).into(),
        place.point.map(|p| p.x).into(),
        place.point.map(|p| p.y).into(),
        tx.seq().into(),
    ];
    Ok(tx.0.execute(&INSERT, &values).await? == 1)
}

/// Removes a place; `false` when there was none.
pub async fn remove(tx: &mut WriteTx, _permit: Permit, id: PlaceId) -> Result<bool, StorageError> {
    let seq = tx.seq();
    Ok(tx.0.execute(&REMOVE, &[id.0.into(), seq.into()]).await? == 1)
}

/// Every named place, oldest first.
pub async fn all(tx: &mut ReadTx) -> Result<Vec<(PlaceId, NamedPlace)>, StorageError> {
    Ok(tx.0.all(&EVERY, &[], read).await?)
}

/// The place of a name, however it is written.
pub async fn by_name(tx: &mut ReadTx, name: &str) -> Result<Option<NamedPlace>, StorageError> {
    let all: Vec<NamedPlace> = all(tx).await?.into_iter().map(|(_, place)| place).collect();
    let wanted = names::folded(name);
    let exact = all.iter().position(|p| p.name == name);
    let found = exact.or_else(|| all.iter().position(|p| names::folded(&p.name) == wanted));
    Ok(found.and_then(|i| all.into_iter().nth(i)))
}

/// Places named at least `times` times since week index `since`, most often first, with the
/// district they lay in.
pub async fn in_use(tx: &mut ReadTx, since: i64, times: u32, limit: u32) -> Result<Vec<NamedPlace>, StorageError> {
    let read = |row: &Row| {
        let district = row.get::<Option<String>>(1)?.map(DistrictCode);
        Ok(NamedPlace { name: row.get(0)?, district, point: None })
    };
    Ok(tx.0.all(&IN_USE, &[since.into(), times.into(), limit.into()], read).await?)
}
