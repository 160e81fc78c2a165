//! What is shown instead of a file whose texts must be looked at first.

use super::marked_texts::{self, MarkedLine};
use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::FormError;
use crate::selection::KEPT;
use crate::shell::{Place, Shell};
use crate::templates::{self, Page};
use application::guard::Level;
use application::pictures::{self, Request};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;

/// The texts, and the way on.
#[derive(Serialize)]
pub struct ExportMarkedPage {
    /// Frame.
    pub shell: Shell,
    /// What the guard says.
    pub errors: Vec<FormError>,
    /// Where it marks something.
    pub marked: Vec<MarkedLine>,
    /// Address of the file once someone has looked; empty when something must be mended.
    pub anyway: String,
    /// Address of the picture.
    pub back: String,
}

impl Page for ExportMarkedPage {
    const TEMPLATE: &'static str = "export_marked.html";
}

/// The page instead of the problem, when the problem is about marked texts.
///
/// # Errors
/// The problem itself when it is about something else.
pub async fn instead(state: &WebState, member: &Member, request: &Request, problem: Problem) -> Result<Response, Problem> {
    if !problem.fields().iter().any(|f| f.field == KEPT && f.message.starts_with("failure-marked-")) {
        return Err(problem);
    }
    let lang = member.lang;
    let found = pictures::marked(&state.app, &member.actor, request).await?;
    let blocked = found.iter().any(|m| m.level == Level::Block);
    let here = &member.reader.here;
    let join = if here.contains('?') { '&' } else { '?' };
    let first = problem.fields().iter().find(|f| f.field == KEPT).map(|f| crate::errors::field_text(lang, f));
    let shown = ExportMarkedPage {
        shell: Shell::within(member, "export-marked-title", Place::Picture),
        errors: first.into_iter().map(|text| FormError { field: "texts", text }).collect(),
        marked: marked_texts::lines(member, request.week, &found),
        anyway: if blocked { String::new() } else { format!("{here}{join}{KEPT}=yes") },
        back: member.path(&format!("lagesbild/{}", request.week)),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(templates::render(lang, &shown)?)).into_response())
}
