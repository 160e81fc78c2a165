//! `/logga-in` and `/logga-ut`.

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
use axum::response::{IntoResponse, Redirect};
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
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "sign_in.html";
}

/// Query of the page.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    next: String,
}

/// `GET /logga-in`
pub async fn show(reader: Reader, Query(wanted): Query<Wanted>) -> Answer {
    let next = session::own_path(&wanted.next).to_owned();
    form(&reader, String::new(), next, Vec::new())
}

fn form(reader: &Reader, user: String, next: String, errors: Vec<FormError>) -> Answer {
    let shell = Shell::outside(reader, "signin-title", Place::Elsewhere);
    let sign_in = SignInPage { shell, errors, user, next };
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
pub async fn sign_in(State(state): State<WebState>, reader: Reader, Fields(sent): Fields<SignIn>) -> Answer {
    let next = session::own_path(&sent.next).to_owned();
    match sessions::sign_in(&state.app, sent.user.trim(), &sent.password).await {
        Ok(token) => {
            let cookie = session::begin(&token).ok_or_else(|| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "failure-infrastructure"))?;
            Ok(([(SET_COOKIE, cookie)], Redirect::to(&next)).into_response())
        }
        Err(failure) => form(&reader, sent.user, next, summary(reader.lang, failure.into())?),
    }
}

const CLEAR: (HeaderName, HeaderValue) = (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));

/// `POST /logga-ut`: the token stops working at once, and the browser forgets what it kept. The
/// language cookie stays.
pub async fn sign_out(State(state): State<WebState>, _: Reader, headers: HeaderMap) -> Answer {
    if let Some(token) = session::token(&headers) {
        sessions::sign_out(&state.app, &token).await?;
    }
    Ok(([(SET_COOKIE, session::end()), CLEAR], Redirect::to("/logga-in")).into_response())
}
