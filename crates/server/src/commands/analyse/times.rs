//! How a column of times is written: the one rule for every method that reads one.
//!
//! A date is whatever lists write ([`intake::dates`]), with a clock after it or without; a month, 2026-01 (its first day); or an ISO week, 2026-W05 (its Monday),
//! 2026-W05-3 or, where a whole column is written so and some number is too large for a month, 202605. Anything else that is a number is a number of days. A column
//! holds one kind: mixed, or as weeks that may be months, it is refused. The order of day and month in 05/10/2026 is what the column's own dates tell.

use super::table::Rows;
use crate::outcome::Trouble;
use domain::imports::DateOrder;
use intake::dates::order::{Evidence, Told};
use intake::dates::{self, Moment, Span};
use jiff::civil::{Date, DateTime, ISOWeekDate, Time, Weekday};
use messages::Lang;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// What a cell of a column of times says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Written {
    /// Days since 1 January 1970.
    Date(f64),
    /// A date whose day and month are told apart by the rest of the column: as it is with the month first, and with the day first.
    Either([Option<f64>; 2]),
    /// A plain number.
    Number(f64),
}

impl Written {
    /// Days or a number; NaN for a date that is not settled.
    pub fn value(self) -> f64 {
        match self {
            Written::Date(value) | Written::Number(value) => value,
            Written::Either(_) => f64::NAN,
        }
    }
}

/// A cell; `number` is its text read as a number.
pub fn written(text: &str, number: Option<f64>) -> Option<Written> {
    if let Some(days) = days_of_period(text) {
        return Some(Written::Date(days));
    }
    // Six digits are a year and a week, or a number: never 31 January 2005.
    if text.len() == 6 && number.is_some() {
        return number.map(Written::Number);
    }
    let by_order = ORDERS.map(|order| dates::on_the_wall(text, order).ok().flatten().map(|span| days_of(span.from)));
    match by_order {
        [Some(one), Some(other)] if one == other => Some(Written::Date(one)),
        [None, None] => number.map(Written::Number),
        [_, _] => Some(Written::Either(by_order)),
    }
}

const ORDERS: [DateOrder; 2] = [DateOrder::MonthFirst, DateOrder::DayFirst];

/// What the dates of columns of texts say of the order of day and month.
pub fn told<'a>(texts: impl Iterator<Item = &'a str>) -> Told {
    let mut evidence = Evidence::default();
    for text in texts {
        let by_order = ORDERS.map(|order| dates::on_the_wall(text, order).ok().flatten().map(|span| span.from.day()));
        if by_order[0] != by_order[1] {
            evidence.add(by_order);
        }
    }
    Evidence::told([&evidence].into_iter())
}

/// What kinds of cells a column of times has had.
#[derive(Clone, Debug)]
pub struct Kinds {
    /// Cells so far.
    taken: usize,
    /// First line with a date, and what stands there.
    date: Option<(u64, String)>,
    /// First line with a plain number.
    number: Option<(u64, String)>,
    /// Every plain number may be a year and a week.
    weeks: bool,
    /// Some number is no year and month.
    past_months: bool,
    /// Dates that the order of day and month changes: the cell's place, its readings and, of the first that could be either, its text.
    either: Vec<(usize, [Option<f64>; 2])>,
    ambiguous: Option<(usize, String)>,
    order: Evidence,
}

impl Default for Kinds {
    fn default() -> Self {
        Self {
            taken: 0,
            date: None,
            number: None,
            weeks: true,
            past_months: false,
            either: Vec::new(),
            ambiguous: None,
            order: Evidence::default(),
        }
    }
}

impl Kinds {
    /// Takes a cell of a row in.
    pub fn add(&mut self, written: Written, line: u64, text: &str) {
        match written {
            Written::Date(_) => {
                self.date.get_or_insert_with(|| (line, text.to_owned()));
            }
            Written::Either(by_order) => {
                self.date.get_or_insert_with(|| (line, text.to_owned()));
                self.order.add(by_order.map(|days| days.and_then(calendar)));
                self.either.push((self.taken, by_order));
                if by_order.iter().all(Option::is_some) {
                    self.ambiguous.get_or_insert_with(|| (self.taken, text.to_owned()));
                }
            }
            Written::Number(value) => {
                self.number.get_or_insert_with(|| (line, text.to_owned()));
                self.weeks &= year_and_week(value).is_some();
                self.past_months |= value % 100.0 > 12.0;
            }
        }
        self.taken += 1;
    }

    /// Puts dates in the order of day and month that the column tells.
    fn settle_order(&self, name: &str, lines: &[u64], values: &mut [f64], lang: Lang) -> Result<(), Trouble> {
        let order = Evidence::told([&self.order].into_iter()).order();
        if let (DateOrder::YearFirst, Some((at, text))) = (order, &self.ambiguous) {
            let line = lines.get(*at).copied().unwrap_or_default();
            let told = [("column", name.into()), ("line", line.into()), ("value", text.as_str().into())];
            return Err(Trouble::Analysis(lang.format("analyse-date-order", &told)));
        }
        for (at, [month_first, day_first]) in &self.either {
            let days = if order == DateOrder::DayFirst { day_first.or(*month_first) } else { month_first.or(*day_first) };
            if let (Some(value), Some(days)) = (values.get_mut(*at), days) {
                *value = days;
            }
        }
        Ok(())
    }

    /// Settles a column whose rows have all been read: its values are days or plain numbers, not both.
    pub fn settle(&self, name: &str, lines: &[u64], values: &mut [f64], lang: Lang) -> Result<bool, Trouble> {
        let column = || ("column", name.into());
        self.settle_order(name, lines, values, lang)?;
        match (&self.date, &self.number) {
            (Some((date_line, date)), Some((line, number))) => {
                let told = [("date-line", (*date_line).into()), ("date", date.as_str().into()), ("line", (*line).into())];
                let told = [&told[..], &[("number", number.as_str().into()), column()]].concat();
                Err(Trouble::Analysis(lang.format("analyse-mixed-times", &told)))
            }
            (None, Some((line, number))) if self.weeks && !self.past_months => {
                let told = [column(), ("line", (*line).into()), ("value", number.as_str().into())];
                Err(Trouble::Analysis(lang.format("analyse-week-or-month", &told)))
            }
            (None, Some(_)) if self.weeks => {
                for (value, line) in values.iter_mut().zip(lines) {
                    let none = || {
                        let told = [("line", (*line).into()), ("value", value.to_string().into())];
                        Trouble::Analysis(lang.format("analyse-no-such-week", &told))
                    };
                    *value = year_and_week(*value).and_then(|(year, week)| monday(year, week)).map(since_epoch).ok_or_else(none)?;
                }
                Ok(true)
            }
            (date, _) => Ok(date.is_some()),
        }
    }
}

/// A day given on the command line for a file whose times have been read: a date where they are dates, a number where they are numbers.
pub fn given(text: &str, rows: &Rows, lang: Lang) -> Result<f64, Trouble> {
    match written(text, text.parse().ok().filter(|n: &f64| n.is_finite())) {
        Some(Written::Date(days)) if rows.dated => Ok(days),
        Some(Written::Number(days)) if !rows.dated => Ok(days),
        // One of the two is no date: 23/10/2026.
        Some(Written::Either([Some(days), None] | [None, Some(days)])) if rows.dated => Ok(days),
        Some(_) | None => Err(Trouble::Analysis(lang.format("analyse-no-day", &[("value", text.into())]))),
    }
}

/// 202605 as a year and a week.
fn year_and_week(value: f64) -> Option<(i16, i8)> {
    let whole = value.fract() == 0.0 && (190_001.0..=210_053.0).contains(&value);
    let (year, week) = ((value / 100.0).floor() as i16, (value % 100.0) as i8);
    (whole && (1..=53).contains(&week)).then_some((year, week))
}

fn monday(year: i16, week: i8) -> Option<Date> {
    ISOWeekDate::new(year, week, Weekday::Monday).ok().map(|w| w.date())
}

fn since_epoch(date: Date) -> f64 {
    EPOCH.until(date).map_or(f64::NAN, |span| f64::from(span.get_days()))
}

/// 2026-W05 or 2026-W05-3; a v does as well as a w.
fn iso_week(text: &str) -> Option<Date> {
    let (year, rest) = text.split_at_checked(4)?;
    let rest = rest.strip_prefix('-').unwrap_or(rest).strip_prefix(['W', 'w', 'V', 'v'])?;
    let (week, day) = rest.split_at_checked(2).unwrap_or((rest, ""));
    let monday = monday(year.parse().ok()?, week.parse().ok()?)?;
    let day: i64 = if day.is_empty() { 1 } else { day.strip_prefix('-').unwrap_or(day).parse().ok()? };
    (1..=7).contains(&day).then(|| monday.saturating_add(jiff::Span::new().days(day - 1)))
}

/// Year and month: 2026-01, 2026/1.
fn year_and_month(text: &str) -> Option<Date> {
    let (year, month) = text.split_once(['-', '/'])?;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    (year.len() == 4 && (1..=2).contains(&month.len()) && digits(year) && digits(month)).then_some(())?;
    Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()
}

/// Days of a month or week, with a clock after it or without.
fn days_of_period(text: &str) -> Option<f64> {
    let (period, clock) =
        text.trim().split_once(['T', 't', ' ']).map_or((text.trim(), None), |(period, clock)| (period, Some(clock.trim())));
    let first = year_and_month(period).or_else(|| iso_week(period))?;
    let time = match clock {
        Some(clock) => clock.parse().ok()?,
        None => Time::midnight(),
    };
    Some(days_of(Moment::Local(first.to_datetime(time))))
}

/// A text that may hold from–to; where it carries a zone it is an instant for `zoned`, and passed by otherwise.
pub fn span(text: &str, order: DateOrder, zoned: bool) -> Option<Span> {
    let read = if zoned { dates::in_text(text, order) } else { dates::on_the_wall(text, order) };
    read.ok().flatten()
}

/// Days since 1 January 1970 of a date or time, as the clock on the wall showed it.
pub fn days(text: &str) -> Option<f64> {
    match written(text, None)? {
        Written::Date(days) | Written::Either([Some(days), None] | [None, Some(days)]) => Some(days),
        Written::Either(_) | Written::Number(_) => None,
    }
}

fn days_of(moment: Moment) -> f64 {
    let at: DateTime = match moment {
        Moment::Day(day) => return since_epoch(day),
        Moment::Local(at) => at,
        Moment::At(at) => at.to_zoned(jiff::tz::TimeZone::UTC).datetime(),
    };
    let time = at.time();
    let seconds = f64::from(time.hour()) * 3_600.0 + f64::from(time.minute()) * 60.0 + f64::from(time.second());
    since_epoch(at.date()) + (seconds + f64::from(time.subsec_nanosecond()) / 1e9) / 86_400.0
}

/// The date of a day since 1 January 1970, where there is one.
pub fn calendar(day: f64) -> Option<Date> {
    EPOCH.checked_add(jiff::Span::new().try_days(day.floor() as i64).ok()?).ok()
}

/// A day since 1 January 1970 as a date; the number itself where there is no such date.
pub fn date(day: f64) -> String {
    calendar(day).map_or_else(|| day.to_string(), |date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_the_clock_showed() {
        assert_eq!(days("1970-01-02"), Some(1.0));
        assert_eq!(days("2001/11/3"), days("2001-11-03"));
        assert_eq!(days("20011103"), days("2001-11-03"));
        assert_eq!(days("2001-11"), days("2001-11-01"));
        assert_eq!(days("1970-01-01T06:00:00+02:00"), Some(0.25));
        assert_eq!(days("1970-01-01 18:00"), Some(0.75));
        assert_eq!(days("2002-W01"), days("2001-12-31"));
        assert_eq!(days("2002-v01-3"), days("2002-01-02"));
        assert_eq!(days("3.11.2001 6.00"), days("2001-11-03 06:00"));
        assert_eq!(days("3 nov 2001 6:00 PM"), days("2001-11-03T18:00"));
        assert_eq!(days("lör 3 november 2001 kl. 18"), days("2001-11-03T18:00"));
        assert_eq!(days("2001-11-03 06:00-07:30"), days("2001-11-03 06:00"));
        assert_eq!(days("23/11/2001"), days("2001-11-23"));
        for wrong in [
            "2001-02-29",
            "20010229",
            "12:30",
            "2002-W53",
            "2002-W01-8",
            "2001-13",
            "2001-312",
            "45000",
            "årW1",
            "",
            "5/11/2001",
            "sön 3 november 2001",
        ] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
        assert_eq!(date(days("2024-02-29").unwrap()), "2024-02-29");
    }

    fn settled(texts: &[&str]) -> Result<(bool, Vec<f64>), String> {
        let (mut kinds, mut values) = (Kinds::default(), Vec::new());
        for (line, text) in (2..).zip(texts) {
            let cell = written(text, text.parse().ok()).unwrap();
            kinds.add(cell, line, text);
            values.push(cell.value());
        }
        let lines: Vec<u64> = (2..).take(texts.len()).collect();
        match kinds.settle("t", &lines, &mut values, Lang::En) {
            Ok(dated) => Ok((dated, values)),
            Err(Trouble::Analysis(text)) => Err(text),
            Err(other) => Err(format!("{other:?}")),
        }
    }

    #[test]
    fn a_column_tells_its_own_order_of_day_and_month() {
        let days = |texts: [&str; 3]| texts.map(|text| days(text).unwrap()).to_vec();
        assert_eq!(settled(&["5/9/2026", "6/9/2026", "23/9/2026"]), Ok((true, days(["2026-09-05", "2026-09-06", "2026-09-23"]))));
        assert_eq!(
            settled(&["9/5/2026 2:30 PM", "9/6/2026 0:30", "9/23/2026"]),
            Ok((true, days(["2026-09-05 14:30", "2026-09-06 00:30", "2026-09-23"])))
        );
        // Three days against three months.
        assert_eq!(settled(&["9/5/2026", "9/6/2026", "9/7/2026"]), Ok((true, days(["2026-09-05", "2026-09-06", "2026-09-07"]))));
        for both in [&["9/5/2026"][..], &["23/9/2026", "9/5/2026", "9/24/2026"]] {
            let refused = settled(both).unwrap_err();
            assert!(refused.contains("9/5/2026") && refused.contains(if both.len() == 1 { "line 2" } else { "line 3" }), "{refused}");
        }
        // Six digits are no day of 2005.
        assert_eq!(settled(&["050131", "050201"]), Ok((false, vec![50_131.0, 50_201.0])));
    }

    #[test]
    fn a_column_holds_one_kind_of_times() {
        assert_eq!(settled(&["20240131", "2024-02-01"]), Ok((true, vec![19_753.0, 19_754.0])));
        assert_eq!(settled(&["45000", "3.5"]), Ok((false, vec![45_000.0, 3.5])));
        let mixed = settled(&["2024-03-30 12:00", "2024-03-31 12:00", "45000"]).unwrap_err();
        assert!(mixed.contains("line 2") && mixed.contains("line 4") && mixed.contains("45000"), "{mixed}");
        // An eight-digit number that is no date stands out among dates.
        assert!(settled(&["20240131", "20240231"]).unwrap_err().contains("line 3"));
        // 202401 is a week where some number of the column can be no month.
        assert_eq!(settled(&["202401", "202452"]), Ok((true, vec![19_723.0, 20_080.0])));
        assert!(settled(&["202401", "202412"]).unwrap_err().contains("2024-W01"));
        assert!(settled(&["202401", "202453"]).unwrap_err().contains("Line 3"));
        assert_eq!(settled(&["202401", "202454"]), Ok((false, vec![202_401.0, 202_454.0])));
    }
}
