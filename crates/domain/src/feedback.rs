//! What reporters are told of what became of their reports (*återkoppling*).
//!
//! What the review and the picture made of a report goes out by itself; what actions made of it waits for the coordinator.

use crate::actions::{ActionItem, ActionState, Effect, Implementation};
use crate::ids::{ActionId, FeedbackId, ReportId};
use crate::keyed::keyed;
use jiff::Timestamp;

keyed! {
    /// What there is to tell.
    FeedbackKind {
        /// It came in.
        Received "received",
        /// Someone has decided on it.
        Answer "answer",
        /// A published picture shows it.
        Picture "picture",
        /// It led to an action.
        Action "action",
        /// What came of that action.
        Result "result",
    }
}

keyed! {
    /// How far it has come.
    FeedbackState {
        /// Waits for the coordinator.
        Waiting "waiting",
        /// Goes out with the next letter.
        Ready "ready",
        /// Has gone out.
        Told "told",
        /// Kept back, with a reason.
        Refused "refused",
        /// No longer so.
        Dropped "dropped",
    }
}

impl FeedbackKind {
    /// Where it begins.
    pub fn first_state(self) -> FeedbackState {
        match self {
            FeedbackKind::Received | FeedbackKind::Answer | FeedbackKind::Picture => FeedbackState::Ready,
            FeedbackKind::Action | FeedbackKind::Result => FeedbackState::Waiting,
        }
    }

    /// Whether it is worth a letter. That a report came in was said when it was sent; it is told again with the next.
    pub fn is_news(self) -> bool {
        match self {
            FeedbackKind::Received => false,
            FeedbackKind::Answer | FeedbackKind::Picture | FeedbackKind::Action | FeedbackKind::Result => true,
        }
    }
}

/// Why something was kept back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// When.
    pub at: Timestamp,
    /// By whom: a function title.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// One thing to tell of one report. Who reported is known by the report alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedbackItem {
    /// Identity.
    pub id: FeedbackId,
    /// The report.
    pub report: ReportId,
    /// What.
    pub kind: FeedbackKind,
    /// Tells it from others of its kind: the same is told once.
    pub object: String,
    /// The action that it is about.
    pub action: Option<ActionId>,
    /// When it happened.
    pub at: Timestamp,
    /// How far it has come.
    pub state: FeedbackState,
    /// Why it was kept back.
    pub refusal: Option<Refusal>,
    /// The approved words, in Swedish and English.
    pub texts: Option<[String; 2]>,
}

/// What there is to tell of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was decided on.
    Decided,
    /// It was followed up.
    Result(Implementation, Effect),
    /// It was given up.
    Cancelled,
}

impl Outcome {
    /// The kind of what is told.
    pub fn kind(self) -> FeedbackKind {
        match self {
            Outcome::Decided => FeedbackKind::Action,
            Outcome::Result(_, _) | Outcome::Cancelled => FeedbackKind::Result,
        }
    }

    /// Tells it from others of its kind.
    pub fn object(self, action: ActionId) -> String {
        match self {
            Outcome::Decided => action.to_string(),
            Outcome::Result(implementation, effect) => format!("{action} {} {}", implementation.key(), effect.key()),
            Outcome::Cancelled => format!("{action} cancelled"),
        }
    }

    /// What there is to tell of an action as it stands. That it was given up is told only to those whom `told` says have
    /// heard of it.
    pub fn of(item: &ActionItem, told: bool) -> Vec<Outcome> {
        match &item.state {
            ActionState::Proposed | ActionState::Escalated { .. } => Vec::new(),
            ActionState::Decided(_) | ActionState::Ongoing { .. } | ActionState::Done(_) => vec![Outcome::Decided],
            ActionState::FollowedUp { result, .. } | ActionState::Closed { result, .. } => {
                vec![Outcome::Decided, Outcome::Result(result.implementation, result.effect)]
            }
            ActionState::Cancelled { .. } if told => vec![Outcome::Cancelled],
            ActionState::Cancelled { .. } => Vec::new(),
        }
    }
}
