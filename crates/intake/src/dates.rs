//! Dates and times in cells: ISO, Excel's day numbers, slash dates, HHmm and HH:MM.

use crate::cell::Cell;
use domain::imports::{DateOrder, Reason};
use jiff::civil::{Date, DateTime, Time, date};
use jiff::{SignedDuration, Timestamp, ToSpan};

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// What a date cell says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Moment {
    /// An instant: the text carried an offset from UTC.
    At(Timestamp),
    /// Local date and time.
    Local(DateTime),
    /// A day without time.
    Day(Date),
}

impl Moment {
    /// The local day.
    pub fn day(self) -> Date {
        match self {
            Moment::At(at) => domain::week::local(at).date(),
            Moment::Local(at) => at.date(),
            Moment::Day(day) => day,
        }
    }

    /// The moment when a cell beside it gives the time: systems that have only days write them as
    /// their midnights.
    pub fn beside_a_clock(self) -> Self {
        match self {
            Moment::Local(at) if at.time() == Time::midnight() => Moment::Day(at.date()),
            Moment::At(_) | Moment::Local(_) | Moment::Day(_) => self,
        }
    }
}

/// Reads a date cell, with or without time. `Ok(None)` when the cell is empty.
pub fn moment(cell: &Cell, order: DateOrder) -> Result<Option<Moment>, Reason> {
    let read = match cell {
        Cell::Empty => return Ok(None),
        Cell::TooLong => return Err(Reason::TooLong),
        Cell::Serial { days, timed } => from_serial(*days, *timed),
        Cell::Number(n) => from_number(*n),
        Cell::Text(text) => match from_text(text, order) {
            Read::Moment(moment) => Some(moment),
            Read::Ambiguous => return Err(Reason::AmbiguousDate(cell.short())),
            Read::No => None,
        },
    };
    read.map(Some).ok_or_else(|| Reason::NotADate(cell.short()))
}

/// Reads a time cell as minutes after midnight, 0–1,440 (`2400`). `Ok(None)` when the cell is empty.
pub fn minutes(cell: &Cell) -> Result<Option<i64>, Reason> {
    let read = match cell {
        Cell::Empty => return Ok(None),
        Cell::TooLong => return Err(Reason::TooLong),
        Cell::Serial { days, .. } => Some(minutes_of_part(days.rem_euclid(1.0))),
        Cell::Number(n) if *n > 0.0 && *n < 1.0 => Some(minutes_of_part(*n)),
        Cell::Number(n) if n.fract() == 0.0 && (0.0..=2400.0).contains(n) => hhmm(*n as i64),
        Cell::Number(_) => None,
        Cell::Text(text) => minutes_of(text),
    };
    read.map(Some).ok_or_else(|| Reason::NotADate(cell.short()))
}

/// Whole minutes of a part of a day, as a text with seconds is read: the seconds are dropped. A part
/// is only exact to the second.
fn minutes_of_part(part: f64) -> i64 {
    (part * 86_400.0).round() as i64 / 60
}

/// A time as the sender meant it: an instant, or what a clock on the wall showed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum At {
    /// An instant.
    Instant(Timestamp),
    /// Local date and time.
    Wall(DateTime),
}

/// A moment with the minutes after midnight (1,440: the next midnight) that a day without time has.
pub fn at(moment: Moment, minutes: i64) -> At {
    match moment {
        Moment::At(at) => At::Instant(at),
        Moment::Local(at) => At::Wall(at),
        Moment::Day(day) => {
            let day = if minutes >= DAY { day.saturating_add(1.day()) } else { day };
            let minutes = minutes.rem_euclid(DAY);
            let time = Time::new((minutes / 60) as i8, (minutes % 60) as i8, 0, 0).unwrap_or(Time::midnight());
            At::Wall(day.to_datetime(time))
        }
    }
}

impl At {
    /// The instant. In the skipped hour of spring the wall's time is moved forward, in the repeated
    /// hour of autumn the first pass is meant.
    pub fn instant(self) -> Timestamp {
        match self {
            At::Instant(at) => at,
            At::Wall(at) => domain::week::instant(at),
        }
    }

    /// The instant of an end, no earlier than its start: an end in the repeated hour of autumn that
    /// would lie before the start was in the second pass, and a start in the skipped hour of
    /// spring, moved forward past the end, leaves no time between them.
    pub fn instant_after(self, start: At) -> Timestamp {
        let (start, end) = (start.instant(), self.instant());
        if end >= start { end } else { self.second_pass().max(start) }
    }

    /// Whether it lies before a start on every reading: by the wall's clock, and in the repeated
    /// hour of autumn also in its second pass.
    pub fn is_before(self, start: At) -> bool {
        match (self, start) {
            (At::Wall(end), At::Wall(start_wall)) => end < start_wall && self.second_pass() < start.instant(),
            (At::Instant(_) | At::Wall(_), At::Instant(_) | At::Wall(_)) => self.second_pass() < start.instant(),
        }
    }

    fn second_pass(self) -> Timestamp {
        match self {
            At::Instant(at) => at,
            At::Wall(at) => domain::week::swedish_time().to_ambiguous_zoned(at).later().map_or_else(|_| self.instant(), |z| z.timestamp()),
        }
    }
}

/// Whether an incident can have this time: from 1990 to a day after `now`.
pub(crate) fn is_likely(at: Timestamp, now: Timestamp) -> bool {
    let latest = now.saturating_add(SignedDuration::from_hours(24)).unwrap_or(now);
    domain::week::local(at).year() >= 1990 && at <= latest
}

/// ISO text of a day number, for previews.
pub(crate) fn shown_serial(days: f64, timed: bool) -> String {
    match from_serial(days, timed) {
        Some(Moment::Day(day)) => day.to_string(),
        Some(Moment::Local(at)) if days < 1.0 => at.strftime("%H:%M").to_string(),
        Some(Moment::Local(at)) => at.strftime("%Y-%m-%d %H:%M").to_string(),
        Some(Moment::At(_)) | None => days.to_string(),
    }
}

/// Day numbers of the 1900 system. Excel believes that 1900 was a leap year, so numbers below 61
/// count from one day later. `timed`: the file shows the time, so that midnight is one.
fn from_serial(days: f64, timed: bool) -> Option<Moment> {
    if !(0.0..2_958_466.0).contains(&days) {
        return None;
    }
    let mut whole = days.floor() as i64;
    let mut seconds = ((days - days.floor()) * 86_400.0).round() as i64;
    if seconds >= 86_400 {
        (whole, seconds) = (whole + 1, 0);
    }
    let epoch = if whole < 61 { date(1899, 12, 31) } else { date(1899, 12, 30) };
    let day = epoch.checked_add(whole.days()).ok()?;
    if seconds == 0 && days >= 1.0 && !timed {
        return Some(Moment::Day(day));
    }
    let time = Time::new((seconds / 3600) as i8, (seconds / 60 % 60) as i8, (seconds % 60) as i8, 0).ok()?;
    Some(Moment::Local(day.to_datetime(time)))
}

/// A number in a date column that the file does not show as a date: `20261009`, `261009`, or a day
/// number of 1990–2099.
fn from_number(n: f64) -> Option<Moment> {
    if n.fract() == 0.0 && (19_000_101.0..=29_991_231.0).contains(&n) {
        return digits(&format!("{n:.0}")).map(Moment::Day);
    }
    if n.fract() == 0.0 && (100_000.0..=991_231.0).contains(&n) {
        return digits(&format!("{n:.0}")).map(Moment::Day);
    }
    if (32_874.0..73_051.0).contains(&n) || (0.0..367.0).contains(&n) { from_serial(n, false) } else { None }
}

/// `YYYYMMDD` or `YYMMDD`.
fn digits(text: &str) -> Option<Date> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(|t| t.parse::<i32>().ok());
    match text.len() {
        8 => civil(part(0..4)?, part(4..6)?, part(6..8)?),
        6 => civil(century(part(0..2)?), part(2..4)?, part(4..6)?),
        _ => None,
    }
}

fn civil(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Two-digit years as spreadsheets read them: 00–49 are 2000–2049.
fn century(year: i32) -> i32 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

enum Read {
    Moment(Moment),
    Ambiguous,
    No,
}

fn from_text(text: &str, order: DateOrder) -> Read {
    let text = text.trim();
    if text.len() > 40 || !text.is_ascii() {
        return Read::No;
    }
    let (day_text, rest) = match text.find([' ', 'T', 't']) {
        Some(at) => (&text[..at], text[at + 1..].trim()),
        None => (text, ""),
    };
    let day = match day_of(day_text, order) {
        Day::Is(day) => day,
        Day::Ambiguous => return Read::Ambiguous,
        Day::No => return Read::No,
    };
    if rest.is_empty() {
        return Read::Moment(Moment::Day(day));
    }
    match time_and_offset(rest) {
        Some((time, next_day, offset)) => {
            let day = if next_day { day.saturating_add(1.day()) } else { day };
            let local = day.to_datetime(time);
            match offset {
                None => Read::Moment(Moment::Local(local)),
                Some(minutes) => match local.to_zoned(jiff::tz::TimeZone::UTC) {
                    Ok(zoned) => match zoned.timestamp().checked_sub(SignedDuration::from_mins(minutes)) {
                        Ok(at) => Read::Moment(Moment::At(at)),
                        Err(_) => Read::No,
                    },
                    Err(_) => Read::No,
                },
            }
        }
        None => Read::No,
    }
}

enum Day {
    Is(Date),
    Ambiguous,
    No,
}

fn day_of(text: &str, order: DateOrder) -> Day {
    if let Some(day) = digits(text) {
        return Day::Is(day);
    }
    let Some((a, b, c, mark)) = triple(text) else { return Day::No };
    let number = |t: &str| t.parse::<i32>().unwrap_or(-1);
    let year = |t: &str| if t.len() == 4 { number(t) } else { century(number(t)) };
    let is = |day: Option<Date>| day.map_or(Day::No, Day::Is);
    if a.len() == 4 {
        return is(civil(number(a), number(b), number(c)));
    }
    if c.len() != 2 && c.len() != 4 {
        return Day::No;
    }
    let (month_first, day_first) = (|| civil(year(c), number(a), number(b)), || civil(year(c), number(b), number(a)));
    match order {
        // 09.10.2026 is written where the day comes first.
        DateOrder::YearFirst | DateOrder::MonthFirst | DateOrder::DayFirst if mark == '.' => is(day_first()),
        DateOrder::DayFirst => is(day_first()),
        DateOrder::MonthFirst => is(month_first()),
        // 99-10-09: a two-digit year first, only when nothing else can be meant.
        DateOrder::YearFirst if mark == '-' && number(a) > 31 => is(civil(year(a), number(b), number(c))),
        // 10/10/26 is the same day in both orders.
        DateOrder::YearFirst => match (month_first(), day_first()) {
            (Some(one), Some(other)) if one == other => Day::Is(one),
            (_, _) => Day::Ambiguous,
        },
    }
}

/// Three groups of digits with the same mark between them: `10/9/26`.
pub(crate) fn triple(text: &str) -> Option<(&str, &str, &str, char)> {
    let mark = text.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let mut parts = text.split(mark);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    let group = |t: &str| (1..=4).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    (parts.next().is_none() && group(a) && group(b) && group(c) && b.len() <= 2).then_some((a, b, c, mark))
}

/// Time, whether it is 24:00, and minutes east of UTC, of `15:23:10.5`, `1523`, `3:23 PM`, `1:03:33 +02:00`, `01:03Z`.
fn time_and_offset(text: &str) -> Option<(Time, bool, Option<i64>)> {
    let (clock, offset) = match text.find(['Z', 'z', '+']).or_else(|| text.rfind('-')) {
        Some(at) => (text[..at].trim(), Some(offset(&text[at..])?)),
        None => (text, None),
    };
    let lower = clock.to_ascii_lowercase();
    let (clock, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(clock), _) => (clock.trim(), Some(0)),
        (_, Some(clock)) => (clock.trim(), Some(12)),
        (None, None) => (lower.as_str(), None),
    };
    let (mut hour, minute, second) = clock_of(clock)?;
    if let Some(half) = half {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + half;
    }
    if (hour, minute, second) == (24, 0, 0) {
        return Some((Time::midnight(), true, offset));
    }
    Some((Time::new(hour, minute, second, 0).ok()?, false, offset))
}

/// Hours, minutes and seconds as written.
fn clock_of(text: &str) -> Option<(i8, i8, i8)> {
    let plain = |t: &str| t.bytes().all(|b| b.is_ascii_digit()).then(|| t.parse::<i64>().ok()).flatten();
    if !text.contains([':', '.']) {
        if !(1..=4).contains(&text.len()) {
            return None;
        }
        let total = hhmm(plain(text)?)?;
        return Some(((total / 60) as i8, (total % 60) as i8, 0));
    }
    let mark = if text.contains(':') { ':' } else { '.' };
    let mut parts = text.split(mark);
    let (hour, minute) = (plain(parts.next()?)?, plain(parts.next()?)?);
    let second = match parts.next() {
        // Fractions of a second are dropped.
        Some(second) => plain(second.split(['.', ',']).next()?)?,
        None => 0,
    };
    let fits = parts.next().is_none() && (0..=24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
    fits.then_some((hour as i8, minute as i8, second as i8))
}

fn offset(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes, _) = clock_of(text.get(1..)?)?;
    // "+02" is two hours, not two minutes past midnight.
    let total = if text.len() <= 3 { i64::from(minutes) * 60 } else { i64::from(hours) * 60 + i64::from(minutes) };
    (total <= 15 * 60).then_some(sign * total)
}

fn hhmm(n: i64) -> Option<i64> {
    let (hour, minute) = (n / 100, n % 100);
    ((0..24).contains(&hour) && (0..60).contains(&minute) || n == 2400).then_some(hour * 60 + minute)
}

fn minutes_of(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches("kl.").trim_start_matches("kl").trim();
    if !text.is_ascii() || text.len() > 16 {
        return None;
    }
    // A cell that says when in full gives its time.
    if let Some((_, time)) = text.split_once(' ').filter(|(day, _)| triple(day).is_some()) {
        return minutes_of(time);
    }
    let (time, next_day, _) = time_and_offset(text)?;
    Some(if next_day { DAY } else { i64::from(time.hour()) * 60 + i64::from(time.minute()) })
}

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;
