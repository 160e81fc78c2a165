//! Kept analyses that a picture refers to, through every way out of it: the page and its files, live and frozen, for authorities and for others.

use crate::browser::{Browser, HOME, PASSWORD, Product, open};
use application::accounts::{self, NewAccount};
use application::{ServerConfig, pictures};
use axum::http::StatusCode;
use calamine::{DataType, Reader, Xlsx};
use domain::actor::Actor;
use domain::organisations::OrganisationKind;
use domain::pictures::{PictureState, Step};
use domain::policy::Role;
use std::io::Cursor;

const WEEK: &str = "/t/0580/lagesbild/2026-W46";
const NAME: &str = "Kvartalet kring torget";

/// Someone at a private landlord, who reads pictures and takes them out.
async fn landlord(product: &Product) -> Browser {
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
    product.signed_in(&new.user, PASSWORD).await
}

/// Every cell of a workbook.
fn cells(bytes: Vec<u8>) -> String {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheets = book.worksheets();
    sheets.iter().flat_map(|(_, range)| range.used_cells()).filter_map(|(_, _, cell)| cell.as_string()).collect::<Vec<_>>().join("\n")
}

/// The ways out that tell of an analysis: by its name, what it says, its method or its digest.
async fn telling(reader: &Browser, digest: &str) -> Vec<&'static str> {
    let mut telling = Vec::new();
    for (way, address) in [("page", ""), ("pdf", "/fil.pdf"), ("json", "/fil.json"), ("xlsx", "/fil.xlsx"), ("csv", "/fil.csv")] {
        let answer = reader.get(&format!("{WEEK}{address}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{way}: {}", answer.text());
        let text = if way == "xlsx" { cells(answer.body) } else { answer.text() };
        match (text.contains(NAME), text.contains(digest)) {
            (true, true) => telling.push(way),
            (false, false) => {}
            half => panic!("{way} tells one without the other: {half:?}"),
        }
    }
    telling
}

test_support::on_each_database! {
    async fn analyses_stand_for_authorities_in_every_form_and_for_nobody_else(place: ServerConfig) {
        let product = open(place).await;
        let coordinator = product.browser(Role::Coordinator, HOME).await;
        let landlord = landlord(&product).await;
        let kept = coordinator.post("/t/0580/analys", &[("question", "method=pulse"), ("name", NAME)]).await.location();
        coordinator.post(&format!("{kept}/lagesbild"), &[("week", "2026-W46"), ("step", "add")]).await.location();
        let json: serde_json::Value = serde_json::from_slice(&coordinator.get(&format!("{WEEK}/fil.json")).await.body).unwrap();
        let digest = json["citations"][0]["digest"].as_str().unwrap().to_owned();
        // Rows of incidents hold none, for anyone.
        let all = ["page", "pdf", "json", "xlsx"];
        assert_eq!(telling(&coordinator, &digest).await, all);
        assert!(telling(&landlord, &digest).await.is_empty());
        let paper = coordinator.get(&format!("{WEEK}/fil.pdf")).await.text();
        assert!(paper.contains("bara för myndigheterna") && paper.contains("Veckopuls"), "{paper}");

        let operator = Actor::operator(HOME.parse().unwrap());
        let mut state = PictureState::Open;
        for step in [Step::Close, Step::Draft, Step::Publish] {
            let seen = pictures::seen_key(&state);
            state = pictures::step(&product.app, &operator, "2026-W46".parse().unwrap(), step, None, &seen).await.unwrap();
        }
        coordinator.post(&format!("{kept}/ta-bort"), &[]).await.location();
        assert_eq!(telling(&coordinator, &digest).await, all, "frozen");
        assert!(telling(&landlord, &digest).await.is_empty(), "frozen");
    }

    async fn a_file_with_an_analysis_in_it_is_logged_with_its_class(place: ServerConfig) {
        let product = open(place).await;
        let coordinator = product.browser(Role::Coordinator, HOME).await;
        let landlord = landlord(&product).await;
        let kept = coordinator.post("/t/0580/analys", &[("question", "method=pulse"), ("name", NAME)]).await.location();
        coordinator.post(&format!("{kept}/lagesbild"), &[("week", "2026-W46"), ("step", "add")]).await.location();
        for (reader, class) in [(&coordinator, "\"class\":\"C\""), (&landlord, "\"class\":\"B\"")] {
            reader.get(&format!("{WEEK}/fil.json")).await;
            let newest = product.newest(HOME).await;
            assert!(newest.event == "picture-exported" && newest.facts.contains(class), "{newest:?}");
        }
    }
}
