//! Dates of birth: a date beside a word for being born, or beside a name.

use crate::folded::Folded;
use crate::{Class, Found, Level};

const MONTHS: &[&str] = &[
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "okt",
    "nov",
    "dec",
];

/// Words before a date that make it one of birth.
const BORN: &[&str] = &[
    "född",
    "född.",
    "födda",
    "föddes",
    "fött",
    "f",
    "födelsedatum",
    "födelsedatumet",
    "födelsedag",
    "födelsedagen",
    "födelsetid",
    "födelseår",
    "fyller",
    "fyllde",
    "pnr",
    "personnr",
    "personnummer",
    "personnumret",
    "persnr",
    "samordningsnummer",
    "födelsenummer",
    "bday",
    "fd",
    "födelsedata",
    "bursdag",
    "personuppgifter",
    "fyllt",
    "föddes",
    "legitimation",
    "leg",
];

const REACH: usize = 30;

/// Nobody that a report is of was born before, or after the youngest can do anything: a later date beside a name is when something happened.
const YEARS: std::ops::RangeInclusive<u32> = 1910..=2019;

/// `names` are the ends of names, in folded characters.
pub(crate) fn find(text: &Folded, names: &[Found]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut r = 0;
    while r < text.runs().len() {
        let Some(date) = date_at(text, r) else {
            r += 1;
            continue;
        };
        // Names come in the order of the text: the last that ends before the date.
        let name = names.partition_point(|n| n.to <= date.from).checked_sub(1).map(|k| names[k].to);
        let beside = name.is_some_and(|to| date.from - to <= 3 && !text.chars()[to..date.from].contains(&'\n'));
        let likely = YEARS.contains(&date.year);
        if said(text, &date) || date.masked || beside && likely && !date.is_time {
            found.push(Found { from: date.from, to: date.to, class: Class::Birthdate, level: Level::Confirm });
        }
        r += date.runs;
    }
    found
}

struct Date {
    from: usize,
    to: usize,
    runs: usize,
    year: u32,
    /// `850312-XXXX`: only an identity number is written so.
    masked: bool,
    /// Followed by a time of day.
    is_time: bool,
}

/// Does a word for birth stand before, with little between: "född den", "f. "?
fn said(text: &Folded, date: &Date) -> bool {
    let from = text.reach_before(date.from, REACH);
    let before: String = text.chars()[from..date.from].iter().flat_map(|c| c.to_lowercase()).collect();
    let mut words = before.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).rev();
    let near = words.by_ref().take(4);
    for word in near {
        if BORN.contains(&word) {
            return true;
        }
        if !matches!(
            word,
            "den"
                | "är"
                | "år"
                | "på"
                | "dag"
                | "datum"
                | "i"
                | "var"
                | "ca"
                | "cirka"
                | "16"
                | "17"
                | "18"
                | "15"
                | "14"
                | "nr"
                | "anges"
                | "som"
                | "troligen"
        ) {
            return false;
        }
    }
    false
}

fn date_at(text: &Folded, r: usize) -> Option<Date> {
    let chars = text.chars();
    let run = |i: usize| text.runs().get(r + i).copied();
    let (from, end) = run(0)?;
    if text.before(from).is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '/'))
        || text.before(from) == Some('-') && text.before(from - 1).is_some_and(char::is_alphanumeric)
    {
        return None;
    }
    let number =
        |i: usize| run(i).map_or(0, |(a, b)| chars[a..b].iter().fold(0_u32, |n, c| n.wrapping_mul(10) + c.to_digit(10).unwrap_or(0)));
    let length = |i: usize| run(i).map_or(0, |(a, b)| b - a);
    let split = |n: u32| (n / 10_000, n / 100 % 100, n % 100);
    let sign = |i: usize| match (run(i), run(i + 1)) {
        (Some((_, a)), Some((b, _))) => match &chars[a..b] {
            [c @ ('-' | '.' | '/' | ' ')] => Some(*c),
            ['.', ' '] => Some('.'),
            [' ', '-'] => Some('-'),
            _ => None,
        },
        _ => None,
    };
    let (runs, (year, month, day)) = match length(0) {
        6 | 8 => (1, split(number(0))),
        2 | 4 if length(1) == 2 && length(2) == 2 && sign(0).is_some() && sign(0) == sign(1) && plausible(number(1), number(2)) => {
            (3, (number(0), number(1), number(2)))
        }
        // 12/3 1985, 12.03.1985, 12/3-85
        1 | 2
            if matches!(length(1), 1 | 2)
                && matches!(length(2), 2 | 4)
                && sign(0).is_some()
                && sign(0) != Some(' ')
                && sign(1).is_some() =>
        {
            (3, (number(2), number(1), number(0)))
        }
        1 | 2 if named_month(text, end).is_some() => {
            let (month, after) = named_month(text, end)?;
            let year = run(1).filter(|&(a, b)| a == after && matches!(b - a, 2 | 4));
            (1 + usize::from(year.is_some()), (if year.is_some() { number(1) } else { 0 }, month, number(0)))
        }
        _ => return None,
    };
    if !plausible(month, day) {
        return None;
    }
    let to =
        if length(0) <= 2 && runs == 1 { named_month(text, end).map_or(end, |(_, after)| trimmed(chars, after)) } else { run(runs - 1)?.1 };
    if chars.get(to).is_some_and(|c| c.is_alphanumeric()) {
        return None;
    }
    let tail: Vec<char> = chars[to..].iter().take(6).copied().collect();
    let masked = matches!(tail.as_slice(), ['-' | '+' | ' ' | '*' | 'x' | 'X', rest @ ..] if rest.iter().take(4).filter(|c| matches!(c, 'x' | 'X' | '*' | '#' | '?')).count() >= 3);
    let full = if year < 100 { if year > 26 { 1900 + year } else { 2000 + year } } else { year };
    if length(0) >= 4 && year >= 100 && !(1900..=2029).contains(&year) {
        return None;
    }
    let to = if masked { to + tail.iter().skip(1).take_while(|c| matches!(c, 'x' | 'X' | '*' | '#' | '?')).count() + 1 } else { to };
    let is_time = run(runs).is_some_and(|(a, b)| {
        a - to.min(a) <= 5
            && b - a <= 4
            && chars[to.min(a)..a].contains(&' ')
            && chars[to.min(a)..a].iter().all(|c| matches!(c, ' ' | 'k' | 'l' | '.'))
    });
    Some(Date { from, to, runs, year: full, masked, is_time })
}

fn plausible(month: u32, day: u32) -> bool {
    (1..=12).contains(&month) && ((1..=31).contains(&day) || (61..=91).contains(&day))
}

/// The month written after a day that ends at `end`, and where the year would begin.
fn named_month(text: &Folded, end: usize) -> Option<(u32, usize)> {
    let chars = text.chars();
    let mut at = end;
    if chars.get(at) == Some(&':') {
        at += 2;
    }
    if chars.get(at) == Some(&'.') {
        at += 1;
    }
    if chars.get(at) != Some(&' ') {
        return None;
    }
    at += 1;
    let word: String = chars.get(at..)?.iter().take_while(|c| c.is_alphabetic()).take(10).flat_map(|c| c.to_lowercase()).collect();
    let index = MONTHS.iter().position(|m| *m == word)?;
    at += word.chars().count();
    let month = if index < 12 { index + 1 } else { [1, 2, 3, 4, 6, 7, 8, 9, 9, 10, 11, 12][index - 12] };
    while chars.get(at).is_some_and(|c| matches!(c, ' ' | '.' | ',')) {
        at += 1;
    }
    Some((month as u32, at))
}

fn trimmed(chars: &[char], mut at: usize) -> usize {
    while at > 0 && matches!(chars[at - 1], ' ' | '.' | ',') {
        at -= 1;
    }
    at
}
