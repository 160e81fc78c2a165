//! States of the week's work: open → closed → draft → assessed → published (dossier §11.3).

use jiff::Timestamp;
use std::fmt;

/// Where the work with a week's picture is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureState {
    /// Reports and files come in.
    Open,
    /// The week is over; rows that come now belong to it only by their event date.
    Closed {
        /// When it was closed.
        at: Timestamp,
    },
    /// The coordinator works on the text and checks the rows.
    Draft {
        /// When the draft was made.
        at: Timestamp,
    },
    /// The meeting has judged the districts. A picture can be published without it, and then says so.
    Assessed {
        /// When the meeting was.
        at: Timestamp,
    },
    /// An immutable version exists.
    Published(Publication),
}

/// Facts of the newest published version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// 1 for the first, then one more for each correction.
    pub version: u32,
    /// When it was published.
    pub at: Timestamp,
    /// By whom, as a title or user name.
    pub by: String,
    /// Why it replaces the version before; `None` for the first.
    pub correction: Option<String>,
}

/// Which edition a picture is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edition {
    /// Computed now from what is in the store.
    Working,
    /// A frozen version.
    Version(Publication),
}

impl Edition {
    /// Short form for headers, file names and JSON: `working`, `1`, `2` …
    pub fn key(&self) -> String {
        match self {
            Edition::Working => "working".to_owned(),
            Edition::Version(p) => p.version.to_string(),
        }
    }
}

/// A step in the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Stop taking reports for the week.
    Close,
    /// Take reports again.
    Reopen,
    /// Make the draft.
    Draft,
    /// The meeting has judged the districts.
    Assess,
    /// Freeze the first version.
    Publish,
    /// Freeze a new version with a reason.
    Correct,
}

impl Step {
    /// Every step in its natural order.
    pub const ALL: &'static [Step] = &[Step::Close, Step::Reopen, Step::Draft, Step::Assess, Step::Publish, Step::Correct];

    /// Stable key: addresses, message ids, audit.
    pub fn key(self) -> &'static str {
        match self {
            Step::Close => "close",
            Step::Reopen => "reopen",
            Step::Draft => "draft",
            Step::Assess => "assess",
            Step::Publish => "publish",
            Step::Correct => "correct",
        }
    }

    /// Whether the week must be over first: a picture of half a week is not the week's.
    pub fn needs_whole_week(self) -> bool {
        match self {
            Step::Close | Step::Draft | Step::Assess | Step::Publish => true,
            Step::Reopen | Step::Correct => false,
        }
    }

    /// The step of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Step::ALL.iter().copied().find(|s| s.key() == key)
    }
}

/// The step does not follow from the state the picture is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAllowedNow {
    /// The refused step.
    pub step: Step,
    /// Steps that are possible.
    pub possible: Vec<Step>,
}

impl fmt::Display for NotAllowedNow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "step {} does not follow; possible now:", self.step.key())?;
        self.possible.iter().try_for_each(|s| write!(f, " {}", s.key()))
    }
}

impl std::error::Error for NotAllowedNow {}

impl PictureState {
    /// Stable key: storage, message ids, JSON.
    pub fn key(&self) -> &'static str {
        match self {
            PictureState::Open => "open",
            PictureState::Closed { .. } => "closed",
            PictureState::Draft { .. } => "draft",
            PictureState::Assessed { .. } => "assessed",
            PictureState::Published(_) => "published",
        }
    }

    /// Steps that may follow.
    pub fn possible(&self) -> &'static [Step] {
        match self {
            PictureState::Open => &[Step::Close],
            PictureState::Closed { .. } => &[Step::Reopen, Step::Draft],
            PictureState::Draft { .. } => &[Step::Reopen, Step::Assess, Step::Publish],
            PictureState::Assessed { .. } => &[Step::Draft, Step::Publish],
            PictureState::Published(_) => &[Step::Correct],
        }
    }

    /// The state after a step, or what is possible instead. A correction needs a reason.
    pub fn after(&self, step: Step, by: &str, reason: Option<&str>, now: Timestamp) -> Result<PictureState, NotAllowedNow> {
        let refused = || NotAllowedNow { step, possible: self.possible().to_vec() };
        if !self.possible().contains(&step) {
            return Err(refused());
        }
        Ok(match (step, self) {
            (Step::Close, _) => PictureState::Closed { at: now },
            (Step::Reopen, _) => PictureState::Open,
            (Step::Draft, _) => PictureState::Draft { at: now },
            (Step::Assess, _) => PictureState::Assessed { at: now },
            (Step::Publish, _) => PictureState::Published(Publication { version: 1, at: now, by: by.to_owned(), correction: None }),
            (Step::Correct, PictureState::Published(before)) => {
                let reason = reason.map(str::trim).filter(|r| !r.is_empty()).ok_or_else(refused)?;
                let version = before.version + 1;
                PictureState::Published(Publication { version, at: now, by: by.to_owned(), correction: Some(reason.to_owned()) })
            }
            (
                Step::Correct,
                PictureState::Open | PictureState::Closed { .. } | PictureState::Draft { .. } | PictureState::Assessed { .. },
            ) => return Err(refused()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    #[test]
    fn the_usual_path() {
        let mut state = PictureState::Open;
        for step in [Step::Close, Step::Draft, Step::Assess, Step::Publish] {
            state = state.after(step, "EST-samordnare", None, now()).unwrap();
        }
        assert_eq!(state.key(), "published");
        let corrected = state.after(Step::Correct, "EST-samordnare", Some("Fel stadsdel"), now()).unwrap();
        assert!(matches!(corrected, PictureState::Published(Publication { version: 2, .. })));
    }

    #[test]
    fn every_other_step_is_refused_and_says_what_is_possible() {
        let published = PictureState::Published(Publication { version: 1, at: now(), by: String::new(), correction: None });
        for state in [
            PictureState::Open,
            PictureState::Closed { at: now() },
            PictureState::Draft { at: now() },
            PictureState::Assessed { at: now() },
            published,
        ] {
            for step in Step::ALL {
                let result = state.after(*step, "x", Some("why"), now());
                match state.possible().contains(step) {
                    true => assert!(result.is_ok()),
                    false => assert_eq!(result.unwrap_err().possible, state.possible()),
                }
            }
        }
    }

    #[test]
    fn a_correction_needs_a_reason() {
        let state = PictureState::Published(Publication { version: 1, at: now(), by: String::new(), correction: None });
        assert!(state.after(Step::Correct, "x", None, now()).is_err());
        assert!(state.after(Step::Correct, "x", Some("  "), now()).is_err());
    }
}
