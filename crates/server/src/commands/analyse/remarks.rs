//! What a method remarks on its result, in words.

use analysis::Diagnostic;
use messages::{Lang, decimal};
use serde_json::{Value, json};

/// A key that stays the same over languages and versions, and a sentence.
pub fn remark(lang: Lang, diagnostic: &Diagnostic) -> (&'static str, String) {
    let number = |value: f64| decimal(lang, value, usize::from(value.fract() != 0.0) * 2);
    match diagnostic {
        Diagnostic::RowsLeftOut(n) => ("rows-left-out", lang.format("analyse-remark-rows-left-out", &[("n", (*n as u64).into())])),
        Diagnostic::WithoutNeighbours(n) => {
            ("without-neighbours", lang.format("analyse-remark-without-neighbours", &[("n", (*n as u64).into())]))
        }
        Diagnostic::ManyTests(n) => ("many-tests", lang.format("analyse-remark-many-tests", &[("n", (*n as u64).into())])),
        Diagnostic::LongPeriod { days } => ("long-period", lang.format("analyse-remark-long-period", &[("days", number(*days).into())])),
    }
}

/// Remarks as they stand in an answer's JSON.
pub fn as_json(lang: Lang, diagnostics: &[Diagnostic]) -> Value {
    diagnostics
        .iter()
        .map(|diagnostic| {
            let (key, text) = remark(lang, diagnostic);
            json!({ "key": key, "text": text })
        })
        .collect()
}
