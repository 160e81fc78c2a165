//! Putting a placeholder where personal data stood.

use crate::{Class, Level, Span};

/// What to write instead. Swedish whatever the language of the interface: it becomes part of the stored text.
pub fn replacement(class: Class) -> &'static str {
    match class {
        Class::Personnummer => "[personnummer]",
        Class::Samordningsnummer => "[samordningsnummer]",
        Class::Phone => "[telefon]",
        Class::Email => "[e-post]",
        Class::Handle => "[konto]",
        Class::Plate => "[regnummer]",
        Class::Dwelling => "[bostad]",
        Class::Name => "[namn]",
        Class::Birthdate => "[födelsedatum]",
        Class::Combination => "[person]",
        Class::Special => "[känslig uppgift]",
    }
}

/// The text with every span replaced that is more than a hint. Spans must be those of [`crate::scan`] for the same text; one that lies
/// outside the text or over an earlier one is passed by.
pub fn mask(text: &str, spans: &[Span]) -> String {
    let mut spans: Vec<&Span> = spans.iter().filter(|s| s.level > Level::Hint).collect();
    spans.sort_by_key(|s| s.start);
    let mut masked = String::with_capacity(text.len());
    let mut spans = spans.into_iter().peekable();
    let mut inside = 0;
    for (i, c) in text.chars().enumerate() {
        while let Some(span) = spans.next_if(|s| s.start <= i) {
            if span.start == i && i >= inside && span.end > i {
                masked.push_str(replacement(span.class));
                inside = span.end;
            }
        }
        if i >= inside {
            masked.push(c);
        }
    }
    masked
}
