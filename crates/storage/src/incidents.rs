//! Incident rows: adding, withdrawing, and reading the ones behind map, pulse and hot spots.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row, Value};
use domain::actor::{Permit, Visible};
use domain::categories::Category;
use domain::districts::{DistrictCode, Point};
use domain::ids::{BatchId, IncidentId, SenderId};
use domain::week::Week;
use jiff::Timestamp;

/// Condition on a row's sender: the one of the placeholder, with those that count under it in the state `$3`; every sender when there is none.
macro_rules! of_sender {
    ($n:literal) => {
        concat!(
            "(sender_id = $",
            $n,
            " OR $",
            $n,
            " IS NULL OR sender_id IN (SELECT s.id FROM sender s WHERE s.joined_into = $",
            $n,
            " AND s.joined <= $3))"
        )
    };
}
pub(crate) use of_sender;

statements! {
    INSERT = "INSERT INTO incident (id, batch_id, sender_id, row_key, fingerprint, category, subtype, district, place, start_at, end_at,
              week, hour_of_week, local_start, local_end, lon, lat, x, y, count, late, added)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
              ON CONFLICT (sender_id, row_key, fingerprint) WHERE removed IS NULL DO NOTHING";
    WITHDRAW_CHANGED = "UPDATE incident SET removed = $3 WHERE sender_id = $1 AND removed IS NULL AND batch_id <> $2
                        AND row_key IN (SELECT row_key FROM incident WHERE batch_id = $2)";
    IN_PERIOD = "SELECT id, row_key FROM incident WHERE sender_id = $1 AND batch_id <> $2 AND removed IS NULL
                 AND start_at >= $3 AND start_at <= $4 AND week >= $5 AND week <= $6";
    WITHDRAW_ONE = "UPDATE incident SET removed = $2 WHERE id = $1";
    WITHDRAW_BATCH = "UPDATE incident SET removed = $2 WHERE batch_id = $1 AND removed IS NULL";
    LATE_AND_OUTSIDE = "SELECT CAST(COALESCE(SUM(CASE WHEN late = $2 THEN 1 ELSE 0 END), 0) AS BIGINT),
                        CAST(COALESCE(SUM(CASE WHEN district IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) FROM incident WHERE batch_id = $1";
    WITHDRAWN_BY = "SELECT i.id FROM incident i JOIN batch b ON b.id = i.batch_id
                    WHERE i.sender_id = $1 AND i.removed = $2 AND b.state = 'active' ORDER BY i.id";
    BRING_BACK = "INSERT INTO incident (id, batch_id, sender_id, row_key, fingerprint, category, subtype, district, place, start_at, end_at,
                  week, hour_of_week, local_start, local_end, lon, lat, x, y, count, late, added)
                  SELECT $2, batch_id, sender_id, row_key, fingerprint, category, subtype, district, place, start_at, end_at,
                  week, hour_of_week, local_start, local_end, lon, lat, x, y, count, late, $3 FROM incident WHERE id = $1";
    OF_WEEKS = concat!("SELECT week, category, district, place, local_start, local_end, x, y, count FROM incident
                WHERE week >= $1 AND week <= $2 AND added <= $3 AND (removed IS NULL OR removed > $3)
                AND (district = $4 OR $4 IS NULL) AND (category = $5 OR $5 IS NULL) AND ", of_sender!(6), "
                AND (week < $2 OR hour_of_week < $7) AND category <> 'ARR' ORDER BY week, id");
    PLACED = "SELECT district, local_start, local_end, x, y FROM incident
              WHERE week >= $1 AND week <= $2 AND added <= $3 AND (removed IS NULL OR removed > $3)
              AND category = $4 AND subtype = $5 AND x IS NOT NULL AND y IS NOT NULL ORDER BY week, id";
}

/// A row to add.
#[derive(Clone, Debug)]
pub struct NewIncident {
    /// Identity.
    pub id: IncidentId,
    /// The sender's id of the row, or its whole content, hashed: 16 bytes.
    pub row_key: [u8; 16],
    /// Whole content, hashed: 16 bytes.
    pub fingerprint: [u8; 16],
    /// Category.
    pub category: Category,
    /// Subtype key.
    pub subtype: Option<String>,
    /// District.
    pub district: Option<DistrictCode>,
    /// Named place or street.
    pub place: Option<String>,
    /// Earliest time.
    pub start: Timestamp,
    /// Latest time.
    pub end: Option<Timestamp>,
    /// Seconds on the local clock since Monday 1970-01-05 00:00, of start and of end (= start when unknown).
    pub local: (i64, i64),
    /// Hour of the week of the start, 0–167.
    pub hour_of_week: usize,
    /// Position.
    pub point: Option<Point>,
    /// How many incidents the row stands for.
    pub count: u32,
    /// Whether its week's picture was published before the row came.
    pub late: bool,
}

/// What the computation of a picture reads of an incident.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureIncident {
    /// ISO week of the start.
    pub week: Week,
    /// Category.
    pub category: Category,
    /// District.
    pub district: Option<DistrictCode>,
    /// Named place or street.
    pub place: Option<String>,
    /// Start on the local clock, seconds since Monday 1970-01-05 00:00.
    pub local_start: i64,
    /// End on the local clock.
    pub local_end: i64,
    /// SWEREF 99 TM easting and northing, when known.
    pub position: Option<[f64; 2]>,
    /// How many incidents.
    pub count: u64,
}

/// An incident with its position: to be counted in pairs, never shown.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedIncident {
    /// District.
    pub district: Option<DistrictCode>,
    /// Start on the local clock, seconds since Monday 1970-01-05 00:00.
    pub local_start: i64,
    /// End on the local clock.
    pub local_end: i64,
    /// SWEREF 99 TM easting and northing.
    pub position: [f64; 2],
}

/// Which incidents of the store a question is about.
#[derive(Clone, Debug)]
pub struct Selection {
    /// First week.
    pub from: Week,
    /// Last week.
    pub to: Week,
    /// State of the store: audit sequence number.
    pub as_of: i64,
    /// Only this district.
    pub district: Option<DistrictCode>,
    /// Only this category.
    pub category: Option<Category>,
    /// Only this sender.
    pub sender: Option<SenderId>,
    /// Hours of the last week that have passed, 168 when it is over.
    pub hours: usize,
}

impl Selection {
    /// Values for the placeholders `$1`–`$7` shared by the statements on a selection.
    pub(crate) fn values(&self) -> [Value; 7] {
        [
            self.from.index().into(),
            self.to.index().into(),
            self.as_of.into(),
            self.district.as_ref().map(|d| d.as_str().to_owned()).into(),
            self.category.map(|c| c.code().to_owned()).into(),
            self.sender.map(|s| s.0).into(),
            i64::try_from(self.hours).unwrap_or(168).into(),
        ]
    }
}

/// Adds rows that the store does not have; answers how many were new.
pub async fn insert(
    tx: &mut WriteTx,
    _permit: Permit,
    batch: BatchId,
    sender: SenderId,
    rows: &[NewIncident],
) -> Result<u64, StorageError> {
    let seq = tx.seq();
    let mut values: Vec<Value> = Vec::with_capacity(rows.len() * 22);
    for row in rows {
        values.extend([
            row.id.0.into(),
            batch.0.into(),
            sender.0.into(),
            row.row_key.to_vec().into(),
            row.fingerprint.to_vec().into(),
            row.category.code().into(),
            row.subtype.clone().into(),
            row.district.as_ref().map(|d| d.as_str().to_owned()).into(),
            row.place.clone().into(),
            row.start.into(),
            row.end.into(),
            Week::of(row.start).index().into(),
            i64::try_from(row.hour_of_week).unwrap_or(0).into(),
            row.local.0.into(),
            row.local.1.into(),
            row.point.map(|p| p.lon).into(),
            row.point.map(|p| p.lat).into(),
            row.point.map(|p| p.x).into(),
            row.point.map(|p| p.y).into(),
            row.count.into(),
            row.late.into(),
            seq.into(),
        ]);
    }
    Ok(tx.0.insert_many(&INSERT, 22, &values).await?)
}

/// How many rows of a batch came late, and how many are in no district.
pub async fn late_and_outside(tx: &mut ReadTx, batch: BatchId) -> Result<(u64, u64), StorageError> {
    let read = |row: &Row| Ok((row.get::<i64>(0)?.unsigned_abs(), row.get::<i64>(1)?.unsigned_abs()));
    Ok(tx.0.one(&LATE_AND_OUTSIDE, &[batch.0.into(), true.into()], read).await?)
}

/// Withdraws older rows that the batch carries with the same key but other content.
pub async fn withdraw_changed(tx: &mut WriteTx, _permit: Permit, sender: SenderId, batch: BatchId) -> Result<u64, StorageError> {
    let seq = tx.seq();
    Ok(tx.0.execute(&WITHDRAW_CHANGED, &[sender.0.into(), batch.0.into(), seq.into()]).await?)
}

/// Rows of other batches of the sender that start between two instants: id and key.
pub async fn in_period(
    tx: &mut ReadTx,
    sender: SenderId,
    batch: BatchId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<(IncidentId, [u8; 16])>, StorageError> {
    let read = |row: &Row| {
        let key: Vec<u8> = row.get(1)?;
        Ok((IncidentId(row.get(0)?), key.try_into().map_err(|_| column(1, "key"))?))
    };
    let weeks: [Value; 2] = [Week::of(from).index().into(), Week::of(to).index().into()];
    let values = [sender.0.into(), batch.0.into(), from.into(), to.into(), weeks[0].clone(), weeks[1].clone()];
    Ok(tx.0.all(&IN_PERIOD, &values, read).await?)
}

/// Withdraws single rows.
pub async fn withdraw(tx: &mut WriteTx, _permit: Permit, rows: &[IncidentId]) -> Result<(), StorageError> {
    let seq = tx.seq();
    for id in rows {
        tx.0.execute(&WITHDRAW_ONE, &[id.0.into(), seq.into()]).await?;
    }
    Ok(())
}

/// Withdraws every row of a batch; answers how many.
pub async fn withdraw_batch(tx: &mut WriteTx, _permit: Permit, batch: BatchId) -> Result<u64, StorageError> {
    let seq = tx.seq();
    Ok(tx.0.execute(&WITHDRAW_BATCH, &[batch.0.into(), seq.into()]).await?)
}

/// Rows of the sender's active batches that the write `added` withdrew.
pub async fn withdrawn_by(tx: &mut ReadTx, sender: SenderId, added: i64) -> Result<Vec<IncidentId>, StorageError> {
    Ok(tx.0.all(&WITHDRAWN_BY, &[sender.0.into(), added.into()], |row| Ok(IncidentId(row.get(0)?))).await?)
}

/// Adds a withdrawn row again under a new id. The withdrawn one stays as it is: what was visible at
/// any earlier state of the store stays visible there, and nothing more.
pub async fn bring_back(tx: &mut WriteTx, _permit: Permit, row: IncidentId, new: IncidentId) -> Result<(), StorageError> {
    let seq = tx.seq();
    tx.0.execute(&BRING_BACK, &[row.0.into(), new.0.into(), seq.into()]).await?;
    Ok(())
}

/// The incidents of a selection, in a fixed order. Class B: no id, no exact time, position only
/// for gathering to a grid.
pub async fn of_weeks(tx: &mut ReadTx, _visible: Visible, selection: &Selection) -> Result<Vec<PictureIncident>, StorageError> {
    Ok(tx.0.all(&OF_WEEKS, &selection.values(), incident).await?)
}

/// Incidents of one category and subtype from week `from` to `to` that have a position, in a fixed order. Class B as [`of_weeks`].
pub async fn placed(
    tx: &mut ReadTx,
    _visible: Visible,
    (from, to): (Week, Week),
    as_of: i64,
    (category, subtype): (Category, &str),
) -> Result<Vec<PlacedIncident>, StorageError> {
    let read = |row: &Row| {
        Ok(PlacedIncident {
            district: row.get::<Option<String>>(0)?.map(DistrictCode),
            local_start: row.get(1)?,
            local_end: row.get(2)?,
            position: [row.get(3)?, row.get(4)?],
        })
    };
    let values = [from.index().into(), to.index().into(), as_of.into(), category.code().into(), subtype.into()];
    Ok(tx.0.all(&PLACED, &values, read).await?)
}

fn incident(row: &Row) -> Result<PictureIncident, DatabaseError> {
    let category: String = row.get(1)?;
    let position = row.get::<Option<f64>>(6)?.zip(row.get::<Option<f64>>(7)?);
    Ok(PictureIncident {
        week: Week::from_index(row.get(0)?),
        category: category.parse().map_err(|_| column(1, &category))?,
        district: row.get::<Option<String>>(2)?.map(DistrictCode),
        place: row.get(3)?,
        local_start: row.get(4)?,
        local_end: row.get(5)?,
        position: position.map(|(x, y)| [x, y]),
        count: row.get::<i64>(8)?.unsigned_abs(),
    })
}
