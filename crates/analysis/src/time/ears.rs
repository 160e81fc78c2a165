//! A bound from the last few weeks alone, for series too short for Farrington's method.

use crate::fit::distributions::normal_quantile;
use crate::{Refusal, refusal};
use std::ops::Range;

/// Which of the three EARS rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ears {
    /// The baseline ends the week before.
    C1,
    /// The baseline ends three weeks before, so that a slow rise is not its own baseline.
    C2,
    /// C2 with the excess of the two weeks before added.
    C3,
}

/// Parameters of [`ears`]; the names in brackets are those of the reference, R's `earsC`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EarsOptions {
    /// The rule (`method`).
    pub rule: Ears,
    /// Weeks in the baseline (`baseline`), at least 3.
    pub baseline: usize,
    /// Least standard deviation (`minSigma`). With 0, a baseline of equal weeks makes every larger count an alarm.
    pub least_deviation: f64,
    /// One-sided risk (`alpha`).
    pub alpha: f64,
}

impl EarsOptions {
    /// The reference's values: 7 weeks, α 0.001 for C1 and C2 and 0.025 for C3, no least deviation.
    pub fn new(rule: Ears) -> Self {
        let alpha = match rule {
            Ears::C1 | Ears::C2 => 0.001,
            Ears::C3 => 0.025,
        };
        Self { rule, baseline: 7, least_deviation: 0.0, alpha }
    }
}

/// One week against its bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EarsWeek {
    /// Row of the series, from 0.
    pub index: usize,
    /// The count; NaN when there is none.
    pub observed: f64,
    /// Mean of the baseline; NaN when a week of it has no count.
    pub expected: f64,
    /// Largest count that is not an alarm. NaN when a week that it rests on has no count, and for C3 when a week of its own or of the two before cannot be standardised (deviation 0).
    pub upper: f64,
    /// The bound as R's `earsC` 1.2x computes it, for comparison. The same for C1 and C2; for C3 the package puts the count itself where the formula has the mean of the
    /// baseline, so that an alarm depends on the two weeks before alone.
    pub reference_upper: f64,
    /// True when the count passes the bound.
    pub alarm: bool,
}

/// EARS C1, C2 or C3 (Hutwagner, Thompson, Seeman & Treadwell 2003, "The bioterrorism preparedness and response Early Aberration Reporting System
/// (EARS)", *J. Urban Health* 80; the bounds as in Fricker, Hegler & Dunfee 2008).
///
/// With baseline mean ȳ and standard deviation s of `baseline` = 7 weeks: **C1** uses weeks t−7 … t−1, **C2** weeks t−9 … t−3, both with bound ȳ + z s, z the 1 − α
/// quantile of the normal. **C3** has the baseline of C2 and the bound max(0, ȳ + s (z − Σᵢ₌₁,₂ max(0, C2ₜ₋ᵢ − 1))), C2ₜ being the standardised excess (yₜ − ȳ)/s.
///
/// Counts per week, NaN where there is none: a bound that rests on such a week is NaN, as the reference has NA, and the others stand. Weeks of `weeks` that the series does
/// not reach back far enough for are left out. Assumes no trend and no season within the baseline, and nearly normal counts: with small counts the
/// true risk is larger than α. O(weeks × baseline).
pub fn ears(series: &[f64], weeks: Range<usize>, options: &EarsOptions) -> Result<Vec<EarsWeek>, Refusal> {
    refusal::known_counts("count", series)?;
    refusal::share("alpha", options.alpha)?;
    if options.baseline < 3 || options.baseline > 10_000 {
        return Err(Refusal::BadParameter { name: "baseline", must: "3–10000 weeks" });
    }
    if !(options.least_deviation >= 0.0 && options.least_deviation.is_finite()) {
        return Err(Refusal::BadParameter { name: "least deviation", must: "not negative" });
    }
    let z = normal_quantile(1.0 - options.alpha);
    let (gap, before) = match options.rule {
        Ears::C1 => (0, 0),
        Ears::C2 => (2, 0),
        Ears::C3 => (2, 2),
    };
    let first = options.baseline + gap + before;
    let moments = |week: usize| {
        let window = &series[week - gap - options.baseline..week - gap];
        let mean = window.iter().sum::<f64>() / window.len() as f64;
        let squares: f64 = window.iter().map(|v| (v - mean).powi(2)).sum();
        (mean, (squares / (window.len() as f64 - 1.0)).sqrt().max(options.least_deviation))
    };
    let excess = |week: usize| {
        let (mean, deviation) = moments(week);
        not_negative((series[week] - mean) / deviation - 1.0)
    };
    Ok((weeks.start.max(first)..weeks.end.min(series.len()))
        .map(|index| {
            let (expected, deviation) = moments(index);
            let observed = series[index];
            let simple = expected + z * deviation;
            let (upper, reference_upper) = match options.rule {
                Ears::C1 | Ears::C2 => (simple, simple),
                Ears::C3 => {
                    let room = deviation * (z - excess(index - 1) - excess(index - 2));
                    (not_negative(expected + room), not_negative(observed + room))
                }
            };
            EarsWeek { index, observed, expected, upper, reference_upper, alarm: observed > upper }
        })
        .collect())
}

/// At least 0; NaN stays NaN.
fn not_negative(bound: f64) -> f64 {
    if bound < 0.0 { 0.0 } else { bound }
}
