//! What stands out: the alarms of the week's rule (`analysis::weekly`), in the picture's words. The rule is asked of the whole town whatever
//! part of it the picture shows, so that one answer holds for all parts and chance is counted once.

use crate::pictures::inputs::Inputs;
use analysis::Unwatched;
use analysis::weekly::{Events, Gathering, Judged, NO_DISTRICT, Weekly, WeeklyOptions, weekly};
use domain::categories::Category;
use domain::districts::{District, DistrictCode};
use domain::ids::SenderId;
use domain::pictures::{Certainty, Change, Circle, Expected, Notable, PictureFilter};
use domain::week::{HOURS_OF_WEEK, Week};
use std::collections::BTreeMap;
use storage::incidents::Selection;
use storage::weekly::{Placed, Sent};
use storage::{ReadTx, StorageError};

/// Weeks that counts are compared with.
const BASELINE: i32 = 52;

/// Weeks, the picture's own included, that places are looked at in.
const PLACES: i32 = 26;

/// Most that is named under the headline.
const MOST: usize = 5;

/// Chance raises one as strong less than once in so many weeks.
const CLEAR_WEEKS: f64 = 100.0;

/// The material of the rule.
pub(super) struct Material {
    pub(super) sent: Vec<Sent>,
    pub(super) placed: Vec<Placed>,
}

/// Reads the material; `selection` is the picture's own, whose district and category the rule does without.
pub(super) async fn read(tx: &mut ReadTx, visible: domain::actor::Visible, selection: &Selection) -> Result<Material, StorageError> {
    let whole = |weeks: i32| Selection { from: selection.to.plus(-weeks), district: None, category: None, ..selection.clone() };
    let sent = storage::weekly::sent(tx, visible, &whole(BASELINE)).await?;
    let placed = storage::weekly::placed(tx, visible, &whole(PLACES - 1)).await?;
    Ok(Material { sent, placed })
}

/// Everything that stands out in the week, most certain first; what who reported explains comes last.
pub(super) fn all(inputs: &Inputs, week: Week) -> Vec<Notable> {
    // An hour of a week cannot be told from any other.
    if inputs.hours == 0 {
        return Vec::new();
    }
    let rows = Rows::new(&inputs.material);
    let Some(found) = rows.judged(week) else { return Vec::new() };
    let words = Words { rows: &rows, districts: &inputs.districts, hours: inputs.hours };
    let mut all: Vec<(f64, Notable)> = Vec::new();
    all.extend(found.gatherings.iter().filter_map(|g| Some((g.by_chance, words.gathering(g)?))));
    all.extend(found.alarms.iter().filter_map(|a| Some((a.by_chance, words.judged(a, false)?))));
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.count.cmp(&a.1.count)));
    all.extend(found.explained.iter().filter_map(|e| Some((e.by_chance, words.judged(e, true)?))));
    all.into_iter().map(|(_, notable)| notable).collect()
}

/// What of it is listed in the picture of a part: not the same news twice, and no more than a few.
pub(super) fn listed(all: Vec<Notable>, filter: &PictureFilter) -> Vec<Notable> {
    let of_filter = |n: &Notable| {
        filter.district.as_ref().is_none_or(|d| n.district.as_ref() == Some(d)) && filter.category.is_none_or(|c| n.category == c)
    };
    let mut out: Vec<Notable> = Vec::new();
    for notable in all {
        // A place in a district whose count is told already, or the other way round, is the same news; that it rises there and falls here is not.
        let same_way = |o: &Notable| o.change.rises() == notable.change.rises();
        let told = |o: &Notable| o.district == notable.district && o.town == notable.town && o.category == notable.category && same_way(o);
        if out.len() < MOST && of_filter(&notable) && !out.iter().any(told) {
            out.push(notable);
        }
    }
    out
}

/// The material as columns.
#[derive(Default)]
struct Rows<'a> {
    x: Vec<f64>,
    y: Vec<f64>,
    day: Vec<f64>,
    category: Vec<u32>,
    district: Vec<u32>,
    source: Vec<u32>,
    count: Vec<u32>,
    place: Vec<Option<&'a str>>,
    codes: Vec<&'a DistrictCode>,
}

type Cell<'a> = (Week, Option<&'a DistrictCode>, Category, SenderId);

impl<'a> Rows<'a> {
    #[allow(clippy::cast_precision_loss)] // days are far below 2^53
    fn new(material: &'a Material) -> Self {
        let mut codes: Vec<&DistrictCode> = material.sent.iter().filter_map(|s| s.district.as_ref()).collect();
        codes.sort_unstable();
        codes.dedup();
        let mut senders: Vec<SenderId> = material.sent.iter().map(|s| s.sender).collect();
        senders.sort_unstable_by_key(|s| s.0);
        senders.dedup();
        let source = |id: SenderId| senders.iter().zip(0..).find(|(s, _)| **s == id).map_or(0, |(_, i)| i);
        let district = |code: Option<&DistrictCode>| {
            let found = code.and_then(|code| codes.binary_search(&code).ok());
            found.and_then(|i| u32::try_from(i).ok()).unwrap_or(NO_DISTRICT)
        };
        let mut rows = Rows::default();
        // What has a position is a row of its own; the rest of each week is one.
        let mut rest: BTreeMap<Cell, u64> = BTreeMap::new();
        for s in &material.sent {
            *rest.entry((s.week, s.district.as_ref(), s.category, s.sender)).or_default() += s.count;
        }
        for p in &material.placed {
            let week = Week::from_index(p.day.div_euclid(7));
            if let Some(left) = rest.get_mut(&(week, p.district.as_ref(), p.category, p.sender)) {
                *left = left.saturating_sub(p.count);
            }
            let at = (p.day as f64 + 0.5, p.category, district(p.district.as_ref()), source(p.sender));
            rows.add(p.position, at, p.count, p.place.as_deref());
        }
        for ((week, code, category, sender), left) in rest {
            let at = (week.index() as f64 * 7.0 + 3.5, category, district(code), source(sender));
            rows.add([f64::NAN; 2], at, left, None);
        }
        rows.codes = codes;
        rows
    }

    fn add(&mut self, [x, y]: [f64; 2], (day, category, district, source): (f64, Category, u32, u32), count: u64, place: Option<&'a str>) {
        self.x.push(x);
        self.y.push(y);
        self.day.push(day);
        self.category.push(Category::ALL.iter().zip(0..).find(|(c, _)| **c == category).map_or(0, |(_, i)| i));
        self.district.push(district);
        self.source.push(source);
        self.count.push(u32::try_from(count).unwrap_or(u32::MAX));
        self.place.push(place);
    }

    fn judged(&self, week: Week) -> Option<Weekly> {
        let Rows { x, y, day, category, district, source, count, .. } = self;
        let events = Events { x, y, day, category, district, source, count };
        let options = WeeklyOptions { baseline: BASELINE.unsigned_abs(), ..WeeklyOptions::default() };
        // Refused only what these columns cannot be.
        weekly(&events, week.index(), &options, &Unwatched).ok()
    }
}

/// Findings in the picture's words.
struct Words<'a> {
    rows: &'a Rows<'a>,
    districts: &'a [District],
    hours: usize,
}

impl Words<'_> {
    fn named(&self, district: Option<u32>) -> (Option<DistrictCode>, Option<String>) {
        let code = district.and_then(|d| self.rows.codes.get(d as usize)).map(|code| (*code).clone());
        let name = self.districts.iter().find(|d| Some(&d.code) == code.as_ref()).map(|d| d.name.clone());
        (code, name)
    }

    fn judged(&self, found: &Judged, explained: bool) -> Option<Notable> {
        let (district, district_name) = self.named(found.district);
        Some(Notable {
            district,
            district_name,
            town: found.district.is_none(),
            place: None,
            circle: None,
            mixed: false,
            category: *Category::ALL.get(found.category as usize)?,
            count: found.observed,
            weeks: found.weeks,
            expected: expected(found.expected, found.interval),
            change: change(found.change),
            certainty: if explained { Certainty::CannotTell } else { certainty(found.by_chance) },
        })
    }

    /// Some hours of a week cannot say that there was nothing in the others.
    fn change_at(&self, found: &Gathering) -> Change {
        match change(found.change) {
            Change::New if self.hours != HOURS_OF_WEEK => Change::Grown,
            Change::Gone if self.hours != HOURS_OF_WEEK => Change::Shrunk,
            whole => whole,
        }
    }

    /// More or less at a place: named after the place that most of its rows are at.
    fn gathering(&self, found: &Gathering) -> Option<Notable> {
        let (district, district_name) = self.named(found.district);
        let most = |of: &dyn Fn(usize) -> Option<u32>| {
            let mut counts: BTreeMap<u32, u64> = BTreeMap::new();
            for row in &found.rows {
                if let Some(key) = of(*row as usize) {
                    *counts.entry(key).or_default() += u64::from(self.rows.count[*row as usize]);
                }
            }
            counts.into_iter().max_by_key(|(key, count)| (*count, std::cmp::Reverse(*key))).map(|(key, _)| key)
        };
        // The first row with a name stands for the name.
        let first = |row: usize| found.rows.iter().find(|r| self.rows.place[**r as usize] == self.rows.place[row]).copied();
        let place = most(&|row| self.rows.place[row].and_then(|_| first(row)));
        let category = found.category.or_else(|| most(&|row| Some(self.rows.category[row])))?;
        Some(Notable {
            district,
            district_name,
            town: false,
            mixed: found.category.is_none(),
            place: place.and_then(|row| self.rows.place[row as usize]).map(str::to_owned),
            circle: Some(Circle { middle: found.centre, radius: found.radius, side: found.side }),
            category: *Category::ALL.get(category as usize)?,
            count: found.observed,
            weeks: found.weeks,
            expected: expected(found.expected, found.interval),
            change: self.change_at(found),
            certainty: certainty(found.by_chance),
        })
    }
}

#[allow(clippy::cast_precision_loss)] // counts are far below 2^53
fn expected(mean: f64, (low, high): (u64, u64)) -> Expected {
    Expected { mean, low: low as f64, high: high as f64 }
}

fn certainty(by_chance: f64) -> Certainty {
    if by_chance * CLEAR_WEEKS <= 1.0 { Certainty::Clear } else { Certainty::Probable }
}

fn change(of: analysis::weekly::Change) -> Change {
    match of {
        analysis::weekly::Change::New => Change::New,
        analysis::weekly::Change::Grown => Change::Grown,
        analysis::weekly::Change::Unchanged => Change::Unchanged,
        analysis::weekly::Change::Shrunk => Change::Shrunk,
        analysis::weekly::Change::Gone => Change::Gone,
        analysis::weekly::Change::Unknown => Change::Unknown,
    }
}
