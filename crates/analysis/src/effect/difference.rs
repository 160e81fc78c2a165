//! Difference in differences: did treated areas change otherwise than the others?

use crate::fit::distributions::{student_quantile, student_two_sided};
use crate::{Refusal, Seed, Watch, refusal};
use rayon::prelude::*;

/// Counts of several areas over several periods.
#[derive(Clone, Copy, Debug)]
pub struct Panel<'a> {
    /// Counts, all periods of the first area, then of the second …
    pub count: &'a [f64],
    /// Whether each area was treated; its length is the number of areas.
    pub treated: &'a [bool],
    /// First period with the action.
    pub from: usize,
}

/// Parameters of [`differences`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DifferenceOptions {
    /// Level of the interval.
    pub level: f64,
    /// Random placements of the treatment for the permutation p-value; all placements when there are no more than this. 0 for none.
    pub permutations: usize,
    /// Seed of the placements.
    pub seed: Seed,
}

impl Default for DifferenceOptions {
    /// 95 %, 999 placements.
    fn default() -> Self {
        Self { level: 0.95, permutations: 999, seed: Seed(1) }
    }
}

/// Whether treated and others went the same way before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParallelTrend {
    /// Change of ln(treated/others) per period before the action.
    pub slope: f64,
    /// Two-sided p-value of none. A small one says the others are no guide; a large one does not say that they are.
    pub p: f64,
}

/// Result of [`differences`].
#[derive(Clone, Debug, PartialEq)]
pub struct Differences {
    /// (T₁/T₀)/(C₁/C₀): how the treated changed over how the others did. Below 1 is a gain.
    pub ratio: f64,
    /// Interval of the ratio, from the cluster-robust error where there is one, else the quasi-Poisson one.
    pub interval: (f64, f64),
    /// Quasi-Poisson standard error of ln ratio.
    pub error: f64,
    /// Standard error of ln ratio that lets periods of an area be correlated; `None` with fewer than two areas on a side.
    pub cluster_error: Option<f64>,
    /// Two-sided p-value with the error of the interval.
    pub p: f64,
    /// Two-sided p-value by placing the treatment at random among the areas: for few treated areas the one to trust. Its least value is one over the placements.
    pub permutation_p: Option<f64>,
    /// Dispersion φ about area and period, at least 1.
    pub dispersion: f64,
    /// Did they run alike before? `None` with fewer than four periods before.
    pub parallel: Option<ParallelTrend>,
}

/// Sums over a group of areas, before and after.
type Sums = (f64, f64);

/// Poisson difference in differences with an effect for each area and each period (Wooldridge 2023, "Simple approaches to nonlinear difference-in-differences with panel data", *Econometrics J.* 26).
///
/// log μᵢₜ = αᵢ + βₜ + δ·treatedᵢ·[t ≥ from]. When all treated areas begin together the maximum likelihood has a closed form: e^δ = (T₁/T₀)/(C₁/C₀) of the four sums, and fitted values
/// μᵢₜ = (area's share of its group) · (period's total) · (group's share before, or after). The cluster-robust variance is Σᵢ (yᵢ₁/G₁ − yᵢ₀/G₀)² over the areas of each group, times
/// m/(m − 1); its interval uses t with areas − 2 degrees of freedom.
///
/// Assumes that without the action treated and others would have changed by the same ratio (look at [`ParallelTrend`] and at the plot), that the action did not reach the others
/// (leave neighbours out), and that all treated areas begin together. Areas with nothing at all in them have no say.
pub fn differences(panel: &Panel, options: &DifferenceOptions, watch: &dyn Watch) -> Result<Differences, Refusal> {
    let areas = panel.treated.len();
    let periods = check(panel, options)?;
    let own: Vec<Sums> = panel.count.chunks_exact(periods).map(|c| (c[..panel.from].iter().sum(), c[panel.from..].iter().sum())).collect();
    let group = |treated: bool| {
        let members = own.iter().zip(panel.treated).filter(|(_, t)| **t == treated);
        members.fold((0.0, 0.0), |s: Sums, (o, _)| (s.0 + o.0, s.1 + o.1))
    };
    let (t, c) = (group(true), group(false));
    if [t.0, t.1, c.0, c.1].contains(&0.0) {
        return Err(Refusal::Undefined("a ratio with no incidents in one of the four sums"));
    }
    let log_ratio = (t.1 / t.0).ln() - (c.1 / c.0).ln();
    let dispersion = dispersion(panel, periods, t, c).max(1.0);
    let error = (dispersion * (1.0 / t.0 + 1.0 / t.1 + 1.0 / c.0 + 1.0 / c.1)).sqrt();
    let treated = panel.treated.iter().filter(|t| **t).count();
    let cluster_error = (treated.min(areas - treated) >= 2).then(|| cluster_error(&own, panel.treated, t, c));
    let permutation_p = if options.permutations > 0 { Some(placed(&own, panel.treated, options, watch)?) } else { None };
    let (used, freedom) = match cluster_error {
        Some(robust) => (robust, areas as f64 - 2.0),
        None => (error, (periods as f64 - 2.0).max(1.0)),
    };
    let (reach, p) = (student_quantile(options.level, freedom) * used, student_two_sided(log_ratio / used, freedom));
    Ok(Differences {
        ratio: log_ratio.exp(),
        interval: ((log_ratio - reach).exp(), (log_ratio + reach).exp()),
        error,
        cluster_error,
        p,
        permutation_p,
        dispersion,
        parallel: parallel(panel, periods),
    })
}

fn check(panel: &Panel, options: &DifferenceOptions) -> Result<usize, Refusal> {
    refusal::share("level", options.level)?;
    refusal::counts("count", panel.count)?;
    let areas = panel.treated.len();
    refusal::enough("treated areas", panel.treated.iter().filter(|t| **t).count(), 1)?;
    refusal::enough("other areas", panel.treated.iter().filter(|t| !**t).count(), 1)?;
    if panel.count.is_empty() || !panel.count.len().is_multiple_of(areas) {
        return Err(Refusal::LengthsDiffer { column: "count", have: panel.count.len(), need: areas });
    }
    let periods = panel.count.len() / areas;
    refusal::enough("periods before", panel.from.min(periods), 1)?;
    refusal::enough("periods after", periods.saturating_sub(panel.from), 1)?;
    if options.permutations > 1_000_000 {
        return Err(Refusal::TooLarge { what: "permutations", have: options.permutations as f64, most: 1e6 });
    }
    if let Some(row) = panel.count.iter().position(|v| *v > 1e12) {
        return Err(Refusal::BadValue { column: "count", row });
    }
    Ok(periods)
}

fn dispersion(panel: &Panel, periods: usize, t: Sums, c: Sums) -> f64 {
    let mut totals = vec![0.0; periods];
    for area in panel.count.chunks_exact(periods) {
        totals.iter_mut().zip(area).for_each(|(s, y)| *s += y);
    }
    let (mut pearson, mut used) = (0.0, 0.0f64);
    for (counts, &treated) in panel.count.chunks_exact(periods).zip(panel.treated) {
        let group = if treated { t } else { c };
        let share = counts.iter().sum::<f64>() / (group.0 + group.1);
        if share <= 0.0 {
            continue;
        }
        used += 1.0;
        for (period, y) in counts.iter().enumerate() {
            let of_group = if period < panel.from { group.0 / (t.0 + c.0) } else { group.1 / (t.1 + c.1) };
            let mean = share * totals[period] * of_group;
            if mean > 0.0 {
                pearson += (y - mean).powi(2) / mean;
            }
        }
    }
    let periods = totals.iter().filter(|s| **s > 0.0).count() as f64;
    let freedom = (used - 1.0) * (periods - 1.0) - 1.0;
    if freedom > 0.0 { pearson / freedom } else { 1.0 }
}

fn cluster_error(own: &[Sums], treated: &[bool], t: Sums, c: Sums) -> f64 {
    let (mut variance, mut members) = ([0.0, 0.0], [0.0, 0.0]);
    for (sums, &treated) in own.iter().zip(treated) {
        let (group, side) = if treated { (t, 0) } else { (c, 1) };
        variance[side] += (sums.1 / group.1 - sums.0 / group.0).powi(2);
        members[side] += 1.0;
    }
    (0..2).map(|side| variance[side] * members[side] / (members[side] - 1.0)).sum::<f64>().sqrt()
}

/// |ln ratio| with half an incident in each sum, so that a placement on empty areas has a value too.
fn size(own: &[Sums], chosen: &[usize], all: Sums) -> f64 {
    let t = chosen.iter().fold((0.5, 0.5), |s, &i| (s.0 + own[i].0, s.1 + own[i].1));
    ((t.1 / t.0).ln() - ((all.1 - t.1 + 1.0) / (all.0 - t.0 + 1.0)).ln()).abs()
}

fn placed(own: &[Sums], treated: &[bool], options: &DifferenceOptions, watch: &dyn Watch) -> Result<f64, Refusal> {
    let all = own.iter().fold((0.0, 0.0), |s, o| (s.0 + o.0, s.1 + o.1));
    let seen: Vec<usize> = (0..own.len()).filter(|&i| treated[i]).collect();
    // Placements as far out count although their last digits differ.
    let observed = size(own, &seen, all) * (1.0 - 1e-12);
    if let Some(every) = placements(own.len(), seen.len(), options.permutations) {
        let far = every.iter().filter(|p| size(own, p, all) >= observed).count();
        return Ok(far as f64 / every.len() as f64);
    }
    let far: Vec<bool> = (0..options.permutations)
        .into_par_iter()
        .map(|number| {
            if watch.is_stopped() {
                return Err(Refusal::Stopped);
            }
            let mut order: Vec<usize> = (0..own.len()).collect();
            options.seed.stream(number as u64).choose_first(&mut order, seen.len());
            watch.advanced(1.0 / options.permutations as f64);
            Ok(size(own, &order[..seen.len()], all) >= observed)
        })
        .collect::<Result<_, _>>()?;
    Ok((1.0 + far.iter().filter(|f| **f).count() as f64) / (options.permutations as f64 + 1.0))
}

/// Every choice of `k` of `n`, when there are at most `most`.
fn placements(n: usize, k: usize, most: usize) -> Option<Vec<Vec<usize>>> {
    let mut number = 1usize;
    for i in 0..k {
        number = number.checked_mul(n - i)? / (i + 1);
        if number > most {
            return None;
        }
    }
    let mut every = Vec::with_capacity(number);
    let mut chosen: Vec<usize> = (0..k).collect();
    loop {
        every.push(chosen.clone());
        let Some(at) = (0..k).rev().find(|&i| chosen[i] < n - k + i) else { return Some(every) };
        chosen[at] += 1;
        for i in at + 1..k {
            chosen[i] = chosen[i - 1] + 1;
        }
    }
}

/// Weighted line through ln((T + ½)/(C + ½)) of the periods before.
fn parallel(panel: &Panel, periods: usize) -> Option<ParallelTrend> {
    if panel.from < 4 {
        return None;
    }
    let group = |treated: bool, period: usize| {
        let members = panel.count.chunks_exact(periods).zip(panel.treated).filter(|(_, t)| **t == treated);
        members.map(|(counts, _)| counts[period]).sum::<f64>()
    };
    let (t, c): (Vec<f64>, Vec<f64>) = (0..panel.from).map(|period| (group(true, period), group(false, period))).unzip();
    trend_of_ratio(&t, &c)
}

/// Slope of ln((a + ½)/(b + ½)), weights from Poisson counts, errors scaled by what the line leaves (at least as much as Poisson).
pub(super) fn trend_of_ratio(a: &[f64], b: &[f64]) -> Option<ParallelTrend> {
    let n = a.len();
    if n < 4 || n != b.len() {
        return None;
    }
    let point = |i: usize| (((a[i] + 0.5) / (b[i] + 0.5)).ln(), 1.0 / (1.0 / (a[i] + 0.5) + 1.0 / (b[i] + 0.5)));
    let all: f64 = (0..n).map(|i| point(i).1).sum();
    let centre = (0..n).map(|i| point(i).1 * i as f64).sum::<f64>() / all;
    let middle = (0..n).map(|i| point(i).1 * point(i).0).sum::<f64>() / all;
    let spread: f64 = (0..n).map(|i| point(i).1 * (i as f64 - centre).powi(2)).sum();
    let slope = (0..n).map(|i| point(i).1 * (i as f64 - centre) * point(i).0).sum::<f64>() / spread;
    let left: f64 = (0..n).map(|i| point(i).1 * (point(i).0 - middle - slope * (i as f64 - centre)).powi(2)).sum();
    let freedom = n as f64 - 2.0;
    let error = ((left / freedom).max(1.0) / spread).sqrt();
    let p = student_two_sided(slope / error, freedom);
    (slope.is_finite() && p.is_finite()).then_some(ParallelTrend { slope, p })
}
