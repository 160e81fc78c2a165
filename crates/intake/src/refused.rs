//! Why a whole file was refused, and how refusals and reasons are put into words.

use crate::kind::FileKind;
use crate::propose::Need;
use domain::imports::Reason;
use std::io;

/// What a file had too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// The file as received, in bytes.
    File,
    /// A part after inflating, in bytes.
    Inflated,
    /// Inflated bytes for each compressed byte.
    Ratio,
    /// Entries of a zip container.
    Entries,
    /// Shared strings, by number or bytes.
    Strings,
    /// Rows.
    Rows,
    /// Columns.
    Columns,
    /// One row or one cell, in bytes.
    Row,
    /// Depth of nesting.
    Depth,
    /// Districts.
    Districts,
    /// Positions of boundaries.
    Positions,
}

/// What somebody gave for boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotBoundaries {
    /// A shapefile, zipped or one of its parts.
    Shapefile,
    /// KML, zipped or not.
    Kml,
    /// GML.
    Gml,
    /// JSON that is no collection of GeoJSON features: one feature, TopoJSON, the JSON of Esri.
    Json,
    /// Boundaries that are packed, in a zip archive or with gzip.
    Packed,
    /// A table, such as an Excel workbook or csv.
    Table,
    /// Something else.
    Other,
}

impl NotBoundaries {
    /// Stable key, used in messages.
    pub fn key(self) -> &'static str {
        match self {
            NotBoundaries::Shapefile => "shapefile",
            NotBoundaries::Kml => "kml",
            NotBoundaries::Gml => "gml",
            NotBoundaries::Json => "json",
            NotBoundaries::Packed => "packed",
            NotBoundaries::Table => "table",
            NotBoundaries::Other => "other",
        }
    }
}

impl Excess {
    fn key(self) -> &'static str {
        match self {
            Excess::File => "file",
            Excess::Inflated => "inflated",
            Excess::Ratio => "ratio",
            Excess::Entries => "entries",
            Excess::Strings => "strings",
            Excess::Rows => "rows",
            Excess::Columns => "columns",
            Excess::Row => "row",
            Excess::Depth => "depth",
            Excess::Districts => "districts",
            Excess::Positions => "positions",
        }
    }
}

/// The file as a whole cannot be used; nothing of it was handed over that may be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The file cannot be opened or read; carries the system's words for the log.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// There is no such file; carries its name.
    #[error("no file {0}")]
    NoFile(String),
    /// A folder was given for a file.
    #[error("a folder")]
    Folder,
    /// The system does not let this program read the file.
    #[error("no permission to read it")]
    NoPermission,
    /// No bytes, or nothing but blank rows.
    #[error("empty")]
    Empty,
    /// Another kind of file than this reader takes.
    #[error("wrong kind of file: {}", .found.key())]
    WrongKind {
        /// What it is.
        found: FileKind,
    },
    /// Encrypted with a password.
    #[error("password protected")]
    PasswordProtected,
    /// It ends too early or its inside is damaged.
    #[error("truncated or damaged")]
    Truncated,
    /// Text that stops being JSON somewhere: a quotation mark or comma is missing or too many.
    #[error("no JSON at line {line}, column {column}")]
    BrokenJson {
        /// Line, from 1.
        line: u64,
        /// Character of the line, from 1.
        column: u64,
    },
    /// Markup that lists never need and attacks do: a document type or unknown entities.
    #[error("forbidden markup")]
    ForbiddenMarkup,
    /// More of something than the bounds allow.
    #[error("too large: more than {limit} ({})", .what.key())]
    TooLarge {
        /// What there is too much of.
        what: Excess,
        /// The bound.
        limit: u64,
    },
    /// A cell so far to the right that it cannot belong to the list.
    #[error("a stray cell: {cell} in {sheet}")]
    StrayCell {
        /// Name of its tab.
        sheet: String,
        /// Its address.
        cell: String,
    },
    /// The workbook has no tab of the name that was asked for.
    #[error("no tab {name}")]
    UnknownSheet {
        /// The name.
        name: String,
        /// Names of the tabs that it has.
        known: Vec<String>,
    },
    /// A tab was asked for and the file is no workbook.
    #[error("not a workbook")]
    NotAWorkbook,
    /// No row that looks like a header: two or more cells of text.
    #[error("no header row")]
    NoHeader,
    /// The mapping leaves out what an incident cannot be without.
    #[error("fields missing from the mapping: {0:?}")]
    MissingFields(Vec<Need>),
    /// The mapping names headers that the file does not have.
    #[error("columns missing from the file: {gone:?}")]
    MissingColumns {
        /// The headers.
        gone: Vec<String>,
        /// Headers of the file that the mapping does not name.
        new: Vec<String>,
    },
    /// A column that is used has the same header as others.
    #[error("repeated columns: {0:?}")]
    RepeatedColumns(Vec<String>),
    /// The mapping names columns that are never read: of persons, house numbers or free text.
    #[error("columns that are never read: {0:?}")]
    NeverRead(Vec<String>),
    /// Not a file in the form of polisen.se's event feed.
    #[error("not an event feed")]
    NotAFeed,
    /// A mapping file that cannot be understood; carries the key or position at fault.
    #[error("not a mapping: {0}")]
    NotAMapping(String),
    /// The boundary file has no such layer.
    #[error("no layer {name}")]
    UnknownLayer {
        /// The name asked for.
        name: String,
        /// The layers that it has.
        known: Vec<String>,
    },
    /// The boundary file has several layers and none was chosen; carries their names.
    #[error("several layers: {0:?}")]
    SeveralLayers(Vec<String>),
    /// The layer has no such column.
    #[error("no column {name}")]
    UnknownColumn {
        /// The name asked for.
        name: String,
        /// The columns that it has.
        known: Vec<String>,
    },
    /// A GeoPackage that a program had open when it was copied: some of its rows may be in a log beside it.
    #[error("written through a log that did not come along")]
    OpenElsewhere,
    /// The file holds boundaries of another kind, or none.
    #[error("not boundaries that can be read: {}", .0.key())]
    NotBoundaries(NotBoundaries),
    /// No district is left: the layer is empty or the filter matches nothing.
    #[error("no districts")]
    NoDistricts,
    /// Two districts have the same code.
    #[error("district code {0} twice")]
    DuplicateCode(String),
    /// A district without code or name; carries the number of its row.
    #[error("district {0} has no code or no name")]
    Unnamed(u64),
    /// Boundaries in another coordinate system than WGS 84 or SWEREF 99 TM; carries its name or a position.
    #[error("coordinate system {0}")]
    WrongCoordinateSystem(String),
    /// A boundary that is not a polygon or cannot be read; carries the district's code.
    #[error("boundary of {0} cannot be read")]
    BadGeometry(String),
}

impl Refused {
    /// Whatever an I/O error stands for: our own refusal travelling through a reader, an early end,
    /// or the system's error.
    pub(crate) fn from_io(error: &io::Error) -> Self {
        if let Some(refused) = error.get_ref().and_then(|inner| inner.downcast_ref::<Refused>()) {
            return refused.clone();
        }
        match error.kind() {
            io::ErrorKind::PermissionDenied => Refused::NoPermission,
            io::ErrorKind::IsADirectory => Refused::Folder,
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Refused::Truncated,
            _ => Refused::Unreadable(error.to_string()),
        }
    }

    /// Whatever stops a JSON reader: content of another form, nesting past the reader's 128 levels,
    /// or an early end.
    pub(crate) fn from_json(error: &serde_json::Error, other: Refused) -> Self {
        if error.is_data() {
            other
        } else if error.to_string().starts_with("recursion limit") {
            Refused::TooLarge { what: Excess::Depth, limit: 128 }
        } else if error.is_syntax() {
            Refused::BrokenJson { line: error.line() as u64, column: error.column() as u64 }
        } else {
            Refused::Truncated
        }
    }

    /// The refusal in words: a message id of `intake.ftl` with its arguments.
    pub fn message(&self) -> Message {
        let id = match self {
            Refused::Unreadable(_) => "refused-unreadable",
            Refused::NoFile(_) => "refused-no-file",
            Refused::Folder => "refused-folder",
            Refused::NoPermission => "refused-no-permission",
            Refused::Empty => "refused-empty",
            Refused::WrongKind { .. } => "refused-wrong-kind",
            Refused::PasswordProtected => "refused-password",
            Refused::Truncated => "refused-truncated",
            Refused::BrokenJson { .. } => "refused-broken-json",
            Refused::ForbiddenMarkup => "refused-markup",
            Refused::TooLarge { .. } => "refused-too-large",
            Refused::StrayCell { .. } => "refused-stray-cell",
            Refused::UnknownSheet { .. } => "refused-unknown-sheet",
            Refused::NotAWorkbook => "refused-not-a-workbook",
            Refused::NoHeader => "refused-no-header",
            Refused::MissingFields(_) => "refused-missing-fields",
            Refused::MissingColumns { new, .. } if new.is_empty() => "refused-missing-columns",
            Refused::MissingColumns { .. } => "refused-other-columns",
            Refused::RepeatedColumns(_) => "refused-repeated-columns",
            Refused::NeverRead(_) => "refused-never-read",
            Refused::NotAFeed => "refused-not-a-feed",
            Refused::NotAMapping(_) => "refused-not-a-mapping",
            Refused::UnknownLayer { .. } => "refused-unknown-layer",
            Refused::SeveralLayers(_) => "refused-several-layers",
            Refused::UnknownColumn { .. } => "refused-unknown-column",
            Refused::OpenElsewhere => "refused-open-elsewhere",
            Refused::NotBoundaries(_) => "refused-not-boundaries",
            Refused::NoDistricts => "refused-no-districts",
            Refused::DuplicateCode(_) => "refused-duplicate-code",
            Refused::Unnamed(_) => "refused-unnamed",
            Refused::WrongCoordinateSystem(_) => "refused-coordinate-system",
            Refused::BadGeometry(_) => "refused-geometry",
        };
        let args = match self {
            Refused::WrongKind { found } => vec![("found", found.key().to_owned())],
            Refused::BrokenJson { line, column } => vec![("line", line.to_string()), ("column", column.to_string())],
            Refused::NotBoundaries(found) => vec![("found", found.key().to_owned())],
            Refused::TooLarge { what, limit } => vec![("what", what.key().to_owned()), ("limit", Self::amount(*what, *limit))],
            Refused::StrayCell { sheet, cell } => vec![("sheet", sheet.clone()), ("cell", cell.clone())],
            Refused::UnknownSheet { name, known } | Refused::UnknownLayer { name, known } | Refused::UnknownColumn { name, known } => {
                vec![("value", name.clone()), ("known", known.join(", "))]
            }
            Refused::SeveralLayers(known) => vec![("known", known.join(", "))],
            Refused::MissingFields(needs) => vec![("needs", Need::joined(needs))],
            Refused::MissingColumns { gone, new } => vec![("columns", gone.join(", ")), ("new", new.join(", "))],
            Refused::RepeatedColumns(names) | Refused::NeverRead(names) => vec![("columns", names.join(", "))],
            Refused::NoFile(text)
            | Refused::NotAMapping(text)
            | Refused::DuplicateCode(text)
            | Refused::WrongCoordinateSystem(text)
            | Refused::BadGeometry(text) => vec![("value", text.clone())],
            Refused::Unnamed(row) => vec![("value", row.to_string())],
            // The system's words are for the log, not for the reader.
            Refused::Unreadable(_)
            | Refused::Folder
            | Refused::NoPermission
            | Refused::Empty
            | Refused::PasswordProtected
            | Refused::Truncated
            | Refused::ForbiddenMarkup
            | Refused::NotAWorkbook
            | Refused::NoHeader
            | Refused::NotAFeed
            | Refused::OpenElsewhere
            | Refused::NoDistricts => vec![],
        };
        Message { id, args }
    }

    fn amount(what: Excess, limit: u64) -> String {
        match what {
            Excess::File | Excess::Inflated if limit >= 1 << 20 => format!("{} MiB", limit >> 20),
            Excess::File | Excess::Inflated => format!("{limit} byte"),
            Excess::Ratio
            | Excess::Entries
            | Excess::Strings
            | Excess::Rows
            | Excess::Columns
            | Excess::Row
            | Excess::Depth
            | Excess::Districts
            | Excess::Positions => limit.to_string(),
        }
    }
}

/// A message id of `intake.ftl` and the texts put into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Id of the message.
    pub id: &'static str,
    /// Name and text of each argument.
    pub args: Vec<(&'static str, String)>,
}

/// A row's reason in words: a message id of `intake.ftl` with its arguments.
pub fn reason_message(reason: &Reason) -> Message {
    if let Reason::TooManyFields(numbers) = reason {
        let (have, columns) = numbers.split_once('/').unwrap_or((numbers, ""));
        return Message { id: "reason-too-many-fields", args: vec![("have", have.to_owned()), ("columns", columns.to_owned())] };
    }
    let (id, value) = match reason {
        Reason::Missing => ("reason-missing", None),
        Reason::NotADate(text) => ("reason-not-a-date", Some(text.as_str())),
        Reason::AmbiguousDate(text) => ("reason-ambiguous-date", Some(text.as_str())),
        Reason::UnlikelyDate(text) => ("reason-unlikely-date", Some(text.as_str())),
        Reason::EndBeforeStart => ("reason-end-before-start", None),
        Reason::NotANumber(text) => ("reason-not-a-number", Some(text.as_str())),
        Reason::UnlikelyCount(text) => ("reason-unlikely-count", Some(text.as_str())),
        Reason::WrongCoordinateSystem(text) => ("reason-wrong-coordinate-system", Some(text.as_str())),
        Reason::OutsideDistricts => ("reason-outside-districts", None),
        Reason::UnknownDistrict(text) => ("reason-unknown-district", Some(text.as_str())),
        Reason::SharedDistrict(text) => ("reason-shared-district", Some(text.as_str())),
        Reason::UnknownCode(text) => ("reason-unknown-code", Some(text.as_str())),
        Reason::PersonalData(class) => ("reason-personal-data", Some(*class)),
        Reason::TooLong => ("reason-too-long", None),
        Reason::TooManyFields(numbers) => ("reason-too-many-fields", Some(numbers.as_str())),
        Reason::StrayQuote => ("reason-stray-quote", None),
    };
    Message { id, args: value.map(|text| ("value", text.to_owned())).into_iter().collect() }
}
