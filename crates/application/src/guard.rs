//! The personal-data guard on what people write (dossier §9.3 invariant 2, trust.md §6).

use domain::failure::FieldError;

pub use privacy::{Level, Span};

/// Why a text that must hold no personal data cannot be used; `None` when nothing was found.
pub(crate) fn refused(field: &'static str, text: Option<&str>) -> Option<FieldError> {
    found(text?).map(|_| FieldError::new(field, "failure-personal-data"))
}

/// Key of the first class of personal data that a text holds or may hold; hints aside.
pub(crate) fn found(text: &str) -> Option<&'static str> {
    privacy::scan(text).iter().find(|s| s.level >= Level::Confirm).map(|s| s.class.key())
}

/// Free texts of one form, with what the guard says of them.
pub(crate) struct Texts {
    errors: Vec<FieldError>,
    kept: Vec<String>,
}

impl Texts {
    /// Scans the texts. What may only be personal data passes when the writer has looked at it
    /// and said that it is none (`kept`); what certainly is never passes.
    pub(crate) fn scan(texts: &[(&'static str, Option<&str>)], kept: bool) -> Self {
        let mut found = Self { errors: Vec::new(), kept: Vec::new() };
        for (field, text) in texts {
            let spans = text.map(privacy::scan).unwrap_or_default();
            if spans.iter().any(|s| s.level == Level::Block) {
                found.errors.push(FieldError::new(field, "failure-guard-block"));
            } else if spans.iter().any(|s| s.level == Level::Confirm) {
                if !kept {
                    found.errors.push(FieldError::new(field, "failure-guard-confirm"));
                }
                found.kept.extend(spans.iter().filter(|s| s.level == Level::Confirm).map(|s| s.class.key().to_owned()));
            }
        }
        found.kept.sort();
        found.kept.dedup();
        found
    }

    /// Classes that the writer said were none; or the fields to look at.
    pub(crate) fn passed(self) -> Result<Vec<String>, Vec<FieldError>> {
        if self.errors.is_empty() { Ok(self.kept) } else { Err(self.errors) }
    }
}

/// What the guard marks in a text, for showing it to its writer.
pub fn marks(text: &str) -> Vec<Span> {
    privacy::scan(text)
}

/// The text with everything that is or may be personal data replaced by its placeholder, such as
/// `[telefon]`.
pub fn masked(text: &str) -> String {
    let spans: Vec<Span> = privacy::scan(text).into_iter().filter(|s| s.level >= Level::Confirm).collect();
    privacy::mask(text, &spans)
}
