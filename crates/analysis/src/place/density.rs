//! How densely it happens: a smooth surface of incidents per square kilometre.

use crate::finding::Finding;
use crate::refusal::{self, Refusal};
use rayon::prelude::*;

/// Fewest incidents a surface is made of. With fewer, every incident is a disc of its own: the surface would point at single events (and
/// addresses) and say nothing that the points or a table do not say better.
pub const FEWEST_FOR_DENSITY: f64 = 20.0;

/// Most cells of a surface.
pub const MOST_CELLS: usize = 4_000_000;

/// A surface on square cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// West edge of the first column, metres.
    pub min_x: f64,
    /// South edge of the first row, metres.
    pub min_y: f64,
    /// Side of a cell, metres.
    pub cell: f64,
    /// Number of columns.
    pub columns: usize,
    /// Number of rows.
    pub rows: usize,
    /// Incidents per km² at the middle of each cell, row by row from the south, each row from the west: `values[row * columns + column]`.
    pub values: Vec<f64>,
}

/// Kernel density with the quartic (biweight) kernel, exact at the cell middles:
/// `λ(s) = 10⁶ · Σ wᵢ · 3/(πh²) · (1 − dᵢ²/h²)²` over points nearer than `h` = `bandwidth`.
///
/// `x`, `y`, `bandwidth`, `cell` in metres of a projected system; `bounds` = `[min_x, min_y, max_x, max_y]`, filled with whole cells from its south-west corner
/// (the last column and row may reach beyond). Points outside the bounds count as far as their kernel reaches in. Kernel and constants as in CrimeStat and
/// QGIS (Silverman 1986, section 4.2; Chainey, Tompson & Uhlig 2008 on its use). No edge correction: near the border of the known area the surface is too low.
/// Not for points that are centroids of areas: it would show peaks where there are none.
///
/// Refused with fewer than [`FEWEST_FOR_DENSITY`] incidents within reach of the bounds, more than [`MOST_CELLS`]
/// cells, or parameters that are not positive numbers. The same digits on any number of threads. O(points × (bandwidth/cell)²).
pub fn density(x: &[f64], y: &[f64], weight: &[f64], bandwidth: f64, cell: f64, bounds: [f64; 4]) -> Result<Finding<Grid>, Refusal> {
    let positive = |v: f64| v > 0.0 && v.is_finite();
    let [min_x, min_y, max_x, max_y] = bounds;
    refusal::above_zero("bandwidth", bandwidth)?;
    refusal::above_zero("cell", cell)?;
    refusal::bounds(bounds)?;
    let (columns, rows) = (((max_x - min_x) / cell).ceil(), ((max_y - min_y) / cell).ceil());
    if columns * rows > MOST_CELLS as f64 {
        return Err(Refusal::TooLarge { what: "cells", have: (columns * rows).min(f64::MAX), most: MOST_CELLS as f64 });
    }
    let (columns, rows) = (columns.max(1.0) as usize, rows.max(1.0) as usize);

    let all = x.len().max(y.len()).max(weight.len());
    let usable: Vec<[f64; 3]> = x
        .iter()
        .zip(y)
        .zip(weight)
        .filter(|((x, y), w)| x.is_finite() && y.is_finite() && positive(**w))
        .map(|((x, y), w)| [*x, *y, *w])
        .collect();
    let left_out = all - usable.len();
    let h = bandwidth;
    let mut near: Vec<[f64; 3]> =
        usable.into_iter().filter(|[x, y, _]| *x > min_x - h && *x < max_x + h && *y > min_y - h && *y < max_y + h).collect();
    enough_for_density(near.iter().map(|p| p[2]).sum())?;
    // From south to north, so that each row of cells finds its points as one slice.
    near.sort_by(|a, b| a[1].total_cmp(&b[1]));
    let top = 3.0 / (std::f64::consts::PI * h * h) * 1e6;
    let mut values = vec![0.0; columns * rows];
    values.par_chunks_mut(columns).enumerate().for_each(|(row, line)| {
        let cy = min_y + (row as f64 + 0.5) * cell;
        let from = near.partition_point(|p| p[1] <= cy - h);
        let to = near.partition_point(|p| p[1] < cy + h);
        for &[px, py, w] in &near[from..to] {
            let dy2 = (py - cy) * (py - cy);
            let reach = (h * h - dy2).max(0.0).sqrt();
            let first = ((px - reach - min_x) / cell - 0.5).ceil().max(0.0) as usize;
            let last = ((px + reach - min_x) / cell - 0.5).floor();
            if last < 0.0 {
                continue;
            }
            for (column, value) in line.iter_mut().enumerate().take((last as usize).saturating_add(1)).skip(first) {
                let dx = min_x + (column as f64 + 0.5) * cell - px;
                let rest = (1.0 - (dx * dx + dy2) / (h * h)).max(0.0);
                *value += w * top * rest * rest;
            }
        }
    });
    Ok(Finding::of(Grid { min_x, min_y, cell, columns, rows, values }, left_out))
}

/// Enough incidents within reach for a surface.
fn enough_for_density(have: f64) -> Result<(), Refusal> {
    if have >= FEWEST_FOR_DENSITY {
        return Ok(());
    }
    // The last whole incident: 19.5 are too few as well.
    Err(Refusal::TooFew { what: "usable incidents", have: have as usize, need: FEWEST_FOR_DENSITY as usize })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::finding::Diagnostic;

    /// Points on a lattice with irrational steps: scattered, and the same everywhere.
    fn scattered(n: usize, side: f64) -> (Vec<f64>, Vec<f64>) {
        let part = |i: usize, step: f64| (i as f64 * step).fract() * side;
        ((0..n).map(|i| part(i, 0.754_877_666)).collect(), (0..n).map(|i| part(i, 0.569_840_291)).collect())
    }

    #[test]
    fn equals_the_formula_written_out() {
        let (x, y) = scattered(300, 2_000.0);
        let w: Vec<f64> = (0..300).map(|i| 1.0 + (i % 3) as f64).collect();
        let grid = density(&x, &y, &w, 333.0, 70.0, [-100.0, 200.0, 1_900.0, 1_800.0]).unwrap().value;
        assert_eq!((grid.columns, grid.rows), (29, 23));
        for row in 0..grid.rows {
            for column in 0..grid.columns {
                let (cx, cy) = (-100.0 + 70.0 * (column as f64 + 0.5), 200.0 + 70.0 * (row as f64 + 0.5));
                let mut sum = 0.0;
                for i in 0..300 {
                    let d2 = (x[i] - cx).powi(2) + (y[i] - cy).powi(2);
                    if d2 < 333.0 * 333.0 {
                        sum += w[i] * 3.0 / (std::f64::consts::PI * 333.0 * 333.0) * (1.0 - d2 / (333.0 * 333.0)).powi(2) * 1e6;
                    }
                }
                let value = grid.values[row * grid.columns + column];
                assert!((value - sum).abs() <= 1e-9 * sum.max(1.0), "{value} is not {sum}");
            }
        }
    }

    #[test]
    fn the_surface_holds_as_many_incidents_as_there_are() {
        let (mut x, mut y) = scattered(500, 3_000.0);
        x.iter_mut().chain(&mut y).for_each(|c| *c += 600.0);
        let grid = density(&x, &y, &[1.0; 500], 500.0, 50.0, [0.0, 0.0, 4_200.0, 4_200.0]).unwrap().value;
        let mass: f64 = grid.values.iter().sum::<f64>() * 50.0 * 50.0 / 1e6;
        assert!((mass - 500.0).abs() < 0.5, "{mass}");
    }

    #[test]
    fn refuses_a_surface_of_a_few_incidents() {
        let (x, y) = scattered(25, 1_000.0);
        let bounds = [0.0, 0.0, 1_000.0, 1_000.0];
        let mut weight = vec![1.0; 25];
        assert!(density(&x, &y, &weight, 200.0, 50.0, bounds).is_ok());
        weight[3..].fill(f64::NAN);
        let too_few = |have| Err(Refusal::TooFew { what: "usable incidents", have, need: 20 });
        assert_eq!(density(&x, &y, &weight, 200.0, 50.0, bounds), too_few(3));
        // One row standing for many incidents is enough of them; far away ones do not count.
        assert!(density(&[500.0], &[500.0], &[20.0], 200.0, 50.0, bounds).is_ok());
        assert_eq!(density(&[5_000.0], &[500.0], &[20.0], 200.0, 50.0, bounds), too_few(0));
        let remarked = density(&[500.0, f64::NAN], &[500.0], &[20.0], 200.0, 50.0, bounds).unwrap();
        assert_eq!(remarked.diagnostics, [Diagnostic::RowsLeftOut(1)]);
    }

    #[test]
    fn refuses_parameters_it_is_not_defined_for() {
        let ask = |h: f64, cell: f64, bounds: [f64; 4]| density(&[0.0], &[0.0], &[50.0], h, cell, bounds).unwrap_err();
        let unit = [0.0, 0.0, 1.0, 1.0];
        assert!(matches!(ask(f64::NAN, 1.0, unit), Refusal::BadParameter { name: "bandwidth", .. }));
        assert!(matches!(ask(1.0, 0.0, unit), Refusal::BadParameter { name: "cell", .. }));
        assert!(matches!(ask(1.0, 1.0, [1.0, 0.0, 0.0, 1.0]), Refusal::BadParameter { name: "bounds", .. }));
        assert!(matches!(ask(1.0, 1e-6, unit), Refusal::TooLarge { what: "cells", .. }));
    }
}
