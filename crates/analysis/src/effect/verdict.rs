//! Helped, probably did not help, or cannot be decided.

mod estimate;

use super::power::{power, weeks_needed};
use super::regression_to_mean::{RegressionToMean, regression_to_the_mean};
use crate::{Refusal, refusal};
use estimate::{Estimate, estimate};

/// Weeks on one side of the action with less than this say nothing.
const LEAST_WEEKS_BEFORE: usize = 12;

/// Incidents in the treated area, both sides together.
const LEAST_INCIDENTS: f64 = 10.0;

/// Incidents in the comparison areas, on each side.
const LEAST_COMPARISON: f64 = 20.0;

/// Weeks before the action looked at for a peak when the caller names none.
const USUAL_SELECTION: usize = 8;

/// Weekly counts of a comparison area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ComparisonSeries<'a> {
    /// Weeks before, the same as those of the treated area.
    pub before: &'a [f64],
    /// Weeks after.
    pub after: &'a [f64],
}

/// What a verdict rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence<'a> {
    /// Weekly counts of the treated area until the action, oldest first.
    pub before: &'a [f64],
    /// Weekly counts since.
    pub after: &'a [f64],
    /// Areas where nothing was done, chosen beforehand and not neighbours of the treated one.
    pub comparison: &'a [ComparisonSeries<'a>],
}

/// Parameters of [`verdict()`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VerdictOptions {
    /// Weeks right before the action whose counts led to it; left out of the estimate.
    pub selection_weeks: usize,
    /// Fewest weeks after the action.
    pub weeks_after: usize,
    /// Smallest reduction (0–1) worth the effort. "Probably did not help" means that a reduction so large is ruled out.
    pub worthwhile: f64,
    /// Two-sided risk of calling a change when there is none; half of it falls on "helped".
    pub risk: f64,
    /// Least standard deviation, on the log scale, by which areas drift apart of themselves. What the comparison areas show is used when it is larger.
    pub drift: f64,
}

impl Default for VerdictOptions {
    /// Eight selection weeks, six weeks after, a quarter worthwhile, risk 5 %, drift 0.1.
    fn default() -> Self {
        Self { selection_weeks: USUAL_SELECTION, weeks_after: 6, worthwhile: 0.25, risk: 0.05, drift: 0.1 }
    }
}

/// The three verdicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The area fell by more than chance, the comparison areas and a return to the usual level explain.
    Helped,
    /// A reduction worth the effort is ruled out.
    ProbablyDidNotHelp,
    /// Neither can be said.
    CannotBeDecided,
}

/// How sure a verdict is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sureness {
    /// At a fifth of the risk agreed on.
    Clear,
    /// At the risk agreed on.
    Probable,
    /// There is no verdict to be sure of.
    None,
}

/// Why the verdict is what it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// Fewer weeks before or after than the method needs.
    TooFewWeeks {
        /// Weeks before, selection weeks left out.
        before: usize,
        /// Weeks after.
        after: usize,
    },
    /// So few incidents that nothing could be seen.
    TooFewIncidents,
    /// There is nothing to hold the area against, or too little happens there.
    NoComparison,
    /// Treated and comparison areas did not go the same way before; the change of ln ratio per week.
    NotParallel(f64),
    /// It fell, but the area stood unusually high just before, and without those weeks the fall is within chance.
    RegressionToTheMean,
    /// Fell more than chance allows against the comparison areas.
    FellBeyondChance,
    /// Rose more than chance allows against the comparison areas.
    RoseBeyondChance,
    /// A reduction of this size (0–1) or more is ruled out.
    WorthwhileRuledOut(f64),
    /// Only reductions of this size (0–1) and more could have been seen.
    LowPower(f64),
}

/// What data would settle it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    /// So many weeks after the action in all.
    WeeksAfter(u32),
    /// So many weeks before the action, those that led to it not counted.
    WeeksBefore(u32),
    /// More comparison areas, or larger ones, where nothing is done.
    MoreComparison,
    /// Comparison areas that went the same way before.
    BetterComparison,
    /// The same action in more areas at once, judged together: one area is too small to tell.
    MoreAreas,
}

/// Result of [`verdict()`].
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The verdict.
    pub decision: Decision,
    /// How sure.
    pub sureness: Sureness,
    /// Rate after over rate before in the treated area, over the same in the comparison areas. `None` when nothing could be estimated.
    pub ratio: Option<f64>,
    /// Interval of the ratio at 1 − risk.
    pub interval: Option<(f64, f64)>,
    /// Two-sided p-value of no change.
    pub p: Option<f64>,
    /// Smallest reduction (0–1) that would be found four times in five.
    pub detectable: Option<f64>,
    /// Return to the usual level, when there was history enough to judge it.
    pub regression: Option<RegressionToMean>,
    /// Why.
    pub reasons: Vec<Reason>,
    /// What would settle it; empty when it is settled.
    pub needed: Vec<Needed>,
}

/// Judges an action from weekly counts before and after, with comparison areas.
///
/// # Rule
/// ln ratio = ln(T₁/T₀) − ln(C₁/C₀), half an incident added to each sum and each divided by its weeks. Its variance is φ (1/T₀ + 1/T₁) + φ_C (1/C₀ + 1/C₁) + τ² (1 + 1/areas): φ is the dispersion of the
/// treated area about what the comparison areas lead to expect before the action, of weeks or of four-week sums, whichever is larger (so that slow waves count); τ² the variance between the
/// comparison areas' own changes beyond chance (DerSimonian & Laird 1986), at least `drift`². t with weeks before − 1 degrees of freedom.
///
/// *Helped*: the whole interval lies below 1. *Probably did not help*: the whole interval lies above 1 − `worthwhile`. Otherwise, and whenever the comparison is missing, thin or did not
/// run alike before, *cannot be decided*. The weeks that led to the action are left out of "before", so that a chance peak is not counted as gain; when the caller names none although the area stood high just
/// before ([`regression_to_the_mean`]), the last eight are left out all the same.
///
/// # Promise
/// When nothing happened, "helped" is said at most once in twenty: simulated for towns of 30 areas, φ 1–2, season, slow drift of areas, the action put where counts just
/// peaked (`tests/all/verdict.rs`). The promise holds for one action judged once at a date fixed beforehand; looking every week until it "helps" breaks it.
pub fn verdict(evidence: &Evidence, options: &VerdictOptions) -> Result<Verdict, Refusal> {
    check(evidence, options)?;
    let unsettled = |reason, needed| Verdict {
        decision: Decision::CannotBeDecided,
        sureness: Sureness::None,
        ratio: None,
        interval: None,
        p: None,
        detectable: None,
        regression: None,
        reasons: vec![reason],
        needed,
    };
    let kept = evidence.before.len().saturating_sub(options.selection_weeks);
    let after = evidence.after.len();
    if kept < LEAST_WEEKS_BEFORE || after < options.weeks_after.max(1) {
        let mut needed = Vec::new();
        if kept < LEAST_WEEKS_BEFORE {
            needed.push(Needed::WeeksBefore(LEAST_WEEKS_BEFORE as u32));
        }
        if after < options.weeks_after.max(1) {
            needed.push(Needed::WeeksAfter(u32::try_from(options.weeks_after.max(1)).unwrap_or(u32::MAX)));
        }
        return Ok(unsettled(Reason::TooFewWeeks { before: kept, after }, needed));
    }
    let sum = |weeks: &[f64]| weeks.iter().sum::<f64>();
    if sum(&evidence.before[..kept]) + sum(evidence.after) < LEAST_INCIDENTS {
        return Ok(unsettled(Reason::TooFewIncidents, vec![Needed::MoreAreas]));
    }
    let elsewhere = |side: fn(&ComparisonSeries, usize) -> f64| evidence.comparison.iter().map(|c| side(c, kept)).sum::<f64>();
    let (c0, c1) = (elsewhere(|c, kept| c.before[..kept].iter().sum()), elsewhere(|c, _| c.after.iter().sum()));
    if c0.min(c1) < LEAST_COMPARISON {
        return Ok(unsettled(Reason::NoComparison, vec![Needed::MoreComparison]));
    }
    Ok(judge(evidence, options, kept))
}

fn check(evidence: &Evidence, options: &VerdictOptions) -> Result<(), Refusal> {
    refusal::share("risk", options.risk)?;
    refusal::share("worthwhile reduction", options.worthwhile)?;
    refusal::counts("drift", &[options.drift])?;
    let series = |column, weeks: &[f64], need: usize| {
        refusal::length(column, weeks.len(), need)?;
        match weeks.iter().position(|v| !(*v >= 0.0 && *v <= 1e9)) {
            Some(row) => Err(Refusal::BadValue { column, row }),
            None => Ok(()),
        }
    };
    series("before", evidence.before, evidence.before.len())?;
    series("after", evidence.after, evidence.after.len())?;
    for area in evidence.comparison {
        series("comparison before", area.before, evidence.before.len())?;
        series("comparison after", area.after, evidence.after.len())?;
    }
    Ok(())
}

fn judge(evidence: &Evidence, options: &VerdictOptions, kept: usize) -> Verdict {
    let regression = [options.selection_weeks, USUAL_SELECTION]
        .into_iter()
        .filter(|weeks| *weeks > 0)
        .find_map(|weeks| regression_to_the_mean(evidence.before, weeks).ok());
    let found = estimate(evidence, kept, options);
    let mut reasons = Vec::new();
    let mut needed = Vec::new();
    let (mut decision, mut sureness) = (Decision::CannotBeDecided, Sureness::None);
    // Where the caller left nothing out although the area had just peaked, the answer must stand without the peak too.
    let peak = options.selection_weeks < USUAL_SELECTION && regression.is_some_and(|r| r.warning);
    let without_peak = peak.then(|| evidence.before.len().saturating_sub(USUAL_SELECTION)).filter(|k| *k >= LEAST_WEEKS_BEFORE);
    let cautious = without_peak.map(|k| estimate(evidence, k, options));
    let helped = |e: &Estimate| e.interval.1 < 1.0;
    let parallel = found.parallel.filter(|t| t.p < options.risk);
    if let Some(trend) = parallel {
        reasons.push(Reason::NotParallel(trend.slope));
        needed.push(Needed::BetterComparison);
    } else if helped(&found) && peak && !cautious.as_ref().is_some_and(helped) {
        reasons.push(Reason::RegressionToTheMean);
        needed.push(match without_peak {
            Some(_) => Needed::WeeksAfter(u32::try_from(evidence.after.len() * 2).unwrap_or(u32::MAX)),
            None => Needed::WeeksBefore((LEAST_WEEKS_BEFORE + USUAL_SELECTION) as u32),
        });
    } else if helped(&found) {
        decision = Decision::Helped;
        sureness = if found.p < options.risk / 5.0 { Sureness::Clear } else { Sureness::Probable };
        reasons.push(Reason::FellBeyondChance);
    } else if found.interval.0 > 1.0 - options.worthwhile {
        decision = Decision::ProbablyDidNotHelp;
        sureness = if found.strict.0 > 1.0 - options.worthwhile { Sureness::Clear } else { Sureness::Probable };
        if found.interval.0 > 1.0 {
            reasons.push(Reason::RoseBeyondChance);
        }
        reasons.push(Reason::WorthwhileRuledOut(1.0 - found.interval.0.min(1.0)));
    }
    let design = found.design(options);
    let detectable = power(&design, options.worthwhile).ok().map(|p| p.detectable);
    if decision == Decision::CannotBeDecided && reasons.is_empty() {
        reasons.push(Reason::LowPower(detectable.unwrap_or(1.0)));
        needed.push(match weeks_needed(&design, options.worthwhile).ok().flatten() {
            // Never what there is already: chance has put the estimate where neither can be said.
            Some(weeks) => Needed::WeeksAfter(weeks.max(u32::try_from(evidence.after.len() * 2).unwrap_or(u32::MAX))),
            None => Needed::MoreAreas,
        });
    }
    Verdict {
        decision,
        sureness,
        ratio: Some(found.ratio),
        interval: Some(found.interval),
        p: Some(found.p),
        detectable,
        regression,
        reasons,
        needed,
    }
}
