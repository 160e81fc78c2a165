//! HDBSCAN against scikit-learn.

use crate::near_repeat::chicago;
use analysis::place::{Hierarchy, MOST_IN_HIERARCHY, hdbscan};
use analysis::{Refusal, Seed, Unwatched};
use std::collections::BTreeMap;

/// `smallest,neighbours` and then a line `spot,strength` for each row.
const EXPECTED: &str = include_str!("../data/hdbscan/expected_sklearn.csv");

/// Burglaries moved a little, so that no two lie at one place.
fn moved() -> [Vec<f64>; 2] {
    let [mut x, mut y, _] = chicago();
    for i in 0..x.len() {
        x[i] += (i as f64 * 0.754_877_666).fract() * 10.0;
        y[i] += (i as f64 * 0.569_840_291).fract() * 10.0;
    }
    [x, y]
}

#[test]
fn spots_and_strengths_are_those_of_scikit_learn() {
    let [x, y] = moved();
    let mut cases = 0;
    for case in EXPECTED.split("\n\n").filter(|c| !c.trim().is_empty()) {
        let mut lines = case.trim().lines().map(|line| line.split_once(',').unwrap());
        let (smallest, neighbours) = lines.next().map(|(a, b)| (a.parse().unwrap(), b.parse().unwrap())).unwrap();
        let found = hdbscan(&x, &y, &Hierarchy { smallest, neighbours }, &Unwatched).unwrap().value;
        let expected: Vec<(i32, f64)> = lines.map(|(spot, strength)| (spot.parse().unwrap(), strength.parse().unwrap())).collect();
        if neighbours > 2 {
            // Equal reaches: scikit-learn's own answers differ by as much when rows are shuffled.
            let differ = expected.iter().zip(&found.labels).filter(|(e, label)| (e.0 == -1) != label.is_none()).count();
            assert!(differ <= 25, "{differ}");
        } else {
            let mut same: BTreeMap<i32, u32> = BTreeMap::new();
            for (row, (spot, strength)) in expected.into_iter().enumerate() {
                match found.labels[row] {
                    None => assert_eq!(spot, -1, "row {row}, {smallest} and {neighbours}"),
                    Some(label) => assert_eq!(*same.entry(spot).or_insert(label), label, "row {row}, {smallest} and {neighbours}"),
                }
                assert!((found.strength[row] - strength).abs() < 1e-6, "row {row}: {} is not {strength}", found.strength[row]);
            }
            assert_eq!((same.len(), same.contains_key(&-1)), (found.count, false));
        }
        cases += 1;
    }
    assert_eq!(cases, 4);
}

#[test]
fn the_order_of_rows_does_not_matter() {
    // Whole addresses, many of them several times, and many equal reaches.
    let [x, y, _] = chicago();
    let asked = Hierarchy { smallest: 10, neighbours: 5 };
    let found = hdbscan(&x, &y, &asked, &Unwatched).unwrap().value;
    for round in 0..3 {
        let mut order: Vec<usize> = (0..x.len()).collect();
        Seed(6).stream(round).shuffle(&mut order);
        let taken = |values: &[f64]| order.iter().map(|i| values[*i]).collect::<Vec<f64>>();
        let again = hdbscan(&taken(&x), &taken(&y), &asked, &Unwatched).unwrap().value;
        let mut same: BTreeMap<Option<u32>, Option<u32>> = BTreeMap::new();
        for (at, row) in order.iter().enumerate() {
            assert_eq!(*same.entry(found.labels[*row]).or_insert(again.labels[at]), again.labels[at], "row {row}");
            assert!((found.strength[*row] - again.strength[at]).abs() < 1e-12);
        }
        assert_eq!(found.count, again.count);
    }
}

#[test]
fn two_heaps_of_different_density_are_two_spots() {
    let part = |i: usize, step: f64| (i as f64 * step).fract();
    let heap = |n: usize, side: f64, at: f64| (0..n).map(move |i| [at + part(i, 0.754_877_666) * side, at + part(i, 0.569_840_291) * side]);
    let points: Vec<[f64; 2]> = heap(60, 50.0, 0.0).chain(heap(60, 2_000.0, 10_000.0)).chain([[90_000.0, 0.0], [f64::NAN, 0.0]]).collect();
    let (x, y): (Vec<f64>, Vec<f64>) = points.iter().map(|[x, y]| (*x, *y)).unzip();
    let asked = Hierarchy { smallest: 10, neighbours: 5 };
    let found = hdbscan(&x, &y, &asked, &Unwatched).unwrap();
    assert_eq!((found.value.count, found.value.labels[0], found.value.labels[60], found.value.labels[120]), (2, Some(0), Some(1), None));
    let [dense, sparse] = found.value.steps[..] else { panic!("{:?}", found.value.steps) };
    assert!((1.0..20.0).contains(&dense) && (100.0..800.0).contains(&sparse), "{dense} {sparse}");
    // Rows in another order, elsewhere: the same spots.
    let turned = |values: &[f64]| values.iter().rev().map(|v| v + 500.0).collect::<Vec<f64>>();
    let again = hdbscan(&turned(&y), &turned(&x), &asked, &Unwatched).unwrap().value;
    let is_in = |labels: &[Option<u32>]| labels.iter().map(Option::is_some).collect::<Vec<_>>();
    let mut back = is_in(&again.labels);
    back.reverse();
    assert_eq!((again.count, back), (2, is_in(&found.value.labels)));
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let ask = |n: usize, smallest, neighbours| hdbscan(&vec![0.0; n], &vec![0.0; n], &Hierarchy { smallest, neighbours }, &Unwatched);
    assert!(matches!(ask(9, 1, 1), Err(Refusal::BadParameter { name: "smallest", .. })));
    assert!(matches!(ask(9, 2, 0), Err(Refusal::BadParameter { name: "neighbours", .. })));
    assert!(matches!(ask(3, 2, 4), Err(Refusal::TooFew { have: 3, need: 4, .. })));
    assert!(matches!(ask(MOST_IN_HIERARCHY + 1, 2, 2), Err(Refusal::TooLarge { what: "points", .. })));
    // Points at one place never come apart: no spot but the whole, which is none.
    assert_eq!(ask(9, 2, 2).unwrap().value.count, 0);
}
