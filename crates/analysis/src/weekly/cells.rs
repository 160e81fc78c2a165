//! Districts by categories.

use super::chance::Question;
use super::rule::Family;
use super::strata::{Span, Stratum, Tally, WINDOWS, strata};
use super::{Change, Events, Judged, NO_DISTRICT, WeeklyOptions};
use crate::counts::benjamini_hochberg;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Weeks of a block that dispersion is taken from: also the longest window, which it leaves out.
const BLOCK: usize = 4;

/// Which way a row of the week's table must be off before it is told from chance: see [`Judged::q`].
const FALSE_SHARE: f64 = 0.05;

/// What [`cells`] found.
pub(super) struct Cells {
    pub table: Vec<Judged>,
    pub alarms: Vec<Judged>,
    pub explained: Vec<Judged>,
    pub questions: [usize; 2],
    /// φ of each category.
    pub dispersion: BTreeMap<u32, f64>,
}

/// A district and category.
struct Cell {
    category: u32,
    district: u32,
    /// By stratum, those of one category in a row.
    parts: Vec<(u32, Tally)>,
    total: Tally,
    /// Events by block before the longest window.
    blocks: Vec<f64>,
}

impl Cell {
    /// The question of a window, who reported held equal, as [`Question::mean`] says.
    fn question(&self, window: usize, fall: bool, strata: &[Stratum]) -> Question {
        let mut question = Question::default();
        self.parts.iter().for_each(|(stratum, own)| question.add(own, strata[*stratum as usize].beside(own.all, fall), window));
        question
    }

    /// The same in plain counts: each week as likely as the next.
    fn plain(&self, window: usize, span: &Span) -> Question {
        let share = f64::from(WINDOWS[window]) / (span.before + 1) as f64;
        Question { seen: self.total.windows[window], place: self.total.all, window: self.total.all, mean: self.total.all * share }
    }
}

pub(super) fn cells(events: &Events, span: &Span, options: &WeeklyOptions) -> Cells {
    let located: Vec<u32> =
        (0..span.rows.len() as u32).filter(|at| events.district[span.rows[*at as usize] as usize] != NO_DISTRICT).collect();
    let (strata, stratum_of) = strata(events, span, &located);
    let cells = gathered(events, span, &located, &stratum_of);
    let dispersion = dispersions(&cells, &strata, span);
    let phi = |cell: &Cell| dispersion.get(&cell.category).copied().unwrap_or(1.0);
    let table = week_alone(&cells, &strata, span, &phi);
    let windows = |fall: bool| (0..WINDOWS.len()).filter(move |w| span.can_tell(WINDOWS[*w]) && (WINDOWS[*w] > 1 || !fall));
    let (mut alarms, mut explained, mut questions) = (Vec::new(), Vec::new(), [0; 2]);
    for fall in [false, true] {
        let held = Answers::new(&cells, windows(fall), fall, options, &phi, |cell, window| cell.question(window, fall, &strata));
        let plain = Answers::new(&cells, windows(fall), fall, options, &phi, |cell, window| cell.plain(window, span));
        questions[usize::from(fall)] = held.family.questions();
        for (number, cell) in cells.iter().enumerate() {
            let so = |window: usize| cell.plain(window, span).improbable(fall, phi(cell)).is_some();
            let judged = |answers: &Answers| answers.strongest(number, so).map(|a| told(cell, a, fall, phi(cell), &answers.family));
            match (judged(&held), judged(&plain)) {
                (Some(alarm), _) => alarms.push(alarm),
                (None, Some(plain)) => explained.push(plain),
                (None, None) => {}
            }
        }
    }
    Cells { table, alarms, explained, questions, dispersion }
}

/// The answers of one family.
struct Answers {
    family: Family,
    /// Cell, window, question, probability.
    answers: Vec<(usize, usize, Question, f64)>,
}

impl Answers {
    fn new(
        cells: &[Cell],
        windows: impl Iterator<Item = usize> + Clone,
        fall: bool,
        options: &WeeklyOptions,
        phi: &impl Fn(&Cell) -> f64,
        ask: impl Fn(&Cell, usize) -> Question,
    ) -> Self {
        let (mut least, mut answers) = (Vec::new(), Vec::new());
        for (number, cell) in cells.iter().enumerate() {
            for window in windows.clone() {
                let (question, phi) = (ask(cell, window), phi(cell));
                least.push(if fall { question.least_fall(phi) } else { question.least_growth(phi) });
                if let Some(p) = question.improbable(fall, phi) {
                    answers.push((number, window, question, p));
                }
            }
        }
        Self { family: Family::new(least, options.recurrence[usize::from(fall)]), answers }
    }

    /// The strongest alarm of a cell.
    fn strongest(&self, cell: usize, so: impl Fn(usize) -> bool) -> Option<&(usize, usize, Question, f64)> {
        let from = self.answers.partition_point(|a| a.0 < cell);
        let own = self.answers[from..].iter().take_while(|a| a.0 == cell);
        own.filter(|a| self.family.alarms(a.3) && so(a.1)).min_by(|a, b| a.3.total_cmp(&b.3))
    }
}

fn told(cell: &Cell, (_, window, question, p): &(usize, usize, Question, f64), fall: bool, phi: f64, family: &Family) -> Judged {
    Judged {
        district: Some(cell.district),
        category: cell.category,
        weeks: WINDOWS[*window],
        observed: cell.total.windows[*window] as u64,
        expected: question.mean + (cell.total.windows[*window] - question.seen),
        interval: shifted(question.interval(phi), cell.total.windows[*window] - question.seen),
        p: *p,
        q: 1.0,
        by_chance: family.by_chance(*p),
        change: direction(fall, cell.total.windows[*window], cell.total.all),
    }
}

/// What says nothing of itself is expected as it came.
fn shifted((low, high): (u64, u64), more: f64) -> (u64, u64) {
    (low + more as u64, high + more as u64)
}

pub(super) fn direction(fall: bool, window: f64, all: f64) -> Change {
    match (fall, window == 0.0, all <= window) {
        (true, true, _) => Change::Gone,
        (true, false, _) => Change::Shrunk,
        (false, _, true) => Change::New,
        (false, _, false) => Change::Grown,
    }
}

/// Every cell's week alone, two-sided.
fn week_alone(cells: &[Cell], strata: &[Stratum], span: &Span, phi: &impl Fn(&Cell) -> f64) -> Vec<Judged> {
    let row = |cell: &Cell| {
        let (question, phi) = (cell.question(0, false, strata), phi(cell));
        let (more, fewer) = (question.at_least(question.seen, phi), question.at_most(question.seen, phi));
        let alone = told(cell, &(0, 0, question, (2.0 * more.min(fewer)).min(1.0)), fewer < more, phi, &Family::new(Vec::new(), 20.0));
        if span.can_tell(1) && question.place > 0.0 { alone } else { unknown(alone) }
    };
    let mut table: Vec<Judged> = cells.iter().map(row).collect();
    false_shares(&mut table);
    table
}

/// A row that nothing can be said of.
pub(super) fn unknown(row: Judged) -> Judged {
    Judged { expected: f64::NAN, interval: (0, 0), p: 1.0, change: Change::Unknown, ..row }
}

/// Fills q and what follows from it.
pub(super) fn false_shares(table: &mut [Judged]) {
    let q = benjamini_hochberg(&table.iter().map(|row| row.p).collect::<Vec<_>>());
    let rows = table.len() as f64;
    for (row, q) in table.iter_mut().zip(q) {
        (row.q, row.by_chance) = (q, row.p * rows);
        if q >= FALSE_SHARE && row.change != Change::Unknown {
            row.change = Change::Unchanged;
        }
    }
}

/// Rows into cells, by category, then district.
fn gathered(events: &Events, span: &Span, located: &[u32], stratum_of: &[u32]) -> Vec<Cell> {
    let mut keyed: Vec<(u32, u32, u32, u32)> = located
        .par_iter()
        .zip(stratum_of)
        .map(|(at, stratum)| {
            let row = span.rows[*at as usize] as usize;
            (events.category[row], events.district[row], *stratum, *at)
        })
        .collect();
    keyed.par_sort_unstable();
    let blocks = blocks(span);
    let cell = |rows: &[(u32, u32, u32, u32)]| {
        let mut cell =
            Cell { category: rows[0].0, district: rows[0].1, parts: Vec::new(), total: Tally::default(), blocks: vec![0.0; blocks] };
        for part in rows.chunk_by(|a, b| a.2 == b.2) {
            let mut tally = Tally::default();
            for (.., at) in part {
                let (ago, count) = (span.ago[*at as usize], f64::from(events.count[span.rows[*at as usize] as usize]));
                tally.add(ago, count);
                if let Some(block) = block_of(usize::from(ago)).and_then(|b| cell.blocks.get_mut(b)) {
                    *block += count;
                }
            }
            cell.total.plus(&tally);
            cell.parts.push((part[0].2, tally));
        }
        cell
    };
    keyed.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).map(cell).collect()
}

fn blocks(span: &Span) -> usize {
    (span.before as usize + 1).saturating_sub(BLOCK) / BLOCK
}

fn block_of(ago: usize) -> Option<usize> {
    ago.checked_sub(BLOCK).map(|ago| ago / BLOCK)
}

/// φ of each category: χ² of its districts' blocks against each district's share of what the sources sent, over its degrees of freedom.
fn dispersions(cells: &[Cell], strata: &[Stratum], span: &Span) -> BTreeMap<u32, f64> {
    let blocks = blocks(span);
    let sent = |stratum: &Stratum, block: usize| -> f64 { stratum.weeks.iter().skip(BLOCK + block * BLOCK).take(BLOCK).sum() };
    let of = |own: &[Cell]| {
        let (mut chi, mut places) = (0.0, 0.0f64);
        for cell in own {
            let mut any = false;
            for block in 0..blocks {
                let expect = |(s, tally): &(u32, Tally)| tally.all * sent(&strata[*s as usize], block) / strata[*s as usize].tally.all;
                let expected: f64 = cell.parts.iter().map(expect).sum();
                if expected > 0.0 {
                    chi += (cell.blocks[block] - expected).powi(2) / expected;
                    any = true;
                }
            }
            places += f64::from(u8::from(any));
        }
        let freedom = (places - 1.0) * (blocks as f64 - 1.0);
        if freedom >= 8.0 { (chi / freedom).max(1.0) } else { 1.0 }
    };
    cells.chunk_by(|a, b| a.category == b.category).map(|own| (own[0].category, of(own))).collect()
}
