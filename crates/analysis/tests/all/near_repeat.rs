//! Knox's test against the Near Repeat Calculator, its R successor and PySAL.

use analysis::space_time::{Bands, Metric, NearRepeat, knox};
use analysis::{Seed, Unwatched};
use proptest::prelude::*;

const CHICAGO: &str = include_str!("../data/near_repeat/chicago_be_month1.csv");
const BURKITT: &str = include_str!("../data/near_repeat/burkitt.csv");
const EXPECTED: &str = include_str!("../data/near_repeat/expected.csv");

pub fn chicago() -> [Vec<f64>; 3] {
    let mut columns = [vec![], vec![], vec![]];
    for line in CHICAGO.lines() {
        let fields: Vec<&str> = line.trim().split(',').collect();
        let date: jiff::civil::Date = fields[2].parse().unwrap();
        let day = jiff::civil::date(2015, 12, 1).until(date).unwrap().get_days();
        for (column, value) in columns.iter_mut().zip([fields[0].parse().unwrap(), fields[1].parse().unwrap(), f64::from(day)]) {
            column.push(value);
        }
    }
    columns
}

fn bands(space: &[f64], days: &[f64], metric: Metric, permutations: u32) -> Bands {
    Bands { space: space.to_vec(), days: days.to_vec(), metric, permutations, seed: Seed(1) }
}

fn found(columns: &[Vec<f64>; 3], bands: &Bands) -> NearRepeat {
    knox(&columns[0], &columns[1], &columns[2], bands, &Unwatched).unwrap().value
}

#[test]
fn the_pairs_are_those_of_the_calculator_and_the_vignette() {
    let chicago = chicago();
    let numbers = |text: &str| text.split(';').map(|v| v.parse().unwrap()).collect::<Vec<f64>>();
    for line in EXPECTED.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let metric = if fields[1] == "manhattan" { Metric::Manhattan } else { Metric::Euclidean };
        let found = found(&chicago, &bands(&numbers(fields[2]), &numbers(fields[3]), metric, 0));
        let observed: Vec<f64> = found.cells.iter().map(|c| c.observed as f64).collect();
        assert_eq!(observed, numbers(fields[4]), "{}", fields[0]);
    }
}

#[test]
fn ratios_and_p_agree_with_the_vignette() {
    let found = found(&chicago(), &bands(&[0.0, 0.1, 200.0, 400.0, 600.0], &[0.0, 7.0, 14.0, 21.0], Metric::Manhattan, 999));
    let vignette = [1.80, 0.40, 0.61, 1.41, 0.86, 0.52, 1.01, 0.95, 1.05, 0.98, 0.98, 1.01];
    for (cell, ratio) in found.cells.iter().zip(vignette) {
        // Two Monte Carlo means and a rounding.
        let tolerance = 0.005 + 4.0 * cell.deviation / cell.expected / 999f64.sqrt() * cell.ratio.unwrap() * 2f64.sqrt();
        assert!((cell.ratio.unwrap() - ratio).abs() < tolerance, "{cell:?} is not {ratio}");
    }
    assert_eq!((found.cells[0].p, found.cells[3].p), (0.001, 0.001));
    assert!(found.cells[1].p > 0.9);
}

#[test]
fn burkitt_has_thirteen_pairs() {
    let mut columns = [vec![], vec![], vec![]];
    for line in BURKITT.lines().skip(1) {
        columns.iter_mut().zip(line.split(',')).for_each(|(column, value)| column.push(value.parse().unwrap()));
    }
    let within = |edge: f64| f64::from_bits(edge.to_bits() + 1);
    let found = found(&columns, &bands(&[0.0, within(20.0)], &[0.0, within(5.0)], Metric::Euclidean, 9_999));
    assert_eq!(found.cells[0].observed, 13);
    // Three runs of pointpats 2.5.5 with 9,999 orders: 0.2092, 0.2015, 0.2076.
    assert!((found.cells[0].p - 0.206).abs() < 0.015, "{}", found.cells[0].p);
}

#[test]
fn any_number_of_threads_gives_the_same_table() {
    let [chicago, bands] = [(chicago(), 1), (chicago(), 4)].map(|(columns, threads)| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| found(&columns, &bands(&[0.0, 0.1, 400.0], &[0.0, 7.0, 30.0], Metric::Euclidean, 99)))
    });
    assert_eq!(chicago, bands);
}

/// Distance of an empirical distribution from the even one.
fn largest_gap(mut p: Vec<f64>) -> f64 {
    p.sort_by(f64::total_cmp);
    let n = p.len() as f64;
    p.iter().enumerate().map(|(i, p)| ((i as f64 + 1.0) / n - p).abs().max((p - i as f64 / n).abs())).fold(0.0, f64::max)
}

#[test]
fn p_is_even_when_nothing_is_near_repeat() {
    let p: Vec<f64> = (0..200)
        .map(|trial| {
            let mut chance = Seed(99).stream(trial);
            let columns: [Vec<f64>; 3] = [1_000.0, 1_000.0, 60.0].map(|side| (0..120).map(|_| (chance.unit() * side).floor()).collect());
            let mut bands = bands(&[0.0, 200.0], &[0.0, 10.0], Metric::Euclidean, 99);
            bands.seed = Seed(trial);
            found(&columns, &bands).cells[0].p
        })
        .collect();
    // 1.63/√n is passed once in a hundred; ties among the counts only make p larger.
    let gap = largest_gap(p);
    assert!(gap < 1.63 / 200f64.sqrt() + 0.03, "{gap}");
}

/// The pairs counted one by one.
fn by_hand(columns: &[Vec<f64>; 3], bands: &Bands) -> Vec<u64> {
    let [x, y, t] = columns;
    let mut counts = vec![0; (bands.space.len() - 1) * (bands.days.len() - 1)];
    for i in 0..x.len() {
        for j in 0..i {
            let (dx, dy) = (x[i] - x[j], y[i] - y[j]);
            let apart = if bands.metric == Metric::Manhattan { dx.abs() + dy.abs() } else { (dx * dx + dy * dy).sqrt() };
            let band = |edges: &[f64], v: f64| edges.windows(2).position(|e| (e[0]..e[1]).contains(&v));
            if let (Some(s), Some(d)) = (band(&bands.space, apart), band(&bands.days, (t[i] - t[j]).abs())) {
                counts[s * (bands.days.len() - 1) + d] += 1;
            }
        }
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn counts_equal_those_by_hand_and_do_not_change_with_order_or_place(
        rows in prop::collection::vec((0i32..400, 0i32..400, 0i32..800), 2..80),
        first in 0usize..3, open in any::<bool>(), halves in any::<bool>(), manhattan in any::<bool>(),
    ) {
        let scale = if halves { 0.5 } else { 1.0 };
        let columns = [
            rows.iter().map(|r| f64::from(r.0)).collect::<Vec<_>>(),
            rows.iter().map(|r| f64::from(r.1)).collect(),
            rows.iter().map(|r| f64::from(r.2) * scale).collect(),
        ];
        let mut space = vec![[0.0, f64::MIN_POSITIVE, 30.0][first], 50.0, 120.0];
        if open { space.push(f64::INFINITY); }
        let bands = bands(&space, &[0.0, 7.0, 14.5, 40.0, 90.0], if manhattan { Metric::Manhattan } else { Metric::Euclidean }, 3);
        let result = found(&columns, &bands);
        let observed: Vec<u64> = result.cells.iter().map(|c| c.observed).collect();
        prop_assert_eq!(&observed, &by_hand(&columns, &bands));
        // Rows the other way round, shifted by whole metres and turned by a quarter.
        let turned = [
            columns[1].iter().rev().map(|v| -v + 5_000.0).collect::<Vec<_>>(),
            columns[0].iter().rev().map(|v| v - 300.0).collect(),
            columns[2].iter().rev().map(|v| v + 1_000.0).collect(),
        ];
        let again: Vec<u64> = found(&turned, &bands).cells.iter().map(|c| c.observed).collect();
        prop_assert_eq!(observed, again);
    }

    #[test]
    fn nothing_panics(
        rows in prop::collection::vec((any::<f64>(), any::<f64>(), any::<f64>()), 0..40),
        space in prop::collection::vec(any::<f64>(), 0..5), days in prop::collection::vec(any::<f64>(), 0..5),
    ) {
        let columns = [rows.iter().map(|r| r.0).collect::<Vec<_>>(), rows.iter().map(|r| r.1).collect(), rows.iter().map(|r| r.2).collect()];
        let mut sorted = space.clone();
        sorted.iter_mut().for_each(|v| *v = v.abs());
        sorted.sort_by(f64::total_cmp);
        for space in [space, sorted, vec![0.0, 1e308], vec![0.0, f64::INFINITY]] {
            for days in [days.clone(), vec![0.0, 1.0], vec![0.0, 1e300, f64::INFINITY]] {
                let _ = knox(&columns[0], &columns[1], &columns[2], &bands(&space, &days, Metric::Euclidean, 2), &Unwatched);
            }
        }
    }
}
