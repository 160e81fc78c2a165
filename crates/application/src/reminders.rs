//! Who is reminded of what: by the clock, each occasion once, never anyone whose membership does not act.

use crate::App;
use crate::actions::{order, reader};
use crate::mail::{self, Due, Payload};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::{AccountId, JobId};
use domain::jobs::JobKind;
use domain::letters::{Cadence, LetterKind, Topic};
use domain::policy::{self, Action, Role};
use domain::tenants::TenantCode;
use domain::week::Week;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;
use storage::WriteTx;
use storage::memberships::PersonRow;

/// Everyone whose membership acts now.
async fn acting(app: &App, tenant: &TenantCode) -> Result<Vec<PersonRow>, Failure> {
    let mut tx = app.stores().read_directory().await?;
    let people = storage::memberships::people(&mut tx, tenant).await?;
    let acts = |p: &PersonRow| p.organisation_active && p.state.clone().at(app.now(), p.valid_to).acts();
    Ok(people.into_iter().filter(acts).collect())
}

/// Writes to those whose actions fall due soon, are overdue or wait for follow-up: one letter each, every occasion once. Who
/// wants them collected gets them on Mondays. Answers how many letters.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn owners(app: &App, tenant: &TenantCode, day: Date) -> Result<u64, Failure> {
    let actor = Actor::scheduler(tenant.clone());
    let reader = reader(app, &actor).await?;
    let people = acting(app, tenant).await?;
    let mut tx = app.write(&actor).await?;
    let mut items = storage::actions::as_of(&mut tx, &reader, i64::MAX).await?;
    order(&mut items, day);
    let mut due: BTreeMap<AccountId, Vec<(Due, String)>> = BTreeMap::new();
    for item in &items {
        let Some((occasion, from)) = item.occasion(day) else { continue };
        let person = item.plan.person.as_ref().map(|p| p.account).filter(|account| people.iter().any(|p| p.account == *account));
        let works =
            |p: &&PersonRow| p.organisation_id == item.plan.owner.id && policy::allows(&p.roles, p.organisation, Action::WorkOnOwnAction);
        // Nobody has taken it on, or who had is gone: everyone of the organisation who could hears of it.
        let receivers = match person {
            Some(account) => vec![account],
            None => people.iter().filter(works).map(|p| p.account).collect(),
        };
        for account in receivers {
            let one = Due { action: item.id.to_string(), occasion: occasion.key().to_owned(), own: person.is_some() };
            due.entry(account).or_default().push((one, format!("{} {} {from}", item.id, occasion.key())));
        }
    }
    let mut letters = 0;
    for (account, due) in due {
        if day.weekday() != Weekday::Monday && mail::cadence(app, account).await? == Cadence::Weekly {
            continue;
        }
        let mut new = Vec::new();
        for (one, occasion) in due {
            if storage::letters::occasion(&mut tx, account, LetterKind::ActionReminder, &occasion).await? {
                new.push(one);
            }
        }
        if !new.is_empty() {
            mail::queue(app, &mut tx, &Payload::Actions { account: account.to_string(), due: new }).await?;
            letters += 1;
        }
    }
    done(tx, "actions", letters).await
}

/// Reporters of organisations from which nothing has come in a week: no report, and nobody said that it was quiet.
pub(crate) async fn silent(app: &App, tenant: &TenantCode, week: Week) -> Result<Vec<AccountId>, Failure> {
    let people = acting(app, tenant).await?;
    let mut tx = app.read(&Actor::scheduler(tenant.clone())).await?;
    let heard = storage::reports::heard_from(&mut tx, week, week.start()).await?;
    let quiet = storage::reports::said_quiet(&mut tx, week).await?;
    let spoke = |person: &PersonRow| heard.contains(&person.organisation_id) || quiet.contains(&person.organisation_id);
    let asked = |p: &&PersonRow| p.roles.contains(&Role::Reporter) && !spoke(p);
    Ok(people.iter().filter(asked).map(|p| p.account).collect())
}

/// Writes to those reporters before the week closes, once. Answers how many letters.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn reporters(app: &App, tenant: &TenantCode, week: Week) -> Result<u64, Failure> {
    if app.now() >= week.end() {
        return Ok(0);
    }
    let silent = silent(app, tenant, week).await?;
    let mut tx = app.write(&Actor::scheduler(tenant.clone())).await?;
    let mut letters = 0;
    for account in silent {
        if mail::wants(app, tenant, account, Topic::ReportReminder).await?
            && storage::letters::occasion(&mut tx, account, LetterKind::ReportReminder, &week.to_string()).await?
        {
            mail::queue(app, &mut tx, &Payload::Report { account: account.to_string(), week: week.to_string() }).await?;
            letters += 1;
        }
    }
    done(tx, "reporters", letters).await
}

/// Queues the letters about a version of a picture, in the transaction that publishes it.
pub(crate) async fn queue_subscribers(app: &App, tx: &mut WriteTx, week: Week, version: u32) -> Result<(), Failure> {
    if app.post().is_some() {
        let now = tx.now();
        storage::jobs::enqueue(tx, JobId(app.new_id()), JobKind::TellSubscribers, &format!("{week} {version}"), now).await?;
    }
    Ok(())
}

/// Writes to members who want to know of published pictures, once for each version. Answers how many letters.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn subscribers(app: &App, tenant: &TenantCode, week: Week, version: u32) -> Result<u64, Failure> {
    let people = acting(app, tenant).await?;
    let mut tx = app.write(&Actor::scheduler(tenant.clone())).await?;
    let mut letters = 0;
    for person in people.iter().filter(|p| policy::allows(&p.roles, p.organisation, Action::ViewPicture)) {
        let account = person.account;
        if mail::wants(app, tenant, account, Topic::Publication).await?
            && storage::letters::occasion(&mut tx, account, LetterKind::Publication, &format!("{week} {version}")).await?
        {
            let payload = Payload::Publication { account: account.to_string(), week: week.to_string(), version };
            mail::queue(app, &mut tx, &payload).await?;
            letters += 1;
        }
    }
    done(tx, "subscribers", letters).await
}

async fn done(tx: WriteTx, to: &'static str, letters: u64) -> Result<u64, Failure> {
    if letters > 0 {
        tx.commit(AuditEntry::new(Event::MailQueued, to).fact("letters", letters.to_string())).await?;
    }
    Ok(letters)
}
