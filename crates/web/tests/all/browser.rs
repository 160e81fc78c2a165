//! A product with two municipalities and an account for each role, and browsers to visit it with.

use application::accounts::{self, NewAccount};
use application::{App, AppConfig, Clock, ServerConfig, audit, tenants};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event, Verdict};
use domain::ids::OrganisationId;
use domain::organisations::OrganisationKind;
use domain::policy::Role;
use domain::tenants::TenantCode;
use metrics_exporter_prometheus::PrometheusBuilder;
use std::sync::Arc;
use tower::ServiceExt;
use web::{Settings, WebState, router};

pub const HOME: &str = "0580";
pub const ELSEWHERE: &str = "0581";
pub const PASSWORD: &str = "långa ord på rad 7";
/// Wednesday of 2026-W47.
pub const NOW: &str = "2026-11-18T10:00:00Z";

/// The product.
pub struct Product {
    pub app: App,
    pub router: Router,
    stores: storage::Stores,
    pub data: tempfile::TempDir,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: impl axum::http::header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    pub fn location(&self) -> String {
        assert!(self.status.is_redirection(), "{}: {}", self.status, self.text());
        self.header(LOCATION).to_owned()
    }
}

/// Opens an empty product with two municipalities.
pub async fn open(place: ServerConfig) -> Product {
    let data = tempfile::tempdir().unwrap();
    let clock = Clock::Fixed(NOW.parse().unwrap());
    let app = App::open(AppConfig { data: data.path().to_owned(), stores: place.clone(), clock }).await.unwrap();
    for (code, name) in [(HOME, "Linköpings kommun"), (ELSEWHERE, "Norrköpings kommun")] {
        tenants::create(&app, &code.parse().unwrap(), name).await.unwrap();
    }
    let state = WebState {
        app: app.clone(),
        // What reaches the typesetter is enough here: documents' own tests make the PDF.
        typeset: Arc::new(|input| Box::pin(async move { Ok(serde_json::to_vec(&input)?) })),
        metrics: PrometheusBuilder::new().build_recorder().handle(),
        settings: Settings { behind_tls: true, metrics_open: false },
    };
    Product { router: router(state), app, stores: storage::Stores::open(&place).await.unwrap(), data }
}

/// User name of the account with a role in a municipality.
pub fn user(role: Role, tenant: &str) -> String {
    format!("{}.{tenant}@example.se", role.key())
}

impl Product {
    /// Makes an account with one role.
    pub async fn account(&self, role: Role, tenant: &str) {
        let new = NewAccount {
            user: user(role, tenant),
            title: role.key().to_owned(),
            password: Some(PASSWORD.to_owned()),
            tenant: tenant.parse().unwrap(),
            organisation: OrganisationKind::Administration,
            organisation_name: "Trygghetsenheten".to_owned(),
            roles: vec![role],
        };
        accounts::create(&self.app, "test", &new).await.unwrap();
    }

    /// An organisation at home that was made from a name in older records.
    pub async fn former_organisation(&self, name: &str) -> OrganisationId {
        let operator = Actor::operator(HOME.parse().unwrap());
        let permit = operator.may(domain::policy::Action::ManageUsers).unwrap();
        let id = OrganisationId([0x5a; 16]);
        let mut tx = self.stores.write_directory("test".to_owned(), self.app.now()).await.unwrap();
        storage::organisations::insert_former(&mut tx, permit, operator.tenant(), id, name, OrganisationKind::Other).await.unwrap();
        tx.commit(AuditEntry::new(Event::OrganisationAdded, id.to_string())).await.unwrap();
        id
    }

    /// A browser that has signed in with a role.
    pub async fn browser(&self, role: Role, tenant: &str) -> Browser {
        self.account(role, tenant).await;
        let mut browser = self.stranger();
        let user = user(role, tenant);
        let answer = browser.post("/logga-in", &[("user", &user), ("password", PASSWORD), ("next", "/")]).await;
        assert_eq!(answer.location(), "/", "{}", answer.text());
        let cookie = answer.header(SET_COOKIE).to_owned();
        assert!(cookie.starts_with("__Host-samsyn=") && cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"), "{cookie}");
        browser.cookie = cookie.split(';').next().unwrap().to_owned();
        browser
    }

    /// A browser that signs in as a user who exists; a second step is left to the test.
    pub async fn signed_in(&self, user: &str, password: &str) -> Browser {
        let mut browser = self.stranger();
        let answer = browser.post("/logga-in", &[("user", user), ("password", password), ("next", "/")]).await;
        browser.keep(&answer);
        browser
    }

    /// A browser that has not signed in.
    pub fn stranger(&self) -> Browser {
        Browser { router: self.router.clone(), cookie: String::new() }
    }

    /// How many entries a municipality's log has, and the newest's hash.
    pub async fn log(&self, tenant: &str) -> (u64, String) {
        let newest = self.newest(tenant).await;
        (newest.seq, newest.hash)
    }

    /// The same, of a log whose every entry follows from the one before.
    pub async fn whole_log(&self, tenant: &str) -> (u64, String) {
        let tenant: TenantCode = tenant.parse().unwrap();
        match audit::verify(&self.app, &Actor::operator(tenant)).await.unwrap() {
            Verdict::Whole { entries, head } => (entries, head),
            Verdict::Broken { at } => panic!("the chain breaks at {at}"),
        }
    }

    /// The newest entry of a municipality's log.
    pub async fn newest(&self, tenant: &str) -> domain::audit::StoredEntry {
        let mut tx = self.stores.read(&Actor::operator(tenant.parse().unwrap())).await.unwrap();
        storage::audit::page(&mut tx, u64::MAX, 1).await.unwrap().remove(0)
    }

    /// Does all queued work.
    pub async fn work(&self) {
        while application::schedule::work(&self.app, &HOME.parse().unwrap(), domain::jobs::Lane::ALL).await.unwrap() {}
    }
}

/// One browser.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookie: String,
}

impl Browser {
    /// Keeps the session that an answer gives.
    pub fn keep(&mut self, answer: &Answer) {
        let cookie = answer.header(SET_COOKIE);
        assert!(cookie.starts_with("__Host-samsyn="), "{}: {}", answer.status, answer.text());
        self.cookie = cookie.split(';').next().unwrap().to_owned();
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], Body::empty()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        let body = Body::from(serde_urlencoded::to_string(fields).unwrap());
        self.send(Method::POST, path, &form, body).await
    }

    /// Sends a file as the upload form does.
    pub async fn upload(&self, path: &str, name: &str, bytes: &[u8]) -> Answer {
        self.upload_as(path, "file", name, bytes).await
    }

    /// Sends a file in a field of any name.
    pub async fn upload_as(&self, path: &str, field: &str, name: &str, bytes: &[u8]) -> Answer {
        let mut body = format!("--SAMSYN\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n").into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--SAMSYN--\r\n");
        let kind = [("content-type", "multipart/form-data; boundary=SAMSYN"), ("sec-fetch-site", "same-origin")];
        self.send(Method::POST, path, &kind, Body::from(body)).await
    }

    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(HOST, "samsyn.example.se");
        if !self.cookie.is_empty() {
            request = request.header(COOKIE, &self.cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let answer = Answer { status: parts.status, headers: parts.headers, body };
        safe(path, &answer);
        answer
    }
}

/// What holds for every answer, errors included (trust.md C1, C2, C4, C7).
fn safe(path: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
    for directive in ["frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"] {
        assert!(policy.contains(directive), "{path}: {directive}");
    }
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
    assert!(answer.header("strict-transport-security").contains("max-age"), "{path}");
    assert!(!answer.headers.contains_key("access-control-allow-origin"), "{path}");
    let kept = if path.starts_with("/assets/") && answer.status == StatusCode::OK { "immutable" } else { "no-store" };
    assert!(answer.header("cache-control").contains(kept), "{path}: {}", answer.header("cache-control"));
    if answer.status.is_client_error() || answer.status.is_server_error() {
        let text = answer.text();
        for leak in ["panicked", "sqlx", ".rs:", "/crates/", "Failed to"] {
            assert!(!text.contains(leak), "{path} says `{leak}`");
        }
        assert!(!answer.header(CONTENT_TYPE).is_empty() && !text.is_empty(), "{path} is a bare {}", answer.status);
    }
}
