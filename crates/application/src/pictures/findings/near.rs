//! Near repeats: has one kind of crime been followed by another near it, more often than chance gives? Knox's test over a year of the
//! authority's own material. What the material does not support is not said.

use crate::pictures::inputs::Inputs;
use analysis::space_time::{Bands, Metric, knox};
use analysis::{Refusal, Seed, Unwatched};
use domain::districts::DistrictCode;
use domain::pictures::findings::{NEAR, NearRepeat, RepeatKind};
use domain::week::{Week, clock_seconds};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use storage::incidents::PlacedIncident;

/// An incident that may have happened in more than a week says nothing of days.
const LONGEST: i64 = 7 * DAY;
const DAY: i64 = 24 * 3600;

/// Several reports from a square so wide of one day are one visit, not a repeat: a row of cellars, a row of cars.
const SAME_PLACE: f64 = 50.0;

/// Fewest incidents that a ratio is told of, and fewest pairs.
pub(crate) const FEWEST_EVENTS: usize = 20;
const FEWEST_PAIRS: u64 = 5;

/// Least ratio that is worth a sentence.
const LEAST_RATIO: f64 = 1.2;

/// Risk of telling of any kind when none comes near; shared between them.
const RISK: f64 = 0.05;

const PERMUTATIONS: u32 = 999;
const SEED: Seed = Seed(20_260_101);

/// The kinds that the material supports.
pub(super) fn of(inputs: &Inputs, week: Week, now: Timestamp) -> Vec<NearRepeat> {
    let end = clock_seconds(now.min(week.end()));
    inputs.near.iter().filter_map(|(kind, rows)| one(inputs, *kind, rows, end)).collect()
}

/// The middle of the time that an incident may have happened in.
fn middle(row: &PlacedIncident) -> i64 {
    row.local_start + (row.local_end - row.local_start) / 2
}

/// The incidents that pairs are made of: those whose day is known, several of one day at one place as one, before an end.
#[allow(clippy::cast_possible_truncation)] // metres
pub(crate) fn used(rows: &[PlacedIncident], end: i64) -> Vec<&PlacedIncident> {
    let mut seen = BTreeSet::new();
    let square = |v: f64| (v / SAME_PLACE).floor() as i64;
    rows.iter()
        .filter(|r| r.local_end - r.local_start <= LONGEST && middle(r) <= end)
        .filter(|r| seen.insert((square(r.position[0]), square(r.position[1]), middle(r).div_euclid(DAY))))
        .collect()
}

/// Pairs of them that are near each other, and which of them are in any: as Knox's table counts them.
#[allow(clippy::cast_precision_loss)] // seconds
pub(crate) fn pairs<'a>(used: &[&'a PlacedIncident]) -> (u64, Vec<&'a PlacedIncident>) {
    let (metres, days) = (f64::from(NEAR.0), f64::from(NEAR.1));
    let near = |a: &PlacedIncident, b: &PlacedIncident| {
        let apart = (a.position[0] - b.position[0]).hypot(a.position[1] - b.position[1]);
        apart < metres && (middle(a) as f64 / DAY as f64 - middle(b) as f64 / DAY as f64).abs() < days
    };
    let (mut count, mut paired) = (0, vec![false; used.len()]);
    for (i, a) in used.iter().enumerate() {
        for (j, b) in used.iter().enumerate().skip(i + 1) {
            if near(a, b) {
                count += 1;
                (paired[i], paired[j]) = (true, true);
            }
        }
    }
    (count, used.iter().zip(paired).filter(|(_, paired)| *paired).map(|(row, _)| *row).collect())
}

/// Knox's table of them in bands with these edges: metres, days.
///
/// # Errors
/// As [`knox`].
#[allow(clippy::cast_precision_loss)] // seconds
pub(crate) fn table(used: &[&PlacedIncident], space: Vec<f64>, days: Vec<f64>) -> Result<analysis::space_time::NearRepeat, Refusal> {
    let column = |value: &dyn Fn(&PlacedIncident) -> f64| -> Vec<f64> { used.iter().map(|r| value(r)).collect() };
    let (x, y) = (column(&|r| r.position[0]), column(&|r| r.position[1]));
    let at = column(&|r| middle(r) as f64 / DAY as f64);
    let bands = Bands { space, days, metric: Metric::Euclidean, permutations: PERMUTATIONS, seed: SEED };
    Ok(knox(&x, &y, &at, &bands, &Unwatched)?.value)
}

#[allow(clippy::cast_precision_loss)] // few kinds
fn one(inputs: &Inputs, kind: RepeatKind, rows: &[PlacedIncident], end: i64) -> Option<NearRepeat> {
    let used = used(rows, end);
    if used.len() < FEWEST_EVENTS {
        return None;
    }
    let (metres, within) = NEAR;
    let table = table(&used, vec![0.0, f64::from(metres)], vec![0.0, f64::from(within)]).ok()?;
    let cell = table.cells.first()?;
    let ratio = cell.ratio?;
    let risk = RISK / RepeatKind::ALL.len() as f64;
    if cell.p > risk || ratio < LEAST_RATIO || cell.observed < FEWEST_PAIRS {
        return None;
    }
    let since = end - i64::from(within) * DAY;
    Some(NearRepeat {
        kind,
        events: u64::try_from(used.len()).unwrap_or(u64::MAX),
        pairs: cell.observed,
        expected: cell.expected,
        ratio,
        p: cell.p,
        recent: recent(inputs, used.iter().filter(|r| middle(r) > since).map(|r| r.district.as_ref())),
    })
}

/// The newest by district, most first.
fn recent<'a>(inputs: &Inputs, districts: impl Iterator<Item = Option<&'a DistrictCode>>) -> Vec<(String, u64)> {
    let name = |code: &DistrictCode| inputs.districts.iter().find(|d| d.code == *code).map(|d| d.name.clone());
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for district in districts {
        *counts.entry(district.and_then(name).unwrap_or_default()).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}
