//! Personal identity numbers and coordination numbers (folkbokföringslagen 18 and 18 a §§; Skatteverket, SKV 704 and 707).
//!
//! A number is a date of birth (day + 60 in a coordination number), three further digits and a check digit (Luhn, modulus 10, over the ten digits
//! without century). Legal persons' organisation numbers have at least 20 in the place of the month, so a plausible month tells them apart; a sole
//! trader's organisation number *is* the owner's personal identity number and is found as such.

use crate::folded::Folded;
use crate::{Class, Found, Level};

/// Words before a number that make it a birth or identity number whatever else it could be.
const CUES: &[&str] = &[
    "pnr",
    "pnr.",
    "persnr",
    "personnr",
    "personnummer",
    "personnumret",
    "samordningsnummer",
    "samordningsnumret",
    "samordningsnr",
    "födelsenummer",
    "idnummer",
    "född",
    "födda",
];

/// Words before a number that make ten digits a telephone number.
const PHONE_CUES: &[&str] = &[
    "tel",
    "tele",
    "tfn",
    "telefon",
    "telefonnummer",
    "telnr",
    "mobil",
    "mob",
    "mobilnr",
    "mobilnummer",
    "mobilen",
    "ring",
    "ringa",
    "ringde",
    "sms",
    "swish",
    "swisha",
    "nås",
    "når",
    "whatsapp",
];

const CUE_REACH: usize = 28;

/// Years in which a date followed by a time of day is read as when something happened. A person with such a year of birth and no cue, written without
/// hyphen, is missed when the last four digits happen to be a time (one in seven); without the rule, every tenth "20261116 1830" would be blocked.
const RECENT: std::ops::RangeInclusive<u32> = 15..=39;

pub(crate) fn find(text: &Folded) -> Vec<Found> {
    let runs = text.runs();
    let mut found = Vec::new();
    let mut r = 0;
    while r < runs.len() {
        let sure = shapes(text, r).into_iter().flatten().find_map(|shape| Some((shape.class(text)?, shape)));
        if let Some((class, shape)) = sure {
            let doubted = shape.joint == Joint::Pairs && !text.word_before(shape.from, CUE_REACH, CUES);
            let level = if doubted { Level::Confirm } else { class.level() };
            found.push(Found { from: shape.from, to: shape.to, class, level });
            r += shape.runs;
        } else if let Some((class, from, to)) = mistyped(text, r).or_else(|| interim(text, r)) {
            found.push(Found { from, to, class, level: Level::Confirm });
            r += runs[r..].iter().take_while(|(start, _)| *start < to).count();
        } else {
            r += 1;
        }
    }
    found
}

/// Called an identity number, but the check digit is wrong: a slip of the pen still points at somebody.
fn mistyped(text: &Folded, r: usize) -> Option<(Class, usize, usize)> {
    let shape = shapes(text, r).into_iter().flatten().find(|shape| shape.born().is_some())?;
    let called = text.word_before(shape.from, CUE_REACH, &CUES[..CUES.len() - 2]);
    called.then(|| Some((shape.born()?, shape.from, shape.to)))?
}

/// Every number with a date of birth and four digits, whatever its check digit.
pub(crate) fn by_shape(text: &Folded) -> Vec<Found> {
    let born = |r: usize| shapes(text, r).into_iter().flatten().find_map(|shape| Some((shape.born()?, shape.from, shape.to)));
    let all = (0..text.runs().len()).filter_map(born);
    all.map(|(class, from, to)| Found { from, to, class, level: Level::Confirm }).collect()
}

/// An interim or reserve number: a letter first among the last four.
fn interim(text: &Folded, r: usize) -> Option<(Class, usize, usize)> {
    let chars = text.chars();
    let &(from, end) = text.runs().get(r)?;
    let digits: Vec<u32> = chars[from..end].iter().filter_map(|c| c.to_digit(10)).collect();
    let ten = match digits.len() {
        6 => &digits[..],
        8 if matches!(digits[..2], [1, 9] | [2, 0]) => &digits[2..],
        _ => return None,
    };
    let gap = chars[end..].iter().take(3).take_while(|c| matches!(c, '-' | '+' | ' ')).count();
    let last = chars.get(end + gap..end + gap + 4)?;
    let to = end + gap + 4;
    let shaped = last[0].is_ascii_uppercase() && last[1..].iter().all(char::is_ascii_digit);
    let free = !text.before(from).is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/'))
        && !chars.get(to).is_some_and(|c| c.is_alphanumeric() || *c == '-');
    let day = (ten[4] * 10 + ten[5]) % 60;
    let month = ten[2] * 10 + ten[3];
    (shaped && free && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some((Class::Personnummer, from, to))
}

/// Does a word before `from` make digits a telephone number, and none an identity number?
pub(crate) fn is_called_phone(text: &Folded, from: usize) -> bool {
    text.word_before(from, CUE_REACH, PHONE_CUES) && !text.word_before(from, CUE_REACH, CUES)
}

/// Do ten digits begin as a Swedish mobile number?
pub(crate) fn is_mobile(digits: &[u32]) -> bool {
    digits.len() == 10 && matches!(digits, [0, 7, 0 | 2 | 3 | 6 | 9, ..])
}

/// The class of ten or twelve digits that are an identity number, whatever stood between them.
pub(crate) fn class_of(digits: &[u32]) -> Option<Class> {
    let (century, ten) = match digits.len() {
        12 => (Some(digits[0] * 10 + digits[1]), &digits[2..]),
        10 => (None, digits),
        _ => return None,
    };
    let shape = Shape { from: 0, to: 0, runs: 0, century, digits: ten.to_vec(), joint: Joint::Sign };
    let all_zero = ten.iter().all(|d| *d == ten[0]);
    shape.born().filter(|_| luhn(ten) && !all_zero)
}

/// What stands between the date and the last four digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    None,
    Space,
    /// `-`, `+`, `.`, `/`, `_`, `:` or `*`, with or without spaces around, or two of them; or what is said: "bindestreck", "sista fyra".
    Sign,
    /// Pairs of digits with spaces between, which may be numbers of anything.
    Pairs,
    /// Another sign: a comma, a bracket, `=`, `|`.
    Other,
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
        // "850312-00 01"
        6 | 8 if length(1) == 2 && length(2) == 2 => {
            let together = gap(1).is_some_and(|g| matches!(g, [' ' | '-' | '.' | '_']));
            gap(0).and_then(joint).filter(|_| together).and_then(|j| whole(3, j))
        }
        // "1985 0312 0001", "1985 03120001", "85 0312-0001"
        2 | 4 if length(1) == 4 && length(2) == 4 => {
            let together = gap(0).is_some_and(|g| matches!(g, [' ' | '-' | '.' | '_' | '/']));
            gap(1).and_then(joint).filter(|_| together).and_then(|j| whole(3, j))
        }
        4 if length(1) == 8 && gap(0).is_some_and(|g| matches!(g, [' ' | '-'])) => whole(2, Joint::None),
        // "8503 12-0001"
        4 if length(1) == 2 && length(2) == 4 && gap(0) == Some(&[' ']) => gap(1).and_then(joint).and_then(|j| whole(3, j)),
        _ => None,
    };
    let dotted = || {
        let (first, second) = (gap(0)?, gap(1)?);
        let date = matches!(first, ['-' | '.' | ' ' | '/' | '*' | '_' | '\'']) && first == second && length(1) == 2;
        if !date || !matches!(length(0), 2 | 4) {
            return None;
        }
        match length(2) {
            // "19 85 03 12-0001"
            2 if length(3) == 2 && length(4) == 4 && length(0) == 2 && gap(2) == Some(first) => whole(5, joint(gap(3)?)?),
            // "85-03-12-00-01", "1985 03 12 00 01"
            2 if length(3) == 2 && gap(2) == Some(first) => {
                let pairs = 4 + (4..6).take_while(|i| length(*i) == 2 && gap(*i - 1) == Some(first)).count();
                let right = if length(0) == 4 { pairs == 5 } else { pairs >= 5 };
                let joint = if matches!(first, [' ']) { Joint::Pairs } else { Joint::Sign };
                if right { whole(pairs, joint) } else { None }
            }
            6 => whole(3, Joint::None),
            2 if length(3) == 4 => whole(4, joint(gap(2)?)?),
            _ => None,
        }
    };
    [one_or_two, dotted()]
}

fn joint(gap: &[char]) -> Option<Joint> {
    if gap.len() > 3 {
        return if said_hyphen(gap) || is_last_four(gap) { Some(Joint::Sign) } else { spaced_sign(gap) };
    }
    let mut signs = gap.iter().filter(|c| **c != ' ');
    match (signs.next(), signs.next(), signs.next()) {
        (None, ..) => Some(Joint::Space),
        (Some('-' | '+' | '.' | '/' | '_' | ':' | '*'), None, _) => Some(Joint::Sign),
        (Some('-'), Some('-'), None) => Some(Joint::Sign),
        (Some(',' | ';' | '(' | ')' | '=' | '|' | '~' | '\''), None, _) => Some(Joint::Other),
        _ => None,
    }
}

/// "850312  -  0001"
fn spaced_sign(gap: &[char]) -> Option<Joint> {
    let mut signs = gap.iter().filter(|c| **c != ' ');
    let one = matches!((signs.next(), signs.next()), (Some('-' | '+'), None));
    (one && gap.len() <= 6).then_some(Joint::Sign)
}

fn spelt_between(gap: &[char]) -> String {
    gap.iter().take(32).filter(|c| c.is_alphabetic() || **c == ' ').flat_map(|c| c.to_lowercase()).collect()
}

/// "bindestreck", "streck", "minus" between digits.
pub(crate) fn said_hyphen(gap: &[char]) -> bool {
    gap.len() <= 14 && matches!(spelt_between(gap).trim(), "bindestreck" | "streck" | "minus")
}

/// ", sista fyra " between the date of birth and the rest.
fn is_last_four(gap: &[char]) -> bool {
    let said = spelt_between(gap);
    let words: Vec<&str> = said.split(' ').filter(|w| !w.is_empty()).collect();
    gap.len() <= 32
        && !words.is_empty()
        && words.len() <= 4
        && words.iter().any(|w| matches!(*w, "sista" | "sist" | "slut" | "slutar"))
        && words
            .iter()
            .all(|w| matches!(*w, "sista" | "sist" | "slut" | "slutar" | "fyra" | "siffror" | "siffrorna" | "på" | "med" | "och" | "är"))
}

impl Shape {
    fn class(&self, text: &Folded) -> Option<Class> {
        let class = self.born()?;
        if !luhn(&self.digits)
            || self.is_hours(text)
            || self.is_before_date(text)
            || self.is_part_of_decimal(text)
            || self.is_date_and_time(text)
            || self.is_called_phone(text)
        {
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

    /// "Storgatan 39 0510-0610": a number and the hours of something.
    fn is_hours(&self, text: &Folded) -> bool {
        let hour = |i: usize| self.pair(i) < 25 && self.pair(i + 2) < 60;
        let pair_first = text.chars().get(self.from + 2).is_some_and(|c| !c.is_ascii_digit());
        self.runs == 3 && pair_first && self.to - self.from == 12 && hour(2) && hour(6) && !text.word_before(self.from, CUE_REACH, CUES)
    }

    /// "2014-11-16 2014-11-17": the last four digits begin another date.
    fn is_before_date(&self, text: &Folded) -> bool {
        let two = |at: usize| text.chars().get(at..at + 2).is_some_and(|d| d.iter().all(char::is_ascii_digit));
        self.joint != Joint::None && text.chars().get(self.to) == Some(&'-') && two(self.to + 1)
    }

    /// The digits after the point of a coordinate.
    fn is_part_of_decimal(&self, text: &Folded) -> bool {
        let point = matches!(text.before(self.from), Some('.' | ','));
        self.joint == Joint::None && point && self.from >= 2 && text.before(self.from - 1).is_some_and(|c| c.is_ascii_digit())
    }

    fn is_date_and_time(&self, text: &Folded) -> bool {
        let time = self.pair(6) < 24 && self.pair(8) < 60;
        let recent = RECENT.contains(&self.pair(0)) && matches!(self.century, None | Some(20));
        // An hour and a minute are never written in one with a sign before.
        self.joint != Joint::Sign && time && recent && !text.word_before(self.from, CUE_REACH, CUES)
    }

    /// Ten digits together that begin as telephone numbers do are one, when they are called so; those of a mobile also when they would only be a
    /// coordination number otherwise: of those hardly any belong to somebody born in 2007.
    fn is_called_phone(&self, text: &Folded) -> bool {
        let trunk = self.century.is_none() && matches!(self.digits[..], [0, 1..=9, ..]);
        let coordination = is_mobile(&self.digits) && self.born() == Some(Class::Samordningsnummer);
        self.joint == Joint::None
            && trunk
            && (coordination && !text.word_before(self.from, CUE_REACH, CUES) || is_called_phone(text, self.from))
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
