//! The calendar of the week: when a week closes, its draft is made, owners are reminded, the meeting is
//! held, and the picture is published (dossier §2.7). Every moment is in the week after the one it is about.

use crate::calendar::{Holiday, holidays};
use crate::failure::{Failure, FieldError};
use crate::keyed::keyed;
use crate::week::{Week, instant};
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};

keyed! {
    /// Something that happens every week.
    Moment {
        /// The week closes for reports.
        Close "close",
        /// The draft of its picture is made.
        Draft "draft",
        /// Owners are reminded of their actions.
        Remind "remind",
        /// The meeting is held.
        Meeting "meeting",
        /// The picture is to be published.
        Publish "publish",
    }
}

/// A time of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WeekTime {
    /// 0 is Monday.
    pub weekday: u8,
    /// On the clock.
    pub time: Time,
}

/// When what happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekCalendar {
    /// One for each [`Moment`], in its order.
    pub times: [WeekTime; 5],
    /// Whether meeting and publication move to the next working day when theirs is a holiday.
    pub skip_holidays: bool,
    /// The authority's own days without work.
    pub free_days: Vec<Date>,
}

/// Most days without work.
const MOST_FREE_DAYS: usize = 60;

/// A week has so many days to move within; further than that no holiday reaches.
const MOST_MOVED: i64 = 14;

impl Default for WeekCalendar {
    fn default() -> Self {
        let at = |weekday, hour| WeekTime { weekday, time: Time::constant(hour, 0, 0, 0) };
        Self { times: [at(0, 0), at(0, 6), at(0, 7), at(1, 9), at(1, 14)], skip_holidays: true, free_days: Vec::new() }
    }
}

impl WeekCalendar {
    /// The time of a moment, as it is set.
    pub fn time(&self, moment: Moment) -> WeekTime {
        let [close, draft, remind, meeting, publish] = self.times;
        match moment {
            Moment::Close => close,
            Moment::Draft => draft,
            Moment::Remind => remind,
            Moment::Meeting => meeting,
            Moment::Publish => publish,
        }
    }

    /// The day of a moment for a week, moved when people are to be there and nobody works.
    pub fn day(&self, week: Week, moment: Moment) -> Date {
        let day = week.next().monday().saturating_add(i64::from(self.time(moment).weekday).days());
        let moves = match moment {
            Moment::Close | Moment::Draft | Moment::Remind => false,
            Moment::Meeting | Moment::Publish => self.skip_holidays,
        };
        if !moves {
            return day;
        }
        (0..=MOST_MOVED).map(|ahead| day.saturating_add(ahead.days())).find(|day| !self.is_free(*day)).unwrap_or(day)
    }

    /// The instant of a moment for a week.
    pub fn at(&self, week: Week, moment: Moment) -> Timestamp {
        instant(self.day(week, moment).to_datetime(self.time(moment).time))
    }

    fn is_free(&self, day: Date) -> bool {
        let weekend = day.weekday().to_monday_zero_offset() >= 5;
        let holiday = holidays(day, day).iter().any(|(_, holiday)| !matches!(holiday, Holiday::Walpurgis | Holiday::Lucia));
        weekend || holiday || self.free_days.contains(&day)
    }

    /// The same with its free days in order, each once; refuses what cannot be.
    ///
    /// # Errors
    /// [`Failure::Invalid`] when a step would come before the one it follows, or there are too many free days.
    pub fn checked(mut self) -> Result<Self, Failure> {
        let mut errors = Vec::new();
        let order = [
            (Moment::Close, Moment::Draft, "draft"),
            (Moment::Draft, Moment::Meeting, "meeting"),
            (Moment::Meeting, Moment::Publish, "publish"),
        ];
        for (first, then, field) in order {
            if self.time(then) < self.time(first) {
                errors.push(FieldError::new(field, "failure-calendar-order"));
            }
        }
        if self.times.iter().any(|at| at.weekday > 6) {
            errors.push(FieldError::new("close", "failure-calendar-time"));
        }
        self.free_days.sort();
        self.free_days.dedup();
        if self.free_days.len() > MOST_FREE_DAYS {
            errors.push(FieldError::new("free_days", "failure-calendar-days"));
        }
        if errors.is_empty() { Ok(self) } else { Err(Failure::Invalid(errors)) }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn week(text: &str) -> Week {
        text.parse().unwrap()
    }

    #[test]
    fn the_moments_of_a_week_are_in_the_week_after_it() {
        let calendar = WeekCalendar::default();
        assert_eq!(calendar.at(week("2026-W46"), Moment::Close), week("2026-W46").end());
        assert_eq!(calendar.day(week("2026-W46"), Moment::Meeting), date(2026, 11, 17));
        assert_eq!(calendar.at(week("2026-W46"), Moment::Draft).to_string(), "2026-11-16T05:00:00Z");
    }

    #[test]
    fn a_meeting_moves_past_holidays_and_own_free_days_and_the_programs_own_work_does_not() {
        // 2027-01-06 (Epiphany) is a Wednesday; 2026-12-25 a Friday before a weekend.
        let on = |weekday| WeekTime { weekday, time: Time::constant(9, 0, 0, 0) };
        let set = |weekday| WeekCalendar { times: [on(0), on(0), on(0), on(weekday), on(weekday)], ..WeekCalendar::default() };
        assert_eq!(set(2).day(week("2026-W53"), Moment::Meeting), date(2027, 1, 7));
        assert_eq!(set(4).day(week("2026-W51"), Moment::Publish), date(2026, 12, 28));
        assert_eq!(WeekCalendar { skip_holidays: false, ..set(2) }.day(week("2026-W53"), Moment::Meeting), date(2027, 1, 6));
        let own = WeekCalendar { free_days: vec![date(2027, 1, 7)], ..set(2) };
        assert_eq!(own.day(week("2026-W53"), Moment::Meeting), date(2027, 1, 8));
        // Easter Monday 2027 is 29 March.
        assert_eq!(WeekCalendar::default().day(week("2027-W12"), Moment::Draft), date(2027, 3, 29));
    }

    #[test]
    fn no_step_comes_before_the_one_it_follows() {
        let mut calendar = WeekCalendar::default();
        calendar.times[4] = WeekTime { weekday: 0, time: Time::constant(5, 0, 0, 0) };
        assert!(matches!(calendar.clone().checked(), Err(Failure::Invalid(errors)) if errors[0].field == "publish"));
        let days = vec![date(2026, 5, 15), date(2026, 1, 2), date(2026, 5, 15)];
        let checked = WeekCalendar { free_days: days, ..WeekCalendar::default() }.checked().unwrap();
        assert_eq!(checked.free_days, [date(2026, 1, 2), date(2026, 5, 15)]);
    }
}
