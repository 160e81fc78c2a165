//! Which weeks of earlier years belong to a week.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Day 0 of [`Calendar::Dates`], 1970-01-01.
const DAY_ZERO: Date = date(1970, 1, 1);

/// What "the same time last year" means for a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// So many observations earlier: 52 for weeks, 12 for months.
    Period(usize),
    /// Weekly observations with dates: the week whose first day lies nearest to the same date of the earlier year. Keeps step with the calendar where 52 weeks drift by a
    /// day and more each year.
    Dates {
        /// First day of the first week, in days since 1970-01-01.
        first_day: i32,
    },
}

impl Calendar {
    /// The row of the same time `years` years before `row`; negative when it lies before the series. `None` when the date cannot be reckoned.
    pub(super) fn back(self, row: usize, years: usize) -> Option<i64> {
        let row = i64::try_from(row).ok()?;
        let years = i64::try_from(years).ok()?;
        match self {
            Self::Period(period) => row.checked_sub(i64::try_from(period).ok()?.checked_mul(years)?),
            Self::Dates { first_day } => {
                let day = i64::from(first_day).checked_add(row.checked_mul(7)?)?;
                let now = DAY_ZERO.checked_add(day.checked_days()?).ok()?;
                let year = i16::try_from(i64::from(now.year()).checked_sub(years)?).ok()?;
                // 29 February becomes 1 March in a year that has none.
                let then = Date::new(year, now.month(), now.day()).or_else(|_| Date::new(year, 3, 1)).ok()?;
                let earlier = i64::from(then.since(DAY_ZERO).ok()?.get_days());
                // Nearest whole week; a tie cannot be, as 3.5 days is no date.
                Some((earlier - i64::from(first_day) + 3).div_euclid(7))
            }
        }
    }
}

/// A span of days, when it is one that the calendar can hold.
trait CheckedDays {
    fn checked_days(self) -> Option<jiff::Span>;
}

impl CheckedDays for i64 {
    fn checked_days(self) -> Option<jiff::Span> {
        0.days().try_days(self).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(year: i16, month: i8, day: i8) -> i32 {
        date(year, month, day).since(DAY_ZERO).map_or(0, |s| s.get_days())
    }

    #[test]
    fn a_date_keeps_step_with_the_year() {
        let calendar = Calendar::Dates { first_day: days(2016, 1, 4) };
        // Monday 4 January 2021 is row 261; five years earlier to the day is row 0, where 5 × 52 weeks would be row 1.
        assert_eq!(calendar.back(261, 5), Some(0));
        assert_eq!(Calendar::Period(52).back(261, 5), Some(1));
        assert_eq!(calendar.back(261, 6), Some(-52));
        // From Thursday 29 February 2024 to 1 March 2023, whose nearest Thursday is 2 March.
        let leap = Calendar::Dates { first_day: days(2023, 3, 2) };
        assert_eq!(leap.back(52, 1), Some(0));
    }

    #[test]
    fn absurd_rows_have_no_year_before() {
        assert_eq!(Calendar::Dates { first_day: i32::MAX }.back(usize::MAX, 1), None);
        assert_eq!(Calendar::Period(usize::MAX).back(3, usize::MAX), None);
        assert_eq!(Calendar::Dates { first_day: i32::MIN }.back(0, 1), None);
    }
}
