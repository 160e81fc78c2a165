//! The fields of one record, split by `csv-core`.

use crate::refused::{Excess, Refused};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Fields of a row, empty ones included.
const FIELDS_IN_ROW: usize = 16_384;

/// Splits records, one after another.
pub(super) struct Fields {
    delimiter: u8,
    quoted: Reader,
    literal: Reader,
    is_quoted: bool,
    text: Vec<u8>,
    ends: Vec<usize>,
    written: usize,
    count: usize,
}

impl Fields {
    pub(super) fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            quoted: ReaderBuilder::new().delimiter(delimiter).build(),
            literal: ReaderBuilder::new().delimiter(delimiter).quoting(false).build(),
            is_quoted: true,
            text: Vec::new(),
            ends: vec![0; 64],
            written: 0,
            count: 0,
        }
    }

    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Number of fields of the last record.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Splits a line that is a record by itself. `quoted` says whether quotation marks enclose
    /// fields; they are characters like any other otherwise. Returns `false` when a quoted field is
    /// still open at the end of the line.
    pub(super) fn split(&mut self, line: &str, quoted: bool) -> Result<bool, Refused> {
        self.is_quoted = quoted;
        if quoted {
            self.quoted.reset()
        } else {
            self.literal.reset()
        }
        (self.written, self.count) = (0, 0);
        self.go_on(line)
    }

    /// Goes on with the next line of a record that is open.
    pub(super) fn go_on(&mut self, line: &str) -> Result<bool, Refused> {
        // An empty piece would be taken for the end of the file.
        Ok((!line.is_empty() && self.feed(line.as_bytes())?) || self.feed(b"\n")?)
    }

    fn feed(&mut self, mut piece: &[u8]) -> Result<bool, Refused> {
        let room = self.written + piece.len() + 1;
        if self.text.len() < room {
            self.text.resize(room.next_power_of_two(), 0);
        }
        loop {
            let reader = if self.is_quoted { &mut self.quoted } else { &mut self.literal };
            let (result, read, written, ended) = reader.read_record(piece, &mut self.text[self.written..], &mut self.ends[self.count..]);
            piece = &piece[read..];
            self.written += written;
            self.count += ended;
            match result {
                ReadRecordResult::Record | ReadRecordResult::End => return Ok(true),
                ReadRecordResult::InputEmpty => return Ok(false),
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    if self.count >= FIELDS_IN_ROW {
                        return Err(Refused::TooLarge { what: Excess::Columns, limit: FIELDS_IN_ROW as u64 });
                    }
                    if self.count == self.ends.len() {
                        self.ends.resize(self.ends.len() * 2, 0);
                    }
                    if self.written == self.text.len() {
                        self.text.resize(self.text.len() * 2, 0);
                    }
                    if piece.is_empty() {
                        return Ok(false);
                    }
                }
            }
        }
    }

    /// The fields of the last record. Of one that was split with quotation marks as characters,
    /// fields that are enclosed in them come without.
    pub(super) fn get(&self) -> Result<Vec<std::borrow::Cow<'_, str>>, Refused> {
        // The text is valid and fields are cut at ASCII bytes.
        let text = std::str::from_utf8(&self.text[..self.written]).map_err(|_| Refused::Truncated)?;
        let mut start = 0;
        let fields = self.ends[..self.count].iter().map(|&end| {
            let field = text.get(start..end).unwrap_or_default();
            start = end;
            let inside = || field.strip_prefix('"')?.strip_suffix('"');
            match inside().filter(|_| !self.is_quoted) {
                Some(inside) => inside.replace("\"\"", "\"").into(),
                None => field.into(),
            }
        });
        Ok(fields.collect())
    }
}

/// Fields of a line when quotation marks are characters like any other.
pub(super) fn literal_width(line: &str, delimiter: u8) -> usize {
    memchr::memchr_iter(delimiter, line.as_bytes()).count() + 1
}

/// Whether each quotation mark stands where the format wants it: around a whole field, or doubled
/// inside such a one. Inside other fields it is a character like any other.
pub(super) fn is_well_formed(record: &str, delimiter: u8) -> bool {
    let bytes = record.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'"' {
            at += 1;
            loop {
                let Some(quote) = memchr::memchr(b'"', &bytes[at..]) else { return false };
                at += quote + 1;
                if bytes.get(at) != Some(&b'"') {
                    break;
                }
                at += 1;
            }
            match bytes.get(at) {
                None => return true,
                Some(b) if *b == delimiter => at += 1,
                Some(_) => return false,
            }
        } else {
            match memchr::memchr(delimiter, &bytes[at..]) {
                Some(end) => at += end + 1,
                None => return true,
            }
        }
    }
    true
}
