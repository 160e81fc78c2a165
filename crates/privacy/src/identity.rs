//! Personal identity numbers and coordination numbers (folkbokföringslagen 18 and 18 a §§; Skatteverket, SKV 704 and 707).
//!
//! A number is a date of birth (day + 60 in a coordination number), three further digits and a check digit (Luhn, modulus 10, over the ten digits
//! without century). Legal persons' organisation numbers have at least 20 in the place of the month, so a plausible month tells them apart; a sole
//! trader's organisation number *is* the owner's personal identity number and is found as such.

use crate::folded::Folded;
use crate::{Class, Found};

/// Words before a number that make it a birth or identity number whatever else it could be.
const CUES: &[&str] = &["pnr", "personnr", "personnummer", "personnumret", "samordningsnummer", "samordningsnr", "född", "födda"];

/// Words before a number that make ten digits a telephone number.
const PHONE_CUES: &[&str] = &["tel", "tfn", "telefon", "telefonnummer", "mobil", "mobilnr", "mobilnummer", "ring", "ringa", "sms"];

const CUE_REACH: usize = 28;

/// Years in which a date followed by a time of day is read as when something happened. A person with such a year of birth and no cue, written without
/// hyphen, is missed when the last four digits happen to be a time (one in seven); without the rule, every tenth "20261116 1830" would be blocked.
const RECENT: std::ops::RangeInclusive<u32> = 15..=39;

pub(crate) fn find(text: &Folded) -> Vec<Found> {
    let runs = text.runs();
    let mut found = Vec::new();
    let mut r = 0;
    while r < runs.len() {
        match shapes(text, r).into_iter().flatten().find_map(|shape| Some((shape.class(text)?, shape))) {
            Some((class, shape)) => {
                found.push(Found { from: shape.from, to: shape.to, class });
                r += shape.runs;
            }
            None => r += 1,
        }
    }
    found
}

/// What stands between the date and the last four digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    None,
    Space,
    /// `-`, `+`, `.` or `/`, with or without spaces around.
    Sign,
}

/// Digits laid out as such a number can be.
struct Shape {
    from: usize,
    to: usize,
    /// Runs of digits it takes.
    runs: usize,
    century: Option<u32>,
    /// yymmddnnnn.
    digits: Vec<u32>,
    joint: Joint,
}

/// The ways the number can start at run `r`.
fn shapes(text: &Folded, r: usize) -> [Option<Shape>; 2] {
    let run = |i: usize| text.runs().get(r + i).copied();
    let length = |i: usize| run(i).map_or(0, |(from, to)| to - from);
    let whole = |runs: usize, joint: Joint| {
        let (from, to) = (run(0)?.0, run(runs - 1)?.1);
        let mut digits: Vec<u32> =
            (0..runs).filter_map(run).flat_map(|(a, b)| text.chars()[a..b].iter().filter_map(|c| c.to_digit(10))).collect();
        let century = match digits.len() {
            12 => {
                let century = digits[0] * 10 + digits[1];
                digits.drain(..2);
                Some(century)
            }
            10 => None,
            _ => return None,
        };
        Some(Shape { from, to, runs, century, digits, joint })
    };
    let gap = |i: usize| Some(&text.chars()[run(i)?.1..run(i + 1)?.0]);
    let one_or_two = match length(0) {
        10 | 12 => whole(1, Joint::None),
        6 | 8 if length(1) == 4 => gap(0).and_then(joint).and_then(|j| whole(2, j)),
        _ => None,
    };
    let dotted = || {
        let (first, second) = (gap(0)?, gap(1)?);
        let date = matches!(first, ['-' | '.' | ' ' | '/']) && first == second && length(1) == 2;
        if !date || !matches!(length(0), 2 | 4) {
            return None;
        }
        match length(2) {
            6 => whole(3, Joint::None),
            2 if length(3) == 4 => whole(4, joint(gap(2)?)?),
            _ => None,
        }
    };
    [one_or_two, dotted()]
}

fn joint(gap: &[char]) -> Option<Joint> {
    if gap.len() > 3 {
        return None;
    }
    let mut signs = gap.iter().filter(|c| **c != ' ');
    match (signs.next(), signs.next()) {
        (None, None) => Some(Joint::Space),
        (Some('-' | '+' | '.' | '/'), None) => Some(Joint::Sign),
        _ => None,
    }
}

impl Shape {
    fn class(&self, text: &Folded) -> Option<Class> {
        let class = self.born()?;
        if !luhn(&self.digits) || self.is_part_of_decimal(text) || self.is_date_and_time(text) || self.is_called_phone(text) {
            return None;
        }
        Some(class)
    }

    fn pair(&self, i: usize) -> u32 {
        self.digits[i] * 10 + self.digits[i + 1]
    }

    /// A date of birth that exists, and which kind of number it makes.
    fn born(&self) -> Option<Class> {
        let (year, month, day) = (self.pair(0), self.pair(2), self.pair(4));
        // Without a century both 1900 and 2000 are possible, and 2000 was a leap year.
        let leap = year.is_multiple_of(4) && (year != 0 || matches!(self.century, None | Some(20)));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u32::from(leap),
            _ => return None,
        };
        if !matches!(self.century, None | Some(18..=20)) {
            return None;
        }
        match day {
            d if (1..=days).contains(&d) => Some(Class::Personnummer),
            d if (61..=60 + days).contains(&d) => Some(Class::Samordningsnummer),
            _ => None,
        }
    }

    /// The digits after the point of a coordinate.
    fn is_part_of_decimal(&self, text: &Folded) -> bool {
        let point = matches!(text.before(self.from), Some('.' | ','));
        self.joint == Joint::None && point && self.from >= 2 && text.before(self.from - 1).is_some_and(|c| c.is_ascii_digit())
    }

    fn is_date_and_time(&self, text: &Folded) -> bool {
        let time = self.pair(6) < 24 && self.pair(8) < 60;
        let recent = RECENT.contains(&self.pair(0)) && matches!(self.century, None | Some(20));
        self.joint != Joint::Sign && time && recent && !text.word_before(self.from, CUE_REACH, CUES)
    }

    fn is_called_phone(&self, text: &Folded) -> bool {
        let mobile = self.century.is_none() && self.digits[..2] == [0, 7];
        self.joint == Joint::None
            && mobile
            && text.word_before(self.from, CUE_REACH, PHONE_CUES)
            && !text.word_before(self.from, CUE_REACH, CUES)
    }
}

/// The check digit: every other digit doubled, digit sums added, a multiple of ten.
fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .enumerate()
        .map(|(i, &d)| {
            let d = if i % 2 == 0 { 2 * d } else { d };
            d / 10 + d % 10
        })
        .sum();
    sum.is_multiple_of(10)
}
