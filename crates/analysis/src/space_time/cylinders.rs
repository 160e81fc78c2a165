//! The search for the cylinder with most against chance, of those beyond a floor. What is compared is a whole number, cases in the circle times
//! cases in the window: for a count of cases in the cylinder a likelihood ratio is beyond the floor only below a bound of that product. So
//! logarithms are rare.

use super::ladder::Rung;
use super::layout::Layout;
use super::sieve::{Count, Grid, Tally};
use std::ops::Range;

/// A cylinder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cylinder {
    pub ratio: f64,
    pub centre: u32,
    /// Place of the outermost member in the circle.
    pub member: u32,
    pub first: u32,
    pub last: u32,
    pub cases: u32,
    /// Cases in the circle at any time × cases in the window anywhere.
    pub product: u64,
}

/// log likelihood ratio of `cases` where product / total were expected: c ln(c/μ) + (C − c) ln((C − c)/(C − μ)); 0 unless c > μ.
pub(super) fn log_ratio(cases: u32, product: u64, total: u32) -> f64 {
    let (c, all) = (f64::from(cases), f64::from(total));
    let expected = product as f64 / all;
    if c <= expected {
        return 0.0;
    }
    let rest = if cases < total { (all - c) * ((all - c) / (all - expected)).ln() } else { 0.0 };
    c * (c / expected).ln() + rest
}

/// A ratio, and how few cases must be expected to be beyond it.
pub(super) struct Floor {
    pub ratio: f64,
    /// All cases.
    pub total: u32,
    /// Fewest cases of a cluster.
    pub fewest: u32,
    /// Per count of cases: the largest product that may be beyond the ratio.
    most: Vec<u64>,
}

impl Floor {
    /// For counts up to the `largest`; those below the `fewest` are never beyond.
    pub fn new(ratio: f64, total: u32, fewest: u32, largest: u32) -> Self {
        let mut most: Vec<u64> = Vec::with_capacity(largest as usize + 1);
        for cases in 0..=largest {
            let (mut beyond, mut not) = (most.last().copied().unwrap_or(0), u64::from(cases) * u64::from(total));
            // A bound that is a little too large costs a logarithm now and then.
            while ratio > 0.0 && not - beyond > 1 + beyond / 256 {
                let middle = beyond + (not - beyond) / 2;
                if log_ratio(cases, middle, total) > ratio { beyond = middle } else { not = middle }
            }
            most.push(if cases < fewest { 0 } else { not.saturating_sub(1) });
        }
        Self { ratio, total, fewest, most }
    }

    /// Whether a cylinder with so many cases, or fewer, and such a product, or a larger one, may be beyond.
    #[inline]
    fn may(&self, cases: u32, product: u64) -> bool {
        product <= self.most[cases as usize]
    }

    /// Fewest cases that may be beyond with such a product or a larger one.
    pub fn needed(&self, product: u64) -> usize {
        self.most.partition_point(|most| *most < product)
    }
}

/// The best cylinder so far, of those beyond a floor.
pub(super) struct Record<'a> {
    floor: &'a Floor,
    pub best: Option<Cylinder>,
}

impl<'a> Record<'a> {
    pub fn new(floor: &'a Floor) -> Self {
        Self { floor, best: None }
    }

    #[inline]
    fn may(&self, cases: u32, product: u64) -> bool {
        self.floor.may(cases, product)
    }

    fn offer(&mut self, mut cylinder: Cylinder) {
        cylinder.ratio = log_ratio(cylinder.cases, cylinder.product, self.floor.total);
        if cylinder.ratio > self.best.map_or(self.floor.ratio, |b| b.ratio) {
            self.best = Some(cylinder);
        }
    }
}

/// Cases by day.
pub(super) struct Days {
    /// Cases before each day; one more than there are days.
    before: Vec<u32>,
    /// Most days of a window.
    pub window: usize,
    pub prospective: bool,
}

impl Days {
    pub fn new(days: &[u32], count: usize, window: usize, prospective: bool) -> Self {
        let mut before = vec![0u32; count + 1];
        days.iter().for_each(|d| before[*d as usize + 1] += 1);
        for d in 0..count {
            before[d + 1] += before[d];
        }
        Self { before, window: window.min(count), prospective }
    }

    pub fn count(&self) -> usize {
        self.before.len() - 1
    }

    /// Cases from one day to another, both taken in.
    #[inline]
    pub fn cases(&self, first: usize, last: usize) -> u64 {
        u64::from(self.before[last + 1] - self.before[first])
    }
}

/// What a search goes over.
pub(super) struct Field<'a> {
    pub layout: &'a Layout,
    pub days: &'a Days,
    pub grid: &'a Grid,
    /// Days of the cases as they were, in the order of the layout.
    pub when: &'a [u32],
    /// Fewest cases of a cluster.
    pub fewest: u32,
}

/// Room to search in, used again and again.
pub(super) struct Search<'a, N> {
    layout: &'a Layout,
    days: &'a Days,
    grid: &'a Grid,
    /// Days of the cases, in the order of the layout, and the blocks they lie in.
    when: Vec<u32>,
    blocks: Vec<u16>,
    /// Per place: where its cases of the window start in `recent` (prospective), by days before the last.
    recent_starts: Vec<u32>,
    recent: Vec<u32>,
    /// Cases of the circle by day, or by greatest age (prospective).
    sums: Vec<u32>,
    tally: Tally<N>,
}

impl<'a, N: Count> Search<'a, N> {
    pub fn new(&Field { layout, days, grid, .. }: &Field<'a>) -> Self {
        let sums = vec![0; if days.prospective { days.window } else { days.count() }];
        let (when, blocks, recent_starts, recent) = (vec![], vec![], vec![], vec![]);
        Self { layout, days, grid, when, blocks, recent_starts, recent, sums, tally: Tally::new(grid) }
    }

    /// Takes the days of the cases, in the order of the layout.
    pub fn set(&mut self, when: &[u32]) {
        self.when.clear();
        self.when.extend_from_slice(when);
        if !self.days.prospective {
            self.blocks.clear();
            self.blocks.extend(when.iter().map(|day| self.grid.block(*day)));
            return;
        }
        let last = self.days.count() as u32 - 1;
        self.recent.clear();
        self.recent_starts.clear();
        for cases in self.layout.cases.windows(2) {
            self.recent_starts.push(self.recent.len() as u32);
            let ages = self.when[cases[0] as usize..cases[1] as usize].iter().map(|day| last - day);
            self.recent.extend(ages.filter(|age| (*age as usize) < self.days.window));
        }
        self.recent_starts.push(self.recent.len() as u32);
    }

    /// The strongest cylinder around some centres, if it is beyond the rung's floor.
    pub fn strongest(&mut self, centres: Range<usize>, rung: &Rung<N>) -> Option<Cylinder> {
        let mut record = Record::new(&rung.floor);
        centres.for_each(|centre| self.around(centre, rung, &mut record));
        record.best
    }

    /// Offers the cylinders around one centre that may be beyond the rung's floor.
    fn around(&mut self, centre: usize, rung: &Rung<N>, record: &mut Record) {
        if self.days.prospective { self.alive(centre, record) } else { self.any(centre, rung, record) }
    }

    #[allow(clippy::needless_range_loop)] // an age names a sum and a window
    /// Windows that end on the last day. Only a circle that has just taken in a recent case can be better than the one before.
    fn alive(&mut self, centre: usize, record: &mut Record) {
        let (members, within) = self.layout.around(centre);
        let last = self.days.count() - 1;
        let (window, mut youngest) = (self.sums.len(), self.sums.len());
        for (member, (&place, &inside)) in members.iter().zip(within).enumerate() {
            let (from, to) = (self.recent_starts[place as usize] as usize, self.recent_starts[place as usize + 1] as usize);
            if from == to {
                continue;
            }
            let mut newest = window;
            for &age in &self.recent[from..to] {
                newest = newest.min(age as usize);
                self.sums[age as usize..].iter_mut().for_each(|sum| *sum += 1);
            }
            youngest = youngest.min(newest);
            let inside = u64::from(inside);
            if !record.may(self.sums[window - 1], inside * self.days.cases(last - youngest, last)) {
                continue;
            }
            for age in newest..window {
                let (cases, product) = (self.sums[age], inside * self.days.cases(last - age, last));
                if record.may(cases, product) {
                    let (first, last) = ((last - age) as u32, last as u32);
                    record.offer(Cylinder { ratio: 0.0, centre: centre as u32, member: member as u32, first, last, cases, product });
                }
            }
        }
        if youngest < window {
            self.sums.fill(0);
        }
    }

    /// Windows anywhere, batch by batch.
    fn any(&mut self, centre: usize, rung: &Rung<N>, record: &mut Record) {
        let layout = self.layout;
        let (members, within) = layout.around(centre);
        let mut from = 0;
        while from < members.len() {
            let (level, next) = rung.sieve.level(within[from]);
            let mut to = from;
            while to < members.len() && within[to] < next {
                let place = members[to] as usize;
                for &block in &self.blocks[layout.cases[place] as usize..layout.cases[place + 1] as usize] {
                    self.tally.add(block);
                }
                to += 1;
            }
            if let Some(days) = self.tally.suspect(self.grid, &rung.sieve, level) {
                self.within(&days, centre, from..to, record);
            }
            from = to;
        }
        self.tally.clear();
    }

    /// Windows within some days, at some members of a circle. Only one that holds a day of a case just taken in can be better than before, and only one that
    /// begins and ends on a day with cases.
    fn within(&mut self, days: &Range<usize>, centre: usize, batch: Range<usize>, record: &mut Record) {
        let layout = self.layout;
        let (members, within) = layout.around(centre);
        for (member, &place) in members.iter().enumerate().take(batch.end) {
            let cases = layout.cases[place as usize] as usize..layout.cases[place as usize + 1] as usize;
            for case in cases.clone() {
                let day = self.when[case] as usize;
                if days.contains(&day) {
                    self.sums[day] += 1;
                }
            }
            if member < batch.start {
                continue;
            }
            for case in cases {
                let day = self.when[case] as usize;
                if days.contains(&day) {
                    self.windows_with(day, days, u64::from(within[member]), (centre as u32, member as u32), record);
                }
            }
        }
        let end = days.end.min(self.sums.len());
        self.sums[days.start..end].fill(0);
    }

    #[allow(clippy::needless_range_loop)] // a day names a sum and the end of a window
    fn windows_with(&self, day: usize, days: &Range<usize>, inside: u64, (centre, member): (u32, u32), record: &mut Record) {
        let window = self.days.window;
        let mut before = 0;
        for first in ((day + 1).saturating_sub(window).max(days.start)..=day).rev() {
            if self.sums[first] == 0 {
                continue;
            }
            before += self.sums[first];
            let mut cases = before;
            let last = (first + window).min(days.end).min(self.sums.len());
            let product = inside * self.days.cases(first, day);
            if record.may(cases, product) {
                record.offer(Cylinder { ratio: 0.0, centre, member, first: first as u32, last: day as u32, cases, product });
            }
            for after in day + 1..last {
                if self.sums[after] == 0 {
                    continue;
                }
                cases += self.sums[after];
                let product = inside * self.days.cases(first, after);
                if record.may(cases, product) {
                    record.offer(Cylinder { ratio: 0.0, centre, member, first: first as u32, last: after as u32, cases, product });
                }
            }
        }
    }
}
