//! The polygons of a geometry, counted as they are read.

use super::{Short, State};
use domain::districts::{Polygon, Ring};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A geometry's polygons; `None` for other geometries.
pub(super) struct Geometry<'a>(pub(super) &'a State);

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
