//! Gi*, Moran, Geary and DBSCAN against PySAL, spdep and scikit-learn.

use crate::near_repeat::chicago;
use analysis::place::{Chance, Contact, Neighbours, Quadrant, Weights, dbscan, gi_star, gi_star_on_grid, local_moran, moran};
use analysis::{Refusal, Seed, Unwatched};
use proptest::prelude::*;

const COLUMBUS: &str = include_str!("../data/columbus/columbus.csv");
const QUEEN: &str = include_str!("../data/columbus/queen.txt");
const LOCAL: &str = include_str!("../data/columbus/expected_local.csv");
const NONE: Chance = Chance { permutations: 0, seed: Seed(1) };

fn columbus() -> (Vec<f64>, Neighbours) {
    let crime = COLUMBUS.lines().skip(1).map(|l| l.split(',').nth(1).unwrap().parse().unwrap()).collect();
    let list = |line: &str| line.split_whitespace().map(|n| n.parse::<u32>().unwrap() - 1).collect();
    (crime, Neighbours::from_lists(&QUEEN.lines().map(list).collect::<Vec<Vec<u32>>>()))
}

fn near(value: f64, expected: f64, tolerance: f64) {
    assert!((value - expected).abs() <= tolerance, "{value} is not {expected}");
}

#[test]
fn global_moran_and_geary_are_those_of_pysal_and_spdep() {
    let (crime, queen) = columbus();
    let found = moran(&crime, &queen, Weights::Mean, Chance { permutations: 999, seed: Seed(4) }, &Unwatched).unwrap().value;
    near(found.moran.value, 0.500_188_557_182_861_1, 1e-12);
    near(found.moran.expected, -1.0 / 48.0, 1e-15);
    near(found.moran.variance, 0.008_689_289_201_332_044, 1e-14);
    near(found.moran.z, 5.589_382_675_044_51, 1e-10);
    near(found.moran.p, 2.278_782_700_782_476_8e-8, 1e-14);
    assert_eq!(found.moran.p_permutation, Some(0.001));
    near(found.geary.value, 0.540_528_202_702_068_4, 1e-12);
    near(found.geary.variance, 0.009_384_263_776_965_005, 1e-14);
    near(found.geary.z, -4.743_061_500_504_464_5, 1e-10);
}

#[test]
fn local_statistics_are_those_of_pysal() {
    let (crime, queen) = columbus();
    let chance = Chance { permutations: 9_999, seed: Seed(9) };
    let heat = gi_star(&crime, &queen, chance, &Unwatched).unwrap().value;
    let local = local_moran(&crime, &queen, chance, &Unwatched).unwrap().value;
    // Monte Carlo on both sides.
    let close = |ours: f64, theirs: f64| near(ours, theirs, 0.000_3 + 4.5 * (theirs * (1.0 - theirs) / 9_999.0 * 1.1).sqrt());
    for (i, line) in LOCAL.lines().skip(1).enumerate() {
        let expected: Vec<f64> = line.split(',').map(|v| v.parse().unwrap()).collect();
        near(heat[i].z, expected[0], 1e-10);
        close(heat[i].p_permutation.unwrap(), expected[1]);
        near(local[i].value * 48.0 / 49.0, expected[2], 1e-10);
        close(local[i].p.unwrap(), expected[3]);
        let quadrant = [Quadrant::HighHigh, Quadrant::LowHigh, Quadrant::LowLow, Quadrant::HighLow][expected[4] as usize - 1];
        assert_eq!(local[i].quadrant, Some(quadrant));
    }
    for (i, z) in [-1.43278, -1.34001, -0.77200, -0.13173, 1.28536].iter().enumerate() {
        near(heat[i].z, *z, 1e-5);
    }
    assert_eq!(heat.iter().filter(|h| h.z.abs() > 1.96).count(), 18);
    near(heat.iter().map(|h| h.z).fold(f64::INFINITY, f64::min), -2.85102, 1e-5);
    near(heat.iter().map(|h| h.z).fold(f64::NEG_INFINITY, f64::max), 3.47505, 1e-5);
}

#[test]
fn a_grid_by_windows_is_the_grid_by_neighbours_and_that_of_pysal() {
    let n = 30;
    let value = |at: usize| {
        let (i, j) = (at / n, at % n);
        ((i * 7 + j * 13 + i * j) % 5) as f64 + if (i, j) == (11, 17) { 40.0 } else { 0.0 }
    };
    let values: Vec<f64> = (0..n * n).map(value).collect();
    let windows = gi_star_on_grid(&values, n, n, 1).unwrap().value;
    let neighbours = Neighbours::of_grid(n, n, Contact::Corner);
    let listed = gi_star(&values, &neighbours, NONE, &Unwatched).unwrap().value;
    windows.iter().zip(&listed).for_each(|(a, b)| near(a.z, b.z, 1e-12));
    near(windows.iter().map(|h| h.z).fold(f64::NEG_INFINITY, f64::max), 7.555_088_687_723_334, 1e-10);
    near(windows.iter().map(|h| h.z).fold(f64::INFINITY, f64::min), -1.717_065_610_846_212_3, 1e-10);
    near(moran(&values, &neighbours, Weights::Mean, NONE, &Unwatched).unwrap().value.moran.value, 0.006_731_872_294_372_293, 1e-12);
}

#[test]
fn permutation_p_is_even_for_values_placed_at_random() {
    let neighbours = Neighbours::of_grid(7, 7, Contact::Border);
    let mut p: Vec<f64> = (0..150)
        .map(|trial| {
            let mut stream = Seed(77).stream(trial);
            let values: Vec<f64> = (0..49).map(|_| stream.unit()).collect();
            let chance = Chance { permutations: 99, seed: Seed(trial) };
            // One-sided in the direction that came: even over 0–0.5.
            2.0 * moran(&values, &neighbours, Weights::Mean, chance, &Unwatched).unwrap().value.moran.p_permutation.unwrap()
        })
        .collect();
    p.sort_by(f64::total_cmp);
    let gap = p.iter().enumerate().map(|(i, p)| ((i as f64 + 1.0) / 150.0 - p).abs()).fold(0.0, f64::max);
    assert!(gap < 1.63 / 150f64.sqrt() + 0.02, "{gap}");
}

#[test]
fn clusters_are_those_of_scikit_learn_label_by_label() {
    let [x, y, _] = chicago();
    let sets = [
        (400.0, 5, include_str!("../data/clusters/chicago_400_5.txt"), 33, 693),
        (800.0, 10, include_str!("../data/clusters/chicago_800_10.txt"), 11, 586),
    ];
    for (eps, points, labels, count, noise) in sets {
        let found = dbscan(&x, &y, eps, points, &Unwatched).unwrap().value;
        let ours: Vec<i64> = found.labels.iter().map(|l| l.map_or(-1, i64::from)).collect();
        assert_eq!(ours, labels.lines().map(|l| l.parse::<i64>().unwrap()).collect::<Vec<_>>());
        assert_eq!((found.count, found.noise), (count, noise));
    }
    assert_eq!(dbscan(&x, &y, 200.0, 4, &Unwatched).unwrap().value.noise, 862);
}

/// DBSCAN by its definition.
fn by_hand(x: &[f64], y: &[f64], eps: f64, points: usize) -> Vec<Option<u32>> {
    let n = x.len();
    let near = |i: usize, j: usize| (x[i] - x[j]).powi(2) + (y[i] - y[j]).powi(2) <= eps * eps;
    let core: Vec<bool> = (0..n).map(|i| (0..n).filter(|&j| near(i, j)).count() >= points).collect();
    let mut labels: Vec<Option<u32>> = vec![None; n];
    let mut next = 0;
    for start in 0..n {
        if !core[start] || labels[start].is_some() {
            continue;
        }
        let mut open = vec![start];
        labels[start] = Some(next);
        while let Some(i) = open.pop() {
            for j in (0..n).filter(|&j| near(i, j)) {
                if labels[j].is_none() {
                    labels[j] = Some(next);
                    open.extend(core[j].then_some(j));
                }
            }
        }
        next += 1;
    }
    labels
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn clusters_equal_those_by_hand(rows in prop::collection::vec((0i32..60, 0i32..60), 1..120), eps in 1i32..15, points in 1usize..8) {
        let column = |pick: fn(&(i32, i32)) -> i32| rows.iter().map(|r| f64::from(pick(r))).collect::<Vec<f64>>();
        let (x, y) = (column(|r| r.0), column(|r| r.1));
        let found = dbscan(&x, &y, f64::from(eps), points, &Unwatched).unwrap().value;
        prop_assert_eq!(&found.labels, &by_hand(&x, &y, f64::from(eps), points));
        // Far away the cells get wide, and the shortcuts are off.
        let (mut far_x, mut far_y) = (x, y);
        far_x.push(1e15);
        far_y.push(0.0);
        let far = dbscan(&far_x, &far_y, f64::from(eps), points.max(2), &Unwatched).unwrap().value;
        prop_assert_eq!(far.labels, by_hand(&far_x, &far_y, f64::from(eps), points.max(2)));
    }

    #[test]
    fn local_values_sum_to_the_global_one_whatever_the_unit(values in prop::collection::vec(-100f64..100.0, 20), scale in 0.01f64..1e6, shift in -1e3f64..1e3) {
        let neighbours = Neighbours::of_grid(5, 4, Contact::Corner);
        let spread = values.iter().fold(f64::NEG_INFINITY, |a, b| a.max(*b)) - values.iter().fold(f64::INFINITY, |a, b| a.min(*b));
        prop_assume!(spread > 1.0);
        let global = moran(&values, &neighbours, Weights::Mean, NONE, &Unwatched).unwrap().value.moran;
        let local: f64 = local_moran(&values, &neighbours, NONE, &Unwatched).unwrap().value.iter().map(|l| l.value).sum();
        prop_assert!((local / 20.0 - global.value).abs() < 1e-9);
        let changed: Vec<f64> = values.iter().map(|v| v * scale + shift * scale).collect();
        let again = moran(&changed, &neighbours, Weights::Mean, NONE, &Unwatched).unwrap().value.moran;
        prop_assert!((again.z - global.z).abs() < 1e-6);
    }

    #[test]
    fn nothing_panics(values in prop::collection::vec(any::<f64>(), 0..30), lists in prop::collection::vec(prop::collection::vec(any::<u32>(), 0..4), 0..30), eps in any::<f64>(), points in any::<usize>()) {
        let chance = Chance { permutations: 3, seed: Seed(1) };
        let small: Vec<Vec<u32>> = lists.iter().map(|l| l.iter().map(|n| n % 30).collect()).collect();
        for neighbours in [Neighbours::from_lists(&lists), Neighbours::from_lists(&small), Neighbours::of_grid(values.len(), 1, Contact::Border)] {
            let _ = moran(&values, &neighbours, Weights::Each, chance, &Unwatched);
            let _ = local_moran(&values, &neighbours, chance, &Unwatched);
            let _ = gi_star(&values, &neighbours, chance, &Unwatched);
        }
        let _ = gi_star_on_grid(&values, values.len(), 1, points);
        let _ = gi_star_on_grid(&values, points, 7, points);
        let back: Vec<f64> = values.iter().rev().copied().collect();
        for eps in [eps, 1.0, 1e300] {
            let _ = dbscan(&values, &back, eps, points % 5, &Unwatched);
        }
        let shape = vec![vec![values.iter().zip(&back).map(|(x, y)| [*x, *y]).collect::<Vec<_>>()]];
        let _ = Neighbours::of_areas(&[shape.clone(), shape], Contact::Border, eps);
    }
}

#[test]
fn equal_values_and_lone_areas_are_refused_with_the_reason() {
    let grid = Neighbours::of_grid(3, 3, Contact::Border);
    assert_eq!(moran(&[0.1; 9], &grid, Weights::Mean, NONE, &Unwatched), Err(Refusal::NothingVaries));
    assert_eq!(
        gi_star(&[1.0, 2.0], &Neighbours::from_lists(&[vec![1], vec![0]]), NONE, &Unwatched),
        Err(Refusal::TooFew { what: "values", have: 2, need: 4 })
    );
    let alone = Neighbours::from_lists(&vec![vec![]; 5]);
    assert_eq!(
        moran(&[1.0, 2.0, 3.0, 4.0, 5.0], &alone, Weights::Mean, NONE, &Unwatched),
        Err(Refusal::TooFew { what: "areas with neighbours", have: 0, need: 1 })
    );
    assert!(matches!(dbscan(&[1.0], &[1.0], f64::NAN, 1, &Unwatched), Err(Refusal::BadParameter { name: "eps", .. })));
}
