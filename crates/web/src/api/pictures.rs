//! `/api/v1/tenants/{tenant}/pictures`: weeks, and a week's picture in every form.

use super::{Listing, json};
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::Answer;
use crate::{WebState, exports};
use application::pictures::{self, Format, WeekListing};
use axum::extract::{Path, RawQuery, State};
use domain::pictures::PictureState;
use serde::Serialize;

/// A week that has a picture.
#[derive(Serialize)]
pub struct WeekItem {
    week: String,
    state: &'static str,
    version: Option<u32>,
    incident_count: u64,
}

impl From<&WeekListing> for WeekItem {
    fn from(listing: &WeekListing) -> Self {
        let version = match &listing.state {
            PictureState::Published(publication) => Some(publication.version),
            PictureState::Open | PictureState::Closed { .. } | PictureState::Draft { .. } | PictureState::Assessed { .. } => None,
        };
        Self { week: listing.week.to_string(), state: listing.state.key(), version, incident_count: listing.count }
    }
}

/// `GET /api/v1/tenants/{tenant}/pictures`
pub async fn weeks(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Answer {
    super::no_parameters(query.as_deref())?;
    let weeks = pictures::weeks(&state.app, &member.actor).await?;
    json(Listing { items: weeks.iter().map(WeekItem::from).collect() })
}

/// `GET /api/v1/tenants/{tenant}/pictures/{week}`: `2026-W46` is JSON, `2026-W46.pdf`, `.xlsx` and
/// `.csv` are files. All are exports, and logged as such.
pub async fn picture(
    State(state): State<WebState>,
    member: Member,
    Path((_, asked)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let (week, format) = form(&asked)?;
    exports::file(&state, &member, week, query.as_deref(), format).await
}

fn form(asked: &str) -> Result<(&str, Format), Problem> {
    match asked.split_once('.') {
        None | Some((_, "json")) => Ok((asked.trim_end_matches(".json"), Format::Json)),
        Some((week, "pdf")) => Ok((week, Format::Pdf)),
        Some((week, "xlsx")) => Ok((week, Format::Xlsx)),
        Some((week, "csv")) => Ok((week, Format::Csv)),
        Some(_) => Err(Problem::not_found()),
    }
}
