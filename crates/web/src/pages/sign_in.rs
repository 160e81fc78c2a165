//! `/logga-in`, its second step `/logga-in/kod`, and `/logga-ut`.

use crate::access::Reader;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, FormError, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use crate::{WebState, session};
use application::sessions;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Redirect};
use domain::failure::Failure;
use serde::{Deserialize, Serialize};

/// The sign-in form.
#[derive(Serialize)]
pub struct SignInPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong; never which of the two fields.
    pub errors: Vec<FormError>,
    /// User name as it was sent.
    pub user: String,
    /// Where to go afterwards.
    pub next: String,
    /// Whether a forgotten password can be replaced by mail.
    pub can_ask: bool,
    /// Whether a new password has just been chosen.
    pub chosen: bool,
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "sign_in.html";
}

/// The second step.
#[derive(Serialize)]
pub struct SignInCodePage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// Where to go afterwards.
    pub next: String,
}

impl Page for SignInCodePage {
    const TEMPLATE: &'static str = "sign_in_code.html";
}

/// Query of the page.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    next: String,
    #[serde(default)]
    nytt: String,
}

/// `GET /logga-in`
pub async fn show(State(state): State<WebState>, reader: Reader, Query(wanted): Query<Wanted>) -> Answer {
    let next = session::own_path(&wanted.next).to_owned();
    form(&state, &reader, String::new(), next, Vec::new(), !wanted.nytt.is_empty())
}

fn form(state: &WebState, reader: &Reader, user: String, next: String, errors: Vec<FormError>, chosen: bool) -> Answer {
    let shell = Shell::outside(reader, "signin-title", Place::Elsewhere);
    let sign_in = SignInPage { shell, errors, user, next, can_ask: state.app.post().is_some(), chosen };
    page(reader.lang, &sign_in, &sign_in.errors)
}

/// Fields of the form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    user: String,
    password: String,
    next: String,
}

/// `POST /logga-in`: always a new token, whatever cookie the browser had.
pub async fn sign_in(State(state): State<WebState>, reader: Reader, headers: HeaderMap, Fields(sent): Fields<SignIn>) -> Answer {
    let next = session::own_path(&sent.next).to_owned();
    let known = session::known_browser(&headers);
    match sessions::sign_in(&state.app, sent.user.trim(), &sent.password, session::device(&headers), known.as_deref()).await {
        Ok(signed_in) if signed_in.awaits_code => {
            let query = serde_urlencoded::to_string([("next", &next)]).unwrap_or_default();
            with_session(&state, &headers, &signed_in.token, &format!("/logga-in/kod?{query}")).await
        }
        Ok(signed_in) => with_session(&state, &headers, &signed_in.token, &next).await,
        Err(failure) => form(&state, &reader, sent.user, next, summary(reader.lang, failure.into())?, false),
    }
}

/// A redirect with the cookie of a session, and that of a browser which is now known.
pub(crate) async fn with_session(state: &WebState, headers: &HeaderMap, token: &str, to: &str) -> Answer {
    let broken = || Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "failure-infrastructure");
    let begun = session::begin(token).ok_or_else(broken)?;
    let kept = session::known_browser(headers);
    let secret = sessions::know_browser(&state.app, token, kept.as_deref()).await?;
    let cookies = std::iter::once(begun).chain(secret.and_then(|secret| session::keep_browser(&secret)));
    let cookies: Vec<_> = cookies.map(|cookie| (SET_COOKIE, cookie)).collect();
    Ok((AppendHeaders(cookies), Redirect::to(to)).into_response())
}

/// `GET /logga-in/kod`
pub async fn show_code(State(state): State<WebState>, reader: Reader, headers: HeaderMap, Query(wanted): Query<Wanted>) -> Answer {
    let waits = match session::token(&headers) {
        Some(token) => sessions::awaits_code(&state.app, &token).await?,
        None => false,
    };
    if !waits {
        return Ok(Redirect::to("/logga-in").into_response());
    }
    code_form(&reader, session::own_path(&wanted.next).to_owned(), Vec::new())
}

fn code_form(reader: &Reader, next: String, errors: Vec<FormError>) -> Answer {
    let shell = Shell::outside(reader, "signin-code-title", Place::Elsewhere);
    let shown = SignInCodePage { shell, errors, next };
    page(reader.lang, &shown, &shown.errors)
}

/// Fields of the second step.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    code: String,
    next: String,
}

/// `POST /logga-in/kod`: a right code gives another token than the one that waited.
pub async fn give_code(State(state): State<WebState>, reader: Reader, headers: HeaderMap, Fields(sent): Fields<Code>) -> Answer {
    let next = session::own_path(&sent.next).to_owned();
    let Some(token) = session::token(&headers) else { return Ok(Redirect::to("/logga-in").into_response()) };
    match sessions::give_code(&state.app, &token, &sent.code).await {
        Ok(token) => with_session(&state, &headers, &token, &next).await,
        Err(Failure::NotFound) => Ok(([(SET_COOKIE, session::end())], Redirect::to("/logga-in")).into_response()),
        Err(failure) => code_form(&reader, next, summary(reader.lang, failure.into())?),
    }
}

/// Tells the browser to forget what it kept.
pub(crate) const CLEAR: (HeaderName, HeaderValue) =
    (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));

/// `POST /logga-ut`: the token stops working at once, and the browser forgets what it kept. The
/// language cookie stays.
pub async fn sign_out(State(state): State<WebState>, _: Reader, headers: HeaderMap) -> Answer {
    if let Some(token) = session::token(&headers) {
        sessions::sign_out(&state.app, &token).await?;
    }
    Ok(([(SET_COOKIE, session::end()), CLEAR], Redirect::to("/logga-in")).into_response())
}
