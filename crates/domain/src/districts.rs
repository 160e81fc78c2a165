//! Districts: the areas that a tenant's pictures are told in, in versions with a validity.

use crate::ids::DistrictSetId;
use jiff::civil::Date;
use std::fmt;

/// Code of a district as its publisher writes it, such as the RegSO code `0580R001`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DistrictCode(pub String);

impl DistrictCode {
    /// The code's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DistrictCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place on the ground in both systems that Samsyn stores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// WGS 84 longitude, degrees east.
    pub lon: f64,
    /// WGS 84 latitude, degrees north.
    pub lat: f64,
    /// SWEREF 99 TM easting, metres.
    pub x: f64,
    /// SWEREF 99 TM northing, metres.
    pub y: f64,
}

/// A closed ring: first and last position are equal. Positions are `[lon, lat]` in WGS 84
/// or `[x, y]` in SWEREF 99 TM as the owner says.
pub type Ring = Vec<[f64; 2]>;

/// A polygon: an outer ring followed by its holes.
pub type Polygon = Vec<Ring>;

/// A district as read from a boundary file: parts in SWEREF 99 TM metres.
#[derive(Clone, Debug, PartialEq)]
pub struct DistrictShape {
    /// Publisher's code.
    pub code: DistrictCode,
    /// Name as shown.
    pub name: String,
    /// One or more polygons, `[x, y]` in SWEREF 99 TM.
    pub parts: Vec<Polygon>,
}

/// One district of a version, without its geometry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct District {
    /// Publisher's code.
    pub code: DistrictCode,
    /// Name as shown.
    pub name: String,
}

/// A version of the boundaries. The newest has no `valid_to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistrictSet {
    /// Identity.
    pub id: DistrictSetId,
    /// First day the version counts.
    pub valid_from: Date,
    /// First day it no longer counts; `None` for the current version.
    pub valid_to: Option<Date>,
    /// Name of the file it came from.
    pub file_name: String,
    /// Number of districts.
    pub districts: u32,
}

/// Outline of a district for drawing: simplified, `[lon, lat]` in WGS 84.
#[derive(Clone, Debug, PartialEq)]
pub struct DistrictOutline {
    /// Publisher's code.
    pub code: DistrictCode,
    /// Name as shown.
    pub name: String,
    /// Simplified polygons.
    pub parts: Vec<Polygon>,
}
