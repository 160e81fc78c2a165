//! `/t/{tenant}/logg/inloggningar`: what the directory's log says about this tenant.

use super::audit::{Before, EntryLine, PER_PAGE};
use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, page};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::audit;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Serialize;

/// A page of entries.
#[derive(Serialize)]
pub struct AuditDirectoryPage {
    /// Frame.
    pub shell: Shell,
    /// Newest first.
    pub entries: Vec<EntryLine>,
    /// Address of the newest entries; empty on the first page.
    pub newer: String,
    /// Address of older entries; empty when there are none.
    pub older: String,
    /// Address of the tenant's own log.
    pub back: String,
}

impl Page for AuditDirectoryPage {
    const TEMPLATE: &'static str = "audit_directory.html";
}

/// `GET …/logg/inloggningar`
pub async fn show(State(state): State<WebState>, member: Member, query: Result<Query<Before>, QueryRejection>) -> Answer {
    let Query(Before { before }) = query.map_err(|_| Problem::field("before", "failure-parameter-value"))?;
    let found = audit::directory_page(&state.app, &member.actor, before, PER_PAGE).await?;
    let base = member.path("logg/inloggningar");
    let shown = AuditDirectoryPage {
        shell: Shell::within(&member, "audit-directory-title", Place::Log),
        newer: before.map(|_| base.clone()).unwrap_or_default(),
        older: found.older.map(|seq| format!("{base}?before={seq}")).unwrap_or_default(),
        entries: found.entries.iter().map(|e| EntryLine::new(member.lang, e)).collect(),
        back: member.path("logg"),
    };
    page(member.lang, &shown, &[])
}
