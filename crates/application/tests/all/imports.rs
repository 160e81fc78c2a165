//! Files in: what is kept, what is refused, what a second file does to the first.

use crate::town::{TestTown, columns, damage, list, now};
use application::ServerConfig;
use application::imports::{self, ImportFailure, ImportIncidents};
use application::pictures::{Request, show};
use domain::failure::Failure;
use domain::imports::{DateOrder, Outside, Reason};
use domain::pictures::PictureFilter;
use domain::week::Week;

async fn count(town: &TestTown, week: &str) -> u64 {
    let request = Request { week: week.parse::<Week>().unwrap(), filter: PictureFilter::default(), version: None };
    show(&town.app, &town.actor, &request).await.unwrap().incident_count
}

fn lines(rows: &[String]) -> String {
    list(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

test_support::on_each_database! {
    async fn rows_are_kept_or_refused_with_their_number_and_reason(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let done = town.import("polis.csv", &list(&[
            "a;0858;Ryd ;Storgatan 58 B;2026-11-10 12:00;2026-11-10 14:00",
            "b;858;RYD;Storgatan;2026-11-10 12:00;",
            "c;7777;Ryd;Storgatan;2026-11-10 12:00;",
            "d;1201;Atlantis;Storgatan;2026-11-10 12:00;",
            "e;1201;Ryd;Storgatan;2026-11-10 12:00;2026-11-09 12:00",
            "f;1201;Ryd;Storgatan;1900-01-01 12:00;",
            "a;0858;Ryd;Storgatan;2026-11-10 12:00;2026-11-10 14:00",
        ])).await;
        let report = &done.report;
        assert_eq!((report.read, report.imported, report.duplicates, report.rejected_total), (7, 2, 1, 4), "{report:?}");
        let reasons: Vec<_> = report.rejected.iter().map(|r| (r.row, r.reason.key())).collect();
        assert_eq!(reasons, [(4, "unknown-code"), (5, "unknown-district"), (6, "end-before-start"), (7, "unlikely-date")]);
        assert_eq!(report.rejected[0].column.as_deref(), Some("Brottskod"));
        assert_eq!(count(&town, "2026-W46").await, 2);
    }

    async fn the_same_file_twice_adds_nothing(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let text = lines(&damage("x", "2026-11-10", 12));
        assert_eq!(town.import("v46.csv", &text).await.report.imported, 12);
        let again = town.import("v46.csv", &text).await.report;
        assert_eq!((again.imported, again.duplicates, again.replaced), (0, 12, 0));
        assert_eq!(count(&town, "2026-W46").await, 12);
    }

    async fn another_list_of_the_same_week_is_added(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        town.import("a.csv", &lines(&damage("a", "2026-11-10", 10))).await;
        let report = town.import("b.csv", &lines(&damage("b", "2026-11-10", 4))).await.report;
        assert_eq!((report.imported, report.replaced), (4, 0));
        assert_eq!(count(&town, "2026-W46").await, 14);
    }

    async fn rows_outside_the_districts_are_refused_or_kept_without_one(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let text = "Kod,Lat,Lon,Start\nSKA,58.4108,15.5600,2026-11-10 12:00\nSKA,40.7400,-73.8662,2026-11-10 13:00\n";
        let file = town.file("punkter.csv", text.as_bytes());
        let mut command = ImportIncidents { sender: "Punkter".to_owned(), outside: Outside::Refuse, ..ImportIncidents::default() };
        let refused = imports::import_incidents(&town.app, &town.actor, &file, &command, &|_| ()).await.unwrap().report;
        assert_eq!((refused.imported, refused.rejected[0].row), (1, 3));
        assert_eq!(refused.rejected[0].reason, Reason::OutsideDistricts);
        command.outside = Outside::Keep;
        let kept = imports::import_incidents(&town.app, &town.actor, &file, &command, &|_| ()).await.unwrap().report;
        assert_eq!((kept.imported, kept.duplicates, kept.outside), (1, 1, 1));
        assert_eq!(count(&town, "2026-W46").await, 2);
    }

    async fn a_whole_list_far_off_is_in_another_coordinate_system(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let row = |n: u32, north: u32| format!("SKA,{},{},2026-11-10 1{n}:00\n", 6_474_000 + north, 300_000 + n);
        let far: String = (0..4).map(|n| row(n, 100 * n)).collect();
        let file = town.file("zon.csv", format!("Kod,N,E,Start\n{far}").as_bytes());
        for outside in [Outside::Refuse, Outside::Keep] {
            let command = ImportIncidents { sender: "Zon".to_owned(), outside, ..ImportIncidents::default() };
            let report = imports::import_incidents(&town.app, &town.actor, &file, &command, &|_| ()).await.unwrap().report;
            assert_eq!((report.imported, report.rejected_total), (0, 4));
            assert_eq!(report.rejected[1].reason, Reason::WrongCoordinateSystem("6474100, 300001".into()));
            assert_eq!(report.rejected[1].column.as_deref(), Some("N"));
        }
        // Two rows say too little, and one that lies near says that the others are only outside.
        let mixed = format!("Kod,Lat,Lon,Start\nSKA,58.4108,15.5600,2026-11-10 12:00\n{}", "SKA,40.7400,-73.8662,2026-11-10 13:00\n".repeat(3));
        for (text, outside) in [(format!("Kod,N,E,Start\n{}{}", row(5, 7), row(6, 8)), 2), (mixed, 3)] {
            let command = ImportIncidents { sender: format!("Andra {outside}"), outside: Outside::Keep, ..ImportIncidents::default() };
            let file = town.file("andra.csv", text.as_bytes());
            let report = imports::import_incidents(&town.app, &town.actor, &file, &command, &|_| ()).await.unwrap().report;
            assert_eq!(report.outside, outside, "{report:?}");
        }
    }

    async fn nothing_is_stored_of_a_file_that_is_refused(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let file = town.file("x.csv", b"PK\x03\x04 not a workbook");
        let command = ImportIncidents { sender: "Polisen".to_owned(), ..ImportIncidents::default() };
        let failure = imports::import_incidents(&town.app, &town.actor, &file, &command, &|_| ()).await.unwrap_err();
        assert!(matches!(failure, ImportFailure::File(_)), "{failure:?}");
        assert!(imports::senders(&town.app, &town.actor).await.unwrap().is_empty());
    }

    async fn without_districts_an_import_says_what_to_do(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let file = town.file("x.csv", lines(&damage("x", "2026-11-10", 1)).as_bytes());
        let command = ImportIncidents { sender: "Polisen".to_owned(), ..ImportIncidents::default() };
        let failure = imports::import_incidents(&town.app, &town.actor, &file, &command, &|_| ()).await.unwrap_err();
        assert!(matches!(failure, ImportFailure::Use(Failure::Conflict("failure-no-districts"))), "{failure:?}");
    }

    async fn a_preview_tells_what_the_import_will_give_and_keeps_nothing(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let text = lines(&damage("x", "2026-11-10", 5));
        let body = futures::stream::iter([Ok(bytes::Bytes::from(text))]);
        let upload = imports::keep_upload(&town.app, &town.actor, "v46.csv", body).await.unwrap();
        let command = ImportIncidents { sender: "Polisen".to_owned(), ..ImportIncidents::default() };
        let preview = imports::preview(&town.app, &town.actor, &upload.file, &command).await.unwrap();
        assert_eq!(preview.dry_run.unwrap().imported, 5);
        assert!(imports::list(&town.app, &town.actor).await.unwrap().iter().all(|b| b.sender.is_none()));
        let job = imports::start(&town.app, &town.actor, &upload, &command).await.unwrap();
        while application::schedule::work(&town.app, town.actor.tenant(), domain::jobs::Lane::ALL).await.unwrap() {}
        let imports::Progress::Done(batch) = imports::progress(&town.app, &town.actor, job).await.unwrap() else { panic!("not done") };
        assert_eq!(imports::by_id(&town.app, &town.actor, batch).await.unwrap().report.imported, 5);
        assert!(imports::upload(&town.app, &town.actor, upload.id).await.is_err(), "the upload is gone when it is imported");
    }

    async fn the_mapping_of_a_sender_is_remembered(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        town.import("v46.csv", &lines(&damage("x", "2026-11-10", 3))).await;
        let senders = imports::senders(&town.app, &town.actor).await.unwrap();
        assert_eq!((senders.len(), senders[0].name.as_str()), (1, "Polisen"));
        assert!(senders[0].mapping.as_ref().unwrap().columns.values().any(|h| h == "Brottskod"));
    }

    async fn a_list_that_leaves_the_order_of_dates_open_changes_nothing_for_its_sender(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        town.import("v46.csv", &list(&["a;1201;Ryd;Storgatan;13/10/2026 12:00;", "b;1201;Ryd;Storgatan;14/10/2026 12:00;"])).await;
        let order = async || imports::senders(&town.app, &town.actor).await.unwrap()[0].mapping.as_ref().unwrap().dates;
        assert_eq!(order().await, DateOrder::DayFirst);
        let both = list(&["c;1201;Ryd;Storgatan;15/10/2026 12:00;", "d;1201;Ryd;Storgatan;10/16/2026 12:00;", "e;1201;Ryd;Storgatan;10/7/2026 12:00;"]);
        let file = town.file("both.csv", both.as_bytes());
        let mut command = ImportIncidents { sender: "Polisen".to_owned(), ..ImportIncidents::default() };
        let preview = imports::preview(&town.app, &town.actor, &file, &command).await.unwrap();
        assert!(preview.order_is_open && preview.mapping.dates == DateOrder::YearFirst);
        // The page sends back what it proposed.
        command.mapping = Some(preview.mapping);
        let report = imports::import_incidents(&town.app, &town.actor, &file, &command, &|_| ()).await.unwrap().report;
        assert_eq!((report.imported, report.rejected[0].reason.key()), (2, "ambiguous-date"));
        assert_eq!(order().await, DateOrder::DayFirst);
        command.mapping.as_mut().unwrap().dates = DateOrder::MonthFirst;
        assert!(!imports::preview(&town.app, &town.actor, &file, &command).await.unwrap().order_is_open);
    }

    async fn a_name_that_several_districts_have_is_none(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let square = |code: &str, name: &str, west: f64| {
            let east = west + 0.01;
            format!(
                r#"{{"type":"Feature","properties":{{"regsokod":"{code}","regsonamn":"{name}","kommunkod":"0580"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},58.4],[{east},58.4],[{east},58.41],[{west},58.41],[{west},58.4]]]}}}}"#
            )
        };
        let features = [square("A1", "Norra höjden", 15.6), square("A2", "NORRA  HÖJDEN", 15.61), square("A3", "Dalen", 15.62)].join(",");
        let file = town.file("delar.geojson", format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#).as_bytes());
        application::districts::import(&town.app, &town.actor, &file, &columns()).await.unwrap();
        let report = town.import("v46.csv", &list(&[
            "a;1201;norra höjden;Storgatan;2026-11-10 12:00;",
            "b;1201;A2;Storgatan;2026-11-10 12:10;",
            "c;1201;Dalen;Storgatan;2026-11-10 12:20;",
        ])).await.report;
        assert_eq!((report.imported, &report.rejected[0].reason), (2, &Reason::SharedDistrict("norra höjden".to_owned())));
    }

    async fn personal_data_in_a_cell_stops_the_row_and_is_not_stored(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let report = town.import("v46.csv", &list(&["a;1201;Ryd;hos anna@example.se;2026-11-10 12:00;"])).await.report;
        assert_eq!(report.rejected[0].reason, Reason::PersonalData("email"));
        assert_eq!(report.rejected[0].reason.detail(), Some("email"));
    }

    async fn personal_data_is_found_before_house_numbers_are_taken_away(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let personal = [
            ("Ring 070-1234567", "phone"),
            ("0701234567", "phone"),
            ("Alsättersgatan 070-123 45 67", "phone"),
            ("19850312-1234", "personnummer"),
            ("kalle@exempel.se", "email"),
            ("ABC 123", "plate"),
            ("Storgatan 5 ABC123", "plate"),
        ];
        let streets = ["Storgatan 5", "Storgatan 12 B", "Riksväg 34", "E4", "Storgatan 12 B lgh 1101"];
        let cells = personal.iter().map(|(cell, _)| *cell).chain(streets);
        let rows: Vec<String> = cells.zip(10..).map(|(cell, minute)| format!("a{minute};1201;Ryd;{cell};2026-11-10 12:{minute};")).collect();
        let command = ImportIncidents { sender: "Polisen".to_owned(), ..ImportIncidents::default() };
        let preview = imports::preview(&town.app, &town.actor, &town.file("v46.csv", lines(&rows).as_bytes()), &command).await.unwrap();
        let shown: Vec<&str> = preview.sample.iter().map(|(_, cells)| cells[3].as_str()).collect();
        let masks = ["[telefon]", "[telefon]", "[telefon]", "[personnummer]", "[e-post]", "[regnummer]", "[regnummer]"];
        assert_eq!(shown, masks.into_iter().chain(["Storgatan"]).collect::<Vec<_>>());
        assert_eq!(preview.sample[0].1[..3], ["a10", "1201", "Ryd"]);
        let report = town.import("v46.csv", &lines(&rows)).await.report;
        let found: Vec<_> = report.rejected.iter().map(|r| (r.row, r.reason.detail())).collect();
        let expected: Vec<_> = (2..).zip(personal).map(|(row, (_, class))| (row, Some(class))).collect();
        assert_eq!((found, report.imported), (expected, 5));
    }

    async fn new_boundaries_start_today_and_the_old_ones_are_kept(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let changed = String::from_utf8(practice::districts_geojson().to_vec()).unwrap().replace("0580R017", "0580R917");
        let file = town.file("ny.geojson", changed.as_bytes());
        application::districts::import(&town.app, &town.actor, &file, &columns()).await.unwrap();
        let history = application::districts::history(&town.app, &town.actor).await.unwrap();
        let today = domain::week::local(now()).date();
        assert_eq!((history.len(), history[0].valid_from, history[0].valid_to), (2, today, None));
        assert_eq!(history[1].valid_to, Some(today));
    }
}
