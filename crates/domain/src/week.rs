//! ISO-8601 weeks in Swedish local time (dossier §11.4 G-11).
//!
//! A week starts on Monday 00:00 and ends the next Monday 00:00, Europe/Stockholm. It lasts 168
//! hours, but 167 or 169 in the weeks when summer time starts or ends.

use jiff::civil::{Date, ISOWeekDate, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

/// Hours in the grid of the week pulse: 7 days of 24 local hours.
pub const HOURS_OF_WEEK: usize = 168;

/// An ISO-8601 week, ordered in time. Printed as `2026-W46`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Week {
    monday: Date,
}

/// The text is not an ISO week such as `2026-W46`, or the year has no such week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAWeek;

impl fmt::Display for NotAWeek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an ISO week of the form 2026-W46")
    }
}

impl std::error::Error for NotAWeek {}

impl Week {
    /// Week `number` (1–53) of ISO year `year`; error when that year has no such week.
    pub fn new(year: i16, number: i8) -> Result<Self, NotAWeek> {
        let monday = ISOWeekDate::new(year, number, Weekday::Monday).map_err(|_| NotAWeek)?;
        Ok(Self { monday: monday.date() })
    }

    /// The week that holds a local date.
    pub fn of_date(day: Date) -> Self {
        let back = i64::from(day.weekday().to_monday_zero_offset());
        Self { monday: day.saturating_sub(back.days()) }
    }

    /// The week that holds an instant, in Swedish local time.
    pub fn of(at: Timestamp) -> Self {
        Self::of_date(local(at).date())
    }

    /// ISO year: not always the calendar year of every day in the week.
    pub fn year(self) -> i16 {
        self.monday.iso_week_date().year()
    }

    /// Week number, 1–53.
    pub fn number(self) -> i8 {
        self.monday.iso_week_date().week()
    }

    /// The Monday that starts the week.
    pub fn monday(self) -> Date {
        self.monday
    }

    /// The Sunday that ends the week.
    pub fn sunday(self) -> Date {
        self.monday.saturating_add(6.days())
    }

    /// First instant of the week.
    pub fn start(self) -> Timestamp {
        midnight(self.monday)
    }

    /// First instant after the week.
    pub fn end(self) -> Timestamp {
        self.plus(1).start()
    }

    /// The week `weeks` later (negative: earlier). Saturates at the calendar's ends.
    pub fn plus(self, weeks: i32) -> Self {
        Self { monday: self.monday.saturating_add((i64::from(weeks) * 7).days()) }
    }

    /// The week before.
    pub fn previous(self) -> Self {
        self.plus(-1)
    }

    /// The week after.
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// Whole weeks from `earlier` to `self`; negative when `earlier` is later.
    pub fn since(self, earlier: Self) -> i32 {
        i32::try_from(self.index() - earlier.index()).unwrap_or(i32::MAX)
    }

    /// The week of the same number one ISO year before. Week 53 is compared with week 52 when
    /// the earlier year has no week 53.
    pub fn same_week_last_year(self) -> Self {
        let year = self.year() - 1;
        Self::new(year, self.number()).or_else(|_| Self::new(year, 52)).unwrap_or(self.plus(-52))
    }

    /// Days that the week's picture looks ahead to: from today while the week goes on, else from the
    /// Monday after it, to two weeks after it.
    pub fn ahead(self, now: Timestamp) -> (Date, Date) {
        let today = local(now).date();
        let goes_on = (self.monday()..=self.sunday()).contains(&today);
        let from = if goes_on { today } else { self.sunday().saturating_add(1.days()) };
        (from, self.sunday().saturating_add(14.days()))
    }

    /// Number of weeks since Monday 1970-01-05: a dense integer for storage and arithmetic.
    pub fn index(self) -> i64 {
        i64::from((self.monday - EPOCH_MONDAY).get_days()) / 7
    }

    /// The inverse of [`Week::index`].
    pub fn from_index(index: i64) -> Self {
        Self { monday: EPOCH_MONDAY.saturating_add((index.clamp(-100_000, 400_000) * 7).days()) }
    }
}

const EPOCH_MONDAY: Date = date(1970, 1, 5);

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year(), self.number())
    }
}

impl FromStr for Week {
    type Err = NotAWeek;

    fn from_str(text: &str) -> Result<Self, NotAWeek> {
        let (year, number) = text.split_once("-W").ok_or(NotAWeek)?;
        let digits = |t: &str, n: usize| t.len() == n && t.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(number, 2) {
            return Err(NotAWeek);
        }
        Self::new(year.parse().map_err(|_| NotAWeek)?, number.parse().map_err(|_| NotAWeek)?)
    }
}

/// Swedish local time of an instant.
pub fn local(at: Timestamp) -> Zoned {
    at.to_zoned(swedish_time())
}

/// Europe/Stockholm, from the time-zone data inside the program.
pub fn swedish_time() -> TimeZone {
    // Looked up once: every row of a file needs it. The data is compiled in, so the fallback can
    // only be reached if the build dropped it.
    static ZONE: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC));
    ZONE.clone()
}

/// The instant of a local date and time. In the repeated hour of autumn the first pass is
/// meant, in the skipped hour of spring the time is moved forward by the gap.
pub fn instant(at: jiff::civil::DateTime) -> Timestamp {
    at.to_zoned(swedish_time()).map(|z| z.timestamp()).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn midnight(day: Date) -> Timestamp {
    instant(day.at(0, 0, 0, 0))
}

/// Seconds on the Swedish wall clock since Monday 1970-01-05 00:00: what the week pulse is made of.
pub fn clock_seconds(at: Timestamp) -> i64 {
    let clock = local(at).datetime();
    clock.duration_since(EPOCH_MONDAY.at(0, 0, 0, 0)).as_secs()
}

/// The instant of a number of seconds as [`clock_seconds`] counts them: in the repeated hour of autumn its first pass.
pub fn clock_instant(seconds: i64) -> Timestamp {
    let midnight = EPOCH_MONDAY.at(0, 0, 0, 0);
    instant(midnight.checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap_or(midnight))
}

/// Cell of the 7×24 grid that an instant falls in: `weekday * 24 + hour`, Monday 00 = 0.
pub fn hour_of_week(at: Timestamp) -> usize {
    let at = local(at);
    let day = usize::try_from(at.weekday().to_monday_zero_offset()).unwrap_or(0);
    let hour = usize::try_from(at.hour()).unwrap_or(0);
    day * 24 + hour
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn year_with_week_53() {
        assert_eq!(Week::of_date(date(2026, 12, 31)).to_string(), "2026-W53");
        assert_eq!(Week::of_date(date(2027, 1, 3)).to_string(), "2026-W53");
        assert_eq!(Week::of_date(date(2027, 1, 4)).to_string(), "2027-W01");
        assert!("2025-W53".parse::<Week>().is_err());
        assert_eq!("2026-W53".parse::<Week>().unwrap().same_week_last_year().to_string(), "2025-W52");
    }

    #[test]
    fn sunday_midnight_belongs_to_the_week_of_its_start() {
        // 23:59 on Sunday 15 November 2026 in Sweden is 22:59 UTC.
        assert_eq!(Week::of(at("2026-11-15T22:59:00Z")).to_string(), "2026-W46");
        assert_eq!(Week::of(at("2026-11-15T23:00:00Z")).to_string(), "2026-W47");
    }

    #[test]
    fn summer_time_changes_the_length() {
        let hours = |w: &str| {
            let w: Week = w.parse().unwrap();
            w.end().duration_since(w.start()).as_hours()
        };
        assert_eq!(hours("2026-W13"), 167);
        assert_eq!(hours("2026-W43"), 169);
        assert_eq!(hours("2026-W46"), 168);
    }

    #[test]
    fn index_is_dense_and_reversible() {
        let w: Week = "2026-W53".parse().unwrap();
        assert_eq!(w.next().index(), w.index() + 1);
        assert_eq!(Week::from_index(w.index()), w);
        assert_eq!(w.next().since(w), 1);
    }

    #[test]
    fn refuses_what_is_not_a_week() {
        for text in ["", "2026", "2026-46", "2026-W5", "2026-W00", "26-W46", "2026-W54", "2026-W+1"] {
            assert!(text.parse::<Week>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_week_looks_ahead_from_today_or_from_its_end() {
        let week: Week = "2026-W46".parse().unwrap();
        assert_eq!(week.ahead(at("2026-11-11T12:00:00Z")), (date(2026, 11, 11), date(2026, 11, 29)));
        assert_eq!(week.ahead(at("2026-11-17T12:00:00Z")), (date(2026, 11, 16), date(2026, 11, 29)));
    }

    #[test]
    fn hour_of_week_is_local() {
        assert_eq!(hour_of_week(at("2026-11-16T00:30:00Z")), 1); // Monday 01:30 local
        assert_eq!(hour_of_week(at("2026-07-12T21:59:00Z")), 6 * 24 + 23); // Sunday 23:59 summer time
    }
}
