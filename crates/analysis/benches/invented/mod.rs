//! Invented towns and series for measuring: the same numbers on every machine.
#![allow(dead_code)] // shared by several programs, none of which uses all of it

use analysis::place::Shape;
use analysis::{Seed, Stream};

/// Side of the square that most of it lies in, metres.
pub const SIDE: f64 = 40_000.0;
/// Weeks of a series.
pub const WEEKS: usize = 520;

/// A number from 0 to 1, scattered evenly over growing `i`.
pub fn part(i: usize, step: f64) -> f64 {
    (i as f64 * step).fract()
}

/// A town of `side` metres: six in ten events gather around two hundred places, the rest lie anywhere; whole days of a year.
pub fn town(events: usize, side: f64) -> [Vec<f64>; 3] {
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

/// Points moved to the middles of squares.
pub fn snapped(values: &[f64], size: f64) -> Vec<f64> {
    values.iter().map(|v| (v / size).floor() * size + size / 2.0).collect()
}

/// Points in towns of very different size with country between: `n` in a square of 400 km.
pub fn nation(n: usize) -> [Vec<f64>; 2] {
    let mut chance = Seed(7).stream(1);
    let towns: Vec<[f64; 3]> =
        (0..400).map(|rank| [chance.unit() * 4e5, chance.unit() * 4e5, 600.0 + 4_000.0 / (1.0 + f64::from(rank)).sqrt()]).collect();
    let mut columns = [Vec::with_capacity(n), Vec::with_capacity(n)];
    for _ in 0..n {
        let mut at = [chance.unit() * 4e5, chance.unit() * 4e5];
        if chance.unit() < 0.8 {
            // The square of an even number: the first towns get most.
            let town = towns[(chance.unit().powi(2) * 400.0) as usize];
            let (radius, angle) = ((-2.0 * (1.0 - chance.unit()).ln()).sqrt() * town[2], chance.unit() * std::f64::consts::TAU);
            at = [town[0] + radius * angle.cos(), town[1] + radius * angle.sin()];
        }
        columns[0].push(at[0]);
        columns[1].push(at[1]);
    }
    columns
}

/// Even points over the square.
pub fn scattered(n: usize) -> [Vec<f64>; 2] {
    [0.754_877_666, 0.569_840_291].map(|step| (0..n).map(|i| part(i, step) * SIDE).collect())
}

/// `columns` × `rows` areas with `corners` corners on each side. A border is drawn as a ragged line by a rule of its place alone, so that
/// neighbours share it corner by corner.
pub fn areas(columns: usize, rows: usize, corners: usize) -> Vec<Shape> {
    let (width, height) = (SIDE / columns as f64, SIDE / rows as f64);
    let rag = |i: usize, line: usize| {
        let inside = f64::from(u8::from(!i.is_multiple_of(corners)));
        (part(i * 31 + line * 17, 0.618_033_988) - 0.5) * 0.08 * width * inside
    };
    let across = |column: usize, row: usize, i: usize| {
        let at = column * corners + i;
        [at as f64 / corners as f64 * width, row as f64 * height + rag(at, row)]
    };
    let along = |column: usize, row: usize, i: usize| {
        let at = row * corners + i;
        [column as f64 * width + rag(at, column + 100), at as f64 / corners as f64 * height]
    };
    let area = |n: usize| {
        let (c, r) = (n % columns, n / columns);
        let mut ring: Vec<[f64; 2]> = (0..corners).map(|i| across(c, r, i)).collect();
        ring.extend((0..corners).map(|i| along(c + 1, r, i)));
        ring.extend((0..corners).map(|i| across(c, r + 1, corners - i)));
        ring.extend((0..corners).map(|i| along(c, r, corners - i)));
        vec![vec![ring]]
    };
    (0..columns * rows).map(area).collect()
}

/// Starts and ends of spans of up to a day, seconds.
pub fn spans(n: usize) -> [Vec<i64>; 2] {
    let start: Vec<i64> = (0..n as i64).map(|i| i * 7_919).collect();
    let end = (0..n).map(|i| start[i] + (part(i, 0.414_213_562).powi(3) * 86_400.0) as i64).collect();
    [start, end]
}

/// A Poisson number of a mean below some hundreds.
pub fn poisson(stream: &mut Stream, mean: f64) -> f64 {
    let (limit, mut product, mut count) = ((-mean).exp(), stream.unit(), 0.0);
    while product > limit {
        count += 1.0;
        product *= stream.unit();
    }
    count
}

/// A weekly series with a season.
pub fn series(number: u64) -> Vec<f64> {
    let mut stream = Seed(1).stream(number);
    let level = 1.0 + 15.0 * stream.unit();
    (0..WEEKS).map(|t| poisson(&mut stream, level * (1.0 + 0.3 * (t as f64 / 8.3).sin()))).collect()
}

/// Counts on a grid with warm middles.
pub fn heat(side: usize) -> Vec<f64> {
    let mut stream = Seed(5).stream(3);
    let warm: Vec<[f64; 2]> = (0..12).map(|_| [stream.unit() * side as f64, stream.unit() * side as f64]).collect();
    (0..side * side)
        .map(|at| {
            let (x, y) = ((at % side) as f64, (at / side) as f64);
            let near = warm.iter().map(|[a, b]| (-((x - a).powi(2) + (y - b).powi(2)) / 60.0).exp()).sum::<f64>();
            poisson(&mut stream, 0.3 + 8.0 * near)
        })
        .collect()
}
