//! The API for programs: JSON and files under `/api/v1`, with the same session cookie as pages.

pub mod findings;
pub mod imports;
pub mod openapi;
pub mod pictures;

use crate::errors::Problem;
use crate::forms::Answer;
use axum::Json;
use axum::response::IntoResponse;
use serde::Serialize;

/// A list in an object, so that more can be said beside it later.
#[derive(Serialize)]
pub struct Listing<T> {
    /// The items.
    pub items: Vec<T>,
}

/// An address that takes no parameters refuses any.
fn no_parameters(query: Option<&str>) -> Result<(), Problem> {
    match query.is_none_or(str::is_empty) {
        true => Ok(()),
        false => Err(Problem::field("query", "failure-parameter-none")),
    }
}

fn json<T: Serialize>(value: T) -> Answer {
    Ok(Json(value).into_response())
}
