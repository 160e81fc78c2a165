//! Steps in the work with a week: close, reopen, draft, publish, correct.

use crate::pictures::inputs::Question;
use crate::pictures::{compute, judgement};
use crate::{App, feedback, guard, reminders, reports};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::pictures::{Edition, PictureFilter, PictureState, Publication, Step};
use domain::policy::Action;
use domain::week::Week;
use storage::WriteTx;
use storage::pictures::VersionRow;

/// What a person saw of a week's state: sent back with a step, so that two who act at once do not
/// overwrite each other.
pub fn seen_key(state: &PictureState) -> String {
    match state {
        PictureState::Open | PictureState::Closed { .. } | PictureState::Draft { .. } | PictureState::Assessed { .. } => {
            state.key().to_owned()
        }
        PictureState::Published(p) => format!("{}-{}", state.key(), p.version),
    }
}

/// Takes a step. Publishing freezes the whole picture with the digest of its inputs.
///
/// # Errors
/// [`Failure::Conflict`] when the step does not follow from the state, the week is not over, or the
/// state is no longer the one in `seen`; [`Failure::Invalid`] when a correction lacks its reason.
pub async fn step(app: &App, actor: &Actor, week: Week, step: Step, reason: Option<&str>, seen: &str) -> Result<PictureState, Failure> {
    let permit = match step {
        Step::Close | Step::Reopen | Step::Draft | Step::Assess => actor.may(Action::PreparePicture)?,
        Step::Publish | Step::Correct => actor.may(Action::PublishPicture)?,
    };
    let reason = reason.map(str::trim).filter(|r| !r.is_empty());
    check_reason(step, reason)?;
    let mut tx = app.write(actor).await?;
    let before = storage::pictures::state(&mut tx, week).await?;
    if seen_key(&before) != seen {
        return Err(Failure::Conflict("failure-picture-changed"));
    }
    if step.needs_whole_week() && tx.now() < week.end() {
        return Err(Failure::Conflict("failure-week-not-over"));
    }
    let after = before.after(step, actor.name(), reason, tx.now()).map_err(|_| Failure::Conflict("failure-picture-step"))?;
    answered(app, actor, &mut tx, week, step).await?;
    let mut entry = AuditEntry::new(Event::PictureStep, week.to_string()).fact("step", step.key());
    if let PictureState::Published(publication) = &after {
        let version = freeze(app, actor, &mut tx, week, publication, &after).await?;
        feedback::in_picture(app, &mut tx, permit, week, publication.version).await?;
        reminders::queue_subscribers(app, &mut tx, week, publication.version).await?;
        entry = entry.fact("version", publication.version.to_string()).fact("digest", version.digest);
    }
    storage::pictures::save_state(&mut tx, permit, week, &after).await?;
    tx.commit(entry).await?;
    Ok(after)
}

/// What a step demands besides following: G-1 for publishing, G-2 for the assessment (dossier §11.4).
async fn answered(app: &App, actor: &Actor, tx: &mut WriteTx, week: Week, step: Step) -> Result<(), Failure> {
    match step {
        Step::Close | Step::Reopen | Step::Draft => Ok(()),
        Step::Assess if judgement::is_unanswered(app, actor, tx, week).await? => Err(Failure::Conflict("failure-meeting-unanswered")),
        Step::Assess => Ok(()),
        Step::Publish | Step::Correct if reports::unreviewed(tx, week).await? > 0 => Err(Failure::Conflict("failure-picture-unreviewed")),
        Step::Publish | Step::Correct => Ok(()),
    }
}

fn check_reason(step: Step, reason: Option<&str>) -> Result<(), Failure> {
    match (step, reason) {
        (Step::Correct, None) => Err(Failure::invalid("reason", "failure-reason-missing")),
        (_, Some(text)) if text.chars().count() > 500 => Err(Failure::invalid("reason", "failure-reason-long")),
        (_, text) => guard::refused("reason", text).map_or(Ok(()), |e| Err(Failure::Invalid(vec![e]))),
    }
}

async fn freeze(
    app: &App,
    actor: &Actor,
    tx: &mut WriteTx,
    week: Week,
    publication: &Publication,
    state: &PictureState,
) -> Result<VersionRow, Failure> {
    let permit = actor.may(Action::PublishPicture)?;
    let tenant = crate::tenants::by_code(app, actor.tenant()).await?;
    let question = Question { week, filter: PictureFilter::default(), as_of: tx.seq(), now: tx.now(), live: false };
    let edition = Edition::Version(publication.clone());
    let picture = compute::picture(tx, super::whole(actor), &tenant, &question, state.clone(), edition).await?;
    let version = VersionRow { publication: publication.clone(), as_of: tx.seq(), digest: picture.digest.clone() };
    let content = documents::picture::json(&picture).to_string();
    storage::pictures::publish(tx, permit, week, &version, &content).await?;
    Ok(version)
}
