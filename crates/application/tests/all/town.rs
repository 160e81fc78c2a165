//! A small town to act in: Linköping's districts and lists written for each test.

use application::accounts::{NewAccount, create};
use application::districts::{DistrictColumns, import};
use application::imports::{ImportIncidents, Imported, ReceivedFile, import_incidents};
use application::{App, AppConfig, Clock, ServerConfig, organisations};
use domain::actions::Organisation;
use domain::actor::Actor;
use domain::organisations::OrganisationKind;
use domain::policy::Role;
use domain::tenants::TenantCode;
use domain::week::Week;
use jiff::Timestamp;
use std::path::PathBuf;

pub struct TestTown {
    pub app: App,
    pub actor: Actor,
    pub folder: tempfile::TempDir,
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

/// A week as it is written.
pub fn week(text: &str) -> Week {
    text.parse().unwrap()
}

/// So many incidents in Ryd in each week that ends with week 46.
pub async fn history(town: &TestTown, counts: &[usize]) {
    let mut rows = Vec::new();
    for (i, count) in counts.iter().enumerate() {
        let back = i32::try_from(counts.len() - 1 - i).unwrap();
        rows.extend(damage(&format!("w{i}-"), &week("2026-W46").plus(-back).monday().to_string(), *count));
    }
    town.import("historia.csv", &list(&rows.iter().map(String::as_str).collect::<Vec<_>>())).await;
}

/// The header of a list with positions.
pub const PLACED: &str = "ID;BROTTSKOD;LATITUDE;LONGITUDE;GATA;GATUNR;KOMMUN;BROTTSDATUMTID_START;BROTTSDATUMTID_SLUT\n";

/// An incident so many metres north of the middle of town.
pub fn placed(id: usize, code: &str, north: f64, day: jiff::civil::Date) -> String {
    let latitude = 58.4109 + north / 111_320.0;
    format!("{id};{code};{latitude:.6};15.621500;Storgatan;;Linköping;{day} 12:00;{day} 12:00\n")
}

/// An organisation of the town as records refer to it, added when it is missing.
pub async fn organisation(app: &App, kind: OrganisationKind, name: &str) -> Organisation {
    let operator = Actor::operator(code());
    let known = organisations::list(app, &operator).await.unwrap().into_iter().find(|o| o.kind == kind && o.name == name);
    let id = match known {
        Some(known) => known.id,
        None => organisations::add(app, &operator, name, kind).await.unwrap(),
    };
    Organisation { id, kind, name: name.to_owned() }
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
