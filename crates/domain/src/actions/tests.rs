//! Steps that follow, steps that do not, and the guards of closing.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use jiff::civil::date;

const TODAY: Date = date(2026, 11, 18);

fn result(implementation: Implementation) -> ActionResult {
    ActionResult { implementation, effect: Effect::Yes, text: "Lugnare".to_owned(), before_after: None }
}

fn take(state: &ActionState, step: ActionStep, comparable: Comparable) -> Result<ActionState, Refused> {
    state.after(step, "EST-samordnare", Timestamp::UNIX_EPOCH, TODAY, comparable)
}

fn followed_up(implementation: Implementation) -> ActionState {
    let steps = [
        ActionStep::Decide(Forum::Direct),
        ActionStep::Begin(date(2026, 10, 1)),
        ActionStep::Finish(date(2026, 10, 9)),
        ActionStep::FollowUp(result(implementation)),
    ];
    steps.into_iter().fold(ActionState::Proposed, |state, step| take(&state, step, Comparable::Never).unwrap())
}

/// One step of each kind, with days that fit.
fn every_step() -> Vec<ActionStep> {
    vec![
        ActionStep::Decide(Forum::Meeting("2026-W46".parse().unwrap())),
        ActionStep::Begin(TODAY),
        ActionStep::Finish(TODAY),
        ActionStep::FollowUp(result(Implementation::Full)),
        ActionStep::Close(None),
        ActionStep::Escalate(Level::Management, "Saknar mandat".to_owned()),
        ActionStep::Cancel("Behövs inte".to_owned()),
    ]
}

fn every_state() -> Vec<ActionState> {
    let decided = take(&ActionState::Proposed, ActionStep::Decide(Forum::Direct), Comparable::Never).unwrap();
    let ongoing = take(&decided, ActionStep::Begin(TODAY), Comparable::Never).unwrap();
    let done = take(&ongoing, ActionStep::Finish(TODAY), Comparable::Never).unwrap();
    let followed = take(&done, ActionStep::FollowUp(result(Implementation::Full)), Comparable::Never).unwrap();
    let closed = take(&followed, ActionStep::Close(None), Comparable::Never).unwrap();
    let escalated = ActionState::Escalated { to: Level::Steering, reason: "x".to_owned() };
    vec![ActionState::Proposed, escalated, decided, ongoing, done, followed, closed, ActionState::Cancelled { reason: "x".to_owned() }]
}

#[test]
fn only_possible_steps_are_taken_and_a_refusal_says_which_those_are() {
    for state in every_state() {
        for step in every_step() {
            let kind = step.kind();
            match (state.possible().contains(&kind), take(&state, step, Comparable::Never)) {
                (true, Ok(after)) => assert_ne!((after.key(), kind), (state.key(), StepKind::Decide)),
                (false, Err(Refused::NotNow(refusal))) => assert_eq!(refusal.possible, state.possible()),
                (expected, answer) => panic!("{} {}: {expected} {answer:?}", state.key(), kind.key()),
            }
        }
    }
}

#[test]
fn every_state_has_its_key_in_the_order() {
    let kinds: Vec<StateKind> = every_state().iter().map(ActionState::kind).collect();
    assert_eq!(kinds, StateKind::ALL);
}

#[test]
fn an_escalated_action_comes_back_as_decided() {
    let escalated = ActionState::Escalated { to: Level::Management, reason: "Saknar pengar".to_owned() };
    let decided = take(&escalated, ActionStep::Decide(Forum::Direct), Comparable::Never).unwrap();
    assert_eq!(decided.decision().unwrap().by, "EST-samordnare");
}

#[test]
fn nothing_begins_tomorrow_or_ends_before_it_began() {
    let decided = take(&ActionState::Proposed, ActionStep::Decide(Forum::Direct), Comparable::Never).unwrap();
    assert_eq!(take(&decided, ActionStep::Begin(date(2026, 11, 19)), Comparable::Never), Err(Refused::Days));
    let ongoing = take(&decided, ActionStep::Begin(date(2026, 11, 10)), Comparable::Never).unwrap();
    assert_eq!(take(&ongoing, ActionStep::Finish(date(2026, 11, 9)), Comparable::Never), Err(Refused::Days));
    assert_eq!(take(&ongoing, ActionStep::Finish(date(2026, 11, 19)), Comparable::Never), Err(Refused::Days));
}

#[test]
fn a_place_bound_action_is_closed_with_its_before_and_after() {
    let week: Week = "2026-W46".parse().unwrap();
    let state = followed_up(Implementation::Full);
    assert_eq!(take(&state, ActionStep::Close(None), Comparable::From(week)), Err(Refused::TooEarly(week)));
    let windows = Windows::of(date(2026, 10, 1), date(2026, 10, 9), "2026-W01".parse().unwrap(), week).unwrap();
    let counted = BeforeAfter { windows, before: 20, after: 4, elsewhere_before: 300, elsewhere_after: 310 };
    let closed = take(&state, ActionStep::Close(Some(counted)), Comparable::Now).unwrap();
    assert_eq!(closed.result().unwrap().before_after, Some(counted));
    // What was never carried out has no after to wait for.
    assert!(take(&followed_up(Implementation::Not), ActionStep::Close(None), Comparable::From(week)).is_ok());
}

#[test]
fn windows_are_whole_weeks_as_many_on_each_side() {
    let week = |text: &str| text.parse::<Week>().unwrap();
    // Tuesday of week 40 to Thursday of week 41; now is week 47: weeks 42–46 are whole and after.
    let of = |first: &str, now: &str| Windows::of(date(2026, 9, 29), date(2026, 10, 8), week(first), week(now));
    let windows = of("2026-W01", "2026-W47").unwrap();
    assert_eq!((windows.before_from, windows.before_to), (week("2026-W35"), week("2026-W39")));
    assert_eq!((windows.after_from, windows.after_to, windows.weeks()), (week("2026-W42"), week("2026-W46"), 5));
    assert_eq!(of("2026-W01", "2027-W20").unwrap().weeks(), 12);
    assert_eq!(of("2026-W36", "2027-W20").unwrap().weeks(), 4);
    assert_eq!(of("2026-W37", "2027-W20"), Err(Comparable::Never));
    assert_eq!(of("2026-W01", "2026-W45"), Err(Comparable::From(week("2026-W46"))));
    assert!(of("2026-W01", "2026-W46").is_ok(), "the week that the refusal named");
}

fn item(state: ActionState, due: Option<Date>) -> ActionItem {
    let owner = Organisation { id: OrganisationId([2; 16]), kind: OrganisationKind::PrivateLandlord, name: "Bostadsbolaget".to_owned() };
    ActionItem {
        id: ActionId([1; 16]),
        version: 1,
        at: Timestamp::UNIX_EPOCH,
        proposed_at: Timestamp::UNIX_EPOCH,
        proposed_by: None,
        proposed_by_title: String::new(),
        plan: ActionPlan {
            title: "Belysning".to_owned(),
            description: Some("Tider för tillsyn".to_owned()),
            kind: ActionKind::PhysicalEnvironment,
            basis: Basis::Situational,
            category: None,
            place: Where::default(),
            owner,
            person: None,
            partners: Vec::new(),
            start: None,
            due,
            cost: None,
            expected: Some("Färre".to_owned()),
            measure: None,
            reports: Vec::new(),
            weeks: Vec::new(),
            hotspot: None,
        },
        state,
        text_hidden: false,
    }
}

#[test]
fn overdue_is_said_only_of_what_is_waited_for() {
    for state in every_state() {
        let waited = matches!(state.key(), "proposed" | "escalated" | "decided" | "ongoing");
        let expected = if waited { Timeliness::Overdue { days: 3 } } else { Timeliness::InTime };
        assert_eq!(item(state, Some(date(2026, 11, 15))).timeliness(TODAY), expected);
    }
    let due = |day| item(ActionState::Proposed, day).timeliness(TODAY);
    assert_eq!(due(Some(TODAY)), Timeliness::DueSoon);
    assert_eq!(due(Some(date(2026, 11, 24))), Timeliness::DueSoon);
    assert_eq!((due(Some(date(2026, 11, 25))), due(None)), (Timeliness::InTime, Timeliness::InTime));
}

#[test]
fn without_text_nothing_written_is_left() {
    for state in every_state() {
        let bare = item(state, None).without_text();
        assert!(bare.text_hidden && bare.plan.description.is_none() && bare.plan.expected.is_none());
        assert!(bare.state.reason().is_none() && bare.state.result().is_none_or(|r| r.text.is_empty()), "{:?}", bare.state);
    }
}

#[test]
fn an_action_is_its_owners_whatever_the_owner_is_called() {
    let mut item = item(ActionState::Proposed, None);
    let owner = item.plan.owner.id;
    item.plan.owner.name = "Bostäder AB".to_owned();
    assert!(item.is_of(Some(owner), None));
    assert!(!item.is_of(Some(OrganisationId([3; 16])), None) && !item.is_of(None, None));
}
