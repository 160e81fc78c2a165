//! `/inbjudan/{secret}`: accepting an invitation.

use crate::access::Reader;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, FormError, page, summary};
use crate::pages::sign_in::with_session;
use crate::shell::{Place, Shell};
use crate::templates::Page;
use crate::{WebState, session};
use application::invitations::{self, Invitation};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
use domain::failure::Failure;
use serde::{Deserialize, Serialize};

/// What the page asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asks {
    /// Nothing: the link does not work, or no longer.
    Nothing,
    /// A password, from someone new.
    Password,
    /// Signing in first, to an account that exists.
    SignIn,
    /// A yes, from someone who is signed in.
    Yes,
    /// Signing out first: someone else is signed in.
    SignOut,
}

/// The invitation.
#[derive(Serialize)]
pub struct InvitationPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// What is asked for.
    pub asks: Asks,
    /// Name of the authority.
    pub tenant: String,
    /// Organisation.
    pub organisation: String,
    /// Function title.
    pub title: String,
    /// Name to sign in with.
    pub user: String,
    /// Address of the form.
    pub action: String,
    /// Address of the sign-in that leads back here.
    pub sign_in: String,
}

impl Page for InvitationPage {
    const TEMPLATE: &'static str = "invitation.html";
}

fn shown(reader: &Reader, secret: &str, invitation: Option<Invitation>, errors: Vec<FormError>) -> Answer {
    let shell = Shell::outside(reader, "invitation-title", Place::Elsewhere);
    let account = reader.session.as_ref().map(|s| s.account);
    let asks = match &invitation {
        None => Asks::Nothing,
        Some(i) if i.needs_password => Asks::Password,
        Some(i) if account == Some(i.account) => Asks::Yes,
        Some(_) if account.is_some() => Asks::SignOut,
        Some(_) => Asks::SignIn,
    };
    let action = format!("/inbjudan/{secret}");
    let query = serde_urlencoded::to_string([("next", &action)]).unwrap_or_default();
    let (tenant, organisation, title, user) = invitation.map(|i| (i.tenant.name, i.organisation, i.title, i.user)).unwrap_or_default();
    let invitation =
        InvitationPage { shell, errors, asks, tenant, organisation, title, user, action, sign_in: format!("/logga-in?{query}") };
    page(reader.lang, &invitation, &invitation.errors)
}

/// `GET /inbjudan/{secret}`: looking at the link does not use it up; mail scanners look too.
pub async fn show(State(state): State<WebState>, reader: Reader, Path(secret): Path<String>) -> Answer {
    match invitations::open(&state.app, &secret).await {
        Ok(invitation) => shown(&reader, &secret, Some(invitation), Vec::new()),
        Err(Failure::NotFound) => shown(&reader, "", None, Vec::new()),
        Err(failure) => Err(Problem::from(failure)),
    }
}

/// Field of the form; someone who is signed in sends it empty.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    password: String,
}

/// `POST /inbjudan/{secret}`
pub async fn accept(
    State(state): State<WebState>,
    reader: Reader,
    headers: HeaderMap,
    Path(secret): Path<String>,
    Fields(sent): Fields<Accept>,
) -> Answer {
    let invitation = match invitations::open(&state.app, &secret).await {
        Ok(invitation) => invitation,
        Err(Failure::NotFound) => return shown(&reader, "", None, Vec::new()),
        Err(failure) => return Err(Problem::from(failure)),
    };
    let accepted = match (invitation.needs_password, &reader.session) {
        (true, _) => invitations::accept_as_new(&state.app, &secret, &sent.password, session::device(&headers)).await.map(Some),
        (false, Some(session)) => invitations::accept_signed_in(&state.app, &secret, session.account).await.map(|_| None),
        (false, None) => return shown(&reader, &secret, Some(invitation), Vec::new()),
    };
    match accepted {
        Ok(Some(token)) => with_session(&state, &headers, &token, "/").await,
        Ok(None) => Ok(Redirect::to("/").into_response()),
        Err(Failure::NotFound) => shown(&reader, "", None, Vec::new()),
        Err(failure) => {
            let errors = summary(reader.lang, failure.into())?;
            shown(&reader, &secret, Some(invitation), errors)
        }
    }
}
