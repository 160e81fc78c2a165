//! The search for the cylinder with most against chance, of those beyond a floor. What is compared is a whole number, cases in the circle times
//! cases in the window: for a count of cases in the cylinder a likelihood ratio is beyond the floor only below a bound of that product. So
//! logarithms are rare.

use super::ladder::Rung;
use super::layout::Layout;
use super::order::Order;
use super::sieve::{Count, Grid, Suspects, Tally};
use fearless_simd::{Level, Simd, dispatch};
use std::ops::{Range, RangeInclusive};

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

/// Days that suspects reach over.
struct Stretch {
    days: Range<usize>,
    /// Which suspects.
    suspects: Range<usize>,
    /// Which of the windows that are followed.
    windows: Range<usize>,
}

/// Room to search in, used again and again.
pub(super) struct Search<'a, N> {
    layout: &'a Layout,
    days: &'a Days,
    grid: &'a Grid,
    /// Cases of the circle by day, or by greatest age (prospective).
    sums: Vec<u32>,
    tally: Tally<N>,
    /// Windows that may beat the floor, as far as blocks tell.
    suspects: Vec<Suspects>,
    /// The days that they reach over.
    stretches: Vec<Stretch>,
    /// Cases before each of the days that are looked at.
    before: Vec<u32>,
    /// First and last day of windows that are followed.
    windows: Vec<[u32; 2]>,
    /// What the processor can do at once.
    processor: Level,
}

impl<'a, N: Count> Search<'a, N> {
    pub fn new(&Field { layout, days, grid, .. }: &Field<'a>) -> Self {
        let sums = vec![0; if days.prospective { days.window } else { days.count() }];
        Self {
            layout,
            days,
            grid,
            sums,
            tally: Tally::new(grid),
            suspects: vec![],
            stretches: vec![],
            before: vec![],
            windows: vec![],
            processor: Level::new(),
        }
    }

    /// The strongest cylinder around some centres, if it is beyond the rung's floor.
    pub fn strongest(&mut self, order: &Order<N>, centres: Range<usize>, rung: &Rung<N>) -> Option<Cylinder> {
        let mut record = Record::new(&rung.floor);
        if self.days.prospective {
            centres.for_each(|centre| self.alive(order, centre, &mut record));
        } else {
            dispatch!(self.processor, simd => centres.for_each(#[inline(always)] |centre| self.any(simd, order, centre, rung, &mut record)));
        }
        record.best
    }

    #[allow(clippy::needless_range_loop)] // an age names a sum and a window
    /// Windows that end on the last day. Only a circle that has just taken in a recent case can be better than the one before.
    fn alive(&mut self, order: &Order<N>, centre: usize, record: &mut Record) {
        let (members, within) = self.layout.around(centre);
        let last = self.days.count() - 1;
        let (window, mut youngest) = (self.sums.len(), self.sums.len());
        for (member, (&place, &inside)) in members.iter().zip(within).enumerate() {
            let ages = order.ages(place);
            if ages.is_empty() {
                continue;
            }
            let mut newest = window;
            for &age in ages {
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
    #[inline(always)] // into what the processor can do
    fn any<S: Simd>(&mut self, simd: S, order: &Order<N>, centre: usize, rung: &Rung<N>, record: &mut Record) {
        let layout = self.layout;
        let (members, within) = layout.around(centre);
        let mut from = 0;
        while from < members.len() {
            let (limits, until) = rung.sieve.batch(self.grid, within[from]);
            let to = from + within[from..].iter().take_while(|cases| **cases < until).count();
            self.tally.take(simd, order, layout, &members[from..to]);
            if self.tally.is_suspect(simd, self.grid, limits) {
                self.tally.suspects(simd, self.grid, limits, &mut self.suspects);
                self.within(order, centre, from..to, record);
            }
            from = to;
        }
        self.tally.clear(self.grid);
    }

    /// Gathers the suspects by the days that they reach over: what lies between them is not looked at.
    fn gather(&mut self) {
        self.stretches.clear();
        self.suspects.sort_unstable_by_key(|s| s.first.start);
        for (at, suspects) in self.suspects.iter().enumerate() {
            let end = suspects.last.end.min(self.sums.len());
            match self.stretches.last_mut().filter(|stretch| suspects.first.start < stretch.days.end) {
                Some(stretch) => {
                    stretch.days.end = stretch.days.end.max(end);
                    stretch.suspects.end = at + 1;
                }
                None => self.stretches.push(Stretch { days: suspects.first.start..end, suspects: at..at + 1, windows: 0..0 }),
            }
        }
    }

    /// The suspects, at a batch of a circle's members that have all been counted. First the windows are found that may beat the floor when the whole batch
    /// is in; few are left to follow member by member. Only a window that begins and ends on a day with cases can be best; of equals it is the one that
    /// begins first, then the shortest.
    #[inline(never)] // seldom
    fn within(&mut self, order: &Order<N>, centre: usize, batch: Range<usize>, record: &mut Record) {
        let layout = self.layout;
        let (members, within) = layout.around(centre);
        self.gather();
        let mut stretches = std::mem::take(&mut self.stretches);
        self.windows.clear();
        for Stretch { days, suspects, windows } in &mut stretches {
            if !self.tally.by_day(self.grid, days, &mut self.sums) {
                members[..batch.end].iter().for_each(|place| order.each_day(layout, *place, days, |day, cases| self.sums[day] += cases));
            }
            let start = self.windows.len();
            self.find_windows(days, suspects.clone(), u64::from(within[batch.start]), record);
            self.windows[start..].sort_unstable();
            *windows = start..self.windows.len();
            if start == self.windows.len() {
                self.sums[days.clone()].fill(0);
            } else {
                members[batch.clone()].iter().for_each(|place| order.each_day(layout, *place, days, |day, cases| self.sums[day] -= cases));
            }
        }
        stretches.retain(|stretch| stretch.windows.start < stretch.windows.end);
        for member in batch {
            for stretch in &stretches {
                let (mut first, mut last) = (usize::MAX, 0);
                order.each_day(layout, members[member], &stretch.days, |day, cases| {
                    self.sums[day] += cases;
                    (first, last) = (first.min(day), last.max(day));
                });
                if first <= last {
                    self.follow(stretch, first..=last, (centre, member), u64::from(within[member]), record);
                }
            }
        }
        stretches.iter().for_each(|stretch| self.sums[stretch.days.clone()].fill(0));
        self.stretches = stretches;
    }

    /// Finds the windows of some days that, with the cases as they stand and so many in the circle, may beat the floor.
    fn find_windows(&mut self, days: &Range<usize>, suspects: Range<usize>, inside: u64, record: &Record) {
        self.count_before(days);
        for suspects in &self.suspects[suspects] {
            for first in suspects.first.clone().filter(|day| days.contains(day) && self.sums[*day] > 0) {
                let last = suspects.last.start.max(first)..suspects.last.end.min(first + self.days.window).min(days.end);
                for last in last.filter(|day| self.sums[*day] > 0) {
                    let cases = self.before[last + 1 - days.start] - self.before[first - days.start];
                    if record.may(cases, inside * self.days.cases(first, last)) {
                        self.windows.push([first as u32, last as u32]);
                    }
                }
            }
        }
    }

    /// Offers the windows that are followed, with the cases as they stand when a member has been taken in. Only one that holds a day of its cases can be
    /// better than before.
    fn follow(
        &mut self,
        Stretch { days, windows, .. }: &Stretch,
        new: RangeInclusive<usize>,
        (centre, member): (usize, usize),
        inside: u64,
        record: &mut Record,
    ) {
        self.count_before(days);
        let may_hold = |window: &&[u32; 2]| window[0] as usize <= *new.end() && window[1] as usize >= *new.start();
        for &[first, last] in self.windows[windows.clone()].iter().filter(may_hold) {
            let [from, to] = [first, last].map(|day| day as usize);
            let (cases, product) = (self.before[to + 1 - days.start] - self.before[from - days.start], inside * self.days.cases(from, to));
            if self.sums[from] > 0 && self.sums[to] > 0 && record.may(cases, product) {
                record.offer(Cylinder { ratio: 0.0, centre: centre as u32, member: member as u32, first, last, cases, product });
            }
        }
    }

    /// Counts the cases before each of some days, and before their end.
    fn count_before(&mut self, days: &Range<usize>) {
        let mut before = 0;
        self.before.clear();
        self.before.push(0);
        self.before.extend(self.sums[days.clone()].iter().map(|cases| {
            before += cases;
            before
        }));
    }
}
