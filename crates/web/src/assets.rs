//! Stylesheets, scripts and fonts, embedded at build under names that carry a hash of their
//! content. A file `x.js.br` beside `x.js` is the same compressed once at build.

use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::sync::LazyLock;

static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// From the plain name, such as `app.css`, to the name with its hash.
static NAMES: LazyLock<HashMap<String, String>> =
    LazyLock::new(|| file("manifest.json").and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or_default());

fn file(name: &str) -> Option<&'static [u8]> {
    FILES.binary_search_by(|(known, _)| (*known).cmp(name)).ok().map(|i| FILES[i].1)
}

/// Address of a built file by its plain name; `None` when the build made no such file.
pub fn address(name: &str) -> Option<String> {
    NAMES.get(name).map(|hashed| format!("/assets/{hashed}"))
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "geojson" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// `GET /worker.js`: the service worker. Its address stays, so it is never kept: a new version is found at
/// the next visit. At the root, because it answers for the pages above it.
pub async fn worker() -> Response {
    let Some(bytes) = file("worker.js") else { return StatusCode::NOT_FOUND.into_response() };
    ([(CONTENT_TYPE, HeaderValue::from_static(content_type("worker.js")))], bytes).into_response()
}

/// `GET /assets/{*file}`: kept by the browser for a year, because another content has another name.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(plain) = file(&name).filter(|_| !name.ends_with(".br")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let takes_brotli = headers.get(ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("br"));
    let compressed = takes_brotli.then(|| file(&format!("{name}.br"))).flatten();
    let mut response = compressed.unwrap_or(plain).into_response();
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(&name)));
    out.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if compressed.is_some() {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}
