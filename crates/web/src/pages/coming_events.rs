//! `/t/{tenant}/kommande`: what the pictures look ahead to.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Fields, FormError, filled, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::pictures::{self, NewComingEvent};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use domain::failure::{Failure, FieldError};
use domain::policy::Action;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The list and the form.
#[derive(Serialize)]
pub struct ComingEventsPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong with the form.
    pub errors: Vec<FormError>,
    /// Soonest first.
    pub events: Vec<EventLine>,
    /// Whether the reader may add and remove.
    pub may_edit: bool,
    /// Address that the form goes to.
    pub action: String,
    /// The form as it was sent.
    pub sent: NewEvent,
}

impl Page for ComingEventsPage {
    const TEMPLATE: &'static str = "coming_events.html";
}

/// One coming event.
#[derive(Serialize)]
pub struct EventLine {
    /// What it is called.
    pub title: String,
    /// Where; empty when nothing is said.
    pub place: String,
    /// `9–15 november 2026`
    pub days: String,
    /// Address of the remove form.
    pub remove: String,
}

/// Fields of the form.
#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NewEvent {
    title: String,
    place: String,
    from: String,
    to: String,
}

impl NewEvent {
    /// The command. One day when only the first is given.
    fn command(&self) -> Result<NewComingEvent, Failure> {
        let day = |field, text: &str| text.trim().parse::<Date>().map_err(|_| FieldError::new(field, "failure-date").with(text.trim()));
        let from = day("from", &self.from);
        let to = if self.to.trim().is_empty() { from.clone() } else { day("to", &self.to) };
        match (from, to) {
            (Ok(from), Ok(to)) => Ok(NewComingEvent { title: self.title.trim().to_owned(), place: filled(&self.place), from, to }),
            (Err(from), Err(to)) if from != to => Err(Failure::Invalid(vec![from, to])),
            (Err(wrong), _) | (_, Err(wrong)) => Err(Failure::Invalid(vec![wrong])),
        }
    }
}

/// `GET …/kommande`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    list(&state, &member, NewEvent::default(), Vec::new()).await
}

async fn list(state: &WebState, member: &Member, sent: NewEvent, errors: Vec<FormError>) -> Answer {
    let coming = pictures::coming_events(&state.app, &member.actor).await?;
    let base = member.path("kommande");
    let line = |(id, event): &(domain::ids::ComingEventId, domain::incidents::ComingEvent)| EventLine {
        title: event.title.clone(),
        place: event.place.clone().unwrap_or_default(),
        days: messages::date_range(member.lang, event.from, event.to),
        remove: format!("{base}/{id}/ta-bort"),
    };
    let listed = ComingEventsPage {
        shell: Shell::within(member, "coming-title", Place::Coming),
        events: coming.iter().map(line).collect(),
        may_edit: member.actor.can(Action::EditComingEvents),
        action: base,
        sent,
        errors,
    };
    page(member.lang, &listed, &listed.errors)
}

/// `POST …/kommande`
pub async fn add(State(state): State<WebState>, member: Member, Fields(sent): Fields<NewEvent>) -> Answer {
    let added = match sent.command() {
        Ok(command) => pictures::add_coming_event(&state.app, &member.actor, command).await.map(|_| ()),
        Err(failure) => Err(failure),
    };
    match added {
        Ok(()) => Ok(Redirect::to(&member.path("kommande")).into_response()),
        Err(failure) => {
            let errors = summary(member.lang, failure.into())?;
            list(&state, &member, sent, errors).await
        }
    }
}

/// `POST …/kommande/{id}/ta-bort`
pub async fn remove(State(state): State<WebState>, member: Member, Path((_, id)): Path<(String, String)>) -> Answer {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    pictures::remove_coming_event(&state.app, &member.actor, id).await?;
    Ok(Redirect::to(&member.path("kommande")).into_response())
}
