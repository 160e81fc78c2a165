//! Finds personal data in Swedish text: which characters, of what class, and how sure.
//!
//! [`scan`] reads text as people write it (any dash, full-width digits, hidden characters, look-alikes of other alphabets, digits apart or in words) and
//! answers with spans in the text it was handed. It uses shapes, checksums, lists of names and the words around; no network. What is to be done with
//! a span is the caller's decision, guided by its [`Level`]: block, ask for confirmation, or hint. A value found here must never be logged: class,
//! level and place are enough.
//!
//! No list of names can be complete and no rule knows every way of pointing at somebody: **text without spans is not thereby free of personal
//! data.** How much is found is measured in `docs/measurements.md`.

#![warn(missing_docs)]

mod allowed;
mod birthdate;
mod class;
mod combination;
mod cues;
mod dwelling;
mod email;
mod english;
mod folded;
mod handle;
mod identity;
mod lexicon;
mod names;
mod names_look;
mod phone;
mod place_cell;
mod plate;
mod replacing;
mod special;
mod spelled;
mod words;

pub use allowed::Allowed;
pub use class::{Class, Level, Span};
pub use replacing::{mask, replacement};

use folded::Folded;
use words::Words;

/// Finds personal data in a text. Spans come in the order of the text and never overlap: where several classes could claim the same characters,
/// the firmest and most certain goes first, and hints keep to what is left. Linear time in the length of the text.
pub fn scan(text: &str) -> Vec<Span> {
    scan_with(text, &Allowed::default())
}

/// The same with names of places that are known to be no persons.
pub fn scan_with(text: &str, allowed: &Allowed) -> Vec<Span> {
    let folded = Folded::of(text);
    let words = Words::of(&folded);
    spans(&folded, &words, allowed, Vec::new())
}

/// Finds personal data in a cell that should name a street or another place. Such a cell has few words around a number, and few numbers of a
/// street look like a plate, an identity number or a mobile telephone: each is found without a word that calls it so, whatever its check digit.
pub fn scan_place(text: &str, allowed: &Allowed) -> Vec<Span> {
    let folded = Folded::of(text);
    let words = Words::of(&folded);
    spans(&folded, &words, allowed, place_cell::find(&folded, &words, &allowed.cover(&words)))
}

fn spans(folded: &Folded, words: &Words, allowed: &Allowed, of_place: Vec<Found>) -> Vec<Span> {
    let mut covered = allowed.cover(words);
    english::cover(words, &mut covered);
    let names = names::find(words, &covered);
    let birthdates = birthdate::find(folded, &names);
    let certain = [
        identity::find(folded),
        email::find(folded),
        handle::find(folded, words),
        phone::find(folded),
        spelled::find(folded),
        plate::find(folded, words),
        dwelling::find(folded, words),
        birthdates,
        names,
        of_place,
    ];
    let mut claims = Claims { taken: vec![false; folded.chars().len()], spans: Vec::new() };
    for found in certain.iter().flatten().filter(|f| f.level > Level::Hint) {
        claims.whole(folded, found);
    }
    for found in certain.iter().flatten().filter(|f| f.level == Level::Hint) {
        claims.whole(folded, found);
    }
    for found in [special::find(words), combination::find(words)].iter().flatten() {
        claims.rest(folded, found);
    }
    claims.spans.sort_by_key(|s| s.start);
    claims.spans
}

/// A finding in the folded text: characters `from..to`.
struct Found {
    from: usize,
    to: usize,
    class: Class,
    level: Level,
}

/// Which characters are spoken for, and by what.
struct Claims {
    taken: Vec<bool>,
    spans: Vec<Span>,
}

impl Claims {
    /// Takes the whole finding, or nothing when a part is taken.
    fn whole(&mut self, text: &Folded, found: &Found) {
        let free = self.taken.get(found.from..found.to).is_some_and(|taken| !taken.is_empty() && !taken.contains(&true));
        if free {
            self.take(text, found);
        }
    }

    /// Takes the longest free part.
    fn rest(&mut self, text: &Folded, found: &Found) {
        let mut best = found.from..found.from;
        let mut from = found.from;
        for at in found.from..=found.to {
            if at == found.to || self.taken.get(at).copied().unwrap_or(true) {
                if at - from > best.len() {
                    best = from..at;
                }
                from = at + 1;
            }
        }
        let chars = text.chars();
        while !best.is_empty() && !chars[best.start].is_alphanumeric() {
            best.start += 1;
        }
        while !best.is_empty() && !chars[best.end - 1].is_alphanumeric() {
            best.end -= 1;
        }
        if best.len() >= 3 {
            self.take(text, &Found { from: best.start, to: best.end, ..*found });
        }
    }

    fn take(&mut self, text: &Folded, found: &Found) {
        self.taken[found.from..found.to].fill(true);
        let (start, end) = (text.offset(found.from), text.offset_after(found.to - 1));
        // Where one character of the original became several, a finding beside this one may have taken it already.
        let shared = |inside: usize, outside: Option<usize>| {
            outside.is_some_and(|o| self.taken.get(o) == Some(&true) && text.offset(o) == text.offset(inside))
        };
        if !shared(found.from, found.from.checked_sub(1)) && !shared(found.to - 1, Some(found.to)) {
            self.spans.push(Span { start, end, class: found.class, level: found.level });
        }
    }
}

#[cfg(test)]
mod tests;
