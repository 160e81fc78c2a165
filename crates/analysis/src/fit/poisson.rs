//! Poisson regression with log link by iteratively reweighted least squares, with prior weights and offset, and its quasi-Poisson dispersion.
//!
//! Start, iteration and stopping rule are those that R's `glm` documents (means start at the count + 0.1; stop when the deviance changes by less than 1e-8 of
//! itself, at most 25 rounds), so that figures made there come out here; one round is added when it has settled.

use super::matrix::Symmetric;
use crate::Refusal;

const ROUNDS: usize = 25;
const SETTLED: f64 = 1e-8;

/// The rows of a regression, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Design {
    pub(crate) columns: usize,
    pub(crate) values: Vec<f64>,
}

impl Design {
    pub(crate) fn new(columns: usize) -> Self {
        Self { columns, values: Vec::new() }
    }

    pub(crate) fn push(&mut self, row: &[f64]) {
        self.values.extend_from_slice(row);
    }

    pub(crate) fn rows(&self) -> std::slice::ChunksExact<'_, f64> {
        self.values.chunks_exact(self.columns.max(1))
    }
}

/// A fitted model.
#[derive(Clone, Debug)]
pub(crate) struct PoissonFit {
    pub(crate) coefficients: Vec<f64>,
    /// Fitted mean of each row.
    pub(crate) means: Vec<f64>,
    /// (XᵀWX)⁻¹: the covariance of the coefficients when the dispersion is 1.
    pub(crate) covariance: Symmetric,
    /// Working weights of the last round.
    pub(crate) working: Vec<f64>,
    /// Pearson's χ² over the degrees of freedom; NaN when there are none.
    pub(crate) dispersion: f64,
    /// Rows less columns.
    pub(crate) freedom: f64,
    pub(crate) deviance: f64,
    /// False when 25 rounds were not enough.
    pub(crate) converged: bool,
}

impl PoissonFit {
    /// Leverage of each row: its share in its own fit.
    pub(crate) fn leverage(&self, design: &Design) -> Vec<f64> {
        design.rows().zip(&self.working).map(|(x, w)| (w * self.covariance.form(x)).min(1.0)).collect()
    }
}

/// Fits counts `y` to the design. `offset` is on the log scale.
pub(crate) fn poisson(design: &Design, y: &[f64], offset: Option<&[f64]>, prior: Option<&[f64]>) -> Result<PoissonFit, Refusal> {
    let (n, p) = (y.len(), design.columns);
    if n == 0 || p == 0 || n < p {
        return Err(Refusal::Undetermined);
    }
    let weight = |i: usize| prior.map_or(1.0, |w| w[i]);
    let shift = |i: usize| offset.map_or(0.0, |o| o[i]);
    let mut means: Vec<f64> = y.iter().map(|v| v + 0.1).collect();
    let mut predictor: Vec<f64> = means.iter().map(|m| m.ln()).collect();
    let mut working = vec![0.0; n];
    let mut deviance = total_deviance(y, &means, prior);
    let (mut coefficients, mut normal, mut converged) = (vec![0.0; p], Symmetric::zero(p), false);
    for round in 0..=ROUNDS {
        normal.values.fill(0.0);
        let mut right = vec![0.0; p];
        for (i, x) in design.rows().enumerate() {
            working[i] = weight(i) * means[i];
            let pseudo = predictor[i] - shift(i) + (y[i] - means[i]) / means[i];
            normal.add_outer(x, working[i]);
            let scaled = working[i] * pseudo;
            for (r, &value) in right.iter_mut().zip(x) {
                *r += scaled * value;
            }
        }
        coefficients = normal.cholesky()?.solve(&right);
        for (i, x) in design.rows().enumerate() {
            predictor[i] = shift(i) + x.iter().zip(&coefficients).map(|(a, b)| a * b).sum::<f64>();
            // Means must stay numbers that can be divided by.
            means[i] = predictor[i].exp().max(f64::EPSILON);
        }
        let now = total_deviance(y, &means, prior);
        if !now.is_finite() {
            return Err(Refusal::NotConverged);
        }
        let change = (now - deviance).abs() / (now.abs() + 0.1);
        deviance = now;
        // One round more when it has settled: then nothing is left to see of where it stopped.
        if converged || (round + 1 == ROUNDS && change >= SETTLED) {
            break;
        }
        converged = change < SETTLED;
    }
    let covariance = normal.cholesky()?.inverse();
    let freedom = n as f64 - p as f64;
    let pearson: f64 = (0..n).map(|i| weight(i) * (y[i] - means[i]).powi(2) / means[i]).sum();
    let dispersion = if freedom > 0.0 { pearson / freedom } else { f64::NAN };
    Ok(PoissonFit { coefficients, means, covariance, working, dispersion, freedom, deviance, converged })
}

fn total_deviance(y: &[f64], means: &[f64], prior: Option<&[f64]>) -> f64 {
    let part = |(i, (&y, &m)): (usize, (&f64, &f64))| {
        let log = if y > 0.0 { y * (y / m).ln() } else { 0.0 };
        2.0 * prior.map_or(1.0, |w| w[i]) * (log - (y - m))
    };
    y.iter().zip(means).enumerate().map(part).sum()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn two_groups_fit_their_means() {
        let mut design = Design::new(2);
        for group in [0.0, 0.0, 0.0, 1.0, 1.0] {
            design.push(&[1.0, group]);
        }
        let fit = poisson(&design, &[2.0, 4.0, 3.0, 10.0, 14.0], None, None).unwrap();
        assert!((fit.coefficients[0] - 3.0f64.ln()).abs() < 1e-9);
        assert!((fit.coefficients[1] - 4.0f64.ln()).abs() < 1e-9);
        // 1/Σ of each group, summed.
        assert!((fit.covariance.at(1, 1) - (1.0 / 9.0 + 1.0 / 24.0)).abs() < 1e-7);
        assert!((fit.leverage(&design).iter().sum::<f64>() - 2.0).abs() < 1e-9);
        assert!((fit.dispersion - (2.0 / 3.0 + 8.0 / 12.0) / 3.0).abs() < 1e-7 && fit.converged);
    }

    #[test]
    fn weights_and_offset_act() {
        let mut design = Design::new(1);
        design.push(&[1.0]);
        design.push(&[1.0]);
        let fit = poisson(&design, &[10.0, 60.0], Some(&[1.0f64.ln(), 3.0f64.ln()]), Some(&[1.0, 2.0])).unwrap();
        assert!((fit.coefficients[0].exp() - 130.0 / 7.0).abs() < 1e-7);
    }

    #[test]
    fn dependent_columns_are_refused() {
        let mut design = Design::new(2);
        for i in 0..5 {
            design.push(&[f64::from(i) + 1.0, 2.0 * f64::from(i) + 2.0]);
        }
        assert_eq!(poisson(&design, &[1.0; 5], None, None).unwrap_err(), Refusal::Undetermined);
        assert_eq!(poisson(&Design::new(1), &[], None, None).unwrap_err(), Refusal::Undetermined);
    }
}
