//! What an import gave, for people on standard error or as JSON on standard output.

use crate::outcome::{Exit, Trouble, plain};
use application::imports::{
    ImportFailure, Refused, changed_text, gone_text, linked_text, not_read_text, probable_text, reading_texts, reason_text, refused_text,
};
use domain::ids::BatchId;
use domain::imports::{ChangedRow, FileReading, ImportReport, RowContent};
use messages::Lang;
use serde_json::{Value, json};

/// Most rejected rows told on standard error; all of the kept ones are in the JSON.
const MOST_TOLD: usize = 20;

/// Under which ids an import is in the store.
#[derive(Default)]
pub struct Stored {
    /// The import; district boundaries have none.
    pub batch: Option<BatchId>,
    /// The earlier list that the file looks like a corrected edition of.
    pub edition_of: Option<BatchId>,
}

/// Tells the result and answers the exit code.
pub fn tell(result: Result<(Stored, ImportReport), ImportFailure>, as_json: bool, lang: Lang) -> Result<Exit, Trouble> {
    match result {
        Ok((stored, report)) => {
            words(&report, lang);
            if as_json {
                println!("{}", object(&stored, &report, lang));
            }
            Ok(if report.rejected_total == 0 { Exit::Done } else { Exit::WithRejected })
        }
        Err(ImportFailure::File(refused)) => {
            if as_json {
                let columns = if let Refused::MissingColumns { gone, new } = &refused { Some((gone, new)) } else { None };
                let (gone, new) = columns.map_or((&[][..], &[][..]), |(gone, new)| (gone.as_slice(), new.as_slice()));
                let text = refused_text(lang, &refused);
                println!(
                    "{}",
                    json!({ "read": 0, "imported": 0, "duplicates": 0, "rejected": [], "refused": text, "columns_gone": gone, "columns_new": new })
                );
            }
            Err(Trouble::Refused(refused))
        }
        Err(ImportFailure::Use(failure)) => Err(failure.into()),
    }
}

/// Says something on standard error; names of senders and tabs are others' words.
pub fn say(text: &str) {
    eprintln!("{}", plain(text));
}

/// Tells what became, or would become, of the rows on standard error.
pub fn words(report: &ImportReport, lang: Lang) {
    let counts = [
        ("read", report.read.into()),
        ("imported", report.imported.into()),
        ("linked", report.linked.into()),
        ("duplicates", report.duplicates.into()),
        ("rejected", report.rejected_total.into()),
    ];
    say(&lang.format("cli-imported", &counts));
    reading_texts(lang, &report.reading).iter().for_each(|line| say(line));
    let extra = [
        ("cli-alike", report.alike),
        ("cli-late", report.late),
        ("cli-outside", report.outside),
        ("cli-without-area", report.without_area),
    ];
    for (id, n) in extra.into_iter().filter(|(_, n)| *n > 0) {
        say(&lang.format(id, &[("n", n.into())]));
    }
    if report.replaced > 0 {
        say(&lang.format("cli-replaced", &[("n", report.replaced.into())]));
        few(report.gone.iter().map(|gone| gone_text(lang, gone)), report.replaced, lang);
        if report.changed_total > 0 {
            say(&format!("{}: {}", lang.text("report-changed"), report.changed_total));
            few(report.changed.iter().map(|changed| changed_text(lang, changed)), report.changed_total, lang);
        }
    }
    if report.linked > 0 {
        say(&lang.format("cli-linked", &[("n", report.linked.into())]));
        few(report.linked_rows.iter().map(|linked| linked_text(lang, linked)), report.linked, lang);
    }
    if report.probable_total > 0 {
        say(&lang.format("cli-probable", &[("n", report.probable_total.into())]));
        few(report.probable.iter().map(|probable| probable_text(lang, probable)), report.probable_total, lang);
    }
    for r in report.rejected.iter().take(MOST_TOLD) {
        let place: Vec<&str> = r.column.iter().chain(&r.cell).map(String::as_str).collect();
        let column = if place.is_empty() { String::new() } else { format!(" [{}]", place.join(", ")) };
        let row = lang.format("cli-row", &[("row", r.row.to_string().into())]);
        say(&format!("  {row}{column}: {}", reason_text(lang, &r.reason)));
    }
    if report.rejected_total > MOST_TOLD as u64 {
        say(&format!("  {}", lang.format("cli-more-rejected", &[("n", (report.rejected_total - MOST_TOLD as u64).into())])));
    }
}

/// The first of some lines, and how many more there are.
pub fn few(lines: impl Iterator<Item = String>, total: u64, lang: Lang) {
    lines.take(MOST_TOLD).for_each(|line| say(&format!("  {line}")));
    if total > MOST_TOLD as u64 {
        say(&format!("  {}", lang.format("cli-more-rejected", &[("n", (total - MOST_TOLD as u64).into())])));
    }
}

fn object(stored: &Stored, report: &ImportReport, lang: Lang) -> Value {
    let probable: Vec<Value> = report
        .probable
        .iter()
        .map(|p| {
            json!({
                "row": p.row,
                "incident": p.incident.to_string(),
                "source": p.source,
                "start": p.start.to_string(),
                "why": p.likeness.key(),
                "earlier": p.contents.as_ref().map(|[earlier, _]| content(earlier)),
                "new": p.contents.as_ref().map(|[_, new]| content(new)),
            })
        })
        .collect();
    let gone: Vec<Value> = report
        .gone
        .iter()
        .map(|g| json!({ "row": g.row, "file": g.file, "start": g.start.to_string(), "category": g.category.code(), "district": g.district, "place": g.place }))
        .collect();
    let rejected: Vec<Value> = report
        .rejected
        .iter()
        .map(
            |r| json!({ "row": r.row, "column": r.column, "cell": r.cell, "reason": reason_text(lang, &r.reason), "code": r.reason.key() }),
        )
        .collect();
    json!({
        "read": report.read,
        "imported": report.imported,
        "linked": report.linked,
        "linked_rows": report.linked_rows.iter().map(|l| json!({ "row": l.row, "source": l.source, "earlier": content(&l.earlier) })).collect::<Vec<_>>(),
        "duplicates": report.duplicates,
        "alike": report.alike,
        "probable": probable,
        "probable_total": report.probable_total,
        "rejected": rejected,
        "rejected_total": report.rejected_total,
        "late": report.late,
        "outside": report.outside,
        "without_area": report.without_area,
        "replaced": report.replaced,
        "gone": gone,
        "changed": report.changed.iter().map(changed).collect::<Vec<_>>(),
        "changed_total": report.changed_total,
        "edition_of": stored.edition_of.map(|id| id.to_string()),
        "batch": stored.batch.map(|id| id.to_string()),
        "sheets_read": report.reading.sheets_read.iter().map(|(name, rows)| json!({ "name": name, "rows": rows })).collect::<Vec<_>>(),
        "sheets_not_read": not_read(&report.reading, lang),
        "hidden_rows": report.reading.hidden_rows,
        "totals_left_out": report.reading.totals,
        "columns_gone": report.reading.gone,
    })
}

fn changed(changed: &ChangedRow) -> Value {
    json!({
        "row": changed.row,
        "earlier_row": changed.earlier_row,
        "earlier": content(&changed.earlier),
        "new": content(&changed.new),
    })
}

fn content(row: &RowContent) -> Value {
    json!({
        "start": row.start.to_string(),
        "end": row.end.map(|end| end.to_string()),
        "category": row.category.code(),
        "code": row.code,
        "district": row.district,
        "place": row.place,
    })
}

fn not_read(reading: &FileReading, lang: Lang) -> Vec<Value> {
    let sheets = reading.sheets_not_read.iter();
    sheets.map(|(name, why)| json!({ "name": name, "code": why.key(), "reason": not_read_text(lang, *why) })).collect()
}
