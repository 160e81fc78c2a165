//! A series in the order of time, every step in its place: rows without a value, and weeks without a row, are steps that are not known.

use super::remarks::Noticed;
use super::table::{Holds, Rows, Source, read};
use super::times::{calendar, date, days};
use crate::outcome::Trouble;
use clap::Args;
use jiff::civil::Date;
use messages::{Lang, decimal};
use serde_json::Value;

/// A series in a file.
#[derive(Clone, Debug, Args)]
pub struct Timeline {
    #[command(flatten)]
    source: Source,
    /// Column with the counts. A row without one keeps its place and is not known.
    #[arg(long)]
    value: String,
    /// Column with the first day of each week (or month, or the day), the week as 2026-W05 or 202605, the month as 2026-01, or a number; rows are put in its order, and
    /// steps between them that have no row are not known. The order of the file without.
    #[arg(long)]
    date: Option<String>,
}

/// Values in the order of time.
pub struct Series {
    /// The rows as they were read.
    pub rows: Rows,
    /// The value of each step, NaN where it is not known.
    pub values: Vec<f64>,
    /// Further columns.
    pub others: Vec<Vec<f64>>,
    /// As in the date column, or the place from 1.
    pub labels: Vec<String>,
    /// What lies between two of them, where it is known.
    step: Option<Step>,
    /// Whether a column tells when each step is.
    is_timed: bool,
}

impl Series {
    /// First day, when the dates are whole weeks apart.
    pub fn first_day(&self) -> Option<i32> {
        match self.step {
            Some(Step::Week(first)) => i32::try_from(first).ok(),
            Some(Step::Day(_) | Step::Month { .. } | Step::Number { .. }) | None => None,
        }
    }

    /// Whether the steps are days.
    pub fn is_daily(&self) -> bool {
        matches!(self.step, Some(Step::Day(_)))
    }

    /// When a step is, as it is told beside an answer; nothing without a column for it.
    pub fn time(&self, at: usize) -> Value {
        self.labels.get(at).filter(|_| self.is_timed).map_or(Value::Null, |label| label.as_str().into())
    }

    /// The step that a text names: its place from 1, or a date, whose step is the first from that day on.
    pub fn place(&self, text: &str) -> Option<usize> {
        let place = text.parse::<usize>().ok().filter(|place| (1..=self.values.len()).contains(place)).map(|place| place - 1);
        let day = days(text).filter(|_| self.rows.dated);
        place.or_else(|| self.labels.iter().position(|label| days(label) >= day && day.is_some()))
    }
}

/// What lies between two steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Days from a first one, since 1970.
    Day(i64),
    /// Weeks from a first day, as days since 1970.
    Week(i64),
    /// So many months each from a first one, counted from year 0, on a day of the month.
    Month { first: i64, each: i64, day: i8 },
    /// Numbers so far apart from a first one.
    Number { first: i64, each: i64 },
}

/// Most steps between two rows.
const LONGEST_GAP: i64 = 600;

impl Timeline {
    /// Reads the values and further columns of numbers.
    pub fn read(&self, others: &[&str], lang: Lang) -> Result<Series, Trouble> {
        let dated = usize::from(self.date.is_some());
        let mut wanted = vec![(self.value.as_str(), Holds::Step)];
        wanted.extend(self.date.iter().map(|name| (name.as_str(), Holds::Time)));
        wanted.extend(others.iter().map(|name| (*name, Holds::Step)));
        let mut rows = read(&self.source, &wanted, lang)?;
        let dates = if self.date.is_some() { rows.numbers(1).to_vec() } else { Vec::new() };
        let mut order: Vec<usize> = (0..rows.lines.len()).collect();
        if self.date.is_some() {
            order.sort_by(|&a, &b| dates[a].total_cmp(&dates[b]));
            refuse_doubles(&rows, &dates, &order, lang)?;
        }
        let in_order: Vec<f64> = order.iter().filter_map(|&row| dates.get(row).copied()).collect();
        let step = Step::between(&in_order, rows.dated);
        // The place of each row among the steps.
        let places: Vec<usize> = match step {
            Some(step) => order.iter().filter_map(|&row| step.number(dates[row])?.try_into().ok()).collect(),
            None => (0..order.len()).collect(),
        };
        let count = places.last().map_or(0, |last| last + 1);
        let in_place = |values: &[f64]| {
            let mut placed = vec![f64::NAN; count];
            order.iter().zip(&places).for_each(|(&row, &place)| placed[place] = values[row]);
            placed
        };
        let values = in_place(rows.numbers(0));
        let others = (0..others.len()).map(|at| in_place(rows.numbers(1 + dated + at))).collect();
        let label = |value: f64| if rows.dated { date(value) } else { value.to_string() };
        let mut labels: Vec<String> =
            (0..count).map(|at| step.map_or_else(|| (at + 1).to_string(), |step| step.label(at as i64))).collect();
        if self.date.is_some() {
            order.iter().zip(&places).for_each(|(&row, &place)| labels[place] = label(dates[row]));
        }
        let unknown = rows.lines.len() as u64 + rows.rejected.len() as u64 - rows.read;
        let mut noticed = Vec::new();
        if unknown > 0 {
            noticed.push(Noticed::WithoutValue(unknown));
        }
        if count > order.len() {
            let first = (0..count).find(|place| places.binary_search(place).is_err()).unwrap_or(0);
            noticed.push(Noticed::WithoutRow { count: (count - order.len()) as u64, first: labels[first].clone() });
        }
        if let (None, Some(at)) = (step, uneven(&in_order, rows.dated)) {
            let [before, date] = [at - 1, at].map(|at| label(in_order[at]));
            noticed.push(Noticed::Uneven { line: rows.lines[order[at]], date, before });
        }
        rows.noticed.extend(noticed);
        Ok(Series { rows, values, others, labels, step, is_timed: self.date.is_some() })
    }
}

impl Timeline {
    /// As [`Self::read`], for a method of counts: a value below zero is refused with its line.
    pub fn read_counts(&self, others: &[&str], lang: Lang) -> Result<Series, Trouble> {
        let series = self.read(others, lang)?;
        let values = series.rows.numbers(0);
        let Some(row) = values.iter().position(|value| *value < 0.0) else { return Ok(series) };
        let value = decimal(lang, values[row], usize::from(values[row].fract() != 0.0) * 2);
        let told = [("n", series.rows.lines[row].into()), ("column", self.value.as_str().into()), ("value", value.into())];
        Err(Trouble::NoAnswer(lang.format("analyse-count-below-zero", &told)))
    }
}

/// Two rows of one time are one row too many: which of them counts, or whether both do, the file does not say.
fn refuse_doubles(rows: &Rows, dates: &[f64], order: &[usize], lang: Lang) -> Result<(), Trouble> {
    let Some(twice) = order.windows(2).find(|w| dates[w[0]] == dates[w[1]]) else { return Ok(()) };
    let value = dates[twice[0]];
    let lines = [("line", rows.lines[twice[0]].into()), ("other", rows.lines[twice[1]].into())];
    let date = [("date", if rows.dated { date(value) } else { value.to_string() }.into())];
    Err(Trouble::Analysis(lang.format("analyse-same-date", &[&lines[..], &date].concat())))
}

/// By how large a part of a step numbers may be off because they are rounded: twelfths of a year, written with two digits, are even.
const ROUNDING: f64 = 0.15;

/// The first of times in rising order that lies another way from the one before it than they usually do.
fn uneven(times: &[f64], dated: bool) -> Option<usize> {
    let gaps = gaps(times);
    let usual = median(&gaps);
    let rounding = if dated { 0.0 } else { ROUNDING * usual };
    gaps.iter().position(|gap| (gap - usual).abs() > rounding).map(|at| at + 1)
}

fn gaps(times: &[f64]) -> Vec<f64> {
    times.windows(2).map(|w| w[1] - w[0]).collect()
}

/// The middle one, the upper of two; 0 of none.
fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

fn common_divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

/// The months of a calendar, from year 0.
fn month(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month()) - 1
}

impl Step {
    /// The step that all times, rising and none of them twice, are whole numbers of.
    fn between(times: &[f64], dated: bool) -> Option<Self> {
        let first = *times.first()?;
        let steps = if dated {
            // Only where most days have a row: weeks of which one is dated a day late are no days.
            let days = (median(&gaps(times)) == 1.0).then_some(Self::Day(first as i64));
            let months = calendar(first).map(|date| Self::Month { first: month(date), each: 1, day: date.day() });
            [Some(Self::Week(first as i64)), months, days]
        } else {
            [Some(Self::Number { first: first as i64, each: 1 }), None, None]
        };
        steps.into_iter().flatten().find_map(|step| {
            let numbers: Vec<i64> = times.iter().map(|time| step.number(*time)).collect::<Option<_>>()?;
            let step = step.apart(numbers.windows(2).fold(0, |divisor, w| common_divisor(divisor, w[1] - w[0])));
            let numbers: Vec<i64> = times.iter().map(|time| step.number(*time)).collect::<Option<_>>()?;
            (numbers.first() == Some(&0) && numbers.windows(2).all(|w| w[1] > w[0] && w[1] - w[0] < LONGEST_GAP)).then_some(step)
        })
    }

    /// The same with so many months, or so much, in a step: quarters are no months of which most are not known. A week is a week, and a day a day.
    fn apart(self, divisor: i64) -> Self {
        let each = divisor.max(1);
        match self {
            Self::Month { first, day, .. } => Self::Month { first, each, day },
            Self::Number { first, .. } => Self::Number { first, each },
            Self::Day(_) | Self::Week(_) => self,
        }
    }

    /// How many steps a time lies from the first, when it is a whole number of them.
    fn number(self, time: f64) -> Option<i64> {
        if time.fract() != 0.0 {
            return None;
        }
        let (far, each) = match self {
            Self::Day(first) => ((time as i64).checked_sub(first)?, 1),
            Self::Week(first) => ((time as i64).checked_sub(first)?, 7),
            Self::Month { first, each, day } => (month(calendar(time).filter(|date| date.day() == day)?) - first, each),
            Self::Number { first, each } => ((time as i64).checked_sub(first)?, each),
        };
        (far % each == 0).then_some(far / each)
    }

    fn label(self, number: i64) -> String {
        match self {
            Self::Day(first) => date((first + number) as f64),
            Self::Week(first) => date((first + 7 * number) as f64),
            Self::Month { first, each, day } => {
                let month = first + each * number;
                format!("{:04}-{:02}-{day:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
            }
            Self::Number { first, each } => (first + each * number).to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(dates: &[&str]) -> Option<Step> {
        Step::between(&dates.iter().map(|d| days(d).unwrap()).collect::<Vec<_>>(), true)
    }

    #[test]
    fn days_weeks_months_and_quarters_are_told_apart() {
        assert!(matches!(step(&["2026-01-05", "2026-01-12", "2026-02-02"]), Some(Step::Week(_))));
        let months = step(&["2025-11-01", "2025-12-01", "2026-02-01"]).unwrap();
        assert_eq!((months, months.label(2)), (Step::Month { first: 2025 * 12 + 10, each: 1, day: 1 }, "2026-01-01".to_owned()));
        let quarters = step(&["2025-10", "2026-01", "2026-07"]).unwrap();
        assert_eq!((quarters, quarters.label(2)), (Step::Month { first: 2025 * 12 + 9, each: 3, day: 1 }, "2026-04-01".to_owned()));
        let days = step(&["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-09"]).unwrap();
        assert_eq!((days, days.label(3)), (Step::Day(20_458), "2026-01-08".to_owned()));
        assert_eq!(step(&["2026-01-05", "2026-01-12", "2026-01-20"]), None);
        assert_eq!(step(&["2026-01-05"]), Some(Step::Week(20_458)));
        assert_eq!(Step::between(&[1_990.0, 2_000.0, 2_020.0], false), Some(Step::Number { first: 1_990, each: 10 }));
    }

    #[test]
    fn times_that_are_not_even_are_noticed() {
        assert_eq!(uneven(&[0.0, 7.0, 14.0, 22.0, 28.0], true), Some(3));
        assert_eq!(uneven(&[0.0, 7.0, 14.0, 28.0, 35.0], true), Some(3));
        assert_eq!(uneven(&[1_920.0, 1_920.08, 1_920.17, 1_920.25, 1_920.33], false), None);
        assert_eq!(uneven(&[1_920.0, 1_920.08, 1_920.17, 1_920.42], false), Some(3));
        assert_eq!(uneven(&[1.0], true), None);
    }
}
