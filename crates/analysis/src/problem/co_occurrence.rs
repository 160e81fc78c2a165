//! Which categories come in the same weeks and places?

use crate::counts::benjamini_hochberg;
use crate::fit::distributions::student_two_sided;
use crate::{Refusal, refusal};

/// Two series that go together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoOccurrence {
    /// Row of the first.
    pub first: usize,
    /// Row of the second, larger.
    pub second: usize,
    /// Rank correlation, −1 to 1 (Spearman 1904).
    pub correlation: f64,
    /// Two-sided p-value of none.
    pub p: f64,
    /// q-value among all pairs (Benjamini–Hochberg).
    pub q: f64,
}

/// Pairs of series (categories) whose counts rise and fall together over the same units (weeks, or places × weeks), strongest first; those with q ≤ `fdr`, of either sign.
///
/// Spearman's rank correlation with mean ranks for ties, t with n − 2 degrees of freedom. To keep season and growth from tying everything together, hand in what is left after them, or short periods.
/// Rank correlation knows no causes: both may follow a third. At least eight units; series that do not vary are left out. O(series² · units).
pub fn co_occurrence(series: &[&[f64]], fdr: f64) -> Result<Vec<CoOccurrence>, Refusal> {
    refusal::share("false discovery rate", fdr)?;
    refusal::enough("series", series.len(), 2)?;
    if series.len() > 2_000 {
        return Err(Refusal::TooLarge { what: "series", have: series.len() as f64, most: 2_000.0 });
    }
    let n = series[0].len();
    refusal::enough("units", n, 8)?;
    let mut ranked: Vec<Option<Vec<f64>>> = Vec::with_capacity(series.len());
    for values in series {
        refusal::length("series", values.len(), n)?;
        if let Some(row) = values.iter().position(|v| !v.is_finite()) {
            return Err(Refusal::BadValue { column: "series", row });
        }
        ranked.push(standard_ranks(values));
    }
    let mut pairs = Vec::new();
    for first in 0..series.len() {
        for second in first + 1..series.len() {
            if let (Some(a), Some(b)) = (&ranked[first], &ranked[second]) {
                let correlation = a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>().clamp(-1.0, 1.0);
                let freedom = n as f64 - 2.0;
                let rest = 1.0 - correlation * correlation;
                let p = if rest <= 1e-15 { 0.0 } else { student_two_sided(correlation * (freedom / rest).sqrt(), freedom) };
                pairs.push(CoOccurrence { first, second, correlation, p, q: f64::NAN });
            }
        }
    }
    let q = benjamini_hochberg(&pairs.iter().map(|c| c.p).collect::<Vec<_>>());
    pairs.iter_mut().zip(q).for_each(|(pair, q)| pair.q = q);
    pairs.retain(|pair| pair.q <= fdr);
    pairs.sort_by(|a, b| b.correlation.abs().total_cmp(&a.correlation.abs()).then((a.first, a.second).cmp(&(b.first, b.second))));
    Ok(pairs)
}

/// Mean ranks about 0 with sum of squares 1; `None` when nothing varies.
fn standard_ranks(values: &[f64]) -> Option<Vec<f64>> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let mut to = from;
        while to + 1 < order.len() && values[order[to + 1]] == values[order[from]] {
            to += 1;
        }
        let rank = (from + to) as f64 / 2.0;
        order[from..=to].iter().for_each(|&i| ranks[i] = rank);
        from = to + 1;
    }
    let middle = (values.len() as f64 - 1.0) / 2.0;
    let size = ranks.iter().map(|r| (r - middle).powi(2)).sum::<f64>().sqrt();
    (size > 0.0).then(|| ranks.into_iter().map(|r| (r - middle) / size).collect())
}
