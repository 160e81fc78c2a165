//! What was read of a file and what was not, in words.

use domain::imports::{FileReading, NotRead};
use messages::Lang;

/// Sentences about a file beside the counts of its rows; none when there is nothing to tell.
pub fn reading_texts(lang: Lang, reading: &FileReading) -> Vec<String> {
    let mut told = Vec::new();
    let read: Vec<String> = reading.sheets_read.iter().map(|(name, rows)| format!("{name} ({rows})")).collect();
    if read.len() > 1 || !reading.sheets_not_read.is_empty() {
        told.push(lang.format("report-sheets-read", &[("sheets", read.join(", ").into())]));
    }
    told.extend(sheets_not_read_text(lang, &reading.sheets_not_read));
    let counts = [("report-hidden-rows", reading.hidden_rows), ("report-totals", reading.totals)];
    told.extend(counts.into_iter().filter(|(_, n)| *n > 0).map(|(id, n)| lang.format(id, &[("n", n.into())])));
    if !reading.gone.is_empty() {
        told.push(lang.format("report-other-list", &[("columns", reading.gone.join(", ").into())]));
    }
    told
}

/// Which tabs are not read, and why; `None` when all are.
pub fn sheets_not_read_text(lang: Lang, sheets: &[(String, NotRead)]) -> Option<String> {
    let others: Vec<String> = sheets.iter().map(|(name, why)| format!("{name} ({})", not_read_text(lang, *why))).collect();
    (!others.is_empty()).then(|| lang.format("report-sheets-not-read", &[("sheets", others.join(", ").into())]))
}

/// Why a tab is not read.
pub fn not_read_text(lang: Lang, why: NotRead) -> String {
    lang.text(&format!("not-read-{}", why.key()))
}
