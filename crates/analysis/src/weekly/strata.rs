//! The rows of the weeks looked at, and how much each source sent of each category in each week.

use super::{Events, WeeklyOptions};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The windows, weeks.
pub(super) const WINDOWS: [u32; 4] = [1, 2, 3, 4];

/// The weeks looked at.
pub(super) struct Span {
    /// Rows of these weeks that stand for any event.
    pub rows: Vec<u32>,
    /// The week of each, 0 the watched one, 1 the one before …
    pub ago: Vec<u16>,
    /// Weeks with material before the watched one.
    pub before: i64,
}

impl Span {
    /// Whether there are weeks enough to hold a window against.
    pub fn can_tell(&self, window: u32) -> bool {
        self.before + 1 - i64::from(window) >= super::FEWEST_WEEKS
    }
}

pub(super) fn span(events: &Events, week: i64, options: &WeeklyOptions) -> Span {
    let (mut rows, mut ago) = (Vec::new(), Vec::new());
    let oldest = week - i64::from(options.baseline);
    for (row, day) in events.day.iter().enumerate().take(u32::MAX as usize) {
        let at = (day / 7.0).floor();
        if at >= oldest as f64 && at <= week as f64 && events.count[row] > 0 {
            rows.push(row as u32);
            ago.push((week - at as i64) as u16);
        }
    }
    let before = ago.iter().max().map_or(0, |a| i64::from(*a));
    Span { rows, ago, before }
}

/// Events of something by window, and at any time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tally {
    pub all: f64,
    pub windows: [f64; WINDOWS.len()],
}

impl Tally {
    pub fn add(&mut self, ago: u16, count: f64) {
        self.all += count;
        for (sum, window) in self.windows.iter_mut().zip(WINDOWS) {
            if u32::from(ago) < window {
                *sum += count;
            }
        }
    }

    pub fn plus(&mut self, other: &Tally) {
        self.all += other.all;
        self.windows.iter_mut().zip(other.windows).for_each(|(a, b)| *a += b);
    }
}

/// One stratum: a source and a category.
pub(super) struct Stratum {
    pub category: u32,
    pub source: u32,
    pub tally: Tally,
    /// All that the source sent, of whatever category.
    pub of_source: Tally,
    /// Events by week, 0 the watched one.
    pub weeks: Vec<f64>,
}

/// Largest part of a stratum that what has fallen may be, before it is held against all that the source sent.
const OWN_SHARE: f64 = 1.0 / 3.0;

impl Stratum {
    /// What a part with so many of the stratum's events is held against. Growth: the stratum itself. A fall of most of a stratum takes the stratum down with it, and
    /// cannot be told from it; then it is what else the source sent that says whether it goes on reporting.
    pub fn beside(&self, part: f64, fall: bool) -> &Tally {
        if fall && part > OWN_SHARE * self.tally.all { &self.of_source } else { &self.tally }
    }
}

/// The strata of some rows (places in [`Span::rows`]), by category, then source; and each row's.
pub(super) fn strata(events: &Events, span: &Span, used: &[u32]) -> (Vec<Stratum>, Vec<u32>) {
    let key = |at: u32| {
        let row = span.rows[at as usize] as usize;
        (events.category[row], events.source[row])
    };
    let mut keys: Vec<(u32, u32)> = used.par_iter().map(|at| key(*at)).collect();
    keys.par_sort_unstable();
    keys.dedup();
    let weeks = span.before as usize + 1;
    let mut strata: Vec<Stratum> = keys
        .iter()
        .map(|(category, source)| Stratum {
            category: *category,
            source: *source,
            tally: Tally::default(),
            of_source: Tally::default(),
            weeks: vec![0.0; weeks],
        })
        .collect();
    let rows: Vec<u32> = used.par_iter().map(|at| keys.binary_search(&key(*at)).unwrap_or(0) as u32).collect();
    for (at, number) in used.iter().zip(&rows) {
        let (ago, count) = (span.ago[*at as usize], f64::from(events.count[span.rows[*at as usize] as usize]));
        let stratum = &mut strata[*number as usize];
        stratum.tally.add(ago, count);
        stratum.weeks[usize::from(ago)] += count;
    }
    let mut sources: BTreeMap<u32, Tally> = BTreeMap::new();
    strata.iter().for_each(|s| sources.entry(s.source).or_default().plus(&s.tally));
    strata.iter_mut().for_each(|s| s.of_source = sources[&s.source]);
    (strata, rows)
}
