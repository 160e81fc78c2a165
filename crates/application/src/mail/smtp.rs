//! Handing a mail to the organisation's own mail server.

use super::Message;
use crate::app::broken;
use domain::failure::Failure;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls as ClientTls, TlsParameters};
use lettre::{SmtpTransport, Transport};
use std::time::Duration;

/// A server that does not answer within this is tried again later.
const PATIENCE: Duration = Duration::from_secs(20);

/// Whether the way to the mail server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// Begins in the clear and must change to TLS (usually port 587).
    Starttls,
    /// TLS from the start (usually port 465).
    Tls,
    /// Never: only for a mail server on the same machine.
    None,
}

/// How mail is sent.
#[derive(Clone, Debug)]
pub struct MailConfig {
    /// Name of the mail server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Encryption.
    pub tls: Tls,
    /// User name and password, when the server asks for them.
    pub credentials: Option<(String, String)>,
    /// Sender, such as `Samsyn <samsyn@example.se>`.
    pub from: String,
}

/// The post office. Cheap to clone.
#[derive(Clone)]
pub struct Post {
    transport: SmtpTransport,
    from: Mailbox,
}

impl Post {
    /// Reads the configuration; nothing is sent yet.
    ///
    /// # Errors
    /// What cannot be used, in English.
    pub fn open(config: &MailConfig) -> Result<Self, String> {
        let from = config.from.parse().map_err(|e| format!("mail.from: {e}"))?;
        let parameters = || TlsParameters::new(config.host.clone()).map_err(|e| format!("mail.tls: {e}"));
        let tls = match config.tls {
            Tls::Starttls => ClientTls::Required(parameters()?),
            Tls::Tls => ClientTls::Wrapper(parameters()?),
            Tls::None => ClientTls::None,
        };
        let builder = SmtpTransport::builder_dangerous(&config.host).port(config.port).tls(tls).timeout(Some(PATIENCE));
        let builder = match &config.credentials {
            Some((user, password)) => builder.credentials(Credentials::new(user.clone(), password.clone())),
            None => builder,
        };
        Ok(Self { transport: builder.build(), from })
    }

    /// Asks the mail server for its greeting. Waits for it: call it where waiting is allowed.
    ///
    /// # Errors
    /// What it answered, or that it cannot be reached.
    pub fn greet(&self) -> Result<(), String> {
        match self.transport.test_connection() {
            Ok(true) => Ok(()),
            Ok(false) => Err("no greeting".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Sends one mail. Waits for the server: call it where waiting is allowed.
    pub(crate) fn send(&self, message: &Message) -> Result<(), Failure> {
        let refused = |_| Failure::Conflict("failure-mail-refused");
        let mut head = lettre::Message::builder()
            .from(self.from.clone())
            .to(message.to.parse().map_err(refused)?)
            .subject(message.subject.as_str())
            .message_id(Some(format!("<{}@{}>", message.id, self.from.email.domain())))
            .header(MIME_VERSION_1_0)
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN);
        if let Some(address) = &message.ends {
            head = head.header(ListUnsubscribe(format!("<{address}>"))).header(ListUnsubscribePost);
        }
        let mail = head.body(message.text.clone()).map_err(broken)?;
        let Err(error) = self.transport.send(&mail) else { return Ok(()) };
        // What the server said may hold the address: only its number is kept.
        let code = error.status().map(u16::from);
        let not_signed_in = code.is_some_and(|code| matches!(code, 530 | 534 | 535 | 538));
        if error.is_permanent() && !not_signed_in {
            return Err(Failure::Conflict("failure-mail-refused"));
        }
        Err(broken(match code {
            Some(code) => format!("the mail server answered {code}"),
            None => "the mail server could not be reached".to_owned(),
        }))
    }
}

/// That nobody wrote it by hand (RFC 3834): no "I am away" is answered to it.
#[derive(Clone)]
struct AutoSubmitted;

/// Where letters of this sort are ended (RFC 2369).
#[derive(Clone)]
struct ListUnsubscribe(String);

/// That one request there ends them, without a page in between (RFC 8058).
#[derive(Clone)]
struct ListUnsubscribePost;

/// A header of a fixed name. Nobody reads one back.
macro_rules! header {
    ($type:ty, $name:literal, $value:expr) => {
        impl Header for $type {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Err(concat!($name, " is only written").into())
            }

            fn display(&self) -> HeaderValue {
                let value: fn(&Self) -> String = $value;
                HeaderValue::new(Self::name(), value(self))
            }
        }
    };
}

header!(AutoSubmitted, "Auto-Submitted", |_| "auto-generated".to_owned());
header!(ListUnsubscribe, "List-Unsubscribe", |header| header.0.clone());
header!(ListUnsubscribePost, "List-Unsubscribe-Post", |_| "List-Unsubscribe=One-Click".to_owned());
