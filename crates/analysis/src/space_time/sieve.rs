//! Rules out most of a circle at once. Members are gone through in batches: what a window holds when a batch has been taken in bounds what it held
//! at each member of it, and what the circle held at the batch's beginning bounds what was expected. Few batches hold a window that reaches the
//! cases it would need; only their days and members are gone through one by one.
//!
//! A batch costs a few sums over the days, of bytes where the counts allow it, written so that the compiler does sixteen at a time.

use super::cylinders::{Days, Floor, log_ratio};
use std::ops::Range;

/// A window of the largest circle that holds fewer cases than this by chance is looked at coarsely.
const FEW: u64 = 16;
/// Days are gathered into blocks when there are more than this.
const MOST_BLOCKS: usize = 1_024;
/// Counts are handled so many at a time.
const LANES: usize = 16;

/// Counts of cases that stop at their largest value.
pub(super) trait Count: Copy + Send + Sync {
    const NONE: Self;
    const MOST: Self;
    const ONE: Self;
    /// One less than what is needed. What stands at the largest value may be more, so that it passes.
    fn limit(needed: usize) -> Self;
    fn plus(self, other: Self) -> Self;
    /// Bits are left of what is beyond a limit.
    fn beyond(self, limit: Self) -> Self;
    fn or(self, other: Self) -> Self;
    fn is_some(self) -> bool;
}

macro_rules! count {
    ($type:ty) => {
        impl Count for $type {
            const NONE: Self = 0;
            const MOST: Self = <$type>::MAX;
            const ONE: Self = 1;
            fn limit(needed: usize) -> Self {
                <$type>::try_from(needed.saturating_sub(1)).unwrap_or(<$type>::MAX).min(<$type>::MAX - 1)
            }
            #[inline]
            fn plus(self, other: Self) -> Self {
                self.saturating_add(other)
            }
            #[inline]
            fn beyond(self, limit: Self) -> Self {
                self.saturating_sub(limit)
            }
            #[inline]
            fn or(self, other: Self) -> Self {
                self | other
            }
            fn is_some(self) -> bool {
                self != 0
            }
        }
    };
}
count!(u8);
count!(u16);

/// How days are gathered into blocks, and which lengths of windows are looked at together.
pub(super) struct Grid {
    /// Days of a block.
    width: usize,
    /// Blocks of the period, rounded up to whole lanes.
    blocks: usize,
    /// From one row of sums to the next: behind the blocks stand as many empty ones as the longest span has.
    stride: usize,
    /// By length.
    spans: Vec<Span>,
}

/// Windows that end within so many blocks from the one they begin in, and not within the span before.
struct Span {
    blocks: usize,
    /// Its shortest window, days.
    shortest: usize,
    /// The span that, laid behind the one before this, makes it up.
    rest: usize,
}

impl Grid {
    /// `largest`: most cases of a circle.
    pub fn new(days: &Days, largest: u32) -> Self {
        let is_sparse = u64::from(largest) * (days.window as u64) < FEW * days.count() as u64;
        // Where cases are few, what is needed is far above what is there, and a coarse grid costs less than it lets pass. `longest` is the blocks of
        // the longest window, about; a span is longer than the one before by one part in `parts`.
        let (longest, parts) = if is_sparse { (8, 2) } else { (16, 3) };
        let width = days.window.div_ceil(longest).max(days.count().div_ceil(MOST_BLOCKS)).max(1);
        // A window may begin at the end of a block.
        let longest = days.window.saturating_sub(1).div_ceil(width) + 1;
        let mut spans = vec![Span { blocks: 1, shortest: 1, rest: 0 }];
        while let Some(last) = spans.last().filter(|s| s.blocks < longest) {
            let more = (last.blocks / parts).max(1).min(longest - last.blocks);
            let rest = spans.partition_point(|s| s.blocks <= more) - 1;
            spans.push(Span { blocks: last.blocks + spans[rest].blocks, shortest: (last.blocks - 1) * width + 2, rest });
        }
        let blocks = days.count().div_ceil(width).next_multiple_of(LANES);
        Self { width, blocks, stride: blocks + longest.next_multiple_of(LANES), spans }
    }

    /// The block that a day lies in.
    pub fn block(&self, day: u32) -> u16 {
        // There are no more blocks than `MOST_BLOCKS`.
        (day as usize / self.width) as u16
    }
}

/// What windows need to beat a floor.
pub(super) struct Sieve<N> {
    /// Per batch: the fewest cases in the circle, at any time; then more than any circle has.
    levels: Vec<u32>,
    /// Per batch, span and first block: one case less than a window that begins there needs.
    short: Vec<N>,
}

impl<N: Count> Sieve<N> {
    /// `largest`: most cases of a circle.
    pub fn new(grid: &Grid, days: &Days, floor: &Floor, largest: u32) -> Self {
        // Below the fewest cases of a cluster a circle holds none.
        let (mut levels, mut inside) = (vec![], floor.fewest);
        while inside <= largest {
            levels.push(inside);
            inside = reach(grid, days, floor, inside, largest).max(inside + inside / 10 + 1);
        }
        let mut short = Vec::with_capacity(levels.len() * grid.spans.len() * grid.blocks);
        for inside in &levels {
            for span in &grid.spans {
                short.extend((0..grid.blocks).map(|block| {
                    let begin = block * grid.width..(block + 1) * grid.width;
                    // A window that can be best begins on a day with cases.
                    let begins = begin.filter(|day| day + span.shortest <= days.count() && days.cases(*day, *day) > 0);
                    let fewest = begins.map(|day| days.cases(day, day + span.shortest - 1)).min();
                    // Nothing is beyond the largest value: no such window begins here.
                    fewest.map_or(N::MOST, |cases| N::limit(floor.needed(u64::from(*inside) * cases)))
                }));
            }
        }
        levels.push(u32::MAX);
        Self { levels, short }
    }

    /// The batch that a member belongs to who makes the circle's cases so many, and where the next begins.
    pub fn level(&self, inside: u32) -> (usize, u32) {
        let next = self.levels.partition_point(|level| *level <= inside).max(1);
        (next - 1, self.levels.get(next).copied().unwrap_or(u32::MAX))
    }
}

/// How many cases a circle may get until chance alone would, somewhere in the period, bring as many together as are needed with `inside` cases:
/// Chernoff's bound of a Poisson number is a log likelihood ratio too.
fn reach(grid: &Grid, days: &Days, floor: &Floor, inside: u32, largest: u32) -> u32 {
    let daily = floor.total as f64 / days.count() as f64;
    let product = |inside: u32, days: usize| (f64::from(inside) * daily * days as f64) as u64;
    let seldom = (days.count() as f64).ln();
    let reaches = grid.spans.iter().map(|span| {
        let needed = floor.needed(product(inside, span.shortest)) as u32;
        let (mut quiet, mut loud) = (inside, largest + 1);
        while loud - quiet > 1 {
            let middle = quiet + (loud - quiet) / 2;
            let is_quiet = log_ratio(needed, product(middle, span.blocks * grid.width), floor.total) >= seldom;
            if is_quiet { quiet = middle } else { loud = middle }
        }
        quiet
    });
    reaches.min().unwrap_or(inside)
}

/// A circle's cases by block and by span, of one thread.
pub(super) struct Tally<N> {
    /// Cases by block.
    counts: Vec<N>,
    /// As many blocks without any.
    nothing: Vec<N>,
    /// Per span: cases in it from each block on.
    sums: Vec<N>,
}

impl<N: Count> Tally<N> {
    pub fn new(grid: &Grid) -> Self {
        let row = vec![N::NONE; grid.stride];
        Self { counts: row.clone(), nothing: row, sums: vec![N::NONE; grid.stride * grid.spans.len()] }
    }

    #[inline]
    pub fn add(&mut self, block: u16) {
        let block = usize::from(block);
        self.counts[block] = self.counts[block].plus(N::ONE);
    }

    pub fn clear(&mut self) {
        self.counts.fill(N::NONE);
    }

    /// The days within which a window may beat the floor when a batch has been taken in; `None` where none may.
    pub fn suspect(&mut self, grid: &Grid, sieve: &Sieve<N>, level: usize) -> Option<Range<usize>> {
        let mut suspect: Option<Range<usize>> = None;
        let limits = sieve.short[level * grid.spans.len() * grid.blocks..].chunks_exact(grid.blocks);
        for ((number, span), limits) in grid.spans.iter().enumerate().zip(limits) {
            let (done, sums) = self.sums.split_at_mut(number * grid.stride);
            let sums = &mut sums[..grid.blocks];
            let parts = if number == 0 {
                [&self.counts, &self.nothing].map(|row| &row[..grid.blocks])
            } else {
                let behind = span.rest * grid.stride + grid.spans[number - 1].blocks;
                [(number - 1) * grid.stride, behind].map(|from| &done[from..from + grid.blocks])
            };
            if added(sums, parts, limits) {
                let passes = |block: &usize| sums[*block].beyond(limits[*block]).is_some();
                let (first, last) = ((0..grid.blocks).find(passes)?, (0..grid.blocks).rfind(passes)?);
                let days = first * grid.width..(last + span.blocks) * grid.width;
                suspect = Some(suspect.map_or(days.clone(), |s| s.start.min(days.start)..s.end.max(days.end)));
            }
        }
        suspect
    }
}

/// Adds sums of two shorter spans, and says whether one is beyond its limit.
fn added<N: Count>(sums: &mut [N], [before, rest]: [&[N]; 2], limits: &[N]) -> bool {
    let sums = sums.as_chunks_mut::<LANES>().0;
    let [before, rest, limits] = [before, rest, limits].map(|row| &row.as_chunks::<LANES>().0[..sums.len()]);
    let mut beyond = [N::NONE; LANES];
    for at in 0..sums.len() {
        sums[at] = std::array::from_fn(|lane| before[at][lane].plus(rest[at][lane]));
        beyond = std::array::from_fn(|lane| beyond[lane].or(sums[at][lane].beyond(limits[at][lane])));
    }
    beyond.into_iter().fold(N::NONE, N::or).is_some()
}
