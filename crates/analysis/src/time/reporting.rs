//! More crime, or more reporting? A week held against what the sources that reported in it used to report.
//!
//! # Model
//! Source s (an organisation, a form, a group of caretakers) with activity aₛₜ in week t — the number of its reporters who reported anything, or its hours on
//! site, or just 1 when it reported and 0 when it was silent — reports counts of mean rₛ · aₛₜ · θₜ. θ is 1 over the baseline; rₛ = Σ yₛ/Σ aₛ there. For the week watched
//!
//! expected = Σₛ r̂ₛ aₛ, over the sources that were active in the baseline (**like for like**: sources without a past are told apart, on both sides),
//!
//! θ̂ = observed/expected, and the count is compared with the negative binomial of mean `expected` and variance φ (expected + Σ aₛ² r̂ₛ/Aₛ), Aₛ = Σ aₛ of the baseline: the second term is what is
//! not known of the rates. φ = max(1, Pearson's χ² of the baseline's weekly totals over weeks − 1).
//!
//! So a source that begins or ceases to report, and reporters added to a source, move `expected` and not θ: they raise no alarm. The offset is that of Poisson rate
//! regression (McCullagh & Nelder 1989, section 6.3); like-for-like comparison is what price statistics call matched models.
//!
//! # Assumptions and pitfalls
//! - Reports are proportional to activity. Where two reporters see the same graffiti they are not: twice the reporters then give less than twice the reports, and a real rise may be
//!   missed. Use presence (1/0) as activity to be bolder, numbers to be more cautious.
//! - Activity must be counted by something else than the reports at hand where possible (logins, rounds, "nothing to report" weeks): a reporter who is seen only when something
//!   happens makes activity follow crime, and a real rise looks like reporting.
//! - The rate of a source does not change for other reasons (training, a new form). No season within the baseline.

use crate::fit::distributions::Counts;
use crate::{Refusal, refusal};
use std::collections::BTreeMap;

/// What sources reported: one row for each source and week in which it was active (rows of the same source and week are added up).
#[derive(Clone, Copy, Debug)]
pub struct Reports<'a> {
    /// Week of each row: any whole numbers that rise by 1 a week.
    pub week: &'a [i64],
    /// Source of each row.
    pub source: &'a [u32],
    /// Incidents it reported.
    pub count: &'a [f64],
    /// Its activity, above 0.
    pub activity: &'a [f64],
}

/// Result of [`adjusted_for_reporting`].
#[derive(Clone, Debug, PartialEq)]
pub struct Adjusted {
    /// All incidents of the week, from any source.
    pub all: f64,
    /// Mean of all incidents per baseline week.
    pub usual: f64,
    /// Incidents of the week from sources with a past.
    pub observed: f64,
    /// What these sources, as active as they were this week, used to report.
    pub expected: f64,
    /// `observed / expected`: how much more happened, reporting held equal. NaN when nothing is expected and nothing came.
    pub ratio: f64,
    /// `expected / usual`: how much more there would be from the reporting alone, new sources not counted. NaN when nothing is usual.
    pub intensity: f64,
    /// Probability of so many or more if only the reporting has changed.
    pub p_more: f64,
    /// Probability of so few or fewer if only the reporting has changed.
    pub p_fewer: f64,
    /// Dispersion φ, at least 1.
    pub dispersion: f64,
    /// Sources that reported this week without any activity in the baseline, and their incidents.
    pub new_sources: (usize, f64),
    /// Sources active in at least half of the baseline weeks that are silent this week.
    pub silent_sources: usize,
}

impl Adjusted {
    /// True when there is more than the reporting explains, at this one-sided risk.
    pub fn alarm(&self, alpha: f64) -> bool {
        self.p_more < alpha
    }
}

/// Sums of one source over the baseline.
#[derive(Default)]
struct Past {
    count: f64,
    activity: f64,
    weeks: usize,
}

/// Holds the week `week` against the `baseline` weeks right before it, reporting held equal (model: module). Rows of other weeks are not used.
///
/// Needs at least four baseline weeks with any activity. O(rows log sources).
pub fn adjusted_for_reporting(reports: &Reports, week: i64, baseline: usize) -> Result<Adjusted, Refusal> {
    let rows = reports.week.len();
    refusal::length("source", reports.source.len(), rows)?;
    refusal::length("count", reports.count.len(), rows)?;
    refusal::length("activity", reports.activity.len(), rows)?;
    refusal::counts("count", reports.count)?;
    refusal::positive("activity", reports.activity)?;
    refusal::enough("baseline weeks", baseline, 4)?;
    let first = i64::try_from(baseline).ok().and_then(|b| week.checked_sub(b));
    let first = first.ok_or(Refusal::BadParameter { name: "baseline", must: "a number of weeks" })?;
    // Week and source in order, so that sums come out the same whatever order the rows are in.
    let mut cells: BTreeMap<(i64, u32), (f64, f64)> = BTreeMap::new();
    let mut order: Vec<usize> = (0..rows).filter(|&i| (first..=week).contains(&reports.week[i])).collect();
    order.sort_by(|&a, &b| reports.count[a].total_cmp(&reports.count[b]).then(reports.activity[a].total_cmp(&reports.activity[b])));
    for i in order {
        let cell = cells.entry((reports.week[i], reports.source[i])).or_default();
        cell.0 += reports.count[i];
        cell.1 += reports.activity[i];
    }
    let mut past: BTreeMap<u32, Past> = BTreeMap::new();
    for ((_, source), (count, activity)) in cells.range(..(week, 0)) {
        let own = past.entry(*source).or_default();
        own.count += count;
        own.activity += activity;
        own.weeks += 1;
    }
    let rate = |source: &u32| past.get(source).map(|p| p.count / p.activity);
    // Observed and expected total of each baseline week.
    let mut totals: BTreeMap<i64, (f64, f64)> = BTreeMap::new();
    for ((at, source), (count, activity)) in cells.range(..(week, 0)) {
        let total = totals.entry(*at).or_default();
        total.0 += count;
        total.1 += rate(source).unwrap_or(0.0) * activity;
    }
    refusal::enough("baseline weeks with reports", totals.len(), 4)?;
    let pearson: f64 = totals.values().filter(|t| t.1 > 0.0).map(|(y, e)| (y - e).powi(2) / e).sum();
    let dispersion = (pearson / (totals.len() as f64 - 1.0)).max(1.0);
    let usual = totals.values().map(|t| t.0).sum::<f64>() / totals.len() as f64;
    let (mut all, mut observed, mut expected, mut unknown, mut new_sources) = (0.0, 0.0, 0.0, 0.0, (0, 0.0));
    for ((_, source), (count, activity)) in cells.range((week, 0)..) {
        all += count;
        match past.get(source) {
            Some(own) => {
                observed += count;
                expected += own.count / own.activity * activity;
                // A rate of 0 is not known to be 0: half an incident more, for the spread alone.
                unknown += activity * activity * (own.count + 0.5) / (own.activity * own.activity);
            }
            None => new_sources = (new_sources.0 + 1, new_sources.1 + count),
        }
    }
    let silent = |(source, own): (&u32, &Past)| 2 * own.weeks >= totals.len() && !cells.contains_key(&(week, *source));
    let spread = dispersion * (1.0 + if expected > 0.0 { unknown / expected } else { 0.0 });
    let counts = Counts { mean: expected, dispersion: spread };
    if !(all.is_finite() && expected.is_finite() && spread.is_finite()) {
        return Err(Refusal::Undefined("counts too large for a number"));
    }
    // Nothing expected, something came: as improbable as under the half incident that is not known of.
    let floor = Counts { mean: unknown.max(f64::MIN_POSITIVE), dispersion: 1.0 };
    let p_more = if expected > 0.0 { counts.at_least(observed) } else { floor.at_least(observed) };
    Ok(Adjusted {
        all,
        usual,
        observed,
        expected,
        ratio: observed / expected,
        intensity: expected / usual,
        p_more,
        p_fewer: counts.at_most(observed),
        dispersion,
        new_sources,
        silent_sources: past.iter().filter(|entry| silent(*entry)).count(),
    })
}
