//! Forms that make something do it once, however often they are sent (see [`domain::form_keys`]).
//!
//! The form has a hidden key, `{{ form_key() }}` in its template, and its route is one of
//! [`crate::routes`]' `making`. The same content again gets the answer of the first time. Other
//! content under the same key, from a page that was gone back to, is shown beside what was saved.

use crate::WebState;
use crate::access::Member;
use crate::errors::{Finished, Problem};
use crate::forms::{Answer, AsSent, KEY};
use crate::shell::{Place, Shell};
use crate::templates::{self, Page};
use application::form_keys;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::form_keys::{SentForm, UsedKey};
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// How often, and after what pause, a sending looks for the answer of another one that is under way.
const LOOKS: usize = 20;
const PAUSE: Duration = Duration::from_millis(100);

/// `form_key()` in templates: the hidden field with a new key.
pub fn field() -> minijinja::Value {
    minijinja::Value::from_safe_string(format!("<input type=\"hidden\" name=\"{KEY}\" value=\"{}\">", Uuid::now_v7()))
}

/// Around the handler of a form that makes something, inside the guard.
pub async fn once(State(state): State<WebState>, request: Request, next: Next) -> Response {
    match sent(&state, request, next).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn sent(state: &WebState, request: Request, next: Next) -> Answer {
    let (mut parts, body) = request.into_parts();
    let Some(member) = parts.extensions.get::<Member>().cloned() else {
        return Ok(next.run(Request::from_parts(parts, body)).await);
    };
    let AsSent(pairs) = AsSent::every(Request::from_parts(parts.clone(), body), state).await?;
    let key = pairs.iter().find(|(name, _)| name == KEY).and_then(|(_, value)| Uuid::try_parse(value).ok());
    let fields: Vec<(String, String)> = pairs.into_iter().filter(|(name, _)| name != KEY).collect();
    let Some(key) = key else { return run(parts, &fields, next).await };
    let form = Arc::new(form_keys::sending(&state.app, key.into_bytes(), fields));
    if let Some(used) = form_keys::used(&state.app, &member.actor, form.key).await? {
        return again(state, &member, &form, used, parts.uri.path()).await;
    }
    let path = parts.uri.path().to_owned();
    parts.extensions.insert(Member { actor: member.actor.clone().sending(form.clone()), ..member.clone() });
    let response = run(parts, &form.fields, next).await?;
    if let Some(answer) = location(&response) {
        form_keys::answered(&state.app, &member.actor, &form, answer).await?;
        return Ok(response);
    }
    // Another sending of the same form may have been quicker.
    match form_keys::used(&state.app, &member.actor, form.key).await? {
        Some(used) if !response.status().is_success() => again(state, &member, &form, used, &path).await,
        _ => Ok(response),
    }
}

/// Runs the handler with the fields that were read.
async fn run(mut parts: Parts, fields: &[(String, String)], next: Next) -> Answer {
    let body = serde_urlencoded::to_string(fields).map_err(|_| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "failure-request"))?;
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    parts.headers.insert(axum::http::header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    Ok(next.run(Request::from_parts(parts, Body::from(body))).await)
}

fn location(response: &Response) -> Option<&str> {
    if !response.status().is_redirection() {
        return None;
    }
    response.headers().get(LOCATION)?.to_str().ok()
}

/// The answer to a form whose key has been used.
async fn again(state: &WebState, member: &Member, form: &SentForm, used: UsedKey, path: &str) -> Answer {
    let mut used = used;
    for _ in 0..LOOKS {
        if used.answer.is_some() {
            break;
        }
        tokio::time::sleep(PAUSE).await;
        used = form_keys::used(&state.app, &member.actor, form.key).await?.unwrap_or(used);
    }
    // Without an answer the server stopped before it was given: the thing is there all the same.
    let answer = used.answer.clone().unwrap_or_else(|| member.path("lagesbild"));
    if used.fields == form.fields {
        return Ok(Redirect::to(&answer).into_response());
    }
    let (differs, choices_differ) = differing(member, &used.fields, &form.fields);
    let page = SentBeforePage {
        shell: Shell::within(member, "sent-before-title", Place::Elsewhere),
        saved: answer,
        action: path.to_owned(),
        fields: form.fields.clone(),
        differs,
        choices_differ,
    };
    let mut response = (StatusCode::CONFLICT, Html(templates::render(member.lang, &page)?)).into_response();
    response.extensions_mut().insert(Finished);
    Ok(response)
}

/// A form that has been sent before with other content.
#[derive(Serialize)]
pub struct SentBeforePage {
    /// Frame.
    pub shell: Shell,
    /// Where the answer of the first time led.
    pub saved: String,
    /// Where the form goes.
    pub action: String,
    /// What was sent now.
    pub fields: Vec<(String, String)>,
    /// The fields of text that differ.
    pub differs: Vec<Differing>,
    /// Whether something that is chosen differs.
    pub choices_differ: bool,
}

impl Page for SentBeforePage {
    const TEMPLATE: &'static str = "sent_before.html";
}

/// A field that was sent with two contents.
#[derive(Serialize)]
pub struct Differing {
    /// What the field is called.
    pub label: String,
    /// Sent the first time.
    pub then: String,
    /// Sent now.
    pub now: String,
}

/// The fields of text that differ, and whether something that is chosen does.
fn differing(member: &Member, then: &[(String, String)], now: &[(String, String)]) -> (Vec<Differing>, bool) {
    let all = |fields: &[(String, String)], name: &str| {
        let of: Vec<&str> = fields.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect();
        of.join(", ")
    };
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in now.iter().chain(then) {
        if !names.contains(&name.as_str()) && all(then, name) != all(now, name) {
            names.push(name);
        }
    }
    let shown = |name: &&str| label(name).map(|id| Differing { label: member.lang.text(id), then: all(then, name), now: all(now, name) });
    (names.iter().filter_map(shown).collect(), names.iter().any(|name| label(name).is_none()))
}

/// Message id of what a field of text is called.
fn label(name: &str) -> Option<&'static str> {
    Some(match name {
        "title" => "action-field-title",
        "description" => "action-description",
        "place" => "action-place",
        "hotspot" => "action-hotspot",
        "start" => "action-start",
        "due" => "action-due",
        "cost" => "action-cost",
        "weeks" => "action-weeks",
        "partners" => "action-partners",
        "expected" => "action-expected",
        "measure" => "action-measure",
        "name" => "places-name",
        "position" => "places-position",
        "from" => "coming-from",
        "to" => "coming-to",
        "text" => "sent-before-field-text",
        "reason" => "words-reason",
        "own_sv" => "categories-add-sv",
        "own_en" => "categories-add-en",
        _ => return None,
    })
}
