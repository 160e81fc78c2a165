//! An answer on a page: what it says, its figure and its table, and what makes it possible to check.

use crate::access::Member;
use documents::workbook as document;
use domain::districts::DistrictOutline;
use domain::policy::Action;
use domain::workbook::Analysis;
use serde::Serialize;

/// The answer.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerPart {
    /// What it says, with how sure it is.
    pub sentence: String,
    /// What to bear in mind.
    pub remarks: Vec<String>,
    /// The figure; empty for what is a table alone.
    pub figure: String,
    /// What the columns are; empty when it cannot be told.
    pub heads: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
    /// Key of the method.
    pub method: &'static str,
    /// State of the material, and version.
    pub asked_at: String,
    /// Digest of what went in.
    pub input_digest: String,
    /// Digest of what came out.
    pub digest: String,
    /// Files: label and address. Empty for those who may not take it out.
    pub files: Vec<(&'static str, String)>,
}

impl AnswerPart {
    /// The answer as a member sees it; `query` is how its files are asked for.
    pub fn new(member: &Member, analysis: &Analysis, outlines: &[DistrictOutline], query: &str) -> Self {
        let lang = member.lang;
        let figure = document::figure(analysis, outlines, lang).map(|drawn| drawn.svg).unwrap_or_default();
        let table = document::table(analysis, lang);
        let file = |key: &'static str, label: &'static str| (label, member.path(&format!("analys/fil.{key}?{query}")));
        let mut files = vec![file("csv", "CSV"), file("json", "JSON")];
        if !figure.is_empty() {
            files.push(file("svg", "SVG"));
        }
        let (heads, rows) = table.map(|t| (t.heads, t.rows)).unwrap_or_default();
        Self {
            sentence: document::sentence(analysis, lang),
            remarks: document::remarks(analysis, lang),
            figure,
            heads,
            rows,
            method: analysis.question.technique.method().key(),
            asked_at: lang
                .format("workbook-asked-at", &[("n", analysis.as_of.to_string().into()), ("version", analysis.version.as_str().into())]),
            input_digest: analysis.input_digest.clone(),
            digest: analysis.output_digest.clone(),
            files: if member.actor.can(Action::ExportPicture) { files } else { Vec::new() },
        }
    }
}
