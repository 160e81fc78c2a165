//! Categories over the town, each against its share of what every source sent in the weeks before.

use super::cells::{direction, false_shares, unknown};
use super::rule::Family;
use super::strata::{Span, Stratum, strata};
use super::{Events, Judged, WeeklyOptions};
use crate::counts::exceedance;
use crate::fit::distributions::Counts;
use std::collections::BTreeMap;

/// Weeks that a share is taken from.
const SHARE_WEEKS: usize = 12;

/// Windows, weeks.
const WINDOWS: [usize; 2] = [1, 4];

/// Past forecasts that a dispersion is taken from; with fewer it is the one below.
const FORECASTS: usize = 12;

/// Dispersion that is assumed while it is not known: in the middle of what weekly counts of crime show.
const USUAL_DISPERSION: f64 = 2.0;

/// What [`town`] found.
pub(super) struct Town {
    pub table: Vec<Judged>,
    pub alarms: Vec<Judged>,
    pub explained: Vec<Judged>,
    pub questions: usize,
}

/// A forecast and what came.
#[derive(Clone, Copy)]
struct Forecast {
    seen: f64,
    mean: f64,
    variance: f64,
}

impl Forecast {
    fn counts(&self, dispersion: f64) -> Counts {
        Counts { mean: self.mean, dispersion: (dispersion * self.variance / self.mean).max(1.0) }
    }
}

/// An answer: both tails, the forecast and the counts it was judged by.
struct Answer {
    category: u32,
    window: usize,
    forecast: Forecast,
    counts: Counts,
    /// Fewer, more.
    p: [f64; 2],
    /// The same in plain counts.
    plain: Option<[f64; 2]>,
    /// Events before the window, in the weeks that plain counts are held against.
    past: f64,
    plain_mean: f64,
}

pub(super) fn town(events: &Events, span: &Span, options: &WeeklyOptions) -> Town {
    let used: Vec<u32> = (0..span.rows.len() as u32).collect();
    let (strata, _) = strata(events, span, &used);
    let weeks = span.before as usize + 1;
    let mut by_source: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for stratum in &strata {
        let sent = by_source.entry(stratum.source).or_insert_with(|| vec![0.0; weeks]);
        sent.iter_mut().zip(&stratum.weeks).for_each(|(sum, own)| *sum += own);
    }
    let mut answers = Vec::new();
    for own in strata.chunk_by(|a, b| a.category == b.category) {
        for window in WINDOWS.into_iter().filter(|w| span.can_tell(*w as u32)) {
            answers.extend(answer(own, &by_source, weeks, window));
        }
    }
    let least = |a: &Answer| [a.counts.at_most(0.0), 0.0];
    let family = Family::new(answers.iter().flat_map(least).collect(), options.recurrence[2]);
    let plain = Family::new(answers.iter().filter(|a| a.plain.is_some()).flat_map(least).collect(), options.recurrence[2]);
    let (mut alarms, mut explained) = (Vec::new(), Vec::new());
    for own in answers.chunk_by(|a, b| a.category == b.category) {
        for side in [0, 1] {
            let so = |a: &&Answer| (a.forecast.seen > a.plain_mean) == (side == 1) && a.plain.is_some_and(|p| p[side] < 0.05);
            let held = own.iter().filter(so).filter(|a| family.alarms(a.p[side])).min_by(|a, b| a.p[side].total_cmp(&b.p[side]));
            let by_counts = |a: &&Answer| a.plain.is_some_and(|p| plain.alarms(p[side]));
            match (held, own.iter().find(by_counts)) {
                (Some(a), _) => alarms.push(told(a, side, a.p[side], &family)),
                (None, Some(a)) => explained.push(told(a, side, a.plain.map_or(1.0, |p| p[side]), &plain)),
                (None, None) => {}
            }
        }
    }
    let mut table: Vec<Judged> = strata.chunk_by(|a, b| a.category == b.category).map(|own| week_alone(own, &answers, &family)).collect();
    false_shares(&mut table);
    Town { table, alarms, explained, questions: family.questions() }
}

fn week_alone(own: &[Stratum], answers: &[Answer], family: &Family) -> Judged {
    let category = own[0].category;
    let observed: f64 = own.iter().map(|s| s.weeks[0]).sum();
    match answers.iter().find(|a| a.category == category && a.window == 1) {
        Some(a) => {
            let side = usize::from(a.p[1] < a.p[0]);
            told(a, side, (2.0 * a.p[side]).min(1.0), family)
        }
        None => unknown(Judged {
            district: None,
            category,
            weeks: 1,
            observed: observed as u64,
            expected: f64::NAN,
            interval: (0, 0),
            p: 1.0,
            q: 1.0,
            by_chance: 1.0,
            change: super::Change::Unknown,
        }),
    }
}

fn told(answer: &Answer, side: usize, p: f64, family: &Family) -> Judged {
    let quantile = |p| answer.counts.quantile(p).unwrap_or(0.0) as u64;
    Judged {
        district: None,
        category: answer.category,
        weeks: answer.window as u32,
        observed: answer.forecast.seen as u64,
        expected: answer.forecast.mean,
        interval: (quantile(0.025), quantile(0.975)),
        p,
        q: 1.0,
        by_chance: family.by_chance(p),
        change: direction(side == 0, answer.forecast.seen, answer.forecast.seen + answer.past),
    }
}

/// The forecast of the window that ends `ago` weeks before the watched week's end. `None` without sources that say anything.
fn forecast(own: &[Stratum], by_source: &BTreeMap<u32, Vec<f64>>, ago: usize, window: usize) -> Option<Forecast> {
    let mut forecast = Forecast { seen: 0.0, mean: 0.0, variance: 0.0 };
    for stratum in own {
        let sent = by_source.get(&stratum.source)?;
        let from = ago + window;
        let to = (from + SHARE_WEEKS).min(sent.len());
        let (sent_before, own_before): (f64, f64) = (sent[from..to].iter().sum(), stratum.weeks[from..to].iter().sum());
        let (sent_now, own_now): (f64, f64) = (sent[ago..from].iter().sum(), stratum.weeks[ago..from].iter().sum());
        // Without a past it says nothing; with nothing else in it neither.
        if sent_before > own_before {
            // Half an event more of either, so that a share of nothing is not known to be nothing.
            let share = (own_before + 0.5) / (sent_before + 1.0);
            forecast.seen += own_now;
            forecast.mean += sent_now * share;
            forecast.variance += sent_now * share * (1.0 - share) * (1.0 + sent_now / sent_before);
        }
    }
    (forecast.mean > 0.0).then_some(forecast)
}

fn answer(own: &[Stratum], by_source: &BTreeMap<u32, Vec<f64>>, weeks: usize, window: usize) -> Option<Answer> {
    let now = forecast(own, by_source, 0, window)?;
    let past = (window..weeks.saturating_sub(window + SHARE_WEEKS)).filter_map(|ago| forecast(own, by_source, ago, window));
    let misses: Vec<f64> = past.map(|f| (f.seen - f.mean).powi(2) / f.variance.max(f64::MIN_POSITIVE)).collect();
    let dispersion = if misses.len() < FORECASTS { USUAL_DISPERSION } else { (misses.iter().sum::<f64>() / misses.len() as f64).max(1.0) };
    let counts = now.counts(dispersion);
    let total = |weeks: std::ops::Range<usize>| own.iter().flat_map(|s| s.weeks.get(weeks.clone()).unwrap_or_default()).sum::<f64>();
    let seen = total(0..window);
    // Whole windows of the weeks before, so that like is held against like.
    let baseline: Vec<u64> =
        (1..).map(|n| n * window..(n + 1) * window).take(SHARE_WEEKS).take_while(|w| w.end <= weeks).map(|w| total(w) as u64).collect();
    let plain = exceedance(seen as u64, &baseline).map(|tails| [tails.lower, tails.upper]);
    let before: u64 = baseline.iter().sum();
    Some(Answer {
        category: own[0].category,
        window,
        forecast: now,
        counts,
        p: [counts.at_most(now.seen), counts.at_least(now.seen)],
        plain,
        past: before as f64,
        plain_mean: before as f64 / baseline.len().max(1) as f64,
    })
}
