//! A list of incidents as a table: header, preview, proposal, rows.

use crate::cell::Cell;
use crate::kind::{self, FileKind};
use crate::limits::Limits;
use crate::profile::{self, Column};
use crate::propose::{self, Proposal};
use crate::refused::{Excess, Refused};
use crate::rows::{Outcome, Reader, Summary};
use crate::{headers, places, text, xlsx};
use domain::imports::Mapping;
use jiff::Timestamp;
use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Rows kept for the preview.
const PREVIEW: usize = 50;
/// Rows in which the header must be found: a title and some notes may stand above it.
const HEADER_WITHIN: u32 = 30;
/// Known headers from which a sheet is taken to be a list.
const KNOWN_ENOUGH: usize = 2;
/// Bytes at the start in which an encrypted workbook names its stream.
const COMPOUND_START: u64 = 1 << 20;

/// Where the rows come from.
#[derive(Clone, Debug)]
enum Source {
    Text(text::Dialect),
    Workbook(xlsx::Sheet),
}

/// A list whose header has been found. The rows stay in the file until [`Table::rows`].
#[derive(Clone, Debug)]
pub struct Table {
    path: PathBuf,
    limits: Limits,
    source: Source,
    header_row: u32,
    headers: Vec<String>,
    known_headers: usize,
    columns: Vec<Column>,
    preview: Vec<(u32, Vec<Cell>)>,
}

/// Opens a list: xlsx, csv or gzipped csv, told apart by content. Blocking; reads the whole file
/// once or twice, holding little of it.
pub fn open(path: &Path, limits: &Limits) -> Result<Table, Refused> {
    let io = |e: std::io::Error| Refused::from_io(&e);
    let mut file = File::open(path).map_err(io)?;
    let length = file.metadata().map_err(io)?.len();
    if length == 0 {
        return Err(Refused::Empty);
    }
    if length > limits.file_bytes {
        return Err(Refused::TooLarge { what: Excess::File, limit: limits.file_bytes });
    }
    let mut head = Vec::new();
    Read::by_ref(&mut file).take(4_096).read_to_end(&mut head).map_err(io)?;
    match kind::of(&head) {
        FileKind::Zip | FileKind::Xlsx => {
            // The first visible sheet with headers that are known: lists may have an empty or a
            // cover sheet. The first with any header when none are.
            let mut best = Err(Refused::NoHeader);
            for sheet in xlsx::sheets(path, limits)?.into_iter().take(8) {
                match Table::scan(path, limits, Source::Workbook(sheet)) {
                    Ok(table) if table.known_headers >= KNOWN_ENOUGH => return Ok(table),
                    Err(found @ (Refused::NoHeader | Refused::Empty)) if best.is_err() => best = Err(found),
                    Err(Refused::NoHeader | Refused::Empty) => {}
                    Ok(table) if best.is_err() => best = Ok(table),
                    Ok(_) => {}
                    Err(refused) => return Err(refused),
                }
            }
            best
        }
        FileKind::Gzip => Table::scan(path, limits, Source::Text(text::detect(path, true, limits)?)),
        FileKind::Text => Table::scan(path, limits, Source::Text(text::detect(path, false, limits)?)),
        FileKind::OldExcel => {
            Read::by_ref(&mut file).take(COMPOUND_START).read_to_end(&mut head).map_err(io)?;
            if kind::is_encrypted_workbook(&head) {
                Err(Refused::PasswordProtected)
            } else {
                Err(Refused::WrongKind { found: FileKind::OldExcel })
            }
        }
        found @ (FileKind::Sqlite
        | FileKind::Json
        | FileKind::BinaryExcel
        | FileKind::OpenDocument
        | FileKind::Pdf
        | FileKind::Image
        | FileKind::Markup
        | FileKind::Other) => Err(Refused::WrongKind { found }),
    }
}

/// A row that can be a header: two or more cells, all text that is neither number nor date.
fn is_header(cells: &[Cell]) -> bool {
    let filled = cells.iter().filter(|c| !c.is_empty()).count();
    let words = |c: &Cell| matches!(c, Cell::Text(t) if c.number().is_none() && t.chars().any(char::is_alphabetic));
    filled >= 2 && cells.iter().all(|c| c.is_empty() || words(c))
}

/// Header texts: empty ones are named by their column letter, repeated ones are numbered.
fn header_texts(cells: &[Cell]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(cells.len());
    for (at, cell) in cells.iter().enumerate() {
        let text = cell.text();
        let name = if text.is_empty() { format!("({})", letters(at)) } else { text.chars().take(100).collect() };
        let repeated = names.contains(&name);
        names.push(if repeated { format!("{name} ({})", letters(at)) } else { name });
    }
    names
}

fn letters(mut at: usize) -> String {
    let mut text = String::new();
    loop {
        text.insert(0, char::from(b'A' + (at % 26) as u8));
        match (at / 26).checked_sub(1) {
            Some(rest) => at = rest,
            None => return text,
        }
    }
}

/// What a first look at a list finds.
#[derive(Default)]
struct Look {
    seen: u64,
    /// The rows in which the header must be, until it is found.
    first: Vec<(u32, Vec<Cell>)>,
    header_row: u32,
    headers: Vec<String>,
    known_headers: usize,
    columns: Vec<Column>,
    preview: Vec<(u32, Vec<Cell>)>,
}

impl Look {
    fn at(&mut self, number: u32, cells: &[Cell]) -> ControlFlow<()> {
        self.seen += 1;
        if self.header_row == 0 {
            if number <= HEADER_WITHIN {
                self.first.push((number, cells.to_vec()));
                return ControlFlow::Continue(());
            }
            self.find_header();
            if self.header_row == 0 {
                return ControlFlow::Break(());
            }
        }
        self.data(number, cells);
        if self.seen < profile::ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// The header is the row with the most headers that are known, then with the most texts, then
    /// the first: what was asked for (`Urval; Lpo Linköping`) may stand above it as text beside text.
    fn find_header(&mut self) {
        let filled = |cells: &[Cell]| cells.iter().filter(|c| !c.is_empty()).count();
        let rank = |cells: &[Cell]| (headers::known(cells), filled(cells));
        let first = std::mem::take(&mut self.first);
        let candidates = first.iter().enumerate().filter(|(_, (_, cells))| is_header(cells));
        let Some((at, (number, cells))) = candidates.rev().max_by_key(|(_, (_, cells))| rank(cells)) else { return };
        self.header_row = *number;
        self.headers = header_texts(cells);
        self.known_headers = headers::known(cells);
        self.columns = vec![Column::default(); self.headers.len()];
        first[at + 1..].iter().for_each(|(number, cells)| self.data(*number, cells));
    }

    fn data(&mut self, number: u32, cells: &[Cell]) {
        self.columns.iter_mut().zip(cells).for_each(|(column, cell)| column.add(cell));
        if self.preview.len() < PREVIEW {
            self.preview.push((number, cells.to_vec()));
        }
    }
}

impl Table {
    /// Finds the header and looks at the first rows.
    fn scan(path: &Path, limits: &Limits, source: Source) -> Result<Self, Refused> {
        let mut table = Self {
            path: path.to_owned(),
            limits: limits.clone(),
            source,
            header_row: 0,
            headers: vec![],
            known_headers: 0,
            columns: vec![],
            preview: vec![],
        };
        let mut look = Look::default();
        table.each_row(&mut |number, cells| look.at(number, cells))?;
        if look.seen == 0 {
            return Err(Refused::Empty);
        }
        if look.header_row == 0 {
            look.find_header();
        }
        if look.header_row == 0 {
            return Err(Refused::NoHeader);
        }
        (table.header_row, table.headers, table.known_headers) = (look.header_row, look.headers, look.known_headers);
        (table.columns, table.preview) = (look.columns, look.preview);
        Ok(table)
    }

    fn each_row(&self, each: &mut dyn FnMut(u32, &[Cell]) -> ControlFlow<()>) -> Result<(), Refused> {
        match &self.source {
            Source::Text(dialect) => text::each_row(&self.path, dialect, &self.limits, each),
            Source::Workbook(sheet) => xlsx::each_row(&self.path, sheet, &self.limits, each),
        }
    }

    /// Header texts, one for each column. A column without header is named by its letter: `(C)`.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// Name of the workbook's sheet that is read.
    pub fn sheet(&self) -> Option<&str> {
        match &self.source {
            Source::Text(_) => None,
            Source::Workbook(sheet) => Some(&sheet.name),
        }
    }

    /// The first `n` rows (at most 50) with their numbers, as texts, for a preview. House numbers
    /// are dropped from places, columns of house numbers and persons come empty.
    pub fn sample(&self, n: usize) -> Vec<(u32, Vec<String>)> {
        let shown = |at: usize, cell: &Cell| match self.headers.get(at) {
            Some(header) if headers::is_never_read(header) => String::new(),
            Some(header) if headers::is_place(header) => places::without_house_number(&cell.text()).unwrap_or_default(),
            Some(_) | None => crate::cell::shorten(&cell.text()),
        };
        let row = |cells: &[Cell]| (0..self.headers.len()).map(|at| shown(at, cells.get(at).unwrap_or(&Cell::Empty))).collect();
        self.preview.iter().take(n).map(|(number, cells)| (*number, row(cells))).collect()
    }

    /// A mapping for this file. `saved` wins when the file has all its headers.
    pub fn propose(&self, saved: Option<&Mapping>) -> Proposal {
        propose::propose(&self.headers, &self.columns, saved)
    }

    /// Reads every row and hands each outcome to `sink`, in file order, until it breaks.
    ///
    /// `now` bounds what can have happened. Rows that tell no place, neither district, street nor
    /// coordinates, are rejected. A refusal may come after rows were handed over (a file that ends
    /// too early): the caller must then keep none of them.
    pub fn rows(&self, mapping: &Mapping, now: Timestamp, sink: &mut dyn FnMut(Outcome) -> ControlFlow<()>) -> Result<Summary, Refused> {
        let reader = Reader::new(&self.headers, &self.columns, mapping, now)?;
        let mut summary = Summary::default();
        self.each_row(&mut |number, cells| {
            if number <= self.header_row || reader.is_footer(cells) {
                return ControlFlow::Continue(());
            }
            let outcome = reader.read(number, cells);
            summary.read += 1;
            match outcome {
                Outcome::Row(_) => summary.rows += 1,
                Outcome::Rejected(_) => summary.rejected += 1,
            }
            sink(outcome)
        })?;
        Ok(summary)
    }
}
