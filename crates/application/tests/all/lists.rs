//! Lists that meet each other: whatever comes in whatever order, each incident counts once and nothing is lost.

use crate::town::{TestTown, list};
use application::ServerConfig;
use application::imports::{self, ImportIncidents, Imported};
use application::matches::{MatchAnswer, answer, matches};
use application::pictures::{Request, show};
use domain::failure::Failure;
use domain::matching::Likeness;
use domain::pictures::PictureFilter;
use std::collections::BTreeMap;

async fn count(town: &TestTown) -> u64 {
    let request = Request { week: "2026-W46".parse().unwrap(), filter: PictureFilter::default(), version: None };
    show(&town.app, &town.actor, &request).await.unwrap().incident_count
}

async fn import(town: &TestTown, sender: &str, name: &str, text: &str) -> Imported {
    let file = town.file(name, text.as_bytes());
    let command = ImportIncidents { sender: sender.to_owned(), ..ImportIncidents::default() };
    imports::import_incidents(&town.app, &town.actor, &file, &command, &|_| ()).await.unwrap()
}

/// A row of a list without ids: code, minute and street are small numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    code: u8,
    minute: u8,
    street: u8,
}

impl Line {
    fn text(self) -> String {
        let code = ["1201", "1206"][usize::from(self.code)];
        let street = ["Torget", "Parken", "Ågatan"][usize::from(self.street)];
        format!(";{code};Ryd;{street};2026-11-10 12:{:02};2026-11-10 13:30", 10 + self.minute)
    }
}

/// Numbers that look random: the same for the same seed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u8) -> u8 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u8::try_from((self.0 >> 33) % u64::from(n)).unwrap()
    }
}

/// What a town must count: for each code and minute, the rows of the list in force that has the most.
fn expected(lists: &[Vec<Line>]) -> u64 {
    let mut most: BTreeMap<(u8, u8), u64> = BTreeMap::new();
    for list in lists {
        let mut own: BTreeMap<(u8, u8), u64> = BTreeMap::new();
        for line in list {
            *own.entry((line.code, line.minute)).or_default() += 1;
        }
        for (key, n) in own {
            let known = most.entry(key).or_default();
            *known = n.max(*known);
        }
    }
    most.values().sum()
}

/// Imports lists in some order, takes some back, and compares the count with what it must be after each step.
async fn any_sequence(place: ServerConfig, seed: u64) {
    let town = TestTown::with_districts(place).await;
    let mut numbers = Numbers(seed);
    let mut in_force: Vec<(Imported, Vec<Line>)> = Vec::new();
    let mut known: Vec<Vec<Line>> = Vec::new();
    for step in 0..7 {
        if !in_force.is_empty() && numbers.below(3) == 0 {
            let at = usize::from(numbers.below(u8::try_from(in_force.len()).unwrap()));
            let (gone, _) = in_force.remove(at);
            imports::undo(&town.app, &town.actor, gone.batch).await.unwrap();
        } else {
            let again = !known.is_empty() && numbers.below(3) == 0;
            let lines: Vec<Line> = if again {
                known[usize::from(numbers.below(u8::try_from(known.len()).unwrap()))].clone()
            } else {
                // At most four in a minute: five would be a time that a system fills in.
                (0..4).map(|_| Line { code: numbers.below(2), minute: numbers.below(2), street: numbers.below(3) }).collect()
            };
            let texts: Vec<String> = lines.iter().map(|l| l.text()).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let done = import(&town, "Polisen", &format!("{step}.csv"), &list(&texts)).await;
            let report = &done.report;
            assert_eq!(report.read, report.imported + report.linked + report.duplicates + report.rejected_total, "{report:?}");
            known.push(lines.clone());
            in_force.push((done, lines));
        }
        let lists: Vec<Vec<Line>> = in_force.iter().map(|(_, lines)| lines.clone()).collect();
        assert_eq!(count(&town).await, expected(&lists), "seed {seed}, step {step}: {lists:?}");
    }
}

test_support::on_each_database! {
    async fn any_sequence_of_lists_counts_each_incident_once(place: ServerConfig) {
        any_sequence(place, 1).await;
    }

    async fn another_sequence_of_lists_counts_each_incident_once(place: ServerConfig) {
        any_sequence(place, 2).await;
    }

    async fn what_somebody_said_is_the_same_stays_when_either_list_goes(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (app, actor) = (&town.app, &town.actor);
        let police = import(&town, "Polisen", "p.csv", &list(&["1;1201;Ryd;Torget;2026-11-10 14:30;"])).await;
        let guards = import(&town, "Bolaget", "b.csv", &list(&["7;1201;Ryd;Torget;2026-11-10 14:50;"])).await;
        let (pair, _) = &matches(app, actor).await.unwrap().asked[0];
        answer(app, actor, (pair.first.id, pair.second.id), MatchAnswer::Same).await.unwrap();
        assert_eq!(count(&town).await, 1);
        imports::undo(app, actor, police.batch).await.unwrap();
        assert_eq!(count(&town).await, 1);
        let again = import(&town, "Polisen", "p.csv", &list(&["1;1201;Ryd;Torget;2026-11-10 14:30;"])).await;
        imports::undo(app, actor, guards.batch).await.unwrap();
        assert_eq!(count(&town).await, 1);
        imports::undo(app, actor, again.batch).await.unwrap();
        assert_eq!(count(&town).await, 0);
    }

    async fn a_day_without_a_time_is_asked_about_beside_a_time_of_that_day(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "Polisen", "p.csv", &list(&["1;1201;Ryd;Torget;2026-11-10 14:30;"])).await;
        let report = import(&town, "Bolaget", "b.csv", &list(&["7;1201;Ryd;Torget;2026-11-10;"])).await.report;
        assert_eq!((report.imported, report.probable_total), (1, 1));
    }

    async fn a_third_sequence_of_lists_counts_each_incident_once(place: ServerConfig) {
        any_sequence(place, 7).await;
    }

    async fn two_lists_of_one_sender_with_nothing_in_common_add_up(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let rows = |from: u8, n: u8| -> String {
            let lines: Vec<String> = (from..from + n).map(|m| format!(";1201;Ryd;Torget;2026-11-{:02} 12:{m:02};", 9 + m % 5)).collect();
            list(&lines.iter().map(String::as_str).collect::<Vec<_>>())
        };
        assert_eq!(import(&town, "Polisen", "a.csv", &rows(1, 10)).await.report.imported, 10);
        assert_eq!(import(&town, "Polisen", "b.csv", &rows(20, 8)).await.report.imported, 8);
        assert_eq!(count(&town).await, 18);
        for (name, text) in [("a.csv", rows(1, 10)), ("b.csv", rows(20, 8))] {
            let again = import(&town, "Polisen", name, &text).await.report;
            assert_eq!((again.imported, again.linked, again.replaced), (0, 0, 0));
            assert_eq!(count(&town).await, 18);
        }
    }

    async fn rows_alike_without_ids_are_kept_and_the_same_file_adds_none(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let cars = list(&[";1201;Ryd;Garaget;2026-11-10 12:40;"; 3]);
        let first = import(&town, "Polisen", "garage.csv", &cars).await.report;
        assert_eq!((first.imported, first.alike, first.duplicates), (3, 2, 0));
        let again = import(&town, "Polisen", "garage.csv", &cars).await.report;
        assert_eq!((again.imported, again.alike, again.duplicates), (0, 0, 3));
        assert_eq!(count(&town).await, 3);
    }

    async fn one_case_with_several_crimes_is_several_incidents(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let report = import(&town, "Polisen", "fall.csv", &list(&[
            "K7;1201;Ryd;Torget;2026-11-10 12:40;",
            "K7;1206;Ryd;Torget;2026-11-10 12:40;",
            "K7;5010;Ryd;Torget;2026-11-10 12:40;",
            "K8;1201;Ryd;Parken;2026-11-11 12:40;",
            "K8;1201;Ryd;Parken;2026-11-11 12:40;",
        ])).await.report;
        assert_eq!((report.imported, report.duplicates), (4, 1));
        assert_eq!(count(&town).await, 4);
    }

    async fn another_sender_is_the_same_when_the_district_agrees(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "Polisen", "a.csv", &list(&[";1201;Ryd;Torget;2026-11-10 12:40;", ";1201;Ryd;Parken;2026-11-11 09:10;"])).await;
        let report = import(&town, "Väktarna", "b.csv", &list(&[
            ";1201;Ryd;Ågatan;2026-11-10 12:40;",
            ";1201;Berga;Ågatan;2026-11-11 09:10;",
        ])).await.report;
        assert_eq!((report.imported, report.linked), (1, 1), "{report:?}");
        assert_eq!(count(&town).await, 3);
    }

    async fn a_street_a_time_and_a_code_are_an_incident(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let text = "Kod;Lat;Lon;Gata;Start\n1201;58.4108;15.5600;Torget;2026-11-10 12:00\n1201;;;Parken;2026-11-10 13:00\n1201;;;;2026-11-10 14:00\n";
        let report = import(&town, "Polisen", "utan.csv", text).await.report;
        assert_eq!((report.imported, report.without_area, report.rejected_total), (2, 1, 1), "{report:?}");
        assert_eq!(count(&town).await, 2);
    }

    async fn an_incident_counts_once_in_all_and_under_each_of_its_sources(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let row = ";1201;Ryd;Torget;2026-11-10 12:40;";
        import(&town, "Polisen", "a.csv", &list(&[row])).await;
        let second = import(&town, "Väktarna", "b.csv", &list(&[row, ";1201;Ryd;Torget;2026-11-11 09:10;"])).await;
        let shown = async |sender: Option<&str>| {
            let filter = PictureFilter { source: sender.map(str::to_owned), ..PictureFilter::default() };
            let request = Request { week: "2026-W46".parse().unwrap(), filter, version: None };
            show(&town.app, &town.actor, &request).await.unwrap()
        };
        let picture = shown(None).await;
        let sources: Vec<_> = picture.sources.iter().map(|s| (s.name.as_str(), s.count, s.silent)).collect();
        assert_eq!((picture.incident_count, sources), (2, vec![("Polisen", 1, false), ("Väktarna", 2, false)]));
        assert_eq!((shown(Some("Polisen")).await.incident_count, shown(Some("Väktarna")).await.incident_count), (1, 2));
        imports::undo(&town.app, &town.actor, second.batch).await.unwrap();
        let picture = shown(None).await;
        assert_eq!(picture.sources.iter().map(|s| s.count).collect::<Vec<_>>(), [1, 0]);
    }

    async fn what_may_be_the_same_is_asked_about_and_counts_as_answered(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "Polisen", "a.csv", &list(&[";1201;Ryd;Torget;2026-11-10 12:40;"])).await;
        let second = import(&town, "Väktarna", "b.csv", &list(&[";1201;Ryd;Torget;2026-11-10 13:10;"])).await;
        assert_eq!((second.report.imported, second.report.probable_total), (1, 1));
        let (app, actor) = (&town.app, &town.actor);
        let asked = matches(app, actor).await.unwrap().asked;
        let (pair, likeness) = &asked[0];
        assert_eq!((asked.len(), *likeness, pair.first.source.as_str(), pair.second.source.as_str()), (1, Likeness::TimeAndPlace, "Polisen", "Väktarna"));
        answer(app, actor, (pair.first.id, pair.second.id), MatchAnswer::Same).await.unwrap();
        assert_eq!(count(&town).await, 1);
        let now = matches(app, actor).await.unwrap();
        assert_eq!((now.asked_total, now.answered.len(), now.answered[0].1, now.linked.len()), (0, 1, true, 0));
        // The same list once more is known again, answer and all.
        let again = import(&town, "Väktarna", "b.csv", &list(&[";1201;Ryd;Torget;2026-11-10 13:10;"])).await;
        assert_eq!((again.report.duplicates, again.report.probable_total, count(&town).await), (1, 0, 1));
        imports::undo(app, actor, again.batch).await.unwrap();
        let pair = &matches(app, actor).await.unwrap().answered[0].0;
        answer(app, actor, (pair.first.id, pair.second.id), MatchAnswer::TakenBack).await.unwrap();
        assert_eq!((count(&town).await, matches(app, actor).await.unwrap().asked_total), (2, 1));
    }

    async fn a_link_can_be_undone(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "Polisen", "a.csv", &list(&[";1201;Ryd;Torget;2026-11-10 12:40;"])).await;
        import(&town, "Polisen", "b.csv", &list(&[";1201;Ryd;Parken;2026-11-10 12:40;"])).await;
        assert_eq!(count(&town).await, 1);
        let (app, actor) = (&town.app, &town.actor);
        let linked = matches(app, actor).await.unwrap().linked;
        assert_eq!((linked[0].first.place.as_deref(), linked[0].second.place.as_deref()), (Some("Torget"), Some("Parken")));
        answer(app, actor, (linked[0].first.id, linked[0].second.id), MatchAnswer::Different).await.unwrap();
        assert_eq!(count(&town).await, 2);
        // The ids of then name nothing any more.
        let stale = answer(app, actor, (linked[0].first.id, linked[0].second.id), MatchAnswer::Same).await;
        assert!(matches!(stale, Err(Failure::Conflict("failure-match-changed"))), "{stale:?}");
    }
}
