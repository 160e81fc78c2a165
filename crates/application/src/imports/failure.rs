//! Why an import did not happen, and the words for it.

use domain::failure::Failure;
use domain::imports::{Field, Reason};
use intake::{Message, Refused};
use messages::{Arg, Lang};
use storage::StorageError;

/// An import that did not happen. Nothing was stored.
#[derive(Debug)]
pub enum ImportFailure {
    /// The file cannot be used.
    File(Refused),
    /// The use case failed as any other.
    Use(Failure),
}

impl From<Refused> for ImportFailure {
    fn from(refused: Refused) -> Self {
        ImportFailure::File(refused)
    }
}

impl From<Failure> for ImportFailure {
    fn from(failure: Failure) -> Self {
        ImportFailure::Use(failure)
    }
}

impl From<StorageError> for ImportFailure {
    fn from(error: StorageError) -> Self {
        ImportFailure::Use(error.into())
    }
}

/// Why a file was refused, in words.
pub fn refused_text(lang: Lang, refused: &Refused) -> String {
    rendered(lang, &refused.message())
}

/// Why a row was rejected, in words.
pub fn reason_text(lang: Lang, reason: &Reason) -> String {
    match reason {
        Reason::PersonalData(class) => lang.format("reason-personal-data", &[("value", messages::guard_class(lang, class).into())]),
        Reason::Missing
        | Reason::NotADate(_)
        | Reason::AmbiguousDate(_)
        | Reason::UnlikelyDate(_)
        | Reason::EndBeforeStart
        | Reason::NotANumber(_)
        | Reason::UnlikelyCount(_)
        | Reason::WrongCoordinateSystem(_)
        | Reason::OutsideDistricts
        | Reason::UnknownDistrict(_)
        | Reason::UnknownCode(_)
        | Reason::TooLong => rendered(lang, &intake::reason_message(reason)),
    }
}

/// Name of a field of the mapping.
pub fn field_text(lang: Lang, field: Field) -> String {
    lang.text(&format!("field-{}", field.key()))
}

fn rendered(lang: Lang, message: &Message) -> String {
    let args: Vec<_> = message.args.iter().map(|(name, value)| (*name, Arg::from(value.as_str()))).collect();
    lang.format(message.id, &args)
}
