//! How time and memory grow with the rows.

use crate::{Done, invented};
use analysis::place::{Areas, Edge, Kernel, Smoothing, Way, dbscan, squares, surface};
use analysis::space_time::{Bands, Metric, knox};
use analysis::time::{WEEK, aoristic};
use analysis::{Refusal, Seed, Unwatched};
use rayon::prelude::*;
use std::time::Instant;

/// Prints `rows seconds bytes`: the largest memory of the process less what it held before, the columns themselves not counted; or `refused: why`.
pub fn run(task: &str, rows: usize) -> Done {
    // Towns grow in area with their people.
    let side = 30_000.0 * (rows as f64 / 100_000.0).sqrt();
    let one = vec![1.0; rows];
    match task {
        "aoristic" => {
            let [from, to] = invented::spans(rows);
            told(rows, || Ok(aoristic(&from, &to, WEEK).placed as usize))
        }
        "kde" => {
            let [x, y] = invented::scattered(rows);
            let smoothing = Smoothing {
                kernel: Kernel::Quartic,
                bandwidth: 500.0,
                cell: 200.0,
                bounds: [0.0, 0.0, invented::SIDE, invented::SIDE],
                edge: Edge::Open,
                way: Way::Binned,
            };
            told(rows, || surface(&x, &y, &one, &smoothing, &Unwatched).map(|f| f.value.values.len()))
        }
        "squares" => {
            let [x, y] = invented::scattered(rows);
            told(rows, || Ok(squares(&x, &y, &one, 250.0).len()))
        }
        "dbscan" => {
            let [x, y, _] = invented::town(rows, side);
            told(rows, || dbscan(&x, &y, 100.0, 10, &Unwatched).map(|f| f.value.count))
        }
        "knox" => {
            let [x, y, t] = invented::town(rows, side);
            let bands = Bands { space: vec![0.0, 100.0], days: vec![0.0, 7.0], metric: Metric::Euclidean, permutations: 9, seed: Seed(1) };
            told(rows, || knox(&x, &y, &t, &bands, &Unwatched).map(|f| f.value.events))
        }
        "areas" => {
            let [x, y] = invented::scattered(rows);
            let areas = Areas::new(&invented::areas(59, 57, 141));
            told(rows, || Ok(x.par_iter().zip(&y).filter(|(x, y)| areas.locate(**x, **y).is_some()).count()))
        }
        other => Err(format!("no task {other}").into()),
    }
}

fn told(rows: usize, work: impl Fn() -> Result<usize, Refusal>) -> Done {
    let (held, before) = (memory("VmRSS:"), Instant::now());
    if let Err(refusal) = std::hint::black_box(work()) {
        println!("refused: {refusal}");
        return Ok(());
    }
    println!("{rows} {} {}", before.elapsed().as_secs_f64(), memory("VmHWM:").saturating_sub(held));
    Ok(())
}

/// Resident memory, now or at its largest; 0 where the system does not tell.
fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let value = status.lines().find_map(|l| l.strip_prefix(line)).and_then(|l| l.trim().trim_end_matches(" kB").parse::<u64>().ok());
    value.unwrap_or(0) * 1_024
}
