//! Every route of the list, as everyone who may not and as one who may (trust.md A1–A3, T-01–T-04).

use crate::browser::{Answer, Browser, ELSEWHERE, HOME, Product, open};
use application::ServerConfig;
use axum::http::StatusCode;
use domain::organisations::OrganisationKind;
use domain::policy::{Action, Role, allows};
use std::collections::HashMap;
use web::access::{Access, Audience};
use web::routes::{Method, Route, all};

const NO_SUCH_ID: &str = "0193b6a4-7c1e-7f00-8000-00000000abcd";

/// Doors that let in more than one kind of work.
const TOLD_APART: &[(Method, &str)] = &[
    (Method::Post, "/t/{tenant}/lagesbild/{week}/steg"),
    (Method::Post, "/t/{tenant}/import"),
    (Method::Get, "/t/{tenant}/import/fil/{upload}"),
    (Method::Post, "/t/{tenant}/import/fil/{upload}"),
];

/// A path of the template in a municipality; ids are of nothing.
fn path(template: &str, tenant: &str) -> String {
    let week = if template.contains("kartdata") { "2026-W46.json" } else { "2026-W46" };
    let mut path =
        template.replace("{tenant}", tenant).replace("{week}", week).replace("{letter}", "feedback").replace("{method}", "trend");
    for id in IDS {
        path = path.replace(id, NO_SUCH_ID);
    }
    // A file of the workbook answers a question.
    if path.contains("/analys/fil.") {
        path.push_str("?method=pulse&from=2026-W35&to=2026-W45&district=&category=&source=");
    }
    path
}

/// What stands for an object of the municipality in a template.
const IDS: [&str; 9] = ["{upload}", "{job}", "{batch}", "{id}", "{report}", "{district}", "{place}", "{category}", "{level}"];

fn has_id(template: &str) -> bool {
    IDS.iter().any(|id| template.contains(id))
}

async fn visit(browser: &Browser, route: &Route, path: &str) -> Answer {
    match route.method {
        Method::Get => browser.get(path).await,
        Method::Post => browser.post(path, &[]).await,
    }
}

/// One signed-in browser for each role at home.
async fn roles(product: &Product) -> HashMap<Role, Browser> {
    let mut browsers = HashMap::new();
    for role in Role::ALL {
        browsers.insert(*role, product.browser(*role, HOME).await);
    }
    browsers
}

fn may(role: Role, action: Action) -> bool {
    allows(&[role], OrganisationKind::Administration, action)
}

test_support::on_each_database! {
    async fn a_stranger_is_asked_to_sign_in_everywhere(place: ServerConfig) {
        let product = open(place).await;
        let stranger = product.stranger();
        let before = product.log(HOME).await;
        for route in all().iter().filter(|r| !matches!(r.access, Access::Open | Access::Public)) {
            let path = path(route.path, HOME);
            let answer = visit(&stranger, route, &path).await;
            match route.audience {
                Audience::Program => {
                    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
                    assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
                }
                Audience::Browser => assert!(answer.location().starts_with("/logga-in"), "{path}"),
            }
            // Nor does it matter whether the municipality exists.
            let nowhere = visit(&stranger, route, &path.replace(HOME, "9999")).await;
            assert_eq!((nowhere.status, nowhere.body), (answer.status, answer.body), "{path}");
        }
        assert_eq!(product.log(HOME).await, before);
    }

    async fn another_municipality_looks_like_nothing_at_all(place: ServerConfig) {
        let product = open(place).await;
        let visitor = product.browser(Role::Coordinator, ELSEWHERE).await;
        let before = product.log(HOME).await;
        let nothing = visitor.get("/t/0580/finns-inte").await;
        let nothing_api = visitor.get("/api/v1/tenants/0580/nothing").await;
        assert_eq!(nothing.status, StatusCode::NOT_FOUND);
        for route in all().iter().filter(|r| matches!(r.access, Access::Tenant(_))) {
            let path = path(route.path, HOME);
            let expected = if route.audience == Audience::Program { &nothing_api } else { &nothing };
            for path in [path.clone(), path.replace(HOME, "9999"), path.replace(HOME, "x")] {
                let answer = visit(&visitor, route, &path).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
                assert_eq!(answer.body, expected.body, "{path}");
                assert_eq!(answer.headers.keys().collect::<Vec<_>>(), expected.headers.keys().collect::<Vec<_>>(), "{path}");
            }
        }
        assert_eq!(product.log(HOME).await, before);
    }

    async fn no_membership_but_an_active_one_reaches_anything(place: ServerConfig) {
        let product = open(place).await;
        let members = crate::states::each_that_does_not_act(&product).await;
        let before = product.log(HOME).await;
        for (state, browser) in &members {
            let nothing = browser.get("/t/0580/finns-inte").await;
            let nothing_api = browser.get("/api/v1/tenants/0580/nothing").await;
            assert_eq!(browser.get("/konto").await.status, StatusCode::OK, "{state} is signed in");
            for route in all().iter().filter(|r| matches!(r.access, Access::Tenant(_))) {
                let path = path(route.path, HOME);
                let answer = visit(browser, route, &path).await;
                let program = route.audience == Audience::Program;
                if *state == "second factor missing" {
                    match program {
                        true => assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}"),
                        false => assert_eq!(answer.location(), "/konto/tvasteg", "{path}"),
                    }
                    continue;
                }
                let expected = if program { &nothing_api } else { &nothing };
                assert_eq!((answer.status, &answer.body), (StatusCode::NOT_FOUND, &expected.body), "{state} {path}");
            }
        }
        assert_eq!(members.len(), 6);
        assert_eq!(product.log(HOME).await, before, "nothing was written");
    }

    async fn each_role_reaches_what_the_policy_says_and_no_more(place: ServerConfig) {
        let product = open(place).await;
        let browsers = roles(&product).await;
        for route in all() {
            let Access::Tenant(action) = route.access else { continue };
            let path = path(route.path, HOME);
            assert!(Role::ALL.iter().any(|r| may(*r, action)) && Role::ALL.iter().any(|r| !may(*r, action)), "{path} tells nobody apart");
            for (role, browser) in &browsers {
                let before = product.log(HOME).await;
                let answer = visit(browser, &route, &path).await;
                let after = product.log(HOME).await;
                let place = format!("{:?} {path} as {}: {}", route.method, role.key(), answer.status);
                if !may(*role, action) {
                    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{place}");
                    // The try is noted, and nothing else; again within the minute it is counted only.
                    assert_eq!(after.0 - before.0, 1, "{place} entries");
                    let entry = product.newest(HOME).await;
                    assert_eq!((entry.event.as_str(), entry.object), ("access-refused", format!("{} {}", route.method.name(), route.path)), "{place}");
                    visit(browser, &route, &path).await;
                    assert_eq!(product.log(HOME).await, after, "{place} was told twice");
                    continue;
                }
                // Doors that let in more than one kind of work are told apart by the use case.
                let narrower = TOLD_APART.contains(&(route.method, route.path)) && answer.status == StatusCode::FORBIDDEN;
                // Nor is there a figure where there is no material.
                let not_there = has_id(route.path) || route.path.ends_with("/fil.svg");
                let nothing = not_there && answer.status == StatusCode::NOT_FOUND;
                let noted = u64::from(matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND));
                match route.method {
                    Method::Get => {
                        let fine = answer.status == StatusCode::OK || answer.status == StatusCode::SEE_OTHER;
                        assert!(fine || narrower || nothing, "{place}: {}", answer.text());
                        let reads = matches!(action, Action::ReadAudit | Action::ReviewReports) || action == Action::ExportPicture;
                        let logged = route.path.contains("/fil.") || reads;
                        // What waits to be told, and the reports that wait longest: two looks.
                        let looks = if action == Action::ApproveFeedback { 2 } else { u64::from(logged) };
                        assert_eq!(after.0 - before.0, if fine { looks } else { noted }, "{place} entries");
                    }
                    Method::Post => {
                        // Nothing was filled in: said so, and nothing written.
                        let refused = answer.status != StatusCode::FORBIDDEN || narrower;
                        assert!(answer.status.is_client_error() && refused, "{place}");
                        assert_eq!(after.0 - before.0, noted, "{place} wrote something");
                    }
                }
            }
        }
        assert_eq!(product.whole_log(HOME).await, product.log(HOME).await);
    }
}
