//! How much of anything a file may hold.

/// Bounds on one file. The default reads any list a municipality will meet (a million rows) and
/// keeps the memory of reading it below 64 MiB.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of the file as received.
    pub file_bytes: u64,
    /// Bytes that any one part of it may inflate to.
    pub inflated_bytes: u64,
    /// Inflated bytes for each compressed byte, once a part is past 4 MiB. Deflate reaches 1,032;
    /// real lists stay below 100.
    pub ratio: u64,
    /// Entries of a zip container.
    pub entries: usize,
    /// Shared strings of a workbook.
    pub strings: usize,
    /// Bytes of all shared strings together.
    pub string_bytes: usize,
    /// Rows that are not blank.
    pub rows: u64,
    /// Columns that are not empty.
    pub columns: usize,
    /// Bytes of one cell's text; a longer one makes its row unusable, not the file.
    pub cell_bytes: usize,
    /// Bytes of one row of a text file, or of one element of a workbook's XML.
    pub row_bytes: usize,
    /// District shapes in a boundary file.
    pub districts: usize,
    /// Positions of all shapes read from a boundary file.
    pub positions: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 100 << 20,
            inflated_bytes: 400 << 20,
            ratio: 200,
            entries: 2_000,
            strings: 1_000_000,
            string_bytes: 24 << 20,
            rows: 1_000_000,
            columns: 400,
            cell_bytes: 4_000,
            row_bytes: 1 << 20,
            districts: 20_000,
            positions: 1_000_000,
        }
    }
}
