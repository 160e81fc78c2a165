//! Versions of the district boundaries.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row, Value};
use domain::actor::Permit;
use domain::districts::{District, DistrictCode, DistrictSet, DistrictShape, Polygon};
use domain::ids::{BatchId, DistrictSetId};
use jiff::civil::Date;

statements! {
    INSERT_SET = "INSERT INTO district_set (id, batch_id, valid_from, valid_to, file_name, districts, added) VALUES ($1, $2, $3, NULL, $4, $5, $6)";
    END_CURRENT = "UPDATE district_set SET valid_to = $1 WHERE valid_to IS NULL AND removed IS NULL";
    INSERT = "INSERT INTO district (set_id, position, code, name, shape, min_x, min_y, max_x, max_y) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    SETS = "SELECT id, valid_from, valid_to, file_name, districts FROM district_set WHERE removed IS NULL ORDER BY added DESC";
    ON_DAY = "SELECT id, valid_from, valid_to, file_name, districts FROM district_set
              WHERE added <= $2 AND (removed IS NULL OR removed > $2) ORDER BY
              CASE WHEN valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) THEN 0 ELSE 1 END, added DESC LIMIT 1";
    LIST = "SELECT code, name FROM district WHERE set_id = $1 ORDER BY position";
    SHAPES = "SELECT code, name, shape FROM district WHERE set_id = $1 ORDER BY position";
}

fn day(text: &str, index: usize) -> Result<Date, DatabaseError> {
    text.parse().map_err(|_| column(index, text))
}

fn set(row: &Row) -> Result<DistrictSet, DatabaseError> {
    Ok(DistrictSet {
        id: DistrictSetId(row.get(0)?),
        valid_from: day(&row.get::<String>(1)?, 1)?,
        valid_to: row.get::<Option<String>>(2)?.map(|t| day(&t, 2)).transpose()?,
        file_name: row.get(3)?,
        districts: u32::try_from(row.get::<i64>(4)?).unwrap_or(0),
    })
}

/// Puts a new version in place: the current one ends on the day this one starts.
pub async fn replace(
    tx: &mut WriteTx,
    _permit: Permit,
    set: &DistrictSet,
    batch: BatchId,
    shapes: &[DistrictShape],
) -> Result<(), StorageError> {
    tx.0.execute(&END_CURRENT, &[set.valid_from.to_string().into()]).await?;
    let values = [
        set.id.0.into(),
        batch.0.into(),
        set.valid_from.to_string().into(),
        set.file_name.as_str().into(),
        set.districts.into(),
        tx.seq().into(),
    ];
    tx.0.execute(&INSERT_SET, &values).await?;
    let mut values: Vec<Value> = Vec::with_capacity(shapes.len() * 9);
    for (position, shape) in shapes.iter().enumerate() {
        let [min_x, min_y, max_x, max_y] = bounds(&shape.parts);
        values.extend([
            set.id.0.into(),
            i64::try_from(position).unwrap_or(i64::MAX).into(),
            shape.code.as_str().into(),
            shape.name.as_str().into(),
            pack(&shape.parts).into(),
            min_x.into(),
            min_y.into(),
            max_x.into(),
            max_y.into(),
        ]);
    }
    tx.0.insert_many(&INSERT, 9, &values).await?;
    Ok(())
}

/// Every version, newest first.
pub async fn sets(tx: &mut ReadTx) -> Result<Vec<DistrictSet>, StorageError> {
    Ok(tx.0.all(&SETS, &[], set).await?)
}

/// The version that counts on a day, as known at audit sequence number `as_of`; the newest one when
/// none covers the day.
pub async fn on_day(tx: &mut ReadTx, day: Date, as_of: i64) -> Result<Option<DistrictSet>, StorageError> {
    Ok(tx.0.optional(&ON_DAY, &[day.to_string().into(), as_of.into()], set).await?)
}

/// Districts of a version in the order of its file.
pub async fn list(tx: &mut ReadTx, set: DistrictSetId) -> Result<Vec<District>, StorageError> {
    let read = |row: &Row| Ok(District { code: DistrictCode(row.get(0)?), name: row.get(1)? });
    Ok(tx.0.all(&LIST, &[set.0.into()], read).await?)
}

/// Districts of a version with their shapes in SWEREF 99 TM.
pub async fn shapes(tx: &mut ReadTx, set: DistrictSetId) -> Result<Vec<DistrictShape>, StorageError> {
    let read = |row: &Row| {
        let bytes: Vec<u8> = row.get(2)?;
        let parts = unpack(&bytes).ok_or_else(|| column(2, "shape"))?;
        Ok(DistrictShape { code: DistrictCode(row.get(0)?), name: row.get(1)?, parts })
    };
    Ok(tx.0.all(&SHAPES, &[set.0.into()], read).await?)
}

fn bounds(parts: &[Polygon]) -> [f64; 4] {
    let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    parts.iter().flatten().flatten().fold(start, |b, [x, y]| [b[0].min(*x), b[1].min(*y), b[2].max(*x), b[3].max(*y)])
}

/// Polygons as bytes: counts as 32-bit and coordinates as 64-bit little-endian numbers.
fn pack(parts: &[Polygon]) -> Vec<u8> {
    let mut out = Vec::new();
    let count = |out: &mut Vec<u8>, n: usize| out.extend(u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes());
    count(&mut out, parts.len());
    for polygon in parts {
        count(&mut out, polygon.len());
        for ring in polygon {
            count(&mut out, ring.len());
            out.extend(ring.iter().flatten().flat_map(|v| v.to_le_bytes()));
        }
    }
    out
}

fn unpack(bytes: &[u8]) -> Option<Vec<Polygon>> {
    let mut rest = bytes;
    let parts = take_count(&mut rest)?;
    let polygons = (0..parts).map(|_| {
        let rings = take_count(&mut rest)?;
        (0..rings).map(|_| take_ring(&mut rest)).collect()
    });
    polygons.collect()
}

fn take_count(rest: &mut &[u8]) -> Option<usize> {
    let (head, tail) = rest.split_first_chunk::<4>()?;
    *rest = tail;
    usize::try_from(u32::from_le_bytes(*head)).ok()
}

fn take_ring(rest: &mut &[u8]) -> Option<Vec<[f64; 2]>> {
    let points = take_count(rest)?;
    let (head, tail) = rest.split_at_checked(points.checked_mul(16)?)?;
    *rest = tail;
    let number = |bytes: &[u8]| bytes.first_chunk::<8>().map(|b| f64::from_le_bytes(*b));
    head.chunks_exact(16).map(|pair| Some([number(pair)?, number(&pair[8..])?])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_round_trip_and_cut_bytes_are_refused() {
        let parts = vec![vec![vec![[1.5, 2.5], [3.0, 4.0], [1.5, 2.5]], vec![[0.1, 0.2]]], vec![vec![]]];
        let bytes = pack(&parts);
        assert_eq!(unpack(&bytes), Some(parts));
        for cut in 0..bytes.len() {
            assert_eq!(unpack(&bytes[..cut]), None);
        }
    }
}
