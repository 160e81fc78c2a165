//! E-mail addresses, also written with "(at)", "snabel-a" and "punkt" to escape machines.

use crate::folded::Folded;
use crate::{Class, Found, Level};

/// Longest part before or after the sign that is looked at (RFC 5321: 64 and 255).
const LONGEST: usize = 255;

/// Last labels taken for such when the address is spelt out in words.
const TOPS: &[&str] =
    &["se", "com", "nu", "net", "org", "eu", "info", "no", "dk", "fi", "io", "me", "biz", "de", "uk", "pl", "ru", "edu", "tv", "co"];

/// Words for the sign `@` that are nothing else.
const SIGNS: &[&str] = &["snabel-a", "snabela", "snabel a", "alfakrull", "kanelbulle"];

const AT: &[&str] = &["at", "snabel-a", "snabela", "snabel a", "a", "@", "ät"];

const DOTS: &[&str] = &["dot", "punkt", "."];

pub(crate) fn find(text: &Folded) -> Vec<Found> {
    let chars = text.chars();
    let mut found: Vec<Found> = Vec::new();
    let mut last = 0;
    for i in 0..chars.len() {
        if i < last {
            continue;
        }
        if let Some((from, to)) = spaced_out(chars, i).filter(|(from, _)| *from >= last) {
            found.push(Found { from, to, class: Class::Email, level: Level::Confirm });
            last = to;
            continue;
        }
        let Some(sign) = sign_at(chars, i) else { continue };
        let spaced_before = i > 0 && chars[i - 1] == ' ';
        // "kontot @namn.x" names an account; "namn @ example.se" is an address.
        if spaced_before && chars[i] == '@' && chars.get(i + 1) != Some(&' ') {
            // "namn.ek @example.se"
            let from = local_start(chars, i - 1, last);
            let address = chars[from..i - 1].iter().any(|c| c.is_ascii_digit() || matches!(c, '.' | '_'));
            if let Some(to) = domain(chars, i + 1, true).filter(|_| address) {
                found.push(Found { from, to, class: Class::Email, level: Level::Confirm });
                last = to;
            }
            continue;
        }
        let local_end = if spaced_before { i - 1 } else { i };
        let from = local_start(chars, local_end, last);
        let after = i + sign.length;
        let domain_from = if chars.get(after) == Some(&' ') { after + 1 } else { after };
        if from >= local_end {
            continue;
        }
        if let Some(to) = domain(chars, domain_from, sign.plain_word) {
            found.push(Found { from, to, class: Class::Email, level: Level::Confirm });
            last = to;
        }
    }
    found
}

/// "n a m n @ e x a m p l e . s e": single characters with spaces between on both sides of the sign.
fn spaced_out(chars: &[char], at: usize) -> Option<(usize, usize)> {
    if chars[at] != '@' {
        return None;
    }
    let sign = |c: Option<&char>| c.is_some_and(|c| is_local(*c));
    let mut from = at;
    while from >= 2 && chars[from - 1] == ' ' && sign(chars.get(from - 2)) && (from < 3 || !sign(chars.get(from - 3))) {
        from -= 2;
    }
    let mut to = at + 1;
    while chars.get(to) == Some(&' ') && sign(chars.get(to + 1)) && !sign(chars.get(to + 2)) {
        to += 2;
    }
    let dotted = chars[at..to].contains(&'.') && chars[to - 1].is_alphabetic();
    (at - from >= 4 && to - at >= 8 && dotted).then_some((from, to))
}

struct Sign {
    length: usize,
    /// The word "at" alone, which is also English: the domain must end as one.
    plain_word: bool,
}

fn sign_at(chars: &[char], i: usize) -> Option<Sign> {
    match chars[i] {
        '@' => Some(Sign { length: 1, plain_word: false }),
        // "namn_at_example.se"
        c @ ('_' | '.') if i > 0 && spelt_inside(&chars[i..], c) => Some(Sign { length: 4, plain_word: true }),
        '(' | '[' | '{' | '<' | '*' => bracketed(&chars[i..], AT).map(|length| Sign { length, plain_word: false }),
        's' | 'S' | 'a' | 'A' | 'k' | 'K' if i > 0 && matches!(chars[i - 1], ' ' | '.' | '-' | '_') => {
            let word = SIGNS.iter().find(|word| spelt(&chars[i..], word));
            if let Some(word) = word {
                return Some(Sign { length: word.chars().count(), plain_word: false });
            }
            (chars[i - 1] == ' ' && spelt(&chars[i..], "at") && chars.get(i + 2) == Some(&' '))
                .then_some(Sign { length: 2, plain_word: true })
        }
        _ => None,
    }
}

/// `_at_` or `.at.`
fn spelt_inside(chars: &[char], sign: char) -> bool {
    matches!(chars, [a, 'a' | 'A', 't' | 'T', b, c, ..] if *a == sign && *b == sign && c.is_alphanumeric())
}

/// Is this word written at the start of `chars`, and whole?
fn spelt(chars: &[char], word: &str) -> bool {
    let length = word.chars().count();
    let same = chars.len() >= length && chars.iter().zip(word.chars()).all(|(a, b)| a.to_lowercase().eq([b]));
    same && !chars.get(length).is_some_and(|c| c.is_alphanumeric())
}

fn local_start(chars: &[char], local_end: usize, last: usize) -> usize {
    let floor = local_end.saturating_sub(LONGEST).max(last);
    let mut from = word_start(chars, local_end, floor);
    // "namn punkt efternamn"
    loop {
        let spelt_dot = DOTS.iter().find_map(|dot| {
            let length = dot.chars().count() + 2;
            let start = from.checked_sub(length).filter(|s| *s >= floor)?;
            (chars[start] == ' ' && chars[from - 1] == ' ' && spelt(&chars[start + 1..], dot)).then_some(start)
        });
        match spelt_dot {
            Some(start) if start > floor && is_local(chars[start - 1]) => from = word_start(chars, start, floor),
            _ => break,
        }
    }
    // A sentence's comma or dot does not start an address.
    while from < local_end && !chars[from].is_alphanumeric() {
        from += 1;
    }
    from
}

fn word_start(chars: &[char], end: usize, floor: usize) -> usize {
    let mut from = end;
    while from > floor && is_local(chars[from - 1]) {
        from -= 1;
    }
    from
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'')
}

/// The end of labels joined by dots, the last of at least two letters.
fn domain(chars: &[char], from: usize, mut strict: bool) -> Option<usize> {
    let (mut at, mut end, mut labels) = (from, None, 0);
    while at < chars.len() && at - from < LONGEST {
        let label = chars[at..].iter().take_while(|c| c.is_alphanumeric() || **c == '-').count();
        if label == 0 {
            break;
        }
        labels += 1;
        let word = &chars[at..at + label];
        let top = word.iter().all(|c| c.is_alphabetic()) && label >= 2;
        if labels >= 2 && top && (!strict || is_top(word)) {
            end = Some(at + label);
        }
        at += label;
        let dot = match chars.get(at) {
            Some('.') if chars.get(at + 1) == Some(&' ') => {
                // "example. se", but not the end of a sentence
                let next: Vec<char> = chars[at + 2..].iter().take_while(|c| c.is_alphanumeric()).take(5).copied().collect();
                if end.is_none() && is_top(&next) { 2 } else { 0 }
            }
            Some('.') => 1,
            Some('(' | '[' | '{') => bracketed(&chars[at..], DOTS).unwrap_or(0),
            // "example [punkt] se"
            Some(' ') if matches!(chars.get(at + 1), Some('(' | '[' | '{')) => {
                bracketed(&chars[at + 1..], DOTS).map_or(0, |length| length + 1 + usize::from(chars.get(at + 1 + length) == Some(&' ')))
            }
            Some(' ') if end.is_none() || strict => {
                let word = DOTS.iter().find(|dot| spelt(&chars[at + 1..], dot) && chars.get(at + 1 + dot.chars().count()) == Some(&' '));
                strict |= word.is_some();
                word.map_or(0, |dot| dot.chars().count() + 2)
            }
            _ => 0,
        };
        if dot == 0 {
            break;
        }
        at += dot;
    }
    end
}

fn is_top(label: &[char]) -> bool {
    TOPS.iter().any(|top| label.len() == top.len() && label.iter().zip(top.chars()).all(|(a, b)| a.to_lowercase().eq([b])))
}

/// Length of one of the words in brackets at the start of `chars`.
fn bracketed(chars: &[char], words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| {
        let length = word.chars().count();
        let (open, space) = (1, usize::from(chars.get(1) == Some(&' ')));
        let inner = chars.get(open + space..open + space + length)?;
        let same = inner.iter().zip(word.chars()).all(|(a, b)| a.to_lowercase().eq([b]));
        let close = open + space + length + usize::from(space == 1 && chars.get(open + space + length) == Some(&' '));
        (same && matches!(chars.get(close), Some(')' | ']' | '}' | '>' | '*'))).then_some(close + 1)
    })
}
