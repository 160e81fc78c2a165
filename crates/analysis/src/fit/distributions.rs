//! Tails and quantiles. Every function answers a number for any input; what is not defined is NaN.

use statrs::function::beta::checked_beta_reg;
use statrs::function::erf::erfc_inv;
use statrs::function::gamma::{checked_gamma_lr, checked_gamma_ur, ln_gamma};
use std::f64::consts::{PI, SQRT_2};

/// P(Z > z).
pub(crate) fn normal_above(z: f64) -> f64 {
    let tail = normal_two_sided(z) / 2.0;
    if z < 0.0 { 1.0 - tail } else { tail }
}

/// Two-sided p-value of a standard normal: the upper incomplete gamma function Q(½, z²/2), good to the last digits where statrs' own `erfc` keeps eleven.
pub(crate) fn normal_two_sided(z: f64) -> f64 {
    if z == 0.0 {
        1.0
    } else if z.is_infinite() {
        0.0
    } else {
        checked_gamma_ur(0.5, z * z / 2.0).unwrap_or(f64::NAN)
    }
}

/// The z with P(Z <= z) = p; ±∞ at 0 and 1.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    // By the smaller tail, which keeps its digits.
    let (tail, sign) = if p < 0.5 { (p, -1.0) } else { (1.0 - p, 1.0) };
    let z = SQRT_2 * erfc_inv(2.0 * tail);
    if !z.is_finite() {
        return sign * z;
    }
    // One step of Newton's rule.
    let density = (-z * z / 2.0).exp() / (2.0 * PI).sqrt();
    let better = z + (normal_above(z) - tail) / density;
    sign * if better.is_finite() { better } else { z }
}

/// Shapes from which the gamma distribution is taken by its cube root: the series of the exact function do not end there, and it says the same.
const LARGE_SHAPE: f64 = 1e12;

/// P(G <= x) of a gamma distribution with this shape and scale 1.
pub(crate) fn gamma_below(shape: f64, x: f64) -> f64 {
    match cube_root(shape, x) {
        Some(z) => normal_above(-z),
        None if x == f64::INFINITY => 1.0,
        None => checked_gamma_lr(shape, x).unwrap_or(f64::NAN),
    }
}

/// P(G > x), a tail of its own so that it keeps its digits.
pub(crate) fn gamma_above(shape: f64, x: f64) -> f64 {
    match cube_root(shape, x) {
        Some(z) => normal_above(z),
        None if x == f64::INFINITY => 0.0,
        None => checked_gamma_ur(shape, x).unwrap_or(f64::NAN),
    }
}

/// Where x lies by Wilson and Hilferty (1931), for shapes so large that the exact function cannot be had.
fn cube_root(shape: f64, x: f64) -> Option<f64> {
    (shape > LARGE_SHAPE && shape.is_finite() && x >= 0.0).then(|| ((x / shape).cbrt() - (1.0 - 1.0 / (9.0 * shape))) * 3.0 * shape.sqrt())
}

/// Two-sided p-value of Student's t.
pub(crate) fn student_two_sided(t: f64, freedom: f64) -> f64 {
    if !(t.is_finite() && freedom > 0.0) {
        return if t.is_infinite() { 0.0 } else { f64::NAN };
    }
    checked_beta_reg(freedom / 2.0, 0.5, freedom / (freedom + t * t)).unwrap_or(f64::NAN)
}

/// The t with P(|T| > t) = 1 − level.
pub(crate) fn student_quantile(level: f64, freedom: f64) -> f64 {
    let (mut from, mut to) = (0.0f64, 1.0f64);
    while student_two_sided(to, freedom) > 1.0 - level && to < 1e12 {
        to *= 2.0;
    }
    for _ in 0..200 {
        let middle = (from + to) / 2.0;
        if middle <= from || middle >= to {
            break;
        }
        if student_two_sided(middle, freedom) > 1.0 - level {
            from = middle;
        } else {
            to = middle;
        }
    }
    to
}

/// P(F > f).
pub(crate) fn f_above(f: f64, upper: f64, lower: f64) -> f64 {
    if f <= 0.0 {
        return 1.0;
    }
    checked_beta_reg(lower / 2.0, upper / 2.0, lower / (lower + upper * f)).unwrap_or(f64::NAN)
}

/// ln P(X = k) for a binomial.
pub(crate) fn binomial_log(k: f64, n: f64, p: f64) -> f64 {
    let part = |count: f64, share: f64| if count == 0.0 { 0.0 } else { count * share.ln() };
    ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0) + part(k, p) + part(n - k, 1.0 - p)
}

/// P(X >= k) for a binomial.
pub(crate) fn binomial_at_least(k: f64, n: f64, p: f64) -> f64 {
    if k <= 0.0 {
        1.0
    } else if k > n || p <= 0.0 {
        0.0
    } else if p >= 1.0 {
        1.0
    } else {
        checked_beta_reg(k, n - k + 1.0, p).unwrap_or(f64::NAN)
    }
}

/// Counts with mean `mean` and variance `dispersion · mean`: Poisson when the dispersion is 1, negative binomial above.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counts {
    pub(crate) mean: f64,
    pub(crate) dispersion: f64,
}

impl Counts {
    /// P(Y <= k).
    pub(crate) fn at_most(&self, k: f64) -> f64 {
        if k < 0.0 {
            return 0.0;
        }
        if self.mean <= 0.0 {
            return 1.0;
        }
        if self.dispersion > 1.0 {
            let size = self.mean / (self.dispersion - 1.0);
            checked_beta_reg(size, k + 1.0, 1.0 / self.dispersion).unwrap_or(f64::NAN)
        } else {
            gamma_above(k + 1.0, self.mean)
        }
    }

    /// P(Y >= k), computed as a tail of its own so that it keeps its digits.
    pub(crate) fn at_least(&self, k: f64) -> f64 {
        if k <= 0.0 {
            return 1.0;
        }
        if self.mean <= 0.0 {
            return 0.0;
        }
        if self.dispersion > 1.0 {
            let size = self.mean / (self.dispersion - 1.0);
            checked_beta_reg(k, size, 1.0 - 1.0 / self.dispersion).unwrap_or(f64::NAN)
        } else {
            gamma_below(k, self.mean)
        }
    }

    /// The smallest whole number with P(Y <= k) >= p. `None` when there is none that a computer can hold.
    pub(crate) fn quantile(&self, p: f64) -> Option<f64> {
        if !(self.mean.is_finite() && self.mean < 1e12 && self.dispersion.is_finite() && p > 0.0 && p < 1.0) {
            return None;
        }
        // Guards against a sum that misses `p` by its last digit.
        let reached = |k: f64| self.at_most(k) >= p * (1.0 - 64.0 * f64::EPSILON);
        let mut to = 1.0f64;
        while !reached(to) {
            to *= 2.0;
            if to > 1e15 {
                return None;
            }
        }
        let mut from = -1.0f64;
        while to - from > 1.0 {
            let middle = ((from + to) / 2.0).floor();
            if reached(middle) {
                to = middle;
            } else {
                from = middle;
            }
        }
        Some(to)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64, tolerance: f64) {
        assert!((a - b).abs() <= tolerance, "{a} is not {b}");
    }

    #[test]
    fn quantiles_agree_with_the_printed_tables() {
        near(normal_quantile(0.975), 1.959_963_984_540_054, 1e-14);
        near(normal_quantile(0.01), -2.326_347_874_040_841, 1e-14);
        near(normal_quantile(1e-10), -6.361_340_902_404_056, 1e-10);
        assert!(normal_quantile(1.0) == f64::INFINITY && normal_quantile(0.0) == f64::NEG_INFINITY && normal_quantile(f64::NAN).is_nan());
        near(normal_quantile(0.5), 0.0, 1e-15);
        near(student_quantile(0.95, 10.0), 2.228_138_851_986_274, 1e-11);
        near(student_quantile(0.95, 1.0), 12.706_204_736_174_7, 1e-8);
        near(student_two_sided(2.0, 5.0), 0.101_939_478_829_858, 1e-13);
        near(f_above(3.0, 2.0, 10.0), 0.095_367_431_640_6, 1e-10);
    }

    #[test]
    fn the_cube_root_goes_on_where_the_exact_function_ends() {
        let shape = LARGE_SHAPE / 10.0;
        for sd in [-3.0, -1.0, 0.0, 2.0] {
            let x = shape + sd * shape.sqrt();
            let z = ((x / shape).cbrt() - (1.0 - 1.0 / (9.0 * shape))) * 3.0 * shape.sqrt();
            // ln Γ keeps no more digits than these at such a size.
            near(normal_above(-z), gamma_below(shape, x), 1e-2 * gamma_below(shape, x));
        }
        near(gamma_below(1e300, 1e300), 0.5, 1e-12);
        near(gamma_below(1e13, 1e13 + 1e7) + gamma_above(1e13, 1e13 + 1e7), 1.0, 1e-12);
        assert_eq!((gamma_below(2.0, f64::INFINITY), gamma_above(1e300, 1.0), gamma_below(1e300, f64::MAX)), (1.0, 1.0, 1.0));
    }

    #[test]
    fn count_quantiles_are_the_smallest_that_reach() {
        for (mean, dispersion) in [(0.3, 1.0), (3.0, 1.0), (40.0, 1.0), (5.0, 2.5), (0.5, 1.2), (800.0, 3.0)] {
            let counts = Counts { mean, dispersion };
            let q = counts.quantile(0.99).unwrap();
            assert!(counts.at_most(q) >= 0.99 && counts.at_most(q - 1.0) < 0.99, "{mean} {dispersion} {q}");
            near(counts.at_least(q) + counts.at_most(q - 1.0), 1.0, 1e-10);
        }
        // scipy: nbinom.ppf(.99, 5/1.5, 1/2.5) is 16, poisson.ppf(.99, 3) is 8.
        assert_eq!(Counts { mean: 5.0, dispersion: 2.5 }.quantile(0.99), Some(16.0));
        assert_eq!(Counts { mean: 3.0, dispersion: 1.0 }.quantile(0.99), Some(8.0));
        assert_eq!(Counts { mean: 0.0, dispersion: 1.0 }.quantile(0.99), Some(0.0));
        assert_eq!(Counts { mean: f64::INFINITY, dispersion: 1.0 }.quantile(0.99), None);
    }
}
