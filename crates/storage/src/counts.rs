//! Counts behind the comparisons: grouped in the database over one covering index.

use crate::error::{StorageError, column};
use crate::incidents::{Selection, any_reported, of_any, of_one, of_sender, reported};
use crate::senders::Joined;
use crate::statements;
use crate::stores::ReadTx;
use database::Row;
use domain::actor::Visible;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::ids::SenderId;
use domain::week::{HOURS_OF_WEEK, Week};
use jiff::Timestamp;
use std::collections::BTreeMap;

macro_rules! cube {
    ($sender:ident) => {
        concat!(
            "SELECT week, district, category, CAST(SUM(count) AS BIGINT) FROM incident
            WHERE week >= $1 AND week <= $2 AND added <= $3 AND (removed IS NULL OR removed > $3)
            AND (district = $4 OR $4 IS NULL) AND (category = $5 OR $5 IS NULL) AND ",
            $sender!(),
            "
            AND hour_of_week < $7 AND category <> 'ARR' GROUP BY week, district, category ORDER BY week, district, category"
        )
    };
}

macro_rules! series {
    ($sender:ident) => {
        concat!(
            "SELECT week, CAST(SUM(count) AS BIGINT) FROM incident
              WHERE week >= $1 AND week <= $2 AND added <= $3 AND (removed IS NULL OR removed > $3)
              AND (district = $4 OR $4 IS NULL) AND (category = $5 OR $5 IS NULL) AND ",
            $sender!(),
            "
              AND hour_of_week < $7 AND category <> 'ARR' GROUP BY week ORDER BY week"
        )
    };
}

// An incident counts under each of its sources: under the one that counts, and under every other one once.
macro_rules! by_sender {
    ($counted:expr, $beside:expr) => {
        concat!(
            "SELECT sender_id, week, CAST(SUM(count) AS BIGINT) FROM
              (SELECT sender_id, week, count, hour_of_week, district, category FROM incident
               WHERE week >= $1 AND week <= $2 AND added <= $3 AND (removed IS NULL OR removed > $3) AND ",
            $counted,
            " UNION ALL SELECT s.sender_id, i.week, i.count, i.hour_of_week, i.district, i.category
               FROM (SELECT DISTINCT COALESCE(j.joined_into, n.sender_id) AS sender_id, n.incident_id FROM incident_source n
                     LEFT JOIN sender j ON j.id = n.sender_id AND j.joined <= $3
                     WHERE n.week >= $1 - 1 AND n.week <= $2 + 1 AND n.added <= $3 AND (n.removed IS NULL OR n.removed > $3)) AS s
               JOIN incident i ON i.id = s.incident_id LEFT JOIN sender o ON o.id = i.sender_id AND o.joined <= $3
               WHERE COALESCE(o.joined_into, i.sender_id) <> s.sender_id AND i.week >= $1 AND i.week <= $2 AND i.added <= $3
               AND (i.removed IS NULL OR i.removed > $3) AND ",
            $beside,
            ") AS told
              WHERE (district = $4 OR $4 IS NULL) AND (category = $5 OR $5 IS NULL) AND ",
            of_sender!(6),
            " AND hour_of_week < $7 AND category <> 'ARR' GROUP BY sender_id, week ORDER BY sender_id, week"
        )
    };
}

macro_rules! late {
    ($sender:ident) => {
        concat!(
            "SELECT week, added, CAST(SUM(count) AS BIGINT) FROM incident
              WHERE late = $10 AND added > $11 AND week >= $1 AND week <= $2 AND added <= $3 AND (removed IS NULL OR removed > $3)
              AND (district = $4 OR $4 IS NULL) AND (category = $5 OR $5 IS NULL) AND ",
            $sender!(),
            " AND hour_of_week < $7 AND category <> 'ARR' GROUP BY week, added ORDER BY week, added"
        )
    };
}

statements! {
    // Every week is cut at the same hour, so that an unfinished week is compared with equal parts.
    CUBE = cube!(of_any);
    CUBE_OF = cube!(of_one);
    SERIES = series!(of_any);
    SERIES_OF = series!(of_one);
    BY_SENDER = by_sender!(any_reported!(), any_reported!());
    BY_SENDER_OF = by_sender!(reported!("id"), reported!("i.id"));
    BY_DISTRICT = concat!("SELECT district, sender_id, week, CAST(SUM(count) AS BIGINT) FROM incident
                   WHERE week >= $1 AND week <= $2 AND added <= $3 AND (removed IS NULL OR removed > $3)
                   AND (district = $4 OR $4 IS NULL) AND (category = $5 OR $5 IS NULL) AND ", of_any!(), "
                   AND hour_of_week < $7 AND category <> 'ARR' AND district IS NOT NULL
                   GROUP BY district, sender_id, week ORDER BY district, sender_id, week");
    DELIVERIES = "SELECT sender_id, MAX(at) FROM batch WHERE kind IN ('incidents', 'reports') AND added <= $1 AND (removed IS NULL OR removed > $1) GROUP BY sender_id";
    // Along the index from one end to the first row that counts.
    FIRST_WEEK = "SELECT week FROM incident WHERE added <= $1 AND (removed IS NULL OR removed > $1) AND category <> 'ARR' ORDER BY week LIMIT 1";
    LAST_WEEK = "SELECT week FROM incident WHERE added <= $1 AND (removed IS NULL OR removed > $1) AND category <> 'ARR' ORDER BY week DESC LIMIT 1";
    WEEKS = "SELECT sender_id, week FROM incident WHERE week >= $1 AND week <= $2
             AND added <= $3 AND (removed IS NULL OR removed > $3) AND category <> 'ARR'
             UNION SELECT sender_id, week FROM incident_source WHERE week >= $1 AND week <= $2
             AND added <= $3 AND (removed IS NULL OR removed > $3) AND category <> 'ARR' ORDER BY week DESC";
    // Weeks in which an incident that counts is of a report, or a report tells of one beside it.
    WEEKS_OF_REPORTS = "SELECT week FROM incident WHERE week >= $1 AND week <= $2 AND report_id IS NOT NULL
                        AND added <= $3 AND (removed IS NULL OR removed > $3) AND category <> 'ARR'
                        UNION SELECT week FROM incident_source WHERE week >= $1 AND week <= $2 AND report_id IS NOT NULL
                        AND added <= $3 AND (removed IS NULL OR removed > $3) AND category <> 'ARR' ORDER BY week DESC";
    LATE = late!(of_any);
    LATE_OF = late!(of_one);
}

/// One cell of the counts cube.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CubeCell {
    /// Week.
    pub week: Week,
    /// District.
    pub district: Option<DistrictCode>,
    /// Category.
    pub category: Category,
    /// Incidents.
    pub count: u64,
}

/// Counts per week, district and category; every week up to `hours` of the selection.
pub async fn cube(tx: &mut ReadTx, _visible: Visible, selection: &Selection) -> Result<Vec<CubeCell>, StorageError> {
    let read = |row: &Row| {
        let category: String = row.get(2)?;
        Ok(CubeCell {
            week: Week::from_index(row.get(0)?),
            district: row.get::<Option<String>>(1)?.map(DistrictCode),
            category: category.parse().map_err(|_| column(2, &category))?,
            count: row.get::<i64>(3)?.unsigned_abs(),
        })
    };
    Ok(tx.0.all(selection.choose(&CUBE, &CUBE_OF), &selection.values(), read).await?)
}

/// Counts per week; weeks without incidents are left out.
pub async fn series(tx: &mut ReadTx, _visible: Visible, selection: &Selection) -> Result<Vec<(Week, u64)>, StorageError> {
    let read = |row: &Row| Ok((Week::from_index(row.get(0)?), row.get::<i64>(1)?.unsigned_abs()));
    Ok(tx.0.all(selection.choose(&SERIES, &SERIES_OF), &selection.values(), read).await?)
}

/// Counts per sender and week. An incident that several senders tell of counts under each: the sums may exceed the total.
pub async fn by_sender(tx: &mut ReadTx, _visible: Visible, selection: &Selection) -> Result<Vec<(SenderId, Week, u64)>, StorageError> {
    let joined = Joined::read(tx, selection.as_of).await?;
    let read = |row: &Row| Ok(((SenderId(row.get(0)?), Week::from_index(row.get(1)?)), row.get::<i64>(2)?.unsigned_abs()));
    let statement = if selection.reported.is_any() { &BY_SENDER } else { &BY_SENDER_OF };
    let rows = tx.0.all(statement, &selection.values(), read).await?;
    let rows = joined.summed(rows, |joined, (id, week)| (joined.id(id), week), |sum, n| *sum += n);
    Ok(rows.into_iter().map(|((id, week), n)| (id, week, n)).collect())
}

/// Counts per district, sender and week; rows without a district are left out.
pub async fn by_district(
    tx: &mut ReadTx,
    _visible: Visible,
    selection: &Selection,
) -> Result<Vec<(DistrictCode, SenderId, Week, u64)>, StorageError> {
    let joined = Joined::read(tx, selection.as_of).await?;
    let read = |row: &Row| {
        let count = row.get::<i64>(3)?.unsigned_abs();
        Ok(((DistrictCode(row.get(0)?), SenderId(row.get(1)?), Week::from_index(row.get(2)?)), count))
    };
    let rows = tx.0.all(&BY_DISTRICT, &selection.values(), read).await?;
    let rows = joined.summed(rows, |joined, (code, id, week)| (code, joined.id(id), week), |sum, n| *sum += n);
    Ok(rows.into_iter().map(|((code, id, week), n)| (code, id, week, n)).collect())
}

/// When each sender's newest file came.
pub async fn deliveries(tx: &mut ReadTx, as_of: i64) -> Result<Vec<(SenderId, Timestamp)>, StorageError> {
    let joined = Joined::read(tx, as_of).await?;
    let rows = tx.0.all(&DELIVERIES, &[as_of.into()], |row| Ok((SenderId(row.get(0)?), row.get::<Timestamp>(1)?))).await?;
    Ok(joined.summed(rows, Joined::id, |newest, at| *newest = at.max(*newest)))
}

/// First and last week with any incident.
pub async fn extent(tx: &mut ReadTx, as_of: i64) -> Result<Option<(Week, Week)>, StorageError> {
    let read = |row: &Row| Ok(Week::from_index(row.get(0)?));
    let first = tx.0.optional(&FIRST_WEEK, &[as_of.into()], read).await?;
    let last = tx.0.optional(&LAST_WEEK, &[as_of.into()], read).await?;
    Ok(first.zip(last))
}

/// Weeks from `from` to `to` that senders have incidents in, newest first.
pub async fn weeks_of_senders(tx: &mut ReadTx, from: Week, to: Week, as_of: i64) -> Result<Vec<(SenderId, Week)>, StorageError> {
    let joined = Joined::read(tx, as_of).await?;
    let read = |row: &Row| Ok((joined.id(SenderId(row.get(0)?)), Week::from_index(row.get(1)?)));
    Ok(tx.0.all(&WEEKS, &[from.index().into(), to.index().into(), as_of.into()], read).await?)
}

/// Weeks from `from` to `to` that reports tell of incidents in, newest first.
pub async fn weeks_of_reports(tx: &mut ReadTx, from: Week, to: Week, as_of: i64) -> Result<Vec<Week>, StorageError> {
    let read = |row: &Row| Ok(Week::from_index(row.get(0)?));
    Ok(tx.0.all(&WEEKS_OF_REPORTS, &[from.index().into(), to.index().into(), as_of.into()], read).await?)
}

/// Late rows of the selection's part per event week before its last: each that no picture has told
/// of, as [`crate::pictures::told_before`] says.
pub async fn late(tx: &mut ReadTx, told: &BTreeMap<Week, i64>, selection: &Selection) -> Result<Vec<(Week, u64)>, StorageError> {
    // Rows come late to published weeks alone.
    let (Some(since), Some(first)) = (told.values().min().copied(), told.keys().next().copied()) else { return Ok(Vec::new()) };
    let before = Selection { from: first, to: selection.to.previous(), hours: HOURS_OF_WEEK, ..selection.clone() };
    let mut values = before.values().to_vec();
    values.extend([true.into(), since.into()]);
    let read = |row: &Row| Ok((Week::from_index(row.get(0)?), row.get::<i64>(1)?, row.get::<i64>(2)?.unsigned_abs()));
    let mut weeks: BTreeMap<Week, u64> = BTreeMap::new();
    for (week, added, count) in tx.0.all(selection.choose(&LATE, &LATE_OF), &values, read).await? {
        if told.get(&week).is_none_or(|told| added > *told) {
            *weeks.entry(week).or_default() += count;
        }
    }
    Ok(weeks.into_iter().collect())
}
