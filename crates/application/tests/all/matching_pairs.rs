//! Which rows of lists and reports count as one incident, what is asked about the others, and what a corrected list would change.

use crate::reports::{broken_glass, caretaker, coordinator, decision, filed, ryd, saturday};
use crate::town::{TestTown, list};
use application::ServerConfig;
use application::imports::{self, ImportIncidents, Imported, Preview};
use application::matches::{MatchAnswer, Matches, MatchesRequest, Pair, answer, matches, matches_of, waiting};
use application::pictures::evidence::{FindingRequest, Found, Origin, evidence};
use application::pictures::{Request, show};
use application::reports::{NewReport, decide};
use domain::matching::Likeness;
use domain::pictures::PictureFilter;
use domain::pictures::finding;
use domain::reports::Decision;

async fn count(town: &TestTown, week: &str) -> u64 {
    let request = Request { week: week.parse().unwrap(), filter: PictureFilter::default(), version: None };
    show(&town.app, &town.actor, &request).await.unwrap().incident_count
}

fn command(sender: &str) -> ImportIncidents {
    ImportIncidents { sender: sender.to_owned(), ..ImportIncidents::default() }
}

async fn import_as(town: &TestTown, command: &ImportIncidents, rows: &[&str]) -> Imported {
    let file = town.file(&format!("{}.csv", rows.len()), list(rows).as_bytes());
    imports::import_incidents(&town.app, &town.actor, &file, command, &|_| ()).await.unwrap()
}

async fn import(town: &TestTown, sender: &str, rows: &[&str]) -> Imported {
    import_as(town, &command(sender), rows).await
}

async fn preview(town: &TestTown, sender: &str, rows: &[&str]) -> Preview {
    let file = town.file("ny.csv", list(rows).as_bytes());
    imports::preview(&town.app, &town.actor, &file, &command(sender)).await.unwrap()
}

async fn shown(town: &TestTown) -> Matches {
    let found = matches(&town.app, &town.actor).await.unwrap();
    assert_eq!(waiting(&town.app, &town.actor).await.unwrap(), found.asked_total, "the inbox counts what the page shows");
    found
}

fn sources(pair: &Pair) -> (&str, &str) {
    (&pair.first.source, &pair.second.source)
}

fn owned(rows: &[String]) -> Vec<&str> {
    rows.iter().map(String::as_str).collect()
}

const AT_14: &str = ";1201;Ryd;Torget;2026-11-10 14:00;";
const AT_14_30: &str = ";1201;Ryd;Torget;2026-11-10 14:30;";
const OTHER: &str = ";1201;Berga;Parken;2026-11-11 20:00;";

test_support::on_each_database! {
    async fn a_question_stays_when_the_list_that_counts_is_replaced(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "Bolaget", &[AT_14]).await;
        let first = import(&town, "Polisen", &[AT_14_30, OTHER]).await;
        assert_eq!(shown(&town).await.asked_total, 1);
        let replacing = ImportIncidents { replaces: Some(first.batch), ..command("Polisen") };
        import_as(&town, &replacing, &[AT_14_30]).await;
        let now = shown(&town).await;
        assert_eq!((now.asked_total, now.asked[0].1, count(&town, "2026-W46").await), (1, Likeness::TimeAndPlace, 2));
        answer(&town.app, &town.actor, (now.asked[0].0.first.id, now.asked[0].0.second.id), MatchAnswer::Same).await.unwrap();
        assert_eq!((shown(&town).await.asked_total, count(&town, "2026-W46").await), (0, 1));
    }

    async fn links_of_a_replaced_list_are_still_shown(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let first = import(&town, "Polisen", &[AT_14_30, OTHER]).await;
        import(&town, "Bolaget", &[";1201;Ryd;Parken;2026-11-10 14:30;"]).await;
        let replacing = ImportIncidents { replaces: Some(first.batch), ..command("Polisen") };
        import_as(&town, &replacing, &[AT_14_30]).await;
        let linked = shown(&town).await.linked;
        assert_eq!(linked.iter().map(sources).collect::<Vec<_>>(), [("Bolaget", "Polisen")]);
    }

    async fn a_correction_of_a_row_that_is_a_source_is_asked_about(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "Bolaget", &[AT_14_30]).await;
        import(&town, "Polisen", &["K1;1201;Ryd;Torget;2026-11-10 14:30;"]).await;
        let later = import(&town, "Polisen", &["K1;1201;Ryd;Torget;2026-11-13 09:00;"]).await;
        assert_eq!((later.report.probable_total, later.report.probable[0].likeness), (1, Likeness::Correction));
        let now = shown(&town).await;
        assert_eq!((now.asked_total, now.asked[0].1, sources(&now.asked[0].0)), (1, Likeness::Correction, ("Polisen", "Polisen")));
    }

    async fn a_source_that_tells_the_place_is_asked_about_too(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "Polisen", &[";1201;Ryd;;2026-11-10 14:30;"]).await;
        import(&town, "Bolaget", &[AT_14_30]).await;
        let third = import(&town, "Vakten", &[";1201;;Torget;2026-11-10 14:50;"]).await;
        assert_eq!((third.report.probable_total, count(&town, "2026-W46").await), (1, 2));
        let now = shown(&town).await;
        assert_eq!((now.asked_total, sources(&now.asked[0].0)), (1, ("Bolaget", "Vakten")));
    }

    async fn every_pair_can_be_reached(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let rows = |street: &str, n: usize, day: &str| -> Vec<String> {
            (0..n).map(|i| format!(";1201;Ryd;{street};2026-{day} {:02}:{:02};", i / 40, i % 40)).collect()
        };
        let of = |street: &str| [rows(street, 150, "11-10"), rows(street, 20, "06-10")].concat();
        import(&town, "Polisen", &owned(&of("Torget"))).await;
        import(&town, "Polisen", &owned(&of("Parken"))).await;
        let asked: Vec<String> = (0..5).map(|i| format!(";1201;Ryd;Torget;2026-06-11 {i:02}:20;")).collect();
        import(&town, "Polisen", &[";1201;Ryd;Torget;2026-06-11 00:10;", ";1201;Ryd;Torget;2026-06-11 01:10;"]).await;
        import(&town, "Bolaget", &owned(&asked)).await;
        let first = shown(&town).await;
        assert_eq!((first.linked_total, first.linked.len(), first.pages, first.asked_total), (150, 100, 2, 0));
        let second = matches_of(&town.app, &town.actor, MatchesRequest { until: None, page: 1 }).await.unwrap();
        assert_eq!((second.page, second.linked.len()), (1, 50));
        let mut until = first.before;
        let (mut linked, mut asked) = (first.linked_total, first.asked_total);
        while let Some(week) = until {
            let earlier = matches_of(&town.app, &town.actor, MatchesRequest { until: Some(week), page: 0 }).await.unwrap();
            assert!(earlier.after.is_some());
            (linked, asked) = (linked + earlier.linked_total, asked + earlier.asked_total);
            if let Some((pair, _)) = earlier.asked.first() {
                answer(&town.app, &town.actor, (pair.first.id, pair.second.id), MatchAnswer::Different).await.unwrap();
            }
            until = earlier.before;
        }
        assert_eq!((linked, asked), (170, 3));
    }

    async fn another_source_may_agree_with_any_row_of_the_first(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        for (one, other) in [("Ryd", "Berga"), ("Berga", "Ryd")] {
            let day = if one == "Ryd" { 10 } else { 11 };
            let row = |district: &str, street: &str| format!(";1201;{district};{street};2026-11-{day} 14:30;");
            import(&town, "Polisen", &[&row(one, "A")]).await;
            import(&town, "Polisen", &[&row(other, "B")]).await;
            let third = import(&town, "Bolaget", &[&row("Berga", "C")]).await.report;
            assert_eq!((third.imported, third.linked), (0, 1));
        }
        assert_eq!(count(&town, "2026-W46").await, 2);
    }

    async fn a_place_is_enough_where_one_list_has_no_district(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "Polisen", &[";1201;Ryd;Garaget;2026-11-10 14:30;", ";1201;Ryd;Garaget;2026-11-11 00:00;"]).await;
        let other = import(&town, "Bolaget", &[";1201;;Garaget;2026-11-10 14:30;"]).await.report;
        let own = import(&town, "Polisen", &[";1201;;Garaget;2026-11-11 00:00;"]).await.report;
        assert_eq!((other.linked, own.linked, count(&town, "2026-W46").await), (1, 1, 2));
    }

    async fn a_time_of_day_that_a_list_fills_in_needs_the_place(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let rows = |district: &str| -> Vec<String> {
            (1..=28).map(|day| format!(";1201;{district};Torget;2026-10-{day:02} 12:00;")).collect()
        };
        import(&town, "Polisen", &owned(&rows("Ryd"))).await;
        let other = import(&town, "Polisen", &owned(&rows("Berga"))).await;
        assert_eq!((other.report.imported, other.report.linked), (28, 0));
        let again = import(&town, "Polisen", &owned(&rows("Berga"))).await.report;
        assert_eq!((again.imported, again.duplicates), (0, 28));
        // A list of one of the days is compared with what the whole list was found to do.
        let one = import(&town, "Polisen", &[";1201;;Parken;2026-10-07 12:00;"]).await.report;
        assert_eq!((one.imported, one.linked), (1, 0));
    }

    async fn ids_of_two_kinds_are_asked_about(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "Polisen", &["K1;1201;Ryd;Torget;2026-11-10 14:30;"]).await;
        let other = import(&town, "Polisen", &["H-77;1201;Ryd;Torget;2026-11-10 14:30;"]).await.report;
        assert_eq!((other.imported, other.probable_total, other.probable[0].likeness), (1, 1, Likeness::OtherId));
        let now = shown(&town).await;
        assert_eq!((now.asked_total, now.asked[0].1), (1, Likeness::OtherId));
    }

    async fn a_correction_names_the_row_that_was_corrected_with_old_and_new(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let other_crime = "K1;0801;Berga;Torget;2026-11-11 14:30;";
        import(&town, "Polisen", &["K1;1201;Ryd;Storgatan;2026-11-10 14:30;", other_crime]).await;
        let report = import(&town, "Polisen", &["K1;1201;Ryd;Storgatan;2026-11-10 20:45;", other_crime]).await.report;
        assert_eq!((report.imported, report.duplicates, report.probable_total), (1, 1, 1));
        let [earlier, new] = report.probable[0].contents.clone().unwrap();
        assert_eq!((earlier.code.as_deref(), earlier.place.as_deref()), (Some("1201"), Some("Storgatan")));
        assert_eq!((earlier.start.to_string().as_str(), new.start.to_string().as_str()), ("2026-11-10T13:30:00Z", "2026-11-10T19:45:00Z"));
        assert_eq!(imports::by_id(&town.app, &town.actor, town_batch(&town).await).await.unwrap().report.probable, report.probable);
    }

    async fn numbers_of_rows_are_no_ids(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let rows = |tens: u8| -> Vec<String> { (1..=5).map(|i| format!("{i};1201;Ryd;Torget;2026-11-{tens}{i} 14:30;")).collect() };
        import(&town, "Polisen", &owned(&rows(0))).await;
        let next = import(&town, "Polisen", &owned(&rows(1))).await.report;
        assert_eq!((next.imported, next.probable_total), (5, 0));
        let again = import(&town, "Polisen", &owned(&rows(1))).await.report;
        assert_eq!((again.imported, again.duplicates), (0, 5));
        // The same incidents under other numbers are the same incidents.
        let mut reversed = rows(1);
        reversed.reverse();
        let numbered: Vec<String> = (1..).zip(&reversed).map(|(i, row)| format!("{i}{}", &row[1..])).collect();
        let renumbered = import(&town, "Polisen", &owned(&numbered)).await.report;
        assert_eq!((renumbered.imported, renumbered.probable_total), (0, 0));
    }

    async fn an_answer_about_a_report_holds_when_it_is_reopened_and_accepted_again(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        import(&town, "Polisen", &[";1201;Ryd;Rydsvägen;2026-11-14 22:20;"]).await;
        let glass = NewReport { despite_similar: true, ..broken_glass(&ryd(&town).await, saturday()) };
        let id = filed(&town.app, &caretaker, &glass).await;
        decide(&town.app, &coordinator, &decision(id, 1, Decision::Accept)).await.unwrap();
        let asked = shown(&town).await.asked;
        assert_eq!((asked.len(), count(&town, "2026-W46").await), (1, 2));
        answer(&town.app, &town.actor, (asked[0].0.first.id, asked[0].0.second.id), MatchAnswer::Same).await.unwrap();
        assert_eq!(count(&town, "2026-W46").await, 1);
        decide(&town.app, &coordinator, &decision(id, 2, Decision::Reopen)).await.unwrap();
        assert_eq!((shown(&town).await.asked_total, count(&town, "2026-W46").await), (0, 1));
        decide(&town.app, &coordinator, &decision(id, 3, Decision::Accept)).await.unwrap();
        assert_eq!((shown(&town).await.asked_total, count(&town, "2026-W46").await), (0, 1));
    }

    async fn rows_that_only_a_report_tied_count_apart_when_it_is_withdrawn(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        import(&town, "Polisen", &[";1201;Ryd;Rydsvägen;2026-11-14 21:10;"]).await;
        import(&town, "Bolaget", &[";1201;Ryd;Rydsvägen;2026-11-14 22:50;"]).await;
        let glass = NewReport { end: None, despite_similar: true, ..broken_glass(&ryd(&town).await, saturday()) };
        let id = filed(&town.app, &caretaker, &glass).await;
        decide(&town.app, &coordinator, &decision(id, 1, Decision::Accept)).await.unwrap();
        assert_eq!(count(&town, "2026-W46").await, 3);
        for _ in 0..2 {
            let asked = shown(&town).await.asked;
            let pair = asked.iter().map(|(pair, _)| pair).find(|pair| pair.first.report || pair.second.report).unwrap();
            answer(&town.app, &town.actor, (pair.first.id, pair.second.id), MatchAnswer::Same).await.unwrap();
        }
        assert_eq!(count(&town, "2026-W46").await, 1);
        decide(&town.app, &coordinator, &decision(id, 2, Decision::Reopen)).await.unwrap();
        assert_eq!(count(&town, "2026-W46").await, 2);
    }

    async fn an_incident_leads_to_a_list_in_force(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let first = import(&town, "Polisen", &[AT_14, OTHER]).await;
        let second = import(&town, "Polisen", &[AT_14]).await;
        imports::undo(&town.app, &town.actor, first.batch).await.unwrap();
        let request = Request { week: "2026-W46".parse().unwrap(), filter: PictureFilter::default(), version: None };
        let picture = show(&town.app, &town.actor, &request).await.unwrap();
        let id = finding::all(&picture).into_iter().find(|(_, found)| found.count() == 1).unwrap().0.to_string();
        let Found::Known(evidence) = evidence(&town.app, &town.actor, &FindingRequest { picture: request, id }).await.unwrap() else { panic!() };
        let origins: Vec<Origin> = evidence.incidents.iter().flat_map(|i| i.sources.iter().map(|s| s.origin)).collect();
        assert_eq!(origins, [Origin::Import(second.batch)]);
    }

    async fn what_a_corrected_list_would_change_is_shown_before_it_is_chosen(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let rows: Vec<String> = (0..8).map(|i| format!("K{i};1201;Ryd;Torget;2026-11-{:02} 1{i}:10;", 9 + i % 4)).collect();
        let first = import(&town, "Polisen", &owned(&rows)).await;
        // K0 has another street, K7 is missing, K9 is new.
        let mut edition = rows[..7].to_vec();
        edition[0] = "K0;1201;Ryd;Parken;2026-11-09 10:10;".to_owned();
        edition[1] = "K1;1201;Ryd;Torget;2026-11-10 17:55;".to_owned();
        edition.push("K9;1201;Ryd;Torget;2026-11-12 17:40;".to_owned());
        let shown = preview(&town, "Polisen", &owned(&edition)).await;
        assert_eq!(shown.edition_of.map(|batch| batch.id), Some(first.batch));
        let changes = shown.changes.unwrap();
        assert_eq!((changes.come_total, changes.changed_total, changes.go_total), (1, 2, 1));
        assert_eq!(changes.come[0].0, 9);
        let change = &changes.changed[0];
        assert_eq!((change.row, change.earlier_row, change.earlier.place.as_deref(), change.new.place.as_deref()), (2, 2, Some("Torget"), Some("Parken")));
        assert_eq!(changes.go[0].row, 9);
        // Without a choice nothing is replaced, and the importer is told what the file looks like.
        let kept = import(&town, "Polisen", &owned(&edition)).await;
        assert_eq!((kept.edition_of, kept.report.replaced), (Some(first.batch), 0));
        imports::undo(&town.app, &town.actor, kept.batch).await.unwrap();
        let replacing = ImportIncidents { replaces: Some(first.batch), ..command("Polisen") };
        let replaced = import_as(&town, &replacing, &owned(&edition)).await;
        assert_eq!((replaced.report.changed_total, replaced.report.replaced, replaced.report.gone.len()), (2, 3, 3));
        assert_eq!((replaced.edition_of, count(&town, "2026-W46").await), (None, 8));
    }
}

/// The import that came last.
async fn town_batch(town: &TestTown) -> domain::ids::BatchId {
    imports::list(&town.app, &town.actor).await.unwrap()[0].id
}
