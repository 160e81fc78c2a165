//! Spreading the cells of a grid with a kernel that is alike in all four quarters: directly, along rows and columns one after the other, or by Fourier transform, whichever is least work.

use rayon::prelude::*;
use std::f64::consts::TAU;

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

/// A complex number: real and imaginary part.
type Number = [f64; 2];

fn times([a, b]: Number, [c, d]: Number) -> Number {
    [a * c - b * d, a * d + b * c]
}

/// Fourier transforms of one length, a power of two.
struct Transform {
    length: usize,
    /// e^(−2πik/length) for the first half of k.
    turns: Vec<Number>,
}

impl Transform {
    fn new(length: usize) -> Self {
        let turn = |k: usize| {
            let (sin, cos) = (-TAU * k as f64 / length as f64).sin_cos();
            [cos, sin]
        };
        Self { length, turns: (0..length / 2).map(turn).collect() }
    }

    /// Transforms each line (Cooley & Tukey 1965: halves, quarters … put together in turn).
    fn along_lines(&self, values: &mut [Number]) {
        values.par_chunks_mut(self.length).for_each(|line| self.line(line));
    }

    fn line(&self, line: &mut [Number]) {
        if self.length < 2 {
            return;
        }
        let bits = self.length.trailing_zeros();
        for i in 1..self.length {
            let mirrored = i.reverse_bits() >> (usize::BITS - bits);
            if i < mirrored {
                line.swap(i, mirrored);
            }
        }
        let mut half = 1;
        while half < self.length {
            let step = self.length / (2 * half);
            for block in line.chunks_mut(2 * half) {
                let (low, high) = block.split_at_mut(half);
                for ((a, b), turn) in low.iter_mut().zip(high).zip(self.turns.iter().step_by(step)) {
                    let turned = times(*b, *turn);
                    (*a, *b) = ([a[0] + turned[0], a[1] + turned[1]], [a[0] - turned[0], a[1] - turned[1]]);
                }
            }
            half *= 2;
        }
    }
}

fn spread_by_transform(values: &[f64], columns: usize, stencil: &Stencil) -> Vec<f64> {
    let rows = values.len() / columns;
    // Wide enough that what goes out on one side does not come in on the other; a kernel past the whole grid is cut at it.
    let (wide, high) = (stencil.reach.min(columns - 1), stencil.reach.min(rows - 1));
    let (width, height) = ((columns + wide).next_power_of_two(), (rows + high).next_power_of_two());
    let [across, up] = [width, height].map(Transform::new);
    let mut spread = vec![Number::default(); width * height];
    spread.chunks_mut(width).zip(values.chunks(columns)).for_each(|(line, row)| line.iter_mut().zip(row).for_each(|(s, v)| s[0] = *v));
    let mut kernel = vec![Number::default(); width * height];
    for dy in 0..=high {
        for dx in 0..=wide {
            let value = [stencil.at(dx, dy), 0.0];
            for row in [dy, (height - dy) % height] {
                kernel[row * width + dx] = value;
                kernel[row * width + (width - dx) % width] = value;
            }
        }
    }
    // Both come out transposed, and the way back turns the product again.
    let forward = |values: &mut Vec<Number>| {
        across.along_lines(values);
        *values = transposed(values, width);
        up.along_lines(values);
    };
    forward(&mut spread);
    forward(&mut kernel);
    // The way back is the way forward on conjugates.
    spread.par_iter_mut().zip(&kernel).for_each(|(s, k)| {
        let [real, imaginary] = times(*s, *k);
        *s = [real, -imaginary];
    });
    up.along_lines(&mut spread);
    let mut spread = transposed(&spread, height);
    across.along_lines(&mut spread);
    let scale = 1.0 / (width * height) as f64;
    // Rounding leaves tiny numbers on both sides of nothing.
    spread.chunks(width).take(rows).flat_map(|row| row[..columns].iter().map(|v| (v[0] * scale).max(0.0))).collect()
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
