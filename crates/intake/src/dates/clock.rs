//! Clock times in text: `15:23:10.5`, `15.23`, `1523`, `3:23 PM`, `14`, `24:00`.

use super::cursor::Cursor;
use jiff::civil::Time;

/// A clock time as written; 24:00:00 is the midnight at the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: i8,
    pub(super) minute: i8,
    pub(super) second: i8,
    pub(super) nanosecond: i32,
    /// How it was written, which decides what may follow it.
    pub(super) form: Form,
    /// Whether a half of the day stands behind it: `3 PM`.
    pub(super) is_halved: bool,
}

/// How a clock time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One or two digits: an hour, or what is left of `0014`.
    Hour,
    /// Three or four digits: `1430`.
    Digits,
    /// Hours and minutes with a mark between them.
    Minutes,
    /// Hours, minutes and seconds.
    Seconds,
}

impl Clock {
    /// Time of the day, and whether it belongs to the next day (24:00).
    pub(super) fn time(self) -> Option<(Time, bool)> {
        if self.hour == 24 {
            return Some((Time::midnight(), true));
        }
        Some((Time::new(self.hour, self.minute, self.second, self.nanosecond).ok()?, false))
    }

    /// Reads the end of a from–to that began with this. In `3-5 PM` the half is perhaps meant for both: that is none.
    pub(super) fn until(self, c: &mut Cursor<'_>) -> Option<Self> {
        let until = Self::read(c)?;
        let unclear = until.is_halved && !self.is_halved && self.hour <= 12;
        (!unclear).then_some(until)
    }

    /// Minutes after midnight; seconds are dropped.
    pub(super) fn minutes(self) -> i64 {
        i64::from(self.hour) * 60 + i64::from(self.minute)
    }

    fn new(hour: u32, minute: u32, second: u32, form: Form) -> Option<Self> {
        let fits = hour < 24 && minute < 60 && second < 60 || (hour, minute, second) == (24, 0, 0);
        fits.then_some(Self { hour: hour as i8, minute: minute as i8, second: second as i8, nanosecond: 0, form, is_halved: false })
    }

    /// Reads a clock time, with a word for it before and half of the day after it.
    pub(super) fn read(c: &mut Cursor<'_>) -> Option<Self> {
        c.blanks();
        let named = ["klockan", "kl", "at"].into_iter().any(|word| c.word(word));
        if named {
            c.eat('.');
        }
        c.blanks();
        let clock = Self::plain(c)?;
        // What is called a clock time is no rest of 0014.
        let form = |is_hour: bool| if is_hour && clock.form == Form::Hour { Form::Minutes } else { clock.form };
        match half(c) {
            None => Some(Self { form: form(named), ..clock }),
            // 14:30 pm contradicts itself.
            Some(_) if !(1..=12).contains(&clock.hour) => None,
            Some(half) => Some(Self { hour: clock.hour % 12 + half, form: form(true), is_halved: true, ..clock }),
        }
    }

    fn plain(c: &mut Cursor<'_>) -> Option<Self> {
        let digits = c.digits();
        match digits.len() {
            1 | 2 => {}
            3 | 4 => {
                let n: u32 = digits.parse().ok()?;
                return Self::new(n / 100, n % 100, 0, Form::Digits);
            }
            6 => {
                let n: u32 = digits.parse().ok()?;
                return Self::new(n / 10_000, n / 100 % 100, n % 100, Form::Seconds);
            }
            _ => return None,
        }
        let hour: u32 = digits.parse().ok()?;
        let Some(mark) = [':', '.'].into_iter().find(|mark| c.is_followed(*mark)) else { return Self::new(hour, 0, 0, Form::Hour) };
        c.eat(mark);
        let minute = c.digits();
        // 14.5 is half past two or five past.
        if minute.len() > 2 || minute.len() == 1 && mark == '.' {
            return None;
        }
        let minute = minute.parse().ok()?;
        if !c.is_followed(mark) {
            return Self::new(hour, minute, 0, Form::Minutes);
        }
        c.eat(mark);
        let second = c.digits();
        if second.len() > 2 {
            return None;
        }
        let mut clock = Self::new(hour, minute, second.parse().ok()?, Form::Seconds)?;
        if ['.', ','].into_iter().any(|mark| c.is_followed(mark) && c.eat(mark)) {
            let fraction: String = c.digits().chars().chain("000000000".chars()).take(9).collect();
            clock.nanosecond = fraction.parse().ok()?;
            // 24:00:00.5 is in no day.
            if clock.hour == 24 && clock.nanosecond > 0 {
                return None;
            }
        }
        Some(clock)
    }
}

/// Hours that a half of the day adds: `am`, `pm`, and *fm*, *em* in Swedish.
fn half(c: &mut Cursor<'_>) -> Option<i8> {
    let mut ahead = *c;
    ahead.blanks();
    for (word, hours) in [("am", 0), ("a.m.", 0), ("fm", 0), ("pm", 12), ("p.m.", 12), ("em", 12)] {
        if ahead.word(word) {
            if word.len() == 2 {
                ahead.eat('.');
            }
            *c = ahead;
            return Some(hours);
        }
    }
    None
}

/// Minutes east of UTC after a plus or minus: `02`, `0200`, `02:00`. `None` where no clock has such an offset.
pub(super) fn offset(c: &mut Cursor<'_>, most: i64) -> Option<i64> {
    let digits = c.digits();
    let (hours, minutes) = match digits.len() {
        1 | 2 if c.is_followed(':') => {
            c.eat(':');
            let minutes = c.digits();
            (digits, if minutes.len() == 2 { minutes } else { return None })
        }
        1 | 2 => (digits, "0"),
        4 => digits.split_at(2),
        _ => return None,
    };
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = hours * 60 + minutes;
    (minutes % 15 == 0 && minutes < 60 && total <= most).then_some(total)
}
