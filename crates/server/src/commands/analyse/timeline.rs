//! A series in the order of time, every step in its place: rows without a value, and weeks without a row, are steps that are not known.

use super::remarks::Noticed;
use super::table::{Holds, Rows, Source, read};
use super::times::{calendar, date};
use crate::outcome::Trouble;
use clap::Args;
use messages::Lang;

/// A series in a file.
#[derive(Clone, Debug, Args)]
pub struct Timeline {
    #[command(flatten)]
    source: Source,
    /// Column with the counts. A row without one keeps its place and is not known.
    #[arg(long)]
    value: String,
    /// Column with the first day of each week (or month), the week as 2026-W05 or 202605, or its number; rows are put in its order, and weeks between them that have no row are not
    /// known. The order of the file without.
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
    /// First day, when the dates are whole weeks apart.
    pub first_day: Option<i32>,
}

/// What lies between two steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Weeks from a first day, as days since 1970.
    Week(i64),
    /// Months from a first one, counted from year 0, on a day of the month.
    Month(i64, i8),
    /// Numbers from a first one.
    Number(i64),
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
        let step = if self.date.is_some() { Step::between(&dates, &order, rows.dated) } else { None };
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
        if let (None, Some([before, row])) = (step, uneven(&dates, &order, rows.dated)) {
            noticed.push(Noticed::Uneven { line: rows.lines[row], date: label(dates[row]), before: label(dates[before]) });
        }
        rows.noticed.extend(noticed);
        let first_day = match step {
            Some(Step::Week(first)) => i32::try_from(first).ok(),
            Some(Step::Month(..) | Step::Number(_)) | None => None,
        };
        Ok(Series { rows, values, others, labels, first_day })
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

/// The two rows beside each other, the first such, that are not a step apart.
fn uneven(dates: &[f64], order: &[usize], dated: bool) -> Option<[usize; 2]> {
    let step = if dated { 7.0 } else { 1.0 };
    let far = |w: &&[usize]| (dates[w[1]] - dates[w[0]]) / step;
    let dated_rows = if dates.is_empty() { &[][..] } else { order };
    dated_rows.windows(2).find(|w| far(w).fract() != 0.0 || far(w) >= LONGEST_GAP as f64).map(|w| [w[0], w[1]])
}

impl Step {
    /// The step that all times, none of them twice, are whole numbers of.
    fn between(times: &[f64], order: &[usize], dated: bool) -> Option<Self> {
        let first = times[*order.first()?];
        let month = || {
            let first = calendar(first)?;
            Some(Self::Month(i64::from(first.year()) * 12 + i64::from(first.month()) - 1, first.day()))
        };
        let all = if dated { [Some(Self::Week(first as i64)), month()] } else { [Some(Self::Number(first as i64)), None] };
        all.into_iter().flatten().find(|step| {
            let numbers: Option<Vec<i64>> = order.iter().map(|&row| step.number(times[row])).collect();
            numbers.is_some_and(|n| n.first() == Some(&0) && n.windows(2).all(|w| w[1] > w[0] && w[1] - w[0] < LONGEST_GAP))
        })
    }

    /// How many steps a time lies from the first, when it is a whole number of them.
    fn number(self, time: f64) -> Option<i64> {
        if time.fract() != 0.0 {
            return None;
        }
        match self {
            Self::Week(first) => (time as i64).checked_sub(first).filter(|days| days % 7 == 0).map(|days| days / 7),
            Self::Month(first, day) => {
                let date = calendar(time).filter(|date| date.day() == day)?;
                Some(i64::from(date.year()) * 12 + i64::from(date.month()) - 1 - first)
            }
            Self::Number(first) => (time as i64).checked_sub(first),
        }
    }

    fn label(self, number: i64) -> String {
        match self {
            Self::Week(first) => date((first + 7 * number) as f64),
            Self::Month(first, day) => {
                format!("{:04}-{:02}-{day:02}", (first + number).div_euclid(12), (first + number).rem_euclid(12) + 1)
            }
            Self::Number(first) => (first + number).to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(dates: &[&str]) -> Option<Step> {
        let days: Vec<f64> = dates.iter().map(|d| super::super::times::days(d).unwrap()).collect();
        Step::between(&days, &(0..days.len()).collect::<Vec<_>>(), true)
    }

    #[test]
    fn weeks_and_months_are_told_apart() {
        assert!(matches!(step(&["2026-01-05", "2026-01-12", "2026-02-02"]), Some(Step::Week(_))));
        let months = step(&["2025-11-01", "2025-12-01", "2026-02-01"]).unwrap();
        assert_eq!((months, months.label(2)), (Step::Month(2025 * 12 + 10, 1), "2026-01-01".to_owned()));
        assert_eq!(step(&["2026-01-05", "2026-01-12", "2026-01-20"]), None);
        assert_eq!(step(&["2026-01-05"]), Some(Step::Week(20_458)));
        assert_eq!(uneven(&[0.0, 7.0, 15.0, 30.0], &[0, 1, 2, 3], true), Some([1, 2]));
    }
}
