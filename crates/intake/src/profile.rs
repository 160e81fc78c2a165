//! What the cells of a column look like: the evidence that a mapping is proposed from.

use crate::cell::Cell;
use crate::dates::{self, Moment};
use domain::imports::DateOrder;
use jiff::civil::Date;

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
    /// Slash dates that can only be read with the month first.
    month_first: u32,
    /// Slash dates that can only be read with the day first.
    day_first: u32,
    /// Whether any date is another day in the other order.
    order_matters: bool,
    /// First and last day when read with the month first, and with the day first.
    spans: [Option<(Date, Date)>; 2],
}

/// Whether the cell is a date whose year does not come first.
fn is_slash_date(cell: &Cell) -> bool {
    let text = cell.text();
    let day = text.split([' ', 'T', 't']).next().unwrap_or_default();
    matches!(cell, Cell::Text(_)) && dates::triple(day).is_some_and(|(year, _, _, mark)| year.len() < 4 && mark != '.')
}

const ORDERS: [DateOrder; 2] = [DateOrder::MonthFirst, DateOrder::DayFirst];

impl Column {
    pub(crate) fn add(&mut self, cell: &Cell) {
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        if let Some(n) = cell.number() {
            (self.min, self.max) = if self.numbers == 0 { (n, n) } else { (self.min.min(n), self.max.max(n)) };
            self.numbers += 1;
        }
        if matches!(dates::minutes(cell), Ok(Some(_))) {
            self.times += 1;
        }
        // Less than a day is a time of day, not one of the year 1899.
        if matches!(cell, Cell::Serial { days: n, .. } | Cell::Number(n) if *n < 1.0) {
            return;
        }
        let by_order = ORDERS.map(|order| dates::moment(cell, order).ok().flatten());
        let Some(moment) = by_order[0].or(by_order[1]) else { return };
        self.dates += 1;
        self.timed += u32::from(!matches!(moment.beside_a_clock(), Moment::Day(_)));
        // 10/10/26 is the same day in both orders and still tells which days the list is about.
        if by_order[0] == by_order[1] && !(is_slash_date(cell) && moment.day().year() >= 1990) {
            return;
        }
        self.order_matters |= by_order[0] != by_order[1];
        self.month_first += u32::from(by_order[1].is_none());
        self.day_first += u32::from(by_order[0].is_none());
        for (span, read) in self.spans.iter_mut().zip(by_order) {
            if let Some(day) = read.map(Moment::day) {
                *span = Some(span.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
            }
        }
    }

    /// At least six in ten filled cells, for lists are short and have mistakes; an empty column may be anything.
    pub(crate) fn mostly(&self, count: u32) -> bool {
        count * 10 >= self.filled * 6
    }

    /// Whether it has dates that the order of day and month changes.
    pub(crate) fn has_slash_dates(&self) -> bool {
        self.order_matters
    }

    /// Whether all numbers lie in a range.
    pub(crate) fn within(&self, low: f64, high: f64) -> bool {
        self.numbers > 0 && self.mostly(self.numbers) && self.min >= low && self.max <= high
    }
}

/// How the slash dates of some columns are to be read. Days over 12 decide; without any, the order
/// that keeps the list in the shorter time does, for a list covers a week and not every month's
/// fifth. `YearFirst` when there are no slash dates or nothing decides.
pub(crate) fn order<'a>(columns: impl Iterator<Item = &'a Column>) -> DateOrder {
    let (mut month, mut day, mut spans) = (0_u32, 0_u32, [0_i64; 2]);
    for column in columns {
        month += column.month_first;
        day += column.day_first;
        for (sum, span) in spans.iter_mut().zip(&column.spans) {
            *sum += span.map_or(0, |(first, last)| i64::from((last - first).get_days()));
        }
    }
    match (month.cmp(&day), spans[0].cmp(&spans[1])) {
        (std::cmp::Ordering::Greater, _) => DateOrder::MonthFirst,
        (std::cmp::Ordering::Less, _) => DateOrder::DayFirst,
        (std::cmp::Ordering::Equal, std::cmp::Ordering::Less) => DateOrder::MonthFirst,
        (std::cmp::Ordering::Equal, std::cmp::Ordering::Greater) => DateOrder::DayFirst,
        (std::cmp::Ordering::Equal, std::cmp::Ordering::Equal) => DateOrder::YearFirst,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cells: &[&str]) -> DateOrder {
        let mut column = Column::default();
        cells.iter().for_each(|c| column.add(&Cell::from_text(c)));
        order([column].iter())
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
