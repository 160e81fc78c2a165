//! The personal-data guard on what people write (dossier §9.3 invariant 2, trust.md §6).
//!
//! A tenant's own names of places are no persons: its districts, its register of places and the words it has allowed. [`of`] gives the guard
//! that knows them, and every text of a tenant is looked at by that one.

use crate::App;
use domain::actor::Actor;
use domain::failure::{Failure, FieldError};
use privacy::{Allowed, Class};
use std::sync::Arc;

pub use privacy::{Level, Span};

/// The guard of one tenant. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Guard {
    allowed: Arc<Allowed>,
}

/// The guard of the actor's tenant. It is asked for before a write begins: what a write that has not been committed says of itself must not be kept.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn of(app: &App, actor: &Actor) -> Result<Guard, Failure> {
    let mut tx = app.read(actor).await?;
    let tx = &mut tx;
    let head = storage::audit::head(tx).await?;
    if let Some(allowed) = app.allowed(actor.tenant(), head) {
        return Ok(Guard { allowed });
    }
    let mut names: Vec<String> = storage::allowed_words::all(tx).await?.into_iter().map(|(_, word)| word.text).collect();
    names.extend(storage::places::all(tx).await?.into_iter().map(|(_, place)| place.name));
    if let Some(set) = storage::districts::sets(tx).await?.first() {
        names.extend(storage::districts::list(tx, set.id).await?.into_iter().map(|d| d.name));
    }
    let allowed = Arc::new(Allowed::new(names));
    app.keep_allowed(actor.tenant(), head, allowed.clone());
    Ok(Guard { allowed })
}

impl Guard {
    /// The guard that knows no names of places: for what must be looked at before a tenant may allow it.
    pub(crate) fn knowing_nothing() -> Self {
        Guard { allowed: Arc::default() }
    }

    /// Why a text that must hold no personal data cannot be used; `None` when nothing was found.
    pub(crate) fn refused(&self, field: &'static str, text: Option<&str>) -> Option<FieldError> {
        self.found(text?).map(|_| FieldError::new(field, "failure-personal-data"))
    }

    /// Key of the first class of personal data that a text holds or may hold; hints aside.
    pub(crate) fn found(&self, text: &str) -> Option<&'static str> {
        self.marks(text).iter().find(|s| s.level >= Level::Confirm).map(|s| s.class.key())
    }

    /// Key of the first class of personal data in a cell that should name a place, as the file has it. Flat and floor are no reason: they are
    /// taken away with the house number.
    pub(crate) fn found_in_place(&self, cell: &str) -> Option<&'static str> {
        let spans = privacy::scan_place(cell, &self.allowed);
        spans.iter().find(|s| s.level >= Level::Confirm && s.class != Class::Dwelling).map(|s| s.class.key())
    }

    /// What the guard marks in a text, for showing it to its writer.
    pub fn marks(&self, text: &str) -> Vec<Span> {
        privacy::scan_with(text, &self.allowed)
    }

    /// The text with everything that is or may be personal data replaced by its placeholder, such as
    /// `[telefon]`.
    pub fn masked(&self, text: &str) -> String {
        let spans: Vec<Span> = self.marks(text).into_iter().filter(|s| s.level >= Level::Confirm).collect();
        privacy::mask(text, &spans)
    }
}

/// Free texts of one form, with what the guard says of them.
pub(crate) struct Texts {
    errors: Vec<FieldError>,
    kept: Vec<String>,
}

impl Texts {
    /// Scans the texts. What may only be personal data passes when the writer has looked at it
    /// and said that it is none (`kept`); what certainly is never passes.
    pub(crate) fn scan(guard: &Guard, texts: &[(&'static str, Option<&str>)], kept: bool) -> Self {
        let mut found = Self { errors: Vec::new(), kept: Vec::new() };
        for (field, text) in texts {
            let spans = text.map(|text| guard.marks(text)).unwrap_or_default();
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
