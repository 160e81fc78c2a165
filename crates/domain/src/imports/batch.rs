//! Imports as they are kept, and who sends lists.

use super::{ImportReport, Mapping};
use crate::ids::{BatchId, OrganisationId, SenderId};
use jiff::Timestamp;

/// What to do with a row whose place is outside the tenant's districts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Outside {
    /// Reject the row.
    #[default]
    Refuse,
    /// Keep it without a district.
    Keep,
}

/// What kind of content a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchKind {
    /// District boundaries.
    Districts,
    /// Incidents.
    Incidents,
    /// The police's public event feed.
    Feed,
    /// No file: the accepted reports of an organisation's people.
    Reports,
}

impl BatchKind {
    /// Stable key in storage and message ids.
    pub fn key(self) -> &'static str {
        match self {
            BatchKind::Districts => "districts",
            BatchKind::Incidents => "incidents",
            BatchKind::Feed => "feed",
            BatchKind::Reports => "reports",
        }
    }

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Districts, Self::Incidents, Self::Feed, Self::Reports].into_iter().find(|k| k.key() == key)
    }
}

/// Where an imported file is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchState {
    /// Its rows are being added and cannot be read yet.
    Arriving,
    /// Its rows count.
    Active,
    /// A corrected file took its place.
    Replaced,
    /// Taken back as a whole.
    Undone,
}

impl BatchState {
    /// Stable key in storage and message ids.
    pub fn key(self) -> &'static str {
        match self {
            BatchState::Arriving => "arriving",
            BatchState::Active => "active",
            BatchState::Replaced => "replaced",
            BatchState::Undone => "undone",
        }
    }

    /// The state of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Arriving, Self::Active, Self::Replaced, Self::Undone].into_iter().find(|k| k.key() == key)
    }
}

/// One imported file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Identity.
    pub id: BatchId,
    /// Kind of content.
    pub kind: BatchKind,
    /// Who sent it; none for districts.
    pub sender: Option<SenderId>,
    /// The sender's name.
    pub sender_name: Option<String>,
    /// File name as given, without folders.
    pub file_name: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub digest: String,
    /// When it was imported.
    pub at: Timestamp,
    /// Who imported it, as a function title or user name.
    pub by: String,
    /// Whether its rows count.
    pub state: BatchState,
    /// What became of the rows.
    pub report: ImportReport,
    /// Whether a published picture uses it, so that it can no longer be undone.
    pub published: bool,
}

/// Where incidents come from: a sender of files with the mapping it used last, or the people of an
/// organisation who report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Identity.
    pub id: SenderId,
    /// Name as shown.
    pub name: String,
    /// Last confirmed mapping.
    pub mapping: Option<Mapping>,
    /// Whether something is expected from it every week.
    pub weekly: bool,
    /// The organisation whose people's reports it stands for.
    pub organisation: Option<OrganisationId>,
}

impl Sender {
    /// Whether it gives incidents. The police's event feed has neither files with a mapping nor
    /// people who report: it is context.
    pub fn counts(&self) -> bool {
        self.mapping.is_some() || self.organisation.is_some()
    }

    /// Whether it is a source of pictures: it counts, and either people report for it or something that it delivered is in force. A sender
    /// of files alone is known by its files; when the only one was taken back, nothing is left of it.
    pub fn is_source(&self, delivered: bool) -> bool {
        self.counts() && (self.organisation.is_some() || delivered)
    }
}
