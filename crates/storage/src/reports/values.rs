//! A report as columns, and columns as a report.

use crate::error::column;
use database::{DatabaseError, Row, Value};
use domain::categories::Category;
use domain::districts::{DistrictCode, Point};
use domain::ids::{AccountId, IncidentId, OrganisationId, ReportId};
use domain::organisations::OrganisationKind;
use domain::reports::{PlaceKind, PoliceReported, Report, ReportContent, ReportState, Reporter, Returned, Sureness, UnsafeReason, Wrong};
use jiff::Timestamp;

/// Values of the content columns, `category` to `warnings`.
pub(super) fn content(report: &Report) -> [Value; 18] {
    let c = &report.content;
    let reasons: Vec<_> = c.reasons.iter().map(|r| r.key()).collect();
    [
        c.category.code().into(),
        c.subtype.clone().into(),
        c.place.clone().into(),
        c.place_kind.map(|k| k.key()).into(),
        c.point.map(|p| p.lon).into(),
        c.point.map(|p| p.lat).into(),
        c.point.map(|p| p.x).into(),
        c.point.map(|p| p.y).into(),
        c.district.as_ref().map(|d| d.as_str().to_owned()).into(),
        c.start.into(),
        c.end.into(),
        report.week().index().into(),
        c.sureness.key().into(),
        c.description.clone().into(),
        reasons.join(" ").into(),
        c.immediate_action.clone().into(),
        c.police_reported.key().into(),
        report.warnings.join(" ").into(),
    ]
}

/// Values of the state columns, `state` to `incident_id`.
pub(super) fn state(state: &ReportState) -> [Value; 6] {
    let (at, by): (Option<Timestamp>, Option<String>) = match state {
        ReportState::Submitted => (None, None),
        ReportState::Accepted { at, by, .. } | ReportState::Rejected { at, by, .. } | ReportState::Merged { at, by, .. } => {
            (Some(*at), Some(by.clone()))
        }
        ReportState::Returned(r) => (Some(r.at), Some(r.by.clone())),
        ReportState::Withdrawn { at } => (Some(*at), None),
    };
    let (wrong, note): (Option<&str>, Option<String>) = match state {
        ReportState::Returned(r) => (None, Some(r.question.clone())),
        ReportState::Rejected { wrong, note, .. } => (Some(wrong.key()), note.clone()),
        ReportState::Submitted | ReportState::Accepted { .. } | ReportState::Merged { .. } | ReportState::Withdrawn { .. } => (None, None),
    };
    [state.key().into(), at.into(), by.into(), wrong.into(), note.into(), state.incident().map(|i| i.0).into()]
}

/// The position in four columns from `first`: lon, lat, x, y.
pub(crate) fn point(row: &Row, first: usize) -> Result<Option<Point>, DatabaseError> {
    let number = |i: usize| row.get::<Option<f64>>(first + i);
    Ok(match (number(0)?, number(1)?, number(2)?, number(3)?) {
        (Some(lon), Some(lat), Some(x), Some(y)) => Some(Point { lon, lat, x, y }),
        (_, _, _, _) => None,
    })
}

/// A closed value by its key.
fn keyed<T>(row: &Row, index: usize, read: impl Fn(&str) -> Option<T>) -> Result<T, DatabaseError> {
    let key: String = row.get(index)?;
    read(&key).ok_or_else(|| column(index, &key))
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// A row in the order of the SELECTs.
pub(super) fn report(row: &Row) -> Result<Report, DatabaseError> {
    let reasons: String = row.get(21)?;
    let reasons = words(&reasons).iter().map(|k| UnsafeReason::from_key(k).ok_or_else(|| column(21, k))).collect::<Result<_, _>>()?;
    let place_kind: Option<String> = row.get(10)?;
    let content = ReportContent {
        category: keyed(row, 7, |k| k.parse::<Category>().ok())?,
        subtype: row.get(8)?,
        place: row.get(9)?,
        place_kind: place_kind.map(|k| PlaceKind::from_key(&k).ok_or_else(|| column(10, &k))).transpose()?,
        point: point(row, 11)?,
        district: row.get::<Option<String>>(15)?.map(DistrictCode),
        start: row.get(16)?,
        end: row.get(17)?,
        sureness: keyed(row, 19, Sureness::from_key)?,
        description: row.get(20)?,
        reasons,
        immediate_action: row.get(22)?,
        police_reported: keyed(row, 23, PoliceReported::from_key)?,
    };
    Ok(Report {
        id: ReportId(row.get(0)?),
        reporter: reporter(row)?,
        submitted: row.get(5)?,
        content,
        warnings: words(&row.get::<String>(24)?),
        state: read_state(row)?,
        version: u32::try_from(row.get::<i64>(6)?).map_err(|e| column(6, e))?,
    })
}

fn reporter(row: &Row) -> Result<Reporter, DatabaseError> {
    Ok(Reporter {
        account: AccountId(row.get(1)?),
        title: row.get(2)?,
        organisation_id: OrganisationId(row.get(31)?),
        organisation: row.get(3)?,
        organisation_kind: keyed(row, 4, OrganisationKind::from_key)?,
    })
}

fn read_state(row: &Row) -> Result<ReportState, DatabaseError> {
    let key: String = row.get(25)?;
    let at = || row.get::<Timestamp>(26);
    let by = || row.get::<String>(27);
    let incident = row.get::<Option<[u8; 16]>>(30)?.map(IncidentId);
    Ok(match key.as_str() {
        "submitted" => ReportState::Submitted,
        "accepted" => ReportState::Accepted { at: at()?, by: by()?, incident },
        "returned" => ReportState::Returned(Returned { at: at()?, by: by()?, question: row.get(29)? }),
        "rejected" => ReportState::Rejected { at: at()?, by: by()?, wrong: keyed(row, 28, Wrong::from_key)?, note: row.get(29)? },
        "merged" => ReportState::Merged { at: at()?, by: by()?, into: incident.ok_or_else(|| column(30, "merged into nothing"))? },
        "withdrawn" => ReportState::Withdrawn { at: at()? },
        _ => return Err(column(25, &key)),
    })
}
