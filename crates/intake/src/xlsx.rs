//! Excel workbooks, streamed: container, list of sheets, shared strings, date styles, and the
//! cells of one sheet.
//!
//! Libraries for workbooks load the shared strings and the sheet before a bound can be asked for;
//! a list needs so little of the format that its parts are read here, over `zip` and `quick-xml`.

mod escapes;
mod names;
mod parts;
mod sheet;

use crate::bounded::{Budget, Inflated};
use crate::kind::FileKind;
use crate::limits::Limits;
use crate::line::Line;
use crate::origin::{Bytes, Origin};
use crate::refused::{Excess, Refused};
use quick_xml::Reader;
use quick_xml::events::Event as Markup;
use std::io::{BufReader, Read, SeekFrom};
use std::ops::ControlFlow;
use std::sync::Arc;
use zip::ZipArchive;
use zip::result::ZipError;

pub(crate) use sheet::letters;

/// The longest end record of a zip with its comment.
const END_RECORD: u64 = 65_557;
/// Bytes that looking up the directory may read.
const DIRECTORY_BYTES: u64 = 4 << 20;
/// No part of a workbook nests deeper than a dozen levels.
const DEPTH: u32 = 64;

type Container = Budget<Box<dyn Bytes>>;
type Archive = ZipArchive<Container>;
/// A part while it is inflated, counted.
type Part<'a> = Inflated<zip::read::ZipFile<'a, Container>>;

/// What the rows of a workbook's sheets need besides their own parts.
#[derive(Debug)]
struct Shared {
    strings: parts::Strings,
    /// For each cell style: what it makes of a number.
    styles: Vec<parts::Style>,
    from_1904: bool,
}

/// One sheet of a workbook, ready to be streamed.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// Name as shown on its tab.
    pub(crate) name: String,
    /// Number of its part in the container.
    part: usize,
    shared: Arc<Shared>,
}

impl Sheet {
    /// Whether dates count from 1904.
    pub(crate) fn is_from_1904(&self) -> bool {
        self.shared.from_1904
    }
}

/// A tab of a workbook.
#[derive(Clone, Debug)]
pub(crate) struct Tab {
    /// Name as shown on it.
    pub(crate) name: String,
    /// Whether it is hidden.
    pub(crate) is_hidden: bool,
    /// Its cells; `None` when it has none, such as a chart.
    pub(crate) sheet: Option<Sheet>,
}

/// The tabs in their order.
pub(crate) fn tabs(origin: &Origin, limits: &Limits) -> Result<Vec<Tab>, Refused> {
    let mut archive = archive(origin, limits)?;
    let names = names::Names::of(&archive);
    let main = main_part(&mut archive, &names, limits)?;
    let book = parts::workbook(&mut archive, main.part, limits)?;
    let relations = parts::relations(&mut archive, &names, &main.name, limits)?;
    let strings = relations.of_kind("sharedstrings").or_else(|| names.beside(&main.name, "sharedStrings.xml"));
    let styles = relations.of_kind("styles").or_else(|| names.beside(&main.name, "styles.xml"));
    let shared = Arc::new(Shared {
        strings: parts::Strings::read(&mut archive, strings, limits)?,
        styles: parts::styles(&mut archive, styles, limits)?,
        from_1904: book.from_1904,
    });
    let tab = |tab: parts::TabEntry| {
        let part = relations.sheet(&tab.relation);
        let sheet = part.map(|part| Sheet { name: tab.name.clone(), part, shared: shared.clone() });
        Tab { name: tab.name, is_hidden: tab.is_hidden, sheet }
    };
    let tabs: Vec<Tab> = book.tabs.into_iter().map(tab).collect();
    if tabs.iter().all(|tab| tab.sheet.is_none()) { Err(Refused::Truncated) } else { Ok(tabs) }
}

/// Calls `each` with every row that is not blank.
pub(crate) fn each_row(
    origin: &Origin,
    sheet: &Sheet,
    limits: &Limits,
    each: &mut dyn FnMut(&Line<'_>) -> ControlFlow<()>,
) -> Result<(), Refused> {
    let mut archive = archive(origin, limits)?;
    sheet::each_row(&mut archive, sheet, limits, each)
}

fn archive(origin: &Origin, limits: &Limits) -> Result<Archive, Refused> {
    let mut file = origin.open()?;
    let length = origin.length()?;
    check_end_record(file.as_mut(), length, limits).map_err(|e| Refused::from_io(&e))?;
    let (reader, budget) = Budget::new(file, DIRECTORY_BYTES);
    let archive = ZipArchive::new(reader).map_err(refused)?;
    budget.set(u64::MAX);
    if archive.len() > limits.entries {
        return Err(Refused::TooLarge { what: Excess::Entries, limit: limits.entries as u64 });
    }
    Ok(archive)
}

/// A container that was cut off has no end record; one with too many entries says so there.
fn check_end_record(file: &mut dyn Bytes, length: u64, limits: &Limits) -> std::io::Result<()> {
    file.seek(SeekFrom::Start(length.saturating_sub(END_RECORD)))?;
    let mut tail = Vec::new();
    file.take(END_RECORD).read_to_end(&mut tail)?;
    let at = tail.windows(4).rposition(|w| w == b"PK\x05\x06").ok_or_else(|| std::io::Error::other(Refused::Truncated))?;
    let entries = tail.get(at + 10..at + 12).map_or(0, |b| usize::from(u16::from_le_bytes([b[0], b[1]])));
    if entries > limits.entries {
        return Err(std::io::Error::other(Refused::TooLarge { what: Excess::Entries, limit: limits.entries as u64 }));
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(())
}

/// The part that lists the tabs.
struct Main {
    name: String,
    part: usize,
}

/// Finds the main part, which the container's own relations name. Refuses containers that are not
/// xlsx, by the parts they have.
fn main_part(archive: &mut Archive, names: &names::Names, limits: &Limits) -> Result<Main, Refused> {
    let said = parts::relations(archive, names, "", limits)?.name_of_kind("officedocument");
    let usual = || "xl/workbook.xml".to_owned();
    let name = said.filter(|name| names.find(name).is_some()).unwrap_or_else(usual);
    let found = match names.find(&name) {
        Some(part) if name.to_ascii_lowercase().ends_with(".xml") && !names.has("word/document.xml") => return Ok(Main { name, part }),
        Some(_) | None if names.has("xl/workbook.bin") => FileKind::BinaryExcel,
        Some(_) | None if names.has("mimetype") => FileKind::OpenDocument,
        Some(_) | None => FileKind::Zip,
    };
    Err(Refused::WrongKind { found })
}

fn refused(error: ZipError) -> Refused {
    match error {
        ZipError::Io(error) => Refused::from_io(&error),
        ZipError::UnsupportedArchive(text) if text == ZipError::PASSWORD_REQUIRED => Refused::PasswordProtected,
        ZipError::InvalidPassword => Refused::PasswordProtected,
        // The library's enum may grow; every other failure means a container we cannot read.
        _ => Refused::Truncated,
    }
}

/// A part of the container as a bounded stream of XML events.
struct Xml<'a> {
    reader: Reader<BufReader<Part<'a>>>,
    buffer: Vec<u8>,
    depth: u32,
}

impl<'a> Xml<'a> {
    /// Opens a part by its number in the container.
    fn open(archive: &'a mut Archive, part: usize, limits: &Limits) -> Result<Self, Refused> {
        let entry = archive.by_index(part).map_err(refused)?;
        let compressed = entry.compressed_size();
        // The size that the directory claims is only good for refusing early; the stream is counted too.
        crate::bounded::check_sizes(entry.size(), compressed, limits)?;
        let reader = Reader::from_reader(BufReader::with_capacity(32 << 10, Inflated::new(entry, compressed, limits)));
        Ok(Self { reader, buffer: Vec::new(), depth: 0 })
    }

    /// The next event; `Eof` at the end. Document types are refused, depth is bounded.
    fn next(&mut self) -> Result<Markup<'_>, Refused> {
        self.buffer.clear();
        self.reader.get_mut().get_mut().mark();
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| match error {
            quick_xml::Error::Io(error) => Refused::from_io(&error),
            _ => Refused::Truncated,
        })?;
        match &event {
            Markup::Start(_) => {
                self.depth += 1;
                if self.depth > DEPTH {
                    return Err(Refused::TooLarge { what: Excess::Depth, limit: u64::from(DEPTH) });
                }
            }
            Markup::End(_) => self.depth = self.depth.saturating_sub(1),
            Markup::DocType(_) => return Err(Refused::ForbiddenMarkup),
            Markup::Empty(_)
            | Markup::Text(_)
            | Markup::CData(_)
            | Markup::Comment(_)
            | Markup::Decl(_)
            | Markup::PI(_)
            | Markup::GeneralRef(_)
            | Markup::Eof => {}
        }
        Ok(event)
    }
}

/// The character of a predefined entity or a character reference; others are refused.
fn entity(reference: &quick_xml::events::BytesRef<'_>) -> Result<char, Refused> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Ok(c);
    }
    match reference.as_ref() {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(Refused::ForbiddenMarkup),
    }
}
