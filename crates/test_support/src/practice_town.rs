//! The practice municipality in a store: each sender's files as one, quickly, or each file as it came.

use crate::matching::Delivered;
use application::App;
use application::districts::DistrictColumns;
use application::imports::{self, FileOrigin, ImportIncidents, ReceivedFile};
use application::matches::{self, MatchAnswer, MatchedRow};
use domain::actor::Actor;
use domain::imports::{Field, Mapping, Outside};
use domain::week::{Week, instant};
use intake::Outcome;
use jiff::{Timestamp, ToSpan};
use practice::{SeenRow, Town};
use std::collections::BTreeMap;
use std::path::Path;

/// Gives the actor's municipality the town's districts and codes. `folder` is for the file with the districts.
pub async fn prepare(app: &App, actor: &Actor, folder: &Path, town: &Town) {
    let path = folder.join("regso.geojson");
    std::fs::write(&path, practice::districts_geojson()).unwrap();
    let municipality = Some(actor.tenant().to_string());
    let columns = DistrictColumns { layer: None, name: "regsonamn".to_owned(), code: "regsokod".to_owned(), municipality };
    application::districts::import(app, actor, &ReceivedFile { path, name: "regso.geojson".to_owned() }, &columns).await.unwrap();
    application::codes::put(app, actor, town.codes()).await.unwrap();
}

/// Stores all rows of a town, each sender's as one list: for tests that ask what the counts say, and not how files come.
pub async fn at_once(app: &App, actor: &Actor, folder: &Path, town: &Town) {
    prepare(app, actor, folder, town).await;
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
            remember: true,
            outside: Outside::Refuse,
            replaces: None,
            job: None,
        };
        imports::store_rows(app, actor, &origin, &imports::Rows::of(rows), &|_| ()).await.unwrap();
    }
}

/// Imports every file of a town on the day it came, as a person does, and looks every Tuesday at the pairs that people are asked about.
/// Those that begin in a week up to `answered` are answered, truthfully.
pub async fn as_it_came(app: &App, actor: &Actor, folder: &Path, town: &Town, answered: Option<Week>) -> Delivered {
    prepare(app, actor, folder, town).await;
    let mut delivered = Delivered::default();
    let mut week = town.first();
    for delivery in town.deliveries() {
        while tuesday(week) <= delivery.delivered_at {
            ask(&app.at(tuesday(week)), actor, &mut delivered, answered).await;
            week = week.next();
        }
        let path = folder.join(&delivery.file_name);
        std::fs::write(&path, delivery.text()).unwrap();
        let file = ReceivedFile { path, name: delivery.file_name.clone() };
        let sender = town.senders()[delivery.sender].name.to_owned();
        let command = ImportIncidents { sender, mapping: Some(delivery.mapping()), ..ImportIncidents::default() };
        let done = imports::import_incidents(&app.at(delivery.delivered_at), actor, &file, &command, &|_| ()).await.unwrap();
        std::fs::remove_file(&file.path).unwrap();
        let report = &done.report;
        assert_eq!(report.rejected_total, 0, "{}: {:?}", file.name, report.rejected);
        assert_eq!(report.read, report.imported + report.linked + report.duplicates, "{}: {report:?}", file.name);
        delivered.note(town, done.batch, &delivery);
    }
    while week <= town.last() {
        ask(&app.at(tuesday(week)), actor, &mut delivered, answered).await;
        week = week.next();
    }
    delivered
}

/// Tuesday after a week, when all its files have come.
pub fn tuesday(week: Week) -> Timestamp {
    instant(week.next().monday().saturating_add(1.days()).at(13, 0, 0, 0))
}

async fn ask(app: &App, actor: &Actor, delivered: &mut Delivered, answered: Option<Week>) {
    let found = matches::matches(app, actor).await.unwrap();
    assert_eq!(found.asked_total, found.asked.len() as u64, "more is asked at once than is shown");
    for (pair, _) in found.asked {
        let (first, second) = (seen(&pair.first), seen(&pair.second));
        let answers = answered.is_some_and(|last| Week::of(first.start.max(second.start)) <= last);
        let same = delivered.asked(first, second, answers);
        if answers {
            let said = if same { MatchAnswer::Same } else { MatchAnswer::Different };
            match matches::answer(app, actor, (pair.first.id, pair.second.id), said).await {
                // An earlier answer of the same day has joined one of the rows with another: next week it is asked about again.
                Ok(()) | Err(domain::failure::Failure::Conflict("failure-match-changed")) => {}
                Err(failure) => panic!("{failure:?}"),
            }
        }
    }
}

fn seen(row: &MatchedRow) -> SeenRow {
    SeenRow { source: row.source.clone(), start: row.start, category: row.category, place: row.place.clone() }
}
