//! Separated lists (csv): encoding and delimiter found from the content, rows streamed.
//!
//! The row splitter is our own so that row numbers are the spreadsheet's (blank lines count, a line
//! break inside quotes does not) and so that a row is bounded while it grows.

use crate::bounded::Inflated;
use crate::cell::Cell;
use crate::kind::{self, FileKind};
use crate::limits::Limits;
use crate::refused::{Excess, Refused};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

/// Bytes looked at to find the delimiter.
const SAMPLE: usize = 128 << 10;
/// Fields of a row, empty ones included.
const FIELDS_IN_ROW: usize = 16_384;

/// How a text file is written.
#[derive(Clone, Debug)]
pub(crate) struct Dialect {
    gzip: bool,
    encoding: &'static Encoding,
    delimiter: u8,
    /// Excel's own first line `sep=;`, which no spreadsheet shows as a row.
    separator_line: bool,
}

type Bytes = Inflated<Box<dyn Read>>;

fn bytes(path: &Path, gzip: bool, limits: &Limits) -> Result<Bytes, Refused> {
    let file = File::open(path).map_err(|e| Refused::from_io(&e))?;
    let length = file.metadata().map_err(|e| Refused::from_io(&e))?.len();
    let file = BufReader::new(file);
    let inner: Box<dyn Read> = if gzip { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    Ok(Inflated::new(inner, length, limits))
}

/// Reads up to a buffer's length; fewer only at the end.
fn fill(reader: &mut Bytes, buffer: &mut [u8]) -> Result<usize, Refused> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Refused::from_io(&error)),
        }
    }
    reader.mark();
    Ok(filled)
}

/// Finds encoding and delimiter; refuses what is not text.
pub(crate) fn detect(path: &Path, gzip: bool, limits: &Limits) -> Result<Dialect, Refused> {
    let encoding = encoding(path, gzip, limits)?;
    let mut head = vec![0; SAMPLE];
    let n = fill(&mut bytes(path, gzip, limits)?, &mut head)?;
    let (text, _, _) = encoding.decode(&head[..n]);
    let mut lines = text.trim_start_matches('\u{FEFF}').lines();
    let first = lines.next().unwrap_or_default().trim();
    if let Some(mark) = first.strip_prefix("sep=").and_then(|rest| rest.bytes().next()).filter(u8::is_ascii) {
        return Ok(Dialect { gzip, encoding, delimiter: mark, separator_line: true });
    }
    Ok(Dialect { gzip, encoding, delimiter: delimiter(&text, limits)?, separator_line: false })
}

/// UTF-8 when the whole file is, UTF-16 by its mark, otherwise Windows-1252, which holds
/// ISO-8859-1. Files are short and reading them twice is cheap; guessing from the first part would
/// break the one late å.
fn encoding(path: &Path, gzip: bool, limits: &Limits) -> Result<&'static Encoding, Refused> {
    let mut reader = bytes(path, gzip, limits)?;
    let mut chunk = vec![0; 64 << 10];
    let mut n = fill(&mut reader, &mut chunk)?;
    match kind::of(&chunk[..n]) {
        FileKind::Text => {}
        found => return Err(Refused::WrongKind { found }),
    }
    if chunk[..n].trim_ascii().is_empty() {
        return Err(Refused::Empty);
    }
    if chunk.starts_with(&[0xFF, 0xFE]) {
        return Ok(UTF_16LE);
    }
    if chunk.starts_with(&[0xFE, 0xFF]) {
        return Ok(UTF_16BE);
    }
    let mut decoder = UTF_8.new_decoder();
    let mut sink = vec![0; 256 << 10];
    loop {
        let (result, _, _) = decoder.decode_to_utf8_without_replacement(&chunk[..n], &mut sink, n == 0);
        if matches!(result, DecoderResult::Malformed(_, _)) {
            return Ok(WINDOWS_1252);
        }
        if n == 0 {
            return Ok(UTF_8);
        }
        n = fill(&mut reader, &mut chunk)?;
    }
}

/// The delimiter that splits the first rows into the most columns, all rows alike.
fn delimiter(text: &str, limits: &Limits) -> Result<u8, Refused> {
    let mut best = (0, b',');
    let mut fault = None;
    for candidate in [b';', b',', b'\t', b'|'] {
        let mut widths: Vec<usize> = Vec::new();
        let mut splitter = Splitter::new(candidate, limits);
        let split = splitter.push(text.as_bytes(), &mut |_, fields| {
            widths.push(fields.len());
            if widths.len() < 50 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        if let Err(refused) = split {
            fault = Some(refused);
            continue;
        }
        let mut sorted = widths.clone();
        sorted.sort_unstable();
        let usual = sorted.get(sorted.len() / 2).copied().unwrap_or(0);
        if usual < 2 {
            continue;
        }
        let alike = widths.iter().filter(|w| **w == usual).count() * 100 / widths.len();
        let score = alike * 1_000 + usual.min(999);
        if score > best.0 {
            best = (score, candidate);
        }
    }
    match fault {
        // No delimiter splits it into anything, and one would have split it into too much.
        Some(refused) if best.0 == 0 => Err(refused),
        Some(_) | None => Ok(best.1),
    }
}

/// Calls `each` with the number and cells of every row that is not blank.
pub(crate) fn each_row(
    path: &Path,
    dialect: &Dialect,
    limits: &Limits,
    each: &mut dyn FnMut(u32, &[Cell]) -> ControlFlow<()>,
) -> Result<(), Refused> {
    let mut reader = bytes(path, dialect.gzip, limits)?;
    let mut decoder: Decoder = dialect.encoding.new_decoder();
    let mut raw = vec![0; 32 << 10];
    let mut text = vec![0; 128 << 10];
    let mut splitter = Splitter::new(dialect.delimiter, limits);
    splitter.skip = u32::from(dialect.separator_line);
    let mut cells: Vec<Cell> = Vec::new();
    let mut rows = 0_u64;
    let mut excess = None;
    let mut take = |number: u32, fields: &[&str]| {
        cells.clear();
        cells.extend(fields.iter().map(|f| if f.len() > limits.cell_bytes { Cell::TooLong } else { Cell::from_text(f) }));
        while cells.last().is_some_and(Cell::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            return ControlFlow::Continue(());
        }
        rows += 1;
        if cells.len() > limits.columns {
            excess = Some(Refused::TooLarge { what: Excess::Columns, limit: limits.columns as u64 });
            return ControlFlow::Break(());
        }
        if rows > limits.rows {
            excess = Some(Refused::TooLarge { what: Excess::Rows, limit: limits.rows });
            return ControlFlow::Break(());
        }
        each(number, &cells)
    };
    loop {
        let n = fill(&mut reader, &mut raw)?;
        // Three bytes out for one byte in is the most that any of these encodings needs.
        let (_, _, written, _) = decoder.decode_to_utf8(&raw[..n], &mut text, n == 0);
        let flow = splitter.push(&text[..written], &mut take)?;
        if flow.is_break() {
            break;
        }
        if n == 0 {
            splitter.finish(&mut take)?;
            break;
        }
    }
    excess.map_or(Ok(()), Err)
}

type Take<'a> = &'a mut dyn FnMut(u32, &[&str]) -> ControlFlow<()>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    FieldStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

/// Splits decoded text into rows and fields.
struct Splitter {
    delimiter: u8,
    row_bytes: usize,
    row: Vec<u8>,
    ends: Vec<usize>,
    at: At,
    after_return: bool,
    number: u32,
    skip: u32,
}

impl Splitter {
    fn new(delimiter: u8, limits: &Limits) -> Self {
        let row_bytes = limits.row_bytes;
        Self { delimiter, row_bytes, row: Vec::new(), ends: Vec::new(), at: At::FieldStart, after_return: false, number: 0, skip: 0 }
    }

    fn push(&mut self, text: &[u8], take: Take<'_>) -> Result<ControlFlow<()>, Refused> {
        for &b in text {
            if std::mem::take(&mut self.after_return) && b == b'\n' {
                continue;
            }
            if self.at == At::Quoted {
                if b == b'"' {
                    self.at = At::QuoteInQuoted;
                } else {
                    self.row.push(b);
                }
            } else if b == b'"' && self.at == At::FieldStart {
                self.at = At::Quoted;
            } else if b == b'"' && self.at == At::QuoteInQuoted {
                self.row.push(b'"');
                self.at = At::Quoted;
            } else if b == self.delimiter {
                self.end_field()?;
            } else if b == b'\n' || b == b'\r' {
                self.after_return = b == b'\r';
                if self.end_row(take)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            } else {
                self.row.push(b);
                self.at = At::Plain;
            }
            if self.row.len() > self.row_bytes {
                return Err(Refused::TooLarge { what: Excess::Row, limit: self.row_bytes as u64 });
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn finish(&mut self, take: Take<'_>) -> Result<(), Refused> {
        if self.at == At::Quoted {
            return Err(Refused::Truncated);
        }
        if !self.row.is_empty() || !self.ends.is_empty() {
            let _ = self.end_row(take)?;
        }
        Ok(())
    }

    fn end_field(&mut self) -> Result<(), Refused> {
        self.ends.push(self.row.len());
        self.at = At::FieldStart;
        if self.ends.len() > FIELDS_IN_ROW {
            return Err(Refused::TooLarge { what: Excess::Columns, limit: FIELDS_IN_ROW as u64 });
        }
        Ok(())
    }

    fn end_row(&mut self, take: Take<'_>) -> Result<ControlFlow<()>, Refused> {
        self.end_field()?;
        let mut flow = ControlFlow::Continue(());
        if self.skip > 0 {
            self.skip -= 1;
        } else {
            self.number = self.number.saturating_add(1);
            // The decoder gives valid text and fields are cut at ASCII bytes.
            let text = std::str::from_utf8(&self.row).map_err(|_| Refused::Truncated)?;
            let mut start = 0;
            let mut fields = Vec::with_capacity(self.ends.len());
            for &end in &self.ends {
                fields.push(text.get(start..end).unwrap_or_default());
                start = end;
            }
            if !text.is_empty() || fields.len() > 1 {
                flow = take(self.number, &fields);
            }
        }
        self.row.clear();
        self.ends.clear();
        Ok(flow)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn split(text: &str, delimiter: u8) -> Vec<(u32, Vec<String>)> {
        let mut rows = Vec::new();
        let mut take = |n: u32, f: &[&str]| {
            rows.push((n, f.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()));
            ControlFlow::Continue(())
        };
        let mut splitter = Splitter::new(delimiter, &Limits::default());
        // In pieces of one byte: a row may be cut anywhere.
        for b in text.as_bytes() {
            assert!(splitter.push(&[*b], &mut take).unwrap().is_continue());
        }
        splitter.finish(&mut take).unwrap();
        rows
    }

    #[test]
    fn quotes_breaks_and_row_numbers() {
        let rows = split("a;b\r\n\r\n\"x;1\";\"say \"\"hi\"\"\nthere\"\nlast;", b';');
        assert_eq!(rows[0], (1, vec!["a".into(), "b".into()]));
        assert_eq!(rows[1], (3, vec!["x;1".into(), "say \"hi\"\nthere".into()]));
        assert_eq!(rows[2], (4, vec!["last".into(), String::new()]));
    }

    #[test]
    fn delimiter_despite_decimal_commas() {
        let limits = Limits::default();
        assert_eq!(delimiter("id;lat;lon\n1;58,4;15,6\n2;58,5;15,7\n", &limits), Ok(b';'));
        assert_eq!(delimiter("id,lat,lon\n1,58.4,15.6\n", &limits), Ok(b','));
        assert_eq!(delimiter("id\tlat\tlon\n1\t58,4\t15,6\n", &limits), Ok(b'\t'));
    }
}
