//! Which incidents are behind a finding: read as narrowly as its kind allows, and chosen exactly as they were counted.

use super::{EvidenceWeek, Neighbour, neighbours};
use crate::pictures::findings::lives::Course;
use crate::pictures::findings::near;
use crate::pictures::inputs::{hours_passed, sender_of};
use domain::actor::Visible;
use domain::categories::Category;
use domain::districts::{District, DistrictCode};
use domain::failure::Failure;
use domain::pictures::finding::{self, Finding, FindingId};
use domain::pictures::findings::{STAGE_WEEKS, STAGES, SpotLife, stage_weeks};
use domain::pictures::{Circle, Notable, Picture};
use domain::week::{HOURS_OF_WEEK, Week, clock_seconds};
use std::collections::{BTreeMap, BTreeSet};
use storage::ReadTx;
use storage::evidence::{Bounds, CountedIncident, behind};
use storage::incidents::{PictureIncident, PlacedIncident, Selection};

/// Weeks shown as bars: half a year.
const SHOWN: i32 = 26;

/// What was read for a finding.
pub(super) struct Material {
    /// First and last week of its span.
    pub(super) span: (Week, Week),
    /// Rows of the weeks shown.
    rows: Vec<CountedIncident>,
    /// Rows of the span that neighbouring numbers are counted in.
    around: Vec<CountedIncident>,
    /// Districts that the picture counts by.
    districts: Vec<District>,
    /// Hours of the last week that are counted.
    hours: usize,
}

/// Reads what a finding is made of.
pub(super) async fn read(tx: &mut ReadTx, visible: Visible, picture: &Picture, id: &FindingId, as_of: i64) -> Result<Material, Failure> {
    let (_, found) = finding::by_id(picture, id.as_str()).ok_or(Failure::NotFound)?;
    let hours = picture.so_far.map_or(HOURS_OF_WEEK, |at| hours_passed(picture.week, at));
    let last = found.last_week(picture);
    let span = (last.plus(1 - i32::try_from(found.weeks()).unwrap_or(1)), last);
    let shown = match found {
        // The weeks of the total are the picture's own.
        Finding::Total(_) => 1,
        Finding::NearRepeat(_) => i32::try_from(finding::NEAR_WEEKS).unwrap_or(SHOWN),
        Finding::Life(_) => STAGE_WEEKS * i32::try_from(STAGES).unwrap_or(1),
        Finding::District(_)
        | Finding::Category(_)
        | Finding::Notable(_)
        | Finding::Place(..)
        | Finding::Recurring(_)
        | Finding::SilentDistrict(_)
        | Finding::SilentSource(_) => SHOWN,
    };
    let hours = if last < picture.week { HOURS_OF_WEEK } else { hours };
    let asked = part(picture, &found);
    let mut selection = Selection {
        from: last.plus(1 - shown),
        to: last,
        as_of,
        district: asked.district,
        category: asked.category,
        sender: sender_of(tx, &picture.filter, as_of).await?,
        reported: picture.filter.reported,
        hours,
    };
    if let Finding::SilentSource(row) = found {
        selection.sender = storage::senders::meant(tx, &row.name, as_of).await?.or(selection.sender);
    }
    let rows = behind(tx, visible, &selection, asked.bounds).await?;
    let around = match neighbours::around(&found) {
        Some((district, category)) => {
            let of_span = Selection { from: span.0, district, category, ..selection };
            behind(tx, visible, &of_span, None).await?
        }
        None => Vec::new(),
    };
    let set = storage::districts::on_day(tx, picture.week.sunday(), as_of).await?;
    let districts = match set {
        Some(set) => storage::districts::list(tx, set.id).await?,
        None => Vec::new(),
    };
    Ok(Material { span, rows, around, districts, hours })
}

/// The part of the material that a finding was counted in.
struct Part {
    district: Option<DistrictCode>,
    category: Option<Category>,
    bounds: Option<Bounds>,
}

fn part(picture: &Picture, found: &Finding) -> Part {
    let filter = &picture.filter;
    let own = Part { district: filter.district.clone(), category: filter.category, bounds: None };
    match found {
        Finding::Total(_) | Finding::Life(_) | Finding::SilentSource(_) => own,
        Finding::District(row) => Part { district: row.code.clone().or(own.district), ..own },
        Finding::Category(row) => Part { category: Some(row.category), ..own },
        // What stands out is asked of the whole town, whatever part of it the picture shows.
        Finding::Notable(notable) => Part {
            district: if notable.circle.is_some() { None } else { notable.district.clone() },
            category: (!notable.mixed).then_some(notable.category),
            bounds: notable.circle.map(around),
        },
        Finding::Place(_, spot) | Finding::Recurring(spot) => Part { district: spot.district.clone().or(own.district), ..own },
        Finding::NearRepeat(near) => Part { district: None, category: Some(near.kind.of_tree().0), bounds: None },
        Finding::SilentDistrict(silent) => Part { district: Some(silent.district.clone()), ..own },
    }
}

/// The square around a circle, with room for the squares at its edge.
fn around(circle: Circle) -> Bounds {
    let reach = circle.radius + circle.side;
    let [x, y] = circle.middle;
    [x - reach, y - reach, x + reach, y + reach]
}

/// The incidents of a finding.
pub(super) struct Behind {
    /// Those of the span, oldest first.
    pub(super) rows: Vec<CountedIncident>,
    /// Circle that they lie in.
    pub(super) circle: Option<Circle>,
    /// Numbers near the finding's own.
    pub(super) neighbours: Vec<Neighbour>,
    /// Incidents by week.
    by_week: BTreeMap<Week, u64>,
    span: (Week, Week),
    from: Week,
}

impl Behind {
    /// Chooses them from what was read.
    pub(super) fn of(picture: &Picture, found: &Finding, material: Material) -> Self {
        let Material { span, rows, around, districts, hours } = material;
        let from = rows.first().map_or(span.0, |row| row.week).min(span.0);
        let mut chosen = match found {
            Finding::Life(life) => of_life(picture, life, rows, &districts),
            Finding::NearRepeat(near) => in_pairs(picture, near.kind, rows),
            Finding::Total(_) | Finding::Category(_) | Finding::SilentDistrict(_) | Finding::SilentSource(_) => rows,
            Finding::District(row) => {
                let known = |code: &DistrictCode| districts.iter().any(|d| d.code == *code);
                let own = |r: &CountedIncident| row.code.is_some() || !r.district.as_ref().is_some_and(known);
                rows.into_iter().filter(own).collect()
            }
            Finding::Notable(notable) => rows.into_iter().filter(|r| is_of(notable, r) && r.hour_of_week < hours).collect(),
            Finding::Place(_, spot) | Finding::Recurring(spot) => {
                rows.into_iter().filter(|r| r.place == spot.place && r.district == spot.district).collect()
            }
        };
        let mut by_week: BTreeMap<Week, u64> = BTreeMap::new();
        chosen.iter().for_each(|r| *by_week.entry(r.week).or_default() += r.count);
        chosen.retain(|r| r.week >= span.0 && r.week <= span.1);
        chosen.sort_by_key(|r| (r.start, r.id.0));
        let circle = match found {
            Finding::Notable(notable) => notable.circle,
            Finding::Total(_)
            | Finding::District(_)
            | Finding::Category(_)
            | Finding::Place(..)
            | Finding::Recurring(_)
            | Finding::Life(_)
            | Finding::NearRepeat(_)
            | Finding::SilentDistrict(_)
            | Finding::SilentSource(_) => None,
        };
        let neighbours = neighbours::of(picture, found, &chosen, &around);
        Self { rows: chosen, circle, neighbours, by_week, span, from }
    }

    /// The weeks shown, oldest first.
    pub(super) fn weeks(&self, picture: &Picture, found: &Finding) -> Vec<EvidenceWeek> {
        let in_span = |week: Week| week >= self.span.0 && week <= self.span.1;
        if matches!(found, Finding::Total(_)) {
            let count = |w: &domain::pictures::WeekCount| if w.week == picture.week { Some(picture.incident_count) } else { w.count };
            return picture.weekly.iter().map(|w| EvidenceWeek { week: w.week, count: count(w), in_span: in_span(w.week) }).collect();
        }
        // Before the material begins there are no weeks without incidents.
        let known = picture.weekly.iter().find(|w| w.count.is_some()).map_or(picture.week, |w| w.week);
        let first = self.from.min(self.span.1.plus(1 - SHOWN).max(known)).min(self.span.0);
        let weeks = self.span.1.since(first) + 1;
        let week = |i: i32| {
            let week = first.plus(i);
            let count = self.by_week.get(&week).copied().unwrap_or(0);
            EvidenceWeek { week, count: (week >= known || count > 0).then_some(count), in_span: in_span(week) }
        };
        (0..weeks).map(week).collect()
    }
}

/// Whether an incident was counted in what stands out.
fn is_of(notable: &Notable, row: &CountedIncident) -> bool {
    match (&notable.circle, &notable.place) {
        (Some(circle), _) => row.position.is_some_and(|position| circle.holds(position)),
        // A version that did not keep the circle: those with the place's name come nearest.
        (None, Some(place)) => row.place.as_ref() == Some(place),
        (None, None) => notable.town || notable.district == row.district,
    }
}

/// The incidents of a place's life: found again as they were found first.
fn of_life(picture: &Picture, life: &SpotLife, rows: Vec<CountedIncident>, districts: &[District]) -> Vec<CountedIncident> {
    let known = picture.weekly.iter().find(|w| w.count.is_some()).map_or(picture.week, |w| w.week);
    let last = Finding::Life(life).last_week(picture);
    let plain: Vec<PictureIncident> = rows.iter().map(as_counted).collect();
    let stages = stage_weeks(last);
    let course = Course { rows: &plain, stages: &stages, known, districts };
    let Some((lived, _)) = course.lived() else { return Vec::new() };
    // What its newest phase is called may have followed another verdict. Equal lives are told apart by their order, as their ids are.
    let counts = |l: &SpotLife| l.stages.iter().map(|s| s.count).collect::<Vec<_>>();
    let same =
        |l: &SpotLife| (&l.place, &l.district, &l.categories, counts(l)) == (&life.place, &life.district, &life.categories, counts(life));
    let before = picture.findings.lives.iter().take_while(|other| !std::ptr::eq(*other, life)).filter(|other| same(other)).count();
    let Some(own) = lived.into_iter().filter(|l| same(&l.life)).nth(before) else { return Vec::new() };
    let own: BTreeSet<usize> = own.rows.iter().flatten().filter_map(|row| plain.iter().position(|p| std::ptr::eq(p, *row))).collect();
    rows.into_iter().enumerate().filter(|(i, _)| own.contains(i)).map(|(_, row)| row).collect()
}

fn as_counted(row: &CountedIncident) -> PictureIncident {
    PictureIncident {
        week: row.week,
        category: row.category,
        district: row.district.clone(),
        place: row.place.clone(),
        local_start: row.local_start,
        local_end: row.local_end,
        position: row.position,
        count: row.count,
    }
}

/// The incidents of a kind that are in a pair of near ones.
fn in_pairs(picture: &Picture, kind: domain::pictures::findings::RepeatKind, rows: Vec<CountedIncident>) -> Vec<CountedIncident> {
    let (category, subtype) = kind.of_tree();
    let of_kind = |r: &CountedIncident| r.category == category && r.subtype.as_deref() == Some(subtype) && r.position.is_some();
    let rows: Vec<CountedIncident> = rows.into_iter().filter(of_kind).collect();
    let placed = |row: &CountedIncident| {
        let position = row.position?;
        Some(PlacedIncident { district: row.district.clone(), local_start: row.local_start, local_end: row.local_end, position })
    };
    let placed: Vec<PlacedIncident> = rows.iter().filter_map(placed).collect();
    let used = near::used(&placed, clock_seconds(picture.at.min(picture.week.end())));
    let (_, paired) = near::pairs(&used);
    let own: BTreeSet<usize> = paired.iter().filter_map(|row| placed.iter().position(|p| std::ptr::eq(p, *row))).collect();
    rows.into_iter().enumerate().filter(|(i, _)| own.contains(i)).map(|(_, row)| row).collect()
}
