//! Two Poisson counts held against each other: six tests and four intervals for the ratio of their rates.

use super::two::e_test;
use crate::Refusal;
use crate::fit::distributions::{binomial_at_least, binomial_log, normal_quantile, normal_two_sided};
use crate::refusal;

/// How two counts are compared. All are two-sided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// E-test (Krishnamoorthy & Thomson 2004): the score statistic with its exact distribution at the pooled rate. The best of the six for small counts.
    E,
    /// Given the sum, the first count is binomial (Przyborowski & Wilenski 1940); outcomes at most as probable as the one seen are summed. Never too bold, often too cautious.
    ExactConditional,
    /// The same less half the probability of the outcome seen: less cautious.
    MidP,
    /// Score statistic z = (k₁ − d k₂)/√(d (k₁ + k₂)), d = n₁/n₂; normal.
    Score,
    /// Wald statistic z = (k₁ − d k₂)/√(k₁ + d² k₂); normal.
    Wald,
    /// Square roots z = 2 (√(k₁ + ⅜) − √(d (k₂ + ⅜)))/√(1 + d) (Huffman 1984); normal. Wheeler's z of two equal periods without the ⅜.
    SquareRoot,
}

impl Test {
    /// All six, in the order above.
    pub const ALL: [Self; 6] = [Self::E, Self::ExactConditional, Self::MidP, Self::Score, Self::Wald, Self::SquareRoot];
}

/// Result of [`compare`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// Rate of the first over rate of the second; infinite when only the second is 0, NaN when both are.
    pub ratio: f64,
    /// The normal statistic, for the tests that have one.
    pub z: Option<f64>,
    /// Two-sided p-value.
    pub p: f64,
}

/// Tests whether two counts `k1`, `k2` over exposures `n1`, `n2` (weeks, inhabitants …, same unit, > 0) have the same rate.
///
/// Assumes Poisson counts. Weekly counts of crime vary more than that (variance/mean 1.2–3), so that a p-value is too small by itself; and 640 tests a week give 32 below
/// 0.05 by chance: control the false discovery rate ([`crate::counts::benjamini_hochberg`]) and show the interval ([`rate_ratio`]). Two counts of 0 give p = 1. Counts above
/// 20 000 are refused by the E-test and above 10⁹ by all.
pub fn compare(k1: u64, n1: f64, k2: u64, n2: f64, test: Test) -> Result<Comparison, Refusal> {
    let d = check(k1, n1, k2, n2)?;
    let (a, b) = (k1 as f64, k2 as f64);
    let ratio = a / b / d;
    let normal = |z: f64| Comparison { ratio, z: Some(z), p: normal_two_sided(z) };
    let exact = |p: f64| Comparison { ratio, z: None, p };
    if k1 == 0 && k2 == 0 {
        return Ok(exact(1.0));
    }
    Ok(match test {
        Test::E => {
            let too_large = Refusal::TooLarge { what: "incidents for the E-test", have: a.max(b), most: 20_000.0 };
            exact(e_test(k1, n1, k2, n2).ok_or(too_large)?)
        }
        Test::ExactConditional => exact(conditional(a, a + b, d / (1.0 + d))),
        Test::MidP => exact(conditional(a, a + b, d / (1.0 + d)) - binomial_log(a, a + b, d / (1.0 + d)).exp() / 2.0),
        Test::Score => normal((a - d * b) / (d * (a + b)).sqrt()),
        Test::Wald => normal((a - d * b) / (a + d * d * b).sqrt()),
        Test::SquareRoot => normal(2.0 * ((a + 0.375).sqrt() - (d * (b + 0.375)).sqrt()) / (1.0 + d).sqrt()),
    })
}

fn check(k1: u64, n1: f64, k2: u64, n2: f64) -> Result<f64, Refusal> {
    refusal::positive("exposure", &[n1, n2])?;
    let d = n1 / n2;
    if !(d.is_finite() && d > 0.0 && (1.0 / d).is_finite()) {
        return Err(Refusal::BadParameter { name: "exposures", must: "comparable in size" });
    }
    if k1.max(k2) > 1_000_000_000 {
        return Err(Refusal::TooLarge { what: "incidents", have: k1.max(k2) as f64, most: 1e9 });
    }
    Ok(d)
}

/// Σ P(X = j) over the outcomes at most as probable as `k`.
fn conditional(k: f64, n: f64, p: f64) -> f64 {
    // As probable to seven digits counts as equally probable, or ties would be decided by the last bit.
    let limit = binomial_log(k, n, p) + 1e-7;
    let mode = ((n + 1.0) * p).floor().min(n);
    let rare = |j: f64| binomial_log(j, n, p) <= limit;
    if k > mode {
        // The largest outcome below the mode that is as rare.
        let low = search(-1.0, mode, |j| j < 0.0 || rare(j));
        (binomial_at_least(k, n, p) + if low < 0.0 { 0.0 } else { binomial_at_least(n - low, n, 1.0 - p) }).min(1.0)
    } else if k < mode {
        let high = n - search(-1.0, n - mode, |j| j < 0.0 || rare(n - j));
        (binomial_at_least(n - k, n, 1.0 - p) + if high > n { 0.0 } else { binomial_at_least(high, n, p) }).min(1.0)
    } else {
        1.0
    }
}

/// The largest whole number from `from` (where `holds`) up to `to` for which `holds`, when it holds below and not above some point.
fn search(mut from: f64, to: f64, holds: impl Fn(f64) -> bool) -> f64 {
    let mut above = to + 1.0;
    while above - from > 1.0 {
        let middle = ((from + above) / 2.0).floor();
        if middle <= to && holds(middle) {
            from = middle;
        } else {
            above = middle;
        }
    }
    from
}

/// How the interval of a ratio is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatioMethod {
    /// Exact: from the Clopper–Pearson interval of the share of the first count in the sum. Holds at least the level.
    Exact,
    /// Mid-p form of the same: close to the level on average.
    MidP,
    /// By inverting the score test.
    Score,
    /// Normal on the log scale, with standard error √(1/k₁ + 1/k₂); undefined when a count is 0.
    WaldLog,
}

/// Ratio of two rates with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateRatio {
    /// (k₁/n₁)/(k₂/n₂); infinite when only the second count is 0.
    pub ratio: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end; infinite when the second count is 0.
    pub high: f64,
}

/// Interval for the ratio of two Poisson rates. Refused when both counts are 0: nothing is known of their ratio.
pub fn rate_ratio(k1: u64, n1: f64, k2: u64, n2: f64, level: f64, method: RatioMethod) -> Result<RateRatio, Refusal> {
    let d = check(k1, n1, k2, n2)?;
    refusal::share("level", level)?;
    let (a, b) = (k1 as f64, k2 as f64);
    if a + b == 0.0 {
        return Err(Refusal::Undefined("the ratio of two rates that are both 0"));
    }
    let z = normal_quantile(0.5 + level / 2.0);
    let risk = (1.0 - level) / 2.0;
    let odds = |p: f64| p / (1.0 - p) / d;
    let (low, high) = match method {
        RatioMethod::Exact => shares(a, a + b, risk, 0.0).map(odds).into(),
        RatioMethod::MidP => shares(a, a + b, risk, 0.5).map(odds).into(),
        RatioMethod::Score => {
            // (a − r b)² = z² r (a + b), r being the ratio times d.
            let half = a * b + z * z * (a + b) / 2.0;
            let root = (half * half - a * a * b * b).max(0.0).sqrt();
            let low = if a == 0.0 { 0.0 } else { a * a / (half + root) / d };
            (low, if b == 0.0 { f64::INFINITY } else { (half + root) / (b * b) / d })
        }
        RatioMethod::WaldLog => {
            if a == 0.0 || b == 0.0 {
                return Err(Refusal::Undefined("the log ratio of a count that is 0"));
            }
            let error = (1.0 / a + 1.0 / b).sqrt();
            (a / b / d * (-z * error).exp(), a / b / d * (z * error).exp())
        }
    };
    Ok(RateRatio { ratio: a / b / d, low, high })
}

/// Ends of the interval for the share of `k` in `n`; `part` of the probability of the outcome itself is left out (0 exact, ½ mid-p).
fn shares(k: f64, n: f64, risk: f64, part: f64) -> [f64; 2] {
    let own = |p: f64| part * binomial_log(k, n, p).exp();
    let solve = |rises: &dyn Fn(f64) -> f64| {
        let (mut from, mut to) = (0.0f64, 1.0f64);
        for _ in 0..200 {
            let middle = (from + to) / 2.0;
            if middle <= from || middle >= to {
                break;
            }
            if rises(middle) < risk { from = middle } else { to = middle }
        }
        (from + to) / 2.0
    };
    let low = if k == 0.0 { 0.0 } else { solve(&|p| binomial_at_least(k, n, p) - own(p)) };
    // By symmetry: the other outcome's share from below.
    let high = if k == n { 1.0 } else { 1.0 - solve(&|q| binomial_at_least(n - k, n, q) - own(1.0 - q)) };
    [low, high]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "compare_tests.rs"]
mod tests;
