//! Is this week's count beyond what the same weeks of earlier years let us expect? Farrington's method, the improved and the original form.
//!
//! # Formula
//! **Flexible** (Noufaily, Enki, Farrington, Garthwaite, Andrews & Charlett 2013, "An improved algorithm for outbreak detection in multiple surveillance systems",
//! *Statistics in Medicine* 32): log μₜ = α + βt + δ₍ⱼ₍ₜ₎₎ as a quasi-Poisson model, where j(t) numbers the season: windows of `2w + 1` weeks around the
//! same week of `b` earlier years share one level, the weeks between are cut into `periods − 1` blocks of nearly equal length. The newest
//! `recent_left_out` weeks are not used, so that a slow rise does not become its own baseline. φ = max(1, Σ w r²/(n − p)). Weeks whose standardised
//! Anscombe residual s exceeds `reweight_above` are given weight ∝ s⁻² and the model is fitted again. The bound is the 1 − α quantile of the negative binomial
//! of mean μ̂ and variance φμ̂ (see [`Bound`] for the two alternatives). β is kept only when at least three years are used and μ̂ stays below the largest
//! count of the baseline (and, if asked for, when it is significant).
//!
//! **Original** (Farrington, Andrews, Beale & Catchpole 1996, *JRSS A* 159): only the windows are used, residuals above 1 are weighted down, and the bound is
//! `{μ̂^(2/3) + z √(4/9 μ̂^(1/3) τ)}^(3/2)` with τ = φ + var(μ̂)/μ̂ and the two-sided z of 1 − α/2.
//!
//! # Units, assumptions, pitfalls
//! Counts per week; every series needs `b` whole years before the first week watched. Weeks without a number are `NaN` and are not used. Late reports
//! make the newest week too low, so compare at equal delay. Small series are silenced by the rule of [`Least`]. Many series watched at once give
//! false alarms at the rate α each.
//!
//! # Agreement
//! With R's `surveillance` 1.2x: the 31 bounds for *Salmonella* Agona exactly, the original form to 1e-4 (`tests/all/farrington.rs`). To agree also where it matters
//! little, the flexible form judges the trend as the package does, with a dispersion from the final weights in place of the working weights; and it does not
//! stop a refit that has not settled. Where we differ: the exceedance score uses μ̂ (the package subtracts the linear predictor with the
//! negative binomial bounds; the alarms are the same).

mod flexible;
mod original;
mod weeks;

pub use flexible::{Flexible, farrington_flexible};
pub use original::{Original, farrington_original};
pub use weeks::Calendar;

use crate::fit::distributions::{Counts, normal_above, normal_quantile};

/// How the upper bound follows from the fitted mean μ̂ and dispersion φ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Quantile of the negative binomial of mean μ̂ and variance φμ̂ (`nbPlugin`).
    NegativeBinomial,
    /// The same at the upper 1 − α quantile of μ̂, which takes its uncertainty in (`muan`).
    NegativeBinomialUncertain,
    /// Normal on a power scale, taken back (`delta`).
    Power(Power),
}

/// The power that makes counts nearly symmetric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// No transformation.
    One,
    /// Square root: equal variance.
    Half,
    /// Power 2/3: nearly no skewness; the reference's choice.
    TwoThirds,
}

/// A week is judged only when the last `weeks` weeks, itself included, hold `count` cases.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Least {
    /// Cases needed.
    pub count: f64,
    /// Weeks summed.
    pub weeks: usize,
}

/// What the method says of one week.
#[derive(Clone, Debug, PartialEq)]
pub struct WatchedWeek {
    /// Row of the series, from 0.
    pub index: usize,
    /// The count of the week; NaN when there is none.
    pub observed: f64,
    /// The bound and what it rests on, or why there is none.
    pub outcome: Result<Threshold, NoThreshold>,
}

impl WatchedWeek {
    /// True when the count passes the bound.
    pub fn alarm(&self) -> bool {
        self.outcome.as_ref().is_ok_and(|t| self.observed > 0.0 && t.score > 1.0)
    }
}

/// Expected count, bound and the model behind them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// Expected count μ̂ if nothing has changed.
    pub expected: f64,
    /// Largest count that is not an alarm.
    pub upper: f64,
    /// Probability of a count this large or larger if nothing has changed; NaN without a count.
    pub p: f64,
    /// Exceedance (y − μ̂)/(U − μ̂): above 1 is an alarm. NaN without a count.
    pub score: f64,
    /// Dispersion φ, at least 1.
    pub dispersion: f64,
    /// Slope of log μ per week, when a trend was kept.
    pub trend: Option<f64>,
}

impl Threshold {
    /// Smallest count that is not unusually low: fewer have at most this probability if nothing has changed (negative binomial of the
    /// expected count and dispersion). With half the risk on each side, this and `upper` make an interval. `None` for a risk that is no probability.
    pub fn lower(&self, risk: f64) -> Option<f64> {
        Counts { mean: self.expected, dispersion: self.dispersion }.quantile(risk)
    }
}

/// Why a week has no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoThreshold {
    /// The series does not reach back far enough.
    TooEarly,
    /// Too few cases in the last weeks to say anything ([`Least`]).
    TooFewCases,
    /// The model did not fit: it did not settle, or the baseline does not determine it.
    NoFit,
    /// The bound is too large for a number.
    Unbounded,
    /// The exposure of the week is not known.
    NoExposure,
}

/// Mean, standard error on the scale asked for, dispersion and trend of the week watched.
#[derive(Clone, Copy, Debug)]
struct Predicted {
    /// Linear predictor with offset.
    log_mean: f64,
    /// Standard error of the linear predictor.
    log_error: f64,
    dispersion: f64,
    trend: Option<f64>,
}

fn threshold(found: Predicted, observed: f64, bound: Bound, z: f64, alpha: f64) -> Result<Threshold, NoThreshold> {
    let mean = found.log_mean.exp();
    let (upper, p) = match bound {
        Bound::NegativeBinomial => negative_binomial(mean, found.dispersion, observed, alpha)?,
        Bound::NegativeBinomialUncertain => {
            let high = (found.log_mean + normal_quantile(1.0 - alpha) * found.log_error).exp();
            negative_binomial(high, found.dispersion, observed, alpha)?
        }
        Bound::Power(power) => transformed(mean, found, observed, power, z)?,
    };
    let score = (observed - mean) / (upper - mean);
    Ok(Threshold { expected: mean, upper, p, score, dispersion: found.dispersion, trend: found.trend })
}

fn negative_binomial(mean: f64, dispersion: f64, observed: f64, alpha: f64) -> Result<(f64, f64), NoThreshold> {
    let counts = Counts { mean, dispersion };
    let upper = counts.quantile(1.0 - alpha).ok_or(NoThreshold::Unbounded)?;
    Ok((upper, if observed.is_nan() { f64::NAN } else { counts.at_least(observed) }))
}

fn transformed(mean: f64, found: Predicted, observed: f64, power: Power, z: f64) -> Result<(f64, f64), NoThreshold> {
    // Standard error of the mean itself, by the delta rule.
    let error = found.log_error * mean;
    let tau = found.dispersion + error * error / mean;
    let (spread, exponent) = match power {
        Power::One => ((mean * tau).sqrt(), 1.0),
        Power::Half => ((tau / 4.0).sqrt(), 0.5),
        Power::TwoThirds => ((4.0 / 9.0 * mean.cbrt() * tau).sqrt(), 2.0 / 3.0),
    };
    let centre = mean.powf(exponent);
    let upper = (centre + z * spread).powf(1.0 / exponent);
    if !upper.is_finite() {
        return Err(NoThreshold::Unbounded);
    }
    Ok((upper, normal_above((observed.powf(exponent) - centre) / spread)))
}

/// True when the last weeks hold enough cases. Weeks without a number count as none.
fn enough_cases(series: &[f64], week: usize, least: Least) -> bool {
    let from = (week + 1).saturating_sub(least.weeks);
    series[from..=week].iter().filter(|v| !v.is_nan()).sum::<f64>() >= least.count
}
