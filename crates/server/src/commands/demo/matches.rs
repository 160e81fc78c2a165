//! Questions about rows that may be the same event, answered by the town's coordinator, who has asked those who were there.

use crate::outcome::Trouble;
use application::App;
use application::matches::{self, MatchAnswer, MatchedRow};
use domain::actor::Actor;
use domain::failure::Failure;
use domain::week::Week;
use practice::{Memory, SeenRow};

/// Minutes apart at most that the coordinator sees at a glance what is the same.
const PLAIN: i64 = 20;

/// Weeks that the guards take to ask their own.
const WAITS: i32 = 3;

/// Answers what waits before the picture of a week is published. What is not plain waits, until the guards
/// have asked their own.
pub(super) async fn answer(app: &App, actor: &Actor, memory: &Memory, week: Week) -> Result<(), Trouble> {
    for (pair, _) in matches::matches(app, actor).await?.asked {
        let apart = pair.first.start.duration_since(pair.second.start).as_mins().abs();
        let is_new = Week::of(pair.first.start.max(pair.second.start)) > week.plus(-WAITS);
        // Reports are reviewed by people who are not of the invented past.
        let Some(common) = memory.common(&seen(&pair.first), &seen(&pair.second)).filter(|_| !is_new || apart <= PLAIN) else { continue };
        let said = if common.is_empty() { MatchAnswer::Different } else { MatchAnswer::Same };
        match matches::answer(app, actor, (pair.first.id, pair.second.id), said).await {
            // The answer before has joined one of the rows with another: what is left to ask is asked next week.
            Ok(()) | Err(Failure::Conflict("failure-match-changed")) => {}
            Err(failure) => return Err(failure.into()),
        }
    }
    Ok(())
}

fn seen(row: &MatchedRow) -> SeenRow {
    SeenRow { source: row.source.clone(), start: row.start, category: row.category, place: row.place.clone() }
}
