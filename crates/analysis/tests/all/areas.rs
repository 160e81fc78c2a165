//! Rates and concentration over areas.

use crate::{column, near};
use analysis::counts::{SIndexOptions, ShareChange, accuracy, empirical_bayes, gini, held_by_top, lorenz, places_holding, s_index};
use analysis::{Refusal, Seed, Unwatched, Watch};

const SIDS: &str = include_str!("../data/areas/nc_sids.csv");

#[test]
fn smoothed_rates_are_those_of_spdep() {
    let (births, deaths) = (column(SIDS, 2), column(SIDS, 3));
    let found = empirical_bayes(&deaths, &births).unwrap();
    near(found.mean, 0.002_021_444_9, 5e-11);
    near(found.between, 7.692_930_6e-7, 5e-15);
    for (rate, expected) in found.rate.iter().zip([0.001_697_297_3, 0.001_705_377_7, 0.001_773_087_0]) {
        near(*rate, expected, 5e-11);
    }
    near(found.rate.iter().copied().fold(f64::INFINITY, f64::min), 0.001_057_023_0, 5e-11);
    near(found.rate.iter().copied().fold(0.0, f64::max), 0.004_838_804_1, 5e-11);
    // Exposure in other units, counts the same: rates scale.
    let scaled = empirical_bayes(&deaths, &births.iter().map(|b| b / 1000.0).collect::<Vec<_>>()).unwrap();
    near(scaled.rate[0], found.rate[0] * 1000.0, 1e-12);
}

#[test]
fn equal_areas_get_the_common_rate() {
    let found = empirical_bayes(&[1.0, 2.0, 3.0], &[100.0, 200.0, 300.0]).unwrap();
    assert_eq!(found.between, 0.0);
    found.rate.iter().for_each(|r| near(*r, 0.01, 1e-15));
    assert_eq!(empirical_bayes(&[0.0; 4], &[5.0; 4]).unwrap().rate, [0.0; 4]);
}

#[test]
fn gini_is_that_of_lorenzgini() {
    let with = |some: [f64; 3]| [some.to_vec(), vec![0.0; 7]].concat();
    let found = gini(&with([10.0, 8.0, 2.0])).unwrap();
    near(found.gini, 0.78, 1e-12);
    near(found.generalised, 0.78, 1e-12);
    let sparse = gini(&with([5.0, 2.0, 1.0])).unwrap();
    near(sparse.gini, 0.80, 1e-12);
    near(sparse.generalised, 0.75, 1e-12);
    near(gini(&with([3.0, 1.0, 1.0])).unwrap().generalised, 0.56, 1e-12);
    near(gini(&[4.0; 9]).unwrap().gini, 0.0, 1e-12);
    // As even as three incidents can lie over nine places.
    near(gini(&[1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]).unwrap().generalised, 0.0, 1e-12);
}

#[test]
fn shares_of_places() {
    let counts = [8.0, 4.0, 2.0, 1.0, 1.0, 0.0, 0.0, 0.0];
    let half = places_holding(&counts, 0.5).unwrap();
    assert_eq!((half.places, half.of_all, half.of_used, half.held), (1, 0.125, 0.2, 0.5));
    assert_eq!(places_holding(&counts, 0.51).unwrap().places, 2);
    assert_eq!(places_holding(&counts, 1.0).unwrap().places, 5);
    near(held_by_top(&counts, 0.25).unwrap(), 0.75, 1e-12);
    near(held_by_top(&counts, 0.1875).unwrap(), 0.625, 1e-12);
    let curve = lorenz(&counts).unwrap();
    assert_eq!((curve[0].incidents, curve[8].incidents, curve[7].incidents), (0.0, 1.0, 0.5));
    // Twice the area under the curve is 1 − Gini.
    let area: f64 = curve.windows(2).map(|w| (w[0].incidents + w[1].incidents) / 8.0).sum();
    near(1.0 - area, gini(&counts).unwrap().gini, 1e-12);
}

#[test]
fn s_index_of_the_package_toy() {
    // `sppt`'s areas with its points1 as base and points2 as test set, counted by area.
    let (base, test) = ([2.0, 2.0, 2.0, 1.0, 0.0, 1.0], [2.0, 1.0, 2.0, 2.0, 1.0, 1.0]);
    for seed in 0..20 {
        let found = s_index(&base, &test, &SIndexOptions { seed: Seed(seed), ..SIndexOptions::default() }, &Unwatched).unwrap();
        near(found.global, 5.0 / 6.0, 1e-12);
        near(found.robust, 5.0 / 6.0, 1e-12);
        assert_eq!(found.areas[1].change, ShareChange::Lower);
        assert_eq!(found.areas[4].change, ShareChange::Similar);
    }
}

#[test]
fn a_pattern_is_like_itself_and_unlike_its_opposite() {
    let base: Vec<f64> = (0..40).map(|i| f64::from(i * i % 17) + if i < 20 { 30.0 } else { 0.0 }).collect();
    let twice: Vec<f64> = base.iter().map(|v| 2.0 * v).collect();
    let back: Vec<f64> = base.iter().rev().copied().collect();
    let options = SIndexOptions::default();
    near(s_index(&base, &twice, &options, &Unwatched).unwrap().global, 1.0, 0.0);
    assert!(s_index(&base, &back, &options, &Unwatched).unwrap().global < 0.2);
    let many = s_index(&base, &back, &options, &Unwatched).unwrap();
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(one.install(|| s_index(&base, &back, &options, &Unwatched).unwrap()), many);
    // An empty area is alike, and counts in the plain index alone.
    let found = s_index(&[4.0, 0.0], &[4.0, 0.0], &SIndexOptions { bootstrap: true, ..options }, &Unwatched).unwrap();
    assert_eq!((found.global, found.robust), (1.0, 1.0));
}

#[test]
fn a_watcher_can_stop_it() {
    struct Impatient;
    impl Watch for Impatient {
        fn advanced(&self, _: f64) {}
        fn is_stopped(&self) -> bool {
            true
        }
    }
    assert_eq!(s_index(&[1.0], &[1.0], &SIndexOptions::default(), &Impatient), Err(Refusal::Stopped));
}

#[test]
fn accuracy_is_that_of_ptools() {
    let found = accuracy(&[6.0, 3.0, 0.0], &[3.0, 2.0, 1.0], &[1.0; 3]).unwrap();
    for (step, (pai, rri)) in found.iter().zip([(2.0, 0.5), (1.5, 5.0 / 9.0), (1.0, 6.0 / 9.0)]) {
        near(step.pai, pai, 1e-12);
        near(step.pei, 1.0, 1e-12);
        near(step.rri, rri, 1e-12);
    }
    // The last step holds everything whatever was predicted; rows may come in any order.
    let shuffled = accuracy(&[0.0, 6.0, 3.0], &[1.0, 3.0, 2.0], &[1.0; 3]).unwrap();
    assert_eq!(shuffled.iter().map(|s| s.area).collect::<Vec<_>>(), [1, 2, 0]);
    near(shuffled[2].pai, 1.0, 1e-12);
    near(accuracy(&[0.0, 9.0], &[5.0, 1.0], &[1.0, 3.0]).unwrap()[0].pai, 0.0, 0.0);
}
