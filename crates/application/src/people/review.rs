//! Going through who has access: who no longer uses it, who is about to lose it, who lacks what their
//! roles ask for.

use super::{Person, list, permit};
use crate::App;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::memberships::{DORMANT_AFTER, SecondFactorRule, Training, reaches_class_c};
use domain::policy::Role;
use jiff::{SignedDuration, Timestamp};

/// Memberships that end within this are told.
const SOON: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Who to look at. A person may stand in several lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// When the list was last gone through.
    pub last: Option<Timestamp>,
    /// Active, but not signed in for 90 days.
    pub dormant: Vec<Person>,
    /// Active, but their last day is near.
    pub ending: Vec<Person>,
    /// Reach class C without a second factor.
    pub without_second_factor: Vec<Person>,
    /// Reporters whose course is missing or has expired.
    pub without_course: Vec<Person>,
    /// How many people are active in all.
    pub active: u64,
}

/// The review as it stands now.
///
/// # Errors
/// [`Failure::NotAllowed`].
pub async fn review(app: &App, actor: &Actor) -> Result<Review, Failure> {
    let people = list(app, actor).await?;
    let mut tx = app.stores().read_directory().await?;
    let (_, last) = storage::tenants::access(&mut tx, actor.tenant()).await?.ok_or(Failure::NotFound)?;
    let now = app.now();
    let acting: Vec<Person> = people.into_iter().filter(|p| p.state.acts()).collect();
    let of = |which: &dyn Fn(&Person) -> bool| acting.iter().filter(|p| which(p)).cloned().collect::<Vec<_>>();
    Ok(Review {
        last,
        dormant: of(&|p| now.duration_since(p.seen.unwrap_or(p.state_at)) >= DORMANT_AFTER),
        ending: of(&|p| p.valid_to.is_some_and(|end| end <= now + SOON)),
        without_second_factor: of(&|p| !p.has_second_factor && reaches_class_c(&p.roles, p.organisation)),
        without_course: of(&|p| {
            let course = Training::on(domain::week::local(now).date(), p.training_expires);
            p.roles.contains(&Role::Reporter) && !matches!(course, Training::Valid(_))
        }),
        active: acting.len() as u64,
    })
}

/// Notes that an administrator has gone through the list; `seen` is the number of active people it told.
///
/// # Errors
/// [`Failure::Conflict`] when people have come or gone since.
pub async fn mark_reviewed(app: &App, actor: &Actor, seen: u64) -> Result<(), Failure> {
    let permit = permit(actor)?;
    let review = review(app, actor).await?;
    if review.active != seen {
        return Err(Failure::Conflict("failure-changed-meanwhile"));
    }
    let mut tx = app.write_directory(actor).await?;
    storage::tenants::reviewed(&mut tx, permit, actor.tenant()).await?;
    let entry = AuditEntry::new(Event::AccessReviewed, actor.tenant().as_str())
        .fact("active", review.active.to_string())
        .fact("dormant", review.dormant.len().to_string());
    app.commit_directory(actor, tx, entry).await
}

/// Whether the tenant asks for a second factor.
///
/// # Errors
/// [`Failure::NotAllowed`].
pub async fn settings(app: &App, actor: &Actor) -> Result<SecondFactorRule, Failure> {
    permit(actor)?;
    let mut tx = app.stores().read_directory().await?;
    Ok(storage::tenants::access(&mut tx, actor.tenant()).await?.ok_or(Failure::NotFound)?.0)
}

/// Says whether the tenant asks for a second factor. It holds from everyone's next request on, so the
/// one who asks must have one.
///
/// # Errors
/// [`Failure::Conflict`] when the actor has no second factor.
pub async fn set_second_factor_rule(app: &App, actor: &Actor, rule: SecondFactorRule) -> Result<(), Failure> {
    let permit = permit(actor)?;
    let mut tx = app.write_directory(actor).await?;
    if let (SecondFactorRule::Required, Some(account)) = (rule, actor.account())
        && storage::accounts::totp_secret(&mut tx, account).await?.is_none()
    {
        return Err(Failure::Conflict("failure-second-factor-first"));
    }
    storage::tenants::set_second_factor(&mut tx, permit, actor.tenant(), rule).await?;
    let entry = AuditEntry::new(Event::SettingsChanged, actor.tenant().as_str()).fact("second-factor", rule.key());
    app.commit_directory(actor, tx, entry).await
}
