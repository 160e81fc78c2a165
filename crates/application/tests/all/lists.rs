//! Lists that meet each other: whatever comes in whatever order, each incident counts once and nothing is lost.

use crate::reports;
use crate::town::{TestTown, list};
use application::ServerConfig;
use application::imports::{self, ImportIncidents, Imported};
use application::matches::{MatchAnswer, Pair, answer, matches};
use application::pictures::{Request, show};
use domain::categories::Category;
use domain::failure::Failure;
use domain::matching::Likeness;
use domain::pictures::PictureFilter;
use domain::reports::Decision;
use std::collections::{BTreeMap, BTreeSet};
use storage::Stores;

async fn count(town: &TestTown) -> u64 {
    let request = Request { week: "2026-W46".parse().unwrap(), filter: PictureFilter::default(), version: None };
    show(&town.app, &town.actor, &request).await.unwrap().incident_count
}

async fn import(town: &TestTown, sender: &str, name: &str, text: &str) -> Imported {
    let file = town.file(name, text.as_bytes());
    let command = ImportIncidents { sender: sender.to_owned(), ..ImportIncidents::default() };
    imports::import_incidents(&town.app, &town.actor, &file, &command, &|_| ()).await.unwrap()
}

/// A row of a list, without an id of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Line {
    /// Damage. There are several codes for it, which tell crimes apart, of one sender and of two.
    Damage { code: u8, minute: u8, street: u8 },
    /// A theft on a street, which the two senders begin ten minutes apart: people are asked whether it is one.
    Theft { street: u8 },
    /// A row that cannot be read.
    Broken,
}

/// Streets on which there may be a theft.
const STREETS: [&str; 3] = ["Torget", "Parken", "Ågatan"];

const SENDERS: [&str; 2] = ["Polisen", "Väktarna"];

impl Line {
    fn text(self, sender: usize) -> String {
        let (code, street, minute) = match self {
            Line::Damage { code, minute, street } => (["1201", "1206"][usize::from(code)], street, 10 + minute),
            // A minute for each street: within one sender's lists the place decides nothing.
            Line::Theft { street } => ("0855", street, 20 + street + if sender == 0 { 0 } else { 10 }),
            Line::Broken => return ";1201;Ryd;Torget;i förrgår;".to_owned(),
        };
        format!(";{code};Ryd;{};2026-11-10 12:{minute:02};2026-11-10 13:30", STREETS[usize::from(street)])
    }
}

/// Numbers that look random: the same for the same seed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u8) -> u8 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u8::try_from((self.0 >> 33) % u64::from(n)).unwrap()
    }

    fn index(&mut self, n: usize) -> usize {
        usize::from(self.below(u8::try_from(n).unwrap()))
    }

    /// Four rows at most: five in a minute would be a time that a system fills in. At most one cannot be read, so that the columns are
    /// still understood.
    fn lines(&mut self) -> Vec<Line> {
        let mut lines = Vec::new();
        for _ in 0..4 {
            let line = match self.below(8) {
                0 if !lines.contains(&Line::Broken) => Line::Broken,
                0..=3 => Line::Theft { street: self.below(3) },
                _ => Line::Damage { code: self.below(2), minute: self.below(2), street: self.below(3) },
            };
            lines.push(line);
        }
        lines
    }
}

/// A list that was imported.
#[derive(Clone, Debug)]
struct Known {
    sender: usize,
    lines: Vec<Line>,
}

/// What a town must count. For each key of one sender (code and minute) it is the rows of the list in force that has the most. Another
/// sender's rows of the code and minute are the same ones, so the sender with more counts; and thefts that somebody said are the
/// same, those of the sender with more.
fn expected(in_force: &[Known], said: &[Option<bool>; 3]) -> u64 {
    let mut most: BTreeMap<(usize, Line), u64> = BTreeMap::new();
    for list in in_force {
        let mut own: BTreeMap<Line, u64> = BTreeMap::new();
        for line in &list.lines {
            let key = match *line {
                Line::Damage { code, minute, .. } => Line::Damage { code, minute, street: 0 },
                Line::Theft { street } => Line::Theft { street },
                Line::Broken => continue,
            };
            *own.entry(key).or_default() += 1;
        }
        for (key, n) in own {
            let known = most.entry((list.sender, key)).or_default();
            *known = n.max(*known);
        }
    }
    let of = |sender: usize, wanted: &dyn Fn(Line) -> bool| -> u64 {
        most.iter().filter(|((by, line), _)| *by == sender && wanted(*line)).map(|(_, n)| n).sum()
    };
    let damage = |(with, at): (u8, u8)| {
        let wanted = |line| matches!(line, Line::Damage { code, minute, .. } if (code, minute) == (with, at));
        of(0, &wanted).max(of(1, &wanted))
    };
    let theft = |at: u8| {
        let wanted = |line| line == Line::Theft { street: at };
        let (police, guards) = (of(0, &wanted), of(1, &wanted));
        if said[usize::from(at)] == Some(true) { police.max(guards) } else { police + guards }
    };
    [(0, 0), (0, 1), (1, 0), (1, 1)].into_iter().map(damage).sum::<u64>() + (0..3).map(theft).sum::<u64>()
}

/// Says of the thefts on a street that they are the same, that they are not, or takes back what was said; `None` when there is no one to
/// ask about now.
async fn say(town: &TestTown, street: usize, before: Option<bool>, numbers: &mut Numbers) -> Option<Option<bool>> {
    let (app, actor) = (&town.app, &town.actor);
    let found = matches(app, actor).await.unwrap();
    let on_street = |pair: &Pair| pair.first.category == Category::Burglary && pair.first.place.as_deref() == Some(STREETS[street]);
    let asked = found.asked.iter().map(|(pair, _)| pair).find(|pair| on_street(pair));
    let answered = found.answered.iter().map(|(pair, _)| pair).find(|pair| on_street(pair));
    let (pair, now) = match (asked, answered) {
        (Some(pair), _) if before.is_none() => (pair, Some(numbers.below(2) == 0)),
        (_, Some(pair)) if before.is_some() => (pair, None),
        (_, _) => return None,
    };
    let said = now.map_or(MatchAnswer::TakenBack, |same| if same { MatchAnswer::Same } else { MatchAnswer::Different });
    answer(app, actor, (pair.first.id, pair.second.id), said).await.unwrap();
    Some(now)
}

/// Imports lists of two senders in some order, some of them again, takes some back and answers questions, and compares the count with
/// what it must be after each step.
async fn any_sequence(place: ServerConfig, seed: u64) {
    let town = TestTown::with_districts(place.clone()).await;
    let stores = Stores::open(&place).await.unwrap();
    let mut numbers = Numbers(seed);
    let mut in_force: Vec<(Imported, Known)> = Vec::new();
    let mut known: Vec<Known> = Vec::new();
    let mut said = [None; 3];
    for step in 0..12 {
        match numbers.below(5) {
            0 if !in_force.is_empty() => {
                let (gone, _) = in_force.remove(numbers.index(in_force.len()));
                imports::undo(&town.app, &town.actor, gone.batch).await.unwrap();
            }
            1 => {
                let street = numbers.index(3);
                if let Some(now) = say(&town, street, said[street], &mut numbers).await {
                    said[street] = now;
                }
            }
            choice => {
                let again = choice == 2 && !known.is_empty();
                let list_of = if again {
                    known[numbers.index(known.len())].clone()
                } else {
                    Known { sender: numbers.index(2), lines: numbers.lines() }
                };
                let texts: Vec<String> = list_of.lines.iter().map(|line| line.text(list_of.sender)).collect();
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                let done = import(&town, SENDERS[list_of.sender], &format!("{step}.csv"), &list(&texts)).await;
                let report = &done.report;
                assert_eq!(report.read, report.imported + report.linked + report.duplicates + report.rejected_total, "{report:?}");
                assert!(report.probable_total <= report.imported, "what is asked about counts until somebody answers: {report:?}");
                known.push(list_of.clone());
                in_force.push((done, list_of));
            }
        }
        let lists: Vec<Known> = in_force.iter().map(|(_, list)| list.clone()).collect();
        assert_eq!(count(&town).await, expected(&lists, &said), "seed {seed}, step {step}: {lists:?} {said:?}");
        every_row_stands(&stores, &town, &in_force).await;
    }
}

/// Each row of a list in force that could be read is an incident or the source of one, and no other row is.
async fn every_row_stands(stores: &Stores, town: &TestTown, in_force: &[(Imported, Known)]) {
    let stored = test_support::matching::rows(stores, &town.actor).await;
    let standing: BTreeSet<_> = stored.iter().map(|row| (row.row.list, row.line)).collect();
    let told = in_force.iter().flat_map(|(done, list)| {
        let read = (2..).zip(&list.lines).filter(|(_, line)| **line != Line::Broken);
        read.map(|(line, _)| (done.batch, line))
    });
    assert_eq!((stored.len(), &standing), (standing.len(), &told.collect()));
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

    async fn undoing_a_list_keeps_what_a_report_or_another_list_still_tells(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (reports::caretaker(&town.app).await, reports::coordinator(&town.app).await);
        let row = list(&[";1201;Ryd;Torget;2026-11-14 22:00;", ";1201;Ryd;Torget;2026-11-12 22:00;"]);
        let police = import(&town, SENDERS[0], "a.csv", &row).await;
        let report = reports::broken_glass(&reports::ryd(&town).await, reports::saturday());
        let id = reports::filed(&town.app, &caretaker, &report).await;
        application::reports::decide(&town.app, &coordinator, &reports::decision(id, 1, Decision::Accept)).await.unwrap();
        let guards = import(&town, SENDERS[1], "b.csv", &row).await;
        assert_eq!((guards.report.linked, count(&town).await), (2, 2));
        imports::undo(&town.app, &town.actor, police.batch).await.unwrap();
        assert_eq!(count(&town).await, 2, "the guards tell of both");
        imports::undo(&town.app, &town.actor, guards.batch).await.unwrap();
        assert_eq!(count(&town).await, 1, "the report tells of one");
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
        assert_eq!(picture.sources.iter().map(|s| (s.name.as_str(), s.count)).collect::<Vec<_>>(), [("Polisen", 1)]);
        assert_eq!(application::pictures::sources(&town.app, &town.actor).await.unwrap(), ["Polisen"], "a source with nothing in force is none");
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
