//! What was read of a file and what was not, beside its rows.

use super::Field;
use std::collections::BTreeMap;

/// A tab of a workbook whose rows are read.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SheetColumns {
    /// Its name.
    pub name: String,
    /// Letters of the column that each field is read from.
    pub columns: BTreeMap<Field, String>,
}

impl SheetColumns {
    /// Address of a field's cell in a row, such as `v41!C14`; the tab's name alone when no column is read for the field.
    pub fn cell(&self, field: Option<Field>, row: u32) -> String {
        match field.and_then(|field| self.columns.get(&field)) {
            Some(letters) => format!("{}!{letters}{row}", self.name),
            None => self.name.clone(),
        }
    }
}

/// Why a tab of a workbook was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// Another tab was asked for by name.
    NotChosen,
    /// It is hidden.
    Hidden,
    /// It has no cells, such as a chart.
    NoCells,
    /// It is empty or has no header row.
    NoTable,
    /// Its columns are others than those of the tabs that were read.
    OtherColumns,
    /// All its rows stand on other tabs too, as on one that gathers the weeks.
    SameRows,
}

impl NotRead {
    /// Stable key: storage, `--json`, and the message id `not-read-…`.
    pub fn key(self) -> &'static str {
        match self {
            NotRead::NotChosen => "not-chosen",
            NotRead::Hidden => "hidden",
            NotRead::NoCells => "no-cells",
            NotRead::NoTable => "no-table",
            NotRead::OtherColumns => "other-columns",
            NotRead::SameRows => "same-rows",
        }
    }

    /// The reason of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        let all = [Self::NotChosen, Self::Hidden, Self::NoCells, Self::NoTable, Self::OtherColumns, Self::SameRows];
        all.into_iter().find(|r| r.key() == key)
    }
}

/// What was read of a file and what was not, beside its rows.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FileReading {
    /// Tabs that were read, in their order, with the number of data rows of each; none of a text file.
    pub sheets_read: Vec<(String, u64)>,
    /// Tabs that were not, and why.
    pub sheets_not_read: Vec<(String, NotRead)>,
    /// Rows that the workbook hides, by a filter or by hand, and that were read like the others.
    pub hidden_rows: u64,
    /// Lines of sums that were left out.
    pub totals: u64,
    /// Columns that were saved for the sender and that the file does not have.
    pub gone: Vec<String>,
}
