//! Separated lists (csv): encoding and delimiter found from the content, rows streamed.
//!
//! Fields are split by `csv-core`. Records are cut here so that row numbers are the spreadsheet's
//! (blank lines count, a line break inside quotes does not), so that a row is bounded while it
//! grows, and so that a quotation mark that was never meant as one does not swallow rows.

mod fields;
mod records;

use crate::bounded::Inflated;
use crate::cell::Cell;
use crate::grid::GridRow;
use crate::kind::{self, FileKind};
use crate::limits::Limits;
use crate::line::Line;
use crate::origin::Origin;
use crate::refused::{Excess, Refused};
use domain::imports::Reason;
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use fields::Fields;
use flate2::read::MultiGzDecoder;
use records::{Record, Records, Text, Widths};
use std::io::Read;
use std::ops::ControlFlow;

/// Bytes looked at to find the delimiter.
const SAMPLE: usize = 128 << 10;
/// Records looked at to find the delimiter.
const SAMPLE_RECORDS: usize = 50;
/// Bytes that may separate columns.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Separates the columns of a list that has only one: no text contains it.
const NO_DELIMITER: u8 = 0x1F;

/// How a text file is written.
#[derive(Clone, Debug)]
pub(crate) struct Dialect {
    gzip: bool,
    encoding: &'static Encoding,
    delimiter: u8,
    widths: Widths,
    /// Excel's own first line `sep=;`, which no spreadsheet shows as a row.
    separator_line: bool,
}

impl Dialect {
    /// Whether commas separate the columns, so that a comma in a number cannot be its decimal mark.
    pub(crate) fn is_separated_by_commas(&self) -> bool {
        self.delimiter == b','
    }
}

/// What tells the delimiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// The first rows: a title may stand above the header.
    Rows,
    /// The first line, which is the header or the first row. Without any delimiter in it, the list has one column.
    FirstLine,
}

type Bytes = Inflated<Box<dyn Read>>;

fn bytes(origin: &Origin, gzip: bool, limits: &Limits) -> Result<Bytes, Refused> {
    let file = origin.open()?;
    let inner: Box<dyn Read> = if gzip { Box::new(MultiGzDecoder::new(std::io::BufReader::new(file))) } else { Box::new(file) };
    Ok(Inflated::new(inner, origin.length()?, limits))
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
pub(crate) fn detect(origin: &Origin, gzip: bool, evidence: Evidence, limits: &Limits) -> Result<Dialect, Refused> {
    let encoding = encoding(origin, gzip, limits)?;
    let mut head = vec![0; SAMPLE];
    let n = fill(&mut bytes(origin, gzip, limits)?, &mut head)?;
    let (text, _, _) = encoding.decode(&head[..n]);
    let text = text.trim_start_matches('\u{FEFF}');
    // The last line of the sample may be cut off.
    let text = if n < SAMPLE { text } else { text.rfind(['\n', '\r']).map_or(text, |end| &text[..end]) };
    let first = text.lines().next().unwrap_or_default().trim();
    let said = first.strip_prefix("sep=").and_then(|rest| rest.bytes().next()).filter(u8::is_ascii);
    let separator_line = said.is_some();
    let delimiter = match (said, evidence) {
        (Some(said), _) => said,
        (None, Evidence::Rows) => delimiter(text, limits)?,
        (None, Evidence::FirstLine) => of_first_line(text.split(['\n', '\r']).next().unwrap_or_default())?,
    };
    let found = widths(text, delimiter, u64::from(separator_line), limits)?;
    let widths = Widths { usual: usual(&found), most: found.iter().copied().max().unwrap_or(0) };
    Ok(Dialect { gzip, encoding, delimiter, widths, separator_line })
}

/// UTF-8 when the whole file is, UTF-16 by its mark, otherwise Windows-1252, which holds
/// ISO-8859-1. Files are short and reading them twice is cheap; guessing from the first part would
/// break the one late å. The letters of DOS are told by å, ä and ö that would be signs inside words.
fn encoding(origin: &Origin, gzip: bool, limits: &Limits) -> Result<&'static Encoding, Refused> {
    let mut reader = bytes(origin, gzip, limits)?;
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
    let mut sink = String::new();
    let (mut is_utf8, mut letters) = (true, Letters::default());
    loop {
        if is_utf8 {
            sink.clear();
            sink.reserve(decoder.max_utf8_buffer_length_without_replacement(n).unwrap_or(4 * n));
            let (result, _) = decoder.decode_to_string_without_replacement(&chunk[..n], &mut sink, n == 0);
            is_utf8 = !matches!(result, DecoderResult::Malformed(_, _));
        }
        // What was UTF-8 so far has none of the letters that are looked for.
        if !is_utf8 {
            letters.add(&chunk[..n]);
        }
        if n == 0 {
            break;
        }
        n = fill(&mut reader, &mut chunk)?;
    }
    match (is_utf8, letters.are_of_dos()) {
        (true, _) => Ok(UTF_8),
        (false, true) => Err(Refused::WrongKind { found: FileKind::DosText }),
        (false, false) => Ok(WINDOWS_1252),
    }
}

/// Which letters the bytes above ASCII are: å, ä and ö inside or at the start of words, in the code
/// pages of DOS (437, 850) and in that of Windows.
#[derive(Default)]
struct Letters {
    dos: u64,
    windows: u64,
}

impl Letters {
    fn add(&mut self, bytes: &[u8]) {
        // The same bytes are „, ” and † in Windows: such a sign has no letter on both sides.
        let small = |b: u8| matches!(b, 0x84 | 0x86 | 0x94);
        let large = |b: u8| matches!(b, 0x8E | 0x8F | 0x99);
        for three in bytes.windows(3) {
            let [before, b, after] = [three[0], three[1], three[2]];
            if b < 0x80 {
                continue;
            }
            let is_letter = |b: u8| b.is_ascii_alphabetic() || small(b);
            self.dos += u64::from(small(b) && is_letter(before) && is_letter(after) || large(b) && is_letter(after));
            self.windows += u64::from(matches!(b, 0xE5 | 0xE4 | 0xF6 | 0xC5 | 0xC4 | 0xD6));
        }
    }

    fn are_of_dos(&self) -> bool {
        self.dos > 0 && self.windows == 0
    }
}

/// Fields of the first records. A quoted field may be as long as it likes here.
fn widths(text: &str, delimiter: u8, skipped: u64, limits: &Limits) -> Result<Vec<usize>, Refused> {
    let mut widths = Vec::new();
    Records::new(Text::whole(text), delimiter, Widths::default(), limits).each(skipped, &mut |record| {
        if !record.fields.is_empty() {
            widths.push(record.fields.len());
        }
        if widths.len() < SAMPLE_RECORDS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(widths)
}

/// The middle one.
fn usual(widths: &[usize]) -> usize {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or(0)
}

/// The delimiter that splits the first rows into the most columns, all rows alike.
fn delimiter(text: &str, limits: &Limits) -> Result<u8, Refused> {
    let mut best = (0, b',');
    let mut fault = None;
    for candidate in DELIMITERS {
        let widths = match widths(text, candidate, 0, limits) {
            Ok(widths) => widths,
            Err(refused) => {
                fault = Some(refused);
                continue;
            }
        };
        let usual = usual(&widths);
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

/// The delimiter that splits the first line into the most fields. Of two the one that comes first
/// in [`DELIMITERS`]: a row without header may have as many decimal commas as semicolons.
fn of_first_line(line: &str) -> Result<u8, Refused> {
    let mut best = (1, NO_DELIMITER);
    for candidate in DELIMITERS {
        let mut fields = Fields::new(candidate);
        fields.split(line, true)?;
        if fields.count() > best.0 {
            best = (fields.count(), candidate);
        }
    }
    Ok(best.1)
}

/// Calls `each` with every record, blank lines included.
fn each_record(
    origin: &Origin,
    dialect: &Dialect,
    limits: &Limits,
    each: &mut dyn FnMut(&Record<'_>) -> ControlFlow<()>,
) -> Result<(), Refused> {
    let text = Text::new(bytes(origin, dialect.gzip, limits)?, dialect.encoding.new_decoder());
    Records::new(text, dialect.delimiter, dialect.widths, limits).each(u64::from(dialect.separator_line), each)
}

/// Calls `each` with every row as texts, blank ones included.
pub(crate) fn each_text(
    origin: &Origin,
    dialect: &Dialect,
    limits: &Limits,
    each: &mut dyn FnMut(&GridRow<'_>) -> ControlFlow<()>,
) -> Result<(), Refused> {
    each_record(origin, dialect, limits, &mut |record| {
        let fault = record.is_stray.then_some(Reason::StrayQuote);
        each(&GridRow { line: record.line, texts: record.fields, fault })
    })
}

/// Calls `each` with every row that is not blank.
pub(crate) fn each_row(
    origin: &Origin,
    dialect: &Dialect,
    limits: &Limits,
    each: &mut dyn FnMut(&Line<'_>) -> ControlFlow<()>,
) -> Result<(), Refused> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut rows = 0_u64;
    let mut excess = None;
    each_record(origin, dialect, limits, &mut |record| {
        cells.clear();
        cells.extend(record.fields.iter().map(|f| if f.len() > limits.cell_bytes { Cell::TooLong } else { Cell::from_text(f) }));
        while cells.last().is_some_and(Cell::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            return ControlFlow::Continue(());
        }
        rows += 1;
        if cells.len() > limits.columns {
            excess = Some(Refused::TooLarge { what: Excess::Columns, limit: limits.columns as u64 });
        } else if rows > limits.rows {
            excess = Some(Refused::TooLarge { what: Excess::Rows, limit: limits.rows });
        }
        if excess.is_some() {
            return ControlFlow::Break(());
        }
        let fault = record.is_stray.then_some(Reason::StrayQuote);
        each(&Line { number: record.row, cells: &cells, fields: Some(record.fields.len()), fault, is_hidden: false })
    })?;
    excess.map_or(Ok(()), Err)
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
