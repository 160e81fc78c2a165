//! `/t/{tenant}/administration/personer/{id}`: one person's membership.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, FormError, ManyFields, page, summary};
use crate::pages::invite::{MemberForm, NAMES, read, told};
use crate::pages::people::{course, last_day, state_words};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::organisations;
use application::people::{self, Person, Way};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use domain::failure::Failure;
use domain::ids::AccountId;
use domain::memberships::{MembershipState, MembershipStep, reaches_class_c};
use messages::Lang;
use serde::{Deserialize, Serialize};

/// One person.
#[derive(Serialize)]
pub struct PersonPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// Address of the page; forms add to it.
    pub action: String,
    /// Address of the list.
    pub back: String,
    /// The version that the forms build on.
    pub seen: u32,
    /// Facts about the membership, as label and text.
    pub facts: Vec<Fact>,
    /// State in words, for the top of the page.
    pub state_label: String,
    /// Who ended it, when and why; empty when nobody did.
    pub ended: String,
    /// Steps that can be taken; the reader's own membership has none.
    pub steps: Vec<StepForm>,
    /// Whether an invitation can be sent, or sent again.
    pub can_invite: bool,
    /// Whether the link of a new invitation may be shown instead of mailed.
    pub by_hand: bool,
    /// Whether a link to choose a new password can be sent.
    pub can_reset: bool,
    /// Whether it is the reader's own membership.
    pub own: bool,
    /// The fields to change.
    pub fields: MemberForm,
    /// Whether the person can be named for class D.
    pub can_name: bool,
    /// Namings that count now.
    pub class_d: Vec<NamingLine>,
}

impl Page for PersonPage {
    const TEMPLATE: &'static str = "person.html";
}

/// A label with its text.
#[derive(Serialize)]
pub struct Fact {
    /// What it is about.
    pub label: String,
    /// What it says.
    pub text: String,
}

/// A step.
#[derive(Serialize)]
pub struct StepForm {
    /// Key.
    pub key: &'static str,
    /// Text of the button.
    pub label: String,
    /// What it does.
    pub hint: String,
    /// Whether a reason is asked for.
    pub needs_reason: bool,
}

/// A naming for class D.
#[derive(Serialize)]
pub struct NamingLine {
    /// Its id.
    pub id: String,
    /// Last day.
    pub until: String,
    /// Why.
    pub reason: String,
    /// Who named.
    pub by: String,
}

fn steps(lang: Lang, person: &Person) -> Vec<StepForm> {
    let shown = |step: &&MembershipStep| **step != MembershipStep::Invite;
    let form = |step: &MembershipStep| {
        let withdraw = *step == MembershipStep::Remove && matches!(person.state, MembershipState::Invited { .. });
        let key = if withdraw { "withdraw" } else { step.key() };
        StepForm {
            key: step.key(),
            label: lang.text(&format!("person-step-{key}")),
            hint: lang.text(&format!("person-hint-{key}")),
            needs_reason: matches!(step, MembershipStep::Suspend | MembershipStep::Remove),
        }
    };
    person.state.possible().iter().filter(shown).map(form).collect()
}

fn facts(lang: Lang, person: &Person, now: jiff::Timestamp) -> Vec<Fact> {
    let or_none = |text: String| if text.is_empty() { lang.text("person-none") } else { text };
    let fact = |label: &str, text: String| Fact { label: lang.text(label), text: or_none(text) };
    let invited = person.invited_by_link_at.filter(|_| matches!(person.state, MembershipState::Invited { .. }));
    let mut facts = vec![
        fact("people-user", person.user.clone()),
        fact("people-organisation", format!("{} ({})", person.organisation_name, messages::organisation_kind(lang, person.organisation))),
        fact("people-roles", person.roles.iter().map(|r| messages::role(lang, *r)).collect::<Vec<_>>().join(", ")),
        fact("people-last-day", person.valid_to.map(last_day).unwrap_or_default()),
        fact("people-seen", person.seen.map(messages::date_time).unwrap_or_default()),
        fact("person-factor", lang.text(if person.has_second_factor { "person-factor-on" } else { "person-factor-off" })),
        fact("people-course", course(lang, person, now)),
    ];
    if matches!(person.state, MembershipState::Invited { .. }) {
        let said = match (person.mail_refused_at, invited) {
            (Some(at), _) => lang.format("person-mail-refused", &[("at", messages::date_time(at).into())]),
            (None, Some(at)) => messages::date_time(at),
            (None, None) => lang.text("person-not-sent"),
        };
        facts.push(fact("person-invited", said));
    }
    facts
}

fn account(id: &str) -> Result<AccountId, Problem> {
    id.parse().map_err(|_| Problem::not_found())
}

/// `GET …/personer/{id}`
pub async fn show(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    shown(&state, &member, account(&id)?, None, Vec::new()).await
}

async fn shown(state: &WebState, member: &Member, id: AccountId, sent: Option<&ManyFields>, errors: Vec<FormError>) -> Answer {
    let lang = member.lang;
    let person = people::by_id(&state.app, &member.actor, id).await?;
    let organisations = organisations::list(&state.app, &member.actor).await?;
    let namings = people::class_d(&state.app, &member.actor).await?;
    let own = member.actor.account() == Some(id);
    let ended = match &person.state {
        MembershipState::Suspended(e) | MembershipState::Removed(e) => lang.format(
            "person-ended",
            &[("by", e.by.as_str().into()), ("at", messages::date_time(e.at).into()), ("value", e.reason.as_str().into())],
        ),
        MembershipState::Invited { .. } | MembershipState::Active | MembershipState::Expired { .. } => String::new(),
    };
    let known = MemberForm::new(
        lang,
        &organisations,
        &person.title,
        &person.organisation_id.to_string(),
        &person.roles,
        &person.valid_to.map(last_day).unwrap_or_default(),
    );
    let base = member.path("administration");
    let shown = PersonPage {
        shell: Shell::within(member, "people-title", Place::Administration).titled(person.title.clone()),
        errors,
        action: format!("{base}/personer/{id}"),
        back: base,
        seen: person.version,
        facts: facts(lang, &person, state.app.now()),
        state_label: state_words(lang, &person),
        ended,
        steps: if own { Vec::new() } else { steps(lang, &person) },
        by_hand: state.app.post().is_some() && matches!(person.state, MembershipState::Invited { .. }),
        can_invite: person.state.possible().contains(&MembershipStep::Invite),
        can_reset: state.app.post().is_some() && person.state.acts() && person.has_password,
        own,
        fields: sent.map_or(known, |sent| MemberForm::sent(lang, &organisations, sent)),
        can_name: person.state.acts() && reaches_class_c(&person.roles, person.organisation),
        class_d: namings
            .into_iter()
            .filter(|n| n.account == id)
            .map(|n| NamingLine { id: n.id.to_string(), until: last_day(n.until), reason: n.reason, by: n.by })
            .collect(),
    };
    page(lang, &shown, &shown.errors)
}

/// Back to the page, or the page with what was wrong. After a conflict it shows what is there now.
async fn answer(state: &WebState, member: &Member, id: AccountId, sent: Option<&ManyFields>, done: Result<(), Failure>) -> Answer {
    match done {
        Ok(()) => Ok(Redirect::to(&member.path(&format!("administration/personer/{id}"))).into_response()),
        Err(failure) => {
            let sent = sent.filter(|_| matches!(failure, Failure::Invalid(_)));
            let errors = summary(member.lang, failure.into())?;
            shown(state, member, id, sent, errors).await
        }
    }
}

fn version(text: &str) -> Result<u32, Problem> {
    text.parse().map_err(|_| Problem::field("seen", "failure-request"))
}

/// `POST …/personer/{id}`
pub async fn change(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>, sent: ManyFields) -> Answer {
    let id = account(&id)?;
    let sent = sent.only(&["seen", NAMES[0], NAMES[1], NAMES[2], NAMES[3]])?;
    let seen = version(sent.one("seen"))?;
    let done = match read(&sent) {
        Ok(fields) => people::change(&state.app, &member.actor, id, seen, &fields).await,
        Err(failure) => Err(failure),
    };
    answer(&state, &member, id, Some(&sent), done).await
}

/// Fields of a step.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    step: String,
    #[serde(default)]
    reason: String,
    seen: u32,
}

/// `POST …/personer/{id}/steg`
pub async fn step(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Fields(sent): Fields<Step>,
) -> Answer {
    let id = account(&id)?;
    let step = MembershipStep::from_key(&sent.step).filter(|s| *s != MembershipStep::Invite);
    let step = step.ok_or_else(|| Problem::field("step", "failure-request"))?;
    let done = people::step(&state.app, &member.actor, id, sent.seen, step, &sent.reason).await;
    answer(&state, &member, id, None, done).await
}

/// Fields of the form that invites again.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InviteAgain {
    seen: u32,
    /// Sent by the button that shows the link instead of mailing it.
    #[serde(default)]
    by_hand: String,
}

/// `POST …/personer/{id}/bjud-in-igen`
pub async fn invite_again(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Fields(sent): Fields<InviteAgain>,
) -> Answer {
    let id = account(&id)?;
    let way = if sent.by_hand.is_empty() { Way::Mail } else { Way::Hand };
    match people::invite_again(&state.app, &member.actor, id, sent.seen, way).await {
        Ok(invited) => told(&member, invited),
        Err(failure) => answer(&state, &member, id, None, Err(failure)).await,
    }
}

/// `POST …/personer/{id}/nytt-losenord`
pub async fn send_reset(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    let id = account(&id)?;
    let done = people::send_reset(&state.app, &member.actor, id).await;
    answer(&state, &member, id, None, done).await
}

/// Fields of a naming for class D.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Naming {
    until: String,
    naming_reason: String,
}

/// `POST …/personer/{id}/klass-d`
pub async fn name_for_class_d(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Fields(sent): Fields<Naming>,
) -> Answer {
    let id = account(&id)?;
    let done = match sent.until.trim().parse() {
        Ok(day) => people::name_for_class_d(&state.app, &member.actor, id, day, &sent.naming_reason).await,
        Err(_) => Err(Failure::invalid("until", "failure-class-d-day")),
    };
    answer(&state, &member, id, None, done).await
}

/// Field of the form that ends a naming.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndNaming {
    naming: String,
}

/// `POST …/personer/{id}/klass-d/avsluta`
pub async fn end_class_d(
    State(state): State<WebState>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    Fields(sent): Fields<EndNaming>,
) -> Answer {
    let id = account(&id)?;
    let naming = sent.naming.parse().map_err(|_| Problem::not_found())?;
    let done = people::end_class_d(&state.app, &member.actor, naming).await;
    answer(&state, &member, id, None, done).await
}
