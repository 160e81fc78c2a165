//! `/api/v1/tenants/{tenant}/imports`: files that came in and what became of their rows.

use super::{Listing, json};
use crate::WebState;
use crate::access::Member;
use crate::forms::Answer;
use application::imports;
use axum::extract::{RawQuery, State};
use domain::imports::Batch;
use serde::Serialize;

/// One imported file.
#[derive(Serialize)]
pub struct ImportItem {
    id: String,
    content: &'static str,
    sender: Option<String>,
    file_name: String,
    sha256: String,
    at: String,
    state: &'static str,
    read: u64,
    imported: u64,
    linked: u64,
    probable: u64,
    duplicates: u64,
    rejected: u64,
}

impl From<Batch> for ImportItem {
    fn from(batch: Batch) -> Self {
        Self {
            id: batch.id.to_string(),
            content: batch.kind.key(),
            sender: batch.sender_name,
            file_name: batch.file_name,
            sha256: batch.digest,
            at: batch.at.to_string(),
            state: batch.state.key(),
            read: batch.report.read,
            imported: batch.report.imported,
            linked: batch.report.linked,
            probable: batch.report.probable_total,
            duplicates: batch.report.duplicates,
            rejected: batch.report.rejected_total,
        }
    }
}

/// `GET /api/v1/tenants/{tenant}/imports`
pub async fn list(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Answer {
    super::no_parameters(query.as_deref())?;
    let batches = imports::list(&state.app, &member.actor).await?;
    json(Listing { items: batches.into_iter().map(ImportItem::from).collect() })
}
