//! GeoJSON (RFC 7946), streamed feature by feature: WGS 84 longitude and latitude, nothing else.

use super::json_numbers::WithoutNan;
use super::systems::System;
use super::{Choice, Collector, Layer};
use crate::kind::{self, FileKind};
use crate::limits::Limits;
use crate::refused::{Excess, Refused};
use domain::districts::{DistrictShape, Polygon, Ring};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Properties of a feature that are looked at.
const PROPERTIES: usize = 200;
/// Characters of a property's name or text.
const CHARS: usize = 300;

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
    if features == 0 { Err(Refused::NoDistricts) } else { Ok(Layer::new("GeoJSON".to_owned(), columns)) }
}

pub(super) fn read(path: &Path, choice: &Choice, limits: &Limits) -> Result<Vec<DistrictShape>, Refused> {
    if let Some(name) = choice.layer.as_deref().filter(|l| *l != "GeoJSON") {
        return Err(Refused::UnknownLayer(name.to_owned()));
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
    done.map_err(|error| Refused::from_json(&error, Refused::WrongKind { found: FileKind::Json }))
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

/// A geometry's polygons; `None` for other geometries.
struct Geometry<'a>(&'a State);

impl<'de> DeserializeSeed<'de> for Geometry<'_> {
    type Value = Option<Vec<Polygon>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Geometry<'_> {
    type Value = Option<Vec<Polygon>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a geometry or null")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut name, mut nest, mut within) = (String::new(), Nest::Empty, None);
        while let Some(key) = map.next_key::<Short>()? {
            match key.0.as_str() {
                "type" => name = map.next_value::<Short>()?.0,
                "coordinates" => nest = map.next_value_seed(Coordinates(self.0))?,
                "geometries" => within = Some(map.next_value_seed(Geometries(self.0))?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(match (name.as_str(), nest) {
            ("Polygon", Nest::Polygon(polygon)) => Some(vec![polygon]),
            ("MultiPolygon", Nest::Polygons(polygons)) => Some(polygons),
            ("GeometryCollection", Nest::Empty) => within.filter(|parts: &Vec<Polygon>| !parts.is_empty()),
            _ => None,
        })
    }
}

/// The polygons of a collection, which clipping leaves behind; its lines and points are left out.
struct Geometries<'a>(&'a State);

impl<'de> DeserializeSeed<'de> for Geometries<'_> {
    type Value = Vec<Polygon>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Geometries<'_> {
    type Value = Vec<Polygon>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of geometries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut parts = Vec::new();
        while let Some(geometry) = seq.next_element_seed(Geometry(self.0))? {
            parts.extend(geometry.into_iter().flatten());
        }
        Ok(parts)
    }
}

/// Coordinates of any depth up to a multipolygon's.
enum Nest {
    Empty,
    Number(f64),
    Position([f64; 2]),
    Ring(Ring),
    Polygon(Polygon),
    Polygons(Vec<Polygon>),
}

struct Coordinates<'a>(&'a State);

impl<'de> DeserializeSeed<'de> for Coordinates<'_> {
    type Value = Nest;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Nest, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Coordinates<'_> {
    type Value = Nest;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("coordinates")
    }

    fn visit_f64<E>(self, n: f64) -> Result<Nest, E> {
        Ok(Nest::Number(n))
    }

    fn visit_i64<E>(self, n: i64) -> Result<Nest, E> {
        Ok(Nest::Number(n as f64))
    }

    fn visit_u64<E>(self, n: u64) -> Result<Nest, E> {
        Ok(Nest::Number(n as f64))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Nest, A::Error> {
        self.0.count()?;
        let mut nest = Nest::Empty;
        let mut numbers = 0_u32;
        while let Some(next) = seq.next_element_seed(Coordinates(self.0))? {
            nest = match (nest, next) {
                // x, then y; a height after them is dropped.
                (Nest::Empty, Nest::Number(x)) => Nest::Position([x, f64::NAN]),
                (Nest::Position([x, y]), Nest::Number(n)) => {
                    numbers += 1;
                    Nest::Position([x, if numbers == 1 { n } else { y }])
                }
                (Nest::Empty, Nest::Position(p)) => Nest::Ring(vec![p]),
                (Nest::Ring(mut ring), Nest::Position(p)) => {
                    ring.push(p);
                    Nest::Ring(ring)
                }
                (Nest::Empty, Nest::Ring(ring)) => Nest::Polygon(vec![ring]),
                (Nest::Polygon(mut polygon), Nest::Ring(ring)) => {
                    polygon.push(ring);
                    Nest::Polygon(polygon)
                }
                (Nest::Empty, Nest::Polygon(polygon)) => Nest::Polygons(vec![polygon]),
                (Nest::Polygons(mut polygons), Nest::Polygon(polygon)) => {
                    polygons.push(polygon);
                    Nest::Polygons(polygons)
                }
                _ => return Err(A::Error::custom("coordinates of mixed depth")),
            };
        }
        Ok(nest)
    }
}

/// Text of which only the first characters are kept.
struct Short(String);

impl<'de> serde::Deserialize<'de> for Short {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Short;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }

            fn visit_str<E>(self, text: &str) -> Result<Short, E> {
                Ok(Short(text.chars().take(CHARS).collect()))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// The texts, numbers and yes/no of an object and of the objects in it, by name.
struct Texts;

impl<'de> DeserializeSeed<'de> for Texts {
    type Value = BTreeMap<String, String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Texts {
    type Value = BTreeMap<String, String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or null")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(BTreeMap::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut texts = BTreeMap::new();
        while let Some(key) = map.next_key::<Short>()? {
            match map.next_value_seed(Scalar)? {
                Value::Text(text) if texts.len() < PROPERTIES => {
                    texts.insert(key.0, text);
                }
                Value::Object(inner) => {
                    for (name, text) in inner {
                        if texts.len() < PROPERTIES {
                            texts.entry(name).or_insert(text);
                        }
                    }
                }
                Value::Text(_) | Value::Nothing => {}
            }
        }
        Ok(texts)
    }
}

enum Value {
    Text(String),
    Object(BTreeMap<String, String>),
    Nothing,
}

struct Scalar;

impl<'de> DeserializeSeed<'de> for Scalar {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Scalar {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.chars().take(CHARS).collect()))
    }

    fn visit_i64<E>(self, n: i64) -> Result<Value, E> {
        Ok(Value::Text(n.to_string()))
    }

    fn visit_u64<E>(self, n: u64) -> Result<Value, E> {
        Ok(Value::Text(n.to_string()))
    }

    fn visit_f64<E>(self, n: f64) -> Result<Value, E> {
        Ok(Value::Text(n.to_string()))
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::Text(yes.to_string()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Nothing)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
        Texts.visit_map(map).map(Value::Object)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn texts(json: &str) -> BTreeMap<String, String> {
        Texts.deserialize(&mut serde_json::Deserializer::from_str(json)).unwrap()
    }

    #[test]
    fn properties_are_bounded_however_they_are_nested() {
        let inner = |outer: usize| (0..150).map(|n| format!(r#""p{outer}-{n}":"x""#)).collect::<Vec<_>>().join(",");
        let objects: Vec<String> = (0..50).map(|outer| format!(r#""o{outer}":{{{}}}"#, inner(outer))).collect();
        assert_eq!(texts(&format!("{{{}}}", objects.join(","))).len(), PROPERTIES);
        // A property's own text is not replaced by one of the same name further in.
        assert_eq!(texts(r#"{"kod":"A","mer":{"kod":"B"}}"#)["kod"], "A");
    }
}
