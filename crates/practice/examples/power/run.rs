//! Towns judged week by week.

use crate::Asked;
use analysis::Unwatched;
use analysis::counts::{benjamini_hochberg, exceedance};
use analysis::time::{Ears, EarsOptions, ears};
use analysis::weekly::{Change, Events, NO_DISTRICT, Weekly, WeeklyOptions, weekly};
use domain::categories::Category;
use domain::week::Week;
use practice::trial::{Pattern, Planting, Reported, Trial, trial};

/// Weeks before the first that is watched.
pub const HISTORY: u32 = 53;

/// Weeks, the watched one included, that places are looked at in.
const PLACES: i64 = 26;

/// Weeks that an alarm must be silent before it is a new one.
const SAME: i32 = 4;

/// Metres between the middles of circles that are one alarm.
const NEAR: f64 = 400.0;

/// What is planted and watched.
#[derive(Clone)]
pub struct Case {
    pub pattern: Option<Pattern>,
    pub size: f64,
    /// Weeks from the pattern's start to the week from which detection is counted.
    pub clock: i32,
    /// Weeks watched from the clock on.
    pub weeks: u32,
}

impl Case {
    pub fn quiet(weeks: u32) -> Self {
        Self { pattern: None, size: 0.0, clock: 0, weeks }
    }

    pub fn planted(pattern: Pattern, size: f64, clock: i32, weeks: u32) -> Self {
        Self { pattern: Some(pattern), size, clock, weeks }
    }

    pub fn name(&self) -> &'static str {
        self.pattern.map_or("nothing", Pattern::key)
    }
}

/// What decides what is an alarm.
#[derive(Clone, Copy, PartialEq)]
pub enum Rule {
    /// `analysis::weekly`, with how rare the alarms of each of its families are, weeks.
    Ours([f64; 5]),
    /// The rows of district and category beyond their twelve weeks before, with false alarms held to a share of 5 %.
    EarlierTable,
    /// EARS C1 on each district and category, its risk shared among them so that they raise one in twenty weeks.
    EarsC1,
}

/// What came of one town.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Weeks from the clock to the first alarm of the pattern, 0 in its first week; below 0 before it.
    pub found: Option<i32>,
    /// Alarms of nothing that was planted.
    pub false_alarms: u32,
    /// Of these growth in a district, fall there, change over the town, gatherings, falls at places.
    pub families: [u32; 5],
    /// Weeks watched.
    pub weeks: u32,
    /// The same without what was planted, when the pattern is one that must raise none.
    pub without: Option<u32>,
    /// Metres that a hot spot moved.
    pub moved: Option<f64>,
}

/// An alarm of a week.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Alarm {
    Cell(Option<u32>, u32, bool),
    Place([f64; 2], bool),
}

impl Alarm {
    fn family(&self) -> usize {
        match self {
            Alarm::Cell(Some(_), _, true) => 0,
            Alarm::Cell(Some(_), _, false) => 1,
            Alarm::Cell(None, _, _) => 2,
            Alarm::Place(_, true) => 3,
            Alarm::Place(_, false) => 4,
        }
    }

    fn same(&self, other: &Alarm) -> bool {
        match (self, other) {
            (Alarm::Place(a, more), Alarm::Place(b, again)) => more == again && (a[0] - b[0]).hypot(a[1] - b[1]) <= NEAR,
            (a, b) => a == b,
        }
    }
}

/// Every seed's outcome, on all processors; the order is that of the seeds.
pub fn all(case: &Case, asked: &Asked, rule: Rule) -> Vec<Outcome> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let share = |thread: u64| (asked.from..asked.from + asked.seeds).filter(move |s| s % threads == thread);
    let mut outcomes: Vec<(u64, Outcome)> = std::thread::scope(|scope| {
        let work = |thread| scope.spawn(move || share(thread).map(|seed| (seed, one(case, seed, rule))).collect::<Vec<_>>());
        let running: Vec<_> = (0..threads).map(work).collect();
        running.into_iter().flat_map(|t| t.join().unwrap_or_default()).collect()
    });
    outcomes.sort_by_key(|(seed, _)| *seed);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

/// The first week of a seed's town: another season for each.
pub fn first_week(seed: u64) -> Week {
    Week::from_index(2_870).plus((seed * 17 % 52) as i32)
}

fn one(case: &Case, seed: u64, rule: Rule) -> Outcome {
    let first = first_week(seed);
    let start = first.plus(HISTORY as i32);
    let watched = case.clock as u32 + case.weeks;
    let planting = case.pattern.map(|pattern| Planting { pattern, start, size: case.size, left: 0.1 });
    let town = trial(seed, first, HISTORY + watched, planting);
    let mut outcome = judged(&town, case, start, watched, rule);
    if let [from, to] = town.places.as_slice() {
        outcome.moved = Some((from[0] - to[0]).hypot(from[1] - to[1]));
    }
    if case.pattern == Some(Pattern::ReportingOnly) {
        outcome.without =
            Some(judged(&trial(seed, first, HISTORY + watched, None), &Case::quiet(case.weeks), start, watched, rule).false_alarms);
    }
    outcome
}

fn judged(town: &Trial, case: &Case, start: Week, watched: u32, rule: Rule) -> Outcome {
    let mut outcome = Outcome { weeks: watched, ..Outcome::default() };
    // The week in which each alarm was last raised.
    let mut raised: Vec<(Alarm, i32)> = Vec::new();
    for number in 0..watched as i32 {
        let week = start.plus(number);
        let known: Vec<&Reported> = town.rows.iter().take_while(|r| r.known <= week).collect();
        for (alarm, planted) in alarms(&known, week, town, rule) {
            let of_pattern = planted && (case.pattern != Some(Pattern::HotSpotMoves) || moved(&alarm, town));
            if of_pattern && (number >= case.clock || case.pattern == Some(Pattern::SlowRise)) {
                outcome.found = outcome.found.or(Some(number - case.clock));
            }
            let before = raised.iter_mut().find(|(a, _)| a.same(&alarm));
            let again = before.as_ref().is_some_and(|(_, last)| number - *last <= SAME);
            match before {
                Some(entry) => entry.1 = number,
                None => raised.push((alarm, number)),
            }
            if !planted && !again {
                outcome.false_alarms += 1;
                outcome.families[alarm.family()] += 1;
            }
        }
    }
    outcome
}

/// Whether an alarm is of the place that a hot spot has moved to.
fn moved(alarm: &Alarm, town: &Trial) -> bool {
    match (alarm, town.places.as_slice()) {
        (Alarm::Place(at, true), [old, new]) => (at[0] - new[0]).hypot(at[1] - new[1]) < (at[0] - old[0]).hypot(at[1] - old[1]),
        (_, _) => false,
    }
}

fn category(of: Category) -> u32 {
    Category::ALL.iter().zip(0..).find(|(c, _)| **c == of).map_or(0, |(_, i)| i)
}

/// The week's alarms, and whether each is of what was planted.
fn alarms(known: &[&Reported], week: Week, town: &Trial, rule: Rule) -> Vec<(Alarm, bool)> {
    let falls = town.places.len() == 1 && town.categories.contains(&Category::UnsafePlace);
    let of_cell = |district: Option<u32>, c: u32, more: bool| {
        let here = district.is_none() || district == town.district;
        here && more != falls && town.categories.iter().any(|own| category(*own) == c)
    };
    let cell = |district: Option<u32>, c: u32, more: bool| (Alarm::Cell(district, c, more), of_cell(district, c, more));
    match rule {
        Rule::Ours(recurrence) => {
            let found = ours(known, week, recurrence);
            let rows = found.alarms.iter().map(|a| cell(a.district, a.category, matches!(a.change, Change::New | Change::Grown)));
            let places = found.gatherings.iter().map(|g| {
                let planted = g.rows.iter().filter(|row| known[**row as usize].planted).count();
                let more = matches!(g.change, Change::New | Change::Grown);
                // Of a hot spot that has moved, that it is gone from where it was is so too.
                (Alarm::Place(g.centre, more), 2 * planted >= g.rows.len())
            });
            rows.chain(places).collect()
        }
        Rule::EarlierTable => earlier(known, week).into_iter().map(|(d, c, more)| cell(Some(d), c, more)).collect(),
        Rule::EarsC1 => ears_c1(known, week).into_iter().map(|(d, c)| cell(Some(d), c, true)).collect(),
    }
}

fn ours(known: &[&Reported], week: Week, recurrence: [f64; 5]) -> Weekly {
    // Places of half a year, counts of a year: as the picture reads them.
    let from = (week.index() - PLACES + 1) as f64 * 7.0;
    let at = |r: &&Reported, axis: usize| r.position.filter(|_| r.day >= from).map_or(f64::NAN, |p| p[axis]);
    let (x, y): (Vec<f64>, Vec<f64>) = known.iter().map(|r| (at(r, 0), at(r, 1))).unzip();
    let day: Vec<f64> = known.iter().map(|r| r.day).collect();
    let categories: Vec<u32> = known.iter().map(|r| category(r.category)).collect();
    let district: Vec<u32> = known.iter().map(|r| r.district.unwrap_or(NO_DISTRICT)).collect();
    let source: Vec<u32> = known.iter().map(|r| r.sender).collect();
    let count = vec![1; known.len()];
    let events = Events { x: &x, y: &y, day: &day, category: &categories, district: &district, source: &source, count: &count };
    let options = WeeklyOptions { recurrence, ..WeeklyOptions::default() };
    match weekly(&events, week.index(), &options, &Unwatched) {
        Ok(found) => found,
        Err(why) => {
            eprintln!("power: {why}");
            std::process::exit(1)
        }
    }
}

/// Weekly counts of each district and category, newest first.
fn cells(known: &[&Reported], week: Week, weeks: usize) -> std::collections::BTreeMap<(u32, u32), Vec<u64>> {
    let mut cells = std::collections::BTreeMap::new();
    for row in known {
        let ago = usize::try_from(week.index() - (row.day / 7.0).floor() as i64);
        if let (Some(district), Some(ago)) = (row.district, ago.ok().filter(|a| *a < weeks)) {
            cells.entry((district, category(row.category))).or_insert_with(|| vec![0; weeks])[ago] += 1;
        }
    }
    cells
}

fn earlier(known: &[&Reported], week: Week) -> Vec<(u32, u32, bool)> {
    let cells = cells(known, week, 13);
    let tails: Vec<_> = cells.values().map(|c| exceedance(c[0], &c[1..])).collect();
    let q = benjamini_hochberg(&tails.iter().map(|t| t.map_or(1.0, |t| t.two_sided())).collect::<Vec<_>>());
    let sure = cells.keys().zip(tails).zip(q).filter(|(_, q)| *q < 0.05);
    sure.filter_map(|(((district, category), tails), _)| tails.map(|t| (*district, *category, t.upper < t.lower))).collect()
}

fn ears_c1(known: &[&Reported], week: Week) -> Vec<(u32, u32)> {
    let cells = cells(known, week, 9);
    let alpha = 0.05 / cells.len().max(1) as f64;
    let alarm = |counts: &Vec<u64>| {
        let oldest_first: Vec<f64> = counts.iter().rev().map(|c| *c as f64).collect();
        // A least deviation, without which every first event after quiet weeks is an alarm.
        let options = EarsOptions { alpha, least_deviation: 0.5, ..EarsOptions::new(Ears::C1) };
        let found = ears(&oldest_first, counts.len() - 1..counts.len(), &options);
        found.is_ok_and(|weeks| weeks.last().is_some_and(|w| w.alarm))
    };
    cells.iter().filter(|(_, counts)| alarm(counts)).map(|((d, c), _)| (*d, *c)).collect()
}
