//! What dominates a problem, what it comes with, how long it has lasted.

use crate::chance::poisson;
use crate::near;
use analysis::Seed;
use analysis::problem::{co_occurrence, dominant, recurrence};

#[test]
fn the_hours_that_hold_more_than_their_share() {
    let mut hours = [2.0; 24];
    hours[22] = 20.0;
    hours[23] = 15.0;
    let found = dominant(&hours, &[1.0; 24], 0.05).unwrap();
    assert_eq!(found.iter().map(|d| d.index).collect::<Vec<_>>(), [22, 23]);
    near(found[0].share, 20.0 / 79.0, 1e-12);
    near(found[0].times, 20.0 / 79.0 * 24.0, 1e-9);
    // Against a reference with the same shape nothing stands out.
    assert!(dominant(&hours, &hours, 0.05).unwrap().is_empty());
    assert!(dominant(&[0.0, 0.0, 9.0], &[5.0, 5.0, 0.0], 0.05).unwrap()[0].times.is_infinite());
}

#[test]
fn chance_dominates_seldom() {
    let hits = (0..400).filter(|&i| {
        let mut stream = Seed(51).stream(i);
        let counts: Vec<f64> = (0..24).map(|_| poisson(&mut stream, 6.0)).collect();
        !dominant(&counts, &[1.0; 24], 0.05).unwrap().is_empty()
    });
    assert!(hits.count() <= 32);
}

#[test]
fn series_that_rise_together() {
    let mut stream = Seed(52).stream(0);
    let series: Vec<Vec<f64>> = {
        let common: Vec<f64> = (0..60).map(|_| 3.0 + 9.0 * stream.unit()).collect();
        (0..4).map(|s| common.iter().map(|c| poisson(&mut stream, if s < 2 { *c } else { 5.0 })).collect()).collect()
    };
    let columns: Vec<&[f64]> = series.iter().map(Vec::as_slice).collect();
    let found = co_occurrence(&columns, 0.05).unwrap();
    assert_eq!((found[0].first, found[0].second), (0, 1));
    assert!(found[0].correlation > 0.4 && found.len() == 1);
    // Ranks with a tie: scipy.stats.spearmanr.
    let (a, b) = ([1.0, 2.0, 2.0, 4.0, 5.0, 6.0, 7.0, 8.0], [2.0, 1.0, 3.0, 4.0, 5.0, 7.0, 6.0, 8.0]);
    near(co_occurrence(&[&a, &b], 0.5).unwrap()[0].correlation, 0.934_148_484_292_342, 1e-12);
    assert!(co_occurrence(&[&a, &[3.0; 8]], 0.9).unwrap().is_empty());
}

#[test]
fn weeks_too_large_to_reckon_with_exactly_still_end() {
    // Found by the fuzzer: a sum that has no end.
    let found = recurrence(&[1e15, 1e300, 1e300], 1e300).unwrap();
    assert!(found.now == 2 && (0.0..=1.0).contains(&found.p), "{found:?}");
}

#[test]
fn weeks_in_a_row() {
    let found = recurrence(&[0.0, 3.0, 3.0, 0.0, 0.0, 1.0, 4.0, 3.0, 5.0], 3.0).unwrap();
    assert_eq!((found.now, found.longest, found.runs), (3, 3, 2));
    near(found.share, 5.0 / 9.0, 1e-12);
    assert!(found.p < 0.01);
    let gone = recurrence(&[5.0, 5.0, 0.0], 1.0).unwrap();
    assert_eq!((gone.now, gone.longest, gone.p), (0, 2, 1.0));
}
