//! When did the level shift, and to what?

use crate::{Refusal, refusal};

/// Longest series; the work may grow with its square.
const LONGEST: usize = 20_000;

/// Parameters of [`change_points`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChangeOptions {
    /// Fewest weeks between two changes.
    pub shortest: usize,
    /// Gain in twice the log-likelihood that a change must bring, in units of the dispersion. `None`: 3 ln n.
    pub penalty: Option<f64>,
    /// Take Poisson counts for granted (φ = 1) instead of estimating the dispersion.
    pub poisson: bool,
}

impl Default for ChangeOptions {
    /// At least four weeks, penalty 3 ln n, dispersion estimated.
    fn default() -> Self {
        Self { shortest: 4, penalty: None, poisson: false }
    }
}

/// A shift of level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChangePoint {
    /// First week at the new level.
    pub index: usize,
    /// Mean count per week from the change before (or the beginning) until here.
    pub before: f64,
    /// Mean count per week from here to the next change (or the end).
    pub after: f64,
    /// What dividing here gains in twice the log-likelihood, in units of the dispersion; to be held against the penalty.
    pub gain: f64,
}

/// Changes in the level of a series of counts: PELT (Killick, Fearnhead & Eckley 2012, "Optimal detection of changepoints with a linear computational cost", *JASA* 107)
/// with quasi-Poisson cost.
///
/// The series is cut so that Σ cost(segment) + penalty · changes is least, exactly; cost = −2 Σy ln ȳ / φ (the Poisson log-likelihood but for what all cuts share). φ = max(1, mean of
/// (yₜ − yₜ₊₁)²/(yₜ + yₜ₊₁)): of neighbours, so that shifts of level do not count as dispersion. The penalty 3 ln n keeps the chance of any change in a series without one below 5 % for
/// independent weeks (simulated for 52–260 weeks, means 1–20 and φ up to 2); the usual 2 ln n does not.
///
/// Assumes weeks independent about a level that is constant between changes: a season or slow trend is cut into steps, so take the season off by comparing with
/// [`crate::time::stl()`] first, or read the changes with that in mind. New codes, new forms and new reporters make level shifts too: see [`crate::time::reporting`].
pub fn change_points(count: &[f64], options: &ChangeOptions) -> Result<Vec<ChangePoint>, Refusal> {
    refusal::counts("count", count)?;
    let n = count.len();
    let shortest = options.shortest.max(1);
    refusal::enough("weeks", n, shortest.saturating_mul(2))?;
    if n > LONGEST {
        return Err(Refusal::TooLarge { what: "weeks", have: n as f64, most: LONGEST as f64 });
    }
    let penalty = options.penalty.unwrap_or(3.0 * (n as f64).ln());
    if !(penalty.is_finite() && penalty > 0.0) {
        return Err(Refusal::BadParameter { name: "penalty", must: "positive" });
    }
    if let Some(row) = count.iter().position(|v| *v > 1e12) {
        return Err(Refusal::BadValue { column: "count", row });
    }
    let dispersion = if options.poisson { 1.0 } else { neighbours(count).max(1.0) };
    let mut sums = vec![0.0; n + 1];
    for (i, y) in count.iter().enumerate() {
        sums[i + 1] = sums[i] + y;
    }
    let cost = |from: usize, to: usize| {
        let sum = sums[to] - sums[from];
        if sum > 0.0 { -2.0 * sum * (sum / (to - from) as f64).ln() / dispersion } else { 0.0 }
    };
    let cuts = best_cuts(n, shortest, penalty, &cost);
    let mean = |from: usize, to: usize| (sums[to] - sums[from]) / (to - from) as f64;
    Ok((1..cuts.len() - 1)
        .map(|i| {
            let (from, index, to) = (cuts[i - 1], cuts[i], cuts[i + 1]);
            let gain = cost(from, to) - cost(from, index) - cost(index, to);
            ChangePoint { index, before: mean(from, index), after: mean(index, to), gain }
        })
        .collect())
}

/// Mean of (a − b)²/(a + b) over neighbours that are not both 0: 1 for Poisson counts.
fn neighbours(count: &[f64]) -> f64 {
    let parts = count.windows(2).filter(|w| w[0] + w[1] > 0.0).map(|w| (w[0] - w[1]).powi(2) / (w[0] + w[1]));
    let (sum, n) = parts.fold((0.0, 0.0), |(s, n), v| (s + v, n + 1.0));
    if n > 0.0 { sum / n } else { 1.0 }
}

/// Ends of the segments of the best division, 0 and `n` included.
fn best_cuts(n: usize, shortest: usize, penalty: f64, cost: &impl Fn(usize, usize) -> f64) -> Vec<usize> {
    let mut best = vec![f64::INFINITY; n + 1];
    let mut last = vec![0usize; n + 1];
    best[0] = -penalty;
    // Where a segment may begin, and from when on it no longer pays to let it begin there.
    let mut candidates: Vec<(usize, usize)> = Vec::new();
    for to in shortest..=n {
        let newest = to - shortest;
        if best[newest].is_finite() {
            candidates.push((newest, usize::MAX));
        }
        candidates.retain(|&(_, dead)| to < dead);
        for &(from, _) in &candidates {
            let total = best[from] + cost(from, to) + penalty;
            if total < best[to] {
                best[to] = total;
                last[to] = from;
            }
        }
        // Beginning here instead is at least as good, as soon as a segment that begins here is long enough.
        for (from, dead) in &mut candidates {
            if best[*from] + cost(*from, to) > best[to] {
                *dead = (*dead).min(to + shortest);
            }
        }
    }
    let mut cuts = vec![n];
    let mut at = n;
    while at > 0 {
        at = last[at];
        cuts.push(at);
    }
    cuts.reverse();
    cuts
}
