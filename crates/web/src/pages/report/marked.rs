//! Texts with what the guard marks, for their writer to look at.

use super::Sent;
use application::guard::{Guard, Level, Span};
use messages::Lang;
use serde::Serialize;

/// A text with marks.
#[derive(Clone, Debug, Serialize)]
pub struct Marked {
    /// Field that the text is in.
    pub field: &'static str,
    /// Label of the field.
    pub label: String,
    /// The text in parts.
    pub parts: Vec<Part>,
    /// Whether it cannot be sent as it is.
    pub blocked: bool,
}

/// A part of a text.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// As written.
    pub text: String,
    /// Why it is marked; empty for text without marks.
    pub reason: String,
    /// Whether it must be replaced, may be something else, or is only to be thought of.
    pub level: &'static str,
}

/// The texts that the guard stops.
pub fn of(lang: Lang, guard: &Guard, sent: &Sent) -> Vec<Marked> {
    let marked = |(field, text): (&'static str, &str)| {
        let spans = guard.marks(text);
        spans.iter().any(|s| s.level >= Level::Confirm).then(|| Marked {
            field,
            label: lang.text(&format!("report-{field}")),
            parts: parts(lang, text, &spans),
            blocked: spans.iter().any(|s| s.level == Level::Block),
        })
    };
    sent.texts().into_iter().filter_map(marked).collect()
}

/// The text cut at its marks.
pub fn parts(lang: Lang, text: &str, spans: &[Span]) -> Vec<Part> {
    let letters: Vec<char> = text.chars().collect();
    let piece = |from: usize, to: usize| letters.get(from..to).unwrap_or_default().iter().collect::<String>();
    let plain = |text: String| Part { text, reason: String::new(), level: "" };
    let mut parts = Vec::new();
    let mut at = 0;
    for span in spans {
        if span.start > at {
            parts.push(plain(piece(at, span.start)));
        }
        let reason = lang.text(&format!("guard-reason-{}", span.class.key()));
        parts.push(Part { text: piece(span.start, span.end), reason, level: span.level.key() });
        at = span.end;
    }
    if at < letters.len() {
        parts.push(plain(piece(at, letters.len())));
    }
    parts
}
