//! When nothing happens, p-values are even between 0 and 1: Kolmogorov–Smirnov distance within what the number of simulations allows.

use analysis::counts::{Test, compare};
use analysis::effect::{DifferenceOptions, Errors, InterruptedOptions, Panel, before_after, differences, interrupted};
use analysis::time::reporting::{Reports, adjusted_for_reporting};
use analysis::time::seasonality;
use analysis::{Seed, Stream, Unwatched};

/// A Poisson count, by counting exponential waiting times (in pieces, so that the product of uniforms stays a number).
pub fn poisson(stream: &mut Stream, mean: f64) -> f64 {
    let (mut left, mut count) = (mean, 0.0);
    while left > 0.0 {
        let piece = left.min(20.0);
        let (limit, mut product) = ((-piece).exp(), stream.unit());
        while product > limit {
            count += 1.0;
            product *= stream.unit();
        }
        left -= piece;
    }
    count
}

/// A normal number (Box & Muller).
pub fn normal(stream: &mut Stream) -> f64 {
    let (u, v) = (1.0 - stream.unit(), stream.unit());
    (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

/// A count of variance `dispersion · mean`: a Poisson number of bundles would be too neat, so the mean itself varies from week to week.
pub fn overdispersed(stream: &mut Stream, mean: f64, dispersion: f64) -> f64 {
    // Log-normal of mean 1 and variance (φ − 1)/mean.
    let sigma = (1.0 + (dispersion - 1.0) / mean.max(1e-9)).ln().sqrt();
    let factor = (sigma * normal(stream) - sigma * sigma / 2.0).exp();
    poisson(stream, mean * factor)
}

/// Largest distance between the p-values and the uniform distribution.
fn distance(mut p: Vec<f64>) -> f64 {
    p.sort_by(f64::total_cmp);
    let n = p.len() as f64;
    p.iter().enumerate().map(|(i, p)| ((i as f64 + 1.0) / n - p).abs().max((p - i as f64 / n).abs())).fold(0.0, f64::max)
}

/// Passed once in a thousand.
fn bound(rounds: usize) -> f64 {
    1.95 / (rounds as f64).sqrt()
}

#[test]
fn two_large_counts() {
    for test in [Test::E, Test::MidP, Test::Score, Test::SquareRoot] {
        let p = (0..1_000).map(|i| {
            let mut stream = Seed(11).stream(i);
            let (a, b) = (poisson(&mut stream, 300.0), poisson(&mut stream, 600.0));
            compare(a as u64, 1.0, b as u64, 2.0, test).unwrap().p
        });
        // Whole numbers: a jump of about 2 % in the middle of the distribution belongs to it.
        let d = distance(p.collect());
        assert!(d < bound(1_000) + 0.02, "{test:?} {d}");
    }
}

#[test]
fn before_and_after() {
    for dispersion in [1.0, 2.5] {
        let p = (0..1_000).map(|i| {
            let mut stream = Seed(12).stream(i);
            let mut weeks = |n: usize| (0..n).map(|_| overdispersed(&mut stream, 12.0, dispersion)).collect::<Vec<_>>();
            let (before, after) = (weeks(40), weeks(25));
            before_after(&before, &after, 0.95).unwrap().p
        });
        let small = p.clone().filter(|p| *p < 0.05).count();
        // φ is not let below 1, so Poisson weeks are judged a little cautiously.
        assert!(small <= 70, "{dispersion}: {small}");
        assert!(distance(p.collect()) < bound(1_000) + 0.03);
    }
}

#[test]
fn an_interrupted_series() {
    let p = (0..600).map(|i| {
        let mut stream = Seed(13).stream(i);
        let weeks: Vec<f64> = (0..156u32)
            .map(|t| overdispersed(&mut stream, 15.0 * (1.0 + 0.3 * (f64::from(t) * std::f64::consts::TAU / 52.0).sin()), 1.8))
            .collect();
        let options = InterruptedOptions { season: Some((52, 1)), errors: Errors::QuasiPoisson, ..InterruptedOptions::default() };
        interrupted(&weeks, None, 104, &options).unwrap().step.p
    });
    let d = distance(p.collect());
    assert!(d < bound(600) + 0.01, "{d}");
}

#[test]
fn placements_of_a_treatment() {
    let p = (0..400).map(|i| {
        let mut stream = Seed(14).stream(i);
        let levels: Vec<f64> = (0..20).map(|_| 2.0 + 10.0 * stream.unit()).collect();
        // Areas go their own ways: no model of counts holds, placements do.
        let counts: Vec<f64> = levels
            .iter()
            .flat_map(|level| {
                let way = (0.3 * normal(&mut stream)).exp();
                (0..30).map(|t| poisson(&mut stream, if t < 15 { *level } else { level * way })).collect::<Vec<_>>()
            })
            .collect();
        let treated: Vec<bool> = (0..20).map(|a| a < 3).collect();
        let options = DifferenceOptions { permutations: 199, seed: Seed(i), ..DifferenceOptions::default() };
        differences(&Panel { count: &counts, treated: &treated, from: 15 }, &options, &Unwatched).unwrap().permutation_p.unwrap()
    });
    let d = distance(p.collect());
    assert!(d < bound(400) + 0.005, "{d}");
}

#[test]
fn a_season_that_is_not_there() {
    let p = (0..600).map(|i| {
        let mut stream = Seed(15).stream(i);
        let weeks: Vec<f64> = (0..156).map(|_| overdispersed(&mut stream, 10.0, 1.7)).collect();
        seasonality(&weeks, 52, 2).unwrap().p
    });
    let d = distance(p.collect());
    assert!(d < bound(600) + 0.01, "{d}");
}

#[test]
fn a_week_of_steady_reporting() {
    let p: Vec<f64> = (0..1_500)
        .map(|i| {
            let mut stream = Seed(16).stream(i);
            let (mut week, mut source, mut count, mut activity) = (vec![], vec![], vec![], vec![]);
            for w in 0..27 {
                for s in 0..6u32 {
                    let a = 1.0 + stream.below(4) as f64;
                    week.push(w);
                    source.push(s);
                    count.push(poisson(&mut stream, a * (1.0 + f64::from(s))));
                    activity.push(a);
                }
            }
            let reports = Reports { week: &week, source: &source, count: &count, activity: &activity };
            adjusted_for_reporting(&reports, 26, 26).unwrap().p_more
        })
        .collect();
    let small = p.iter().filter(|p| **p < 0.05).count() as f64 / 1_500.0;
    assert!((0.02..=0.065).contains(&small), "{small}");
    assert!(distance(p) < bound(1_500) + 0.04);
}
