//! The space-time permutation scan against SaTScan, and against a search that tries every cylinder.

use analysis::space_time::{Cluster, Scan, scan};
use analysis::{Refusal, Seed, Unwatched};
use proptest::prelude::*;

const CASES: &str = include_str!("../data/scan/NYCfever.cas");
const PLACES: &str = include_str!("../data/scan/NYCfever.geo");
const EXPECTED: &str = include_str!("../data/scan/expected.csv");

fn settings(radius: f64, days: u32, permutations: u32) -> Scan {
    Scan {
        max_radius: radius,
        max_days: days,
        max_share: 0.5,
        fewest_cases: 2,
        prospective: true,
        period: None,
        permutations,
        seed: Seed(1),
    }
}

/// ZIP code and place in metres on a plane that touches the earth at New York.
fn places() -> Vec<(&'static str, [f64; 2])> {
    let line = |line: &'static str| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [lat, lon] = [1, 2].map(|i| fields[i].parse::<f64>().unwrap().to_radians());
        let metres = 6_371_000.0;
        (fields[0], [lon * 40.7f64.to_radians().cos() * metres, lat * metres])
    };
    PLACES.lines().filter(|l| !l.trim().is_empty()).map(line).collect()
}

#[test]
fn the_clusters_of_new_york_are_those_of_satscan() {
    let places = places();
    let at = |zip: &str| places.iter().find(|(z, _)| *z == zip).unwrap().1;
    let (mut x, mut y, mut days) = (vec![], vec![], vec![]);
    for line in CASES.lines().filter(|l| !l.trim().is_empty()) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        for _ in 0..fields[1].parse::<usize>().unwrap() {
            x.push(at(fields[0])[0]);
            y.push(at(fields[0])[1]);
            days.push(fields[2].strip_prefix("2001/11/").unwrap().parse().unwrap());
        }
    }
    let everywhere: Vec<[f64; 2]> = places.iter().map(|(_, place)| *place).collect();
    let asked = Scan { period: Some([1, 24]), ..settings(3_000.0, 7, 9_999) };
    let found = scan(&x, &y, &days, &everywhere, &asked, &Unwatched).unwrap().value;
    let zips = |cluster: &Cluster| {
        let zip = |place: &[f64; 2]| places.iter().find(|(_, p)| p == place).unwrap().0;
        cluster.places.iter().map(zip).collect::<Vec<_>>()
    };
    assert_eq!(EXPECTED.lines().count(), 4);
    for (line, cluster) in EXPECTED.lines().skip(1).zip(&found) {
        let fields: Vec<&str> = line.split(',').collect();
        let expected: Vec<f64> = [0, 2, 3, 4, 5].iter().map(|i| fields[*i].parse().unwrap()).collect();
        assert!((cluster.log_ratio - expected[0]).abs() < 5e-7, "{cluster:?}");
        assert_eq!([cluster.first_day as f64, cluster.last_day as f64, f64::from(cluster.cases)], expected[1..4], "{cluster:?}");
        assert!((cluster.expected - expected[4]).abs() < 0.005);
        assert_eq!((zips(cluster)[0], zips(cluster).join(" ")), (fields[1], fields[6].to_owned()));
        assert_eq!(cluster.rows.len(), cluster.cases as usize);
    }
    assert!((found[0].radius - 2_900.0).abs() < 5.0, "{}", found[0].radius);

    // SaTScan stopped after 207 orders: three standard errors of both.
    for (cluster, p) in found.iter().zip([0.242, 0.575, 0.966f64]) {
        assert!((cluster.p - p).abs() < 3.0 * (p * (1.0 - p) * (1.0 / 207.0 + 1.0 / 9_999.0)).sqrt() + 0.005, "{} is not {p}", cluster.p);
        assert!((cluster.p_gumbel.unwrap() - cluster.p).abs() < 0.06);
        assert_eq!(cluster.recurrence_days, Some(1.0 / cluster.p));
    }
}

/// Every cylinder of every centre, with logarithms.
fn strongest(x: &[f64], y: &[f64], days: &[f64], asked: &Scan) -> f64 {
    let n = x.len() as f64;
    let (low, high) = days.iter().fold((f64::INFINITY, 0f64), |(l, h), d| (l.min(*d), h.max(*d)));
    let mut best = 0f64;
    for centre in 0..x.len() {
        let apart = |i: usize| ((x[i] - x[centre]).powi(2) + (y[i] - y[centre]).powi(2)).sqrt();
        let mut order: Vec<usize> = (0..x.len()).filter(|&i| apart(i) <= asked.max_radius).collect();
        order.sort_by(|&a, &b| apart(a).total_cmp(&apart(b)).then(x[a].total_cmp(&x[b])).then(y[a].total_cmp(&y[b])));
        for k in 1..=order.len() {
            let inner = &order[..k];
            let next_is_same_place = order.get(k).is_some_and(|&i| (x[i], y[i]) == (x[order[k - 1]], y[order[k - 1]]));
            if next_is_same_place || k as f64 > asked.max_share * n {
                continue;
            }
            for first in low as i64..=high as i64 {
                for last in first..(first + i64::from(asked.max_days)).min(high as i64 + 1) {
                    if asked.prospective && last != high as i64 {
                        continue;
                    }
                    let during = |i: &usize| (first..=last).contains(&(days[*i] as i64));
                    let c = inner.iter().filter(|i| during(i)).count() as f64;
                    let expected = k as f64 * (0..x.len()).filter(during).count() as f64 / n;
                    if c >= 2.0 && c > expected {
                        let rest = if c < n { (n - c) * ((n - c) / (n - expected)).ln() } else { 0.0 };
                        best = best.max(c * (c / expected).ln() + rest);
                    }
                }
            }
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]
    #[test]
    fn the_strongest_cylinder_is_found_and_does_not_change_with_rows_or_place(
        rows in prop::collection::vec((0i32..12, 0i32..12, 0i32..30), 2..40),
        radius in 0i32..8, days in 1u32..12, prospective in any::<bool>(), share in 0.2f64..1.0,
    ) {
        let column = |pick: fn(&(i32, i32, i32)) -> i32| rows.iter().map(|r| f64::from(pick(r))).collect::<Vec<f64>>();
        let (x, y, t) = (column(|r| r.0), column(|r| r.1), column(|r| r.2));
        let asked = Scan { prospective, max_share: share, ..settings(f64::from(radius), days, 0) };
        let found = scan(&x, &y, &t, &[], &asked, &Unwatched).unwrap().value;
        let best = found.first().map_or(0.0, |c| c.log_ratio);
        let expected = strongest(&x, &y, &t, &asked);
        prop_assert!((best - expected).abs() < 1e-9, "{best} is not {expected}");
        let back = |values: &[f64], by: f64| values.iter().rev().map(|v| v + by).collect::<Vec<f64>>();
        let again = scan(&back(&x, 100.0), &back(&y, -7.0), &back(&t, 40.0), &[], &asked, &Unwatched).unwrap().value;
        prop_assert_eq!(found.len(), again.len());
        for (a, b) in found.iter().zip(&again) {
            prop_assert_eq!((a.log_ratio, a.cases, a.first_day + 40, a.centre[0] + 100.0), (b.log_ratio, b.cases, b.first_day, b.centre[0]));
            prop_assert_eq!(a.rows.iter().map(|r| x.len() as u32 - 1 - r).rev().collect::<Vec<_>>(), b.rows.clone());
        }
    }

    #[test]
    fn nothing_panics(
        rows in prop::collection::vec((any::<f64>(), any::<f64>(), any::<f64>()), 0..30), radius in any::<f64>(), days in any::<u32>(),
        share in any::<f64>(), prospective in any::<bool>(), period in any::<Option<[i64; 2]>>(),
    ) {
        let column = |pick: fn(&(f64, f64, f64)) -> f64| rows.iter().map(pick).collect::<Vec<f64>>();
        let (x, y, t) = (column(|r| r.0), column(|r| r.1), column(|r| r.2));
        let small: Vec<f64> = t.iter().map(|t| t % 100.0).collect();
        for (max_radius, max_share) in [(radius, share), (1e3, 0.5), (1e308, 1.0)] {
            for times in [&t, &small] {
                let asked = Scan { prospective, period, max_share, fewest_cases: days % 4, ..settings(max_radius, days, 2) };
                let _ = scan(&x, &y, times, &[[f64::NAN, 1.0], [0.0, 0.0]], &asked, &Unwatched);
            }
        }
    }
}

#[test]
fn p_is_even_when_nothing_clusters() {
    for prospective in [true, false] {
        let mut p: Vec<f64> = (0..120)
            .map(|trial| {
                let mut chance = Seed(5).stream(trial);
                let mut column = |side: f64| (0..90).map(|_| (chance.unit() * side).floor()).collect::<Vec<f64>>();
                let (x, y, t) = (column(2_000.0), column(2_000.0), column(40.0));
                let asked = Scan { prospective, seed: Seed(trial), period: Some([0, 39]), ..settings(400.0, 7, 49) };
                scan(&x, &y, &t, &[], &asked, &Unwatched).unwrap().value.first().map_or(1.0, |c| c.p)
            })
            .collect();
        p.sort_by(f64::total_cmp);
        // Kolmogorov–Smirnov, one chance in a hundred; p is at least 1/50, and weak clusters tie.
        let gap = p.iter().enumerate().map(|(i, p)| (i as f64 + 1.0) / 120.0 - p).fold(0.0, f64::max);
        assert!(gap < 1.63 / 120f64.sqrt(), "{gap}");
    }
}

#[test]
fn threads_do_not_matter_and_bad_questions_are_refused() {
    let mut chance = Seed(3).stream(0);
    let mut column = |side: f64| (0..300).map(|_| (chance.unit() * side).floor()).collect::<Vec<f64>>();
    let (x, y, t) = (column(3_000.0), column(3_000.0), column(60.0));
    let ask = |threads: usize, asked: &Scan| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| scan(&x, &y, &t, &[], asked, &Unwatched))
    };
    let asked = Scan { prospective: false, ..settings(500.0, 7, 59) };
    assert_eq!(ask(1, &asked), ask(4, &asked));
    let refused = |asked: &Scan| ask(1, asked).unwrap_err();
    assert!(matches!(refused(&Scan { max_radius: f64::NAN, ..asked.clone() }), Refusal::BadParameter { name: "max_radius", .. }));
    assert!(matches!(refused(&Scan { max_days: 0, ..asked.clone() }), Refusal::BadParameter { name: "max_days", .. }));
    assert!(matches!(refused(&Scan { period: Some([0, 9_999_999]), ..asked }), Refusal::TooLarge { what: "days", .. }));
}
