//! `/t/{tenant}/stadsdelar`: the districts that count now, and earlier versions of the boundaries.

use crate::WebState;
use crate::access::Member;
use crate::forms::{Answer, page};
use crate::pages::picture::address::in_path;
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::districts;
use axum::extract::State;
use domain::districts::{DistrictCode, DistrictSet};
use domain::policy::Action;
use serde::Serialize;

/// Districts and versions.
#[derive(Serialize)]
pub struct DistrictsPage {
    /// Frame.
    pub shell: Shell,
    /// Districts of the current version, in the boundary file's order.
    pub districts: Vec<DistrictLine>,
    /// Versions, newest first.
    pub versions: Vec<VersionLine>,
    /// Address for importing a new version; empty when the reader may not.
    pub import: String,
}

impl Page for DistrictsPage {
    const TEMPLATE: &'static str = "districts.html";
}

/// One district.
#[derive(Serialize)]
pub struct DistrictLine {
    /// Publisher's code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Address of its page.
    pub href: String,
}

/// One version of the boundaries.
#[derive(Serialize)]
pub struct VersionLine {
    /// First day.
    pub from: String,
    /// First day it no longer counts; empty for the current one.
    pub to: String,
    /// File that it came from.
    pub file: String,
    /// Number of districts.
    pub districts: u32,
}

impl From<&DistrictSet> for VersionLine {
    fn from(set: &DistrictSet) -> Self {
        Self {
            from: messages::date_short(set.valid_from),
            to: set.valid_to.map(messages::date_short).unwrap_or_default(),
            file: set.file_name.clone(),
            districts: set.districts,
        }
    }
}

/// The address of a district's page, of the week to open first.
fn district_page(member: &Member, district: &DistrictCode) -> String {
    member.path(&format!("omrade/{}", in_path(district.as_str())))
}

/// `GET …/stadsdelar`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    let current = districts::current(&state.app, &member.actor).await?;
    let history = districts::history(&state.app, &member.actor).await?;
    let shown = DistrictsPage {
        shell: Shell::within(&member, "districts-title", Place::Districts),
        districts: current
            .into_iter()
            .map(|d| DistrictLine { href: district_page(&member, &d.code), code: d.code.to_string(), name: d.name })
            .collect(),
        versions: history.iter().map(VersionLine::from).collect(),
        import: if member.actor.can(Action::ImportDistricts) { member.path("import") } else { String::new() },
    };
    page(member.lang, &shown, &[])
}
