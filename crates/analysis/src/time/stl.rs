//! Trend, season and the rest of a series, by repeated local regression (STL).

mod loess;

use crate::{Refusal, refusal};
use loess::{Extended, Loess, moving_average};

/// Width, degree and stride of one of the three smoothers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Smoother {
    /// Number of neighbours; made odd and at least 3.
    pub width: usize,
    /// 0 for local means, 1 for local lines.
    pub degree: u8,
    /// Points between fits; what lies between is interpolated. 1 fits every point.
    pub stride: usize,
}

/// How the season may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    /// The same every year.
    Fixed,
    /// Smoothed over this many years (odd, at least 3; 7 and more is usual).
    Changing(usize),
}

/// Parameters of [`stl`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stl {
    /// Observations in a cycle: 52 for weeks in a year, 12 for months, 7 for days in a week.
    pub period: usize,
    /// How the season may change.
    pub season: Season,
    /// Smoother of each subseries of the cycle; not used when the season is fixed.
    pub seasonal: Smoother,
    /// Smoother of the trend.
    pub trend: Smoother,
    /// Smoother that takes the trend out of the season.
    pub low_pass: Smoother,
    /// Inner rounds.
    pub inner: usize,
    /// Outer rounds with robustness weights; 0 for none.
    pub outer: usize,
}

impl Stl {
    /// The choices that R's `stl` documents: trend over the next odd number after 1.5 · period / (1 − 1.5/width), low-pass over the next odd number after the
    /// period, strides of a tenth of each width, two inner rounds; with `robust` one inner and fifteen outer rounds. `length` is that of the series.
    pub fn new(period: usize, season: Season, robust: bool, length: usize) -> Self {
        let (width, degree) = match season {
            Season::Fixed => (length.saturating_mul(10).saturating_add(1), 0),
            Season::Changing(years) => (odd(years.max(3)), 0),
        };
        let smoother = |width: usize, degree| Smoother { width, degree, stride: width.div_ceil(10) };
        let trend = odd((1.5 * period as f64 / (1.0 - 1.5 / width as f64)).ceil() as usize);
        Self {
            period,
            season,
            seasonal: smoother(width, degree),
            trend: smoother(trend, 1),
            low_pass: smoother(odd(period), 1),
            inner: if robust { 1 } else { 2 },
            outer: if robust { 15 } else { 0 },
        }
    }
}

fn odd(n: usize) -> usize {
    n | 1
}

/// A series taken apart: `trend + season + rest` is the series.
#[derive(Clone, Debug, PartialEq)]
pub struct Components {
    /// Slow movement.
    pub trend: Vec<f64>,
    /// The movement that comes back every cycle.
    pub season: Vec<f64>,
    /// What is left.
    pub rest: Vec<f64>,
    /// Robustness weights, 0–1; low for points unlike their neighbours. All 1 when not robust.
    pub weight: Vec<f64>,
}

impl Components {
    /// Strength of the season, max(0, 1 − var(rest)/var(season + rest)): 0 none, 1 nothing but season (Wang, Smith & Hyndman 2006). NaN for a series without
    /// variation.
    pub fn seasonal_strength(&self) -> f64 {
        strength(&self.season, &self.rest)
    }

    /// Strength of the trend, in the same way.
    pub fn trend_strength(&self) -> f64 {
        strength(&self.trend, &self.rest)
    }
}

fn strength(part: &[f64], rest: &[f64]) -> f64 {
    let both: Vec<f64> = part.iter().zip(rest).map(|(a, b)| a + b).collect();
    (1.0 - variance(rest) / variance(&both)).max(0.0)
}

fn variance(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n
}

/// STL (Cleveland, Cleveland, McRae & Terpenning 1990, "STL: a seasonal-trend decomposition procedure based on loess", *J. Official Statistics* 6).
///
/// Inner round: take the trend off, smooth each subseries of the cycle by loess, take the low-frequency part of the result (moving averages of
/// period, period and 3, then loess) off it — that is the season; smooth the series without season — that is the trend. Outer round: bisquare
/// weights from |rest| against six times its median, so that a few wild points do not bend trend and season.
///
/// In the units of the series; for counts use √count or ln(1 + count) first and say so. Needs two whole cycles; less than three years tells little of a season. Level shifts (a
/// new category code) are bent into the trend. STL is no test. With a fixed season the subseries are replaced by their means, as R's `stl(s.window = "periodic")` does. Agrees with it on
/// `nottem` to 1e-5. O(rounds · n · width / stride).
pub fn stl(series: &[f64], options: &Stl) -> Result<Components, Refusal> {
    let n = series.len();
    if let Some(row) = series.iter().position(|v| v.is_nan() || v.abs() >= 1e150) {
        return Err(Refusal::BadValue { column: "value", row });
    }
    let bad = |name, must| Err(Refusal::BadParameter { name, must });
    if options.period < 2 {
        return bad("period", "at least 2");
    }
    refusal::enough("observations", n, options.period.saturating_mul(2).saturating_add(1))?;
    if !(1..=1_000).contains(&options.inner) || options.outer > 1_000 {
        return bad("rounds", "1–1000 inner, at most 1000 outer");
    }
    if [options.seasonal, options.trend, options.low_pass].iter().any(|s| s.degree > 1 || s.stride == 0) {
        return bad("smoother", "of degree 0 or 1 and stride at least 1");
    }
    let mut state = Rounds::new(n, options);
    let mut weight: Option<Vec<f64>> = None;
    for round in 0..=options.outer {
        for _ in 0..options.inner {
            state.inner(series, weight.as_deref());
        }
        if round < options.outer {
            let rest: Vec<f64> = (0..n).map(|i| series[i] - state.season[i] - state.trend[i]).collect();
            weight = Some(bisquare(&rest));
        }
    }
    let Rounds { mut season, trend, .. } = state;
    if options.season == Season::Fixed {
        level(&mut season, options.period);
    }
    let rest = (0..n).map(|i| series[i] - season[i] - trend[i]).collect();
    Ok(Components { trend, season, rest, weight: weight.unwrap_or_else(|| vec![1.0; n]) })
}

/// Each position of the cycle gets its mean.
fn level(season: &mut [f64], period: usize) {
    for position in 0..period {
        let (sum, count) = season.iter().skip(position).step_by(period).fold((0.0, 0.0), |(s, c), v| (s + v, c + 1.0));
        season.iter_mut().skip(position).step_by(period).for_each(|v| *v = sum / count);
    }
}

/// Robustness weights from the size of the rest.
fn bisquare(rest: &[f64]) -> Vec<f64> {
    let size: Vec<f64> = rest.iter().map(|r| r.abs()).collect();
    let mut sorted = size.clone();
    let n = sorted.len();
    let (below, upper, _) = sorted.select_nth_unstable_by(n / 2, f64::total_cmp);
    let lower = if n.is_multiple_of(2) { below.iter().copied().fold(f64::NEG_INFINITY, f64::max) } else { *upper };
    let six_medians = 3.0 * (*upper + lower);
    size.into_iter()
        .map(|r| {
            if r <= 0.001 * six_medians {
                1.0
            } else if r <= 0.999 * six_medians {
                (1.0 - (r / six_medians).powi(2)).powi(2)
            } else {
                0.0
            }
        })
        .collect()
}

/// What the rounds hand on to each other.
struct Rounds {
    period: usize,
    /// Of the positions of the cycle that come once more than the others, and of the others.
    seasonal: [Extended; 2],
    trend_smoother: Loess,
    low_pass: Loess,
    season: Vec<f64>,
    trend: Vec<f64>,
}

impl Rounds {
    fn new(n: usize, options: &Stl) -> Self {
        let width = |s: Smoother| odd(s.width.max(3));
        let loess = |s: Smoother| Loess::new(width(s), s.degree, s.stride, n);
        let cycles = [n.div_ceil(options.period), n / options.period];
        let Stl { seasonal, .. } = *options;
        Self {
            period: options.period,
            seasonal: cycles.map(|cycles| Extended::new(width(seasonal), seasonal.degree, seasonal.stride, cycles)),
            trend_smoother: loess(options.trend),
            low_pass: loess(options.low_pass),
            season: vec![0.0; n],
            trend: vec![0.0; n],
        }
    }

    fn inner(&mut self, series: &[f64], weight: Option<&[f64]>) {
        let n = series.len();
        let without_trend: Vec<f64> = series.iter().zip(&self.trend).map(|(y, t)| y - t).collect();
        let cycle = self.subseries(&without_trend, weight);
        let averaged = moving_average(&moving_average(&moving_average(&cycle, self.period), self.period), 3);
        let low = self.low_pass.smooth(&averaged, None);
        for i in 0..n {
            self.season[i] = cycle[self.period + i] - low[i];
        }
        let without_season: Vec<f64> = series.iter().zip(&self.season).map(|(y, s)| y - s).collect();
        self.trend = self.trend_smoother.smooth(&without_season, weight);
    }

    /// Each position of the cycle smoothed on its own, and carried one cycle beyond both ends.
    fn subseries(&self, values: &[f64], weight: Option<&[f64]>) -> Vec<f64> {
        let (n, period) = (values.len(), self.period);
        let mut out = vec![0.0; n + 2 * period];
        for position in 0..period {
            let pick = |all: &[f64]| all.iter().skip(position).step_by(period).copied().collect::<Vec<f64>>();
            let own = pick(values);
            let own_weight = weight.map(pick);
            let seasonal = &self.seasonal[usize::from(own.len() < n.div_ceil(period))];
            for (m, value) in seasonal.smooth(&own, own_weight.as_deref()).into_iter().enumerate() {
                out[m * period + position] = value;
            }
        }
        out
    }
}
