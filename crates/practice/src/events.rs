//! What happens in one week as one sender sees it, before any file is written.

use crate::draw::{Draw, running};
use crate::ground::{Place, PlaceKind, places};
use crate::kinds::{ALARMS, FAULTS, GUARDS, Kind, LANDLORD, POLICE, RESCUE, SENDERS, Span, kinds};
use crate::season::{Hours, Season, factor, is_school_day, school_break};
use domain::week::Week;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday};

/// Something that happened: local time, what, where.
#[derive(Clone, Copy)]
pub(crate) struct Event {
    /// Earliest local time; always inside the event's week.
    pub(crate) start: DateTime,
    /// Minutes from earliest to latest time, when the sender gives a latest time.
    pub(crate) minutes: Option<i64>,
    /// Index into the model's kinds.
    pub(crate) kind: usize,
    /// Index into the model's places.
    pub(crate) place: usize,
    /// Index into the place's points.
    pub(crate) point: usize,
    /// Index into the town's planted patterns.
    pub(crate) pattern: Option<usize>,
}

/// Everything about a seed's town that does not change from week to week.
pub(crate) struct Model {
    pub(crate) seed: u64,
    pub(crate) places: Vec<Place>,
    pub(crate) kinds: Vec<Kind>,
    /// Running weights of places for each kind.
    wheres: Vec<Vec<f64>>,
    /// Running weights of the 168 hours for each of [`Hours::ALL`].
    whens: Vec<Vec<f64>>,
}

/// Purposes that the streams of draws are kept apart by.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// The sender's ordinary events.
    Ordinary = 0,
    /// Events that only a doubled reporting brings in.
    Extra = 1,
    /// What the sender does to its file.
    File = 2,
    /// The mood of the week.
    Mood = 3,
    /// Planted patterns.
    Planted = 4,
    /// Rows for the bench.
    Volume = 5,
    /// The public feed.
    Feed = 6,
    /// What one sender writes of another's events.
    SecondHand = 7,
}

impl Model {
    pub(crate) fn new(seed: u64) -> Self {
        let (places, kinds) = (places(seed), kinds());
        let weight = |kind: &Kind, place: &Place| {
            let of_kind = match place.kind {
                PlaceKind::Street => kind.places[0],
                PlaceKind::Square => kind.places[1],
                PlaceKind::Park => kind.places[2],
                PlaceKind::School => kind.places[3],
                PlaceKind::Passage => kind.places[4],
                PlaceKind::Yard => kind.places[5],
            };
            of_kind * place.weight.powf(kind.pull)
        };
        let wheres = kinds.iter().map(|kind| running(places.iter().map(|place| weight(kind, place)))).collect();
        let whens = Hours::ALL.iter().map(|hours| running(hours.weights().into_iter())).collect();
        Self { seed, places, kinds, wheres, whens }
    }

    /// The draws for one week, sender (or pattern) and purpose: they depend on nothing else.
    pub(crate) fn draw(&self, week: Week, who: usize, purpose: Purpose) -> Draw {
        let week = u64::try_from(week.index()).unwrap_or(0);
        Draw::new(self.seed, week << 16 | (who as u64) << 4 | purpose as u64)
    }

    pub(crate) fn kind(&self, code: &str) -> usize {
        self.kinds.iter().position(|kind| kind.code == code).unwrap_or(0)
    }

    /// Mean number of ordinary events in a week of each kind that is wanted, with its index.
    pub(crate) fn expected(&self, week: Week, wanted: impl Fn(&Kind) -> bool) -> impl Iterator<Item = (usize, f64)> {
        let mood = self.mood(week);
        let kinds = self.kinds.iter().enumerate().filter(move |(_, kind)| wanted(kind));
        kinds.map(move |(index, kind)| (index, kind.weekly * factor(kind.season, week) * mood))
    }

    /// How lively the whole week is: most are near 1, one in twelve is quiet, and people leave
    /// town over midsummer and Christmas.
    fn mood(&self, week: Week) -> f64 {
        let mut draw = self.draw(week, 0, Purpose::Mood);
        let quiet = if draw.chance(1.0 / 12.0) { 0.75 } else { 1.0 };
        let calm = match week.number() {
            25 | 28..=30 => 0.92,
            52 | 53 => 0.92,
            _ => quiet,
        };
        calm * (0.06 * draw.normal()).exp()
    }

    /// A sender's ordinary events of a week.
    pub(crate) fn ordinary(&self, week: Week, sender: usize, purpose: Purpose) -> Vec<Event> {
        let mut draw = self.draw(week, sender, purpose);
        let mut out = Vec::new();
        for (index, mean) in self.expected(week, |kind| kind.sender == sender) {
            for _ in 0..draw.poisson(mean) {
                out.push(self.event(&mut draw, week, index));
            }
        }
        for (day, code, mean, hour) in special_days(week) {
            let index = self.kind(code);
            if self.kinds[index].sender == sender {
                for _ in 0..draw.poisson(mean) {
                    let mut event = self.event(&mut draw, week, index);
                    let at = day.at(0, 0, 0, 0).saturating_add((hour * 60 + draw.whole(-90, 150)).minutes());
                    event.start = inside(week, at);
                    out.push(event);
                }
            }
        }
        out
    }

    /// One event of a kind somewhere in town at some time in the week.
    pub(crate) fn event(&self, draw: &mut Draw, week: Week, index: usize) -> Event {
        let kind = &self.kinds[index];
        let place = draw.index(&self.wheres[index]);
        let hours = Hours::ALL.iter().position(|hours| *hours == kind.hours).unwrap_or(0);
        let cell = draw.index(&self.whens[hours]) as i64;
        let at = week.monday().at(0, 0, 0, 0).saturating_add((cell * 60 + draw.whole(0, 59)).minutes());
        let at = if kind.season == Season::Term { on_a_school_day(week, at) } else { at };
        self.timed(draw, week, at, index, place)
    }

    /// An event of a kind at a place near a moment, with the uncertainty of its kind.
    pub(crate) fn timed(&self, draw: &mut Draw, week: Week, at: DateTime, index: usize, place: usize) -> Event {
        let kind = &self.kinds[index];
        let exact = |draw: &mut Draw| (0, (kind.sender == POLICE && draw.chance(0.5)).then_some(0));
        let overnight = |draw: &mut Draw| (draw.whole(180, 600), Some(draw.whole(60, 360)));
        let (before, after) = match kind.span {
            Span::Exact => exact(draw),
            Span::Hours => (draw.whole(0, 120), Some(draw.whole(60, 240))),
            Span::Overnight => overnight(draw),
            Span::Absence if school_break(at.date()).is_some() && draw.chance(0.6) => {
                (0, Some(draw.whole(2, 12) * 1440 + draw.whole(0, 900)))
            }
            Span::Absence => (draw.whole(60, 420), Some(draw.whole(60, 480))),
            Span::Weekend if matches!(at.weekday(), Weekday::Monday | Weekday::Tuesday) => overnight(draw),
            Span::Weekend => {
                let friday = week.monday().saturating_add(4.days()).at(14, 0, 0, 0).saturating_add((draw.whole(0, 14) * 15).minutes());
                let place_point = draw.below(self.places[place].points.len());
                let minutes = Some(63 * 60 + draw.whole(-2, 8) * 15);
                return Event { start: friday, minutes, kind: index, place, point: place_point, pattern: None };
            }
        };
        // Early on Monday the week has no earlier time: then the moment itself is the earliest.
        let earlier = at.saturating_sub(before.minutes());
        let (start, before) = if earlier.date() < week.monday() { (inside(week, at), 0) } else { (earlier, before) };
        let rounding = SENDERS[kind.sender].minutes;
        let minute = i64::from(start.minute());
        let start = start.saturating_sub((minute % rounding).minutes());
        let point = draw.below(self.places[place].points.len());
        Event { start, minutes: after.map(|after| if after == 0 { 0 } else { before + after }), kind: index, place, point, pattern: None }
    }

    /// Whether a sender sends nothing for a week. Police, fault reports, the rescue service and the
    /// alarm centre always send.
    pub(crate) fn silent(&self, week: Week, sender: usize) -> bool {
        let share = match sender {
            POLICE | FAULTS | RESCUE | ALARMS => 0.0,
            GUARDS => 0.1,
            LANDLORD => 0.04,
            _ => 0.06,
        };
        self.draw(week, sender, Purpose::Mood).chance(share)
    }
}

/// The same time on a day of the week when the schools are open: a closed day's events go to the
/// open ones in turn. In a week without any nothing is drawn.
fn on_a_school_day(week: Week, at: DateTime) -> DateTime {
    if is_school_day(at.date()) {
        return at;
    }
    let open: Vec<Date> = (0..7_i64).map(|day| week.monday().saturating_add(day.days())).filter(|day| is_school_day(*day)).collect();
    let turn = at.weekday().to_monday_zero_offset() as usize;
    open.get(turn % open.len().max(1)).map_or(at, |day| day.to_datetime(at.time()))
}

/// The moment, moved into the week when it fell outside.
pub(crate) fn inside(week: Week, at: DateTime) -> DateTime {
    at.clamp(week.monday().at(0, 0, 0, 0), week.sunday().at(23, 59, 0, 0))
}

/// Days that always bring more: day, code, mean number, local hour (over 24 is the next day).
fn special_days(week: Week) -> Vec<(Date, &'static str, f64, i64)> {
    let mut out = Vec::new();
    for offset in 0..7_i64 {
        let day = week.monday().saturating_add(offset.days());
        let extra: &[(&str, f64, i64)] = match (day.month(), day.day()) {
            (4, 30) => &[
                ("Ungdomssamling, oroligt", 4.0, 20),
                ("Ordningsstörning grupp", 3.0, 22),
                ("0357", 2.0, 23),
                ("Slagsmål", 1.5, 23),
                ("Pyroteknik", 1.0, 21),
            ],
            (5, 1) => &[("Nedskräpning", 5.0, 9)],
            (12, 12) => &[("Ungdomssamling, oroligt", 3.0, 22), ("Ordningsstörning grupp", 2.5, 23), ("1203", 1.0, 22)],
            (12, 31) => &[("Pyroteknik", 4.0, 22), ("Brand i container", 1.5, 23), ("Krossad ruta", 1.5, 22), ("0357", 2.0, 22)],
            (1, 1) => &[("Pyroteknik", 2.0, 1), ("0357", 1.5, 2), ("Nedskräpning", 3.0, 10)],
            (6, 12) => &[("Ungdomssamling, oroligt", 4.0, 21), ("Nedskräpning", 1.5, 22), ("Slagsmål", 1.0, 23)],
            _ => &[],
        };
        out.extend(extra.iter().map(|(code, mean, hour)| (day, *code, *mean, *hour)));
    }
    out
}
