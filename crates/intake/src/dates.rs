//! Dates and times in cells: the one reader of them, for lists and for `samsyn analyse`.
//!
//! ISO, Excel's day numbers, slash dates, dates with Swedish and English words, clock times with colon, point or
//! nothing between hours and minutes, zones, and from–to in one cell. What contradicts itself, such as a weekday
//! that the day was not, is no date.

mod clock;
mod cursor;
pub mod order;
mod written;

use crate::cell::Cell;
use clock::Form;
use domain::imports::{DateOrder, Reason};
use jiff::civil::{Date, DateTime, Time, date};
use jiff::{SignedDuration, Timestamp, ToSpan};
use std::borrow::Cow;
use written::{After, Fault, Stamp, Until};

/// Minutes of a day.
const DAY: i64 = 24 * 60;
/// Day numbers of 1990–2099.
const DAY_NUMBERS: std::ops::Range<f64> = 32_874.0..73_051.0;
/// Days between the two systems that a workbook may count from.
pub(crate) const DAYS_1904: f64 = 1_462.0;

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

/// What a date cell says, which may be from–to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// The date, or the start.
    pub from: Moment,
    /// The end, when the cell holds one.
    pub until: Option<Moment>,
}

impl Span {
    fn of(from: Moment) -> Self {
        Self { from, until: None }
    }
}

/// Reads a date cell, with or without time. `Ok(None)` when the cell is empty.
pub fn moment(cell: &Cell, order: DateOrder) -> Result<Option<Moment>, Reason> {
    Ok(span(cell, order)?.map(|span| span.from))
}

/// Reads a date cell that may hold from–to. `Ok(None)` when the cell is empty.
pub fn span(cell: &Cell, order: DateOrder) -> Result<Option<Span>, Reason> {
    let read = match cell {
        Cell::Empty => return Ok(None),
        Cell::TooLong => return Err(Reason::TooLong),
        Cell::Serial { days, timed } => from_serial(*days, *timed).map(Span::of),
        Cell::Number(n) => from_number(*n).map(Span::of),
        Cell::Text(text) => in_text(text, order)?,
    };
    read.map(Some).ok_or_else(|| Reason::NotADate(cell.short()))
}

/// Reads a text that may hold from–to; with a zone it is an instant. `Ok(None)` when the text is no date.
pub fn in_text(text: &str, order: DateOrder) -> Result<Option<Span>, Reason> {
    match written::read(text, order) {
        Ok((from, until)) => Ok(span_of(from, until)),
        Err(Fault::Ambiguous) => Err(Reason::AmbiguousDate(crate::cell::shorten(text))),
        Err(Fault::No) => Ok(None),
    }
}

/// Reads a text as the clock on the wall showed it: a zone behind it is passed by, and fractions of seconds are
/// kept. `Ok(None)` when the text is no date.
pub fn on_the_wall(text: &str, order: DateOrder) -> Result<Option<Span>, Reason> {
    match written::read(text, order) {
        Ok((from, until)) => {
            let until = until.and_then(|until| end_of(from, until));
            Ok(local_of(from).map(|from| Span { from, until }))
        }
        Err(Fault::Ambiguous) => Err(Reason::AmbiguousDate(crate::cell::shorten(text))),
        Err(Fault::No) => Ok(None),
    }
}

/// A day, or a day's clock time as it was written.
fn local_of(stamp: Stamp) -> Option<Moment> {
    let Some(clock) = stamp.clock else { return Some(Moment::Day(stamp.day)) };
    let (time, next_day) = clock.time()?;
    let day = if next_day { stamp.day.tomorrow().ok()? } else { stamp.day };
    Some(Moment::Local(day.to_datetime(time)))
}

/// A moment without fractions of seconds.
fn moment_of(stamp: Stamp) -> Option<Moment> {
    let local = match local_of(stamp)? {
        Moment::Local(at) => at.with().subsec_nanosecond(0).build().ok()?,
        whole @ (Moment::Day(_) | Moment::At(_)) => return Some(whole),
    };
    let Some(minutes) = stamp.offset else { return Some(Moment::Local(local)) };
    let utc = local.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
    utc.checked_sub(SignedDuration::from_mins(minutes)).ok().map(Moment::At)
}

/// The end of a from–to: a clock time before the start's is of the next day.
fn end_of(from: Stamp, until: Until) -> Option<Moment> {
    let clock = match until {
        Until::Stamp(stamp) => return moment_of(stamp),
        Until::Clock(clock) => clock,
    };
    let earlier = from.clock.is_some_and(|start| (clock.minutes(), clock.second) < (start.minutes(), start.second));
    let day = if earlier { from.day.tomorrow().ok()? } else { from.day };
    moment_of(Stamp { day, clock: Some(clock), offset: None })
}

fn span_of(from: Stamp, until: Option<Until>) -> Option<Span> {
    let until = match until {
        Some(until) => Some(end_of(from, until)?),
        None => None,
    };
    Some(Span { from: moment_of(from)?, until })
}

/// Reads a time cell as minutes after midnight, 0–1,440 (`2400`). `Ok(None)` when the cell is empty.
#[cfg(test)]
pub(crate) fn minutes(cell: &Cell) -> Result<Option<i64>, Reason> {
    Ok(clock(cell, false)?.map(|clock| clock.from))
}

/// What a time cell says: minutes after midnight, 0–1,440.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockSpan {
    /// The time, or the start.
    pub from: i64,
    /// The end, when the cell holds one.
    pub until: Option<i64>,
}

/// Reads a time cell that may hold from–to. `Ok(None)` when the cell is empty. `hours`: one or two digits alone
/// are an hour, not what a spreadsheet left of `0014`.
pub fn clock(cell: &Cell, hours: bool) -> Result<Option<ClockSpan>, Reason> {
    let at = |from: i64| ClockSpan { from, until: None };
    let read = match cell {
        Cell::Empty => return Ok(None),
        Cell::TooLong => return Err(Reason::TooLong),
        Cell::Serial { days, .. } => minutes_of_serial(*days).map(at),
        Cell::Number(n) if *n > 0.0 && *n < 1.0 => Some(at(minutes_of_part(*n))),
        Cell::Number(n) if n.fract() == 0.0 && (0.0..=24.0).contains(n) && hours => Some(at(*n as i64 * 60)),
        Cell::Number(n) if n.fract() == 0.0 && (0.0..=2400.0).contains(n) => hhmm(*n as i64).map(at),
        Cell::Number(_) => None,
        Cell::Text(text) => clock_of(text, hours),
    };
    read.map(Some).ok_or_else(|| Reason::NotADate(cell.short()))
}

fn clock_of(text: &str, hours: bool) -> Option<ClockSpan> {
    if let Some((from, after)) = written::clocks(text) {
        let from = match after {
            // What a spreadsheet leaves of 0014.
            After::Nothing if from.form == Form::Hour && !hours => hhmm(i64::from(from.hour))?,
            After::Nothing | After::Open | After::Until(_) => from.minutes(),
        };
        return Some(match after {
            After::Until(until) => ClockSpan { from, until: Some(until.minutes()) },
            After::Nothing | After::Open => ClockSpan { from, until: None },
        });
    }
    // A cell that says when in full gives its time.
    let orders = [DateOrder::MonthFirst, DateOrder::DayFirst];
    let (stamp, until) = orders.into_iter().find_map(|order| written::read(text, order).ok())?;
    let until = match until {
        Some(Until::Clock(clock)) => Some(clock.minutes()),
        Some(Until::Stamp(_)) | None => None,
    };
    Some(ClockSpan { from: stamp.clock?.minutes(), until })
}

/// One or two digits: an hour alone, or what a spreadsheet left of `0014`.
pub(crate) fn is_lone_hour(cell: &Cell) -> bool {
    match cell {
        Cell::Number(n) => n.fract() == 0.0 && (1.0..=24.0).contains(n),
        Cell::Text(text) => text.len() <= 2 && text.parse::<u32>().is_ok_and(|n| (1..=24).contains(&n)),
        Cell::Empty | Cell::Serial { .. } | Cell::TooLong => false,
    }
}

/// Digits alone that can be no hour: `1430`, `45`.
pub(crate) fn is_hhmm(cell: &Cell) -> bool {
    match cell {
        Cell::Number(n) => n.fract() == 0.0 && *n > 24.0,
        Cell::Text(text) => text.bytes().all(|b| b.is_ascii_digit()) && (text.len() > 2 || text.parse::<u32>().is_ok_and(|n| n > 24)),
        Cell::Empty | Cell::Serial { .. } | Cell::TooLong => false,
    }
}

/// Minutes after midnight of a day number: 24:00 is the midnight after the day, more hours than that
/// are no time of day. From a year on it is a day with its time.
fn minutes_of_serial(days: f64) -> Option<i64> {
    match minutes_of_part(days) {
        minutes @ 0..=DAY => Some(minutes),
        _ if days >= 366.0 => Some(minutes_of_part(days.rem_euclid(1.0))),
        _ => None,
    }
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
        Some(Moment::Local(_)) if days < 1.0 || timed && days < 366.0 => {
            let minutes = minutes_of_part(days);
            format!("{:02}:{:02}", minutes / 60, minutes % 60)
        }
        Some(Moment::Local(at)) => at.strftime("%Y-%m-%d %H:%M").to_string(),
        Some(Moment::At(_)) | None => days.to_string(),
    }
}

/// A cell of a workbook that counts days from 1904, as a date cell: a number that the file does not
/// show as a date counts from there too.
pub(crate) fn counted_from_1900(cell: &Cell, from_1904: bool) -> Cow<'_, Cell> {
    match cell {
        Cell::Number(n) if from_1904 && (DAY_NUMBERS.start - DAYS_1904..DAY_NUMBERS.end - DAYS_1904).contains(n) => {
            Cow::Owned(Cell::Number(n + DAYS_1904))
        }
        Cell::Empty | Cell::Text(_) | Cell::Number(_) | Cell::Serial { .. } | Cell::TooLong => Cow::Borrowed(cell),
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
    if DAY_NUMBERS.contains(&n) || (0.0..367.0).contains(&n) { from_serial(n, false) } else { None }
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

/// Three groups of digits with the same mark between them: `10/9/26`.
pub(crate) fn triple(text: &str) -> Option<(&str, &str, &str, char)> {
    let mark = text.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let mut parts = text.split(mark);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    let group = |t: &str| (1..=4).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    (parts.next().is_none() && group(a) && group(b) && group(c) && b.len() <= 2).then_some((a, b, c, mark))
}

fn hhmm(n: i64) -> Option<i64> {
    let (hour, minute) = (n / 100, n % 100);
    ((0..24).contains(&hour) && (0..60).contains(&minute) || n == 2400).then_some(hour * 60 + minute)
}

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;
