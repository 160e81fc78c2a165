//! Configuration: defaults, under the file, under the command line. One file per section.

mod http;
mod log;

pub use http::Http;
pub use log::{Log, LogFormat};

use crate::arguments::Arguments;
use crate::outcome::Trouble;
use application::{App, AppConfig, Clock, ServerConfig};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Everything that can be configured.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folder of stores and uploads.
    pub data: PathBuf,
    /// PostgreSQL address; SQLite files in the folder otherwise.
    pub database: Option<String>,
    /// The web front door.
    pub http: Http,
    /// Logs.
    pub log: Log,
    /// The file that was read, if any.
    pub file: Option<PathBuf>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    database: Database,
    http: Http,
    log: Log,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Database {
    url: Option<String>,
}

/// Reads the configuration of a run.
pub fn load(arguments: &Arguments) -> Result<Config, Trouble> {
    let usual = arguments.data.join("samsyn.toml");
    let file = arguments.config.clone().or_else(|| usual.exists().then_some(usual));
    let read = file.as_deref().map(read).transpose()?.unwrap_or_default();
    read.log.check().map_err(Trouble::Config)?;
    Ok(Config {
        data: arguments.data.clone(),
        database: arguments.database.clone().or(read.database.url),
        http: read.http,
        log: read.log,
        file,
    })
}

fn read(path: &Path) -> Result<File, Trouble> {
    let text = std::fs::read_to_string(path).map_err(|e| Trouble::Config(format!("{}: {e}", path.display())))?;
    toml::from_str(&text).map_err(|e| Trouble::Config(format!("{}: {e}", path.display())))
}

impl Config {
    /// Opens the application.
    pub async fn open(&self) -> Result<App, Trouble> {
        let stores = match &self.database {
            Some(url) => ServerConfig::Postgres(url.clone()),
            None => ServerConfig::Sqlite(self.data.clone()),
        };
        Ok(App::open(AppConfig { data: self.data.clone(), stores, clock: Clock::System }).await?)
    }
}
