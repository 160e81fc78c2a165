//! Who may reach a route. The guard is put on each route from the list in `routes.rs`; handlers
//! take [`Reader`] or [`Member`], which only the guard makes.

use crate::errors::Problem;
use crate::routes::Method;
use crate::session;
use crate::shell::PersonaChoice;
use crate::{Settings, WebState};
use application::sessions::{Session, as_persona, find};
use application::watch::{Try, Why};
use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::actor::Actor;
use domain::failure::Failure;
use domain::ids::AccountId;
use domain::organisations::Class;
use domain::policy::Action;
use domain::tenants::{Tenant, TenantCode};
use domain::week::Week;
use messages::Lang;

/// What a route asks of the one who comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone, and nobody is looked up: files, probes, documents about the program.
    Open,
    /// Anyone; the page shows who is signed in.
    Public,
    /// Anyone with a session.
    SignedIn,
    /// A member of the tenant in the address whom the policy allows the action.
    Tenant(Action),
}

/// How a route answers someone who may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// A person with a browser: sign-in page, error pages.
    Browser,
    /// A program: RFC 9457 problems.
    Program,
}

/// Who reads a page, signed in or not.
#[derive(Clone)]
pub struct Reader {
    /// Language of the answer.
    pub lang: Lang,
    /// The session, when there is one.
    pub session: Option<Session>,
    /// Whether the session came from the sign-in cookie, so that signing out means something.
    pub signed_in_by_cookie: bool,
    /// Whether this is the practice municipality.
    pub demo: bool,
    /// Path and query of the request.
    pub here: String,
    choices: Vec<(AccountId, PersonaChoice)>,
}

impl Reader {
    /// Personas to choose between, with the session's own marked.
    pub fn personas(&self, account: Option<AccountId>) -> Vec<PersonaChoice> {
        let mark = |(id, choice): &(AccountId, PersonaChoice)| PersonaChoice { selected: Some(*id) == account, ..choice.clone() };
        self.choices.iter().map(mark).collect()
    }
}

/// Who acts in a tenant. Reaching a handler with one means: signed in, member of the tenant in
/// the address, and allowed the route's action.
#[derive(Clone)]
pub struct Member {
    /// For the use cases.
    pub actor: Actor,
    /// The tenant of the address.
    pub tenant: Tenant,
    /// Name of the organisation acted for.
    pub organisation_name: String,
    /// The route's action.
    pub action: Action,
    /// Language of the answer.
    pub lang: Lang,
    /// The same person as any page sees it.
    pub reader: Reader,
}

impl Member {
    /// Address of a page in the tenant: `member.path("import")` is `/t/0580/import`.
    pub fn path(&self, rest: &str) -> String {
        format!("/t/{}/{rest}", self.tenant.code)
    }
}

/// What the guard of one route needs to know.
#[derive(Clone)]
pub struct Guard {
    /// The application and settings.
    pub state: WebState,
    /// What the route asks.
    pub access: Access,
    /// Whom it answers.
    pub audience: Audience,
    /// Method of the route.
    pub method: Method,
    /// Path template of the route.
    pub path: &'static str,
}

/// The guard: finds the session, decides, and puts [`Reader`] and [`Member`] on the request. What it or
/// the use case behind it refuses to someone signed in is noted, and so is each record looked at.
pub async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    if guard.access == Access::Open {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let seen = Seen::of(&guard, &mut parts).await;
    let (reader, member, response) = match admit(&guard, &mut parts).await {
        Ok((reader, member)) => {
            parts.extensions.insert(reader.clone());
            if let Some(member) = &member {
                parts.extensions.insert(member.clone());
            }
            (reader, member, next.run(Request::from_parts(parts, body)).await)
        }
        Err(Refusal { reader, member, response }) => match reader {
            Some(reader) => (reader, member, response),
            None => return response,
        },
    };
    watch(&guard, &seen, &reader, member.as_ref(), response.status()).await;
    response
}

/// Someone who was not let in.
struct Refusal {
    reader: Option<Reader>,
    /// Of a member of the tenant whom the policy does not allow it.
    member: Option<Member>,
    response: Response,
}

async fn admit(guard: &Guard, parts: &mut Parts) -> Result<(Reader, Option<Member>), Refusal> {
    let reader = match reader(&guard.state, parts).await {
        Ok(reader) => reader,
        Err(problem) => return Err(Refusal { reader: None, member: None, response: problem.into_response() }),
    };
    match guard.access {
        Access::Open | Access::Public => Ok((reader, None)),
        Access::SignedIn if reader.session.is_some() => Ok((reader, None)),
        Access::SignedIn => {
            let response = ask_to_sign_in(guard.audience, &reader, parts);
            Err(Refusal { reader: None, member: None, response })
        }
        Access::Tenant(action) => match member(guard, &reader, parts, action).await {
            Ok(member) if member.actor.can(action) => Ok((reader, Some(member))),
            Ok(member) => {
                let response = Problem::from(Failure::NotAllowed).into_response();
                Err(Refusal { reader: Some(reader), member: Some(member), response })
            }
            Err(response) => Err(Refusal { reader: Some(reader), member: None, response }),
        },
    }
}

/// What a request asks for, in words that may stand in the log.
struct Seen {
    tenant: Option<TenantCode>,
    object: Option<String>,
    /// Whether the address names one thing.
    one: bool,
}

impl Seen {
    async fn of(guard: &Guard, parts: &mut Parts) -> Self {
        let Ok(params) = RawPathParams::from_request_parts(parts, &()).await else {
            return Self { tenant: None, object: None, one: false };
        };
        let tenant = params.iter().find(|(name, _)| *name == "tenant").and_then(|(_, code)| code.parse().ok());
        // Ids and weeks alone: an address can be made to hold anything. A secret is never written down.
        let is_word = |text: &str| text.parse::<AccountId>().is_ok() || text.parse::<Week>().is_ok();
        let named = |name: &str| !matches!(name, "tenant" | "secret" | "file");
        let object = params.iter().find(|(name, value)| named(name) && is_word(value)).map(|(_, value)| value.to_owned());
        Self { tenant, object, one: params.iter().any(|(name, _)| named(name)) && guard.method == Method::Get }
    }
}

async fn watch(guard: &Guard, seen: &Seen, reader: &Reader, member: Option<&Member>, status: StatusCode) {
    let Some(session) = &reader.session else { return };
    let why = match status {
        StatusCode::FORBIDDEN => Some(Why::NotAllowed),
        StatusCode::NOT_FOUND => Some(Why::NotFound),
        _ => None,
    };
    let app = &guard.state.app;
    let action = match guard.access {
        Access::Open | Access::Public => return,
        Access::SignedIn => None,
        Access::Tenant(action) => Some(action),
    };
    let looked = status == StatusCode::OK && guard.method == Method::Get && action.is_some_and(|a| seen.one || a.class() >= Class::C);
    let noted = match (why, member) {
        (Some(why), member) => {
            let route = format!("{} {}", guard.method.name(), guard.path);
            let (member, tenant) = (member.map(|m| &m.actor), seen.tenant.clone());
            let tried = Try { account: session.account, member, tenant, route: &route, object: seen.object.clone(), why };
            application::watch::refused(app, &tried).await
        }
        (None, Some(member)) if looked => application::watch::looked(app, &member.actor).await.map(|_| ()),
        (None, Some(_) | None) => Ok(()),
    };
    // The answer is what it is: the refusal stands even when it cannot be noted.
    if let Err(failure) = noted {
        tracing::error!(%failure, "what was watched at the door could not be noted");
    }
}

/// The one who comes, from cookies; in the practice municipality anyone on this machine is a
/// persona without signing in.
pub async fn reader(state: &WebState, parts: &Parts) -> Result<Reader, Problem> {
    let lang = session::language(&parts.headers);
    let by_cookie = match session::token(&parts.headers) {
        Some(token) => find(&state.app, &token).await?,
        None => None,
    };
    let signed_in_by_cookie = by_cookie.is_some();
    let demo = state.app.demo();
    let session = match (by_cookie, demo) {
        (Some(session), _) => Some(session),
        (None, Some(_)) if session::from_this_machine(state.settings, parts) => {
            Some(as_persona(&state.app, session::persona(&parts.headers).as_deref()).await?)
        }
        (None, _) => None,
    };
    let title = |p: &application::Persona| match lang {
        Lang::Sv => p.title_sv.clone(),
        Lang::En => p.title_en.clone(),
    };
    let choice = |p: &application::Persona| (p.account, PersonaChoice { key: p.key.clone(), title: title(p), selected: false });
    let choices = demo.map(|demo| demo.personas.iter().map(choice).collect()).unwrap_or_default();
    let here = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    Ok(Reader { lang, session, signed_in_by_cookie, demo: demo.is_some(), here, choices })
}

/// A member of the tenant in the address; what the policy allows it is another question.
async fn member(guard: &Guard, reader: &Reader, parts: &mut Parts, action: Action) -> Result<Member, Response> {
    let Some(session) = &reader.session else {
        return Err(ask_to_sign_in(guard.audience, reader, parts));
    };
    let not_found = || Problem::not_found().into_response();
    let params = RawPathParams::from_request_parts(parts, &()).await.map_err(|_| not_found())?;
    let code = params.iter().find(|(name, _)| *name == "tenant").and_then(|(_, code)| code.parse::<TenantCode>().ok());
    let code = code.ok_or_else(not_found)?;
    // Whether the tenant exists is not said to someone without a membership in it.
    if session.waiting.iter().any(|tenant| tenant.code == code) {
        return Err(ask_for_second_factor(guard.audience));
    }
    let membership = session.memberships.iter().find(|m| m.tenant.code == code).ok_or_else(not_found)?;
    let actor = session.actor(&code).ok_or_else(not_found)?;
    Ok(Member {
        actor,
        tenant: membership.tenant.clone(),
        organisation_name: membership.organisation_name.clone(),
        action,
        lang: reader.lang,
        reader: reader.clone(),
    })
}

/// Someone who must have a second factor here sets it up first. Nothing of the tenant is told.
fn ask_for_second_factor(audience: Audience) -> Response {
    match audience {
        Audience::Program => Problem::new(StatusCode::FORBIDDEN, "failure-second-factor-needed").into_response(),
        Audience::Browser => Redirect::to("/konto/tvasteg").into_response(),
    }
}

fn ask_to_sign_in(audience: Audience, reader: &Reader, parts: &Parts) -> Response {
    match audience {
        Audience::Program => Problem::new(StatusCode::UNAUTHORIZED, "failure-signed-out").into_response(),
        Audience::Browser if parts.method == axum::http::Method::GET => {
            let query = serde_urlencoded::to_string([("next", &reader.here)]).unwrap_or_default();
            Redirect::to(&format!("/logga-in?{query}")).into_response()
        }
        // What was sent is lost: coming back to the address of a form's target helps nobody.
        Audience::Browser => Redirect::to("/logga-in").into_response(),
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Reader>().cloned().ok_or_else(unguarded)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Member {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Member>().cloned().ok_or_else(unguarded)
    }
}

/// A handler asks for more than its route's access gives: a fault in `routes.rs`, found by the
/// route walk.
fn unguarded() -> Problem {
    tracing::error!("a handler took Reader or Member on a route whose access does not give it");
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "failure-infrastructure")
}

impl Settings {
    /// Whether the metrics are open to this request: from this machine, or to anyone when the
    /// operator said so.
    pub fn metrics_open_to(&self, parts: &Parts) -> bool {
        self.metrics_open || session::from_this_machine(*self, parts)
    }
}

#[cfg(test)]
impl Reader {
    /// A reader of the practice municipality, for rendering samples.
    pub fn sample(lang: Lang) -> Self {
        let persona = PersonaChoice { key: "est".to_owned(), title: "EST-samordnare".to_owned(), selected: false };
        let choices = vec![(AccountId([0; 16]), persona)];
        Self { lang, session: None, signed_in_by_cookie: true, demo: true, here: "/t/0580/import?a=b&c".to_owned(), choices }
    }
}

#[cfg(test)]
impl Member {
    /// A coordinator who may do everything that a role may, for rendering samples.
    pub fn sample(lang: Lang) -> Self {
        use domain::organisations::OrganisationKind;
        use domain::policy::Role;
        let tenant = Tenant { code: "0580".parse().unwrap_or_else(|_| unreachable!()), name: "Linköpings kommun".to_owned() };
        let roles = Role::ALL.to_vec();
        let name = "EST-samordnare".to_owned();
        let actor = Actor::member(AccountId([0; 16]), name.clone(), tenant.code.clone(), OrganisationKind::Administration, roles.clone());
        let membership = application::sessions::Membership {
            tenant: tenant.clone(),
            organisation_id: domain::ids::OrganisationId([0; 16]),
            organisation: OrganisationKind::Administration,
            organisation_name: "Trygghetsenheten".to_owned(),
            title: name.clone(),
            roles,
            second_factor: domain::memberships::SecondFactorRule::Offered,
            training_expires: None,
            class_d_until: None,
        };
        let session = Session { account: AccountId([0; 16]), id: None, name, memberships: vec![membership], waiting: Vec::new() };
        let reader = Reader { session: Some(session), ..Reader::sample(lang) };
        Self { actor, tenant, organisation_name: "Trygghetsenheten".to_owned(), action: Action::ViewImports, lang, reader }
    }
}
