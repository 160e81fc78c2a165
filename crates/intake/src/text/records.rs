//! From decoded text to records.
//!
//! A quotation mark that is not meant as one must not swallow the rows after it. A line that leaves
//! a quoted field open is therefore joined with the lines after it only when that makes a record as
//! the format wants it and the lines are no whole records by themselves. Otherwise its quotation
//! marks are characters like any other; where the row then has another number of fields than the
//! list, nobody can tell what was meant, and the row is marked so that it is refused by name.

use super::fields::{Fields, is_well_formed, literal_width};
use super::{Bytes, fill};
use crate::limits::Limits;
use crate::refused::{Excess, Refused};
use encoding_rs::Decoder;
use std::borrow::Cow;
use std::ops::ControlFlow;

/// Bytes of a file that are decoded at a time.
const CHUNK: usize = 64 << 10;
/// Text before the current line that is kept, at most.
const BEHIND: usize = 256 << 10;
/// Bytes that may be looked through in all for the end of a quoted field without finding one: a
/// file made of quotation marks must not be read over and over again.
const SEARCHED_IN_VAIN: usize = 32 << 20;

/// A record of a text file; a blank line is one without fields.
pub(super) struct Record<'a> {
    /// Number of its row as a spreadsheet shows it.
    pub(super) row: u32,
    /// Line of the file in which it begins.
    pub(super) line: u64,
    pub(super) fields: &'a [Cow<'a, str>],
    /// Whether a quotation mark leaves it open where its fields begin and end.
    pub(super) is_stray: bool,
}

/// Text that is decoded as it is needed.
pub(super) struct Text {
    bytes: Option<(Bytes, Decoder)>,
    raw: Vec<u8>,
    text: String,
    /// Where the current line begins.
    start: usize,
}

/// End of a line, and start of the next.
#[derive(Clone, Copy)]
struct Cut {
    end: usize,
    next: usize,
}

impl Text {
    pub(super) fn new(bytes: Bytes, decoder: Decoder) -> Self {
        Self { bytes: Some((bytes, decoder)), raw: vec![0; CHUNK], text: String::new(), start: 0 }
    }

    /// A text that is there as a whole.
    pub(super) fn whole(text: &str) -> Self {
        Self { bytes: None, raw: Vec::new(), text: text.to_owned(), start: 0 }
    }

    /// Decodes more; `false` at the end.
    fn more(&mut self) -> Result<bool, Refused> {
        let Some((bytes, decoder)) = &mut self.bytes else { return Ok(false) };
        let n = fill(bytes, &mut self.raw)?;
        self.text.reserve(decoder.max_utf8_buffer_length(n).unwrap_or(4 * n));
        let _ = decoder.decode_to_string(&self.raw[..n], &mut self.text, n == 0);
        if n == 0 {
            self.bytes = None;
        }
        Ok(true)
    }

    /// The line that begins at a place; `None` at the end of the text.
    fn line(&mut self, from: usize, limits: &Limits) -> Result<Option<Cut>, Refused> {
        let mut looked = from;
        loop {
            let text = self.text.as_bytes();
            if let Some(at) = memchr::memchr2(b'\n', b'\r', &text[looked..]).map(|at| looked + at) {
                let is_return = text[at] == b'\r';
                if is_return && text.get(at + 1) == Some(&b'\n') {
                    return Ok(Some(Cut { end: at, next: at + 2 }));
                }
                // Whether a line feed follows may not be known yet.
                if is_return && at + 1 == text.len() && self.more()? {
                    looked = at;
                    continue;
                }
                return Ok(Some(Cut { end: at, next: at + 1 }));
            }
            looked = text.len();
            if looked - from > limits.row_bytes {
                return Err(Refused::TooLarge { what: Excess::Row, limit: limits.row_bytes as u64 });
            }
            if !self.more()? {
                return Ok((looked > from).then_some(Cut { end: looked, next: looked }));
            }
        }
    }

    fn go_to(&mut self, next: usize) {
        self.start = next;
        if self.start > BEHIND {
            self.text.drain(..self.start);
            self.start = 0;
        }
    }
}

/// How many fields the list's rows have.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Widths {
    /// Usually; 0 when it is not known.
    pub(super) usual: usize,
    /// At most, of those that were looked at.
    pub(super) most: usize,
}

/// Reads records.
pub(super) struct Records<'a> {
    text: Text,
    fields: Fields,
    widths: Widths,
    limits: &'a Limits,
    in_vain: usize,
}

/// What a line turned out to be the beginning of; its fields are those last split.
struct Found {
    next: usize,
    lines: u64,
    is_stray: bool,
}

impl<'a> Records<'a> {
    pub(super) fn new(text: Text, delimiter: u8, widths: Widths, limits: &'a Limits) -> Self {
        Self { text, fields: Fields::new(delimiter), widths, limits, in_vain: 0 }
    }

    /// Calls `each` with every record. `skipped` is the number of lines before the first row.
    pub(super) fn each(&mut self, skipped: u64, each: &mut dyn FnMut(&Record<'_>) -> ControlFlow<()>) -> Result<(), Refused> {
        let (mut row, mut line) = (0_u32, 1_u64);
        for _ in 0..skipped {
            let Some(cut) = self.text.line(self.text.start, self.limits)? else { return Ok(()) };
            self.text.go_to(cut.next);
            line += 1;
        }
        while let Some(cut) = self.text.line(self.text.start, self.limits)? {
            row = row.saturating_add(1);
            let flow = if cut.end == self.text.start {
                self.text.go_to(cut.next);
                each(&Record { row, line, fields: &[], is_stray: false })
            } else {
                let found = self.record(cut)?;
                self.text.go_to(found.next);
                let flow = each(&Record { row, line, fields: &self.fields.get()?, is_stray: found.is_stray });
                line += found.lines - 1;
                flow
            };
            if flow.is_break() {
                return Ok(());
            }
            line += 1;
        }
        Ok(())
    }

    fn record(&mut self, cut: Cut) -> Result<Found, Refused> {
        let alone = |is_stray| Found { next: cut.next, lines: 1, is_stray };
        let line = &self.text.text[self.text.start..cut.end];
        let is_closed = self.fields.split(line, true)?;
        if memchr::memchr(b'"', line.as_bytes()).is_none() {
            return Ok(alone(false));
        }
        if is_closed {
            let delimiter = self.fields.delimiter();
            // A word in quotation marks at the start of a field, and more after it, is one field, as spreadsheets read it.
            let (count, usual) = (self.fields.count(), self.widths.usual);
            let is_lenient = usual == 0 || count == usual && count == literal_width(line, delimiter);
            if is_lenient || is_well_formed(line, delimiter) {
                return Ok(alone(false));
            }
        } else if let Some(joined) = self.joined(cut)? {
            return Ok(joined);
        }
        let line = &self.text.text[self.text.start..cut.end];
        self.fields.split(line, false)?;
        Ok(alone(self.widths.usual != 0 && self.fields.count() != self.widths.usual))
    }

    /// Joins a line that leaves a quoted field open with the lines up to its end; `None` when that
    /// makes no record.
    fn joined(&mut self, first: Cut) -> Result<Option<Found>, Refused> {
        let start = self.text.start;
        let Widths { usual, most } = self.widths;
        let (mut last, mut next, mut lines) = (start, first.next, 1);
        let closed = loop {
            let looked = next - start;
            if looked > self.limits.row_bytes || self.in_vain + looked > SEARCHED_IN_VAIN {
                break None;
            }
            let Some(cut) = self.text.line(next, self.limits)? else { break None };
            lines += 1;
            let piece = &self.text.text[next..cut.end];
            (last, next) = (next, cut.next);
            match self.fields.go_on(piece) {
                Ok(true) => break Some(cut.end),
                Ok(false) if usual == 0 || self.fields.count() < most => {}
                // More fields than a row has: this is no row.
                Ok(false) | Err(_) => break None,
            }
        };
        let delimiter = self.fields.delimiter();
        let found = closed.filter(|&end| {
            let text = &self.text.text;
            let is_whole = |line: &str| usual > 1 && literal_width(line, delimiter) == usual;
            let are_rows = is_whole(&text[start..first.end]) && is_whole(&text[last..end]);
            let fits = usual == 0 || self.fields.count() <= most;
            fits && !are_rows && is_well_formed(&text[start..end], delimiter)
        });
        if found.is_none() {
            self.in_vain += next - start;
        }
        Ok(found.map(|_| Found { next, lines, is_stray: false }))
    }
}
