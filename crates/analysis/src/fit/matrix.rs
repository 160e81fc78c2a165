//! Small symmetric systems: normal equations of regressions with a few columns.

use crate::Refusal;

/// A symmetric matrix, stored whole by rows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Symmetric {
    pub(crate) side: usize,
    pub(crate) values: Vec<f64>,
}

impl Symmetric {
    pub(crate) fn zero(side: usize) -> Self {
        Self { side, values: vec![0.0; side * side] }
    }

    pub(crate) fn at(&self, row: usize, column: usize) -> f64 {
        self.values[row * self.side + column]
    }

    /// Adds `weight · x xᵀ` to the lower triangle; zeros in `x` cost nothing.
    pub(crate) fn add_outer(&mut self, x: &[f64], weight: f64) {
        for (i, &xi) in x.iter().enumerate() {
            if xi == 0.0 {
                continue;
            }
            let scaled = weight * xi;
            for (cell, &xj) in self.values[i * self.side..=i * self.side + i].iter_mut().zip(x) {
                *cell += scaled * xj;
            }
        }
    }

    /// xᵀ A x.
    pub(crate) fn form(&self, x: &[f64]) -> f64 {
        let mut sum = 0.0;
        for (i, &xi) in x.iter().enumerate() {
            if xi != 0.0 {
                sum += xi * self.values[i * self.side..(i + 1) * self.side].iter().zip(x).map(|(a, b)| a * b).sum::<f64>();
            }
        }
        sum
    }

    /// A B A, for a symmetric B.
    pub(crate) fn sandwich(&self, middle: &Self) -> Self {
        let n = self.side;
        let product = |a: &[f64], b: &[f64]| {
            let mut out = vec![0.0; n * n];
            for i in 0..n {
                for k in 0..n {
                    for j in 0..n {
                        out[i * n + j] += a[i * n + k] * b[k * n + j];
                    }
                }
            }
            out
        };
        Self { side: n, values: product(&product(&self.values, &middle.values), &self.values) }
    }

    /// The Cholesky factor of the lower triangle. Refused when a pivot has lost all its digits: columns that depend on each other.
    pub(crate) fn cholesky(&self) -> Result<Cholesky, Refusal> {
        let n = self.side;
        let mut l = self.values.clone();
        for i in 0..n {
            for j in 0..=i {
                let before: f64 = (0..j).map(|k| l[i * n + k] * l[j * n + k]).sum();
                let rest = self.values[i * n + j] - before;
                if i == j {
                    // Written so that NaN is refused too.
                    if !(rest > 1e-13 * self.values[i * n + i] && rest.is_finite()) {
                        return Err(Refusal::Undetermined);
                    }
                    l[i * n + i] = rest.sqrt();
                } else {
                    l[i * n + j] = rest / l[j * n + j];
                }
            }
        }
        Ok(Cholesky { side: n, l })
    }
}

/// L with A = L Lᵀ.
pub(crate) struct Cholesky {
    side: usize,
    l: Vec<f64>,
}

impl Cholesky {
    /// x with A x = b.
    pub(crate) fn solve(&self, b: &[f64]) -> Vec<f64> {
        let n = self.side;
        let mut x = b.to_vec();
        for i in 0..n {
            let before: f64 = (0..i).map(|k| self.l[i * n + k] * x[k]).sum();
            x[i] = (x[i] - before) / self.l[i * n + i];
        }
        for i in (0..n).rev() {
            let after: f64 = (i + 1..n).map(|k| self.l[k * n + i] * x[k]).sum();
            x[i] = (x[i] - after) / self.l[i * n + i];
        }
        x
    }

    /// A⁻¹.
    pub(crate) fn inverse(&self) -> Symmetric {
        let n = self.side;
        let mut out = Symmetric::zero(n);
        let mut unit = vec![0.0; n];
        for column in 0..n {
            unit.fill(0.0);
            unit[column] = 1.0;
            for (row, value) in self.solve(&unit).into_iter().enumerate() {
                out.values[row * n + column] = value;
            }
        }
        out
    }
}
