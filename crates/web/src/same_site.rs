//! Forms from browsers that do not say where they come from: older ones hide the origin (`Origin: null`) and know no `Sec-Fetch-Site`. A cookie
//! that such a browser sends from pages of the same site alone says it instead; the check of origins then takes the form as one without an origin.

use crate::Settings;
use crate::session;
use axum::extract::{Request, State};
use axum::http::header::{ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;

const SEC_FETCH_SITE: &str = "sec-fetch-site";

/// Whether the browser says nothing of where a request comes from, or hides it.
pub fn is_hidden(headers: &HeaderMap) -> bool {
    let hidden = headers.get(ORIGIN).is_none_or(|origin| origin.as_bytes() == b"null");
    hidden && !headers.contains_key(SEC_FETCH_SITE)
}

/// Gives such a browser the cookie with its first page, and takes a form that comes back with it. Pages of a
/// municipality give none: forms there are for those who came in by other pages, and who reads what is published is not followed.
pub async fn vouch(State(settings): State<Settings>, mut request: Request, next: Next) -> Response {
    let is_hidden = settings.behind_tls && is_hidden(request.headers());
    let is_known = session::is_same_site(request.headers());
    if is_hidden && is_known {
        request.headers_mut().remove(ORIGIN);
    }
    let gives = is_hidden && !is_known && request.method() == Method::GET && !request.uri().path().starts_with("/t/");
    let mut response = next.run(request).await;
    if gives {
        response.headers_mut().append(SET_COOKIE, session::same_site());
    }
    response
}
