//! Steps in an action's life.

use super::writing::{current, required_text, work_permit};
use super::{effect, kept, measure};
use super::{maker, possible, reader, today};
use crate::guard::Guard;
use crate::{App, feedback, guard};
use domain::actions::{
    ActionItem, ActionResult, ActionState, ActionStep, Comparable, Effect, Forum, Implementation, Level, Refused, StepKind,
};
use domain::actor::{Actor, Permit};
use domain::audit::{AuditEntry, Event};
use domain::failure::{Failure, FieldError};
use domain::ids::ActionId;
use domain::policy::Action;
use jiff::civil::Date;
use storage::actions::Reader;

/// A step as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Decide that it is to be done.
    Decide(Forum),
    /// Begin on a day; today without one.
    Begin(Option<Date>),
    /// Finish on a day; today without one.
    Finish(Option<Date>),
    /// Write what came of it.
    FollowUp(Implementation, Effect, String),
    /// Close.
    Close,
    /// Lift it to a group above, with the reason.
    Escalate(Level, String),
    /// Give it up, with the reason.
    Cancel(String),
}

impl Step {
    /// Which step it is.
    pub fn kind(&self) -> StepKind {
        match self {
            Step::Decide(_) => StepKind::Decide,
            Step::Begin(_) => StepKind::Begin,
            Step::Finish(_) => StepKind::Finish,
            Step::FollowUp(_, _, _) => StepKind::FollowUp,
            Step::Close => StepKind::Close,
            Step::Escalate(_, _) => StepKind::Escalate,
            Step::Cancel(_) => StepKind::Cancel,
        }
    }
}

/// Takes a step. Deciding freezes what the action will be measured against. Closing counts before and after at the action's place, and
/// keeps the counts.
///
/// # Errors
/// [`Failure::Conflict`] when someone changed the action after version `seen`, or the step does not follow; then the message
/// says what is missing. [`Failure::Invalid`] for a missing or unusable text or day.
pub async fn step(app: &App, actor: &Actor, id: ActionId, seen: u32, step: Step) -> Result<ActionState, Failure> {
    actor.may(Action::ViewActions)?;
    check(&guard::of(app, actor).await?, &step)?;
    let reader = reader(app, actor).await?;
    let kind = step.kind();
    let mut tx = app.write(actor).await?;
    let before = current(&mut tx, &reader, id).await?;
    let permit = permit(actor, &reader, &before, kind)?;
    if before.version != seen {
        return Err(Failure::Conflict("failure-action-changed"));
    }
    let (comparable, counted) = match step {
        Step::Close => effect::count(app, actor, &mut tx, &before).await?,
        Step::Decide(_) | Step::Begin(_) | Step::Finish(_) | Step::FollowUp(_, _, _) | Step::Escalate(_, _) | Step::Cancel(_) => {
            (Comparable::Never, None)
        }
    };
    let day = today(app);
    let taken = match step {
        Step::Decide(forum) => ActionStep::Decide(forum),
        Step::Begin(on) => ActionStep::Begin(on.unwrap_or(day)),
        Step::Finish(on) => ActionStep::Finish(on.unwrap_or(day)),
        Step::FollowUp(implementation, effect, text) => {
            ActionStep::FollowUp(ActionResult { implementation, effect, text: text.trim().to_owned(), before_after: None })
        }
        Step::Close => ActionStep::Close(counted),
        Step::Escalate(to, reason) => ActionStep::Escalate(to, reason.trim().to_owned()),
        Step::Cancel(reason) => ActionStep::Cancel(reason.trim().to_owned()),
    };
    let state = before.state.after(taken, actor.name(), tx.now(), day, comparable).map_err(|refused| refusal(&refused, kind))?;
    let item = ActionItem { version: seen + 1, at: tx.now(), state: state.clone(), ..before };
    if !storage::actions::save(&mut tx, permit, &item, &maker(actor, Some(kind))).await? {
        return Err(Failure::Conflict("failure-action-changed"));
    }
    feedback::of_action(app, &mut tx, permit, &item).await?;
    let mut entry = AuditEntry::new(Event::ActionStep, id.to_string()).fact("step", kind.key()).fact("version", item.version.to_string());
    if kind == StepKind::Decide
        && let Some(digest) = measure::freeze(app, actor, &mut tx, permit, &item).await?
    {
        entry = entry.fact("digest", digest);
    }
    if kind == StepKind::Close
        && let Some((result, digest)) = kept::keep(app, actor, &mut tx, permit, &item).await?
    {
        entry = entry.fact("result", result.to_string()).fact("digest", digest);
    }
    tx.commit(entry).await?;
    Ok(state)
}

fn refusal(refused: &Refused, step: StepKind) -> Failure {
    match refused {
        Refused::NotNow(_) => Failure::Conflict("failure-action-step"),
        Refused::Days if step == StepKind::Begin => Failure::invalid("day", "failure-action-begin"),
        Refused::Days => Failure::invalid("day", "failure-action-finish"),
        Refused::TooEarly(week) => Failure::Invalid(vec![FieldError::new("step", "failure-action-early").with(week.number().to_string())]),
    }
}

/// The permit of a step: the action must follow, and the actor be one who takes it.
fn permit(actor: &Actor, reader: &Reader, item: &ActionItem, step: StepKind) -> Result<Permit, Failure> {
    if !item.state.possible().contains(&step) {
        // Whoever may see the action may know where it stands.
        return Err(Failure::Conflict("failure-action-step"));
    }
    if !possible(actor, reader, item).steps.contains(&step) {
        return Err(Failure::NotAllowed);
    }
    match step {
        StepKind::Decide => actor.may(Action::DecideAction),
        StepKind::Begin | StepKind::Finish | StepKind::FollowUp | StepKind::Close | StepKind::Escalate | StepKind::Cancel => {
            work_permit(actor, reader, item)
        }
    }
}

fn check(guard: &Guard, step: &Step) -> Result<(), Failure> {
    let mut errors = Vec::new();
    match step {
        Step::FollowUp(_, _, text) => required_text(guard, &mut errors, "text", text.trim()),
        Step::Escalate(_, text) | Step::Cancel(text) => required_text(guard, &mut errors, "text", text.trim()),
        Step::Decide(_) | Step::Begin(_) | Step::Finish(_) | Step::Close => {}
    }
    if errors.is_empty() { Ok(()) } else { Err(Failure::Invalid(errors)) }
}
