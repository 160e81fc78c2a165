//! Before and after at one place, nothing else looked at.

use crate::fit::distributions::{student_quantile, student_two_sided};
use crate::{Refusal, refusal};

/// Result of [`before_after`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BeforeAfterRatio {
    /// Mean per week after over mean per week before.
    pub ratio: f64,
    /// Interval of the ratio.
    pub interval: (f64, f64),
    /// Two-sided p-value of no change.
    pub p: f64,
    /// Dispersion φ of the weeks about their own period's mean, at least 1.
    pub dispersion: f64,
}

/// Ratio of the weekly rate after to the rate before, with an interval that allows for weeks varying more than Poisson.
///
/// ln ratio ± t √(φ (1/Σbefore + 1/Σafter)), φ = max(1, Pearson's χ²/(n − 2)), t with n − 2 degrees of freedom: the quasi-Poisson regression on a step. Half an incident is added to a sum of
/// 0. **Says what happened, not why**: season, trend and chance peaks that led to the action are all in it; for a verdict use [`crate::effect::verdict()`]. At least four weeks on each side.
pub fn before_after(before: &[f64], after: &[f64], level: f64) -> Result<BeforeAfterRatio, Refusal> {
    refusal::share("level", level)?;
    refusal::counts("before", before)?;
    refusal::counts("after", after)?;
    refusal::enough("weeks before", before.len(), 4)?;
    refusal::enough("weeks after", after.len(), 4)?;
    let sum = |weeks: &[f64]| weeks.iter().sum::<f64>();
    let (b, a) = (sum(before), sum(after));
    if b + a == 0.0 {
        return Err(Refusal::Undefined("the change of nothing"));
    }
    let pearson = |weeks: &[f64]| {
        let mean = sum(weeks) / weeks.len() as f64;
        if mean > 0.0 { weeks.iter().map(|y| (y - mean).powi(2) / mean).sum::<f64>() } else { 0.0 }
    };
    let freedom = (before.len() + after.len() - 2) as f64;
    let dispersion = ((pearson(before) + pearson(after)) / freedom).max(1.0);
    let floor = |v: f64| if v == 0.0 { 0.5 } else { v };
    let (b, a) = (floor(b), floor(a));
    let ratio = (a / after.len() as f64) / (b / before.len() as f64);
    let error = (dispersion * (1.0 / a + 1.0 / b)).sqrt();
    let reach = student_quantile(level, freedom) * error;
    if !(ratio.is_finite() && reach.is_finite()) {
        return Err(Refusal::Undefined("counts too large for a number"));
    }
    let interval = (ratio * (-reach).exp(), ratio * reach.exp());
    Ok(BeforeAfterRatio { ratio, interval, p: student_two_sided(ratio.ln() / error, freedom), dispersion })
}
