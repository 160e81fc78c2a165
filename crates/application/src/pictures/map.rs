//! What the map draws: districts, squares of a grid at three sizes, a density surface.

use analysis::place::{density, squares};
use domain::districts::DistrictCode;
use domain::pictures::{Density, MapGrid, MapSquare, PictureMap};
use std::collections::{BTreeMap, HashMap};
use storage::incidents::PictureIncident;

/// Sides of the grids' squares in metres, for far, middle and near. The finest is the closest
/// that any position is ever shown (dossier §9.3 invariant 7).
const SIZES: [u32; 3] = [2000, 1000, 250];

/// Fewest different positions for a surface. Points gathered on the middles of areas would
/// draw peaks that are not there.
const FEWEST_POSITIONS: usize = 30;

/// Largest share of incidents on one and the same position for a surface.
const MOST_ON_ONE: f64 = 0.3;

/// Cells along the shorter side of the surface, and cells of a kernel's radius (Chainey).
const CELLS: f64 = 100.0;
const RADIUS: f64 = 5.0;

/// Smallest cell of the surface, metres: the surface must not point at one building.
const SMALLEST_CELL: f64 = 60.0;

/// The map of some rows.
pub(super) fn of(rows: &[&PictureIncident]) -> PictureMap {
    let mut districts: BTreeMap<&DistrictCode, u64> = BTreeMap::new();
    for row in rows {
        if let Some(code) = &row.district {
            *districts.entry(code).or_default() += row.count;
        }
    }
    let (mut x, mut y, mut weight) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        if let Some([px, py]) = row.position {
            x.push(px);
            y.push(py);
            #[allow(clippy::cast_precision_loss)]
            weight.push(row.count as f64);
        }
    }
    PictureMap {
        districts: districts.into_iter().map(|(code, count)| (code.clone(), count)).collect(),
        grids: SIZES.iter().map(|size| grid(&x, &y, &weight, *size)).collect(),
        density: surface(&x, &y, &weight),
        without_position: rows.iter().filter(|r| r.position.is_none()).map(|r| r.count).sum(),
    }
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // metres and counts
fn grid(x: &[f64], y: &[f64], weight: &[f64], size: u32) -> MapGrid {
    let side = f64::from(size);
    let square = |s: &analysis::place::Square| {
        let middle = |i: i64| (i as f64 + 0.5) * side;
        let [lon, lat] = intake::coordinates::to_wgs84(middle(s.ix), middle(s.iy))?;
        Some(MapSquare { lon, lat, count: s.count.round() as u64 })
    };
    MapGrid { size, squares: squares(x, y, weight, side).iter().filter_map(square).collect() }
}

/// How incidents share positions.
pub(crate) struct Positions {
    /// Different positions, to the metre.
    pub(crate) different: usize,
    /// Share of the incidents on the commonest one.
    pub(crate) commonest: f64,
    /// Share of them on positions that at least five have.
    pub(crate) shared: f64,
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
impl Positions {
    /// Of incidents at these places.
    pub(crate) fn of(x: &[f64], y: &[f64], weight: &[f64]) -> Self {
        let mut same: HashMap<(i64, i64), f64> = HashMap::new();
        for ((x, y), w) in x.iter().zip(y).zip(weight) {
            *same.entry((x.round() as i64, y.round() as i64)).or_default() += w;
        }
        let total = weight.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        let mut counts: Vec<f64> = same.into_values().collect();
        // Sums of weights in one order.
        counts.sort_by(f64::total_cmp);
        Self {
            different: counts.len(),
            commonest: counts.last().copied().unwrap_or(0.0) / total,
            shared: counts.iter().filter(|n| **n >= 5.0).sum::<f64>() / total,
        }
    }

    /// Whether a surface would show how positions are coded, and not where it happened.
    pub(crate) fn is_coded(&self) -> bool {
        self.different < FEWEST_POSITIONS || self.commonest > MOST_ON_ONE
    }
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
fn surface(x: &[f64], y: &[f64], weight: &[f64]) -> Option<Density> {
    if Positions::of(x, y, weight).is_coded() {
        return None;
    }
    // The middle 96 % of the points: a single far-away incident would make every cell too large.
    let [west, east] = middle_part(x);
    let [south, north] = middle_part(y);
    let side = (east - west).min(north - south).max(1000.0);
    let cell = (side / CELLS).max(SMALLEST_CELL);
    let bandwidth = cell * RADIUS;
    let bounds = [west - bandwidth, south - bandwidth, east + bandwidth, north + bandwidth];
    let grid = density(x, y, weight, bandwidth, cell, bounds).ok()?.value;
    Some(Density {
        west: grid.min_x,
        south: grid.min_y,
        cell: grid.cell,
        columns: u32::try_from(grid.columns).ok()?,
        rows: u32::try_from(grid.rows).ok()?,
        values: grid.values.iter().map(|v| *v as f32).collect(),
        bandwidth,
    })
}

/// The corners of a surface in degrees, north-west first and then with the clock: how it is laid
/// over a map. `None` where there is no such place on earth.
pub fn density_corners(density: &Density) -> Option<[[f64; 2]; 4]> {
    let (west, south) = (density.west, density.south);
    let east = west + f64::from(density.columns) * density.cell;
    let north = south + f64::from(density.rows) * density.cell;
    let at = intake::coordinates::to_wgs84;
    Some([at(west, north)?, at(east, north)?, at(east, south)?, at(west, south)?])
}

/// Least and most of the middle 96 % of some values.
pub(crate) fn middle_part(values: &[f64]) -> [f64; 2] {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let cut = sorted.len() / 50;
    [sorted[cut], sorted[sorted.len() - 1 - cut]]
}
