//! Times the methods that see every row, on a million invented points: `cargo run --release -p analysis --example speed`.
//! 32 areas with ragged borders of about 520 corners each stand in for a municipality's districts.

use analysis::place::{Areas, Shape, density, squares};
use analysis::time::{WEEK, aoristic};
use std::time::Instant;

const ROWS: usize = 1_000_000;
const SIDE: f64 = 40_000.0;

/// Scattered over 0–1, the same on every machine.
fn part(i: usize, step: f64) -> f64 {
    (i as f64 * step).fract()
}

/// 8 × 4 areas. A border is drawn as a ragged line by a rule of its place alone, so that neighbours share it corner by corner.
fn areas() -> Vec<Shape> {
    const CORNERS: usize = 130;
    let (width, height) = (SIDE / 8.0, SIDE / 4.0);
    let rag =
        |i: usize, line: usize| (part(i * 31 + line * 17, 0.618_033_988) - 0.5) * 400.0 * f64::from(u8::from(!i.is_multiple_of(CORNERS)));
    let across = |column: usize, row: usize, i: usize| {
        let at = column * CORNERS + i;
        [at as f64 / CORNERS as f64 * width, row as f64 * height + rag(at, row)]
    };
    let along = |column: usize, row: usize, i: usize| {
        let at = row * CORNERS + i;
        [column as f64 * width + rag(at, column + 100), at as f64 / CORNERS as f64 * height]
    };
    let area = |n: usize| {
        let (c, r) = (n % 8, n / 8);
        let mut ring: Vec<[f64; 2]> = (0..CORNERS).map(|i| across(c, r, i)).collect();
        ring.extend((0..CORNERS).map(|i| along(c + 1, r, i)));
        ring.extend((0..CORNERS).map(|i| across(c, r + 1, CORNERS - i)));
        ring.extend((0..CORNERS).map(|i| along(c, r, CORNERS - i)));
        vec![vec![ring]]
    };
    (0..32).map(area).collect()
}

fn timed<T>(what: &str, work: impl Fn() -> T) -> T {
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..5 {
        let before = Instant::now();
        std::hint::black_box(work());
        times.push(before.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    println!("{what}: median of five {:.4} s", times[2]);
    work()
}

fn main() {
    let x: Vec<f64> = (0..ROWS).map(|i| part(i, 0.754_877_666) * SIDE).collect();
    let y: Vec<f64> = (0..ROWS).map(|i| part(i, 0.569_840_291) * SIDE).collect();
    let one = vec![1.0; ROWS];

    let shapes = areas();
    let index = timed("prepare 32 areas", || Areas::new(&shapes));
    let found = timed("locate, 1 M points", || x.iter().zip(&y).map(|(&x, &y)| index.locate(x, y)).collect::<Vec<_>>());
    println!("  {} points in an area", found.iter().flatten().count());

    let start: Vec<i64> = (0..ROWS as i64).map(|i| i * 7_919).collect();
    let end: Vec<i64> = (0..ROWS).map(|i| start[i] + (part(i, 0.414_213_562).powi(3) * 86_400.0) as i64).collect();
    let pulse = timed("aoristic, 1 M spans of 0-24 h", || aoristic(&start, &end, WEEK));
    println!("  {} incidents placed", pulse.placed);

    let cells = timed("squares of 250 m, 1 M points", || squares(&x, &y, &one, 250.0));
    println!("  {} squares", cells.len());

    let n = 100_000;
    let bounds = [0.0, 0.0, SIDE, SIDE];
    let surface = timed("density 200 x 200, h = 500 m, 100 k points", || density(&x[..n], &y[..n], &one[..n], 500.0, SIDE / 200.0, bounds));
    println!("  {:?} cells", surface.map(|s| s.value).map(|g| g.values.len()));
}
