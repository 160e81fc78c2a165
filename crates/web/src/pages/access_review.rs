//! `/t/{tenant}/administration/genomgang`: going through who has access.

use crate::WebState;
use crate::access::Member;
use crate::forms::{Answer, Fields, FormError, page, summary};
use crate::pages::people::{PersonLine, last_day};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::people::{self, Person};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use serde::{Deserialize, Serialize};

/// Who to look at.
#[derive(Serialize)]
pub struct AccessReviewPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// When it was last done; empty for never.
    pub last: String,
    /// How many are active.
    pub active: u64,
    /// The lists, each with a heading and what to do.
    pub groups: Vec<Group>,
    /// Address of the form.
    pub action: String,
    /// Address of the list of people.
    pub back: String,
}

impl Page for AccessReviewPage {
    const TEMPLATE: &'static str = "access_review.html";
}

/// People with something in common to look at.
#[derive(Serialize)]
pub struct Group {
    /// Stable key, for the heading's id.
    pub key: &'static str,
    /// Heading.
    pub heading: String,
    /// What to do.
    pub advice: String,
    /// Who.
    pub people: Vec<PersonLine>,
}

/// `GET …/genomgang`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    list(&state, &member, Vec::new()).await
}

async fn list(state: &WebState, member: &Member, errors: Vec<FormError>) -> Answer {
    let lang = member.lang;
    let base = member.path("administration");
    let review = people::review(&state.app, &member.actor).await?;
    let named = people::class_d(&state.app, &member.actor).await?;
    let everyone = people::list(&state.app, &member.actor).await?;
    let line = |p: &Person| PersonLine::new(lang, p, &base, state.app.now());
    let group = |key: &'static str, people: Vec<PersonLine>| Group {
        key,
        heading: lang.text(&format!("access-review-{key}")),
        advice: lang.text(&format!("access-review-advice-{key}")),
        people,
    };
    // In the list of class D the last day is that of the naming.
    let named = named.iter().filter_map(|n| Some((n, everyone.iter().find(|p| p.account == n.account)?)));
    let named = named.map(|(n, p)| PersonLine { last_day: last_day(n.until), ..line(p) }).collect();
    let shown = AccessReviewPage {
        shell: Shell::within(member, "access-review-title", Place::Administration),
        errors,
        last: review.last.map(messages::date_time).unwrap_or_default(),
        active: review.active,
        groups: vec![
            group("dormant", review.dormant.iter().map(line).collect()),
            group("ending", review.ending.iter().map(line).collect()),
            group("no-factor", review.without_second_factor.iter().map(line).collect()),
            group("no-course", review.without_course.iter().map(line).collect()),
            group("class-d", named),
        ],
        action: format!("{base}/genomgang"),
        back: base,
    };
    page(lang, &shown, &shown.errors)
}

/// Field of the form: how many active people the page told of.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    active: u64,
}

/// `POST …/genomgang`
pub async fn mark(State(state): State<WebState>, member: Member, Fields(sent): Fields<Mark>) -> Answer {
    match people::mark_reviewed(&state.app, &member.actor, sent.active).await {
        Ok(()) => Ok(Redirect::to(&member.path("administration/genomgang")).into_response()),
        Err(failure) => {
            let errors = summary(member.lang, failure.into())?;
            list(&state, &member, errors).await
        }
    }
}
