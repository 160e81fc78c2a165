//! `/t/{tenant}/offentlig`: the public editions, for anyone.

mod view;

pub use view::EditionView;

use crate::WebState;
use crate::access::Reader;
use crate::errors::Problem;
use crate::forms::{Answer, page};
use crate::selection;
use crate::shell::Shell;
use crate::templates::Page;
use application::editions::{self, OpenEdition};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::tenants::{Tenant, TenantCode};
use serde::Serialize;

/// The list of weeks.
#[derive(Serialize)]
pub struct EditionsPage {
    /// Frame.
    pub shell: Shell,
    /// Newest first.
    pub weeks: Vec<EditionLine>,
}

impl Page for EditionsPage {
    const TEMPLATE: &'static str = "editions.html";
}

/// A week with an edition.
#[derive(Serialize)]
pub struct EditionLine {
    /// `vecka 46, 2026`
    pub label: String,
    /// `9–15 november 2026`
    pub days: String,
    /// Address.
    pub href: String,
    /// When it was published.
    pub at: String,
}

/// One edition.
#[derive(Serialize)]
pub struct EditionPage {
    /// Frame.
    pub shell: Shell,
    /// The edition; `None` when it has been withdrawn.
    pub edition: Option<EditionView>,
    /// That it was withdrawn, when and why; empty otherwise.
    pub withdrawn: String,
    /// Address of the list.
    pub all: String,
    /// Address of the same as JSON; empty when it has been withdrawn.
    pub json: String,
}

impl Page for EditionPage {
    const TEMPLATE: &'static str = "edition.html";
}

fn frame(reader: &Reader, tenant: &Tenant, title: String) -> Shell {
    Shell::open_to_all(reader, tenant, title)
}

fn code(text: &str) -> Result<TenantCode, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// `GET …/offentlig`
pub async fn list(State(state): State<WebState>, reader: Reader, Path(tenant): Path<String>) -> Answer {
    let (tenant, editions) = editions::open_list(&state.app, &code(&tenant)?).await?;
    let lang = reader.lang;
    let line = |e: &domain::editions::EditionListing| EditionLine {
        label: messages::week_long(lang, e.week),
        days: messages::date_range(lang, e.week.monday(), e.week.sunday()),
        href: format!("/t/{}/offentlig/{}", tenant.code, e.week),
        at: messages::date_time(e.at),
    };
    let weeks = editions.iter().map(line).collect();
    page(lang, &EditionsPage { shell: frame(&reader, &tenant, lang.text("edition-list-title")), weeks }, &[])
}

/// `GET …/offentlig/{week}`
pub async fn show(State(state): State<WebState>, reader: Reader, Path((tenant, week)): Path<(String, String)>) -> Answer {
    let (tenant, edition) = editions::open_one(&state.app, &code(&tenant)?, selection::week(&week)?).await?;
    let lang = reader.lang;
    let all = format!("/t/{}/offentlig", tenant.code);
    let shown = match &edition {
        OpenEdition::Shown(edition, outlines) => {
            let view = EditionView::new(edition, outlines, lang);
            let json = format!("{all}/{}/fil.json", edition.week);
            EditionPage { shell: frame(&reader, &tenant, view.title.clone()), edition: Some(view), withdrawn: String::new(), all, json }
        }
        OpenEdition::Withdrawn(listing) => {
            let title = lang.format("edition-title", &[("week", messages::week_long(lang, listing.week).into())]);
            let withdrawn = view::withdrawn(listing, lang);
            EditionPage { shell: frame(&reader, &tenant, title), edition: None, withdrawn, all, json: String::new() }
        }
    };
    page(lang, &shown, &[])
}

/// `GET …/offentlig/{week}/fil.json`
pub async fn json(State(state): State<WebState>, _reader: Reader, Path((tenant, week)): Path<(String, String)>) -> Answer {
    match editions::open_one(&state.app, &code(&tenant)?, selection::week(&week)?).await?.1 {
        OpenEdition::Shown(edition, _) => Ok(Json(documents::edition::json(&edition)).into_response()),
        OpenEdition::Withdrawn(_) => Err(Problem::new(StatusCode::GONE, "failure-edition-withdrawn")),
    }
}

/// The page of an edition, for rendering samples.
#[cfg(test)]
pub(crate) fn sample(reader: &Reader, tenant: &Tenant, edition: &domain::editions::PublicEdition) -> EditionPage {
    let view = EditionView::new(edition, &test_support::picture::outlines(), reader.lang);
    let shell = frame(reader, tenant, view.title.clone());
    EditionPage { shell, edition: Some(view), withdrawn: String::new(), all: "/t/0580/offentlig".to_owned(), json: "/x.json".to_owned() }
}
