//! Steps in the work with a week: close, reopen, draft, publish, correct.

use crate::editions::{self, PublicWords};
use crate::guard::{self, Guard};
use crate::pictures::inputs::Question;
use crate::pictures::texts::{self, Marked, TextPlace};
use crate::pictures::{compute, judgement};
use crate::{App, feedback, imports, reminders, reports};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::editions::PublicEdition;
use domain::failure::Failure;
use domain::pictures::{Edition, Picture, PictureFilter, PictureState, Publication, Step};
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

/// Takes a step. Publishing freezes the whole picture with the digest of its inputs, for the collaboration alone: see [`publish`].
///
/// # Errors
/// [`Failure::Conflict`] when the step does not follow from the state, the week is not over, or the
/// state is no longer the one in `seen`; [`Failure::Invalid`] when a correction lacks its reason.
pub async fn step(app: &App, actor: &Actor, week: Week, step: Step, reason: Option<&str>, seen: &str) -> Result<PictureState, Failure> {
    publish(app, actor, week, &Publish { step, reason, seen, kept: false, public: None }).await
}

/// A step with what publishing asks besides.
#[derive(Clone, Copy, Debug)]
pub struct Publish<'a> {
    /// The step.
    pub step: Step,
    /// Why a version replaces the one before.
    pub reason: Option<&'a str>,
    /// The state that the person saw.
    pub seen: &'a str,
    /// The person has looked at what the guard marked, and says that it is no personal data.
    pub kept: bool,
    /// The public edition beside the internal one.
    pub public: Option<&'a PublicWords>,
}

/// Takes a step. When it publishes, every text that goes out is looked at again, and a public edition can be frozen in the same breath.
///
/// # Errors
/// As [`step`]; [`Failure::Invalid`] with every text that must be mended or decided on; [`Failure::Conflict`] for a public edition where the
/// tenant has none, or one that cannot be held beside the edition before.
pub async fn publish(app: &App, actor: &Actor, week: Week, command: &Publish<'_>) -> Result<PictureState, Failure> {
    let step = command.step;
    let permit = match step {
        Step::Close | Step::Reopen | Step::Draft | Step::Assess => actor.may(Action::PreparePicture)?,
        Step::Publish | Step::Correct => actor.may(Action::PublishPicture)?,
    };
    let guard = guard::of(app, actor).await?;
    let reason = command.reason.map(str::trim).filter(|r| !r.is_empty());
    check_reason(&guard, step, reason)?;
    let mut tx = app.write(actor).await?;
    let before = storage::pictures::state(&mut tx, week).await?;
    if seen_key(&before) != command.seen {
        return Err(Failure::Conflict("failure-picture-changed"));
    }
    if step.needs_whole_week() && tx.now() < week.end() {
        return Err(Failure::Conflict("failure-week-not-over"));
    }
    let after = before.after(step, actor.name(), reason, tx.now()).map_err(|_| Failure::Conflict("failure-picture-step"))?;
    let after = answered(app, actor, &mut tx, (week, step), after).await?;
    let mut entry = AuditEntry::new(Event::PictureStep, week.to_string()).fact("step", step.key());
    if let PictureState::Published(publication) = &after {
        let (version, picture) = freeze(app, actor, &mut tx, publication, &after, week).await?;
        feedback::in_picture(app, &mut tx, permit, week, publication.version).await?;
        reminders::queue_subscribers(app, &mut tx, week, publication.version).await?;
        entry = entry.fact("version", publication.version.to_string()).fact("digest", version.digest);
        let mut marked = texts::marked(&guard, &picture);
        if let Some(words) = command.public {
            marked.extend(texts::one(&guard, TextPlace::Words, String::new(), &words.text));
        }
        let kept = texts::passed(&marked, command.kept)?;
        if !kept.is_empty() {
            entry = entry.fact("kept", kept.join(" "));
        }
        if let Some(words) = command.public {
            let public = editions::freeze(&mut tx, actor, &picture, publication.version, words).await?;
            entry = entry.fact("public", public.digest);
        }
    }
    storage::pictures::save_state(&mut tx, permit, week, &after).await?;
    tx.commit(entry).await?;
    Ok(after)
}

/// What publishing would give now.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The picture as everyone in the collaboration would get it; authorities also get motives.
    pub picture: Picture,
    /// What the guard marks in it.
    pub marked: Vec<Marked>,
    /// Whether the tenant has public editions.
    pub public_on: bool,
    /// The public edition, without own words and coming events; `None` where the tenant has none or it cannot be held beside the one before.
    pub public: Option<PublicEdition>,
    /// Reports of the week that nobody has decided on.
    pub unreviewed: u64,
}

/// What publishing or correcting a week would give now; nothing is written.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to publish.
pub async fn preview(app: &App, actor: &Actor, week: Week) -> Result<Preview, Failure> {
    actor.may(Action::PublishPicture)?;
    let guard = guard::of(app, actor).await?;
    let tenant = crate::tenants::by_code(app, actor.tenant()).await?;
    let mut tx = app.read(actor).await?;
    let state = storage::pictures::state(&mut tx, week).await?;
    let head = storage::batches::readable(&mut tx).await?;
    let question = Question { week, filter: PictureFilter::default(), as_of: head, now: app.now(), live: false };
    let picture = compute::picture(&mut tx, super::whole(actor), &tenant, &question, state.clone(), Edition::Working).await?;
    let next = match &state {
        PictureState::Published(p) => p.version + 1,
        PictureState::Open | PictureState::Closed { .. } | PictureState::Draft { .. } | PictureState::Assessed { .. } => 1,
    };
    let public_on = editions::is_on(&mut tx).await?;
    let public = if public_on { editions::make(&mut tx, &picture, next, &PublicWords::default()).await? } else { None };
    Ok(Preview {
        marked: texts::marked(&guard, &picture),
        picture,
        public_on,
        public,
        unreviewed: reports::unreviewed(&mut tx, week).await?,
    })
}

/// The state after a step, when what it demands besides following is so: a meeting that judged (dossier §2.5), G-1 for publishing, and G-2 for
/// every judgement that is locked or frozen (dossier §11.4).
async fn answered(
    app: &App,
    actor: &Actor,
    tx: &mut WriteTx,
    (week, step): (Week, Step),
    after: PictureState,
) -> Result<PictureState, Failure> {
    if matches!(step, Step::Close | Step::Reopen | Step::Draft) {
        return Ok(after);
    }
    let meeting = storage::meetings::of_week(tx, actor.visible(), week, i64::MAX).await?;
    let after = if step == Step::Assess { PictureState::Assessed { at: judgement::held_at(tx, &meeting).await? } } else { after };
    if judgement::is_unanswered(app, actor, tx, &meeting).await? {
        return Err(Failure::Conflict("failure-meeting-unanswered"));
    }
    if step != Step::Assess && reports::unreviewed(tx, week).await? > 0 {
        return Err(Failure::Conflict("failure-picture-unreviewed"));
    }
    Ok(after)
}

fn check_reason(guard: &Guard, step: Step, reason: Option<&str>) -> Result<(), Failure> {
    match (step, reason) {
        (Step::Correct, None) => Err(Failure::invalid("reason", "failure-reason-missing")),
        (_, Some(text)) if text.chars().count() > 500 => Err(Failure::invalid("reason", "failure-reason-long")),
        (_, text) => guard.refused("reason", text).map_or(Ok(()), |e| Err(Failure::Invalid(vec![e]))),
    }
}

async fn freeze(
    app: &App,
    actor: &Actor,
    tx: &mut WriteTx,
    publication: &Publication,
    state: &PictureState,
    week: Week,
) -> Result<(VersionRow, Picture), Failure> {
    let permit = actor.may(Action::PublishPicture)?;
    imports::settled(tx).await?;
    let tenant = crate::tenants::by_code(app, actor.tenant()).await?;
    let question = Question { week, filter: PictureFilter::default(), as_of: tx.seq(), now: tx.now(), live: false };
    let edition = Edition::Version(publication.clone());
    let picture = compute::picture(tx, super::whole(actor), &tenant, &question, state.clone(), edition).await?;
    let version = VersionRow { publication: publication.clone(), as_of: tx.seq(), digest: picture.digest.clone() };
    let content = documents::picture::json(&picture).to_string();
    storage::pictures::publish(tx, permit, week, &version, &content).await?;
    Ok((version, picture))
}
