//! A first look at a list: which row is its header, and what its columns seem to hold.

use crate::cell::Cell;
use crate::headers::{self, Headers};
use crate::line::Line;
use crate::profile::{self, Column};
use std::ops::ControlFlow;

/// Rows kept for the preview.
pub(crate) const PREVIEW: usize = 50;
/// Rows in which the header must be found: a title and some notes may stand above it.
const HEADER_WITHIN: u32 = 30;

/// A row in which the header may be.
struct Kept {
    number: u32,
    cells: Vec<Cell>,
    fields: Option<usize>,
    is_usable: bool,
}

/// What a first look at a list finds.
#[derive(Default)]
pub(crate) struct Look {
    /// Rows that were looked at.
    pub(crate) seen: u64,
    from_1904: bool,
    /// The rows in which the header must be, until it is found.
    first: Vec<Kept>,
    /// Number of the header's last row; 0 when none was found.
    pub(crate) header_row: u32,
    /// Fields of the header as written; `None` in a workbook.
    pub(crate) fields: Option<usize>,
    pub(crate) headers: Headers,
    /// Headers that lists are known by.
    pub(crate) known: usize,
    pub(crate) columns: Vec<Column>,
    pub(crate) preview: Vec<(u32, Vec<Cell>)>,
}

/// A row that can be a header: two or more cells, all text that is neither number nor date.
fn is_header(cells: &[Cell]) -> bool {
    cells.iter().filter(|c| !c.is_empty()).count() >= 2 && is_words(cells)
}

/// Whether every cell is text that is neither number nor date.
fn is_words(cells: &[Cell]) -> bool {
    let words = |c: &Cell| matches!(c, Cell::Text(t) if c.number().is_none() && t.chars().any(char::is_alphabetic));
    cells.iter().all(|c| c.is_empty() || words(c))
}

/// Rows that a header may have: a title over groups over their columns.
const HEADER_ROWS: usize = 3;

/// Several header rows as one: of a group (*Tid*) over its columns (*Start*, *Slut*) the lowest text counts. Where that
/// text also names other columns (*Datum* and *Tid* under both *Start* and *Slut*), the group stands before it.
fn merged(rows: &[Kept]) -> Vec<Cell> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let filled = |row: usize, at: usize| rows[row].cells.get(at).filter(|cell| !cell.is_empty());
    let lowest = |at: usize| (0..rows.len()).rev().find_map(|row| Some((row, filled(row, at)?)));
    let folded = |at: usize| lowest(at).map(|(_, cell)| headers::folded(&cell.text()));
    let names: Vec<Option<String>> = (0..width).map(folded).collect();
    // A spreadsheet keeps the text of merged cells in the first of them.
    let group = |row: usize, at: usize| (0..=at).rev().find_map(|at| filled(row, at));
    let name = |at: usize| {
        let Some((row, cell)) = lowest(at) else { return Cell::Empty };
        let is_repeated = names.iter().filter(|other| **other == names[at]).count() > 1;
        match row.checked_sub(1).and_then(|above| group(above, at)).filter(|_| is_repeated) {
            Some(group) => Cell::Text(format!("{} {}", group.text(), cell.text())),
            None => cell.clone(),
        }
    };
    (0..width).map(name).collect()
}

/// Spans of several rows that hold a row, shorter ones first.
fn spans(at: usize, rows: usize) -> impl Iterator<Item = (usize, usize)> {
    let of_length = move |length: usize| (at.saturating_sub(length - 1)..=at).map(move |upper| (upper, upper + length - 1));
    (2..=HEADER_ROWS).flat_map(of_length).filter(move |(_, lower)| *lower >= at && *lower < rows)
}

impl Look {
    pub(crate) fn new(from_1904: bool) -> Self {
        Self { from_1904, ..Self::default() }
    }

    /// Looks at a row; breaks when it has seen enough.
    pub(crate) fn at(&mut self, line: &Line<'_>) -> ControlFlow<()> {
        self.seen += 1;
        if self.header_row == 0 {
            if line.number <= HEADER_WITHIN {
                let (number, cells) = (line.number, line.cells.to_vec());
                self.first.push(Kept { number, cells, fields: line.fields, is_usable: line.fault.is_none() });
                return ControlFlow::Continue(());
            }
            self.find_header();
            if self.header_row == 0 {
                return ControlFlow::Break(());
            }
        }
        self.data(line.number, line.cells, line.fault.is_none());
        if self.seen < profile::ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// Ends the look: a short list has its header found here.
    pub(crate) fn finish(&mut self) {
        if self.header_row == 0 {
            self.find_header();
        }
    }

    /// The header is the row with the most headers that are known, then with the most texts, then
    /// the first: what was asked for (`Urval; Lpo Linköping`) may stand above it as text beside text.
    /// With rows above or below it, it is a header of several rows when more headers are known so.
    fn find_header(&mut self) {
        let filled = |cells: &[Cell]| cells.iter().filter(|c| !c.is_empty()).count();
        let rank = |cells: &[Cell]| (headers::known(cells), filled(cells));
        let first = std::mem::take(&mut self.first);
        let candidates = first.iter().enumerate().filter(|(_, row)| row.is_usable && is_header(&row.cells));
        let Some((at, row)) = candidates.rev().max_by_key(|(_, row)| rank(&row.cells)) else { return };
        let mut header = (at, row.cells.clone());
        for (upper, lower) in spans(at, first.len()) {
            let rows = &first[upper..=lower];
            let are_one = rows.windows(2).all(|two| two[1].number == two[0].number + 1) && rows.iter().all(|row| is_words(&row.cells));
            let both = merged(rows);
            if are_one && headers::known(&both) > headers::known(&header.1) {
                header = (lower, both);
            }
        }
        let (last, cells) = header;
        self.header_row = first[last].number;
        self.fields = first[last].fields.max(row.fields);
        self.known = headers::known(&cells);
        self.headers = Headers::of(&cells);
        self.columns = vec![Column::default(); cells.len()];
        first[last + 1..].iter().for_each(|row| self.data(row.number, &row.cells, row.is_usable));
    }

    fn data(&mut self, number: u32, cells: &[Cell], is_usable: bool) {
        // The cells of a row with too many are under other headers than their own.
        if is_usable && self.fields.is_none_or(|fields| cells.len() <= fields) {
            self.columns.iter_mut().zip(cells).for_each(|(column, cell)| column.add(cell, self.from_1904));
        }
        if self.preview.len() < PREVIEW {
            self.preview.push((number, cells.to_vec()));
        }
    }
}
