//! The second list of one event: the guard company's alarm centre writes of some of the police's events too, in words, columns and
//! times of its own. These are the rows that matching has to find.

use crate::draw::Draw;
use crate::events::{Model, Purpose, inside};
use crate::files::{Known, Made};
use crate::ground::districts;
use crate::kinds::ALARMS;
use crate::patterns::distance;
use domain::incidents::IncomingIncident;
use domain::week::{Week, instant, local};
use jiff::civil::DateTime;
use jiff::{Timestamp, ToSpan};

/// What the company calls a crime of the police's list.
pub(crate) struct Word {
    /// Code in the police's list.
    pub(crate) police: &'static str,
    /// The company's label.
    pub(crate) label: &'static str,
    /// Share of the police's events with that code that the company writes of too.
    share: f64,
}

const fn word(police: &'static str, label: &'static str, share: f64) -> Word {
    Word { police, label, share }
}

pub(crate) const WORDS: &[Word] = &[
    word("1203", "Åverkan", 0.2),
    word("1209", "Nytt klotter", 0.2),
    word("0357", "Misshandel", 0.4),
    word("0355", "Misshandel, bistånd till polis", 0.4),
    word("9447", "Hotfull person", 0.4),
    word("0853", "Butikskontrollant, snatteri", 0.4),
    word("5010", "Narkotika, överlämnad till polis", 0.4),
    word("1210", "Anlagd brand", 0.4),
];

/// Code in the police's list of what the company calls so; a code of another sender is its own.
pub(crate) fn of_police(label: &str) -> &str {
    WORDS.iter().find(|word| word.label == label).map_or(label, |word| word.police)
}

/// Longest time after the beginning of an event that the company finds its traces, minutes.
const FOUND_WITHIN: i64 = 10 * 60;

/// Rows that the company writes of the police's events of a week.
pub(crate) fn told(model: &Model, week: Week, police: &[Made]) -> Vec<Made> {
    let mut draw = model.draw(week, ALARMS, Purpose::SecondHand);
    let mut out = Vec::new();
    for (row, known) in police {
        let Some(word) = WORDS.iter().find(|word| row.code.as_deref() == Some(word.police)) else { continue };
        if draw.chance(word.share) {
            let told = in_other_words(model, &mut draw, (row, known), word);
            out.push((told, *known));
        }
    }
    out
}

fn in_other_words(model: &Model, draw: &mut Draw, (row, known): (&IncomingIncident, &Known), word: &Word) -> IncomingIncident {
    let (start, end) = time(draw, known.week, row);
    let (district, place) = place(model, draw, known.place);
    let place = place.map(|index| model.places[index].name.clone());
    IncomingIncident {
        start,
        end,
        code: Some(word.label.to_owned()),
        district: Some(districts()[district].name.clone()),
        written_place: place.clone(),
        place,
        point: None,
        ..row.clone()
    }
}

/// The minute of the call, which the police note too; some minutes later, when the guard was there; or the day alone. Of what
/// happened unseen, when it was found.
fn time(draw: &mut Draw, week: Week, row: &IncomingIncident) -> (Timestamp, Option<Timestamp>) {
    let start = local(row.start).datetime();
    let span = row.end.map_or(0, |end| end.duration_since(row.start).as_mins());
    let later = |minutes: i64| (instant(inside(week, start.saturating_add(minutes.minutes()))), None);
    match (span, draw.unit()) {
        (0, x) if x < 0.75 => (row.start, None),
        (0, x) if x < 0.9 => later(draw.whole(3, 40)),
        (0, _) => whole_day(start),
        (span, _) => later(draw.whole(1, span.min(FOUND_WITHIN))),
    }
}

/// A day without a time, as importers read it.
fn whole_day(at: DateTime) -> (Timestamp, Option<Timestamp>) {
    let at_clock = |hour, minute| instant(at.date().at(hour, minute, 0, 0));
    (at_clock(0, 0), Some(at_clock(23, 59)))
}

/// District and place that the company names: mostly the same place, sometimes another in the district or none, seldom one across
/// the district's border.
fn place(model: &Model, draw: &mut Draw, place: usize) -> (usize, Option<usize>) {
    let home = model.places[place].district;
    let any_of = |draw: &mut Draw, district: usize| {
        let there: Vec<usize> = (0..model.places.len()).filter(|i| model.places[*i].district == district && *i != place).collect();
        there.get(draw.below(there.len())).copied()
    };
    match draw.unit() {
        x if x < 0.82 => (home, Some(place)),
        x if x < 0.94 => (home, any_of(draw, home)),
        x if x < 0.98 => (home, None),
        _ => {
            let apart = |i: &usize| distance(model.places[*i].centre, model.places[place].centre);
            let others = (0..model.places.len()).filter(|i| model.places[*i].district != home);
            let next = others.min_by(|a, b| apart(a).total_cmp(&apart(b)));
            (next.map_or(home, |i| model.places[i].district), next)
        }
    }
}
