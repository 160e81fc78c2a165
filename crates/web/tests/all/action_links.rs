//! From an action to the pages of where it is.

use crate::browser::{HOME, open};
use crate::main_job::take_in_districts;
use application::ServerConfig;
use axum::http::StatusCode;
use domain::policy::Role;

test_support::on_each_database! {
    async fn an_action_leads_to_its_district_and_its_problem(place: ServerConfig) {
        let product = open(place).await;
        let coordinator = product.browser(Role::Coordinator, HOME).await;
        take_in_districts(&product, &coordinator).await;
        let written = [
            ("title", "Nya lampor"),
            ("kind", "other"),
            ("basis", "situational"),
            ("category", "SKA"),
            ("district", "0580R001"),
            ("owner", "administration|Trygghetsenheten"),
        ];
        let empty = ["description", "place", "person", "partners", "start", "due", "cost", "expected", "measure", "weeks", "hotspot", "reports"];
        let fields: Vec<(&str, &str)> = written.into_iter().chain(empty.map(|name| (name, ""))).collect();
        let action = coordinator.post("/t/0580/insatser/ny", &fields).await.location();
        let page = coordinator.get(&action).await.text();
        for own in ["/t/0580/omrade/0580R001", "/t/0580/omrade/0580R001/typ/SKA"] {
            assert!(page.contains(&format!("href=\"{own}\"")), "{own} in {page}");
            assert_eq!(coordinator.get(own).await.status, StatusCode::OK, "{own}");
        }
        // At no district there is no page to go to.
        let nowhere: Vec<(&str, &str)> = fields.iter().map(|(name, value)| if *name == "district" { (*name, "") } else { (*name, *value) }).collect();
        let action = coordinator.post("/t/0580/insatser/ny", &nowhere).await.location();
        assert!(!coordinator.get(&action).await.text().contains("/omrade/"));
    }
}
