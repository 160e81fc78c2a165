//! `/t/{tenant}/import`: files that came in, and the form for the next.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, FormError, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::imports;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{Multipart, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::imports::Batch;
use domain::policy::Action;
use futures::TryStreamExt;
use messages::Lang;
use serde::{Deserialize, Serialize};
use std::io;

/// The list of files and the upload form.
#[derive(Serialize)]
pub struct ImportsPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong with an upload.
    pub errors: Vec<FormError>,
    /// Newest first.
    pub batches: Vec<BatchLine>,
    /// Addresses of newer and of older files; empty when there are none.
    pub turn: [String; 2],
    /// Senders of lists, by name.
    pub senders: Vec<SenderLine>,
    /// Address of the senders' forms; empty when the reader may not change them.
    pub senders_action: String,
    /// Whether the reader may import something.
    pub may_import: bool,
    /// Address of the upload form.
    pub action: String,
}

impl Page for ImportsPage {
    const TEMPLATE: &'static str = "imports.html";
}

/// One imported file.
#[derive(Serialize)]
pub struct BatchLine {
    /// File name.
    pub file: String,
    /// Address of its report.
    pub href: String,
    /// What it holds, in words.
    pub content: String,
    /// Sender; empty for districts.
    pub sender: String,
    /// When it was imported.
    pub at: String,
    /// By whom.
    pub by: String,
    /// Label of its state.
    pub state_label: String,
    /// Key of its state.
    pub state_key: &'static str,
    /// Rows of the file.
    pub read: String,
    /// Rows stored.
    pub imported: String,
    /// Rows not imported.
    pub rejected: String,
}

impl BatchLine {
    /// The line of a batch; `base` is the address of the list.
    pub fn new(lang: Lang, base: &str, batch: &Batch) -> Self {
        Self {
            file: batch.file_name.clone(),
            href: format!("{base}/{}", batch.id),
            content: lang.text(&format!("batch-kind-{}", batch.kind.key())),
            sender: batch.sender_name.clone().unwrap_or_default(),
            at: messages::date_time(batch.at),
            by: batch.by.clone(),
            state_label: lang.text(&format!("batch-state-{}", batch.state.key())),
            state_key: batch.state.key(),
            read: number(lang, batch.report.read),
            imported: number(lang, batch.report.imported),
            rejected: number(lang, batch.report.rejected_total),
        }
    }
}

/// A sender of lists.
#[derive(Serialize)]
pub struct SenderLine {
    /// Name.
    pub name: String,
    /// Whether a list is expected from it every week.
    pub weekly: bool,
}

/// Fields of a sender's form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeSender {
    sender: String,
    weekly: bool,
}

/// `POST …/import/avsandare`: whether a list is expected from a sender every week.
pub async fn expect(State(state): State<WebState>, member: Member, Fields(form): Fields<ChangeSender>) -> Answer {
    imports::expect_weekly(&state.app, &member.actor, &form.sender, form.weekly).await?;
    Ok(Redirect::to(&member.path("import#senders")).into_response())
}

/// A count as the language writes it.
pub fn number(lang: Lang, count: u64) -> String {
    #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
    messages::whole(lang, count as f64)
}

/// `GET …/import`
pub async fn show(State(state): State<WebState>, member: Member, Query(asked): Query<AskedPage>) -> Answer {
    list(&state, &member, asked.sida.unwrap_or(1).max(1), Vec::new()).await
}

/// Which page of the files is asked for.
#[derive(Deserialize)]
pub struct AskedPage {
    /// Counted from 1, the newest.
    sida: Option<u32>,
}

/// Addresses of the pages before and after one.
fn turn(base: &str, number: u32, is_last: bool) -> [String; 2] {
    let newer = match number {
        1 => String::new(),
        2 => format!("{base}#files"),
        _ => format!("{base}?sida={}#files", number - 1),
    };
    [newer, if is_last { String::new() } else { format!("{base}?sida={}#files", number.saturating_add(1)) }]
}

async fn list(state: &WebState, member: &Member, number: u32, errors: Vec<FormError>) -> Answer {
    let base = member.path("import");
    let (batches, is_last) = imports::page(&state.app, &member.actor, number - 1).await?;
    let senders = imports::senders(&state.app, &member.actor).await?;
    // Files and people who report alike; nothing is counted from the event feed.
    let senders = senders.into_iter().filter(|s| s.counts());
    let listed = ImportsPage {
        shell: Shell::within(member, "imports-title", Place::Import),
        batches: batches.iter().map(|b| BatchLine::new(member.lang, &base, b)).collect(),
        turn: turn(&base, number, is_last),
        senders: senders.map(|s| SenderLine { name: s.name, weekly: s.weekly }).collect(),
        senders_action: if member.actor.can(Action::EditCodes) { format!("{base}/avsandare") } else { String::new() },
        may_import: [Action::ImportIncidents, Action::ImportDistricts].iter().any(|a| member.actor.can(*a)),
        action: base,
        errors,
    };
    page(member.lang, &listed, &listed.errors)
}

/// `POST …/import`: the file is streamed to disk and nothing is imported before the preview is
/// confirmed.
pub async fn upload(State(state): State<WebState>, member: Member, form: Result<Multipart, MultipartRejection>) -> Answer {
    let mut form = form.map_err(|_| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "failure-request"))?;
    match keep(&state, &member, &mut form).await {
        Ok(address) => Ok(Redirect::to(&address).into_response()),
        Err(problem) => {
            let errors = summary(member.lang, problem)?;
            list(&state, &member, 1, errors).await
        }
    }
}

async fn keep(state: &WebState, member: &Member, form: &mut Multipart) -> Result<String, Problem> {
    let unreadable = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "failure-too-large"),
        _ => Problem::field("file", "failure-upload-cut"),
    };
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        if field.name() != Some("file") {
            continue;
        }
        let name = plain_name(&field);
        if name.is_empty() {
            break;
        }
        let upload = imports::keep_upload(&state.app, &member.actor, &name, field.map_err(of_body)).await?;
        return Ok(member.path(&format!("import/fil/{}", upload.id)));
    }
    Err(Problem::field("file", "failure-no-file"))
}

fn of_body(error: MultipartError) -> io::Error {
    let kind = if error.status() == StatusCode::PAYLOAD_TOO_LARGE { io::ErrorKind::FileTooLarge } else { io::ErrorKind::UnexpectedEof };
    io::Error::new(kind, error)
}

/// The file's name without folders and control characters, at most 120 characters.
fn plain_name(field: &Field<'_>) -> String {
    let given = field.file_name().unwrap_or_default();
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(120).collect()
}
