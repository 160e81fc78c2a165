//! The planted patterns: known in advance, so that an analysis can be checked against them.
//!
//! All are placed relative to the last week, whatever the number of weeks asked for: a shorter
//! town sees the same weeks, and the ground truth says which patterns can still be seen.

use crate::draw::Draw;
use crate::events::{Event, Model, Purpose, inside};
use crate::ground::{PlaceKind, beside_core, districts, residential};
use crate::kinds::LANDLORD;
use domain::week::Week;
use jiff::ToSpan;

/// What sort of pattern it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plant {
    HotSpotMoves,
    NearRepeat,
    SlowRise,
    DropAfterAction,
    ReportingOnly,
    NewNow,
    GrownNow,
    GoneNow,
}

impl Plant {
    pub(crate) const ALL: [Plant; 8] = [
        Plant::HotSpotMoves,
        Plant::NearRepeat,
        Plant::SlowRise,
        Plant::DropAfterAction,
        Plant::ReportingOnly,
        Plant::NewNow,
        Plant::GrownNow,
        Plant::GoneNow,
    ];

    pub(crate) fn key(self) -> &'static str {
        match self {
            Plant::HotSpotMoves => "hot-spot-moves",
            Plant::NearRepeat => "near-repeat-burglary",
            Plant::SlowRise => "slow-rise",
            Plant::DropAfterAction => "drop-after-action",
            Plant::ReportingOnly => "reporting-only",
            Plant::NewNow => "new-this-week",
            Plant::GrownNow => "grown-lately",
            Plant::GoneNow => "gone-lately",
        }
    }

    pub(crate) fn description(self) -> &'static str {
        match self {
            Plant::HotSpotMoves => "A hot spot appears on one street and after six weeks moves to the nearest street.",
            Plant::NearRepeat => "Home burglaries within 200 m of each other, each within 7 days of the one before.",
            Plant::SlowRise => "Graffiti reports in one district rise evenly from none to about 4.5 extra a week in 26 weeks.",
            Plant::DropAfterAction => "Lighting in a tunnel is improved on the Monday of the action week; events there nearly stop.",
            Plant::ReportingOnly => "The landlord reports twice as much for 12 weeks, though nothing has changed on the ground.",
            Plant::NewNow => "Thefts from vehicles on one street, first seen in the last week.",
            Plant::GrownNow => "Shop thefts at one square grow in the last two weeks.",
            Plant::GoneNow => "Gatherings in stairwells at one yard went on for 12 weeks and ended two weeks ago.",
        }
    }

    /// Weeks before the last week: first and last with extra events. `None`: from ever.
    pub(crate) fn weeks(self) -> (Option<i32>, i32) {
        match self {
            Plant::HotSpotMoves => (Some(10), 0),
            Plant::NearRepeat => (Some(6), 2),
            Plant::SlowRise => (Some(25), 0),
            Plant::DropAfterAction => (None, 0),
            Plant::ReportingOnly => (Some(20), 9),
            Plant::NewNow => (Some(0), 0),
            Plant::GrownNow => (Some(1), 0),
            Plant::GoneNow => (Some(13), 2),
        }
    }

    /// Codes of its events; empty means every code of the sender whose reporting doubles.
    pub(crate) fn codes(self) -> &'static [&'static str] {
        match self {
            Plant::HotSpotMoves => &["Ungdomssamling, oroligt", "1203"],
            Plant::NearRepeat => &["9801"],
            Plant::SlowRise => &["Klotter"],
            Plant::DropAfterAction => &["9463", "Otrygg tunnel"],
            Plant::ReportingOnly => &[],
            Plant::NewNow => &["9828"],
            Plant::GrownNow => &["0853"],
            Plant::GoneNow => &["Störande samling i trapphus"],
        }
    }
}

/// Weeks from the hot spot's move, and from the action, to the last week.
pub(crate) const MOVED: i32 = 4;
pub(crate) const ACTION: i32 = 16;

/// A pattern with where it is in this town.
pub(crate) struct Planted {
    pub(crate) plant: Plant,
    /// Index into the districts; `None` for a change in reporting.
    pub(crate) district: Option<usize>,
    /// Indices into the places, in the order that they are used.
    pub(crate) places: Vec<usize>,
}

/// Chooses districts and places for the patterns: residential districts in turn by the seed, so
/// that no district is the bad one in every town. Around the drop's district there is no other pattern.
pub(crate) fn plant(model: &Model) -> Vec<Planted> {
    let mut draw = Draw::new(model.seed, u64::MAX - 1);
    let mut homes: Vec<usize> = (0..districts().len()).filter(|index| residential(&districts()[*index].code)).collect();
    for last in (1..homes.len()).rev() {
        homes.swap(last, draw.below(last + 1));
    }
    let core: Vec<usize> =
        (0..districts().len()).filter(|i| ["0580R002", "0580R022", "0580R026"].contains(&districts()[*i].code.as_str())).collect();
    // First, and nothing around it: what rises in the districts around an action is held against its effect.
    let dropped = homes.iter().rposition(|home| !beside_core(&districts()[*home])).map(|at| homes.remove(at));
    homes.retain(|home| dropped.is_none_or(|dropped| !districts()[dropped].touches(&districts()[*home])));
    let mut out = Vec::new();
    for plant in Plant::ALL {
        let district = match plant {
            Plant::ReportingOnly => None,
            Plant::GrownNow => core.get(draw.below(core.len())).copied(),
            Plant::DropAfterAction => dropped,
            Plant::HotSpotMoves | Plant::NearRepeat | Plant::SlowRise | Plant::NewNow | Plant::GoneNow => homes.pop(),
        };
        let of = |kind: PlaceKind| {
            (0..model.places.len()).filter(move |i| Some(model.places[*i].district) == district && model.places[*i].kind == kind)
        };
        let places: Vec<usize> = match plant {
            Plant::HotSpotMoves => neighbours(model, &of(PlaceKind::Street).collect::<Vec<_>>()),
            Plant::NearRepeat | Plant::NewNow => of(PlaceKind::Street).take(1).collect(),
            Plant::SlowRise => (0..model.places.len()).filter(|i| Some(model.places[*i].district) == district).collect(),
            Plant::DropAfterAction => of(PlaceKind::Passage).collect(),
            Plant::ReportingOnly => Vec::new(),
            Plant::GrownNow => of(PlaceKind::Square).collect(),
            Plant::GoneNow => of(PlaceKind::Yard).collect(),
        };
        out.push(Planted { plant, district, places });
    }
    out
}

pub(crate) fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// The two of the places that lie nearest each other.
pub(crate) fn neighbours(model: &Model, among: &[usize]) -> Vec<usize> {
    let apart = |(a, b): &(usize, usize)| distance(model.places[*a].centre, model.places[*b].centre);
    let pairs = among.iter().flat_map(|a| among.iter().filter(move |b| a < *b).map(move |b| (*a, *b)));
    pairs.min_by(|a, b| apart(a).total_cmp(&apart(b))).map(|(a, b)| vec![a, b]).unwrap_or_default()
}

/// The extra events that a pattern gives a sender in a week.
pub(crate) fn events(model: &Model, planted: &[Planted], last: Week, week: Week, sender: usize) -> Vec<Event> {
    let mut out = Vec::new();
    for (index, pattern) in planted.iter().enumerate() {
        let before = last.since(week);
        let (from, to) = pattern.plant.weeks();
        if before < to || from.is_some_and(|from| before > from) {
            continue;
        }
        let sends = |code: &&str| model.kinds[model.kind(code)].sender == sender;
        if !pattern.plant.codes().is_empty() && !pattern.plant.codes().iter().any(sends) {
            continue;
        }
        let made = match pattern.plant {
            Plant::ReportingOnly if sender == LANDLORD => model.ordinary(week, sender, Purpose::Extra),
            Plant::ReportingOnly => Vec::new(),
            Plant::NearRepeat => series(model, pattern, last, week),
            Plant::HotSpotMoves | Plant::SlowRise | Plant::DropAfterAction | Plant::NewNow | Plant::GrownNow | Plant::GoneNow => {
                cluster(model, index, pattern, week, before)
            }
        };
        let own = made.into_iter().filter(|event| model.kinds[event.kind].sender == sender);
        out.extend(own.map(|event| Event { pattern: Some(index), ..event }));
    }
    out
}

/// Events at the pattern's places, by the week's intensity.
fn cluster(model: &Model, index: usize, pattern: &Planted, week: Week, before: i32) -> Vec<Event> {
    let mut draw = model.draw(week, index, Purpose::Planted);
    // Number for each code: a floor that keeps the pattern visible, and chance above it.
    let (floor, mean) = match pattern.plant {
        Plant::HotSpotMoves => (1, 1.5),
        Plant::SlowRise => (0, 4.5 * f64::from(26 - before) / 26.0),
        Plant::DropAfterAction if before > ACTION => (0, 2.2),
        Plant::DropAfterAction => (0, 0.1),
        Plant::NewNow => (5, 1.0),
        Plant::GrownNow => (3, 2.0),
        Plant::GoneNow => (1, 1.8),
        Plant::NearRepeat | Plant::ReportingOnly => (0, 0.0),
    };
    let places = match (pattern.plant, pattern.places.as_slice()) {
        (Plant::HotSpotMoves, [first, _]) if before > MOVED => std::slice::from_ref(first),
        (Plant::HotSpotMoves, [_, second]) => std::slice::from_ref(second),
        (_, all) => all,
    };
    let mut out = Vec::new();
    for code in pattern.plant.codes() {
        for _ in 0..floor + draw.poisson(mean) {
            let mut event = model.event(&mut draw, week, model.kind(code));
            if pattern.plant == Plant::NewNow {
                // Early in the week, so that it is seen while the week goes on.
                let night = week.monday().saturating_add(draw.whole(0, 1).days()).at(22, 0, 0, 0);
                event.start = inside(week, night.saturating_add(draw.whole(0, 240).minutes()));
                event.minutes = Some(draw.whole(2, 5) * 60);
            }
            if !places.is_empty() {
                event.place = places[draw.below(places.len())];
                event.point = draw.below(model.places[event.place].points.len());
                out.push(event);
            }
        }
    }
    out
}

/// The burglaries of the near-repeat series that fall in a week. The whole series is drawn from
/// one stream, since each burglary depends on the one before.
fn series(model: &Model, pattern: &Planted, last: Week, week: Week) -> Vec<Event> {
    let Some(&place) = pattern.places.first() else { return Vec::new() };
    let street = &model.places[place];
    // Any two of these are at most 200 m apart.
    let near: Vec<usize> =
        (0..street.points.len()).filter(|i| distance([street.points[*i].x, street.points[*i].y], street.centre) < 99.0).collect();
    let mut draw = model.draw(last, 0, Purpose::Planted);
    let (from, to) = pattern.plant.weeks();
    let first = last.plus(-from.unwrap_or(0));
    let end = last.plus(-to).sunday();
    let mut day = first.monday().saturating_add(draw.whole(0, 2).days());
    let mut out = Vec::new();
    let kind = model.kind("9801");
    while day <= end {
        let hour = i8::try_from(draw.whole(9, 15)).unwrap_or(12);
        let at = day.at(hour, 0, 0, 0);
        let minutes = Some(draw.whole(2, 7) * 60);
        let point = near.get(draw.below(near.len())).copied().unwrap_or(0);
        if Week::of_date(day) == week {
            out.push(Event { start: at, minutes, kind, place, point, pattern: None });
        }
        day = day.saturating_add(draw.whole(2, 5).days());
    }
    out
}
