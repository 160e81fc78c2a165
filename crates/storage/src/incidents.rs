//! Incident rows: adding, withdrawing, and reading the ones behind map, pulse and hot spots.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{OperationalTx, ReadTx, WriteTx};
use database::{DatabaseError, Row, Statement, Value};
use domain::actor::{Permit, Visible};
use domain::categories::Category;
use domain::districts::{DistrictCode, Point};
use domain::ids::{BatchId, IncidentId, ReportId, SenderId};
use domain::reports::Reported;
use domain::week::Week;
use jiff::Timestamp;

/// What a list says of a row, without the row's own place in the store.
macro_rules! content {
    () => {
        "batch_id, sender_id, row_key, fingerprint, category, subtype, district, place, start_at, end_at, week, hour_of_week, local_start, \
         local_end, lon, lat, x, y, count, line, minute, code, report_id"
    };
}
pub(crate) use content;

/// Values of one row in [`INSERT`].
const COLUMNS: usize = 26;

/// SQL condition on the sender of a row: the sender in placeholder `$n`, or one joined into it by state `$3`. True for every row when the placeholder is NULL.
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

/// SQL condition on what the reports of an incident say ([`Reported`]), for statements that are never asked about it: `$8` and `$9` are then
/// NULL, and the covering index still answers on its own.
macro_rules! any_reported {
    () => {
        "(CAST($8 AS TEXT) IS NULL AND CAST($9 AS TEXT) IS NULL)"
    };
}
/// SQL condition on what the reports of the incident with this id say in state `$3`: how sure in `$8`, whether reported to the police in `$9`. The
/// strongest of what several reports say is the incident's answer. True for every incident when both are NULL.
macro_rules! reported {
    ($id:literal) => {
        concat!(
            "(",
            $crate::incidents::any_reported!(),
            " OR ",
            $id,
            " IN (SELECT t.incident_id FROM (SELECT i.id AS incident_id, i.report_id FROM incident i
                WHERE i.week >= $1 AND i.week <= $2 AND i.report_id IS NOT NULL
                UNION ALL SELECT n.incident_id, n.report_id FROM incident_source n WHERE n.week >= $1 - 1 AND n.week <= $2 + 1
                AND n.report_id IS NOT NULL AND n.added <= $3 AND (n.removed IS NULL OR n.removed > $3)) AS t
              JOIN report r ON r.id = t.report_id GROUP BY t.incident_id
              HAVING (CASE MIN(CASE r.sureness WHEN 'sure' THEN 1 ELSE 2 END) WHEN 1 THEN 'sure' ELSE 'suspected' END = $8 OR $8 IS NULL)
              AND (CASE MIN(CASE r.police_reported WHEN 'yes' THEN 1 WHEN 'no' THEN 2 ELSE 3 END)
                   WHEN 1 THEN 'yes' WHEN 2 THEN 'no' ELSE 'unknown' END = $9 OR $9 IS NULL)))"
        )
    };
}
/// The part of a selection that is asked of every source and whatever the reports say; `$6`, `$8` and `$9` are then NULL.
macro_rules! of_any {
    () => {
        concat!($crate::incidents::of_sender!(6), " AND ", $crate::incidents::any_reported!())
    };
}
/// The part of a selection that asks for what one source tells of, first or beside others, or for what reports say. Apart from the one for
/// everything, which the covering index answers alone.
macro_rules! of_one {
    () => {
        concat!(
            "(",
            $crate::incidents::of_sender!(6),
            " OR id IN (SELECT s.incident_id FROM incident_source s WHERE s.added <= $3 AND (s.removed IS NULL OR s.removed > $3) AND \
              (s.sender_id = $6 OR s.sender_id IN (SELECT j.id FROM sender j WHERE j.joined_into = $6 AND j.joined <= $3)))) AND ",
            $crate::incidents::reported!("id")
        )
    };
}
pub(crate) use {any_reported, of_any, of_one, reported};

macro_rules! of_weeks {
    ($sender:ident) => {
        concat!(
            "SELECT week, category, district, place, local_start, local_end, x, y, count FROM incident
                WHERE week >= $1 AND week <= $2 AND added <= $3 AND (removed IS NULL OR removed > $3)
                AND (district = $4 OR $4 IS NULL) AND (category = $5 OR $5 IS NULL) AND ",
            $sender!(),
            "
                AND (week < $2 OR hour_of_week < $7) AND category <> 'ARR' ORDER BY week, id"
        )
    };
}

statements! {
    INSERT = concat!("INSERT INTO incident (id, late, added, ", content!(), ")
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)");
    WITHDRAW_ONE = "UPDATE incident SET removed = $2 WHERE id = $1 AND removed IS NULL";
    REMOVE_ARRIVING = "DELETE FROM incident WHERE id IN (SELECT i.id FROM incident i JOIN batch b ON b.id = i.batch_id
                       WHERE i.batch_id = $1 AND b.state = 'arriving' LIMIT $2)";
    WITHDRAW_UNSHARED = "UPDATE incident SET removed = $2 WHERE batch_id = $1 AND removed IS NULL
                         AND minute NOT IN (SELECT minute FROM incident WHERE removed IS NULL AND batch_id <> $1)
                         AND minute NOT IN (SELECT minute FROM incident_source WHERE removed IS NULL)
                         AND id NOT IN (SELECT incident_id FROM incident_source WHERE removed IS NULL)
                         AND minute NOT IN (SELECT first_minute FROM match_answer WHERE removed IS NULL)
                         AND minute NOT IN (SELECT second_minute FROM match_answer WHERE removed IS NULL)";
    OF_WEEKS = of_weeks!(of_any);
    OF_WEEKS_OF = of_weeks!(of_one);
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
    /// Row of its list.
    pub line: u32,
    /// Crime code or label as the source writes it.
    pub code: Option<String>,
    /// The report that it is, when a report was accepted.
    pub report: Option<ReportId>,
}

impl NewIncident {
    /// First minute on the local clock since Monday 1970-01-05.
    pub fn minute(&self) -> i64 {
        self.local.0.div_euclid(60)
    }

    /// Values for the columns of [`content!`], in their order.
    pub(crate) fn content(&self, batch: BatchId, sender: SenderId) -> [Value; 23] {
        [
            batch.0.into(),
            sender.0.into(),
            self.row_key.to_vec().into(),
            self.fingerprint.to_vec().into(),
            self.category.code().into(),
            self.subtype.clone().into(),
            self.district.as_ref().map(|d| d.as_str().to_owned()).into(),
            self.place.clone().into(),
            self.start.into(),
            self.end.into(),
            Week::of(self.start).index().into(),
            i64::try_from(self.hour_of_week).unwrap_or(0).into(),
            self.local.0.into(),
            self.local.1.into(),
            self.point.map(|p| p.lon).into(),
            self.point.map(|p| p.lat).into(),
            self.point.map(|p| p.x).into(),
            self.point.map(|p| p.y).into(),
            self.count.into(),
            self.line.into(),
            self.minute().into(),
            self.code.clone().into(),
            self.report.map(|r| r.0).into(),
        ]
    }
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
    /// Only incidents whose reports say this.
    pub reported: Reported,
    /// Hours of the last week that have passed, 168 when it is over.
    pub hours: usize,
}

impl Selection {
    /// The statement to ask: that for everything, or that for one source or what reports say.
    pub(crate) fn choose<'a>(&self, every: &'a Statement, one: &'a Statement) -> &'a Statement {
        if self.sender.is_some() || !self.reported.is_any() { one } else { every }
    }

    /// Values for the placeholders `$1`–`$9` shared by the statements on a selection.
    pub(crate) fn values(&self) -> [Value; 9] {
        [
            self.from.index().into(),
            self.to.index().into(),
            self.as_of.into(),
            self.district.as_ref().map(|d| d.as_str().to_owned()).into(),
            self.category.map(|c| c.code().to_owned()).into(),
            self.sender.map(|s| s.0).into(),
            i64::try_from(self.hours).unwrap_or(168).into(),
            self.reported.sureness.map(|s| s.key().to_owned()).into(),
            self.reported.police.map(|p| p.key().to_owned()).into(),
        ]
    }
}

/// Adds rows as incidents that count.
pub async fn insert(tx: &mut WriteTx, _permit: Permit, list: (BatchId, SenderId), rows: &[NewIncident]) -> Result<(), StorageError> {
    let seq = tx.seq();
    add(tx, list, seq, rows).await
}

/// Adds rows of a batch that is still arriving. `added` is the number of the entry with which it began.
pub async fn insert_arriving(
    tx: &mut OperationalTx,
    _permit: Permit,
    list: (BatchId, SenderId),
    added: i64,
    rows: &[NewIncident],
) -> Result<(), StorageError> {
    add(tx, list, added, rows).await
}

async fn add(tx: &mut ReadTx, (batch, sender): (BatchId, SenderId), added: i64, rows: &[NewIncident]) -> Result<(), StorageError> {
    let mut values: Vec<Value> = Vec::with_capacity(rows.len() * COLUMNS);
    for row in rows {
        values.extend([row.id.0.into(), row.late.into(), added.into()]);
        values.extend(row.content(batch, sender));
    }
    tx.0.insert_many(&INSERT, COLUMNS, &values).await?;
    Ok(())
}

/// Removes at most `limit` rows of a batch that never arrived; answers how many. Nobody has ever read them.
pub async fn remove_arriving(tx: &mut OperationalTx, batch: BatchId, limit: u32) -> Result<u64, StorageError> {
    Ok(tx.0.execute(&REMOVE_ARRIVING, &[batch.0.into(), limit.into()]).await?)
}

/// Withdraws single incidents.
pub async fn withdraw(tx: &mut WriteTx, _permit: Permit, rows: &[IncidentId]) -> Result<(), StorageError> {
    let seq = tx.seq();
    for id in rows {
        tx.0.execute(&WITHDRAW_ONE, &[id.0.into(), seq.into()]).await?;
    }
    Ok(())
}

/// Withdraws the incidents of a batch that no other row can be a source of; answers how many. The others begin in a minute in which
/// another list has a row, or an answer or a link ties them to a row of another minute: they have to be compared with it.
pub async fn withdraw_unshared(tx: &mut WriteTx, _permit: Permit, batch: BatchId) -> Result<u64, StorageError> {
    let seq = tx.seq();
    Ok(tx.0.execute(&WITHDRAW_UNSHARED, &[batch.0.into(), seq.into()]).await?)
}

/// The incidents of a selection, in a fixed order. Class B: no id, no exact time, position only
/// for gathering to a grid.
pub async fn of_weeks(tx: &mut ReadTx, _visible: Visible, selection: &Selection) -> Result<Vec<PictureIncident>, StorageError> {
    Ok(tx.0.all(selection.choose(&OF_WEEKS, &OF_WEEKS_OF), &selection.values(), incident).await?)
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
