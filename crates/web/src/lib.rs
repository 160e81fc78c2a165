//! The web front door: pages, forms and the API over the use cases of `application`.
//!
//! `routes.rs` is the one list of what there is; `access.rs` guards each of its routes; `errors.rs`
//! gives every refusal its words; a page is one file under `pages/` with a template of the same
//! name.

pub mod access;
pub mod api;
mod assets;
pub mod errors;
mod exports;
mod form_keys;
mod forms;
mod headers;
mod observe;
pub mod pages;
pub mod routes;
mod same_site;
mod selection;
mod session;
pub mod shell;
#[cfg(test)]
mod template_tests;
pub mod templates;
mod tree;

use application::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use documents::TypesetInput;
use futures::future::BoxFuture;
use metrics_exporter_prometheus::PrometheusHandle;
use std::sync::Arc;
use std::time::Duration;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

/// Why typesetting gave no document; for the log.
pub type TypesetError = Box<dyn std::error::Error + Send + Sync>;

/// Makes a PDF. The server injects one that runs in a process of its own with
/// bounds on time and memory.
pub type Typeset = Arc<dyn Fn(TypesetInput) -> BoxFuture<'static, Result<Vec<u8>, TypesetError>> + Send + Sync>;

/// What the operator decides about the web front door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Served to browsers over TLS by a proxy in front: tells them never to come without.
    pub behind_tls: bool,
    /// `/metrics` answers anyone, not only this machine.
    pub metrics_open: bool,
}

/// What handlers work with. Cheap to clone.
#[derive(Clone)]
pub struct WebState {
    /// The use cases.
    pub app: App,
    /// PDF maker.
    pub typeset: Typeset,
    /// Where `/metrics` is read from.
    pub metrics: PrometheusHandle,
    /// The operator's decisions.
    pub settings: Settings,
}

/// A form may be so large; uploads have their own limit.
const FORM_BYTES: usize = 1 << 20;
/// Longest that an answer may take: a PDF of a large tenant takes seconds.
const LONGEST: Duration = Duration::from_secs(60);

/// Longest that a file may take to come: the largest over a line of half a megabit a second.
const LONGEST_UPLOAD: Duration = Duration::from_secs(20 * 60);

/// Everything that the product answers on. Serve it with
/// `into_make_service_with_connect_info::<SocketAddr>()`: without the peer's address, nobody counts
/// as being on this machine.
pub fn router(state: WebState) -> Router {
    let mut router = Router::new();
    for route in routes::all() {
        let longest = if route.takes_a_file() { LONGEST_UPLOAD } else { LONGEST };
        let timeout = TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, longest);
        router = router.merge(route.guarded(&state).layer(timeout));
    }
    router
        .fallback(|| async { StatusCode::NOT_FOUND })
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(state.settings, same_site::vouch))
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(from_fn_with_state(state.clone(), errors::dress))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(state.settings, headers::secure))
        .layer(from_fn(observe::observe))
        .with_state(state)
}
