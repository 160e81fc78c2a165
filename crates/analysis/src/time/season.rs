//! Is there a season at all, when is its peak, and how high?

use crate::fit::distributions::f_above;
use crate::fit::poisson::{Design, poisson};
use crate::{Refusal, refusal};
use std::f64::consts::TAU;

/// Result of [`seasonality`].
#[derive(Clone, Debug, PartialEq)]
pub struct Seasonality {
    /// Probability of so much season by chance (F test).
    pub p: f64,
    /// Expected count at each position of the cycle over the average of the cycle; mean 1.
    pub shape: Vec<f64>,
    /// Position of the highest expected count, from 0 (the first observation's place).
    pub peak: usize,
    /// Highest expected count over the lowest.
    pub ratio: f64,
    /// Dispersion φ of the model with season, at least 1.
    pub dispersion: f64,
}

/// Harmonic test of season on counts (Stolwijk, Straatman & Zielhuis 1999, "Studying seasonality by using sine and cosine functions in regression analysis",
/// *J. Epidemiology and Community Health* 53).
///
/// Quasi-Poisson: log μₜ = α + βt + Σₖ (aₖ sin 2πkt/P + bₖ cos 2πkt/P), k = 1 … `harmonics`, P = `period` observations. F = (D₀ − D₁)/(2·harmonics·φ) against the model without
/// season. Needs two whole cycles, better three: in one cycle a single event is a season. A trend on the log scale is allowed for, a level shift is not. Two harmonics suit
/// most yearly seasons; holidays are narrower than that.
pub fn seasonality(count: &[f64], period: usize, harmonics: usize) -> Result<Seasonality, Refusal> {
    refusal::counts("count", count)?;
    if period < 3 || harmonics < 1 || harmonics > period.saturating_sub(1) / 2 || harmonics > 12 {
        return Err(Refusal::BadParameter { name: "harmonics", must: "1–12 and less than half of the period" });
    }
    refusal::enough("observations", count.len(), period.saturating_mul(2))?;
    if count.iter().sum::<f64>() <= 0.0 {
        return Err(Refusal::Undefined("the season of nothing"));
    }
    if let Some(row) = count.iter().position(|v| *v > 1e12) {
        return Err(Refusal::BadValue { column: "count", row });
    }
    let n = count.len();
    let columns = 2 + 2 * harmonics;
    let (mut whole, mut plain) = (Design::new(columns), Design::new(2));
    for t in 0..n {
        let mut row = vec![1.0, t as f64 / n as f64 - 0.5];
        plain.push(&row);
        row.extend(waves(t, period, harmonics));
        whole.push(&row);
    }
    let (with, without) = (poisson(&whole, count, None, None)?, poisson(&plain, count, None, None)?);
    if !(with.converged && without.converged && with.dispersion.is_finite()) {
        return Err(Refusal::NotConverged);
    }
    let dispersion = with.dispersion.max(1.0);
    let extra = 2.0 * harmonics as f64;
    let p = f_above((without.deviance - with.deviance) / extra / dispersion, extra, with.freedom);
    let height = |t: usize| waves(t, period, harmonics).iter().zip(&with.coefficients[2..]).map(|(x, b)| x * b).sum::<f64>().exp();
    let mut shape: Vec<f64> = (0..period).map(height).collect();
    let mean = shape.iter().sum::<f64>() / period as f64;
    shape.iter_mut().for_each(|v| *v /= mean);
    let peak = (0..period).max_by(|&a, &b| shape[a].total_cmp(&shape[b]).then(b.cmp(&a))).unwrap_or(0);
    let least = shape.iter().copied().fold(f64::INFINITY, f64::min);
    Ok(Seasonality { p, peak, ratio: shape[peak] / least, shape, dispersion })
}

/// Sine and cosine of each harmonic at an observation.
pub(crate) fn waves(t: usize, period: usize, harmonics: usize) -> Vec<f64> {
    let angle = |k: usize| TAU * k as f64 * (t % period) as f64 / period as f64;
    (1..=harmonics).flat_map(|k| [angle(k).sin(), angle(k).cos()]).collect()
}
