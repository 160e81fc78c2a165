//! The calendar of the week: what the schedule goes by, and what people are told.

use crate::App;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::policy::Action;
use domain::weekly::{Moment, WeekCalendar};

/// The calendar, and the number to give back with a change of it.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see pictures.
pub async fn show(app: &App, actor: &Actor) -> Result<(WeekCalendar, i64), Failure> {
    actor.may(Action::ViewPicture)?;
    Ok(storage::settings::calendar(&mut app.read(actor).await?).await?)
}

/// Sets the calendar. It holds from the next week that ends; what is queued already is done as it was.
///
/// # Errors
/// [`Failure::Invalid`]; [`Failure::Conflict`] when it was set by someone else since `seen`.
pub async fn set(app: &App, actor: &Actor, calendar: WeekCalendar, seen: i64) -> Result<(), Failure> {
    let permit = actor.may(Action::EditSettings)?;
    let calendar = calendar.checked()?;
    let mut tx = app.write(actor).await?;
    if storage::settings::calendar(&mut tx).await?.1 != seen {
        return Err(Failure::Conflict("failure-changed-meanwhile"));
    }
    storage::settings::set_calendar(&mut tx, permit, &calendar).await?;
    let mut entry = AuditEntry::new(Event::SettingsChanged, "calendar");
    for moment in Moment::ALL {
        let at = calendar.time(*moment);
        entry = entry.fact(moment.key(), format!("{} {}", at.weekday + 1, at.time.strftime("%H:%M")));
    }
    let free: Vec<String> = calendar.free_days.iter().map(ToString::to_string).collect();
    let entry = entry.fact("skip-holidays", calendar.skip_holidays.to_string()).fact("free-days", free.join(" "));
    Ok(tx.commit(entry).await?)
}
