//! Mail: queued as jobs in the tenant's store, written when it is sent, sent at least once.
//!
//! A queued mail holds account ids, never addresses or links. Whether its receiver may still have it is
//! asked when it is sent; links are made then and exist only as a hash outside the mail itself.

mod compose;
mod deliver;
mod smtp;
mod wishes;

pub use smtp::{MailConfig, Post, Tls};
pub use wishes::{MailWishes, opt_out, opted_out, set_wishes, speak, wishes};
pub(crate) use wishes::{cadence, wants};

use crate::app::{App, broken};
use domain::failure::Failure;
use domain::ids::{AccountId, JobId};
use domain::jobs::JobKind;
use domain::tenants::TenantCode;
use serde::{Deserialize, Serialize};
use storage::WriteTx;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Payload {
    Invitation { account: String },
    Reset { account: String },
    Training { account: String, last_day: String },
    Feedback { account: String, letter: String },
    Actions { account: String, due: Vec<Due> },
    Report { account: String, week: String },
    Publication { account: String, week: String, version: u32 },
}

/// An action that someone is to hear of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Due {
    /// Which.
    pub action: String,
    /// Why: key of the occasion.
    pub occasion: String,
    /// Whether the receiver is the person who answers for it, and cannot do without.
    pub own: bool,
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
    /// Address that ends letters of this sort, for those that can be ended.
    pub ends: Option<String>,
    /// The same at every try, so that a receiver can tell a second copy.
    pub id: String,
}

/// Queues a mail in the transaction that makes it necessary. Without mail configured nothing is
/// queued: what it says must stand in the product too.
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
    let to = compose::To { app, tenant: crate::tenants::by_code(app, tenant).await?, job };
    let sent = match payload {
        Payload::Invitation { account } => to.invitation(id(&account)?).await?,
        Payload::Reset { account } => to.reset(id(&account)?).await?,
        Payload::Training { account, last_day } => to.training(id(&account)?, &last_day).await?,
        Payload::Feedback { account, letter } => to.feedback(id(&account)?, letter.parse().map_err(broken)?).await?,
        Payload::Actions { account, due } => to.actions(id(&account)?, &due).await?,
        Payload::Report { account, week } => to.report(id(&account)?, week.parse().map_err(broken)?).await?,
        Payload::Publication { account, week, version } => to.publication(id(&account)?, week.parse().map_err(broken)?, version).await?,
    };
    serde_json::to_string(&if sent { Outcome::Sent } else { Outcome::NotWanted }).map_err(broken)
}

fn id(text: &str) -> Result<AccountId, Failure> {
    text.parse().map_err(broken)
}
