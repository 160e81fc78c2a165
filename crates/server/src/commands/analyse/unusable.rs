//! Rows of a table that cannot be used, when there is no answer: which lines they are, and what stands there.

use super::table::{Rejected, Rows, shown};
use crate::outcome::Trouble;
use messages::Lang;

/// Lines that are named.
const NAMED: usize = 3;

/// Refuses a table with rows of which none can be used, and names the first of them: the method would only say that it has too few.
pub fn refuse(rows: &Rows, lang: Lang) -> Result<(), Trouble> {
    if rows.read == 0 || (rows.rejected.len() as u64) < rows.read {
        return Ok(());
    }
    let told = [("n", rows.read.into()), ("lines", lines(rows, lang).into())];
    // Rows whose fields are unclear say themselves what to do.
    let has_fault = rows.rejected.iter().any(|row| row.fault.is_some());
    Err(Trouble::NoAnswer(lang.format(if has_fault { "analyse-no-whole-row" } else { "analyse-no-usable-row" }, &told)))
}

/// How many rows of a table could not be read, and the first of them; `None` when all could.
pub fn beside(rows: &Rows, lang: Lang) -> Option<String> {
    let told = [("n", (rows.rejected.len() as u64).into()), ("of", rows.read.into()), ("lines", lines(rows, lang).into())];
    (!rows.rejected.is_empty()).then(|| lang.format("analyse-unread-rows", &told))
}

/// The first rows that could not be read, and what stands there.
fn lines(rows: &Rows, lang: Lang) -> String {
    let line = |row: &Rejected| {
        let told = [("line", row.line.into()), ("column", shown(&row.column).into()), ("value", shown(&row.value).into())];
        if row.fault.is_some() { row.told(lang) } else { lang.format("analyse-unusable-line", &told) }
    };
    rows.rejected.iter().take(NAMED).map(line).collect::<Vec<_>>().join("; ")
}
