//! Rates of areas drawn towards their common mean, the more the smaller the area.

use crate::{Refusal, refusal};

/// Result of [`empirical_bayes`].
#[derive(Clone, Debug, PartialEq)]
pub struct Smoothed {
    /// Smoothed rate of each area, incidents per unit of exposure.
    pub rate: Vec<f64>,
    /// Raw rate of each area.
    pub raw: Vec<f64>,
    /// Common rate m = Σy/Σn.
    pub mean: f64,
    /// Variance A between the true rates of the areas; 0 when what is seen is no more than chance, and every area gets the common rate.
    pub between: f64,
}

/// Global empirical Bayes smoothing (Marshall 1991, "Mapping disease and mortality rates using empirical Bayes estimators", *Applied Statistics* 40).
///
/// With counts y and exposures n (inhabitants, dwellings …, > 0): rᵢ = yᵢ/nᵢ, m = Σy/Σn, s² = Σ nᵢ(rᵢ − m)²/Σn, A = max(0, s² − m/n̄) and
/// θᵢ = m + (rᵢ − m) · A/(A + m/nᵢ). Agrees with R's `spdep::EBest` on the North Carolina set to 1e-12.
///
/// Assumes Poisson counts, and areas alike but for chance and a spread A; knows nothing of neighbours. Residents are the wrong denominator for city centres. The smoothed rate is for
/// maps and ranks, not for telling an area how many incidents it had.
pub fn empirical_bayes(count: &[f64], exposure: &[f64]) -> Result<Smoothed, Refusal> {
    refusal::length("exposure", exposure.len(), count.len())?;
    refusal::enough("areas", count.len(), 1)?;
    refusal::counts("count", count)?;
    refusal::positive("exposure", exposure)?;
    let (sum, all) = (count.iter().sum::<f64>(), exposure.iter().sum::<f64>());
    let mean = sum / all;
    let raw: Vec<f64> = count.iter().zip(exposure).map(|(y, n)| y / n).collect();
    let spread = raw.iter().zip(exposure).map(|(r, n)| n * (r - mean).powi(2)).sum::<f64>() / all;
    let between = (spread - mean / (all / count.len() as f64)).max(0.0);
    if !(mean.is_finite() && between.is_finite()) {
        return Err(Refusal::Undefined("rates too large for a number"));
    }
    let pull = |(r, n): (&f64, &f64)| {
        let own = between + mean / n;
        if own > 0.0 { mean + (r - mean) * between / own } else { mean }
    };
    let rate = raw.iter().zip(exposure).map(pull).collect();
    Ok(Smoothed { rate, raw, mean, between })
}
