//! Excel workbooks, streamed: container, list of sheets, shared strings, date styles, and the
//! cells of one sheet.
//!
//! Libraries for workbooks load the shared strings and the sheet before a bound can be asked for;
//! a list needs so little of the format that its parts are read here, over `zip` and `quick-xml`.

mod parts;
mod sheet;

use crate::bounded::{Budget, Inflated};
use crate::cell::Cell;
use crate::kind::FileKind;
use crate::limits::Limits;
use crate::refused::{Excess, Refused};
use quick_xml::Reader;
use quick_xml::events::Event as Markup;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;
use zip::ZipArchive;
use zip::result::ZipError;

/// The longest end record of a zip with its comment.
const END_RECORD: u64 = 65_557;
/// Bytes that looking up the directory may read.
const DIRECTORY_BYTES: u64 = 4 << 20;
/// No part of a workbook nests deeper than a dozen levels.
const DEPTH: u32 = 64;

type Container = Budget<BufReader<File>>;
type Archive = ZipArchive<Container>;
/// A part while it is inflated, counted.
type Part<'a> = Inflated<zip::read::ZipFile<'a, Container>>;

/// One sheet of a workbook, ready to be streamed.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// Name as shown on its tab.
    pub(crate) name: String,
    /// Name of its part in the container.
    part: String,
    /// Whether dates count from 1904.
    from_1904: bool,
    /// For each cell style: what it makes of a number.
    styles: Vec<parts::Style>,
}

/// The visible sheets in the order of their tabs.
pub(crate) fn sheets(path: &Path, limits: &Limits) -> Result<Vec<Sheet>, Refused> {
    let mut archive = archive(path, limits)?;
    kind(&archive)?;
    let book = parts::workbook(&mut archive, limits)?;
    let targets = parts::relations(&mut archive, limits)?;
    let styles = parts::styles(&mut archive, limits)?;
    let sheets: Vec<Sheet> = book
        .sheets
        .into_iter()
        .filter_map(|(name, relation)| {
            let part = targets.iter().find(|(id, _)| *id == relation).map(|(_, target)| target.clone())?;
            archive.index_for_name(&part)?;
            Some(Sheet { name, part, from_1904: book.from_1904, styles: styles.clone() })
        })
        .collect();
    if sheets.is_empty() { Err(Refused::Truncated) } else { Ok(sheets) }
}

/// Calls `each` with the number and cells of every row that is not blank.
pub(crate) fn each_row(
    path: &Path,
    sheet: &Sheet,
    limits: &Limits,
    each: &mut dyn FnMut(u32, &[Cell]) -> ControlFlow<()>,
) -> Result<(), Refused> {
    let mut archive = archive(path, limits)?;
    let strings = parts::Strings::read(&mut archive, limits)?;
    sheet::each_row(&mut archive, sheet, &strings, limits, each)
}

fn archive(path: &Path, limits: &Limits) -> Result<Archive, Refused> {
    let mut file = File::open(path).map_err(|e| Refused::from_io(&e))?;
    check_end_record(&mut file, limits).map_err(|e| Refused::from_io(&e))?;
    let (reader, budget) = Budget::new(BufReader::new(file), DIRECTORY_BYTES);
    let archive = ZipArchive::new(reader).map_err(refused)?;
    budget.set(u64::MAX);
    if archive.len() > limits.entries {
        return Err(Refused::TooLarge { what: Excess::Entries, limit: limits.entries as u64 });
    }
    Ok(archive)
}

/// A container that was cut off has no end record; one with too many entries says so there.
fn check_end_record(file: &mut File, limits: &Limits) -> std::io::Result<()> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(END_RECORD)))?;
    let mut tail = Vec::new();
    Read::by_ref(file).take(END_RECORD).read_to_end(&mut tail)?;
    let at = tail.windows(4).rposition(|w| w == b"PK\x05\x06").ok_or_else(|| std::io::Error::other(Refused::Truncated))?;
    let entries = tail.get(at + 10..at + 12).map_or(0, |b| usize::from(u16::from_le_bytes([b[0], b[1]])));
    if entries > limits.entries {
        return Err(std::io::Error::other(Refused::TooLarge { what: Excess::Entries, limit: limits.entries as u64 }));
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(())
}

/// Refuses containers that are not xlsx, by the parts they have.
fn kind(archive: &Archive) -> Result<(), Refused> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    let found = if has("xl/workbook.xml") {
        return Ok(());
    } else if has("xl/workbook.bin") {
        FileKind::BinaryExcel
    } else if has("mimetype") {
        FileKind::OpenDocument
    } else {
        FileKind::Zip
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
    /// `None` when the container has no such part.
    fn open(archive: &'a mut Archive, part: &str, limits: &Limits) -> Result<Option<Self>, Refused> {
        let entry = match archive.by_name(part) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(refused(error)),
        };
        let compressed = entry.compressed_size();
        // The size that the directory claims is only good for refusing early; the stream is counted too.
        crate::bounded::check_sizes(entry.size(), compressed, limits)?;
        let reader = Reader::from_reader(BufReader::with_capacity(32 << 10, Inflated::new(entry, compressed, limits)));
        Ok(Some(Self { reader, buffer: Vec::new(), depth: 0 }))
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
