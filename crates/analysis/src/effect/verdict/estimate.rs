//! The ratio behind a verdict, and how well it is known.

use super::{Evidence, VerdictOptions};
use crate::effect::difference::{ParallelTrend, trend_of_ratio};
use crate::effect::power::Design;
use crate::fit::distributions::{student_quantile, student_two_sided};

/// Weeks of a block: slow waves show in sums over blocks.
const BLOCK: usize = 4;

pub(super) struct Estimate {
    pub(super) ratio: f64,
    pub(super) interval: (f64, f64),
    /// Interval at a fifth of the risk.
    pub(super) strict: (f64, f64),
    pub(super) p: f64,
    pub(super) parallel: Option<ParallelTrend>,
    treated: f64,
    comparison: f64,
    weeks: (f64, f64),
    dispersion: f64,
    drift: f64,
}

impl Estimate {
    pub(super) fn design(&self, options: &VerdictOptions) -> Design {
        Design {
            before: self.treated,
            comparison: self.comparison,
            weeks_before: self.weeks.0,
            weeks_after: self.weeks.1,
            dispersion: self.dispersion,
            drift: self.drift,
            risk: options.risk,
        }
    }
}

/// From the first `kept` weeks before and all after.
pub(super) fn estimate(evidence: &Evidence, kept: usize, options: &VerdictOptions) -> Estimate {
    let before = &evidence.before[..kept];
    let elsewhere: Vec<f64> = (0..kept).map(|t| evidence.comparison.iter().map(|c| c.before[t]).sum()).collect();
    let sum = |weeks: &[f64]| weeks.iter().sum::<f64>() + 0.5;
    let (t0, t1) = (sum(before), sum(evidence.after));
    let c0 = sum(&elsewhere);
    let c1 = evidence.comparison.iter().map(|c| c.after.iter().sum::<f64>()).sum::<f64>() + 0.5;
    let log_ratio = (t1 / t0).ln() - (c1 / c0).ln();
    // What the comparison areas lead to expect of each week before.
    let expected: Vec<f64> = elsewhere.iter().map(|c| c * t0 / c0).collect();
    let dispersion = dispersion(before, &expected);
    let of_comparison: f64 = evidence
        .comparison
        .iter()
        .map(|c| {
            let own = c.before[..kept].iter().sum::<f64>();
            let expected: Vec<f64> = elsewhere.iter().map(|e| e * own / c0).collect();
            own * self::dispersion(&c.before[..kept], &expected)
        })
        .sum::<f64>()
        / (c0 - 0.5).max(0.5);
    let of_comparison = of_comparison.max(1.0);
    let between = between(evidence, kept, of_comparison).max(options.drift * options.drift);
    // How many areas the comparison really rests on: large ones weigh more.
    let shares: f64 = evidence.comparison.iter().map(|c| (c.before[..kept].iter().sum::<f64>() / c0).powi(2)).sum();
    let drift = between * (1.0 + shares.clamp(1.0 / evidence.comparison.len().max(1) as f64, 1.0));
    // As if nothing had happened for the count after, when it is small: its own 1/T₁ would be too uncertain a guide.
    let t1_expected = t1.max(t0 * c1 / c0).max(1.0).min(t1 * 4.0 + 4.0);
    let variance = dispersion * (1.0 / t0 + 0.5 / t1 + 0.5 / t1_expected) + of_comparison * (1.0 / c0 + 1.0 / c1) + drift;
    let error = variance.sqrt();
    let freedom = kept as f64 - 1.0;
    let interval = |risk: f64| {
        let reach = student_quantile(1.0 - risk, freedom) * error;
        ((log_ratio - reach).exp(), (log_ratio + reach).exp())
    };
    Estimate {
        ratio: log_ratio.exp(),
        interval: interval(options.risk),
        strict: interval(options.risk / 5.0),
        p: student_two_sided(log_ratio / error, freedom),
        parallel: trend_of_ratio(&blocks(before), &blocks(&elsewhere)),
        treated: t0,
        comparison: c0,
        weeks: (kept as f64, evidence.after.len() as f64),
        dispersion: dispersion.max(of_comparison),
        drift: drift.sqrt(),
    }
}

fn blocks(weeks: &[f64]) -> Vec<f64> {
    weeks.rchunks_exact(BLOCK).rev().map(|b| b.iter().sum()).collect()
}

/// Pearson's χ² over its degrees of freedom, of weeks or of blocks, whichever is larger; at least 1.
fn dispersion(counts: &[f64], expected: &[f64]) -> f64 {
    let pearson = |counts: &[f64], expected: &[f64]| {
        let parts = counts.iter().zip(expected).filter(|(_, e)| **e > 0.0).map(|(y, e)| (y - e).powi(2) / e);
        let (sum, n) = parts.fold((0.0, 0.0), |(s, n), v| (s + v, n + 1.0));
        if n > 1.0 { sum / (n - 1.0) } else { 1.0 }
    };
    pearson(counts, expected).max(pearson(&blocks(counts), &blocks(expected))).max(1.0)
}

/// Variance of the comparison areas' own log changes beyond chance (DerSimonian & Laird).
fn between(evidence: &Evidence, kept: usize, dispersion: f64) -> f64 {
    let changes: Vec<(f64, f64)> = evidence
        .comparison
        .iter()
        .map(|c| {
            let (before, after) = (c.before[..kept].iter().sum::<f64>() + 0.5, c.after.iter().sum::<f64>() + 0.5);
            ((after / before).ln(), 1.0 / (dispersion * (1.0 / before + 1.0 / after)))
        })
        .collect();
    if changes.len() < 3 {
        return 0.0;
    }
    let all: f64 = changes.iter().map(|c| c.1).sum();
    let mean = changes.iter().map(|c| c.0 * c.1).sum::<f64>() / all;
    let spread: f64 = changes.iter().map(|c| c.1 * (c.0 - mean).powi(2)).sum();
    let squares: f64 = changes.iter().map(|c| c.1 * c.1).sum();
    ((spread - (changes.len() as f64 - 1.0)) / (all - squares / all)).max(0.0)
}
