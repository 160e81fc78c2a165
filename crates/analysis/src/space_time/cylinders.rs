//! The search for the cylinder with most against chance. What is compared is a whole number, cases in the circle times cases in the window:
//! for a count of cases in the cylinder a likelihood ratio beats the best so far only below a bound of that product, and each one that is
//! computed in vain lowers the bound. So logarithms are rare.

use super::layout::Layout;

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

/// The best cylinder so far.
pub(super) struct Record {
    total: u32,
    fewest: u32,
    pub best: Option<Cylinder>,
    /// Per count of cases: the largest product that may still beat the best.
    bound: Vec<u64>,
    /// Bounds up to here were touched since the last reset.
    touched: usize,
}

impl Record {
    pub fn new(total: u32, fewest: u32) -> Self {
        let bound = (0..=total).map(|c| Self::fresh(c, total, fewest)).collect();
        Self { total, fewest, best: None, bound, touched: 0 }
    }

    /// Above this product as many cases as c are expected; counts below the fewest never count.
    fn fresh(c: u32, total: u32, fewest: u32) -> u64 {
        if c < fewest { 0 } else { (u64::from(c) * u64::from(total)).saturating_sub(1) }
    }

    pub fn reset(&mut self) {
        let (total, fewest) = (self.total, self.fewest);
        self.bound.iter_mut().zip(0..).take(self.touched + 1).for_each(|(bound, c)| *bound = Self::fresh(c, total, fewest));
        (self.touched, self.best) = (0, None);
    }

    /// Whether a cylinder with so many cases, or fewer, and such a product, or a larger one, may beat the best.
    #[inline]
    fn may(&self, cases: u32, product: u64) -> bool {
        product <= self.bound[cases as usize]
    }

    fn offer(&mut self, mut cylinder: Cylinder) {
        let c = cylinder.cases as usize;
        cylinder.ratio = log_ratio(cylinder.cases, cylinder.product, self.total);
        if cylinder.ratio > self.best.map_or(0.0, |b| b.ratio) {
            self.best = Some(cylinder);
        }
        self.bound[c] = self.bound[c].min(cylinder.product.saturating_sub(1));
        self.touched = self.touched.max(c);
    }
}

/// Cases by day.
pub(super) struct Days {
    /// Cases before each day; one more than there are days.
    before: Vec<u32>,
    /// Most days of a window.
    window: usize,
    prospective: bool,
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

    fn count(&self) -> usize {
        self.before.len() - 1
    }

    /// Cases from one day to another, both taken in.
    #[inline]
    fn cases(&self, first: usize, last: usize) -> u64 {
        u64::from(self.before[last + 1] - self.before[first])
    }
}

/// Room to search in, used again and again.
pub(super) struct Search<'a> {
    layout: &'a Layout,
    days: &'a Days,
    /// Days of the cases, in the order of the layout.
    when: Vec<u32>,
    /// Per place: where its cases of the window start in `recent` (prospective), by days before the last.
    recent_starts: Vec<u32>,
    recent: Vec<u32>,
    /// Cases of the circle by day, or by greatest age (prospective).
    sums: Vec<u32>,
    /// Cases of the circle by blocks of as many days as a window has, with an empty block on both sides.
    blocks: Vec<u32>,
    dirty: Vec<u32>,
}

impl<'a> Search<'a> {
    pub fn new(layout: &'a Layout, days: &'a Days) -> Self {
        let sums = if days.prospective { days.window } else { days.count() };
        let blocks = days.count() / days.window.max(1) + 3;
        Self {
            layout,
            days,
            when: vec![],
            recent_starts: vec![],
            recent: vec![],
            sums: vec![0; sums],
            blocks: vec![0; blocks],
            dirty: vec![],
        }
    }

    /// Takes the days of the cases, in the order of the layout.
    pub fn set(&mut self, when: &[u32]) {
        self.when.clear();
        self.when.extend_from_slice(when);
        if !self.days.prospective {
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

    /// Offers the cylinders around one centre that may beat the best.
    pub fn around(&mut self, centre: usize, record: &mut Record) {
        if self.days.prospective { self.alive(centre, record) } else { self.any(centre, record) }
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

    /// Windows anywhere. Only one that holds a day of a case just taken in can be better than before, and only one that begins and ends on a day
    /// with cases.
    fn any(&mut self, centre: usize, record: &mut Record) {
        let layout = self.layout;
        let (members, within) = layout.around(centre);
        let window = self.days.window;
        for (member, (&place, &inside)) in members.iter().zip(within).enumerate() {
            let cases = layout.cases[place as usize] as usize..layout.cases[place as usize + 1] as usize;
            for case in cases.clone() {
                let day = self.when[case] as usize;
                self.sums[day] += 1;
                self.blocks[day / window + 1] += 1;
                self.dirty.push(day as u32);
            }
            let inside = u64::from(inside);
            for case in cases {
                let day = self.when[case] as usize;
                let block = day / window;
                let most = self.blocks[block] + self.blocks[block + 1] + self.blocks[block + 2];
                if record.may(most, inside * self.days.cases(day, day)) {
                    self.windows_with(day, inside, (centre as u32, member as u32), record);
                }
            }
        }
        for day in self.dirty.drain(..) {
            self.sums[day as usize] = 0;
            self.blocks[day as usize / window + 1] = 0;
        }
    }

    #[allow(clippy::needless_range_loop)] // a day names a sum and the end of a window
    fn windows_with(&self, day: usize, inside: u64, (centre, member): (u32, u32), record: &mut Record) {
        let window = self.days.window;
        let mut before = 0;
        for first in (day.saturating_sub(window - 1)..=day).rev() {
            if self.sums[first] == 0 {
                continue;
            }
            before += self.sums[first];
            let mut cases = before;
            let last = (first + window).min(self.sums.len());
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
