//! Times the methods of weekly series and of pairs of counts: `cargo run --release -p analysis --example speed_series`.

use analysis::counts::{Test, compare};
use analysis::time::farrington::{Calendar, Flexible, farrington_flexible};
use analysis::time::{Clock, Ears, EarsOptions, Season, Stl, Unit, ZonedOptions, aoristic_zoned, ears, stl};
use analysis::{Seed, Stream};
use rayon::prelude::*;
use std::time::Instant;

const WEEKS: usize = 520;

fn poisson(stream: &mut Stream, mean: f64) -> f64 {
    let (limit, mut product, mut count) = ((-mean).exp(), stream.unit(), 0.0);
    while product > limit {
        count += 1.0;
        product *= stream.unit();
    }
    count
}

fn series(number: u64) -> Vec<f64> {
    let mut stream = Seed(1).stream(number);
    let level = 1.0 + 15.0 * stream.unit();
    (0..WEEKS).map(|t| poisson(&mut stream, level * (1.0 + 0.3 * (t as f64 / 8.3).sin()))).collect()
}

fn timed<T>(what: &str, work: impl Fn() -> T) {
    let mut times: Vec<f64> = (0..5)
        .map(|_| {
            let before = Instant::now();
            std::hint::black_box(work());
            before.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{what}: median of five {:.4} s, least {:.4} s", times[2], times[0]);
}

fn main() {
    let all: Vec<Vec<f64>> = (0..200).map(series).collect();
    let options = Flexible::noufaily(Calendar::Period(52));
    timed("Farrington flexible, 200 series of 520 weeks, newest week", || {
        all.par_iter().map(|s| farrington_flexible(s, None, WEEKS - 1..WEEKS, &options)).collect::<Vec<_>>()
    });
    timed("the same, one thread", || all.iter().map(|s| farrington_flexible(s, None, WEEKS - 1..WEEKS, &options)).collect::<Vec<_>>());
    timed("Farrington flexible, 20 series, 52 weeks back", || {
        all[..20].par_iter().map(|s| farrington_flexible(s, None, WEEKS - 52..WEEKS, &options)).collect::<Vec<_>>()
    });
    timed("EARS C1, 200 series, 52 weeks", || {
        all.iter().map(|s| ears(s, WEEKS - 52..WEEKS, &EarsOptions::new(Ears::C1))).collect::<Vec<_>>()
    });
    let robust = Stl::new(52, Season::Changing(7), true, WEEKS);
    timed("STL robust, 200 series of 520 weeks", || all.par_iter().map(|s| stl(s, &robust)).collect::<Vec<_>>());
    timed("E-test, 2,000 pairs", || (0..2_000u64).map(|i| compare(i % 40, 1.0, (i * 7) % 40, 1.0, Test::E)).collect::<Vec<_>>());
    let start: Vec<i64> = (0..1_000_000).map(|i| 1_400_000_000 + i * 79).collect();
    let end: Vec<i64> = start.iter().enumerate().map(|(i, s)| s + (i as i64 * 7_919) % 86_400).collect();
    if let Ok(clock) = Clock::of("Europe/Stockholm") {
        timed("aoristic on a zone's clock, 1 M spans of 0-24 h", || {
            aoristic_zoned(&start, &end, None, &clock, &ZonedOptions::new(Unit::HourOfWeek))
        });
    }
}
