//! Level shifts and seasons.

use crate::chance::overdispersed;
use crate::near;
use analysis::Seed;
use analysis::time::{ChangeOptions, change_points, seasonality};

#[test]
fn a_shift_is_found_where_it_is() {
    let mut stream = Seed(31).stream(0);
    let weeks: Vec<f64> = (0..104).map(|t| overdispersed(&mut stream, if t < 60 { 6.0 } else { 12.0 }, 1.3)).collect();
    let found = change_points(&weeks, &ChangeOptions::default()).unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].index.abs_diff(60) <= 3);
    near(found[0].before, 6.0, 1.0);
    near(found[0].after, 12.0, 1.5);
}

#[test]
fn no_shift_is_found_where_there_is_none() {
    for (length, mean, dispersion) in [(52, 1.0, 1.0), (104, 5.0, 1.0), (104, 8.0, 2.0), (260, 20.0, 1.5)] {
        let false_finds = (0..300).filter(|&i| {
            let mut stream = Seed(32).stream(i);
            let weeks: Vec<f64> = (0..length).map(|_| overdispersed(&mut stream, mean, dispersion)).collect();
            !change_points(&weeks, &ChangeOptions::default()).unwrap().is_empty()
        });
        let n = false_finds.count();
        assert!(n <= 15, "{length} {mean} {dispersion}: {n} of 300");
    }
}

#[test]
fn the_division_is_the_best_of_all() {
    // Against trying every pair of cuts.
    for seed in 0..30 {
        let mut stream = Seed(33).stream(seed);
        let weeks: Vec<f64> = (0..24).map(|t| overdispersed(&mut stream, [3.0, 14.0, 5.0][t / 8], 1.0)).collect();
        let options = ChangeOptions { shortest: 3, penalty: Some(6.0), poisson: true };
        let cost = |from: usize, to: usize| {
            let sum: f64 = weeks[from..to].iter().sum();
            if sum > 0.0 { -2.0 * sum * (sum / (to - from) as f64).ln() } else { 0.0 }
        };
        let total = |cuts: &[usize]| {
            let ends: Vec<usize> = std::iter::once(0).chain(cuts.iter().copied()).chain([24]).collect();
            ends.windows(2).map(|w| cost(w[0], w[1])).sum::<f64>() + 6.0 * cuts.len() as f64
        };
        let mut best = total(&[]);
        for a in 3..=21 {
            best = best.min(total(&[a]));
            for b in a + 3..=21 {
                best = best.min(total(&[a, b]));
                for c in b + 3..=21 {
                    best = best.min(total(&[a, b, c]));
                }
            }
        }
        let found: Vec<usize> = change_points(&weeks, &options).unwrap().iter().map(|c| c.index).collect();
        assert!(total(&found) <= best + 1e-9, "{found:?}");
    }
}

#[test]
fn a_season_has_its_peak_and_height() {
    let weeks: Vec<f64> =
        (0..156u32).map(|t| (40.0 * (0.5 * (f64::from(t) * std::f64::consts::TAU / 52.0 - 1.2).cos()).exp()).round()).collect();
    let found = seasonality(&weeks, 52, 1).unwrap();
    // cos peaks at 1.2 rad, which is week 9.93.
    assert!(found.peak == 10 && found.p < 1e-10, "{found:?}");
    near(found.ratio, 1.0f64.exp(), 0.05);
    near(found.shape.iter().sum::<f64>(), 52.0, 1e-9);
}
