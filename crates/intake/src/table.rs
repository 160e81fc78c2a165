//! A list of incidents as a table: header, preview, proposal, rows.

use crate::cell::Cell;
use crate::choice::{self, Chosen};
use crate::headers::{self, Headers, Position};
use crate::kind::{self, FileKind};
use crate::limits::Limits;
use crate::line::Line;
use crate::look::{Look, PREVIEW};
use crate::origin::Origin;
use crate::profile::{self, Column};
use crate::propose::{self, Proposal};
use crate::refused::Refused;
use crate::rows::{Outcome, Place, Reader, Summary, Understood};
use crate::{places, text, xlsx};
use domain::imports::{Field, Mapping, NotRead};
use jiff::Timestamp;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;
use std::path::Path;

/// Bytes at the start in which an encrypted workbook names its stream.
const COMPOUND_START: u64 = 1 << 20;

/// Where the rows come from.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    Text(text::Dialect),
    Workbook(xlsx::Sheet),
}

impl Source {
    fn is_from_1904(&self) -> bool {
        match self {
            Source::Text(_) => false,
            Source::Workbook(sheet) => sheet.is_from_1904(),
        }
    }

    fn sheet(&self) -> Option<&str> {
        match self {
            Source::Text(_) => None,
            Source::Workbook(sheet) => Some(&sheet.name),
        }
    }

    fn each_row(&self, origin: &Origin, limits: &Limits, each: &mut dyn FnMut(&Line<'_>) -> ControlFlow<()>) -> Result<(), Refused> {
        match self {
            Source::Text(dialect) => text::each_row(origin, dialect, limits, each),
            Source::Workbook(sheet) => xlsx::each_row(origin, sheet, limits, each),
        }
    }
}

/// Rows of a list that stand together: a text file, or one tab of a workbook.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    source: Source,
    header_row: u32,
    /// Fields of its header as written; `None` in a workbook.
    fields: Option<usize>,
    /// Its own headers.
    headers: Headers,
    /// Which of its columns each of the list's is.
    order: Vec<usize>,
}

impl Part {
    /// A part whose columns are to be brought in the order of `headers`.
    pub(crate) fn of(source: Source, look: &Look, headers: &[String]) -> Self {
        let place = |header: &String| match look.headers.find(header) {
            Position::At(at) => at,
            Position::Repeated | Position::Nowhere => usize::MAX,
        };
        let order = headers.iter().map(place).collect();
        Self { source, header_row: look.header_row, fields: look.fields, headers: look.headers.clone(), order }
    }
}

/// A list whose header has been found. The rows stay in the file until [`Table::rows`].
#[derive(Clone, Debug)]
pub struct Table {
    origin: Origin,
    limits: Limits,
    parts: Vec<Part>,
    headers: Headers,
    columns: Vec<Column>,
    preview: Vec<(u32, Vec<Cell>)>,
    sheets: Vec<String>,
    not_read: Vec<(String, NotRead)>,
}

/// Opens a list: xlsx, csv or gzipped csv, told apart by content. Blocking; reads the whole file
/// once or twice, holding little of it. Of a workbook, the tabs that hold the list are chosen by
/// their content.
pub fn open(path: &Path, limits: &Limits) -> Result<Table, Refused> {
    open_sheet(path, None, limits)
}

/// Opens a list; of a workbook the tab of a name, when one is given.
pub fn open_sheet(path: &Path, sheet: Option<&str>, limits: &Limits) -> Result<Table, Refused> {
    let origin = Origin::of(path, limits)?;
    match (recognise(&origin)?, sheet) {
        (FileKind::Xlsx, sheet) => {
            let chosen = choice::choose(&origin, sheet, limits)?;
            Table::of_tabs(origin, limits, chosen)
        }
        (FileKind::Gzip | FileKind::Text, Some(_)) => Err(Refused::NotAWorkbook),
        (found, None) => {
            let source = Source::Text(text::detect(&origin, found == FileKind::Gzip, text::Evidence::Rows, limits)?);
            let look = look_at(&origin, &source, limits)?;
            let part = Part::of(source, &look, &look.headers.texts);
            Ok(Table::new(origin, limits, vec![part], look))
        }
        (found, Some(_)) => Err(Refused::WrongKind { found }),
    }
}

/// The kind of a list: a workbook, text, or text that is packed. Refuses other kinds.
pub(crate) fn recognise(origin: &Origin) -> Result<FileKind, Refused> {
    match kind::of(&origin.head(4_096)?) {
        FileKind::Zip | FileKind::Xlsx => Ok(FileKind::Xlsx),
        found @ (FileKind::Gzip | FileKind::Text) => Ok(found),
        FileKind::OldExcel if kind::is_encrypted_workbook(&origin.head(COMPOUND_START)?) => Err(Refused::PasswordProtected),
        found @ (FileKind::OldExcel
        | FileKind::Sqlite
        | FileKind::Json
        | FileKind::BinaryExcel
        | FileKind::OpenDocument
        | FileKind::Pdf
        | FileKind::Image
        | FileKind::Markup
        | FileKind::WebArchive
        | FileKind::DosText
        | FileKind::Other) => Err(Refused::WrongKind { found }),
    }
}

/// Finds the header and looks at the first rows.
pub(crate) fn look_at(origin: &Origin, source: &Source, limits: &Limits) -> Result<Look, Refused> {
    let mut look = Look::new(source.is_from_1904());
    source.each_row(origin, limits, &mut |line| look.at(line))?;
    if look.seen == 0 {
        return Err(Refused::Empty);
    }
    look.finish();
    if look.header_row == 0 { Err(Refused::NoHeader) } else { Ok(look) }
}

impl Table {
    fn new(origin: Origin, limits: &Limits, parts: Vec<Part>, look: Look) -> Self {
        let (headers, columns, preview) = (look.headers, look.columns, look.preview);
        Self { origin, limits: limits.clone(), parts, headers, columns, preview, sheets: Vec::new(), not_read: Vec::new() }
    }

    /// A list on one or several tabs. What the columns hold is told by all of them.
    fn of_tabs(origin: Origin, limits: &Limits, chosen: Chosen) -> Result<Self, Refused> {
        let mut table = Self::new(origin, limits, chosen.parts, chosen.look);
        (table.sheets, table.not_read) = (chosen.names, chosen.not_read);
        if table.parts.len() > 1 {
            table.leave_out_repeating()?;
            let mut columns = vec![Column::default(); table.headers.texts.len()];
            let mut preview = Vec::new();
            for part in &table.parts {
                let (mut left, from_1904) = (profile::ROWS, part.source.is_from_1904());
                table.each_line(part, &mut |line| {
                    columns.iter_mut().zip(line.cells).for_each(|(column, cell)| column.add(cell, from_1904));
                    if preview.len() < PREVIEW {
                        preview.push((line.number, line.cells.to_vec()));
                    }
                    left -= 1;
                    if left > 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                })?;
            }
            (table.columns, table.preview) = (columns, preview);
        }
        Ok(table)
    }

    /// Leaves out tabs whose rows all stand on others.
    fn leave_out_repeating(&mut self) -> Result<(), Refused> {
        let repeating = choice::repeating(self.parts.len(), |part, row| {
            self.each_line(&self.parts[part], &mut |line| {
                let mut hasher = DefaultHasher::new();
                line.cells.iter().for_each(|cell| cell.text().hash(&mut hasher));
                row(hasher.finish());
                ControlFlow::Continue(())
            })
        })?;
        let parts = std::mem::take(&mut self.parts);
        for (at, part) in parts.into_iter().enumerate() {
            match part.source.sheet().filter(|_| repeating.contains(&at)) {
                Some(name) => self.not_read.push((name.to_owned(), NotRead::SameRows)),
                None => self.parts.push(part),
            }
        }
        Ok(())
    }

    /// The rows of a part below its header, their cells in the order of the list's columns.
    fn each_line(&self, part: &Part, each: &mut dyn FnMut(&Line<'_>) -> ControlFlow<()>) -> Result<(), Refused> {
        let is_in_order = part.order.iter().enumerate().all(|(at, own)| at == *own);
        let mut cells = Vec::new();
        part.source.each_row(&self.origin, &self.limits, &mut |line| {
            if line.number <= part.header_row {
                return ControlFlow::Continue(());
            }
            if is_in_order {
                return each(line);
            }
            cells.clear();
            cells.extend(part.order.iter().map(|own| line.cells.get(*own).cloned().unwrap_or(Cell::Empty)));
            each(&Line { cells: &cells, ..line.clone() })
        })
    }

    /// Header texts, one for each column. A column without header is named by its letter: `(C)`;
    /// of several with the same header each has its letter after it: `Datum (C)`.
    pub fn headers(&self) -> &[String] {
        &self.headers.texts
    }

    /// Names of the workbook's tabs that can be chosen; none of a text file.
    pub fn sheets(&self) -> &[String] {
        &self.sheets
    }

    /// Names of the tabs that are read.
    pub fn sheets_read(&self) -> Vec<&str> {
        self.parts.iter().filter_map(|part| part.source.sheet()).collect()
    }

    /// Names of the tabs that are not read, and why.
    pub fn sheets_not_read(&self) -> &[(String, NotRead)] {
        &self.not_read
    }

    /// The first `n` rows (at most 50) with their numbers, as texts, for a preview. House numbers are dropped from places, columns of house
    /// numbers and persons come empty. `hidden` gets each other cell as the file has it, with the field that it is read as, and answers what
    /// is shown in its place when it must not be shown.
    pub fn sample(&self, n: usize, mapping: &Mapping, hidden: &dyn Fn(Option<Field>, &str) -> Option<String>) -> Vec<(u32, Vec<String>)> {
        let fields: Vec<Option<Field>> = (0..self.headers.texts.len()).map(|at| self.field(at, mapping)).collect();
        let shown = |at: usize, cell: &Cell| match fields[at] {
            _ if headers::is_never_read(self.headers.written(at)) => String::new(),
            field => hidden(field, &cell.text()).unwrap_or_else(|| {
                let is_place = field == Some(Field::Place);
                if is_place { places::without_house_number(&cell.text()).unwrap_or_default() } else { crate::cell::shorten(&cell.text()) }
            }),
        };
        let row = |cells: &[Cell]| (0..self.headers.texts.len()).map(|at| shown(at, cells.get(at).unwrap_or(&Cell::Empty))).collect();
        self.preview.iter().take(n).map(|(number, cells)| (*number, row(cells))).collect()
    }

    /// The field that a column is read as, or would be read as by its header when it names a place.
    fn field(&self, at: usize, mapping: &Mapping) -> Option<Field> {
        let chosen = mapping.columns.iter().find(|(_, header)| self.headers.find(header) == Position::At(at));
        chosen.map(|(field, _)| *field).or_else(|| headers::is_place(self.headers.written(at)).then_some(Field::Place))
    }

    /// A mapping for this file. Columns of `saved` are kept as far as the file has them.
    pub fn propose(&self, saved: Option<&Mapping>) -> Proposal {
        propose::propose(&self.headers, &self.columns, saved)
    }

    /// Whether the list has slash dates whose order of day and month neither the mapping nor their own days tell: those
    /// that can be read both ways are rejected until somebody chooses.
    pub fn leaves_order_open(&self, mapping: &Mapping) -> bool {
        let understood = Understood::of(&self.headers, &self.columns, mapping);
        understood.is_order_open() && self.has_slash_dates(mapping)
    }

    fn has_slash_dates(&self, mapping: &Mapping) -> bool {
        let (mapping, _) = propose::kept(&self.headers, mapping);
        propose::date_columns(&mapping, &self.headers.texts, &self.columns).iter().any(|column| column.has_slash_dates())
    }

    /// Reads every row and hands each outcome to `sink`, in file order, until it breaks.
    ///
    /// `now` bounds what can have happened. Rows that tell no place, neither district, street nor
    /// coordinates, are rejected. A refusal may come after rows were handed over (a file that ends
    /// too early): the caller must then keep none of them.
    pub fn rows(&self, mapping: &Mapping, now: Timestamp, sink: &mut dyn FnMut(Outcome) -> ControlFlow<()>) -> Result<Summary, Refused> {
        let understood = Understood::of(&self.headers, &self.columns, mapping);
        let mut summary = Summary::default();
        summary.reading.sheets_not_read.clone_from(&self.not_read);
        let mut goes_on = true;
        for (part, reader) in self.readers(mapping, &understood, now)? {
            let sheet = part.source.sheet();
            let Some(reader) = reader else {
                summary.reading.sheets_not_read.extend(sheet.map(|name| (name.to_owned(), NotRead::OtherColumns)));
                continue;
            };
            let before = summary.read;
            part.source.each_row(&self.origin, &self.limits, &mut |line| {
                if line.number <= part.header_row {
                    return ControlFlow::Continue(());
                }
                if line.fault.is_none() && reader.is_footer(line.cells) {
                    summary.reading.totals += 1;
                    return ControlFlow::Continue(());
                }
                let outcome = reader.read(line);
                summary.read += 1;
                summary.reading.hidden_rows += u64::from(line.is_hidden);
                match outcome {
                    Outcome::Row(_) => summary.rows += 1,
                    Outcome::Rejected(_) => summary.rejected += 1,
                }
                let flow = sink(outcome);
                goes_on = flow.is_continue();
                flow
            })?;
            summary.reading.sheets_read.extend(sheet.map(|name| (name.to_owned(), summary.read - before)));
            if !goes_on {
                break;
            }
        }
        Ok(summary)
    }

    /// A reader for each part, against its own headers: the address of a cell is the tab's. `None` for a tab that lacks a
    /// column of the mapping, which others have.
    fn readers(&self, mapping: &Mapping, understood: &Understood, now: Timestamp) -> Result<Vec<(&Part, Option<Reader>)>, Refused> {
        let (mut readers, mut fault) = (Vec::with_capacity(self.parts.len()), None);
        for part in &self.parts {
            let place = Place { sheet: part.source.sheet(), from_1904: part.source.is_from_1904(), fields: part.fields };
            let reader = match Reader::new(&part.headers, mapping, understood, now, &place) {
                Ok(reader) => Some(reader),
                Err(refused @ Refused::MissingColumns { .. }) => {
                    fault.get_or_insert(refused);
                    None
                }
                Err(refused) => return Err(refused),
            };
            readers.push((part, reader));
        }
        match fault {
            Some(refused) if readers.iter().all(|(_, reader)| reader.is_none()) => Err(refused),
            Some(_) | None => Ok(readers),
        }
    }
}
