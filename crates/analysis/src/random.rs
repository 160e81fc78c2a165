//! Chance that can be repeated: each replication has a stream of its own, so that the threads that share the work do not change the answer.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Where chance begins. The same seed gives the same answer on any machine and any number of threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seed(pub u64);

/// A stream of random numbers: ChaCha with eight rounds, keyed by the seed; the replication's number chooses the stream. Streams of one seed do
/// not overlap before 2⁶⁴ blocks.
#[derive(Clone, Debug)]
pub struct Stream(ChaCha8Rng);

impl Seed {
    /// The stream of one replication (or of one place, where each place has its own).
    pub fn stream(self, number: u64) -> Stream {
        let mut rng = ChaCha8Rng::seed_from_u64(self.0);
        rng.set_stream(number);
        Stream(rng)
    }
}

impl Stream {
    /// A whole number from 0 up to, not including, `n`; each as likely as the next, without the bias of a remainder (Lemire 2019). 0 for `n` = 0.
    #[inline]
    pub fn below(&mut self, n: u32) -> u32 {
        let mut product = u64::from(self.0.next_u32()) * u64::from(n);
        if (product as u32) < n {
            let unfair = n.wrapping_neg() % n.max(1);
            while (product as u32) < unfair {
                product = u64::from(self.0.next_u32()) * u64::from(n);
            }
        }
        (product >> 32) as u32
    }

    /// A number from 0 up to, not including, 1, in steps of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Puts items in an order where each order is as likely as the next (Fisher & Yates). Slices past 2³² items are shuffled in their first 2³².
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        let n = items.len().min(u32::MAX as usize);
        for i in (1..n).rev() {
            items.swap(i, self.below(i as u32 + 1) as usize);
        }
    }

    /// Makes the first `count` items a random choice of all, without repeats, in random order.
    pub fn choose_first<T>(&mut self, items: &mut [T], count: usize) {
        let n = items.len().min(u32::MAX as usize);
        for i in 0..count.min(n) {
            let j = i + self.below((n - i) as u32) as usize;
            items.swap(i, j);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_of_four_comes_as_often() {
        let mut counts = std::collections::BTreeMap::new();
        for number in 0..24_000 {
            let mut items = [0u8, 1, 2, 3];
            Seed(7).stream(number).shuffle(&mut items);
            *counts.entry(items).or_insert(0u32) += 1;
        }
        assert_eq!(counts.len(), 24);
        // χ² with 23 degrees of freedom: 49.7 is passed once in a thousand; the seed is fixed.
        let chi: f64 = counts.values().map(|&c| (f64::from(c) - 1_000.0).powi(2) / 1_000.0).sum();
        assert!(chi < 49.7, "{chi}");
    }

    #[test]
    fn streams_repeat_and_differ() {
        let draw = |seed, number| (0..8).map(|_| Seed(seed).stream(number).below(1_000_000)).next();
        assert_eq!(draw(1, 5), draw(1, 5));
        assert_ne!(draw(1, 5), draw(1, 6));
        assert_ne!(draw(1, 5), draw(2, 5));
        assert_eq!(Seed(1).stream(1).below(0), 0);
        let mut items: Vec<u32> = (0..100).collect();
        Seed(3).stream(0).choose_first(&mut items, 10);
        let mut chosen = items[..10].to_vec();
        chosen.sort_unstable();
        chosen.dedup();
        assert_eq!(chosen.len(), 10);
    }
}
