//! Outlines as GeoJSON: what every map of the product is drawn over.

use domain::districts::{DistrictOutline, Polygon};
use domain::pictures::Extent;
use serde::Serialize;

/// Outlines of one district.
#[derive(Debug, Serialize)]
pub(crate) struct Geometry {
    r#type: &'static str,
    coordinates: Vec<Polygon>,
}

impl Geometry {
    pub(crate) fn multi(coordinates: Vec<Polygon>) -> Self {
        Self { r#type: "MultiPolygon", coordinates }
    }
}

/// Five decimals are about a metre: finer than the outlines are.
pub(crate) fn fine(degrees: f64) -> f64 {
    (degrees * 1e5).round() / 1e5
}

pub(crate) fn rounded(polygon: &Polygon) -> Polygon {
    polygon.iter().map(|ring| ring.iter().map(|[lon, lat]| [fine(*lon), fine(*lat)]).collect()).collect()
}

/// The box around all districts.
pub(crate) fn bounds(outlines: &[DistrictOutline]) -> Option<Extent> {
    let mut positions = outlines.iter().flat_map(|o| &o.parts).flatten().flatten();
    let [lon, lat] = *positions.next()?;
    let start = Extent { west: lon, south: lat, east: lon, north: lat };
    Some(positions.fold(start, |e, [lon, lat]| Extent {
        west: e.west.min(*lon),
        south: e.south.min(*lat),
        east: e.east.max(*lon),
        north: e.north.max(*lat),
    }))
}
