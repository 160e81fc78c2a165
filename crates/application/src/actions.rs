//! Actions (*insatser*): proposing, deciding, carrying out, following up, and what came of them.

mod effect;
mod kept;
mod measure;
mod reminders;
mod steps;
mod verdict;
mod writing;

pub use analysis::effect::{Decision as VerdictDecision, Needed, Reason, Sureness, Verdict, Wdd, WddEstimate, WdqReading};
pub use effect::{Judged, Outlook};
pub(crate) use kept::recompute;
pub use measure::{Candidate, Measure, Proposal, choose};
pub use reminders::{Reminded, remind};
pub use steps::{Step, step};
pub use verdict::{Frozen, Judgement, Phase, SeriesWeek, Standing, Sums};
pub use writing::{edit, note, propose, put_behind};

use crate::App;
use domain::actions::{ActionChange, ActionItem, ActionNote, Function, Organisation, StateKind, StepKind, Timeliness};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::districts::DistrictCode;
use domain::failure::{Failure, FieldError};
use domain::ids::{ActionId, OrganisationId, ReportId};
use domain::organisations::{Class, Organisation as Known};
use domain::policy::Action;
use domain::results::StoredResult;
use domain::week::local;
use jiff::Timestamp;
use jiff::civil::Date;
use storage::actions::{Maker, Reader};

/// Which actions are asked for. Empty means all.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ActionFilter {
    /// Only those that this organisation answers for: its id, or its name as older addresses have it.
    pub owner: Option<String>,
    /// Only those of one's own organisation, or account.
    pub own: bool,
    /// Only those in this district.
    pub district: Option<DistrictCode>,
    /// Only those in this state.
    pub state: Option<StateKind>,
}

/// What someone may do with an action now.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Possible {
    /// Rewrite what it says.
    pub edit: bool,
    /// Write a note.
    pub note: bool,
    /// Steps to take, the way forward first.
    pub steps: Vec<StepKind>,
}

/// An action with its chain.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The action.
    pub item: ActionItem,
    /// Name of its district.
    pub district_name: Option<String>,
    /// Every change, oldest first.
    pub history: Vec<ActionChange>,
    /// Notes, newest first; none for readers from whom the text is hidden.
    pub notes: Vec<ActionNote>,
    /// How its effect would be measured if it were decided now; `None` once it is, or when it is at no place.
    pub measure: Option<Measure>,
    /// Its frozen baseline and what can be said by it.
    pub frozen: Option<Frozen>,
    /// The verdict that it was closed with, as it is kept.
    pub kept: Option<StoredResult>,
    /// Before and after of an action without a frozen baseline; `None` when it is at no place or has not been done.
    pub outlook: Option<Outlook>,
    /// When its owner was last reminded.
    pub reminded: Option<Timestamp>,
    /// What the reader may do.
    pub possible: Possible,
}

/// Organisations and functions that can answer for an action, by name.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see actions.
pub async fn organisations(app: &App, actor: &Actor) -> Result<Vec<(Organisation, Vec<Function>)>, Failure> {
    actor.may(Action::ViewActions)?;
    let mut tx = app.stores().read_directory().await?;
    let mut found: Vec<(Organisation, Vec<Function>)> = Vec::new();
    for (organisation, function) in storage::members::of_tenant(&mut tx, actor.tenant(), app.now()).await? {
        match found.iter_mut().find(|(known, _)| *known == organisation) {
            Some((_, functions)) => functions.push(function),
            None => found.push((organisation, vec![function])),
        }
    }
    messages::sort_by_name(&mut found, |(organisation, _)| &organisation.name);
    found.iter_mut().for_each(|(_, functions)| messages::sort_by_name(functions, |f| &f.title));
    Ok(found)
}

pub(crate) async fn reader(app: &App, actor: &Actor) -> Result<Reader, Failure> {
    let organisation = crate::accounts::acting_for(app, actor).await?.map(|own| own.id);
    Ok(Reader { visible: actor.visible(), organisation, account: actor.account() })
}

/// Actions that pass the filter: overdue first, then by due day.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see actions.
pub async fn list(app: &App, actor: &Actor, filter: &ActionFilter) -> Result<Vec<ActionItem>, Failure> {
    actor.may(Action::ViewActions)?;
    let reader = reader(app, actor).await?;
    let mut tx = app.read(actor).await?;
    let mut items = storage::actions::as_of(&mut tx, &reader, i64::MAX).await?;
    let known = crate::organisations::list(app, actor).await?;
    let owner = filter.owner.as_ref().map(|text| owner(text, &known, &items));
    items.retain(|item| owner.is_none_or(|id| id == Some(item.plan.owner.id)) && passes(item, filter, &reader));
    items.iter_mut().for_each(|item| called_now(&mut item.plan.owner, &known));
    order(&mut items, today(app));
    Ok(items)
}

/// Calls an organisation what it is called now: what is worked with today, unlike what was printed.
fn called_now(organisation: &mut Organisation, known: &[Known]) {
    if let Some(now) = known.iter().find(|o| o.id == organisation.id) {
        organisation.name.clone_from(&now.name);
    }
}

/// The owner that a filter means: an organisation of today, or one that an action names so.
fn owner(text: &str, known: &[Known], items: &[ActionItem]) -> Option<OrganisationId> {
    let named = || items.iter().map(|item| &item.plan.owner).find(|owner| owner.name == *text).map(|owner| owner.id);
    crate::organisations::meant(known, text).map(|o| o.id).or_else(named)
}

fn passes(item: &ActionItem, filter: &ActionFilter, reader: &Reader) -> bool {
    (!filter.own || item.is_of(reader.organisation, reader.account))
        && filter.district.as_ref().is_none_or(|code| item.plan.place.district.as_ref() == Some(code))
        && filter.state.is_none_or(|state| item.state.kind() == state)
}

/// Overdue first, the longest at the top; then by due day; then what has none, by state and title.
pub(crate) fn order(items: &mut [ActionItem], today: Date) {
    let key = |item: &ActionItem| {
        let late = matches!(item.timeliness(today), Timeliness::Overdue { .. });
        let due = item.plan.due.filter(|_| item.is_open()).unwrap_or(Date::MAX);
        (!late, !item.is_open(), due, item.state.kind(), item.plan.title.clone())
    };
    items.sort_by_cached_key(key);
}

pub(crate) fn today(app: &App) -> Date {
    local(app.now()).date()
}

/// What needs someone: overdue, due within a week, or done and not followed up. Overdue first.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see actions.
pub async fn attention(app: &App, actor: &Actor, own: bool) -> Result<Vec<ActionItem>, Failure> {
    let mut items = list(app, actor, &ActionFilter { own, ..ActionFilter::default() }).await?;
    let today = today(app);
    items.retain(|item| item.timeliness(today) != Timeliness::InTime || item.state.kind() == StateKind::Done);
    Ok(items)
}

/// Actions that a report is behind: for telling its reporter what came of it.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see actions.
pub async fn of_report(app: &App, actor: &Actor, report: ReportId) -> Result<Vec<ActionItem>, Failure> {
    actor.may(Action::ViewActions)?;
    let reader = reader(app, actor).await?;
    let mut tx = app.read(actor).await?;
    Ok(storage::actions::of_report(&mut tx, &reader, report).await?)
}

/// One action with its chain. Reading text that is meant for authorities is logged.
///
/// # Errors
/// [`Failure::NotFound`] when there is none.
pub async fn show(app: &App, actor: &Actor, id: ActionId) -> Result<Shown, Failure> {
    actor.may(Action::ViewActions)?;
    let reader = reader(app, actor).await?;
    let mut tx = app.read(actor).await?;
    let mut item = storage::actions::by_id(&mut tx, &reader, id).await?.ok_or(Failure::NotFound)?;
    called_now(&mut item.plan.owner, &crate::organisations::list(app, actor).await?);
    let history = storage::actions::history(&mut tx, &reader, id).await?;
    let reads_text = !item.text_hidden;
    let notes = if reads_text { storage::actions::notes(&mut tx, id).await? } else { Vec::new() };
    let measure = measure::proposal(app, actor, &mut tx, &item).await?;
    let kept = storage::results::of_action(&mut tx, id).await?;
    // What an action was closed with stays said.
    let as_of = kept.as_ref().map_or(i64::MAX, |result| result.as_of);
    let frozen = verdict::frozen(app, actor, &mut tx, &item, as_of).await?;
    let outlook = if frozen.is_some() { None } else { effect::outlook(app, actor, &mut tx, &item).await? };
    let reminded = storage::actions::last_reminded(&mut tx, id).await?;
    let district_name = match &item.plan.place.district {
        Some(code) => name_of(&mut tx, code, today(app)).await?,
        None => None,
    };
    drop(tx);
    if reads_text && (has_text(&item) || !notes.is_empty()) {
        let tx = app.write(actor).await?;
        tx.commit(AuditEntry::new(Event::ActionRead, id.to_string())).await?;
    }
    let possible = possible(actor, &reader, &item);
    Ok(Shown { item, district_name, history, notes, measure, frozen, kept, outlook, reminded, possible })
}

fn has_text(item: &ActionItem) -> bool {
    let written = item.plan.description.is_some() || item.plan.expected.is_some() || item.state.result().is_some();
    written || item.state.reason().is_some()
}

/// One action for someone who may rewrite it. Reading its text is logged; who may not read it to rewrite it leaves nothing.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, [`Failure::NotAllowed`] for who may not rewrite it.
pub async fn to_edit(app: &App, actor: &Actor, id: ActionId) -> Result<ActionItem, Failure> {
    actor.may(Action::ViewActions)?;
    let reader = reader(app, actor).await?;
    let mut tx = app.read(actor).await?;
    let item = storage::actions::by_id(&mut tx, &reader, id).await?.ok_or(Failure::NotFound)?;
    drop(tx);
    if !possible(actor, &reader, &item).edit {
        return Err(Failure::NotAllowed);
    }
    if !item.text_hidden && has_text(&item) {
        let tx = app.write(actor).await?;
        tx.commit(AuditEntry::new(Event::ActionRead, id.to_string())).await?;
    }
    Ok(item)
}

async fn name_of(tx: &mut storage::ReadTx, code: &DistrictCode, day: Date) -> Result<Option<String>, Failure> {
    let Some(set) = storage::districts::on_day(tx, day, i64::MAX).await? else { return Ok(None) };
    Ok(storage::districts::list(tx, set.id).await?.into_iter().find(|d| d.code == *code).map(|d| d.name))
}

/// The list as a file. Its texts are looked at again; the taking out is logged.
///
/// # Errors
/// [`Failure::NotAllowed`] without the right to see actions, [`Failure::Invalid`] with the rows whose texts seem to hold personal data.
pub async fn export(app: &App, actor: &Actor, filter: &ActionFilter, format: &'static str) -> Result<Vec<ActionItem>, Failure> {
    let items = list(app, actor, filter).await?;
    let guard = crate::guard::of(app, actor).await?;
    let marked = (1..).zip(&items).filter(|(_, item)| texts(item).any(|text| guard.found(text).is_some()));
    let marked: Vec<FieldError> =
        marked.map(|(n, _): (usize, _)| FieldError::new("action", "failure-marked-action").with(n.to_string())).collect();
    if !marked.is_empty() {
        return Err(Failure::Invalid(std::iter::once(FieldError::new("texts", "failure-marked-block")).chain(marked).collect()));
    }
    let tx = app.write(actor).await?;
    let entry = AuditEntry::new(Event::ActionsExported, "actions").fact("format", format).fact("rows", items.len().to_string());
    let secret = items.iter().any(|item| !item.text_hidden);
    tx.commit(crate::disclosures::stamped(entry, actor, if secret { Class::C } else { Class::B })).await?;
    Ok(items)
}

/// Free texts of an action as a file holds them.
fn texts(item: &ActionItem) -> impl Iterator<Item = &str> {
    let plan = &item.plan;
    let optional = [&plan.place.place, &plan.measure, &plan.description, &plan.expected, &plan.hotspot];
    std::iter::once(plan.title.as_str()).chain(optional.into_iter().flatten().map(String::as_str))
}

/// What an actor may do with an action: by role, and by whose it is.
pub(crate) fn possible(actor: &Actor, reader: &Reader, item: &ActionItem) -> Possible {
    let works = works_on(actor, reader, item);
    let decides = actor.can(Action::DecideAction);
    let may = |step: &StepKind| match step {
        StepKind::Decide => decides,
        StepKind::Begin | StepKind::Finish | StepKind::FollowUp | StepKind::Close => works,
        StepKind::Escalate | StepKind::Cancel => works || decides,
    };
    Possible {
        edit: item.is_open() && (works || decides || proposed_by(actor, item)),
        note: item.is_open() && (works || decides),
        steps: item.state.possible().iter().copied().filter(may).collect(),
    }
}

/// Whether the actor carries the action out: its own people, or a role that works on any.
fn works_on(actor: &Actor, reader: &Reader, item: &ActionItem) -> bool {
    let own = item.is_of(reader.organisation, reader.account);
    actor.can(Action::WorkOnAnyAction) || (own && actor.can(Action::WorkOnOwnAction))
}

/// Whether the actor proposed it and nobody has decided yet.
fn proposed_by(actor: &Actor, item: &ActionItem) -> bool {
    let own = actor.account().is_some() && actor.account() == item.proposed_by;
    own && item.state.kind() == StateKind::Proposed && actor.can(Action::ProposeAction)
}

fn maker(actor: &Actor, step: Option<StepKind>) -> Maker<'_> {
    Maker { account: actor.account(), title: actor.name(), step }
}
