//! District boundaries: GeoPackage (SWEREF 99 TM, its local zones or WGS 84) and GeoJSON (WGS 84).

mod arcs;
mod geojson;
mod geopackage;
mod json_numbers;
mod systems;
mod wkb;

pub use json_numbers::WithoutNan;

use crate::headers::bare;
use crate::kind::{self, FileKind};
use crate::limits::Limits;
use crate::origin;
use crate::refused::{Excess, NotBoundaries, Refused};
use domain::districts::{DistrictCode, DistrictShape, Polygon};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use systems::System;

/// Bytes of a GeoJSON file: it is text and has to be held in part.
const GEOJSON_BYTES: u64 = 32 << 20;
/// Characters of a code or name.
const NAME_CHARS: usize = 200;

/// A layer of a boundary file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Name in the file; for GeoJSON, which has one layer, `GeoJSON`.
    pub name: String,
    /// Columns that can hold a name or code.
    pub columns: Vec<String>,
    /// The column that looks like codes.
    pub code_column: Option<String>,
    /// The column that looks like names.
    pub name_column: Option<String>,
    /// The column with the municipality's code.
    pub municipality_column: Option<String>,
}

/// Which districts of a file are meant.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Layer; may be left out when there is one.
    pub layer: Option<String>,
    /// Column of the names.
    pub name_column: String,
    /// Column of the codes.
    pub code_column: String,
    /// Only districts of this municipality: those whose municipality column says so or, when the
    /// layer has none, whose code starts with it.
    pub municipality: Option<String>,
}

impl Layer {
    fn new(name: String, columns: Vec<String>) -> Self {
        let find = |words: &[&str]| words.iter().find_map(|w| columns.iter().find(|c| bare(c) == *w).cloned());
        Self {
            code_column: find(&["regsokod", "desokod", "omradeskod", "distriktskod", "kod", "code", "id"]),
            name_column: find(&["regsonamn", "desonamn", "omradesnamn", "distriktsnamn", "namn", "name", "komnamn", "stadsdel", "omrade"]),
            municipality_column: find(&["kommunkod", "knkod", "kommun", "municipalitycode", "municipality"]),
            name,
            columns,
        }
    }

    /// A column by its name, else by its name without regard to case.
    fn column(&self, name: &str) -> Result<&str, Refused> {
        let exact = self.columns.iter().find(|c| *c == name);
        let found = exact.or_else(|| self.columns.iter().find(|c| c.to_lowercase() == name.to_lowercase()));
        let unknown = || Refused::UnknownColumn { name: name.to_owned(), known: self.columns.clone() };
        found.map(String::as_str).ok_or_else(unknown)
    }
}

/// The layers of a boundary file with their columns, for a choice.
pub async fn layers(path: &Path, limits: &Limits) -> Result<Vec<Layer>, Refused> {
    match kind_of(path, limits)? {
        FileKind::Sqlite => geopackage::layers(path).await,
        FileKind::Json => {
            let (path, limits) = (path.to_owned(), limits.clone());
            blocking(move || geojson::layer(&path, &limits).map(|layer| vec![layer])).await
        }
        found => Err(not_boundaries(path, found)),
    }
}

/// Reads the chosen districts, in file order, as polygons in SWEREF 99 TM. At least one; codes are
/// unique.
pub async fn read(path: &Path, choice: &Choice, limits: &Limits) -> Result<Vec<DistrictShape>, Refused> {
    match kind_of(path, limits)? {
        FileKind::Sqlite => geopackage::read(path, choice, limits).await,
        FileKind::Json => {
            let (path, choice, limits) = (path.to_owned(), choice.clone(), limits.clone());
            blocking(move || geojson::read(&path, &choice, &limits)).await
        }
        found => Err(not_boundaries(path, found)),
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Refused> + Send + 'static) -> Result<T, Refused> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|e| Err(Refused::Unreadable(e.to_string())))
}

/// Bytes at the start and the end of a file in which its kind is looked for: a zip archive names its files in both.
const LOOKED_AT: u64 = 64 << 10;
/// A shapefile's first bytes.
const SHAPEFILE: &[u8] = &[0, 0, 0x27, 0x0A];

/// Why a file of another kind is refused, with what it is.
fn not_boundaries(path: &Path, found: FileKind) -> Refused {
    let ends = || -> std::io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        let mut bytes = Vec::new();
        Read::by_ref(&mut file).take(LOOKED_AT).read_to_end(&mut bytes)?;
        file.seek(SeekFrom::Start(length.saturating_sub(LOOKED_AT)))?;
        file.take(LOOKED_AT).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = match ends() {
        Ok(bytes) => bytes,
        Err(error) => return Refused::from_io(&error),
    };
    Refused::NotBoundaries(other_format(&bytes, found))
}

fn other_format(bytes: &[u8], found: FileKind) -> NotBoundaries {
    let has = |word: &str| bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()));
    match found {
        FileKind::Zip if has(".shp") || has(".dbf") => NotBoundaries::Shapefile,
        FileKind::Zip if has(".kml") => NotBoundaries::Kml,
        FileKind::Zip if has(".gml") => NotBoundaries::Gml,
        FileKind::Zip if has(".gpkg") || has(".geojson") || has(".json") => NotBoundaries::Packed,
        FileKind::Gzip => NotBoundaries::Packed,
        FileKind::Json => NotBoundaries::Json,
        FileKind::Zip if has("xl/") => NotBoundaries::Table,
        FileKind::Markup if has("<kml") => NotBoundaries::Kml,
        FileKind::Markup if has("opengis.net/gml") || has("<gml:") => NotBoundaries::Gml,
        FileKind::Other if bytes.starts_with(SHAPEFILE) => NotBoundaries::Shapefile,
        FileKind::Xlsx
        | FileKind::Text
        | FileKind::OldExcel
        | FileKind::BinaryExcel
        | FileKind::OpenDocument
        | FileKind::WebArchive
        | FileKind::DosText => NotBoundaries::Table,
        FileKind::Sqlite | FileKind::Zip | FileKind::Pdf | FileKind::Image | FileKind::Markup | FileKind::Other => NotBoundaries::Other,
    }
}

/// Whether the first bytes are those of boundaries, also in a format that cannot be read: whoever gave them is told
/// what to do with boundaries.
pub fn are_boundaries(head: &[u8]) -> bool {
    let found = kind::of(head);
    match found {
        FileKind::Sqlite => true,
        FileKind::Json => head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start().starts_with(b"{"),
        FileKind::Xlsx
        | FileKind::Text
        | FileKind::Gzip
        | FileKind::OldExcel
        | FileKind::BinaryExcel
        | FileKind::OpenDocument
        | FileKind::Zip
        | FileKind::Pdf
        | FileKind::Image
        | FileKind::Markup
        | FileKind::WebArchive
        | FileKind::DosText
        | FileKind::Other => match other_format(head, found) {
            NotBoundaries::Shapefile | NotBoundaries::Kml | NotBoundaries::Gml => true,
            NotBoundaries::Json | NotBoundaries::Packed | NotBoundaries::Table | NotBoundaries::Other => false,
        },
    }
}

fn kind_of(path: &Path, limits: &Limits) -> Result<FileKind, Refused> {
    let io = |e: std::io::Error| Refused::from_io(&e);
    let file = origin::opened(path)?;
    let length = file.metadata().map_err(io)?.len();
    let mut head = Vec::new();
    file.take(4_096).read_to_end(&mut head).map_err(io)?;
    if head.trim_ascii().is_empty() {
        return Err(Refused::Empty);
    }
    let kind = kind::of(&head);
    let limit = if kind == FileKind::Json { limits.file_bytes.min(GEOJSON_BYTES) } else { limits.file_bytes };
    if length > limit {
        return Err(Refused::TooLarge { what: Excess::File, limit });
    }
    Ok(kind)
}

/// Districts as they are read: filtered, checked, counted.
struct Collector<'a> {
    choice: &'a Choice,
    limits: &'a Limits,
    seen: BTreeSet<String>,
    shapes: Vec<DistrictShape>,
    positions: usize,
}

impl<'a> Collector<'a> {
    fn new(choice: &'a Choice, limits: &'a Limits) -> Self {
        Self { choice, limits, seen: BTreeSet::new(), shapes: Vec::new(), positions: 0 }
    }

    /// Positions that may still be read.
    fn positions_left(&self) -> usize {
        self.limits.positions.saturating_sub(self.positions)
    }

    /// Whether a row belongs to the municipality asked for.
    fn wants(&self, code: &str, municipality: Option<&str>) -> bool {
        match (&self.choice.municipality, municipality) {
            (None, _) => true,
            (Some(wanted), Some(said)) => is_municipality(said.trim(), wanted.trim()),
            (Some(wanted), None) => code.starts_with(wanted.trim()),
        }
    }

    /// Takes a district whose polygons are in `system`.
    fn add(&mut self, row: u64, code: &str, name: &str, parts: Vec<Polygon>, system: System) -> Result<(), Refused> {
        let (code, name) = (label(code), label(name));
        if code.is_empty() || name.is_empty() {
            return Err(Refused::Unnamed(row));
        }
        if self.shapes.len() >= self.limits.districts {
            return Err(Refused::TooLarge { what: Excess::Districts, limit: self.limits.districts as u64 });
        }
        if !self.seen.insert(code.clone()) {
            return Err(Refused::DuplicateCode(code));
        }
        let parts = parts.into_iter().map(|p| polygon(p, system, &code)).collect::<Result<Vec<_>, _>>()?;
        if parts.is_empty() {
            return Err(Refused::BadGeometry(code));
        }
        self.positions += parts.iter().flatten().map(Vec::len).sum::<usize>();
        if self.positions > self.limits.positions {
            return Err(Refused::TooLarge { what: Excess::Positions, limit: self.limits.positions as u64 });
        }
        self.shapes.push(DistrictShape { code: DistrictCode(code), name, parts });
        Ok(())
    }

    fn finish(self) -> Result<Vec<DistrictShape>, Refused> {
        if self.shapes.is_empty() { Err(Refused::NoDistricts) } else { Ok(self.shapes) }
    }
}

/// Whether a cell says the municipality: as a number its code has no zero in front.
fn is_municipality(said: &str, wanted: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok().filter(|_| text.starts_with(|c: char| c.is_ascii_digit()));
    said == wanted || number(said).is_some_and(|said| Some(said) == number(wanted))
}

fn label(text: &str) -> String {
    crate::cell::clean(text).chars().take(NAME_CHARS).collect()
}

/// A polygon in SWEREF 99 TM with closed rings of at least four positions.
fn polygon(rings: Polygon, system: System, code: &str) -> Result<Polygon, Refused> {
    if rings.is_empty() {
        return Err(Refused::BadGeometry(code.to_owned()));
    }
    let mut polygon = Vec::with_capacity(rings.len());
    for mut ring in rings {
        if let (Some(first), Some(last)) = (ring.first().copied(), ring.last().copied())
            && first != last
        {
            ring.push(first);
        }
        if ring.len() < 4 {
            return Err(Refused::BadGeometry(code.to_owned()));
        }
        for position in &mut ring {
            let [x, y] = *position;
            *position = system.metres([x, y]).ok_or_else(|| Refused::WrongCoordinateSystem(format!("{x}, {y}")))?;
        }
        polygon.push(ring);
    }
    Ok(polygon)
}
