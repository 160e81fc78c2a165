//! `/t/{tenant}/import/jobb/{job}`: how far an import has come. The page loads itself again until
//! the report is there.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, page};
use crate::pages::imports::number;
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::imports::{self, Progress, Step};
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Redirect};
use messages::Lang;
use serde::Serialize;

/// How far it has come, in words.
#[derive(Serialize)]
pub struct ProgressPage {
    /// Frame.
    pub shell: Shell,
    /// The sentence.
    pub sentence: String,
    /// Whether it has ended without a report.
    pub ended: bool,
    /// Address of the list of files.
    pub back: String,
}

impl Page for ProgressPage {
    const TEMPLATE: &'static str = "import_progress.html";
}

/// `GET …/import/jobb/{job}`
pub async fn show(State(state): State<WebState>, member: Member, Path((_, job)): Path<(String, String)>) -> Answer {
    let job = job.parse().map_err(|_| Problem::not_found())?;
    let progress = imports::progress(&state.app, &member.actor, job).await?;
    if let Progress::Done(batch) = &progress {
        return Ok(Redirect::to(&member.path(&format!("import/{batch}"))).into_response());
    }
    let (sentence, ended) = words(member.lang, progress);
    let shell = Shell::within(&member, "import-progress-title", Place::Import);
    let mut response = page(member.lang, &ProgressPage { shell, sentence, ended, back: member.path("import") }, &[])?;
    if !ended {
        // The header works with and without scripts, unlike <meta> inside <noscript>.
        response.headers_mut().insert("refresh", HeaderValue::from_static("2"));
    }
    Ok(response)
}

fn words(lang: Lang, progress: Progress) -> (String, bool) {
    match progress {
        Progress::Waiting => (lang.text("import-waiting"), false),
        Progress::Running(Step::Read(rows)) => (lang.format("import-running", &[("n", number(lang, rows).into())]), false),
        Progress::Running(Step::Stored(rows)) => (lang.format("import-storing", &[("n", number(lang, rows).into())]), false),
        Progress::Done(_) => (String::new(), true),
        Progress::Refused { sv, en } => (if lang == Lang::Sv { sv } else { en }, true),
        Progress::Failed => (lang.text("import-failed"), true),
    }
}
