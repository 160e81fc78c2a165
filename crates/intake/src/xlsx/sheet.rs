//! The cells of one sheet, row by row.

use super::escapes::unescaped;
use super::parts::{Style, attribute};
use super::{Archive, Sheet, Xml, entity};
use crate::cell::Cell;
use crate::dates::DAYS_1904;
use crate::limits::Limits;
use crate::line::Line;
use crate::refused::{Excess, Refused};
use quick_xml::events::{BytesStart, Event as Markup};
use std::ops::ControlFlow;

/// Cells that one row may name, empty ones included: the format itself ends at 16,384.
const CELLS_IN_ROW: usize = 16_384;
/// A time of day without its day is below this: longer ones count hours that went by.
const A_YEAR: f64 = 366.0;

/// How a cell's value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Number,
    Shared,
    Text,
    Iso,
    Bool,
    Error,
}

/// The row being read.
struct Row<'a> {
    sheet: &'a Sheet,
    limits: &'a Limits,
    number: u32,
    is_hidden: bool,
    cells: Vec<Cell>,
    named: usize,
    column: usize,
    written: Written,
    style: Style,
    value: String,
    too_long: bool,
}

/// Calls `each` with every row that is not blank.
pub(super) fn each_row(
    archive: &mut Archive,
    sheet: &Sheet,
    limits: &Limits,
    each: &mut dyn FnMut(&Line<'_>) -> ControlFlow<()>,
) -> Result<(), Refused> {
    let mut xml = Xml::open(archive, sheet.part, limits)?;
    let mut row = Row::new(sheet, limits);
    let (mut capture, mut phonetic) = (false, false);
    let mut rows = 0_u64;
    loop {
        match xml.next()? {
            Markup::Start(e) => match e.local_name().as_ref() {
                "row" => row.start(&e),
                "c" => row.start_cell(&e)?,
                "v" => capture = true,
                "t" => capture = !phonetic,
                "rPh" => phonetic = true,
                _ => {}
            },
            Markup::Empty(e) => match e.local_name().as_ref() {
                "row" => row.start(&e),
                "c" => row.start_cell(&e)?,
                "sheetData" => return Ok(()),
                _ => {}
            },
            Markup::End(e) => match e.local_name().as_ref() {
                "v" | "t" => capture = false,
                "rPh" => phonetic = false,
                "c" => row.end_cell()?,
                "row" if row.cells.iter().any(|cell| !cell.is_empty()) => {
                    rows += 1;
                    if rows > limits.rows {
                        return Err(Refused::TooLarge { what: Excess::Rows, limit: limits.rows });
                    }
                    let line = Line { number: row.number, cells: &row.cells, fields: None, fault: None, is_hidden: row.is_hidden };
                    if each(&line).is_break() {
                        return Ok(());
                    }
                }
                "sheetData" => return Ok(()),
                _ => {}
            },
            Markup::Text(e) if capture => row.push(&e),
            Markup::CData(e) if capture => row.push(&e),
            Markup::GeneralRef(e) if capture => row.push(entity(&e)?.encode_utf8(&mut [0; 4])),
            Markup::Eof => return Err(Refused::Truncated),
            _ => {}
        }
    }
}

impl<'a> Row<'a> {
    fn new(sheet: &'a Sheet, limits: &'a Limits) -> Self {
        Self {
            sheet,
            limits,
            number: 0,
            is_hidden: false,
            cells: Vec::new(),
            named: 0,
            column: 0,
            written: Written::Number,
            style: Style::Number,
            value: String::new(),
            too_long: false,
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let said = attribute(element, "r").and_then(|r| r.parse().ok());
        self.number = said.unwrap_or(self.number.saturating_add(1));
        self.is_hidden = matches!(attribute(element, "hidden").as_deref(), Some("1" | "true" | "on"));
        self.cells.clear();
        self.named = 0;
        self.column = 0;
    }

    fn start_cell(&mut self, element: &BytesStart<'_>) -> Result<(), Refused> {
        self.named += 1;
        if self.named > CELLS_IN_ROW {
            return Err(Refused::TooLarge { what: Excess::Columns, limit: CELLS_IN_ROW as u64 });
        }
        // The column that comes next, unless the cell says where it stands.
        let mut column = if self.named == 1 { 0 } else { self.column + 1 };
        self.written = Written::Number;
        self.style = Style::Number;
        self.value.clear();
        self.too_long = false;
        for a in element.attributes().with_checks(false).filter_map(Result::ok) {
            match a.key.as_ref() {
                "r" => column = column_of(&a.value).unwrap_or(column),
                "s" => {
                    self.style = a.value.parse().ok().and_then(|s: usize| self.sheet.shared.styles.get(s)).copied().unwrap_or(Style::Number)
                }
                "t" => {
                    self.written = match a.value.as_ref() {
                        "s" => Written::Shared,
                        "str" | "inlineStr" => Written::Text,
                        "d" => Written::Iso,
                        "b" => Written::Bool,
                        "e" => Written::Error,
                        _ => Written::Number,
                    }
                }
                _ => {}
            }
        }
        self.column = column;
        Ok(())
    }

    fn push(&mut self, text: &str) {
        if self.value.len() + text.len() > self.limits.cell_bytes {
            self.too_long = true;
        } else if !self.too_long {
            self.value.push_str(text);
        }
    }

    fn end_cell(&mut self) -> Result<(), Refused> {
        let cell = self.cell();
        if cell.is_empty() {
            return Ok(());
        }
        if self.column >= self.limits.columns {
            let cell = format!("{}{}", letters(self.column), self.number);
            return Err(Refused::StrayCell { sheet: self.sheet.name.clone(), cell });
        }
        if self.cells.len() <= self.column {
            self.cells.resize(self.column + 1, Cell::Empty);
        }
        self.cells[self.column] = cell;
        Ok(())
    }

    /// A day number in the 1900 system. A time of day, which `least` is above, is the same in both.
    fn days(&self, n: f64, least: f64) -> f64 {
        if self.sheet.is_from_1904() && n >= least { n + DAYS_1904 } else { n }
    }

    fn cell(&self) -> Cell {
        if self.too_long {
            return Cell::TooLong;
        }
        match self.written {
            Written::Number => match self.value.trim().parse::<f64>() {
                Ok(n) if !n.is_finite() => Cell::Empty,
                Ok(n) => match self.style {
                    Style::Number => Cell::Number(n),
                    Style::Day => Cell::Serial { days: self.days(n, 1.0), timed: false },
                    Style::Time => Cell::Serial { days: self.days(n, 1.0), timed: true },
                    Style::Clock => Cell::Serial { days: self.days(n, A_YEAR), timed: true },
                },
                Err(_) => Cell::from_text(&self.value),
            },
            Written::Shared => {
                let text = self.value.trim().parse().ok().and_then(|number| self.sheet.shared.strings.get(number)).unwrap_or_default();
                if text.len() > self.limits.cell_bytes { Cell::TooLong } else { Cell::from_text(&unescaped(text)) }
            }
            Written::Text | Written::Iso => Cell::from_text(&unescaped(&self.value)),
            Written::Bool => Cell::from_text(if self.value.trim() == "1" { "1" } else { "0" }),
            Written::Error => Cell::Empty,
        }
    }
}

/// Column number from 0 of a reference such as `AB12`.
fn column_of(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.take(4).fold(0_usize, |n, b| n * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

/// Letters of a column by its number from 0: `AB`.
pub(crate) fn letters(mut at: usize) -> String {
    let mut text = String::new();
    loop {
        text.insert(0, char::from(b'A' + (at % 26) as u8));
        match (at / 26).checked_sub(1) {
            Some(rest) => at = rest,
            None => return text,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn column_letters() {
        assert_eq!(column_of("A1"), Some(0));
        assert_eq!(column_of("Z9"), Some(25));
        assert_eq!(column_of("AA10"), Some(26));
        assert_eq!(column_of("XFD1"), Some(16_383));
        assert_eq!(column_of("7"), None);
        for column in ["A", "Z", "AA", "AZ", "XFD"] {
            assert_eq!(letters(column_of(column).unwrap()), column);
        }
    }
}
