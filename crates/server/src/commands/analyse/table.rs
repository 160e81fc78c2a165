//! Reading a table: columns by name, numbers and times, and rows that cannot be read named one by one.

use super::remarks::Noticed;
use super::thousands::Thousands;
use super::times::{self, Kinds, Written};
use super::unusable;
use crate::outcome::Trouble;
use application::imports::{Refused, reason_text, refused_text};
use clap::Args;
use domain::imports::Reason;
use intake::Limits;
use intake::coordinates::Plane;
use intake::grid::{self, Grid, GridRow};
use messages::Lang;
use serde_json::{Value, json};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::rc::Rc;

/// Which file, and how it is written.
#[derive(Clone, Debug, Args)]
pub struct Source {
    /// Table with a header row: csv (comma, semicolon or tab is seen from it), packed csv or an Excel workbook.
    pub file: PathBuf,
    /// Tab of a workbook; chosen by the columns otherwise.
    #[arg(long)]
    pub sheet: Option<String>,
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
    /// Column with the trouble; empty when the row as a whole has it.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// Why the row as a whole cannot be used, when it is not for one value.
    pub fault: Option<Reason>,
}

impl Rejected {
    /// The row and why it is not used, in words.
    pub fn told(&self, lang: Lang) -> String {
        match &self.fault {
            Some(fault) => lang.format("analyse-rejected-row", &[("n", self.line.into()), ("reason", reason_text(lang, fault).into())]),
            None => {
                let values = [("n", self.line.into()), ("column", shown(&self.column).into()), ("value", shown(&self.value).into())];
                lang.format("analyse-rejected", &values)
            }
        }
    }

    fn as_json(&self) -> Value {
        match &self.fault {
            Some(fault) if self.column.is_empty() => json!({ "line": self.line, "code": fault.key(), "value": fault.detail() }),
            Some(fault) => json!({ "line": self.line, "code": fault.key(), "column": self.column, "value": self.value }),
            None => json!({ "line": self.line, "column": self.column, "value": self.value }),
        }
    }
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
            self.rejected.push(Rejected { line: self.lines[row], column: names.join(", "), value, fault: None });
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
        let rejected: Vec<Value> = self.rejected.iter().map(Rejected::as_json).collect();
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
    let columns: Vec<&str> = wanted.iter().map(|(name, _)| *name).collect();
    let asked = grid::Wanted { columns: &columns, has_header: !source.no_header, sheet: source.sheet.as_deref() };
    let grid = grid::open(&source.file, &asked, &limits()).map_err(|fault| trouble(source, fault, lang))?;
    let mut rows = Rows { columns: wanted.iter().map(|(_, holds)| empty(*holds)).collect(), ..Rows::default() };
    let comma = !grid.is_separated_by_commas();
    let mut thousands = Thousands::of(wanted);
    let is_series = wanted.iter().all(|(_, holds)| *holds == Holds::Step);
    let (mut blank, mut totals, mut perhaps) = (Vec::new(), Vec::new(), Vec::new());
    let read = grid.each(&mut |row, places| {
        if row.texts.is_empty() {
            blank.push(row.line);
            return ControlFlow::Continue(());
        }
        if row.fault.is_none() && row.is_total() {
            totals.push(row.line);
            return ControlFlow::Continue(());
        }
        if row.may_be_total() {
            perhaps.push(row.line);
        }
        if row.fault.is_none() {
            thousands.look_at(|at| places.get(at).map_or("", |place| row.text(*place)));
        }
        let places: Vec<Wanted> = places.iter().zip(wanted).collect();
        // In a file of one column a blank line is a step without a value; not before the first and after the last.
        let are_steps = is_series && row.texts.len() == 1 && rows.read > 0;
        for line in blank.drain(..).filter(|_| are_steps) {
            rows.read += 1;
            take(&mut rows, &GridRow { line, texts: &[], fault: None }, &places, comma);
        }
        rows.read += 1;
        take(&mut rows, row, &places, comma);
        ControlFlow::Continue(())
    });
    read.map_err(|refused| trouble(source, grid::Fault::File(refused), lang))?;
    rows.noticed.extend(told(&grid, &totals, &perhaps));
    rows.noticed.extend(thousands.noticed());
    if rows.read == 0 {
        return Err(Trouble::NoAnswer(lang.text("analyse-no-rows")));
    }
    let time = wanted.iter().position(|(_, holds)| *holds == Holds::Time);
    if let Some((at, Column::Numbers(values))) = time.and_then(|at| Some((at, rows.columns.get_mut(at)?))) {
        rows.dated = rows.kinds.settle(wanted[at].0, &rows.lines, values, lang)?;
    }
    unusable::refuse(&rows, lang)?;
    Ok(rows)
}

/// Tables are streamed: what an analysis keeps of them is bounded by its method.
fn limits() -> Limits {
    Limits { file_bytes: u64::MAX, inflated_bytes: 16 << 30, rows: u64::MAX, columns: 16_384, cell_bytes: 1 << 20, ..Limits::default() }
}

/// What is told of a table with the answer.
fn told(grid: &Grid, totals: &[u64], perhaps: &[u64]) -> Vec<Noticed> {
    let mut told = Vec::new();
    if !grid.not_read.is_empty() {
        let read = grid.sheets_read().iter().map(|name| (*name).to_owned()).collect();
        told.push(Noticed::Sheets { read, not_read: grid.not_read.clone() });
    }
    if let Some(line) = totals.first() {
        told.push(Noticed::Totals { n: totals.len() as u64, line: *line });
    }
    if let Some(line) = perhaps.first() {
        told.push(Noticed::PerhapsTotals { n: perhaps.len() as u64, line: *line });
    }
    told
}

/// Why a table cannot be read, in words.
fn trouble(source: &Source, fault: grid::Fault, lang: Lang) -> Trouble {
    let text = match fault {
        grid::Fault::File(refused) => {
            let file = shown(&source.file.display().to_string());
            match refused {
                Refused::NoFile(_) => refused_text(lang, &Refused::NoFile(file)),
                refused => format!("{file}: {}", refused_text(lang, &refused)),
            }
        }
        grid::Fault::NoColumn { name, columns } => {
            lang.format("analyse-no-column", &[("name", shown(&name).into()), ("columns", shown(&columns.join(", ")).into())])
        }
        grid::Fault::RepeatedColumn { name, at } => {
            let numbers: Vec<String> = at.iter().map(usize::to_string).collect();
            lang.format("analyse-repeated-column", &[("name", shown(&name).into()), ("numbers", numbers.join(", ").into())])
        }
        grid::Fault::NotANumber(name) => lang.format("analyse-no-header", &[("name", shown(&name).into())]),
    };
    Trouble::Analysis(text)
}

/// A text of a file or a command line as a terminal may show it.
pub fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).take(1_000).collect()
}

type Wanted<'a> = (&'a usize, &'a (&'a str, Holds));

fn take(rows: &mut Rows, row: &GridRow<'_>, wanted: &[Wanted], comma: bool) {
    let mut cells = Vec::with_capacity(wanted.len());
    let mut unknown = None;
    let line = row.line;
    for (at, (name, holds)) in wanted {
        // Of a row whose fields are unclear none is in its column.
        let text = if row.fault.is_some() { "" } else { row.text(**at) };
        let rejected = || match &row.fault {
            Some(fault) => Rejected { line, column: String::new(), value: String::new(), fault: Some(fault.clone()) },
            None => Rejected { line, column: (*name).to_owned(), value: text.to_owned(), fault: None },
        };
        let cell = match holds {
            Holds::Text if row.fault.is_none() => Some(Cell::Text(text.to_owned())),
            Holds::Text => None,
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
    fn decimal_commas() {
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
