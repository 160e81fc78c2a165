//! The tasks that a peer has too.

use crate::{Done, read, timed};
use analysis::counts::{Test, compare};
use analysis::place::{Areas, Chance, Contact, Edge, Kernel, Neighbours, Shape, Smoothing, Way, dbscan, gi_star, surface};
use analysis::space_time::{Bands, Metric, Scan, knox, scan};
use analysis::time::farrington::{Calendar, Flexible, farrington_flexible};
use analysis::time::{Season, Stl, WEEK, aoristic, stl};
use analysis::{Seed, Unwatched};
use rayon::prelude::*;
use std::path::Path;

/// Corners of each area.
const CORNERS: usize = 564;

pub fn run(task: &str, folder: &Path) -> Done {
    let column = |name: &str| read(folder, name);
    match task {
        "knox" => near_repeat([column("knox_x")?, column("knox_y")?, column("knox_t")?], 999),
        "knox_small" => near_repeat([column("knox_small_x")?, column("knox_small_y")?, column("knox_small_t")?], 99),
        "scan" => cylinders([column("scan_x")?, column("scan_y")?, column("scan_t")?], 999),
        "scan_cells" => cylinders([column("scan_cells_x")?, column("scan_cells_y")?, column("scan_cells_t")?], 99),
        "kde" => density(&column("kde_x")?, &column("kde_y")?, Way::Binned),
        "kde_exact" => density(&column("kde_x")?, &column("kde_y")?, Way::Exact),
        "gistar" => {
            let values = column("heat")?;
            let work =
                || gi_star(&values, &Neighbours::of_grid(200, 200, Contact::Corner), Chance { permutations: 0, seed: Seed(1) }, &Unwatched);
            timed(work, |found| {
                let z: Vec<f64> = found.map_or(vec![], |f| f.value.iter().map(|h| h.z).collect());
                vec![z.iter().copied().fold(f64::NEG_INFINITY, f64::max), z.iter().copied().fold(f64::INFINITY, f64::min)]
            })
        }
        "dbscan" => {
            let (x, y) = (column("dbscan_x")?, column("dbscan_y")?);
            timed(
                || dbscan(&x, &y, 100.0, 10, &Unwatched),
                |found| found.map_or(vec![], |f| vec![f.value.count as f64, f.value.noise as f64]),
            )
        }
        "farrington" => {
            let all = column("series")?;
            let options = Flexible { alpha: 0.01, ..Flexible::noufaily(Calendar::Period(52)) };
            let newest = |s: &[f64]| farrington_flexible(s, None, s.len() - 1..s.len(), &options);
            let told = |found: Vec<Result<Vec<_>, _>>| {
                let uppers = found.into_iter().flatten().flatten().filter_map(|w: analysis::time::farrington::WatchedWeek| w.outcome.ok());
                vec![uppers.map(|t| t.upper).sum()]
            };
            timed(|| all.par_chunks(crate::invented::WEEKS).map(newest).collect::<Vec<_>>(), told)
        }
        "stl" => {
            let all = column("series")?;
            let robust = Stl::new(52, Season::Changing(7), true, crate::invented::WEEKS);
            let told = |found: Vec<Result<analysis::time::Components, _>>| vec![found.into_iter().flatten().flat_map(|c| c.trend).sum()];
            timed(|| all.par_chunks(crate::invented::WEEKS).map(|s| stl(s, &robust)).collect::<Vec<_>>(), told)
        }
        "etest" => timed(
            || (0..2_000u64).into_par_iter().map(|i| compare(i % 40, 1.0, (i * 7) % 40, 1.0, Test::E)).collect::<Vec<_>>(),
            |found| vec![found.into_iter().flatten().map(|c| c.p).sum()],
        ),
        "aoristic" => {
            let whole = |name: &str| column(name).map(|c| c.iter().map(|v| *v as i64).collect::<Vec<i64>>());
            let (from, to) = (whole("span_from")?, whole("span_to")?);
            timed(
                || aoristic(&from, &to, WEEK),
                |pulse| {
                    let cells = pulse.cells.as_flattened();
                    vec![cells.iter().copied().fold(0.0, f64::max), cells.iter().sum()]
                },
            )
        }
        "areas" => {
            let shapes: Vec<Shape> =
                column("areas")?.chunks(2 * CORNERS).map(|c| vec![vec![c.chunks(2).map(|p| [p[0], p[1]]).collect()]]).collect();
            let (x, y) = (column("points_x")?, column("points_y")?);
            let work = || {
                let areas = Areas::new(&shapes);
                x.par_iter().zip(&y).map(|(x, y)| areas.locate(*x, *y)).collect::<Vec<_>>()
            };
            timed(work, |found| {
                let mut counts = vec![0u32; shapes.len()];
                found.iter().flatten().for_each(|area| counts[*area] += 1);
                vec![counts.iter().sum::<u32>().into(), counts.iter().copied().max().unwrap_or(0).into()]
            })
        }
        other => Err(format!("no task {other}").into()),
    }
}

fn near_repeat([x, y, t]: [Vec<f64>; 3], permutations: u32) -> Done {
    let bands = Bands { space: vec![0.0, 100.0], days: vec![0.0, 7.0], metric: Metric::Euclidean, permutations, seed: Seed(1) };
    timed(|| knox(&x, &y, &t, &bands, &Unwatched), |found| found.map_or(vec![], |f| vec![f.value.cells[0].observed as f64]))
}

fn cylinders([x, y, t]: [Vec<f64>; 3], permutations: u32) -> Done {
    let asked = Scan {
        max_radius: 1_000.0,
        max_days: 14,
        max_share: 0.5,
        fewest_cases: 2,
        prospective: false,
        period: Some([0, 364]),
        permutations,
        seed: Seed(1),
    };
    timed(
        || scan(&x, &y, &t, &[], &asked, &Unwatched),
        |found| found.map_or(vec![], |f| f.value.iter().take(3).map(|c| c.log_ratio).collect()),
    )
}

fn density(x: &[f64], y: &[f64], way: Way) -> Done {
    let bounds = [0.0, 0.0, crate::invented::SIDE, crate::invented::SIDE];
    let smoothing =
        Smoothing { kernel: Kernel::Quartic, bandwidth: 500.0, cell: crate::invented::SIDE / 200.0, bounds, edge: Edge::Open, way };
    let ones = vec![1.0; x.len()];
    timed(
        || surface(x, y, &ones, &smoothing, &Unwatched),
        |found| {
            let values = found.map_or(vec![], |f| f.value.values);
            // Incidents and the highest density, per km².
            vec![values.iter().sum::<f64>() * (smoothing.cell * smoothing.cell) / 1e6, values.iter().copied().fold(0.0, f64::max)]
        },
    )
}
