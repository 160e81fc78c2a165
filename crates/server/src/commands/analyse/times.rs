//! How a column of times is written: the one rule for every method that reads one.
//!
//! A date is 2026-01-31, 2026/01/31 or 20260131, with a clock after it or without; a month, 2026-01 (its first day); or an ISO week, 2026-W05 (its Monday), 2026-W05-3 or, where a whole column is written so and
//! some number is too large for a month, 202605. Anything else that is a number is a number of days. A column holds one kind: mixed, or as weeks that may be
//! months, it is refused.

use super::table::Rows;
use crate::outcome::Trouble;
use jiff::civil::{Date, DateTime, ISOWeekDate, Time, Weekday};
use messages::Lang;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// What a cell of a column of times says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Written {
    /// Days since 1 January 1970.
    Date(f64),
    /// A plain number.
    Number(f64),
}

/// A cell; `number` is its text read as a number.
pub fn written(text: &str, number: Option<f64>) -> Option<Written> {
    match days(text) {
        Some(days) => Some(Written::Date(days)),
        None => number.map(Written::Number),
    }
}

/// What kinds of cells a column of times has had.
#[derive(Clone, Debug)]
pub struct Kinds {
    /// First line with a date, and what stands there.
    date: Option<(u64, String)>,
    /// First line with a plain number.
    number: Option<(u64, String)>,
    /// Every plain number may be a year and a week.
    weeks: bool,
    /// Some number is no year and month.
    past_months: bool,
}

impl Default for Kinds {
    fn default() -> Self {
        Self { date: None, number: None, weeks: true, past_months: false }
    }
}

impl Kinds {
    /// Takes a cell of a row in.
    pub fn add(&mut self, written: Written, line: u64, text: &str) {
        match written {
            Written::Date(_) => {
                self.date.get_or_insert_with(|| (line, text.to_owned()));
            }
            Written::Number(value) => {
                self.number.get_or_insert_with(|| (line, text.to_owned()));
                self.weeks &= year_and_week(value).is_some();
                self.past_months |= value % 100.0 > 12.0;
            }
        }
    }

    /// Settles a column whose rows have all been read: its values are days or plain numbers, not both.
    pub fn settle(&self, name: &str, lines: &[u64], values: &mut [f64], lang: Lang) -> Result<bool, Trouble> {
        let column = || ("column", name.into());
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

fn calendar_date(text: &str) -> Option<Date> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if text.len() == 8 && digits(text) {
        return Date::new(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?).ok();
    }
    let mut parts = text.split(['-', '/']);
    let (year, month, day) = (parts.next()?, parts.next().filter(|month| month.len() <= 2)?, parts.next().unwrap_or("1"));
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A date or a time as the clock on the wall showed it: a zone at its end is passed by.
pub fn clock(text: &str) -> Option<DateTime> {
    let text = text.trim();
    let (date, clock) = text.split_once(['T', 't', ' ']).map_or((text, None), |(date, clock)| (date, Some(clock.trim())));
    let date = calendar_date(date).or_else(|| iso_week(date))?;
    let Some(clock) = clock else { return Some(date.to_datetime(Time::midnight())) };
    let clock = clock.trim_end_matches(['Z', 'z']);
    let clock = clock.find(['+', '-']).map_or(clock, |at| &clock[..at]);
    Some(date.to_datetime(clock.trim().parse().ok()?))
}

/// Days since 1 January 1970 of a date or time, as the clock on the wall showed it.
pub fn days(text: &str) -> Option<f64> {
    let clock = clock(text)?;
    let time = clock.time();
    let seconds = f64::from(time.hour()) * 3_600.0 + f64::from(time.minute()) * 60.0 + f64::from(time.second());
    Some(since_epoch(clock.date()) + (seconds + f64::from(time.subsec_nanosecond()) / 1e9) / 86_400.0)
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
        for wrong in ["2001-02-29", "20010229", "12:30", "2002-W53", "2002-W01-8", "2001-13", "2001-312", "45000", "årW1", ""] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
        assert_eq!(date(days("2024-02-29").unwrap()), "2024-02-29");
    }

    fn settled(texts: &[&str]) -> Result<(bool, Vec<f64>), String> {
        let (mut kinds, mut values) = (Kinds::default(), Vec::new());
        for (line, text) in (2..).zip(texts) {
            let cell = written(text, text.parse().ok()).unwrap();
            kinds.add(cell, line, text);
            let (Written::Date(value) | Written::Number(value)) = cell;
            values.push(value);
        }
        let lines: Vec<u64> = (2..).take(texts.len()).collect();
        match kinds.settle("t", &lines, &mut values, Lang::En) {
            Ok(dated) => Ok((dated, values)),
            Err(Trouble::Analysis(text)) => Err(text),
            Err(other) => Err(format!("{other:?}")),
        }
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
