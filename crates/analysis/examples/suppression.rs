//! Times the suppression of a table of 10 000 cells, most of them small: `cargo run --release -p analysis --example suppression`.

use analysis::suppression::{Counts, Rule, table};
use std::time::Instant;

fn main() {
    for (rows, columns) in [(30, 14), (100, 100), (500, 20)] {
        let scattered = |i: usize| (i as f64 * 0.618_033_988 + (i as f64 * 0.131).sin()).fract().abs();
        let count = |i: usize| match (scattered(i) * 10.0) as u64 {
            0..=4 => 0,
            5..=7 => 1 + i as u64 % 4,
            8 => 5 + i as u64 % 10,
            _ => 10 + i as u64 % 60,
        };
        let Some(counts) = Counts::new(rows, columns, (0..rows * columns).map(count).collect()) else { continue };
        let start = Instant::now();
        let release = table(&counts, &Rule { k: 5, columns: vec![(1, 10)] }, &[]);
        let (all, hidden) = (release.cells().len(), release.cells().iter().filter(|c| c.is_none()).count());
        let totals = (0..=rows).filter(|r| release.at(*r, columns).is_none()).count()
            + (0..columns).filter(|c| release.at(rows, *c).is_none()).count();
        println!("{rows} × {columns}: {:?}, {hidden} of {all} cells hidden, {totals} of them totals", start.elapsed());
    }
}
