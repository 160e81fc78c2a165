//! Finds personal data in Swedish text: which characters, of what class, and how sure.
//!
//! [`scan`] reads text as people write it (any dash, full-width digits, hidden characters, Cyrillic look-alikes) and answers with spans in the text it was
//! handed. It uses shapes, checksums and the words around; no lists of people and no network. What is to be done with a span is the caller's
//! decision, guided by its [`Level`]. A value found here must never be logged: class, level and place are enough.
//!
//! It finds numbers that point at a person, not every way of naming one. Names, dwellings, handles and sensitive words are not searched for:
//! **text without spans is not thereby free of personal data.**

#![warn(missing_docs)]

mod email;
mod folded;
mod identity;
mod phone;
mod plate;

use folded::Folded;

/// A stretch of the text that is, or may be, personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First character, counted in `char`s (not bytes) from 0.
    pub start: usize,
    /// The character after the last, counted in `char`s.
    pub end: usize,
    /// What it is.
    pub class: Class,
    /// How firmly to act on it.
    pub level: Level,
}

/// What kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Personal identity number (*personnummer*), also as a sole trader's organisation number.
    Personnummer,
    /// Coordination number (*samordningsnummer*): day of birth plus 60.
    Samordningsnummer,
    /// Telephone number.
    Phone,
    /// E-mail address.
    Email,
    /// Registration plate of a vehicle.
    Plate,
}

impl Class {
    /// Every class.
    pub const ALL: &'static [Class] = &[Class::Personnummer, Class::Samordningsnummer, Class::Phone, Class::Email, Class::Plate];

    /// Stable key: message ids, JSON, logs.
    pub fn key(self) -> &'static str {
        match self {
            Class::Personnummer => "personnummer",
            Class::Samordningsnummer => "samordningsnummer",
            Class::Phone => "phone",
            Class::Email => "email",
            Class::Plate => "plate",
        }
    }

    /// How firmly to act on this class.
    pub fn level(self) -> Level {
        match self {
            Class::Personnummer | Class::Samordningsnummer => Level::Block,
            Class::Phone | Class::Email | Class::Plate => Level::Confirm,
        }
    }
}

/// How firmly to act on a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Ask the writer: replace it, or say why it stays.
    Confirm,
    /// Must not be stored.
    Block,
}

/// Finds personal data in a text. Spans come in the order of the text and never overlap: where several classes could claim the same characters,
/// identity numbers go first, then addresses, telephone numbers and plates. Linear time in the length of the text.
pub fn scan(text: &str) -> Vec<Span> {
    let folded = Folded::of(text);
    let mut taken = vec![false; folded.chars().len()];
    let mut spans = Vec::new();
    for found in [identity::find(&folded), email::find(&folded), phone::find(&folded), plate::find(&folded)].into_iter().flatten() {
        let claimed = &mut taken[found.from..found.to];
        if claimed.contains(&true) {
            continue;
        }
        claimed.fill(true);
        let (start, end) = (folded.offset(found.from), folded.offset(found.to - 1) + 1);
        spans.push(Span { start, end, class: found.class, level: found.class.level() });
    }
    spans.sort_by_key(|s| s.start);
    spans
}

/// A finding in the folded text: characters `from..to`.
struct Found {
    from: usize,
    to: usize,
    class: Class,
}

#[cfg(test)]
mod tests;
