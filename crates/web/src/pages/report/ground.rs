//! What the report form's map is drawn from: districts, and named places that have a position. Nothing that
//! happened.

use crate::pages::picture::outlined::{Geometry, bounds, rounded};
use domain::districts::DistrictOutline;
use domain::reports::NamedPlace;
use serde::Serialize;

/// The whole answer.
#[derive(Debug, Serialize)]
pub struct Ground {
    /// West, south, east, north; `None` without boundaries.
    extent: Option<[f64; 4]>,
    districts: Features<District, Geometry>,
    places: Features<Place, Position>,
}

#[derive(Debug, Serialize)]
struct Features<P, G> {
    r#type: &'static str,
    features: Vec<Feature<P, G>>,
}

#[derive(Debug, Serialize)]
struct Feature<P, G> {
    r#type: &'static str,
    properties: P,
    geometry: G,
}

#[derive(Debug, Serialize)]
struct District {
    code: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct Place {
    name: String,
}

#[derive(Debug, Serialize)]
struct Position {
    r#type: &'static str,
    coordinates: [f64; 2],
}

impl<P, G> Features<P, G> {
    fn new(all: impl Iterator<Item = (P, G)>) -> Self {
        let features = all.map(|(properties, geometry)| Feature { r#type: "Feature", properties, geometry });
        Self { r#type: "FeatureCollection", features: features.collect() }
    }
}

impl Ground {
    /// The map of the current districts.
    pub fn new(outlines: &[DistrictOutline], places: &[NamedPlace]) -> Self {
        let district = |o: &DistrictOutline| {
            let geometry = Geometry::multi(o.parts.iter().map(rounded).collect());
            (District { code: o.code.to_string(), name: o.name.clone() }, geometry)
        };
        let place = |p: &NamedPlace| {
            let at = p.point?;
            Some((Place { name: p.name.clone() }, Position { r#type: "Point", coordinates: [at.lon, at.lat] }))
        };
        Self {
            extent: bounds(outlines).map(|e| [e.west, e.south, e.east, e.north]),
            districts: Features::new(outlines.iter().map(district)),
            places: Features::new(places.iter().filter_map(place)),
        }
    }
}
