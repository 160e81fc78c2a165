//! What the map island draws, as JSON: outlines, squares and density. Never a single position.

use super::address::View;
use super::outlined::{Geometry, bounds, fine, rounded};
use domain::districts::DistrictOutline;
use domain::pictures::{Density, MapGrid, Picture, Span};
use messages::Lang;
use serde::Serialize;
use std::collections::HashMap;

/// The whole answer.
#[derive(Debug, Serialize)]
pub struct MapData {
    /// West, south, east, north; `None` without boundaries.
    extent: Option<[f64; 4]>,
    districts: Features,
    /// Largest count of each shade but the last.
    edges: [u32; 4],
    /// Grids from coarse to fine: side in metres and `[lon, lat, count]`.
    grids: Vec<Grid>,
    density: Option<Surface>,
}

#[derive(Debug, Serialize)]
struct Features {
    r#type: &'static str,
    features: Vec<Feature>,
}

#[derive(Debug, Serialize)]
struct Feature {
    r#type: &'static str,
    id: usize,
    properties: Properties,
    geometry: Geometry,
}

#[derive(Debug, Serialize)]
struct Properties {
    code: String,
    name: String,
    /// Incidents; `None` outside the filter.
    count: Option<u64>,
    /// Place in the order of counts, the most first.
    rank: usize,
    /// The count in words: `12 händelser`.
    words: String,
    /// Address of the picture of this district alone.
    href: String,
}

#[derive(Debug, Serialize)]
struct Grid {
    size: u32,
    squares: Vec<(f64, f64, u64)>,
}

#[derive(Debug, Serialize)]
struct Surface {
    /// Longitude and latitude, north-west first and then with the clock.
    corners: [[f64; 2]; 4],
    columns: u32,
    rows: u32,
    values: Vec<f32>,
}

impl MapData {
    /// The map of a picture over the boundaries it was computed with.
    pub fn new(picture: &Picture, outlines: &[DistrictOutline], view: &View, lang: Lang) -> Self {
        let counts: HashMap<&str, u64> = picture.map.districts.iter().map(|(code, n)| (code.as_str(), *n)).collect();
        let asked = |o: &DistrictOutline| picture.filter.district.as_ref().is_none_or(|code| *code == o.code);
        let of = |o: &DistrictOutline| counts.get(o.code.as_str()).copied().unwrap_or(0);
        let mut order: Vec<&DistrictOutline> = outlines.iter().collect();
        order.sort_by_key(|o| std::cmp::Reverse(of(o)));
        let feature = |(i, o): (usize, &DistrictOutline)| {
            let count = asked(o).then(|| of(o));
            let properties = Properties {
                code: o.code.to_string(),
                name: o.name.clone(),
                count,
                rank: order.iter().position(|other| other.code == o.code).unwrap_or(order.len()),
                words: count.map_or_else(|| lang.text("figure-map-outside"), |n| lang.format("incidents", &[("n", n.into())])),
                href: view.filtered(|f| f.district = Some(o.code.clone())),
            };
            let geometry = Geometry::multi(o.parts.iter().map(rounded).collect());
            Feature { r#type: "Feature", id: i + 1, properties, geometry }
        };
        let shown: Vec<DistrictOutline> = outlines.iter().filter(|o| asked(o)).cloned().collect();
        Self {
            // The first view fits what is asked for.
            extent: bounds(&shown).map(|e| [e.west, e.south, e.east, e.north]),
            districts: Features { r#type: "FeatureCollection", features: outlines.iter().enumerate().map(feature).collect() },
            edges: edges(picture.filter.span),
            grids: picture.map.grids.iter().map(grid).collect(),
            density: picture.map.density.as_ref().and_then(surface),
        }
    }
}

/// The steps of the drawn map's legend; a test holds them to it.
fn edges(span: Span) -> [u32; 4] {
    match span {
        Span::Week => [0, 2, 5, 10],
        Span::FourWeeks => [0, 8, 20, 40],
        Span::TwelveWeeks => [0, 24, 60, 120],
    }
}

fn grid(grid: &MapGrid) -> Grid {
    Grid { size: grid.size, squares: grid.squares.iter().map(|s| (fine(s.lon), fine(s.lat), s.count)).collect() }
}

fn surface(density: &Density) -> Option<Surface> {
    let corners = application::pictures::density_corners(density)?.map(|corner| corner.map(fine));
    let values = density.values.iter().map(|v| (v * 100.0).round() / 100.0).collect();
    Some(Surface { corners, columns: density.columns, rows: density.rows, values })
}
