//! The ground truth: what was planted, and what the files of the town add up to.

use crate::Town;
use crate::files::silent;
use crate::ground::districts;
use crate::kinds::SENDERS;
use crate::patterns::{ACTION, MOVED, Plant, Planted};
use domain::week::Week;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Counts from the files, without rows that a sender sent twice.
#[derive(Default)]
struct Counts {
    weeks: BTreeMap<Week, u64>,
    patterns: BTreeMap<usize, BTreeMap<Week, u64>>,
    late: u64,
    repeated: u64,
}

pub(crate) fn ground_truth(town: &Town) -> Value {
    let mut counts = Counts::default();
    let mut sent: BTreeMap<Week, Vec<u64>> = BTreeMap::new();
    for file in town.files() {
        for known in &file.known {
            if known.repeated {
                counts.repeated += 1;
                continue;
            }
            *counts.weeks.entry(known.week).or_default() += 1;
            sent.entry(known.week).or_insert_with(|| vec![0; SENDERS.len()])[file.delivery.sender] += 1;
            counts.late += u64::from(known.week != file.delivery.week);
            if let Some(pattern) = known.pattern {
                *counts.patterns.entry(pattern).or_default().entry(known.week).or_default() += 1;
            }
        }
    }
    let weeks: Vec<Value> = counts
        .weeks
        .iter()
        .map(|(week, count)| {
            let by_sender: serde_json::Map<String, Value> =
                SENDERS.iter().zip(&sent[week]).map(|(sender, count)| (sender.name.to_owned(), json!(count))).collect();
            json!({ "week": week.to_string(), "count": count, "by_sender": by_sender })
        })
        .collect();
    let patterns: Vec<Value> =
        (0..).zip(&town.planted).map(|(index, planted)| pattern(town, planted, counts.patterns.get(&index))).collect();
    json!({
        "seed": town.model.seed,
        "first_week": town.first.to_string(),
        "last_week": town.last.to_string(),
        "events": counts.weeks.values().sum::<u64>(),
        "rows_sent_twice": counts.repeated,
        "rows_sent_late": counts.late,
        "patterns": patterns,
        "silent": silences(town),
        "weeks": weeks,
    })
}

fn pattern(town: &Town, planted: &Planted, counts: Option<&BTreeMap<Week, u64>>) -> Value {
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
    let counts: Vec<Value> =
        counts.into_iter().flatten().map(|(week, count)| json!({ "week": week.to_string(), "count": count })).collect();
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
