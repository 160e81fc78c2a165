//! E-mail addresses, also written with "(at)" and "(punkt)" to escape machines.

use crate::folded::Folded;
use crate::{Class, Found};

/// Longest part before or after the sign that is looked at (RFC 5321: 64 and 255).
const LONGEST: usize = 255;

pub(crate) fn find(text: &Folded) -> Vec<Found> {
    let chars = text.chars();
    let mut found: Vec<Found> = Vec::new();
    for (i, c) in chars.iter().enumerate() {
        let sign = match c {
            '@' => 1,
            '(' | '[' | '{' => bracketed(&chars[i..], &["at", "snabel-a", "snabela"]).unwrap_or(0),
            _ => 0,
        };
        if sign == 0 {
            continue;
        }
        let local_end = if i > 0 && chars[i - 1] == ' ' { i - 1 } else { i };
        let floor = local_end.saturating_sub(LONGEST).max(found.last().map_or(0, |f| f.to));
        let mut from = local_end;
        while from > floor && is_local(chars[from - 1]) {
            from -= 1;
        }
        // A sentence's comma or dot does not start an address.
        while from < local_end && !chars[from].is_alphanumeric() {
            from += 1;
        }
        let after = i + sign;
        let domain_from = if chars.get(after) == Some(&' ') { after + 1 } else { after };
        if let (true, Some(to)) = (from < local_end, domain(chars, domain_from)) {
            found.push(Found { from, to, class: Class::Email });
        }
    }
    found
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'')
}

/// The end of labels joined by dots, the last of at least two letters.
fn domain(chars: &[char], from: usize) -> Option<usize> {
    let (mut at, mut end, mut labels) = (from, None, 0);
    while at < chars.len() && at - from < LONGEST {
        let label = chars[at..].iter().take_while(|c| c.is_alphanumeric() || **c == '-').count();
        if label == 0 {
            break;
        }
        labels += 1;
        let top = chars[at..at + label].iter().all(|c| c.is_alphabetic()) && label >= 2;
        if labels >= 2 && top {
            end = Some(at + label);
        }
        at += label;
        let dot = match chars.get(at) {
            Some('.') => 1,
            Some('(' | '[' | '{') => bracketed(&chars[at..], &["dot", "punkt"]).unwrap_or(0),
            _ => 0,
        };
        if dot == 0 {
            break;
        }
        at += dot;
    }
    end
}

/// Length of one of the words in brackets at the start of `chars`.
fn bracketed(chars: &[char], words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| {
        let length = word.chars().count();
        let inner = chars.get(1..1 + length)?;
        let same = inner.iter().zip(word.chars()).all(|(a, b)| a.to_lowercase().eq([b]));
        (same && matches!(chars.get(1 + length), Some(')' | ']' | '}'))).then_some(length + 2)
    })
}
