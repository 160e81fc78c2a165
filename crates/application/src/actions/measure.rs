//! What an action is measured against: proposed by likeness, chosen by people until the decision, frozen with it.
//!
//! Who knows what came of an action can always find an area that makes it look good. Area, category, weeks and comparison are therefore
//! agreed on before, and the counts of then are kept with the digest that stands in the audit log.

use super::{maker, possible, reader, today};
use crate::App;
use analysis::effect::{Baseline, BaselinePlan, VerdictOptions, comparable_areas, power, weeks_needed};
use analysis::place::{Contact, Neighbours};
use domain::actions::{
    ActionItem, BASELINE_WEEKS, FEWEST_BASELINE_WEEKS, FrozenBaseline, MOST_COMPARED, MeasurePlan, SELECTION_WEEKS, StateKind, WAITS,
};
use domain::actor::{Actor, Permit};
use domain::audit::{AuditEntry, Event};
use domain::categories::Category;
use domain::districts::{DistrictCode, DistrictShape};
use domain::failure::Failure;
use domain::ids::ActionId;
use domain::policy::Action;
use domain::reports::Reported;
use domain::week::{HOURS_OF_WEEK, Week};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use storage::incidents::Selection;
use storage::{ReadTx, WriteTx};

/// Fewest areas that are proposed, when there are so many.
const USUALLY_COMPARED: usize = 4;

/// Incidents that the proposed areas together should have in the weeks after, if all stays as it was.
const ENOUGH_COMPARED: f64 = 60.0;

/// Areas with less than a third or more than three times as many incidents are not proposed.
const ALIKE_LEVEL: std::ops::RangeInclusive<f64> = 1.0 / 3.0..=3.0;

/// Corners of district boundaries nearer than this are one, metres.
const ONE_CORNER: f64 = 1.0;

/// An area that can be compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Code.
    pub code: DistrictCode,
    /// Name.
    pub name: String,
    /// Unlikeness before: 0 is as alike as chance allows.
    pub distance: f64,
    /// Its incidents over those of the action's district.
    pub level: f64,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// How the effect will be measured, while it can still be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// First week of the baseline if it were frozen now.
    pub first: Week,
    /// Last.
    pub last: Week,
    /// Areas, the most alike first.
    pub candidates: Vec<Candidate>,
    /// Names of the areas around, which are no comparison: what is pressed back may go there.
    pub around: Vec<String>,
    /// Weeks after the action until the verdict.
    pub weeks_after: u32,
    /// Smallest reduction (0–1) that would be found four times in five; `None` when it cannot be told.
    pub detectable: Option<f64>,
    /// Whether the reader may choose otherwise.
    pub may_choose: bool,
}

/// Whether an action's effect can be measured.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// Too little material before: so many weeks.
    TooShort(u32),
    /// It can, in this way.
    Proposed(Box<Proposal>),
}

/// The state of things that a baseline is made from.
struct Ground {
    district: DistrictCode,
    first: Week,
    decided: Week,
    /// Weekly counts of every district, the action's own among them.
    counts: BTreeMap<DistrictCode, Vec<u64>>,
    names: BTreeMap<DistrictCode, String>,
    around: Vec<DistrictCode>,
    busy: BTreeSet<DistrictCode>,
}

/// Weekly counts of each district with any incidents of the category in the weeks `from`–`to`.
pub(super) async fn weekly(
    tx: &mut ReadTx,
    actor: &Actor,
    category: Option<Category>,
    (from, to): (Week, Week),
    as_of: i64,
) -> Result<BTreeMap<DistrictCode, Vec<u64>>, Failure> {
    let selection =
        Selection { from, to, as_of, district: None, category, sender: None, reported: Reported::default(), hours: HOURS_OF_WEEK };
    let weeks = usize::try_from(to.since(from) + 1).unwrap_or(0);
    let mut counts: BTreeMap<DistrictCode, Vec<u64>> = BTreeMap::new();
    for cell in storage::counts::cube(tx, actor.visible(), &selection).await? {
        let Some(code) = cell.district else { continue };
        let series = counts.entry(code).or_insert_with(|| vec![0; weeks]);
        let at = usize::try_from(cell.week.since(from)).unwrap_or(usize::MAX);
        if let Some(count) = series.get_mut(at) {
            *count += cell.count;
        }
    }
    Ok(counts)
}

#[allow(clippy::cast_precision_loss)] // counts are far below 2^53
pub(super) fn floats(counts: &[u64]) -> Vec<f64> {
    counts.iter().map(|n| *n as f64).collect()
}

/// A number of weeks as the analyses take it.
pub(super) fn float(weeks: usize) -> f64 {
    f64::from(u32::try_from(weeks).unwrap_or(u32::MAX))
}

/// Districts that touch another.
fn neighbours(shapes: &[DistrictShape], district: &DistrictCode) -> Vec<DistrictCode> {
    let Some(own) = shapes.iter().position(|s| s.code == *district) else { return Vec::new() };
    let parts: Vec<_> = shapes.iter().map(|s| s.parts.clone()).collect();
    let found = Neighbours::of_areas(&parts, Contact::Corner, ONE_CORNER);
    let code = |at: &u32| shapes.get(usize::try_from(*at).unwrap_or(usize::MAX)).map(|s| s.code.clone());
    found.of(own).iter().filter_map(code).collect()
}

/// Ground of an action; the weeks of material that there are when they are too few.
async fn ground(app: &App, actor: &Actor, tx: &mut ReadTx, item: &ActionItem, as_of: i64) -> Result<Option<Result<Ground, u32>>, Failure> {
    let Some(district) = item.plan.place.district.clone() else { return Ok(None) };
    let decided = Week::of(app.now());
    let material = storage::counts::extent(tx, as_of).await?.map_or(0, |(first, _)| decided.since(first).max(0));
    if material < FEWEST_BASELINE_WEEKS {
        return Ok(Some(Err(material.unsigned_abs())));
    }
    let first = decided.plus(-material.min(BASELINE_WEEKS));
    let Some(set) = storage::districts::on_day(tx, today(app), as_of).await? else { return Ok(Some(Err(0))) };
    let shapes = storage::districts::shapes(tx, set.id).await?;
    let weeks = usize::try_from(decided.since(first)).unwrap_or(0);
    let mut counts = weekly(tx, actor, item.plan.category, (first, decided.previous()), as_of).await?;
    counts.retain(|code, _| shapes.iter().any(|s| s.code == *code));
    for shape in &shapes {
        counts.entry(shape.code.clone()).or_insert_with(|| vec![0; weeks]);
    }
    let everyone = storage::actions::Reader { visible: actor.visible(), organisation: None, account: None };
    let busy = |other: &ActionItem| {
        let going_on = matches!(other.state.kind(), StateKind::Decided | StateKind::Ongoing);
        let same = other.plan.category.is_none() || item.plan.category.is_none() || other.plan.category == item.plan.category;
        other.plan.place.district.clone().filter(|_| going_on && same && other.id != item.id)
    };
    let busy = storage::actions::as_of(tx, &everyone, as_of).await?.iter().filter_map(busy).collect();
    let around = neighbours(&shapes, &district);
    let names = shapes.into_iter().map(|s| (s.code, s.name)).collect();
    Ok(Some(Ok(Ground { district, first, decided, counts, names, around, busy })))
}

impl Ground {
    fn treated(&self) -> &[u64] {
        self.counts.get(&self.district).map(Vec::as_slice).unwrap_or_default()
    }

    /// Weeks that the estimate rests on: those that led to the decision are left out.
    fn kept(&self) -> usize {
        self.treated().len().saturating_sub(usize::try_from(SELECTION_WEEKS).unwrap_or(usize::MAX))
    }

    /// Areas that can be compared with, the most alike first, none chosen.
    fn candidates(&self) -> Vec<Candidate> {
        let kept = self.kept();
        let cut = |counts: &[u64]| floats(counts.get(..kept).unwrap_or_default());
        let open: Vec<&DistrictCode> = self.counts.keys().filter(|code| **code != self.district).collect();
        let series: Vec<Vec<f64>> = open.iter().map(|code| cut(self.counts.get(*code).map(Vec::as_slice).unwrap_or_default())).collect();
        let excluded: Vec<bool> = open.iter().map(|code| self.around.contains(code) || self.busy.contains(code)).collect();
        let slices: Vec<&[f64]> = series.iter().map(Vec::as_slice).collect();
        let found = comparable_areas(&cut(self.treated()), &slices, &excluded).unwrap_or_default();
        let candidate = |area: analysis::effect::ComparableArea| {
            let code = (*open.get(area.index)?).clone();
            let name = self.names.get(&code).cloned().unwrap_or_else(|| code.to_string());
            Some(Candidate { code, name, distance: area.distance, level: area.level, chosen: false })
        };
        found.into_iter().filter_map(candidate).collect()
    }

    fn incidents(&self, code: &DistrictCode) -> f64 {
        floats(self.counts.get(code).and_then(|counts| counts.get(..self.kept())).unwrap_or_default()).iter().sum()
    }

    /// What is proposed when nobody has chosen: the most alike, as many as have enough incidents to compare the area with.
    fn proposed(&self, candidates: &[Candidate]) -> MeasurePlan {
        let mut plan = MeasurePlan { comparison: Vec::new(), weeks_after: WAITS[2] };
        let share = f64::from(plan.weeks_after) / float(self.kept().max(1));
        let mut expected = 0.0;
        for candidate in candidates.iter().filter(|c| ALIKE_LEVEL.contains(&c.level)) {
            if plan.comparison.len() >= MOST_COMPARED || (plan.comparison.len() >= USUALLY_COMPARED && expected >= ENOUGH_COMPARED) {
                break;
            }
            expected += self.incidents(&candidate.code) * share;
            plan.comparison.push(candidate.code.clone());
        }
        let design = self.design(&plan);
        let needed = design.and_then(|d| weeks_needed(&d, VerdictOptions::default().worthwhile).ok()).flatten();
        plan.weeks_after = needed.and_then(|weeks| WAITS.into_iter().find(|wait| *wait >= weeks)).unwrap_or(plan.weeks_after);
        plan
    }

    /// What was chosen for this place and category, or else what is proposed.
    async fn plan(&self, tx: &mut ReadTx, item: &ActionItem, candidates: &[Candidate]) -> Result<MeasurePlan, Failure> {
        let chosen = storage::actions::chosen(tx, item.id, &self.district, item.plan.category).await?;
        Ok(chosen.unwrap_or_else(|| self.proposed(candidates)))
    }

    fn design(&self, plan: &MeasurePlan) -> Option<analysis::effect::Design> {
        let usual = VerdictOptions::default();
        let before = self.incidents(&self.district);
        let comparison: f64 = plan.comparison.iter().map(|code| self.incidents(code)).sum();
        (before > 0.0 && comparison > 0.0).then_some(analysis::effect::Design {
            before,
            comparison,
            weeks_before: float(self.kept()),
            weeks_after: f64::from(plan.weeks_after),
            // Weekly counts of crime vary more than chance; how much is estimated with the verdict.
            dispersion: 1.3,
            drift: usual.drift,
            risk: usual.risk,
        })
    }
}

/// How an action's effect would be measured if it were decided now; `None` when it is at no place, or decided.
pub(super) async fn proposal(app: &App, actor: &Actor, tx: &mut ReadTx, item: &ActionItem) -> Result<Option<Measure>, Failure> {
    let open = matches!(item.state.kind(), StateKind::Proposed | StateKind::Escalated);
    if !open || storage::actions::frozen(tx, item.id).await?.is_some() {
        return Ok(None);
    }
    let readable = storage::batches::readable(tx).await?;
    let ground = match ground(app, actor, tx, item, readable).await? {
        None => return Ok(None),
        Some(Err(weeks)) => return Ok(Some(Measure::TooShort(weeks))),
        Some(Ok(ground)) => ground,
    };
    let mut candidates = ground.candidates();
    let plan = ground.plan(tx, item, &candidates).await?;
    for candidate in &mut candidates {
        candidate.chosen = plan.comparison.contains(&candidate.code);
    }
    let detectable = ground.design(&plan).and_then(|d| power(&d, VerdictOptions::default().worthwhile).ok()).map(|p| p.detectable);
    let name = |code: &DistrictCode| ground.names.get(code).cloned();
    let around = ground.around.iter().filter_map(name).collect();
    Ok(Some(Measure::Proposed(Box::new(Proposal {
        first: ground.first,
        last: ground.decided.previous(),
        candidates,
        around,
        weeks_after: plan.weeks_after,
        detectable,
        may_choose: possible(actor, &reader(app, actor).await?, item).edit,
    }))))
}

/// Chooses what an action is measured against. It makes a version of the action: two who act at once do not overwrite each other.
///
/// # Errors
/// [`Failure::Conflict`] once the action is decided, or when someone changed it after version `seen`; [`Failure::Invalid`] for districts
/// that cannot be compared with, none at all, or another number of weeks than those offered.
pub async fn choose(app: &App, actor: &Actor, id: ActionId, seen: u32, plan: MeasurePlan) -> Result<u32, Failure> {
    actor.may(Action::ViewActions)?;
    let reader = reader(app, actor).await?;
    let mut tx = app.write(actor).await?;
    let before = super::writing::current(&mut tx, &reader, id).await?;
    if !possible(actor, &reader, &before).edit {
        return Err(if before.is_open() { Failure::NotAllowed } else { Failure::Conflict("failure-action-ended") });
    }
    let permit = super::writing::work_permit(actor, &reader, &before)?;
    if before.version != seen {
        return Err(Failure::Conflict("failure-action-changed"));
    }
    let proposal = match proposal(app, actor, &mut tx, &before).await? {
        Some(Measure::Proposed(proposal)) => proposal,
        Some(Measure::TooShort(_)) => return Err(Failure::Conflict("failure-measure-short")),
        None => return Err(Failure::Conflict("failure-measure-frozen")),
    };
    let known = |code: &DistrictCode| proposal.candidates.iter().any(|c| c.code == *code);
    if plan.comparison.is_empty() || plan.comparison.len() > MOST_COMPARED || !plan.comparison.iter().all(known) {
        return Err(Failure::invalid("comparison", "failure-measure-comparison"));
    }
    if !WAITS.contains(&plan.weeks_after) {
        return Err(Failure::invalid("weeks_after", "failure-measure-weeks"));
    }
    let item = ActionItem { version: seen + 1, at: tx.now(), ..before };
    if !storage::actions::save(&mut tx, permit, &item, &maker(actor, None)).await? {
        return Err(Failure::Conflict("failure-action-changed"));
    }
    storage::actions::choose(&mut tx, permit, &item, &plan).await?;
    let entry = AuditEntry::new(Event::ActionChanged, id.to_string()).fact("version", item.version.to_string());
    tx.commit(entry.fact("districts", plan.comparison.len().to_string()).fact("weeks", plan.weeks_after.to_string())).await?;
    Ok(item.version)
}

/// Freezes the baseline of an action that is being decided; its digest, for the log. Nothing when the action is at no place, there is too
/// little material, or it was frozen by an earlier decision: that one holds.
pub(super) async fn freeze(
    app: &App,
    actor: &Actor,
    tx: &mut WriteTx,
    permit: Permit,
    item: &ActionItem,
) -> Result<Option<String>, Failure> {
    if storage::actions::frozen(tx, item.id).await?.is_some() {
        return Ok(None);
    }
    crate::imports::settled(tx).await?;
    let as_of = tx.seq() - 1;
    let Some(Ok(ground)) = ground(app, actor, tx, item, as_of).await? else { return Ok(None) };
    let candidates = ground.candidates();
    let mut plan = ground.plan(tx, item, &candidates).await?;
    // What was chosen may have got an action of its own since.
    plan.comparison.retain(|code| candidates.iter().any(|c| c.code == *code));
    let series = |code: &DistrictCode| ground.counts.get(code).cloned().unwrap_or_default();
    let mut surrounding = vec![0; ground.treated().len()];
    for code in &ground.around {
        surrounding.iter_mut().zip(series(code)).for_each(|(sum, n)| *sum += n);
    }
    let mut frozen = FrozenBaseline {
        at: tx.now(),
        by: actor.name().to_owned(),
        district: ground.district.clone(),
        category: item.plan.category,
        compared: plan.comparison.iter().map(series).collect(),
        comparison: plan.comparison,
        around: ground.around.clone(),
        first_week: ground.first,
        decided_week: ground.decided,
        selection_weeks: SELECTION_WEEKS,
        weeks_after: plan.weeks_after,
        as_of,
        treated: ground.treated().to_vec(),
        surrounding,
        digest: String::new(),
    };
    frozen.digest = digest(&frozen)?;
    storage::actions::freeze(tx, permit, item.id, &frozen).await?;
    Ok(Some(frozen.digest))
}

/// Digest of a baseline: of the text that `analysis` gives it, with what it does not know of.
pub(crate) fn digest(frozen: &FrozenBaseline) -> Result<String, Failure> {
    let plan = BaselinePlan {
        area: frozen.district.to_string(),
        category: frozen.category.map(|c| c.to_string()).unwrap_or_default(),
        comparison: frozen.comparison.iter().map(ToString::to_string).collect(),
        first_week: frozen.first_week.index(),
        action_week: frozen.decided_week.index(),
        selection_weeks: frozen.selection_weeks,
        weeks_after: frozen.weeks_after,
    };
    let baseline = Baseline::freeze(plan, frozen.treated.clone(), frozen.compared.clone());
    let baseline = baseline.map_err(|_| Failure::Infrastructure("a baseline whose parts do not fit each other".into()))?;
    let around: Vec<&str> = frozen.around.iter().map(DistrictCode::as_str).collect();
    let text = format!("{}around {} {:?}\nas_of {}\n", baseline.canonical(), around.join(" "), frozen.surrounding, frozen.as_of);
    Ok(hex::encode(Sha256::digest(text)))
}
