//! The six ways a use case can fail. One function in each front door turns them into an answer.

use std::fmt;

/// A field of a command that cannot be used, with the message id of the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the form field or argument.
    pub field: &'static str,
    /// Message id of the explanation (`failure-…`), rendered in the reader's language.
    pub message: &'static str,
    /// The offending value or another detail, shown with the message.
    pub detail: Option<String>,
}

impl FieldError {
    /// An error without detail.
    pub fn new(field: &'static str, message: &'static str) -> Self {
        Self { field, message, detail: None }
    }

    /// The same with the offending value.
    pub fn with(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }
}

/// Why a store cannot do something now.
#[derive(Debug)]
pub enum Unavailable {
    /// Somebody else writes, or the database is away.
    Busy(Box<dyn std::error::Error + Send + Sync>),
    /// There is no room on the disk.
    Full(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unavailable::Busy(cause) => write!(f, "busy: {cause}"),
            Unavailable::Full(cause) => write!(f, "full: {cause}"),
        }
    }
}

impl Unavailable {
    /// Message id of the explanation.
    pub fn message(&self) -> &'static str {
        match self {
            Unavailable::Busy(_) => "failure-store-busy",
            Unavailable::Full(_) => "failure-store-full",
        }
    }
}

/// Why a use case did not do what it was asked.
#[derive(Debug)]
pub enum Failure {
    /// The request itself cannot be used.
    Invalid(Vec<FieldError>),
    /// The actor may not do this.
    NotAllowed,
    /// No such thing, or none that the actor may know of.
    NotFound,
    /// The thing changed meanwhile, or is in a state that does not allow it. Carries a message id.
    Conflict(&'static str),
    /// The store cannot do it now, and later it can: to be tried again.
    Unavailable(Unavailable),
    /// Something below failed; the detail goes to the log, never to the reader.
    Infrastructure(Box<dyn std::error::Error + Send + Sync>),
}

impl Failure {
    /// A single field error.
    pub fn invalid(field: &'static str, message: &'static str) -> Self {
        Failure::Invalid(vec![FieldError::new(field, message)])
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Invalid(fields) => {
                f.write_str("invalid:")?;
                fields.iter().try_for_each(|e| write!(f, " {}={}", e.field, e.message))
            }
            Failure::NotAllowed => f.write_str("not allowed"),
            Failure::NotFound => f.write_str("not found"),
            Failure::Conflict(message) => write!(f, "conflict: {message}"),
            Failure::Unavailable(why) => write!(f, "unavailable: {why}"),
            Failure::Infrastructure(cause) => write!(f, "infrastructure: {cause}"),
        }
    }
}

impl std::error::Error for Failure {}
