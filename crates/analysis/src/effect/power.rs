//! How small a change could be seen at all?

use crate::fit::distributions::{normal_above, normal_quantile};
use crate::{Refusal, refusal};

/// What is compared with what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Design {
    /// Incidents in the treated area before.
    pub before: f64,
    /// Incidents in the comparison areas before.
    pub comparison: f64,
    /// Weeks before.
    pub weeks_before: f64,
    /// Weeks after.
    pub weeks_after: f64,
    /// Dispersion φ of weekly counts; 1 for Poisson, usually 1.2–3.
    pub dispersion: f64,
    /// Standard deviation by which areas drift apart of themselves, on the log scale (0.1 is about ten per cent).
    pub drift: f64,
    /// Two-sided risk.
    pub risk: f64,
}

/// Result of [`power()`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Power {
    /// Standard error of the log ratio if nothing happens.
    pub error: f64,
    /// Smallest reduction (0–1) that is found four times in five.
    pub detectable: f64,
    /// Probability of finding a reduction as large as asked about.
    pub chance: f64,
}

/// Power of a before-and-after comparison to find a `reduction` (0–1) in the treated area.
///
/// σ² = φ (1/T₀ + 1/(T₀ q) + 1/C₀ + 1/(C₀ q)) + drift², q = weeks after / weeks before; detectable = 1 − e^(−(z₁₋risk/₂ + z₀.₈) σ); chance = Φ(−ln(1 − reduction)/σ − z₁₋risk/₂). Normal on the log
/// scale; with fewer than about ten incidents before, read it as "very little". For one treated series without comparison give `comparison` = ∞. Wheeler's rule of thumb
/// for equal periods (2√(2λ) incidents) is the same without comparison, drift and dispersion at 50 % power.
pub fn power(design: &Design, reduction: f64) -> Result<Power, Refusal> {
    check(design, reduction)?;
    Ok(of(design, reduction))
}

fn check(design: &Design, reduction: f64) -> Result<(), Refusal> {
    refusal::share("risk", design.risk)?;
    refusal::share("reduction", reduction)?;
    refusal::positive("weeks", &[design.weeks_before, design.weeks_after, design.before, design.dispersion])?;
    if design.comparison.is_nan() || design.comparison <= 0.0 {
        return Err(Refusal::BadValue { column: "comparison", row: 0 });
    }
    refusal::counts("drift", &[design.drift])
}

fn of(design: &Design, reduction: f64) -> Power {
    let q = design.weeks_after / design.weeks_before;
    let counts = (1.0 + 1.0 / q) * (1.0 / design.before + 1.0 / design.comparison);
    let error = (design.dispersion * counts + design.drift * design.drift).sqrt();
    let z = normal_quantile(1.0 - design.risk / 2.0);
    let detectable = 1.0 - (-(z + normal_quantile(0.8)) * error).exp();
    Power { error, detectable, chance: normal_above(z + (1.0 - reduction).ln() / error) }
}

/// Weeks after the action until a `reduction` is found four times in five, the rest of the design as it is. `None` when no number of weeks is enough: the baseline is too thin.
pub fn weeks_needed(design: &Design, reduction: f64) -> Result<Option<u32>, Refusal> {
    check(design, reduction)?;
    let enough = |weeks: u32| of(&Design { weeks_after: f64::from(weeks), ..*design }, reduction).chance >= 0.8;
    let (mut from, mut to) = (0u32, 520u32);
    if !enough(to) {
        return Ok(None);
    }
    while to - from > 1 {
        let middle = from.midpoint(to);
        if enough(middle) { to = middle } else { from = middle }
    }
    Ok(Some(to))
}
