//! Which hours, places or categories hold more than their share?

use crate::counts::benjamini_hochberg;
use crate::fit::distributions::{Counts, binomial_at_least};
use crate::{Refusal, refusal};

/// A value that holds more than its share of the problem.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dominant {
    /// Row of the value.
    pub index: usize,
    /// Incidents.
    pub count: f64,
    /// Share of the problem, 0–1.
    pub share: f64,
    /// Share expected, 0–1.
    pub expected: f64,
    /// `share / expected`: how many times its share.
    pub times: f64,
    /// Probability of so many or more if it had its share.
    pub p: f64,
    /// q-value among all values (Benjamini–Hochberg).
    pub q: f64,
}

/// The values (hours of the week, districts, categories …) that hold clearly more of a problem than they should, most incidents first.
///
/// `count` are the problem's incidents by value; `reference` what they are held against in the same values: the incidents of everything else, residents, or 1 for an even share. Each value is
/// tested by the binomial tail of its share (rounded down to whole incidents for weights that are fractions), and kept when q ≤ `fdr` and it holds at least 1.5 times its share and 5 incidents. A value with reference 0 that holds
/// anything has infinite `times`. The test takes incidents as independent: one offender's series of twenty counts as twenty.
pub fn dominant(count: &[f64], reference: &[f64], fdr: f64) -> Result<Vec<Dominant>, Refusal> {
    refusal::length("reference", reference.len(), count.len())?;
    refusal::counts("count", count)?;
    refusal::counts("reference", reference)?;
    refusal::share("false discovery rate", fdr)?;
    let (sum, all) = (count.iter().sum::<f64>(), reference.iter().sum::<f64>());
    if sum <= 0.0 || all <= 0.0 {
        return Err(Refusal::Undefined("shares of nothing"));
    }
    if !(sum < 1e12 && all.is_finite()) {
        return Err(Refusal::TooLarge { what: "incidents", have: sum, most: 1e12 });
    }
    let tail = |i: usize| {
        let expected = reference[i] / all;
        let held = (count[i] + 1e-9).floor();
        // Beyond a million the Poisson tail says the same and needs no exact trials.
        if sum > 1e6 {
            Counts { mean: sum * expected, dispersion: 1.0 }.at_least(held)
        } else {
            binomial_at_least(held, sum.round().max(held), expected)
        }
    };
    let p: Vec<f64> = (0..count.len()).map(tail).collect();
    let q = benjamini_hochberg(&p);
    let mut found: Vec<Dominant> = (0..count.len())
        .map(|index| {
            let (share, expected) = (count[index] / sum, reference[index] / all);
            Dominant { index, count: count[index], share, expected, times: share / expected, p: p[index], q: q[index] }
        })
        .filter(|d| d.q <= fdr && d.times >= 1.5 && d.count >= 5.0)
        .collect();
    found.sort_by(|a, b| b.count.total_cmp(&a.count).then(a.index.cmp(&b.index)));
    Ok(found)
}
