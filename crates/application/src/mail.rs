//! Mail: queued as jobs in the tenant's store, written when it is sent, sent at least once.
//!
//! A queued mail holds account ids, never addresses or links. Whether its receiver may still have it is
//! asked when it is sent; links are made then and exist only as a hash outside the mail itself.

mod smtp;

pub use smtp::{MailConfig, Post, Tls};

use crate::app::{App, broken};
use crate::links;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::{AccountId, JobId};
use domain::jobs::JobKind;
use domain::memberships::{INVITATION_LASTS, MembershipState, RESET_LASTS};
use domain::tenants::{Tenant, TenantCode};
use jiff::SignedDuration;
use jiff::civil::Date;
use messages::Lang;
use serde::{Deserialize, Serialize};
use storage::WriteTx;
use storage::secret_links::{LinkRow, Purpose};

/// A mail about the work, to one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Whom it is for.
    pub to: AccountId,
    /// Subject line.
    pub subject: String,
    /// Text, without greeting and signature.
    pub text: String,
    /// Whether someone who wants no mail gets it all the same.
    pub needed: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Payload {
    Invitation { account: String },
    Reset { account: String },
    Training { account: String, last_day: String },
    Letter { account: String, subject: String, text: String, needed: bool },
}

/// What came of a queued mail.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Sent,
    /// There is nobody to send it to any more, or it is not wanted.
    NotWanted,
}

/// A mail as it goes out.
pub(crate) struct Message {
    pub to: String,
    pub subject: String,
    pub text: String,
    /// The same at every try, so that a receiver can tell a second copy.
    pub id: String,
}

/// Queues a mail in the transaction that makes it necessary. Without mail configured nothing is
/// queued: what it says must stand in the product too.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn enqueue(app: &App, tx: &mut WriteTx, letter: &Letter) -> Result<(), Failure> {
    let Letter { to, subject, text, needed } = letter.clone();
    queue(app, tx, &Payload::Letter { account: to.to_string(), subject, text, needed }).await
}

/// Queues a mail on its own, when nothing else is written.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn queue_letter(app: &App, actor: &Actor, letter: &Letter) -> Result<(), Failure> {
    let mut tx = app.write(actor).await?;
    enqueue(app, &mut tx, letter).await?;
    Ok(tx.commit(AuditEntry::new(Event::MailQueued, letter.to.to_string())).await?)
}

pub(crate) async fn queue(app: &App, tx: &mut WriteTx, payload: &Payload) -> Result<(), Failure> {
    if app.post().is_none() {
        return Ok(());
    }
    let text = serde_json::to_string(payload).map_err(broken)?;
    let now = tx.now();
    storage::jobs::enqueue(tx, JobId(app.new_id()), JobKind::SendMail, &text, now).await?;
    Ok(())
}

/// Queues the reminders of courses that end within the month. Each is queued once.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn plan_reminders(app: &App, tenant: &TenantCode) -> Result<(), Failure> {
    if app.post().is_none() {
        return Ok(());
    }
    for (account, last_day) in crate::training::ending(app, tenant).await? {
        let payload = Payload::Training { account: account.to_string(), last_day: last_day.to_string() };
        let text = serde_json::to_string(&payload).map_err(broken)?;
        let mut tx = app.stores().operate(tenant).await?;
        if storage::jobs::schedule(&mut tx, JobId(app.new_id()), JobKind::SendMail, &text, app.now()).await? {
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Sends a queued mail; answers the outcome to note on the job.
///
/// # Errors
/// [`Failure::Infrastructure`] when it should be tried again, another when it never will go through.
pub async fn run(app: &App, tenant: &TenantCode, job: JobId, payload: &str) -> Result<String, Failure> {
    let payload: Payload = serde_json::from_str(payload).map_err(broken)?;
    let tenant = crate::tenants::by_code(app, tenant).await?;
    let sent = match payload {
        Payload::Invitation { account } => invitation(app, &tenant, job, id(&account)?).await?,
        Payload::Reset { account } => reset(app, &tenant, job, id(&account)?).await?,
        Payload::Training { account, last_day } => training(app, &tenant, job, id(&account)?, &last_day).await?,
        Payload::Letter { account, subject, text, needed } => {
            letter(app, &tenant, job, &Letter { to: id(&account)?, subject, text, needed }).await?
        }
    };
    serde_json::to_string(&if sent { Outcome::Sent } else { Outcome::NotWanted }).map_err(broken)
}

fn id(text: &str) -> Result<AccountId, Failure> {
    text.parse().map_err(broken)
}

async fn invitation(app: &App, tenant: &Tenant, job: JobId, account: AccountId) -> Result<bool, Failure> {
    let mut tx = app.stores().read_directory().await?;
    let Some(person) = storage::memberships::one(&mut tx, &tenant.code, account).await? else { return Ok(false) };
    drop(tx);
    let Some(to) = person.email.clone() else { return Ok(false) };
    if !matches!(person.state.clone().at(app.now(), person.valid_to), MembershipState::Invited { .. }) {
        return Ok(false);
    }
    let row = LinkRow { account, tenant: Some(tenant.code.clone()) };
    let (secret, hash) = make(app, tenant, Purpose::Invitation, &row).await?;
    let until = messages::date_time(app.now() + INVITATION_LASTS);
    let lines = [
        Lang::Sv.format("mail-invitation-text", &[("name", tenant.name.as_str().into()), ("value", person.title.as_str().into())]),
        app.link(&format!("/inbjudan/{secret}")),
        Lang::Sv.format("mail-invitation-until", &[("at", until.into())]),
    ];
    let subject = Lang::Sv.format("mail-invitation-subject", &[("name", tenant.name.as_str().into())]);
    with_link(app, hash, message(tenant, job, to, subject, &lines)).await
}

async fn reset(app: &App, tenant: &Tenant, job: JobId, account: AccountId) -> Result<bool, Failure> {
    let mut tx = app.stores().read_directory().await?;
    let own = storage::accounts::own(&mut tx, account).await?;
    drop(tx);
    let Some(to) = own.and_then(|own| own.email) else { return Ok(false) };
    let (secret, hash) = make(app, tenant, Purpose::Reset, &LinkRow { account, tenant: None }).await?;
    let until = messages::date_time(app.now() + RESET_LASTS);
    let lines = [
        Lang::Sv.text("mail-reset-text"),
        app.link(&format!("/losenord/{secret}")),
        Lang::Sv.format("mail-reset-until", &[("at", until.into())]),
    ];
    with_link(app, hash, message(tenant, job, to, Lang::Sv.text("mail-reset-subject"), &lines)).await
}

async fn training(app: &App, tenant: &Tenant, job: JobId, account: AccountId, last_day: &str) -> Result<bool, Failure> {
    let day: Date = last_day.parse().map_err(broken)?;
    // Someone who has taken the course again since is not reminded.
    if !crate::training::ending(app, &tenant.code).await?.contains(&(account, day)) {
        return Ok(false);
    }
    let text = Lang::Sv.format("mail-training-text", &[("date", messages::date_long(Lang::Sv, day).into())]);
    let text = format!("{text}\n\n{}", app.link(&format!("/t/{}/utbildning", tenant.code)));
    let subject = Lang::Sv.text("mail-training-subject");
    letter(app, tenant, job, &Letter { to: account, subject, text, needed: false }).await
}

async fn letter(app: &App, tenant: &Tenant, job: JobId, letter: &Letter) -> Result<bool, Failure> {
    if crate::sessions::member(app, letter.to, &tenant.code).await?.is_none() {
        return Ok(false);
    }
    let mut tx = app.stores().read_directory().await?;
    let own = storage::accounts::own(&mut tx, letter.to).await?;
    drop(tx);
    let Some(to) = own.filter(|own| letter.needed || own.wants_mail).and_then(|own| own.email) else { return Ok(false) };
    let mut lines = vec![letter.text.clone()];
    if !letter.needed {
        lines.push(Lang::Sv.format("mail-opt-out", &[("value", app.link("/konto").into())]));
    }
    deliver(app, message(tenant, job, to, letter.subject.clone(), &lines)).await?;
    Ok(true)
}

fn message(tenant: &Tenant, job: JobId, to: String, subject: String, lines: &[String]) -> Message {
    let signature = Lang::Sv.format("mail-signature", &[("name", tenant.name.as_str().into())]);
    let text = format!("{}\n\n{signature}\n", lines.join("\n\n"));
    Message { to, subject, text, id: job.to_string() }
}

/// A link of its own for this mail: earlier ones that may have arrived work until one is used.
async fn make(app: &App, tenant: &Tenant, purpose: Purpose, row: &LinkRow) -> Result<(String, [u8; 32]), Failure> {
    let (secret, hash) = links::secret()?;
    let actor = Actor::scheduler(tenant.code.clone());
    let lasts: SignedDuration = match purpose {
        Purpose::Invitation => INVITATION_LASTS,
        Purpose::Reset => RESET_LASTS,
    };
    let mut tx = app.write_directory(&actor).await?;
    storage::secret_links::insert(&mut tx, &hash, purpose, row, app.now() + lasts).await?;
    tx.commit(AuditEntry::new(Event::LinkMade, row.account.to_string())).await?;
    Ok((secret, hash))
}

async fn with_link(app: &App, hash: [u8; 32], message: Message) -> Result<bool, Failure> {
    let sent = deliver(app, message).await;
    if sent.is_err() {
        let mut tx = app.stores().operate_directory().await?;
        storage::secret_links::forget(&mut tx, &hash).await?;
        tx.commit().await?;
    }
    sent.map(|()| true)
}

async fn deliver(app: &App, message: Message) -> Result<(), Failure> {
    let post = app.post().ok_or(Failure::NotFound)?.clone();
    tokio::task::spawn_blocking(move || post.send(&message)).await.map_err(broken)?
}
