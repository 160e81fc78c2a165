//! What came of an action, judged against the baseline that was frozen when it was decided.

use super::measure::{float, floats, weekly};
use crate::App;
use analysis::effect::{
    ComparisonSeries, Evidence, Interrupted, InterruptedOptions, Pair, Verdict, VerdictOptions, Wdd, WddAreas, WddOptions, WdqReading,
    interrupted, verdict, wdd, wdq,
};
use domain::actions::{ActionItem, FrozenBaseline, Implementation, StateKind};
use domain::actor::Actor;
use domain::districts::DistrictCode;
use domain::failure::Failure;
use domain::week::Week;
use jiff::civil::Date;
use std::collections::BTreeMap;
use storage::ReadTx;

/// Weeks before and after without which no segmented regression is made.
const FEWEST_FOR_SERIES: (usize, usize) = (26, 8);

/// An action's frozen baseline with what can be said by it.
#[derive(Clone, Debug, PartialEq)]
pub struct Frozen {
    /// The baseline.
    pub baseline: FrozenBaseline,
    /// Names of the districts in it.
    pub names: BTreeMap<DistrictCode, String>,
    /// What can be said.
    pub standing: Standing,
}

/// What can be said of an action's effect.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// It has not been done yet.
    NotDone,
    /// It was decided and never carried out: there is nothing to judge.
    NotCarriedOut,
    /// The weeks agreed on have not passed; from this week on.
    TooEarly(Week),
    /// The verdict.
    Judged(Box<Judgement>),
}

/// Which part of the series a week belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// In the baseline.
    Before,
    /// In the baseline, right before the decision: left out of the estimate.
    LedTo,
    /// From the decision until the action was done: in neither.
    During,
    /// After it.
    After,
}

/// A week of the series.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesWeek {
    /// The week.
    pub week: Week,
    /// Its part.
    pub phase: Phase,
    /// Incidents in the action's district.
    pub count: u64,
    /// What the comparison districts lead to expect there.
    pub expected: f64,
}

/// Incidents before and after, the weeks that led to the decision left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums {
    /// Before.
    pub before: u64,
    /// After.
    pub after: u64,
}

/// A verdict with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The verdict: what, how sure, why, and what would settle it.
    pub verdict: Verdict,
    /// Weeks before that the estimate rests on.
    pub weeks_before: u32,
    /// Weeks after.
    pub weeks_after: u32,
    /// First and last week after.
    pub after: (Week, Week),
    /// Every week from the baseline's first to the last after.
    pub series: Vec<SeriesWeek>,
    /// The action's district.
    pub treated: Sums,
    /// The compared districts together.
    pub compared: Sums,
    /// The districts around together; `None` when there are none.
    pub around: Option<Sums>,
    /// Incidents more or fewer than expected in the action's district (weighted displacement difference).
    pub avoided: Option<Wdd>,
    /// The same in the districts around.
    pub nearby: Option<Wdd>,
    /// Whether it moved (weighted displacement quotient). It has no error of its own: to be read only when [`Judgement::nearby`] is beyond chance.
    pub moved: Option<WdqReading>,
    /// Change of level by segmented regression, when there are weeks enough.
    pub step: Option<Interrupted>,
    /// Compared districts where another action has begun since.
    pub disturbed: Vec<DistrictCode>,
}

impl Judgement {
    /// Whether what happened around is beyond chance: only then is [`Judgement::moved`] read.
    pub fn nearby_beyond_chance(&self) -> bool {
        self.nearby.is_some_and(|nearby| nearby.interval.0 > 0.0 || nearby.interval.1 < 0.0)
    }

    /// Whether the districts around rose by more than was gained: what helped here has then not been shown to help on the whole.
    pub fn outweighed_nearby(&self) -> bool {
        self.nearby_beyond_chance() && self.moved == Some(WdqReading::DisplacementBeyondEffect)
    }
}

/// What can be said of an action by its frozen baseline; `None` when it has none.
pub(super) async fn frozen(app: &App, actor: &Actor, tx: &mut ReadTx, item: &ActionItem, as_of: i64) -> Result<Option<Frozen>, Failure> {
    let Some(baseline) = storage::actions::frozen(tx, item.id).await? else { return Ok(None) };
    let mut names = BTreeMap::new();
    if let Some(set) = storage::districts::on_day(tx, super::today(app), i64::MAX).await? {
        names.extend(storage::districts::list(tx, set.id).await?.into_iter().map(|d| (d.code, d.name)));
    }
    let implementation = item.state.result().map(|r| r.implementation);
    let standing = match (item.state.kind(), item.state.days(), implementation) {
        (StateKind::Cancelled, _, _) => return Ok(None),
        (_, _, Some(Implementation::Not)) => Standing::NotCarriedOut,
        (_, Some((_, Some(until))), _) => {
            let (_, last) = baseline.after(until);
            match last < Week::of(app.now()) {
                true => Standing::Judged(Box::new(judge(actor, tx, &baseline, until, as_of).await?)),
                false => Standing::TooEarly(last.next()),
            }
        }
        (_, Some((_, None)) | None, _) => Standing::NotDone,
    };
    Ok(Some(Frozen { baseline, names, standing }))
}

/// Weekly counts of what is compared, from the week of the decision to the last that is looked at.
struct Since {
    treated: Vec<u64>,
    compared: Vec<Vec<u64>>,
    surrounding: Vec<u64>,
    /// Weeks at its beginning that belong to the action.
    during: usize,
}

async fn since(
    actor: &Actor,
    tx: &mut ReadTx,
    baseline: &FrozenBaseline,
    (first, last): (Week, Week),
    as_of: i64,
) -> Result<Since, Failure> {
    let span = (baseline.decided_week, last);
    let counts = weekly(tx, actor, baseline.category, span, as_of).await?;
    let weeks = usize::try_from(last.since(baseline.decided_week) + 1).unwrap_or(0);
    let series = |code: &DistrictCode| counts.get(code).cloned().unwrap_or_else(|| vec![0; weeks]);
    let mut surrounding = vec![0; weeks];
    for code in &baseline.around {
        surrounding.iter_mut().zip(series(code)).for_each(|(sum, n)| *sum += n);
    }
    Ok(Since {
        treated: series(&baseline.district),
        compared: baseline.comparison.iter().map(series).collect(),
        surrounding,
        during: usize::try_from(first.since(baseline.decided_week)).unwrap_or(0).min(weeks),
    })
}

/// Judges by the weeks agreed on, as the store was at `as_of`.
pub(super) async fn judge(
    actor: &Actor,
    tx: &mut ReadTx,
    baseline: &FrozenBaseline,
    until: Date,
    as_of: i64,
) -> Result<Judgement, Failure> {
    let after = baseline.after(until);
    let since = since(actor, tx, baseline, after, as_of).await?;
    let others = storage::actions::Reader { visible: actor.visible(), organisation: None, account: None };
    let disturbing = |item: &ActionItem| {
        let district = item.plan.place.district.clone().filter(|code| baseline.comparison.contains(code));
        let begun = item.state.days().is_some_and(|(day, _)| Week::of_date(day) >= baseline.decided_week && Week::of_date(day) <= after.1);
        let same = item.plan.category.is_none() || baseline.category.is_none() || item.plan.category == baseline.category;
        district.filter(|_| begun && same)
    };
    let mut disturbed: Vec<DistrictCode> = storage::actions::as_of(tx, &others, as_of).await?.iter().filter_map(disturbing).collect();
    disturbed.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    disturbed.dedup();
    weighed(baseline, &since, after, disturbed)
}

fn weighed(baseline: &FrozenBaseline, since: &Since, after: (Week, Week), disturbed: Vec<DistrictCode>) -> Result<Judgement, Failure> {
    let selection = usize::try_from(baseline.selection_weeks).unwrap_or(0);
    let kept = baseline.treated.len().saturating_sub(selection);
    let tail = |counts: &[u64]| floats(counts.get(since.during..).unwrap_or_default());
    let before: Vec<Vec<f64>> = baseline.compared.iter().map(|c| floats(c)).collect();
    let later: Vec<Vec<f64>> = since.compared.iter().map(|c| tail(c)).collect();
    let comparison: Vec<ComparisonSeries> = before.iter().zip(&later).map(|(before, after)| ComparisonSeries { before, after }).collect();
    let options = VerdictOptions {
        selection_weeks: selection,
        weeks_after: usize::try_from(baseline.weeks_after).unwrap_or(usize::MAX),
        ..VerdictOptions::default()
    };
    let (own_before, own_after) = (floats(&baseline.treated), tail(&since.treated));
    let verdict = verdict(&Evidence { before: &own_before, after: &own_after, comparison: &comparison }, &options)
        .map_err(|_| Failure::Infrastructure("a frozen baseline that cannot be judged".into()))?;
    let sums = |before: &[u64], after: &[u64]| Sums {
        before: before.get(..kept).unwrap_or_default().iter().sum(),
        after: after.get(since.during..).unwrap_or_default().iter().sum(),
    };
    let treated = sums(&baseline.treated, &since.treated);
    let compared = baseline.compared.iter().zip(&since.compared).map(|(b, a)| sums(b, a));
    let compared = compared.fold(Sums { before: 0, after: 0 }, |s, c| Sums { before: s.before + c.before, after: s.after + c.after });
    let around = (!baseline.around.is_empty()).then(|| sums(&baseline.surrounding, &since.surrounding));
    let weeks = (float(kept.max(1)), f64::from(baseline.weeks_after.max(1)));
    Ok(Judgement {
        avoided: unexpected(treated, compared, weeks),
        nearby: around.and_then(|around| unexpected(around, compared, weeks)),
        moved: around.and_then(|around| wdq(pair(treated), &[pair(around)], pair(compared)).ok()?.last().map(|w| w.reading)),
        step: step(baseline, since),
        series: series(baseline, since, kept),
        weeks_before: u32::try_from(kept).unwrap_or(u32::MAX),
        weeks_after: baseline.weeks_after,
        after,
        verdict,
        treated,
        compared,
        around,
        disturbed,
    })
}

#[allow(clippy::cast_precision_loss)] // counts are far below 2^53
fn pair(sums: Sums) -> Pair {
    Pair::new(sums.before as f64, sums.after as f64)
}

/// Incidents more or fewer in the weeks after than the compared districts lead to expect. They are sized so that they had as many before:
/// what they did is then what would have happened here.
fn unexpected(here: Sums, compared: Sums, weeks: (f64, f64)) -> Option<Wdd> {
    let (treated, control) = (pair(here), pair(compared));
    if here.before == 0 || compared.before == 0 {
        return None;
    }
    let areas = WddAreas { treated, control, displacement: None, displacement_control: None };
    // In incidents over the weeks after: the weeks before are weighed down to as many.
    let options = WddOptions { time: (weeks.0 / weeks.1, 1.0), size: [1.0, control.before / treated.before, 1.0, 1.0], level: 0.95 };
    wdd(&areas, &options).ok()
}

/// Change of level by segmented regression, with the compared districts as exposure: what they share, season above all, is no effect.
fn step(baseline: &FrozenBaseline, since: &Since) -> Option<Interrupted> {
    let tail = |counts: &[u64]| counts.get(since.during..).unwrap_or_default().to_vec();
    let count: Vec<u64> = baseline.treated.iter().copied().chain(tail(&since.treated)).collect();
    let from = baseline.treated.len();
    if from < FEWEST_FOR_SERIES.0 || count.len() - from < FEWEST_FOR_SERIES.1 || baseline.compared.is_empty() {
        return None;
    }
    let mut exposure = vec![0; count.len()];
    for (before, after) in baseline.compared.iter().zip(&since.compared) {
        let whole = before.iter().copied().chain(tail(after));
        exposure.iter_mut().zip(whole).for_each(|(sum, n)| *sum += n);
    }
    if exposure.contains(&0) {
        return None;
    }
    interrupted(&floats(&count), Some(&floats(&exposure)), from, &InterruptedOptions::default()).ok()
}

fn series(baseline: &FrozenBaseline, since: &Since, kept: usize) -> Vec<SeriesWeek> {
    let counts: Vec<u64> = baseline.treated.iter().chain(&since.treated).copied().collect();
    let mut compared = vec![0; counts.len()];
    for (before, after) in baseline.compared.iter().zip(&since.compared) {
        compared.iter_mut().zip(before.iter().chain(after)).for_each(|(sum, n)| *sum += n);
    }
    let expected = floats(&compared);
    let sum = |weeks: &[f64]| weeks.iter().take(kept).sum::<f64>();
    let share = if sum(&expected) > 0.0 { sum(&floats(&counts)) / sum(&expected) } else { 0.0 };
    let before = baseline.treated.len();
    let week = |(at, count): (usize, u64)| SeriesWeek {
        week: baseline.first_week.plus(i32::try_from(at).unwrap_or(i32::MAX)),
        phase: match at {
            _ if at < kept => Phase::Before,
            _ if at < before => Phase::LedTo,
            _ if at < before + since.during => Phase::During,
            _ => Phase::After,
        },
        count,
        expected: expected.get(at).copied().unwrap_or(0.0) * share,
    };
    counts.into_iter().enumerate().map(week).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use analysis::effect::Decision;
    use jiff::Timestamp;

    /// A year of six a week, and then two; three districts like it where nothing changes; around it what is given, a week.
    fn judged(around_before: u64, around_after: u64) -> Judgement {
        let code = |n: u32| DistrictCode(format!("0580R{n:03}"));
        let decided_week: Week = "2026-W28".parse().unwrap();
        let baseline = FrozenBaseline {
            at: Timestamp::UNIX_EPOCH,
            by: "EST-samordnare".to_owned(),
            district: code(1),
            category: None,
            comparison: vec![code(2), code(3), code(4)],
            around: vec![code(5)],
            first_week: decided_week.plus(-52),
            decided_week,
            selection_weeks: 8,
            weeks_after: 12,
            as_of: 9,
            treated: vec![6; 52],
            compared: vec![vec![8; 52]; 3],
            surrounding: vec![around_before; 52],
            digest: String::new(),
        };
        let since = Since { treated: vec![2; 12], compared: vec![vec![8; 12]; 3], surrounding: vec![around_after; 12], during: 0 };
        weighed(&baseline, &since, (decided_week, decided_week.plus(11)), Vec::new()).unwrap()
    }

    #[test]
    fn what_helped_here_and_rose_more_around_is_told_apart() {
        let calm = judged(20, 20);
        assert_eq!((calm.verdict.decision, calm.outweighed_nearby()), (Decision::Helped, false));
        let moved = judged(20, 32);
        assert_eq!((moved.verdict.decision, moved.outweighed_nearby()), (Decision::Helped, true));
        // A rise that is less than the gain.
        assert!(!judged(60, 63).outweighed_nearby());
    }
}
