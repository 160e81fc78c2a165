//! `[mail]`: the organisation's own mail server. Without the section no mail is sent, and links are
//! shown to be handed over.

use application::mail::{MailConfig, Post, Tls};
use serde::Deserialize;
use std::path::PathBuf;

/// The mail server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Its name.
    pub host: String,
    /// Its port; that of the encryption otherwise.
    pub port: Option<u16>,
    /// Encryption.
    #[serde(default)]
    pub tls: MailTls,
    /// User name, when the server asks for one.
    pub user: Option<String>,
    /// File with the password on its first line.
    pub password_file: Option<PathBuf>,
    /// Sender, such as `Samsyn <samsyn@example.se>`.
    pub from: String,
}

/// Encryption on the way to the mail server.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// Begins in the clear and must change to TLS: port 587.
    #[default]
    Starttls,
    /// TLS from the start: port 465.
    Tls,
    /// Never: only for a mail server on this machine. Port 25.
    None,
}

impl Mail {
    /// Opens the post office; the error says what cannot be used.
    pub fn open(&self) -> Result<Post, String> {
        let (tls, port) = match self.tls {
            MailTls::Starttls => (Tls::Starttls, 587),
            MailTls::Tls => (Tls::Tls, 465),
            MailTls::None => (Tls::None, 25),
        };
        let password = match &self.password_file {
            Some(path) => Some(std::fs::read_to_string(path).map_err(|e| format!("mail.password_file: {}: {e}", path.display()))?),
            None => None,
        };
        let credentials = match (&self.user, password) {
            (Some(user), Some(text)) => Some((user.clone(), text.lines().next().unwrap_or_default().to_owned())),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => return Err("mail: user and password_file belong together".to_owned()),
        };
        if credentials.is_some() && self.tls == MailTls::None {
            return Err("mail: a password is never sent without encryption".to_owned());
        }
        Post::open(&MailConfig { host: self.host.clone(), port: self.port.unwrap_or(port), tls, credentials, from: self.from.clone() })
    }
}
