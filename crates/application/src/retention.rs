//! Retention: rules with the decision behind them, a look at what would go, a removal that two approve,
//! and the work itself in batches that can be broken off and taken up again.

mod people;

use crate::App;
use crate::guard;
use crate::sessions;
use domain::actor::{Actor, Permit};
use domain::audit::{AuditEntry, Event};
use domain::failure::{Failure, FieldError};
use domain::ids::{AccountId, JobId, RetentionRunId};
use domain::jobs::JobKind;
use domain::policy::Action;
use domain::retention::{self, MONTHS, RecordKind, RetentionRule, RunItem, RunState};
use domain::tenants::TenantCode;
use domain::week::{Week, local};
use jiff::civil::Date;
use std::collections::BTreeMap;
pub use storage::retention::{Buried, RunRow};
use storage::{ReadTx, WriteTx};

/// Records in one transaction: each has its entry, and a process that dies loses no more than one's work.
const AT_A_TIME: u32 = 500;

/// Removals on the page.
const SHOWN: u32 = 50;

/// What would go of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Of what.
    pub kind: RecordKind,
    /// By which rule and before which day; `None` means that nothing goes.
    pub rule: Option<(RetentionRule, Date)>,
    /// How many, by week.
    pub weeks: BTreeMap<Week, u64>,
}

impl Due {
    /// How many.
    pub fn count(&self) -> u64 {
        self.weeks.values().sum()
    }
}

/// A rule as it is asked for.
#[derive(Clone, Debug)]
pub struct NewRule {
    /// Of what.
    pub kind: RecordKind,
    /// Months.
    pub months: u32,
    /// Diary number of the decision.
    pub decision: String,
    /// Day of the decision.
    pub decided_on: Date,
}

/// What would go today, for every kind of record. Changes nothing.
///
/// # Errors
/// [`Failure::NotAllowed`].
pub async fn dry_run(app: &App, actor: &Actor) -> Result<Vec<Due>, Failure> {
    actor.may(Action::ViewRetention)?;
    due(app, actor.tenant(), &mut app.read(actor).await?).await
}

async fn due(app: &App, tenant: &TenantCode, tx: &mut ReadTx) -> Result<Vec<Due>, Failure> {
    let today = local(app.now()).date();
    let rules = storage::retention::rules(tx).await?;
    let mut all = Vec::new();
    for kind in RecordKind::ALL {
        let rule = rules.iter().find(|rule| rule.kind == *kind).map(|rule| (rule.clone(), rule.cutoff(today)));
        let weeks = match &rule {
            Some((_, cutoff)) if *kind == RecordKind::Accounts => people::by_week(app, tenant, *cutoff).await?,
            Some((_, cutoff)) => storage::retention::due::by_week(tx, *kind, *cutoff).await?,
            None => BTreeMap::new(),
        };
        all.push(Due { kind: *kind, rule, weeks });
    }
    Ok(all)
}

/// Sets the rule of a kind, instead of the one there was.
///
/// # Errors
/// [`Failure::Invalid`], [`Failure::NotAllowed`].
pub async fn set_rule(app: &App, actor: &Actor, new: &NewRule) -> Result<(), Failure> {
    let permit = actor.may(Action::ManageRetention)?;
    let decision = new.decision.trim();
    let mut errors = Vec::new();
    if !MONTHS.contains(&new.months) {
        errors.push(FieldError::new("months", "failure-retention-months"));
    }
    if !retention::is_reference(decision) || !guard::of(app, actor).await?.marks(decision).is_empty() {
        errors.push(FieldError::new("decision", "failure-retention-decision"));
    }
    if new.decided_on > local(app.now()).date() {
        errors.push(FieldError::new("decided_on", "failure-retention-day"));
    }
    if !errors.is_empty() {
        return Err(Failure::Invalid(errors));
    }
    let rule = RetentionRule { kind: new.kind, months: new.months, decision: decision.to_owned(), decided_on: new.decided_on };
    let mut tx = app.write(actor).await?;
    storage::retention::set_rule(&mut tx, permit, &rule).await?;
    let entry = AuditEntry::new(Event::RetentionRuleSet, rule.kind.key())
        .fact("months", rule.months.to_string())
        .fact("decision", rule.decision)
        .fact("decided-on", rule.decided_on.to_string());
    Ok(tx.commit(entry).await?)
}

/// Takes the rule of a kind away: nothing more of it goes.
///
/// # Errors
/// [`Failure::NotFound`] when there is none.
pub async fn drop_rule(app: &App, actor: &Actor, kind: RecordKind) -> Result<(), Failure> {
    let permit = actor.may(Action::ManageRetention)?;
    let mut tx = app.write(actor).await?;
    if !storage::retention::drop_rule(&mut tx, permit, kind).await? {
        return Err(Failure::NotFound);
    }
    Ok(tx.commit(AuditEntry::new(Event::RetentionRuleSet, kind.key()).fact("removed", "true")).await?)
}

/// Proposes a removal of all that is due today; `seen` is the number of records that the proposer saw.
///
/// # Errors
/// [`Failure::Conflict`] when nothing is due, another removal is open, or the number has changed.
pub async fn propose(app: &App, actor: &Actor, seen: u64) -> Result<RetentionRunId, Failure> {
    let permit = actor.may(Action::ManageRetention)?;
    let mut tx = app.write(actor).await?;
    if storage::retention::is_one_open(&mut tx).await? {
        return Err(Failure::Conflict("failure-retention-one-open"));
    }
    let items: Vec<RunItem> = due(app, actor.tenant(), &mut tx)
        .await?
        .into_iter()
        .filter_map(|due| due.rule.clone().map(|(rule, cutoff)| RunItem { rule, cutoff, count: due.count() }))
        .filter(|item| item.count > 0)
        .collect();
    let total: u64 = items.iter().map(|item| item.count).sum();
    if total == 0 {
        return Err(Failure::Conflict("failure-retention-nothing"));
    }
    if total != seen {
        return Err(Failure::Conflict("failure-changed-meanwhile"));
    }
    let id = RetentionRunId(app.new_id());
    storage::retention::propose(&mut tx, permit, id, actor.name(), &items).await?;
    tx.commit(step(id, "proposed").fact("records", total.to_string())).await?;
    Ok(id)
}

fn step(id: RetentionRunId, step: &'static str) -> AuditEntry {
    AuditEntry::new(Event::RetentionStep, id.to_string()).fact("step", step)
}

/// The newest removals.
///
/// # Errors
/// [`Failure::NotAllowed`].
pub async fn runs(app: &App, actor: &Actor) -> Result<Vec<RunRow>, Failure> {
    actor.may(Action::ViewRetention)?;
    Ok(storage::retention::newest(&mut app.read(actor).await?, SHOWN).await?)
}

/// One removal, with what is left of what it took: its receipt.
///
/// # Errors
/// [`Failure::NotFound`], [`Failure::NotAllowed`].
pub async fn by_id(app: &App, actor: &Actor, id: RetentionRunId) -> Result<(RunRow, Vec<Buried>), Failure> {
    actor.may(Action::ViewRetention)?;
    let mut tx = app.read(actor).await?;
    let run = storage::retention::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    Ok((run, storage::retention::buried(&mut tx, id).await?))
}

/// Approves a removal. The second approval, by another person, queues the work.
///
/// # Errors
/// [`Failure::Conflict`] for the same person twice, when the removal is no longer open, or when a rule or
/// an approval no longer holds.
pub async fn approve(app: &App, actor: &Actor, id: RetentionRunId) -> Result<RunState, Failure> {
    let permit = actor.may(Action::ManageRetention)?;
    // A person approves: the command line and the schedule are none.
    let account = actor.account().ok_or(Failure::NotAllowed)?;
    let mut tx = app.write(actor).await?;
    let run = storage::retention::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let state = retention::approve(run.state, &run.approvals, account)?;
    if !rules_hold(&mut tx, &run).await? {
        return Err(Failure::Conflict("failure-retention-rule-changed"));
    }
    if !approvers(app, &run, actor.tenant()).await?.iter().all(|(_, permit)| permit.is_some()) {
        return Err(Failure::Conflict("failure-retention-approver"));
    }
    if !storage::retention::approve(&mut tx, permit, id, account, actor.name()).await? {
        return Err(Failure::Conflict("failure-retention-twice"));
    }
    if state == RunState::Approved {
        storage::retention::set_state(&mut tx, permit, id, RunState::Proposed, state, None).await?;
        let now = tx.now();
        storage::jobs::enqueue(&mut tx, JobId(id.0), JobKind::Retention, &id.to_string(), now).await?;
    }
    tx.commit(step(id, "approve").fact("state", state.key())).await?;
    Ok(state)
}

/// Stops a removal that is not done. What it has taken is gone.
///
/// # Errors
/// [`Failure::Conflict`] when it is done or stopped already.
pub async fn stop(app: &App, actor: &Actor, id: RetentionRunId) -> Result<(), Failure> {
    let permit = actor.may(Action::ManageRetention)?;
    let mut tx = app.write(actor).await?;
    let run = storage::retention::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    if !retention::can_stop(run.state) {
        return Err(Failure::Conflict("failure-retention-not-open"));
    }
    storage::retention::set_state(&mut tx, permit, id, run.state, RunState::Stopped, Some(actor.name())).await?;
    Ok(tx.commit(step(id, "stop")).await?)
}

/// Whether every rule of a removal is still the authority's.
async fn rules_hold(tx: &mut ReadTx, run: &RunRow) -> Result<bool, Failure> {
    let rules = storage::retention::rules(tx).await?;
    Ok(run.items.iter().all(|item| rules.contains(&item.rule)))
}

/// Each approver with what it may still do.
async fn approvers(app: &App, run: &RunRow, tenant: &TenantCode) -> Result<Vec<(AccountId, Option<Permit>)>, Failure> {
    let mut all = Vec::new();
    for approval in &run.approvals {
        let actor = sessions::member(app, approval.account, tenant).await?;
        all.push((approval.account, actor.and_then(|actor| actor.may(Action::ManageRetention).ok())));
    }
    Ok(all)
}

/// The permit that two people who still may gave together; `None` when one of them no longer may.
async fn permit(app: &App, run: &RunRow, tenant: &TenantCode) -> Result<Option<Permit>, Failure> {
    let approvers = approvers(app, run, tenant).await?;
    let held: Vec<Permit> = approvers.iter().filter_map(|(_, permit)| *permit).collect();
    let enough = held.len() >= retention::APPROVALS && held.len() == approvers.len();
    Ok(held.first().copied().filter(|_| enough))
}

/// Does an approved removal, batch by batch, and takes it up where an earlier try broke off. Answers how
/// many records it took. Before each batch it asks again whether both who approved still may, and whether
/// the rules still hold: otherwise it stops.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub(crate) async fn perform(app: &App, tenant: &TenantCode, id: RetentionRunId) -> Result<u64, Failure> {
    let actor = Actor::scheduler(tenant.clone());
    let mut total = 0;
    loop {
        let mut tx = app.write(&actor).await?;
        let Some(run) = storage::retention::by_id(&mut tx, id).await?.filter(|run| run.state == RunState::Approved) else { break };
        let Some(permit) = permit(app, &run, tenant).await? else {
            stopped(tx, &run, "approver").await?;
            break;
        };
        if !rules_hold(&mut tx, &run).await? {
            stopped(tx, &run, "rule").await?;
            break;
        }
        match batch(app, tenant, &mut tx, permit, &run).await? {
            Some(batch) => {
                total += batch.count;
                let entry = AuditEntry::new(Event::RecordsRemoved, id.to_string()).fact("kind", batch.kind.key());
                let entry = entry.fact("records", batch.count.to_string());
                tx.commit(entry.clone()).await?;
                // Their stones are set first: a process that dies between takes them the next time.
                people::leave(app, &actor, permit, batch.people, entry).await?;
            }
            None => {
                storage::retention::set_state(&mut tx, permit, id, RunState::Approved, RunState::Done, Some(actor.name())).await?;
                tx.commit(step(id, "done")).await?;
                break;
            }
        }
    }
    // What was overwritten must leave the files too, not only the tables.
    app.stores().settle_files(tenant).await?;
    Ok(total)
}

/// What one transaction takes.
struct Batch {
    kind: RecordKind,
    count: u64,
    /// Those who leave the directory once their stones are set.
    people: Option<people::Leaving>,
}

/// Takes the next records of a removal and leaves their tombstones.
async fn batch(app: &App, tenant: &TenantCode, tx: &mut WriteTx, permit: Permit, run: &RunRow) -> Result<Option<Batch>, Failure> {
    for item in &run.items {
        let kind = item.rule.kind;
        let people = if kind == RecordKind::Accounts { people::leaving(app, tenant, item.cutoff, AT_A_TIME).await? } else { None };
        let taken = match &people {
            Some(leaving) => leaving.stones(),
            None => storage::retention::due::take(tx, permit, kind, item.cutoff, AT_A_TIME).await?,
        };
        if !taken.is_empty() {
            storage::retention::bury(tx, run.id, kind, &taken).await?;
            return Ok(Some(Batch { kind, count: taken.len() as u64, people }));
        }
    }
    Ok(None)
}

/// Stops a removal whose ground is gone. The scheduler may: it takes nothing.
async fn stopped(mut tx: WriteTx, run: &RunRow, why: &'static str) -> Result<(), Failure> {
    storage::retention::ground_is_gone(&mut tx, run.id).await?;
    Ok(tx.commit(step(run.id, "stop").fact("why", why)).await?)
}
