//! Writing what an action says: proposing, rewriting, noting.

use super::{maker, possible, proposed_by, reader, works_on};
use crate::guard::{self, Guard};
use crate::{App, feedback};
use domain::actions::{ActionItem, ActionPlan, ActionState};
use domain::actor::{Actor, Permit};
use domain::audit::{AuditEntry, Event};
use domain::failure::{Failure, FieldError};
use domain::ids::{ActionId, ReportId};
use domain::policy::Action;
use storage::WriteTx;
use storage::actions::Reader;

/// Longest title and name, characters.
const LONGEST_NAME: usize = 120;

/// Longest text, characters.
pub(super) const LONGEST_TEXT: usize = 2000;

/// Most cooperating organisations, reports and weeks.
const MOST_LINKS: usize = 50;

/// Largest cost, kronor.
const MOST_COST: u64 = 1_000_000_000;

/// Proposes an action.
///
/// # Errors
/// [`Failure::Invalid`] for an empty title, days in the wrong order, an unknown district or a text that seems to hold
/// personal data.
pub async fn propose(app: &App, actor: &Actor, plan: ActionPlan) -> Result<ActionId, Failure> {
    let permit = actor.may(Action::ProposeAction)?;
    let plan = checked(app, actor, tidy(plan)).await?;
    let id = ActionId(app.new_id());
    let mut tx = app.write(actor).await?;
    let item = ActionItem {
        id,
        version: 1,
        at: tx.now(),
        proposed_at: tx.now(),
        proposed_by: actor.account(),
        proposed_by_title: actor.name().to_owned(),
        plan,
        state: ActionState::Proposed,
        text_hidden: false,
    };
    storage::actions::save(&mut tx, permit, &item, &maker(actor, None)).await?;
    tx.commit(AuditEntry::new(Event::ActionProposed, id.to_string())).await?;
    Ok(id)
}

/// Rewrites what an action says.
///
/// # Errors
/// [`Failure::Conflict`] when someone changed it after version `seen`; else as [`propose`].
pub async fn edit(app: &App, actor: &Actor, id: ActionId, seen: u32, plan: ActionPlan) -> Result<u32, Failure> {
    actor.may(Action::ViewActions)?;
    let reader = reader(app, actor).await?;
    let plan = checked(app, actor, tidy(plan)).await?;
    let mut tx = app.write(actor).await?;
    let before = current(&mut tx, &reader, id).await?;
    let permit = edit_permit(actor, &reader, &before)?;
    if before.version != seen {
        return Err(Failure::Conflict("failure-action-changed"));
    }
    let item = ActionItem { version: seen + 1, at: tx.now(), plan, ..before };
    if !storage::actions::save(&mut tx, permit, &item, &maker(actor, None)).await? {
        return Err(Failure::Conflict("failure-action-changed"));
    }
    feedback::of_action(app, &mut tx, permit, &item).await?;
    let entry = AuditEntry::new(Event::ActionChanged, id.to_string()).fact("version", item.version.to_string());
    tx.commit(entry).await?;
    Ok(item.version)
}

/// Puts a report behind an action that goes on: its reporter is to hear what came of it.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such action or report that the actor may know of; else as [`edit`].
pub async fn put_behind(app: &App, actor: &Actor, id: ActionId, report: ReportId) -> Result<u32, Failure> {
    actor.may(Action::ReviewReports)?;
    let reader = reader(app, actor).await?;
    let mut tx = app.read(actor).await?;
    storage::reports::by_id(&mut tx, actor.visible(), actor.account(), report).await?.ok_or(Failure::NotFound)?;
    let item = storage::actions::by_id(&mut tx, &reader, id).await?.ok_or(Failure::NotFound)?;
    drop(tx);
    // Someone from whom the text is hidden would write it away.
    if item.text_hidden {
        return Err(Failure::NotAllowed);
    }
    let mut plan = item.plan;
    if plan.reports.contains(&report) {
        return Ok(item.version);
    }
    plan.reports.push(report);
    edit(app, actor, id, item.version, plan).await
}

pub(super) async fn current(tx: &mut WriteTx, reader: &Reader, id: ActionId) -> Result<ActionItem, Failure> {
    storage::actions::by_id(tx, reader, id).await?.ok_or(Failure::NotFound)
}

fn edit_permit(actor: &Actor, reader: &Reader, item: &ActionItem) -> Result<Permit, Failure> {
    if !possible(actor, reader, item).edit {
        return Err(if item.is_open() { Failure::NotAllowed } else { Failure::Conflict("failure-action-ended") });
    }
    work_permit(actor, reader, item)
}

/// The permit that stands behind a change: what the actor does most directly.
pub(super) fn work_permit(actor: &Actor, reader: &Reader, item: &ActionItem) -> Result<Permit, Failure> {
    if proposed_by(actor, item) {
        actor.may(Action::ProposeAction)
    } else if works_on(actor, reader, item) {
        actor.may(if actor.can(Action::WorkOnAnyAction) { Action::WorkOnAnyAction } else { Action::WorkOnOwnAction })
    } else {
        actor.may(Action::DecideAction)
    }
}

/// Writes a note on an action while it goes on.
///
/// # Errors
/// [`Failure::Invalid`] for an empty or too long text, or one that seems to hold personal data.
pub async fn note(app: &App, actor: &Actor, id: ActionId, text: &str) -> Result<(), Failure> {
    actor.may(Action::ViewActions)?;
    let text = text.trim();
    let mut errors = Vec::new();
    required_text(&guard::of(app, actor).await?, &mut errors, "text", text);
    if !errors.is_empty() {
        return Err(Failure::Invalid(errors));
    }
    let reader = reader(app, actor).await?;
    let mut tx = app.write(actor).await?;
    let item = current(&mut tx, &reader, id).await?;
    if !possible(actor, &reader, &item).note {
        return Err(Failure::NotAllowed);
    }
    let permit = work_permit(actor, &reader, &item)?;
    storage::actions::add_note(&mut tx, permit, app.new_id(), id, &maker(actor, None), text).await?;
    tx.commit(AuditEntry::new(Event::ActionNoted, id.to_string())).await?;
    Ok(())
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
}

fn tidy(mut plan: ActionPlan) -> ActionPlan {
    plan.title = plan.title.trim().to_owned();
    for text in [&mut plan.description, &mut plan.place.place, &mut plan.expected, &mut plan.measure, &mut plan.hotspot] {
        *text = filled(text.take());
    }
    plan.partners = plan.partners.into_iter().filter_map(|name| filled(Some(name))).collect();
    plan
}

/// A text that must be there, not too long and without personal data.
pub(super) fn required_text(guard: &Guard, errors: &mut Vec<FieldError>, field: &'static str, text: &str) {
    if text.is_empty() {
        errors.push(FieldError::new(field, "failure-action-text-missing"));
    }
    optional_text(guard, errors, field, text, LONGEST_TEXT);
}

fn optional_text(guard: &Guard, errors: &mut Vec<FieldError>, field: &'static str, text: &str, longest: usize) {
    if text.chars().count() > longest {
        errors.push(FieldError::new(field, "failure-action-text-long").with(longest.to_string()));
    }
    errors.extend(guard.refused(field, Some(text)));
}

/// The plan with its owner called what it is called now.
async fn checked(app: &App, actor: &Actor, mut plan: ActionPlan) -> Result<ActionPlan, Failure> {
    let guard = guard::of(app, actor).await?;
    let mut errors = Vec::new();
    if plan.title.is_empty() {
        errors.push(FieldError::new("title", "failure-action-title"));
    }
    optional_text(&guard, &mut errors, "title", &plan.title, LONGEST_NAME);
    let texts = [
        ("description", plan.description.as_deref(), LONGEST_TEXT),
        ("place", plan.place.place.as_deref(), LONGEST_NAME),
        ("expected", plan.expected.as_deref(), LONGEST_TEXT),
        ("measure", plan.measure.as_deref(), LONGEST_TEXT),
        ("hotspot", plan.hotspot.as_deref(), LONGEST_NAME),
    ];
    for (field, text, longest) in texts {
        optional_text(&guard, &mut errors, field, text.unwrap_or_default(), longest);
    }
    for partner in &plan.partners {
        optional_text(&guard, &mut errors, "partners", partner, LONGEST_NAME);
    }
    if plan.partners.len() > MOST_LINKS || plan.reports.len() > MOST_LINKS || plan.weeks.len() > MOST_LINKS {
        errors.push(FieldError::new("partners", "failure-action-links"));
    }
    if plan.start.zip(plan.due).is_some_and(|(start, due)| due < start) {
        errors.push(FieldError::new("due", "failure-action-days"));
    }
    if plan.cost.is_some_and(|cost| cost > MOST_COST) {
        errors.push(FieldError::new("cost", "failure-action-cost"));
    }
    check_place(app, actor, &plan, &mut errors).await?;
    check_owner(app, actor, &mut plan, &mut errors).await?;
    if errors.is_empty() { Ok(plan) } else { Err(Failure::Invalid(errors)) }
}

/// A place lies in a district: without one, nothing can be counted before and after.
async fn check_place(app: &App, actor: &Actor, plan: &ActionPlan, errors: &mut Vec<FieldError>) -> Result<(), Failure> {
    let Some(code) = &plan.place.district else {
        if plan.place.is_bound() {
            errors.push(FieldError::new("district", "failure-action-district-missing"));
        }
        return Ok(());
    };
    let mut tx = app.read(actor).await?;
    let known = super::name_of(&mut tx, code, super::today(app)).await?.is_some();
    if !known {
        errors.push(FieldError::new("district", "failure-action-district").with(code.as_str()));
    }
    Ok(())
}

/// The owner takes part in the collaboration, and the person belongs to it.
async fn check_owner(app: &App, actor: &Actor, plan: &mut ActionPlan, errors: &mut Vec<FieldError>) -> Result<(), Failure> {
    let known = super::organisations(app, actor).await?;
    let Some((owner, functions)) = known.into_iter().find(|(organisation, _)| organisation.id == plan.owner.id) else {
        errors.push(FieldError::new("owner", "failure-action-owner"));
        return Ok(());
    };
    if plan.person.as_ref().is_some_and(|person| !functions.iter().any(|f| f.account == person.account)) {
        errors.push(FieldError::new("person", "failure-action-person"));
    }
    plan.owner = owner;
    Ok(())
}
