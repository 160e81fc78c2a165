//! Times of day that a list gives to so many of its rows that they stand for "unknown".

use super::DAY;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer rows than this may begin at one time of day by chance.
const FEWEST: u64 = 10;

/// The time of day is filled in when at least one row in so many begins at it. Of real times, rounded to the hour as people do, far
/// fewer fall on the same minute of the day.
const ONE_IN: u64 = 5;

/// Times of day, in minutes since midnight, that a list fills in. They are found over the whole list, so that which of its weeks is
/// compared with which other list cannot matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DefaultTimes(BTreeSet<i64>);

impl DefaultTimes {
    /// Those of a list whose rows begin in these minutes.
    pub fn of(starts: impl Iterator<Item = i64>) -> Self {
        let mut rows: BTreeMap<i64, u64> = BTreeMap::new();
        for start in starts {
            *rows.entry(start.rem_euclid(DAY)).or_default() += 1;
        }
        let all: u64 = rows.values().sum();
        Self(rows.into_iter().filter(|(_, n)| *n >= FEWEST && *n * ONE_IN >= all).map(|(minute, _)| minute).collect())
    }

    /// Those that were found before.
    pub fn known(minutes: impl IntoIterator<Item = i64>) -> Self {
        Self(minutes.into_iter().collect())
    }

    /// Minutes of the day.
    pub fn minutes(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.iter().copied()
    }

    /// Whether a row that begins in this minute has such a time.
    pub fn has(&self, start: i64) -> bool {
        self.0.contains(&start.rem_euclid(DAY))
    }
}
