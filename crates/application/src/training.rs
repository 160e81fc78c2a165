//! The reporters' short course: taken on a page, counts for a time, reminded of before it ends.

use crate::app::App;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::AccountId;
use domain::memberships::{TRAINING_MONTHS, TRAINING_REMINDER_DAYS, Training};
use domain::policy::Action;
use domain::tenants::TenantCode;
use domain::week::local;
use jiff::ToSpan;
use jiff::civil::Date;

/// How the actor's own course stands.
///
/// # Errors
/// [`Failure::NotFound`] for someone who is no member.
pub async fn own(app: &App, actor: &Actor) -> Result<Training, Failure> {
    let account = actor.account().ok_or(Failure::NotFound)?;
    let mut tx = app.stores().read_directory().await?;
    let person = storage::memberships::one(&mut tx, actor.tenant(), account).await?.ok_or(Failure::NotFound)?;
    Ok(Training::on(local(app.now()).date(), person.training_expires))
}

/// Notes that the actor has taken the course today; answers its last day.
///
/// # Errors
/// [`Failure::NotAllowed`], [`Failure::NotFound`] for someone who is no member.
pub async fn take(app: &App, actor: &Actor) -> Result<Date, Failure> {
    actor.may(Action::ViewPicture)?;
    let account = actor.account().ok_or(Failure::NotFound)?;
    let today = local(app.now()).date();
    let last_day = today.saturating_add(TRAINING_MONTHS.months());
    let mut tx = app.write_directory(actor).await?;
    storage::memberships::one(&mut tx, actor.tenant(), account).await?.ok_or(Failure::NotFound)?;
    storage::memberships::certify(&mut tx, actor.tenant(), account, today, last_day).await?;
    let entry = AuditEntry::new(Event::CourseTaken, account.to_string()).fact("last-day", last_day.to_string());
    app.commit_directory(actor, tx, entry).await?;
    Ok(last_day)
}

/// Members whose course ends within the days of a reminder.
pub(crate) async fn ending(app: &App, tenant: &TenantCode) -> Result<Vec<(AccountId, Date)>, Failure> {
    let today = local(app.now()).date();
    let mut tx = app.stores().read_directory().await?;
    Ok(storage::memberships::training_ends(&mut tx, tenant, today, today.saturating_add(TRAINING_REMINDER_DAYS.days())).await?)
}
