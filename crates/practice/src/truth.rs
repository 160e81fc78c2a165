//! The ground truth: what was planted, and what the files of the town add up to.

use crate::files::{Known, silent};
use crate::ground::districts;
use crate::kinds::SENDERS;
use crate::patterns::{ACTION, MOVED, Plant, Planted};
use crate::{Town, TrueEvent};
use domain::incidents::IncomingIncident;
use domain::week::Week;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Counts from the files. Rows that a sender sent twice count once, and so do events that two senders wrote of.
#[derive(Default)]
struct Counts {
    events: BTreeMap<TrueEvent, Told>,
    late: u64,
    repeated: u64,
}

/// Who wrote of an event, each with its own id of the row.
#[derive(Default)]
struct Told {
    pattern: Option<usize>,
    by: BTreeMap<usize, Option<String>>,
}

impl Counts {
    fn row(&mut self, file_week: Week, sender: usize, (row, known): (&IncomingIncident, &Known)) {
        if known.repeated {
            self.repeated += 1;
            return;
        }
        self.late += u64::from(known.week != file_week);
        let told = self.events.entry(known.event).or_default();
        told.pattern = known.pattern;
        told.by.insert(sender, row.source_id.clone());
    }

    fn weeks(&self) -> BTreeMap<Week, Vec<&Told>> {
        let mut weeks: BTreeMap<Week, Vec<&Told>> = BTreeMap::new();
        self.events.iter().for_each(|(event, told)| weeks.entry(event.week).or_default().push(told));
        weeks
    }

    /// Events of a planted pattern in each week.
    fn of_pattern(&self, pattern: usize) -> BTreeMap<Week, u64> {
        let mut weeks = BTreeMap::new();
        for (event, _) in self.events.iter().filter(|(_, told)| told.pattern == Some(pattern)) {
            *weeks.entry(event.week).or_default() += 1;
        }
        weeks
    }
}

pub(crate) fn ground_truth(town: &Town) -> Value {
    let mut counts = Counts::default();
    for file in town.files() {
        for row in file.delivery.rows.iter().zip(&file.known) {
            counts.row(file.delivery.week, file.delivery.sender, row);
        }
    }
    let weeks: Vec<Value> = counts.weeks().iter().map(|(week, told)| of_week(*week, told)).collect();
    let patterns: Vec<Value> = (0..).zip(&town.planted).map(|(index, planted)| pattern(town, planted, &counts.of_pattern(index))).collect();
    json!({
        "seed": town.model.seed,
        "first_week": town.first.to_string(),
        "last_week": town.last.to_string(),
        "events": counts.events.len(),
        "rows_sent_twice": counts.repeated,
        "rows_sent_late": counts.late,
        "patterns": patterns,
        "silent": silences(town),
        "weeks": weeks,
    })
}

/// How many events a week had, how many each sender wrote of, and the ids of those that two wrote of.
fn of_week(week: Week, told: &[&Told]) -> Value {
    let by = |index: usize| told.iter().filter(|told| told.by.contains_key(&index)).count();
    let by_sender: serde_json::Map<String, Value> =
        SENDERS.iter().enumerate().map(|(index, sender)| (sender.name.to_owned(), json!(by(index)))).collect();
    let twice: Vec<Value> = told
        .iter()
        .filter(|told| told.by.len() > 1)
        .map(|told| {
            told.by.iter().map(|(index, id)| (SENDERS[*index].name.to_owned(), json!(id))).collect::<serde_json::Map<_, _>>().into()
        })
        .collect();
    json!({ "week": week.to_string(), "count": told.len(), "by_sender": by_sender, "told_by_two": twice })
}

fn pattern(town: &Town, planted: &Planted, counts: &BTreeMap<Week, u64>) -> Value {
    let plant = planted.plant;
    let week = |before: i32| town.last.plus(-before);
    let (from, to) = plant.weeks();
    let from = from.map(week);
    let visible_from = from.unwrap_or(town.first).max(town.first);
    // An effect can only be seen with weeks on both sides of it.
    let visible = match plant {
        Plant::DropAfterAction => town.first <= week(ACTION + 4),
        Plant::HotSpotMoves => town.first <= week(MOVED + 2),
        Plant::SlowRise => town.first <= week(12),
        Plant::ReportingOnly => town.first < week(20),
        Plant::NearRepeat | Plant::NewNow | Plant::GrownNow | Plant::GoneNow => true,
    };
    let category = |code: &str| town.model.kinds[town.model.kind(code)].category.code();
    let codes: Vec<Value> = plant.codes().iter().map(|code| json!({ "code": code, "category": category(code) })).collect();
    let in_weeks = |index: usize| match plant {
        Plant::HotSpotMoves if index == 0 => (from.unwrap_or(visible_from), week(MOVED + 1)),
        Plant::HotSpotMoves => (week(MOVED), week(to)),
        Plant::NearRepeat
        | Plant::SlowRise
        | Plant::DropAfterAction
        | Plant::ReportingOnly
        | Plant::NewNow
        | Plant::GrownNow
        | Plant::GoneNow => (from.unwrap_or(visible_from), week(to)),
    };
    let places: Vec<Value> = planted
        .places
        .iter()
        .enumerate()
        .filter(|_| plant != Plant::SlowRise)
        .map(|(index, place)| {
            let place = &town.model.places[*place];
            let (from, to) = in_weeks(index);
            let at = place.points.first().map(|p| json!([p.lon, p.lat]));
            json!({ "name": place.name, "position": at, "from": from.to_string(), "to": to.to_string() })
        })
        .collect();
    let counts: Vec<Value> = counts.iter().map(|(week, count)| json!({ "week": week.to_string(), "count": count })).collect();
    let mut out = json!({
        "key": plant.key(),
        "description": plant.description(),
        "from": from.map(|week| week.to_string()),
        "to": week(to).to_string(),
        "visible": visible,
        "district": planted.district.map(|index| json!({ "code": districts()[index].code, "name": districts()[index].name })),
        "codes": codes,
        "places": places,
        "extra_events": counts,
    });
    match plant {
        Plant::DropAfterAction => out["action_week"] = json!(week(ACTION).to_string()),
        Plant::ReportingOnly => out["sender"] = json!(SENDERS[crate::kinds::LANDLORD].name),
        Plant::HotSpotMoves | Plant::NearRepeat | Plant::SlowRise | Plant::NewNow | Plant::GrownNow | Plant::GoneNow => {}
    }
    out
}

fn silences(town: &Town) -> Vec<Value> {
    let mut out = Vec::new();
    let mut week = town.first;
    while week <= town.last {
        for (index, sender) in SENDERS.iter().enumerate().filter(|(_, sender)| sender.weekly) {
            if silent(&town.model, town.last, week, index) {
                out.push(json!({ "week": week.to_string(), "sender": sender.name }));
            }
        }
        week = week.next();
    }
    out
}
