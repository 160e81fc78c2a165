//! Dates in text: numbers in each order, Swedish and English months, weekdays, clocks, zones, and
//! from–to in one cell.

use super::clock::{self, Clock, Form};
use super::cursor::{Cursor, plain};
use domain::imports::DateOrder;
use jiff::civil::{Date, Weekday};

/// Characters of a text that can be a date.
const CHARS: usize = 100;
/// Minutes of the offsets furthest east and west of UTC that clocks have.
const EAST: i64 = 14 * 60;
const WEST: i64 = 12 * 60;

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is none.
    No,
    /// Day and month could be either of two numbers.
    Ambiguous,
}

/// A day with what else is written of a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stamp {
    pub(super) day: Date,
    pub(super) clock: Option<Clock>,
    /// Minutes east of UTC.
    pub(super) offset: Option<i64>,
}

/// What a cell that holds from–to says of its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Until {
    /// A clock time of the same day or, when it is before the start's, of the next.
    Clock(Clock),
    /// A date.
    Stamp(Stamp),
}

/// Reads a date, with its end when the text holds from–to.
pub(super) fn read(text: &str, order: DateOrder) -> Result<(Stamp, Option<Until>), Fault> {
    if text.len() > CHARS {
        return Err(Fault::No);
    }
    let text = plain(text);
    let mut c = Cursor::new(text.trim());
    let (mut stamp, iso) = Stamp::read(&mut c, order)?;
    let until = stamp.rest(&mut c, iso, order)?;
    if c.is_at_end() { Ok((stamp, until)) } else { Err(Fault::No) }
}

/// What follows the first clock time of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// Nothing, or a zone.
    Nothing,
    /// A sign that the end is open: `12+`, `14:30 -`.
    Open,
    /// The end.
    Until(Clock),
}

/// Reads the clock times of a cell that has no day. A zone behind the first is passed by.
pub(super) fn clocks(text: &str) -> Option<(Clock, After)> {
    if text.len() > CHARS {
        return None;
    }
    let text = plain(text);
    let mut c = Cursor::new(text.trim());
    let from = Clock::read(&mut c)?;
    c.blanks();
    if c.is_at_end() || c.word("z") {
        return c.is_at_end().then_some((from, After::Nothing));
    }
    if c.eat('+') {
        if c.is_at_end() {
            return Some((from, After::Open));
        }
        return (clock::offset(&mut c, EAST).is_some() && c.is_at_end()).then_some((from, After::Nothing));
    }
    if !(c.eat('-') || c.word("till") || c.word("to")) {
        return None;
    }
    if c.is_at_end() {
        return Some((from, After::Open));
    }
    let until = from.until(&mut c)?;
    c.is_at_end().then_some((from, After::Until(until)))
}

impl Stamp {
    /// Reads a day and the clock after it; tells also whether a `T` stands between them.
    fn read(c: &mut Cursor<'_>, order: DateOrder) -> Result<(Self, bool), Fault> {
        c.blanks();
        let before = weekday(c);
        if c.word("den") {
            c.blanks();
        }
        let day = day(c, order)?;
        let mut ahead = *c;
        let iso = ahead.eat('t') && ahead.peek().is_some_and(|c| c.is_ascii_digit());
        if iso {
            *c = ahead;
        }
        let after = if iso { None } else { weekday(&mut skipped(c)).inspect(|_| *c = past_weekday(*c)) };
        if [before, after].into_iter().flatten().any(|named| named != day.weekday()) {
            return Err(Fault::No);
        }
        let mut ahead = skipped(c);
        // A dash begins the end of a from–to.
        let starts = ahead.peek().is_some_and(|c| c.is_ascii_digit() || matches!(c, 'k' | 'a'));
        let clock = if starts && (iso || after.is_some() || is_apart(*c)) { Some(Clock::read(&mut ahead).ok_or(Fault::No)?) } else { None };
        if clock.is_some() {
            *c = ahead;
        }
        Ok((Self { day, clock, offset: None }, iso))
    }

    /// Reads what may follow a day and a clock: a zone, or the end of a from–to.
    fn rest(&mut self, c: &mut Cursor<'_>, iso: bool, order: DateOrder) -> Result<Option<Until>, Fault> {
        let apart = c.blanks();
        if c.is_at_end() {
            return Ok(None);
        }
        if self.clock.is_some() && c.word("z") {
            self.offset = Some(0);
            return Ok(None);
        }
        if self.clock.is_some() && c.eat('+') {
            // "14:30+" is open; no clock on earth is 15 hours ahead.
            if !c.is_at_end() {
                self.offset = Some(clock::offset(c, EAST).ok_or(Fault::No)?);
            }
            return Ok(None);
        }
        let dash = c.eat('-');
        if !dash && !c.word("till") && !c.word("to") {
            return Err(Fault::No);
        }
        if c.is_at_end() {
            return Ok(None);
        }
        let west = self.west(*c).filter(|_| dash);
        // Systems that write a zone write a T or seconds before it: 2026-10-09T15:23-0400.
        let zoned = self.clock.is_some_and(|clock| iso || clock.form == Form::Seconds);
        if let (Some((minutes, after)), true) = (west, zoned) {
            self.offset = Some(-minutes);
            *c = after;
            return Ok(None);
        }
        if west.is_some() && apart {
            // "14:30 -02:00": a zone and an end are written so.
            return Err(Fault::No);
        }
        self.until(c, order).map(Some)
    }

    /// The offset west of UTC that comes next, if nothing else does.
    fn west<'a>(self, mut c: Cursor<'a>) -> Option<(i64, Cursor<'a>)> {
        let minutes = clock::offset(&mut c, WEST)?;
        let has_minutes = self.clock.is_some_and(|clock| clock.form != Form::Hour);
        (has_minutes && minutes % 30 == 0 && c.is_at_end()).then_some((minutes, c))
    }

    fn until(self, c: &mut Cursor<'_>, order: DateOrder) -> Result<Until, Fault> {
        let mut ahead = *c;
        match Self::read(&mut ahead, order) {
            Ok((stamp, _)) if ahead.is_at_end() => {
                *c = ahead;
                return Ok(Until::Stamp(stamp));
            }
            Err(Fault::Ambiguous) => return Err(Fault::Ambiguous),
            Ok(_) | Err(Fault::No) => {}
        }
        // An end that is a clock time needs a start that is one.
        self.clock.and_then(|from| from.until(c)).map(Until::Clock).ok_or(Fault::No)
    }
}

/// Past the blanks and commas between a day and what follows it.
fn skipped<'a>(c: &Cursor<'a>) -> Cursor<'a> {
    let mut ahead = *c;
    while ahead.blanks() || ahead.eat(',') {}
    ahead
}

/// Whether a blank or comma comes next.
fn is_apart(mut c: Cursor<'_>) -> bool {
    c.blanks() || c.eat(',')
}

fn past_weekday(c: Cursor<'_>) -> Cursor<'_> {
    let mut ahead = skipped(&c);
    weekday(&mut ahead);
    ahead
}

/// Takes a weekday that comes next, in parentheses or not, with the point or comma after it.
fn weekday(c: &mut Cursor<'_>) -> Option<Weekday> {
    let mut ahead = *c;
    let enclosed = ahead.eat('(');
    let word = ahead.letters();
    let day = match word {
        "mån" | "man" | "må" | "mon" | "måndag" | "måndagen" | "monday" => Weekday::Monday,
        "tis" | "tue" | "tues" | "tisdag" | "tisdagen" | "tuesday" => Weekday::Tuesday,
        "ons" | "wed" | "onsdag" | "onsdagen" | "wednesday" => Weekday::Wednesday,
        "tor" | "tors" | "thu" | "thur" | "thurs" | "torsdag" | "torsdagen" | "thursday" => Weekday::Thursday,
        "fre" | "fri" | "fredag" | "fredagen" | "friday" => Weekday::Friday,
        "lör" | "lor" | "sat" | "lördag" | "lördagen" | "saturday" => Weekday::Saturday,
        "sön" | "son" | "sun" | "söndag" | "söndagen" | "sunday" => Weekday::Sunday,
        _ => return None,
    };
    ahead.eat('.');
    if enclosed && !ahead.eat(')') {
        return None;
    }
    ahead.eat(',');
    ahead.blanks();
    *c = ahead;
    Some(day)
}

fn month(word: &str) -> Option<i8> {
    let names: [&[&str]; 12] = [
        &["jan", "januari", "january"],
        &["feb", "febr", "februari", "february"],
        &["mar", "mars", "march"],
        &["apr", "april"],
        &["maj", "may"],
        &["jun", "juni", "june"],
        &["jul", "juli", "july"],
        &["aug", "augusti", "august"],
        &["sep", "sept", "september"],
        &["okt", "oktober", "oct", "october"],
        &["nov", "november"],
        &["dec", "december"],
    ];
    (1..).zip(names).find(|(_, names)| names.contains(&word)).map(|(number, _)| number)
}

/// Takes the day that comes next.
fn day(c: &mut Cursor<'_>, order: DateOrder) -> Result<Date, Fault> {
    let first = c.digits();
    if let 6 | 8 = first.len() {
        return super::digits(first).ok_or(Fault::No);
    }
    if !first.is_empty()
        && let Some(mark) = ['/', '-', '.'].into_iter().find(|mark| c.is_followed(*mark))
    {
        c.eat(mark);
        let second = c.digits();
        if mark == '/' && (c.is_followed('-') || is_apart(*c)) {
            return with_year_apart(c, first, second).ok_or(Fault::No);
        }
        if !c.is_followed(mark) {
            return Err(Fault::No);
        }
        c.eat(mark);
        return in_order(first, second, c.digits(), mark, order);
    }
    with_word(c, first).ok_or(Fault::No)
}

/// Takes the year of `9/10-2026` or `9/10 2026`, which are written where the day comes first. Two digits may be the day that a
/// from–to ends on, or an hour.
fn with_year_apart(c: &mut Cursor<'_>, day: &str, month: &str) -> Option<Date> {
    if !c.blanks() {
        c.eat('-');
    }
    let year = c.digits();
    let fits = year.len() == 4 && day.len() <= 2 && month.len() <= 2;
    super::civil(year.parse().ok().filter(|_| fits)?, month.parse().ok()?, day.parse().ok()?)
}

/// Takes a day whose month is a word: `12 oktober 2026`, `12-okt-26`, `Oct 12, 2026`.
fn with_word(c: &mut Cursor<'_>, first: &str) -> Option<Date> {
    if !first.is_empty() {
        past_ordinal(c);
    }
    let month = month(c.letters())?;
    between(c);
    let day = if first.is_empty() { c.digits() } else { first };
    if first.is_empty() {
        past_ordinal(c);
    }
    let year = c.digits();
    // The hour of "12 okt 14:30" is no year.
    let is_year = year.len() == 4 || year.len() == 2 && !c.is_followed(':') && !c.is_followed('.');
    if !is_year || day.is_empty() || day.len() > 2 {
        return None;
    }
    super::civil(full_year(year)?, i32::from(month), day.parse().ok()?)
}

/// Moves past the ending of an ordinal and what stands between it and the next part: `9:e`, `9th`.
fn past_ordinal(c: &mut Cursor<'_>) {
    c.eat(':');
    let _ending = ["e", "a", "st", "nd", "rd", "th"].into_iter().any(|ending| c.word(ending));
    between(c);
}

/// Moves past what stands between the parts of a day.
fn between(c: &mut Cursor<'_>) {
    while c.blanks() || ['.', ',', '-', '/'].into_iter().any(|mark| c.eat(mark)) {}
}

fn full_year(text: &str) -> Option<i32> {
    let year = text.parse().ok()?;
    Some(if text.len() == 4 { year } else { super::century(year) })
}

fn in_order(a: &str, b: &str, c: &str, mark: char, order: DateOrder) -> Result<Date, Fault> {
    let number = |t: &str| t.parse::<i32>().unwrap_or(-1);
    if a.len() > 4 || b.len() > 2 || a.len() == 3 {
        return Err(Fault::No);
    }
    if a.len() == 4 {
        return if c.len() > 2 { Err(Fault::No) } else { super::civil(number(a), number(b), number(c)).ok_or(Fault::No) };
    }
    if c.len() != 2 && c.len() != 4 {
        return Err(Fault::No);
    }
    let year = full_year(c).unwrap_or(-1);
    let (month_first, day_first) = (super::civil(year, number(a), number(b)), super::civil(year, number(b), number(a)));
    // 99-10-09: a two-digit year first, only when nothing else can be meant.
    if mark == '-' && number(a) > 31 && c.len() == 2 {
        return super::civil(super::century(number(a)), number(b), number(c)).ok_or(Fault::No);
    }
    match order {
        // 09.10.2026 is written where the day comes first.
        DateOrder::YearFirst | DateOrder::MonthFirst | DateOrder::DayFirst if mark == '.' => day_first.ok_or(Fault::No),
        DateOrder::DayFirst => day_first.ok_or(Fault::No),
        DateOrder::MonthFirst => month_first.ok_or(Fault::No),
        // 10/10/26 is the same day in both orders, and 13/10/26 a day in only one.
        DateOrder::YearFirst => match (month_first, day_first) {
            (Some(one), Some(other)) if one != other => Err(Fault::Ambiguous),
            (Some(day), _) | (None, Some(day)) => Ok(day),
            (None, None) => Err(Fault::No),
        },
    }
}
