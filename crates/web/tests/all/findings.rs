//! Every finding in the JSON of a practice town leads to a page that shows its sentence, count, span and word, and to the same in the API.

use crate::browser::{HOME, PASSWORD, Product, open};
use application::ServerConfig;
use application::accounts::{self, NewAccount};
use application::pictures::{Request, show};
use axum::http::StatusCode;
use documents::picture::finding as said;
use domain::actor::Actor;
use domain::organisations::OrganisationKind;
use domain::pictures::finding::{self, Finding, FindingKind};
use domain::pictures::{Picture, PictureFilter, Span};
use domain::policy::Role;
use messages::Lang;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

const WEEK: &str = "2026-W46";

/// A practice town in the municipality, all files of each sender as one.
async fn practice_town(product: &Product) -> Arc<Picture> {
    let (app, actor) = (&product.app, Actor::operator(HOME.parse().unwrap()));
    test_support::practice_town::at_once(app, &actor, product.data.path(), &practice::town(3, WEEK.parse().unwrap(), 54)).await;
    show(app, &actor, &Request { week: WEEK.parse().unwrap(), filter: PictureFilter::default(), version: None }).await.unwrap()
}

/// Every object of the JSON with an id and an address: id, page, API.
fn linked(value: &Value, found: &mut Vec<[String; 3]>) {
    match value {
        Value::Object(members) => {
            if let [Some(id), Some(page), Some(api)] = ["id", "href", "api"].map(|key| members.get(key).and_then(Value::as_str)) {
                found.push([id, page, api].map(str::to_owned));
            }
            members.values().for_each(|member| linked(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| linked(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A text as it stands in a page.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#x27;")
}

#[tokio::test]
async fn every_finding_in_the_json_leads_to_a_page_with_its_count_span_and_word() {
    let product = open(ServerConfig::Sqlite(tempfile::tempdir().unwrap().keep().join("stores"))).await;
    let picture = practice_town(&product).await;
    let reader = product.browser(Role::Coordinator, HOME).await;
    let json: Value = serde_json::from_slice(&reader.get(&format!("/t/{HOME}/lagesbild/{WEEK}/fil.json")).await.body).unwrap();
    let mut all = Vec::new();
    linked(&json, &mut all);
    let listed = finding::all(&picture).into_iter().filter(|(_, f)| f.kind() != FindingKind::Recurring).count();
    assert_eq!(all.len(), listed, "every finding has its address in the JSON");
    let page = reader.get(&format!("/t/{HOME}/lagesbild/{WEEK}")).await.text();
    let mut seen: BTreeMap<FindingKind, usize> = BTreeMap::new();
    for [id, address, api] in all {
        let (_, found) = finding::by_id(&picture, &id).unwrap();
        // Places of other spans than four weeks are told by their lives.
        let other_span = matches!(found, Finding::Place(span, _) if span != Span::FourWeeks);
        let seldom_linked = other_span || matches!(found.kind(), FindingKind::SilentDistrict | FindingKind::SilentSource);
        assert!(seldom_linked || page.contains(&format!("href=\"{address}\"")), "the picture links to {address}");
        // Tables have many rows alike.
        let times = seen.entry(found.kind()).or_default();
        *times += 1;
        if *times > 6 {
            continue;
        }
        let answer = reader.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
        let html = answer.text();
        let sentence = escaped(&said::sentence(&picture, &found, Lang::Sv));
        let begins = html.split_once("<h1").and_then(|(_, rest)| rest.split_once('>')).is_some_and(|(_, rest)| rest.starts_with(&sentence));
        assert!(begins, "{address} begins with {sentence}");
        for text in
            [said::count(&picture, &found, Lang::Sv), said::span(&picture, &found, Lang::Sv), said::word(&picture, &found, Lang::Sv)]
        {
            assert!(html.contains(&escaped(&text)), "{address} shows {text}");
        }
        // Pairs are counted there, and of fewer than five gathered the page says so.
        if found.count() > 1 && found.kind() != FindingKind::NearRepeat {
            let intro = escaped(&format!("Vem de {} händelserna {} kommer från.", found.count(), said::span(&picture, &found, Lang::Sv)));
            assert!(html.contains(&intro), "{address} tells whom its own incidents come from: {html}");
        }
        let program: Value = serde_json::from_slice(&reader.get(&api).await.body).unwrap();
        assert_eq!((program["id"].as_str(), program["count"].as_u64()), (Some(id.as_str()), Some(found.count())), "{api}");
        assert_eq!(
            (program["href"].as_str(), program["span_weeks"].as_u64()),
            (Some(address.as_str()), Some(u64::from(found.weeks()))),
            "{api}"
        );
    }
    assert!(seen.len() >= 6, "{seen:?}");

    let gone = format!("/t/{HOME}/lagesbild/{WEEK}/fynd/more.town.BRA.3");
    let answer = reader.get(&gone).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let now = escaped(&documents::picture::words::headline(&picture, Lang::Sv));
    assert!(answer.text().contains(&now), "it says what the week says now: {}", answer.text());
    let answer = reader.get(&format!("/api/v1/tenants/{HOME}/pictures/{WEEK}/findings/more.town.BRA.3")).await;
    let problem: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!((answer.status, problem["findings"][0]["id"].as_str()), (StatusCode::NOT_FOUND, Some("total.1")));

    outside(&product, &picture).await;
}

/// A private landlord is not shown other people's incidents, nor a count of one to four.
async fn outside(product: &Product, picture: &Picture) {
    let new = NewAccount {
        user: "bovard@example.se".to_owned(),
        title: "Bovärd".to_owned(),
        password: Some(PASSWORD.to_owned()),
        tenant: HOME.parse().unwrap(),
        organisation: OrganisationKind::PrivateLandlord,
        organisation_name: "Bostadsbolaget".to_owned(),
        roles: vec![Role::Reader],
    };
    accounts::create(&product.app, "prov", &new).await.unwrap();
    let landlord = product.signed_in(&new.user, PASSWORD).await;
    let all = finding::all(picture);
    let small = all.iter().filter(|(_, f)| (1..=4).contains(&f.count())).take(3);
    let large = all.iter().filter(|(_, f)| f.count() > 4).take(3);
    for (id, found) in small.chain(large) {
        let html = landlord.get(&finding::page(picture, id)).await.text();
        assert!(!html.contains(&format!("/t/{HOME}/import/")) && !html.contains("/granska/"), "{id}");
        let told = html.contains(&format!("<dd>{}</dd>", said::count(picture, found, Lang::Sv)));
        assert_eq!(told, found.count() > 4, "{id}: {html}");
        let program: Value = serde_json::from_slice(&landlord.get(&finding::program(picture, id)).await.body).unwrap();
        assert_eq!(
            (program["count"].as_u64(), program["incidents"].as_array().map(Vec::len)),
            ((found.count() > 4).then_some(found.count()), Some(0))
        );
    }
}
