//! Incidents as they enter the picture: place, time, category. Never persons.

use crate::districts::Point;
use crate::imports::SheetColumns;
use jiff::Timestamp;
use std::sync::Arc;

/// A row read from a sender's file, before it is matched to districts and categories.
///
/// Free text and case references of persons are never part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct IncomingIncident {
    /// Row number in the file as a spreadsheet shows it (the header is row 1).
    pub row: u32,
    /// The tab of a workbook that it stands on.
    pub sheet: Option<Arc<SheetColumns>>,
    /// The sender's own id of the row, when the file has one.
    pub source_id: Option<String>,
    /// Earliest time it can have happened.
    pub start: Timestamp,
    /// Latest time; `None` when the file gives no end.
    pub end: Option<Timestamp>,
    /// The sender's crime code or category label as text, leading zeros kept.
    pub code: Option<String>,
    /// District by name or code, blanks trimmed.
    pub district: Option<String>,
    /// Street or named place without house number.
    pub place: Option<String>,
    /// The cell of the place as the file has it: looked at for personal data and never stored.
    pub written_place: Option<String>,
    /// Position, when the file has coordinates.
    pub point: Option<Point>,
    /// How many incidents the row stands for; at least 1.
    pub count: u32,
}

/// Something that is to happen: a match, a demonstration, the end of term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComingEvent {
    /// What it is called.
    pub title: String,
    /// Where, in words.
    pub place: Option<String>,
    /// First day.
    pub from: jiff::civil::Date,
    /// Last day.
    pub to: jiff::civil::Date,
}

/// An item of the police's public event feed: context (*omvärld*), never counted.
///
/// Its position is the middle of a municipality or county, so it is never drawn as a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEvent {
    /// The feed's own number.
    pub id: i64,
    /// When, as the feed says.
    pub at: Timestamp,
    /// The feed's type, such as `Trafikolycka`.
    pub type_label: String,
    /// One line of text from the feed.
    pub summary: String,
    /// Municipality or county by name.
    pub location: String,
    /// Path on polisen.se.
    pub path: String,
}
