//! Places where incidents gather, through stages of four weeks: what is new, grows, moves, is gone. Found where incidents lie close
//! (DBSCAN), and followed from stage to stage by where their middles are.

use crate::pictures::inputs::Inputs;
use analysis::Unwatched;
use analysis::place::dbscan;
use analysis::space_time::{LifeLine, Phase, Spot, Tolerance, life_lines};
use domain::categories::Category;
use domain::districts::{District, DistrictCode};
use domain::pictures::findings::{LifePhase, LifeStage, SpotLife, stage_weeks};
use domain::week::{HOURS_OF_WEEK, Week};
use std::collections::BTreeMap;
use storage::incidents::PictureIncident;

/// Incidents so close to each other, in metres, belong to one place.
const CLOSE: f64 = 150.0;

/// Fewest incidents close to one of them for a place, and the share of a stage's incidents that it must hold where there are many: a
/// large town is busy everywhere.
pub(crate) const FEWEST: usize = 5;
const SHARE: usize = 80;

/// What is the same place in the next stage.
const TOLERANCE: Tolerance = Tolerance { reach: 300.0, still: 100.0, p: 0.1, patience: 1 };

/// Most places told.
const MOST: usize = 10;

/// A row that stands for more incidents than this is a summary of a place, not so many points.
const MOST_OF_A_ROW: u64 = 20;

/// A spot of one stage and the rows in it.
struct Found<'a> {
    spot: Spot,
    rows: Vec<&'a PictureIncident>,
}

/// The places that are there in the last stage, or were in the one before it.
pub(super) fn of(inputs: &Inputs, week: Week) -> Vec<SpotLife> {
    // A stage that goes on has fewer days than the others.
    let end = if inputs.hours < HOURS_OF_WEEK { week.previous() } else { week };
    let Some(known) = inputs.first_week else { return Vec::new() };
    let course = Course { rows: &inputs.rows, stages: &stage_weeks(end), known, districts: &inputs.districts };
    let mut lives = course.lives().map(|(lives, _)| lives).unwrap_or_default();
    // Gone for longer than a stage is history.
    lives.retain(|life| !is_history(life));
    lives.truncate(MOST);
    lives
}

/// What places are followed through.
pub(crate) struct Course<'a> {
    /// The incidents.
    pub(crate) rows: &'a [PictureIncident],
    /// First and last week of each stage, oldest first.
    pub(crate) stages: &'a [(Week, Week)],
    /// First week of the material.
    pub(crate) known: Week,
    /// Districts, for their names.
    pub(crate) districts: &'a [District],
}

/// A place's life with the incidents of each stage. A row that stands for several is there as often.
pub(crate) struct Lived<'a> {
    /// The life.
    pub(crate) life: SpotLife,
    /// Its incidents by stage, oldest first.
    pub(crate) rows: Vec<Vec<&'a PictureIncident>>,
}

/// Whether a place has not been there since before the stage before the last.
fn is_history(life: &SpotLife) -> bool {
    let [.., before, now] = life.stages.as_slice() else { return true };
    now.phase.is_none() || (now.count == 0 && before.count == 0)
}

impl<'a> Course<'a> {
    /// Every place, new ones first and history last, and how many incidents make one; `None` when fewer than two stages have material.
    pub(crate) fn lives(&self) -> Option<(Vec<SpotLife>, usize)> {
        self.lived().map(|(lived, fewest)| (lived.into_iter().map(|l| l.life).collect(), fewest))
    }

    /// The same with their incidents.
    pub(crate) fn lived(&self) -> Option<(Vec<Lived<'a>>, usize)> {
        let stages = self.stages;
        let in_stage = |(first, last): &(Week, Week)| -> Vec<&'a PictureIncident> {
            self.rows.iter().filter(|r| r.week >= *first && r.week <= *last && r.position.is_some()).collect()
        };
        let rows: Vec<Vec<&'a PictureIncident>> = stages.iter().map(in_stage).collect();
        // A stage before the first week of the material would make everything new.
        let whole = stages.iter().filter(|(first, _)| *first >= self.known).count();
        if whole < 2 {
            return None;
        }
        let fewest = FEWEST.max(rows.iter().map(Vec::len).sum::<usize>() / rows.len().max(1) / SHARE);
        let skipped = stages.len() - whole;
        let found: Vec<Vec<Found>> =
            rows.iter().enumerate().map(|(i, rows)| if i < skipped { Vec::new() } else { spots(rows, fewest) }).collect();
        let weeks: Vec<Vec<Spot>> = found.iter().map(|stage| stage.iter().map(|f| f.spot).collect()).collect();
        let lines = life_lines(&weeks, &TOLERANCE).value;
        let mut lives: Vec<Lived> = lines.iter().filter_map(|line| told(self.districts, line, &found, skipped)).collect();
        let newest = |life: &SpotLife| life.stages.iter().rev().take(2).map(|s| s.count).sum::<u64>();
        lives.sort_by_key(|l| (is_history(&l.life), l.life.now(), std::cmp::Reverse(newest(&l.life))));
        Some((lives, fewest))
    }
}

fn spots<'a>(rows: &[&'a PictureIncident], fewest: usize) -> Vec<Found<'a>> {
    let (mut x, mut y, mut of) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        if let Some([px, py]) = row.position {
            for _ in 0..row.count.min(MOST_OF_A_ROW) {
                x.push(px);
                y.push(py);
                of.push(*row);
            }
        }
    }
    let Ok(found) = dbscan(&x, &y, CLOSE, fewest, &Unwatched) else { return Vec::new() };
    let clusters = found.value;
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); clusters.count];
    for (i, label) in clusters.labels.iter().enumerate() {
        if let Some(own) = label.and_then(|l| members.get_mut(usize::try_from(l).ok()?)) {
            own.push(i);
        }
    }
    let spot = |members: Vec<usize>| {
        #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
        let middle = |values: &[f64]| members.iter().map(|i| values[*i]).sum::<f64>() / members.len().max(1) as f64;
        let count = u64::try_from(members.len()).unwrap_or(0);
        Found { spot: Spot { x: middle(&x), y: middle(&y), count }, rows: members.iter().map(|i| of[*i]).collect() }
    };
    members.into_iter().map(spot).collect()
}

fn told<'a>(districts: &[District], line: &LifeLine, found: &[Vec<Found<'a>>], skipped: usize) -> Option<Lived<'a>> {
    let mut stages = vec![LifeStage { count: 0, phase: None }; found.len()];
    let mut rows: Vec<Vec<&'a PictureIncident>> = vec![Vec::new(); found.len()];
    let mut last_rows: &[&PictureIncident] = &[];
    for stage in &line.stages {
        let spot = stage.spot.and_then(|i| found.get(stage.week)?.get(i));
        // What is there in the first stage of all was not seen to begin.
        let phase = if stage.week == skipped && stage.phase == Phase::New { LifePhase::Stable } else { phase(stage.phase) };
        *stages.get_mut(stage.week)? = LifeStage { count: spot.map_or(0, |f| f.spot.count), phase: Some(phase) };
        last_rows = spot.map_or(last_rows, |f| &f.rows);
        *rows.get_mut(stage.week)? = spot.map_or_else(Vec::new, |f| f.rows.clone());
    }
    let Whereabouts { place, district, district_name } = Whereabouts::of(last_rows, districts);
    let moved_from = moved_from(line, found, districts).filter(|before| place.as_ref() != Some(before));
    let mut categories: BTreeMap<Category, u64> = BTreeMap::new();
    last_rows.iter().for_each(|r| *categories.entry(r.category).or_default() += 1);
    let mut categories: Vec<_> = categories.into_iter().collect();
    categories.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    Some(Lived { life: SpotLife { place, district, district_name, moved_from, stages, categories }, rows })
}

/// The name of where a place was before, when it is there now but has moved since it was last seen.
fn moved_from(line: &LifeLine, found: &[Vec<Found>], districts: &[District]) -> Option<String> {
    let spot = |stage: &analysis::space_time::Stage| found.get(stage.week)?.get(stage.spot?);
    let (last, earlier) = line.stages.split_last()?;
    let (now, before) = (spot(last)?, earlier.iter().rev().find_map(spot)?);
    let apart = (now.spot.x - before.spot.x).hypot(now.spot.y - before.spot.y);
    (apart > TOLERANCE.still).then(|| Whereabouts::of(&before.rows, districts).place).flatten()
}

/// Where some incidents are, in names.
pub(crate) struct Whereabouts {
    /// The name that at least a third of them carry.
    pub(crate) place: Option<String>,
    /// District that most of them lie in.
    pub(crate) district: Option<DistrictCode>,
    /// Its name.
    pub(crate) district_name: Option<String>,
}

impl Whereabouts {
    /// Of these incidents.
    pub(crate) fn of(rows: &[&PictureIncident], districts: &[District]) -> Self {
        // A name that few of its incidents carry is not its name.
        let place = most(rows.iter().filter_map(|r| r.place.as_ref())).filter(|(_, n)| n * 3 >= rows.len());
        let district = most(rows.iter().filter_map(|r| r.district.as_ref())).map(|(code, _)| code.clone());
        let name = |code: &DistrictCode| districts.iter().find(|d| d.code == *code).map(|d| d.name.clone());
        Self { place: place.map(|(name, _)| name.clone()), district_name: district.as_ref().and_then(name), district }
    }
}

/// The commonest, of equals the first in order, and how often.
fn most<'a, T: Ord>(values: impl Iterator<Item = &'a T>) -> Option<(&'a T, usize)> {
    let mut counts: BTreeMap<&T, usize> = BTreeMap::new();
    values.for_each(|v| *counts.entry(v).or_default() += 1);
    counts.into_iter().rev().max_by_key(|(_, n)| *n)
}

fn phase(phase: Phase) -> LifePhase {
    match phase {
        Phase::New => LifePhase::New,
        Phase::Growing => LifePhase::Growing,
        Phase::Stable => LifePhase::Stable,
        Phase::Shrinking => LifePhase::Shrinking,
        Phase::Moving => LifePhase::Moving,
        Phase::Gone => LifePhase::Gone,
    }
}
