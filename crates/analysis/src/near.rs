//! Points sorted into square cells, so that those near a point lie in a few runs of the sorted order. Any extent: only cells that hold
//! something take room.

use rayon::prelude::*;
use std::ops::Range;

/// Most columns and rows; a wider extent gets larger cells.
const MOST_LINES: f64 = 1e9;

/// Points in cells, row by row from the south, each row from the west.
#[derive(Clone, Debug)]
pub(crate) struct Near {
    /// For each sorted place, the point's index as it was given.
    pub order: Vec<u32>,
    /// Eastings in sorted order.
    pub x: Vec<f64>,
    /// Northings in sorted order.
    pub y: Vec<f64>,
    side: f64,
    /// Cells that hold something: row and column in one number, and where its points start.
    cells: Vec<(u64, u32)>,
}

impl Near {
    /// Sorts finite points into cells at least `side` wide, a positive number. At most 2³² − 1 points.
    pub fn new(x: &[f64], y: &[f64], side: f64) -> Self {
        let low = |values: &[f64]| values.par_iter().copied().reduce(|| f64::INFINITY, f64::min);
        let high = |values: &[f64]| values.par_iter().copied().reduce(|| f64::NEG_INFINITY, f64::max);
        let (min, extent) = ([low(x), low(y)], (high(x) / 2.0 - low(x) / 2.0).max(high(y) / 2.0 - low(y) / 2.0) * 2.0);
        // A little wider than asked, so that rounding cannot put two points within `side` two cells apart.
        let side = (side * (1.0 + 1e-9)).max(if extent.is_finite() { extent } else { f64::MAX } / MOST_LINES);
        let line = |v: f64, min: f64| ((v / side - min / side).floor()).max(0.0) as u64 + 1;
        let mut keyed: Vec<(u64, u32)> =
            (0..x.len()).into_par_iter().map(|i| (line(y[i], min[1]) << 32 | line(x[i], min[0]), i as u32)).collect();
        keyed.par_sort_unstable();
        let mut cells: Vec<(u64, u32)> = Vec::new();
        for (at, (key, _)) in keyed.iter().enumerate() {
            if cells.last().is_none_or(|(last, _)| last != key) {
                cells.push((*key, at as u32));
            }
        }
        let pick = |values: &[f64]| keyed.par_iter().map(|(_, i)| values[*i as usize]).collect();
        Self { x: pick(x), y: pick(y), order: keyed.into_par_iter().map(|(_, i)| i).collect(), cells, side }
    }

    /// Width of a cell: about what was asked, more when the extent is huge.
    pub fn side(&self) -> f64 {
        self.side
    }

    /// How many cells hold something.
    pub fn cells(&self) -> usize {
        self.cells.len()
    }

    /// The sorted places of a cell's points.
    pub fn points(&self, cell: usize) -> Range<usize> {
        let end = self.cells.get(cell + 1).map_or(self.order.len(), |(_, start)| *start as usize);
        self.cells[cell].1 as usize..end
    }

    /// The cells that lie `rows` further north and from `west` columns west to `east` columns east of a cell: a run, because cells are sorted.
    pub fn run(&self, cell: usize, rows: i64, west: i64, east: i64) -> Range<usize> {
        // Rows and columns begin at one: none of the neighbours' numbers is negative.
        let at = |columns: i64| (self.cells[cell].0 as i64 + (rows << 32) + columns) as u64;
        let (first, last) = (at(west), at(east));
        let start = self.cells.partition_point(|(key, _)| *key < first);
        let mut end = start;
        while end < self.cells.len() && self.cells[end].0 <= last {
            end += 1;
        }
        start..end
    }

    /// The sorted places of the points in a run of cells.
    pub fn points_of(&self, cells: Range<usize>) -> Range<usize> {
        if cells.is_empty() {
            return 0..0;
        }
        self.points(cells.start).start..self.points(cells.end - 1).end
    }
}

/// Rows whose every number is finite, by index; and how many were left out, rows beyond the shortest column too.
pub(crate) fn usable(columns: &[&[f64]]) -> (Vec<u32>, usize) {
    let shortest = columns.iter().map(|c| c.len()).min().unwrap_or(0).min(u32::MAX as usize - 1);
    let longest = columns.iter().map(|c| c.len()).max().unwrap_or(0);
    let rows: Vec<u32> = (0..shortest as u32).filter(|&i| columns.iter().all(|c| c[i as usize].is_finite())).collect();
    let left_out = longest - rows.len();
    (rows, left_out)
}

/// The values of some rows.
pub(crate) fn picked(values: &[f64], rows: &[u32]) -> Vec<f64> {
    rows.iter().map(|&i| values[i as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nine_cells_around_hold_all_points_within_a_side() {
        let part = |i: usize, step: f64| (i as f64 * step).fract();
        for (side, extent) in [(0.05, 1.0), (0.3, 1.0), (1e-9, 1.0), (1e200, 1e300), (5.0, 1.0), (1e-300, 1e308)] {
            let x: Vec<f64> = (0..400).map(|i| part(i, 0.754_877_666) * extent - extent / 2.0).collect();
            let y: Vec<f64> = (0..400).map(|i| part(i, 0.569_840_291) * extent).collect();
            let near = Near::new(&x, &y, side);
            let mut found = 0;
            for cell in 0..near.cells() {
                for i in near.points(cell) {
                    for j in (-1..=1).flat_map(|rows| near.points_of(near.run(cell, rows, -1, 1))) {
                        found += usize::from((near.x[i] - near.x[j]).hypot(near.y[i] - near.y[j]) <= side);
                    }
                }
            }
            let all = (0..400).flat_map(|i| (0..400).map(move |j| (i, j)));
            let expected = all.filter(|&(i, j)| (x[i] - x[j]).hypot(y[i] - y[j]) <= side).count();
            assert_eq!(found, expected, "side {side}, extent {extent}");
        }
    }
}
