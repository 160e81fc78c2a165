//! GeoPackage: an SQLite file with a table of layers (OGC 12-128r18).

use super::wkb::{self, Fault};
use super::{Choice, Collector, Layer, System};
use crate::kind::FileKind;
use crate::limits::Limits;
use crate::refused::{Excess, Refused};
use database::foreign::{Foreign, ForeignError, ForeignValue};
use domain::districts::DistrictShape;
use std::ops::ControlFlow;
use std::path::Path;

/// Bytes of one district's geometry.
const GEOMETRY_BYTES: u32 = 8 << 20;
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
        ForeignValue::Null | ForeignValue::Real(_) | ForeignValue::Blob(_) => None,
    }
}

fn refused(error: ForeignError) -> Refused {
    match error {
        ForeignError::Damaged(_) => Refused::Truncated,
        ForeignError::NoTable(name) => Refused::UnknownLayer(name),
        ForeignError::NoColumn(name) => Refused::UnknownColumn(name),
        ForeignError::TooLong(limit) => Refused::TooLarge { what: Excess::Row, limit: u64::from(limit) },
    }
}

pub(super) async fn layers(path: &Path) -> Result<Vec<Layer>, Refused> {
    let mut file = Foreign::open(path).await.map_err(refused)?;
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

pub(super) async fn read(path: &Path, choice: &Choice, limits: &Limits) -> Result<Vec<DistrictShape>, Refused> {
    let mut file = Foreign::open(path).await.map_err(refused)?;
    let mut sources = sources(&mut file).await?;
    let at = match &choice.layer {
        Some(name) => sources.iter().position(|s| s.layer.name == *name).ok_or_else(|| Refused::UnknownLayer(name.clone()))?,
        None if sources.len() == 1 => 0,
        None => return Err(Refused::SeveralLayers),
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
        match take(&mut collector, row, &values, source.srs) {
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

fn take(collector: &mut Collector<'_>, row: u64, values: &[ForeignValue], srs: i64) -> Result<(), Refused> {
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
    let system = match srs {
        3006 => System::Sweref99Tm,
        4326 => System::Wgs84,
        other => return Err(Refused::WrongCoordinateSystem(format!("EPSG:{other}"))),
    };
    collector.add(row, &code, &name, geometry.parts, system)
}
