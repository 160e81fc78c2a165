//! `[log]`: what is logged and how.

use serde::Deserialize;

/// Form of a log line.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// Logs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// Form of a line.
    pub format: LogFormat,
    /// `error`, `warn`, `info`, `debug`, or a filter such as `info,sqlx=warn`.
    pub level: String,
}

impl Default for Log {
    fn default() -> Self {
        Self { format: LogFormat::Text, level: "warn".to_owned() }
    }
}

impl Log {
    /// Whether the level can be used.
    pub fn check(&self) -> Result<(), String> {
        tracing_subscriber::EnvFilter::try_new(&self.level).map(|_| ()).map_err(|e| format!("log.level: {e}"))
    }
}
