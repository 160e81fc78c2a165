//! `/t/{tenant}/utbildning`: the reporters' short course.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, FormError, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::training;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use domain::memberships::Training;
use serde::{Deserialize, Serialize};

/// The course.
#[derive(Serialize)]
pub struct CoursePage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// How the reader's own course stands, in words.
    pub standing: String,
    /// Whether it counts now.
    pub valid: bool,
    /// Address of the form.
    pub action: String,
}

impl Page for CoursePage {
    const TEMPLATE: &'static str = "course.html";
}

/// `GET …/utbildning`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    shown(&state, &member, Vec::new()).await
}

async fn shown(state: &WebState, member: &Member, errors: Vec<FormError>) -> Answer {
    let lang = member.lang;
    let training = training::own(&state.app, &member.actor).await?;
    let standing = match training {
        Training::Missing => lang.text("course-missing"),
        Training::Valid(day) => lang.format("course-valid", &[("date", messages::date_long(lang, day).into())]),
        Training::Expired(day) => lang.format("course-expired", &[("date", messages::date_long(lang, day).into())]),
    };
    let shown = CoursePage {
        shell: Shell::within(member, "course-title", Place::Course),
        errors,
        standing,
        valid: matches!(training, Training::Valid(_)),
        action: member.path("utbildning"),
    };
    page(lang, &shown, &shown.errors)
}

/// The box to tick.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Take {
    #[serde(default)]
    understood: String,
}

/// `POST …/utbildning`
pub async fn take(State(state): State<WebState>, member: Member, Fields(sent): Fields<Take>) -> Answer {
    if sent.understood != "yes" {
        let errors = summary(member.lang, Problem::field("understood", "failure-course-unread"))?;
        return shown(&state, &member, errors).await;
    }
    training::take(&state.app, &member.actor).await?;
    Ok(Redirect::to(&member.path("utbildning")).into_response())
}
