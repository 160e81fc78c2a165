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

/// Two header rows as one: of a group (*Tid*) over its columns (*Start*, *Slut*) the lower counts.
fn merged(upper: &[Cell], lower: &[Cell]) -> Vec<Cell> {
    let at = |cells: &[Cell], at: usize| cells.get(at).filter(|c| !c.is_empty()).cloned();
    (0..upper.len().max(lower.len())).map(|i| at(lower, i).or_else(|| at(upper, i)).unwrap_or(Cell::Empty)).collect()
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
    /// With the row above or below it, it is a header of two rows when more headers are known so.
    fn find_header(&mut self) {
        let filled = |cells: &[Cell]| cells.iter().filter(|c| !c.is_empty()).count();
        let rank = |cells: &[Cell]| (headers::known(cells), filled(cells));
        let first = std::mem::take(&mut self.first);
        let candidates = first.iter().enumerate().filter(|(_, row)| row.is_usable && is_header(&row.cells));
        let Some((at, row)) = candidates.rev().max_by_key(|(_, row)| rank(&row.cells)) else { return };
        let mut header = (at, row.cells.clone());
        for (upper, lower) in [(at.wrapping_sub(1), at), (at, at + 1)] {
            let (Some(above), Some(below)) = (first.get(upper), first.get(lower)) else { continue };
            let both = merged(&above.cells, &below.cells);
            let are_one = below.number == above.number + 1 && is_words(&above.cells) && is_words(&below.cells);
            if are_one && headers::known(&both) > headers::known(&header.1).max(headers::known(&row.cells)) {
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
