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

/// Cases by place and day: what of a long or crowded period a search by row would take too long for.
struct Town {
    places: Vec<[f64; 2]>,
    counts: Vec<Vec<u32>>,
}

impl Town {
    /// A lattice 100 m apart with chance's cases, a share of whose places has none, and one place with `extra` on three days.
    fn new(seed: u64, [side, days, most]: [usize; 3], extra: u32) -> Self {
        let mut state = seed;
        let mut draw = |below: u32| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as u32 % below
        };
        let places: Vec<[f64; 2]> = (0..side * side).map(|i| [(i % side) as f64 * 100.0, (i / side) as f64 * 100.0]).collect();
        let mut counts: Vec<Vec<u32>> = places
            .iter()
            .map(|_| {
                let most = if draw(4) == 0 { 1 } else { most as u32 + 1 };
                (0..days).map(|_| draw(most)).collect()
            })
            .collect();
        let at = draw((side * side) as u32) as usize;
        (days / 2..days.min(days / 2 + 3)).for_each(|day| counts[at][day] += extra);
        Self { places, counts }
    }

    /// Cases as rows, and the places without any.
    fn rows(&self) -> ([Vec<f64>; 3], Vec<[f64; 2]>) {
        let (mut x, mut y, mut t, mut empty) = (vec![], vec![], vec![], vec![]);
        for (place, counts) in self.places.iter().zip(&self.counts) {
            if counts.iter().all(|count| *count == 0) {
                empty.push(*place);
            }
            for (day, count) in counts.iter().enumerate() {
                (0..*count).for_each(|_| {
                    x.push(place[0]);
                    y.push(place[1]);
                    t.push(day as f64);
                });
            }
        }
        ([x, y, t], empty)
    }

    fn strongest(&self, asked: &Scan) -> f64 {
        let days = self.counts[0].len();
        let of = |place: &usize, first: usize, last: usize| self.counts[*place][first..=last].iter().sum::<u32>();
        let all: Vec<usize> = (0..self.places.len()).collect();
        let total: u32 = all.iter().map(|place| of(place, 0, days - 1)).sum();
        let mut best = 0f64;
        for centre in &self.places {
            let apart = |i: usize| ((self.places[i][0] - centre[0]).powi(2) + (self.places[i][1] - centre[1]).powi(2)).sqrt();
            let mut order: Vec<usize> = all.iter().copied().filter(|&i| apart(i) <= asked.max_radius && of(&i, 0, days - 1) > 0).collect();
            order.sort_by(|&a, &b| {
                let (p, q) = (self.places[a], self.places[b]);
                apart(a).total_cmp(&apart(b)).then(p[0].total_cmp(&q[0])).then(p[1].total_cmp(&q[1]))
            });
            let mut by_day = vec![0; days];
            for place in order {
                by_day.iter_mut().zip(&self.counts[place]).for_each(|(sum, count)| *sum += count);
                let inside: u32 = by_day.iter().sum();
                if f64::from(inside) > asked.max_share * f64::from(total) {
                    break;
                }
                for first in 0..days {
                    for last in first..days.min(first + asked.max_days as usize) {
                        let c = by_day[first..=last].iter().sum::<u32>();
                        let window: u32 = all.iter().map(|place| of(place, first, last)).sum();
                        let (c, n) = (f64::from(c), f64::from(total));
                        let expected = f64::from(inside) * f64::from(window) / n;
                        if c >= 2.0 && c > expected && (!asked.prospective || last == days - 1) {
                            let rest = if c < n { (n - c) * ((n - c) / (n - expected)).ln() } else { 0.0 };
                            best = best.max(c * (c / expected).ln() + rest);
                        }
                    }
                }
            }
        }
        best
    }
}

#[test]
fn crowds_long_windows_and_empty_places_give_the_strongest_too() {
    // Side, days and most cases of a place and day, against longest window: bytes and wider counts, blocks of one day and of several.
    let towns =
        [([4, 30, 3], 5), ([4, 40, 12], 9), ([3, 40, 60], 20), ([3, 90, 8], 60), ([5, 64, 1], 30), ([2, 130, 200], 3), ([6, 20, 0], 20)];
    for (seed, (town, max_days)) in (1..).zip(towns) {
        for extra in [0, 3, 40, 400] {
            let town = Town::new(seed * 1_000 + u64::from(extra), town, extra);
            let ([x, y, t], empty) = town.rows();
            if x.len() < 2 {
                continue;
            }
            for (prospective, max_share) in [(false, 1.0), (false, 0.5), (true, 0.6)] {
                let days = town.counts[0].len() as i64;
                let period = Some([0, days - 1]);
                let asked = Scan { prospective, max_share, period, ..settings(210.0, max_days, 0) };
                let found = scan(&x, &y, &t, &empty, &asked, &Unwatched).unwrap().value;
                let (best, expected) = (found.first().map_or(0.0, |c| c.log_ratio), town.strongest(&asked));
                assert!(
                    (best - expected).abs() <= 1e-9 * expected.max(1.0),
                    "seed {seed}, {extra} extra, {asked:?}: {best} is not {expected}"
                );
            }
        }
    }
}

#[test]
fn a_century_of_single_days_is_searched() {
    let asked = Scan { prospective: false, period: Some([0, 36_000]), ..settings(50.0, 1, 1) };
    let t: Vec<f64> = (0..400).map(|i| f64::from(i * 90)).chain([18_000.0; 5]).collect();
    let x: Vec<f64> = (0..t.len()).map(|i| if i < 400 { (i % 7) as f64 * 100.0 } else { 300.0 }).collect();
    let found = scan(&x, &vec![0.0; t.len()], &t, &[], &asked, &Unwatched).unwrap().value;
    assert_eq!((found[0].first_day, found[0].last_day, found[0].centre), (18_000, 18_000, [300.0, 0.0]));
    // More cases than there are, asked of a cluster.
    let none = scan(&x, &vec![0.0; t.len()], &t, &[], &Scan { fewest_cases: u32::MAX, ..asked }, &Unwatched).unwrap().value;
    assert!(none.is_empty(), "{none:?}");
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
