//! A forgotten password: a link by mail that works once, for an hour.

use crate::app::App;
use crate::mail::{self, Payload};
use crate::{accounts, links};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::{Failure, FieldError};
use domain::ids::AccountId;
use domain::memberships::RESET_LASTS;
use domain::names;
use domain::tenants::TenantCode;
use jiff::SignedDuration;
use storage::secret_links::{LinkRow, Purpose};
use storage::tries::Allowance;

/// Mails with a link that an account can be sent, whoever asks: counted when they are asked for, however many ask at once.
const MAILS: Allowance = Allowance { at_once: 3, every: SignedDuration::from_hours(1) };

/// Asks for a link. Known and unknown user names are answered alike and as fast: what a known one
/// needs more is done after the answer.
///
/// # Errors
/// [`Failure::Invalid`] for an empty name, [`Failure::Conflict`] when no mail is configured.
pub async fn ask(app: &App, user: &str) -> Result<(), Failure> {
    let user = names::user_key(user);
    if !names::is_user_name(&user) {
        return Err(Failure::Invalid(vec![FieldError::new("user", "failure-user-name")]));
    }
    if app.post().is_none() {
        return Err(Failure::Conflict("failure-no-mail"));
    }
    let account = storage::accounts::by_user(&mut app.stores().read_directory().await?, &user).await?;
    // A flood from outside is counted, and told in one entry when it is over: `watch::settle`.
    if app.watch().room_for_strangers(app.now()) {
        let tx = app.stores().write_directory("-".to_owned(), app.now()).await?;
        let object = hex::encode(&links::digest(user.as_bytes())[..6]);
        tx.commit(AuditEntry::new(Event::PasswordResetAsked, object)).await?;
    }
    if let Some(account) = account.filter(|a| a.password_hash.is_some() && a.email.is_some()) {
        let app = app.clone();
        tokio::spawn(async move {
            if let Err(failure) = queue(&app, account.id).await {
                tracing::error!(%failure, "a link to choose a new password could not be queued");
            }
        });
    }
    Ok(())
}

async fn queue(app: &App, account: AccountId) -> Result<(), Failure> {
    let mut tx = app.stores().read_directory().await?;
    let memberships = storage::memberships::active(&mut tx, account, app.now()).await?;
    drop(tx);
    let Some(tenant) = memberships.first().map(|m| m.tenant.code.clone()) else { return Ok(()) };
    let mut tx = app.stores().operate_directory().await?;
    let passes = storage::tries::spend(&mut tx, &format!("mejl:{account}"), MAILS, app.now()).await?;
    tx.commit().await?;
    if !passes {
        return Ok(());
    }
    let mut tx = app.write(&Actor::scheduler(tenant)).await?;
    mail::queue(app, &mut tx, &Payload::Reset { account: account.to_string() }).await?;
    Ok(tx.commit(AuditEntry::new(Event::MailQueued, account.to_string()).fact("mail", "reset")).await?)
}

/// Whether a link works.
///
/// # Errors
/// [`Failure::NotFound`] when it does not, or no longer.
pub async fn open(app: &App, secret: &str) -> Result<(), Failure> {
    let hash = links::hash_of(secret).ok_or(Failure::NotFound)?;
    let mut tx = app.stores().read_directory().await?;
    storage::secret_links::find(&mut tx, &hash, Purpose::Reset, app.now()).await?.map(|_| ()).ok_or(Failure::NotFound)
}

/// Chooses a new password. Every session of the account ends and every other link stops working; a
/// second factor stays.
///
/// # Errors
/// [`Failure::NotFound`] when the link does not work, [`Failure::Invalid`] for a password that cannot be
/// used.
pub async fn reset(app: &App, secret: &str, password: &str) -> Result<(), Failure> {
    let hash = links::hash_of(secret).ok_or(Failure::NotFound)?;
    let mut tx = app.stores().read_directory().await?;
    let link = storage::secret_links::find(&mut tx, &hash, Purpose::Reset, app.now()).await?.ok_or(Failure::NotFound)?;
    let user = storage::accounts::own(&mut tx, link.account).await?.and_then(|own| own.user).unwrap_or_default();
    drop(tx);
    accounts::check_password(password, &user).map_err(|wrong| Failure::Invalid(vec![wrong]))?;
    let password = accounts::hash(password.to_owned()).await?;
    let mut tx = app.stores().write_directory("-".to_owned(), app.now()).await?;
    let link = storage::secret_links::find(&mut tx, &hash, Purpose::Reset, app.now()).await?.ok_or(Failure::NotFound)?;
    storage::accounts::set_password(&mut tx, link.account, &password).await?;
    storage::secret_links::clear_reset(&mut tx, link.account).await?;
    let ended = storage::sessions::delete_all(&mut tx, link.account, None).await?;
    let entry = AuditEntry::new(Event::PasswordReset, link.account.to_string()).fact("sessions-ended", ended.to_string());
    Ok(tx.commit(entry).await?)
}

/// A link to hand over, from the command line: the operator can do everything anyway. For someone whose
/// phone and recovery codes are both gone, the second factor is taken away too, and every session ends.
///
/// # Errors
/// [`Failure::NotFound`] for an unknown user.
pub async fn link(app: &App, tenant: &TenantCode, user: &str, without_second_factor: bool) -> Result<String, Failure> {
    let operator = Actor::operator(tenant.clone());
    let mut tx = app.write_directory(&operator).await?;
    let account = storage::accounts::by_user(&mut tx, user).await?.ok_or(Failure::NotFound)?.id;
    storage::memberships::one(&mut tx, tenant, account).await?.ok_or(Failure::NotFound)?;
    let (secret, hash) = links::secret()?;
    storage::secret_links::insert(&mut tx, &hash, Purpose::Reset, &LinkRow { account, tenant: None }, app.now() + RESET_LASTS).await?;
    let mut entry = AuditEntry::new(Event::LinkMade, account.to_string());
    if without_second_factor {
        storage::accounts::clear_totp(&mut tx, account).await?;
        storage::sessions::delete_all(&mut tx, account, None).await?;
        entry = AuditEntry::new(Event::SecondFactorOff, account.to_string()).fact("by", "operator");
    }
    app.commit_directory(&operator, tx, entry).await?;
    Ok(app.link(&format!("/losenord/{secret}")))
}
