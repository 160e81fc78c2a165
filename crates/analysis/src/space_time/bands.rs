//! Counting pairs that are near in time, for many orders of the times at once.

use std::ops::{AddAssign, Range, Sub};

/// Pairs near in place, by band: for each event (in sorted order) the later events it pairs with.
#[derive(Clone, Debug)]
pub(super) struct PairList {
    /// Per event: where its partners start; one more than there are events.
    pub starts: Vec<u32>,
    /// Partners, sorted places.
    pub partners: Vec<u32>,
}

/// A time in a lane, with a count as wide: one comparison then serves a whole register.
pub(super) trait Lane: Copy + Sub<Output = Self> + PartialOrd + Send + Sync {
    /// Counts as wide as the time.
    type Count: Copy + Default + AddAssign + From<bool> + Into<i64> + Send;
    /// Additions before a count could overflow.
    const MOST: usize;
}

impl Lane for i16 {
    type Count = i16;
    const MOST: usize = i16::MAX as usize;
}

impl Lane for f64 {
    type Count = i64;
    const MOST: usize = usize::MAX;
}

/// Orders of the times that are counted side by side.
pub(super) const LANES: usize = 16;

/// Adds up, for each edge and order, the pairs of some events whose times differ by less than the edge: `sums[edge][order]`.
pub(super) fn count<T: Lane>(pairs: &PairList, events: Range<usize>, times: &[[T; LANES]], edges: &[T], sums: &mut [[u64; LANES]]) {
    // Few edges at a time keep the counts in registers.
    for (edges, sums) in edges.chunks(3).zip(sums.chunks_mut(3)) {
        match (edges, sums) {
            ([a], [sa]) => count_some(pairs, events.clone(), times, [*a], [sa]),
            ([a, b], [sa, sb]) => count_some(pairs, events.clone(), times, [*a, *b], [sa, sb]),
            ([a, b, c], [sa, sb, sc]) => count_some(pairs, events.clone(), times, [*a, *b, *c], [sa, sb, sc]),
            (_, _) => {}
        }
    }
}

#[allow(clippy::needless_range_loop)] // a lane runs through several arrays at once
fn count_some<T: Lane, const E: usize>(
    pairs: &PairList,
    events: Range<usize>,
    times: &[[T; LANES]],
    edges: [T; E],
    mut sums: [&mut [u64; LANES]; E],
) {
    let mut counts = [[T::Count::default(); LANES]; E];
    let mut room = T::MOST;
    for event in events {
        let own = times[event];
        let mut partners = &pairs.partners[pairs.starts[event] as usize..pairs.starts[event + 1] as usize];
        while !partners.is_empty() {
            let (now, later) = partners.split_at(partners.len().min(room));
            for &partner in now {
                let other = times[partner as usize];
                for lane in 0..LANES {
                    let (after, before) = (own[lane] - other[lane], other[lane] - own[lane]);
                    let apart = if after > before { after } else { before };
                    for edge in 0..E {
                        counts[edge][lane] += T::Count::from(apart < edges[edge]);
                    }
                }
            }
            room -= now.len();
            partners = later;
            if room == 0 {
                flush::<T, E>(&mut counts, &mut sums);
                room = T::MOST;
            }
        }
    }
    flush::<T, E>(&mut counts, &mut sums);
}

fn flush<T: Lane, const E: usize>(counts: &mut [[T::Count; LANES]; E], sums: &mut [&mut [u64; LANES]; E]) {
    for (counts, sums) in counts.iter_mut().zip(sums) {
        for (count, sum) in counts.iter_mut().zip(sums.iter_mut()) {
            let more: i64 = (*count).into();
            *sum += more as u64;
            *count = T::Count::default();
        }
    }
}
