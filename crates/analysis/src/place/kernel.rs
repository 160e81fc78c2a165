//! Smooth surfaces with a choice of kernel, edge correction and way of computing.

use super::convolution::{Stencil, convolved};
use super::density::{FEWEST_FOR_DENSITY, Grid, MOST_CELLS};
use crate::finding::{Diagnostic, Finding};
use crate::refusal::{self, Refusal};
use crate::watch::Watch;
use rayon::prelude::*;
use std::ops::Range;

/// How a point spreads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// 3/(πh²) (1 − d²/h²)² up to the bandwidth h, as in CrimeStat and QGIS.
    Quartic,
    /// exp(−d²/2h²)/(2πh²): the bandwidth h is the standard deviation. A quartic kernel of radius h spreads as a gaussian of h/√8.
    Gaussian,
}

/// What is done about the part of a kernel that falls outside the bounds, where nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Nothing: near the bounds the surface is too low. Points outside the bounds count as far as they reach in.
    Open,
    /// The surface is divided by the share of a kernel at each cell that lies inside (Diggle 1985; spatstat's default).
    Uniform,
    /// Each point weighs the inverse of the share of its own kernel that lies inside (Jones 1993): the surface then sums to the points.
    Sums,
}

/// How it is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Each point at each cell within reach: exact at the cell middles.
    Exact,
    /// Points are shared between the four nearest cell middles first (linear binning), and the cells spread: time hardly grows with bandwidth or points. A lone point's peak
    /// comes out too low by about 1.3 (cell/bandwidth)² for the quartic kernel (1.3 % at a tenth, 5 % at a fifth) and (cell/bandwidth)²/6 for the gaussian.
    Binned,
}

/// How a surface is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Smoothing {
    /// How a point spreads.
    pub kernel: Kernel,
    /// Bandwidth, metres: radius (quartic) or standard deviation (gaussian).
    pub bandwidth: f64,
    /// Side of a cell, metres.
    pub cell: f64,
    /// `[min_x, min_y, max_x, max_y]`, metres; filled with whole cells from the south-west corner.
    pub bounds: [f64; 4],
    /// What is done about the bounds.
    pub edge: Edge,
    /// How it is computed.
    pub way: Way,
}

/// Standard deviations after which a gaussian is nothing: it has fallen to 10⁻¹⁴ of its peak.
const TAIL: f64 = 8.0;

impl Kernel {
    fn reach(self, bandwidth: f64) -> f64 {
        match self {
            Kernel::Quartic => bandwidth,
            Kernel::Gaussian => TAIL * bandwidth,
        }
    }

    /// Value at a squared distance, per m².
    fn value(self, squared: f64, bandwidth: f64) -> f64 {
        let share = squared / (bandwidth * bandwidth);
        match self {
            Kernel::Quartic => 3.0 / (std::f64::consts::PI * bandwidth * bandwidth) * (1.0 - share).max(0.0).powi(2),
            Kernel::Gaussian => (-share / 2.0).exp() / (std::f64::consts::TAU * bandwidth * bandwidth),
        }
    }
}

/// A surface of incidents per km² at the middles of square cells: λ(s) = 10⁶ Σ wᵢ k(|s − xᵢ|).
///
/// `x`, `y` metres; a weight is a number of incidents. As [`super::density`] (which is the quartic kernel, exact, with open bounds), with a choice of kernel, edge correction and way.
/// With an edge correction only points inside the bounds count. The share of a kernel inside is summed over cell middles: let the bandwidth be
/// at least two cells.
///
/// Assumptions and pitfalls: the bandwidth rules the picture, so keep it and the legend from week to week; not for points coded to centroids; a density is not a risk,
/// it is highest where most people are; water and forest inside the bounds are taken for places where it could happen. The same digits on any number of
/// threads. Refused as [`super::density`] is, but of few incidents it is made, with a remark: who may see single events decides whether it is shown.
///
/// Source: Silverman (1986), *Density Estimation*; Diggle (1985), *Applied Statistics* 34; Jones (1993), *Statistics and Computing* 3; Wand (1994) on linear binning,
/// *Journal of Computational and Graphical Statistics* 3.
pub fn surface(x: &[f64], y: &[f64], weight: &[f64], smoothing: &Smoothing, watch: &dyn Watch) -> Result<Finding<Grid>, Refusal> {
    let columns = Columns { x, y, weight };
    let mut grid = frame(smoothing)?;
    let inside = inside(&grid, smoothing);
    if watch.is_stopped() {
        return Err(Refusal::Stopped);
    }
    watch.advanced(0.2);
    let taken = Taken { grid: &grid, reach: reach(smoothing), shares: inside.as_ref().filter(|_| smoothing.edge == Edge::Sums) };
    let (mut values, used, have) = match smoothing.way {
        Way::Exact => exact(&columns, &taken, smoothing)?,
        Way::Binned => binned(&columns, &taken, smoothing)?,
    };
    if let (Edge::Uniform, Some(inside)) = (smoothing.edge, &inside) {
        values.iter_mut().zip(inside).for_each(|(value, share)| *value /= share);
    }
    if watch.is_stopped() {
        return Err(Refusal::Stopped);
    }
    watch.advanced(0.8);
    grid.values = values;
    let mut found = Finding::of(grid, columns.longest() - used);
    if have < FEWEST_FOR_DENSITY {
        found.diagnostics.push(Diagnostic::FewIncidents { have, usual: FEWEST_FOR_DENSITY });
    }
    Ok(found)
}

/// What was handed in.
struct Columns<'a> {
    x: &'a [f64],
    y: &'a [f64],
    weight: &'a [f64],
}

impl Columns<'_> {
    fn longest(&self) -> usize {
        self.x.len().max(self.y.len()).max(self.weight.len())
    }

    /// Rows that have all three.
    fn rows(&self) -> usize {
        self.x.len().min(self.y.len()).min(self.weight.len())
    }
}

/// Which points count, and with what weight.
struct Taken<'a> {
    grid: &'a Grid,
    /// How far outside the bounds a point may lie, metres.
    reach: f64,
    /// Share of a kernel inside, per cell, where points are weighed by it.
    shares: Option<&'a Vec<f64>>,
}

impl Taken<'_> {
    /// Hands on the points of some rows that count, with their weights; returns how many rows are usable, and the sum of the weights that count as they
    /// were handed in.
    fn each(&self, columns: &Columns, rows: Range<usize>, mut hand: impl FnMut([f64; 3])) -> (usize, f64) {
        let (min_x, max_x, min_y, max_y) =
            (self.grid.min_x - self.reach, self.grid.right() + self.reach, self.grid.min_y - self.reach, self.grid.top() + self.reach);
        let (mut used, mut total) = (0, 0.0);
        for ((&x, &y), &weight) in columns.x[rows.clone()].iter().zip(&columns.y[rows.clone()]).zip(&columns.weight[rows]) {
            if !(x.is_finite() && y.is_finite() && weight.is_finite() && weight > 0.0) {
                continue;
            }
            used += 1;
            if x >= min_x && x <= max_x && y >= min_y && y <= max_y {
                total += weight;
                hand([x, y, self.shares.map_or(weight, |shares| weight / shares[self.grid.cell_of(x, y)])]);
            }
        }
        (used, total)
    }
}

/// How far outside the bounds a point may lie and count, metres.
fn reach(smoothing: &Smoothing) -> f64 {
    if smoothing.edge == Edge::Open { smoothing.kernel.reach(smoothing.bandwidth) } else { 0.0 }
}

impl Grid {
    fn right(&self) -> f64 {
        self.min_x + self.columns as f64 * self.cell
    }

    fn top(&self) -> f64 {
        self.min_y + self.rows as f64 * self.cell
    }

    /// The cell of a point inside the bounds.
    fn cell_of(&self, x: f64, y: f64) -> usize {
        let at = |v: f64, min: f64, count: usize| (((v - min) / self.cell) as usize).min(count - 1);
        at(y, self.min_y, self.rows) * self.columns + at(x, self.min_x, self.columns)
    }
}

/// The grid, empty.
fn frame(smoothing: &Smoothing) -> Result<Grid, Refusal> {
    let [min_x, min_y, max_x, max_y] = smoothing.bounds;
    refusal::above_zero("bandwidth", smoothing.bandwidth)?;
    // Squares must stay numbers, too.
    if !(1e-100..1e100).contains(&smoothing.bandwidth) {
        return Err(Refusal::BadParameter { name: "bandwidth", must: "positive" });
    }
    refusal::above_zero("cell", smoothing.cell)?;
    refusal::bounds(smoothing.bounds)?;
    let (columns, rows) = (((max_x - min_x) / smoothing.cell).ceil(), ((max_y - min_y) / smoothing.cell).ceil());
    // The cells that a kernel reaches past the bounds are computed with.
    let reach = (smoothing.kernel.reach(smoothing.bandwidth) / smoothing.cell).ceil() + 1.0;
    let cells = (columns + 2.0 * reach) * (rows + 2.0 * reach);
    let most = if smoothing.way == Way::Binned || smoothing.edge != Edge::Open { 8.0 } else { f64::INFINITY } * MOST_CELLS as f64;
    if columns * rows > MOST_CELLS as f64 || cells > most {
        return Err(Refusal::TooLarge { what: "cells", have: cells.min(f64::MAX), most: MOST_CELLS as f64 });
    }
    let (columns, rows) = (columns.max(1.0) as usize, rows.max(1.0) as usize);
    Ok(Grid { min_x, min_y, cell: smoothing.cell, columns, rows, values: Vec::new() })
}

/// Share of a kernel at each cell that lies inside, where the edge is corrected.
fn inside(grid: &Grid, smoothing: &Smoothing) -> Option<Vec<f64>> {
    match smoothing.edge {
        Edge::Open => None,
        Edge::Uniform | Edge::Sums => {
            let stencil = stencil(smoothing);
            let total: f64 = stencil.total();
            let mut shares = convolved(&vec![1.0; grid.columns * grid.rows], grid.columns, &stencil);
            shares.iter_mut().for_each(|share| *share = (*share / total).max(f64::MIN_POSITIVE));
            Some(shares)
        }
    }
}

fn stencil(smoothing: &Smoothing) -> Stencil {
    let (h, cell) = (smoothing.bandwidth, smoothing.cell);
    let reach = (smoothing.kernel.reach(h) / cell).ceil() as usize;
    match smoothing.kernel {
        Kernel::Quartic => Stencil::new(reach, |dx, dy| smoothing.kernel.value((dx * dx + dy * dy) * cell * cell, h)),
        // A gaussian is the product of two.
        Kernel::Gaussian => Stencil::product(reach, |d| (-(d * cell / h).powi(2) / 2.0).exp() / (h * std::f64::consts::TAU.sqrt())),
    }
}

/// At least some incident within reach.
fn not_nothing(total: f64) -> Result<(), Refusal> {
    refusal::enough("usable incidents", total.ceil() as usize, 1)
}

/// Rows of cells that are filled together, so that what depends on a point and a column alone is computed once for them.
const BLOCK: usize = 16;

/// Incidents per km² by cell, each point at each cell; how many rows are usable, and the incidents within reach.
fn exact(columns: &Columns, taken: &Taken, smoothing: &Smoothing) -> Result<(Vec<f64>, usize, f64), Refusal> {
    let mut points = Vec::new();
    let (used, total) = taken.each(columns, 0..columns.rows(), |point| points.push(point));
    not_nothing(total)?;
    let grid = taken.grid;
    // From south to north, so that each block of rows finds its points as one slice.
    points.sort_by(|a, b| a[1].total_cmp(&b[1]));
    let (h, cell, reach) = (smoothing.bandwidth, grid.cell, smoothing.kernel.reach(smoothing.bandwidth));
    let mut values = vec![0.0; grid.columns * grid.rows];
    values.par_chunks_mut(grid.columns * BLOCK).enumerate().for_each(|(block, lines)| {
        let middle = |row: usize| grid.min_y + ((block * BLOCK + row) as f64 + 0.5) * cell;
        let rows = lines.len() / grid.columns;
        let from = points.partition_point(|p| p[1] < middle(0) - reach);
        let to = points.partition_point(|p| p[1] <= middle(rows - 1) + reach);
        let mut along = Vec::new();
        for &[px, py, weight] in &points[from..to] {
            let first = (((px - reach - grid.min_x) / cell - 0.5).ceil().max(0.0) as usize).min(grid.columns);
            let end = (((px + reach - grid.min_x) / cell - 0.5).floor() + 1.0).max(0.0) as usize;
            let columns = first..end.min(grid.columns).max(first);
            along.clear();
            along.extend(columns.clone().map(|column| {
                let share = (grid.min_x + (column as f64 + 0.5) * cell - px) / h;
                match smoothing.kernel {
                    Kernel::Quartic => share * share,
                    Kernel::Gaussian => (-share * share / 2.0).exp(),
                }
            }));
            for (row, line) in lines.chunks_mut(grid.columns).enumerate() {
                let share = (middle(row) - py) / h;
                if share.abs() * h > reach {
                    continue;
                }
                let peak = 1e6 * weight * smoothing.kernel.value(0.0, h);
                let cells = line[columns.clone()].iter_mut().zip(&along);
                match smoothing.kernel {
                    Kernel::Quartic => cells.for_each(|(value, dx)| {
                        let rest = (1.0 - share * share - dx).max(0.0);
                        *value += peak * rest * rest;
                    }),
                    Kernel::Gaussian => {
                        let peak = peak * (-share * share / 2.0).exp();
                        cells.for_each(|(value, dx)| *value += peak * dx);
                    }
                }
            }
        }
    });
    Ok((values, used, total))
}

/// Incidents per km² by cell, the points shared between the four nearest cell middles; and how many rows are usable. In pieces that do not depend on the number
/// of threads, so that the sums have the same digits.
fn binned(columns: &Columns, taken: &Taken, smoothing: &Smoothing) -> Result<(Vec<f64>, usize, f64), Refusal> {
    let (stencil, grid) = (stencil(smoothing), taken.grid);
    // Cells around the bounds, for points outside that reach in.
    let rim = if smoothing.edge == Edge::Open { stencil.reach + 1 } else { 1 };
    let (across, up) = (grid.columns + 2 * rim, grid.rows + 2 * rim);
    let pieces = (columns.rows() / (across * up).max(1 << 16)).clamp(1, 16);
    let length = columns.rows().div_ceil(pieces).max(1);
    let binned: Vec<(Vec<f64>, (usize, f64))> = (0..pieces)
        .into_par_iter()
        .map(|piece| {
            let mut sums = vec![0.0; across * up];
            let rows = (piece * length).min(columns.rows())..((piece + 1) * length).min(columns.rows());
            let told = taken.each(columns, rows, |point| share(&mut sums, grid, rim, [across, up], point));
            (sums, told)
        })
        .collect();
    let total = binned.iter().map(|(_, (_, total))| total).sum();
    not_nothing(total)?;
    let used = binned.iter().map(|(_, (used, _))| used).sum();
    let sums = binned.into_iter().map(|(sums, _)| sums).reduce(|mut total, sums| {
        total.iter_mut().zip(sums).for_each(|(total, sum)| *total += sum);
        total
    });
    let spread = convolved(&sums.unwrap_or_default(), across, &stencil);
    let values = spread.chunks(across).skip(rim).take(grid.rows).flat_map(|row| row[rim..rim + grid.columns].iter().map(|v| v * 1e6));
    Ok((values.collect(), used, total))
}

/// Shares a point between the four nearest cell middles, on the grid with `rim` more cells on every side.
#[inline]
fn share(sums: &mut [f64], grid: &Grid, rim: usize, [columns, rows]: [usize; 2], [x, y, weight]: [f64; 3]) {
    let (u, v) = ((x - grid.min_x) / grid.cell - 0.5 + rim as f64, (y - grid.min_y) / grid.cell - 0.5 + rim as f64);
    // Rounding at the rim must not lead outside.
    let (u, v) = (u.clamp(0.0, (columns - 1) as f64), v.clamp(0.0, (rows - 1) as f64));
    let (column, row) = ((u as usize).min(columns - 2), (v as usize).min(rows - 2));
    let (right, up) = (u - column as f64, v - row as f64);
    let at = row * columns + column;
    sums[at] += weight * (1.0 - right) * (1.0 - up);
    sums[at + 1] += weight * right * (1.0 - up);
    sums[at + columns] += weight * (1.0 - right) * up;
    sums[at + columns + 1] += weight * right * up;
}
