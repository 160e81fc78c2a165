//! Files that correct files, and taking them back: no row is lost, none counts twice, and what was
//! published stays as it was.

use crate::town::{TestTown, damage, list};
use application::ServerConfig;
use application::imports::{self, Imported};
use application::pictures::{self, Request, seen_key, show};
use domain::categories::Category;
use domain::failure::Failure;
use domain::imports::BatchState;
use domain::incidents::FeedEvent;
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

async fn must_wait(town: &TestTown, done: &Imported) {
    let result = undo(town, done).await;
    assert!(matches!(result, Err(Failure::Conflict("failure-import-built-on"))), "{result:?}");
}

async fn publish(town: &TestTown) {
    let mut state = PictureState::Open;
    for step in [Step::Close, Step::Draft, Step::Assess, Step::Publish] {
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
    async fn imports_are_taken_back_newest_first(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let first = import(&town, "a.csv", &[ONE]).await;
        let second = import(&town, "b.csv", &[ONE_AGAIN, OTHER]).await;
        let third = import(&town, "c.csv", &[ONE_LAST]).await;
        assert_eq!(count(&town).await, 2);
        // The row of the first would come back beside the one of the third.
        must_wait(&town, &second).await;
        assert_eq!(count(&town).await, 2);
        undo(&town, &third).await.unwrap();
        assert_eq!(count(&town).await, 2);
        undo(&town, &second).await.unwrap();
        assert_eq!(count(&town).await, 1);
        undo(&town, &first).await.unwrap();
        assert_eq!(count(&town).await, 0);
    }

    async fn a_file_that_says_what_an_earlier_one_said_can_be_taken_back(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "a.csv", &[ONE]).await;
        let second = import(&town, "b.csv", &[ONE_AGAIN, OTHER]).await;
        let third = import(&town, "c.csv", &[ONE]).await;
        must_wait(&town, &second).await;
        undo(&town, &third).await.unwrap();
        undo(&town, &second).await.unwrap();
        assert_eq!(count(&town).await, 1);
    }

    async fn rows_of_an_import_that_was_taken_back_stay_away(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let first = import(&town, "a.csv", &[ONE, OTHER]).await;
        let second = import(&town, "b.csv", &[ONE_AGAIN]).await;
        must_wait(&town, &first).await;
        undo(&town, &second).await.unwrap();
        undo(&town, &first).await.unwrap();
        assert_eq!(count(&town).await, 0);
    }

    async fn rows_that_a_later_file_has_too_are_not_lost(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let rows = damage("x", "2026-11-10", 10);
        let first = town.import("v46.csv", &lines(&rows)).await;
        let second = town.import("v46 igen.csv", &lines(&[&rows[..], &damage("y", "2026-11-10", 2)[..]].concat())).await;
        assert_eq!((second.report.imported, second.report.duplicates), (2, 10));
        must_wait(&town, &first).await;
        assert_eq!(count(&town).await, 12);
    }

    async fn a_correction_taken_back_changes_no_published_picture(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "a.csv", &["1;1201;Ryd;Torget;2026-11-03 12:00;", OTHER]).await;
        let corrected = import(&town, "b.csv", &["1;1201;Ryd;Torget;2026-11-03 13:00;"]).await;
        publish(&town).await;
        let before = async || {
            let filter = PictureFilter { category: Some(Category::Damage), ..PictureFilter::default() };
            let request = Request { week: "2026-W46".parse().unwrap(), filter, version: Some(1) };
            let picture = show(&town.app, &town.actor, &request).await.unwrap();
            (picture.weekly.iter().rev().take(3).map(|w| w.count).collect::<Vec<_>>(), picture.digest.clone())
        };
        let published = before().await;
        assert_eq!(published.0, [Some(1), Some(1), None]);
        undo(&town, &corrected).await.unwrap();
        let after = before().await;
        assert_eq!(after.0, published.0);
    }

    async fn an_import_whose_replacing_is_published_stays(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "a.csv", &[ONE, OTHER]).await;
        // The row moves to another week: the published one counts on its being gone.
        let moved = import(&town, "b.csv", &["1;1201;Ryd;Torget;2026-11-03 12:00;"]).await;
        publish(&town).await;
        let result = undo(&town, &moved).await;
        assert!(matches!(result, Err(Failure::Conflict("failure-import-published"))), "{result:?}");
    }

    async fn a_row_that_is_rejected_now_keeps_its_earlier_form(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let mut rows = damage("x", "2026-11-10", 6);
        town.import("v46.csv", &lines(&rows)).await;
        rows[2] = rows[2].replace("1201", "7777");
        let report = town.import("v46-2.csv", &lines(&rows)).await.report;
        assert_eq!((report.rejected_total, report.replaced), (1, 0));
        assert_eq!(count(&town).await, 6);
        // A row that the file leaves out is withdrawn all the same: the rejected one tells which it is.
        rows.remove(4);
        let report = town.import("v46-3.csv", &lines(&rows)).await.report;
        assert_eq!((report.replaced, count(&town).await), (1, 5));
        // One that cannot be read may be any row.
        rows[0] = rows[0].replace("2026-11-10", "i går");
        rows.remove(4);
        let report = town.import("v46-4.csv", &lines(&rows)).await.report;
        assert_eq!((report.replaced, count(&town).await), (0, 5));
    }

    async fn corrected_rows_count_as_carried(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let mut rows = damage("x", "2026-11-10", 20);
        town.import("v46.csv", &lines(&rows)).await;
        for row in rows.iter_mut().take(14) {
            *row = row.replace("1201", "5010");
        }
        rows.truncate(16);
        rows.push(damage("x", "2026-11-10", 24).pop().unwrap());
        let report = town.import("v46-2.csv", &lines(&rows)).await.report;
        assert_eq!((report.imported, report.duplicates, report.replaced), (15, 2, 14 + 4));
        assert_eq!(count(&town).await, 17);
    }

    async fn late_rows_are_counted_once(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        import(&town, "a.csv", &[ONE]).await;
        publish(&town).await;
        assert_eq!(import(&town, "b.csv", &[ONE, OTHER]).await.report.late, 1);
        assert_eq!(import(&town, "b.csv", &[ONE, OTHER]).await.report.late, 0);
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
