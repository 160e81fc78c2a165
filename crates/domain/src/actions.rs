//! Actions (*insatser*): what the collaboration does about what the picture shows (dossier §2.9).

mod effect;
mod measured;
mod occasion;
mod state;

pub use effect::{BeforeAfter, Comparable, FEWEST_WEEKS, MOST_WEEKS, Windows};
pub use measured::{BASELINE_WEEKS, FEWEST_BASELINE_WEEKS, FrozenBaseline, MOST_COMPARED, MeasurePlan, SELECTION_WEEKS, WAITS};
pub use occasion::Occasion;
pub use state::{ActionState, ActionStep, Carried, Decision, Forum, NotNow, Refused, StateKind, StepKind};

use crate::categories::Category;
use crate::districts::{DistrictCode, Point};
use crate::ids::{AccountId, ActionId, OrganisationId, ReportId};
use crate::keyed::keyed;
use crate::organisations::OrganisationKind;
use crate::week::Week;
use jiff::Timestamp;
use jiff::civil::Date;

keyed! {
    /// What sort of action it is.
    ActionKind {
        /// *Närvaro*.
        Presence "presence",
        /// *Fysisk miljö*.
        PhysicalEnvironment "physical-environment",
        /// *Information och dialog*.
        Information "information",
        /// *Kontroll och tillsyn*.
        Inspection "inspection",
        /// *Social insats*.
        Social "social",
        /// *Teknik och kamera*.
        Technology "technology",
        /// *Bevakning*.
        Guarding "guarding",
        /// Anything else.
        Other "other",
    }
}

keyed! {
    /// What the action works on.
    Basis {
        /// The situation: place, light, opportunity.
        Situational "situational",
        /// Causes in people's lives.
        Social "social",
        /// Those exposed to crime.
        Victims "victims",
    }
}

keyed! {
    /// How far an action was carried out.
    Implementation {
        /// As decided.
        Full "full",
        /// In part.
        Partly "partly",
        /// Not at all.
        Not "not",
    }
}

keyed! {
    /// Whether it had the expected effect, as those who followed it up judge.
    Effect {
        /// Yes.
        Yes "yes",
        /// In part.
        Partly "partly",
        /// No.
        No "no",
        /// Too early to say.
        TooEarly "too-early",
    }
}

keyed! {
    /// To which group a matter is lifted (dossier §3.2).
    Level {
        /// G3, *ledningsgrupp och samordningsgrupp*.
        Management "management",
        /// G2, *styrgrupp*.
        Steering "steering",
        /// G1, *politisk styrgrupp*.
        Political "political",
    }
}

/// An organisation as a record refers to it: by id, with the name at the time for display.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Organisation {
    /// Identity.
    pub id: OrganisationId,
    /// Kind.
    pub kind: OrganisationKind,
    /// Name when it was written.
    pub name: String,
}

/// A person by function: account and title, never a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Account in the directory.
    pub account: AccountId,
    /// Title as it was when it was written.
    pub title: String,
}

/// Where an action takes place. Place-bound when any of it is said.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Where {
    /// District.
    pub district: Option<DistrictCode>,
    /// Named place, without house number.
    pub place: Option<String>,
    /// Position.
    pub point: Option<Point>,
}

/// What an action says: everything that can be written and rewritten.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionPlan {
    /// Title. Class B: no tactics.
    pub title: String,
    /// What is to be done. Class C: may hold tactics.
    pub description: Option<String>,
    /// Sort.
    pub kind: ActionKind,
    /// What it works on.
    pub basis: Basis,
    /// Category of incidents that it is to affect; `None` for all.
    pub category: Option<Category>,
    /// Where.
    pub place: Where,
    /// Who answers for it.
    pub owner: Organisation,
    /// Who does it there.
    pub person: Option<Function>,
    /// Names of organisations that take part.
    pub partners: Vec<String>,
    /// First day.
    pub start: Option<Date>,
    /// Done by this day at the latest.
    pub due: Option<Date>,
    /// Cost in whole kronor.
    pub cost: Option<u64>,
    /// What is expected to change. Class C.
    pub expected: Option<String>,
    /// How it will be seen whether it did.
    pub measure: Option<String>,
    /// Reports behind it.
    pub reports: Vec<ReportId>,
    /// Weeks whose picture it answers.
    pub weeks: Vec<Week>,
    /// Hot spot of the picture that it answers, by the place's name.
    pub hotspot: Option<String>,
}

/// What came of an action.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionResult {
    /// How far it was carried out.
    pub implementation: Implementation,
    /// Whether it had effect.
    pub effect: Effect,
    /// In words. Class C.
    pub text: String,
    /// Counts before and after, frozen when it was closed; `None` before that, or when there is nothing to compare.
    pub before_after: Option<BeforeAfter>,
}

/// An action as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionItem {
    /// Identity.
    pub id: ActionId,
    /// 1 for the first; one more for every change. Sent back with a change, so that two who act at once do not overwrite
    /// each other.
    pub version: u32,
    /// When the version was made.
    pub at: Timestamp,
    /// When it was proposed.
    pub proposed_at: Timestamp,
    /// Account that proposed it; `None` for the command line.
    pub proposed_by: Option<AccountId>,
    /// Title of the one who proposed it.
    pub proposed_by_title: String,
    /// What it says.
    pub plan: ActionPlan,
    /// Where it stands.
    pub state: ActionState,
    /// Whether the text for authorities was left out for this reader.
    pub text_hidden: bool,
}

/// How an action stands against its due day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timeliness {
    /// The day has passed.
    Overdue {
        /// Days since.
        days: i32,
    },
    /// Due today or in the six days after.
    DueSoon,
    /// Later, without a day, or no longer waited for.
    InTime,
}

impl Where {
    /// Whether the action is at a place that a before and after can be counted for.
    pub fn is_bound(&self) -> bool {
        self.district.is_some() || self.place.is_some() || self.point.is_some()
    }
}

impl ActionItem {
    /// How it stands against its due day. Done, cancelled and closed actions are no longer waited for.
    pub fn timeliness(&self, today: Date) -> Timeliness {
        let waited = match self.state {
            ActionState::Proposed | ActionState::Decided(_) | ActionState::Ongoing { .. } | ActionState::Escalated { .. } => true,
            ActionState::Done(_) | ActionState::FollowedUp { .. } | ActionState::Closed { .. } | ActionState::Cancelled { .. } => false,
        };
        let Some(due) = self.plan.due.filter(|_| waited) else { return Timeliness::InTime };
        match (today - due).get_days() {
            days if days > 0 => Timeliness::Overdue { days },
            -6..=0 => Timeliness::DueSoon,
            _ => Timeliness::InTime,
        }
    }

    /// Whether someone still has something to do with it.
    pub fn is_open(&self) -> bool {
        match self.state {
            ActionState::Proposed
            | ActionState::Decided(_)
            | ActionState::Ongoing { .. }
            | ActionState::Done(_)
            | ActionState::FollowedUp { .. }
            | ActionState::Escalated { .. } => true,
            ActionState::Closed { .. } | ActionState::Cancelled { .. } => false,
        }
    }

    /// Whether the organisation, or the account, is the one that answers for it.
    pub fn is_of(&self, organisation: Option<OrganisationId>, account: Option<AccountId>) -> bool {
        let person = self.plan.person.as_ref().map(|p| p.account);
        organisation == Some(self.plan.owner.id) || (account.is_some() && account == person)
    }

    /// Whether someone may read the text whatever the organisation's ceiling: whose action it is, and who proposed it for as
    /// long as nobody has decided.
    pub fn is_open_to(&self, organisation: Option<OrganisationId>, account: Option<AccountId>) -> bool {
        let proposer = account.is_some() && account == self.proposed_by && self.state == ActionState::Proposed;
        proposer || self.is_of(organisation, account)
    }

    /// The same without what is meant for authorities: for readers whose ceiling is class B.
    #[must_use]
    pub fn without_text(mut self) -> Self {
        let result = self.state.result().is_some() || self.state.reason().is_some();
        self.text_hidden = result || self.plan.description.is_some() || self.plan.expected.is_some();
        self.plan.description = None;
        self.plan.expected = None;
        self.state = self.state.without_text();
        self
    }
}

/// A line that someone wrote on an action while it went on. Class C.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionNote {
    /// When.
    pub at: Timestamp,
    /// By whom: title.
    pub by: String,
    /// What.
    pub text: String,
}

/// One change in an action's history.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionChange {
    /// Version that it made.
    pub version: u32,
    /// When.
    pub at: Timestamp,
    /// By whom: title.
    pub by: String,
    /// The step; `None` when what it says was rewritten.
    pub step: Option<StepKind>,
    /// Where it stood after.
    pub state: ActionState,
}

#[cfg(test)]
mod tests;
