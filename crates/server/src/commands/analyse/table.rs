//! Reading a table: columns by name, numbers and times, and rows that cannot be read named one by one.

use super::line_ends::LineEnds;
use super::remarks::Noticed;
use super::times::{self, Kinds, Written};
use super::unusable;
use crate::outcome::Trouble;
use clap::Args;
use encoding_rs::WINDOWS_1252;
use intake::coordinates::Plane;
use messages::Lang;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::rc::Rc;

/// Which file, and how it is written.
#[derive(Clone, Debug, Args)]
pub struct Source {
    /// Table: csv with a header row; comma, semicolon or tab is seen from it.
    pub file: PathBuf,
    /// The file has no header row: columns are named 1, 2, 3 …
    #[arg(long)]
    pub no_header: bool,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A number; a comma is a decimal mark where columns are not separated by commas.
    Number,
    /// A number of a series, where a row without one keeps its place and is NaN.
    Step,
    /// A date, a time (ISO 8601, as the clock on the wall showed; a zone is not converted) or a number of days: becomes days, whole or not ([`times`]). At most one column.
    Time,
    /// Text as it stands.
    Text,
}

/// A row that could not be used.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// Line of the file, the header being 1.
    pub line: u64,
    /// Column with the trouble.
    pub column: String,
    /// What stands there.
    pub value: String,
}

/// The wanted columns of the rows that could be used.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Rows of the file, the header not counted.
    pub read: u64,
    /// Line of the file for each row.
    pub lines: Vec<u64>,
    /// Rows that were not used.
    pub rejected: Vec<Rejected>,
    /// Whether a time column held dates, not plain numbers: times are then written back as dates.
    pub dated: bool,
    /// What is told of them with the answer.
    pub noticed: Vec<Noticed>,
    /// In which metres the places are, when the file had degrees.
    plane: Option<Rc<Plane>>,
    kinds: Kinds,
    columns: Vec<Column>,
}

#[derive(Clone, Debug)]
enum Column {
    Numbers(Vec<f64>),
    Texts(Vec<String>),
}

enum Cell {
    Number(f64),
    Time(Written, String),
    Text(String),
}

impl Rows {
    /// A number or time column, by its place among the wanted; nothing for a text column.
    pub fn numbers(&self, column: usize) -> &[f64] {
        match self.columns.get(column) {
            Some(Column::Numbers(values)) => values,
            Some(Column::Texts(_)) | None => &[],
        }
    }

    /// A text column, by its place among the wanted; nothing for a column of numbers.
    pub fn texts(&self, column: usize) -> &[String] {
        match self.columns.get(column) {
            Some(Column::Texts(values)) => values,
            Some(Column::Numbers(_)) | None => &[],
        }
    }

    /// Degrees in two columns become metres; rows whose place cannot be projected are rejected.
    fn project(&mut self, lon: usize, lat: usize, names: [&str; 2]) {
        let plane = Plane::around(self.numbers(lon), self.numbers(lat));
        let places: Vec<Option<[f64; 2]>> =
            self.numbers(lon).iter().zip(self.numbers(lat)).map(|(&lon, &lat)| plane.metres(lon, lat)).collect();
        for (row, place) in places.iter().enumerate().filter(|(_, place)| place.is_none()) {
            debug_assert!(place.is_none());
            let value = format!("{}, {}", self.numbers(lon)[row], self.numbers(lat)[row]);
            self.rejected.push(Rejected { line: self.lines[row], column: names.join(", "), value });
        }
        for (at, column) in self.columns.iter_mut().enumerate() {
            match column {
                Column::Numbers(values) if at == lon => *values = places.iter().flatten().map(|p| p[0]).collect(),
                Column::Numbers(values) if at == lat => *values = places.iter().flatten().map(|p| p[1]).collect(),
                Column::Numbers(values) => keep(values, &places),
                Column::Texts(values) => keep(values, &places),
            }
        }
        keep(&mut self.lines, &places);
        self.rejected.sort_by_key(|r| r.line);
        self.plane = Some(Rc::new(plane));
    }

    /// Places in the first two columns become metres, when they are degrees. Numbers that look like degrees, and are taken for metres, are told.
    pub fn in_metres(&mut self, lonlat: bool, metres: bool, names: [&str; 2]) {
        if lonlat {
            self.project(0, 1, names);
        } else if metres && within_a_degree(self.numbers(0), 180.0) && within_a_degree(self.numbers(1), 90.0) {
            self.noticed.push(Noticed::Degrees);
        }
    }

    /// A place in metres as the file has places: in degrees, or as it stands.
    pub fn as_read(&self, x: f64, y: f64) -> [f64; 2] {
        self.plane.as_ref().and_then(|plane| plane.degrees(x, y)).unwrap_or([x, y])
    }

    /// How the rows fared, as it stands in an answer's JSON.
    pub fn as_json(&self) -> Value {
        let rejected: Vec<Value> = self.rejected.iter().map(|r| json!({ "line": r.line, "column": r.column, "value": r.value })).collect();
        json!({ "read": self.read, "used": self.read - self.rejected.len() as u64, "rejected": rejected })
    }
}

/// Whether values are degrees by the look of them: several, near each other as those of a town are, and not a square of side 1.
fn within_a_degree(values: &[f64], most: f64) -> bool {
    let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(*v), h.max(*v)));
    low < high && high - low < 1.0 && low >= -most && high <= most && !(0.0..=1.0).contains(&low)
}

fn keep<T>(values: &mut Vec<T>, places: &[Option<[f64; 2]>]) {
    let mut places = places.iter();
    values.retain(|_| places.next().is_some_and(Option::is_some));
}

/// Reads the wanted columns.
pub fn read(source: &Source, wanted: &[(&str, Holds)], lang: Lang) -> Result<Rows, Trouble> {
    let cannot = |cause: String| {
        Trouble::Analysis(lang.format("cli-cannot-read", &[("value", format!("{}: {cause}", source.file.display()).into())]))
    };
    let mut reader = BufReader::with_capacity(1 << 16, File::open(&source.file).map_err(|e| cannot(e.to_string()))?);
    let start = reader.fill_buf().map_err(|e| cannot(e.to_string()))?;
    let opened = Opened::of(start);
    reader.consume(opened.skipped);
    let lines = LineEnds::new(reader);
    let mut csv = csv::ReaderBuilder::new().has_headers(!source.no_header).flexible(true).delimiter(opened.separator).from_reader(lines);
    let mut places = Vec::new();
    if source.no_header {
        for (name, _) in wanted {
            let at = name.parse::<usize>().ok().filter(|at| *at > 0);
            places.push(at.ok_or_else(|| Trouble::Analysis(lang.format("analyse-no-header", &[("name", (*name).into())])))? - 1);
        }
    } else {
        let headers: Vec<String> =
            csv.byte_headers().map_err(|e| cannot(e.to_string()))?.iter().map(|h| decoded(h).trim().to_owned()).collect();
        for (name, _) in wanted {
            let at = headers.iter().position(|h| h == name).or_else(|| headers.iter().position(|h| h.eq_ignore_ascii_case(name)));
            let missing = || [("name", (*name).into()), ("columns", headers.join(", ").into())];
            places.push(at.ok_or_else(|| Trouble::Analysis(lang.format("analyse-no-column", &missing())))?);
        }
    }
    let mut rows = Rows { columns: wanted.iter().map(|(_, holds)| empty(*holds)).collect(), ..Rows::default() };
    let mut record = csv::ByteRecord::new();
    let places: Vec<Wanted> = places.iter().zip(wanted).collect();
    let mut next = csv.position().line() + opened.lines;
    while csv.read_byte_record(&mut record).map_err(|e| cannot(e.to_string()))? {
        rows.read += 1;
        // The line it ends on, less those that it holds: blank lines before it do not count to it.
        let within = record.iter().flatten().filter(|b| **b == b'\n').count() as u64;
        let line = (csv.position().line() + opened.lines).saturating_sub(1 + within);
        // In a file of one column a blank line is a step without a value.
        let blank = if record.len() == 1 && wanted.iter().all(|(_, holds)| *holds == Holds::Step) { next..line } else { 0..0 };
        for line in blank {
            rows.read += 1;
            take(&mut rows, &csv::ByteRecord::new(), line, &places, false);
        }
        take(&mut rows, &record, line, &places, opened.separator != b',');
        next = csv.position().line() + opened.lines;
    }
    let time = wanted.iter().position(|(_, holds)| *holds == Holds::Time);
    if let Some((at, Column::Numbers(values))) = time.and_then(|at| Some((at, rows.columns.get_mut(at)?))) {
        rows.dated = rows.kinds.settle(wanted[at].0, &rows.lines, values, lang)?;
    }
    unusable::refuse(&rows, lang)?;
    Ok(rows)
}

/// How a file begins.
struct Opened {
    separator: u8,
    /// Bytes before its first row: a byte order mark, and a line that says the separator.
    skipped: usize,
    /// Lines among them.
    lines: u64,
}

impl Opened {
    fn of(start: &[u8]) -> Self {
        let mark = if start.starts_with("\u{FEFF}".as_bytes()) { 3 } else { 0 };
        let rest = &start[mark..];
        let end = rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
        let said = rest[..end].trim_ascii().strip_prefix(b"sep=").and_then(|s| s.first().copied());
        let Some(separator) = said else { return Self { separator: separator(&rest[..end]), skipped: mark, lines: 0 } };
        let after = if rest[end..].starts_with(b"\r\n") { 2 } else { 1 };
        Self { separator, skipped: (mark + end + after).min(start.len()), lines: 1 }
    }
}

/// Text as UTF-8, or as the older files of Windows are.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| WINDOWS_1252.decode_without_bom_handling(bytes).0, Cow::Borrowed)
}

type Wanted<'a> = (&'a usize, &'a (&'a str, Holds));

fn take(rows: &mut Rows, record: &csv::ByteRecord, line: u64, wanted: &[Wanted], comma: bool) {
    let mut cells = Vec::with_capacity(wanted.len());
    let mut unknown = None;
    for (at, (name, holds)) in wanted {
        let text = decoded(record.get(**at).unwrap_or_default());
        let text = text.trim();
        let rejected = || Rejected { line, column: (*name).to_owned(), value: text.to_owned() };
        let cell = match holds {
            Holds::Text => Some(Cell::Text(text.to_owned())),
            Holds::Number => number(text, comma).map(Cell::Number),
            Holds::Step => Some(Cell::Number(number(text, comma).unwrap_or_else(|| {
                unknown.get_or_insert_with(rejected);
                f64::NAN
            }))),
            Holds::Time => times::written(text, number(text, comma)).map(|written| Cell::Time(written, text.to_owned())),
        };
        let Some(cell) = cell else {
            rows.rejected.push(rejected());
            return;
        };
        cells.push(cell);
    }
    for (column, cell) in rows.columns.iter_mut().zip(cells) {
        match (column, cell) {
            (Column::Numbers(values), Cell::Number(value)) => values.push(value),
            (Column::Numbers(values), Cell::Time(written, text)) => {
                rows.kinds.add(written, line, &text);
                values.push(written.value());
            }
            (Column::Texts(values), Cell::Text(value)) => values.push(value),
            (Column::Numbers(_), Cell::Text(_)) | (Column::Texts(_), Cell::Number(_) | Cell::Time(..)) => {}
        }
    }
    rows.rejected.extend(unknown);
    rows.lines.push(line);
}

fn empty(holds: Holds) -> Column {
    match holds {
        Holds::Number | Holds::Step | Holds::Time => Column::Numbers(Vec::new()),
        Holds::Text => Column::Texts(Vec::new()),
    }
}

/// The separator that the first line has most of.
fn separator(first: &[u8]) -> u8 {
    let count = |separator: u8| first.iter().filter(|b| **b == separator).count();
    // Of equals the last, semicolons: a line without header may have as many decimal commas.
    [b',', b'\t', b';'].into_iter().max_by_key(|s| count(*s)).filter(|s| count(*s) > 0).unwrap_or(b',')
}

/// A number as [`intake::parse_number`] reads it. Where commas separate columns, one within a number may separate its thousands or its decimals:
/// it is no number unless a point tells.
fn number(text: &str, comma: bool) -> Option<f64> {
    let unclear = !comma && text.contains(',') && !text.contains('.');
    intake::parse_number(text).filter(|_| !unclear)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_and_decimal_commas() {
        assert_eq!(separator(b"x;y;t"), b';');
        assert_eq!(separator(b"x,y,t"), b',');
        assert_eq!(separator(b"x"), b',');
        assert_eq!(separator(b"x\ty"), b'\t');
        assert_eq!(Opened::of("\u{FEFF}sep=;\r\nx;y\r\n".as_bytes()).skipped, 10);
        assert_eq!(Opened::of(b"sep=;").skipped, 5);
        assert_eq!(decoded(b"\xe5r"), "år");
        assert_eq!(number("58,41", true), Some(58.41));
        assert_eq!(number("58,41", false), None);
        assert_eq!(number("1\u{A0}180", true), Some(1_180.0));
        assert_eq!(number("\u{2212}2", false), Some(-2.0));
        assert_eq!(number("1,180.5", false), Some(1_180.5));
        assert_eq!(number("12 5", true), None);
        assert_eq!(number("NaN", false), None);
        assert_eq!(number("", false), None);
    }
}
