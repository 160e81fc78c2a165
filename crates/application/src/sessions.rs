//! Signing in and out. A token is 256 random bits that only the browser keeps; the store has its hash.

use crate::app::App;
use crate::{accounts, links, second_factor};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::{AccountId, SessionId};
use domain::names::{self, LONGEST_USER_NAME};
use domain::sessions::{self, Device, Stage};
use domain::tenants::{Tenant, TenantCode};
use jiff::{SignedDuration, Timestamp};
use storage::tries::Allowance;
use storage::{DirectoryTx, ReadTx};

pub use storage::memberships::MembershipRow as Membership;

/// A live session: who it is and where it may go.
#[derive(Clone, Debug)]
pub struct Session {
    /// Account.
    pub account: AccountId,
    /// The session itself; `None` for a persona of the practice municipality.
    pub id: Option<SessionId>,
    /// Function title.
    pub name: String,
    /// Memberships that can be acted through now.
    pub memberships: Vec<Membership>,
    /// Tenants that open once the account has a second factor.
    pub waiting: Vec<Tenant>,
}

impl Session {
    /// The actor in a tenant; `None` when the account has no membership there that acts.
    pub fn actor(&self, tenant: &TenantCode) -> Option<Actor> {
        let m = self.memberships.iter().find(|m| m.tenant.code == *tenant)?;
        let actor = Actor::member(self.account, m.title.clone(), tenant.clone(), m.organisation, m.roles.clone()).of(m.organisation_id);
        Some(if m.class_d_until.is_some() { actor.named_for_class_d() } else { actor })
    }
}

/// A sign-in that went well so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Token for the cookie.
    pub token: String,
    /// Whether a code must be given before the token opens anything: see [`give_code`].
    pub awaits_code: bool,
}

/// Tries at one password or at one account's codes: at most 20 in any hour (trust.md D1).
pub(crate) const TRIES: Allowance = Allowance { at_once: 5, every: SignedDuration::from_mins(4) };

/// Tries of all browsers that nobody knows, together: what strangers can make the machine hash.
const TRIES_OF_STRANGERS: Allowance = Allowance { at_once: 200, every: SignedDuration::from_millis(500) };

/// Under which name those are counted. No digest and no other name begins so.
const STRANGERS: &str = "*";

/// A use of a session is noted at most this often: most requests then write nothing.
const TOUCH_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// A browser is known so long after it was last signed in from.
const BROWSER_KNOWN: SignedDuration = SignedDuration::from_hours(24 * 180);

/// How long a code is awaited, and how many wrong ones before the password is asked for again.
const CODE_AWAITED: SignedDuration = SignedDuration::from_mins(10);
const CODE_TRIES: u32 = 5;

/// Signs in. `known` is the secret that a browser keeps from an earlier sign-in (see [`know_browser`]):
/// tries from browsers that the account does not know never make its own wait.
///
/// # Errors
/// [`Failure::Invalid`] with `failure-sign-in` for an unknown user or wrong password alike, with
/// `failure-sign-in-wait` after too many tries.
pub async fn sign_in(app: &App, user: &str, password: &str, device: Device, known: Option<&str>) -> Result<SignedIn, Failure> {
    let now = app.now();
    let user = user.trim();
    if user.chars().count() > LONGEST_USER_NAME {
        return Err(Failure::invalid("user", "failure-sign-in"));
    }
    let mut tx = app.stores().read_directory().await?;
    let account = storage::accounts::by_user(&mut tx, user).await?;
    // The name itself may be a mistyped password: what is kept of it is its digest.
    let mut counted = hex::encode(links::digest(names::user_key(user).as_bytes()));
    if let (Some(account), Some(hash)) = (&account, known.and_then(links::hash_of))
        && storage::sessions::is_known(&mut tx, &hash, account.id, now - BROWSER_KNOWN).await?
    {
        counted = format!("{KNOWN_BROWSER}{}", hex::encode(hash));
    }
    let hash = account.as_ref().and_then(|a| a.password_hash.clone());
    drop(tx);
    spend(app, &counted).await?;
    let right = accounts::fits(password.to_owned(), hash).await?;
    let Some(account) = account.filter(|_| right) else {
        refuse(app, user).await?;
        return Err(Failure::invalid("user", "failure-sign-in"));
    };
    if !account.has_second_factor {
        let mut tx = app.stores().write_directory(account.id.to_string(), now).await?;
        give_back(&mut tx, &counted).await?;
        let token = begin(app, tx, account.id, device, AuditEntry::new(Event::SignedIn, account.id.to_string())).await?;
        return Ok(SignedIn { token, awaits_code: false });
    }
    let (token, hash) = links::secret()?;
    let mut tx = app.stores().write_directory(account.id.to_string(), now).await?;
    give_back(&mut tx, &counted).await?;
    if storage::tries::are_spent(&mut tx, &code_guesses(account.id), TRIES, now).await? {
        return Err(Failure::invalid("user", "failure-sign-in-wait"));
    }
    storage::sessions::insert(&mut tx, &hash, SessionId(app.new_id()), account.id, Stage::Code, device).await?;
    tx.commit(AuditEntry::new(Event::SignedIn, account.id.to_string()).fact("stage", Stage::Code.key())).await?;
    Ok(SignedIn { token, awaits_code: true })
}

/// Starts a full session in a transaction that ends with it; answers the token.
pub(crate) async fn begin(
    app: &App,
    mut tx: DirectoryTx,
    account: AccountId,
    device: Device,
    entry: AuditEntry,
) -> Result<String, Failure> {
    let (token, hash) = links::secret()?;
    storage::sessions::insert(&mut tx, &hash, SessionId(app.new_id()), account, Stage::Full, device).await?;
    let now = tx.now();
    storage::accounts::seen(&mut tx, account, now).await?;
    tx.commit(entry).await?;
    Ok(token)
}

/// Counts a try at a password, before the password is looked at.
async fn spend(app: &App, counted: &str) -> Result<(), Failure> {
    let mut tx = app.stores().operate_directory().await?;
    let is_known = counted.starts_with(KNOWN_BROWSER);
    let room = is_known || storage::tries::spend(&mut tx, STRANGERS, TRIES_OF_STRANGERS, app.now()).await?;
    let passes = room && storage::tries::spend(&mut tx, counted, TRIES, app.now()).await?;
    tx.commit().await?;
    if passes { Ok(()) } else { Err(Failure::invalid("user", "failure-sign-in-wait")) }
}

/// Gives the try back: the password was right.
async fn give_back(tx: &mut DirectoryTx, counted: &str) -> Result<(), Failure> {
    storage::tries::refund_within(tx, counted, TRIES).await?;
    if !counted.starts_with(KNOWN_BROWSER) {
        storage::tries::refund_within(tx, STRANGERS, TRIES_OF_STRANGERS).await?;
    }
    Ok(())
}

/// Tries of a browser that the account knows are counted under such a name.
const KNOWN_BROWSER: &str = "enhet:";

/// Under which name wrong codes of an account are counted: only someone with its password makes them.
pub(crate) fn code_guesses(account: AccountId) -> String {
    format!("kod:{account}")
}

/// Lets an account know the browser of a full session; answers the secret that the browser is to keep,
/// unless it keeps one already.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn know_browser(app: &App, token: &str, kept: Option<&str>) -> Result<Option<String>, Failure> {
    let Some(session) = find(app, token).await? else { return Ok(None) };
    let (new, hash) = match kept.and_then(links::hash_of) {
        Some(hash) => (None, hash),
        None => {
            let (secret, hash) = links::secret()?;
            (Some(secret), hash)
        }
    };
    let mut tx = app.stores().operate_directory().await?;
    storage::sessions::know(&mut tx, &hash, session.account, app.now()).await?;
    tx.commit().await?;
    Ok(new)
}

async fn refuse(app: &App, user: &str) -> Result<(), Failure> {
    if !app.watch().room_for_strangers(app.now()) {
        // A flood from outside is counted, and told in one entry when it is over: `watch::settle`.
        return Ok(());
    }
    let tx = app.stores().write_directory("-".to_owned(), app.now()).await?;
    let object = hex::encode(&links::digest(names::user_key(user).as_bytes())[..6]);
    tx.commit(AuditEntry::new(Event::SignInRefused, object)).await?;
    Ok(())
}

/// Whether a token waits for the code of the second step.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn awaits_code(app: &App, token: &str) -> Result<bool, Failure> {
    Ok(waiting(app, token).await?.is_some())
}

async fn waiting(app: &App, token: &str) -> Result<Option<([u8; 32], storage::sessions::SessionRow)>, Failure> {
    let Some(hash) = links::hash_of(token) else { return Ok(None) };
    let mut tx = app.stores().read_directory().await?;
    let row = storage::sessions::find(&mut tx, &hash).await?;
    let waits = |row: &storage::sessions::SessionRow| row.stage == Stage::Code && app.now().duration_since(row.created) < CODE_AWAITED;
    Ok(row.filter(waits).map(|row| (hash, row)))
}

/// The second step: a code of the authenticator, or a recovery code. Answers a new token; the one
/// that waited no longer works.
///
/// # Errors
/// [`Failure::Invalid`] with `failure-code-wrong`; [`Failure::NotFound`] when nothing waits, or after
/// too many wrong codes: the password is then asked for again.
pub async fn give_code(app: &App, token: &str, code: &str) -> Result<String, Failure> {
    let (hash, row) = waiting(app, token).await?.ok_or(Failure::NotFound)?;
    let mut tx = app.stores().write_directory(row.account.to_string(), app.now()).await?;
    let counted = code_guesses(row.account);
    // Each code counts before it is looked at, so that many at once are no more than one after the other.
    let passes =
        storage::sessions::try_code(&mut tx, &hash, CODE_TRIES).await? && storage::tries::spend_within(&mut tx, &counted, TRIES).await?;
    if !passes {
        storage::sessions::delete(&mut tx, &hash).await?;
        tx.commit(AuditEntry::new(Event::SecondFactorRefused, row.account.to_string()).fact("looked-at", "false")).await?;
        return Err(Failure::NotFound);
    }
    if let Some(how) = second_factor::accept(&mut tx, row.account, code).await? {
        storage::tries::refund_within(&mut tx, &counted, TRIES).await?;
        storage::sessions::delete(&mut tx, &hash).await?;
        let entry = AuditEntry::new(Event::SignedIn, row.account.to_string()).fact("second-factor", how);
        return begin(app, tx, row.account, row.device, entry).await;
    }
    let last_try = storage::sessions::find(&mut tx, &hash).await?.is_none_or(|now| now.tries >= CODE_TRIES);
    if last_try {
        storage::sessions::delete(&mut tx, &hash).await?;
    }
    tx.commit(AuditEntry::new(Event::SecondFactorRefused, row.account.to_string())).await?;
    if last_try { Err(Failure::NotFound) } else { Err(Failure::invalid("code", "failure-code-wrong")) }
}

/// Ends a session. Unknown tokens are ignored.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn sign_out(app: &App, token: &str) -> Result<(), Failure> {
    let Some(hash) = links::hash_of(token) else { return Ok(()) };
    let mut tx = app.stores().read_directory().await?;
    let Some(session) = storage::sessions::find(&mut tx, &hash).await? else { return Ok(()) };
    drop(tx);
    let mut tx = app.stores().write_directory(session.account.to_string(), app.now()).await?;
    storage::sessions::delete(&mut tx, &hash).await?;
    tx.commit(AuditEntry::new(Event::SignedOut, session.account.to_string())).await?;
    Ok(())
}

/// The session of a token; `None` when it is unknown, waits for a code, is idle too long, too old, or
/// its account is off.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn find(app: &App, token: &str) -> Result<Option<Session>, Failure> {
    let Some(hash) = links::hash_of(token) else { return Ok(None) };
    let now = app.now();
    let mut tx = app.stores().read_directory().await?;
    let Some(row) = storage::sessions::find(&mut tx, &hash).await? else { return Ok(None) };
    if row.stage != Stage::Full || !sessions::is_live(row.created, row.seen, now) {
        return Ok(None);
    }
    let session = load(&mut tx, row.account, now).await?.map(|session| Session { id: Some(row.id), ..session });
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

/// The actor of an account in a tenant now; `None` when it has no membership there that acts. Queued
/// work asks this when it runs.
pub(crate) async fn member(app: &App, account: AccountId, tenant: &TenantCode) -> Result<Option<Actor>, Failure> {
    let mut tx = app.stores().read_directory().await?;
    Ok(load(&mut tx, account, app.now()).await?.and_then(|session| session.actor(tenant)))
}

async fn load(tx: &mut ReadTx, account: AccountId, now: Timestamp) -> Result<Option<Session>, Failure> {
    let Some((name, has_second_factor)) = storage::accounts::by_id(tx, account).await? else { return Ok(None) };
    let all = storage::memberships::active(tx, account, now).await?;
    let waits = |m: &Membership| !has_second_factor && m.second_factor.asks(&m.roles, m.organisation);
    let (waiting, memberships): (Vec<_>, Vec<_>) = all.into_iter().partition(waits);
    Ok(Some(Session { account, id: None, name, memberships, waiting: waiting.into_iter().map(|m| m.tenant).collect() }))
}

/// Removes what has ended: sessions, refused sign-ins, links.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn sweep(app: &App) -> Result<(), Failure> {
    let now = app.now();
    let mut tx = app.stores().operate_directory().await?;
    storage::sessions::sweep(&mut tx, now - sessions::ABSOLUTE, now - BROWSER_KNOWN).await?;
    storage::tries::sweep(&mut tx, now).await?;
    storage::secret_links::sweep(&mut tx, now).await?;
    Ok(tx.commit().await?)
}
