//! The whole week at once: what is new, grown, unchanged, shrunk, gone or unknown, where something gathers, and which of it stands when who reported is held equal.
//!
//! # The rule
//! A week is thousands of questions, and people can look into a few. There are five families of questions: has a category grown in a district, has it fallen
//! there, has it changed over the town, has something come together within [`WeeklyOptions::radius`] of a place, has it become less there? **A family raises an alarm for what at most 1/R times a week comes by chance
//! among all its questions together**, R being its [`WeeklyOptions::recurrence`], and never for anything with a probability above 1 %, however many districts, categories and places there are.
//!
//! For a question answered with probability p, [`Judged::by_chance`] = p · #{questions of the family whose smallest possible probability is at most p}: a bound on how many
//! answers as strong chance gives in a week. Questions that have too little in them to ever be answered so strongly do not count (Tarone 1990, "A modified Bonferroni
//! method for discrete data", *Biometrics* 46); no independence is assumed.
//!
//! The bound is loose where questions overlap (circles, windows) and counts are small: of what it allows a twentieth to a third comes true in the trial towns. So the usual R, 2 weeks for growth,
//! 0.9 for gatherings, 5 for falls in a district, 4 at a place, 20 over the town, were chosen on trial towns for at most one false alarm a month of all together, and are measured on others (`cargo xtask power`,
//! docs/measurements.md).
//!
//! # Probability of one question
//! *Who reported is held equal.* Each source and category is a stratum. Of its N events in the baseline and the window, n lie in the window and K in the district (or circle). If nothing has changed but
//! how much a source reports, each order of its events over the weeks is as likely as another, and Σ Kn/N are expected in district and window: the
//! space-time permutation of Kulldorff et al. (2005), within strata. A source that begins, stops or doubles moves n, not the difference. Sums of hypergeometric counts spread less than
//! the binomial of K trials, and than that of n trials, with the same mean (Hoeffding 1956); the smaller of the two tails is taken. Where events come in bunches, counts are divided by the
//! dispersion φ first: Pearson's χ² of four-week counts by district over its degrees of freedom, before the window, at least 1. Windows are the last one, two, three and four
//! weeks; a fall is looked for in the last two to four.
//!
//! A fall of most of a stratum takes the stratum down with it and cannot be told from it. What is more than a third of its stratum is therefore, when a fall is asked for, held against all that
//! the source sent.
//!
//! Over the town a category is held against its share of each source's reports in the twelve weeks before the window: expected Σ n π, variance φ Σ n π (1 − π)(1 + n/N), where φ is
//! the mean square of what the same forecast missed in the weeks before, so that season and drift count as what they are: misses. The tail is that of the negative binomial.
//!
//! An alarm must also be improbable in plain counts (each week as likely as the next, at most 1 %): less elsewhere makes what is unchanged here more than its share. What would raise an alarm in plain counts and does not when who reported is held equal is
//! told apart in [`Weekly::explained`].
//!
//! # Assumptions and pitfalls
//! - A source that sees one district or one category alone says nothing by itself: more of it may be more reporting. A new source says nothing until it has a past.
//! - A source that leaves off one kind of report alone is taken for a fall where most of that kind came from.
//! - A rise everywhere at once, in every category of a source, cannot be told from more reporting and is not an alarm.
//! - Late reports make the newest week low; hand in each week cut at the same hour and, for a published picture, only what was known then.
//! - A district's share of a category is taken as the same all year; season that differs between districts raises φ.
//! - The strength of a circle is the strongest of many that overlap: its observed over expected is too large, as that of any winner.

mod cells;
mod chance;
mod clusters;
mod rule;
mod strata;
mod town;

use crate::space_time::Series;
use crate::watch::Watch;
use crate::{Refusal, refusal};

/// The district of an event that has none.
pub const NO_DISTRICT: u32 = u32::MAX;

/// Fewest weeks before a window that something can be held against.
const FEWEST_WEEKS: i64 = 8;

/// Most events of the weeks looked at.
const MOST_EVENTS: usize = 100_000_000;

/// What was reported: one row an event, or several alike.
#[derive(Clone, Copy, Debug)]
pub struct Events<'a> {
    /// Easting, metres; NaN where unknown.
    pub x: &'a [f64],
    /// Northing, metres; NaN where unknown.
    pub y: &'a [f64],
    /// Days, and parts of days, since any Monday.
    pub day: &'a [f64],
    /// Category.
    pub category: &'a [u32],
    /// District; [`NO_DISTRICT`] where unknown.
    pub district: &'a [u32],
    /// Who reported: an organisation, a form, a person.
    pub source: &'a [u32],
    /// How many events the row stands for.
    pub count: &'a [u32],
}

/// Parameters of [`weekly()`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeeklyOptions {
    /// Most weeks before the watched one that it is held against.
    pub baseline: u32,
    /// An alarm is what chance raises, by the bound, at most once in so many weeks: growth, fall, over the town, gathering, fall at a place.
    pub recurrence: [f64; 5],
    /// Radius of a circle, metres.
    pub radius: f64,
    /// Fewest events in a circle.
    pub fewest: u32,
    /// Days within which one event follows another in a series.
    pub reach: f64,
}

impl Default for WeeklyOptions {
    /// A year, the weeks that the module tells of, 200 m, three events, fourteen days.
    fn default() -> Self {
        Self { baseline: 52, recurrence: [2.0, 5.0, 20.0, 0.9, 4.0], radius: 150.0, fewest: 3, reach: 14.0 }
    }
}

/// Which way a count went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing in the weeks before.
    New,
    /// More than expected.
    Grown,
    /// Not told from chance.
    Unchanged,
    /// Less than expected.
    Shrunk,
    /// Nothing any more.
    Gone,
    /// Too little material to say.
    Unknown,
}

/// A category in a district, or over the town, held against what was expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// District; `None` over the town.
    pub district: Option<u32>,
    /// Category.
    pub category: u32,
    /// Weeks of the window, the watched one the last of them.
    pub weeks: u32,
    /// Events in the window.
    pub observed: u64,
    /// Expected there, who reported held equal. NaN when unknown.
    pub expected: f64,
    /// What holds the count with 95 % probability if nothing has changed.
    pub interval: (u64, u64),
    /// Probability of so many or more (so few or fewer) if nothing has changed; twice the smaller in the tables of the week alone.
    pub p: f64,
    /// In the tables of the week alone: the share of rows called changed at this strength that chance explains (Benjamini & Hochberg 1995). Else 1.
    pub q: f64,
    /// At most so many findings as strong come by chance in a week among the family's questions; in the tables of the week alone as if they were a family.
    pub by_chance: f64,
    /// Which way.
    pub change: Change,
}

impl Judged {
    /// Chance alone raises one as strong at most once in so many weeks.
    pub fn recurrence_weeks(&self) -> f64 {
        1.0 / self.by_chance
    }
}

/// A place where more, or less, came together than the places' and weeks' own shares explain.
#[derive(Clone, Debug, PartialEq)]
pub struct Gathering {
    /// Middle of the circle, metres.
    pub centre: [f64; 2],
    /// Its radius, metres.
    pub radius: f64,
    /// Side of the squares that the circle is made of, metres: those whose middles lie in it. Squares lie side by side from the origin.
    pub side: f64,
    /// Category; `None` when it is all of them together.
    pub category: Option<u32>,
    /// District of most of its events.
    pub district: Option<u32>,
    /// Weeks of the window.
    pub weeks: u32,
    /// Events in circle and window.
    pub observed: u64,
    /// Expected there, who reported held equal.
    pub expected: f64,
    /// What holds the count with 95 % probability if nothing has changed.
    pub interval: (u64, u64),
    /// Probability of so many or more (so few or fewer) if nothing has changed.
    pub p: f64,
    /// As [`Judged::by_chance`].
    pub by_chance: f64,
    /// New, grown, shrunk or gone.
    pub change: Change,
    /// Rows of the events as they were handed in: of growth those in the window, of a fall those before it.
    pub rows: Vec<u32>,
    /// The longest series among them, each event soon after another of the same category: what is known of as near repeats. Of growth alone.
    pub series: Option<Series>,
}

impl Gathering {
    /// Chance alone raises one as strong at most once in so many weeks.
    pub fn recurrence_weeks(&self) -> f64 {
        1.0 / self.by_chance
    }
}

/// Result of [`weekly()`].
#[derive(Clone, Debug, PartialEq)]
pub struct Weekly {
    /// Weeks with material before the watched one, at most [`WeeklyOptions::baseline`].
    pub baseline: u32,
    /// The week alone, by district and category, where anything happened in it or before; by category, then district.
    pub cells: Vec<Judged>,
    /// The week alone, by category over the town.
    pub town: Vec<Judged>,
    /// Alarms by district and category, and over the town: what stands when who reported is held equal. Strongest first, the strongest window of each.
    pub alarms: Vec<Judged>,
    /// What would be an alarm in plain counts, and is not when who reported is held equal. Strongest first.
    pub explained: Vec<Judged>,
    /// Alarms by place, strongest first; no two of growth share an event, no two circles of falls overlap.
    pub gatherings: Vec<Gathering>,
    /// Questions of the five families that could be answered at all: growth, fall, over the town, gathering, fall at a place.
    pub questions: [usize; 5],
}

/// Judges a week (rule: module). `week` is the whole number of weeks since the Monday that days are counted from; later rows are not used.
///
/// Pure, without chance: the same rows give the same findings in any order and on any number of threads. O(n log n) in the rows of the weeks looked at.
pub fn weekly(events: &Events, week: i64, options: &WeeklyOptions, watch: &dyn Watch) -> Result<Weekly, Refusal> {
    check(events, week, options)?;
    let span = strata::span(events, week, options);
    if span.rows.len() > MOST_EVENTS {
        return Err(Refusal::TooLarge { what: "events", have: span.rows.len() as f64, most: MOST_EVENTS as f64 });
    }
    let done = |part: f64| {
        watch.advanced(part);
        if watch.is_stopped() { Err(Refusal::Stopped) } else { Ok(()) }
    };
    done(0.1)?;
    let cells = cells::cells(events, &span, options);
    done(0.3)?;
    let town = town::town(events, &span, options);
    done(0.1)?;
    let (gatherings, places) = clusters::gatherings(events, &span, options, &cells.dispersion, watch)?;
    done(0.5)?;
    let strongest_first = |findings: &mut Vec<Judged>| {
        findings.sort_by(|a, b| {
            let by_strength = a.by_chance.total_cmp(&b.by_chance).then(a.p.total_cmp(&b.p));
            by_strength.then((a.category, a.district).cmp(&(b.category, b.district)))
        });
    };
    let mut alarms = [cells.alarms, town.alarms].concat();
    let mut explained = [cells.explained, town.explained].concat();
    strongest_first(&mut alarms);
    strongest_first(&mut explained);
    let questions = [cells.questions[0], cells.questions[1], town.questions, places[0], places[1]];
    Ok(Weekly { baseline: span.before as u32, cells: cells.table, town: town.table, alarms, explained, gatherings, questions })
}

fn check(events: &Events, week: i64, options: &WeeklyOptions) -> Result<(), Refusal> {
    let rows = events.day.len();
    refusal::length("x", events.x.len(), rows)?;
    refusal::length("y", events.y.len(), rows)?;
    refusal::length("category", events.category.len(), rows)?;
    refusal::length("district", events.district.len(), rows)?;
    refusal::length("source", events.source.len(), rows)?;
    refusal::length("count", events.count.len(), rows)?;
    if let Some(row) = events.day.iter().position(|d| !d.is_finite()) {
        return Err(Refusal::BadValue { column: "day", row });
    }
    let bad = |name, must| Err(Refusal::BadParameter { name, must });
    if week.unsigned_abs() > 1 << 40 {
        return bad("week", "a number of weeks");
    }
    if !(i64::from(options.baseline) >= FEWEST_WEEKS && options.baseline <= 520) {
        return bad("baseline", "8 to 520 weeks");
    }
    if !options.recurrence.iter().all(|r| *r > 0.0 && r.is_finite()) {
        return bad("recurrence", "a positive number of weeks");
    }
    if !(options.radius > 0.0 && options.radius.is_finite()) {
        return bad("radius", "a positive number of metres");
    }
    if !(options.reach > 0.0 && options.reach.is_finite()) {
        return bad("reach", "a positive number of days");
    }
    Ok(())
}
