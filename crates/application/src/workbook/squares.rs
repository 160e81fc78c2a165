//! Methods over squares of a grid: how few hold how much, and which have more than their surroundings lead to expect.

use super::material::Material;
use super::methods::refused;
use crate::pictures::findings::lives::Whereabouts;
use analysis::counts::{benjamini_hochberg, gini, held_by_top, places_holding};
use analysis::place::{Chance, FEWEST_FOR_DENSITY, Neighbours, gi_star, squares};
use analysis::{Seed, Unwatched};
use domain::workbook::{Cannot, Concentrated, HotSquare, HotSquares, MOST_SQUARES, Outcome, Square};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use storage::incidents::PictureIncident;

/// Most squares that are looked at, empty ones too.
const MOST_LOOKED: usize = 40_000;

/// Where chance begins: the same for every question.
const SEED: Seed = Seed(1);

/// How often neighbours are chosen anew in all, and for one square at least and at most: the fewer squares, the smaller a share of chance is told.
const THROWS: u32 = 20_000_000;
const FEWEST_PERMUTATIONS: u32 = 999;
const MOST_PERMUTATIONS: u32 = 49_999;

/// Largest share of squares called hot that may be chance.
const FALSE_DISCOVERY: f64 = 0.05;

/// Fewest incidents around a square that is called hot.
pub(super) const FEWEST_AROUND: f64 = 5.0;

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
        let own: Vec<&PictureIncident> = self.rows.iter().filter(here).copied().collect();
        let Whereabouts { place, district_name, .. } = Whereabouts::of(&own, &self.material.districts);
        let corner = [at.0, at.1].map(|i| (i as f64 * self.side) as i64);
        Some(Square { corner, middle: [lon, lat], place, district: district_name, count: count.round() as u64 })
    }
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

/// Which squares have more, with the eight around, than chance gives. Looked at are the squares with incidents and those beside them: forest and
/// lakes far from everything would make anything look hot.
///
/// When most squares are empty the normal distribution finds too much. What is hot with its neighbours must therefore be so when all other squares'
/// numbers are thrown about; what is so by the normal distribution alone is told apart, as doubtful.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // counts
pub(super) fn hot(material: &Material, rows: &[&PictureIncident], side: u32) -> Result<Outcome, Cannot> {
    let grid = Grid::of(material, rows, side)?;
    let counts: BTreeMap<(i64, i64), f64> = grid.filled.iter().copied().collect();
    let looked: Vec<(i64, i64)> = counts.keys().flat_map(|at| beside(*at).chain([*at])).collect::<BTreeSet<_>>().into_iter().collect();
    if looked.len() > MOST_LOOKED {
        return Err(Cannot::TooWide);
    }
    let index: HashMap<(i64, i64), u32> = looked.iter().copied().zip(0..).collect();
    let neighbours: Vec<Vec<u32>> = looked.iter().map(|at| beside(*at).filter_map(|b| index.get(&b).copied()).collect()).collect();
    let values: Vec<f64> = looked.iter().map(|at| counts.get(at).copied().unwrap_or(0.0)).collect();
    let none = Chance { permutations: 0, seed: SEED };
    let found = gi_star(&values, &Neighbours::from_lists(&neighbours), none, &Unwatched).map_err(refused)?.value;
    let around: Vec<f64> =
        neighbours.iter().zip(&values).map(|(own, v)| v + own.iter().map(|&j| values[j as usize]).sum::<f64>()).collect();
    // A hot square without anything in it lies beside what is hot.
    let may_be: Vec<bool> = (0..looked.len()).map(|i| found[i].z > 0.0 && values[i] > 0.0 && around[i] >= FEWEST_AROUND).collect();
    let (p, permutations) = thrown(&values, neighbours, &may_be)?;
    let (q, bold) = (benjamini_hochberg(&p), benjamini_hochberg(&found.iter().map(|h| h.p).collect::<Vec<_>>()));
    let hot = |i: usize| (q[i] < FALSE_DISCOVERY).then_some((true, i)).or((bold[i] < FALSE_DISCOVERY).then_some((false, i)));
    let mut hot: Vec<(bool, usize)> = (0..looked.len()).filter(|i| may_be[*i]).filter_map(hot).collect();
    hot.sort_by(|a, b| b.0.cmp(&a.0).then(found[b.1].z.total_cmp(&found[a.1].z)).then(a.1.cmp(&b.1)));
    let sure = hot.iter().filter(|(sure, _)| *sure).count();
    let told = |(sure, i): (bool, usize)| {
        let square = grid.told((looked[i], values[i]))?;
        Some(HotSquare { square, around: around[i].round() as u64, z: found[i].z, p: p[i], q: q[i], sure })
    };
    Ok(Outcome::HotSquares(HotSquares {
        placed: grid.placed.round() as u64,
        tested: looked.len() as u64,
        empty: values.iter().filter(|n| **n <= 0.0).count() as u64,
        permutations,
        hot: sure as u64,
        doubtful: (hot.len() - sure) as u64,
        squares: hot.into_iter().take(MOST_SQUARES).filter_map(told).collect(),
    }))
}

/// How often the neighbours of squares have as many when all other squares' numbers are thrown about, and how often that was done. Squares that
/// cannot be hot are not tried, and said to be like chance: the others are held against all of them.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // counts of squares
fn thrown(values: &[f64], mut neighbours: Vec<Vec<u32>>, may_be: &[bool]) -> Result<(Vec<f64>, u32), Cannot> {
    let tried = may_be.iter().filter(|may| **may).count();
    let permutations = (THROWS / tried.max(1) as u32).clamp(FEWEST_PERMUTATIONS, MOST_PERMUTATIONS);
    neighbours.iter_mut().zip(may_be).filter(|(_, may)| !**may).for_each(|(own, _)| own.clear());
    let chance = Chance { permutations, seed: SEED };
    let found = gi_star(values, &Neighbours::from_lists(&neighbours), chance, &Unwatched).map_err(refused)?.value;
    let total: f64 = values.iter().sum();
    let p = |i: usize| {
        let mean = (total - values[i]) / (values.len() - 1) as f64;
        let beside: f64 = neighbours[i].iter().map(|&j| values[j as usize]).sum();
        match found[i].p_permutation {
            // The permutation's p is of the side that the neighbours are on.
            Some(p) if may_be[i] && beside > mean * neighbours[i].len() as f64 => p,
            Some(p) if may_be[i] => 1.0 - p,
            Some(_) | None => 1.0,
        }
    };
    Ok(((0..values.len()).map(p).collect(), permutations))
}

/// The eight squares around one.
fn beside((x, y): (i64, i64)) -> impl Iterator<Item = (i64, i64)> {
    (-1..=1).flat_map(move |dx| (-1..=1).map(move |dy| (x + dx, y + dy))).filter(move |at| *at != (x, y))
}
