//! Reading a table: columns by name, numbers and times, and rows that cannot be read named one by one.

use crate::outcome::Trouble;
use clap::Args;
use intake::coordinates::Plane;
use messages::Lang;
use serde_json::{Value, json};
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
    /// A date, a time (ISO 8601, as the clock on the wall showed; a zone is not converted) or a number of days: becomes days, whole or not.
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
    /// In which metres the places are, when the file had degrees.
    plane: Option<Rc<Plane>>,
    columns: Vec<Column>,
}

#[derive(Clone, Debug)]
enum Column {
    Numbers(Vec<f64>),
    Texts(Vec<String>),
}

enum Cell {
    Number(f64),
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
    pub fn project(&mut self, lon: usize, lat: usize, names: [&str; 2]) {
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

    /// A place in metres as the file has places: in degrees, or as it stands.
    pub fn as_read(&self, x: f64, y: f64) -> [f64; 2] {
        self.plane.as_ref().and_then(|plane| plane.degrees(x, y)).unwrap_or([x, y])
    }

    /// How the rows fared, as it stands in an answer's JSON.
    pub fn as_json(&self) -> Value {
        let rejected: Vec<Value> = self.rejected.iter().map(|r| json!({ "line": r.line, "column": r.column, "value": r.value })).collect();
        json!({ "read": self.read, "used": self.lines.len(), "rejected": rejected })
    }
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
    let bom = start.starts_with("\u{FEFF}".as_bytes());
    let separator = separator(start);
    if bom {
        reader.consume(3);
    }
    let mut csv = csv::ReaderBuilder::new().has_headers(!source.no_header).flexible(true).delimiter(separator).from_reader(reader);
    let mut places = Vec::new();
    if source.no_header {
        for (name, _) in wanted {
            let at = name.parse::<usize>().ok().filter(|at| *at > 0);
            places.push(at.ok_or_else(|| Trouble::Analysis(lang.format("analyse-no-header", &[("name", (*name).into())])))? - 1);
        }
    } else {
        let headers: Vec<String> =
            csv.byte_headers().map_err(|e| cannot(e.to_string()))?.iter().map(|h| String::from_utf8_lossy(h).trim().to_owned()).collect();
        for (name, _) in wanted {
            let at = headers.iter().position(|h| h == name).or_else(|| headers.iter().position(|h| h.eq_ignore_ascii_case(name)));
            let missing = || [("name", (*name).into()), ("columns", headers.join(", ").into())];
            places.push(at.ok_or_else(|| Trouble::Analysis(lang.format("analyse-no-column", &missing())))?);
        }
    }
    let mut rows = Rows { columns: wanted.iter().map(|(_, holds)| empty(*holds)).collect(), ..Rows::default() };
    let mut record = csv::ByteRecord::new();
    while csv.read_byte_record(&mut record).map_err(|e| cannot(e.to_string()))? {
        rows.read += 1;
        let line = record.position().map_or(rows.read, csv::Position::line);
        take(&mut rows, &record, line, &places.iter().zip(wanted).collect::<Vec<_>>(), separator != b',');
    }
    Ok(rows)
}

type Wanted<'a> = (&'a usize, &'a (&'a str, Holds));

fn take(rows: &mut Rows, record: &csv::ByteRecord, line: u64, wanted: &[Wanted], comma: bool) {
    let mut cells = Vec::with_capacity(wanted.len());
    for (at, (name, holds)) in wanted {
        let text = String::from_utf8_lossy(record.get(**at).unwrap_or_default());
        let text = text.trim();
        let cell = match holds {
            Holds::Text => Some(Cell::Text(text.to_owned())),
            Holds::Number => number(text, comma).map(Cell::Number),
            Holds::Time => number(text, comma)
                .or_else(|| {
                    let days = days(text)?;
                    rows.dated = true;
                    Some(days)
                })
                .map(Cell::Number),
        };
        let Some(cell) = cell else {
            rows.rejected.push(Rejected { line, column: (*name).to_owned(), value: text.to_owned() });
            return;
        };
        cells.push(cell);
    }
    for (column, cell) in rows.columns.iter_mut().zip(cells) {
        match (column, cell) {
            (Column::Numbers(values), Cell::Number(value)) => values.push(value),
            (Column::Texts(values), Cell::Text(value)) => values.push(value),
            (Column::Numbers(_), Cell::Text(_)) | (Column::Texts(_), Cell::Number(_)) => {}
        }
    }
    rows.lines.push(line);
}

fn empty(holds: Holds) -> Column {
    match holds {
        Holds::Number | Holds::Time => Column::Numbers(Vec::new()),
        Holds::Text => Column::Texts(Vec::new()),
    }
}

/// The separator that the first line has most of.
fn separator(start: &[u8]) -> u8 {
    let first = start.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |separator: u8| first.iter().filter(|b| **b == separator).count();
    // Of equals the last, semicolons: a line without header may have as many decimal commas.
    [b',', b'\t', b';'].into_iter().max_by_key(|s| count(*s)).filter(|s| count(*s) > 0).unwrap_or(b',')
}

fn number(text: &str, comma: bool) -> Option<f64> {
    let parsed = if comma && text.contains(',') { text.replace(',', ".").parse() } else { text.parse::<f64>() };
    parsed.ok().filter(|value| value.is_finite())
}

/// Days since 1 January 1970 of a date or time, as the clock on the wall showed it.
pub fn days(text: &str) -> Option<f64> {
    let text = text.trim();
    let (date, clock) = text.split_once(['T', 't', ' ']).map_or((text, None), |(date, clock)| (date, Some(clock.trim())));
    let mut parts = date.split(['-', '/']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let date = jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    let whole = f64::from(epoch.until(date).ok()?.get_days());
    let Some(clock) = clock else { return Some(whole) };
    // A zone at the end is passed by: what the clock showed is what counts.
    let clock = clock.trim_end_matches(['Z', 'z']);
    let clock = clock.find(['+', '-']).map_or(clock, |at| &clock[..at]);
    let time: jiff::civil::Time = clock.trim().parse().ok()?;
    let seconds = f64::from(time.hour()) * 3_600.0 + f64::from(time.minute()) * 60.0 + f64::from(time.second());
    Some(whole + (seconds + f64::from(time.subsec_nanosecond()) / 1e9) / 86_400.0)
}

/// A day since 1 January 1970 as a date; the number itself where there is no such date.
pub fn date(day: f64) -> String {
    let span = jiff::Span::new().try_days(day.floor() as i64).ok();
    let date = span.and_then(|span| jiff::civil::Date::constant(1970, 1, 1).checked_add(span).ok());
    date.map_or_else(|| day.to_string(), |date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_the_clock_showed() {
        assert_eq!(days("1970-01-02"), Some(1.0));
        assert_eq!(days("2001/11/3"), days("2001-11-03"));
        assert_eq!(days("1970-01-01T06:00:00+02:00"), Some(0.25));
        assert_eq!(days("1970-01-01 18:00"), Some(0.75));
        assert_eq!(days("2001-02-29"), None);
        assert_eq!(days("12:30"), None);
        assert_eq!(date(days("2024-02-29").unwrap()), "2024-02-29");
    }

    #[test]
    fn separators_and_decimal_commas() {
        assert_eq!(separator(b"x;y;t\n1,5;2,5;3\n"), b';');
        assert_eq!(separator(b"x,y,t\n"), b',');
        assert_eq!(separator(b"x\n"), b',');
        assert_eq!(separator(b"x\ty\n"), b'\t');
        assert_eq!(number("58,41", true), Some(58.41));
        assert_eq!(number("58,41", false), None);
        assert_eq!(number("NaN", false), None);
        assert_eq!(number("", false), None);
    }
}
