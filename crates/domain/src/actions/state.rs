//! States of an action: proposed → decided → ongoing → done → followed up → closed; cancelled and
//! escalated with reasons (dossier §2.9, guard G-3).

use super::{ActionResult, BeforeAfter, Comparable, Implementation, Level};
use crate::keyed::keyed;
use crate::week::Week;
use jiff::Timestamp;
use jiff::civil::Date;
use std::fmt;

/// Where a decision was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forum {
    /// In the EST meeting of this week.
    Meeting(Week),
    /// Between meetings.
    Direct,
}

/// A decision that an action is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// When.
    pub at: Timestamp,
    /// By whom: title.
    pub by: String,
    /// Where.
    pub forum: Forum,
}

/// That an action was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The decision behind it.
    pub decision: Decision,
    /// First day.
    pub since: Date,
    /// Last day.
    pub until: Date,
}

/// Where an action stands.
#[derive(Clone, Debug, PartialEq)]
pub enum ActionState {
    /// Someone thinks that it should be done.
    Proposed,
    /// It is to be done.
    Decided(Decision),
    /// It is being done.
    Ongoing {
        /// The decision behind it.
        decision: Decision,
        /// First day.
        since: Date,
    },
    /// It has been done.
    Done(Carried),
    /// What came of it has been written.
    FollowedUp {
        /// When and by what decision it was done.
        carried: Carried,
        /// What came of it.
        result: ActionResult,
    },
    /// Nothing more is to be done.
    Closed {
        /// When and by what decision it was done.
        carried: Carried,
        /// What came of it.
        result: ActionResult,
    },
    /// It will not be done, or not be finished.
    Cancelled {
        /// Why. Class C.
        reason: String,
    },
    /// A group above has to decide.
    Escalated {
        /// Which group.
        to: Level,
        /// Why. Class C.
        reason: String,
    },
}

keyed! {
    /// A state without its facts, in the order of an action's life.
    StateKind {
        /// *Föreslagen*.
        Proposed "proposed",
        /// *Eskalerad*.
        Escalated "escalated",
        /// *Beslutad*.
        Decided "decided",
        /// *Pågående*.
        Ongoing "ongoing",
        /// *Genomförd*.
        Done "done",
        /// *Uppföljd*.
        FollowedUp "followed-up",
        /// *Avslutad*.
        Closed "closed",
        /// *Avbruten*.
        Cancelled "cancelled",
    }
}

keyed! {
    /// A step in an action's life.
    StepKind {
        /// Decide that it is to be done.
        Decide "decide",
        /// Begin.
        Begin "begin",
        /// Finish.
        Finish "finish",
        /// Write what came of it.
        FollowUp "follow-up",
        /// Close.
        Close "close",
        /// Lift it to a group above.
        Escalate "escalate",
        /// Give it up.
        Cancel "cancel",
    }
}

/// A step with what it needs.
#[derive(Clone, Debug, PartialEq)]
pub enum ActionStep {
    /// Decide that it is to be done.
    Decide(Forum),
    /// Begin on a day.
    Begin(Date),
    /// Finish on a day.
    Finish(Date),
    /// Write what came of it.
    FollowUp(ActionResult),
    /// Close, with the counts before and after when there are any.
    Close(Option<BeforeAfter>),
    /// Lift it to a group above.
    Escalate(Level, String),
    /// Give it up.
    Cancel(String),
}

impl ActionStep {
    /// Which step it is.
    pub fn kind(&self) -> StepKind {
        match self {
            ActionStep::Decide(_) => StepKind::Decide,
            ActionStep::Begin(_) => StepKind::Begin,
            ActionStep::Finish(_) => StepKind::Finish,
            ActionStep::FollowUp(_) => StepKind::FollowUp,
            ActionStep::Close(_) => StepKind::Close,
            ActionStep::Escalate(_, _) => StepKind::Escalate,
            ActionStep::Cancel(_) => StepKind::Cancel,
        }
    }
}

/// The step does not follow from where the action stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotNow {
    /// The refused step.
    pub step: StepKind,
    /// Steps that are possible.
    pub possible: Vec<StepKind>,
}

impl fmt::Display for NotNow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "step {} does not follow; possible now:", self.step.key())?;
        self.possible.iter().try_for_each(|s| write!(f, " {}", s.key()))
    }
}

impl std::error::Error for NotNow {}

/// Why a step was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It does not follow.
    NotNow(NotNow),
    /// It would end before it began, or begin after today.
    Days,
    /// The before and after of a place-bound action can be counted from this week on (G-3).
    TooEarly(Week),
}

impl ActionState {
    /// Which state it is, without its facts.
    pub fn kind(&self) -> StateKind {
        match self {
            ActionState::Proposed => StateKind::Proposed,
            ActionState::Decided(_) => StateKind::Decided,
            ActionState::Ongoing { .. } => StateKind::Ongoing,
            ActionState::Done(_) => StateKind::Done,
            ActionState::FollowedUp { .. } => StateKind::FollowedUp,
            ActionState::Closed { .. } => StateKind::Closed,
            ActionState::Cancelled { .. } => StateKind::Cancelled,
            ActionState::Escalated { .. } => StateKind::Escalated,
        }
    }

    /// Stable key: storage, addresses, message ids.
    pub fn key(&self) -> &'static str {
        self.kind().key()
    }

    /// Steps that may follow, the way forward first.
    pub fn possible(&self) -> &'static [StepKind] {
        match self {
            ActionState::Proposed => &[StepKind::Decide, StepKind::Escalate, StepKind::Cancel],
            ActionState::Decided(_) => &[StepKind::Begin, StepKind::Escalate, StepKind::Cancel],
            ActionState::Ongoing { .. } => &[StepKind::Finish, StepKind::Escalate, StepKind::Cancel],
            ActionState::Done(_) => &[StepKind::FollowUp],
            ActionState::FollowedUp { .. } => &[StepKind::Close, StepKind::FollowUp],
            ActionState::Escalated { .. } => &[StepKind::Decide, StepKind::Cancel],
            ActionState::Closed { .. } | ActionState::Cancelled { .. } => &[],
        }
    }

    /// The state after a step.
    ///
    /// `by` and `now` say who takes it and when, `today` is the local date of `now`. Closing asks `comparable`: an action at
    /// a place that was carried out is compared with the weeks before, as soon as that can be counted.
    pub fn after(&self, step: ActionStep, by: &str, now: Timestamp, today: Date, comparable: Comparable) -> Result<ActionState, Refused> {
        let kind = step.kind();
        let not_now = || Refused::NotNow(NotNow { step: kind, possible: self.possible().to_vec() });
        if !self.possible().contains(&kind) {
            return Err(not_now());
        }
        Ok(match (step, self) {
            (ActionStep::Decide(forum), _) => ActionState::Decided(Decision { at: now, by: by.to_owned(), forum }),
            (ActionStep::Begin(since), ActionState::Decided(decision)) if since <= today => {
                ActionState::Ongoing { decision: decision.clone(), since }
            }
            (ActionStep::Begin(_), ActionState::Decided(_)) => return Err(Refused::Days),
            (ActionStep::Finish(until), ActionState::Ongoing { decision, since }) if *since <= until && until <= today => {
                ActionState::Done(Carried { decision: decision.clone(), since: *since, until })
            }
            (ActionStep::Finish(_), ActionState::Ongoing { .. }) => return Err(Refused::Days),
            (ActionStep::FollowUp(result), ActionState::Done(carried) | ActionState::FollowedUp { carried, .. }) => {
                ActionState::FollowedUp { carried: carried.clone(), result }
            }
            (ActionStep::Close(before_after), ActionState::FollowedUp { carried, result }) => {
                let before_after = compared(result.implementation, comparable, before_after)?;
                ActionState::Closed { carried: carried.clone(), result: ActionResult { before_after, ..result.clone() } }
            }
            (ActionStep::Escalate(to, reason), _) => ActionState::Escalated { to, reason },
            (ActionStep::Cancel(reason), _) => ActionState::Cancelled { reason },
            (ActionStep::Begin(_) | ActionStep::Finish(_) | ActionStep::FollowUp(_) | ActionStep::Close(_), _) => return Err(not_now()),
        })
    }

    /// What came of it, once that is written.
    pub fn result(&self) -> Option<&ActionResult> {
        match self {
            ActionState::FollowedUp { result, .. } | ActionState::Closed { result, .. } => Some(result),
            ActionState::Proposed
            | ActionState::Decided(_)
            | ActionState::Ongoing { .. }
            | ActionState::Done(_)
            | ActionState::Cancelled { .. }
            | ActionState::Escalated { .. } => None,
        }
    }

    /// The decision behind it.
    pub fn decision(&self) -> Option<&Decision> {
        match self {
            ActionState::Decided(decision) | ActionState::Ongoing { decision, .. } => Some(decision),
            ActionState::Done(carried) | ActionState::FollowedUp { carried, .. } | ActionState::Closed { carried, .. } => {
                Some(&carried.decision)
            }
            ActionState::Proposed | ActionState::Cancelled { .. } | ActionState::Escalated { .. } => None,
        }
    }

    /// First and last day of the doing; the last is missing while it goes on.
    pub fn days(&self) -> Option<(Date, Option<Date>)> {
        match self {
            ActionState::Ongoing { since, .. } => Some((*since, None)),
            ActionState::Done(carried) | ActionState::FollowedUp { carried, .. } | ActionState::Closed { carried, .. } => {
                Some((carried.since, Some(carried.until)))
            }
            ActionState::Proposed | ActionState::Decided(_) | ActionState::Cancelled { .. } | ActionState::Escalated { .. } => None,
        }
    }

    /// Why it was cancelled or escalated.
    pub fn reason(&self) -> Option<&str> {
        match self {
            ActionState::Cancelled { reason } | ActionState::Escalated { reason, .. } => {
                Some(reason).filter(|r| !r.is_empty()).map(String::as_str)
            }
            ActionState::Proposed
            | ActionState::Decided(_)
            | ActionState::Ongoing { .. }
            | ActionState::Done(_)
            | ActionState::FollowedUp { .. }
            | ActionState::Closed { .. } => None,
        }
    }

    /// The same without free text.
    pub(super) fn without_text(self) -> Self {
        let bare = |result: ActionResult| ActionResult { text: String::new(), ..result };
        match self {
            ActionState::FollowedUp { carried, result } => ActionState::FollowedUp { carried, result: bare(result) },
            ActionState::Closed { carried, result } => ActionState::Closed { carried, result: bare(result) },
            ActionState::Cancelled { .. } => ActionState::Cancelled { reason: String::new() },
            ActionState::Escalated { to, .. } => ActionState::Escalated { to, reason: String::new() },
            ActionState::Proposed | ActionState::Decided(_) | ActionState::Ongoing { .. } | ActionState::Done(_) => self,
        }
    }
}

/// The counts that a closed action keeps. What was never done has none.
fn compared(implementation: Implementation, comparable: Comparable, counted: Option<BeforeAfter>) -> Result<Option<BeforeAfter>, Refused> {
    match (implementation, comparable) {
        (Implementation::Not, _) | (_, Comparable::Never) => Ok(None),
        (Implementation::Full | Implementation::Partly, Comparable::From(week)) => Err(Refused::TooEarly(week)),
        (Implementation::Full | Implementation::Partly, Comparable::Now) => Ok(counted),
    }
}
