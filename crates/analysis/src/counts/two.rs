//! Comparing two counts, the interval of one count, and many comparisons at once.

use statrs::function::gamma::{gamma_lr, ln_gamma};

/// Exact (Garwood 1936) confidence interval for the mean of a Poisson count.
///
/// `lower` is the mean for which `P(X >= count) = (1 − level)/2`, `upper` the one for which `P(X <= count) = (1 − level)/2`; for 0 the lower end
/// is 0. In incidents per the period counted. `None` unless 0 < `level` < 1 and the count is at most 10⁹.
pub fn poisson_interval(count: u64, level: f64) -> Option<(f64, f64)> {
    if !(level > 0.0 && level < 1.0) || count > 1_000_000_000 {
        return None;
    }
    let risk = (1.0 - level) / 2.0;
    let c = count as f64;
    let lower = if count == 0 { 0.0 } else { gamma_quantile(c, risk) };
    Some((lower, gamma_quantile(c + 1.0, 1.0 - risk)))
}

/// The point where a gamma distribution of this shape and scale 1 has reached `p`, by bisection to the last digits of `f64`.
fn gamma_quantile(shape: f64, p: f64) -> f64 {
    let (mut from, mut to) = (0.0, shape + 1.0);
    while gamma_lr(shape, to) < p && to.is_finite() {
        to *= 2.0;
    }
    for _ in 0..200 {
        let middle = from + (to - from) / 2.0;
        if middle <= from || middle >= to {
            break;
        }
        if gamma_lr(shape, middle) < p {
            from = middle;
        } else {
            to = middle;
        }
    }
    to
}

/// Two-sided E-test that two Poisson rates are equal (Krishnamoorthy & Thomson 2004, "A more powerful test for comparing two Poisson means").
///
/// `k1`, `k2` are counts over exposures `n1`, `n2` (weeks, inhabitants …, same unit, > 0). With `d = n1/n2` the statistic is
/// `Z = (k1 − d k2)/√(d (k1 + k2))`, and `p = Σ P(i) P(j) · 1[|Z(i,j)| >= |Z(k1,k2)|]` over Poisson counts `i`, `j` with the pooled rate. 1 when both
/// counts are 0. `None` when an exposure is not a positive number or a count exceeds 20 000 (the time grows with the count, and there every test says the same).
pub fn e_test(k1: u64, n1: f64, k2: u64, n2: f64) -> Option<f64> {
    let positive = |n: f64| n.is_finite() && n > 0.0;
    if !positive(n1) || !positive(n2) || !positive(n1 / n2) || k1.max(k2) > 20_000 {
        return None;
    }
    let (a, b) = (k1 as f64, k2 as f64);
    if k1 == 0 && k2 == 0 {
        return Some(1.0);
    }
    let ratio = n1 / n2;
    // The pooled rate times each exposure; the rate itself is no number where exposures are tiny.
    let pooled = |own: f64, other: f64| (a + b) / (1.0 + other / own);
    let statistic = |i: f64, j: f64| if i + j == 0.0 { 0.0 } else { (i - ratio * j).abs() / (ratio * (i + j)).sqrt() };
    // Ties with the observed outcome must count as "as extreme" although their last digits differ.
    let observed = statistic(a, b) * (1.0 - 1e-12);
    let (first, second) = (Terms::new(pooled(n1, n2)), Terms::new(pooled(n2, n1)));
    // The less extreme j of an i lie in a row, which moves up with i: the statistic falls towards j = i/d and rises after it, and i/d rises with i.
    let (mut from, mut to) = (0, 0);
    let mut inside = 0.0;
    for (i, p) in first.each() {
        let is_less = |at: usize| statistic(i, second.from + at as f64) < observed;
        while from < second.p.len() && second.from + (from as f64) < i / ratio && !is_less(from) {
            from += 1;
        }
        to = to.max(from);
        while to < second.p.len() && (second.from + to as f64 <= i / ratio || is_less(to)) {
            to += 1;
        }
        // The first at or above i/d may be too extreme itself, where none is less.
        if from < to && is_less(from) {
            inside += p * (second.before[to] - second.before[from]);
        }
    }
    Some((1.0 - inside).clamp(0.0, 1.0))
}

/// Every count of a Poisson distribution that matters (probability above 1e-17).
struct Terms {
    /// The least count.
    from: f64,
    /// Probability of each.
    p: Vec<f64>,
    /// Probability of those before each, and of all.
    before: Vec<f64>,
}

impl Terms {
    fn new(mean: f64) -> Self {
        let reach = 9.0 * mean.sqrt() + 30.0;
        let from = (mean - reach).floor().max(0.0);
        let mut p = vec![0.0; ((mean + reach).ceil() - from) as usize + 1];
        // From the most likely count out; 0 · ln 0 is no number.
        let top = (mean - from) as usize;
        let most = from + top as f64;
        let log = if most == 0.0 { 0.0 } else { most * mean.ln() };
        p[top] = (log - mean - ln_gamma(most + 1.0)).exp();
        for at in top + 1..p.len() {
            p[at] = p[at - 1] * mean / (from + at as f64);
        }
        for at in (0..top).rev() {
            p[at] = p[at + 1] * (from + at as f64 + 1.0) / mean;
        }
        let mut sum = 0.0;
        let before = std::iter::once(0.0).chain(p.iter().map(|p| {
            sum += p;
            sum
        }));
        Self { from, before: before.collect(), p }
    }

    /// Counts with their probabilities.
    fn each(&self) -> impl Iterator<Item = (f64, f64)> {
        self.p.iter().zip(0..).map(|(p, at)| (self.from + f64::from(at), *p))
    }
}

/// Benjamini–Hochberg (1995) q-values, in the order of the p-values: the smallest false discovery rate at which each would be called.
///
/// `q(i) = min over j >= i of (m p(j) / j)` on the sorted p-values. A p-value that is not a number in 0–1 gets `NaN` and is not counted in `m`.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    step_up(p, |_| 1.0)
}

/// Benjamini–Yekutieli (2001) q-values: as [`benjamini_hochberg`], multiplied by 1 + 1/2 + … + 1/m. Holds whatever way the tests depend on each other, at a price in
/// power; Benjamini–Hochberg holds for independent tests and for tests that rise and fall together, as neighbouring districts do.
pub fn benjamini_yekutieli(p: &[f64]) -> Vec<f64> {
    step_up(p, |m| (1..=m).map(|i| 1.0 / i as f64).sum())
}

fn step_up(p: &[f64], factor: impl Fn(usize) -> f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).filter(|&i| (0.0..=1.0).contains(&p[i])).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let m = order.len() as f64 * factor(order.len());
    let mut q = vec![f64::NAN; p.len()];
    let mut least = 1.0f64;
    for (rank, &i) in order.iter().enumerate().rev() {
        least = least.min(m * p[i] / (rank as f64 + 1.0));
        q[i] = least;
    }
    q
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64, tolerance: f64) {
        assert!((a - b).abs() <= tolerance, "{a} is not {b}");
    }

    #[test]
    fn exposures_of_any_size_are_compared_by_their_ratio() {
        // Found by the fuzzer: a rate without end asked for every count there is.
        near(e_test(60, 5e-324, 30, 5e-324).unwrap(), e_test(60, 1.0, 30, 1.0).unwrap(), 1e-12);
        near(e_test(60, 1e308, 30, 1e308).unwrap(), e_test(60, 1.0, 30, 1.0).unwrap(), 1e-12);
    }

    #[test]
    fn e_test_gives_the_published_p_values() {
        // The paper prints 0.1749 and 0.0884; statsmodels 0.14 gives the further digits and the third case.
        near(e_test(6, 1.0, 2, 1.0).unwrap(), 0.174875, 1e-6);
        near(e_test(3, 1.0, 0, 1.0).unwrap(), 0.088379, 1e-6);
        near(e_test(60, 51_477.5, 30, 54_308.7).unwrap(), 0.000567, 1e-6);
    }

    #[test]
    fn e_test_does_not_depend_on_the_order_or_the_unit_of_exposure() {
        let p = e_test(9, 1.0, 20, 4.0).unwrap();
        near(e_test(20, 4.0, 9, 1.0).unwrap(), p, 1e-12);
        near(e_test(9, 7.0, 20, 28.0).unwrap(), p, 1e-12);
    }

    #[test]
    fn e_test_is_the_sum_over_every_pair_of_counts() {
        // As the paper writes it, with probabilities by logarithms.
        let probability = |count: f64, mean: f64| (count * mean.ln() - mean - ln_gamma(count + 1.0)).exp();
        for (k1, n1, k2, n2) in [
            (6, 1.0, 2, 1.0),
            (0, 1.0, 7, 3.0),
            (5, 0.2, 40, 9.0),
            (31, 7.0, 30, 7.0),
            (12, 52.0, 3, 1.0),
            (1, 1.0, 1, 1.0),
            (100, 10.0, 8, 1.0),
        ] {
            let ratio: f64 = n1 / n2;
            let z = |i: f64, j: f64| if i + j == 0.0 { 0.0 } else { (i - ratio * j).abs() / (ratio * (i + j)).sqrt() };
            let rate = f64::from(k1 + k2) / (n1 + n2);
            let observed = z(f64::from(k1), f64::from(k2)) * (1.0 - 1e-12);
            let pairs = (0..400).flat_map(|i| (0..400).map(move |j| (f64::from(i), f64::from(j))));
            let extreme = pairs.filter(|(i, j)| z(*i, *j) >= observed);
            let expected: f64 = extreme.map(|(i, j)| probability(i, rate * n1) * probability(j, rate * n2)).sum();
            near(e_test(k1 as u64, n1, k2 as u64, n2).unwrap(), expected, 1e-12);
        }
    }

    #[test]
    fn e_test_refuses_what_is_not_a_comparison() {
        assert_eq!(e_test(0, 1.0, 0, 1.0), Some(1.0));
        assert_eq!(e_test(1, 0.0, 1, 1.0), None);
        assert_eq!(e_test(1, f64::NAN, 1, 1.0), None);
        assert_eq!(e_test(20_001, 1.0, 1, 1.0), None);
        assert_eq!(e_test(1, 1e-300, 1, 1e300), None);
        assert!(e_test(1, 1e-200, 1, 1e100).unwrap() < 1e-9);
        assert!(e_test(9_000, 1.0, 9_500, 1.0).unwrap() < 0.001);
    }

    #[test]
    fn garwood_interval_agrees_with_the_printed_table() {
        // 95 %: 0 → 0–3.6889, 1 → 0.0253–5.5716, 5 → 1.6235–11.6683, 10 → 4.7954–18.3904 (Garwood 1936; Ulm 1990).
        for (count, low, high) in [(0, 0.0, 3.6889), (1, 0.0253, 5.5716), (5, 1.6235, 11.6683), (10, 4.7954, 18.3904)] {
            let (l, h) = poisson_interval(count, 0.95).unwrap();
            near(l, low, 5e-5);
            near(h, high, 5e-5);
        }
        assert_eq!(poisson_interval(3, 1.0), None);
        assert_eq!(poisson_interval(3, f64::NAN), None);
    }

    #[test]
    fn q_values_of_the_original_example() {
        // The fifteen p-values of Benjamini & Hochberg (1995), section 3.2: four are called at a false discovery rate of 5 %.
        let p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0];
        let q = benjamini_hochberg(&p);
        assert_eq!(q.iter().filter(|&&v| v <= 0.05).count(), 4);
        near(q[3], 15.0 * 0.0095 / 4.0, 1e-15);
        assert!(q.windows(2).all(|w| w[0] <= w[1]));
    }

    #[test]
    fn yekutieli_is_stricter_by_the_harmonic_sum() {
        // R: p.adjust(c(.01, .02, .03, .04), "BY") is .0833333 four times.
        benjamini_yekutieli(&[0.01, 0.02, 0.03, 0.04]).into_iter().for_each(|q| near(q, 0.083_333_333_333, 1e-11));
        assert_eq!(benjamini_yekutieli(&[0.9, 1.0]), [1.0, 1.0]);
    }

    #[test]
    fn q_values_keep_order_and_skip_what_is_no_p_value() {
        let q = benjamini_hochberg(&[0.04, f64::NAN, 0.01, 2.0]);
        near(q[0], 0.04, 1e-15);
        near(q[2], 0.02, 1e-15);
        assert!(q[1].is_nan() && q[3].is_nan());
        assert!(benjamini_hochberg(&[]).is_empty());
    }
}
