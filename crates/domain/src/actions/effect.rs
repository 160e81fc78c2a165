//! The weeks before and after an action at a place, and what was counted in them.

use crate::week::Week;
use jiff::civil::Date;

/// Fewest whole weeks on each side of an action before anything is said (dossier §2.9).
pub const FEWEST_WEEKS: i32 = 4;

/// Most weeks on each side: longer ago says little about the place as it was.
pub const MOST_WEEKS: i32 = 12;

/// Equally many whole weeks before and after an action. The weeks it went on are in neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    /// First week before.
    pub before_from: Week,
    /// Last week before.
    pub before_to: Week,
    /// First week after.
    pub after_from: Week,
    /// Last week after.
    pub after_to: Week,
}

/// Incidents counted before and after, at the place and in the rest of the municipality.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BeforeAfter {
    /// The weeks.
    pub windows: Windows,
    /// Incidents there before.
    pub before: u64,
    /// Incidents there after.
    pub after: u64,
    /// Incidents elsewhere before.
    pub elsewhere_before: u64,
    /// Incidents elsewhere after.
    pub elsewhere_after: u64,
}

/// Whether a before and after can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparable {
    /// The action is at no place, or there is no material from the weeks before it: never.
    Never,
    /// Not enough weeks have passed: from this week on.
    From(Week),
    /// Now.
    Now,
}

impl Windows {
    /// The weeks to count for an action that went on from `since` to `until`, when the material begins with `first` and the
    /// week in progress is `now`: as many as there are on both sides, at most [`MOST_WEEKS`]. Fewer than [`FEWEST_WEEKS`]
    /// are no windows.
    pub fn of(since: Date, until: Date, first: Week, now: Week) -> Result<Self, Comparable> {
        let (from, to) = (Week::of_date(since), Week::of_date(until));
        let (before, after) = (from.since(first), now.since(to) - 1);
        if before < FEWEST_WEEKS {
            return Err(Comparable::Never);
        }
        if after < FEWEST_WEEKS {
            return Err(Comparable::From(to.plus(FEWEST_WEEKS + 1)));
        }
        let weeks = before.min(after).min(MOST_WEEKS);
        Ok(Self { before_from: from.plus(-weeks), before_to: from.previous(), after_from: to.next(), after_to: to.plus(weeks) })
    }

    /// Weeks on each side.
    pub fn weeks(self) -> u32 {
        (self.before_to.since(self.before_from) + 1).unsigned_abs()
    }
}
