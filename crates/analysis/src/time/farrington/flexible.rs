use super::{Bound, Calendar, Least, NoThreshold, Power, Predicted, Threshold, WatchedWeek, enough_cases, threshold};
use crate::Refusal;
use crate::fit::distributions::{normal_quantile, student_two_sided};
use crate::fit::poisson::{Design, PoissonFit, poisson};
use crate::refusal;
use rayon::prelude::*;
use std::ops::Range;

/// Parameters of [`farrington_flexible`]; the names in brackets are those of the reference, R's `farringtonFlexible`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flexible {
    /// Years back (`b`).
    pub years: usize,
    /// Weeks on each side of the same week of an earlier year (`w`).
    pub half_window: usize,
    /// Levels of the season, windows included (`noPeriods`); 1 uses the windows alone.
    pub periods: usize,
    /// Newest weeks not used (`pastWeeksNotIncluded`).
    pub recent_left_out: usize,
    /// Weight past outbreaks down (`reweight`).
    pub reweight: bool,
    /// From which standardised residual (`weightsThreshold`).
    pub reweight_above: f64,
    /// One-sided risk of an alarm when nothing has changed (`alpha`).
    pub alpha: f64,
    /// Try a trend (`trend`).
    pub trend: bool,
    /// A trend is kept when its p-value is below this (`pThresholdTrend`); 1 keeps it whenever the other conditions hold.
    pub trend_p: f64,
    /// Fewest cases for a bound (`limit54`).
    pub least: Least,
    /// How the bound is made (`thresholdMethod`, `powertrans`).
    pub bound: Bound,
    /// The same time last year.
    pub calendar: Calendar,
}

impl Flexible {
    /// The values of Noufaily et al. 2013: 5 years, windows of 7 weeks, 10 levels, 26 newest weeks left out, residuals above 2.58 weighted
    /// down, the trend kept whatever its p-value, negative binomial bound. α is 0.01 here.
    pub fn noufaily(calendar: Calendar) -> Self {
        Self {
            years: 5,
            half_window: 3,
            periods: 10,
            recent_left_out: 26,
            reweight: true,
            reweight_above: 2.58,
            alpha: 0.01,
            trend: true,
            trend_p: 1.0,
            least: Least { count: 5.0, weeks: 4 },
            bound: Bound::NegativeBinomial,
            calendar,
        }
    }

    /// What the reference takes when nothing is said: 5 years, windows alone, bound on the power scale, α 0.05.
    pub fn reference_defaults(calendar: Calendar) -> Self {
        Self {
            periods: 1,
            recent_left_out: 3,
            trend_p: 0.05,
            alpha: 0.05,
            bound: Bound::Power(Power::TwoThirds),
            ..Self::noufaily(calendar)
        }
    }

    fn check(&self) -> Result<(), Refusal> {
        refusal::share("alpha", self.alpha)?;
        let bad = |name, must| Err(Refusal::BadParameter { name, must });
        if !(1..=50).contains(&self.years) {
            return bad("years", "1–50");
        }
        if !(1..=60).contains(&self.periods) {
            return bad("periods", "1–60");
        }
        if self.half_window > 1_000 || self.recent_left_out > 10_000 {
            return bad("half window and weeks left out", "at most 1000 and 10000");
        }
        if !(self.trend_p >= 0.0 && self.reweight_above > 0.0) {
            return bad("trend p-value and reweighting limit", "positive");
        }
        if !(self.least.count >= 0.0 && self.least.weeks > 0) {
            return bad("least cases", "not negative, over at least one week");
        }
        if self.calendar == Calendar::Period(0) {
            return bad("period", "at least 1");
        }
        Ok(())
    }
}

/// Farrington's method in the flexible form for the rows `weeks` of a series (formula, sources: module).
///
/// `series` holds counts per week, `NaN` where there is no number; `population`, when given, is an exposure per week (inhabitants, active reporters …), `NaN` where it is not
/// known: such a week is not used.
/// Weeks of `weeks` beyond the series are left out. The weeks are fitted in parallel; the result does not depend on that.
pub fn farrington_flexible(
    series: &[f64],
    population: Option<&[f64]>,
    weeks: Range<usize>,
    options: &Flexible,
) -> Result<Vec<WatchedWeek>, Refusal> {
    options.check()?;
    check_series(series, population)?;
    let weeks = weeks.start..weeks.end.min(series.len());
    Ok(weeks
        .into_par_iter()
        .map(|week| WatchedWeek { index: week, observed: series[week], outcome: one(series, population, week, options) })
        .collect())
}

pub(super) fn check_series(series: &[f64], population: Option<&[f64]>) -> Result<(), Refusal> {
    // A cap far above any count of incidents, so that sums and exponentials stay numbers.
    if let Some(row) = series.iter().position(|v| *v < 0.0 || *v > 1e12) {
        return Err(Refusal::BadValue { column: "count", row });
    }
    if let Some(population) = population {
        refusal::length("population", population.len(), series.len())?;
        refusal::known_positive("population", population)?;
    }
    Ok(())
}

fn one(series: &[f64], population: Option<&[f64]>, week: usize, options: &Flexible) -> Result<Threshold, NoThreshold> {
    if population.is_some_and(|p| p[week].is_nan()) {
        return Err(NoThreshold::NoExposure);
    }
    let baseline = Baseline::of(series, population, week, options).ok_or(NoThreshold::TooEarly)?;
    let found = baseline.predict(options).map_err(|_| NoThreshold::NoFit)?;
    if !enough_cases(series, week, options.least) {
        return Err(NoThreshold::TooFewCases);
    }
    threshold(found, series[week], options.bound, normal_quantile(1.0 - options.alpha), options.alpha)
}

/// The weeks a model is fitted to.
struct Baseline {
    counts: Vec<f64>,
    /// Weeks before the week watched, negative.
    time: Vec<f64>,
    /// Season of each week, from 0; the windows are the last.
    season: Vec<usize>,
    offset: Option<Vec<f64>>,
    offset_now: f64,
}

impl Baseline {
    fn of(series: &[f64], population: Option<&[f64]>, week: usize, options: &Flexible) -> Option<Self> {
        let (w, last) = (options.half_window, options.periods - 1);
        let mut season: Vec<Option<usize>> = vec![None; week + 1];
        let mut later = week;
        season[week.saturating_sub(w)..].fill(Some(last));
        for year in 1..=options.years {
            let same = usize::try_from(options.calendar.back(week, year)?).ok()?;
            let from = same.checked_sub(w)?;
            // Windows of neighbouring years must not run into each other.
            let between = later.checked_sub(same)?.checked_sub(2 * w + 1)?;
            season[from..=same + w].fill(Some(last));
            if let (Some(length), Some(rest)) = (between.checked_div(last), between.checked_rem(last)) {
                if length == 0 {
                    return None;
                }
                let mut at = same + w + 1;
                for block in 0..last {
                    let size = length + usize::from(block < rest);
                    season[at..at + size].fill(Some(block));
                    at += size;
                }
            }
            later = same;
        }
        season[week.saturating_sub(options.recent_left_out)..].fill(None);
        let known = |row: usize| !series[row].is_nan() && population.is_none_or(|p| !p[row].is_nan());
        let used: Vec<(usize, usize)> =
            season.iter().enumerate().filter_map(|(row, s)| s.filter(|_| known(row)).map(|s| (row, s))).collect();
        Some(Self {
            counts: used.iter().map(|&(row, _)| series[row]).collect(),
            time: used.iter().map(|&(row, _)| row as f64 - week as f64).collect(),
            season: used.iter().map(|&(_, s)| s).collect(),
            offset: population.map(|p| used.iter().map(|&(row, _)| p[row].ln()).collect()),
            offset_now: population.map_or(0.0, |p| p[week].ln()),
        })
    }

    fn predict(&self, options: &Flexible) -> Result<Predicted, Refusal> {
        // With a trend that does not settle, without.
        let with_trend = if options.trend { self.fit(options, true)? } else { None };
        if let Some(model) = with_trend {
            let column = model.columns - 1;
            let error = (model.spread * model.fit.covariance.at(column, column)).sqrt();
            let slope = model.fit.coefficients[column];
            let significant = student_two_sided(slope / error, model.fit.freedom) < options.trend_p;
            let found = model.predicted(self, Some(slope));
            let largest = self.counts.iter().copied().fold(0.0, f64::max);
            if options.years >= 3 && significant && found.log_mean.exp() <= largest {
                return Ok(found);
            }
        }
        Ok(self.fit(options, false)?.ok_or(Refusal::NotConverged)?.predicted(self, None))
    }

    /// `None` when the first fit does not settle.
    fn fit(&self, options: &Flexible, trend: bool) -> Result<Option<Model>, Refusal> {
        // A level that no week of the baseline has would make the model undetermined.
        let levels: Vec<usize> = (0..options.periods).filter(|level| self.season.contains(level)).collect();
        if levels.last() != Some(&(options.periods - 1)) {
            return Err(Refusal::Undetermined);
        }
        // Time in units of the baseline's length: the normal equations keep their digits.
        let scale = self.time.first().map_or(1.0, |t| t.abs().max(1.0));
        let columns = levels.len() + usize::from(trend);
        let mut design = Design::new(columns);
        let mut row = vec![0.0; columns];
        for (&season, &time) in self.season.iter().zip(&self.time) {
            row.fill(0.0);
            if let Some(column) = levels.iter().position(|&l| l == season) {
                row[column] = 1.0;
            }
            if trend {
                row[columns - 1] = time / scale;
            }
            design.push(&row);
        }
        let offset = self.offset.as_deref();
        let mut fit = poisson(&design, &self.counts, offset, None)?;
        if !fit.converged {
            return Ok(None);
        }
        let mut spread = fit.dispersion;
        if options.reweight {
            let weights = reweighting(&fit, &design, &self.counts, options.reweight_above);
            fit = poisson(&design, &self.counts, offset, Some(&weights))?;
            let raw = |i: usize| ((self.counts[i] - fit.means[i]) / fit.means[i]).powi(2);
            spread = (0..weights.len()).map(|i| weights[i] * raw(i)).sum::<f64>() / fit.freedom;
        }
        if !(fit.dispersion.is_finite() && spread.is_finite()) {
            return Err(Refusal::Undetermined);
        }
        let dispersion = fit.dispersion.max(1.0);
        if trend {
            // Back to a slope per week.
            let last = columns - 1;
            fit.coefficients[last] /= scale;
            for i in 0..columns {
                fit.covariance.values[i * columns + last] /= scale;
                fit.covariance.values[last * columns + i] /= scale;
            }
        }
        Ok(Some(Model { fit, dispersion, spread, columns, window: levels.len() - 1 }))
    }
}

/// A fitted model and the two dispersions the reference works with.
struct Model {
    fit: PoissonFit,
    /// φ of the bound.
    dispersion: f64,
    /// The dispersion that standard errors are scaled by.
    spread: f64,
    columns: usize,
    /// Column of the windows' level.
    window: usize,
}

impl Model {
    /// At the week watched: level of the windows, time 0.
    fn predicted(&self, baseline: &Baseline, trend: Option<f64>) -> Predicted {
        let variance = self.fit.covariance.at(self.window, self.window);
        Predicted {
            log_mean: self.fit.coefficients[self.window] + baseline.offset_now,
            log_error: (self.spread * variance).sqrt(),
            dispersion: self.dispersion,
            trend,
        }
    }
}

/// Weights that bring down weeks with a large standardised Anscombe residual; their sum is the number of weeks.
pub(super) fn reweighting(fit: &PoissonFit, design: &Design, counts: &[f64], above: f64) -> Vec<f64> {
    let phi = fit.dispersion.max(1.0);
    let raw: Vec<f64> = fit
        .leverage(design)
        .iter()
        .zip(counts.iter().zip(&fit.means))
        .map(|(h, (y, mean))| {
            let residual = 1.5 * (y.powf(2.0 / 3.0) * mean.powf(-1.0 / 6.0) - mean.sqrt());
            let s = residual / (phi * (1.0 - h)).sqrt();
            // A week that decides its own fit (h = 1) has no residual to speak of.
            if s > above && s.is_finite() { s.powi(-2) } else { 1.0 }
        })
        .collect();
    let scale = raw.len() as f64 / raw.iter().sum::<f64>();
    raw.into_iter().map(|w| w * scale).collect()
}
