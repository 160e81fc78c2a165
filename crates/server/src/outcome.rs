//! How a command ends: exit codes and the words for trouble.

use application::imports::{ImportFailure, Refused, refused_text};
use domain::failure::Failure;
use messages::Lang;
use std::io;
use std::path::{Path, PathBuf};

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
    /// A file cannot be read or written.
    File {
        /// Message id of `cli.ftl` with the file and the cause as its value.
        id: &'static str,
        /// Its path; `None` for standard input or output.
        path: Option<PathBuf>,
        /// Why.
        cause: io::Error,
    },
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

/// Text as a terminal may show it: what comes from files and command lines must not command it.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{FFFD}' } else { c }).collect()
}

/// Why a file cannot be read or written, in words.
fn cause_text(lang: Lang, cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::NotFound => lang.text("cli-file-missing"),
        io::ErrorKind::PermissionDenied => lang.text("cli-file-permission"),
        io::ErrorKind::IsADirectory => lang.text("cli-file-folder"),
        io::ErrorKind::StorageFull => lang.text("cli-file-full"),
        _ => cause.to_string(),
    }
}

impl Trouble {
    /// For a file that cannot be written; `None` is standard output.
    pub fn writing(path: Option<&Path>) -> impl Fn(io::Error) -> Self {
        move |cause| Trouble::File { id: "cli-cannot-write", path: path.map(Path::to_owned), cause }
    }

    /// For a file that cannot be read; `None` is standard input.
    pub fn reading(path: Option<&Path>) -> impl Fn(io::Error) -> Self {
        move |cause| Trouble::File { id: "cli-cannot-read", path: path.map(Path::to_owned), cause }
    }

    /// The exit code.
    pub fn exit(&self) -> Exit {
        match self {
            Trouble::Refused(_) | Trouble::NoAnswer(_) => Exit::Refused,
            Trouble::Config(_) | Trouble::Analysis(_) | Trouble::Failure(Failure::Invalid(_) | Failure::NotFound) => Exit::Usage,
            Trouble::File { id: "cli-cannot-read", .. } => Exit::Usage,
            Trouble::Said(..)
            | Trouble::File { .. }
            | Trouble::Failure(Failure::NotAllowed | Failure::Conflict(_) | Failure::Unavailable(_) | Failure::Infrastructure(_)) => {
                Exit::Failed
            }
        }
    }

    /// What to tell the operator.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Trouble::Refused(refused) => refused_text(lang, refused),
            Trouble::Config(text) | Trouble::Analysis(text) | Trouble::NoAnswer(text) => text.clone(),
            Trouble::Said(id, value) => lang.format(id, &[("value", value.as_str().into())]),
            Trouble::File { id, path, cause } => {
                let cause = cause_text(lang, cause);
                let value = path.as_ref().map_or_else(|| cause.clone(), |path| format!("{}: {cause}", path.display()));
                lang.format(id, &[("value", value.into())])
            }
            Trouble::Failure(Failure::Invalid(errors)) => {
                let line = |e: &domain::failure::FieldError| {
                    let value = e.detail.as_deref().unwrap_or_default();
                    format!("{}: {}", e.field, lang.format(e.message, &[("value", value.into())]))
                };
                errors.iter().map(line).collect::<Vec<_>>().join("\n")
            }
            Trouble::Failure(Failure::NotAllowed) => lang.text("failure-not-allowed"),
            Trouble::Failure(Failure::NotFound) => lang.text("cli-not-found"),
            Trouble::Failure(Failure::Conflict(message)) => lang.text(message),
            Trouble::Failure(Failure::Unavailable(why)) => format!("{}: {why}", lang.text(why.message())),
            Trouble::Failure(Failure::Infrastructure(cause)) => format!("{}: {cause}", lang.text("failure-infrastructure")),
        }
    }
}
