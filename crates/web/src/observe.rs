//! A span and two metrics per request. Only the route's template, the method and the status are
//! recorded: no address with ids, no query, no name, no cell.

use crate::WebState;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Instant;
use tracing::Instrument;
use uuid::Uuid;

/// Wraps one request. Its number is in the span and in the answer's header `x-request-id`.
pub async fn observe(request: Request, next: Next) -> Response {
    let id = Uuid::now_v7().to_string();
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let method = known(request.method());
    let span = tracing::info_span!("request", id, method, route);
    let begun = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    let taken = begun.elapsed();
    span.in_scope(|| tracing::info!(status, milliseconds = taken.as_millis(), "answered"));
    let labels = [("method", method.to_owned()), ("route", route), ("status", status.to_string())];
    metrics::counter!("samsyn_requests_total", &labels).increment(1);
    metrics::histogram!("samsyn_request_seconds", &labels).record(taken.as_secs_f64());
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// Name of a method. Each label makes series that are kept as long as the process lives: what a stranger invents makes none.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

/// `GET /livez`: the process answers.
pub async fn livez() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the stores take writes and answer too. Which one does not is told, why stands in the log.
pub async fn readyz(axum::extract::State(state): axum::extract::State<WebState>) -> Response {
    match state.app.ready().await {
        Ok(()) => "ok\n".into_response(),
        Err(not_ready) => {
            tracing::warn!(cause = %not_ready, "not ready");
            let store = not_ready.tenant.as_ref().map_or("directory", |code| code.as_str());
            let mut response = (axum::http::StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {store}\n")).into_response();
            response.extensions_mut().insert(crate::errors::Finished);
            response
        }
    }
}

/// `GET /metrics`: to this machine, or to anyone when the operator opened them.
pub async fn prometheus(axum::extract::State(state): axum::extract::State<WebState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if !state.settings.metrics_open_to(&parts) {
        return crate::errors::Problem::not_found().into_response();
    }
    state.metrics.render().into_response()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn invented_methods_make_no_series() {
        assert_eq!(known(&Method::POST), "POST");
        for invented in ["A1", "A2", "get", "PROPFIND"] {
            assert_eq!(known(&Method::from_bytes(invented.as_bytes()).unwrap()), "other");
        }
    }
}
