//! Files that correct files, and taking them back: no row is lost, none counts twice, and what was
//! published stays as it was.

use crate::town::{TestTown, damage, list};
use application::ServerConfig;
use application::imports::{self, ImportFailure, ImportIncidents, Imported};
use application::pictures::{self, Request, seen_key, show};
use domain::categories::Category;
use domain::failure::Failure;
use domain::imports::BatchState;
use domain::incidents::FeedEvent;
use domain::matching::Likeness;
use domain::pictures::{PictureFilter, PictureState, Step};

async fn count_of(town: &TestTown, filter: PictureFilter, version: Option<u32>) -> u64 {
    let request = Request { week: "2026-W46".parse().unwrap(), filter, version };
    show(&town.app, &town.actor, &request).await.unwrap().incident_count
}

async fn count(town: &TestTown) -> u64 {
    count_of(town, PictureFilter::default(), None).await
}

async fn import(town: &TestTown, name: &str, rows: &[&str]) -> Imported {
    town.import(name, &list(rows)).await
}

async fn undo(town: &TestTown, done: &Imported) -> Result<(), Failure> {
    imports::undo(&town.app, &town.actor, done.batch).await
}

/// Imports a list in the place of an earlier one.
async fn replace(town: &TestTown, name: &str, rows: &[&str], earlier: &Imported) -> Imported {
    let file = town.file(name, list(rows).as_bytes());
    let command = ImportIncidents { sender: "Polisen".to_owned(), replaces: Some(earlier.batch), ..ImportIncidents::default() };
    imports::import_incidents(&town.app, &town.actor, &file, &command, &|_| ()).await.unwrap()
}

async fn preview(town: &TestTown, text: &str) -> imports::Preview {
    let body = futures::stream::iter([Ok(bytes::Bytes::from(text.to_owned()))]);
    let upload = imports::keep_upload(&town.app, &town.actor, "lista.csv", body).await.unwrap();
    let command = ImportIncidents { sender: "Polisen".to_owned(), ..ImportIncidents::default() };
    imports::preview(&town.app, &town.actor, &upload.file, &command).await.unwrap()
}

fn refs(rows: &[String]) -> Vec<&str> {
    rows.iter().map(String::as_str).collect()
}

async fn state(town: &TestTown, done: &Imported) -> BatchState {
    imports::by_id(&town.app, &town.actor, done.batch).await.unwrap().state
}

async fn publish(town: &TestTown) {
    let mut state = PictureState::Open;
    for step in [Step::Close, Step::Draft, Step::Publish] {
        state = pictures::step(&town.app, &town.actor, "2026-W46".parse().unwrap(), step, None, &seen_key(&state)).await.unwrap();
    }
}

const ONE: &str = "1;1201;Ryd;Torget;2026-11-10 12:00;";
const ONE_AGAIN: &str = "1;1201;Ryd;Torget;2026-11-10 13:00;";
const ONE_LAST: &str = "1;1201;Ryd;Torget;2026-11-10 14:00;";
const OTHER: &str = "9;1201;Berga;Parken;2026-11-11 20:00;";

fn lines(rows: &[String]) -> String {
    list(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

test_support::on_each_database! {
    async fn imports_are_taken_back_in_any_order(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let first = import(&town, "a.csv", &[ONE, OTHER]).await;
        let second = import(&town, "b.csv", &[OTHER]).await;
        let third = import(&town, "c.csv", &[ONE, ONE_LAST]).await;
        assert_eq!(count(&town).await, 3);
        undo(&town, &first).await.unwrap();
        assert_eq!(count(&town).await, 3, "the later lists tell of the same");
        undo(&town, &second).await.unwrap();
        assert_eq!(count(&town).await, 2);
        undo(&town, &third).await.unwrap();
        assert_eq!(count(&town).await, 0);
        assert_eq!(state(&town, &second).await, BatchState::Undone);
    }

    async fn rows_that_a_later_file_has_too_are_not_lost(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let rows = damage("x", "2026-11-10", 10);
        let first = town.import("v46.csv", &lines(&rows)).await;
        let second = town.import("v46 igen.csv", &lines(&[&rows[..], &damage("y", "2026-11-10", 2)[..]].concat())).await;
        assert_eq!((second.report.imported, second.report.duplicates), (2, 10));
        undo(&town, &first).await.unwrap();
        assert_eq!(count(&town).await, 12);
        undo(&town, &second).await.unwrap();
        assert_eq!(count(&town).await, 0);
    }

    async fn a_known_id_with_other_content_is_asked_about_and_kept(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "a.csv", &[ONE]).await;
        let report = import(&town, "b.csv", &[ONE_AGAIN, OTHER]).await.report;
        assert_eq!((report.imported, report.replaced, report.probable_total), (2, 0, 1));
        let probable = &report.probable[0];
        assert_eq!((probable.row, probable.likeness, probable.source.as_str()), (2, Likeness::Correction, "Polisen"));
        assert_eq!(probable.start, "2026-11-10T11:00:00Z".parse().unwrap());
        assert_eq!(count(&town).await, 3);
    }

    async fn a_report_names_the_rows_that_another_list_has_and_the_list_that_it_replaced(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let first = import(&town, "a.csv", &[";1201;Ryd;Torget;2026-11-10 12:00;", ";1201;Ryd;Parken;2026-11-10 13:00;"]).await;
        let file = town.file("b.csv", list(&[";1201;Ryd;Ågatan;2026-11-10 13:00;", ";1201;Ryd;Ågatan;2026-11-11 13:00;"]).as_bytes());
        let command = ImportIncidents { sender: "Vakten".to_owned(), ..ImportIncidents::default() };
        let guards = imports::import_incidents(&town.app, &town.actor, &file, &command, &|_| ()).await.unwrap();
        let kept = imports::by_id(&town.app, &town.actor, guards.batch).await.unwrap().report;
        let told: Vec<_> = kept.linked_rows.iter().map(|l| (l.row, l.source.as_str(), l.earlier.place.as_deref())).collect();
        assert_eq!((kept.linked, told), (1, vec![(2, "Polisen", Some("Parken"))]));
        let edition = replace(&town, "c.csv", &[";1201;Ryd;Torget;2026-11-10 12:00;"], &first).await;
        let of = async |batch| imports::replacements(&town.app, &town.actor, batch).await.unwrap();
        assert_eq!(of(edition.batch).await.replaces, [(first.batch, "a.csv".to_owned())]);
        assert_eq!(of(first.batch).await.replaced_by, [(edition.batch, "c.csv".to_owned())]);
        undo(&town, &edition).await.unwrap();
        assert_eq!((of(edition.batch).await, of(first.batch).await), Default::default());
    }

    async fn every_import_is_on_some_page(place: ServerConfig) {
        // The districts are the first file.
        let town = TestTown::with_districts(place).await;
        for n in 10..70 {
            import(&town, &format!("{n}.csv"), &[&format!(";1201;Ryd;Torget;2026-11-10 12:{:02};", n - 10)]).await;
        }
        let page = async |number| imports::page(&town.app, &town.actor, number).await.unwrap();
        let (newest, is_last) = page(0).await;
        assert_eq!((newest.len(), newest[0].file_name.as_str(), is_last), (60, "69.csv", false));
        let (oldest, is_last) = page(1).await;
        assert_eq!((oldest.len(), oldest[0].sender, is_last), (1, None, true));
        assert_eq!(page(2).await, (Vec::new(), true));
    }

    async fn codes_are_shown_as_the_file_has_them(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "a.csv", &["x;0857;Ryd;Torget;2026-11-10 12:00;"]).await;
        let report = import(&town, "b.csv", &["x;0857;Ryd;Torget;2026-11-10 12:10;", "y;0855;Ryd;Torget;2026-11-10 13:10;"]).await.report;
        let [earlier, new] = report.probable[0].contents.clone().unwrap();
        assert_eq!((earlier.code.as_deref(), new.code.as_deref()), (Some("0857"), Some("0857")));
        let asked = &application::matches::matches(&town.app, &town.actor).await.unwrap().asked[0].0;
        assert_eq!((asked.first.code.as_deref(), asked.second.code.as_deref()), (Some("0857"), Some("0857")));
    }

    async fn a_list_takes_the_place_of_the_one_that_somebody_names(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let mut rows = damage("x", "2026-11-10", 10);
        let first = import(&town, "v46.csv", &refs(&rows)).await;
        rows[3] = rows[3].replace("1201", "5010");
        rows.remove(7);
        let second = replace(&town, "v46 rättad.csv", &refs(&rows), &first).await;
        let report = &second.report;
        assert_eq!((report.imported, report.duplicates, report.replaced), (1, 8, 2), "{report:?}");
        let gone: Vec<_> = report.gone.iter().map(|row| (row.row, row.category, row.place.as_deref())).collect();
        assert_eq!(gone, [(5, Category::Damage, Some("Björnkärrsgatan")), (9, Category::Damage, Some("Björnkärrsgatan"))]);
        assert_eq!(count(&town).await, 9);
        assert_eq!(state(&town, &first).await, BatchState::Replaced);
        // Taking the correction back brings the first list back.
        undo(&town, &second).await.unwrap();
        assert_eq!((count(&town).await, state(&town, &first).await), (10, BatchState::Active));
        undo(&town, &first).await.unwrap();
        assert_eq!(count(&town).await, 0);
    }

    async fn a_replaced_row_that_another_list_tells_of_goes_on_counting(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let first = import(&town, "a.csv", &[ONE, OTHER]).await;
        import(&town, "b.csv", &[OTHER]).await;
        let report = replace(&town, "c.csv", &[ONE_LAST], &first).await.report;
        assert_eq!((report.imported, report.replaced), (1, 1), "{report:?}");
        assert_eq!(count(&town).await, 2);
    }

    async fn only_a_list_in_force_of_the_same_sender_is_replaced(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let first = import(&town, "a.csv", &[ONE]).await;
        undo(&town, &first).await.unwrap();
        let other = import(&town, "b.csv", &[OTHER]).await;
        for (sender, batch) in [("Polisen", first.batch), ("Väktarna", other.batch)] {
            let file = town.file("c.csv", list(&[ONE_LAST]).as_bytes());
            let command = ImportIncidents { sender: sender.to_owned(), replaces: Some(batch), ..ImportIncidents::default() };
            let failure = imports::import_incidents(&town.app, &town.actor, &file, &command, &|_| ()).await.unwrap_err();
            assert!(matches!(failure, ImportFailure::Use(Failure::Conflict("failure-import-replaces"))), "{failure:?}");
        }
        assert_eq!(count(&town).await, 1);
    }

    async fn a_preview_proposes_the_list_that_the_file_is_an_edition_of(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let mut rows = damage("x", "2026-11-10", 10);
        let first = import(&town, "v46.csv", &refs(&rows)).await;
        import(&town, "annan.csv", &refs(&damage("q", "2026-11-10", 4))).await;
        rows[3] = rows[3].replace("1201", "5010");
        rows.remove(7);
        let preview = preview(&town, &list(&refs(&rows))).await;
        assert_eq!(preview.edition_of.map(|batch| batch.id), Some(first.batch));
        assert_eq!(preview.told.iter().map(|t| (t.sender.as_str(), t.count)).collect::<Vec<_>>(), [("Polisen", 14)]);
        let same = self::preview(&town, &list(&refs(&damage("x", "2026-11-10", 10)))).await;
        assert_eq!(same.edition_of, None, "nothing would go");
        assert_eq!(self::preview(&town, &list(&refs(&damage("z", "2026-11-10", 10)))).await.edition_of, None);
    }

    async fn a_correction_taken_back_changes_no_published_picture(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "a.csv", &["1;1201;Ryd;Torget;2026-11-03 12:00;", OTHER]).await;
        let first = import(&town, "a0.csv", &["2;1201;Ryd;Torget;2026-11-04 12:00;"]).await;
        let corrected = replace(&town, "b.csv", &["2;1201;Ryd;Torget;2026-11-04 13:00;"], &first).await;
        publish(&town).await;
        let before = async || {
            let filter = PictureFilter { category: Some(Category::Damage), ..PictureFilter::default() };
            let request = Request { week: "2026-W46".parse().unwrap(), filter, version: Some(1) };
            let picture = show(&town.app, &town.actor, &request).await.unwrap();
            (picture.weekly.iter().rev().take(3).map(|w| w.count).collect::<Vec<_>>(), picture.digest.clone())
        };
        let published = before().await;
        assert_eq!(published.0, [Some(1), Some(2), None]);
        undo(&town, &corrected).await.unwrap();
        let after = before().await;
        assert_eq!(after.0, published.0);
    }

    async fn an_import_whose_replacing_is_published_stays(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let first = import(&town, "a.csv", &[ONE]).await;
        // The row moves to another week: the published one counts on its being gone.
        let moved = replace(&town, "b.csv", &["1;1201;Ryd;Torget;2026-11-03 12:00;"], &first).await;
        publish(&town).await;
        let result = undo(&town, &moved).await;
        assert!(matches!(result, Err(Failure::Conflict("failure-import-published"))), "{result:?}");
    }

    async fn a_list_removes_nothing_of_another(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let mut rows = damage("x", "2026-11-10", 6);
        town.import("v46.csv", &lines(&rows)).await;
        rows[0] = rows[0].replace("2026-11-10", "i går");
        rows[2] = rows[2].replace("1201", "7777");
        rows.remove(4);
        let report = town.import("v46-2.csv", &lines(&rows)).await.report;
        assert_eq!((report.duplicates, report.rejected_total, report.replaced), (3, 2, 0));
        assert_eq!(count(&town).await, 6);
    }

    async fn a_chain_of_replacements_is_taken_back_link_by_link(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let rows = damage("x", "2026-11-10", 10);
        let first = import(&town, "a.csv", &refs(&rows)).await;
        let new = "n;1201;Ryd;Torget;2026-11-12 08:00;".to_owned();
        let second = replace(&town, "b.csv", &refs(&[&rows[..9], &[new]].concat()), &first).await;
        let third = replace(&town, "c.csv", &refs(&rows[..8]), &second).await;
        assert_eq!(count(&town).await, 8);
        undo(&town, &third).await.unwrap();
        assert_eq!(count(&town).await, 10);
        undo(&town, &second).await.unwrap();
        assert_eq!((count(&town).await, state(&town, &first).await), (10, BatchState::Active));
        let again = import(&town, "a igen.csv", &refs(&rows)).await;
        assert_eq!((again.report.duplicates, count(&town).await), (10, 10));
    }

    async fn late_rows_are_counted_once(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "a.csv", &[ONE]).await;
        publish(&town).await;
        assert_eq!(import(&town, "b.csv", &[ONE, OTHER]).await.report.late, 1);
        assert_eq!(import(&town, "b.csv", &[ONE, OTHER]).await.report.late, 0);
    }

    async fn a_source_that_takes_the_place_of_a_replaced_row_did_not_come_late(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let first = import(&town, "a.csv", &[ONE, OTHER]).await;
        let command = ImportIncidents { sender: "Väktarna".to_owned(), ..ImportIncidents::default() };
        let beside = imports::import_incidents(&town.app, &town.actor, &town.file("v.csv", list(&[ONE]).as_bytes()), &command, &|_| ()).await.unwrap();
        assert_eq!((beside.report.linked, count(&town).await), (1, 2));
        publish(&town).await;
        replace(&town, "b.csv", &[OTHER], &first).await;
        assert_eq!(count_of(&town, PictureFilter::default(), None).await, 2);
        let next = Request { week: "2026-W47".parse().unwrap(), filter: PictureFilter::default(), version: None };
        let picture = show(&town.app, &town.actor, &next).await.unwrap();
        assert_eq!(picture.late, [], "the week still counts the same two");
    }

    async fn events_of_the_feed_come_again_after_they_were_taken_back(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let event = |id| FeedEvent {
            id,
            at: "2026-11-11T12:00:00Z".parse().unwrap(),
            type_label: "Brand".to_owned(),
            summary: "Brand i en container.".to_owned(),
            location: "Linköping".to_owned(),
            path: format!("/{id}/"),
        };
        let context = async || {
            let request = Request { week: "2026-W46".parse().unwrap(), filter: PictureFilter::default(), version: None };
            show(&town.app, &town.actor, &request).await.unwrap().context.len()
        };
        let take_in = async |events: &[FeedEvent]| imports::import_feed_events(&town.app, &town.actor, "feed.json", events).await.unwrap();
        let first = take_in(&[event(1), event(1)]).await;
        assert_eq!((first.report.imported, first.report.duplicates), (1, 1));
        undo(&town, &first).await.unwrap();
        assert_eq!(context().await, 0);
        let second = take_in(&[event(1), event(2)]).await;
        assert_eq!((second.report.imported, context().await), (2, 2));
        publish(&town).await;
        let result = undo(&town, &second).await;
        assert!(matches!(result, Err(Failure::Conflict("failure-import-published"))), "{result:?}");
        assert_eq!(imports::by_id(&town.app, &town.actor, first.batch).await.unwrap().state, BatchState::Undone);
    }

    async fn personal_data_in_a_cell_that_cannot_be_read_is_not_stored(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let mut rows = damage("x", "2026-11-10", 6);
        rows[1] = "a;1201;Ryd;Torget;ring anna@example.se;".to_owned();
        rows[4] = "b;1201;Ryd;Torget;070-123 45 67;".to_owned();
        let done = town.import("v46.csv", &lines(&rows)).await;
        let stored = imports::by_id(&town.app, &town.actor, done.batch).await.unwrap().report;
        let kept: Vec<_> = stored.rejected.iter().map(|r| (r.reason.key(), r.reason.detail().unwrap())).collect();
        assert_eq!(kept, [("personal-data", "email"), ("personal-data", "phone")]);
    }
}
