//! Coming events: what the picture looks ahead to.

use crate::App;
use crate::guard::{self, Guard};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::{Failure, FieldError};
use domain::ids::ComingEventId;
use domain::incidents::ComingEvent;
use domain::policy::Action;
use domain::week::local;
use jiff::ToSpan;

/// A coming event to add.
pub type NewComingEvent = ComingEvent;

/// Longest title or place, characters.
const LONGEST: usize = 120;

/// Adds a coming event.
///
/// # Errors
/// [`Failure::Invalid`] for an empty or too long title, a last day before the first, or a text
/// that seems to hold personal data.
pub async fn add_coming_event(app: &App, actor: &Actor, event: NewComingEvent) -> Result<ComingEventId, Failure> {
    let permit = actor.may(Action::EditComingEvents)?;
    let place = event.place.map(|p| p.trim().to_owned()).filter(|p| !p.is_empty());
    let event = ComingEvent { title: event.title.trim().to_owned(), place, ..event };
    check(&guard::of(app, actor).await?, &event)?;
    let id = ComingEventId(app.new_id());
    let mut tx = app.write(actor).await?;
    storage::coming_events::insert(&mut tx, permit, id, &event).await?;
    tx.commit(AuditEntry::new(Event::ComingEventAdded, id.to_string())).await?;
    Ok(id)
}

fn check(guard: &Guard, event: &ComingEvent) -> Result<(), Failure> {
    let mut errors = Vec::new();
    if event.title.is_empty() || event.title.chars().count() > LONGEST {
        errors.push(FieldError::new("title", "failure-event-title"));
    }
    if event.place.as_ref().is_some_and(|p| p.chars().count() > LONGEST) {
        errors.push(FieldError::new("place", "failure-event-place"));
    }
    if event.to < event.from {
        errors.push(FieldError::new("to", "failure-event-days"));
    }
    errors.extend(guard.refused("title", Some(&event.title)));
    errors.extend(guard.refused("place", event.place.as_deref()));
    if errors.is_empty() { Ok(()) } else { Err(Failure::Invalid(errors)) }
}

/// Removes a coming event.
///
/// # Errors
/// [`Failure::NotFound`] when there is none.
pub async fn remove_coming_event(app: &App, actor: &Actor, id: ComingEventId) -> Result<(), Failure> {
    let permit = actor.may(Action::EditComingEvents)?;
    let mut tx = app.write(actor).await?;
    if !storage::coming_events::remove(&mut tx, permit, id).await? {
        return Err(Failure::NotFound);
    }
    tx.commit(AuditEntry::new(Event::ComingEventRemoved, id.to_string())).await?;
    Ok(())
}

/// Coming events from today and a year ahead, first day first.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see pictures.
pub async fn coming_events(app: &App, actor: &Actor) -> Result<Vec<(ComingEventId, ComingEvent)>, Failure> {
    actor.may(Action::ViewPicture)?;
    let today = local(app.now()).date();
    let mut tx = app.read(actor).await?;
    Ok(storage::coming_events::between(&mut tx, today, today.saturating_add(1.years()), i64::MAX).await?)
}
