//! The evidence behind a picture's findings: in ten practice towns every count is that of the incidents listed, whoever may see them.

use crate::town::{code, columns, week};
use application::imports::{self, FileOrigin};
use application::pictures::evidence::{Evidence, FindingRequest, Found, Neighbour, evidence};
use application::pictures::{Request, show};
use application::{App, AppConfig, Clock, ServerConfig};
use domain::actor::Actor;
use domain::imports::{Field, Mapping, Outside};
use domain::pictures::finding::{self, Finding, FindingKind};
use domain::pictures::{Picture, PictureFilter};
use domain::week::Week;
use intake::Outcome;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const WEEK: &str = "2026-W46";

/// A practice town of a seed, all files of each sender as one.
async fn practice_town(seed: u64, weeks: u32) -> (App, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let stores = ServerConfig::Sqlite(folder.path().join("stores"));
    let clock = Clock::Fixed("2026-11-17T12:00:00Z".parse().unwrap());
    let app = App::open(AppConfig { data: folder.path().to_owned(), stores, clock }).await.unwrap();
    let actor = Actor::operator(code());
    application::tenants::create(&app, &code(), "Linköpings kommun").await.unwrap();
    let path = folder.path().join("regso.geojson");
    std::fs::write(&path, practice::districts_geojson()).unwrap();
    let file = imports::ReceivedFile { path, name: "regso.geojson".to_owned() };
    application::districts::import(&app, &actor, &file, &columns()).await.unwrap();
    let town = practice::town(seed, week(WEEK), weeks);
    application::codes::put(&app, &actor, town.codes()).await.unwrap();
    let mut by_sender: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for delivery in town.deliveries() {
        by_sender.entry(delivery.sender).or_default().extend(delivery.rows.into_iter().map(Outcome::Row));
    }
    for (sender, rows) in by_sender {
        let origin = FileOrigin {
            sender: town.senders()[sender].name.to_owned(),
            digest: format!("practice {sender}"),
            file_name: format!("{sender}.csv"),
            mapping: Mapping { columns: BTreeMap::from([(Field::Code, "Kod".to_owned())]), ..Mapping::default() },
            outside: Outside::Refuse,
        };
        imports::store_rows(&app, &actor, &origin, rows.into_iter(), &|_| (), true).await.unwrap();
    }
    (app, folder)
}

async fn picture(app: &App, actor: &Actor, week: Week, filter: PictureFilter) -> Arc<Picture> {
    show(app, actor, &Request { week, filter, version: None }).await.unwrap()
}

async fn asked(app: &App, actor: &Actor, picture: &Picture, id: &str) -> Evidence {
    let request = Request { week: picture.week, filter: picture.filter.clone(), version: None };
    match evidence(app, actor, &FindingRequest { picture: request, id: id.to_owned() }).await.unwrap() {
        Found::Known(evidence) => *evidence,
        Found::Unknown(_) => panic!("{id} is not known"),
    }
}

fn in_span(evidence: &Evidence) -> u64 {
    evidence.weeks.iter().filter(|w| w.in_span).filter_map(|w| w.count).sum()
}

/// Holds a finding against the incidents behind it.
async fn proven(app: &App, actor: &Actor, picture: &Picture, id: &str, found: &Finding<'_>) {
    let behind = asked(app, actor, picture, id).await;
    let what = format!("{id} of {}: {found:?}", picture.week);
    assert_eq!(behind.count, Some(found.count()), "{what}");
    if let Finding::NearRepeat(near) = found {
        assert!(behind.kept > 0 && behind.kept <= near.events, "{what}: {}", behind.kept);
        assert!(behind.neighbours.contains(&Neighbour::Used(near.events)), "{what}");
        return;
    }
    assert_eq!(in_span(&behind), found.count(), "{what}: weeks {:?}", behind.weeks);
    assert_eq!(behind.kept, found.count(), "{what}");
    assert_eq!(behind.sources.iter().map(|(_, n)| n).sum::<u64>(), found.count(), "{what}");
    if found.count() <= 200 {
        assert_eq!(behind.incidents.iter().map(|i| i.count).sum::<u64>(), found.count(), "{what}");
    }
    assert!(behind.incidents.iter().all(|i| i.at.as_second() % 3600 == 0 && !i.sources.is_empty()), "{what}");
    for neighbour in &behind.neighbours {
        if let Neighbour::Named { inside, unnamed, named, .. } = neighbour {
            assert_eq!(inside + unnamed, found.count(), "{what}");
            assert!(inside <= named, "{what}: {neighbour:?}");
        }
    }
}

#[tokio::test]
async fn every_finding_of_ten_towns_is_proven_by_its_incidents() {
    let mut kinds: BTreeSet<FindingKind> = BTreeSet::new();
    for seed in 1..=10 {
        let (app, _folder) = practice_town(seed, 54).await;
        let actor = Actor::operator(code());
        let picture = picture(&app, &actor, week(WEEK), PictureFilter::default()).await;
        let all = finding::all(&picture);
        let ids: BTreeSet<&str> = all.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids.len(), all.len(), "an id is one finding's");
        for (id, found) in &all {
            kinds.insert(found.kind());
            proven(&app, &actor, &picture, id.as_str(), found).await;
        }
    }
    let seldom = [FindingKind::SilentSource, FindingKind::SilentDistrict];
    let missed: Vec<_> = FindingKind::ALL.iter().filter(|k| !kinds.contains(k) && !seldom.contains(k)).collect();
    assert!(missed.is_empty(), "no town has {missed:?}");
}
