//! Queued work: kinds and states.

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobKind {
    /// Import an uploaded file of incidents.
    ImportIncidents,
    /// Import an uploaded event feed.
    ImportFeed,
    /// Close a week when it is over (Sunday 23:59).
    CloseWeek,
    /// Make the draft of a week (Monday 06:00).
    DraftWeek,
    /// Remind of actions that are overdue or due in a week (Monday 07:00).
    RemindActions,
}

impl JobKind {
    /// Every kind.
    pub const ALL: &'static [JobKind] =
        &[JobKind::ImportIncidents, JobKind::ImportFeed, JobKind::CloseWeek, JobKind::DraftWeek, JobKind::RemindActions];

    /// Stable key in storage and metrics.
    pub fn key(self) -> &'static str {
        match self {
            JobKind::ImportIncidents => "import-incidents",
            JobKind::ImportFeed => "import-feed",
            JobKind::CloseWeek => "close-week",
            JobKind::DraftWeek => "draft-week",
            JobKind::RemindActions => "remind-actions",
        }
    }

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.key() == key)
    }
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobState {
    /// Waits for its time or a worker.
    Waiting,
    /// A worker has it.
    Running,
    /// Done; the outcome says what came of it.
    Done,
    /// Given up.
    Failed,
}

impl JobState {
    /// Every state.
    pub const ALL: &'static [JobState] = &[JobState::Waiting, JobState::Running, JobState::Done, JobState::Failed];

    /// Stable key in storage.
    pub fn key(self) -> &'static str {
        match self {
            JobState::Waiting => "waiting",
            JobState::Running => "running",
            JobState::Done => "done",
            JobState::Failed => "failed",
        }
    }

    /// The state of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.key() == key)
    }
}
