//! *Salmonella* Agona, weeks 282–312, as R's `surveillance` has them.

use crate::{column, near};
use analysis::time::farrington::{
    Bound, Calendar, Flexible, Least, NoThreshold, Original, Power, WatchedWeek, farrington_flexible, farrington_original,
};

const AGONA: &str = include_str!("../data/surveillance/salmonella_agona.csv");

/// `farringtonFlexible`, b = 4, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, weightsThreshold = 2.58, nbPlugin, alpha = 0.01.
const BOUNDS: [f64; 31] = [
    6.0, 6.0, 7.0, 7.0, 8.0, 8.0, 8.0, 9.0, 10.0, 11.0, 10.0, 11.0, 11.0, 11.0, 12.0, 12.0, 12.0, 12.0, 12.0, 11.0, 11.0, 11.0, 10.0, 9.0,
    9.0, 8.0, 8.0, 8.0, 8.0, 8.0, 9.0,
];

/// `farrington`, b = 4, w = 3, reweight, alpha = 0.01.
const ORIGINAL: [f64; 12] = [6.9728, 7.2073, 5.7761, 5.9321, 5.0806, 6.2709, 6.0767, 4.8484, 5.2947, 6.0948, 7.6803, 13.2462];

fn agona() -> Vec<f64> {
    column(AGONA, 1)
}

fn flexible() -> Flexible {
    Flexible { years: 4, ..Flexible::noufaily(Calendar::Period(52)) }
}

fn uppers(weeks: &[WatchedWeek]) -> Vec<f64> {
    weeks.iter().map(|w| w.outcome.map_or(f64::NAN, |t| t.upper)).collect()
}

#[test]
fn flexible_bounds_are_the_published_ones() {
    let series = agona();
    assert_eq!(series.len(), 312);
    let weeks = farrington_flexible(&series, None, 281..312, &flexible()).unwrap();
    assert_eq!(uppers(&weeks), BOUNDS);
    assert!(weeks.iter().all(|w| !w.alarm()));
}

#[test]
fn original_bounds_are_the_published_ones() {
    let options = Original { years: 4, alpha: 0.01, ..Original::new(Calendar::Period(52)) };
    let weeks = farrington_original(&agona(), 281..312, &options).unwrap();
    for (found, expected) in uppers(&weeks).into_iter().zip(ORIGINAL) {
        near(found, expected, 1e-4);
    }
    assert_eq!(weeks.iter().filter(|w| w.alarm()).count(), 2);
}

#[test]
fn an_outbreak_raises_an_alarm_and_a_doubled_series_a_doubled_bound() {
    let mut series = agona();
    series[311] = 30.0;
    let week = &farrington_flexible(&series, None, 311..312, &flexible()).unwrap()[0];
    let found = week.outcome.unwrap();
    assert!(week.alarm() && found.score > 1.0 && found.p < 1e-6);
    // A population twice as large everywhere changes nothing; twice as large now doubles what is expected.
    let mut population = vec![500.0; 312];
    let same = farrington_flexible(&series, Some(&population), 311..312, &flexible()).unwrap()[0].outcome.unwrap();
    near(same.expected, found.expected, 1e-6);
    population[311] = 1_000.0;
    let twice = farrington_flexible(&series, Some(&population), 311..312, &flexible()).unwrap()[0].outcome.unwrap();
    near(twice.expected, 2.0 * found.expected, 1e-6);
}

#[test]
fn the_other_bounds_are_near_and_a_past_outbreak_is_weighted_down() {
    let series = agona();
    let upper =
        |options: &Flexible, series: &[f64]| farrington_flexible(series, None, 300..301, options).unwrap()[0].outcome.unwrap().upper;
    let plain = upper(&flexible(), &series);
    assert!(upper(&Flexible { bound: Bound::NegativeBinomialUncertain, ..flexible() }, &series) >= plain);
    near(upper(&Flexible { bound: Bound::Power(Power::TwoThirds), ..flexible() }, &series), plain, 2.0);
    let mut past = series.clone();
    past[300 - 104] = 60.0;
    let unweighted = upper(&Flexible { reweight: false, ..flexible() }, &past);
    assert!(upper(&flexible(), &past) < unweighted);
}

#[test]
fn weeks_without_an_answer_say_why() {
    let mut series = agona();
    let why =
        |series: &[f64], week: usize, options: &Flexible| farrington_flexible(series, None, week..week + 1, options).unwrap()[0].outcome;
    assert_eq!(why(&series, 100, &flexible()), Err(NoThreshold::TooEarly));
    assert_eq!(why(&series, 311, &Flexible { least: Least { count: 1e6, weeks: 4 }, ..flexible() }), Err(NoThreshold::TooFewCases));
    // A week that has not been counted yet still has a bound, and holes in the past are left out.
    series[311] = f64::NAN;
    series[200] = f64::NAN;
    let silent = Flexible { least: Least { count: 0.0, weeks: 4 }, ..flexible() };
    let ahead = &farrington_flexible(&series, None, 311..312, &silent).unwrap()[0];
    assert!(ahead.outcome.unwrap().upper > 3.0 && !ahead.alarm());
    assert_eq!(why(&[0.0; 312], 311, &flexible()), Err(NoThreshold::TooFewCases));
    assert_eq!(why(&[0.0; 312], 311, &silent).unwrap().upper, 0.0);
}

#[test]
fn one_thread_or_many_give_the_same() {
    let series = agona();
    let many = farrington_flexible(&series, None, 240..312, &flexible()).unwrap();
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(one.install(|| farrington_flexible(&series, None, 240..312, &flexible()).unwrap()), many);
}
