//! What actions made of the town's reports: told, waiting and kept back, by the same use cases as real ones.

use super::actions::{organisation, persona};
use crate::outcome::Trouble;
use application::actions::{self, Step};
use application::{App, feedback, reports};
use domain::actions::{ActionKind, ActionPlan, Basis, Effect, Forum, Implementation, Where};
use domain::categories::Category;
use domain::ids::ReportId;
use domain::reports::ReportState;
use domain::tenants::TenantCode;
use domain::week::local;
use jiff::{SignedDuration, Timestamp};

/// An action behind which a report stands: who reported, category of the report, title, owner.
type Built = (&'static str, Category, &'static str, &'static str);

const LAMPS: Built = ("landlord", Category::UnsafePlace, "Nya lampor i gångtunneln", "engineer");
const STAIRS: Built = ("landlord", Category::Gathering, "Kvällsrundor i Centrumhuset", "guard");
const WALL: Built = ("head-teacher", Category::Damage, "Sanering av skolans fasad", "engineer");

/// Makes them: the lamps are told and their result waits, the wall waits, the rounds are kept back.
pub(super) async fn make(app: &App, tenant: &TenantCode, now: Timestamp) -> Result<(), Trouble> {
    let ago = |hours: i64| app.at(now - SignedDuration::from_hours(hours));
    let coordinator = persona(app, tenant, "coordinator").await?;
    for built in [LAMPS, STAIRS] {
        decided(&ago(20), tenant, built).await?;
    }
    for waiting in feedback::board(&ago(19), &coordinator).await?.waiting {
        if waiting.title == LAMPS.2 {
            feedback::approve(&ago(19), &coordinator, &[(waiting.item.id, waiting.seen)]).await?;
        } else {
            let why = "Tiderna för rundorna ska inte vara kända i förväg.";
            feedback::refuse(&ago(19), &coordinator, &[waiting.item.id], why).await?;
        }
    }
    feedback::tell(&ago(18), tenant, local(ago(18).now()).date()).await?;
    let own = actions::list(&ago(18), &coordinator, &actions::ActionFilter::default()).await?;
    if let Some(lamps) = own.iter().find(|item| item.plan.title == LAMPS.2) {
        let result = "Tre lampor bytta och en ny satt vid södra mynningen.".to_owned();
        let steps = [Step::Begin(None), Step::Finish(None), Step::FollowUp(Implementation::Full, Effect::TooEarly, result)];
        for (seen, step) in (lamps.version..).zip(steps) {
            actions::step(&ago(3), &coordinator, lamps.id, seen, step).await?;
        }
    }
    decided(&ago(2), tenant, WALL).await
}

async fn decided(app: &App, tenant: &TenantCode, built: Built) -> Result<(), Trouble> {
    let coordinator = persona(app, tenant, "coordinator").await?;
    let Some(report) = accepted(app, tenant, built).await? else { return Ok(()) };
    let name = practice::persons().iter().find(|p| p.key == built.3).map_or("", |p| p.organisation_sv);
    let plan = ActionPlan {
        title: built.2.to_owned(),
        description: None,
        kind: if built.3 == "guard" { ActionKind::Guarding } else { ActionKind::PhysicalEnvironment },
        basis: Basis::Situational,
        category: Some(built.1),
        place: Where::default(),
        owner: organisation(app, &coordinator, name).await?,
        person: None,
        partners: Vec::new(),
        start: None,
        due: None,
        cost: None,
        expected: None,
        measure: None,
        reports: vec![report],
        weeks: Vec::new(),
        hotspot: None,
    };
    let id = actions::propose(app, &coordinator, plan).await?;
    actions::step(app, &coordinator, id, 1, Step::Decide(Forum::Direct)).await?;
    Ok(())
}

/// The persona's newest report of the category that was accepted.
async fn accepted(app: &App, tenant: &TenantCode, built: Built) -> Result<Option<ReportId>, Trouble> {
    let mine = reports::mine(app, &persona(app, tenant, built.0).await?).await?;
    let fits = |t: &&reports::Thread| t.report.content.category == built.1 && matches!(t.report.state, ReportState::Accepted { .. });
    Ok(mine.iter().find(fits).map(|t| t.report.id))
}
