//! `samsyn analyse farrington`, `ears`: one series of weeks.

use super::answer::{Answer, Drawn};
use super::drawn::{self, Judged};
use super::refused::{finite, objects, refused};
use super::remarks::Noticed;
use super::table::Rows;
use super::timeline::Timeline;
use crate::outcome::{Exit, Trouble};
use analysis::time::farrington::{
    Bound, Calendar, Flexible, Least, NoThreshold, Original, Power, WatchedWeek, farrington_flexible, farrington_original,
};
use analysis::time::{Ears, EarsOptions, ears as watch};
use clap::{Args, ValueEnum};
use messages::Lang;
use serde_json::{Value, json};
use std::ops::Range;

/// A series, and which of it is judged.
#[derive(Debug, Args)]
pub struct SeriesOf {
    #[command(flatten)]
    line: Timeline,
    /// Weeks to judge, by their place in the series from 1: 282:312. All that have a baseline without.
    #[arg(long)]
    range: Option<String>,
}

impl SeriesOf {
    fn range(&self, length: usize, lang: Lang) -> Result<Range<usize>, Trouble> {
        let Some(range) = &self.range else { return Ok(0..length) };
        let parsed = range
            .split_once([':', '-'])
            .and_then(|(from, to)| Some((from.trim().parse::<usize>().ok()?, to.trim().parse::<usize>().ok()?)));
        match parsed {
            Some((from, to)) if from >= 1 && from <= to && to <= length => Ok(from - 1..to),
            _ => {
                Err(Trouble::Analysis(lang.format("analyse-bad-range", &[("value", range.as_str().into()), ("n", (length as u64).into())])))
            }
        }
    }
}

/// The weeks; nothing, and why, when none of those asked for has enough weeks before it.
fn told_or_too_early(none: bool, rows: &mut Rows, told: impl FnOnce() -> Value) -> Value {
    if none {
        rows.noticed.push(Noticed::TooEarly);
        return Value::Null;
    }
    told()
}

/// How Farrington's bound is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Threshold {
    /// Quantile of the negative binomial.
    #[value(name = "nbPlugin", alias = "nb-plugin")]
    NbPlugin,
    /// The same with the uncertainty of the mean.
    Muan,
    /// Power scale.
    Delta,
}

/// Scale of the bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Scale {
    /// No transformation.
    None,
    /// Square root.
    #[value(name = "1/2")]
    Half,
    /// Power 2/3.
    #[value(name = "2/3")]
    TwoThirds,
}

impl Scale {
    fn power(self) -> Power {
        match self {
            Scale::None => Power::One,
            Scale::Half => Power::Half,
            Scale::TwoThirds => Power::TwoThirds,
        }
    }
}

/// `samsyn analyse farrington`: names and values as in R's `farringtonFlexible`, and of the paper where that says more.
#[derive(Debug, Args)]
pub struct Farrington {
    #[command(flatten)]
    series: SeriesOf,
    /// The original method of 1996 instead of the flexible one (two-sided alpha, windows alone).
    #[arg(long)]
    original: bool,
    /// Years back.
    #[arg(long, default_value_t = 5)]
    b: usize,
    /// Weeks on each side of the same week of an earlier year.
    #[arg(long, default_value_t = 3)]
    w: usize,
    /// Weeks in a year, where the date column has no dates a week apart.
    #[arg(long, default_value_t = 52)]
    freq: usize,
    /// Reckon in weeks of the year also where there are dates.
    #[arg(long)]
    ignore_dates: bool,
    /// Levels of the season.
    #[arg(long, alias = "noPeriods", default_value_t = 10)]
    no_periods: usize,
    /// Newest weeks not used.
    #[arg(long, alias = "pastWeeksNotIncluded", default_value_t = 26)]
    past_weeks_not_included: usize,
    /// Residual from which a week is weighted down.
    #[arg(long, alias = "weightsThreshold", default_value_t = 2.58)]
    weights_threshold: f64,
    /// Do not weight past outbreaks down.
    #[arg(long)]
    no_reweight: bool,
    /// Do not try a trend.
    #[arg(long)]
    no_trend: bool,
    /// A trend is kept when its p-value is below this (flexible method).
    #[arg(long, alias = "pThresholdTrend", default_value_t = 1.0)]
    p_threshold_trend: f64,
    /// Risk of an alarm when nothing has changed.
    #[arg(long, default_value_t = 0.01)]
    alpha: f64,
    /// Fewest cases, and over how many weeks.
    #[arg(long, value_delimiter = ',', default_values_t = [5, 4])]
    limit54: Vec<u32>,
    /// How the bound is made (flexible method).
    #[arg(long, alias = "thresholdMethod", value_enum, default_value = "nbPlugin")]
    threshold_method: Threshold,
    /// Scale of the bound (delta, and the original method).
    #[arg(long, value_enum, default_value = "2/3")]
    powertrans: Scale,
    /// Column with an exposure (inhabitants, active reporters …; flexible method).
    #[arg(long)]
    population: Option<String>,
    #[command(flatten)]
    form: Drawn,
}

impl Farrington {
    /// The parameters as they were used, with the names of the reference.
    fn told(&self, range: [usize; 2]) -> Value {
        let name = |value: Option<clap::builder::PossibleValue>| value.map(|v| v.get_name().to_owned());
        let mut told = json!({
            "form": if self.original { "original" } else { "flexible" },
            "b": self.b, "w": self.w, "freq": self.freq, "alpha": self.alpha, "reweight": !self.no_reweight, "trend": !self.no_trend,
            "limit54": self.limit54, "powertrans": name(self.powertrans.to_possible_value()), "range": range,
        });
        if !self.original {
            told["noPeriods"] = self.no_periods.into();
            told["pastWeeksNotIncluded"] = self.past_weeks_not_included.into();
            told["weightsThreshold"] = self.weights_threshold.into();
            told["pThresholdTrend"] = self.p_threshold_trend.into();
            told["thresholdMethod"] = json!(name(self.threshold_method.to_possible_value()));
            told["population"] = json!(self.population);
        }
        told
    }

    fn flexible(&self, calendar: Calendar, least: Least) -> Flexible {
        Flexible {
            years: self.b,
            half_window: self.w,
            periods: self.no_periods,
            recent_left_out: self.past_weeks_not_included,
            reweight: !self.no_reweight,
            reweight_above: self.weights_threshold,
            alpha: self.alpha,
            trend: !self.no_trend,
            trend_p: self.p_threshold_trend,
            least,
            bound: match self.threshold_method {
                Threshold::NbPlugin => Bound::NegativeBinomial,
                Threshold::Muan => Bound::NegativeBinomialUncertain,
                Threshold::Delta => Bound::Power(self.powertrans.power()),
            },
            calendar,
        }
    }
}

/// Weekly bounds and alarms.
pub fn farrington(arguments: &Farrington, lang: Lang) -> Result<Exit, Trouble> {
    let population: Vec<&str> = arguments.population.as_deref().into_iter().collect();
    let mut series = arguments.series.line.read_counts(&population, lang)?;
    let range = arguments.series.range(series.values.len(), lang)?;
    if series.is_daily() {
        series.rows.noticed.push(Noticed::Daily { steps: arguments.freq as u64 });
    }
    let calendar = match series.first_day() {
        Some(first_day) if !arguments.ignore_dates => Calendar::Dates { first_day },
        _ => Calendar::Period(arguments.freq),
    };
    let limit = |at: usize| arguments.limit54.get(at).copied().unwrap_or(1);
    let least = Least { count: f64::from(limit(0)), weeks: limit(1) as usize };
    let found = if arguments.original {
        let options = Original {
            years: arguments.b,
            half_window: arguments.w,
            reweight: !arguments.no_reweight,
            alpha: arguments.alpha,
            trend: !arguments.no_trend,
            least,
            power: arguments.powertrans.power(),
            calendar,
        };
        farrington_original(&series.values, range.clone(), &options)
    } else {
        farrington_flexible(&series.values, series.others.first().map(Vec::as_slice), range.clone(), &arguments.flexible(calendar, least))
    };
    let found = found.map_err(|e| refused(lang, Some(&series.rows), &e))?;
    let headers = vec!["date", "observed", "expected", "upperbound", "alarm", "p", "score", "phi", "trend", "without"];
    // Weeks before the first that can have a bound say nothing, unless they were asked for.
    let asked = arguments.series.range.is_some();
    let is_told = |week: &WatchedWeek| asked || week.outcome != Err(NoThreshold::TooEarly);
    let lines: Vec<Vec<Value>> = found.iter().filter(|w| is_told(w)).map(|w| watched(w, &series.labels)).collect();
    let none = found.iter().all(|week| week.outcome == Err(NoThreshold::TooEarly));
    let result = told_or_too_early(none, &mut series.rows, || objects(&headers, &lines));
    let answer = Answer {
        method: "farrington",
        parameters: arguments.told([range.start + 1, range.end]),
        result,
        headers,
        rows: lines,
        shapes: None,
        diagnostics: Vec::new(),
    };
    let judged = |week: &WatchedWeek| Judged {
        label: &series.labels[week.index],
        observed: week.observed,
        bound: week.outcome.ok().map(|t| [t.expected, t.upper]),
        alarm: week.alarm(),
    };
    let shown = || found.iter().filter(|w| is_told(w)).map(judged).collect::<Vec<_>>();
    answer.write_drawn(&arguments.form, Some(&series.rows), lang, || drawn::weeks("farrington", &shown(), lang))
}

fn watched(week: &WatchedWeek, labels: &[String]) -> Vec<Value> {
    let mut line = vec![labels[week.index].clone().into(), finite(week.observed)];
    match &week.outcome {
        Ok(t) => {
            line.extend([finite(t.expected), finite(t.upper), week.alarm().into(), finite(t.p), finite(t.score), finite(t.dispersion)]);
            line.extend([json!(t.trend), Value::Null]);
        }
        Err(why) => {
            let why = match why {
                NoThreshold::TooEarly => "too early",
                NoThreshold::TooFewCases => "too few cases",
                NoThreshold::NoFit => "no fit",
                NoThreshold::Unbounded => "unbounded",
                NoThreshold::NoExposure => "no exposure",
            };
            line.extend([Value::Null, Value::Null, false.into(), Value::Null, Value::Null, Value::Null, Value::Null, why.into()]);
        }
    }
    line
}

/// The rule of EARS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Rule {
    /// Baseline up to the week before.
    #[value(name = "C1", alias = "c1")]
    C1,
    /// Baseline up to three weeks before.
    #[value(name = "C2", alias = "c2")]
    C2,
    /// C2 with the excess of two weeks.
    #[value(name = "C3", alias = "c3")]
    C3,
}

/// `samsyn analyse ears`: names and values as in R's `earsC`.
#[derive(Debug, Args)]
pub struct EarsOf {
    #[command(flatten)]
    series: SeriesOf,
    /// Rule.
    #[arg(long, value_enum, default_value = "C1")]
    method: Rule,
    /// Weeks in the baseline.
    #[arg(long, default_value_t = 7)]
    baseline: usize,
    /// Least standard deviation.
    #[arg(long, alias = "minSigma", default_value_t = 0.0)]
    min_sigma: f64,
    /// One-sided risk; 0.001 for C1 and C2, 0.025 for C3 without.
    #[arg(long)]
    alpha: Option<f64>,
    #[command(flatten)]
    form: Drawn,
}

/// Weekly bounds from the last weeks.
pub fn ears(arguments: &EarsOf, lang: Lang) -> Result<Exit, Trouble> {
    let mut series = arguments.series.line.read_counts(&[], lang)?;
    let range = arguments.series.range(series.values.len(), lang)?;
    let (rule, name) = match arguments.method {
        Rule::C1 => (Ears::C1, "C1"),
        Rule::C2 => (Ears::C2, "C2"),
        Rule::C3 => (Ears::C3, "C3"),
    };
    let usual = EarsOptions::new(rule);
    let options = EarsOptions {
        baseline: arguments.baseline,
        least_deviation: arguments.min_sigma,
        alpha: arguments.alpha.unwrap_or(usual.alpha),
        ..usual
    };
    let found = watch(&series.values, range.clone(), &options).map_err(|e| refused(lang, Some(&series.rows), &e))?;
    let headers = vec!["date", "observed", "expected", "upperbound", "alarm", "upperbound_earsc"];
    let lines: Vec<Vec<Value>> = found
        .iter()
        .map(|w| {
            let label = series.labels[w.index].clone();
            vec![label.into(), finite(w.observed), finite(w.expected), finite(w.upper), w.alarm.into(), finite(w.reference_upper)]
        })
        .collect();
    let answer = Answer {
        method: "ears",
        parameters: json!({
            "method": name, "baseline": options.baseline, "min_sigma": options.least_deviation, "alpha": options.alpha,
            "range": [range.start + 1, range.end],
        }),
        result: told_or_too_early(lines.is_empty(), &mut series.rows, || objects(&headers, &lines)),
        headers,
        rows: lines,
        shapes: None,
        diagnostics: Vec::new(),
    };
    let judged = |w: &analysis::time::EarsWeek| Judged {
        label: &series.labels[w.index],
        observed: w.observed,
        bound: w.upper.is_finite().then_some([w.expected, w.upper]),
        alarm: w.alarm,
    };
    let shown = || found.iter().map(judged).collect::<Vec<_>>();
    answer.write_drawn(&arguments.form, Some(&series.rows), lang, || drawn::weeks("ears", &shown(), lang))
}
