//! An action as the columns of a row, and back.

use super::Maker;
use crate::error::column;
use database::{DatabaseError, FromColumn, Row, Value};
use domain::actions::{
    ActionChange, ActionItem, ActionKind, ActionPlan, ActionResult, ActionState, Basis, BeforeAfter, Carried, Decision, Effect, Forum,
    Function, Implementation, Level, Organisation, StateKind, StepKind, Where, Windows,
};
use domain::districts::{DistrictCode, Point};
use domain::ids::{AccountId, ActionId, OrganisationId};
use domain::organisations::OrganisationKind;
use domain::week::Week;
use jiff::civil::Date;
use std::str::FromStr;

/// The columns in the order of [`values`] and of the constants below.
macro_rules! columns {
    () => {
        "id, version, at, by_account, by_name, step, proposed_at, proposed_by, proposed_title, title, description, kind, basis, category, \
         district, place, lon, lat, x, y, owner_kind, owner_name, person, person_title, partners, start_day, due_day, cost, expected, measure, \
         reports, weeks, hotspot, state, decided_at, decided_by, decided_week, since_day, until_day, implementation, effect, result, reason, \
         lifted_to, before_from, before_to, after_from, after_to, count_before, count_after, elsewhere_before, elsewhere_after, \
         owner_id"
    };
}
pub(super) use columns;

/// Names of organisations and weeks stand in one column each, a line apart.
const LINE: &str = "\n";

fn lines(parts: impl Iterator<Item = String>) -> Value {
    parts.collect::<Vec<_>>().join(LINE).into()
}

fn day(day: Option<Date>) -> Value {
    day.map(|d| d.to_string()).into()
}

fn week(week: Option<Week>) -> Value {
    week.map(Week::index).into()
}

fn count(count: Option<u64>) -> Value {
    count.map(|n| i64::try_from(n).unwrap_or(i64::MAX)).into()
}

/// The values of a version, `added` left out.
pub(super) fn values(item: &ActionItem, maker: &Maker<'_>) -> Vec<Value> {
    let plan = &item.plan;
    let mut values: Vec<Value> = vec![
        item.id.0.into(),
        item.version.into(),
        item.at.into(),
        maker.account.map(|a| a.0).into(),
        maker.title.into(),
        maker.step.map(|s| s.key().to_owned()).into(),
        item.proposed_at.into(),
        item.proposed_by.map(|a| a.0).into(),
        item.proposed_by_title.as_str().into(),
        plan.title.as_str().into(),
        plan.description.clone().into(),
        plan.kind.key().into(),
        plan.basis.key().into(),
        plan.category.map(|c| c.code().to_owned()).into(),
        plan.place.district.as_ref().map(|d| d.as_str().to_owned()).into(),
        plan.place.place.clone().into(),
        plan.place.point.map(|p| p.lon).into(),
        plan.place.point.map(|p| p.lat).into(),
        plan.place.point.map(|p| p.x).into(),
        plan.place.point.map(|p| p.y).into(),
        plan.owner.kind.key().into(),
        plan.owner.name.as_str().into(),
        plan.person.as_ref().map(|p| p.account.0).into(),
        plan.person.as_ref().map(|p| p.title.clone()).into(),
        lines(plan.partners.iter().cloned()),
        day(plan.start),
        day(plan.due),
        count(plan.cost),
        plan.expected.clone().into(),
        plan.measure.clone().into(),
        lines(plan.reports.iter().map(ToString::to_string)),
        lines(plan.weeks.iter().map(ToString::to_string)),
        plan.hotspot.clone().into(),
    ];
    values.extend(state_values(&item.state));
    values.push(plan.owner.id.0.into());
    values
}

fn state_values(state: &ActionState) -> [Value; 19] {
    let decision = state.decision();
    let decided_week = decision.and_then(|d| match d.forum {
        Forum::Meeting(week) => Some(week),
        Forum::Direct => None,
    });
    let (since, until) = state.days().map_or((None, None), |(since, until)| (Some(since), until));
    let result = state.result();
    let (reason, to) = match state {
        ActionState::Cancelled { reason } => (Some(reason.clone()), None),
        ActionState::Escalated { to, reason } => (Some(reason.clone()), Some(*to)),
        ActionState::Proposed
        | ActionState::Decided(_)
        | ActionState::Ongoing { .. }
        | ActionState::Done(_)
        | ActionState::FollowedUp { .. }
        | ActionState::Closed { .. } => (None, None),
    };
    let counted = result.and_then(|r| r.before_after);
    [
        state.key().into(),
        decision.map(|d| d.at).into(),
        decision.map(|d| d.by.clone()).into(),
        week(decided_week),
        day(since),
        day(until),
        result.map(|r| r.implementation.key().to_owned()).into(),
        result.map(|r| r.effect.key().to_owned()).into(),
        result.map(|r| r.text.clone()).into(),
        reason.into(),
        to.map(|l| l.key().to_owned()).into(),
        week(counted.map(|c| c.windows.before_from)),
        week(counted.map(|c| c.windows.before_to)),
        week(counted.map(|c| c.windows.after_from)),
        week(counted.map(|c| c.windows.after_to)),
        count(counted.map(|c| c.before)),
        count(counted.map(|c| c.after)),
        count(counted.map(|c| c.elsewhere_before)),
        count(counted.map(|c| c.elsewhere_after)),
    ]
}

/// A text column as one of our keyed values.
fn keyed<T>(row: &Row, index: usize, from_key: impl Fn(&str) -> Option<T>) -> Result<T, DatabaseError> {
    let key: String = row.get(index)?;
    from_key(&key).ok_or_else(|| column(index, &key))
}

/// The same for a column that may be empty.
fn keyed_or_none<T>(row: &Row, index: usize, from_key: impl Fn(&str) -> Option<T>) -> Result<Option<T>, DatabaseError> {
    let key: Option<String> = row.get(index)?;
    key.map(|key| from_key(&key).ok_or_else(|| column(index, &key))).transpose()
}

fn parsed<T: FromStr>(row: &Row, index: usize) -> Result<Vec<T>, DatabaseError> {
    let text: String = row.get(index)?;
    text.lines().filter(|l| !l.is_empty()).map(|line| line.parse().map_err(|_| column(index, line))).collect()
}

fn day_of(row: &Row, index: usize) -> Result<Option<Date>, DatabaseError> {
    keyed_or_none(row, index, |text| text.parse().ok())
}

fn count_of(row: &Row, index: usize) -> Result<Option<u64>, DatabaseError> {
    Ok(row.get::<Option<i64>>(index)?.map(i64::unsigned_abs))
}

fn required<T>(row: &Row, index: usize) -> Result<T, DatabaseError>
where
    Option<T>: FromColumn,
{
    row.get::<Option<T>>(index)?.ok_or_else(|| column(index, "nothing"))
}

/// Reads an action.
pub(super) fn item(row: &Row) -> Result<ActionItem, DatabaseError> {
    Ok(ActionItem {
        id: ActionId(row.get(0)?),
        version: version(row)?,
        at: row.get(2)?,
        proposed_at: row.get(6)?,
        proposed_by: row.get::<Option<[u8; 16]>>(7)?.map(AccountId),
        proposed_by_title: row.get(8)?,
        plan: plan(row)?,
        state: state(row)?,
        text_hidden: false,
    })
}

fn version(row: &Row) -> Result<u32, DatabaseError> {
    u32::try_from(row.get::<i64>(1)?).map_err(|e| column(1, e))
}

/// Reads what a version changed.
pub(super) fn change(row: &Row) -> Result<ActionChange, DatabaseError> {
    let step = keyed_or_none(row, 5, StepKind::from_key)?;
    Ok(ActionChange { version: version(row)?, at: row.get(2)?, by: row.get(4)?, step, state: state(row)? })
}

fn plan(row: &Row) -> Result<ActionPlan, DatabaseError> {
    let position = [16, 17, 18, 19].map(|i| row.get::<Option<f64>>(i));
    let point = match position {
        [Ok(Some(lon)), Ok(Some(lat)), Ok(Some(x)), Ok(Some(y))] => Some(Point { lon, lat, x, y }),
        _ => None,
    };
    let person = row.get::<Option<[u8; 16]>>(22)?.zip(row.get::<Option<String>>(23)?);
    let partners: String = row.get(24)?;
    Ok(ActionPlan {
        title: row.get(9)?,
        description: row.get(10)?,
        kind: keyed(row, 11, ActionKind::from_key)?,
        basis: keyed(row, 12, Basis::from_key)?,
        category: keyed_or_none(row, 13, |code| code.parse().ok())?,
        place: Where { district: row.get::<Option<String>>(14)?.map(DistrictCode), place: row.get(15)?, point },
        owner: Organisation { id: OrganisationId(row.get(52)?), kind: keyed(row, 20, OrganisationKind::from_key)?, name: row.get(21)? },
        person: person.map(|(account, title)| Function { account: AccountId(account), title }),
        partners: partners.lines().map(str::to_owned).collect(),
        start: day_of(row, 25)?,
        due: day_of(row, 26)?,
        cost: count_of(row, 27)?,
        expected: row.get(28)?,
        measure: row.get(29)?,
        reports: parsed(row, 30)?,
        weeks: parsed(row, 31)?,
        hotspot: row.get(32)?,
    })
}

fn decision(row: &Row) -> Result<Decision, DatabaseError> {
    let forum = row.get::<Option<i64>>(36)?.map_or(Forum::Direct, |week| Forum::Meeting(Week::from_index(week)));
    Ok(Decision { at: row.get(34)?, by: row.get(35)?, forum })
}

fn since(row: &Row, index: usize) -> Result<Date, DatabaseError> {
    day_of(row, index)?.ok_or_else(|| column(index, "nothing"))
}

fn carried(row: &Row) -> Result<Carried, DatabaseError> {
    Ok(Carried { decision: decision(row)?, since: since(row, 37)?, until: since(row, 38)? })
}

fn result(row: &Row) -> Result<ActionResult, DatabaseError> {
    Ok(ActionResult {
        implementation: keyed(row, 39, Implementation::from_key)?,
        effect: keyed(row, 40, Effect::from_key)?,
        text: row.get(41)?,
        before_after: before_after(row)?,
    })
}

fn before_after(row: &Row) -> Result<Option<BeforeAfter>, DatabaseError> {
    if row.get::<Option<i64>>(44)?.is_none() {
        return Ok(None);
    }
    let week = |index| Ok::<_, DatabaseError>(Week::from_index(required(row, index)?));
    let count = |index| Ok::<_, DatabaseError>(required::<i64>(row, index)?.unsigned_abs());
    let windows = Windows { before_from: week(44)?, before_to: week(45)?, after_from: week(46)?, after_to: week(47)? };
    Ok(Some(BeforeAfter { windows, before: count(48)?, after: count(49)?, elsewhere_before: count(50)?, elsewhere_after: count(51)? }))
}

fn state(row: &Row) -> Result<ActionState, DatabaseError> {
    let reason = || Ok::<_, DatabaseError>(row.get::<Option<String>>(42)?.unwrap_or_default());
    Ok(match keyed(row, 33, StateKind::from_key)? {
        StateKind::Proposed => ActionState::Proposed,
        StateKind::Decided => ActionState::Decided(decision(row)?),
        StateKind::Ongoing => ActionState::Ongoing { decision: decision(row)?, since: since(row, 37)? },
        StateKind::Done => ActionState::Done(carried(row)?),
        StateKind::FollowedUp => ActionState::FollowedUp { carried: carried(row)?, result: result(row)? },
        StateKind::Closed => ActionState::Closed { carried: carried(row)?, result: result(row)? },
        StateKind::Cancelled => ActionState::Cancelled { reason: reason()? },
        StateKind::Escalated => ActionState::Escalated { to: keyed(row, 43, Level::from_key)?, reason: reason()? },
    })
}
