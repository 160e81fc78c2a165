//! The practice municipality's lists overlap every week, and its ground truth says how many events there really were.

use crate::town::{code, week};
use application::pictures::{Request, show, weeks};
use application::{App, AppConfig, Clock, ServerConfig};
use domain::actor::Actor;
use domain::pictures::PictureFilter;
use domain::week::Week;
use jiff::SignedDuration;
use practice::Town;
use std::collections::BTreeMap;
use storage::Stores;
use test_support::matching::{Measured, measured};
use test_support::practice_town::{as_it_came, tuesday};

const LAST: &str = "2026-W46";

/// Weeks at the end whose questions nobody has answered.
const OPEN: i32 = 2;

/// A town of sixteen weeks a day after its last has ended, with what matching made of it.
async fn a_town(place: &ServerConfig, seed: u64) -> (App, Town, Measured) {
    let folder = tempfile::tempdir().unwrap();
    let last = week(LAST);
    let clock = Clock::Fixed(tuesday(last) + SignedDuration::from_hours(1));
    let app = App::open(AppConfig { data: folder.path().to_owned(), stores: place.clone(), clock }).await.unwrap();
    let actor = Actor::operator(code());
    application::tenants::create(&app, &code(), "Linköpings kommun").await.unwrap();
    let town = practice::town(seed, last, 16);
    let delivered = as_it_came(&app, &actor, folder.path(), &town, Some(last.plus(-OPEN))).await;
    let stores = Stores::open(place).await.unwrap();
    let measured = measured(&stores, &actor, &delivered).await;
    (app, town, measured)
}

test_support::on_each_database! {
    async fn the_total_is_the_truth_within_the_matchings_stated_error(place: ServerConfig) {
        let (app, town, measured) = a_town(&place, 1).await;
        let actor = Actor::operator(code());
        let truth = town.ground_truth();
        let now: BTreeMap<Week, u64> = weeks(&app, &actor).await.unwrap().iter().map(|w| (w.week, w.count)).collect();
        let true_weeks = truth["weeks"].as_array().unwrap();
        assert_eq!((true_weeks.len(), measured.weeks.len()), (16, 16));
        for entry in true_weeks {
            let of = week(entry["week"].as_str().unwrap());
            let (tally, events) = (measured.weeks[&of], entry["count"].as_u64().unwrap());
            assert_eq!(tally.told_twice, entry["told_by_two"].as_array().unwrap().len() as u64, "{of}");
            assert_eq!((now[&of], tally.events), (tally.counted, events), "{of}: {tally:?}");
            // The error of a total: what waits for an answer or was not found counts twice, what was wrongly linked is one too few.
            assert_eq!(now[&of], events + tally.waiting + tally.missed - tally.wrong, "{of}: {tally:?}");
            assert!(tally.waiting == 0 || of > town.last().plus(-OPEN), "{of}: an answered pair counts once: {tally:?}");
        }
        let request = Request { week: town.last(), filter: PictureFilter::default(), version: None };
        assert_eq!(show(&app, &actor, &request).await.unwrap().incident_count, now[&town.last()]);

        let total = measured.total();
        assert!(total.told_twice > 60 && total.waiting > 0, "{total:?}");
        assert!(total.wrong * 200 <= total.events, "at most one event in two hundred is hidden behind another: {total:?}");
        assert!(total.missed * 7 <= total.told_twice, "six of seven pairs are linked or asked about: {total:?}");
        let asked = application::matches::matches(&app, &actor).await.unwrap();
        assert!(asked.asked_total >= total.waiting && !asked.answered.is_empty() && !asked.linked.is_empty());
    }
}
