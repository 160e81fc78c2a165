//! A picture as a file. Page and API give the same bytes for the same filter.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::Answer;
use crate::pages::export_marked;
use crate::selection;
use application::districts;
use application::pictures::{self, Format};
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use documents::picture as document;
use domain::failure::Failure;
use domain::pictures::Picture;

/// The forms a picture leaves in: extension, media type.
fn form_of(format: Format) -> (&'static str, &'static str) {
    match format {
        Format::Pdf => ("pdf", "application/pdf"),
        Format::Json => ("json", "application/json"),
        Format::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Format::Csv => ("csv", "text/csv; charset=utf-8"),
    }
}

/// The path of a page's file: tenant and week.
type Asked = Path<(String, String)>;

/// `GET …/fil.pdf`
pub async fn pdf(State(state): State<WebState>, member: Member, Path((_, week)): Asked, RawQuery(query): RawQuery) -> Answer {
    taken(&state, &member, &week, query.as_deref(), Format::Pdf).await
}

/// `GET …/fil.json`
pub async fn json(State(state): State<WebState>, member: Member, Path((_, week)): Asked, RawQuery(query): RawQuery) -> Answer {
    taken(&state, &member, &week, query.as_deref(), Format::Json).await
}

/// `GET …/fil.xlsx`
pub async fn xlsx(State(state): State<WebState>, member: Member, Path((_, week)): Asked, RawQuery(query): RawQuery) -> Answer {
    taken(&state, &member, &week, query.as_deref(), Format::Xlsx).await
}

/// `GET …/fil.csv`
pub async fn csv(State(state): State<WebState>, member: Member, Path((_, week)): Asked, RawQuery(query): RawQuery) -> Answer {
    taken(&state, &member, &week, query.as_deref(), Format::Csv).await
}

/// The file for a person; when its texts must be looked at first, the page that says so.
async fn taken(state: &WebState, member: &Member, week: &str, query: Option<&str>, format: Format) -> Answer {
    match file(state, member, week, query, format).await {
        Ok(file) => Ok(file),
        Err(problem) => {
            let (request, _) = selection::export(selection::week(week)?, query)?;
            export_marked::instead(state, member, &request, problem).await
        }
    }
}

/// The picture as a file to keep, with an entry in the audit log.
pub async fn file(state: &WebState, member: &Member, week: &str, query: Option<&str>, format: Format) -> Answer {
    let (request, kept) = selection::export(selection::week(week)?, query)?;
    let picture = pictures::export(&state.app, &member.actor, &request, format, kept).await?;
    let bytes = written(state, member, &picture, format).await?;
    let (extension, kind) = form_of(format);
    Ok(attachment(&selection::file_name(&picture, extension), kind, bytes))
}

async fn written(state: &WebState, member: &Member, picture: &Picture, format: Format) -> Result<Vec<u8>, Problem> {
    let lang = member.lang;
    let failed = |cause: Box<dyn std::error::Error + Send + Sync>| Problem::from(Failure::Infrastructure(cause));
    match format {
        Format::Json => serde_json::to_vec(&document::json(picture)).map_err(|e| failed(e.into())),
        Format::Xlsx => document::workbook(picture, lang).map_err(|e| failed(e.into())),
        Format::Csv => Ok(document::csv(picture, lang)),
        Format::Pdf => {
            let outlines = districts::outlines(&state.app, &member.actor, picture).await?;
            let input = document::pdf::document(picture, &outlines, state.app.address(), lang);
            (state.typeset)(input).await.map_err(|cause| {
                tracing::error!(cause = %cause, "typesetting gave no document");
                Problem::new(StatusCode::SERVICE_UNAVAILABLE, "failure-typeset")
            })
        }
    }
}

/// A file to keep under a name of plain ASCII.
pub fn attachment(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}
