//! The incidents behind a finding, each with where it came from.

use crate::error::{StorageError, column};
use crate::incidents::{Selection, of_any, of_one};
use crate::senders::Joined;
use crate::statements;
use crate::stores::ReadTx;
use database::Row;
use domain::actor::Visible;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::ids::{AccountId, BatchId, IncidentId, ReportId, SenderId};
use domain::organisations::Class;
use domain::week::Week;
use jiff::Timestamp;

macro_rules! behind {
    ($sender:ident) => {
        concat!(
            "SELECT id, week, hour_of_week, category, subtype, district, place, start_at, local_start, local_end, x, y, count, batch_id, sender_id,
              (SELECT CAST(CASE WHEN b.removed IS NULL OR b.removed > $3 THEN 1 ELSE 0 END AS BIGINT) FROM batch b WHERE b.id = batch_id)
              FROM incident WHERE week >= $1 AND week <= $2 AND added <= $3 AND (removed IS NULL OR removed > $3)
              AND (district = $4 OR $4 IS NULL) AND (category = $5 OR $5 IS NULL) AND ",
            $sender!(),
            "
              AND (week < $2 OR hour_of_week < $7) AND category <> 'ARR'
              AND ($10 = 0 OR (x >= $11 AND x <= $12 AND y >= $13 AND y <= $14)) ORDER BY week, id"
        )
    };
}

statements! {
    BEHIND = behind!(of_any);
    BEHIND_OF = behind!(of_one);
    BESIDE = "SELECT s.incident_id, s.sender_id, s.batch_id FROM incident_source s JOIN incident i ON i.id = s.incident_id
              WHERE i.week >= $1 AND i.week <= $2 AND s.added <= $3 AND (s.removed IS NULL OR s.removed > $3) ORDER BY s.added, s.line, s.id";
    // A merged report has no row of its own.
    REPORTED = "SELECT incident_id, id, account_id, organisation FROM
                (SELECT i.id AS incident_id, r.id, r.account_id, r.organisation, r.submitted_at FROM incident i JOIN report r ON r.id = i.report_id
                 WHERE i.week >= $1 AND i.week <= $2 AND i.added <= $3 AND (i.removed IS NULL OR i.removed > $3)
                 UNION SELECT s.incident_id, r.id, r.account_id, r.organisation, r.submitted_at FROM incident_source s
                 JOIN incident i ON i.id = s.incident_id JOIN report r ON r.id = s.report_id
                 WHERE i.week >= $1 AND i.week <= $2 AND s.added <= $3 AND (s.removed IS NULL OR s.removed > $3)
                 UNION SELECT r.incident_id, r.id, r.account_id, r.organisation, r.submitted_at FROM report r
                 JOIN incident i ON i.id = r.incident_id WHERE r.state = 'merged' AND i.week >= $1 AND i.week <= $2) AS reported
                ORDER BY submitted_at, id";
}

/// A counted incident. Class C: a row of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct CountedIncident {
    /// Identity.
    pub id: IncidentId,
    /// ISO week of the start.
    pub week: Week,
    /// Hour of the week of the start, 0–167.
    pub hour_of_week: usize,
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
    /// Start on the local clock, seconds since Monday 1970-01-05 00:00.
    pub local_start: i64,
    /// End on the local clock.
    pub local_end: i64,
    /// SWEREF 99 TM easting and northing, when known.
    pub position: Option<[f64; 2]>,
    /// How many incidents the row stands for.
    pub count: u64,
    /// The import, or the batch of accepted reports, that it came with.
    pub batch: BatchId,
    /// Whether that was in force then: an incident goes on counting for a row alike in everything of another list.
    pub in_force: bool,
    /// Sender.
    pub sender: SenderId,
}

/// A report that an incident stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportOfIncident {
    /// The incident.
    pub incident: IncidentId,
    /// The report.
    pub report: ReportId,
    /// Who reported it.
    pub account: AccountId,
    /// Organisation of the reporter, as it was called.
    pub organisation: String,
}

/// A list that tells of an incident beside the row that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceBeside {
    /// The incident.
    pub incident: IncidentId,
    /// Sender, the one that it counts under.
    pub sender: SenderId,
    /// The import, or the batch of accepted reports.
    pub batch: BatchId,
}

/// Part of the ground, SWEREF 99 TM: west, south, east, north.
pub type Bounds = [f64; 4];

/// The incidents of a selection, in a fixed order, of a part of the ground only where one is given. The last week is cut at `hours`. They
/// are class C: whoever may see less is answered nothing.
pub async fn behind(
    tx: &mut ReadTx,
    visible: Visible,
    selection: &Selection,
    bounds: Option<Bounds>,
) -> Result<Vec<CountedIncident>, StorageError> {
    if visible.ceiling() < Class::C {
        return Ok(Vec::new());
    }
    let read = |row: &Row| {
        let category: String = row.get(3)?;
        let position = row.get::<Option<f64>>(10)?.zip(row.get::<Option<f64>>(11)?);
        Ok(CountedIncident {
            id: IncidentId(row.get(0)?),
            week: Week::from_index(row.get(1)?),
            hour_of_week: usize::try_from(row.get::<i64>(2)?).unwrap_or(0),
            category: category.parse().map_err(|_| column(3, &category))?,
            subtype: row.get(4)?,
            district: row.get::<Option<String>>(5)?.map(DistrictCode),
            place: row.get(6)?,
            start: row.get(7)?,
            local_start: row.get(8)?,
            local_end: row.get(9)?,
            position: position.map(|(x, y)| [x, y]),
            count: row.get::<i64>(12)?.unsigned_abs(),
            batch: BatchId(row.get(13)?),
            sender: SenderId(row.get(14)?),
            in_force: row.get::<i64>(15)? == 1,
        })
    };
    let [west, south, east, north] = bounds.unwrap_or_default();
    let mut values = selection.values().to_vec();
    values.extend([i64::from(bounds.is_some()).into(), west.into(), east.into(), south.into(), north.into()]);
    let mut rows = tx.0.all(selection.choose(&BEHIND, &BEHIND_OF), &values, read).await?;
    let joined = Joined::read(tx, selection.as_of).await?;
    rows.iter_mut().for_each(|row| row.sender = joined.id(row.sender));
    Ok(rows)
}

/// Reports that incidents of these weeks counted as at `as_of`, oldest first. One incident may have several.
pub async fn reported(tx: &mut ReadTx, (from, to): (Week, Week), as_of: i64) -> Result<Vec<ReportOfIncident>, StorageError> {
    let read = |row: &Row| {
        Ok(ReportOfIncident {
            incident: IncidentId(row.get(0)?),
            report: ReportId(row.get(1)?),
            account: AccountId(row.get(2)?),
            organisation: row.get(3)?,
        })
    };
    Ok(tx.0.all(&REPORTED, &[from.index().into(), to.index().into(), as_of.into()], read).await?)
}

/// Lists that have incidents from week `from` to `to` beside the rows that count, the first to come first. Class C as [`behind`].
pub async fn beside(tx: &mut ReadTx, visible: Visible, (from, to): (Week, Week), as_of: i64) -> Result<Vec<SourceBeside>, StorageError> {
    if visible.ceiling() < Class::C {
        return Ok(Vec::new());
    }
    let joined = Joined::read(tx, as_of).await?;
    let read = |row: &Row| {
        let sender = joined.id(SenderId(row.get(1)?));
        Ok(SourceBeside { incident: IncidentId(row.get(0)?), sender, batch: BatchId(row.get(2)?) })
    };
    Ok(tx.0.all(&BESIDE, &[from.index().into(), to.index().into(), as_of.into()], read).await?)
}
