//! Lists as Swedish spreadsheets open them: `;` between cells, UTF-8 with a byte-order mark.

/// A list being written.
pub struct Separated(csv::Writer<Vec<u8>>);

impl Default for Separated {
    fn default() -> Self {
        let start = "\u{feff}".as_bytes().to_vec();
        Self(csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(start))
    }
}

impl Separated {
    /// Adds a row. A cell that a spreadsheet would take for a formula gets an apostrophe first
    /// (trust.md T-10).
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<String> = cells.into_iter().map(plain).collect();
        // Writing to memory cannot fail; a row that could would only be left out.
        drop(self.0.write_record(cells));
    }

    /// The file.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}

/// Text with a leading apostrophe when a spreadsheet would take it for a formula: `=`, `+`, `-`,
/// `@`, tab and line ends, and their full-width forms (OWASP, CSV injection).
fn plain(cell: String) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠' | '−') => format!("'{cell}"),
        Some(_) | None => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for text in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", "−1"] {
            assert_eq!(plain(text.to_owned()), format!("'{text}"));
        }
        assert_eq!(plain("Valla–T1".to_owned()), "Valla–T1");
        assert_eq!(plain(String::new()), "");
    }

    #[test]
    fn no_cell_breaks_the_line() {
        let mut list = Separated::default();
        list.row(["3", "=1+1", "a;\"b\"", "＝cmd"].map(str::to_owned));
        assert_eq!(String::from_utf8_lossy(&list.into_bytes()), "\u{feff}3;'=1+1;\"a;\"\"b\"\"\";'＝cmd\r\n");
    }
}
