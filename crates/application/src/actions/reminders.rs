//! Reminding of actions that are overdue or due in the week: noted once for each week and action.

use super::{order, reader, today};
use crate::App;
use domain::actions::{ActionItem, Timeliness};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::tenants::TenantCode;
use domain::week::Week;

/// An action whose owner is to hear of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reminded {
    /// The action, without the text for authorities: what goes out by mail.
    pub item: ActionItem,
    /// How late it is.
    pub timeliness: Timeliness,
}

/// Notes who is to be reminded in a week and answers with those that were not already. The page of an action shows when its
/// owner was reminded; mail is sent from the answer.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn remind(app: &App, tenant: &TenantCode, week: Week) -> Result<Vec<Reminded>, Failure> {
    let actor = Actor::scheduler(tenant.clone());
    let reader = reader(app, &actor).await?;
    let day = today(app);
    let mut tx = app.write(&actor).await?;
    let mut items = storage::actions::as_of(&mut tx, &reader, i64::MAX).await?;
    order(&mut items, day);
    let mut reminded = Vec::new();
    for item in items {
        let timeliness = item.timeliness(day);
        let overdue = match timeliness {
            Timeliness::Overdue { .. } => true,
            Timeliness::DueSoon => false,
            Timeliness::InTime => continue,
        };
        let Some(due) = item.plan.due else { continue };
        if storage::actions::remind(&mut tx, item.id, week, overdue, due).await? {
            reminded.push(Reminded { item: item.without_text(), timeliness });
        }
    }
    if !reminded.is_empty() {
        let entry = AuditEntry::new(Event::ActionsReminded, week.to_string()).fact("actions", reminded.len().to_string());
        tx.commit(entry).await?;
    }
    Ok(reminded)
}
