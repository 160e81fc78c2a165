//! `/konto`: one's own account, its devices, its password.

use crate::access::Reader;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, Fields, FormError, ManyFields, page, summary};
use crate::pages::opt_out::topic;
use crate::pages::sign_in::CLEAR;
use crate::shell::{Place, Shell};
use crate::templates::Page;
use crate::{WebState, session};
use application::mail::{self, MailWishes};
use application::own_account::{self, OwnDevice};
use application::sessions::{Membership, Session};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect};
use domain::failure::Failure;
use domain::ids::SessionId;
use domain::letters::{Cadence, Topic};
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
    /// What it is wanted about.
    pub topics: Vec<Choice>,
    /// How often actions of one's own are told of.
    pub cadence: Vec<Choice>,
    /// Languages of the letters.
    pub mail_lang: Vec<Choice>,
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
    let wishes = mail::wishes(&state.app, session.account).await?;
    let lang = reader.lang;
    let choice = |value: &str, label: String, selected: bool| Choice { value: value.to_owned(), label, selected };
    let shown = AccountPage {
        shell: Shell::outside(reader, "account-title", Place::Elsewhere),
        errors,
        user: account.user,
        email: account.email.unwrap_or_default(),
        wants_mail: wishes.any,
        topics: wishes.topics.iter().map(|(of, wanted)| choice(&format!("topic-{}", of.key()), topic(lang, *of), *wanted)).collect(),
        cadence: Cadence::ALL
            .iter()
            .map(|c| choice(c.key(), lang.text(&format!("account-cadence-{}", c.key())), *c == wishes.cadence))
            .collect(),
        mail_lang: Lang::ALL
            .iter()
            .map(|l| choice(l.tag(), lang.text(&format!("account-mail-lang-{}", l.tag())), *l == wishes.lang))
            .collect(),
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

/// `POST /konto/mejl`: a box that is not ticked is not sent.
pub async fn set_mail(State(state): State<WebState>, reader: Reader, fields: ManyFields) -> Answer {
    let boxes: Vec<(Topic, String)> = Topic::ALL.iter().map(|topic| (*topic, format!("topic-{}", topic.key()))).collect();
    let mut names = vec!["wants_mail", "save", "cadence", "mail_lang"];
    names.extend(boxes.iter().map(|(_, name)| name.as_str()));
    let fields = fields.only(&names)?;
    if fields.one("save") != "yes" {
        return Err(Problem::field("save", "failure-request"));
    }
    let session = own(&reader)?;
    let before = mail::wishes(&state.app, session.account).await?;
    let wishes = MailWishes {
        any: !fields.one("wants_mail").is_empty(),
        topics: boxes.iter().map(|(topic, name)| (*topic, !fields.one(name).is_empty())).collect(),
        lang: Lang::from_tag(fields.one("mail_lang")).unwrap_or(before.lang),
        cadence: Cadence::from_key(fields.one("cadence")).unwrap_or(before.cadence),
    };
    mail::set_wishes(&state.app, session.account, &wishes).await?;
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
