//! District boundaries: GeoPackage (SWEREF 99 TM or WGS 84) and GeoJSON (WGS 84).

mod geojson;
mod geopackage;
mod wkb;

use crate::coordinates::{self, EASTINGS, NORTHINGS};
use crate::headers::bare;
use crate::kind::{self, FileKind};
use crate::limits::Limits;
use crate::refused::{Excess, Refused};
use domain::districts::{DistrictCode, DistrictShape, Polygon};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

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
        found.map(String::as_str).ok_or_else(|| Refused::UnknownColumn(name.to_owned()))
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
        found => Err(Refused::WrongKind { found }),
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
        found => Err(Refused::WrongKind { found }),
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Refused> + Send + 'static) -> Result<T, Refused> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|e| Err(Refused::Unreadable(e.to_string())))
}

fn kind_of(path: &Path, limits: &Limits) -> Result<FileKind, Refused> {
    let io = |e: std::io::Error| Refused::from_io(&e);
    let file = File::open(path).map_err(io)?;
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

/// The coordinate systems that boundaries may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum System {
    /// Longitude and latitude in degrees.
    Wgs84,
    /// Easting and northing in metres.
    Sweref99Tm,
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
            (Some(wanted), Some(said)) => said.trim() == wanted.trim(),
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
            *position = metres(*position, system)?;
        }
        polygon.push(ring);
    }
    Ok(polygon)
}

fn metres([x, y]: [f64; 2], system: System) -> Result<[f64; 2], Refused> {
    let wrong = || Refused::WrongCoordinateSystem(format!("{x}, {y}"));
    match system {
        System::Sweref99Tm => {
            let fits = (EASTINGS.0..=EASTINGS.1).contains(&x) && (NORTHINGS.0..=NORTHINGS.1).contains(&y);
            if fits { Ok([x, y]) } else { Err(wrong()) }
        }
        System::Wgs84 => coordinates::from_degrees(y, x).map(|point| [point.x, point.y]).map_err(|_| wrong()),
    }
}
