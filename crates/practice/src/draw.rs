//! Random draws whose results depend on nothing but the seed and the stream.
//!
//! The distributions are written out here, because a library may change how it turns bits into
//! numbers between versions, and the town must stay the same to the byte.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// One stream of draws.
pub(crate) struct Draw(ChaCha8Rng);

impl Draw {
    /// Stream `stream` of `seed`.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// Uniform in `[0, 1)`.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Uniform in `[from, to)`.
    pub(crate) fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * self.unit()
    }

    /// Whole number in `0..n`; 0 when `n` is 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((self.unit() * n as f64) as usize).min(n.saturating_sub(1))
    }

    /// Whole number in `from..=to`.
    pub(crate) fn whole(&mut self, from: i64, to: i64) -> i64 {
        from + (self.unit() * (to - from + 1) as f64) as i64
    }

    /// True with probability `p`.
    pub(crate) fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// Poisson number with mean `mean`, as a sum of parts small enough for Knuth's product.
    pub(crate) fn poisson(&mut self, mean: f64) -> u32 {
        let mut left = mean.max(0.0);
        let mut total = 0;
        while left > 0.0 {
            let part = left.min(20.0);
            left -= part;
            let floor = (-part).exp();
            let mut product = self.unit();
            while product > floor {
                total += 1;
                product *= self.unit();
            }
        }
        total
    }

    /// Standard normal, by the sum of twelve uniforms: the tails do not matter here.
    pub(crate) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// Index into a table of running sums, with probability by its steps.
    pub(crate) fn index(&mut self, running: &[f64]) -> usize {
        let at = self.unit() * running.last().copied().unwrap_or(0.0);
        running.partition_point(|sum| *sum <= at).min(running.len().saturating_sub(1))
    }
}

/// Running sums of weights, for [`Draw::index`].
pub(crate) fn running(weights: impl Iterator<Item = f64>) -> Vec<f64> {
    weights
        .scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn poisson_has_its_mean_and_variance() {
        for mean in [0.3, 4.0, 55.0] {
            let mut draw = Draw::new(1, 1);
            let sample: Vec<f64> = (0..20_000).map(|_| f64::from(draw.poisson(mean))).collect();
            let average = sample.iter().sum::<f64>() / 20_000.0;
            let variance = sample.iter().map(|x| (x - average).powi(2)).sum::<f64>() / 20_000.0;
            assert!((average / mean - 1.0).abs() < 0.04, "{average} for {mean}");
            assert!((variance / mean - 1.0).abs() < 0.06, "{variance} for {mean}");
        }
    }

    #[test]
    fn index_follows_the_weights_and_never_picks_a_zero() {
        let table = running([1.0, 0.0, 3.0].into_iter());
        let mut draw = Draw::new(2, 1);
        let mut hits = [0; 3];
        (0..8_000).for_each(|_| hits[draw.index(&table)] += 1);
        assert_eq!(hits[1], 0);
        assert!((1_800..2_200).contains(&hits[0]), "{hits:?}");
    }

    #[test]
    fn streams_are_independent_of_order() {
        let first = Draw::new(3, 9).unit();
        Draw::new(3, 8).unit();
        assert_eq!(first, Draw::new(3, 9).unit());
        assert_ne!(first, Draw::new(3, 8).unit());
        assert_ne!(first, Draw::new(4, 9).unit());
    }
}
