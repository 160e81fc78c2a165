//! Retention (*gallring*): what is removed when, by whose decision (dossier §9.6, trust.md L-27, L-35).
//!
//! Nothing is removed without a rule that names a decision, and nothing without the approval of two
//! different persons: a removal is proposed, approved twice, and done in batches.

use crate::failure::Failure;
use crate::ids::AccountId;
use crate::keyed::keyed;
use jiff::civil::Date;
use jiff::{Span, Timestamp};

keyed! {
    /// A kind of record that has a rule of its own.
    RecordKind {
        /// Free texts and photos of reports that were decided on; the rest of the report stays.
        ReportTexts "report-texts",
        /// Reports that were rejected or taken back, whole.
        RejectedReports "rejected-reports",
        /// Reports that were accepted or merged, whole. What they counted stays counted, without place and point.
        Reports "reports",
        /// Place and point of imported rows. The rows stay counted.
        ImportedRows "imported-rows",
        /// Refused rows in the reports of imports, and the files' names.
        ImportReports "import-reports",
        /// Free texts and notes of actions that have ended; the action stays.
        ActionTexts "action-texts",
        /// What was written at a week's meeting; that it was held stays.
        MeetingNotes "meeting-notes",
        /// Who said that a week was quiet. That the organisation said so stays.
        QuietWeeks "quiet-weeks",
        /// To whom which letter was written about what.
        Letters "letters",
        /// Memberships that have ended, and accounts that are left without one.
        Accounts "accounts",
    }
}

impl RecordKind {
    /// Months proposed for a rule, until the authority's own decision says otherwise (dossier §9.6).
    pub fn proposed_months(self) -> u32 {
        match self {
            RecordKind::ReportTexts => 3,
            RecordKind::ImportedRows | RecordKind::ImportReports => 5,
            RecordKind::RejectedReports | RecordKind::Letters | RecordKind::Accounts => 6,
            RecordKind::Reports | RecordKind::ActionTexts | RecordKind::QuietWeeks => 24,
            RecordKind::MeetingNotes => 60,
        }
    }
}

/// Fewest and most months of a rule.
pub const MONTHS: std::ops::RangeInclusive<u32> = 1..=1200;

/// Longest reference to a decision.
pub const LONGEST_REFERENCE: usize = 40;

/// A rule: so long after its day, a record of the kind goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionRule {
    /// Of what.
    pub kind: RecordKind,
    /// How long it is kept.
    pub months: u32,
    /// Diary number of the decision.
    pub decision: String,
    /// Day of the decision.
    pub decided_on: Date,
}

impl RetentionRule {
    /// Records before this day go.
    pub fn cutoff(&self, today: Date) -> Date {
        today.saturating_sub(Span::new().months(i64::from(self.months.min(*MONTHS.end()))))
    }
}

/// Whether a text can be a diary number: letters, digits and what stands between them, with a digit in it.
pub fn is_reference(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || " -/:.§()".contains(c);
    (3..=LONGEST_REFERENCE).contains(&text.chars().count()) && text.chars().all(fits) && text.chars().any(|c| c.is_ascii_digit())
}

keyed! {
    /// How far a removal has come.
    RunState {
        /// Proposed; waits for approvals.
        Proposed "proposed",
        /// Approved by two; the work is queued.
        Approved "approved",
        /// Done.
        Done "done",
        /// Stopped by a person, or because an approval or a rule no longer holds.
        Stopped "stopped",
    }
}

/// One kind within a removal, as it stood when it was proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunItem {
    /// By this rule.
    pub rule: RetentionRule,
    /// Records before this day.
    pub cutoff: Date,
    /// How many there were.
    pub count: u64,
}

/// Someone's approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Whose.
    pub account: AccountId,
    /// Title then.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Approvals that a removal needs, each by another person.
pub const APPROVALS: usize = 2;

/// The state after one more approval.
///
/// # Errors
/// [`Failure::Conflict`] when the removal does not wait for approval, or has this person's.
pub fn approve(state: RunState, approvals: &[Approval], by: AccountId) -> Result<RunState, Failure> {
    match state {
        RunState::Proposed => {}
        RunState::Approved | RunState::Done | RunState::Stopped => return Err(Failure::Conflict("failure-retention-not-open")),
    }
    if approvals.iter().any(|approval| approval.account == by) {
        return Err(Failure::Conflict("failure-retention-twice"));
    }
    Ok(if approvals.len() + 1 >= APPROVALS { RunState::Approved } else { RunState::Proposed })
}

/// Whether a removal can be stopped: until it is done.
pub fn can_stop(state: RunState) -> bool {
    match state {
        RunState::Proposed | RunState::Approved => true,
        RunState::Done | RunState::Stopped => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn approval(n: u8) -> Approval {
        Approval { account: AccountId([n; 16]), by: "Registrator".to_owned(), at: Timestamp::UNIX_EPOCH }
    }

    #[test]
    fn two_different_persons_approve_and_nobody_after_them() {
        assert_eq!(approve(RunState::Proposed, &[], AccountId([1; 16])).unwrap(), RunState::Proposed);
        assert_eq!(approve(RunState::Proposed, &[approval(1)], AccountId([2; 16])).unwrap(), RunState::Approved);
        assert!(matches!(
            approve(RunState::Proposed, &[approval(1)], AccountId([1; 16])),
            Err(Failure::Conflict("failure-retention-twice"))
        ));
        for state in [RunState::Approved, RunState::Done, RunState::Stopped] {
            assert!(approve(state, &[], AccountId([3; 16])).is_err(), "{state:?}");
        }
    }

    #[test]
    fn a_rule_counts_months_back_from_today() {
        let rule = |months| RetentionRule {
            kind: RecordKind::ReportTexts,
            months,
            decision: "KS 2026-12".to_owned(),
            decided_on: "2026-01-01".parse().unwrap(),
        };
        let today = "2027-03-31".parse().unwrap();
        assert_eq!(rule(1).cutoff(today).to_string(), "2027-02-28");
        assert_eq!(rule(24).cutoff(today).to_string(), "2025-03-31");
        assert!(is_reference("KS 2026/114 §12") && is_reference("2026-114"));
        assert!(!is_reference("beslut") && !is_reference("1") && !is_reference("<b>1</b>") && !is_reference("a@b.se 1"));
    }
}
