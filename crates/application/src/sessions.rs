//! Signing in and out. A token is 256 random bits that only the browser keeps; the store has its hash.

use crate::accounts;
use crate::app::{App, broken};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::AccountId;
use domain::sessions;
use domain::tenants::TenantCode;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

pub use storage::accounts::MembershipRow as Membership;

/// A live session: who it is and where it may go.
#[derive(Clone, Debug)]
pub struct Session {
    /// Account.
    pub account: AccountId,
    /// Function title.
    pub name: String,
    /// Memberships that are valid now.
    pub memberships: Vec<Membership>,
}

impl Session {
    /// The actor in a tenant; `None` when the account has no membership there.
    pub fn actor(&self, tenant: &TenantCode) -> Option<Actor> {
        let m = self.memberships.iter().find(|m| m.tenant.code == *tenant)?;
        Some(Actor::member(self.account, self.name.clone(), tenant.clone(), m.organisation, m.roles.clone()))
    }
}

/// Tries per user name and hour before each further one has to wait.
const FREE_TRIES: u64 = 10;

/// How long a refused sign-in counts.
const COUNTED: SignedDuration = SignedDuration::from_hours(1);

/// Longest user name, characters, as accounts have it.
const LONGEST_NAME: usize = 254;

/// How long a further try has to wait after the last refused one.
const WAIT: SignedDuration = SignedDuration::from_mins(3);

/// A use of a session is noted at most this often: most requests then write nothing.
const TOUCH_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// Signs in; answers the token for the cookie.
///
/// # Errors
/// [`Failure::Invalid`] with `failure-sign-in` for an unknown user or wrong password alike, with
/// `failure-sign-in-wait` after too many tries.
pub async fn sign_in(app: &App, user: &str, password: &str) -> Result<String, Failure> {
    let now = app.now();
    let user = user.trim();
    if user.chars().count() > LONGEST_NAME {
        return Err(Failure::invalid("user", "failure-sign-in"));
    }
    let mut tx = app.stores().read_directory().await?;
    let (failures, last) = storage::sessions::failures(&mut tx, &name_digest(user), now - COUNTED).await?;
    if failures >= FREE_TRIES && last.is_some_and(|last| now.duration_since(last) < WAIT) {
        return Err(Failure::invalid("user", "failure-sign-in-wait"));
    }
    let account = storage::accounts::by_user(&mut tx, user).await?;
    drop(tx);
    let hash = account.as_ref().and_then(|a| a.password_hash.clone());
    let right = accounts::fits(password.to_owned(), hash).await?;
    let Some(account) = account.filter(|_| right) else {
        refuse(app, user, now).await?;
        return Err(Failure::invalid("user", "failure-sign-in"));
    };
    let mut token = [0u8; 32];
    getrandom::fill(&mut token).map_err(|e| broken(e.to_string()))?;
    let mut tx = app.stores().write_directory(account.id.to_string(), now).await?;
    storage::sessions::insert(&mut tx, &digest(&token), account.id).await?;
    tx.commit(AuditEntry::new(Event::SignedIn, account.id.to_string())).await?;
    Ok(hex::encode(token))
}

async fn refuse(app: &App, user: &str, now: Timestamp) -> Result<(), Failure> {
    let mut tx = app.stores().write_directory("-".to_owned(), now).await?;
    // The name itself may be a mistyped password: table and log keep only its digest.
    let name = name_digest(user);
    storage::sessions::failed(&mut tx, app.new_id(), &name).await?;
    tx.commit(AuditEntry::new(Event::SignInRefused, &name[..12])).await?;
    Ok(())
}

/// Removes sessions that are too old to be live, and refused sign-ins that no longer count.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn sweep(app: &App) -> Result<(), Failure> {
    let mut tx = app.stores().operate_directory().await?;
    storage::sessions::sweep(&mut tx, app.now() - sessions::ABSOLUTE, app.now() - COUNTED).await?;
    Ok(tx.commit().await?)
}

/// Ends a session. Unknown tokens are ignored.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn sign_out(app: &App, token: &str) -> Result<(), Failure> {
    let Some(hash) = token_hash(token) else { return Ok(()) };
    let mut tx = app.stores().read_directory().await?;
    let Some(session) = storage::sessions::find(&mut tx, &hash).await? else { return Ok(()) };
    drop(tx);
    let mut tx = app.stores().write_directory(session.account.to_string(), app.now()).await?;
    storage::sessions::delete(&mut tx, &hash).await?;
    tx.commit(AuditEntry::new(Event::SignedOut, session.account.to_string())).await?;
    Ok(())
}

/// The session of a token; `None` when it is unknown, idle too long, too old, or its account is off.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn find(app: &App, token: &str) -> Result<Option<Session>, Failure> {
    let Some(hash) = token_hash(token) else { return Ok(None) };
    let now = app.now();
    let mut tx = app.stores().read_directory().await?;
    let Some(row) = storage::sessions::find(&mut tx, &hash).await? else { return Ok(None) };
    if !sessions::is_live(row.created, row.seen, now) {
        return Ok(None);
    }
    let session = load(&mut tx, row.account, now).await?;
    drop(tx);
    if now.duration_since(row.seen) >= TOUCH_EVERY {
        let mut tx = app.stores().operate_directory().await?;
        storage::sessions::touch(&mut tx, &hash, now).await?;
        tx.commit().await?;
    }
    Ok(session)
}

/// The session of a persona: only in a demo, without a password. `None` or an unknown key is the first.
///
/// # Errors
/// [`Failure::NotFound`] outside a demo.
pub async fn as_persona(app: &App, key: Option<&str>) -> Result<Session, Failure> {
    let demo = app.demo().ok_or(Failure::NotFound)?;
    let chosen = demo.personas.iter().find(|p| Some(p.key.as_str()) == key).or(demo.personas.first()).ok_or(Failure::NotFound)?;
    let mut tx = app.stores().read_directory().await?;
    load(&mut tx, chosen.account, app.now()).await?.ok_or(Failure::NotFound)
}

/// The actor of an account in a tenant now; `None` when it is no longer a member.
pub(crate) async fn member(app: &App, account: AccountId, tenant: &TenantCode) -> Result<Option<Actor>, Failure> {
    let mut tx = app.stores().read_directory().await?;
    Ok(load(&mut tx, account, app.now()).await?.and_then(|session| session.actor(tenant)))
}

async fn load(tx: &mut storage::ReadTx, account: AccountId, now: Timestamp) -> Result<Option<Session>, Failure> {
    let Some(name) = storage::accounts::title(tx, account).await? else { return Ok(None) };
    let memberships = storage::accounts::memberships(tx, account, now).await?;
    Ok(Some(Session { account, name, memberships }))
}

/// What is kept of a user name that was refused.
fn name_digest(user: &str) -> String {
    hex::encode(digest(user.to_lowercase().as_bytes()))
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn token_hash(token: &str) -> Option<[u8; 32]> {
    let bytes: [u8; 32] = hex::decode(token).ok()?.try_into().ok()?;
    Some(digest(&bytes))
}
