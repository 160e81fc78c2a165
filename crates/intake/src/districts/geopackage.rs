//! GeoPackage: an SQLite file with a table of layers (OGC 12-128r18).

use super::systems::{self, System, Systems};
use super::wkb::{self, Fault};
use super::{Choice, Collector, Layer};
use crate::kind::FileKind;
use crate::limits::Limits;
use crate::refused::{Excess, Refused};
use database::foreign::{Foreign, ForeignError, ForeignValue};
use domain::districts::DistrictShape;
use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

/// Bytes of one district's geometry.
const GEOMETRY_BYTES: u32 = 8 << 20;
/// Bytes of the text that describes a coordinate system.
const DEFINITION_BYTES: u32 = 64 << 10;
/// Bytes of names in the table of layers.
const NAME_BYTES: u32 = 1 << 10;

/// A layer's table and how its geometry is stored.
struct Source {
    layer: Layer,
    geometry: String,
    srs: i64,
}

fn text(value: &ForeignValue) -> Option<String> {
    match value {
        ForeignValue::Text(text) => Some(text.clone()),
        ForeignValue::Integer(n) => Some(n.to_string()),
        // A table that came through a spreadsheet has its codes as 1.0.
        ForeignValue::Real(n) => Some(crate::cell::Cell::Number(*n).text().into_owned()),
        ForeignValue::Null | ForeignValue::Blob(_) => None,
    }
}

fn refused(error: ForeignError) -> Refused {
    match error {
        ForeignError::Damaged(_) => Refused::Truncated,
        ForeignError::NoTable(name) => Refused::UnknownLayer { name, known: Vec::new() },
        ForeignError::NoColumn(name) => Refused::UnknownColumn { name, known: Vec::new() },
        ForeignError::TooLong(limit) => Refused::TooLarge { what: Excess::Row, limit: u64::from(limit) },
    }
}

/// Opens a file whose rows are all in it: with a write-ahead log some may be in a second file that did not come along.
async fn open(path: &Path) -> Result<Foreign, Refused> {
    if has_write_ahead_log(path)? {
        return Err(Refused::OpenElsewhere);
    }
    Foreign::open(path).await.map_err(refused)
}

/// Whether the file's header says that it is written through a log (file format, offsets 18 and 19). A map program
/// sets it while it has the file open and takes it back when it is closed.
fn has_write_ahead_log(path: &Path) -> Result<bool, Refused> {
    let mut head = [0_u8; 20];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    match read {
        Ok(()) => Ok(head[18] == 2 || head[19] == 2),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Err(Refused::Truncated),
        Err(error) => Err(Refused::from_io(&error)),
    }
}

pub(super) async fn layers(path: &Path) -> Result<Vec<Layer>, Refused> {
    let mut file = open(path).await?;
    Ok(sources(&mut file).await?.into_iter().map(|source| source.layer).collect())
}

async fn sources(file: &mut Foreign) -> Result<Vec<Source>, Refused> {
    let mut found: Vec<(String, String, i64)> = Vec::new();
    let tables = file.tables().await.map_err(refused)?;
    if !tables.iter().any(|t| t == "gpkg_geometry_columns") {
        return Err(Refused::WrongKind { found: FileKind::Sqlite });
    }
    file.rows("gpkg_geometry_columns", &["table_name", "column_name", "srs_id"], NAME_BYTES, &mut |row| {
        if let [ForeignValue::Text(table), ForeignValue::Text(column), ForeignValue::Integer(srs)] = row.as_slice()
            && tables.contains(table)
        {
            found.push((table.clone(), column.clone(), *srs));
        }
        if found.len() < 200 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })
    .await
    .map_err(refused)?;
    let mut sources = Vec::new();
    for (table, geometry, srs) in found {
        let columns = file.columns(&table).await.map_err(refused)?;
        let columns = columns.into_iter().filter(|c| *c != geometry).collect();
        sources.push(Source { layer: Layer::new(table, columns), geometry, srs });
    }
    if sources.is_empty() { Err(Refused::NoDistricts) } else { Ok(sources) }
}

fn names(sources: &[Source]) -> Vec<String> {
    sources.iter().map(|source| source.layer.name.clone()).collect()
}

pub(super) async fn read(path: &Path, choice: &Choice, limits: &Limits) -> Result<Vec<DistrictShape>, Refused> {
    let mut file = open(path).await?;
    let mut sources = sources(&mut file).await?;
    let systems = known_systems(&mut file).await?;
    let at = match &choice.layer {
        Some(name) => {
            let unknown = || Refused::UnknownLayer { name: name.clone(), known: names(&sources) };
            sources.iter().position(|s| s.layer.name == *name).ok_or_else(unknown)?
        }
        None if sources.len() == 1 => 0,
        None => return Err(Refused::SeveralLayers(names(&sources))),
    };
    let source = sources.swap_remove(at);
    let code = source.layer.column(&choice.code_column)?;
    let name = source.layer.column(&choice.name_column)?;
    let mut columns = vec![code, name, source.geometry.as_str()];
    columns.extend(source.layer.municipality_column.as_deref());
    let mut collector = Collector::new(choice, limits);
    let (mut row, mut fault) = (0_u64, None);
    file.rows(&source.layer.name, &columns, GEOMETRY_BYTES, &mut |values| {
        row += 1;
        match take(&mut collector, row, &values, source.srs, &systems) {
            Ok(()) => ControlFlow::Continue(()),
            Err(refused) => {
                fault = Some(refused);
                ControlFlow::Break(())
            }
        }
    })
    .await
    .map_err(refused)?;
    match fault {
        Some(refused) => Err(refused),
        None => collector.finish(),
    }
}

/// The coordinate systems that the file itself describes: a `srs_id` is a key of this table, not an EPSG number.
async fn known_systems(file: &mut Foreign) -> Result<Systems, Refused> {
    const TABLE: &str = "gpkg_spatial_ref_sys";
    let columns = ["srs_id", "organization", "organization_coordsys_id", "srs_name", "definition"];
    let mut systems = Systems::default();
    if !file.tables().await.map_err(refused)?.iter().any(|table| table == TABLE) {
        return Ok(systems);
    }
    file.rows(TABLE, &columns, DEFINITION_BYTES, &mut |row| {
        if let [ForeignValue::Integer(id), organization, number, name, definition] = row.as_slice() {
            let [organization, name, definition] = [organization, name, definition].map(|value| text(value).unwrap_or_default());
            let number = text(number).and_then(|number| number.parse().ok());
            systems.add(*id, systems::Described { organization, number, name, definition });
        }
        if systems.len() < 500 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })
    .await
    .map_err(refused)?;
    Ok(systems)
}

fn take(collector: &mut Collector<'_>, row: u64, values: &[ForeignValue], srs: i64, systems: &Systems) -> Result<(), Refused> {
    let label = |at: usize| values.get(at).and_then(text).unwrap_or_default();
    let (code, name) = (label(0), label(1));
    let municipality = values.get(3).and_then(text);
    if !collector.wants(&code, municipality.as_deref()) {
        return Ok(());
    }
    let Some(ForeignValue::Blob(blob)) = values.get(2) else { return Err(Refused::BadGeometry(code)) };
    let geometry = wkb::read(blob, collector.positions_left()).map_err(|fault| match fault {
        Fault::Bad => Refused::BadGeometry(code.clone()),
        Fault::TooMany => Refused::TooLarge { what: Excess::Positions, limit: collector.limits.positions as u64 },
    })?;
    // The row's own number counts; some programs leave it at zero and trust the layer's.
    let srs = if geometry.srs > 0 { i64::from(geometry.srs) } else { srs };
    let system: System = systems.of(srs).map_err(Refused::WrongCoordinateSystem)?;
    collector.add(row, &code, &name, geometry.parts, system)
}
