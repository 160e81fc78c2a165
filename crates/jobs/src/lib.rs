//! The runner of queued work: looks at every tenant in turn, one job at a time.
//!
//! One process runs jobs. What a job does is a use case of `application`; here is only when.

use application::{App, schedule, tenants};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

/// How often the queues are looked at.
const PAUSE: Duration = Duration::from_millis(500);

/// How often the calendar is looked at.
const PLAN_EVERY: Duration = Duration::from_secs(60);

/// Runs until `stop` becomes true. Work in hand is finished first.
pub async fn run(app: App, mut stop: watch::Receiver<bool>) {
    recover(&app).await;
    let mut planned: Option<Instant> = None;
    while !*stop.borrow() {
        let plan = planned.is_none_or(|at| at.elapsed() >= PLAN_EVERY);
        if plan {
            planned = Some(Instant::now());
        }
        // On a task of its own: a fault that panics costs its job, which is given again later, not the runner.
        let worked = tokio::spawn(round(app.clone(), plan)).await.unwrap_or_else(|fault| {
            tracing::error!(%fault, "work ended in a fault of the program");
            false
        });
        if !worked {
            tokio::select! {
                () = sleep(PAUSE) => {}
                _ = stop.changed() => {}
            }
        }
    }
}

/// One look at every tenant; whether any work was done.
async fn round(app: App, plan: bool) -> bool {
    let app = &app;
    let all = match tenants::all(app).await {
        Ok(all) => all,
        Err(failure) => {
            tracing::error!(%failure, "tenants cannot be listed");
            return false;
        }
    };
    if plan && let Err(failure) = schedule::plan_directory(app).await {
        tracing::error!(%failure, "the directory cannot be swept");
    }
    let mut worked = false;
    for tenant in all {
        if plan && let Err(failure) = schedule::plan(app, &tenant.code).await {
            tracing::error!(tenant = %tenant.code, %failure, "the calendar cannot be planned");
        }
        match schedule::work(app, &tenant.code).await {
            Ok(did) => worked |= did,
            Err(failure) => tracing::error!(tenant = %tenant.code, %failure, "work cannot be taken"),
        }
    }
    worked
}

/// What a process that died had in hand is queued again.
async fn recover(app: &App) {
    for tenant in tenants::all(app).await.unwrap_or_default() {
        if let Err(failure) = schedule::recover(app, &tenant.code).await {
            tracing::error!(tenant = %tenant.code, %failure, "work in hand cannot be put back");
        }
    }
}
