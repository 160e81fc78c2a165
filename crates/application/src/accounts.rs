//! Accounts and their passwords.

use crate::App;
use crate::app::broken;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::{Failure, FieldError};
use domain::ids::AccountId;
use domain::memberships::MembershipState;
use domain::names;
use domain::organisations::OrganisationKind;
use domain::passwords::is_guessable;
use domain::policy::{Action, Role};
use domain::tenants::TenantCode;
use storage::accounts::NewAccountRow;
use storage::memberships::NewMembership;
use tokio::sync::Semaphore;

/// Fewest characters of a password.
pub const SHORTEST_PASSWORD: usize = 12;

/// Longest password, characters: a longer one only costs time to hash.
const LONGEST_PASSWORD: usize = 200;

/// An account to make, with its membership in one tenant.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Name to sign in with, such as a work e-mail address. Compared without regard to case.
    pub user: String,
    /// Function title, shown in the interface and the audit log.
    pub title: String,
    /// Password; `None` for a demo persona that nobody signs in as.
    pub password: Option<String>,
    /// Where it is a member.
    pub tenant: TenantCode,
    /// Kind of organisation it belongs to.
    pub organisation: OrganisationKind,
    /// Name of that organisation.
    pub organisation_name: String,
    /// Roles in the tenant.
    pub roles: Vec<Role>,
}

/// Makes an account with a membership that is active at once: for the command line and the practice
/// municipality. Pages invite instead.
///
/// # Errors
/// [`Failure::Invalid`] for a user name or password that cannot be used or no role,
/// [`Failure::NotFound`] for an unknown tenant, [`Failure::Conflict`] when the user name is taken.
pub async fn create(app: &App, by: &str, new: &NewAccount) -> Result<AccountId, Failure> {
    check(new)?;
    let hash = match &new.password {
        Some(password) => Some(hash(password.clone()).await?),
        None => None,
    };
    let tenant = crate::tenants::by_code(app, &new.tenant).await?;
    let id = AccountId(app.new_id());
    let permit = Actor::operator(tenant.code.clone()).may(Action::ManageUsers)?;
    let mut tx = app.stores().write_directory(by.to_owned(), app.now()).await?;
    let (user, title) = (new.user.trim(), new.title.trim());
    let row = NewAccountRow { id, user, title, email: Some(user).filter(|u| is_address(u)), hash: hash.as_deref() };
    if !storage::accounts::insert(&mut tx, &row).await? {
        return Err(Failure::Conflict("failure-user-exists"));
    }
    let organisation =
        crate::organisations::find_or_add(app, &mut tx, permit, (&tenant.code, new.organisation_name.trim(), new.organisation)).await?;
    let membership = NewMembership {
        account: id,
        tenant: &tenant.code,
        organisation,
        title,
        roles: &new.roles,
        state: &MembershipState::Active,
        by: "",
        valid_to: None,
    };
    storage::memberships::give(&mut tx, permit, &membership).await?;
    let roles: Vec<_> = new.roles.iter().map(|r| r.key()).collect();
    let entry = AuditEntry::new(Event::AccountCreated, id.to_string()).fact("tenant", tenant.code.as_str()).fact("roles", roles.join(" "));
    tx.commit(entry).await?;
    Ok(id)
}

/// The account of a user name, to open a demo with.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, or it is disabled.
pub async fn find(app: &App, user: &str) -> Result<AccountId, Failure> {
    let mut tx = app.stores().read_directory().await?;
    Ok(storage::accounts::by_user(&mut tx, user).await?.ok_or(Failure::NotFound)?.id)
}

/// Whether a text can be an e-mail address. Only a mail that arrives shows that it is one.
pub(crate) fn is_address(text: &str) -> bool {
    let plain = text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !names::is_invisible(c) && !"<>()[],;:\\\"".contains(c));
    let parts = text.rsplit_once('@').is_some_and(|(name, domain)| {
        !name.is_empty() && !name.contains('@') && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')
    });
    plain && parts && text.chars().count() <= 254
}

/// What is wrong with a new password of a user, if anything.
pub(crate) fn check_password(password: &str, user: &str) -> Result<(), FieldError> {
    match password.chars().count() {
        SHORTEST_PASSWORD..=LONGEST_PASSWORD if is_guessable(password, user) => Err(FieldError::new("password", "failure-password-common")),
        SHORTEST_PASSWORD..=LONGEST_PASSWORD => Ok(()),
        ..SHORTEST_PASSWORD => Err(FieldError::new("password", "failure-password-short")),
        _ => Err(FieldError::new("password", "failure-password-length")),
    }
}

/// The organisation that an actor acts for in the tenant; `None` for the command line and the scheduler.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn acting_for(app: &App, actor: &Actor) -> Result<Option<domain::actions::Organisation>, Failure> {
    let Some(account) = actor.account() else { return Ok(None) };
    let mut tx = app.stores().read_directory().await?;
    let memberships = storage::memberships::active(&mut tx, account, app.now()).await?;
    let own = memberships.into_iter().find(|m| m.tenant.code == *actor.tenant());
    Ok(own.map(|m| domain::actions::Organisation { id: m.organisation_id, kind: m.organisation, name: m.organisation_name }))
}

fn check(new: &NewAccount) -> Result<(), Failure> {
    let mut errors = Vec::new();
    let user = new.user.trim();
    if !names::is_user_name(user) {
        errors.push(FieldError::new("user", "failure-user-name"));
    }
    errors.extend(new.password.as_deref().and_then(|p| check_password(p, user).err()));
    if new.roles.is_empty() {
        errors.push(FieldError::new("role", "failure-no-role"));
    }
    if errors.is_empty() { Ok(()) } else { Err(Failure::Invalid(errors)) }
}

/// Argon2id with 19 MiB, 2 passes, 1 lane: the least that OWASP recommends (trust.md D8).
fn hasher() -> Result<Argon2<'static>, Failure> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|e| broken(e.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashings at a time. Each takes 19 MiB: however many try to sign in at once, the others wait.
static HASHING: Semaphore = Semaphore::const_new(3);

/// Does a hashing on a thread of its own when it is its turn. The turn ends with the work, also when
/// nobody waits for it any more.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> Result<T, Failure> + Send + 'static) -> Result<T, Failure> {
    let turn = HASHING.acquire().await.map_err(broken)?;
    let held = move || {
        let result = work();
        drop(turn);
        result
    };
    tokio::task::spawn_blocking(held).await.map_err(broken)?
}

/// Hashes on a thread of its own: it takes a tenth of a second of processor time.
pub(crate) async fn hash(password: String) -> Result<String, Failure> {
    let work = move || -> Result<String, Failure> {
        let hash = hasher()?.hash_password(password.as_bytes()).map_err(|e| broken(e.to_string()))?;
        Ok(hash.to_string())
    };
    in_turn(work).await
}

/// Whether the password fits. With no hash a dummy is checked, so that an unknown user takes as long
/// as a wrong password.
pub(crate) async fn fits(password: String, hash: Option<String>) -> Result<bool, Failure> {
    const DUMMY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2Ftc3luc2Ftc3lu$8bS4GKrgsLkaElJ7mg1iHyqtK9Gtnn4x1J3LcdCnG8M";
    let work = move || -> Result<bool, Failure> {
        let known = hash.is_some();
        let text = hash.unwrap_or_else(|| DUMMY.to_owned());
        let parsed = PasswordHash::new(&text).map_err(|e| broken(e.to_string()))?;
        Ok(hasher()?.verify_password(password.as_bytes(), &parsed).is_ok() && known)
    };
    in_turn(work).await
}
