//! What happens by the clock, and running one piece of queued work.

use crate::app::{App, broken};
use crate::{actions, feedback, imports, mail, pictures, reminders, retention, sessions, watch};
use domain::actor::Actor;
use domain::failure::Failure;
use domain::ids::JobId;
use domain::jobs::{JobKind, JobState, Lane};
use domain::pictures::{PictureState, Step};
use domain::tenants::TenantCode;
use domain::week::{Week, instant, local};
use domain::weekly::Moment;
use jiff::civil::Weekday;
use jiff::{SignedDuration, ToSpan};
use storage::jobs::JobRow;

/// Tries before work is given up.
const MOST_TRIES: u32 = 5;

/// Ended jobs are kept so long.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Queues what the tenant's calendar of the week asks for: close the week that ended, make its draft,
/// note who is reminded of actions, and the day's letters. Idempotent: each is queued once per week.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn plan(app: &App, tenant: &TenantCode) -> Result<(), Failure> {
    let week = Week::of(app.now()).previous();
    let mut tx = app.stores().operate(tenant).await?;
    let (calendar, _) = storage::settings::calendar(&mut tx).await?;
    let reminded = week.next();
    for (kind, payload, moment) in [
        (JobKind::CloseWeek, week, Moment::Close),
        (JobKind::DraftWeek, week, Moment::Draft),
        (JobKind::RemindActions, reminded, Moment::Remind),
    ] {
        storage::jobs::schedule(&mut tx, JobId(app.new_id()), kind, &payload.to_string(), calendar.at(week, moment)).await?;
    }
    letters(app, &mut tx).await?;
    storage::jobs::sweep(&mut tx, app.now() - KEPT).await?;
    tx.commit().await?;
    imports::sweep(app, tenant).await?;
    imports::sweep_uploads(app, tenant).await?;
    mail::plan_reminders(app, tenant).await
}

/// Queues the day's letters: reminders of actions (working days 07:00), feedback to reporters (07:30), and on Friday 09:00 a
/// reminder to those from whose organisation nothing has come.
async fn letters(app: &App, tx: &mut storage::OperationalTx) -> Result<(), Failure> {
    let today = local(app.now()).date();
    let day = today.to_string();
    if !matches!(today.weekday(), Weekday::Saturday | Weekday::Sunday) {
        let remind_at = instant(today.at(7, 0, 0, 0));
        storage::jobs::schedule(tx, JobId(app.new_id()), JobKind::RemindOwners, &day, remind_at).await?;
    }
    let tell_at = instant(today.at(7, 30, 0, 0));
    storage::jobs::schedule(tx, JobId(app.new_id()), JobKind::TellReporters, &day, tell_at).await?;
    let week = Week::of(app.now());
    let friday = instant(week.monday().saturating_add(4.days()).at(9, 0, 0, 0));
    storage::jobs::schedule(tx, JobId(app.new_id()), JobKind::RemindReporters, &week.to_string(), friday).await?;
    Ok(())
}

/// Removes what has ended in the directory: sessions, links, refused sign-ins.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn plan_directory(app: &App) -> Result<(), Failure> {
    watch::settle(app).await?;
    sessions::sweep(app).await
}

/// Puts back work of some lanes that nobody does any more: that was running when this process started, for no other runs jobs, or when its
/// lane came to a fault.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn recover(app: &App, tenant: &TenantCode, lanes: &[Lane]) -> Result<(), Failure> {
    let mut tx = app.stores().operate(tenant).await?;
    storage::jobs::put_back(&mut tx, lanes).await?;
    Ok(tx.commit().await?)
}

/// Takes one due job of some lanes and does it; `false` when none was due.
///
/// # Errors
/// [`Failure::Infrastructure`] when the store itself fails.
pub async fn work(app: &App, tenant: &TenantCode, lanes: &[Lane]) -> Result<bool, Failure> {
    let mut tx = app.read(&Actor::scheduler(tenant.clone())).await?;
    if !storage::jobs::is_due(&mut tx, app.now(), lanes).await? {
        return Ok(false);
    }
    drop(tx);
    let mut tx = app.stores().operate(tenant).await?;
    let Some(job) = storage::jobs::claim(&mut tx, app.now(), lanes).await? else { return Ok(false) };
    tx.commit().await?;
    // A job that took its process with it never came to its end below.
    let result = match job.attempts > MOST_TRIES {
        true => Err(broken("its process ended in every try")),
        false => run(app, tenant, &job).await,
    };
    let mut tx = app.stores().operate(tenant).await?;
    match result {
        Ok(outcome) => storage::jobs::finish(&mut tx, job.id, JobState::Done, &outcome).await?,
        Err(failure) if job.attempts < MOST_TRIES && matches!(failure, Failure::Unavailable(_) | Failure::Infrastructure(_)) => {
            tracing::warn!(job = %job.id, kind = job.kind.key(), %failure, attempts = job.attempts, "work failed, will be tried again");
            let wait = SignedDuration::from_secs(i64::from(job.attempts) * 30);
            storage::jobs::retry(&mut tx, job.id, app.now() + wait).await?;
        }
        Err(failure) => {
            tracing::error!(job = %job.id, kind = job.kind.key(), %failure, "work given up");
            storage::jobs::finish(&mut tx, job.id, JobState::Failed, "null").await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

async fn run(app: &App, tenant: &TenantCode, job: &JobRow) -> Result<String, Failure> {
    match job.kind {
        JobKind::ImportIncidents => imports::run_incidents(app, tenant, job.id, &job.payload).await,
        JobKind::ImportFeed => imports::run_feed(app, tenant, &job.payload).await,
        JobKind::CloseWeek => advance(app, tenant, &job.payload, Step::Close).await,
        JobKind::DraftWeek => advance(app, tenant, &job.payload, Step::Draft).await,
        JobKind::RemindActions => {
            let reminded = actions::remind(app, tenant, job.payload.parse().map_err(broken)?).await?;
            Ok(reminded.len().to_string())
        }
        JobKind::Retention => Ok(retention::perform(app, tenant, job.payload.parse().map_err(broken)?).await?.to_string()),
        JobKind::SendMail => mail::run(app, tenant, job.id, &job.payload).await,
        JobKind::TellReporters => Ok(feedback::tell(app, tenant, job.payload.parse().map_err(broken)?).await?.to_string()),
        JobKind::RemindOwners => Ok(reminders::owners(app, tenant, local(app.now()).date()).await?.to_string()),
        JobKind::RemindReporters => Ok(reminders::reporters(app, tenant, job.payload.parse().map_err(broken)?).await?.to_string()),
        JobKind::TellSubscribers => {
            let (week, version) = job.payload.split_once(' ').ok_or_else(|| broken("a version that cannot be read"))?;
            let (week, version) = (week.parse().map_err(broken)?, version.parse().map_err(broken)?);
            Ok(reminders::subscribers(app, tenant, week, version).await?.to_string())
        }
    }
}

/// Takes a step on behalf of the calendar, if a person has not already gone past it.
async fn advance(app: &App, tenant: &TenantCode, week: &str, step: Step) -> Result<String, Failure> {
    let week: Week = week.parse().map_err(broken)?;
    let actor = Actor::scheduler(tenant.clone());
    let mut tx = app.read(&actor).await?;
    let state: PictureState = storage::pictures::state(&mut tx, week).await?;
    drop(tx);
    if state.possible().contains(&step) {
        pictures::step(app, &actor, week, step, None, &pictures::seen_key(&state)).await?;
    }
    Ok("null".to_owned())
}
