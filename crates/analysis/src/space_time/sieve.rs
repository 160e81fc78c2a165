//! Rules out most of a circle at once. Members are gone through in batches: what a window holds when a batch has been taken in bounds what it held
//! at each member of it, and what the circle held at the batch's beginning bounds what was expected. Few batches hold a window that reaches the
//! cases it would need; only their days and members are gone through one by one.
//!
//! A batch costs a few sums over the days, of bytes where the counts allow it, as many at a time as the processor can.

use super::cylinders::{Days, Floor, log_ratio};
use super::layout::Layout;
use super::lines::Lines;
use super::order::Order;
use fearless_simd::{SimdIntElement, prelude::*};
use std::ops::Range;

/// A window of the largest circle that holds fewer cases than this by chance is looked at coarsely.
const FEW: u64 = 16;
/// Days are gathered into blocks when there are more than this.
const MOST_BLOCKS: usize = 1_024;
/// What a batch is held against is made for numbers of cases that differ by one part in so many.
const STEP: u32 = 12;
/// Places with many cases are added to a circle so many at a time.
const TOGETHER: usize = 4;
/// Rows of counts are a multiple of this long, so that the widest processor does them in whole steps.
const LANES: usize = 64;

/// Counts of cases that stop at their largest value.
pub(super) trait Count: SimdIntElement + Copy + Send + Sync + Ord + Into<u32> {
    /// As many as a processor handles at a time.
    type Lanes<S: Simd>: SimdInt<S, Element = Self>;
    const NONE: Self;
    const ONE: Self;
    const MOST: Self;
    /// One less than what is needed. What stands at the largest value may be more, so that it passes.
    fn limit(needed: usize) -> Self;
    fn plus(self, other: Self) -> Self;
}

macro_rules! count {
    ($type:ty, $lanes:ident) => {
        impl Count for $type {
            type Lanes<S: Simd> = S::$lanes;
            const NONE: Self = 0;
            const ONE: Self = 1;
            const MOST: Self = <$type>::MAX;
            fn limit(needed: usize) -> Self {
                <$type>::try_from(needed.saturating_sub(1)).unwrap_or(<$type>::MAX).min(<$type>::MAX - 1)
            }
            #[inline]
            fn plus(self, other: Self) -> Self {
                self.saturating_add(other)
            }
        }
    };
}
count!(u8, u8s);
count!(u16, u16s);

/// How days are gathered into blocks, and which lengths of windows are looked at together.
pub(super) struct Grid {
    /// Days of a block.
    width: usize,
    /// Blocks of the period, rounded up to whole lanes.
    blocks: usize,
    /// From one row of counts to the next: behind the blocks stand as many empty ones as the longest span has.
    stride: usize,
    /// By length.
    spans: Vec<Span>,
}

/// Windows that end within so many blocks from the one they begin in, and not within the span before.
struct Span {
    blocks: usize,
    /// Its shortest window, days.
    shortest: usize,
    /// Where the sums stand that, with those of the span before this, make it up: of a shorter span, from as many blocks on as the span before has.
    rest: usize,
}

impl Grid {
    /// `largest`: most cases of a circle.
    pub fn new(days: &Days, largest: u32) -> Self {
        let is_sparse = u64::from(largest) * (days.window as u64) < FEW * days.count() as u64;
        // Where cases are few, what is needed is far above what is there, and a coarse grid costs less than it lets pass. `longest` is the blocks of
        // the longest window, about; a span is longer than the one before by one part in `parts`.
        let (longest, parts) = if is_sparse { (8, 2) } else { (16, 4) };
        let width = days.window.div_ceil(longest).max(days.count().div_ceil(MOST_BLOCKS)).max(1);
        // A window may begin at the end of a block.
        let longest = days.window.saturating_sub(1).div_ceil(width) + 1;
        let blocks = days.count().div_ceil(width).next_multiple_of(LANES);
        let stride = blocks + longest.next_multiple_of(LANES);
        let mut spans = vec![Span { blocks: 1, shortest: 1, rest: 0 }];
        while let Some(last) = spans.last().filter(|s| s.blocks < longest) {
            let more = (last.blocks / parts).max(1).min(longest - last.blocks);
            let shorter = spans.partition_point(|s| s.blocks <= more) - 1;
            let rest = shorter * stride + last.blocks;
            spans.push(Span { blocks: last.blocks + spans[shorter].blocks, shortest: (last.blocks - 1) * width + 2, rest });
        }
        Self { width, blocks, stride, spans }
    }

    /// Blocks of a row of counts: of the period and, empty, up to whole lanes.
    pub fn blocks(&self) -> usize {
        self.blocks
    }

    /// Whether a block is a day.
    pub fn is_daily(&self) -> bool {
        self.width == 1
    }

    /// The block that a day lies in.
    pub fn block(&self, day: u32) -> u16 {
        // There are no more blocks than `MOST_BLOCKS`.
        (day as usize / self.width) as u16
    }
}

/// What windows need to beat a floor.
pub(super) struct Sieve<N> {
    /// Per number of cases in a circle: the level of a batch that begins there.
    level_of: Vec<u16>,
    /// Per level: the number of cases that ends a batch.
    until: Vec<u32>,
    /// Per level, span and first block: one case less than a window that begins there needs.
    short: Lines<N>,
}

impl<N: Count> Sieve<N> {
    /// `largest`: most cases of a circle.
    pub fn new(grid: &Grid, days: &Days, floor: &Floor, largest: u32) -> Self {
        let (mut level_of, mut until, mut short) = (vec![], vec![], vec![]);
        // Below the fewest cases of a cluster a circle holds none.
        let mut inside = floor.fewest.min(largest).max(1);
        loop {
            let next = inside + inside / STEP + 1;
            level_of.resize(next as usize, until.len() as u16);
            until.push(reach(grid, days, floor, inside, largest).max(next));
            for span in &grid.spans {
                short.extend((0..grid.blocks).map(|block| {
                    let begin = block * grid.width..(block + 1) * grid.width;
                    // A window that can be best begins on a day with cases.
                    let begins = begin.filter(|day| day + span.shortest <= days.count() && days.cases(*day, *day) > 0);
                    let fewest = begins.map(|day| days.cases(day, day + span.shortest - 1)).min();
                    // Nothing is beyond the largest value: no such window begins here.
                    fewest.map_or(N::MOST, |cases| N::limit(floor.needed(u64::from(inside) * cases)))
                }));
            }
            if next > largest {
                return Self { level_of, until, short: Lines::from(&short, N::MOST) };
            }
            inside = next;
        }
    }

    /// A batch that begins with so many cases in the circle: what windows need, and the cases that end it.
    #[inline]
    pub fn batch(&self, grid: &Grid, inside: u32) -> (&[N], u32) {
        let level = usize::from(self.level_of[inside as usize]);
        let length = grid.spans.len() * grid.blocks;
        (&self.short[level * length..][..length], self.until[level])
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

/// A circle's cases, of one thread.
pub(super) struct Tally<N> {
    /// Per span: cases in it from each block on. The first is of one block: the cases by block.
    sums: Lines<N>,
}

impl<N: Count> Tally<N> {
    pub fn new(grid: &Grid) -> Self {
        Self { sums: Lines::of(N::NONE, grid.stride * grid.spans.len()) }
    }

    /// Takes in places.
    #[inline(always)] // into what the processor can do
    pub fn take<S: Simd>(&mut self, simd: S, order: &Order<N>, layout: &Layout, places: &[u32]) {
        let mut crowds: [&[N]; TOGETHER] = [&[]; TOGETHER];
        let mut waiting = 0;
        for place in places {
            if let Some(crowd) = order.crowd(*place) {
                crowds[waiting] = crowd;
                waiting += 1;
                if waiting == TOGETHER {
                    self.add(simd, crowds);
                    waiting = 0;
                }
            } else {
                for block in order.blocks(layout.cases_at(*place)) {
                    let count = &mut self.sums[usize::from(*block)];
                    *count = count.plus(N::ONE);
                }
            }
        }
        for crowd in &crowds[..waiting] {
            self.add(simd, [*crowd]);
        }
    }

    /// Adds rows of counts, one at least.
    #[inline(always)] // into what the processor can do
    fn add<S: Simd, const ROWS: usize>(&mut self, simd: S, rows: [&[N]; ROWS]) {
        let lanes = N::Lanes::<S>::LEN;
        let width = rows[0].len();
        let rows = rows.map(
            #[inline(always)]
            |row| &row[..width],
        );
        for (at, counts) in self.sums[..width].chunks_exact_mut(lanes).enumerate() {
            let mut sum = N::Lanes::from_slice(simd, counts);
            for row in rows {
                sum = sum.saturating_add(N::Lanes::from_slice(simd, &row[at * lanes..][..lanes]));
            }
            sum.store_slice(counts);
        }
    }

    /// Tells the cases by day, where a day is a block and its count has not stopped; says whether it could.
    pub fn by_day(&self, grid: &Grid, days: &Range<usize>, told: &mut [u32]) -> bool {
        let counts = grid.is_daily().then(|| &self.sums[days.clone()]).filter(|counts| counts.iter().all(|count| *count < N::MOST));
        if let Some(counts) = counts {
            told[days.clone()].iter_mut().zip(counts).for_each(|(told, count)| *told = (*count).into());
        }
        counts.is_some()
    }

    pub fn clear(&mut self, grid: &Grid) {
        self.sums[..grid.blocks].fill(N::NONE);
    }

    /// Whether a window may beat the floor when a batch has been taken in.
    #[inline(always)] // into what the processor can do
    pub fn is_suspect<S: Simd>(&mut self, simd: S, grid: &Grid, limits: &[N]) -> bool {
        let lanes = N::Lanes::<S>::LEN;
        let mut beyond = N::Lanes::splat(simd, N::NONE);
        for (counts, limits) in self.sums[..grid.blocks].chunks_exact(lanes).zip(limits.chunks_exact(lanes)) {
            beyond |= N::Lanes::from_slice(simd, counts).saturating_sub(N::Lanes::from_slice(simd, limits));
        }
        for (number, span) in grid.spans.iter().enumerate().skip(1) {
            let (done, sums) = self.sums.split_at_mut(number * grid.stride);
            let (before, rest) = (&done[(number - 1) * grid.stride..][..grid.blocks], &done[span.rest..][..grid.blocks]);
            let limits = &limits[number * grid.blocks..][..grid.blocks];
            let parts = before.chunks_exact(lanes).zip(rest.chunks_exact(lanes)).zip(limits.chunks_exact(lanes));
            for (sums, ((before, rest), limits)) in sums[..grid.blocks].chunks_exact_mut(lanes).zip(parts) {
                let [before, rest, limits] = [before, rest, limits].map(
                    #[inline(always)]
                    |row| N::Lanes::from_slice(simd, row),
                );
                let sum = before.saturating_add(rest);
                sum.store_slice(sums);
                beyond |= sum.saturating_sub(limits);
            }
        }
        beyond.simd_gt(N::NONE).any_true()
    }

    /// Gathers the windows that may beat the floor. To be asked when some may.
    #[inline(always)] // into what the processor can do
    pub fn suspects<S: Simd>(&self, simd: S, grid: &Grid, limits: &[N], suspects: &mut Vec<Suspects>) {
        let lanes = N::Lanes::<S>::LEN;
        suspects.clear();
        let mut before = 0;
        for ((span, sums), limits) in grid.spans.iter().zip(self.sums.chunks_exact(grid.stride)).zip(limits.chunks_exact(grid.blocks)) {
            for ((sums, limits), start) in sums.chunks_exact(lanes).zip(limits.chunks_exact(lanes)).zip((0..).step_by(lanes)) {
                if N::Lanes::from_slice(simd, sums).simd_gt(N::Lanes::from_slice(simd, limits)).any_true() {
                    let blocks = (start..).zip(sums.iter().zip(limits)).filter(|(_, (sum, limit))| sum > limit).map(|(block, _)| block);
                    let [width, from, to] = [grid.width, before, span.blocks];
                    suspects.extend(blocks.map(|block| Suspects {
                        first: block * width..(block + 1) * width,
                        last: (block + from) * width..(block + to) * width,
                    }));
                }
            }
            before = span.blocks;
        }
    }
}

/// Windows that may beat a floor.
pub(super) struct Suspects {
    /// Days on which they begin.
    pub first: Range<usize>,
    /// Days on which they end.
    pub last: Range<usize>,
}
