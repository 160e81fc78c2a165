use super::flexible::{check_series, reweighting};
use super::{Bound, Calendar, Least, NoThreshold, Power, Predicted, Threshold, WatchedWeek, enough_cases, threshold};
use crate::Refusal;
use crate::fit::distributions::{normal_quantile, student_two_sided};
use crate::fit::poisson::{Design, PoissonFit, poisson};
use crate::refusal;
use rayon::prelude::*;
use std::ops::Range;

/// Largest p-value with which the original method keeps a trend.
const TREND_P: f64 = 0.05;

/// Standardised residual from which the original method weights a week down.
const REWEIGHT_ABOVE: f64 = 1.0;

/// Parameters of [`farrington_original`]; the names in brackets are those of the reference, R's `farrington`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Original {
    /// Years back (`b`).
    pub years: usize,
    /// Weeks on each side of the same week of an earlier year (`w`).
    pub half_window: usize,
    /// Weight past outbreaks down (`reweight`).
    pub reweight: bool,
    /// **Two-sided** risk (`alpha`): the upper bound is passed with probability α/2.
    pub alpha: f64,
    /// Try a trend (`trend`).
    pub trend: bool,
    /// Fewest cases for a bound (`limit54`).
    pub least: Least,
    /// Scale of the bound (`powertrans`).
    pub power: Power,
    /// The same time last year.
    pub calendar: Calendar,
}

impl Original {
    /// The reference's own values: 5 years, windows of 7 weeks, reweighting, α 0.05, power 2/3.
    pub fn new(calendar: Calendar) -> Self {
        Self {
            years: 5,
            half_window: 3,
            reweight: true,
            alpha: 0.05,
            trend: true,
            least: Least { count: 5.0, weeks: 4 },
            power: Power::TwoThirds,
            calendar,
        }
    }
}

/// Farrington's method in its original form for the rows `weeks` of a series (formula, sources: module of `farrington_flexible`).
///
/// `series` holds counts per week, `NaN` where there is no number. Reference weeks before the beginning of the series are left out; at least five must remain. The
/// reference answers 0 where we say [`NoThreshold::TooFewCases`].
pub fn farrington_original(series: &[f64], weeks: Range<usize>, options: &Original) -> Result<Vec<WatchedWeek>, Refusal> {
    refusal::share("alpha", options.alpha)?;
    let bad = |name, must| Err(Refusal::BadParameter { name, must });
    if !(1..=50).contains(&options.years) || options.half_window > 1_000 {
        return bad("years and half window", "1–50 and at most 1000");
    }
    if !(options.least.count >= 0.0 && options.least.weeks > 0) {
        return bad("least cases", "not negative, over at least one week");
    }
    if options.calendar == Calendar::Period(0) {
        return bad("period", "at least 1");
    }
    check_series(series, None)?;
    let weeks = weeks.start..weeks.end.min(series.len());
    let one = |week: usize| WatchedWeek { index: week, observed: series[week], outcome: one(series, week, options) };
    Ok(weeks.into_par_iter().map(one).collect())
}

fn one(series: &[f64], week: usize, options: &Original) -> Result<Threshold, NoThreshold> {
    let w = i64::try_from(options.half_window).map_err(|_| NoThreshold::TooEarly)?;
    let mut rows: Vec<usize> = Vec::new();
    for year in (1..=options.years).rev() {
        let same = options.calendar.back(week, year).ok_or(NoThreshold::TooEarly)?;
        let window = (same - w..=same + w).filter_map(|row| usize::try_from(row).ok());
        rows.extend(window.filter(|&row| row < week && !series[row].is_nan()));
    }
    if rows.len() < 5 {
        return Err(NoThreshold::TooEarly);
    }
    let counts: Vec<f64> = rows.iter().map(|&row| series[row]).collect();
    let time: Vec<f64> = rows.iter().map(|&row| row as f64 - week as f64).collect();
    let found = predict(&counts, &time, options).map_err(|_| NoThreshold::NoFit)?;
    if !enough_cases(series, week, options.least) {
        return Err(NoThreshold::TooFewCases);
    }
    threshold(found, series[week], Bound::Power(options.power), normal_quantile(1.0 - options.alpha / 2.0), options.alpha)
}

fn predict(counts: &[f64], time: &[f64], options: &Original) -> Result<Predicted, Refusal> {
    let at_now = |fit: &PoissonFit, trend| Predicted {
        log_mean: fit.coefficients[0],
        log_error: (fit.dispersion.max(1.0) * fit.covariance.at(0, 0)).sqrt(),
        dispersion: fit.dispersion.max(1.0),
        trend,
    };
    if options.trend
        && options.years >= 3
        && let Some(fit) = fitted(counts, time, options.reweight, true)?
    {
        let slope = fit.coefficients[1];
        let error = (fit.dispersion * fit.covariance.at(1, 1)).sqrt();
        let significant = student_two_sided(slope / error, fit.freedom) < TREND_P;
        let found = at_now(&fit, Some(slope));
        if significant && found.log_mean.exp() <= counts.iter().copied().fold(0.0, f64::max) {
            return Ok(found);
        }
    }
    let fit = fitted(counts, time, options.reweight, false)?.ok_or(Refusal::NotConverged)?;
    if fit.dispersion.is_finite() { Ok(at_now(&fit, None)) } else { Err(Refusal::Undetermined) }
}

/// `None` when the first fit does not settle.
fn fitted(counts: &[f64], time: &[f64], reweight: bool, trend: bool) -> Result<Option<PoissonFit>, Refusal> {
    let mut design = Design::new(1 + usize::from(trend));
    for &t in time {
        design.push(&[1.0, t][..1 + usize::from(trend)]);
    }
    let fit = poisson(&design, counts, None, None)?;
    if !fit.converged {
        return Ok(None);
    }
    if !reweight {
        return Ok(Some(fit));
    }
    let weights = reweighting(&fit, &design, counts, REWEIGHT_ABOVE);
    poisson(&design, counts, None, Some(&weights)).map(Some)
}
