//! Towns for measuring what an analysis finds: one pattern of a chosen size, beginning in a chosen week, in a town as lively, as silent and as late as the practice
//! town, as plain rows with the week in which they were known.

use crate::draw::Draw;
use crate::events::{Event, Model, Purpose};
use crate::ground::{PlaceKind, districts, residential};
use crate::kinds::{ALARMS, LANDLORD, SENDERS};
use crate::patterns::{distance, neighbours};
use domain::categories::Category;
use domain::week::Week;
use jiff::ToSpan;

/// Streams of the trial's own draws lie past those of senders and patterns.
const PLANTED: usize = 32;
const FILES: usize = 256;

/// Weeks that a slow rise takes.
pub const RISE_WEEKS: i32 = 26;

/// Weeks until a moving hot spot moves.
pub const MOVE_AFTER: i32 = 6;

/// What is planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Gatherings and damage on one street of a residential district; size: events a week, of both together.
    HotSpotAppears,
    /// The same, and after [`MOVE_AFTER`] weeks on the nearest other street.
    HotSpotMoves,
    /// Home burglaries, any two within 200 m of each other; size: burglaries a week, evenly apart but for chance.
    NearRepeat,
    /// Graffiti all over one district, rising evenly for [`RISE_WEEKS`] weeks; size: extra events a week at its end.
    SlowRise,
    /// Trouble in the tunnel of a district that was there from ever, and less of it from the start on; size: events a week before, of two kinds together.
    DropAfterAction,
    /// The landlord reports more though nothing has changed on the ground; size: how many times as much.
    ReportingOnly,
}

impl Pattern {
    /// Every pattern.
    pub const ALL: [Pattern; 6] = [
        Pattern::HotSpotAppears,
        Pattern::HotSpotMoves,
        Pattern::NearRepeat,
        Pattern::SlowRise,
        Pattern::DropAfterAction,
        Pattern::ReportingOnly,
    ];

    /// Stable key.
    pub fn key(self) -> &'static str {
        match self {
            Pattern::HotSpotAppears => "hot-spot-appears",
            Pattern::HotSpotMoves => "hot-spot-moves",
            Pattern::NearRepeat => "near-repeat",
            Pattern::SlowRise => "slow-rise",
            Pattern::DropAfterAction => "drop-after-action",
            Pattern::ReportingOnly => "reporting-only",
        }
    }

    /// Codes of its events.
    fn codes(self) -> &'static [&'static str] {
        match self {
            Pattern::HotSpotAppears | Pattern::HotSpotMoves => &["Ungdomssamling, oroligt", "1203"],
            Pattern::NearRepeat => &["9801"],
            Pattern::SlowRise => &["Klotter"],
            Pattern::DropAfterAction => &["9463", "Otrygg tunnel"],
            Pattern::ReportingOnly => &[],
        }
    }
}

/// A pattern in a trial.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Planting {
    /// What.
    pub pattern: Pattern,
    /// Its first week; of a drop the first week after the action.
    pub start: Week,
    /// Its size, as the pattern says.
    pub size: f64,
    /// Share that is left after a drop: 1 for an action that changed nothing.
    pub left: f64,
}

/// One row as a sender told it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reported {
    /// Days since Monday 1970-01-05 on the local clock.
    pub day: f64,
    /// Week in whose file it came: its own, or a later one.
    pub known: Week,
    /// Category.
    pub category: Category,
    /// District, where the sender named it or gave a position.
    pub district: Option<u32>,
    /// Who sent it: index into the senders.
    pub sender: u32,
    /// SWEREF 99 TM easting and northing, where the sender gave a position.
    pub position: Option<[f64; 2]>,
    /// Whether it belongs to what was planted.
    pub planted: bool,
}

/// A trial town.
#[derive(Clone, Debug)]
pub struct Trial {
    /// What was reported, by the week of the file.
    pub rows: Vec<Reported>,
    /// District of the pattern.
    pub district: Option<u32>,
    /// Middles of its places in the order they are used, SWEREF 99 TM; empty when it is spread over the district.
    pub places: Vec<[f64; 2]>,
    /// Categories of its events.
    pub categories: Vec<Category>,
}

/// The town of a seed in the weeks from `first` on, with one pattern or none. The pattern's district goes by the seed.
pub fn trial(seed: u64, first: Week, weeks: u32, planting: Option<Planting>) -> Trial {
    let model = Model::new(seed);
    let site = planting.map(|p| Site::chosen(&model, p.pattern)).unwrap_or_default();
    let mut rows = Vec::new();
    for number in 0..i32::try_from(weeks).unwrap_or(0) {
        let week = first.plus(number);
        let extra = planting.map(|p| planted(&model, &site, &p, week)).unwrap_or_default();
        // The alarm centre writes of others' events; an analysis is measured on events that are counted once.
        for sender in (0..SENDERS.len()).filter(|sender| *sender != ALARMS && !model.silent(week, *sender)) {
            let mut happened = model.ordinary(week, sender, Purpose::Ordinary);
            let doubled = planting.filter(|p| p.pattern == Pattern::ReportingOnly && sender == LANDLORD && week >= p.start);
            if let Some(p) = doubled {
                let mut draw = model.draw(week, PLANTED, Purpose::Extra);
                let more = model.expected(week, |kind| kind.sender == sender).collect::<Vec<_>>();
                for (kind, mean) in more {
                    for _ in 0..draw.poisson(mean * (p.size - 1.0)) {
                        happened.push(model.event(&mut draw, week, kind));
                    }
                }
            }
            let of_sender = extra.iter().filter(|e| model.kinds[e.kind].sender == sender);
            happened.extend(of_sender.map(|e| Event { pattern: Some(0), ..*e }));
            told(&model, week, sender, &happened, &mut rows);
        }
    }
    rows.sort_by(|a, b| a.known.cmp(&b.known).then(a.day.total_cmp(&b.day)));
    let categories = planting.map(|p| p.pattern.codes()).unwrap_or_default().iter().map(|code| model.kinds[model.kind(code)].category);
    let spread = planting.is_some_and(|p| p.pattern == Pattern::SlowRise);
    Trial {
        rows,
        district: site.district.and_then(|d| u32::try_from(d).ok()),
        places: if spread { Vec::new() } else { site.places.iter().map(|place| model.places[*place].centre).collect() },
        categories: categories.collect(),
    }
}

/// Where a pattern is.
#[derive(Default)]
struct Site {
    district: Option<usize>,
    places: Vec<usize>,
}

impl Site {
    fn chosen(model: &Model, pattern: Pattern) -> Self {
        if pattern == Pattern::ReportingOnly {
            return Self::default();
        }
        let mut draw = Draw::new(model.seed, u64::MAX - 2);
        let homes: Vec<usize> = (0..districts().len()).filter(|index| residential(&districts()[*index].code)).collect();
        let district = homes.get(draw.below(homes.len())).copied();
        let of = |kind: Option<PlaceKind>| {
            let here = |i: &usize| Some(model.places[*i].district) == district && kind.is_none_or(|k| model.places[*i].kind == k);
            (0..model.places.len()).filter(here).collect::<Vec<_>>()
        };
        let streets = || neighbours(model, &of(Some(PlaceKind::Street)));
        let places = match pattern {
            Pattern::HotSpotAppears | Pattern::NearRepeat => streets().into_iter().take(1).collect(),
            Pattern::HotSpotMoves => streets(),
            Pattern::SlowRise => of(None),
            Pattern::DropAfterAction => of(Some(PlaceKind::Passage)),
            Pattern::ReportingOnly => Vec::new(),
        };
        Self { district, places }
    }
}

/// The pattern's events of a week.
fn planted(model: &Model, site: &Site, planting: &Planting, week: Week) -> Vec<Event> {
    let since = week.since(planting.start);
    let mean = match planting.pattern {
        Pattern::DropAfterAction if since < 0 => planting.size,
        Pattern::DropAfterAction => planting.size * planting.left,
        _ if since < 0 => 0.0,
        Pattern::SlowRise => planting.size * f64::from((since + 1).min(RISE_WEEKS)) / f64::from(RISE_WEEKS),
        Pattern::HotSpotAppears | Pattern::HotSpotMoves => planting.size,
        Pattern::NearRepeat => return series(model, site, planting, week),
        Pattern::ReportingOnly => 0.0,
    };
    let places = match (planting.pattern, site.places.as_slice()) {
        (Pattern::HotSpotMoves, [first, second]) => std::slice::from_ref(if since < MOVE_AFTER { first } else { second }),
        (_, all) => all,
    };
    let mut draw = model.draw(week, PLANTED, Purpose::Planted);
    let codes = planting.pattern.codes();
    let mut out = Vec::new();
    for code in codes {
        for _ in 0..draw.poisson(mean / codes.len() as f64) {
            let event = model.event(&mut draw, week, model.kind(code));
            if let Some(&place) = places.get(draw.below(places.len())) {
                let point = draw.below(model.places[place].points.len());
                out.push(Event { place, point, ..event });
            }
        }
    }
    out
}

/// Burglaries one after another; all drawn from one stream, since each depends on the one before.
fn series(model: &Model, site: &Site, planting: &Planting, week: Week) -> Vec<Event> {
    let Some(&place) = site.places.first() else { return Vec::new() };
    let street = &model.places[place];
    let near: Vec<usize> =
        (0..street.points.len()).filter(|i| distance([street.points[*i].x, street.points[*i].y], street.centre) < 99.0).collect();
    let mut draw = model.draw(planting.start, PLANTED + 1, Purpose::Planted);
    let kind = model.kind("9801");
    let gap = 7.0 / planting.size.max(0.1);
    let (mut day, end) = (draw.between(0.0, gap), f64::from(week.since(planting.start) + 1) * 7.0);
    let mut out = Vec::new();
    while day < end {
        let date = planting.start.monday().saturating_add((day as i64).days());
        let hour = i8::try_from(draw.whole(9, 15)).unwrap_or(12);
        let minutes = Some(draw.whole(2, 7) * 60);
        let point = near.get(draw.below(near.len())).copied().unwrap_or(0);
        if Week::of_date(date) == week {
            out.push(Event { start: date.at(hour, 0, 0, 0), minutes, kind, place, point, pattern: None });
        }
        day += draw.between(0.5, 1.5) * gap;
    }
    out
}

/// A sender's events of a week as rows: without what it leaves out, some of them late.
fn told(model: &Model, week: Week, sender: usize, happened: &[Event], rows: &mut Vec<Reported>) {
    let of = &SENDERS[sender];
    let mut draw = model.draw(week, FILES + sender, Purpose::File);
    let epoch = Week::from_index(0).monday();
    for event in happened {
        let place = &model.places[event.place];
        let point = draw.chance(of.with_point).then(|| place.points[event.point]);
        let named = draw.chance(of.with_district);
        let late = match draw.unit() {
            x if x < 0.008 => 2,
            x if x < 0.025 => 1,
            _ => 0,
        };
        // Nobody reports a break-in before coming home to it.
        let end = event.start.saturating_add(event.minutes.unwrap_or(0).minutes());
        let days = epoch.until(event.start.date()).map_or(0, |span| span.get_days());
        rows.push(Reported {
            day: f64::from(days) + f64::from(event.start.hour()) / 24.0 + f64::from(event.start.minute()) / 1440.0,
            known: week.plus(late).max(Week::of_date(end.date())),
            category: model.kinds[event.kind].category,
            district: (named || point.is_some()).then(|| u32::try_from(place.district).unwrap_or(0)),
            sender: u32::try_from(sender).unwrap_or(0),
            position: point.map(|p| [p.x, p.y]),
            planted: event.pattern.is_some(),
        });
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn week(number: i32) -> Week {
        Week::new(2025, 1).unwrap().plus(number)
    }

    #[test]
    fn a_pattern_has_its_size_and_leaves_the_rest_of_the_town_alone() {
        let planting = |pattern, size| Planting { pattern, start: week(20), size, left: 0.1 };
        let quiet = trial(5, week(0), 60, None);
        for (pattern, size) in [(Pattern::HotSpotAppears, 5.0), (Pattern::NearRepeat, 2.0), (Pattern::HotSpotMoves, 5.0)] {
            let made = trial(5, week(0), 60, Some(planting(pattern, size)));
            let (own, rest): (Vec<&Reported>, Vec<&Reported>) = made.rows.iter().partition(|r| r.planted);
            assert_eq!(rest.len(), quiet.rows.len(), "{pattern:?}");
            // Some are lost with a silent sender.
            let a_week = own.len() as f64 / 40.0;
            assert!((size * 0.8..size * 1.12).contains(&a_week), "{pattern:?}: {a_week}");
            let from = f64::from(week(20).since(Week::from_index(0))) * 7.0;
            assert!(own.iter().all(|r| r.day >= from && made.categories.contains(&r.category)));
            assert!(own.iter().all(|r| r.district.is_none() || r.district == made.district));
        }
    }

    #[test]
    fn twice_the_reporting_is_twice_the_landlords_rows_and_nothing_else() {
        let start = week(20);
        let made = trial(6, week(0), 60, Some(Planting { pattern: Pattern::ReportingOnly, start, size: 2.0, left: 1.0 }));
        let quiet = trial(6, week(0), 60, None);
        let of = |t: &Trial, landlord: bool| t.rows.iter().filter(|r| (r.sender as usize == LANDLORD) == landlord).count() as f64;
        assert_eq!(of(&made, false), of(&quiet, false));
        let more = of(&made, true) / of(&quiet, true);
        assert!((1.5..1.85).contains(&more), "{more}");
        assert!(made.rows.iter().all(|r| r.known.since(Week::from_index((r.day / 7.0).floor() as i64)) >= 0));
    }

    #[test]
    fn a_drop_leaves_a_tenth() {
        let planting = Planting { pattern: Pattern::DropAfterAction, start: week(40), size: 6.0, left: 0.1 };
        let made = trial(7, week(0), 80, Some(planting));
        let split = f64::from(week(40).since(Week::from_index(0))) * 7.0;
        let before = made.rows.iter().filter(|r| r.planted && r.day < split).count();
        let after = made.rows.iter().filter(|r| r.planted && r.day >= split).count();
        assert!(before > 180 && after < 45, "{before} {after}");
        assert_eq!(made.places.len(), 1);
    }
}
