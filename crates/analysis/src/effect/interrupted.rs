//! Interrupted time series: level and slope before and after a date, with season.

use crate::fit::distributions::{normal_quantile, normal_two_sided};
use crate::fit::matrix::Symmetric;
use crate::fit::poisson::{Design, PoissonFit, poisson};
use crate::time::waves;
use crate::{Refusal, refusal};

/// How standard errors are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errors {
    /// As if counts were Poisson: too small for nearly all crime.
    Poisson,
    /// Scaled by √φ, φ from Pearson's χ² (not forced to be 1 or more).
    QuasiPoisson,
    /// Heteroscedasticity and autocorrelation consistent (Newey & West 1987), Bartlett weights over so many lags. `None`: 4 (n/100)^(2/9), rounded down. Lags are steps of
    /// time; one without a count adds nothing (Parzen 1963).
    NeweyWest(Option<usize>),
}

/// Parameters of [`interrupted`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InterruptedOptions {
    /// Observations in a year (or other cycle), and pairs of sine and cosine; `None` for no season.
    pub season: Option<(usize, usize)>,
    /// Allow another slope from the date on, beside another level.
    pub slope_change: bool,
    /// How standard errors are made.
    pub errors: Errors,
    /// Level of the intervals.
    pub level: f64,
}

impl Default for InterruptedOptions {
    /// Level change alone, no season, Newey–West, 95 %.
    fn default() -> Self {
        Self { season: None, slope_change: false, errors: Errors::NeweyWest(None), level: 0.95 }
    }
}

/// A ratio of rates with what is known of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RatioEstimate {
    /// The ratio.
    pub ratio: f64,
    /// Its interval.
    pub interval: (f64, f64),
    /// Standard error of its logarithm.
    pub log_error: f64,
    /// Two-sided p-value of a ratio of 1.
    pub p: f64,
}

/// Result of [`interrupted`].
#[derive(Clone, Debug, PartialEq)]
pub struct Interrupted {
    /// Level right after the date over the level expected there.
    pub step: RatioEstimate,
    /// Slope before, as a ratio from one observation to the next.
    pub trend: RatioEstimate,
    /// Slope after over slope before, per observation, when asked for.
    pub slope_change: Option<RatioEstimate>,
    /// Dispersion φ as estimated (may be below 1).
    pub dispersion: f64,
    /// Correlation of neighbouring Pearson residuals. Clearly above 0: use Newey–West.
    pub autocorrelation: f64,
    /// Two-sided p-value of no such correlation (normal, variance 1/n).
    pub autocorrelation_p: f64,
    /// Lags that Newey and West's errors were made with; 0 for the others.
    pub lags: usize,
    /// Incidents from the date on.
    pub observed_after: f64,
    /// What the model expects in the same observations without the change.
    pub expected_after: f64,
    /// What the model expects of each observation without the change; NaN where it is not known.
    pub expected: Vec<f64>,
}

/// Segmented quasi-Poisson regression (Bernal, Cummins & Gasparrini 2017, "Interrupted time series regression for the evaluation of public health interventions: a tutorial", *Int. J. Epidemiology* 46).
///
/// log μₜ = β₀ + β₁ t + β₂ [t ≥ from] (+ β₃ (t − from)[t ≥ from]) + Σₖ (aₖ sin 2πkt/P + bₖ cos 2πkt/P) + log exposureₜ. `count` is one number per week or month in order, `from` the first
/// observation with the action; `exposure` (inhabitants, active reporters) is optional. NaN in either is an observation that is not known: it keeps its place in time and takes no part. Weeks of introduction are best left out by the caller's choice of `from` **made beforehand**.
///
/// Assumes that the trend would have gone on, that nothing else happened at the date, and that reporting did not change with it. With fewer than about 8 observations on either side the
/// step is a guess (four is the least accepted). Sicily's smoking ban (59 months) agrees with R to 1e-4.
pub fn interrupted(count: &[f64], exposure: Option<&[f64]>, from: usize, options: &InterruptedOptions) -> Result<Interrupted, Refusal> {
    let n = count.len();
    check(count, exposure, from, options)?;
    let known = known(count, exposure);
    let counts: Vec<f64> = known.iter().map(|&t| count[t]).collect();
    let log_exposure: Option<Vec<f64>> = exposure.map(|e| known.iter().map(|&t| e[t].ln()).collect());
    // Time in units of the series' length from its middle; put back at the end.
    let (scale, middle) = (n as f64, n as f64 / 2.0);
    let columns = 3 + usize::from(options.slope_change) + options.season.map_or(0, |(_, pairs)| 2 * pairs);
    let mut design = Design::new(columns);
    for &t in &known {
        let after = f64::from(u8::from(t >= from));
        let mut row = vec![1.0, (t as f64 - middle) / scale, after];
        if options.slope_change {
            row.push(after * (t as f64 - from as f64) / scale);
        }
        if let Some((period, pairs)) = options.season {
            row.extend(waves(t, period, pairs));
        }
        design.push(&row);
    }
    let fit = poisson(&design, &counts, log_exposure.as_deref(), None)?;
    if !fit.converged || !fit.dispersion.is_finite() {
        return Err(if fit.converged { Refusal::Undetermined } else { Refusal::NotConverged });
    }
    let (covariance, lags) = covariance(&fit, &design, &Observed { counts: &counts, at: &known, length: n }, options.errors);
    let z = normal_quantile(0.5 + options.level / 2.0);
    let estimate = |column: usize, unit: f64| {
        let (value, error) = (fit.coefficients[column] / unit, covariance.at(column, column).max(0.0).sqrt() / unit);
        let interval = ((value - z * error).exp(), (value + z * error).exp());
        RatioEstimate { ratio: value.exp(), interval, log_error: error, p: normal_two_sided(value / error) }
    };
    let residuals: Vec<f64> = counts.iter().zip(&fit.means).map(|(y, m)| (y - m) / m.sqrt()).collect();
    let squares: f64 = residuals.iter().map(|r| r * r).sum();
    let beside = residuals.windows(2).zip(known.windows(2)).filter(|(_, t)| t[1] == t[0] + 1);
    let autocorrelation = beside.map(|(r, _)| r[0] * r[1]).sum::<f64>() / squares;
    let without = |at: usize, x: &[f64]| {
        let slope = if options.slope_change { fit.coefficients[3] * x[3] } else { 0.0 };
        fit.means[at] * (-fit.coefficients[2] * x[2] - slope).exp()
    };
    let first_after = known.partition_point(|&t| t < from);
    let mut expected = vec![f64::NAN; n];
    for (at, (&t, x)) in known.iter().zip(design.rows()).enumerate() {
        expected[t] = without(at, x);
    }
    Ok(Interrupted {
        step: estimate(2, 1.0),
        trend: estimate(1, scale),
        slope_change: options.slope_change.then(|| estimate(3, scale)),
        dispersion: fit.dispersion,
        autocorrelation,
        autocorrelation_p: normal_two_sided(autocorrelation * (known.len() as f64).sqrt()),
        lags,
        observed_after: counts[first_after..].iter().sum(),
        expected_after: known[first_after..].iter().map(|&t| expected[t]).sum(),
        expected,
    })
}

/// The observations whose count, and exposure where there is one, are known.
fn known(count: &[f64], exposure: Option<&[f64]>) -> Vec<usize> {
    (0..count.len()).filter(|&t| !count[t].is_nan() && exposure.is_none_or(|e| !e[t].is_nan())).collect()
}

/// The counts that are known, when, and how long the series is.
struct Observed<'a> {
    counts: &'a [f64],
    at: &'a [usize],
    length: usize,
}

fn check(count: &[f64], exposure: Option<&[f64]>, from: usize, options: &InterruptedOptions) -> Result<(), Refusal> {
    refusal::known_counts("count", count)?;
    refusal::share("level", options.level)?;
    if let Some(row) = count.iter().position(|v| *v > 1e12) {
        return Err(Refusal::BadValue { column: "count", row });
    }
    if let Some(exposure) = exposure {
        refusal::length("exposure", exposure.len(), count.len())?;
        refusal::known_positive("exposure", exposure)?;
    }
    let known = known(count, exposure);
    let before = known.partition_point(|&t| t < from);
    refusal::enough("observations before", before, 4)?;
    refusal::enough("observations after", known.len() - before, 4)?;
    if let Some((period, pairs)) = options.season
        && (period < 3 || !(1..=12).contains(&pairs) || pairs > (period - 1) / 2)
    {
        return Err(Refusal::BadParameter { name: "season", must: "a period of at least 3 with 1–12 pairs, fewer than half of it" });
    }
    let (before, after) = known.split_at(before);
    if [before, after].iter().any(|side| side.iter().map(|&t| count[t]).sum::<f64>() <= 0.0) {
        return Err(Refusal::Undefined("a ratio with no incidents on one side"));
    }
    Ok(())
}

fn covariance(fit: &PoissonFit, design: &Design, observed: &Observed, errors: Errors) -> (Symmetric, usize) {
    let lags = match errors {
        Errors::Poisson => return (fit.covariance.clone(), 0),
        Errors::QuasiPoisson => {
            let values = fit.covariance.values.iter().map(|v| v * fit.dispersion).collect();
            return (Symmetric { side: fit.covariance.side, values }, 0);
        }
        Errors::NeweyWest(lags) => {
            lags.unwrap_or((4.0 * (observed.counts.len() as f64 / 100.0).powf(2.0 / 9.0)) as usize).min(observed.length - 1)
        }
    };
    // Scores of each observation, 0 where it is not known; the meat is their long-run covariance.
    let p = design.columns;
    let mut scores = vec![vec![0.0; p]; observed.length];
    for (at, (x, (y, m))) in observed.at.iter().zip(design.rows().zip(observed.counts.iter().zip(&fit.means))) {
        scores[*at] = x.iter().map(|v| v * (y - m)).collect();
    }
    let mut meat = Symmetric::zero(p);
    for lag in 0..=lags {
        let weight = 1.0 - lag as f64 / (lags as f64 + 1.0);
        for (a, b) in scores[lag..].iter().zip(&scores) {
            for i in 0..p {
                for j in 0..p {
                    let both = if lag == 0 { a[i] * b[j] } else { a[i] * b[j] + a[j] * b[i] };
                    meat.values[i * p + j] += weight * both;
                }
            }
        }
    }
    (fit.covariance.sandwich(&meat), lags)
}
