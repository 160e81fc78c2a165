//! Did the pattern over areas really change?

use crate::{Refusal, Seed, Watch, refusal};
use rayon::prelude::*;

/// Most incidents of the test set.
const MOST: f64 = 5e7;

/// Parameters of [`s_index`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SIndexOptions {
    /// Resamples of the test set.
    pub samples: usize,
    /// Part of the test set in each resample, 0–1 (0.85 in the paper).
    pub part: f64,
    /// Level of the interval, 0–1.
    pub level: f64,
    /// Draw as many as there are with replacement instead (bootstrap); `part` is then not used.
    pub bootstrap: bool,
    /// Seed of the resampling.
    pub seed: Seed,
}

impl Default for SIndexOptions {
    /// 200 resamples of 85 %, 95 %.
    fn default() -> Self {
        Self { samples: 200, part: 0.85, level: 0.95, bootstrap: false, seed: Seed(1) }
    }
}

/// What became of an area's share from the base to the test set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareChange {
    /// The base share lies above the interval: the area holds less of it all than before.
    Lower,
    /// The base share lies inside the interval.
    Similar,
    /// The base share lies below the interval.
    Higher,
}

/// One area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaShare {
    /// Share of the base set, 0–1.
    pub base: f64,
    /// Share of the test set, 0–1.
    pub test: f64,
    /// Ends of the resampling interval of the test share.
    pub interval: (f64, f64),
    /// What became of it.
    pub change: ShareChange,
}

/// Result of [`s_index`].
#[derive(Clone, Debug, PartialEq)]
pub struct SIndex {
    /// Share of areas whose base share lies in the interval: 1 the same pattern, 0 nothing alike.
    pub global: f64,
    /// The same among areas with at least one incident in either set: empty areas are alike without saying anything.
    pub robust: f64,
    /// Each area.
    pub areas: Vec<AreaShare>,
}

/// Andresen's spatial point pattern test on counts by area (Andresen 2009, "Testing for similarity in area-based spatial patterns: a nonparametric Monte Carlo
/// approach", *Applied Geography* 29; the robust form Andresen & Malleson 2011).
///
/// The test set's incidents are resampled `samples` times (`part` of them without replacement); for each area the shares are sorted and the outermost
/// (1 − level)/2 on each side left off. An area is similar when its base share lies within. Shares, not levels: a town where everything doubles is unchanged.
/// The interval is that of a subsample, narrower than a sampling error for `part` near 1; small test sets make everything similar. Counts must be whole. Deterministic for a seed on any
/// number of threads. O(samples · (incidents + areas)), `samples · areas` numbers of memory.
pub fn s_index(base: &[f64], test: &[f64], options: &SIndexOptions, watch: &dyn Watch) -> Result<SIndex, Refusal> {
    refusal::length("test", test.len(), base.len())?;
    refusal::enough("areas", base.len(), 1)?;
    refusal::counts("base", base)?;
    refusal::counts("test", test)?;
    refusal::share("level", options.level)?;
    if !(options.part > 0.0 && options.part <= 1.0) {
        return Err(Refusal::BadParameter { name: "part", must: "above 0 and at most 1" });
    }
    if let Some(row) = test.iter().position(|v| v.fract() != 0.0) {
        return Err(Refusal::BadValue { column: "test", row });
    }
    let (base_sum, test_sum) = (base.iter().sum::<f64>(), test.iter().sum::<f64>());
    if base_sum <= 0.0 || test_sum <= 0.0 {
        return Err(Refusal::Undefined("shares of no incidents"));
    }
    if test_sum > MOST || base_sum > 1e15 {
        return Err(Refusal::TooLarge { what: "incidents", have: test_sum.max(base_sum), most: MOST });
    }
    if !(2..=100_000).contains(&options.samples) || options.samples.saturating_mul(base.len()) > 100_000_000 {
        return Err(Refusal::BadParameter { name: "samples", must: "2–100000, and at most 100 million with the areas" });
    }
    let drawn = if options.bootstrap { test_sum } else { (options.part * test_sum).round().max(1.0) };
    let shares = resampled(test, drawn as usize, options, watch)?;
    let (low, high) = columns(options);
    let areas: Vec<AreaShare> = (0..base.len())
        .map(|area| {
            let mut own: Vec<u32> = shares.iter().map(|sample| sample[area]).collect();
            own.sort_unstable();
            let interval = (f64::from(own[low]) / drawn, f64::from(own[high]) / drawn);
            let base = base[area] / base_sum;
            // Shares are quotients of whole numbers: equal ones may differ in the last digit.
            let change = if base < interval.0 * (1.0 - 1e-12) {
                ShareChange::Higher
            } else if base > interval.1 * (1.0 + 1e-12) {
                ShareChange::Lower
            } else {
                ShareChange::Similar
            };
            AreaShare { base, test: test[area] / test_sum, interval, change }
        })
        .collect();
    let similar = |areas: &mut dyn Iterator<Item = &AreaShare>| {
        let (same, all) = areas.fold((0.0, 0.0), |(s, n), a| (s + f64::from(u8::from(a.change == ShareChange::Similar)), n + 1.0));
        same / all
    };
    let global = similar(&mut areas.iter());
    let robust = similar(&mut areas.iter().filter(|a| a.base + a.test > 0.0));
    Ok(SIndex { global, robust, areas })
}

/// Places in the sorted resamples of the two ends.
fn columns(options: &SIndexOptions) -> (usize, usize) {
    let n = options.samples as f64;
    let tail = (1.0 - options.level) / 2.0;
    // Rounded first: 0.025 · 200 must be 5 and not 5.000000000000004.
    let exact = |v: f64| (v * 1e9).round() / 1e9;
    let low = exact(tail * n).floor() as usize;
    let high = exact((1.0 - tail) * n).ceil() as usize;
    (low.min(options.samples - 1), high.clamp(1, options.samples) - 1)
}

/// Counts by area of every resample.
fn resampled(test: &[f64], drawn: usize, options: &SIndexOptions, watch: &dyn Watch) -> Result<Vec<Vec<u32>>, Refusal> {
    let incidents: Vec<u32> = (0u32..).zip(test).flat_map(|(area, &n)| std::iter::repeat_n(area, n as usize)).collect();
    (0..options.samples)
        .into_par_iter()
        .map(|sample| {
            if watch.is_stopped() {
                return Err(Refusal::Stopped);
            }
            let mut stream = options.seed.stream(sample as u64);
            let mut counts = vec![0u32; test.len()];
            if options.bootstrap {
                (0..drawn).for_each(|_| counts[incidents[stream.below(incidents.len() as u32) as usize] as usize] += 1);
            } else {
                // Those left out are fewer than those drawn: choose them.
                let mut order = incidents.clone();
                let out = order.len() - drawn;
                stream.choose_first(&mut order, out);
                order[out..].iter().for_each(|&area| counts[area as usize] += 1);
            }
            watch.advanced(1.0 / options.samples as f64);
            Ok(counts)
        })
        .collect()
}
