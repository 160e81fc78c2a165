//! `/konto`: one's own account, its devices, its password.

use crate::access::Reader;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, FormError, page, summary};
use crate::pages::sign_in::CLEAR;
use crate::shell::{Place, Shell};
use crate::templates::Page;
use crate::{WebState, session};
use application::own_account::{self, OwnDevice};
use application::sessions::{Membership, Session};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect};
use domain::failure::Failure;
use domain::ids::SessionId;
use messages::Lang;
use serde::{Deserialize, Serialize};

/// One's own account.
#[derive(Serialize)]
pub struct AccountPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// Name to sign in with.
    pub user: String,
    /// Where mail goes; empty when nobody knows.
    pub email: String,
    /// Whether mail that can be done without is wanted.
    pub wants_mail: bool,
    /// Whether there is a password to change: not for the personas of the practice municipality.
    pub has_password: bool,
    /// Whether a code is asked for after the password.
    pub has_second_factor: bool,
    /// Recovery codes left.
    pub codes_left: u64,
    /// Where this person acts.
    pub memberships: Vec<MembershipLine>,
    /// Signed-in devices.
    pub devices: Vec<DeviceLine>,
}

impl Page for AccountPage {
    const TEMPLATE: &'static str = "account.html";
}

/// One membership.
#[derive(Serialize)]
pub struct MembershipLine {
    /// Authority.
    pub tenant: String,
    /// Function title.
    pub title: String,
    /// Organisation.
    pub organisation: String,
    /// Roles in words.
    pub roles: String,
}

/// One device.
#[derive(Serialize)]
pub struct DeviceLine {
    /// `Firefox, Windows`
    pub name: String,
    /// Signed in at.
    pub since: String,
    /// Last used.
    pub seen: String,
    /// Whether it is the one that reads the page.
    pub this: bool,
    /// Address of the form that signs it out.
    pub sign_out: String,
}

fn device(lang: Lang, own: &OwnDevice, here: Option<SessionId>) -> DeviceLine {
    let names = [own.device.browser(), own.device.system()];
    let known: Vec<_> = names.into_iter().filter(|n| !n.is_empty()).collect();
    DeviceLine {
        name: if known.is_empty() { lang.text("account-device-unknown") } else { known.join(", ") },
        since: messages::date_time(own.since),
        seen: messages::date_time(own.seen),
        this: here == Some(own.id),
        sign_out: format!("/konto/enheter/{}/logga-ut", own.id),
    }
}

fn membership(lang: Lang, m: &Membership) -> MembershipLine {
    MembershipLine {
        tenant: m.tenant.name.clone(),
        title: m.title.clone(),
        organisation: m.organisation_name.clone(),
        roles: m.roles.iter().map(|r| messages::role(lang, *r)).collect::<Vec<_>>().join(", "),
    }
}

/// The session of a page that only the signed-in reach.
pub(crate) fn own(reader: &Reader) -> Result<&Session, Problem> {
    reader.session.as_ref().ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED, "failure-signed-out"))
}

/// The session itself, for what a persona of the practice municipality cannot do.
pub(crate) fn own_session(session: &Session) -> Result<SessionId, Problem> {
    session.id.ok_or_else(|| Failure::Conflict("failure-persona").into())
}

/// `GET /konto`
pub async fn show(State(state): State<WebState>, reader: Reader) -> Answer {
    with_errors(&state, &reader, Vec::new()).await
}

async fn with_errors(state: &WebState, reader: &Reader, errors: Vec<FormError>) -> Answer {
    let session = own(reader)?;
    let account = own_account::show(&state.app, session.account).await?;
    let shown = AccountPage {
        shell: Shell::outside(reader, "account-title", Place::Elsewhere),
        errors,
        user: account.user,
        email: account.email.unwrap_or_default(),
        wants_mail: account.wants_mail,
        has_password: account.has_password,
        has_second_factor: account.has_second_factor,
        codes_left: account.codes_left,
        memberships: session.memberships.iter().map(|m| membership(reader.lang, m)).collect(),
        devices: account.devices.iter().map(|d| device(reader.lang, d, session.id)).collect(),
    };
    page(reader.lang, &shown, &shown.errors)
}

/// Fields of the password form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    present: String,
    password: String,
}

/// `POST /konto/losenord`
pub async fn change_password(State(state): State<WebState>, reader: Reader, Fields(sent): Fields<ChangePassword>) -> Answer {
    let session = own(&reader)?;
    let id = own_session(session)?;
    match own_account::change_password(&state.app, session.account, id, &sent.present, &sent.password).await {
        Ok(()) => Ok(Redirect::to("/konto").into_response()),
        Err(failure) => with_errors(&state, &reader, summary(reader.lang, failure.into())?).await,
    }
}

/// Field of the mail form: there when the box is ticked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    #[serde(default)]
    wants_mail: String,
    save: String,
}

/// `POST /konto/mejl`
pub async fn set_mail(State(state): State<WebState>, reader: Reader, Fields(sent): Fields<Mail>) -> Answer {
    let session = own(&reader)?;
    let wants = sent.save == "yes" && !sent.wants_mail.is_empty();
    own_account::set_wants_mail(&state.app, session.account, wants).await?;
    Ok(Redirect::to("/konto").into_response())
}

/// `POST /konto/enheter/{id}/logga-ut`
pub async fn sign_out_one(State(state): State<WebState>, reader: Reader, Path(id): Path<String>) -> Answer {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    own_account::sign_out_one(&state.app, own(&reader)?.account, id).await?;
    Ok(Redirect::to("/konto").into_response())
}

/// `POST /konto/logga-ut-overallt`
pub async fn sign_out_everywhere(State(state): State<WebState>, reader: Reader) -> Answer {
    let session = own(&reader)?;
    own_session(session)?;
    own_account::sign_out_everywhere(&state.app, session.account).await?;
    Ok(([(SET_COOKIE, session::end()), CLEAR], Redirect::to("/logga-in")).into_response())
}
