//! `/t/{tenant}/administration`: the people of the tenant, and the setting that concerns them all.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, Fields, FormError, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::people::{self, Person};
use application::reports::photos;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use domain::memberships::{SecondFactorRule, Training};
use domain::week::local;
use jiff::Timestamp;
use messages::Lang;
use serde::{Deserialize, Serialize};

/// Everyone who is or was a member.
#[derive(Serialize)]
pub struct PeoplePage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong with the setting.
    pub errors: Vec<FormError>,
    /// Those who act or are to act, by title.
    pub people: Vec<PersonLine>,
    /// Those who have been removed.
    pub removed: Vec<PersonLine>,
    /// Address of this part of the product.
    pub base: String,
    /// The setting of the second factor.
    pub second_factor: Vec<Choice>,
    /// Whether reporters may add photos.
    pub photos: Vec<Choice>,
}

impl Page for PeoplePage {
    const TEMPLATE: &'static str = "people.html";
}

/// One person in a list.
#[derive(Clone, Serialize)]
pub struct PersonLine {
    /// Function title.
    pub title: String,
    /// Name to sign in with.
    pub user: String,
    /// Organisation.
    pub organisation: String,
    /// Roles in words.
    pub roles: String,
    /// State in words.
    pub state_label: String,
    /// Tone of the state's badge.
    pub tone: &'static str,
    /// Last day; empty for no end.
    pub last_day: String,
    /// Last signed in; empty for never.
    pub seen: String,
    /// Last day of the reporters' course in words.
    pub course: String,
    /// Address of the person's page.
    pub href: String,
}

impl PersonLine {
    /// A line for the list; `base` is the address of the administration.
    pub fn new(lang: Lang, person: &Person, base: &str, now: Timestamp) -> Self {
        Self {
            title: person.title.clone(),
            user: person.user.clone(),
            organisation: person.organisation_name.clone(),
            roles: person.roles.iter().map(|r| messages::role(lang, *r)).collect::<Vec<_>>().join(", "),
            state_label: state_words(lang, person),
            tone: tone(person),
            last_day: person.valid_to.map(last_day).unwrap_or_default(),
            seen: person.seen.map(messages::date_time).unwrap_or_default(),
            course: course(lang, person, now),
            href: format!("{base}/personer/{}", person.account),
        }
    }
}

/// The state, or that the whole organisation has left.
pub(crate) fn state_words(lang: Lang, person: &Person) -> String {
    if person.state.acts() && !person.organisation_active {
        return lang.text("people-organisation-left");
    }
    if person.mail_refused_at.is_some() && matches!(person.state, domain::memberships::MembershipState::Invited { .. }) {
        return lang.text("person-state-refused");
    }
    messages::membership_state(lang, &person.state)
}

fn tone(person: &Person) -> &'static str {
    use domain::memberships::MembershipState::{Active, Expired, Invited, Removed, Suspended};
    match &person.state {
        Active if person.organisation_active => "success",
        Active | Suspended(_) => "warning",
        Invited { .. } => "info",
        Expired { .. } | Removed(_) => "neutral",
    }
}

/// The last day whose end this instant is.
pub(crate) fn last_day(end: Timestamp) -> String {
    local(end - jiff::SignedDuration::from_secs(1)).date().to_string()
}

pub(crate) fn course(lang: Lang, person: &Person, now: Timestamp) -> String {
    match Training::on(local(now).date(), person.training_expires) {
        Training::Missing => lang.text("people-course-missing"),
        Training::Valid(day) => lang.format("people-course-valid", &[("date", day.to_string().into())]),
        Training::Expired(day) => lang.format("people-course-expired", &[("date", day.to_string().into())]),
    }
}

/// `GET …/administration`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    list(&state, &member, Vec::new()).await
}

async fn list(state: &WebState, member: &Member, errors: Vec<FormError>) -> Answer {
    let lang = member.lang;
    let all = people::list(&state.app, &member.actor).await?;
    let rule = people::settings(&state.app, &member.actor).await?;
    let photos = photos::allowed(&state.app, &member.actor).await?;
    let base = member.path("administration");
    let is_removed = |p: &&Person| matches!(p.state, domain::memberships::MembershipState::Removed(_));
    let line = |p: &Person| PersonLine::new(lang, p, &base, state.app.now());
    let shown = PeoplePage {
        shell: Shell::within(member, "people-title", Place::Administration),
        errors,
        people: all.iter().filter(|p| !is_removed(p)).map(line).collect(),
        removed: all.iter().filter(is_removed).map(line).collect(),
        second_factor: SecondFactorRule::ALL
            .iter()
            .map(|r| Choice { value: r.key().to_owned(), label: lang.text(&format!("people-factor-{}", r.key())), selected: *r == rule })
            .collect(),
        photos: ["no", "yes"]
            .map(|key| Choice {
                value: key.to_owned(),
                label: lang.text(&format!("people-photos-{key}")),
                selected: photos == (key == "yes"),
            })
            .to_vec(),
        base,
    };
    page(lang, &shown, &shown.errors)
}

/// Field of the setting.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    second_factor: String,
}

/// `POST …/administration/installningar`
pub async fn set(State(state): State<WebState>, member: Member, Fields(sent): Fields<Settings>) -> Answer {
    let rule = SecondFactorRule::from_key(&sent.second_factor).ok_or_else(|| Problem::field("second_factor", "failure-request"))?;
    match people::set_second_factor_rule(&state.app, &member.actor, rule).await {
        Ok(()) => Ok(Redirect::to(&member.path("administration")).into_response()),
        Err(failure) => {
            let errors = summary(member.lang, failure.into())?;
            list(&state, &member, errors).await
        }
    }
}

/// Field of the setting.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Photos {
    photos: String,
}

/// `POST …/administration/bilder`
pub async fn set_photos(State(state): State<WebState>, member: Member, Fields(sent): Fields<Photos>) -> Answer {
    let allowed = match sent.photos.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(Problem::field("photos", "failure-request")),
    };
    photos::allow(&state.app, &member.actor, allowed).await?;
    Ok(Redirect::to(&member.path("administration")).into_response())
}
