//! Membership: an account acting for an organisation in a tenant, with roles, for a time.
//!
//! Only [`MembershipState::Active`] lets anyone do anything; every other state means no, at once and
//! everywhere: open sessions and queued work ask again each time (trust.md T-03).

use crate::failure::Failure;
use crate::organisations::{Class, OrganisationKind};
use crate::policy::{self, Action, Role};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// An invitation's link works so long.
pub const INVITATION_LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A link to choose a new password works so long (trust.md D9).
pub const RESET_LASTS: SignedDuration = SignedDuration::from_hours(1);

/// An account that nobody has signed in to for so long is dormant (trust.md D10).
pub const DORMANT_AFTER: SignedDuration = SignedDuration::from_hours(90 * 24);

/// A reporter's course counts for so many months.
pub const TRAINING_MONTHS: i32 = 24;

/// So many days before a course expires, its reporter is reminded.
pub const TRAINING_REMINDER_DAYS: i32 = 30;

/// Who ended something, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: Timestamp,
    /// Title of who did it.
    pub by: String,
    /// Why, in that person's words.
    pub reason: String,
}

/// Where a membership stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MembershipState {
    /// Asked to join, has not yet accepted.
    Invited {
        /// When the last invitation was made.
        at: Timestamp,
    },
    /// Acts.
    Active,
    /// Stopped for a time.
    Suspended(Ended),
    /// Its last day has passed.
    Expired {
        /// When it ended.
        at: Timestamp,
    },
    /// Taken away for good; a new invitation is a new start.
    Removed(Ended),
}

/// What an administrator can do to a membership's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MembershipStep {
    /// Invite, or invite again.
    Invite,
    /// Stop for a time.
    Suspend,
    /// Let a suspended member act again.
    Resume,
    /// Take away for good; withdraw an invitation.
    Remove,
}

impl MembershipStep {
    /// Every step.
    pub const ALL: &'static [MembershipStep] =
        &[MembershipStep::Invite, MembershipStep::Suspend, MembershipStep::Resume, MembershipStep::Remove];

    /// Stable key: forms, audit, message ids.
    pub fn key(self) -> &'static str {
        match self {
            MembershipStep::Invite => "invite",
            MembershipStep::Suspend => "suspend",
            MembershipStep::Resume => "resume",
            MembershipStep::Remove => "remove",
        }
    }

    /// The step of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.key() == key)
    }
}

impl MembershipState {
    /// Stable key: storage, message ids.
    pub fn key(&self) -> &'static str {
        match self {
            MembershipState::Invited { .. } => "invited",
            MembershipState::Active => "active",
            MembershipState::Suspended(_) => "suspended",
            MembershipState::Expired { .. } => "expired",
            MembershipState::Removed(_) => "removed",
        }
    }

    /// Whether it lets its person do anything at all.
    pub fn acts(&self) -> bool {
        match self {
            MembershipState::Active => true,
            MembershipState::Invited { .. }
            | MembershipState::Suspended(_)
            | MembershipState::Expired { .. }
            | MembershipState::Removed(_) => false,
        }
    }

    /// The same at an instant: what was to last until `valid_to` has expired after it.
    #[must_use]
    pub fn at(self, now: Timestamp, valid_to: Option<Timestamp>) -> Self {
        match (self, valid_to) {
            (MembershipState::Active | MembershipState::Invited { .. }, Some(end)) if end <= now => MembershipState::Expired { at: end },
            (state, _) => state,
        }
    }

    /// The steps that can be taken from here.
    pub fn possible(&self) -> &'static [MembershipStep] {
        match self {
            MembershipState::Invited { .. } => &[MembershipStep::Invite, MembershipStep::Remove],
            MembershipState::Active => &[MembershipStep::Suspend, MembershipStep::Remove],
            MembershipState::Suspended(_) => &[MembershipStep::Resume, MembershipStep::Remove],
            MembershipState::Expired { .. } => &[MembershipStep::Remove],
            MembershipState::Removed(_) => &[MembershipStep::Invite],
        }
    }

    /// The state after a step.
    ///
    /// # Errors
    /// [`Failure::Conflict`] when the step cannot be taken from here.
    pub fn take(&self, step: MembershipStep, ended: Ended) -> Result<MembershipState, Failure> {
        if !self.possible().contains(&step) {
            return Err(Failure::Conflict("failure-membership-step"));
        }
        Ok(match step {
            MembershipStep::Invite => MembershipState::Invited { at: ended.at },
            MembershipStep::Suspend => MembershipState::Suspended(ended),
            MembershipStep::Resume => MembershipState::Active,
            MembershipStep::Remove => MembershipState::Removed(ended),
        })
    }
}

/// Whether a tenant asks for a second factor at sign-in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecondFactorRule {
    /// Everyone may have one.
    #[default]
    Offered,
    /// Whoever reaches class C must have one.
    Required,
}

impl SecondFactorRule {
    /// Every rule.
    pub const ALL: &'static [SecondFactorRule] = &[SecondFactorRule::Offered, SecondFactorRule::Required];

    /// Stable key: storage, forms, message ids.
    pub fn key(self) -> &'static str {
        match self {
            SecondFactorRule::Offered => "offered",
            SecondFactorRule::Required => "required",
        }
    }

    /// The rule of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|r| r.key() == key)
    }

    /// Whether it asks someone with these roles in an organisation of this kind for a second factor.
    pub fn asks(self, roles: &[Role], organisation: OrganisationKind) -> bool {
        match self {
            SecondFactorRule::Offered => false,
            SecondFactorRule::Required => reaches_class_c(roles, organisation),
        }
    }
}

/// Whether these roles in an organisation of this kind open anything of class C.
pub fn reaches_class_c(roles: &[Role], organisation: OrganisationKind) -> bool {
    Action::ALL.iter().any(|action| action.class() >= Class::C && policy::allows(roles, organisation, *action))
}

/// How a reporter's course stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Training {
    /// Never taken.
    Missing,
    /// Counts until this day.
    Valid(Date),
    /// Counted until this day.
    Expired(Date),
}

impl Training {
    /// From the stored last day.
    pub fn on(today: Date, expires: Option<Date>) -> Self {
        match expires {
            None => Training::Missing,
            Some(day) if day < today => Training::Expired(day),
            Some(day) => Training::Valid(day),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn ended() -> Ended {
        Ended { at: Timestamp::UNIX_EPOCH, by: "Administratör".to_owned(), reason: "slutat".to_owned() }
    }

    fn states() -> Vec<MembershipState> {
        let at = Timestamp::UNIX_EPOCH;
        vec![
            MembershipState::Invited { at },
            MembershipState::Active,
            MembershipState::Suspended(ended()),
            MembershipState::Expired { at },
            MembershipState::Removed(ended()),
        ]
    }

    #[test]
    fn only_possible_steps_can_be_taken_and_none_makes_an_invited_member_act() {
        for state in states() {
            for step in MembershipStep::ALL {
                let after = state.take(*step, ended());
                assert_eq!(after.is_ok(), state.possible().contains(step), "{state:?} {step:?}");
                let woken = after.is_ok_and(|after| after.acts());
                assert_eq!(woken, matches!(state, MembershipState::Suspended(_)) && *step == MembershipStep::Resume, "{state:?} {step:?}");
            }
        }
    }

    #[test]
    fn the_last_day_ends_what_would_act_or_be_accepted_and_nothing_else() {
        let end = Timestamp::UNIX_EPOCH;
        for state in states() {
            let after = state.clone().at(end, Some(end));
            assert!(!after.acts());
            let ends = matches!(state, MembershipState::Active | MembershipState::Invited { .. } | MembershipState::Expired { .. });
            assert_eq!(matches!(after, MembershipState::Expired { .. }), ends, "{state:?}");
            assert_eq!(state.clone().at(end, None), state);
        }
        assert!(MembershipState::Active.at(end - SignedDuration::from_secs(1), Some(end)).acts());
    }

    #[test]
    fn a_second_factor_is_asked_of_those_who_reach_class_c_alone() {
        let rule = SecondFactorRule::Required;
        assert!(rule.asks(&[Role::Coordinator], OrganisationKind::Administration));
        assert!(rule.asks(&[Role::PoliceOfficer], OrganisationKind::Police));
        assert!(!rule.asks(&[Role::Coordinator], OrganisationKind::Guards));
        assert!(!SecondFactorRule::Offered.asks(&[Role::Coordinator], OrganisationKind::Administration));
    }
}
