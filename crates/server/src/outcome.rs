//! How a command ends: exit codes and the words for trouble.

use application::imports::{ImportFailure, Refused, refused_text};
use domain::failure::Failure;
use messages::Lang;

/// Exit codes. Other programs depend on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Something failed.
    Failed,
    /// The command line or configuration cannot be used.
    Usage,
    /// The file was refused, and nothing imported; or a method has no answer for its numbers.
    Refused,
    /// Imported, with rejected rows.
    WithRejected,
    /// An audit log, or a copy of one, is not as it was written.
    Tampered,
    /// A result computed anew is another than the one kept.
    Differs,
}

impl Exit {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Refused => 3,
            Exit::WithRejected => 4,
            Exit::Tampered => 5,
            Exit::Differs => 6,
        }
    }
}

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub enum Trouble {
    /// A use case refused or failed.
    Failure(Failure),
    /// A file was refused.
    Refused(Refused),
    /// The configuration cannot be used: where and why, in English as the file is.
    Config(String),
    /// An analysis cannot be made of what was given: why, in the reader's language.
    Analysis(String),
    /// A method has no answer for these numbers: why, in the reader's language.
    NoAnswer(String),
    /// A message id of `cli.ftl` with one value.
    Said(&'static str, String),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Trouble::Failure(failure)
    }
}

impl From<ImportFailure> for Trouble {
    fn from(failure: ImportFailure) -> Self {
        match failure {
            ImportFailure::File(refused) => Trouble::Refused(refused),
            ImportFailure::Use(failure) => Trouble::Failure(failure),
        }
    }
}

impl Trouble {
    /// The exit code.
    pub fn exit(&self) -> Exit {
        match self {
            Trouble::Refused(_) | Trouble::NoAnswer(_) => Exit::Refused,
            Trouble::Config(_) | Trouble::Analysis(_) | Trouble::Failure(Failure::Invalid(_) | Failure::NotFound) => Exit::Usage,
            Trouble::Said(..) | Trouble::Failure(Failure::NotAllowed | Failure::Conflict(_) | Failure::Infrastructure(_)) => Exit::Failed,
        }
    }

    /// What to tell the operator.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Trouble::Refused(refused) => refused_text(lang, refused),
            Trouble::Config(text) | Trouble::Analysis(text) | Trouble::NoAnswer(text) => text.clone(),
            Trouble::Said(id, value) => lang.format(id, &[("value", value.as_str().into())]),
            Trouble::Failure(Failure::Invalid(errors)) => {
                let line = |e: &domain::failure::FieldError| {
                    let value = e.detail.as_deref().unwrap_or_default();
                    format!("{}: {}", e.field, lang.format(e.message, &[("value", value.into())]))
                };
                errors.iter().map(line).collect::<Vec<_>>().join("\n")
            }
            Trouble::Failure(Failure::NotAllowed) => lang.text("failure-not-allowed"),
            Trouble::Failure(Failure::NotFound) => lang.text("failure-not-found"),
            Trouble::Failure(Failure::Conflict(message)) => lang.text(message),
            Trouble::Failure(Failure::Infrastructure(cause)) => format!("{}: {cause}", lang.text("failure-infrastructure")),
        }
    }
}
