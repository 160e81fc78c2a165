//! What a reader meets when something did not work: a page that tells how to go on, or an
//! RFC 9457 problem for programs.
//!
//! Handlers and guards return a [`Problem`] without a body; [`dress`], outside every route, gives
//! it words in the reader's language. It dresses the bare refusals of other layers too (unknown
//! address, wrong method, too large, foreign origin), so that no answer leaks how the program is
//! made and all answers of a status look alike.

use crate::templates::{self, Page};
use crate::{WebState, same_site, session, shell};
use application::imports::{ImportFailure, Refused, refused_text};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::failure::{Failure, FieldError, Unavailable};
use messages::{Arg, Lang};
use serde::Serialize;

/// An answer that is not the one asked for.
#[derive(Clone, Debug)]
pub struct Problem {
    status: StatusCode,
    /// Message id of the explanation.
    message: &'static str,
    fields: Vec<FieldError>,
    refused: Option<Refused>,
}

impl Problem {
    /// A problem explained by a message.
    pub fn new(status: StatusCode, message: &'static str) -> Self {
        Self { status, message, fields: Vec::new(), refused: None }
    }

    /// No such address, or none that this reader may know of.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "failure-not-found")
    }

    /// A value of the request that cannot be used.
    pub fn field(field: &'static str, message: &'static str) -> Self {
        Failure::invalid(field, message).into()
    }

    /// Its HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Whether it is explained by this message.
    pub fn is_about(&self, message: &str) -> bool {
        self.message == message
    }

    /// The fields that cannot be used, for a form to show again.
    pub fn fields(&self) -> &[FieldError] {
        &self.fields
    }

    /// The explanation in a language, with every field's own.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        match &self.refused {
            Some(refused) => vec![refused_text(lang, refused)],
            None if self.fields.is_empty() => vec![lang.text(self.message)],
            None => self.fields.iter().map(|f| field_text(lang, f)).collect(),
        }
    }
}

/// The explanation of one field, with the offending value where the message shows it.
pub fn field_text(lang: Lang, error: &FieldError) -> String {
    lang.format(error.message, &[("value", Arg::Text(error.detail.clone().unwrap_or_default()))])
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Invalid(fields) => Self { fields, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "failure-invalid") },
            Failure::NotAllowed => Self::new(StatusCode::FORBIDDEN, "failure-not-allowed"),
            Failure::NotFound => Self::not_found(),
            Failure::Conflict(message) => Self::new(StatusCode::CONFLICT, message),
            Failure::Unavailable(why) => {
                tracing::error!(cause = %why, "the store cannot do it now");
                let status = match why {
                    Unavailable::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
                    Unavailable::Full(_) => StatusCode::INSUFFICIENT_STORAGE,
                };
                Self::new(status, why.message())
            }
            Failure::Infrastructure(cause) => {
                tracing::error!(cause = %cause, "infrastructure failure");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "failure-infrastructure")
            }
        }
    }
}

impl From<ImportFailure> for Problem {
    fn from(failure: ImportFailure) -> Self {
        match failure {
            ImportFailure::Use(failure) => failure.into(),
            ImportFailure::File(refused) => {
                Self { refused: Some(refused), ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "failure-invalid") }
            }
        }
    }
}

impl From<minijinja::Error> for Problem {
    fn from(error: minijinja::Error) -> Self {
        // The chain names template and line, never what the page shows.
        tracing::error!(cause = %error, "a template could not be rendered");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "failure-infrastructure")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// An answer with an error status that is already as it should be: not to be dressed.
#[derive(Clone, Copy, Debug)]
pub struct Finished;

/// Gives errors their body. Forms shown again with their errors are pages and pass as they are.
pub async fn dress(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let lang = session::language(request.headers());
    let program = request.uri().path().starts_with("/api/");
    // Browsers say where a form comes from only over TLS.
    let without_tls = !state.settings.behind_tls && same_site::is_hidden(request.headers());
    let response = next.run(request).await;
    let status = response.status();
    let error = status.is_client_error() || status.is_server_error();
    if !error || response.extensions().get::<Finished>().is_some() || is_page(response.headers()) {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    let problem = parts.extensions.remove::<Problem>().unwrap_or_else(|| match status {
        StatusCode::FORBIDDEN if without_tls => Problem::new(status, "failure-needs-tls"),
        status => bare(status),
    });
    let (kind, body) = match program {
        true => ("application/problem+json", as_json(lang, &problem)),
        false => ("text/html; charset=utf-8", as_page(&state, lang, &problem)),
    };
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    parts.headers.remove(CONTENT_LENGTH);
    if matches!(status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::INSUFFICIENT_STORAGE) {
        parts.headers.insert(RETRY_AFTER, HeaderValue::from_static("30"));
    }
    Response::from_parts(parts, Body::from(body))
}

fn is_page(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Words for a status that another layer gave without any.
fn bare(status: StatusCode) -> Problem {
    let message = match status {
        StatusCode::NOT_FOUND => "failure-not-found",
        StatusCode::METHOD_NOT_ALLOWED => "failure-method",
        StatusCode::PAYLOAD_TOO_LARGE => "failure-too-large",
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => "failure-busy",
        StatusCode::FORBIDDEN => "failure-foreign-origin",
        s if s.is_client_error() => "failure-request",
        _ => "failure-infrastructure",
    };
    Problem::new(status, message)
}

#[derive(Serialize)]
struct ProblemJson {
    r#type: &'static str,
    title: String,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldJson>,
}

#[derive(Serialize)]
struct FieldJson {
    field: &'static str,
    code: &'static str,
    detail: String,
}

fn as_json(lang: Lang, problem: &Problem) -> String {
    let errors = problem.fields.iter().map(|f| FieldJson { field: f.field, code: f.message, detail: field_text(lang, f) }).collect();
    let json = ProblemJson {
        r#type: "about:blank",
        title: problem.status.canonical_reason().unwrap_or_default().to_owned(),
        status: problem.status.as_u16(),
        detail: lang.text(problem.message),
        errors,
    };
    serde_json::to_string(&json).unwrap_or_default()
}

/// The page of an error. It is the same whoever asks and whatever the address was.
#[derive(Serialize)]
pub struct ErrorPage {
    shell: shell::Shell,
    heading: String,
    lines: Vec<String>,
    /// What to do now.
    advice: String,
    status: u16,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "error.html";
}

impl ErrorPage {
    /// The page of a problem.
    pub fn new(demo: bool, lang: Lang, problem: &Problem) -> Self {
        let group = match problem.status {
            StatusCode::FORBIDDEN => "forbidden",
            StatusCode::NOT_FOUND => "not-found",
            StatusCode::CONFLICT => "conflict",
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::INSUFFICIENT_STORAGE => "later",
            s if s.is_client_error() => "request",
            _ => "server",
        };
        let heading = lang.text(&format!("error-{group}"));
        Self {
            shell: shell::Shell::bare(lang, demo, heading.clone()),
            heading,
            lines: problem.lines(lang),
            advice: lang.text(&format!("error-{group}-advice")),
            status: problem.status.as_u16(),
        }
    }
}

fn as_page(state: &WebState, lang: Lang, problem: &Problem) -> String {
    let page = ErrorPage::new(state.app.demo().is_some(), lang, problem);
    templates::render(lang, &page).unwrap_or_else(|error| {
        tracing::error!(cause = %error, "the error page could not be rendered");
        problem.lines(lang).join("\n")
    })
}
