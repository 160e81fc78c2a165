//! Near repeat: do events that are near in place come nearer in time than chance would have it?

use super::bands::{LANES, Lane, PairList, count};
use crate::finding::{Diagnostic, Finding};
use crate::near::{Near, picked, usable};
use crate::random::Seed;
use crate::refusal::{self, Refusal};
use crate::watch::Watch;
use rayon::prelude::*;

/// Most pairs of events near in place that are listed: about a gigabyte.
pub const MOST_PAIRS: usize = 250_000_000;

/// How far apart two places are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Metric {
    /// As the crow flies.
    #[default]
    Euclidean,
    /// Along a street grid, |Δx| + |Δy|: what Ratcliffe's Near Repeat Calculator uses unless told otherwise.
    Manhattan,
}

impl Metric {
    #[inline]
    pub(super) fn apart(self, dx: f64, dy: f64) -> f64 {
        match self {
            Metric::Euclidean => (dx * dx + dy * dy).sqrt(),
            Metric::Manhattan => dx.abs() + dy.abs(),
        }
    }
}

/// Bands of distance and time, and how often chance is tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Bands {
    /// Edges of the bands of distance, metres, rising: `[0, 100, 200]` is [0, 100) and [100, 200). The last may be infinite. For a band of
    /// exactly the same place let the second edge be `f64::MIN_POSITIVE`.
    pub space: Vec<f64>,
    /// Edges of the bands of time, days, rising: `[0, 7, 14]` is [0, 7) and [7, 14). The last may be infinite.
    pub days: Vec<f64>,
    /// How distance is measured.
    pub metric: Metric,
    /// How many random orders of the times are tried: 999 gives p-values down to 0.001.
    pub permutations: u32,
    /// Where chance begins.
    pub seed: Seed,
}

/// One band of distance and one of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Distance from and up to, not including, metres.
    pub space: [f64; 2],
    /// Time from and up to, not including, days.
    pub days: [f64; 2],
    /// Pairs of events in the band.
    pub observed: u64,
    /// Mean number of pairs over the random orders.
    pub expected: f64,
    /// Standard deviation over the random orders.
    pub deviation: f64,
    /// Observed over expected (Knox ratio); `None` when none were expected.
    pub ratio: Option<f64>,
    /// Share of orders, the observed one among them, with at least as many pairs.
    pub p: f64,
}

/// The near-repeat table.
#[derive(Clone, Debug, PartialEq)]
pub struct NearRepeat {
    /// Events that were used.
    pub events: usize,
    /// Cells, one band of distance after the other, each through the bands of time.
    pub cells: Vec<Cell>,
}

/// Knox's test with Monte Carlo over bands of distance and time.
///
/// # Formula
/// For each band the number of pairs of events whose distance lies in [s₀, s₁) and whose times differ by [t₀, t₁). Under the null hypothesis the
/// times are exchanged freely between the events: over R random orders, expected = mean, ratio = observed / expected,
/// p = (1 + #{order ≥ observed}) / (R + 1).
///
/// # Units
/// `x`, `y` metres, `days` days (whole days give what the Near Repeat Calculator gives; hours are kept when they are there).
///
/// # Assumptions and pitfalls
/// Times are exchangeable: over more than about a year season, growth and moving populations break this and everything looks near repeat
/// ([`Diagnostic::LongPeriod`]; analyse years apart). One offence under two report numbers makes a same-place pair out of nothing. Places
/// coded to centroids make same-place pairs of neighbours. As many tests as cells: read the whole table, not its best cell ([`Diagnostic::ManyTests`]).
///
/// # Cost
/// Pairs near in place are listed once over a grid; each order costs one comparison for each of them, sixteen orders at a time. More than
/// [`MOST_PAIRS`] are refused. The same numbers for a seed on any number of threads.
///
/// # Source
/// Knox, G. (1964), *Applied Statistics* 13; Johnson, S. & Bowers, K. (2004), *European Journal of Criminology* 1; bands as in Ratcliffe's Near
/// Repeat Calculator.
pub fn knox(x: &[f64], y: &[f64], days: &[f64], bands: &Bands, watch: &dyn Watch) -> Result<Finding<NearRepeat>, Refusal> {
    let (rows, left_out) = usable(&[x, y, days]);
    let mut diagnostics = Diagnostic::left_out(left_out);
    checked(&rows, bands)?;
    let (x, y, days) = (picked(x, &rows), picked(y, &rows), picked(days, &rows));
    let (low, high) = days.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(*v), h.max(*v)));
    if high - low > 366.0 {
        diagnostics.push(Diagnostic::LongPeriod { days: high - low });
    }
    let cells = (bands.space.len() - 1) * (bands.days.len() - 1);
    if cells > 1 {
        diagnostics.push(Diagnostic::ManyTests(cells));
    }
    Ok(Finding { value: table(&x, &y, &days, bands, watch)?, diagnostics })
}

fn checked(rows: &[u32], bands: &Bands) -> Result<(), Refusal> {
    let rising = |edges: &[f64]| {
        edges.len() >= 2
            && edges.windows(2).all(|e| e[0] < e[1])
            && edges[0] >= 0.0
            && edges[..edges.len() - 1].iter().all(|e| e.is_finite())
    };
    for (name, edges) in [("space", &bands.space), ("days", &bands.days)] {
        if !rising(edges) {
            return Err(Refusal::BadParameter { name, must: "two or more edges, from 0 or above, rising" });
        }
    }
    refusal::enough("usable rows", rows.len(), 2)
}

fn table(x: &[f64], y: &[f64], days: &[f64], bands: &Bands, watch: &dyn Watch) -> Result<NearRepeat, Refusal> {
    let open = bands.space.last().is_some_and(|e| e.is_infinite());
    let listed = &bands.space[..bands.space.len() - usize::from(open)];
    let (near, mut lists) = pair_lists(x, y, listed, bands.metric)?;
    // Pairs nearer than the first edge matter only to what is left for an open last band.
    let inner = bands.space[0] > 0.0 && open;
    if !inner && bands.space[0] > 0.0 {
        lists.remove(0);
    }
    let days: Vec<f64> = near.order.iter().map(|&i| days[i as usize]).collect();
    let first = days.iter().copied().fold(f64::INFINITY, f64::min);
    let last = days.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let whole = last - first < f64::from(i16::MAX) && days.iter().all(|d| (d - first).fract() == 0.0);
    let runs = if whole {
        // A difference of whole days is below an edge exactly when it is below the next whole number.
        let edges: Vec<i16> = bands.days.iter().map(|e| e.ceil().min(f64::from(i16::MAX)) as i16).collect();
        let times: Vec<i16> = days.iter().map(|d| (d - first) as i16).collect();
        runs(&lists, &times, &edges, bands, watch)?
    } else {
        runs(&lists, &days, &bands.days, bands, watch)?
    };
    let everywhere = if open { Some(pairs_in_time(&days, &bands.days)) } else { None };
    Ok(NearRepeat { events: x.len(), cells: summary(&runs, lists.len(), bands, everywhere.as_deref(), inner) })
}

/// The pairs near in place, by band. With a first edge above zero the first list holds what is nearer still.
fn pair_lists(x: &[f64], y: &[f64], edges: &[f64], metric: Metric) -> Result<(Near, Vec<PairList>), Refusal> {
    let mut inner = edges.to_vec();
    if inner.first() != Some(&0.0) {
        inner.insert(0, 0.0);
    }
    let far = inner[inner.len() - 1];
    let near = Near::new(x, y, far.max(f64::MIN_POSITIVE));
    // Sizes first: a million events at one place would fill the memory.
    let sizes: Vec<u64> = (0..near.cells())
        .into_par_iter()
        .map(|cell| {
            let own = near.points(cell).len() as u64;
            let candidates = near.points_of(near.run(cell, 0, 0, 1)).len() + near.points_of(near.run(cell, 1, -1, 1)).len();
            own * candidates as u64
        })
        .collect();
    let candidates: f64 = sizes.iter().map(|s| *s as f64).sum();
    // About a third to a half of the candidates are pairs.
    if candidates > 4.0 * MOST_PAIRS as f64 {
        return Err(Refusal::TooLarge { what: "pairs", have: candidates / 4.0, most: MOST_PAIRS as f64 });
    }
    let count = inner.len() - 1;
    if count == 0 {
        return Ok((near, Vec::new()));
    }
    // For each event the partners of each band, in chunks of cells that are put together in order.
    let chunks: Vec<Vec<(Vec<u32>, Vec<u32>)>> = (0..near.cells().div_ceil(256))
        .into_par_iter()
        .map(|chunk| {
            let mut found = vec![(Vec::new(), Vec::new()); count];
            for cell in chunk * 256..((chunk + 1) * 256).min(near.cells()) {
                let (beside, above) = (near.points_of(near.run(cell, 0, 0, 1)), near.points_of(near.run(cell, 1, -1, 1)));
                for i in near.points(cell) {
                    for j in (i + 1..beside.end).chain(above.clone()) {
                        let apart = metric.apart(near.x[i] - near.x[j], near.y[i] - near.y[j]);
                        if apart < far {
                            let band = inner[1..].partition_point(|edge| *edge <= apart);
                            found[band].1.push(j as u32);
                        }
                    }
                    found.iter_mut().for_each(|(ends, partners)| ends.push(partners.len() as u32));
                }
            }
            found
        })
        .collect();
    let total: usize = chunks.iter().flatten().map(|(_, partners)| partners.len()).sum();
    if total > MOST_PAIRS {
        return Err(Refusal::TooLarge { what: "pairs", have: total as f64, most: MOST_PAIRS as f64 });
    }
    let mut lists = vec![PairList { starts: vec![0], partners: Vec::new() }; count];
    for chunk in chunks {
        for (list, (ends, partners)) in lists.iter_mut().zip(chunk) {
            let before = list.partners.len() as u32;
            list.starts.extend(ends.iter().map(|end| before + end));
            list.partners.extend(partners);
        }
    }
    Ok((near, lists))
}

/// Events whose times stay near the processor while their pairs are counted.
const EVENTS_AT_ONCE: usize = 4_096;

/// Counts of pairs below each edge of time for each list, order by order: `[order][list · edges + edge]`; the first order is the observed one.
fn runs<T: Lane>(lists: &[PairList], times: &[T], edges: &[T], bands: &Bands, watch: &dyn Watch) -> Result<Vec<Vec<u64>>, Refusal> {
    let orders = bands.permutations as usize + 1;
    let blocks = orders.div_ceil(LANES);
    let counted: Vec<Vec<Vec<u64>>> = (0..blocks)
        .into_par_iter()
        .map(|block| {
            if watch.is_stopped() {
                return Vec::new();
            }
            let numbers = block * LANES..((block + 1) * LANES).min(orders);
            let mut lanes = vec![[times[0]; LANES]; times.len()];
            let mut shuffled = times.to_vec();
            for (lane, order) in numbers.clone().enumerate() {
                if order > 0 {
                    shuffled.copy_from_slice(times);
                    bands.seed.stream(order as u64).shuffle(&mut shuffled);
                }
                lanes.iter_mut().zip(&shuffled).for_each(|(lanes, time)| lanes[lane] = *time);
            }
            let mut sums = vec![[0u64; LANES]; lists.len() * edges.len()];
            for from in (0..times.len()).step_by(EVENTS_AT_ONCE) {
                let events = from..(from + EVENTS_AT_ONCE).min(times.len());
                for (list, sums) in lists.iter().zip(sums.chunks_mut(edges.len())) {
                    count(list, events.clone(), &lanes, edges, sums);
                }
            }
            watch.advanced(1.0 / blocks as f64);
            numbers.enumerate().map(|(lane, _)| sums.iter().map(|s| s[lane]).collect()).collect()
        })
        .collect();
    if counted.iter().any(Vec::is_empty) {
        return Err(Refusal::Stopped);
    }
    Ok(counted.into_iter().flatten().collect())
}

/// Pairs of all events, near or far, whose times differ by less than each edge.
fn pairs_in_time(days: &[f64], edges: &[f64]) -> Vec<u64> {
    let mut sorted = days.to_vec();
    sorted.sort_by(f64::total_cmp);
    let below = |edge: f64| {
        let mut to = 0;
        let reach = |(from, day): (usize, &f64)| {
            while to < sorted.len() && sorted[to] - day < edge {
                to += 1;
            }
            to.saturating_sub(from + 1) as u64
        };
        sorted.iter().enumerate().map(reach).sum()
    };
    edges.iter().map(|edge| below(*edge)).collect()
}

fn summary(runs: &[Vec<u64>], lists: usize, bands: &Bands, everywhere: Option<&[u64]>, inner: bool) -> Vec<Cell> {
    let edges = bands.days.len();
    let mut cells = Vec::new();
    for (row, space) in bands.space.windows(2).enumerate() {
        for (column, days) in bands.days.windows(2).enumerate() {
            let in_list = |run: &[u64], list: usize| run[list * edges + column + 1] - run[list * edges + column];
            let pairs = |run: &Vec<u64>| match everywhere {
                // What no list holds lies in the open last band.
                Some(all) if row == bands.space.len() - 2 => {
                    all[column + 1] - all[column] - (0..lists).map(|list| in_list(run, list)).sum::<u64>()
                }
                Some(_) | None => in_list(run, row + usize::from(inner)),
            };
            let observed = runs.first().map_or(0, pairs);
            let orders: Vec<u64> = runs.iter().skip(1).map(pairs).collect();
            let count = orders.len() as f64;
            let expected = if orders.is_empty() { 0.0 } else { orders.iter().sum::<u64>() as f64 / count };
            let squares: f64 = orders.iter().map(|o| (*o as f64 - expected).powi(2)).sum();
            cells.push(Cell {
                space: [space[0], space[1]],
                days: [days[0], days[1]],
                observed,
                expected,
                deviation: if orders.len() > 1 { (squares / (count - 1.0)).sqrt() } else { 0.0 },
                ratio: (expected > 0.0).then(|| observed as f64 / expected),
                p: (1.0 + orders.iter().filter(|o| **o >= observed).count() as f64) / (count + 1.0),
            });
        }
    }
    cells
}
