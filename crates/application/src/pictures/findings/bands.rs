//! What each week was expected to hold: from the same season of earlier years when there are three of them, else from the weeks before it.

use crate::pictures::inputs::{BASELINE, Inputs, SERIES};
use analysis::counts::expect;
use analysis::time::farrington::{Calendar, Flexible, farrington_flexible};
use domain::pictures::findings::{BandBasis, WeekBand};
use domain::pictures::{Against, Comparison, Expected};
use domain::week::{HOURS_OF_WEEK, Week};
use jiff::civil::date;
use std::collections::HashMap;

/// Risk on each side: an interval of 95 %, as everywhere in the picture.
const RISK: f64 = 0.025;

/// Earlier years tried, most first.
const YEARS: [u8; 3] = [5, 4, 3];

/// Fewest weeks right before a week that make a band.
const FEWEST_WEEKS: usize = 4;

/// A band for each week of the trend, oldest first.
pub(in crate::pictures) fn of(inputs: &Inputs, week: Week, comparisons: &[Comparison]) -> Vec<WeekBand> {
    let Some(first) = inputs.first_week else {
        return vec![TOO_SHORT; usize::try_from(SERIES + 1).unwrap_or(0)];
    };
    let counts: HashMap<Week, u64> = inputs.series.iter().copied().collect();
    let mut bands = through(&counts, first, week.plus(-SERIES), week);
    // Of a week that goes on, a part is compared with the same part of earlier weeks.
    if inputs.hours < HOURS_OF_WEEK
        && let Some(last) = bands.last_mut()
    {
        let twelve = comparisons.iter().find(|c| c.against == Against::TwelveWeeks);
        *last = match twelve.and_then(|c| Some((c.expected?, c.weeks))) {
            Some((expected, weeks)) => WeekBand { basis: BandBasis::Weeks { weeks }, expected: Some(expected) },
            None => TOO_SHORT,
        };
    }
    bands
}

/// Weeks before the first one shown that its band may be made from: the same season of so many earlier years, and a window.
pub(crate) const BACK: i32 = 5 * 53 + 4;

/// A band for each week from one to another, oldest first: from seasons where there are enough of them, else from the weeks right before.
pub(crate) fn through(counts: &HashMap<Week, u64>, first: Week, from: Week, to: Week) -> Vec<WeekBand> {
    let weeks = to.since(from) + 1;
    let seasons = seasons(counts, first, to, weeks);
    (0..weeks).map(|i| from.plus(i)).map(|w| seasons.get(&w).copied().unwrap_or_else(|| recent(counts, first, w))).collect()
}

/// Bands of so many weeks and the newest, from the weeks right before each alone: for series too small for seasons.
pub(in crate::pictures) fn recent_bands(counts: &HashMap<Week, u64>, first: Week, week: Week, weeks: i32) -> Vec<WeekBand> {
    (0..=weeks).map(|i| recent(counts, first, week.plus(i - weeks))).collect()
}

const TOO_SHORT: WeekBand = WeekBand { basis: BandBasis::TooShort, expected: None };

/// From the weeks right before it.
fn recent(counts: &HashMap<Week, u64>, first: Week, week: Week) -> WeekBand {
    let weeks = (1..=BASELINE).rev().map(|back| week.plus(-back)).filter(|w| *w >= first);
    let baseline: Vec<u64> = weeks.map(|w| counts.get(&w).copied().unwrap_or(0)).collect();
    let found = if baseline.len() >= FEWEST_WEEKS { expect(&baseline) } else { None };
    let Some(found) = found.filter(|_| week >= first) else { return TOO_SHORT };
    #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
    let expected = Expected { mean: found.mean, low: found.low as f64, high: found.high as f64 };
    WeekBand { basis: BandBasis::Weeks { weeks: u32::try_from(found.weeks).unwrap_or(0) }, expected: Some(expected) }
}

/// From the same season of as many earlier years as there are, for those of the last weeks that have three or more.
fn seasons(counts: &HashMap<Week, u64>, first: Week, week: Week, weeks: i32) -> HashMap<Week, WeekBand> {
    let all = week.since(first) + 1;
    let shown = usize::try_from(weeks.min(all)).unwrap_or(0);
    #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
    let series: Vec<f64> = (0..all).map(|i| counts.get(&first.plus(i)).copied().unwrap_or(0) as f64).collect();
    let first_day = first.monday().since(date(1970, 1, 1)).map_or(0, |span| span.get_days());
    let mut found = HashMap::new();
    for years in YEARS {
        let options = Flexible { years: usize::from(years), alpha: RISK, ..Flexible::noufaily(Calendar::Dates { first_day }) };
        let weeks = series.len().saturating_sub(shown)..series.len();
        for watched in farrington_flexible(&series, None, weeks, &options).unwrap_or_default() {
            let Ok(threshold) = watched.outcome else { continue };
            let Some(low) = threshold.lower(RISK) else { continue };
            let expected = Expected { mean: threshold.expected, low, high: threshold.upper };
            let basis = BandBasis::Season { years: u32::from(years) };
            let at = first.plus(i32::try_from(watched.index).unwrap_or(0));
            found.entry(at).or_insert(WeekBand { basis, expected: Some(expected) });
        }
    }
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Weeks of a yearly wave between 20 and 60, highest in the first week of each year.
    fn wave(from: Week, weeks: i32) -> HashMap<Week, u64> {
        let count = |w: Week| {
            let turn = f64::from(w.number()) / 52.18 * std::f64::consts::TAU;
            (40.0 + 20.0 * turn.cos()).round()
        };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let at = |i: i32| (from.plus(i), count(from.plus(i)) as u64);
        (0..weeks).map(at).collect()
    }

    #[test]
    fn five_years_know_the_season_that_twelve_weeks_do_not() {
        let first: Week = "2019-W01".parse().unwrap();
        let counts = wave(first, 53 * 7);
        let week: Week = "2025-W02".parse().unwrap();
        let season = seasons(&counts, first, week, 53)[&week];
        assert_eq!(season.basis, BandBasis::Season { years: 5 });
        let (season, recent) = (season.expected.unwrap(), recent(&counts, first, week).expected.unwrap());
        // The year turns at its highest: weeks before it were lower, the same weeks of other years were not.
        assert!((55.0..=65.0).contains(&season.mean), "{season:?}");
        assert!(recent.mean < season.mean - 3.0, "{recent:?} {season:?}");
        assert!(season.low < season.mean && season.mean < season.high && season.high - season.low < 50.0, "{season:?}");
    }

    #[test]
    fn a_short_history_has_weeks_and_a_shorter_one_nothing() {
        let first: Week = "2025-W01".parse().unwrap();
        let counts = wave(first, 60);
        assert!(seasons(&counts, first, first.plus(59), 53).is_empty());
        assert_eq!(recent(&counts, first, first.plus(3)), TOO_SHORT);
        assert_eq!(recent(&counts, first, first.plus(4)).basis, BandBasis::Weeks { weeks: 4 });
        assert_eq!(recent(&counts, first, first.plus(40)).basis, BandBasis::Weeks { weeks: 12 });
    }
}
