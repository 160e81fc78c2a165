//! The town's actions, taken through the same use cases as real ones at the time that they happened.

use super::town::user_name;
use crate::outcome::Trouble;
use application::actions::{self, Step};
use application::{App, organisations};
use domain::actions::{ActionPlan, Forum, Function, Organisation, Where};
use domain::actor::Actor;
use domain::ids::ActionId;
use domain::tenants::TenantCode;
use jiff::Timestamp;
use practice::{Persona, PracticeAction, PracticeStep, Town};

/// What is still to happen, soonest first.
pub(super) struct Ahead {
    actions: Vec<(PracticeAction, Option<(ActionId, u32)>)>,
    /// When, which action, and which of its steps; `None` for the proposal.
    events: Vec<(Timestamp, usize, Option<usize>)>,
    next: usize,
}

impl Ahead {
    /// The actions of a town up to `now`.
    pub(super) fn new(town: &Town, now: Timestamp) -> Self {
        let actions: Vec<PracticeAction> = town.actions();
        let mut events = Vec::new();
        for (index, action) in actions.iter().enumerate() {
            events.push((action.proposed, index, None));
            events.extend(action.steps.iter().enumerate().map(|(step, (at, _))| (*at, index, Some(step))));
        }
        events.retain(|(at, _, _)| *at <= now);
        events.sort();
        Self { actions: actions.into_iter().map(|action| (action, None)).collect(), events, next: 0 }
    }

    /// Lets everything up to `until` happen.
    pub(super) async fn pass(&mut self, app: &App, tenant: &TenantCode, until: Timestamp) -> Result<(), Trouble> {
        while let Some((at, index, step)) = self.events.get(self.next).copied().filter(|(at, _, _)| *at <= until) {
            self.next += 1;
            let app = app.at(at);
            let Some((action, known)) = self.actions.get_mut(index) else { continue };
            match (step, *known) {
                (None, _) => {
                    let coordinator = persona(&app, tenant, "coordinator").await?;
                    let plan = plan(&app, &coordinator, action).await?;
                    let id = actions::propose(&app, &coordinator, plan).await?;
                    *known = Some((id, 1));
                }
                (Some(step), Some((id, version))) => {
                    let Some((_, step)) = action.steps.get(step) else { continue };
                    if happened(&app, tenant, action.owner, id, version, step).await? {
                        *known = Some((id, version + 1));
                    }
                }
                (Some(_), None) => {}
            }
        }
        Ok(())
    }
}

/// Takes a step; whether it made a new version.
async fn happened(app: &App, tenant: &TenantCode, owner: &str, id: ActionId, seen: u32, step: &PracticeStep) -> Result<bool, Trouble> {
    let (who, taken) = match step {
        PracticeStep::Noted(text) => {
            actions::note(app, &persona(app, tenant, owner).await?, id, text).await?;
            return Ok(false);
        }
        PracticeStep::Decided(week) => ("coordinator", Step::Decide(Forum::Meeting(*week))),
        PracticeStep::Begun => (owner, Step::Begin(None)),
        PracticeStep::Done => (owner, Step::Finish(None)),
        PracticeStep::FollowedUp(implementation, effect, text) => {
            ("coordinator", Step::FollowUp(*implementation, *effect, (*text).to_owned()))
        }
        PracticeStep::Closed => ("coordinator", Step::Close),
        PracticeStep::Escalated(level, why) => ("coordinator", Step::Escalate(*level, (*why).to_owned())),
        PracticeStep::Cancelled(why) => ("coordinator", Step::Cancel((*why).to_owned())),
    };
    actions::step(app, &persona(app, tenant, who).await?, id, seen, taken).await?;
    Ok(true)
}

fn person(key: &str) -> Result<&'static Persona, Trouble> {
    practice::persons().iter().find(|p| p.key == key).ok_or_else(|| Trouble::Said("cli-demo-broken", key.to_owned()))
}

/// A persona of the town as someone who acts.
pub(super) async fn persona(app: &App, tenant: &TenantCode, key: &str) -> Result<Actor, Trouble> {
    let person = person(key)?;
    let account = application::accounts::find(app, &user_name(key)).await?;
    Ok(Actor::member(account, person.title_sv.to_owned(), tenant.clone(), person.kind, person.roles.to_vec()))
}

/// An organisation of the town by its name.
pub(super) async fn organisation(app: &App, actor: &Actor, name: &str) -> Result<Organisation, Trouble> {
    let known = organisations::list(app, actor).await?.into_iter().find(|o| o.name == name);
    let broken = || Trouble::Said("cli-demo-broken", name.to_owned());
    known.map(|o| Organisation { id: o.id, kind: o.kind, name: o.name }).ok_or_else(broken)
}

async fn plan(app: &App, actor: &Actor, action: &PracticeAction) -> Result<ActionPlan, Trouble> {
    let owner = person(action.owner)?;
    let account = application::accounts::find(app, &user_name(owner.key)).await?;
    Ok(ActionPlan {
        title: action.title.to_owned(),
        description: Some(action.description.to_owned()),
        kind: action.kind,
        basis: action.basis,
        category: action.category,
        place: Where { district: action.district.clone(), place: action.place.clone(), point: None },
        owner: organisation(app, actor, owner.organisation_sv).await?,
        person: Some(Function { account, title: owner.title_sv.to_owned() }),
        partners: action.partners.iter().map(|p| (*p).to_owned()).collect(),
        start: None,
        due: action.due,
        cost: action.cost,
        expected: Some(action.expected.to_owned()),
        measure: Some(action.measure.to_owned()),
        reports: Vec::new(),
        weeks: vec![action.week],
        hotspot: action.place.clone(),
    })
}
