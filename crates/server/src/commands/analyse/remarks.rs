//! What a method remarks on its result, in words.

use analysis::Diagnostic;
use domain::imports::NotRead;
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
        Diagnostic::FewIncidents { have, usual } => {
            let told = [("n", number(*have).into()), ("usual", number(*usual).into())];
            ("few-incidents", lang.format("analyse-remark-few-incidents", &told))
        }
        Diagnostic::LongPeriod { days } => ("long-period", lang.format("analyse-remark-long-period", &[("days", number(*days).into())])),
    }
}

/// What was noticed about a table or a question, to be told with the answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Noticed {
    /// So many rows of a series have no value; they keep their place.
    WithoutValue(u64),
    /// So many rows have a day without a time, which is all of the day.
    WholeDays(u64),
    /// So many steps between the first and the last time have no row.
    WithoutRow {
        /// How many.
        count: u64,
        /// The first of them.
        first: String,
    },
    /// The times are not evenly apart.
    Uneven {
        /// Line of the file.
        line: u64,
        /// What stands there.
        date: String,
        /// The time before it.
        before: String,
    },
    /// The steps are days, and the method reckons so many of them in a year.
    Daily {
        /// Steps in a year.
        steps: u64,
    },
    /// No step that was asked for has enough of them before it.
    TooEarly,
    /// Not every tab of the workbook was read.
    Sheets {
        /// Those that were.
        read: Vec<String>,
        /// Those that were not, and why.
        not_read: Vec<(String, NotRead)>,
    },
    /// Lines of sums were left out.
    Totals {
        /// How many.
        n: u64,
        /// The first of them.
        line: u64,
    },
    /// Rows that were counted have a word for sums in them.
    PerhapsTotals {
        /// How many.
        n: u64,
        /// The first of them.
        line: u64,
    },
    /// Every number of a column has three digits after its mark, which may separate thousands.
    PerhapsThousands(String),
    /// Places look like degrees and were taken for metres.
    Degrees,
    /// The bandwidth is smaller than a cell.
    NarrowBandwidth,
}

/// A key and a sentence.
pub fn noticed(lang: Lang, noticed: &Noticed) -> (&'static str, String) {
    match noticed {
        Noticed::WithoutValue(n) => ("rows-without-value", lang.format("analyse-remark-rows-without-value", &[("n", (*n).into())])),
        Noticed::WholeDays(n) => ("whole-days", lang.format("analyse-remark-whole-days", &[("n", (*n).into())])),
        Noticed::WithoutRow { count, first } => {
            let told = [("n", (*count).into()), ("first", first.as_str().into())];
            ("weeks-without-row", lang.format("analyse-remark-weeks-without-row", &told))
        }
        Noticed::Uneven { line, date, before } => {
            let told = [("line", (*line).into()), ("date", date.as_str().into()), ("before", before.as_str().into())];
            ("uneven-dates", lang.format("analyse-remark-uneven-dates", &told))
        }
        Noticed::Daily { steps } => ("daily", lang.format("analyse-remark-daily", &[("n", (*steps).into())])),
        Noticed::Sheets { read, not_read } => {
            let not_read: Vec<String> =
                not_read.iter().map(|(name, why)| format!("{name} ({})", lang.text(&format!("not-read-{}", why.key())))).collect();
            let told = [("read", read.join(", ").into()), ("others", not_read.join(", ").into())];
            ("sheets", lang.format("analyse-remark-sheets", &told))
        }
        Noticed::Totals { n, line } => {
            ("totals-left-out", lang.format("analyse-remark-totals", &[("n", (*n).into()), ("line", (*line).into())]))
        }
        Noticed::PerhapsTotals { n, line } => {
            ("perhaps-totals", lang.format("analyse-remark-perhaps-totals", &[("n", (*n).into()), ("line", (*line).into())]))
        }
        Noticed::PerhapsThousands(column) => {
            ("perhaps-thousands", lang.format("analyse-remark-perhaps-thousands", &[("column", column.as_str().into())]))
        }
        Noticed::TooEarly => ("too-early", lang.text("analyse-remark-too-early")),
        Noticed::Degrees => ("degrees", lang.text("analyse-remark-degrees")),
        Noticed::NarrowBandwidth => ("narrow-bandwidth", lang.text("analyse-remark-narrow-bandwidth")),
    }
}

/// Remarks as they stand in an answer's JSON.
pub fn as_json(remarks: &[(&'static str, String)]) -> Value {
    remarks.iter().map(|(key, text)| json!({ "key": key, "text": text })).collect()
}
