//! GeoJSON (RFC 7946), streamed feature by feature: WGS 84 longitude and latitude, nothing else.

mod geometry;
mod texts;

use super::json_numbers::WithoutNan;
use super::systems::System;
use super::{Choice, Collector, Layer};
use crate::kind;
use crate::limits::Limits;
use crate::refused::{Excess, NotBoundaries, Refused};
use domain::districts::{DistrictShape, Polygon};
use geometry::Geometry;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use texts::{PROPERTIES, Short, Texts};

/// What is wanted of the features as they pass.
type Take<'a> = &'a mut dyn FnMut(Feature) -> Result<bool, Refused>;

/// A feature with its properties as texts.
#[derive(Default)]
struct Feature {
    row: u64,
    properties: BTreeMap<String, String>,
    parts: Option<Vec<Polygon>>,
}

/// Shared by the visitors: positions left, and why the reading was broken off.
struct State {
    left: Cell<usize>,
    limit: usize,
    refused: RefCell<Option<Refused>>,
}

impl State {
    fn stop<E: serde::de::Error>(&self, refused: Refused) -> E {
        let error = E::custom(&refused);
        *self.refused.borrow_mut() = Some(refused);
        error
    }

    fn count<E: serde::de::Error>(&self) -> Result<(), E> {
        match self.left.get().checked_sub(1) {
            Some(left) => self.left.set(left),
            None => return Err(self.stop(Refused::TooLarge { what: Excess::Positions, limit: self.limit as u64 })),
        }
        Ok(())
    }
}

pub(super) fn layer(path: &Path, limits: &Limits) -> Result<Layer, Refused> {
    let mut columns: Vec<String> = Vec::new();
    let mut features = 0_u64;
    parse(path, limits, &mut |feature| {
        features += 1;
        for name in feature.properties.into_keys() {
            if !columns.contains(&name) && columns.len() < PROPERTIES {
                columns.push(name);
            }
        }
        Ok(false)
    })?;
    match (features, columns.is_empty()) {
        (0, _) => Err(Refused::NoDistricts),
        // The JSON of Esri has features too, with their texts under another name.
        (_, true) => Err(Refused::NotBoundaries(NotBoundaries::Json)),
        (_, false) => Ok(Layer::new("GeoJSON".to_owned(), columns)),
    }
}

pub(super) fn read(path: &Path, choice: &Choice, limits: &Limits) -> Result<Vec<DistrictShape>, Refused> {
    if let Some(name) = choice.layer.as_deref().filter(|l| *l != "GeoJSON") {
        return Err(Refused::UnknownLayer { name: name.to_owned(), known: vec!["GeoJSON".to_owned()] });
    }
    // Columns are found by a first pass: a property may be missing from the first feature.
    let layer = layer(path, limits)?;
    let (code, name) = (layer.column(&choice.code_column)?, layer.column(&choice.name_column)?);
    let mut collector = Collector::new(choice, limits);
    parse(path, limits, &mut |feature| {
        let value = |column: &str| feature.properties.get(column).map(String::as_str);
        let (code, name) = (value(code).unwrap_or_default(), value(name).unwrap_or_default());
        if !collector.wants(code, layer.municipality_column.as_deref().and_then(value)) {
            return Ok(false);
        }
        let parts = feature.parts.ok_or_else(|| Refused::BadGeometry(code.to_owned()))?;
        collector.add(feature.row, code, name, parts, System::Wgs84)?;
        Ok(true)
    })?;
    collector.finish()
}

/// Hands every feature to `take`, which says whether its positions are kept.
fn parse(path: &Path, limits: &Limits, take: Take<'_>) -> Result<(), Refused> {
    let mut file = File::open(path).map_err(|e| Refused::from_io(&e))?;
    kind::skip_mark(&mut file).map_err(|e| Refused::from_io(&e))?;
    let state = State { left: Cell::new(limits.positions), limit: limits.positions, refused: RefCell::new(None) };
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(WithoutNan::new(file)));
    let done = Collection { state: &state, take }.deserialize(&mut json).and_then(|()| json.end());
    if let Some(refused) = state.refused.take() {
        return Err(refused);
    }
    done.map_err(|error| Refused::from_json(&error, Refused::NotBoundaries(NotBoundaries::Json)))
}

/// Whether a `crs` member names longitude and latitude: CRS84, or the number of such a system.
fn is_in_degrees(name: &str) -> bool {
    let number = || name.rsplit(':').next().and_then(|number| number.parse().ok());
    name.to_ascii_uppercase().ends_with("CRS84") || matches!(number().and_then(System::of_epsg), Some(System::Wgs84))
}

struct Collection<'a, 'b> {
    state: &'a State,
    take: Take<'b>,
}

impl<'de> DeserializeSeed<'de> for Collection<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Collection<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a GeoJSON FeatureCollection")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { state, take } = self;
        let mut has_features = false;
        while let Some(key) = map.next_key::<Short>()? {
            match key.0.as_str() {
                "features" => {
                    has_features = true;
                    map.next_value_seed(Features { state, take: &mut *take })?;
                }
                "crs" => {
                    let names = map.next_value_seed(Texts)?;
                    if let Some(name) = names.get("name").filter(|n| !is_in_degrees(n)) {
                        return Err(state.stop(Refused::WrongCoordinateSystem(crate::cell::shorten(name))));
                    }
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if has_features { Ok(()) } else { Err(A::Error::custom("no features")) }
    }
}

struct Features<'a, 'b> {
    state: &'a State,
    take: Take<'b>,
}

impl<'de> DeserializeSeed<'de> for Features<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut row = 0_u64;
        loop {
            let before = self.state.left.get();
            let Some(mut feature) = seq.next_element_seed(OneFeature(self.state))? else { return Ok(()) };
            row += 1;
            feature.row = row;
            let kept = (self.take)(feature).map_err(|refused| self.state.stop::<A::Error>(refused))?;
            if !kept {
                self.state.left.set(before);
            }
        }
    }
}

struct OneFeature<'a>(&'a State);

impl<'de> DeserializeSeed<'de> for OneFeature<'_> {
    type Value = Feature;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Feature, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for OneFeature<'_> {
    type Value = Feature;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a feature")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Feature, A::Error> {
        let mut feature = Feature::default();
        while let Some(key) = map.next_key::<Short>()? {
            match key.0.as_str() {
                "properties" => feature.properties = map.next_value_seed(Texts)?,
                "geometry" => feature.parts = map.next_value_seed(Geometry(self.0))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(feature)
    }
}
