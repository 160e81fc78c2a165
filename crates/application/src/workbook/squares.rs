//! Methods over squares of a grid: how few hold how much, and which have more than their surroundings lead to expect.

use super::material::Material;
use super::methods::refused;
use analysis::counts::{benjamini_hochberg, gini, held_by_top, places_holding};
use analysis::place::{FEWEST_FOR_DENSITY, gi_star_on_grid, squares};
use domain::districts::DistrictCode;
use domain::workbook::{Cannot, Concentrated, HotSquare, HotSquares, MOST_SQUARES, Outcome, Square};
use std::collections::{BTreeMap, HashMap};
use storage::incidents::PictureIncident;

/// Most squares of a grid, empty ones too.
const MOST_CELLS: i64 = 1_000_000;

/// Largest share of squares called hot that may be chance.
const FALSE_DISCOVERY: f64 = 0.05;

/// Fewest incidents around a square that is called hot.
const FEWEST_AROUND: f64 = 5.0;

/// Corner of a square in squares from the origin, and what lies in it.
type Filled = ((i64, i64), f64);

/// Incidents with a position, gathered in squares.
struct Grid<'a> {
    side: f64,
    placed: f64,
    filled: Vec<Filled>,
    rows: &'a [&'a PictureIncident],
    material: &'a Material,
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // metres and counts
impl<'a> Grid<'a> {
    fn of(material: &'a Material, rows: &'a [&'a PictureIncident], side: u32) -> Result<Self, Cannot> {
        let placed: Vec<([f64; 2], f64)> = rows.iter().filter_map(|r| Some((r.position?, r.count as f64))).collect();
        let total: f64 = placed.iter().map(|(_, n)| n).sum();
        if total < FEWEST_FOR_DENSITY {
            return Err(Cannot::TooFew { have: total as u64, need: FEWEST_FOR_DENSITY as u64 });
        }
        let column = |i: usize| placed.iter().map(|(at, _)| at[i]).collect::<Vec<f64>>();
        let weight: Vec<f64> = placed.iter().map(|(_, n)| *n).collect();
        let side = f64::from(side);
        let filled = squares(&column(0), &column(1), &weight, side).into_iter().map(|s| ((s.ix, s.iy), s.count)).collect();
        Ok(Self { side, placed: total, filled, rows, material })
    }

    /// A square with its names.
    fn told(&self, (at, count): Filled) -> Option<Square> {
        let middle = |i: i64| (i as f64 + 0.5) * self.side;
        let [lon, lat] = intake::coordinates::to_wgs84(middle(at.0), middle(at.1))?;
        let here =
            |r: &&&PictureIncident| r.position.is_some_and(|[x, y]| ((x / self.side).floor() as i64, (y / self.side).floor() as i64) == at);
        let own: Vec<&&PictureIncident> = self.rows.iter().filter(here).collect();
        // A name that few of its incidents carry is not its name.
        let place = most(own.iter().filter_map(|r| r.place.as_ref())).filter(|(_, n)| n * 3 >= own.len());
        let district = most(own.iter().filter_map(|r| r.district.as_ref()));
        let name = |code: &DistrictCode| self.material.districts.iter().find(|d| d.code == *code).map(|d| d.name.clone());
        Some(Square {
            corner: [at.0, at.1].map(|i| (i as f64 * self.side) as i64),
            middle: [lon, lat],
            place: place.map(|(name, _)| name.clone()),
            district: district.and_then(|(code, _)| name(code)),
            count: count.round() as u64,
        })
    }
}

/// The commonest, of equals the first in order, and how often.
fn most<'a, T: Ord>(values: impl Iterator<Item = &'a T>) -> Option<(&'a T, usize)> {
    let mut counts: BTreeMap<&T, usize> = BTreeMap::new();
    values.for_each(|v| *counts.entry(v).or_default() += 1);
    counts.into_iter().rev().max_by_key(|(_, n)| *n)
}

/// How few squares hold how much.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // counts of squares
pub(super) fn concentration(material: &Material, rows: &[&PictureIncident], side: u32) -> Result<Outcome, Cannot> {
    let grid = Grid::of(material, rows, side)?;
    let counts: Vec<f64> = grid.filled.iter().map(|(_, n)| *n).collect();
    let holding = |share| places_holding(&counts, share).map(|found| found.places as u64).map_err(refused);
    let ground = material.ground.map(|area| ((area / (grid.side * grid.side)).ceil() as usize).max(counts.len()));
    let over_ground = ground.map(|squares| {
        let mut all = counts.clone();
        all.resize(squares, 0.0);
        gini(&all).map(|found| found.generalised)
    });
    let mut order = grid.filled.clone();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    Ok(Outcome::Concentration(Concentrated {
        placed: grid.placed.round() as u64,
        used: counts.len() as u64,
        ground: ground.map(|squares| squares as u64),
        holding: [holding(0.25)?, holding(0.5)?, holding(0.8)?],
        in_top: held_by_top(&counts, 0.05).map_err(refused)?,
        gini: over_ground.transpose().map_err(refused)?,
        squares: order.into_iter().take(MOST_SQUARES).filter_map(|filled| grid.told(filled)).collect(),
    }))
}

/// Which squares have more, with the eight around, than the mean of all leads to expect.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // counts and indices
pub(super) fn hot(material: &Material, rows: &[&PictureIncident], side: u32) -> Result<Outcome, Cannot> {
    let grid = Grid::of(material, rows, side)?;
    let span = |of: fn(&Filled) -> i64| {
        let (low, high) = grid.filled.iter().map(of).fold((i64::MAX, i64::MIN), |(l, h), v| (l.min(v), h.max(v)));
        (low, high - low + 1)
    };
    let ((west, columns), (south, lines)) = (span(|f| f.0.0), span(|f| f.0.1));
    if columns.checked_mul(lines).is_none_or(|cells| cells > MOST_CELLS) {
        return Err(Cannot::TooWide);
    }
    let (columns, lines) = (columns as usize, lines as usize);
    let mut values = vec![0.0; columns * lines];
    for ((ix, iy), count) in &grid.filled {
        values[(iy - south) as usize * columns + (ix - west) as usize] = *count;
    }
    let found = gi_star_on_grid(&values, columns, lines, 1).map_err(refused)?.value;
    let q = benjamini_hochberg(&found.iter().map(|h| h.p).collect::<Vec<_>>());
    let counts: HashMap<(i64, i64), f64> = grid.filled.iter().copied().collect();
    let around = |(ix, iy): (i64, i64)| -> f64 {
        (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (ix + dx, iy + dy))).filter_map(|at| counts.get(&at)).sum()
    };
    // A hot square without anything in it lies beside what is hot.
    let index = |(ix, iy): (i64, i64)| (iy - south) as usize * columns + (ix - west) as usize;
    let is_hot = |(at, _): &&Filled| {
        let i = index(*at);
        found[i].z > 0.0 && q[i] < FALSE_DISCOVERY && around(*at) >= FEWEST_AROUND
    };
    let mut hot: Vec<Filled> = grid.filled.iter().filter(is_hot).copied().collect();
    hot.sort_by(|a, b| found[index(b.0)].z.total_cmp(&found[index(a.0)].z).then(a.0.cmp(&b.0)));
    let told = |filled: Filled| {
        let i = index(filled.0);
        Some(HotSquare { square: grid.told(filled)?, around: around(filled.0).round() as u64, z: found[i].z, q: q[i] })
    };
    Ok(Outcome::HotSquares(HotSquares {
        placed: grid.placed.round() as u64,
        tested: values.len() as u64,
        hot: hot.len() as u64,
        squares: hot.into_iter().take(MOST_SQUARES).filter_map(told).collect(),
    }))
}
