//! The incidents behind a finding, each with where it came from.

use crate::error::{StorageError, column};
use crate::incidents::Selection;
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

statements! {
    BEHIND = "SELECT i.id, i.week, i.hour_of_week, i.category, i.subtype, i.district, i.place, i.start_at, i.local_start, i.local_end,
              i.x, i.y, i.count, i.batch_id, i.sender_id FROM incident i
              WHERE i.week >= $1 AND i.week <= $2 AND i.added <= $3 AND (i.removed IS NULL OR i.removed > $3)
              AND (i.district = $4 OR $4 IS NULL) AND (i.category = $5 OR $5 IS NULL) AND (i.sender_id = $6 OR $6 IS NULL)
              AND (i.week < $2 OR i.hour_of_week < $7) AND i.category <> 'ARR'
              AND ($8 = 0 OR (i.x >= $9 AND i.x <= $10 AND i.y >= $11 AND i.y <= $12)) ORDER BY i.week, i.id";
    REPORTED = "SELECT r.incident_id, r.id, r.account_id, r.organisation FROM report r JOIN incident i ON i.id = r.incident_id
                WHERE i.week >= $1 AND i.week <= $2 ORDER BY r.submitted_at, r.id";
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
        })
    };
    let [west, south, east, north] = bounds.unwrap_or_default();
    let mut values = selection.values().to_vec();
    values.extend([i64::from(bounds.is_some()).into(), west.into(), east.into(), south.into(), north.into()]);
    Ok(tx.0.all(&BEHIND, &values, read).await?)
}

/// Reports that incidents of these weeks stand for, oldest first. One incident may stand for several.
pub async fn reported(tx: &mut ReadTx, from: Week, to: Week) -> Result<Vec<ReportOfIncident>, StorageError> {
    let read = |row: &Row| {
        Ok(ReportOfIncident {
            incident: IncidentId(row.get(0)?),
            report: ReportId(row.get(1)?),
            account: AccountId(row.get(2)?),
            organisation: row.get(3)?,
        })
    };
    Ok(tx.0.all(&REPORTED, &[from.index().into(), to.index().into()], read).await?)
}
