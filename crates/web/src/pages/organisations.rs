//! `/t/{tenant}/administration/organisationer`: who takes part in the collaboration.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, Fields, FormError, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::organisations;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use domain::failure::Failure;
use domain::ids::OrganisationId;
use domain::organisations::{Class, Organisation, OrganisationKind};
use messages::Lang;
use serde::{Deserialize, Serialize};

/// The list and the form for a new one.
#[derive(Serialize)]
pub struct OrganisationsPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// By name.
    pub organisations: Vec<OrganisationLine>,
    /// Names in older records that fit no organisation, each with the organisations that it can have been.
    pub former: Vec<FormerLine>,
    /// Address of the form; one organisation adds its id.
    pub action: String,
    /// Address of the list of people.
    pub back: String,
    /// Name as it was sent.
    pub name: String,
    /// Kinds to choose between.
    pub kinds: Vec<Choice>,
}

impl Page for OrganisationsPage {
    const TEMPLATE: &'static str = "organisations.html";
}

/// One organisation.
#[derive(Serialize)]
pub struct OrganisationLine {
    /// Its id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind in words.
    pub kind_label: String,
    /// How far its people can see, in words.
    pub ceiling: String,
    /// Whether it takes part.
    pub active: bool,
    /// The version that the form builds on.
    pub seen: u32,
}

/// A name in older records that fits no organisation.
#[derive(Clone, Serialize)]
pub struct FormerLine {
    /// Its id.
    pub id: String,
    /// The name.
    pub name: String,
    /// Kind in words.
    pub kind_label: String,
    /// Organisations to choose between.
    pub into: Vec<Choice>,
    /// The version that the form builds on.
    pub seen: u32,
}

impl FormerLine {
    fn all(lang: Lang, all: &[Organisation]) -> Vec<Self> {
        let none = Choice { value: String::new(), label: lang.text("organisations-join-choose"), selected: true };
        let label = |o: &Organisation| format!("{} ({})", o.name, messages::organisation_kind(lang, o.kind));
        let choice = |o: &Organisation| Choice { value: o.id.to_string(), label: label(o), selected: false };
        let into: Vec<Choice> = std::iter::once(none).chain(all.iter().filter(|o| !o.former_name).map(choice)).collect();
        let line = |o: &Organisation| FormerLine {
            id: o.id.to_string(),
            name: o.name.clone(),
            kind_label: messages::organisation_kind(lang, o.kind),
            into: into.clone(),
            seen: o.version,
        };
        all.iter().filter(|o| o.former_name).map(line).collect()
    }
}

fn ceiling(lang: Lang, kind: OrganisationKind) -> String {
    lang.text(match kind.ceiling() {
        Class::A => "audience-a",
        Class::B => "audience-b",
        Class::C => "audience-c",
        Class::D => "audience-d",
    })
}

/// `GET …/organisationer`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    list(&state, &member, &Add::default(), Vec::new()).await
}

async fn list(state: &WebState, member: &Member, sent: &Add, errors: Vec<FormError>) -> Answer {
    let lang = member.lang;
    let all = organisations::list(&state.app, &member.actor).await?;
    let line = |o: &Organisation| OrganisationLine {
        id: o.id.to_string(),
        name: o.name.clone(),
        kind_label: messages::organisation_kind(lang, o.kind),
        ceiling: ceiling(lang, o.kind),
        active: o.active,
        seen: o.version,
    };
    let kind = |k: &OrganisationKind| Choice {
        value: k.key().to_owned(),
        label: format!("{} – {}", messages::organisation_kind(lang, *k), ceiling(lang, *k)),
        selected: k.key() == sent.kind,
    };
    let shown = OrganisationsPage {
        shell: Shell::within(member, "organisations-title", Place::Administration),
        errors,
        organisations: all.iter().map(line).collect(),
        former: FormerLine::all(lang, &all),
        action: member.path("administration/organisationer"),
        back: member.path("administration"),
        name: sent.name.clone(),
        kinds: OrganisationKind::ALL.iter().map(kind).collect(),
    };
    page(lang, &shown, &shown.errors)
}

/// Fields of the form for a new one.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Add {
    name: String,
    kind: String,
}

/// `POST …/organisationer`
pub async fn add(State(state): State<WebState>, member: Member, Fields(sent): Fields<Add>) -> Answer {
    let added = match OrganisationKind::from_key(&sent.kind) {
        Some(kind) => organisations::add(&state.app, &member.actor, &sent.name, kind).await.map(|_| ()),
        None => Err(Failure::invalid("kind", "failure-organisation-kind")),
    };
    answer(&state, &member, &sent, added).await
}

async fn answer(state: &WebState, member: &Member, sent: &Add, done: Result<(), Failure>) -> Answer {
    match done {
        Ok(()) => Ok(Redirect::to(&member.path("administration/organisationer")).into_response()),
        Err(failure) => {
            let errors = summary(member.lang, failure.into())?;
            list(state, member, sent, errors).await
        }
    }
}

/// Fields of the form for one that is there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    name: String,
    seen: u32,
    #[serde(default)]
    active: String,
}

/// `POST …/organisationer/{id}`
pub async fn change(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Fields(sent): Fields<Change>,
) -> Answer {
    let id: OrganisationId = id.parse().map_err(|_| Problem::not_found())?;
    let known = organisations::by_id(&state.app, &member.actor, id).await?;
    let changed = Organisation { name: sent.name.clone(), active: !sent.active.is_empty(), version: sent.seen, ..known };
    let done = organisations::change(&state.app, &member.actor, &changed).await;
    answer(&state, &member, &Add::default(), done).await
}

/// Fields of the form that joins a name in older records with an organisation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
    into: String,
    seen: u32,
}

/// `POST …/organisationer/{id}/sla-ihop`
pub async fn join(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Fields(sent): Fields<Join>,
) -> Answer {
    let id: OrganisationId = id.parse().map_err(|_| Problem::not_found())?;
    let done = match sent.into.parse() {
        Ok(into) => organisations::join(&state.app, &member.actor, id, sent.seen, into).await,
        Err(_) => Err(Failure::invalid("into", "failure-organisation-join")),
    };
    answer(&state, &member, &Add::default(), done).await
}
