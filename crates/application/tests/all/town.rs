//! A small town to act in: Linköping's districts and lists written for each test.

use application::accounts::{NewAccount, create};
use application::districts::{DistrictColumns, import};
use application::imports::{ImportIncidents, Imported, ReceivedFile, import_incidents};
use application::{App, AppConfig, Clock, ServerConfig};
use domain::actor::Actor;
use domain::organisations::OrganisationKind;
use domain::policy::Role;
use domain::tenants::TenantCode;
use jiff::Timestamp;
use std::path::PathBuf;

pub struct TestTown {
    pub app: App,
    pub actor: Actor,
    folder: tempfile::TempDir,
}

pub fn code() -> TenantCode {
    "0580".parse().unwrap()
}

/// Monday of week 47, 2026, at noon in Sweden.
pub fn now() -> Timestamp {
    "2026-11-16T11:00:00Z".parse().unwrap()
}

/// Someone with one role in an organisation of the town; the name to sign in with follows from the title.
pub async fn person(app: &App, title: &str, kind: OrganisationKind, organisation: &str, role: Role) -> Actor {
    let new = NewAccount {
        user: format!("{}@example.se", title.to_lowercase().replace(' ', "-")),
        title: title.to_owned(),
        password: None,
        tenant: code(),
        organisation: kind,
        organisation_name: organisation.to_owned(),
        roles: vec![role],
    };
    let account = create(app, "prov", &new).await.unwrap();
    Actor::member(account, title.to_owned(), code(), kind, vec![role])
}

impl TestTown {
    /// A tenant without districts.
    pub async fn empty(place: ServerConfig) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = AppConfig { data: folder.path().to_owned(), stores: place, clock: Clock::Fixed(now()) };
        let app = App::open(config).await.unwrap();
        application::tenants::create(&app, &code(), "Linköpings kommun").await.unwrap();
        Self { app, actor: Actor::operator(code()), folder }
    }

    /// A tenant with its districts.
    pub async fn with_districts(place: ServerConfig) -> Self {
        let town = Self::empty(place).await;
        let file = town.file("regso.geojson", practice::districts_geojson());
        import(&town.app, &town.actor, &file, &columns()).await.unwrap();
        town
    }

    pub fn file(&self, name: &str, bytes: &[u8]) -> ReceivedFile {
        let path: PathBuf = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        ReceivedFile { path, name: name.to_owned() }
    }

    /// Imports a list in the form of the police's export, from rows of `id;code;district-free place`.
    pub async fn import(&self, name: &str, text: &str) -> Imported {
        let file = self.file(name, text.as_bytes());
        let command = ImportIncidents { sender: "Polisen".to_owned(), ..ImportIncidents::default() };
        import_incidents(&self.app, &self.actor, &file, &command, &|_| ()).await.unwrap()
    }
}

pub fn columns() -> DistrictColumns {
    DistrictColumns { layer: None, name: "regsonamn".to_owned(), code: "regsokod".to_owned(), municipality: Some("0580".to_owned()) }
}

pub const HEADER: &str = "Id;Brottskod;Stadsdel;Gata;Start;Slut\n";

/// A list with a header and these rows.
pub fn list(rows: &[&str]) -> String {
    format!("{HEADER}{}\n", rows.join("\n"))
}

/// `count` rows of criminal damage in Ryd in the week of this Monday, ids from `prefix`.
pub fn damage(prefix: &str, monday: &str, count: usize) -> Vec<String> {
    (0..count).map(|i| format!("{prefix}{i};1201;Ryd;Björnkärrsgatan;{monday} {:02}:15;{monday} {:02}:45", i % 24, i % 24)).collect()
}
