//! A table whose columns somebody asks for by name: csv, packed csv or a workbook, row by row as texts.
//!
//! Incident lists are read by [`crate::Table`], which finds out what the columns mean. Both read
//! the same files with the same readers.

use crate::cell::{Cell, clean};
use crate::headers::folded;
use crate::kind::FileKind;
use crate::limits::Limits;
use crate::origin::Origin;
use crate::refused::Refused;
use crate::{sums, table, text, xlsx};
use domain::imports::{NotRead, Reason};
use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

/// Rows that a workbook's sheet ends at: no gap between two rows is longer.
const SHEET_ROWS: u32 = 1_048_576;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Names of the columns; their numbers from 1 without a header row.
    pub columns: &'a [&'a str],
    /// Whether the first row is a header.
    pub has_header: bool,
    /// Tab of a workbook; chosen by the columns otherwise.
    pub sheet: Option<&'a str>,
}

/// Why a table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file is refused.
    File(Refused),
    /// The table has no such column.
    NoColumn {
        /// The name asked for.
        name: String,
        /// The names that it has.
        columns: Vec<String>,
    },
    /// The table has several columns of that name.
    RepeatedColumn {
        /// The name asked for.
        name: String,
        /// Numbers of the columns, from 1.
        at: Vec<usize>,
    },
    /// A column was asked for by something else than its number, and there is no header row.
    NotANumber(String),
}

impl From<Refused> for Fault {
    fn from(refused: Refused) -> Self {
        Fault::File(refused)
    }
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct GridRow<'a> {
    /// Line of a text file in which it begins; row of a sheet.
    pub line: u64,
    /// All its texts, as the file has them; none when it is blank.
    pub texts: &'a [Cow<'a, str>],
    /// Why its texts cannot be used.
    pub fault: Option<Reason>,
}

impl GridRow<'_> {
    /// The text of a column; empty when the row ends before it.
    pub fn text(&self, at: usize) -> &str {
        self.texts.get(at).map_or("", |text| text.trim())
    }

    /// Whether it is a line of sums: its first text says so and nothing else.
    pub fn is_total(&self) -> bool {
        self.texts.iter().find(|text| !text.trim().is_empty()).is_some_and(|first| sums::is_sum(first))
    }

    /// Whether one of its texts names a sum though the row begins with something else: the row may be one of sums.
    pub fn may_be_total(&self) -> bool {
        self.texts.iter().filter(|text| sums::may_be(text)).any(|text| sums::is_sum(text) || sums::is_sum_of_group(text))
    }
}

#[derive(Clone, Debug)]
enum Rows {
    Text(text::Dialect),
    Sheets(Vec<Tab>),
}

/// A tab that is read.
#[derive(Clone, Debug)]
struct Tab {
    sheet: xlsx::Sheet,
    /// Which of its columns each wanted one is.
    positions: Vec<usize>,
}

/// A table that was opened; its rows stay in the file until [`Grid::each`].
#[derive(Clone, Debug)]
pub struct Grid {
    origin: Origin,
    limits: Limits,
    has_header: bool,
    rows: Rows,
    positions: Vec<usize>,
    /// Tabs of a workbook that are not read, and why.
    pub not_read: Vec<(String, NotRead)>,
}

/// Opens a table. Blocking.
pub fn open(path: &Path, wanted: &Wanted<'_>, limits: &Limits) -> Result<Grid, Fault> {
    let origin = Origin::of(path, limits)?;
    match table::recognise(&origin)? {
        FileKind::Xlsx => workbook(origin, wanted, limits),
        _ if wanted.sheet.is_some() => Err(Refused::NotAWorkbook.into()),
        kind => {
            let dialect = text::detect(&origin, kind == FileKind::Gzip, text::Evidence::FirstLine, limits)?;
            let mut header = Vec::new();
            text::each_text(&origin, &dialect, limits, &mut |row| {
                header.extend(row.texts.iter().map(|text| clean(text)));
                if header.is_empty() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
            let positions = positions(&header, wanted)?;
            let (limits, has_header) = (limits.clone(), wanted.has_header);
            Ok(Grid { origin, limits, has_header, rows: Rows::Text(dialect), positions, not_read: Vec::new() })
        }
    }
}

/// The tabs that have the wanted columns, all under the same headers as the first of them.
fn workbook(origin: Origin, wanted: &Wanted<'_>, limits: &Limits) -> Result<Grid, Fault> {
    let tabs = xlsx::tabs(&origin, limits)?;
    let known: Vec<String> = tabs.iter().filter(|tab| tab.sheet.is_some()).map(|tab| tab.name.clone()).collect();
    let is_wanted = |name: &str| wanted.sheet.is_none_or(|sheet| folded(sheet) == folded(name));
    if let Some(name) = wanted.sheet.filter(|_| !known.iter().any(|tab| is_wanted(tab))) {
        return Err(Refused::UnknownSheet { name: clean(name), known }.into());
    }
    let (mut found, mut not_read, mut common) = (Vec::new(), Vec::new(), None);
    let mut fault = None;
    for tab in tabs {
        let why = match tab.sheet {
            _ if !is_wanted(&tab.name) => NotRead::NotChosen,
            None => NotRead::NoCells,
            Some(_) if tab.is_hidden && wanted.sheet.is_none() => NotRead::Hidden,
            Some(sheet) => match header(&origin, &sheet, limits)? {
                None => NotRead::NoTable,
                Some(header) => match positions(&header, wanted) {
                    Ok(_) if common.as_ref().is_some_and(|common| *common != sorted(&header)) => NotRead::OtherColumns,
                    // Without headers nothing tells that two tabs belong together.
                    Ok(_) if !wanted.has_header && common.is_some() => NotRead::NotChosen,
                    Ok(positions) => {
                        common = Some(sorted(&header));
                        found.push(Tab { sheet, positions });
                        continue;
                    }
                    Err(other) => {
                        fault.get_or_insert(other);
                        NotRead::OtherColumns
                    }
                },
            },
        };
        not_read.push((tab.name, why));
    }
    match (found.first(), fault) {
        (Some(first), _) => {
            let positions = first.positions.clone();
            Ok(Grid { origin, limits: limits.clone(), has_header: wanted.has_header, rows: Rows::Sheets(found), positions, not_read })
        }
        (None, Some(fault)) => Err(fault),
        (None, None) => Err(Refused::Empty.into()),
    }
}

fn sorted(header: &[String]) -> Vec<String> {
    let mut names: Vec<String> = header.iter().map(|name| folded(name)).filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names
}

/// The first row of a sheet; `None` when it is empty.
fn header(origin: &Origin, sheet: &xlsx::Sheet, limits: &Limits) -> Result<Option<Vec<String>>, Refused> {
    let mut header = None;
    xlsx::each_row(origin, sheet, limits, &mut |line| {
        header = Some(line.cells.iter().map(|cell| cell.text().into_owned()).collect());
        ControlFlow::Break(())
    })?;
    Ok(header)
}

/// Where the wanted columns are. Neither case, outer blanks nor the form of a letter matter, unless
/// columns differ in nothing else.
fn positions(header: &[String], wanted: &Wanted<'_>) -> Result<Vec<usize>, Fault> {
    let position = |name: &&str| {
        if !wanted.has_header {
            let number = name.trim().parse::<usize>().ok().filter(|at| *at > 0);
            return number.map(|at| at - 1).ok_or_else(|| Fault::NotANumber((*name).to_owned()));
        }
        let all = |is: &dyn Fn(&String) -> bool| header.iter().enumerate().filter(|(_, h)| is(h)).map(|(at, _)| at).collect::<Vec<_>>();
        let (text, sought) = (clean(name), folded(name));
        let exact = all(&|header| *header == text);
        let found = if exact.is_empty() { all(&|header| folded(header) == sought) } else { exact };
        match found[..] {
            [at] => Ok(at),
            [] => Err(Fault::NoColumn { name: (*name).to_owned(), columns: header.to_vec() }),
            _ => Err(Fault::RepeatedColumn { name: (*name).to_owned(), at: found.iter().map(|at| at + 1).collect() }),
        }
    };
    wanted.columns.iter().map(position).collect()
}

impl Grid {
    /// Whether commas separate the columns, so that none is the decimal mark of a number.
    pub fn is_separated_by_commas(&self) -> bool {
        match &self.rows {
            Rows::Text(dialect) => dialect.is_separated_by_commas(),
            Rows::Sheets(_) => false,
        }
    }

    /// Names of the tabs that are read; none of a text file.
    pub fn sheets_read(&self) -> Vec<&str> {
        match &self.rows {
            Rows::Text(_) => Vec::new(),
            Rows::Sheets(tabs) => tabs.iter().map(|tab| tab.sheet.name.as_str()).collect(),
        }
    }

    /// Calls `each` with every row below the header, blank ones included, and where the wanted
    /// columns are in it.
    pub fn each(&self, each: &mut dyn FnMut(&GridRow<'_>, &[usize]) -> ControlFlow<()>) -> Result<(), Refused> {
        match &self.rows {
            Rows::Text(dialect) => {
                let mut width = None;
                text::each_text(&self.origin, dialect, &self.limits, &mut |row| {
                    let is_blank = row.texts.is_empty();
                    let Some(width) = width else {
                        width = (!is_blank).then_some(row.texts.len());
                        return if is_blank || self.has_header { ControlFlow::Continue(()) } else { each(row, &self.positions) };
                    };
                    // Empty fields past the last column are what some systems end their rows with.
                    let have = row.texts.iter().rposition(|text| !text.trim().is_empty()).map_or(0, |last| last + 1);
                    if row.fault.is_none() && have > width {
                        let fault = Some(Reason::TooManyFields(format!("{}/{width}", row.texts.len())));
                        return each(&GridRow { fault, ..row.clone() }, &self.positions);
                    }
                    each(row, &self.positions)
                })
            }
            Rows::Sheets(tabs) => tabs.iter().try_for_each(|tab| self.each_of_tab(tab, each)),
        }
    }

    fn each_of_tab(&self, tab: &Tab, each: &mut dyn FnMut(&GridRow<'_>, &[usize]) -> ControlFlow<()>) -> Result<(), Refused> {
        let mut before: Option<u32> = None;
        xlsx::each_row(&self.origin, &tab.sheet, &self.limits, &mut |line| {
            let is_header = before.is_none() && self.has_header;
            let blank = before.map_or(line.number, |before| before.saturating_add(1))..line.number.min(SHEET_ROWS);
            before = Some(line.number);
            if is_header {
                return ControlFlow::Continue(());
            }
            for number in blank {
                each(&GridRow { line: u64::from(number), texts: &[], fault: None }, &tab.positions)?;
            }
            let texts: Vec<Cow<'_, str>> = line.cells.iter().map(Cell::text).collect();
            each(&GridRow { line: u64::from(line.number), texts: &texts, fault: None }, &tab.positions)
        })
    }
}
