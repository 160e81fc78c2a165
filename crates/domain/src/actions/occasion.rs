//! When the one who answers for an action is to hear of it.

use super::{ActionItem, ActionState, Timeliness};
use crate::keyed::keyed;
use jiff::ToSpan;
use jiff::civil::Date;

/// So many days after the last day an action is to be followed up: what it changed shows in four weeks (G-3).
const FOLLOW_UP_AFTER: i32 = 28;

keyed! {
    /// Why someone is reminded of an action.
    Occasion {
        /// The due day is near.
        DueSoon "due-soon",
        /// The due day has passed.
        Overdue "overdue",
        /// It is done, and what came of it can be seen.
        FollowUp "follow-up",
    }
}

impl ActionItem {
    /// The occasion on a day with the day that it counts from. Each is one reminder: a due day that is moved makes a new one.
    pub fn occasion(&self, today: Date) -> Option<(Occasion, Date)> {
        match &self.state {
            ActionState::Decided(_) | ActionState::Ongoing { .. } => match self.timeliness(today) {
                Timeliness::Overdue { .. } => Some((Occasion::Overdue, self.plan.due?)),
                Timeliness::DueSoon => Some((Occasion::DueSoon, self.plan.due?)),
                Timeliness::InTime => None,
            },
            ActionState::Done(carried) => {
                let from = carried.until.saturating_add(FOLLOW_UP_AFTER.days());
                (from <= today).then_some((Occasion::FollowUp, from))
            }
            ActionState::Proposed
            | ActionState::Escalated { .. }
            | ActionState::FollowedUp { .. }
            | ActionState::Closed { .. }
            | ActionState::Cancelled { .. } => None,
        }
    }
}
