//! An import report as stored JSON.

use domain::imports::{ImportReport, MOST_REJECTIONS, Reason, Rejection};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Stored {
    read: u64,
    imported: u64,
    duplicates: u64,
    late: u64,
    outside: u64,
    replaced: u64,
    rejected_total: u64,
    rejected: Vec<StoredRejection>,
}

#[derive(Serialize, Deserialize)]
struct StoredRejection {
    row: u32,
    column: Option<String>,
    reason: String,
    detail: Option<String>,
}

pub(super) fn write(report: &ImportReport) -> String {
    let rejected = report.rejected.iter().take(MOST_REJECTIONS).map(|r| StoredRejection {
        row: r.row,
        column: r.column.clone(),
        reason: r.reason.key().to_owned(),
        detail: r.reason.detail().map(str::to_owned),
    });
    let stored = Stored {
        read: report.read,
        imported: report.imported,
        duplicates: report.duplicates,
        late: report.late,
        outside: report.outside,
        replaced: report.replaced,
        rejected_total: report.rejected_total,
        rejected: rejected.collect(),
    };
    serde_json::to_string(&stored).unwrap_or_default()
}

pub(super) fn read(text: &str) -> Option<ImportReport> {
    let stored: Stored = serde_json::from_str(text).ok()?;
    let rejected = stored
        .rejected
        .into_iter()
        .map(|r| Some(Rejection { row: r.row, column: r.column, reason: Reason::from_key(&r.reason, r.detail.as_deref())? }));
    Some(ImportReport {
        read: stored.read,
        imported: stored.imported,
        duplicates: stored.duplicates,
        late: stored.late,
        outside: stored.outside,
        replaced: stored.replaced,
        rejected_total: stored.rejected_total,
        rejected: rejected.collect::<Option<_>>()?,
    })
}
