//! The people of a tenant as its administrators see and change them.

mod review;

pub use review::{Review, mark_reviewed, review, set_second_factor_rule, settings};
pub use storage::class_d::GrantRow as ClassDGrant;
pub use storage::memberships::PersonRow as Person;

use crate::App;
use crate::guard::{self, Guard};
use crate::mail::{self, Payload};
use crate::{accounts, links};
use domain::actor::{Actor, Permit};
use domain::audit::{AuditEntry, Event};
use domain::failure::{Failure, FieldError};
use domain::ids::{AccountId, ClassDGrantId, OrganisationId};
use domain::memberships::{Ended, INVITATION_LASTS, MembershipState, MembershipStep};
use domain::names;
use domain::policy::{Action, Role};
use domain::week::instant;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use storage::accounts::NewAccountRow;
use storage::memberships::{MembershipChange, NewMembership};
use storage::secret_links::{LinkRow, Purpose};
use storage::{DirectoryTx, ReadTx};

/// Longest title and reason, characters.
const LONGEST_TITLE: usize = 100;
const LONGEST_REASON: usize = 300;

/// Longest time that someone is named for class D.
const LONGEST_CLASS_D: SignedDuration = SignedDuration::from_hours(24 * 366);

/// Someone to invite.
#[derive(Clone, Debug)]
pub struct Invite {
    /// E-mail address: mail goes there, and it is the name to sign in with. It identifies nobody.
    pub email: String,
    /// What an administrator decides of a member.
    pub member: MemberFields,
}

/// What an administrator decides of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberFields {
    /// Function title.
    pub title: String,
    /// Organisation.
    pub organisation: OrganisationId,
    /// Roles.
    pub roles: Vec<Role>,
    /// Last day; `None` for no end.
    pub last_day: Option<Date>,
}

/// What came of an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// Who.
    pub account: AccountId,
    /// The link to hand over, told this one time, when no mail is configured.
    pub link: Option<String>,
}

/// Everyone who is or was a member, by title. States are those of now.
///
/// # Errors
/// [`Failure::NotAllowed`].
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Person>, Failure> {
    actor.may(Action::ManageUsers)?;
    let mut tx = app.stores().read_directory().await?;
    let mut people = storage::memberships::people(&mut tx, actor.tenant()).await?;
    messages::sort_by_name(&mut people, |p| &p.title);
    Ok(people.into_iter().map(|person| now(app, person)).collect())
}

/// One of them.
///
/// # Errors
/// [`Failure::NotAllowed`], [`Failure::NotFound`].
pub async fn by_id(app: &App, actor: &Actor, account: AccountId) -> Result<Person, Failure> {
    actor.may(Action::ManageUsers)?;
    let mut tx = app.stores().read_directory().await?;
    find(app, &mut tx, actor, account).await
}

async fn find(app: &App, tx: &mut ReadTx, actor: &Actor, account: AccountId) -> Result<Person, Failure> {
    let person = storage::memberships::one(tx, actor.tenant(), account).await?.ok_or(Failure::NotFound)?;
    Ok(now(app, person))
}

/// The person as of now. Of someone who has not accepted, or is gone, nothing is told that the account
/// may have elsewhere.
fn now(app: &App, person: Person) -> Person {
    let person = Person { state: person.state.clone().at(app.now(), person.valid_to), ..person };
    match person.state {
        MembershipState::Invited { .. } | MembershipState::Removed(_) => {
            Person { seen: None, has_second_factor: false, has_password: false, ..person }
        }
        MembershipState::Active | MembershipState::Suspended(_) | MembershipState::Expired { .. } => person,
    }
}

/// Active members with title and organisation, for choosing who does something. Anyone in the tenant
/// who may see the picture may know them.
///
/// # Errors
/// [`Failure::NotAllowed`].
pub async fn choices(app: &App, actor: &Actor) -> Result<Vec<(AccountId, String, OrganisationId)>, Failure> {
    actor.may(Action::ViewPicture)?;
    let mut tx = app.stores().read_directory().await?;
    let mut people = storage::memberships::people(&mut tx, actor.tenant()).await?;
    messages::sort_by_name(&mut people, |p| &p.title);
    let acting = people.into_iter().map(|p| now(app, p)).filter(|p| p.state.acts() && p.organisation_active);
    Ok(acting.map(|p| (p.account, p.title, p.organisation_id)).collect())
}

/// Invites someone. The answer is the same whether or not the address has an account already. Nobody
/// acts before accepting: an account that exists must sign in to accept.
///
/// # Errors
/// [`Failure::Invalid`] for fields that cannot be used, [`Failure::Conflict`] when the person is a
/// member already.
pub async fn invite(app: &App, actor: &Actor, invite: &Invite) -> Result<Invited, Failure> {
    let permit = actor.may(Action::ManageUsers)?;
    let email = names::user_key(&invite.email);
    let mut errors = check(app, &invite.member);
    if !accounts::is_address(&email) {
        errors.insert(0, FieldError::new("email", "failure-email"));
    }
    if !errors.is_empty() {
        return Err(Failure::Invalid(errors));
    }
    let mut tx = app.write_directory(actor).await?;
    organisation(&mut tx, actor, invite.member.organisation).await?;
    let account = match storage::accounts::by_user(&mut tx, &email).await? {
        Some(known) => known.id,
        None => {
            let id = AccountId(app.new_id());
            let row = NewAccountRow { id, user: &email, title: invite.member.title.trim(), email: Some(&email), hash: None };
            if !storage::accounts::insert(&mut tx, &row).await? {
                return Err(Failure::invalid("email", "failure-user-exists"));
            }
            id
        }
    };
    let membership = NewMembership {
        account,
        tenant: actor.tenant(),
        organisation: invite.member.organisation,
        title: invite.member.title.trim(),
        roles: &invite.member.roles,
        state: &MembershipState::Invited { at: app.now() },
        by: actor.name(),
        valid_to: end_of(invite.member.last_day),
    };
    if !storage::memberships::give(&mut tx, permit, &membership).await? {
        return Err(Failure::invalid("email", "failure-already-member"));
    }
    let roles: Vec<_> = invite.member.roles.iter().map(|r| r.key()).collect();
    let entry = AuditEntry::new(Event::PersonInvited, account.to_string()).fact("roles", roles.join(" "));
    let link = send_invitation(app, actor, tx, (account, Way::Mail), entry).await?;
    Ok(Invited { account, link })
}

/// How an invitation's link reaches the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By mail; by hand where no mail is configured.
    Mail,
    /// Whoever invites hands it over.
    Hand,
}

/// Invites again: earlier links stop working.
///
/// # Errors
/// [`Failure::Conflict`] unless the person is invited or removed, or when it changed meanwhile.
pub async fn invite_again(app: &App, actor: &Actor, account: AccountId, seen: u32, way: Way) -> Result<Invited, Failure> {
    let permit = actor.may(Action::ManageUsers)?;
    let mut tx = app.write_directory(actor).await?;
    let person = find(app, &mut tx, actor, account).await?;
    let ended = Ended { at: app.now(), by: actor.name().to_owned(), reason: String::new() };
    let state = person.state.take(MembershipStep::Invite, ended)?;
    if !storage::memberships::set_state(&mut tx, permit, (actor.tenant(), account), seen, &state).await? {
        return Err(Failure::Conflict("failure-changed-meanwhile"));
    }
    let entry = AuditEntry::new(Event::PersonInvited, account.to_string()).fact("again", "true");
    let link = send_invitation(app, actor, tx, (account, way), entry).await?;
    Ok(Invited { account, link })
}

/// Commits an invitation and sees that its link reaches the person: by mail, or to be handed over.
async fn send_invitation(
    app: &App,
    actor: &Actor,
    mut tx: DirectoryTx,
    (account, way): (AccountId, Way),
    entry: AuditEntry,
) -> Result<Option<String>, Failure> {
    storage::secret_links::clear_invitation(&mut tx, actor.tenant(), account).await?;
    if way == Way::Mail && app.post().is_some() {
        tx.commit(entry.clone().fact("tenant", actor.tenant().as_str())).await?;
        let mut tx = app.write(actor).await?;
        mail::queue(app, &mut tx, &Payload::Invitation { account: account.to_string() }).await?;
        tx.commit(entry).await?;
        return Ok(None);
    }
    let (secret, hash) = links::secret()?;
    let row = LinkRow { account, tenant: Some(actor.tenant().clone()) };
    storage::secret_links::insert(&mut tx, &hash, Purpose::Invitation, &row, app.now() + INVITATION_LASTS).await?;
    app.commit_directory(actor, tx, entry.fact("handed-over", "true")).await?;
    Ok(Some(app.link(&format!("/inbjudan/{secret}"))))
}

/// Changes what an administrator decides of a member. It holds from the member's next request on.
///
/// # Errors
/// [`Failure::Invalid`], [`Failure::NotFound`], [`Failure::Conflict`] when it changed meanwhile, or when
/// administrators would take their own role away.
pub async fn change(app: &App, actor: &Actor, account: AccountId, seen: u32, fields: &MemberFields) -> Result<(), Failure> {
    let permit = actor.may(Action::ManageUsers)?;
    let errors = check(app, fields);
    if !errors.is_empty() {
        return Err(Failure::Invalid(errors));
    }
    let own = actor.account() == Some(account);
    if own
        && (!fields.roles.contains(&Role::Administrator)
            || fields.last_day.is_some()
            || actor.organisation_id() != Some(fields.organisation))
    {
        return Err(Failure::Conflict("failure-own-membership"));
    }
    let mut tx = app.write_directory(actor).await?;
    let before = find(app, &mut tx, actor, account).await?;
    organisation(&mut tx, actor, fields.organisation).await?;
    let change = MembershipChange {
        title: fields.title.trim(),
        organisation: fields.organisation,
        roles: &fields.roles,
        valid_to: end_of(fields.last_day),
    };
    if !storage::memberships::change(&mut tx, permit, (actor.tenant(), account), seen, &change).await? {
        return Err(Failure::Conflict("failure-changed-meanwhile"));
    }
    let keys = |roles: &[Role]| roles.iter().map(|r| r.key()).collect::<Vec<_>>().join(" ");
    let entry = AuditEntry::new(Event::MembershipChanged, account.to_string())
        .fact("roles-before", keys(&before.roles))
        .fact("roles", keys(&fields.roles))
        .fact("organisation", fields.organisation.to_string())
        .fact("last-day", fields.last_day.map(|d| d.to_string()).unwrap_or_default());
    app.commit_directory(actor, tx, entry).await
}

/// Suspends, resumes or removes a member, or withdraws an invitation. It holds from the member's next
/// request on, and for queued work that has not run.
///
/// # Errors
/// [`Failure::Invalid`] without a reason, [`Failure::Conflict`] when the state does not allow it or
/// changed meanwhile, or for the actor's own membership.
pub async fn step(app: &App, actor: &Actor, account: AccountId, seen: u32, step: MembershipStep, reason: &str) -> Result<(), Failure> {
    let permit = actor.may(Action::ManageUsers)?;
    if actor.account() == Some(account) {
        return Err(Failure::Conflict("failure-own-membership"));
    }
    let reason = reason.trim();
    if matches!(step, MembershipStep::Suspend | MembershipStep::Remove) {
        check_reason(&guard::of(app, actor).await?, reason)?;
    }
    let mut tx = app.write_directory(actor).await?;
    let person = find(app, &mut tx, actor, account).await?;
    let ended = Ended { at: app.now(), by: actor.name().to_owned(), reason: reason.to_owned() };
    let state = person.state.take(step, ended)?;
    if !storage::memberships::set_state(&mut tx, permit, (actor.tenant(), account), seen, &state).await? {
        return Err(Failure::Conflict("failure-changed-meanwhile"));
    }
    if matches!(state, MembershipState::Removed(_)) {
        storage::secret_links::clear_invitation(&mut tx, actor.tenant(), account).await?;
    }
    let entry = AuditEntry::new(Event::MembershipStep, account.to_string())
        .fact("step", step.key())
        .fact("from", person.state.key())
        .fact("to", state.key());
    app.commit_directory(actor, tx, entry).await
}

/// Sends a member a link to choose a new password. Only by mail: a link shown to one authority's
/// administrator would open an account that may belong to another's work too.
///
/// # Errors
/// [`Failure::Conflict`] when no mail is configured, or the person is not an active member.
pub async fn send_reset(app: &App, actor: &Actor, account: AccountId) -> Result<(), Failure> {
    actor.may(Action::ManageUsers)?;
    if app.post().is_none() {
        return Err(Failure::Conflict("failure-no-mail"));
    }
    let mut tx = app.stores().read_directory().await?;
    let person = find(app, &mut tx, actor, account).await?;
    drop(tx);
    if !person.state.acts() || !person.has_password {
        return Err(Failure::Conflict("failure-membership-step"));
    }
    let mut tx = app.write(actor).await?;
    mail::queue(app, &mut tx, &Payload::Reset { account: account.to_string() }).await?;
    Ok(tx.commit(AuditEntry::new(Event::PasswordResetAsked, account.to_string())).await?)
}

/// Names a member for class D until the end of a day.
///
/// # Errors
/// [`Failure::Invalid`] for a day that is not ahead within a year or without a reason,
/// [`Failure::Conflict`] for someone who does not reach class C.
pub async fn name_for_class_d(app: &App, actor: &Actor, account: AccountId, last_day: Date, reason: &str) -> Result<(), Failure> {
    let permit = actor.may(Action::ManageUsers)?;
    let reason = reason.trim();
    check_reason(&guard::of(app, actor).await?, reason)?;
    let until = end_of(Some(last_day)).filter(|end| *end > app.now() && *end <= app.now() + LONGEST_CLASS_D);
    let until = until.ok_or_else(|| Failure::invalid("until", "failure-class-d-day"))?;
    let mut tx = app.write_directory(actor).await?;
    let person = find(app, &mut tx, actor, account).await?;
    if !person.state.acts() || !domain::memberships::reaches_class_c(&person.roles, person.organisation) {
        return Err(Failure::Conflict("failure-class-d-person"));
    }
    let id = ClassDGrantId(app.new_id());
    let grant = ClassDGrant { id, account, until, reason: reason.to_owned(), by: actor.name().to_owned() };
    storage::class_d::give(&mut tx, permit, actor.tenant(), &grant).await?;
    let entry = AuditEntry::new(Event::ClassDGiven, account.to_string()).fact("last-day", last_day.to_string());
    app.commit_directory(actor, tx, entry).await
}

/// Ends a naming for class D at once.
///
/// # Errors
/// [`Failure::NotFound`] when there is none to end.
pub async fn end_class_d(app: &App, actor: &Actor, id: ClassDGrantId) -> Result<(), Failure> {
    let permit = actor.may(Action::ManageUsers)?;
    let mut tx = app.write_directory(actor).await?;
    if !storage::class_d::end(&mut tx, permit, actor.tenant(), id).await? {
        return Err(Failure::NotFound);
    }
    app.commit_directory(actor, tx, AuditEntry::new(Event::ClassDEnded, id.to_string())).await
}

/// Who is named for class D now.
///
/// # Errors
/// [`Failure::NotAllowed`].
pub async fn class_d(app: &App, actor: &Actor) -> Result<Vec<ClassDGrant>, Failure> {
    actor.may(Action::ManageUsers)?;
    let mut tx = app.stores().read_directory().await?;
    Ok(storage::class_d::live(&mut tx, actor.tenant(), app.now()).await?)
}

async fn organisation(tx: &mut ReadTx, actor: &Actor, id: OrganisationId) -> Result<(), Failure> {
    let known = storage::organisations::by_id(tx, actor.tenant(), id).await?;
    known.filter(|c| c.organisation.active).map(|_| ()).ok_or_else(|| Failure::invalid("organisation", "failure-organisation-unknown"))
}

fn check(app: &App, fields: &MemberFields) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let title = fields.title.trim();
    if title.is_empty() || title.chars().count() > LONGEST_TITLE || title.chars().any(char::is_control) {
        errors.push(FieldError::new("title", "failure-title"));
    }
    if fields.roles.is_empty() {
        errors.push(FieldError::new("roles", "failure-no-role"));
    }
    if end_of(fields.last_day).is_some_and(|end| end <= app.now()) {
        errors.push(FieldError::new("last_day", "failure-last-day"));
    }
    errors
}

fn check_reason(guard: &Guard, reason: &str) -> Result<(), Failure> {
    let message = match reason.chars().count() {
        0 => "failure-reason-needed",
        n if n > LONGEST_REASON => "failure-reason-too-long",
        _ => return guard.refused("reason", Some(reason)).map_or(Ok(()), |error| Err(Failure::Invalid(vec![error]))),
    };
    Err(Failure::invalid("reason", message))
}

/// The instant that a last day ends in Sweden.
fn end_of(last_day: Option<Date>) -> Option<Timestamp> {
    last_day.map(|day| instant(day.saturating_add(1.day()).at(0, 0, 0, 0)))
}

/// Proof that an actor may manage people, for the modules beside this one.
fn permit(actor: &Actor) -> Result<Permit, Failure> {
    actor.may(Action::ManageUsers)
}
