//! No function panics, whatever it is handed.

use analysis::counts::*;
use analysis::effect::*;
use analysis::problem::*;
use analysis::time::farrington::*;
use analysis::time::reporting::*;
use analysis::time::*;
use analysis::{Seed, Unwatched};

/// Columns of many lengths with numbers of every awkward kind.
fn columns() -> Vec<Vec<f64>> {
    let awkward = [0.0, 1.0, -1.0, 0.5, 3.0, 1e12, 1e300, f64::MAX, f64::MIN_POSITIVE, f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    let mut all: Vec<Vec<f64>> = vec![vec![], vec![7.0]];
    for length in [2, 3, 5, 8, 13, 30, 60, 150, 320] {
        all.push(vec![0.0; length]);
        all.push(vec![4.0; length]);
        all.push(vec![1e9; length]);
        all.push(vec![1e15; length]);
        all.push((0..length).map(|i| (i % 7) as f64).collect());
        all.push((0..length).map(|i| if i + 1 == length { 1e6 } else { 0.0 }).collect());
        for (i, &value) in awkward.iter().enumerate() {
            let mut column = vec![2.0; length];
            column[i % length] = value;
            all.push(column);
        }
    }
    all
}

#[test]
fn columns_of_every_kind_are_answered_or_refused() {
    for c in columns() {
        let n = c.len();
        let other: Vec<f64> = c.iter().rev().copied().collect();
        let _ = empirical_bayes(&c, &other);
        let _ = (gini(&c), lorenz(&c), places_holding(&c, 0.25), held_by_top(&c, 0.05));
        let options = SIndexOptions { samples: 20, ..SIndexOptions::default() };
        // Ten million incidents are resampled in other tests' time; here the small ones do.
        if c.iter().sum::<f64>() < 1e6 {
            let _ = s_index(&c, &other, &options, &Unwatched);
        }
        let _ = accuracy(&c, &other, &vec![1.0; n]);
        let _ = (benjamini_hochberg(&c), benjamini_yekutieli(&c));
        let _ = change_points(&c, &ChangeOptions::default());
        for period in [0, 2, 7, 52] {
            let _ = seasonality(&c, period, 1);
            let _ = stl(&c, &Stl::new(period, Season::Fixed, false, n));
            let _ = stl(&c, &Stl::new(period, Season::Changing(0), true, n));
            let _ = farrington_original(&c, 0..n + 5, &Original { years: 2, ..Original::new(Calendar::Period(period)) });
            let _ = farrington_flexible(
                &c,
                Some(&other),
                0..n,
                &Flexible { years: 1, periods: 3, ..Flexible::noufaily(Calendar::Period(period)) },
            );
        }
        for rule in [Ears::C1, Ears::C2, Ears::C3] {
            let _ = ears(&c, 0..usize::MAX, &EarsOptions::new(rule));
        }
        let _ = before_after(&c, &other, 0.95);
        for from in [0, 4, n / 2, n, n + 9] {
            let _ = interrupted(
                &c,
                None,
                from,
                &InterruptedOptions { slope_change: true, season: Some((7, 2)), ..InterruptedOptions::default() },
            );
            let _ = differences(&Panel { count: &c, treated: &[true, false], from }, &DifferenceOptions::default(), &Unwatched);
            let _ = differences(&Panel { count: &c, treated: &[], from }, &DifferenceOptions::default(), &Unwatched);
        }
        let _ = regression_to_the_mean(&c, 2);
        let _ = comparable_areas(&c, &[&other, &c], &[false, true]);
        for split in [0, n / 2, n] {
            let (before, after) = c.split_at(split);
            let (other_before, other_after) = other.split_at(split);
            let comparison = [ComparisonSeries { before: other_before, after: other_after }];
            let _ = verdict(&Evidence { before, after, comparison: &comparison }, &VerdictOptions::default());
            let _ = verdict(
                &Evidence { before, after, comparison: &comparison },
                &VerdictOptions { selection_weeks: 0, weeks_after: 0, ..VerdictOptions::default() },
            );
        }
        let _ = (dominant(&c, &other, 0.05), co_occurrence(&[&c, &other], 0.05), recurrence(&c, 2.0));
        let week: Vec<i64> = (0..n as i64).collect();
        let source = vec![1u32; n];
        let reports = Reports { week: &week, source: &source, count: &c, activity: &other };
        let _ = (adjusted_for_reporting(&reports, n as i64 - 1, 4), adjusted_for_reporting(&reports, i64::MIN, usize::MAX));
    }
}

#[test]
fn single_numbers_of_every_kind_are_answered_or_refused() {
    let numbers = [0.0, -0.0, 1.0, -1.0, 0.5, 1e-300, 1e300, f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    for a in numbers {
        for b in numbers {
            let pair = Pair::new(a, b);
            let areas = WddAreas { treated: pair, control: Pair::new(b, a), displacement: Some(pair), displacement_control: None };
            let _ = wdd(&areas, &WddOptions { time: (a, b), size: [a, b, 1.0, 1.0], level: a });
            let _ = wdd(&areas, &WddOptions::default());
            let _ = wdq(pair, &[pair, Pair::new(b, a)], Pair::new(a, a));
            let design = Design { before: a, comparison: b, weeks_before: a, weeks_after: b, dispersion: a, drift: b, risk: 0.05 };
            let _ = (power(&design, b), weeks_needed(&design, a));
            for (k1, k2) in [(0, 0), (0, 1), (5, 3), (19_000, 20_000), (1_000_000_000, 3), (u64::MAX, 0)] {
                for test in Test::ALL {
                    // The E-test's time grows with the counts; one large pair is enough.
                    if test != Test::E || k1 < 100 || (a == 1.0 && b == 1.0) {
                        let _ = compare(k1, a, k2, b, test);
                    }
                }
                for method in [RatioMethod::Exact, RatioMethod::MidP, RatioMethod::Score, RatioMethod::WaldLog] {
                    let _ = rate_ratio(k1, a, k2, b, 0.95, method);
                }
            }
        }
    }
    let _ = differences(
        &Panel { count: &[1.0; 40], treated: &[true; 2], from: 1 },
        &DifferenceOptions { seed: Seed(0), ..DifferenceOptions::default() },
        &Unwatched,
    );
    for calendar in [Calendar::Dates { first_day: i32::MIN }, Calendar::Dates { first_day: i32::MAX }, Calendar::Period(usize::MAX)] {
        assert!(
            farrington_flexible(&[1.0; 400], None, 390..400, &Flexible::noufaily(calendar)).unwrap().iter().all(|w| w.outcome.is_err())
        );
    }
}
