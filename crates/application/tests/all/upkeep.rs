//! What keeps the product in order: codes that two change at once, work that is given twice or up,
//! what is swept away.

use crate::town::{TestTown, code, columns, damage, list, now};
use application::imports::{self, ImportIncidents, Progress};
use application::{ServerConfig, codes, districts, pictures, schedule, sessions, week_calendar};
use domain::categories::{Category, CodeMapping};
use domain::failure::Failure;
use domain::ids::JobId;
use domain::jobs::{JobKind, Lane};
use domain::sessions::Device;
use domain::weekly::{WeekCalendar, WeekTime};
use jiff::SignedDuration;
use jiff::civil::Time;
use storage::Stores;

fn burglary(code: &str) -> CodeMapping {
    CodeMapping { code: code.to_owned(), category: Category::Burglary, subtype: None }
}

async fn upload(town: &TestTown) -> imports::Upload {
    let text = list(&damage("x", "2026-11-10", 3).iter().map(String::as_str).collect::<Vec<_>>());
    let body = futures::stream::iter([Ok(bytes::Bytes::from(text))]);
    imports::keep_upload(&town.app, &town.actor, "v46.csv", body).await.unwrap()
}

fn polisen() -> ImportIncidents {
    ImportIncidents { sender: "Polisen".to_owned(), ..ImportIncidents::default() }
}

test_support::on_each_database! {
    async fn codes_are_changed_one_by_one_and_named_in_the_log(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let shipped = codes::list(&town.app, &town.actor).await.unwrap().len();
        let (one, other) = tokio::join!(
            codes::put(&town.app, &town.actor, vec![burglary("QQ1")]),
            codes::put(&town.app, &town.actor, vec![burglary("QQ2")]),
        );
        one.unwrap();
        other.unwrap();
        assert_eq!(codes::list(&town.app, &town.actor).await.unwrap().len(), shipped + 2);
        codes::put(&town.app, &town.actor, vec![CodeMapping { category: Category::Fire, ..burglary("qq1") }]).await.unwrap();
        let table = codes::list(&town.app, &town.actor).await.unwrap();
        let found: Vec<_> = table.iter().filter(|m| m.code.to_lowercase() == "qq1").map(|m| (m.code.as_str(), m.category)).collect();
        assert_eq!((table.len(), found), (shipped + 2, vec![("qq1", Category::Fire)]));
        let log = application::audit::page(&town.app, &town.actor, None, 1).await.unwrap();
        assert!(log[0].facts.contains("qq1 = "), "{}", log[0].facts);
        codes::remove(&town.app, &town.actor, "QQ2").await.unwrap();
        assert!(matches!(codes::remove(&town.app, &town.actor, "QQ2").await, Err(Failure::NotFound)));
        let personal = codes::put(&town.app, &town.actor, vec![burglary("anna@example.se")]).await;
        assert!(matches!(personal, Err(Failure::Invalid(_))), "{personal:?}");
    }

    async fn the_schedule_goes_by_the_tenants_own_calendar(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        town.import("v46.csv", &list(&damage("x", "2026-11-10", 3).iter().map(String::as_str).collect::<Vec<_>>())).await;
        let (mut calendar, seen) = week_calendar::show(&town.app, &town.actor).await.unwrap();
        assert_eq!((&calendar, seen), (&WeekCalendar::default(), 0));
        calendar.times[1] = WeekTime { weekday: 2, time: Time::constant(10, 0, 0, 0) };
        calendar.times[3] = WeekTime { weekday: 3, time: Time::constant(9, 0, 0, 0) };
        calendar.times[4] = WeekTime { weekday: 3, time: Time::constant(15, 30, 0, 0) };
        week_calendar::set(&town.app, &town.actor, calendar.clone(), seen).await.unwrap();
        assert!(matches!(week_calendar::set(&town.app, &town.actor, calendar.clone(), seen).await, Err(Failure::Conflict(_))), "set meanwhile");
        let (kept, _) = week_calendar::show(&town.app, &town.actor).await.unwrap();
        assert_eq!(kept, calendar);
        let log = application::audit::page(&town.app, &town.actor, None, 1).await.unwrap();
        assert!(log[0].object == "calendar" && log[0].facts.contains("\"draft\":\"3 10:00\""), "{}", log[0].facts);

        let week: domain::week::Week = "2026-W46".parse().unwrap();
        let state_at = async |at: &str| {
            let app = town.app.at(at.parse().unwrap());
            schedule::plan(&app, &code()).await.unwrap();
            while schedule::work(&app, &code(), Lane::ALL).await.unwrap() {}
            let listed = pictures::weeks(&app, &town.actor).await.unwrap();
            listed.iter().find(|w| w.week == week).unwrap().state.key()
        };
        assert_eq!(state_at("2026-11-17T12:00:00Z").await, "closed");
        assert_eq!(state_at("2026-11-18T08:30:00Z").await, "closed");
        assert_eq!(state_at("2026-11-18T09:30:00Z").await, "draft");
        // The week before is opened first as long as its publication has not passed.
        for (at, first) in [("2026-11-19T20:00:00Z", "2026-W46"), ("2026-11-20T08:00:00Z", "2026-W47")] {
            let rows = damage("y", "2026-11-17", 1);
            town.import("v47.csv", &list(&rows.iter().map(String::as_str).collect::<Vec<_>>())).await;
            let app = town.app.at(at.parse().unwrap());
            assert_eq!(pictures::current_week(&app, &town.actor).await.unwrap().to_string(), first, "{at}");
        }
    }

    async fn a_button_pressed_twice_starts_one_import(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let upload = upload(&town).await;
        let first = imports::start(&town.app, &town.actor, &upload, &polisen()).await.unwrap();
        let second = imports::start(&town.app, &town.actor, &upload, &polisen()).await.unwrap();
        assert_eq!(first, second);
        while schedule::work(&town.app, &code(), Lane::ALL).await.unwrap() {}
        let progress = imports::progress(&town.app, &town.actor, first).await.unwrap();
        assert!(matches!(progress, Progress::Done(_)), "{progress:?}");
        let lists = imports::list(&town.app, &town.actor).await.unwrap();
        assert_eq!(lists.iter().filter(|b| b.sender.is_some()).count(), 1);
    }

    async fn the_same_boundaries_twice_make_one_version(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let file = town.file("igen.geojson", practice::districts_geojson());
        let again = districts::import(&town.app, &town.actor, &file, &columns()).await.unwrap();
        let history = districts::history(&town.app, &town.actor).await.unwrap();
        assert_eq!((history.len(), history[0].id), (1, again.set.id));
    }

    async fn a_lane_does_its_own_work_alone(place: ServerConfig) {
        let town = TestTown::with_districts(place.clone()).await;
        let stores = Stores::open(&place).await.unwrap();
        let mut tx = stores.operate(&code()).await.unwrap();
        // Queued before: one worker for all would be at it, for as long as a mail server does not answer.
        assert!(storage::jobs::schedule(&mut tx, JobId([1; 16]), JobKind::SendMail, "{}", now() - SignedDuration::from_hours(1)).await.unwrap());
        tx.commit().await.unwrap();
        let job = imports::start(&town.app, &town.actor, &upload(&town).await, &polisen()).await.unwrap();
        assert!(!schedule::work(&town.app, &code(), &[Lane::Clock]).await.unwrap());
        assert!(schedule::work(&town.app, &code(), &[Lane::Heavy]).await.unwrap());
        assert!(matches!(imports::progress(&town.app, &town.actor, job).await.unwrap(), Progress::Done(_)));
        assert!(!schedule::work(&town.app, &code(), &[Lane::Heavy]).await.unwrap());
        let mut tx = stores.operate(&code()).await.unwrap();
        assert!(storage::jobs::is_due(&mut tx, now(), &[Lane::Mail]).await.unwrap(), "the letter still waits");
    }

    async fn work_that_ends_its_process_every_time_is_given_up(place: ServerConfig) {
        let town = TestTown::with_districts(place.clone()).await;
        let upload = upload(&town).await;
        let job = imports::start(&town.app, &town.actor, &upload, &polisen()).await.unwrap();
        let stores = Stores::open(&place).await.unwrap();
        for _ in 0..5 {
            let mut tx = stores.operate(&code()).await.unwrap();
            assert!(storage::jobs::claim(&mut tx, now(), Lane::ALL).await.unwrap().is_some());
            tx.commit().await.unwrap();
            schedule::recover(&town.app, &code(), Lane::ALL).await.unwrap();
        }
        assert!(schedule::work(&town.app, &code(), Lane::ALL).await.unwrap());
        assert_eq!(imports::progress(&town.app, &town.actor, job).await.unwrap(), Progress::Failed);
        // The upload is still there: someone may try again.
        assert_eq!(imports::start(&town.app, &town.actor, &upload, &polisen()).await.unwrap(), job);
        assert!(schedule::work(&town.app, &code(), Lane::ALL).await.unwrap());
        assert!(matches!(imports::progress(&town.app, &town.actor, job).await.unwrap(), Progress::Done(_)));
    }

    async fn refused_names_are_kept_as_digests(place: ServerConfig) {
        let town = TestTown::empty(place.clone()).await;
        for user in ["mitt lösenord".to_owned(), "x".repeat(100_000)] {
            let refused = sessions::sign_in(&town.app, &user, "fel", Device::UNKNOWN, None).await;
            assert!(matches!(refused, Err(Failure::Invalid(_))));
        }
        let stores = Stores::open(&place).await.unwrap();
        let mut tx = stores.read_directory().await.unwrap();
        let once = storage::tries::Allowance { at_once: 1, every: SignedDuration::from_mins(4) };
        assert!(!storage::tries::are_spent(&mut tx, "mitt lösenord", once, now()).await.unwrap());
    }
}
