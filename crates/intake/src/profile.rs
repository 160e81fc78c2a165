//! What the cells of a column look like: the evidence that a mapping is proposed from.

use crate::cell::Cell;
use crate::dates::order::{Evidence, Told};
use crate::dates::{self, Moment};
use domain::imports::DateOrder;

/// Rows that are looked at. A list's columns do not change their meaning further down.
pub(crate) const ROWS: u64 = 5_000;

/// Counts over the cells of one column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    pub(crate) filled: u32,
    /// Cells that are dates whatever the order, slash dates included.
    pub(crate) dates: u32,
    /// Dates with a time other than midnight, which may stand for no time at all.
    pub(crate) timed: u32,
    /// Cells that can be a time of day.
    pub(crate) times: u32,
    pub(crate) numbers: u32,
    pub(crate) min: f64,
    pub(crate) max: f64,
    /// What its slash dates say of their order.
    order: Evidence,
    /// Cells that are an hour alone, or the rest of a time with its zeros gone.
    lone_hours: u32,
    /// Times written with digits alone that can be no hour.
    hhmm: u32,
}

/// Whether the cell is a date whose year does not come first.
fn is_slash_date(cell: &Cell) -> bool {
    let text = cell.text();
    let day = text.split([' ', 'T', 't']).next().unwrap_or_default();
    matches!(cell, Cell::Text(_)) && dates::triple(day).is_some_and(|(year, _, _, mark)| year.len() < 4 && mark != '.')
}

const ORDERS: [DateOrder; 2] = [DateOrder::MonthFirst, DateOrder::DayFirst];

impl Column {
    /// Counts a cell. `from_1904` says whether its workbook counts days from there.
    pub(crate) fn add(&mut self, cell: &Cell, from_1904: bool) {
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        if let Some(n) = cell.number() {
            (self.min, self.max) = if self.numbers == 0 { (n, n) } else { (self.min.min(n), self.max.max(n)) };
            self.numbers += 1;
        }
        // Most cells are words, and no date or time is without a digit.
        if matches!(cell, Cell::Text(text) if !text.bytes().any(|b| b.is_ascii_digit())) {
            return;
        }
        if matches!(dates::clock(cell, false), Ok(Some(_))) {
            self.times += 1;
        }
        self.lone_hours += u32::from(dates::is_lone_hour(cell));
        self.hhmm += u32::from(dates::is_hhmm(cell));
        // Less than a day is a time of day, not one of the year 1899; so are the 24th hour and those after it. An hour alone
        // is no day of 1900.
        if matches!(cell, Cell::Serial { days: n, .. } | Cell::Number(n) if *n < 366.0) {
            return;
        }
        let date = dates::counted_from_1900(cell, from_1904);
        let by_order = ORDERS.map(|order| dates::moment(&date, order).ok().flatten());
        let Some(moment) = by_order[0].or(by_order[1]) else { return };
        self.dates += 1;
        self.timed += u32::from(!matches!(moment.beside_a_clock(), Moment::Day(_)));
        // 10/10/26 is the same day in both orders and still tells which days the list is about.
        if by_order[0] == by_order[1] && !(is_slash_date(cell) && moment.day().year() >= 1990) {
            return;
        }
        self.order.add(by_order.map(|read| read.map(Moment::day)));
    }

    /// At least six in ten filled cells, for lists are short and have mistakes; an empty column may be anything.
    pub(crate) fn mostly(&self, count: u32) -> bool {
        count * 10 >= self.filled * 6
    }

    /// Whether it has dates that the order of day and month changes.
    pub(crate) fn has_slash_dates(&self) -> bool {
        self.order.matters()
    }

    /// Whether times of one or two digits are hours: nothing in the column is written as `1430`.
    pub(crate) fn has_hours(&self) -> bool {
        self.lone_hours > 0 && self.hhmm == 0
    }

    /// Whether all numbers lie in a range.
    pub(crate) fn within(&self, low: f64, high: f64) -> bool {
        self.numbers > 0 && self.mostly(self.numbers) && self.min >= low && self.max <= high
    }
}

/// What the slash dates of some columns say of their order.
pub(crate) fn order<'a>(columns: impl Iterator<Item = &'a Column>) -> Told {
    Evidence::told(columns.map(|column| &column.order))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cells: &[&str]) -> DateOrder {
        let mut column = Column::default();
        cells.iter().for_each(|c| column.add(&Cell::from_text(c), false));
        order([column].iter()).order()
    }

    #[test]
    fn the_data_tell_the_order() {
        assert_eq!(of(&["10/9/26", "10/14/26"]), DateOrder::MonthFirst);
        assert_eq!(of(&["9/10/26", "14/10/26"]), DateOrder::DayFirst);
        // One week early in a month: every day is below 13.
        assert_eq!(of(&["10/5/26", "10/7/26", "10/11/26"]), DateOrder::MonthFirst);
        assert_eq!(of(&["5/10/26", "7/10/26", "11/10/26"]), DateOrder::DayFirst);
        // The same day in both orders: it says which month the other one is of.
        assert_eq!(of(&["10/9/26", "10/10/26"]), DateOrder::MonthFirst);
        assert_eq!(of(&["9/10/26", "10/10/26", "1/1/1900"]), DateOrder::DayFirst);
        assert_eq!(of(&["10/9/26"]), DateOrder::YearFirst);
        assert_eq!(of(&["10/10/26"]), DateOrder::YearFirst);
        assert_eq!(of(&["2026-10-09", "46304"]), DateOrder::YearFirst);
    }
}
