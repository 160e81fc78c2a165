//! The days of the cases in one order, as the search reads them.

use super::cylinders::Field;
use super::layout::Layout;
use super::lines::Lines;
use super::sieve::Count;
use std::ops::Range;

/// A place with more cases than one for so many blocks is added to a circle block by block, of which the processor does many at a time, and not
/// case by case.
const BLOCKS_A_CASE: usize = 100;
/// Most counts of such places together, each a byte or two: what is beyond is added case by case.
const MOST_COUNTS: usize = 1 << 25;
/// A place that is added case by case.
const NO_CROWD: u32 = u32::MAX;

/// One order of the days among the cases.
pub(super) struct Order<N> {
    /// Days of the cases, in the order of the layout, and the blocks they lie in.
    when: Vec<u32>,
    blocks: Vec<u16>,
    /// Per place: the row of its cases by block.
    crowd_of: Vec<u32>,
    crowds: Lines<N>,
    /// Blocks of a row.
    width: usize,
    /// Whether a block is a day, and no count of a row has stopped.
    is_daily: bool,
    /// Per place: where its cases of the window start in `recent` (prospective), by days before the last.
    recent_starts: Vec<u32>,
    recent: Vec<u32>,
}

impl<N: Count> Order<N> {
    /// Room for one.
    pub fn new(field: &Field) -> Self {
        let width = field.grid.blocks();
        let most = if field.days.prospective { 0 } else { (MOST_COUNTS / width) as u32 };
        let mut rows = 0;
        let row = |cases: &[u32]| {
            let is_crowd = (cases[1] - cases[0]) as usize * BLOCKS_A_CASE > width && rows < most;
            rows += u32::from(is_crowd);
            if is_crowd { rows - 1 } else { NO_CROWD }
        };
        let crowd_of = field.layout.cases.windows(2).map(row).collect();
        let crowds = Lines::of(N::NONE, rows as usize * width);
        Self { when: vec![], blocks: vec![], crowd_of, crowds, width, is_daily: false, recent_starts: vec![], recent: vec![] }
    }

    /// Takes the days of the cases, in the order of the layout.
    pub fn set(&mut self, field: &Field, when: &[u32]) {
        self.when.clear();
        self.when.extend_from_slice(when);
        if field.days.prospective { self.set_recent(field) } else { self.set_blocks(field) }
    }

    fn set_blocks(&mut self, field: &Field) {
        self.blocks.clear();
        self.blocks.extend(self.when.iter().map(|day| field.grid.block(*day)));
        self.crowds.fill(N::NONE);
        let mut has_stopped = false;
        for (place, row) in self.crowd_of.iter().enumerate().filter(|(_, row)| **row != NO_CROWD) {
            let crowd = &mut self.crowds[*row as usize * self.width..][..self.width];
            for block in &self.blocks[field.layout.cases_at(place as u32)] {
                let count = &mut crowd[usize::from(*block)];
                *count = count.plus(N::ONE);
                has_stopped |= *count == N::MOST;
            }
        }
        self.is_daily = field.grid.is_daily() && !has_stopped;
    }

    fn set_recent(&mut self, field: &Field) {
        let last = field.days.count() as u32 - 1;
        self.recent.clear();
        self.recent_starts.clear();
        for cases in field.layout.cases.windows(2) {
            self.recent_starts.push(self.recent.len() as u32);
            let ages = self.when[cases[0] as usize..cases[1] as usize].iter().map(|day| last - day);
            self.recent.extend(ages.filter(|age| (*age as usize) < field.days.window));
        }
        self.recent_starts.push(self.recent.len() as u32);
    }

    /// Tells a place's cases on some days, day by day or one by one.
    #[inline]
    pub fn each_day(&self, layout: &Layout, place: u32, days: &Range<usize>, mut tell: impl FnMut(usize, u32)) {
        match self.crowd(place).filter(|_| self.is_daily) {
            Some(crowd) => {
                for (day, cases) in days.clone().zip(&crowd[days.clone()]).filter(|(_, cases)| **cases > N::NONE) {
                    tell(day, (*cases).into());
                }
            }
            None => {
                let when = self.when[layout.cases_at(place)].iter().map(|day| *day as usize);
                when.filter(|day| days.contains(day)).for_each(|day| tell(day, 1));
            }
        }
    }

    /// Blocks of some cases.
    #[inline]
    pub fn blocks(&self, cases: Range<usize>) -> &[u16] {
        &self.blocks[cases]
    }

    /// A place's cases by block, where it has many.
    #[inline]
    pub fn crowd(&self, place: u32) -> Option<&[N]> {
        let row = self.crowd_of[place as usize];
        (row != NO_CROWD).then(|| &self.crowds[row as usize * self.width..][..self.width])
    }

    /// Days from a place's cases of the longest window to the last day (prospective).
    pub fn ages(&self, place: u32) -> &[u32] {
        &self.recent[self.recent_starts[place as usize] as usize..self.recent_starts[place as usize + 1] as usize]
    }
}
