//! Configuration: defaults, under the file, under the command line. One file per section.

mod folder;
mod http;
mod log;
mod mail;

pub use folder::for_the_owner_alone;
pub use http::Http;
pub use log::{Log, LogFormat};
pub use mail::Mail;

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
    /// The mail server; none when nothing is mailed.
    pub mail: Option<Mail>,
    /// The file that was read, if any.
    pub file: Option<PathBuf>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    database: Database,
    http: Http,
    log: Log,
    mail: Option<Mail>,
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
    read.http.check()?;
    Ok(Config {
        data: arguments.data.clone(),
        database: arguments.database.clone().or(read.database.url),
        http: read.http,
        log: read.log,
        mail: read.mail,
        file,
    })
}

fn read(path: &Path) -> Result<File, Trouble> {
    let text = std::fs::read_to_string(path).map_err(|e| Trouble::Config(format!("{}: {e}", path.display())))?;
    toml::from_str(&text).map_err(|e| Trouble::Config(format!("{}: {e}", path.display())))
}

impl Config {
    fn stores(&self) -> ServerConfig {
        match &self.database {
            Some(url) => ServerConfig::Postgres(url.clone()),
            None => ServerConfig::Sqlite(self.data.clone()),
        }
    }

    /// Where browsers reach the product, as far as the configuration says.
    pub fn address(&self) -> String {
        let listening = || format!("http://{}", std::net::SocketAddr::new(self.http.address, self.http.port));
        self.http.public_address.clone().unwrap_or_else(listening)
    }

    /// Whether anything has been made where the configuration points.
    pub async fn is_made(&self) -> Result<bool, Trouble> {
        Ok(App::is_made(&self.stores()).await?)
    }

    /// Opens the application where there is one; makes nothing.
    pub async fn open(&self) -> Result<App, Trouble> {
        if self.is_made().await? {
            return self.open_or_make().await;
        }
        Err(Trouble::Said("cli-no-store", self.data.display().to_string()))
    }

    /// Opens the application, and makes its first store when there is none.
    pub async fn open_or_make(&self) -> Result<App, Trouble> {
        let stores = self.stores();
        if let ServerConfig::Sqlite(folder) = &stores {
            folder::refuse_foreign(folder)?;
        }
        let app = App::open(AppConfig { data: self.data.clone(), stores, clock: Clock::System }).await?;
        if let Some(mail) = &self.mail {
            app.open_post(mail.open().map_err(Trouble::Config)?);
        }
        if let Some(address) = &self.http.public_address {
            app.open_address(address);
        }
        Ok(app)
    }
}
