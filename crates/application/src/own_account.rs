//! What people see and change of their own account.

use crate::accounts;
use crate::app::App;
use crate::sessions::TRIES;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::{AccountId, SessionId};
use domain::sessions::{Device, is_live};
use jiff::Timestamp;

/// One's own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAccount {
    /// Name to sign in with.
    pub user: String,
    /// Where mail goes.
    pub email: Option<String>,
    /// Whether it wants mail that it can do without.
    pub wants_mail: bool,
    /// Whether it has a password. A persona of the practice municipality has none.
    pub has_password: bool,
    /// Whether a code is asked for after the password.
    pub has_second_factor: bool,
    /// Recovery codes left.
    pub codes_left: u64,
    /// Signed-in devices, last used first.
    pub devices: Vec<OwnDevice>,
}

/// A signed-in device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnDevice {
    /// Its session.
    pub id: SessionId,
    /// Family of browser and system.
    pub device: Device,
    /// Signed in at.
    pub since: Timestamp,
    /// Last used.
    pub seen: Timestamp,
}

/// One's own account.
///
/// # Errors
/// [`Failure::NotFound`] for an account that is off.
pub async fn show(app: &App, account: AccountId) -> Result<OwnAccount, Failure> {
    let mut tx = app.stores().read_directory().await?;
    let own = storage::accounts::own(&mut tx, account).await?.ok_or(Failure::NotFound)?;
    let codes_left = storage::accounts::recovery_codes_left(&mut tx, account).await?;
    let sessions = storage::sessions::of_account(&mut tx, account).await?;
    let live = sessions.into_iter().filter(|s| is_live(s.created, s.seen, app.now()));
    Ok(OwnAccount {
        user: own.user.unwrap_or_default(),
        email: own.email,
        wants_mail: own.wants_mail,
        has_password: own.password_hash.is_some(),
        has_second_factor: own.has_second_factor,
        codes_left,
        devices: live.map(|s| OwnDevice { id: s.id, device: s.device, since: s.created, seen: s.seen }).collect(),
    })
}

/// Changes the password. Every other session ends, and links to choose a new password stop working.
///
/// # Errors
/// [`Failure::Invalid`] when the present password is wrong or the new one cannot be used.
pub async fn change_password(app: &App, account: AccountId, session: SessionId, present: &str, new: &str) -> Result<(), Failure> {
    let mut tx = app.stores().read_directory().await?;
    let own = storage::accounts::own(&mut tx, account).await?.ok_or(Failure::NotFound)?;
    drop(tx);
    prove(app, account, present, own.password_hash).await?;
    accounts::check_password(new, &own.user.unwrap_or_default()).map_err(|wrong| Failure::Invalid(vec![wrong]))?;
    let hash = accounts::hash(new.to_owned()).await?;
    let mut tx = app.stores().write_directory(account.to_string(), app.now()).await?;
    storage::accounts::set_password(&mut tx, account, &hash).await?;
    storage::secret_links::clear_reset(&mut tx, account).await?;
    let ended = storage::sessions::delete_all(&mut tx, account, Some(session)).await?;
    let entry = AuditEntry::new(Event::PasswordChanged, account.to_string()).fact("sessions-ended", ended.to_string());
    Ok(tx.commit(entry).await?)
}

/// Whether the present password is right. A try counts before it is looked at, and a wrong one is noted.
async fn prove(app: &App, account: AccountId, present: &str, hash: Option<String>) -> Result<(), Failure> {
    let counted = format!("losen:{account}");
    let mut tx = app.stores().operate_directory().await?;
    let passes = storage::tries::spend(&mut tx, &counted, TRIES, app.now()).await?;
    tx.commit().await?;
    if passes && accounts::fits(present.to_owned(), hash).await? {
        let mut tx = app.stores().operate_directory().await?;
        storage::tries::refund(&mut tx, &counted, TRIES).await?;
        return Ok(tx.commit().await?);
    }
    let tx = app.stores().write_directory(account.to_string(), app.now()).await?;
    tx.commit(AuditEntry::new(Event::SignInRefused, account.to_string()).fact("present-password", "true")).await?;
    Err(Failure::invalid("present", if passes { "failure-present-password" } else { "failure-present-wait" }))
}

/// Signs one of one's own devices out.
///
/// # Errors
/// [`Failure::NotFound`] when the account has no such device.
pub async fn sign_out_one(app: &App, account: AccountId, device: SessionId) -> Result<(), Failure> {
    let mut tx = app.stores().write_directory(account.to_string(), app.now()).await?;
    if !storage::sessions::delete_one(&mut tx, account, device).await? {
        return Err(Failure::NotFound);
    }
    Ok(tx.commit(AuditEntry::new(Event::SessionsEnded, account.to_string()).fact("sessions-ended", "1")).await?)
}

/// Signs every device out, this one too.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn sign_out_everywhere(app: &App, account: AccountId) -> Result<(), Failure> {
    let mut tx = app.stores().write_directory(account.to_string(), app.now()).await?;
    let ended = storage::sessions::delete_all(&mut tx, account, None).await?;
    Ok(tx.commit(AuditEntry::new(Event::SessionsEnded, account.to_string()).fact("sessions-ended", ended.to_string())).await?)
}

/// Says whether the account wants mail that it can do without.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn set_wants_mail(app: &App, account: AccountId, wants: bool) -> Result<(), Failure> {
    let mut tx = app.stores().write_directory(account.to_string(), app.now()).await?;
    storage::accounts::set_wants_mail(&mut tx, account, wants).await?;
    Ok(tx.commit(AuditEntry::new(Event::AccountChanged, account.to_string()).fact("wants-mail", wants.to_string())).await?)
}
