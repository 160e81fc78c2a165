//! The one rule for what is said of a count: new, grown, unchanged, shrunk, gone or unknown, and how sure. A count has one verdict wherever
//! it is shown: in a table of the whole, in the picture of a part, on the page of a district or a problem, and among what stands out.
//!
//! 1. A count is compared with its twelve weeks before ([`judge`]). Many counts of one kind (every district, every category, every category
//!    in every district) are one family, always of the whole municipality, with control of the share of false alarms (Benjamini & Hochberg
//!    1995): a part of the picture takes over the verdict that the whole gives it.
//! 2. What the week's own rule says of the same count (`notable`) is the verdict, for it holds who reported equal.
//! 3. A place with many incidents, and its life, follow what stands out at that place over the same weeks.

use crate::pictures::tables::{Counts, WEEKS};
use analysis::counts::{benjamini_hochberg, exceedance, expect};
use domain::categories::Category;
use domain::districts::{District, DistrictCode};
use domain::pictures::findings::{LifePhase, STAGE_WEEKS, SpotLife};
use domain::pictures::{Certainty, Change, Expected, Hotspot, Hotspots, Notable};
use std::collections::BTreeMap;

/// What is said of a count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Verdict {
    /// What it was expected to be.
    pub(super) expected: Option<Expected>,
    /// Direction.
    pub(super) change: Change,
    /// How sure.
    pub(super) certainty: Certainty,
}

/// Nothing can be said.
const UNKNOWN: Verdict = Verdict { expected: None, change: Change::Unknown, certainty: Certainty::CannotTell };

/// A count against its baseline, and the probability behind it.
fn probable(count: u64, baseline: &[u64]) -> (Verdict, f64) {
    let Some((prediction, tails)) = expect(baseline).zip(exceedance(count, baseline)) else { return (UNKNOWN, 1.0) };
    #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
    let expected = Expected { mean: prediction.mean, low: prediction.low as f64, high: prediction.high as f64 };
    let p = tails.two_sided();
    (word(count, baseline, expected, p), p)
}

/// A single count against its baseline.
pub(super) fn judge(count: u64, baseline: &[u64]) -> Verdict {
    probable(count, baseline).0
}

/// The word for a count of this probability.
fn word(count: u64, baseline: &[u64], expected: Expected, p: f64) -> Verdict {
    let certainty = match p {
        p if p < 0.01 => Certainty::Clear,
        p if p < 0.05 => Certainty::Probable,
        _ => return Verdict { expected: Some(expected), change: Change::Unchanged, certainty: Certainty::WithinChance },
    };
    #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
    let more = count as f64 > expected.mean;
    let change = match (more, count, baseline.iter().sum::<u64>()) {
        (true, _, 0) => Change::New,
        (true, _, _) => Change::Grown,
        (false, 0, _) => Change::Gone,
        (false, _, _) => Change::Shrunk,
    };
    Verdict { expected: Some(expected), change, certainty }
}

/// Counts of one family, each with the share of false alarms at its strength under control.
fn judge_all(counts: &Counts, rows: &[[u64; WEEKS]]) -> Vec<Verdict> {
    let judged: Vec<_> = rows.iter().map(|weeks| probable(weeks[WEEKS - 1], counts.known_part(weeks))).collect();
    let q = benjamini_hochberg(&judged.iter().map(|(_, p)| *p).collect::<Vec<_>>());
    let settled = |(((verdict, _), weeks), q): ((&(Verdict, f64), &[u64; WEEKS]), f64)| match verdict.expected {
        Some(expected) => word(weeks[WEEKS - 1], counts.known_part(weeks), expected, q),
        None => *verdict,
    };
    judged.iter().zip(rows).zip(q).map(settled).collect()
}

type Cell = (Option<DistrictCode>, Option<Category>);

/// The verdicts of a week's counts: of the municipality, each district, each category, and each category in each district. `None` stands for
/// all categories; as a district it is the key of rows without a known one, and of the whole municipality in `town`.
pub(super) struct Verdicts {
    town: BTreeMap<Option<Category>, Verdict>,
    cells: BTreeMap<Cell, Verdict>,
}

impl Verdicts {
    /// From the counts of the whole municipality and everything that stands out in it.
    pub(super) fn new(whole: &Counts, districts: &[District], notable: &[Notable]) -> Self {
        let categories = whole.categories();
        let known = districts.iter().map(|d| Some(d.code.clone()));
        let districts: Vec<Option<DistrictCode>> = known.chain(whole.has_unknown().then_some(None)).collect();
        let total = whole.sum(|_, _| true);
        let mut town = BTreeMap::from([(None, judge(total[WEEKS - 1], whole.known_part(&total)))]);
        let rows: Vec<_> = categories.iter().map(|c| whole.sum(|_, own| own == *c)).collect();
        town.extend(categories.iter().map(|c| Some(*c)).zip(judge_all(whole, &rows)));
        let rows: Vec<_> = districts.iter().map(|d| whole.sum(|own, _| own == d)).collect();
        let mut cells: BTreeMap<Cell, Verdict> = districts.iter().map(|d| (d.clone(), None)).zip(judge_all(whole, &rows)).collect();
        let both: Vec<Cell> = districts.iter().flat_map(|d| categories.iter().map(|c| (d.clone(), Some(*c)))).collect();
        let rows: Vec<_> = both.iter().map(|(d, c)| whole.sum(|district, category| district == d && Some(category) == *c)).collect();
        let judged = judge_all(whole, &rows);
        cells.extend(both.into_iter().zip(judged));
        let mut verdicts = Self { town, cells };
        notable.iter().rev().for_each(|n| verdicts.overrule(n));
        verdicts
    }

    /// What stands out of the week alone, by district or over the municipality, is the verdict of its count.
    fn overrule(&mut self, notable: &Notable) {
        if notable.weeks != 1 || notable.circle.is_some() || notable.mixed {
            return;
        }
        let slot = match (notable.town, &notable.district) {
            (true, _) => self.town.get_mut(&Some(notable.category)),
            (false, district) => self.cells.get_mut(&(district.clone(), Some(notable.category))),
        };
        if let Some(slot) = slot {
            *slot = said(notable, slot.expected);
        }
    }

    /// The verdict of the week's count of a part; `None` of a district is the whole municipality.
    pub(super) fn of(&self, district: Option<&DistrictCode>, category: Option<Category>) -> Verdict {
        match district {
            Some(code) => self.row(&Some(code.clone()), category),
            None => self.town.get(&category).copied().unwrap_or(UNKNOWN),
        }
    }

    /// The verdict of a row of a table of districts; `None` of a district is the row of incidents without a known one.
    pub(super) fn row(&self, district: &Option<DistrictCode>, category: Option<Category>) -> Verdict {
        self.cells.get(&(district.clone(), category)).copied().unwrap_or(UNKNOWN)
    }
}

/// What is said of something that stands out; that it may only be who reported is that it cannot be told.
fn said(notable: &Notable, own: Option<Expected>) -> Verdict {
    match notable.certainty {
        Certainty::CannotTell => Verdict { expected: own, ..UNKNOWN },
        Certainty::Clear | Certainty::Probable | Certainty::WithinChance => {
            Verdict { expected: Some(notable.expected), change: notable.change, certainty: notable.certainty }
        }
    }
}

/// What stands out at a place over so many weeks.
fn at_place<'a>(notable: &'a [Notable], place: Option<&String>, district: Option<&DistrictCode>, weeks: u32) -> Option<&'a Notable> {
    place?;
    let same = |n: &&Notable| n.weeks == weeks && n.place.as_ref() == place && n.district.as_ref() == district;
    notable.iter().filter(same).find(|n| n.certainty != Certainty::CannotTell)
}

/// Places follow what stands out at them over the same weeks.
pub(super) fn settle_places(hotspots: &mut [Hotspots], notable: &[Notable]) {
    for spots in hotspots {
        let weeks = spots.span.weeks().unsigned_abs();
        for spot in &mut spots.places {
            let Some(own) = at_place(notable, spot.place.as_ref(), spot.district.as_ref(), weeks) else { continue };
            // A place with incidents is not gone, whatever the circle in it is.
            if own.change == Change::Gone && spot.count > 0 {
                continue;
            }
            spot.change = own.change;
            // The circle's expectation is not that of everything with the place's name.
            spot.expected = (own.count == spot.count).then_some(own.expected);
        }
    }
}

/// Lives whose last stage is a place's own count follow the place.
pub(super) fn settle_lives(lives: &mut [SpotLife], hotspots: &[Hotspots]) {
    let weeks = STAGE_WEEKS.unsigned_abs();
    let spots: Vec<&Hotspot> = hotspots.iter().filter(|h| h.span.weeks().unsigned_abs() == weeks).flat_map(|h| &h.places).collect();
    for life in lives {
        let Some(last) = life.stages.last_mut() else { continue };
        let same = |s: &&&Hotspot| s.place.is_some() && s.place == life.place && s.district == life.district && s.count == last.count;
        let Some(spot) = spots.iter().find(same) else { continue };
        last.phase = last.phase.map(|phase| agreed(phase, spot.change));
    }
}

/// The phase that says what the verdict says. That a place is new, has moved or is gone is not about how many.
fn agreed(phase: LifePhase, change: Change) -> LifePhase {
    match (phase, change) {
        (LifePhase::New | LifePhase::Moving | LifePhase::Gone, _) | (_, Change::Unknown) => phase,
        (_, Change::New | Change::Grown) => LifePhase::Growing,
        (_, Change::Unchanged) => LifePhase::Stable,
        (_, Change::Shrunk | Change::Gone) => LifePhase::Shrinking,
    }
}

/// The verdict of a place's count of the week: what stands out with the same count there, else its own.
pub(super) fn of_place(notable: &[Notable], place: &str, (count, baseline): (u64, &[u64])) -> Verdict {
    let own = judge(count, baseline);
    let same = |n: &&Notable| n.weeks == 1 && n.count == count && n.place.as_deref() == Some(place);
    notable.iter().find(same).map_or(own, |n| said(n, own.expected))
}
