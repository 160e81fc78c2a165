//! An import report as stored JSON.

use domain::ids::IncidentId;
use domain::imports::{
    ChangedRow, FileReading, GoneRow, ImportReport, LinkedRow, MOST_REJECTIONS, NotRead, ProbableMatch, Reason, Rejection, RowContent,
};
use domain::matching::Likeness;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

// What reports did not tell from the beginning has a default: older ones are read as they are.
#[derive(Serialize, Deserialize)]
struct Stored {
    read: u64,
    imported: u64,
    #[serde(default)]
    linked: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    linked_rows: Vec<StoredLink>,
    duplicates: u64,
    #[serde(default)]
    alike: u64,
    late: u64,
    outside: u64,
    #[serde(default)]
    without_area: u64,
    replaced: u64,
    #[serde(default)]
    gone: Vec<StoredGone>,
    #[serde(default)]
    changed_total: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    changed: Vec<StoredChange>,
    #[serde(default)]
    probable_total: u64,
    #[serde(default)]
    probable: Vec<StoredProbable>,
    rejected_total: u64,
    rejected: Vec<StoredRejection>,
    #[serde(default, skip_serializing_if = "StoredReading::is_nothing")]
    reading: StoredReading,
}

#[derive(Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct StoredReading {
    sheets_read: Vec<(String, u64)>,
    sheets_not_read: Vec<(String, String)>,
    hidden_rows: u64,
    totals: u64,
    gone: Vec<String>,
}

impl StoredReading {
    fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl From<&FileReading> for StoredReading {
    fn from(reading: &FileReading) -> Self {
        Self {
            sheets_read: reading.sheets_read.clone(),
            sheets_not_read: reading.sheets_not_read.iter().map(|(name, why)| (name.clone(), why.key().to_owned())).collect(),
            hidden_rows: reading.hidden_rows,
            totals: reading.totals,
            gone: reading.gone.clone(),
        }
    }
}

impl StoredReading {
    fn reading(self) -> Option<FileReading> {
        let not_read = self.sheets_not_read.into_iter().map(|(name, why)| Some((name, NotRead::from_key(&why)?)));
        Some(FileReading {
            sheets_read: self.sheets_read,
            sheets_not_read: not_read.collect::<Option<_>>()?,
            hidden_rows: self.hidden_rows,
            totals: self.totals,
            gone: self.gone,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct StoredRejection {
    row: u32,
    column: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
    reason: String,
    detail: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredProbable {
    row: u32,
    incident: String,
    source: String,
    /// Seconds since 1970.
    start: i64,
    likeness: String,
    /// The earlier row and the new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contents: Option<[StoredContent; 2]>,
}

#[derive(Serialize, Deserialize)]
struct StoredContent {
    /// Seconds since 1970.
    start: i64,
    end: Option<i64>,
    category: String,
    code: Option<String>,
    district: Option<String>,
    place: Option<String>,
}

impl From<&RowContent> for StoredContent {
    fn from(content: &RowContent) -> Self {
        Self {
            start: content.start.as_second(),
            end: content.end.map(Timestamp::as_second),
            category: content.category.code().to_owned(),
            code: content.code.clone(),
            district: content.district.clone(),
            place: content.place.clone(),
        }
    }
}

impl StoredContent {
    fn content(self) -> Option<RowContent> {
        Some(RowContent {
            start: second(self.start)?,
            end: self.end.and_then(second),
            category: self.category.parse().ok()?,
            code: self.code,
            district: self.district,
            place: self.place,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct StoredLink {
    row: u32,
    source: String,
    earlier: StoredContent,
}

#[derive(Serialize, Deserialize)]
struct StoredGone {
    row: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// Seconds since 1970.
    start: i64,
    category: String,
    district: Option<String>,
    place: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredChange {
    row: u32,
    earlier_row: u32,
    earlier: StoredContent,
    new: StoredContent,
}

pub(super) fn write(report: &ImportReport) -> String {
    let rejected = report.rejected.iter().take(MOST_REJECTIONS).map(|r| StoredRejection {
        row: r.row,
        column: r.column.clone(),
        cell: r.cell.clone(),
        reason: r.reason.key().to_owned(),
        detail: r.reason.detail().map(str::to_owned),
    });
    let probable = report.probable.iter().take(MOST_REJECTIONS).map(|p| StoredProbable {
        row: p.row,
        incident: p.incident.to_string(),
        source: p.source.clone(),
        start: p.start.as_second(),
        likeness: p.likeness.key().to_owned(),
        contents: p.contents.as_ref().map(|contents| contents.each_ref().map(StoredContent::from)),
    });
    let linked = report.linked_rows.iter().take(MOST_REJECTIONS).map(|l| StoredLink {
        row: l.row,
        source: l.source.clone(),
        earlier: StoredContent::from(&l.earlier),
    });
    let gone = report.gone.iter().take(MOST_REJECTIONS).map(|g| StoredGone {
        row: g.row,
        file: g.file.clone(),
        start: g.start.as_second(),
        category: g.category.code().to_owned(),
        district: g.district.clone(),
        place: g.place.clone(),
    });
    let changed = report.changed.iter().take(MOST_REJECTIONS).map(|c| StoredChange {
        row: c.row,
        earlier_row: c.earlier_row,
        earlier: StoredContent::from(&c.earlier),
        new: StoredContent::from(&c.new),
    });
    let stored = Stored {
        read: report.read,
        imported: report.imported,
        linked: report.linked,
        linked_rows: linked.collect(),
        duplicates: report.duplicates,
        alike: report.alike,
        late: report.late,
        outside: report.outside,
        without_area: report.without_area,
        replaced: report.replaced,
        gone: gone.collect(),
        changed_total: report.changed_total,
        changed: changed.collect(),
        probable_total: report.probable_total,
        probable: probable.collect(),
        rejected_total: report.rejected_total,
        rejected: rejected.collect(),
        reading: StoredReading::from(&report.reading),
    };
    serde_json::to_string(&stored).unwrap_or_default()
}

fn second(at: i64) -> Option<Timestamp> {
    Timestamp::from_second(at).ok()
}

pub(super) fn read(text: &str) -> Option<ImportReport> {
    let stored: Stored = serde_json::from_str(text).ok()?;
    let rejected = stored
        .rejected
        .into_iter()
        .map(|r| Some(Rejection { row: r.row, column: r.column, cell: r.cell, reason: Reason::from_key(&r.reason, r.detail.as_deref())? }));
    let probable = stored.probable.into_iter().map(|p| {
        let incident: IncidentId = p.incident.parse().ok()?;
        let likeness = Likeness::from_key(&p.likeness)?;
        let contents = p.contents.and_then(|[earlier, new]| Some([earlier.content()?, new.content()?]));
        Some(ProbableMatch { row: p.row, incident, source: p.source, start: second(p.start)?, likeness, contents })
    });
    let linked = stored.linked_rows.into_iter().map(|l| Some(LinkedRow { row: l.row, source: l.source, earlier: l.earlier.content()? }));
    let gone = stored.gone.into_iter().map(|g| {
        let category = g.category.parse().ok()?;
        Some(GoneRow { row: g.row, file: g.file, start: second(g.start)?, category, district: g.district, place: g.place })
    });
    let changed = stored
        .changed
        .into_iter()
        .map(|c| Some(ChangedRow { row: c.row, earlier_row: c.earlier_row, earlier: c.earlier.content()?, new: c.new.content()? }));
    Some(ImportReport {
        read: stored.read,
        imported: stored.imported,
        linked: stored.linked,
        linked_rows: linked.collect::<Option<_>>()?,
        duplicates: stored.duplicates,
        alike: stored.alike,
        late: stored.late,
        outside: stored.outside,
        without_area: stored.without_area,
        replaced: stored.replaced,
        gone: gone.collect::<Option<_>>()?,
        changed_total: stored.changed_total,
        changed: changed.collect::<Option<_>>()?,
        probable_total: stored.probable_total,
        probable: probable.collect::<Option<_>>()?,
        rejected_total: stored.rejected_total,
        rejected: rejected.collect::<Option<_>>()?,
        reading: stored.reading.reading()?,
    })
}
