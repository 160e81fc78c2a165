//! Numbers written so that machines miss them: digit by digit, in odd groups, in words, with letters that look like digits.

use crate::folded::Folded;
use crate::identity;
use crate::phone;
use crate::{Class, Found, Level};

const WORDS: &[(&str, u32)] = &[
    ("noll", 0),
    ("nolla", 0),
    ("ett", 1),
    ("en", 1),
    ("etta", 1),
    ("två", 2),
    ("tvåa", 2),
    ("tre", 3),
    ("trea", 3),
    ("fyra", 4),
    ("fem", 5),
    ("femma", 5),
    ("sex", 6),
    ("sexa", 6),
    ("sju", 7),
    ("sjua", 7),
    ("åtta", 8),
    ("nio", 9),
    ("nia", 9),
];

/// Words for two digits, as telephone numbers are said: "noll sju noll, sjutton fyrtio sex elva".
const TEENS: &[&str] = &["tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton"];
const TENS: &[&str] = &["tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio"];

/// Most characters between two digits of a number.
const GAP: usize = 3;

/// "sjuttiofyra"
const LONGEST_WORD: usize = 11;

/// Twelve digits in words, written as one.
const LONGEST_GLUED: usize = 60;

struct Item {
    digit: u32,
    from: usize,
    to: usize,
    /// A word, or a letter in place of a digit.
    disguised: bool,
}

pub(crate) fn find(text: &Folded) -> Vec<Found> {
    let chars = text.chars();
    let mut found = Vec::new();
    let mut line: Vec<Item> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let free = at == 0 || !chars[at - 1].is_alphanumeric();
        if free && chars[at].is_alphanumeric() {
            let end = at + chars[at..].iter().take_while(|c| c.is_alphanumeric()).count();
            let joined = line.last().is_some_and(|last| joins(&chars[last.to..at]));
            if !joined {
                judge(text, &line, &mut found);
                line.clear();
            }
            let before = line.len();
            items(&chars[at..end], at, &mut line);
            if line.len() == before {
                judge(text, &line, &mut found);
                line.clear();
            }
            at = end;
        } else {
            at += 1;
        }
    }
    judge(text, &line, &mut found);
    found
}

fn joins(gap: &[char]) -> bool {
    gap.len() <= GAP
        && gap.iter().all(|c| matches!(c, ' ' | ',' | '|' | '.' | '-' | '_' | '/' | '*' | '(' | ')' | '+' | ':' | '=' | '~' | '\''))
}

/// The digits of one run of letters and digits, if it is nothing but digits in some dress.
fn items(run: &[char], at: usize, line: &mut Vec<Item>) {
    let look = |c: char| match c {
        '0'..='9' => c.to_digit(10),
        'o' | 'O' => Some(0),
        'l' | 'I' => Some(1),
        _ => None,
    };
    let digits = run.iter().filter(|c| c.is_ascii_digit()).count();
    if digits > 0 && run.iter().all(|c| look(*c).is_some())
        || run.len() >= 3 && !line.is_empty() && run.iter().all(|c| matches!(c, 'o' | 'O'))
    {
        for (i, c) in run.iter().enumerate() {
            if let Some(digit) = look(*c) {
                line.push(Item { digit, from: at + i, to: at + i + 1, disguised: !c.is_ascii_digit() });
            }
        }
        return;
    }
    if run.len() > LONGEST_GLUED {
        return;
    }
    let word: String = run.iter().flat_map(|c| c.to_lowercase()).collect();
    let to = at + run.len();
    if let Some((_, digit)) = WORDS.iter().find(|(w, _)| *w == word) {
        line.push(Item { digit: *digit, from: at, to, disguised: true });
    } else if let Some((tens, ones)) = two_digits(&word) {
        line.push(Item { digit: tens, from: at, to, disguised: true });
        line.push(Item { digit: ones, from: to, to, disguised: true });
    } else if run.len() > LONGEST_WORD {
        // "nollsjunollettsju…"
        let digits = glued(&word);
        for (i, digit) in digits.iter().enumerate() {
            line.push(Item { digit: *digit, from: if i == 0 { at } else { to }, to, disguised: true });
        }
    }
}

/// The digits of words written as one, when it is nothing else.
fn glued(word: &str) -> Vec<u32> {
    let mut digits = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let next = WORDS
            .iter()
            .filter(|(w, _)| rest.starts_with(w))
            .filter(|(w, _)| WORDS[..].iter().any(|(v, _)| rest[w.len()..].starts_with(v)) || rest.len() == w.len());
        let Some((word, digit)) = next.max_by_key(|(w, _)| w.len()) else { return Vec::new() };
        digits.push(*digit);
        rest = &rest[word.len()..];
    }
    digits
}

/// "sjutton", "fyrtio", "fyrtiosex"
fn two_digits(word: &str) -> Option<(u32, u32)> {
    if let Some(ones) = TEENS.iter().position(|teen| *teen == word) {
        return Some((1, ones as u32));
    }
    TENS.iter().zip(2..).find_map(|(ten, tens)| {
        let rest = word.strip_prefix(ten)?;
        let ones = if rest.is_empty() { 0 } else { WORDS.iter().find(|(w, d)| *d > 0 && *w == rest)?.1 };
        Some((tens, ones))
    })
}

/// Is a row of digits an identity number or a telephone number?
fn judge(text: &Folded, line: &[Item], found: &mut Vec<Found>) {
    if line.len() < 8 {
        return;
    }
    let disguised = line.iter().filter(|i| i.disguised).count();
    let apart = line.windows(2).filter(|w| w[0].to != w[1].from).count();
    // Pairs with one other sign between all of them: "04|06|28|04|46".
    let gaps: Vec<&[char]> = line.windows(2).filter(|w| w[0].to < w[1].from).map(|w| &text.chars()[w[0].to..w[1].from]).collect();
    let signed = gaps.windows(2).all(|g| g[0] == g[1]) && gaps.first().is_some_and(|g| g.iter().any(|c| !matches!(c, ' ' | '-')));
    let odd = disguised > 0 || apart + 2 >= line.len() || apart >= 5 || apart >= 4 && signed;
    // "i 10 11 12 år" and other rows of small numbers begin before the number does: every start is tried, the longest number first.
    for length in [12, 10] {
        for start in 0..line.len().saturating_sub(length - 1) {
            let part = &line[start..start + length];
            let whole = start == 0 && length == line.len();
            let bounded = (start == 0 || line[start - 1].to != part[0].from)
                && line.get(start + length).is_none_or(|next| next.from != part[length - 1].to);
            let digits: Vec<u32> = part.iter().map(|i| i.digit).collect();
            let mobile = identity::is_mobile(&digits);
            if let Some(class) = identity::class_of(&digits)
                .filter(|c| !(mobile && *c == Class::Samordningsnummer))
                .filter(|_| !(length == 10 && digits[0] == 0 && identity::is_called_phone(text, part[0].from)))
                .filter(|_| bounded && odd && (whole || apart + 1 >= line.len()))
            {
                found.push(Found { from: part[0].from, to: part[length - 1].to, class, level: class.level() });
                return;
            }
        }
    }
    let digits: Vec<u32> = line.iter().map(|i| i.digit).collect();
    let (from, to) = (line[0].from, line[line.len() - 1].to);
    let from = if text.before(from) == Some('+') { from - 1 } else { from };
    let dressed = odd || digits[..2] == [0, 7] && !times(line);
    if dressed
        && phone::is_number(&digits, from < line[0].from)
        && (disguised > 0 || !times(line))
        && (digits[..2] == [0, 7] || digits[0] != 0 || disguised > 2 || apart + 1 >= line.len())
    {
        found.push(Found { from, to, class: Class::Phone, level: Level::Confirm });
    }
}

/// Groups of two that are all hours and minutes.
fn times(line: &[Item]) -> bool {
    line.len().is_multiple_of(2)
        && line
            .chunks(2)
            .enumerate()
            .all(|(i, pair)| pair[0].to == pair[1].from && pair[0].digit * 10 + pair[1].digit < if i % 2 == 0 { 25 } else { 60 })
}
