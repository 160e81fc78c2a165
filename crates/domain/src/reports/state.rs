//! States of a report: sent → reviewed, or returned, rejected or merged (dossier §11.3).

use crate::ids::IncidentId;
use crate::keyed::keyed;
use jiff::Timestamp;
use std::fmt;

keyed! {
    /// Why a report does not belong in the picture.
    Wrong {
        /// It is about a person.
        PersonalData "personal-data",
        /// Not a matter for EST.
        NotEst "not-est",
        /// Something that had to be handled at once, by another way.
        Urgent "urgent",
        /// Too little to use.
        TooVague "too-vague",
    }
}

/// A report sent back to be completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// When.
    pub at: Timestamp,
    /// By whom: a function title.
    pub by: String,
    /// What is asked for; the reporter reads it.
    pub question: String,
}

/// How far a report has come. Each state carries its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportState {
    /// Waits for review.
    Submitted,
    /// Reviewed and counted: it is an incident of the picture.
    Accepted {
        /// When.
        at: Timestamp,
        /// By whom: a function title.
        by: String,
        /// The incident that it became; `None` for something planned, which is never counted.
        incident: Option<IncidentId>,
    },
    /// With the reporter again.
    Returned(Returned),
    /// Not used.
    Rejected {
        /// When.
        at: Timestamp,
        /// By whom: a function title.
        by: String,
        /// Why.
        wrong: Wrong,
        /// More to the reporter, if any.
        note: Option<String>,
    },
    /// The same thing as something already counted.
    Merged {
        /// When.
        at: Timestamp,
        /// By whom: a function title.
        by: String,
        /// The incident that counts for both.
        into: IncidentId,
    },
    /// Taken back by the reporter before anyone had reviewed it.
    Withdrawn {
        /// When.
        at: Timestamp,
    },
}

/// What a reviewer decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Count it.
    Accept,
    /// Ask the reporter.
    Return {
        /// What is asked for.
        question: String,
    },
    /// Do not use it.
    Reject {
        /// Why.
        wrong: Wrong,
        /// More to the reporter.
        note: Option<String>,
    },
    /// It is the same thing as an incident already counted.
    Merge {
        /// That incident.
        into: IncidentId,
    },
    /// Take an earlier decision back.
    Reopen,
}

impl Decision {
    /// Stable key: forms, audit.
    pub fn key(&self) -> &'static str {
        match self {
            Decision::Accept => "accept",
            Decision::Return { .. } => "return",
            Decision::Reject { .. } => "reject",
            Decision::Merge { .. } => "merge",
            Decision::Reopen => "reopen",
        }
    }
}

/// The report is not in a state that allows this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotNow;

impl fmt::Display for NotNow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the report's state does not allow this")
    }
}

impl std::error::Error for NotNow {}

impl ReportState {
    /// Stable key: storage, message ids.
    pub fn key(&self) -> &'static str {
        match self {
            ReportState::Submitted => "submitted",
            ReportState::Accepted { .. } => "accepted",
            ReportState::Returned(_) => "returned",
            ReportState::Rejected { .. } => "rejected",
            ReportState::Merged { .. } => "merged",
            ReportState::Withdrawn { .. } => "withdrawn",
        }
    }

    /// Whether the reporter may change the content.
    pub fn is_with_reporter(&self) -> bool {
        match self {
            ReportState::Submitted | ReportState::Returned(_) => true,
            ReportState::Accepted { .. } | ReportState::Rejected { .. } | ReportState::Merged { .. } | ReportState::Withdrawn { .. } => {
                false
            }
        }
    }

    /// The incident that counts for the report.
    pub fn incident(&self) -> Option<IncidentId> {
        match self {
            ReportState::Accepted { incident, .. } => *incident,
            ReportState::Merged { into, .. } => Some(*into),
            ReportState::Submitted | ReportState::Returned(_) | ReportState::Rejected { .. } | ReportState::Withdrawn { .. } => None,
        }
    }

    /// When the first answer a reporter can see was given.
    pub fn answered(&self) -> Option<Timestamp> {
        match self {
            ReportState::Accepted { at, .. } | ReportState::Rejected { at, .. } | ReportState::Merged { at, .. } => Some(*at),
            ReportState::Returned(returned) => Some(returned.at),
            ReportState::Submitted | ReportState::Withdrawn { .. } => None,
        }
    }

    /// The state after a decision. `incident` is the row that an accepted report becomes.
    ///
    /// # Errors
    /// [`NotNow`] unless the report waits for review, or for a reopening has been decided on.
    pub fn decided(&self, decision: &Decision, by: &str, incident: Option<IncidentId>, at: Timestamp) -> Result<ReportState, NotNow> {
        let by = || by.to_owned();
        match (self, decision) {
            (ReportState::Submitted, Decision::Accept) => Ok(ReportState::Accepted { at, by: by(), incident }),
            (ReportState::Submitted, Decision::Return { question }) => {
                Ok(ReportState::Returned(Returned { at, by: by(), question: question.clone() }))
            }
            (ReportState::Submitted, Decision::Reject { wrong, note }) => {
                Ok(ReportState::Rejected { at, by: by(), wrong: *wrong, note: note.clone() })
            }
            (ReportState::Submitted, Decision::Merge { into }) => Ok(ReportState::Merged { at, by: by(), into: *into }),
            (
                ReportState::Accepted { .. } | ReportState::Returned(_) | ReportState::Rejected { .. } | ReportState::Merged { .. },
                Decision::Reopen,
            ) => Ok(ReportState::Submitted),
            (ReportState::Submitted | ReportState::Withdrawn { .. }, Decision::Reopen)
            | (
                ReportState::Accepted { .. }
                | ReportState::Returned(_)
                | ReportState::Rejected { .. }
                | ReportState::Merged { .. }
                | ReportState::Withdrawn { .. },
                Decision::Accept | Decision::Return { .. } | Decision::Reject { .. } | Decision::Merge { .. },
            ) => Err(NotNow),
        }
    }

    /// The state when the reporter has sent the content again.
    ///
    /// # Errors
    /// [`NotNow`] once it is decided on.
    pub fn sent_again(&self) -> Result<ReportState, NotNow> {
        if self.is_with_reporter() { Ok(ReportState::Submitted) } else { Err(NotNow) }
    }

    /// The state when the reporter takes it back.
    ///
    /// # Errors
    /// [`NotNow`] once it is decided on.
    pub fn withdrawn(&self, at: Timestamp) -> Result<ReportState, NotNow> {
        if self.is_with_reporter() { Ok(ReportState::Withdrawn { at }) } else { Err(NotNow) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every() -> [ReportState; 6] {
        let (at, by, into) = (Timestamp::UNIX_EPOCH, "EST-samordnare".to_owned(), IncidentId([7; 16]));
        [
            ReportState::Submitted,
            ReportState::Accepted { at, by: by.clone(), incident: Some(into) },
            ReportState::Returned(Returned { at, by: by.clone(), question: "Var?".to_owned() }),
            ReportState::Rejected { at, by: by.clone(), wrong: Wrong::NotEst, note: None },
            ReportState::Merged { at, by, into },
            ReportState::Withdrawn { at },
        ]
    }

    #[test]
    fn only_what_waits_is_decided_and_only_what_is_decided_is_reopened() {
        let decisions = [
            Decision::Accept,
            Decision::Return { question: "När?".to_owned() },
            Decision::Reject { wrong: Wrong::Urgent, note: None },
            Decision::Merge { into: IncidentId([1; 16]) },
        ];
        for state in every() {
            for decision in &decisions {
                let after = state.decided(decision, "x", None, Timestamp::UNIX_EPOCH);
                assert_eq!(after.is_ok(), state == ReportState::Submitted, "{} {}", state.key(), decision.key());
            }
            let reopened = state.decided(&Decision::Reopen, "x", None, Timestamp::UNIX_EPOCH);
            let decided = !matches!(state, ReportState::Submitted | ReportState::Withdrawn { .. });
            assert_eq!(reopened.ok(), decided.then_some(ReportState::Submitted));
        }
    }

    #[test]
    fn the_reporter_changes_it_until_it_is_decided() {
        for state in every() {
            let open = matches!(state, ReportState::Submitted | ReportState::Returned(_));
            assert_eq!(state.sent_again().is_ok(), open);
            assert_eq!(state.withdrawn(Timestamp::UNIX_EPOCH).is_ok(), open);
        }
    }
}
