//! Spreading the cells of a grid with a kernel that is alike in all four quarters: directly, along rows and columns one after the other, or by Fourier transform, whichever is least work.

use rayon::prelude::*;
use rustfft::num_complex::Complex;
use rustfft::{Fft, FftPlanner};
use std::sync::Arc;

/// A kernel on cells.
pub(super) struct Stencil {
    /// Cells it reaches to each side.
    pub reach: usize,
    form: Form,
}

enum Form {
    /// One quarter: `values[dy * (reach + 1) + dx]`.
    Whole(Vec<f64>),
    /// The product of one half along each axis.
    Product(Vec<f64>),
}

/// Kernel cells up to which spreading directly is less work than transforming.
const DIRECT: usize = 17 * 17;

impl Stencil {
    pub fn new(reach: usize, value: impl Fn(f64, f64) -> f64) -> Self {
        let quarter = (0..=reach).flat_map(|dy| (0..=reach).map(move |dx| (dx as f64, dy as f64)));
        Self { reach, form: Form::Whole(quarter.map(|(dx, dy)| value(dx, dy)).collect()) }
    }

    pub fn product(reach: usize, value: impl Fn(f64) -> f64) -> Self {
        Self { reach, form: Form::Product((0..=reach).map(|d| value(d as f64)).collect()) }
    }

    fn at(&self, dx: usize, dy: usize) -> f64 {
        match &self.form {
            Form::Whole(quarter) => quarter[dy * (self.reach + 1) + dx],
            Form::Product(half) => half[dx] * half[dy],
        }
    }

    /// Sum over all cells.
    pub fn total(&self) -> f64 {
        let times = |d: usize| if d == 0 { 1.0 } else { 2.0 };
        (0..=self.reach)
            .flat_map(|dy| (0..=self.reach).map(move |dx| (dx, dy)))
            .map(|(dx, dy)| times(dx) * times(dy) * self.at(dx, dy))
            .sum()
    }
}

/// Each cell's value spread over the grid; what falls outside is lost.
pub(super) fn convolved(values: &[f64], columns: usize, stencil: &Stencil) -> Vec<f64> {
    match &stencil.form {
        Form::Product(half) => {
            let along = spread_rows(values, columns, half);
            let rows = values.len() / columns;
            transposed(&spread_rows(&transposed(&along, columns), rows, half), rows)
        }
        Form::Whole(_) if (2 * stencil.reach + 1).pow(2) <= DIRECT => spread_directly(values, columns, stencil),
        Form::Whole(_) => spread_by_transform(values, columns, stencil),
    }
}

fn spread_rows(values: &[f64], columns: usize, half: &[f64]) -> Vec<f64> {
    let mut found = vec![0.0; values.len()];
    found.par_chunks_mut(columns).zip(values.par_chunks(columns)).for_each(|(found, row)| {
        for (shift, factor) in half.iter().enumerate().take(columns) {
            found[shift..].iter_mut().zip(row).for_each(|(f, v)| *f += factor * v);
            if shift > 0 {
                found.iter_mut().zip(&row[shift..]).for_each(|(f, v)| *f += factor * v);
            }
        }
    });
    found
}

fn transposed<T: Copy + Send + Sync + Default>(values: &[T], columns: usize) -> Vec<T> {
    let rows = values.len() / columns;
    let mut found = vec![T::default(); values.len()];
    found.par_chunks_mut(rows).enumerate().for_each(|(column, line)| {
        line.iter_mut().enumerate().for_each(|(row, v)| *v = values[row * columns + column]);
    });
    found
}

fn spread_directly(values: &[f64], columns: usize, stencil: &Stencil) -> Vec<f64> {
    let rows = values.len() / columns;
    let mut found = vec![0.0; values.len()];
    found.par_chunks_mut(columns).enumerate().for_each(|(row, line)| {
        for from in row.saturating_sub(stencil.reach)..(row + stencil.reach + 1).min(rows) {
            let source = &values[from * columns..(from + 1) * columns];
            for shift in 0..=stencil.reach.min(columns - 1) {
                let factor = stencil.at(shift, row.abs_diff(from));
                if factor == 0.0 {
                    continue;
                }
                line[shift..].iter_mut().zip(source).for_each(|(f, v)| *f += factor * v);
                if shift > 0 {
                    line.iter_mut().zip(&source[shift..]).for_each(|(f, v)| *f += factor * v);
                }
            }
        }
    });
    found
}

type Number = Complex<f64>;

/// The smallest length of small factors, which transforms fastest.
fn good_length(least: usize) -> usize {
    let is_good = |n: &usize| {
        let mut rest = *n;
        for factor in [2, 3, 5] {
            while rest.is_multiple_of(factor) {
                rest /= factor;
            }
        }
        rest == 1
    };
    (least.max(1)..).find(is_good).unwrap_or(least)
}

fn spread_by_transform(values: &[f64], columns: usize, stencil: &Stencil) -> Vec<f64> {
    let rows = values.len() / columns;
    // Wide enough that what goes out on one side does not come in on the other; a kernel past the whole grid is cut at it.
    let reach = stencil.reach.min(columns.max(rows) - 1);
    let (width, height) = (good_length(columns + reach.min(columns - 1)), good_length(rows + reach.min(rows - 1)));
    let mut planner = FftPlanner::new();
    let plans = [planner.plan_fft_forward(width), planner.plan_fft_forward(height)];
    let back = [planner.plan_fft_inverse(height), planner.plan_fft_inverse(width)];

    let mut spread = vec![Number::default(); width * height];
    spread.chunks_mut(width).zip(values.chunks(columns)).for_each(|(line, row)| line.iter_mut().zip(row).for_each(|(s, v)| s.re = *v));
    let mut kernel = vec![Number::default(); width * height];
    for dy in 0..=reach.min(rows - 1) {
        for dx in 0..=reach.min(columns - 1) {
            let value = Number::new(stencil.at(dx, dy), 0.0);
            for row in [dy, (height - dy) % height] {
                kernel[row * width + dx] = value;
                kernel[row * width + (width - dx) % width] = value;
            }
        }
    }
    // Both come out transposed, and the way back turns the product again.
    let forward = |values: &mut Vec<Number>| {
        along_lines(values, width, &plans[0]);
        *values = transposed(values, width);
        along_lines(values, height, &plans[1]);
    };
    forward(&mut spread);
    forward(&mut kernel);
    spread.par_iter_mut().zip(&kernel).for_each(|(s, k)| *s *= k);
    along_lines(&mut spread, height, &back[0]);
    let mut spread = transposed(&spread, height);
    along_lines(&mut spread, width, &back[1]);
    let scale = 1.0 / (width * height) as f64;
    // Rounding leaves tiny numbers on both sides of nothing.
    spread.chunks(width).take(rows).flat_map(|row| row[..columns].iter().map(|v| (v.re * scale).max(0.0))).collect()
}

fn along_lines(values: &mut [Number], length: usize, plan: &Arc<dyn Fft<f64>>) {
    // Several lines at a time share the room that the plan needs.
    values.par_chunks_mut(length * 16).for_each(|lines| plan.process(lines));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_ways_spread_alike() {
        let part = |i: usize| (i as f64 * 0.754_877_666).fract();
        for (columns, rows) in [(37, 23), (5, 40), (1, 1), (1, 30)] {
            let values: Vec<f64> = (0..columns * rows).map(part).collect();
            let fall = |d: f64| (-d * d / 8.0).exp();
            for reach in [0, 1, 4, 9, 60] {
                let whole = Stencil::new(reach, |dx, dy| fall(dx) * fall(dy));
                let direct = spread_directly(&values, columns, &whole);
                let product = convolved(&values, columns, &Stencil::product(reach, fall));
                let transform = spread_by_transform(&values, columns, &whole);
                for ((d, p), t) in direct.iter().zip(product).zip(transform) {
                    assert!((d - p).abs() < 1e-12 && (d - t).abs() < 1e-11, "{columns} × {rows}, {reach}: {d} {p} {t}");
                }
            }
        }
    }
}
