//! The runner of queued work: looks at every tenant in turn. Lanes run beside each other, and in a lane one job at a time.
//!
//! One process runs jobs. What a job does is a use case of `application`; here is only when.

use application::{App, schedule, tenants};
use domain::jobs::Lane;
use domain::tenants::Tenant;
use futures::future::join_all;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;

/// How often the queues are looked at.
const PAUSE: Duration = Duration::from_millis(500);

/// How often the calendar is looked at.
const PLAN_EVERY: Duration = Duration::from_secs(60);

/// Runs until `stop` becomes true. Work in hand is finished first.
pub async fn run(app: App, stop: watch::Receiver<bool>) {
    recover(&app, Lane::ALL).await;
    let lanes = Lane::ALL.iter().map(|lane| work(app.clone(), *lane, stop.clone()));
    tokio::join!(plan(app.clone(), stop.clone()), join_all(lanes));
}

/// Looks at the calendar now and then.
async fn plan(app: App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let app = app.clone();
        on_its_own(async move { plan_all(&app).await }).await;
        wait(&mut stop, PLAN_EVERY).await;
    }
}

/// Does the work of a lane.
async fn work(app: App, lane: Lane, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let task = app.clone();
        match on_its_own(async move { round(&task, lane).await }).await {
            Some(true) => {}
            Some(false) => wait(&mut stop, PAUSE).await,
            None => {
                recover(&app, &[lane]).await;
                wait(&mut stop, PAUSE).await;
            }
        }
    }
}

/// On a task of its own: a fault that panics costs a try of its job, not the runner. `None` after one.
async fn on_its_own<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> Option<T> {
    tokio::spawn(task).await.map_err(|fault| tracing::error!(%fault, "work ended in a fault of the program")).ok()
}

async fn wait(stop: &mut watch::Receiver<bool>, pause: Duration) {
    tokio::select! {
        () = sleep(pause) => {}
        _ = stop.changed() => {}
    }
}

async fn every(app: &App) -> Vec<Tenant> {
    tenants::all(app).await.unwrap_or_else(|failure| {
        tracing::error!(%failure, "tenants cannot be listed");
        Vec::new()
    })
}

async fn plan_all(app: &App) {
    if let Err(failure) = schedule::plan_directory(app).await {
        tracing::error!(%failure, "the directory cannot be swept");
    }
    for tenant in every(app).await {
        if let Err(failure) = schedule::plan(app, &tenant.code).await {
            tracing::error!(tenant = %tenant.code, %failure, "the calendar cannot be planned");
        }
    }
}

/// One look at every tenant, which gets one job done; whether any had one.
async fn round(app: &App, lane: Lane) -> bool {
    let mut worked = false;
    for tenant in every(app).await {
        match schedule::work(app, &tenant.code, &[lane]).await {
            Ok(did) => worked |= did,
            Err(failure) => tracing::error!(tenant = %tenant.code, %failure, "work cannot be taken"),
        }
    }
    worked
}

/// What nobody has in hand any more is queued again.
async fn recover(app: &App, lanes: &[Lane]) {
    for tenant in every(app).await {
        if let Err(failure) = schedule::recover(app, &tenant.code, lanes).await {
            tracing::error!(tenant = %tenant.code, %failure, "work in hand cannot be put back");
        }
    }
}
