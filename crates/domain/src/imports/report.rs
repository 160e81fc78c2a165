//! What became of the rows of a file.

use super::{FileReading, Reason};
use crate::categories::Category;
use crate::ids::IncidentId;
use crate::matching::{Likeness, MatchRow};
use crate::week::clock_instant;
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

/// What a row of a list says, as far as a person needs it to tell two rows apart. Class B: no free text, no position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowContent {
    /// When it began.
    pub start: Timestamp,
    /// When it ended, when the list says so.
    pub end: Option<Timestamp>,
    /// Category.
    pub category: Category,
    /// Crime code.
    pub code: Option<String>,
    /// District's code.
    pub district: Option<String>,
    /// Street or named place.
    pub place: Option<String>,
}

impl RowContent {
    /// What a compared row says, with its code and place as the list writes them.
    pub fn of(row: &MatchRow, (code, place): (Option<&str>, Option<&str>)) -> Self {
        Self {
            start: clock_instant(row.start * 60),
            end: row.end.map(|end| clock_instant(end * 60)),
            category: row.category,
            code: code.map(str::to_owned),
            district: row.district.clone(),
            place: place.map(str::to_owned),
        }
    }
}

/// A row of the file that may be the same incident as one of another list. It was kept as an incident of its own until somebody answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbableMatch {
    /// Row number in the file as a spreadsheet shows it.
    pub row: u32,
    /// The incident that it may be.
    pub incident: IncidentId,
    /// Who reported that incident.
    pub source: String,
    /// When that incident began.
    pub start: Timestamp,
    /// Why they may be the same.
    pub likeness: Likeness,
    /// What the earlier row and the new one say; none in reports that were made before this was noted.
    pub contents: Option<[RowContent; 2]>,
}

/// A row of the file about an incident that another list tells of: it became one more source of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedRow {
    /// Row number in the file as a spreadsheet shows it.
    pub row: u32,
    /// Who reported the incident before.
    pub source: String,
    /// What that row says.
    pub earlier: RowContent,
}

/// A row of a replaced list that no list in force has: it no longer counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoneRow {
    /// Row number in its file.
    pub row: u32,
    /// Name of its file, when that is an older list than the one that was replaced.
    pub file: Option<String>,
    /// When it began.
    pub start: Timestamp,
    /// Category.
    pub category: Category,
    /// District's code.
    pub district: Option<String>,
    /// Street or named place.
    pub place: Option<String>,
}

/// A row of a replaced list and the row of the new one that has the same id, or the same minute and category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedRow {
    /// Row number in the new file.
    pub row: u32,
    /// Row number in the replaced file.
    pub earlier_row: u32,
    /// What the row said before.
    pub earlier: RowContent,
    /// What it says now.
    pub new: RowContent,
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
    /// The same rows; the first [`MOST_REJECTIONS`] of them. None in reports that were made before this was noted.
    pub linked_rows: Vec<LinkedRow>,
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
    /// How many of them the new list has in other words; those rows are among the imported ones.
    pub changed_total: u64,
    /// The same rows; the first [`MOST_REJECTIONS`] of them.
    pub changed: Vec<ChangedRow>,
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
