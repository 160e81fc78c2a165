//! `/t/{tenant}/import/{batch}`: what became of a file's rows, and taking the file back.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::exports::attachment;
use crate::forms::{Answer, page};
use crate::pages::imports::{BatchLine, number};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::imports;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use domain::imports::{Batch, BatchKind, BatchState, ImportReport, ProbableMatch, Rejection};
use domain::policy::Action;
use domain::week::Week;
use messages::Lang;
use serde::Serialize;

/// Rejected rows that the page shows; the file has them all.
const SHOWN: usize = 200;

/// Whether a report tells what an import would do or what it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Before the import: nothing is stored.
    Before,
    /// After it.
    After,
}

/// What became, or would become, of the rows, in words.
#[derive(Serialize)]
pub struct ReportView {
    /// What the summary is called.
    pub heading: String,
    /// Lines of the summary: what and how many.
    pub lines: Vec<ReportLine>,
    /// What was read of the file beside its rows, in sentences.
    pub reading: Vec<String>,
    /// The first rejected rows.
    pub rejected: Vec<RejectedRow>,
    /// Rejected rows that are not shown.
    pub more: u64,
    /// Rows about incidents that other lists tell of.
    pub linked: Lines,
    /// Rows that may be the same incident as one of another list.
    pub probable: Lines,
    /// Where that is answered, in a sentence.
    pub answered: String,
    /// Address at which it is answered; empty before the import, and when the reader may not answer.
    pub matches: String,
    /// Rows of a replaced list that no longer count.
    pub gone: Lines,
    /// Those of them that the new list has in other words.
    pub changed: Lines,
}

/// The first of some lines, and how many more there are.
#[derive(Serialize)]
pub struct Lines {
    /// In words.
    pub shown: Vec<String>,
    /// Those that are not shown.
    pub more: u64,
}

impl Lines {
    /// At most `most` of the lines.
    pub fn new(lines: impl Iterator<Item = String>, total: u64, most: usize) -> Self {
        let shown: Vec<String> = lines.take(most).collect();
        let more = total.saturating_sub(u64::try_from(shown.len()).unwrap_or(u64::MAX));
        Self { shown, more }
    }
}

/// One line of the summary.
#[derive(Serialize)]
pub struct ReportLine {
    /// What is counted.
    pub label: String,
    /// How many.
    pub count: String,
}

/// One rejected row.
#[derive(Serialize)]
pub struct RejectedRow {
    /// Row number as a spreadsheet shows it.
    pub row: u32,
    /// Column at fault; empty when the row as a whole is.
    pub column: String,
    /// Tab and cell of a workbook; empty for text files.
    pub cell: String,
    /// Why, in words.
    pub reason: String,
}

impl RejectedRow {
    fn new(lang: Lang, rejection: &Rejection) -> Self {
        Self {
            row: rejection.row,
            column: rejection.column.clone().unwrap_or_default(),
            cell: rejection.cell.clone().unwrap_or_default(),
            reason: imports::reason_text(lang, &rejection.reason),
        }
    }
}

impl ReportView {
    /// A report with at most `shown` rejected rows.
    pub fn new(lang: Lang, report: &ImportReport, shown: usize, told: Told) -> Self {
        let (heading, imported, rejected, answered) = match told {
            Told::Before => ("import-dry-run", "report-to-import", "report-to-reject", "import-probable-after"),
            Told::After => ("import-report-summary", "report-imported", "report-rejected", "import-probable-now"),
        };
        let always = [("report-read", report.read), (imported, report.imported), (rejected, report.rejected_total)];
        let sometimes = [
            ("report-linked", report.linked),
            ("report-duplicates", report.duplicates),
            ("report-alike", report.alike),
            ("report-late", report.late),
            ("report-outside", report.outside),
            ("report-without-area", report.without_area),
            ("report-probable", report.probable_total),
            ("report-replaced", report.replaced),
            ("report-changed", report.changed_total),
        ];
        let lines = always.into_iter().chain(sometimes.into_iter().filter(|(_, count)| *count > 0));
        let rows: Vec<_> = report.rejected.iter().take(shown).map(|r| RejectedRow::new(lang, r)).collect();
        let more = report.rejected_total.saturating_sub(u64::try_from(rows.len()).unwrap_or(u64::MAX));
        Self {
            heading: lang.text(heading),
            linked: Lines::new(report.linked_rows.iter().map(|l| imports::linked_text(lang, l)), report.linked, shown),
            answered: lang.text(answered),
            matches: String::new(),
            lines: lines.map(|(id, count)| ReportLine { label: lang.text(id), count: number(lang, count) }).collect(),
            reading: imports::reading_texts(lang, &report.reading),
            rejected: rows,
            more,
            probable: Lines::new(report.probable.iter().map(|p| imports::probable_text(lang, p)), report.probable_total, shown),
            gone: Lines::new(report.gone.iter().map(|g| imports::gone_text(lang, g)), report.replaced, shown),
            changed: Lines::new(report.changed.iter().map(|c| imports::changed_text(lang, c)), report.changed_total, shown),
        }
    }
}

/// A link to another file's report.
#[derive(Serialize)]
pub struct BatchLink {
    /// File name.
    pub file: String,
    /// Address of its report.
    pub href: String,
}

impl BatchLink {
    fn all(base: &str, files: Vec<imports::NamedBatch>) -> Vec<Self> {
        files.into_iter().map(|(id, file)| Self { file, href: format!("{base}/{id}") }).collect()
    }
}

/// The report of one file.
#[derive(Serialize)]
pub struct ReportPage {
    /// Frame.
    pub shell: Shell,
    /// The file.
    pub batch: BatchLine,
    /// Lists that it replaced.
    pub replaces: Vec<BatchLink>,
    /// The list that replaced it.
    pub replaced_by: Vec<BatchLink>,
    /// What became of its rows.
    pub report: ReportView,
    /// Address of all rejected rows as a file; empty when none was rejected.
    pub rejected_file: String,
    /// Address of the table of codes.
    pub codes: String,
    /// Address of the picture.
    pub picture: String,
    /// Address of the list of files.
    pub back: String,
    /// Address of the question about taking it back; empty when it cannot be.
    pub undo: String,
    /// Why it cannot be taken back, in words; empty when it can or the reader may not anyway.
    pub why_not_undo: String,
}

impl Page for ReportPage {
    const TEMPLATE: &'static str = "import_report.html";
}

/// `GET …/import/{batch}`
pub async fn show(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    let batch = find(&state, &member, &id).await?;
    let lang = member.lang;
    let base = member.path("import");
    // Boundaries are not taken back: other ones are imported instead.
    let kind = batch.kind != BatchKind::Districts;
    let replacements = imports::replacements(&state.app, &member.actor, batch.id).await?;
    let may_undo = member.actor.can(Action::UndoImport) && batch.state == BatchState::Active && kind;
    let shown = ReportPage {
        shell: Shell::within(&member, "import-report-title", Place::Import),
        batch: BatchLine::new(lang, &base, &batch),
        replaces: BatchLink::all(&base, replacements.replaces),
        replaced_by: BatchLink::all(&base, replacements.replaced_by),
        report: ReportView { matches: matches(&member, &batch.report), ..ReportView::new(lang, &batch.report, SHOWN, Told::After) },
        rejected_file: if batch.report.rejected.is_empty() { String::new() } else { format!("{base}/{id}/avvisade.csv") },
        codes: member.path("koder"),
        picture: member.path("lagesbild"),
        back: base.clone(),
        undo: if may_undo && !batch.published { format!("{base}/{id}/angra") } else { String::new() },
        why_not_undo: if may_undo && batch.published { lang.text("import-undo-published") } else { String::new() },
    };
    page(lang, &shown, &[])
}

/// Address of the questions about a report's rows, from the newest of their weeks; empty without questions or the right to answer them.
fn matches(member: &Member, report: &ImportReport) -> String {
    let later = |probable: &ProbableMatch| probable.contents.as_ref().map_or(probable.start, |[_, new]| probable.start.max(new.start));
    match report.probable.iter().map(later).max() {
        Some(newest) if member.actor.can(Action::ReviewReports) => member.path(&format!("granska/samma?till={}", Week::of(newest))),
        Some(_) | None => String::new(),
    }
}

async fn find(state: &WebState, member: &Member, id: &str) -> Result<Batch, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    Ok(imports::by_id(&state.app, &member.actor, id).await?)
}

/// `GET …/import/{batch}/avvisade.csv`: every rejected row, for the one who corrects the file.
pub async fn rejected_csv(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    let batch = find(&state, &member, &id).await?;
    let lang = member.lang;
    let mut list = documents::Separated::default();
    list.row(["report-row", "report-column", "report-cell", "report-reason"].map(|id| lang.text(id)));
    for row in batch.report.rejected.iter().map(|r| RejectedRow::new(lang, r)) {
        list.row([row.row.to_string(), row.column, row.cell, row.reason]);
    }
    Ok(attachment(&format!("{}-{id}.csv", lang.text("report-rejected-file")), "text/csv; charset=utf-8", list.into_bytes()))
}

/// The question before a file is taken back.
#[derive(Serialize)]
pub struct UndoPage {
    /// Frame.
    pub shell: Shell,
    /// The file.
    pub batch: BatchLine,
    /// What goes, in sentences.
    pub effects: Vec<String>,
    /// Address of the form.
    pub action: String,
}

impl Page for UndoPage {
    const TEMPLATE: &'static str = "import_undo.html";
}

/// `GET …/import/{batch}/angra`
pub async fn ask_undo(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    let batch = find(&state, &member, &id).await?;
    let base = member.path("import");
    let replacements = imports::replacements(&state.app, &member.actor, batch.id).await?;
    let shown = UndoPage {
        effects: effects(member.lang, &batch, &replacements),
        shell: Shell::within(&member, "import-undo-title", Place::Import),
        batch: BatchLine::new(member.lang, &base, &batch),
        action: format!("{base}/{id}/angra"),
    };
    page(member.lang, &shown, &[])
}

/// What taking a file back does, in sentences.
fn effects(lang: Lang, batch: &Batch, replacements: &imports::Replacements) -> Vec<String> {
    let file = |id: &str, name: &str| lang.format(id, &[("file", name.into())]);
    let what = if batch.kind == BatchKind::Feed { "import-undo-feed" } else { "import-undo-text" };
    let again = replacements.replaces.iter().map(|(_, name)| file("import-undo-again", name));
    std::iter::once(file(what, &batch.file_name)).chain(again).chain([lang.text("import-undo-kept")]).collect()
}

/// `POST …/import/{batch}/angra`
pub async fn undo(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    let batch = id.parse().map_err(|_| Problem::not_found())?;
    imports::undo(&state.app, &member.actor, batch).await?;
    Ok(Redirect::to(&member.path(&format!("import/{id}"))).into_response())
}
