//! Telephone numbers as written in Sweden (the national numbering plan of the Post and Telecom Authority): `0` or `+46`, area code, 8–10 digits in all,
//! grouped by spaces, hyphens, slashes or dots; and foreign numbers that begin with `+`.

use crate::folded::Folded;
use crate::{Class, Found, Level};

/// Words before digits that make them the number of a matter, not of a telephone.
const NUMBERED: &[&str] = &[
    "dnr",
    "diarienr",
    "diarienummer",
    "ärende",
    "ärendenr",
    "ärendenummer",
    "faktura",
    "ocr",
    "konto",
    "kontonr",
    "brottskod",
    "kod",
    "serienummer",
    "serienr",
    "artikel",
    "artikelnr",
    "artikelnummer",
    "ordernr",
    "order",
    "kundnr",
    "kundnummer",
    "imei",
    "ramnummer",
    "ramnr",
    "avtal",
    "avtalsnr",
    "fakturanr",
    "referens",
    "ref",
    "bankgiro",
    "bg",
    "plusgiro",
    "pg",
];

const CUES: &[&str] = &[
    "tel",
    "tfn",
    "telefon",
    "telefonnummer",
    "telefonnr",
    "telnr",
    "mobil",
    "mob",
    "mobilnr",
    "mobilnummer",
    "ring",
    "ringa",
    "ringde",
    "nås",
    "sms",
    "sms:a",
    "swish",
    "swisha",
    "whatsapp",
    "tele",
    "mobilen",
    "signal",
    "numret",
    "nummer",
    "ringt",
    "svarar",
    "nåddes",
    "når",
    "swishnummer",
    "telefonen",
    "sms:ar",
    "hem",
    "lappen",
    "kontakt",
    "kontaktuppgift",
    "telefonnr",
    "uppringd",
    "slå",
];

const CUE_REACH: usize = 24;

/// Most groups of digits in a number.
const MOST_GROUPS: usize = 7;

pub(crate) fn find(text: &Folded) -> Vec<Found> {
    let mut found = Vec::new();
    let mut r = 0;
    while r < text.runs().len() {
        let (from, to, runs) = number_at(text, r).unwrap_or((0, 0, 1));
        if to > from {
            found.push(Found { from, to, class: Class::Phone, level: Level::Confirm });
        }
        r += runs;
    }
    found
}

/// Start, end and number of runs of the longest telephone number that begins with run `r`.
fn number_at(text: &Folded, r: usize) -> Option<(usize, usize, usize)> {
    let chars = text.chars();
    let &(first, _) = text.runs().get(r)?;
    // "+ 46 70 …"
    let apart = text.before(first) == Some(' ') && first >= 2 && text.before(first - 1) == Some('+');
    let plus = apart || text.before(first) == Some('+');
    let from = first - usize::from(plus) - usize::from(apart);
    if !begins_freely(text, from) {
        return None;
    }
    let groups = Groups::from(text, r);
    (1..=groups.runs.len()).rev().find_map(|n| {
        let to = groups.runs[n - 1].1;
        let ends_freely = !chars.get(to).is_some_and(|c| c.is_alphanumeric());
        let part = groups.first(n);
        let valid = if plus { part.is_international(chars) } else { part.is_national(text, from) };
        (ends_freely && valid).then_some((from, to, n))
    })
}

/// Not in the middle of a word, a decimal, a date or a longer number.
fn begins_freely(text: &Folded, from: usize) -> bool {
    match text.before(from) {
        None => true,
        Some(c) if c.is_alphanumeric() || c == '+' || c == '_' => false,
        Some('-' | '/') => !text.before(from - 1).is_some_and(char::is_alphanumeric),
        Some('.' | ',' | ':') => !text.before(from - 1).is_some_and(|c| c.is_ascii_digit()),
        Some(_) => true,
    }
}

/// Runs of digits with one separator between each: `separators[i]` stands between run `i` and `i + 1`.
#[derive(Clone, Copy)]
struct Part<'a> {
    runs: &'a [(usize, usize)],
    separators: &'a [char],
}

struct Groups {
    runs: Vec<(usize, usize)>,
    separators: Vec<char>,
}

impl Groups {
    fn from(text: &Folded, r: usize) -> Self {
        let mut groups = Self { runs: vec![text.runs()[r]], separators: Vec::new() };
        for &(from, to) in text.runs()[r + 1..].iter().take(MOST_GROUPS - 1) {
            let end = groups.runs[groups.runs.len() - 1].1;
            let separator = match &text.chars()[end..from] {
                [c @ (' ' | '-' | '/' | '.' | ':' | '*' | '_' | '|' | '\'')] => *c,
                [' ', ' '] => ' ',
                [' ', c @ ('/' | '.'), ' '] => *c,
                // "070, 174 06 05"
                [',', ' ']
                    if groups.runs.len() == 1 && text.chars()[groups.runs[0].0] == '0' && (2..=4).contains(&(end - groups.runs[0].0)) =>
                {
                    '-'
                }
                gap if crate::identity::said_hyphen(gap) => '-',
                [' ', '-', ' '] | [' ', '-'] | ['-', ' '] => '-',
                // +46 (0)70 and (013) 12 34 56
                ['(' | ')'] | [' ', '('] | [')', ' '] | [')', '-'] => ')',
                _ => break,
            };
            groups.runs.push((from, to));
            groups.separators.push(separator);
        }
        groups
    }

    fn first(&self, n: usize) -> Part<'_> {
        Part { runs: &self.runs[..n], separators: &self.separators[..n - 1] }
    }
}

impl Part<'_> {
    fn length(&self, i: usize) -> usize {
        self.runs[i].1 - self.runs[i].0
    }

    fn digits(&self, chars: &[char]) -> String {
        self.runs.iter().flat_map(|&(from, to)| &chars[from..to]).collect()
    }

    /// `+46` with 7–9 further digits (a `(0)` not counted), or 10–13 digits of another country.
    fn is_international(&self, chars: &[char]) -> bool {
        let digits = self.digits(chars);
        match digits.strip_prefix("46") {
            Some(rest) => (7..=9).contains(&rest.strip_prefix('0').unwrap_or(rest).len()),
            None => (10..=13).contains(&digits.len()) && !digits.starts_with('0') && (1..self.runs.len()).all(|i| self.length(i) >= 2),
        }
    }

    /// Ten digits after a word for telephones, in whatever groups, unless they are hours.
    fn is_said(&self, text: &Folded, from: usize) -> bool {
        let count = self.digits(text.chars()).len();
        self.runs.len() > 1
            && (9..=10).contains(&count)
            && text.chars()[self.runs[0].0] == '0'
            && text.word_before(from, CUE_REACH, CUES)
            && !text.word_before(from, 12, &["kl", "klockan", "mellan", "den", "efter", "före"])
    }

    fn is_national(&self, text: &Folded, from: usize) -> bool {
        let digits = self.digits(text.chars());
        if let Some(rest) = digits.strip_prefix("0046") {
            return (7..=9).contains(&rest.strip_prefix('0').unwrap_or(rest).len());
        }
        // "46701740605"
        if let Some(rest) = digits.strip_prefix("46")
            && (8..=9).contains(&rest.len())
            && self.runs.len() == 1
            && (["70", "72", "73", "76", "79"].iter().any(|p| rest.starts_with(p)) && rest.len() == 9
                || text.word_before(from, CUE_REACH, CUES))
        {
            return !text.word_before(from, CUE_REACH, NUMBERED);
        }
        // Another country's after 00: "0047 123 45 678".
        if digits.starts_with("00")
            && digits.len() >= 11
            && digits.len() <= 15
            && self.runs.len() > 1
            && self.length(0) >= 4
            && !digits.starts_with("000")
        {
            return true;
        }
        let total = digits.len();
        if !digits.starts_with('0') || digits.starts_with("00") || !(8..=10).contains(&total) || text.word_before(from, CUE_REACH, NUMBERED)
        {
            return false;
        }
        if self.is_said(text, from) {
            return true;
        }
        let mobile = ["070", "072", "073", "076", "079"].iter().any(|prefix| digits.starts_with(prefix));
        if self.runs.len() == 1 {
            return if mobile { total == 10 } else { !(total == 8 && is_date(&digits)) };
        }
        let rest = 1..self.runs.len();
        // Inside a number the separator after the area code may differ from the others, which are alike: "08-16 09-17" are opening hours.
        if self.separators[1..].windows(2).any(|w| w[0] != w[1]) {
            return false;
        }
        if mobile {
            return total == 10 && self.length(0) >= 3 && rest.clone().all(|i| self.length(i) >= 2);
        }
        let area = match self.length(0) {
            2 => digits.starts_with("08"),
            3 | 4 => true,
            _ => false,
        };
        // Four digits after the area code are a time ("0800-1600") or a year; subscriber numbers are grouped by two and three.
        let grouped = if rest.len() == 1 {
            self.length(1) >= 5
        } else {
            let plain = rest.clone().all(|i| matches!(self.length(i), 2 | 3));
            let parts: Vec<usize> = rest.clone().map(|i| self.length(i)).collect();
            // "0980-31 9213", but not "0900-15 1730"
            let clock = self.length(0) == 4 && digits.get(2..4).is_some_and(|minutes| minutes < "60");
            plain
                || self.length(0) == 4 && !clock && parts == [2, 4]
                || matches!(parts.as_slice(), [3, 4] | [3, 5] | [4, 2, 2] | [4, 4] | [2, 2, 4])
        };
        // "08 12 14 12" and "08.12.14.12" may be hours or dates: only with a hyphen after 08, or when it is said to be a telephone.
        let pairs = self.length(0) == 2 && rest.clone().all(|i| self.length(i) == 2);
        area && grouped && (!pairs || self.separators[0] == '-' || text.word_before(from, CUE_REACH, CUES))
    }
}

/// Are these digits, however they were written, a telephone number: Swedish, or with `plus` of any country?
pub(crate) fn is_number(digits: &[u32], plus: bool) -> bool {
    match digits {
        [0, 0, 4, 6, rest @ ..] => (7..=10).contains(&rest.len()),
        [4, 6, rest @ ..] if plus => (7..=10).contains(&rest.len()),
        [0, 7, 0 | 2 | 3 | 6 | 9, ..] => digits.len() == 10,
        [0, 1..=9, ..] => (8..=10).contains(&digits.len()),
        _ => false,
    }
}

/// Eight digits as day, month, year or month, day, year.
fn is_date(digits: &str) -> bool {
    let number = |range: std::ops::Range<usize>| digits.get(range).and_then(|s| s.parse::<u32>().ok()).unwrap_or(0);
    let (a, b, year) = (number(0..2), number(2..4), number(4..8));
    (1900..2100).contains(&year) && (1..=31).contains(&a) && (1..=31).contains(&b) && (a <= 12 || b <= 12)
}
