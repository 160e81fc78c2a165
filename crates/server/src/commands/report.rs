//! What an import gave, for people on standard error or as JSON on standard output.

use crate::outcome::{Exit, Trouble};
use application::imports::{ImportFailure, reason_text, refused_text};
use domain::imports::ImportReport;
use messages::Lang;
use serde_json::{Value, json};

/// Most rejected rows told on standard error; all of the kept ones are in the JSON.
const MOST_TOLD: usize = 20;

/// Tells the result and answers the exit code.
pub fn tell(result: Result<ImportReport, ImportFailure>, as_json: bool, lang: Lang) -> Result<Exit, Trouble> {
    match result {
        Ok(report) => {
            words(&report, lang);
            if as_json {
                println!("{}", object(&report, lang));
            }
            Ok(if report.rejected_total == 0 { Exit::Done } else { Exit::WithRejected })
        }
        Err(ImportFailure::File(refused)) => {
            if as_json {
                println!(
                    "{}",
                    json!({ "read": 0, "imported": 0, "duplicates": 0, "rejected": [], "refused": refused_text(lang, &refused) })
                );
            }
            Err(Trouble::Refused(refused))
        }
        Err(ImportFailure::Use(failure)) => Err(failure.into()),
    }
}

fn words(report: &ImportReport, lang: Lang) {
    let counts = [
        ("read", report.read.into()),
        ("imported", report.imported.into()),
        ("duplicates", report.duplicates.into()),
        ("rejected", report.rejected_total.into()),
    ];
    eprintln!("{}", lang.format("cli-imported", &counts));
    let extra = [("cli-late", report.late), ("cli-outside", report.outside), ("cli-replaced", report.replaced)];
    for (id, n) in extra.into_iter().filter(|(_, n)| *n > 0) {
        eprintln!("{}", lang.format(id, &[("n", n.into())]));
    }
    for r in report.rejected.iter().take(MOST_TOLD) {
        let column = r.column.as_ref().map(|c| format!(" [{c}]")).unwrap_or_default();
        eprintln!("  {}{column}: {}", lang.format("cli-row", &[("row", r.row.to_string().into())]), reason_text(lang, &r.reason));
    }
    if report.rejected_total > MOST_TOLD as u64 {
        eprintln!("  {}", lang.format("cli-more-rejected", &[("n", (report.rejected_total - MOST_TOLD as u64).into())]));
    }
}

fn object(report: &ImportReport, lang: Lang) -> Value {
    let rejected: Vec<Value> = report
        .rejected
        .iter()
        .map(|r| json!({ "row": r.row, "column": r.column, "reason": reason_text(lang, &r.reason), "code": r.reason.key() }))
        .collect();
    json!({
        "read": report.read,
        "imported": report.imported,
        "duplicates": report.duplicates,
        "rejected": rejected,
        "rejected_total": report.rejected_total,
        "late": report.late,
        "outside": report.outside,
        "replaced": report.replaced,
    })
}
