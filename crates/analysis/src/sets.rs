//! Which things hang together: disjoint sets that several threads may join at once.

use std::sync::atomic::{AtomicU32, Ordering};

/// Disjoint sets of the numbers below a bound. The head of a set is its smallest member, in whatever order sets were joined.
#[derive(Debug)]
pub(crate) struct Sets(Vec<AtomicU32>);

impl Sets {
    /// Each number a set of its own.
    pub fn new(count: usize) -> Self {
        Self((0..count as u32).map(AtomicU32::new).collect())
    }

    /// The smallest member of the set that a number is in.
    pub fn head(&self, mut at: u32) -> u32 {
        loop {
            let up = self.0[at as usize].load(Ordering::Relaxed);
            if up == at {
                return at;
            }
            let further = self.0[up as usize].load(Ordering::Relaxed);
            if further != up {
                // Shortens the path; losing a race only leaves it longer.
                let _ = self.0[at as usize].compare_exchange_weak(up, further, Ordering::Relaxed, Ordering::Relaxed);
            }
            at = up;
        }
    }

    /// Makes one set of two. A head only ever gets a smaller one above it, so there is no circle.
    pub fn join(&self, a: u32, b: u32) {
        let (mut a, mut b) = (self.head(a), self.head(b));
        while a != b {
            let (low, high) = (a.min(b), a.max(b));
            if self.0[high as usize].compare_exchange(high, low, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
                return;
            }
            (a, b) = (self.head(low), self.head(high));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rayon::prelude::*;

    #[test]
    fn joins_from_many_threads_end_in_the_same_heads() {
        let sets = Sets::new(10_000);
        (0..9_990u32).into_par_iter().for_each(|i| sets.join(i, i + 10));
        assert!((0..10_000u32).all(|i| sets.head(i) == i % 10));
    }
}
