//! `/`: on to the place where this person's week begins. Also the switches of the frame:
//! language and, in the practice municipality, persona.

use crate::access::Reader;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, page};
use crate::shell::{NavigationItem, Place, Shell};
use crate::templates::Page;
use crate::{WebState, session};
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use messages::Lang;
use serde::{Deserialize, Serialize};

/// A choice between tenants, or the words to someone who belongs to none.
#[derive(Serialize)]
pub struct StartPage {
    /// Frame.
    pub shell: Shell,
    /// Tenants that the reader may open.
    pub tenants: Vec<NavigationItem>,
    /// Tenants that open once the reader has a second factor.
    pub waiting: String,
}

impl Page for StartPage {
    const TEMPLATE: &'static str = "start.html";
}

/// `GET /`
pub async fn show(reader: Reader) -> Answer {
    let shell = Shell::outside(&reader, "start-title", Place::Elsewhere);
    if shell.home != "/" {
        return Ok(Redirect::to(&shell.home).into_response());
    }
    let memberships = reader.session.iter().flat_map(|s| &s.memberships);
    let tenant = |m: &application::sessions::Membership| NavigationItem {
        label: m.tenant.name.clone(),
        href: format!("/t/{}/lagesbild", m.tenant.code),
        current: false,
    };
    let tenants = memberships.map(tenant).collect();
    let waiting = reader.session.iter().flat_map(|s| &s.waiting).map(|t| t.name.as_str()).collect::<Vec<_>>().join(", ");
    page(reader.lang, &StartPage { shell, tenants, waiting }, &[])
}

/// Fields of the language switch.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Speak {
    lang: String,
    next: String,
}

/// `POST /sprak`
pub async fn speak(State(state): State<WebState>, reader: Reader, Fields(form): Fields<Speak>) -> Answer {
    let lang = Lang::from_tag(&form.lang).ok_or_else(|| Problem::field("lang", "failure-request"))?;
    // Letters speak the language that the person last chose; a persona of the practice is many people.
    if let Some(session) = reader.session.as_ref().filter(|session| session.id.is_some()) {
        application::mail::speak(&state.app, session.account, lang).await?;
    }
    Ok(back_with(session::speak(lang), &form.next))
}

/// Fields of the persona switch.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BecomePersona {
    key: String,
    next: String,
}

/// `POST /persona`, only in the practice municipality.
pub async fn become_persona(reader: Reader, Fields(form): Fields<BecomePersona>) -> Answer {
    let known = reader.personas(None).iter().any(|p| p.key == form.key);
    let cookie = session::become_persona(&form.key).filter(|_| known).ok_or_else(Problem::not_found)?;
    Ok(back_with(cookie, &form.next))
}

fn back_with(cookie: axum::http::HeaderValue, back: &str) -> Response {
    ([(SET_COOKIE, cookie)], Redirect::to(session::own_path(back))).into_response()
}
