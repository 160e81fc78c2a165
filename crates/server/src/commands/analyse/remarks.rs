//! What a method remarks on its result, in words.

use analysis::Diagnostic;
use messages::{Lang, decimal};
use serde_json::{Value, json};

/// A key that stays the same over languages and versions, and a sentence.
pub fn remark(lang: Lang, diagnostic: &Diagnostic) -> (&'static str, String) {
    let number = |value: f64| decimal(lang, value, usize::from(value.fract() != 0.0) * 2);
    match diagnostic {
        Diagnostic::TooFew { have, need } => {
            ("too-few", lang.format("analyse-remark-too-few", &[("have", number(*have).into()), ("need", number(*need).into())]))
        }
        Diagnostic::RowsLeftOut(n) => ("rows-left-out", lang.format("analyse-remark-rows-left-out", &[("n", (*n as u64).into())])),
        Diagnostic::GridTooLarge { cells, most } => (
            "grid-too-large",
            lang.format("analyse-remark-grid-too-large", &[("cells", number(*cells).into()), ("most", (*most as u64).into())]),
        ),
        Diagnostic::BadParameter(name) => ("bad-parameter", lang.format("analyse-remark-bad-parameter", &[("name", (*name).into())])),
        Diagnostic::TooLarge { what, size, most } => (
            "too-large",
            lang.format(
                "analyse-remark-too-large",
                &[("what", (*what).into()), ("size", number(*size).into()), ("most", number(*most).into())],
            ),
        ),
        Diagnostic::NothingVaries => ("nothing-varies", lang.text("analyse-remark-nothing-varies")),
        Diagnostic::WithoutNeighbours(n) => {
            ("without-neighbours", lang.format("analyse-remark-without-neighbours", &[("n", (*n as u64).into())]))
        }
        Diagnostic::ManyTests(n) => ("many-tests", lang.format("analyse-remark-many-tests", &[("n", (*n as u64).into())])),
        Diagnostic::LongPeriod { days } => ("long-period", lang.format("analyse-remark-long-period", &[("days", number(*days).into())])),
        Diagnostic::Stopped => ("stopped", lang.text("analyse-remark-stopped")),
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
