//! What must hold for every town, whatever the seed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::ground::districts;
use domain::week::{hour_of_week, local};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

fn week(text: &str) -> Week {
    text.parse().unwrap()
}

fn last() -> Week {
    week("2026-W47")
}

/// Every field of every file, positions in metres to the millimetre.
fn dump(files: impl Iterator<Item = Delivery>) -> String {
    let mut out = String::new();
    for file in files {
        out += &format!("{} {} {} {}\n", file.sender, file.week, file.file_name, file.delivered_at);
        for row in &file.rows {
            out += &format!("{} {:?} {} {:?} {:?} ", row.row, row.source_id, row.start, row.end, row.code);
            out += &format!("{:?} {:?} {} ", row.district, row.place, row.count);
            out += &row.point.map_or("-".to_owned(), |p| format!("{:.6} {:.6} {:.3} {:.3}", p.lon, p.lat, p.x, p.y));
            out.push('\n');
        }
    }
    out
}

fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// Content of a row without its place in a file.
fn content(row: &IncomingIncident) -> String {
    format!("{:?}", IncomingIncident { row: 0, ..row.clone() })
}

fn truth_pattern<'a>(truth: &'a Value, key: &str) -> &'a Value {
    truth["patterns"].as_array().unwrap().iter().find(|p| p["key"] == key).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_does_not() {
    let one = dump(town(1, last(), 30).deliveries());
    assert_eq!(digest(&one), digest(&dump(town(1, last(), 30).deliveries())));
    assert_ne!(digest(&one), digest(&dump(town(2, last(), 30).deliveries())));
    // A change of this number is a change of everybody's practice town: say so in the changelog.
    assert_eq!(digest(&one), "d6f76e6275ccfbdeb836828518de5d491820430f4d163a3e8fecb8184a528443");
}

#[test]
fn every_pattern_has_its_place_and_none_lies_around_the_drop() {
    for seed in 1..=40 {
        let planted = town(seed, last(), 8).planted;
        let of = |plant| planted.iter().find(|p| p.plant == plant).unwrap();
        let dropped = of(patterns::Plant::DropAfterAction).district.unwrap();
        for other in planted.iter().filter(|p| p.plant != patterns::Plant::ReportingOnly) {
            let district = other.district.unwrap();
            assert!(!other.places.is_empty(), "seed {seed}: {}", other.plant.key());
            assert!(district == dropped || !districts()[dropped].touches(&districts()[district]), "seed {seed}: {}", other.plant.key());
        }
    }
}

#[test]
fn a_weeks_rows_do_not_depend_on_how_many_weeks_are_asked_for() {
    let rows = |weeks| -> BTreeSet<String> {
        let all = town(3, last(), weeks);
        let rows = all.deliveries().flat_map(|file| file.rows).filter(|row| Week::of(row.start) > last().plus(-8));
        rows.map(|row| content(&row)).collect()
    };
    assert_eq!(rows(8), rows(60));
}

#[test]
fn sixty_to_a_hundred_and_twenty_events_in_an_ordinary_week() {
    for seed in 1..=2 {
        let truth = town(seed, last(), 130).ground_truth();
        let counts: Vec<u64> = truth["weeks"].as_array().unwrap().iter().map(|w| w["count"].as_u64().unwrap()).collect();
        assert_eq!(counts.len(), 130);
        let mean = counts.iter().sum::<u64>() as f64 / 130.0;
        assert!((75.0..105.0).contains(&mean), "seed {seed}: mean {mean}");
        assert!(counts.iter().all(|c| (40..=160).contains(c)), "seed {seed}: {counts:?}");
        let ordinary = counts.iter().filter(|c| (60..=120).contains(*c)).count();
        assert!(ordinary >= 110, "seed {seed}: {ordinary} ordinary weeks in {counts:?}");
    }
}

#[test]
fn every_point_lies_in_the_district_that_the_row_names() {
    let mut both = 0;
    for row in town(4, last(), 30).deliveries().flat_map(|file| file.rows) {
        let Some(point) = row.point else { continue };
        let inside: Vec<_> = districts().iter().filter(|d| d.contains([point.x, point.y])).collect();
        assert_eq!(inside.len(), 1, "{row:?}");
        if let Some(name) = &row.district {
            assert_eq!(&inside[0].name, name);
            both += 1;
        }
    }
    assert!(both > 1_000);
}

#[test]
fn rows_are_well_formed_and_belong_to_their_file() {
    let town = town(5, last(), 60);
    let known: BTreeSet<String> = town.codes().into_iter().chain(police_codes()).map(|row| row.code).collect();
    let mut before = Timestamp::MIN;
    for file in town.deliveries() {
        assert!(file.delivered_at >= before && file.delivered_at > file.week.end());
        before = file.delivered_at;
        for (number, row) in (2..).zip(&file.rows) {
            assert_eq!(row.row, number);
            assert!(row.end.is_none_or(|end| end >= row.start), "{row:?}");
            let age = file.week.since(Week::of(row.start));
            assert!((0..=6).contains(&age), "{age} weeks late: {row:?}");
            assert!(row.end.unwrap_or(row.start) <= file.delivered_at, "sent before it ended: {row:?}");
            assert!(known.contains(row.code.as_deref().unwrap()), "{row:?}");
            assert!(row.place.iter().all(|p| !p.is_empty() && !p.chars().any(|c| c.is_ascii_digit())), "{row:?}");
        }
    }
}

#[test]
fn schools_report_school_hours_and_violence_is_a_thing_of_weekend_nights() {
    let town = town(6, last(), 130);
    let (mut night, mut all, mut schools) = (0, 0, 0);
    for row in town.deliveries().flat_map(|file| file.rows) {
        let cell = hour_of_week(row.start);
        match row.code.as_deref() {
            Some("Bråk på skolgård") => {
                let at = local(row.start);
                assert!(season::is_school_day(at.date()), "{at}");
                schools += 1;
                assert!(cell / 24 < 5 && (8..16).contains(&(cell % 24)), "{at}");
            }
            Some("0357") => {
                all += 1;
                night += u32::from((4 * 24 + 18..7 * 24).contains(&cell) && !(7..18).contains(&(cell % 24)));
            }
            Some(_) | None => {}
        }
    }
    assert!(schools > 50, "{schools}");
    assert!(f64::from(night) > 0.55 * f64::from(all), "{night} of {all}");
}

#[test]
fn the_ground_truth_agrees_with_the_files() {
    let town = town(7, last(), 60);
    let truth = town.ground_truth();
    let mut seen = BTreeMap::new();
    let (mut rows, mut late) = (0, 0);
    let mut events: BTreeMap<TrueEvent, BTreeSet<usize>> = BTreeMap::new();
    for file in town.deliveries() {
        assert_eq!(file.rows.len(), file.events.len());
        for (row, event) in file.rows.iter().zip(&file.events) {
            rows += 1;
            assert_eq!(event.week(), Week::of(row.start));
            events.entry(*event).or_default().insert(file.sender);
            if seen.insert((file.sender, content(row)), *event).is_none() {
                late += u64::from(Week::of(row.start) != file.week);
            }
        }
    }
    assert_eq!(truth["events"].as_u64().unwrap(), events.len() as u64);
    assert_eq!(truth["rows_sent_twice"].as_u64().unwrap(), rows - seen.len() as u64);
    assert_eq!(truth["rows_sent_late"].as_u64().unwrap(), late);
    assert!(late > 30 && rows - seen.len() as u64 > 30, "{late} late, {rows} rows of {}", seen.len());
    let mut weeks: BTreeMap<String, (u64, usize)> = BTreeMap::new();
    for (event, tellers) in &events {
        let (count, twice) = weeks.entry(event.week().to_string()).or_default();
        *count += 1;
        *twice += usize::from(tellers.len() > 1);
    }
    for entry in truth["weeks"].as_array().unwrap() {
        let told = (entry["count"].as_u64().unwrap(), entry["told_by_two"].as_array().unwrap().len());
        assert_eq!(told, weeks[entry["week"].as_str().unwrap()]);
    }
}

#[test]
fn every_week_two_senders_write_of_some_events_in_times_and_places_of_their_own() {
    let town = town(1, last(), 60);
    let mut lists: BTreeMap<TrueEvent, Vec<(usize, IncomingIncident)>> = BTreeMap::new();
    let mut senders: BTreeMap<Week, BTreeSet<usize>> = BTreeMap::new();
    for file in town.deliveries() {
        senders.entry(file.week).or_default().insert(file.sender);
        for (row, event) in file.rows.into_iter().zip(file.events) {
            lists.entry(event).or_default().push((file.sender, row));
        }
    }
    assert!(senders.values().all(|of_week| of_week.contains(&kinds::POLICE) && of_week.contains(&kinds::ALARMS)));
    let (mut same_minute, mut another_time, mut day_alone, mut another_place) = (0, 0, 0, 0);
    for rows in lists.values() {
        let of = |sender| rows.iter().find(|(who, _)| *who == sender).map(|(_, row)| row);
        let (Some(police), Some(alarm)) = (of(kinds::POLICE), of(kinds::ALARMS)) else { continue };
        assert_eq!(town.category_of(police.code.as_deref().unwrap()), town.category_of(alarm.code.as_deref().unwrap()));
        match (alarm.start == police.start, alarm.end) {
            (_, Some(_)) => day_alone += 1,
            (true, None) => same_minute += 1,
            (false, None) => another_time += 1,
        }
        another_place += usize::from(alarm.place != police.place);
    }
    assert!(
        same_minute > 120 && another_time > 40 && day_alone > 15 && another_place > 30,
        "{same_minute} {another_time} {day_alone} {another_place}"
    );
    let own = lists.values().filter(|rows| rows.iter().all(|(who, _)| *who == kinds::ALARMS)).count();
    assert!(own > 90, "{own} of the company's own");
}

#[test]
fn a_file_read_back_is_the_rows_it_was_written_from() {
    let folder = tempfile::tempdir().unwrap();
    // The weeks hold both nights when the clock is changed.
    for file in town(2, week("2026-W44"), 32).deliveries() {
        let path = folder.path().join(&file.file_name);
        std::fs::write(&path, file.text()).unwrap();
        let table = intake::open_sheet(&path, None, &intake::Limits::default()).unwrap();
        let mut read = Vec::new();
        let now = file.delivered_at;
        let mut sink = |outcome| {
            read.push(outcome);
            std::ops::ControlFlow::Continue(())
        };
        table.rows(&file.mapping(), now, &mut sink).unwrap();
        assert_eq!(read.len(), file.rows.len(), "{}", file.file_name);
        for (outcome, row) in read.into_iter().zip(&file.rows) {
            let intake::Outcome::Row(found) = outcome else { panic!("{outcome:?} of {row:?}") };
            let apart = found.point.zip(row.point).map_or(0.0, |(a, b)| (a.x - b.x).hypot(a.y - b.y));
            assert!(apart < 0.05 && found.point.is_some() == row.point.is_some(), "{row:?}");
            assert_eq!(IncomingIncident { point: row.point, sheet: None, ..found }, *row);
        }
    }
}

/// Rows of a pattern's codes at its places, by week.
fn rows_at(town: &Town, pattern: &Value, place: Option<usize>) -> BTreeMap<Week, u32> {
    let texts =
        |list: &Value, key: &str| -> Vec<String> { list.as_array().unwrap().iter().map(|x| x[key].as_str().unwrap().to_owned()).collect() };
    let codes = texts(&pattern["codes"], "code");
    let places = texts(&pattern["places"], "name");
    let mut out = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for row in town.deliveries().flat_map(|file| file.rows) {
        let here = row.place.as_ref().is_some_and(|name| match place {
            Some(index) => places[index] == *name,
            None => places.contains(name),
        });
        if here && codes.contains(row.code.as_ref().unwrap()) && seen.insert(content(&row)) {
            *out.entry(Week::of(row.start)).or_default() += 1;
        }
    }
    out
}

fn mean(rows: &BTreeMap<Week, u32>, from: i32, to: i32) -> f64 {
    let sum: u32 = (to..=from).filter_map(|before| rows.get(&last().plus(-before))).sum();
    f64::from(sum) / f64::from(from - to + 1)
}

#[test]
fn the_hot_spot_appears_and_moves_to_the_next_street() {
    for seed in 1..=3 {
        let town = town(seed, last(), 30);
        let truth = town.ground_truth();
        let pattern = truth_pattern(&truth, "hot-spot-moves");
        let (first, second) = (rows_at(&town, pattern, Some(0)), rows_at(&town, pattern, Some(1)));
        assert!(mean(&first, 10, 5) > 2.0 && mean(&second, 4, 0) > 2.0, "seed {seed}");
        assert!(mean(&first, 4, 0) < 0.8 && mean(&first, 29, 11) < 0.5 && mean(&second, 29, 5) < 0.5, "seed {seed}");
    }
}

#[test]
fn the_burglaries_are_near_each_other_in_place_and_time() {
    for seed in 1..=3 {
        let planted = town(seed, last(), 12);
        let mut series: Vec<_> = planted
            .files()
            .flat_map(|file| file.delivery.rows.into_iter().zip(file.known).collect::<Vec<_>>())
            .filter(|(_, known)| !known.repeated && known.pattern.is_some_and(|p| planted.planted[p].plant.key() == "near-repeat-burglary"))
            .map(|(row, _)| row)
            .collect();
        series.sort_by_key(|row| row.start);
        assert!((6..=16).contains(&series.len()), "seed {seed}: {}", series.len());
        for pair in series.windows(2) {
            assert!(pair[1].start.duration_since(pair[0].start).as_hours() < 7 * 24);
            if let (Some(a), Some(b)) = (pair[0].point, pair[1].point) {
                assert!((a.x - b.x).hypot(a.y - b.y) < 200.0);
            }
        }
    }
}

#[test]
fn the_action_is_followed_by_a_drop_and_what_is_gone_is_gone() {
    for seed in 1..=3 {
        let town = town(seed, last(), 80);
        let truth = town.ground_truth();
        let tunnel = rows_at(&town, truth_pattern(&truth, "drop-after-action"), None);
        assert!(mean(&tunnel, 79, 17) > 1.8 && mean(&tunnel, 16, 0) < 0.9, "seed {seed}");
        let gone = rows_at(&town, truth_pattern(&truth, "gone-lately"), None);
        assert!(mean(&gone, 13, 2) > 1.5 && mean(&gone, 1, 0) < mean(&gone, 13, 2) / 2.0, "seed {seed}");
        let new = rows_at(&town, truth_pattern(&truth, "new-this-week"), None);
        assert!(mean(&new, 0, 0) >= 4.0 && mean(&new, 20, 1) < 0.3, "seed {seed}: {new:?}");
    }
}

#[test]
fn the_rise_is_slow_and_the_doubled_reporting_is_the_landlords_alone() {
    let town = town(8, last(), 60);
    let truth = town.ground_truth();
    let extra = |key: &str, from: i32, to: i32| -> f64 {
        let counts = truth_pattern(&truth, key)["extra_events"].as_array().unwrap().clone();
        let within = |text: &str| (to..=from).contains(&last().since(week(text)));
        let sum: u64 = counts.iter().filter(|c| within(c["week"].as_str().unwrap())).map(|c| c["count"].as_u64().unwrap()).sum();
        sum as f64 / f64::from(from - to + 1)
    };
    assert!(extra("slow-rise", 25, 18) < extra("slow-rise", 7, 0) && extra("slow-rise", 7, 0) > 2.0);
    let landlord = |from: i32, to: i32| {
        let weeks = truth["weeks"].as_array().unwrap().iter();
        let own = weeks.filter(|w| (to..=from).contains(&last().since(week(w["week"].as_str().unwrap()))));
        own.map(|w| w["by_sender"]["Bostadsbolaget – bovärdar"].as_u64().unwrap()).sum::<u64>() as f64 / f64::from(from - to + 1)
    };
    assert!(landlord(20, 9) > 1.5 * landlord(40, 21), "{} {}", landlord(20, 9), landlord(40, 21));
    assert!(extra("reporting-only", 20, 9) > 5.0);
    assert_eq!(extra("reporting-only", 8, 0), 0.0);
}

#[test]
fn the_last_week_is_alive_and_the_guards_are_silent_in_it() {
    for seed in 1..=3 {
        let town = town(seed, last(), 8);
        let senders: BTreeSet<usize> = town.deliveries().filter(|file| file.week == last()).map(|file| file.sender).collect();
        assert!(!senders.contains(&kinds::GUARDS) && senders.contains(&kinds::POLICE));
        let truth = town.ground_truth();
        assert!(truth["weeks"].as_array().unwrap().last().unwrap()["count"].as_u64().unwrap() >= 55);
        let silent = truth["silent"].as_array().unwrap();
        assert!(silent.iter().any(|s| s["week"] == "2026-W47" && s["sender"] == "Ordningsvakter"));
    }
}

#[test]
fn until_now_holds_back_what_has_not_happened() {
    let now: Timestamp = "2026-11-19T12:00:00Z".parse().unwrap();
    let town = town(9, last(), 8);
    let cut: Vec<Delivery> = town.deliveries().filter_map(|file| file.until(now)).collect();
    let rows = |files: &[Delivery]| files.iter().map(|file| file.rows.len()).sum::<usize>();
    let all: Vec<Delivery> = town.deliveries().collect();
    assert!(rows(&cut) < rows(&all));
    assert!(cut.iter().all(|file| file.delivered_at <= now && file.rows.iter().all(|row| row.end.unwrap_or(row.start) <= now)));
    let this_week: usize = cut.iter().filter(|file| file.week == last()).map(|file| file.rows.len()).sum();
    assert!(this_week > 20, "{this_week}");
}

#[test]
fn weeks_of_summer_time_and_week_53_are_whole() {
    let town = town(10, week("2027-W14"), 40);
    for text in ["2026-W43", "2026-W53", "2027-W12"] {
        let days: BTreeSet<_> = town
            .deliveries()
            .filter(|file| file.week == week(text))
            .flat_map(|file| file.rows)
            .filter(|row| Week::of(row.start) == week(text))
            .map(|row| local(row.start).date())
            .collect();
        assert_eq!(days.len(), 7, "{text}");
    }
}

#[test]
fn volume_gives_exactly_the_rows_asked_for_over_five_years() {
    for rows in [0, 1, 999, 20_000] {
        let mut count = 0;
        let mut ids = BTreeSet::new();
        for file in volume(11, last(), rows) {
            assert!(file.week <= last() && file.week > last().plus(-261));
            for row in file.rows {
                count += 1;
                assert!(ids.insert((file.sender, content(&row))), "{row:?}");
            }
        }
        assert_eq!(count, rows);
    }
}

#[test]
fn the_feed_is_in_order_and_inside_the_weeks() {
    let town = town(12, last(), 20);
    let feed = town.feed();
    assert!(feed.len() > 150);
    let ids: BTreeSet<_> = feed.iter().map(|e| e.id).collect();
    assert_eq!(ids.len(), feed.len());
    assert!(feed.windows(2).all(|pair| pair[0].at <= pair[1].at));
    assert!(feed.iter().all(|e| (town.first()..=town.last()).contains(&Week::of(e.at))));
    assert!(feed.iter().all(|e| e.path.starts_with("/aktuellt/handelser/") && e.path.is_ascii()));
}
