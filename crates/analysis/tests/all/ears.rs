//! *Salmonella* Newport in 2011, α 0.05, as R's `earsC` has it.

use crate::{column, near};
use analysis::time::{Ears, EarsOptions, ears};

const NEWPORT: &str = include_str!("../data/surveillance/salmonella_newport.csv");

/// The 52 ISO weeks of 2011: rows from 2011-01-03.
fn year(rule: Ears) -> Vec<analysis::time::EarsWeek> {
    let first = NEWPORT.lines().skip(1).position(|l| l.starts_with("\"2011-01-03\"")).unwrap();
    let options = EarsOptions { alpha: 0.05, ..EarsOptions::new(rule) };
    ears(&column(NEWPORT, 1), first..first + 52, &options).unwrap()
}

#[test]
fn bounds_and_alarms_are_the_published_ones() {
    let (c1, c2) = (year(Ears::C1), year(Ears::C2));
    for (week, bound) in c1.iter().zip([3.2789, 3.2789, 3.4365, 3.8556, 3.8556, 3.8556]) {
        near(week.upper, bound, 1e-4);
    }
    for (week, bound) in c2.iter().zip([4.9154, 3.6156, 3.2789]) {
        near(week.upper, bound, 1e-4);
    }
    assert_eq!((c1.iter().filter(|w| w.alarm).count(), c2.iter().filter(|w| w.alarm).count()), (6, 8));
}

#[test]
fn c3_adds_the_excess_of_two_weeks() {
    // Baseline 7 weeks of mean 4 and deviation √(8/6)… by hand: 2 4 4 4 4 4 6, then 6, 7, 5.
    let series = [2.0, 4.0, 4.0, 4.0, 4.0, 4.0, 6.0, 6.0, 4.0, 8.0, 7.0, 5.0];
    let week = ears(&series, 11..12, &EarsOptions::new(Ears::C3)).unwrap()[0];
    let excess = |t: usize| {
        let window = &series[t - 9..t - 2];
        let mean = window.iter().sum::<f64>() / 7.0;
        let deviation = (window.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 6.0).sqrt();
        (((series[t] - mean) / deviation - 1.0).max(0.0), mean, deviation)
    };
    let (now, one, two) = (excess(11), excess(10), excess(9));
    near(week.upper, now.1 + now.2 * (1.959_963_984_540_054 - one.0 - two.0), 1e-12);
    near(week.reference_upper - week.upper, week.observed - week.expected, 1e-12);
}

#[test]
fn a_flat_baseline_makes_any_excess_an_alarm_unless_a_least_deviation_is_set() {
    let mut series = vec![3.0; 20];
    series[19] = 4.0;
    let plain = EarsOptions::new(Ears::C1);
    assert!(ears(&series, 19..20, &plain).unwrap()[0].alarm);
    assert!(!ears(&series, 19..20, &EarsOptions { least_deviation: 1.0, ..plain }).unwrap()[0].alarm);
    assert!(ears(&series, 0..7, &plain).unwrap().is_empty());
}

#[test]
fn a_week_without_a_count_silences_the_bounds_that_rest_on_it_and_no_others() {
    let no = f64::NAN;
    let series = [3.0, 4.0, 2.0, 5.0, 1.0, no, 4.0, 3.0, 2.0, 6.0, no, 9.0, 3.0, 5.0, 4.0, 6.0, 3.0, 2.0, 7.0, 4.0, 3.0, 5.0, 8.0, 4.0];
    // R surveillance 1.20.3 `earsC`, range 12:24, baseline 5.
    let expected: [(Ears, [f64; 13]); 3] = [
        (
            Ears::C1,
            [
                no,
                no,
                no,
                no,
                no,
                12.514_249_029,
                8.229_169_977,
                8.886_086_293,
                10.808_042_099,
                10.808_042_099,
                9.744_180_525,
                10.144_180_525,
                11.808_042_099,
            ],
        ),
        (
            Ears::C2,
            [no, no, no, no, no, no, no, 12.514_249_029, 8.229_169_977, 8.886_086_293, 10.808_042_099, 10.808_042_099, 9.744_180_525],
        ),
        (Ears::C3, [no, no, no, no, no, no, no, no, no, 6.098_975_162, 9.064_267_822, 12.064_267_822, 6.354_199_083]),
    ];
    for (rule, bounds) in expected {
        let found = ears(&series, 11..24, &EarsOptions { baseline: 5, ..EarsOptions::new(rule) }).unwrap();
        assert_eq!(found.len(), bounds.len());
        for (week, bound) in found.iter().zip(bounds) {
            assert_eq!(week.upper.is_nan(), bound.is_nan(), "{rule:?} {}", week.index);
            if !bound.is_nan() {
                near(week.reference_upper, bound, 1e-8);
            }
            assert!(!week.alarm);
        }
    }
    // A week watched without a count has its bound, and is no alarm.
    let week = ears(&[1.0, 2.0, 3.0, 4.0, 5.0, no], 5..6, &EarsOptions { baseline: 5, ..EarsOptions::new(Ears::C1) }).unwrap()[0];
    assert!(week.upper.is_finite() && week.observed.is_nan() && !week.alarm);
}
