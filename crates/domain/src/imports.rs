//! Imported files: how columns are understood, what became of each row.

use crate::categories::Category;
use crate::ids::{BatchId, IncidentId, OrganisationId, SenderId};
use crate::matching::{Likeness, MatchRow};
use crate::week::clock_instant;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// What a column of an incident file can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The sender's id of the row.
    RowId,
    /// Start as date and time in one cell.
    Start,
    /// Start date alone.
    StartDate,
    /// Start time alone (HHmm or HH:MM).
    StartTime,
    /// End as date and time in one cell.
    End,
    /// End date alone.
    EndDate,
    /// End time alone.
    EndTime,
    /// Crime code or category label.
    Code,
    /// District by name or code.
    District,
    /// Street or named place; house numbers are dropped.
    Place,
    /// WGS 84 latitude.
    Latitude,
    /// WGS 84 longitude.
    Longitude,
    /// SWEREF 99 TM northing (N).
    Northing,
    /// SWEREF 99 TM easting (E).
    Easting,
    /// How many incidents the row stands for.
    Count,
}

impl Field {
    /// Every field in the order a mapping form shows them.
    pub const ALL: &'static [Field] = &[
        Field::RowId,
        Field::Start,
        Field::StartDate,
        Field::StartTime,
        Field::End,
        Field::EndDate,
        Field::EndTime,
        Field::Code,
        Field::District,
        Field::Place,
        Field::Latitude,
        Field::Longitude,
        Field::Northing,
        Field::Easting,
        Field::Count,
    ];

    /// Stable key used in mapping files, forms and message ids.
    pub fn key(self) -> &'static str {
        match self {
            Field::RowId => "row_id",
            Field::Start => "start",
            Field::StartDate => "start_date",
            Field::StartTime => "start_time",
            Field::End => "end",
            Field::EndDate => "end_date",
            Field::EndTime => "end_time",
            Field::Code => "code",
            Field::District => "district",
            Field::Place => "place",
            Field::Latitude => "latitude",
            Field::Longitude => "longitude",
            Field::Northing => "northing",
            Field::Easting => "easting",
            Field::Count => "count",
        }
    }

    /// The field of a key.
    pub fn from_key(key: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|f| f.key() == key)
    }
}

/// How numeric dates such as `10/9/26` are to be read. ISO dates and real date cells are always
/// understood as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// `2026-10-09`, `20261009`, `9/10/2026` is refused as ambiguous.
    #[default]
    YearFirst,
    /// American: month/day/year.
    MonthFirst,
    /// day/month/year.
    DayFirst,
}

/// How one sender's columns are understood; saved and proposed again next week.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Mapping {
    /// Header text, as in the file but trimmed, for each field that the file has.
    pub columns: BTreeMap<Field, String>,
    /// How slash dates are read.
    pub dates: DateOrder,
}

/// Why a row was not imported, or why the whole file was refused.
///
/// Rendered by the interface in its reader's language; values are short cell texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A cell that must have a value is empty.
    Missing,
    /// Not a date or time that can be read; carries the cell's text.
    NotADate(String),
    /// A slash date while the mapping says neither month first nor day first.
    AmbiguousDate(String),
    /// Before 1990 or more than a day after the import.
    UnlikelyDate(String),
    /// The end is before the start.
    EndBeforeStart,
    /// Not a number that can be read.
    NotANumber(String),
    /// A count that is not between 1 and 10,000.
    UnlikelyCount(String),
    /// Position outside what the coordinate system can hold, or another system's numbers.
    WrongCoordinateSystem(String),
    /// Position outside the tenant's districts.
    OutsideDistricts,
    /// District name or code that the tenant does not have.
    UnknownDistrict(String),
    /// Code or label that is not in the tenant's table of codes.
    UnknownCode(String),
    /// The cell holds something that looks like personal data; the class is named, never the value.
    PersonalData(&'static str),
    /// More cells, or longer text, than a row may have.
    TooLong,
    /// More fields than the header row has columns: both numbers, as `6/5`.
    TooManyFields(String),
    /// A quotation mark that leaves it open where the row's fields begin and end.
    StrayQuote,
}

/// Classes of personal data that a [`Reason::PersonalData`] can name.
const PERSONAL_DATA: [&str; 11] =
    ["personnummer", "samordningsnummer", "phone", "email", "handle", "plate", "dwelling", "name", "birthdate", "combination", "special"];

impl Reason {
    /// Stable key: storage, `--json`, and the message id `reason-…`.
    pub fn key(&self) -> &'static str {
        match self {
            Reason::Missing => "missing",
            Reason::NotADate(_) => "not-a-date",
            Reason::AmbiguousDate(_) => "ambiguous-date",
            Reason::UnlikelyDate(_) => "unlikely-date",
            Reason::EndBeforeStart => "end-before-start",
            Reason::NotANumber(_) => "not-a-number",
            Reason::UnlikelyCount(_) => "unlikely-count",
            Reason::WrongCoordinateSystem(_) => "wrong-coordinate-system",
            Reason::OutsideDistricts => "outside-districts",
            Reason::UnknownDistrict(_) => "unknown-district",
            Reason::UnknownCode(_) => "unknown-code",
            Reason::PersonalData(_) => "personal-data",
            Reason::TooLong => "too-long",
            Reason::TooManyFields(_) => "too-many-fields",
            Reason::StrayQuote => "stray-quote",
        }
    }

    /// The cell's text, or the class of personal data, when the reason carries one.
    pub fn detail(&self) -> Option<&str> {
        match self {
            Reason::NotADate(text)
            | Reason::AmbiguousDate(text)
            | Reason::UnlikelyDate(text)
            | Reason::NotANumber(text)
            | Reason::UnlikelyCount(text)
            | Reason::WrongCoordinateSystem(text)
            | Reason::UnknownDistrict(text)
            | Reason::UnknownCode(text)
            | Reason::TooManyFields(text) => Some(text),
            Reason::PersonalData(class) => Some(class),
            Reason::Missing | Reason::EndBeforeStart | Reason::OutsideDistricts | Reason::TooLong | Reason::StrayQuote => None,
        }
    }

    /// The reason of a key and detail; the inverse of [`Reason::key`] and [`Reason::detail`].
    pub fn from_key(key: &str, detail: Option<&str>) -> Option<Self> {
        let text = || detail.unwrap_or_default().to_owned();
        Some(match key {
            "missing" => Reason::Missing,
            "not-a-date" => Reason::NotADate(text()),
            "ambiguous-date" => Reason::AmbiguousDate(text()),
            "unlikely-date" => Reason::UnlikelyDate(text()),
            "end-before-start" => Reason::EndBeforeStart,
            "not-a-number" => Reason::NotANumber(text()),
            "unlikely-count" => Reason::UnlikelyCount(text()),
            "wrong-coordinate-system" => Reason::WrongCoordinateSystem(text()),
            "outside-districts" => Reason::OutsideDistricts,
            "unknown-district" => Reason::UnknownDistrict(text()),
            "unknown-code" => Reason::UnknownCode(text()),
            "personal-data" => Reason::PersonalData(PERSONAL_DATA.iter().copied().find(|c| Some(*c) == detail)?),
            "too-long" => Reason::TooLong,
            "too-many-fields" => Reason::TooManyFields(text()),
            "stray-quote" => Reason::StrayQuote,
            _ => return None,
        })
    }
}

/// Most rejected rows that a report keeps; its counts are always whole.
pub const MOST_REJECTIONS: usize = 10_000;

/// A row that was not imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Row number in the file as a spreadsheet shows it.
    pub row: u32,
    /// Header of the column that made the row unusable, when one did.
    pub column: Option<String>,
    /// Where it is in a workbook: tab and cell (`v41!C14`), the tab alone when the row as a whole is at fault.
    pub cell: Option<String>,
    /// Why.
    pub reason: Reason,
}

/// What a row of a list says, as far as a person needs it to tell two rows apart. Class B: no free text, no position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowContent {
    /// When it began.
    pub start: Timestamp,
    /// When it ended, when the list says so.
    pub end: Option<Timestamp>,
    /// Category.
    pub category: Category,
    /// Crime code.
    pub code: Option<String>,
    /// District's code.
    pub district: Option<String>,
    /// Street or named place.
    pub place: Option<String>,
}

impl RowContent {
    /// What a compared row says, with its place as the list writes it.
    pub fn of(row: &MatchRow, place: Option<&str>) -> Self {
        Self {
            start: clock_instant(row.start * 60),
            end: row.end.map(|end| clock_instant(end * 60)),
            category: row.category,
            code: row.code.clone(),
            district: row.district.clone(),
            place: place.map(str::to_owned),
        }
    }
}

/// A row of the file that may be the same incident as one of another list. It was kept as an incident of its own until somebody answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbableMatch {
    /// Row number in the file as a spreadsheet shows it.
    pub row: u32,
    /// The incident that it may be.
    pub incident: IncidentId,
    /// Who reported that incident.
    pub source: String,
    /// When that incident began.
    pub start: Timestamp,
    /// Why they may be the same.
    pub likeness: Likeness,
    /// What the earlier row and the new one say; none in reports that were made before this was noted.
    pub contents: Option<[RowContent; 2]>,
}

/// A row of a replaced list that no list in force has: it no longer counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoneRow {
    /// Row number in its file.
    pub row: u32,
    /// Name of its file, when that is an older list than the one that was replaced.
    pub file: Option<String>,
    /// When it began.
    pub start: Timestamp,
    /// Category.
    pub category: Category,
    /// District's code.
    pub district: Option<String>,
    /// Street or named place.
    pub place: Option<String>,
}

/// A row of a replaced list and the row of the new one that has the same id, or the same minute and category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedRow {
    /// Row number in the new file.
    pub row: u32,
    /// Row number in the replaced file.
    pub earlier_row: u32,
    /// What the row said before.
    pub earlier: RowContent,
    /// What it says now.
    pub new: RowContent,
}

/// A tab of a workbook whose rows are read.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SheetColumns {
    /// Its name.
    pub name: String,
    /// Letters of the column that each field is read from.
    pub columns: BTreeMap<Field, String>,
}

impl SheetColumns {
    /// Address of a field's cell in a row, such as `v41!C14`; the tab's name alone when no column is read for the field.
    pub fn cell(&self, field: Option<Field>, row: u32) -> String {
        match field.and_then(|field| self.columns.get(&field)) {
            Some(letters) => format!("{}!{letters}{row}", self.name),
            None => self.name.clone(),
        }
    }
}

/// Why a tab of a workbook was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// Another tab was asked for by name.
    NotChosen,
    /// It is hidden.
    Hidden,
    /// It has no cells, such as a chart.
    NoCells,
    /// It is empty or has no header row.
    NoTable,
    /// Its columns are others than those of the tabs that were read.
    OtherColumns,
    /// All its rows stand on other tabs too, as on one that gathers the weeks.
    SameRows,
}

impl NotRead {
    /// Stable key: storage, `--json`, and the message id `not-read-…`.
    pub fn key(self) -> &'static str {
        match self {
            NotRead::NotChosen => "not-chosen",
            NotRead::Hidden => "hidden",
            NotRead::NoCells => "no-cells",
            NotRead::NoTable => "no-table",
            NotRead::OtherColumns => "other-columns",
            NotRead::SameRows => "same-rows",
        }
    }

    /// The reason of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        let all = [Self::NotChosen, Self::Hidden, Self::NoCells, Self::NoTable, Self::OtherColumns, Self::SameRows];
        all.into_iter().find(|r| r.key() == key)
    }
}

/// What was read of a file and what was not, beside its rows.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FileReading {
    /// Tabs that were read, in their order, with the number of data rows of each; none of a text file.
    pub sheets_read: Vec<(String, u64)>,
    /// Tabs that were not, and why.
    pub sheets_not_read: Vec<(String, NotRead)>,
    /// Rows that the workbook hides, by a filter or by hand, and that were read like the others.
    pub hidden_rows: u64,
    /// Lines of sums that were left out.
    pub totals: u64,
    /// Columns that were saved for the sender and that the file does not have.
    pub gone: Vec<String>,
}

/// What became of a file's rows: `read = imported + linked + duplicates + rejected_total`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// Data rows in the file; header, blank rows and footer rows are not counted.
    pub read: u64,
    /// Rows that count as incidents of their own.
    pub imported: u64,
    /// Rows about incidents that other lists tell of with other words: each became one more source of such an incident.
    pub linked: u64,
    /// Rows alike in everything with a row of an earlier list of the sender, or with an earlier row of the file that has the same id.
    pub duplicates: u64,
    /// Among the rows that count: those alike in everything with an earlier row of the file. A list without ids tells each on its own.
    pub alike: u64,
    /// Rows that belong to a week whose picture is already published.
    pub late: u64,
    /// Rows outside the districts, kept because the operator asked for it.
    pub outside: u64,
    /// Rows that count although nothing tells in which district they lie.
    pub without_area: u64,
    /// Rows of the replaced list that no longer count.
    pub replaced: u64,
    /// The same rows; the first [`MOST_REJECTIONS`] of them.
    pub gone: Vec<GoneRow>,
    /// How many of them the new list has in other words; those rows are among the imported ones.
    pub changed_total: u64,
    /// The same rows; the first [`MOST_REJECTIONS`] of them.
    pub changed: Vec<ChangedRow>,
    /// How many rows may be incidents that other lists tell of.
    pub probable_total: u64,
    /// The same rows; the first [`MOST_REJECTIONS`] of them.
    pub probable: Vec<ProbableMatch>,
    /// How many rows were not imported.
    pub rejected_total: u64,
    /// Rows not imported, in file order; the first [`MOST_REJECTIONS`] of them.
    pub rejected: Vec<Rejection>,
    /// What was read of the file.
    pub reading: FileReading,
}

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
}
