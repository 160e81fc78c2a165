//! The closed form of the two-way model against the fitted one.

use crate::near;
use analysis::effect::{DifferenceOptions, Panel, differences};
use analysis::{Seed, Unwatched};

const PANEL: &str = include_str!("../data/panel/panel.csv");

fn panel() -> (Vec<f64>, Vec<bool>) {
    let (mut counts, mut treated) = (Vec::new(), Vec::new());
    for line in PANEL.lines().skip(1) {
        let mut row: Vec<f64> = line.split(',').map(|v| v.parse().unwrap()).collect();
        treated.push(row.pop().unwrap() > 0.0);
        counts.extend(row);
    }
    (counts, treated)
}

#[test]
fn ratio_and_errors_are_those_of_the_fitted_two_way_model() {
    let (counts, treated) = panel();
    let found = differences(&Panel { count: &counts, treated: &treated, from: 18 }, &DifferenceOptions::default(), &Unwatched).unwrap();
    near(found.ratio, 0.632_921_703_430_974_2, 1e-9);
    near(found.dispersion, 2.099_596_332_587_669, 1e-8);
    near(found.error, 0.139_781_870_687_023_16, 1e-8);
    // statsmodels without small-sample correction; ours has m/(m − 1) for each group.
    let plain = |side: bool| {
        let sums = |group: bool, from: usize, to: usize| -> f64 {
            counts.chunks(30).zip(&treated).filter(|(_, t)| **t == group).map(|(c, _)| c[from..to].iter().sum::<f64>()).sum()
        };
        let (before, after) = (sums(side, 0, 18), sums(side, 18, 30));
        let own = counts.chunks(30).zip(&treated).filter(|(_, t)| **t == side);
        own.map(|(c, _)| (c[18..].iter().sum::<f64>() / after - c[..18].iter().sum::<f64>() / before).powi(2)).sum::<f64>()
    };
    near((plain(true) + plain(false)).sqrt(), 0.112_545_068_362_238_27, 1e-8);
    near(found.cluster_error.unwrap(), (plain(true) * 1.5 + plain(false) * 9.0 / 8.0).sqrt(), 1e-12);
    assert!(found.interval.0 < found.ratio && found.ratio < found.interval.1 && found.p < 0.05);
}

#[test]
fn the_order_of_areas_and_the_threads_do_not_matter() {
    let (counts, treated) = panel();
    let options = DifferenceOptions { permutations: 99, ..DifferenceOptions::default() };
    let run = |counts: &[f64], treated: &[bool]| differences(&Panel { count: counts, treated, from: 18 }, &options, &Unwatched).unwrap();
    let found = run(&counts, &treated);
    let back: Vec<f64> = counts.chunks(30).rev().flatten().copied().collect();
    let reversed = run(&back, &treated.iter().rev().copied().collect::<Vec<_>>());
    near(reversed.ratio, found.ratio, 1e-12);
    near(reversed.cluster_error.unwrap(), found.cluster_error.unwrap(), 1e-12);
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(one.install(|| run(&counts, &treated)), found);
    // 220 placements in all: every one is tried, and the seed does not matter.
    let all = |seed| {
        let options = DifferenceOptions { permutations: 500, seed: Seed(seed), ..options };
        differences(&Panel { count: &counts, treated: &treated, from: 18 }, &options, &Unwatched).unwrap().permutation_p.unwrap()
    };
    assert_eq!(all(1), all(2));
    assert!((all(1) * 220.0).fract().min(1.0 - (all(1) * 220.0).fract()) < 1e-9);
}

#[test]
fn areas_that_ran_apart_before_are_told() {
    let mut counts = Vec::new();
    for area in 0..6 {
        counts.extend((0..24).map(|t| if area < 2 { f64::from(4 * t + 10) } else { 40.0 }));
    }
    let treated = [true, true, false, false, false, false];
    let found = differences(&Panel { count: &counts, treated: &treated, from: 18 }, &DifferenceOptions::default(), &Unwatched).unwrap();
    let parallel = found.parallel.unwrap();
    assert!(parallel.p < 1e-4 && parallel.slope > 0.05, "{parallel:?}");
}
