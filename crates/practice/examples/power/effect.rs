//! The verdict on an action whose truth is known.

use crate::Asked;
use crate::run::first_week;
use analysis::counts::poisson_interval;
use analysis::effect::{ComparisonSeries, Decision, Evidence, Verdict, VerdictOptions, verdict};
use practice::trial::{Pattern, Planting, Trial, trial};
use std::collections::BTreeMap;

const BEFORE: usize = 52;

/// An action and what it did.
struct Action {
    what: &'static str,
    /// Events a week before.
    size: f64,
    /// Share left.
    left: f64,
    after: usize,
    /// Where: the planted place, or where the last eight weeks stood highest over what was usual.
    at_peak: bool,
}

pub fn table(asked: &Asked) {
    let action = |what, size, left, after| Action { what, size, left, after, at_peak: false };
    let actions = [
        action("nothing happened", 6.0, 1.0, 12),
        Action { at_peak: true, ..action("nothing happened, acted where it had just peaked", 0.0, 1.0, 12) },
        action("halved, too little to see", 0.5, 0.5, 12),
        action("halved", 3.0, 0.5, 26),
        action("halved", 6.0, 0.5, 26),
        action("halved", 12.0, 0.5, 26),
        action("a tenth left", 6.0, 0.1, 12),
    ];
    println!("The verdict on an action, from 52 weeks before and some after, beside the other districts\n");
    println!("| truth | events a week before | weeks after | hjälpte | hjälpte sannolikt inte | går inte att avgöra |");
    println!("|---|---|---|---|---|---|");
    for action in &actions {
        let found: Vec<Decision> =
            (asked.from..asked.from + asked.seeds).filter_map(|seed| judge(action, seed)).map(|v| v.decision).collect();
        let share = |d: Decision| {
            let n = found.iter().filter(|f| **f == d).count();
            let high = poisson_interval(n as u64, 0.95).map_or(f64::INFINITY, |i| i.1);
            let all = found.len().max(1) as f64;
            format!("{:.0} % (≤ {:.0})", 100.0 * n as f64 / all, (100.0 * high / all).min(100.0))
        };
        let row = [Decision::Helped, Decision::ProbablyDidNotHelp, Decision::CannotBeDecided].map(share);
        println!("| {} | {} | {} | {} |", action.what, action.size, action.after, row.join(" | "));
    }
}

fn judge(action: &Action, seed: u64) -> Option<Verdict> {
    let first = first_week(seed);
    let start = first.plus(BEFORE as i32);
    let planting = Planting { pattern: Pattern::DropAfterAction, start, size: action.size, left: action.left };
    let town = trial(seed, first, (BEFORE + action.after) as u32, Some(planting));
    let series = series(&town, first.index(), BEFORE + action.after);
    let treated = if action.at_peak { peak(&series)? } else { town.district? };
    let own = series.get(&treated)?;
    let others: Vec<ComparisonSeries> = series
        .iter()
        .filter(|(district, _)| **district != treated)
        .map(|(_, weeks)| ComparisonSeries { before: &weeks[..BEFORE], after: &weeks[BEFORE..] })
        .collect();
    verdict(&Evidence { before: &own[..BEFORE], after: &own[BEFORE..], comparison: &others }, &VerdictOptions::default()).ok()
}

/// Weekly counts of the pattern's categories by district.
fn series(town: &Trial, first: i64, weeks: usize) -> BTreeMap<u32, Vec<f64>> {
    let mut series: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for row in town.rows.iter().filter(|r| town.categories.contains(&r.category)) {
        let week = usize::try_from((row.day / 7.0).floor() as i64 - first);
        if let (Some(district), Ok(week)) = (row.district, week)
            && week < weeks
        {
            series.entry(district).or_insert_with(|| vec![0.0; weeks])[week] += 1.0;
        }
    }
    series
}

fn peak(series: &BTreeMap<u32, Vec<f64>>) -> Option<u32> {
    let height = |weeks: &[f64]| {
        let (usual, last) = weeks[..BEFORE].split_at(BEFORE - 8);
        (last.iter().sum::<f64>() + 1.0) / (usual.iter().sum::<f64>() * 8.0 / (BEFORE - 8) as f64 + 1.0)
    };
    series.iter().max_by(|a, b| height(a.1).total_cmp(&height(b.1))).map(|(district, _)| *district)
}
