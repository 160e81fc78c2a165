//! Times near repeat, permutation scan and clusters on invented towns: `cargo run --release -p analysis --example speed_space_time`.

use analysis::space_time::{Bands, Metric, knox};
use analysis::{Seed, Unwatched};
use std::time::Instant;

/// A town of `side` metres: six in ten events gather around two hundred places, the rest lie anywhere; 365 days.
fn town(events: usize, side: f64) -> [Vec<f64>; 3] {
    let mut chance = Seed(42).stream(0);
    let centres: Vec<[f64; 2]> = (0..200).map(|_| [chance.unit() * side, chance.unit() * side]).collect();
    let mut columns = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..events {
        let mut at = [chance.unit() * side, chance.unit() * side];
        if chance.unit() < 0.6 {
            let centre = centres[chance.below(200) as usize];
            // Two normal numbers of 300 m.
            let (radius, angle) = ((-2.0 * (1.0 - chance.unit()).ln()).sqrt() * 300.0, chance.unit() * std::f64::consts::TAU);
            at = [centre[0] + radius * angle.cos(), centre[1] + radius * angle.sin()];
        }
        columns[0].push(at[0]);
        columns[1].push(at[1]);
        columns[2].push((chance.unit() * 365.0).floor());
    }
    columns
}

fn timed<T>(what: &str, work: impl Fn() -> T) -> T {
    let mut times: Vec<f64> = Vec::new();
    let mut last = None;
    for _ in 0..3 {
        let before = Instant::now();
        last = Some(work());
        times.push(before.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    println!("{what}: median of three {:.4} s", times[1]);
    last.unwrap_or_else(work)
}

fn main() {
    for events in [10_000, 100_000, 1_000_000] {
        let [x, y, t] = town(events, 30_000.0 * (events as f64 / 100_000.0).sqrt().max(0.6));
        let bands = Bands {
            space: vec![0.0, 100.0],
            days: vec![0.0, 7.0],
            metric: Metric::Euclidean,
            permutations: if events > 100_000 { 99 } else { 999 },
            seed: Seed(1),
        };
        let table = timed(&format!("knox, {events} events, {} orders", bands.permutations), || knox(&x, &y, &t, &bands, &Unwatched));
        println!("  {:?}", table.map(|t| t.value.cells));
        let whole = Bands { days: vec![0.0, 10_000.0], permutations: 0, ..bands };
        println!("  pairs near in place: {:?}", knox(&x, &y, &t, &whole, &Unwatched).map(|t| t.value.cells[0].observed));
    }
}
