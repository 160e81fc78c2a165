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
    /// Send one mail.
    SendMail,
    /// Write to reporters what became of their reports (every day 07:30).
    TellReporters,
    /// Write to those whose actions fall due or wait for follow-up (working days 07:00).
    RemindOwners,
    /// Write to reporters whose organisation has been silent (Friday 09:00).
    RemindReporters,
    /// Write to those who want to know that a picture was published.
    TellSubscribers,
    /// Remove records by retention.
    Retention,
}

impl JobKind {
    /// Every kind.
    pub const ALL: &'static [JobKind] = &[
        JobKind::ImportIncidents,
        JobKind::ImportFeed,
        JobKind::CloseWeek,
        JobKind::DraftWeek,
        JobKind::RemindActions,
        JobKind::SendMail,
        JobKind::TellReporters,
        JobKind::RemindOwners,
        JobKind::RemindReporters,
        JobKind::TellSubscribers,
        JobKind::Retention,
    ];

    /// Stable key in storage and metrics.
    pub fn key(self) -> &'static str {
        match self {
            JobKind::ImportIncidents => "import-incidents",
            JobKind::ImportFeed => "import-feed",
            JobKind::CloseWeek => "close-week",
            JobKind::DraftWeek => "draft-week",
            JobKind::RemindActions => "remind-actions",
            JobKind::SendMail => "send-mail",
            JobKind::TellReporters => "tell-reporters",
            JobKind::RemindOwners => "remind-owners",
            JobKind::RemindReporters => "remind-reporters",
            JobKind::TellSubscribers => "tell-subscribers",
            JobKind::Retention => "retention",
        }
    }

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.key() == key)
    }
}

/// Work that waits for the same thing. Lanes do not wait for each other: a mail server that does not answer holds no import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Steps of the calendar, and working out who is to be told: short.
    Clock,
    /// Sending mail: waits for another server.
    Mail,
    /// Files and removing records: long.
    Heavy,
}

impl Lane {
    /// Every lane.
    pub const ALL: &'static [Lane] = &[Lane::Clock, Lane::Mail, Lane::Heavy];
}

impl JobKind {
    /// Where a kind is done.
    pub fn lane(self) -> Lane {
        match self {
            JobKind::CloseWeek
            | JobKind::DraftWeek
            | JobKind::RemindActions
            | JobKind::TellReporters
            | JobKind::RemindOwners
            | JobKind::RemindReporters
            | JobKind::TellSubscribers => Lane::Clock,
            JobKind::SendMail => Lane::Mail,
            JobKind::ImportIncidents | JobKind::ImportFeed | JobKind::Retention => Lane::Heavy,
        }
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
