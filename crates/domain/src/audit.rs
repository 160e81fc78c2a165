//! What the audit log says: typed entries in a hash chain (dossier §9.3 invariant 6).

use jiff::Timestamp;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A tenant's store was created.
    TenantCreated,
    /// An account was created.
    AccountCreated,
    /// A membership was given.
    MembershipGiven,
    /// Someone signed in.
    SignedIn,
    /// Someone signed out.
    SignedOut,
    /// A sign-in was refused.
    SignInRefused,
    /// District boundaries were imported.
    DistrictsImported,
    /// Incidents were imported.
    IncidentsImported,
    /// The event feed was imported.
    FeedImported,
    /// An import was undone.
    ImportUndone,
    /// The table of codes changed.
    CodesChanged,
    /// A sender was changed.
    SenderChanged,
    /// A coming event was added.
    ComingEventAdded,
    /// A coming event was removed.
    ComingEventRemoved,
    /// An action was proposed.
    ActionProposed,
    /// What an action says was changed.
    ActionChanged,
    /// An action took a step.
    ActionStep,
    /// A note was written on an action.
    ActionNoted,
    /// The text of an action, meant for authorities, was read.
    ActionRead,
    /// Actions were taken out as a file.
    ActionsExported,
    /// Owners were reminded of actions.
    ActionsReminded,
    /// A section of a meeting's minutes was written.
    MinutesWritten,
    /// A meeting's judgement of the districts was confirmed.
    AssessmentConfirmed,
    /// A meeting took a step.
    MeetingStep,
    /// Minutes, with texts for authorities, were read.
    MinutesRead,
    /// A week's picture took a step.
    PictureStep,
    /// A picture was taken out as a file.
    PictureExported,
    /// An uploaded file was kept for preview.
    UploadKept,
    /// A long import began to add its rows; they cannot be read until it is done.
    ImportBegun,
    /// An import was queued.
    ImportQueued,
    /// The audit log was read.
    AuditRead,
    /// A report came in.
    ReportFiled,
    /// The reporter changed a report.
    ReportChanged,
    /// The reporter took a report back.
    ReportWithdrawn,
    /// A reviewer decided on a report.
    ReportDecided,
    /// Someone said whether two rows of lists or reports are the same incident, or took the answer back.
    MatchAnswered,
    /// Someone read what another had reported (class C).
    ReportsRead,
    /// A photo was put to a report.
    PhotoKept,
    /// The photo of a report was taken away.
    PhotoRemoved,
    /// A reporter said that the week was quiet.
    QuietWeek,
    /// A named place was added.
    PlaceAdded,
    /// A named place was removed.
    PlaceRemoved,
    /// Someone was invited, or invited again.
    PersonInvited,
    /// An invitation was accepted.
    InvitationAccepted,
    /// A membership's title, organisation, roles or last day changed.
    MembershipChanged,
    /// A membership was suspended, resumed or removed.
    MembershipStep,
    /// An organisation was added.
    OrganisationAdded,
    /// An organisation was renamed, or began or stopped taking part.
    OrganisationChanged,
    /// An organisation made from a name in older records was joined with the one that it was.
    OrganisationJoined,
    /// Older records that named organisations were given their ids.
    OrganisationIdsFilled,
    /// A link to accept or to choose a new password was made to be handed over.
    LinkMade,
    /// Someone said that they forgot their password.
    PasswordResetAsked,
    /// A forgotten password was replaced.
    PasswordReset,
    /// Someone changed their own password.
    PasswordChanged,
    /// Someone set up a second factor.
    SecondFactorOn,
    /// Someone took their second factor away.
    SecondFactorOff,
    /// Someone made new recovery codes.
    RecoveryCodesMade,
    /// A code of the second step was refused.
    SecondFactorRefused,
    /// Someone signed out one or all of their devices.
    SessionsEnded,
    /// Someone changed what their account wants.
    AccountChanged,
    /// Someone took the reporters' course.
    CourseTaken,
    /// An administrator went through who has access.
    AccessReviewed,
    /// A setting of the authority changed.
    SettingsChanged,
    /// Someone was named for class D until a date.
    ClassDGiven,
    /// Someone's naming for class D was ended.
    ClassDEnded,
    /// A mail was queued.
    MailQueued,
    /// A letter about the work left, to someone of an organisation.
    LetterSent,
    /// What an action meant for reports was let out to their reporters.
    FeedbackApproved,
    /// The same was kept back.
    FeedbackRefused,
    /// Reporters were told what became of their reports.
    FeedbackTold,
    /// The words of a letter changed.
    LetterChanged,
    /// The words of a category or level changed.
    WordsChanged,
    /// The log was taken out as a file.
    AuditExported,
    /// Someone signed in was refused something protected.
    AccessRefused,
    /// One person looked at unusually much in a short time.
    VolumeAlarm,
    /// A rule of retention was set.
    RetentionRuleSet,
    /// A removal by retention was proposed, approved, stopped or done.
    RetentionStep,
    /// Records were removed by retention.
    RecordsRemoved,
    /// A public edition was withdrawn.
    EditionWithdrawn,
    /// A word was allowed in texts.
    WordAllowed,
    /// A word is no longer allowed in texts.
    WordRefused,
    /// The list of what has been handed over was read.
    DisclosuresRead,
    /// An analysis was kept under a name.
    AnalysisKept,
    /// A kept analysis got another name.
    AnalysisRenamed,
    /// A kept analysis was removed.
    AnalysisRemoved,
    /// An analysis was taken out as a file.
    AnalysisExported,
    /// A week's picture refers to a kept analysis, or no longer does.
    AnalysisCited,
}

impl Event {
    /// Stable key in the log.
    pub fn key(self) -> &'static str {
        match self {
            Event::TenantCreated => "tenant-created",
            Event::AccountCreated => "account-created",
            Event::MembershipGiven => "membership-given",
            Event::SignedIn => "signed-in",
            Event::SignedOut => "signed-out",
            Event::SignInRefused => "sign-in-refused",
            Event::DistrictsImported => "districts-imported",
            Event::IncidentsImported => "incidents-imported",
            Event::FeedImported => "feed-imported",
            Event::ImportUndone => "import-undone",
            Event::CodesChanged => "codes-changed",
            Event::SenderChanged => "sender-changed",
            Event::ComingEventAdded => "coming-event-added",
            Event::ComingEventRemoved => "coming-event-removed",
            Event::ActionProposed => "action-proposed",
            Event::ActionChanged => "action-changed",
            Event::ActionStep => "action-step",
            Event::ActionNoted => "action-noted",
            Event::ActionRead => "action-read",
            Event::ActionsExported => "actions-exported",
            Event::ActionsReminded => "actions-reminded",
            Event::MinutesWritten => "minutes-written",
            Event::AssessmentConfirmed => "assessment-confirmed",
            Event::MeetingStep => "meeting-step",
            Event::MinutesRead => "minutes-read",
            Event::PictureStep => "picture-step",
            Event::PictureExported => "picture-exported",
            Event::UploadKept => "upload-kept",
            Event::ImportBegun => "import-begun",
            Event::ImportQueued => "import-queued",
            Event::AuditRead => "audit-read",
            Event::ReportFiled => "report-filed",
            Event::ReportChanged => "report-changed",
            Event::ReportWithdrawn => "report-withdrawn",
            Event::ReportDecided => "report-decided",
            Event::MatchAnswered => "match-answered",
            Event::ReportsRead => "reports-read",
            Event::PhotoKept => "photo-kept",
            Event::PhotoRemoved => "photo-removed",
            Event::QuietWeek => "quiet-week",
            Event::PlaceAdded => "place-added",
            Event::PlaceRemoved => "place-removed",
            Event::PersonInvited => "person-invited",
            Event::InvitationAccepted => "invitation-accepted",
            Event::MembershipChanged => "membership-changed",
            Event::MembershipStep => "membership-step",
            Event::OrganisationAdded => "organisation-added",
            Event::OrganisationChanged => "organisation-changed",
            Event::OrganisationJoined => "organisation-joined",
            Event::OrganisationIdsFilled => "organisation-ids-filled",
            Event::LinkMade => "link-made",
            Event::PasswordResetAsked => "password-reset-asked",
            Event::PasswordReset => "password-reset",
            Event::PasswordChanged => "password-changed",
            Event::SecondFactorOn => "second-factor-on",
            Event::SecondFactorOff => "second-factor-off",
            Event::RecoveryCodesMade => "recovery-codes-made",
            Event::SecondFactorRefused => "second-factor-refused",
            Event::SessionsEnded => "sessions-ended",
            Event::AccountChanged => "account-changed",
            Event::CourseTaken => "course-taken",
            Event::AccessReviewed => "access-reviewed",
            Event::SettingsChanged => "settings-changed",
            Event::ClassDGiven => "class-d-given",
            Event::ClassDEnded => "class-d-ended",
            Event::MailQueued => "mail-queued",
            Event::LetterSent => "letter-sent",
            Event::FeedbackApproved => "feedback-approved",
            Event::FeedbackRefused => "feedback-refused",
            Event::FeedbackTold => "feedback-told",
            Event::LetterChanged => "letter-changed",
            Event::WordsChanged => "words-changed",
            Event::AuditExported => "audit-exported",
            Event::AccessRefused => "access-refused",
            Event::VolumeAlarm => "volume-alarm",
            Event::RetentionRuleSet => "retention-rule-set",
            Event::RetentionStep => "retention-step",
            Event::RecordsRemoved => "records-removed",
            Event::EditionWithdrawn => "edition-withdrawn",
            Event::WordAllowed => "word-allowed",
            Event::WordRefused => "word-refused",
            Event::DisclosuresRead => "disclosures-read",
            Event::AnalysisKept => "analysis-kept",
            Event::AnalysisRenamed => "analysis-renamed",
            Event::AnalysisRemoved => "analysis-removed",
            Event::AnalysisExported => "analysis-exported",
            Event::AnalysisCited => "analysis-cited",
        }
    }
}

/// How what an entry tells of ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was refused.
    Refused,
}

impl Outcome {
    /// Of a stored entry's event key.
    pub fn of(event: &str) -> Self {
        let refusals = [Event::SignInRefused, Event::SecondFactorRefused, Event::AccessRefused];
        if refusals.iter().any(|refusal| refusal.key() == event) { Outcome::Refused } else { Outcome::Done }
    }

    /// Stable key in exports.
    pub fn key(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::Refused => "refused",
        }
    }
}

impl Event {
    /// Whether such a write changes what a week's picture, or the list of weeks, is computed from. Computed pictures are kept
    /// until one does: an event that is wrongly a `false` here shows old pictures, one that is wrongly a `true` computes anew.
    pub fn changes_material(self) -> bool {
        match self {
            Event::TenantCreated
            | Event::DistrictsImported
            | Event::IncidentsImported
            | Event::FeedImported
            | Event::ImportUndone
            | Event::SenderChanged
            | Event::ComingEventAdded
            | Event::ComingEventRemoved
            | Event::ActionProposed
            | Event::ActionChanged
            | Event::ActionStep
            | Event::MinutesWritten
            | Event::AssessmentConfirmed
            | Event::MeetingStep
            | Event::PictureStep
            | Event::ReportDecided
            | Event::MatchAnswered
            | Event::QuietWeek
            | Event::SettingsChanged
            | Event::WordsChanged
            | Event::RetentionStep
            | Event::RecordsRemoved
            | Event::AnalysisRenamed
            | Event::AnalysisRemoved
            | Event::AnalysisCited
            // A source has its organisation's name.
            | Event::OrganisationChanged
            | Event::OrganisationJoined => true,
            // Reports count first when they are decided on; codes and places are used when a row comes in.
            Event::ReportFiled
            | Event::ReportChanged
            | Event::ReportWithdrawn
            | Event::CodesChanged
            | Event::EditionWithdrawn
            | Event::WordAllowed
            | Event::WordRefused
            | Event::DisclosuresRead
            | Event::PlaceAdded
            | Event::PlaceRemoved
            | Event::ActionNoted
            | Event::ActionsReminded
            | Event::UploadKept
            | Event::ImportBegun
            | Event::ImportQueued
            | Event::PhotoKept
            | Event::PhotoRemoved
            | Event::RetentionRuleSet
            | Event::MailQueued
            | Event::LetterSent
            | Event::FeedbackApproved
            | Event::FeedbackRefused
            | Event::FeedbackTold
            | Event::LetterChanged
            | Event::AnalysisKept => false,
            // Readings.
            Event::ActionRead
            | Event::ActionsExported
            | Event::MinutesRead
            | Event::PictureExported
            | Event::AuditRead
            | Event::AuditExported
            | Event::AccessRefused
            | Event::VolumeAlarm
            | Event::AnalysisExported
            | Event::ReportsRead => false,
            // People and their sessions.
            Event::AccountCreated
            | Event::MembershipGiven
            | Event::SignedIn
            | Event::SignedOut
            | Event::SignInRefused
            | Event::PersonInvited
            | Event::InvitationAccepted
            | Event::MembershipChanged
            | Event::MembershipStep
            | Event::OrganisationAdded
            | Event::OrganisationIdsFilled
            | Event::LinkMade
            | Event::PasswordResetAsked
            | Event::PasswordReset
            | Event::PasswordChanged
            | Event::SecondFactorOn
            | Event::SecondFactorOff
            | Event::RecoveryCodesMade
            | Event::SecondFactorRefused
            | Event::SessionsEnded
            | Event::AccountChanged
            | Event::CourseTaken
            | Event::AccessReviewed
            | Event::ClassDGiven
            | Event::ClassDEnded => false,
        }
    }
}

/// An entry before it is chained. `facts` are short key–value pairs and never hold personal data
/// or cell texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// What happened.
    pub event: Event,
    /// What it happened to: an id, a week, a code.
    pub object: String,
    /// Details, in a fixed order.
    pub facts: Vec<(&'static str, String)>,
}

impl AuditEntry {
    /// An entry without details.
    pub fn new(event: Event, object: impl Into<String>) -> Self {
        Self { event, object: object.into(), facts: Vec::new() }
    }

    /// The same with one more detail.
    #[must_use]
    pub fn fact(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.facts.push((key, value.into()));
        self
    }
}

/// What a verification of the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry follows from the one before.
    Whole {
        /// Number of entries.
        entries: u64,
        /// Hash of the last entry, hexadecimal: compare it with one noted earlier to find a cut tail.
        head: String,
    },
    /// The chain breaks at this entry.
    Broken {
        /// Sequence number of the first entry that does not fit.
        at: u64,
    },
}

/// Consecutive entries, by sequence number, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first.
    pub first: u64,
    /// The last.
    pub last: u64,
}

/// An entry as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEntry {
    /// 1, 2, 3 … without gaps.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Account id, or the name of the command line or scheduler.
    pub actor: String,
    /// Event key.
    pub event: String,
    /// Object.
    pub object: String,
    /// Facts as JSON text, exactly as hashed.
    pub facts: String,
    /// Hash of the entry before, hexadecimal.
    pub previous: String,
    /// Hash of this entry, hexadecimal.
    pub hash: String,
}
