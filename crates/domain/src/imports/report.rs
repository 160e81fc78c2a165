//! What became of the rows of a file.

use super::{FileReading, Reason};
use crate::categories::Category;
use crate::ids::IncidentId;
use crate::matching::Likeness;
use jiff::Timestamp;

/// Most rejected rows that a report keeps; its counts are always whole.
pub const MOST_REJECTIONS: usize = 10_000;

/// A row that was not imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Row number in the file as a spreadsheet shows it.
    pub row: u32,
    /// Header of the column that made the row unusable, when one did.
    pub column: Option<String>,
    /// Where it is in a workbook: tab and cell (`v41!C14`), the tab alone when the row as a whole is at fault.
    pub cell: Option<String>,
    /// Why.
    pub reason: Reason,
}

/// A row of the file that may be the same incident as one of another list. It was kept as an incident of its own until somebody answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbableMatch {
    /// Row number in the file as a spreadsheet shows it.
    pub row: u32,
    /// The incident that it may be.
    pub incident: IncidentId,
    /// Who told of that incident.
    pub source: String,
    /// When that incident began.
    pub start: Timestamp,
    /// Why they may be the same.
    pub likeness: Likeness,
}

/// A row of a replaced list that no list in force has: it no longer counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoneRow {
    /// Row number in the replaced file.
    pub row: u32,
    /// When it began.
    pub start: Timestamp,
    /// Category.
    pub category: Category,
    /// District's code.
    pub district: Option<String>,
    /// Street or named place.
    pub place: Option<String>,
}

/// What became of a file's rows: `read = imported + linked + duplicates + rejected_total`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// Data rows in the file; header, blank rows and footer rows are not counted.
    pub read: u64,
    /// Rows that count as incidents of their own.
    pub imported: u64,
    /// Rows about incidents that other lists tell of with other words: each became one more source of such an incident.
    pub linked: u64,
    /// Rows alike in everything with a row of an earlier list of the sender, or with an earlier row of the file that has the same id.
    pub duplicates: u64,
    /// Among the rows that count: those alike in everything with an earlier row of the file. A list without ids tells each on its own.
    pub alike: u64,
    /// Rows that belong to a week whose picture is already published.
    pub late: u64,
    /// Rows outside the districts, kept because the operator asked for it.
    pub outside: u64,
    /// Rows that count although nothing tells in which district they lie.
    pub without_area: u64,
    /// Rows of the replaced list that no longer count.
    pub replaced: u64,
    /// The same rows; the first [`MOST_REJECTIONS`] of them.
    pub gone: Vec<GoneRow>,
    /// How many rows may be incidents that other lists tell of.
    pub probable_total: u64,
    /// The same rows; the first [`MOST_REJECTIONS`] of them.
    pub probable: Vec<ProbableMatch>,
    /// How many rows were not imported.
    pub rejected_total: u64,
    /// Rows not imported, in file order; the first [`MOST_REJECTIONS`] of them.
    pub rejected: Vec<Rejection>,
    /// What was read of the file.
    pub reading: FileReading,
}
