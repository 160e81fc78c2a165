//! `/losenord`: a forgotten password. The first page answers alike for known and unknown names.

use crate::WebState;
use crate::access::Reader;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, FormError, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::recovery;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use domain::failure::Failure;
use serde::{Deserialize, Serialize};

/// Asking for a link.
#[derive(Serialize)]
pub struct PasswordAskPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// Whether it has been asked for: the words are the same whoever asked.
    pub asked: bool,
    /// Whether mail can be sent at all.
    pub can_ask: bool,
}

impl Page for PasswordAskPage {
    const TEMPLATE: &'static str = "password_ask.html";
}

/// Choosing a new password from a link.
#[derive(Serialize)]
pub struct PasswordNewPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// Whether the link works.
    pub works: bool,
    /// Address of the form.
    pub action: String,
}

impl Page for PasswordNewPage {
    const TEMPLATE: &'static str = "password_new.html";
}

fn asking(state: &WebState, reader: &Reader, asked: bool, errors: Vec<FormError>) -> Answer {
    let shell = Shell::outside(reader, "password-ask-title", Place::Elsewhere);
    let shown = PasswordAskPage { shell, errors, asked, can_ask: state.app.post().is_some() };
    page(reader.lang, &shown, &shown.errors)
}

/// `GET /losenord`
pub async fn show(State(state): State<WebState>, reader: Reader) -> Answer {
    asking(&state, &reader, false, Vec::new())
}

/// Field of the first form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    user: String,
}

/// `POST /losenord`
pub async fn ask(State(state): State<WebState>, reader: Reader, Fields(sent): Fields<Ask>) -> Answer {
    match recovery::ask(&state.app, &sent.user).await {
        Ok(()) => asking(&state, &reader, true, Vec::new()),
        Err(failure) => asking(&state, &reader, false, summary(reader.lang, failure.into())?),
    }
}

fn choosing(reader: &Reader, secret: &str, works: bool, errors: Vec<FormError>) -> Answer {
    let shell = Shell::outside(reader, "password-new-title", Place::Elsewhere);
    let shown = PasswordNewPage { shell, errors, works, action: format!("/losenord/{secret}") };
    page(reader.lang, &shown, &shown.errors)
}

/// `GET /losenord/{secret}`: looking at the link does not use it up; mail scanners look too.
pub async fn open(State(state): State<WebState>, reader: Reader, Path(secret): Path<String>) -> Answer {
    match recovery::open(&state.app, &secret).await {
        Ok(()) => choosing(&reader, &secret, true, Vec::new()),
        Err(Failure::NotFound) => choosing(&reader, "", false, Vec::new()),
        Err(failure) => Err(Problem::from(failure)),
    }
}

/// Fields of the second form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choose {
    password: String,
}

/// `POST /losenord/{secret}`
pub async fn choose(State(state): State<WebState>, reader: Reader, Path(secret): Path<String>, Fields(sent): Fields<Choose>) -> Answer {
    match recovery::reset(&state.app, &secret, &sent.password).await {
        Ok(()) => Ok(Redirect::to("/logga-in?nytt=1").into_response()),
        Err(Failure::NotFound) => choosing(&reader, "", false, Vec::new()),
        Err(failure) => choosing(&reader, &secret, true, summary(reader.lang, failure.into())?),
    }
}
