//! From a question and its material to the answer: each method of the workbook is one of `analysis`, or one of the picture's own.

use super::material::{MOST_ROWS, Material};
use super::{squares, surface};
use crate::pictures::compute::pulse;
use crate::pictures::findings::bands::through;
use crate::pictures::findings::lives::{Course, FEWEST};
use crate::pictures::findings::near;
use analysis::Refusal;
use analysis::counts::{RatioMethod, Test, benjamini_hochberg, compare, poisson_interval, rate_ratio};
use analysis::effect::before_after;
use domain::pictures::findings::STAGE_WEEKS;
use domain::pictures::{Certainty, Change};
use domain::week::{Week, clock_seconds};
use domain::workbook::{
    Answer, Cannot, Compared, Counted, Followed, MOST_SQUARES, NearBand, NearTable, Outcome, Question, Technique, TrendRow,
};
use std::collections::HashMap;
use storage::incidents::{PictureIncident, PlacedIncident};

/// Most incidents that pairs are made of.
const MOST_NEAR: usize = 20_000;

/// Bands of the near-repeat table, each way.
const BANDS: u32 = 4;

/// Fewest weeks on each side whose spread can be told.
const FEWEST_WEEKS: u32 = 4;

/// The answer.
pub(super) fn answer(question: &Question, material: &Material) -> Answer {
    let outcome = match question.technique {
        Technique::Trend => Ok(trend(question, material)),
        Technique::Periods { from, to } => periods(question, material, (from, to)),
        Technique::Pulse => rows(material).map(|rows| Outcome::Pulse(Box::new(pulse(&rows)))),
        Technique::NearRepeat { metres, days } => rows(material).and_then(|rows| near_repeat(question, &rows, metres, days)),
        Technique::Concentration { side } => rows(material).and_then(|rows| squares::concentration(material, &rows, side)),
        Technique::HotSquares { side } => rows(material).and_then(|rows| squares::hot(material, &rows, side)),
        Technique::Density { cell, bandwidth } => {
            rows(material).and_then(|rows| surface::dense(question, material, &rows, [cell, bandwidth].map(f64::from)))
        }
        Technique::LifeLines => rows(material).and_then(|rows| life_lines(question, material, &rows)),
    };
    Answer { incidents: material.incidents, outcome: outcome.unwrap_or_else(Outcome::Cannot) }
}

/// The incidents one by one.
fn rows(material: &Material) -> Result<Vec<&PictureIncident>, Cannot> {
    match material.incidents {
        0 => Err(Cannot::Nothing),
        have if have > MOST_ROWS => Err(Cannot::TooMany { have, most: MOST_ROWS }),
        _ => Ok(material.rows.iter().collect()),
    }
}

/// What a refusal of a method means to the one who asked.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // counts of things
pub(super) fn refused(refusal: Refusal) -> Cannot {
    match refusal {
        Refusal::TooFew { have, need, .. } => Cannot::TooFew { have: have as u64, need: need as u64 },
        Refusal::TooLarge { have, most, .. } => Cannot::TooMany { have: have as u64, most: most as u64 },
        Refusal::BadValue { .. }
        | Refusal::BadParameter { .. }
        | Refusal::LengthsDiffer { .. }
        | Refusal::Undefined(_)
        | Refusal::NothingVaries
        | Refusal::Undetermined
        | Refusal::NotConverged
        | Refusal::Stopped => Cannot::Undecided,
    }
}

fn trend(question: &Question, material: &Material) -> Outcome {
    let Some(first) = material.first else { return Outcome::Cannot(Cannot::Nothing) };
    if first > question.to {
        return Outcome::Cannot(Cannot::Before(first));
    }
    let counts: HashMap<Week, u64> = material.counts.iter().copied().collect();
    let bands = through(&counts, first, question.from, question.to);
    let row = |(i, band)| {
        let week = question.from.plus(i);
        let count = (week >= first).then(|| counts.get(&week).copied().unwrap_or(0));
        TrendRow { week, count, band }
    };
    Outcome::Trend((0..).zip(bands).map(row).collect())
}

#[allow(clippy::cast_precision_loss)] // counts are far below 2^53
fn periods(question: &Question, material: &Material, against: (Week, Week)) -> Result<Outcome, Cannot> {
    let first = material.first.ok_or(Cannot::Nothing)?;
    if question.from.min(against.0) < first {
        return Err(Cannot::Before(first));
    }
    let counts: HashMap<Week, u64> = material.counts.iter().copied().collect();
    let weekly = |(from, to): (Week, Week)| -> Vec<f64> {
        (0..=to.since(from)).map(|i| counts.get(&from.plus(i)).copied().unwrap_or(0) as f64).collect()
    };
    let counted = |(from, to): (Week, Week)| Counted {
        from,
        to,
        count: counts.iter().filter(|(w, _)| **w >= from && **w <= to).map(|(_, n)| n).sum(),
    };
    let own = (question.from, question.to);
    let (asked, other) = (counted(own), counted(against));
    if asked.count + other.count == 0 {
        return Err(Cannot::Nothing);
    }
    // With weeks enough the answer allows for weeks that vary more than chance; with few it cannot.
    let (ratio, p, spread) = if asked.weeks().min(other.weeks()) >= FEWEST_WEEKS {
        let found = before_after(&weekly(against), &weekly(own), 0.95).map_err(refused)?;
        ([found.ratio, found.interval.0, found.interval.1], found.p, found.dispersion)
    } else {
        let (n1, n2) = (f64::from(asked.weeks()), f64::from(other.weeks()));
        let test = if asked.count.max(other.count) > 20_000 { Test::MidP } else { Test::E };
        let found = compare(asked.count, n1, other.count, n2, test).map_err(refused)?;
        let range = rate_ratio(asked.count, n1, other.count, n2, 0.95, RatioMethod::Score).map_err(refused)?;
        ([range.ratio, range.low, range.high], found.p, 1.0)
    };
    let certainty = match p {
        p if p < 0.01 => Certainty::Clear,
        p if p < 0.05 => Certainty::Probable,
        _ => Certainty::WithinChance,
    };
    let change = match (certainty, asked.count, other.count) {
        (Certainty::WithinChance | Certainty::CannotTell, _, _) => Change::Unchanged,
        (Certainty::Clear | Certainty::Probable, _, 0) => Change::New,
        (Certainty::Clear | Certainty::Probable, 0, _) => Change::Gone,
        (Certainty::Clear | Certainty::Probable, _, _) if asked.rate() > other.rate() => Change::Grown,
        (Certainty::Clear | Certainty::Probable, _, _) => Change::Shrunk,
    };
    let rate = |c: &Counted| {
        // Of a count that varies φ times more than chance, 1/φ of it is told from chance alone.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let told = (c.count as f64 / spread).round() as u64;
        let (low, high) = poisson_interval(told, 0.95).unwrap_or((0.0, c.count as f64));
        [low, high].map(|end| end * spread / f64::from(c.weeks()))
    };
    let known = asked.count > 0 && other.count > 0;
    let rates = [rate(&asked), rate(&other)];
    Ok(Outcome::Periods(Compared { asked, against: other, rates, ratio: known.then_some(ratio), p, spread, change, certainty }))
}

/// Places through as many stages as the weeks hold, the last ending with the last week.
fn life_lines(question: &Question, material: &Material, rows: &[&PictureIncident]) -> Result<Outcome, Cannot> {
    let known = material.first.ok_or(Cannot::Nothing)?;
    let count = (question.to.since(question.from) + 1) / STAGE_WEEKS;
    let last = |back: i32| question.to.plus(-back * STAGE_WEEKS);
    let stages: Vec<(Week, Week)> = (0..count).rev().map(|back| (last(back).plus(1 - STAGE_WEEKS), last(back))).collect();
    let first = stages.first().map_or(question.to, |(first, _)| *first);
    let placed: u64 = rows.iter().filter(|r| r.position.is_some() && r.week >= first).map(|r| r.count).sum();
    if placed < FEWEST as u64 {
        return Err(Cannot::TooFew { have: placed, need: FEWEST as u64 });
    }
    let course = Course { rows: &material.rows, stages: &stages, known, districts: &material.districts };
    let (mut places, fewest) = course.lives().ok_or(Cannot::Before(known))?;
    let found = places.len() as u64;
    places.truncate(MOST_SQUARES);
    Ok(Outcome::Followed(Followed { placed, stages, fewest: fewest as u64, found, places }))
}

fn near_repeat(question: &Question, rows: &[&PictureIncident], metres: u32, days: u32) -> Result<Outcome, Cannot> {
    let placed = |r: &&PictureIncident| {
        let (district, local_start, local_end) = (r.district.clone(), r.local_start, r.local_end);
        Some(PlacedIncident { district, local_start, local_end, position: r.position? })
    };
    let placed: Vec<PlacedIncident> = rows.iter().filter_map(placed).collect();
    let used = near::used(&placed, clock_seconds(question.to.end()));
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    if used.len() < near::FEWEST_EVENTS {
        return Err(Cannot::TooFew { have: count(used.len()), need: count(near::FEWEST_EVENTS) });
    }
    if used.len() > MOST_NEAR {
        return Err(Cannot::TooMany { have: count(used.len()), most: count(MOST_NEAR) });
    }
    let edges = |width: u32| (0..=BANDS).map(|i| f64::from(i * width)).collect();
    let found = near::table(&used, edges(metres), edges(days)).map_err(refused)?;
    let q = benjamini_hochberg(&found.cells.iter().map(|c| c.p).collect::<Vec<_>>());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // whole edges
    let whole = |ends: [f64; 2]| ends.map(|e| e as u32);
    let band = |(cell, q): (&analysis::space_time::Cell, f64)| NearBand {
        metres: whole(cell.space),
        days: whole(cell.days),
        pairs: cell.observed,
        expected: cell.expected,
        ratio: cell.ratio,
        p: cell.p,
        q,
    };
    Ok(Outcome::NearRepeat(NearTable { events: count(found.events), bands: found.cells.iter().zip(q).map(band).collect() }))
}
