//! Where and when have more cases come together than the places' and the days' own shares explain?

use super::cylinders::{Cylinder, Days, Field, Search};
use super::ladder::{Ladder, fits_bytes, highest};
use super::layout::Layout;
use super::order::Order;
use super::sieve::{Count, Grid};
use crate::finding::Finding;
use crate::near::{picked, usable};
use crate::random::Seed;
use crate::refusal::{self, Refusal};
use crate::watch::Watch;
use rayon::prelude::*;
use std::ops::RangeInclusive;

/// Most days from the first case to the last: a century.
const MOST_DAYS: f64 = 36_600.0;
/// Most clusters that are told.
const MOST_CLUSTERS: usize = 100;

/// Of what the weakest of some random orders has, what nearly all the others have: an order with less is searched once more.
const A_LITTLE_LESS: f64 = 0.95;

/// What is looked for, and how often chance is tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Scan {
    /// Largest radius of a circle, metres; a place exactly so far away is taken in.
    pub max_radius: f64,
    /// Longest window, whole days.
    pub max_days: u32,
    /// Largest share of all cases that a circle may take in, at any time: 0.5 in SaTScan.
    pub max_share: f64,
    /// Fewest cases of a cluster: 2 in SaTScan.
    pub fewest_cases: u32,
    /// Only clusters that are still going on: windows that end on the last day.
    pub prospective: bool,
    /// First and last day of the study; the first and last case's otherwise.
    pub period: Option<[i64; 2]>,
    /// How many random orders of the days are tried.
    pub permutations: u32,
    /// Where chance begins.
    pub seed: Seed,
}

/// Cases that came together.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// Centre of the circle, metres: one of the places.
    pub centre: [f64; 2],
    /// Distance to the outermost place taken in, metres.
    pub radius: f64,
    /// First day.
    pub first_day: i64,
    /// Last day.
    pub last_day: i64,
    /// Cases in circle and window.
    pub cases: u32,
    /// Cases expected there and then: cases in the circle × cases in the window / all.
    pub expected: f64,
    /// Log likelihood ratio: what clusters are ranked by.
    pub log_ratio: f64,
    /// Share of random orders, the observed one among them, whose best cluster is at least as strong.
    pub p: f64,
    /// The same from a Gumbel distribution fitted to the orders: finer than 1/(R + 1), but an approximation. `None` with fewer than twenty orders.
    pub p_gumbel: Option<f64>,
    /// How often, in days, chance alone raises so strong an alarm when the scan is made every day: 1/p. Only for a prospective scan.
    pub recurrence_days: Option<f64>,
    /// Places taken in, by distance from the centre, those without cases too.
    pub places: Vec<[f64; 2]>,
    /// Rows of the cases, as they were handed in.
    pub rows: Vec<u32>,
}

/// The space-time permutation scan.
///
/// # Formula
/// Over all cylinders (circle around a place up to `max_radius`, window up to `max_days`): c cases inside, μ = (cases in the circle at any time) ×
/// (cases in the window anywhere) / C expected; the log likelihood ratio c ln(c/μ) + (C − c) ln((C − c)/(C − μ)) where c > μ.
/// The strongest cylinder of each centre is kept; of those the strongest, then the next that shares no place with one before it, and so on.
/// p = (1 + #{order's strongest ≥ this}) / (R + 1) over R random orders of the days among the cases.
///
/// # Units
/// `x`, `y` metres; `days` days, of which the whole part counts. `empty` are places without cases that may be centres and are listed as taken in.
///
/// # Assumptions and pitfalls
/// No population is needed, but one that shifts (a new quarter, a summer town) looks like a cluster. Radius and window are chosen beforehand.
/// Secondary clusters are held against the strongest of each order, which is cautious. An alarm every day or week needs its recurrence interval, not
/// its p alone. Cases of several report numbers for one offence make clusters.
///
/// # Conventions
/// Those of SaTScan: places are added one at a time by distance, of equally distant ones the lesser x, then y, first; the centre's circle stops
/// before it takes in more than `max_share` of the cases.
///
/// # Source
/// Kulldorff, M., Heffernan, R., Hartman, J., Assunção, R. & Mostashari, F. (2005), *PLoS Medicine* 2(3); Gumbel p-values as in Abrams, Kulldorff & Kleinman
/// (2010), *International Journal of Health Geographics* 9.
pub fn scan(
    x: &[f64],
    y: &[f64],
    days: &[f64],
    empty: &[[f64; 2]],
    scan: &Scan,
    watch: &dyn Watch,
) -> Result<Finding<Vec<Cluster>>, Refusal> {
    let (mut rows, _) = usable(&[x, y, days]);
    if let Some([first, last]) = scan.period {
        rows.retain(|&i| (first as f64..last as f64 + 1.0).contains(&days[i as usize]));
    }
    let left_out = x.len().max(y.len()).max(days.len()) - rows.len();
    let mut clusters = search(&[picked(x, &rows), picked(y, &rows), picked(days, &rows)], empty, scan, watch)?;
    clusters.iter_mut().flat_map(|c| &mut c.rows).for_each(|row| *row = rows[*row as usize]);
    Ok(Finding::of(clusters, left_out))
}

fn search([x, y, days]: &[Vec<f64>; 3], empty: &[[f64; 2]], scan: &Scan, watch: &dyn Watch) -> Result<Vec<Cluster>, Refusal> {
    if !(scan.max_radius >= 0.0 && scan.max_radius.is_finite()) {
        return Err(Refusal::BadParameter { name: "max_radius", must: "0 or above" });
    }
    if scan.max_days == 0 {
        return Err(Refusal::BadParameter { name: "max_days", must: "at least 1" });
    }
    if !(scan.max_share > 0.0 && scan.max_share <= 1.0) {
        return Err(Refusal::BadParameter { name: "max_share", must: "above 0 and at most 1" });
    }
    refusal::enough("usable rows", days.len(), 2)?;
    let whole = days.iter().map(|d| d.floor());
    let (low, high) = whole.clone().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    let (low, high) = scan.period.map_or((low, high), |[first, last]| (first as f64, last as f64));
    if high - low >= MOST_DAYS {
        return Err(Refusal::TooLarge { what: "days", have: high - low + 1.0, most: MOST_DAYS });
    }
    let layout = Layout::new(x, y, empty, scan)?;
    let days: Vec<u32> = whole.map(|d| (d - low) as u32).collect();
    let when: Vec<u32> = layout.rows.iter().map(|&row| days[row as usize]).collect();
    let by_day = Days::new(&when, (high - low) as usize + 1, scan.max_days as usize, scan.prospective);
    let grid = Grid::new(&by_day, layout.largest());
    let field = Field { layout: &layout, days: &by_day, grid: &grid, when: &when, fewest: scan.fewest_cases.max(1) };
    let (clusters, chance) = if fits_bytes(&field) { searched::<u8>(&field, scan, watch)? } else { searched::<u16>(&field, scan, watch)? };
    Ok(clusters
        .into_iter()
        .map(|(cylinder, places)| told(&layout, &when, (cylinder, places), low as i64, &judged(cylinder.ratio, &chance, scan)))
        .collect())
}

/// Clusters with the places they take in, and the strongest ratio of each random order.
type Searched = (Vec<(Cylinder, Vec<u32>)>, Vec<f64>);

fn searched<N: Count>(field: &Field, scan: &Scan, watch: &dyn Watch) -> Result<Searched, Refusal> {
    let ladder: Ladder<N> = Ladder::new(field, highest(field));
    Ok((strongest(field, &ladder), orders(field, &ladder, scan, watch)?))
}

/// The strongest cylinders that share no place, strongest first. Each rung finds the best of the centres that have one above it; the next is
/// searched only for those that have none yet, and while clusters are wanted.
fn strongest<N: Count>(field: &Field, ladder: &Ladder<N>) -> Vec<(Cylinder, Vec<u32>)> {
    let layout = field.layout;
    // Of equals the first that is tried wins: a place's cases are tried by day, whatever the order of their rows.
    let mut by_day = field.when.to_vec();
    layout.cases.windows(2).for_each(|place| by_day[place[0] as usize..place[1] as usize].sort_unstable());
    let mut order = Order::new(field);
    order.set(field, &by_day);
    let radius = |c: &Cylinder| layout.apart(c.centre, layout.around(c.centre as usize).0[c.member as usize]);
    let (mut best, mut kept): (Vec<Cylinder>, _) = (vec![], vec![]);
    let mut left: Vec<usize> = (0..layout.places.len()).collect();
    for rung in ladder.rungs() {
        let found = left.par_chunks(64).flat_map_iter(|centres| {
            let mut search = Search::new(field);
            centres.iter().filter_map(|centre| search.strongest(&order, *centre..*centre + 1, rung)).collect::<Vec<_>>()
        });
        best.par_extend(found);
        best.sort_by(|a, b| b.ratio.total_cmp(&a.ratio).then(radius(a).total_cmp(&radius(b))).then(a.centre.cmp(&b.centre)));
        kept = apart(layout, &best);
        if kept.len() == MOST_CLUSTERS {
            break;
        }
        let mut is_found = vec![false; layout.places.len()];
        best.iter().for_each(|c| is_found[c.centre as usize] = true);
        left.retain(|centre| !is_found[*centre]);
    }
    kept
}

/// The strongest cylinder's ratio in each random order, in rising order.
fn orders<N: Count>(field: &Field, ladder: &Ladder<N>, scan: &Scan, watch: &dyn Watch) -> Result<Vec<f64>, Refusal> {
    let strongest = |number: u64, ladder: &Ladder<N>, (search, order, shuffled): &mut (Search<N>, Order<N>, Vec<u32>)| {
        if watch.is_stopped() {
            return f64::NAN;
        }
        shuffled.copy_from_slice(field.when);
        scan.seed.stream(number).shuffle(shuffled);
        order.set(field, shuffled);
        let best = ladder.rungs().find_map(|rung| search.strongest(order, 0..field.layout.places.len(), rung));
        watch.advanced(1.0 / f64::from(scan.permutations));
        best.map_or(0.0, |b| b.ratio)
    };
    let each = |numbers: RangeInclusive<u64>, ladder: &Ladder<N>| -> Vec<f64> {
        let room = || (Search::new(field), Order::new(field), field.when.to_vec());
        numbers.into_par_iter().map_init(room, |room, number| strongest(number, ladder, room)).collect()
    };
    // Hardly one has less than the weakest of the first few, and a little: above it little is left to look at.
    let all = u64::from(scan.permutations);
    let mut chance = each(1..=all.min(2), ladder);
    for until in [8, all] {
        let lowest = chance.iter().copied().fold(f64::INFINITY, f64::min);
        let next = chance.len() as u64 + 1;
        if next <= all && lowest.is_finite() {
            chance.extend(each(next..=until.min(all), &Ladder::new(field, lowest * A_LITTLE_LESS)));
        }
    }
    if chance.iter().any(|ratio| ratio.is_nan()) || chance.len() as u64 != all {
        return Err(Refusal::Stopped);
    }
    chance.sort_by(f64::total_cmp);
    Ok(chance)
}

/// Cylinders that share no place, strongest first, with the places they take in.
fn apart(layout: &Layout, best: &[Cylinder]) -> Vec<(Cylinder, Vec<u32>)> {
    let mut taken = vec![false; layout.places.len()];
    let mut kept: Vec<(Cylinder, Vec<u32>)> = Vec::new();
    for cylinder in best {
        if kept.len() == MOST_CLUSTERS {
            break;
        }
        if taken[cylinder.centre as usize] {
            continue;
        }
        let places = layout.taken_in(cylinder.centre as usize, cylinder.member as usize);
        if places.iter().any(|p| taken[*p as usize]) {
            continue;
        }
        places.iter().for_each(|p| taken[*p as usize] = true);
        kept.push((*cylinder, places));
    }
    kept
}

struct Judged {
    p: f64,
    p_gumbel: Option<f64>,
    recurrence_days: Option<f64>,
}

fn judged(ratio: f64, chance: &[f64], scan: &Scan) -> Judged {
    // Equal up to the last digits is equal.
    let below = chance.partition_point(|c| *c < ratio * (1.0 - 1e-12));
    let p = (1 + chance.len() - below) as f64 / (chance.len() + 1) as f64;
    let n = chance.len() as f64;
    let mean = chance.iter().sum::<f64>() / n;
    let deviation = (chance.iter().map(|c| (c - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    let p_gumbel = (chance.len() >= 20 && deviation > 0.0).then(|| {
        let scale = deviation * 6f64.sqrt() / std::f64::consts::PI;
        // 1 − exp(−exp(−z)), exact for small values too; 0.5772… is Euler's constant.
        -(-(-(ratio - (mean - 0.577_215_664_901_532_9 * scale)) / scale).exp()).exp_m1()
    });
    Judged { p, p_gumbel, recurrence_days: (scan.prospective && !chance.is_empty()).then(|| 1.0 / p) }
}

fn told(layout: &Layout, when: &[u32], (cylinder, places): (Cylinder, Vec<u32>), low: i64, judged: &Judged) -> Cluster {
    let inside = |case: &u32| (cylinder.first..=cylinder.last).contains(&when[*case as usize]);
    let cases = places.iter().flat_map(|p| layout.cases[*p as usize]..layout.cases[*p as usize + 1]).filter(inside);
    let mut rows: Vec<u32> = cases.map(|case| layout.rows[case as usize]).collect();
    rows.sort_unstable();
    Cluster {
        centre: layout.places[cylinder.centre as usize],
        radius: places.last().map_or(0.0, |p| layout.apart(cylinder.centre, *p)),
        first_day: low + i64::from(cylinder.first),
        last_day: low + i64::from(cylinder.last),
        cases: cylinder.cases,
        expected: cylinder.product as f64 / when.len() as f64,
        log_ratio: cylinder.ratio,
        p: judged.p,
        p_gumbel: judged.p_gumbel,
        recurrence_days: judged.recurrence_days,
        places: places.iter().map(|p| layout.places[*p as usize]).collect(),
        rows,
    }
}
