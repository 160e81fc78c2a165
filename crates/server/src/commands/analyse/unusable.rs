//! A table of which no row can be used: which lines were looked at, and what stands there.

use super::table::Rows;
use crate::outcome::Trouble;
use messages::Lang;

/// Lines that are named.
const NAMED: usize = 3;

/// Refuses a table with rows of which none can be used, and names the first of them: the method would only say that it has too few.
pub fn refuse(rows: &Rows, lang: Lang) -> Result<(), Trouble> {
    if rows.read == 0 || (rows.rejected.len() as u64) < rows.read {
        return Ok(());
    }
    let line = |at: usize| {
        rows.rejected.get(at).map(|row| {
            let told = [("line", row.line.into()), ("column", row.column.as_str().into()), ("value", row.value.as_str().into())];
            if row.fault.is_some() { row.told(lang) } else { lang.format("analyse-unusable-line", &told) }
        })
    };
    let lines: Vec<String> = (0..NAMED).filter_map(line).collect();
    let told = [("n", rows.read.into()), ("lines", lines.join("; ").into())];
    // Rows whose fields are unclear say themselves what to do.
    let has_fault = rows.rejected.iter().any(|row| row.fault.is_some());
    Err(Trouble::NoAnswer(lang.format(if has_fault { "analyse-no-whole-row" } else { "analyse-no-usable-row" }, &told)))
}
