//! Why an import did not happen, and the words for it.

use crate::imports::ToldBefore;
use domain::failure::Failure;
use domain::imports::{ChangedRow, Field, GoneRow, LinkedRow, ProbableMatch, Reason, RowContent};
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
        | Reason::SharedDistrict(_)
        | Reason::UnknownCode(_)
        | Reason::TooLong
        | Reason::TooManyFields(_)
        | Reason::StrayQuote => rendered(lang, &intake::reason_message(reason)),
    }
}

/// Name of a field of the mapping.
pub fn field_text(lang: Lang, field: Field) -> String {
    lang.text(&format!("field-{}", field.key()))
}

/// A row that may be the same incident as one of another list, in words.
pub fn probable_text(lang: Lang, probable: &ProbableMatch) -> String {
    let args = [
        ("row", Arg::from(probable.row.to_string())),
        ("source", probable.source.as_str().into()),
        ("start", messages::date_time(probable.start).into()),
        ("why", lang.text(&format!("likeness-{}", probable.likeness.key())).into()),
    ];
    let text = lang.format("import-probable", &args);
    match &probable.contents {
        Some([earlier, new]) => {
            let contents = [("earlier", Arg::from(content_text(lang, earlier))), ("new", content_text(lang, new).into())];
            format!("{text} {}", lang.format("import-probable-contents", &contents))
        }
        None => text,
    }
}

/// A row about an incident that another list tells of, in words.
pub fn linked_text(lang: Lang, linked: &LinkedRow) -> String {
    let args = [
        ("row", Arg::from(linked.row.to_string())),
        ("source", linked.source.as_str().into()),
        ("earlier", content_text(lang, &linked.earlier).into()),
    ];
    lang.format("import-linked", &args)
}

/// What tells one row from another: when, which code, and where.
fn content_text(lang: Lang, content: &RowContent) -> String {
    let time = messages::time_span(lang, content.start, content.end);
    let place = content.place.as_ref().or(content.district.as_ref());
    std::iter::once(time).chain(content.code.clone()).chain(place.cloned()).collect::<Vec<_>>().join(", ")
}

/// A row that would come with a list, in words.
pub fn new_row_text(lang: Lang, row: u32, content: &RowContent) -> String {
    lang.format("import-new-row", &[("row", row.to_string().into()), ("new", content_text(lang, content).into())])
}

/// A row of a replaced list and the one that takes its place, in words.
pub fn changed_text(lang: Lang, changed: &ChangedRow) -> String {
    let args = [
        ("row", Arg::from(changed.row.to_string())),
        ("new", content_text(lang, &changed.new).into()),
        ("before", changed.earlier_row.to_string().into()),
        ("earlier", content_text(lang, &changed.earlier).into()),
    ];
    lang.format("import-changed", &args)
}

/// A row of a replaced list that no longer counts, in words.
pub fn gone_text(lang: Lang, gone: &GoneRow) -> String {
    let place = gone.place.clone().or_else(|| gone.district.clone()).unwrap_or_default();
    let args = [("row", Arg::from(gone.row.to_string())), ("start", messages::date_time(gone.start).into()), ("place", place.into())];
    match &gone.file {
        Some(file) => lang.format("import-gone-of", &[args.as_slice(), &[("file", Arg::from(file.as_str()))]].concat()),
        None => lang.format("import-gone", &args),
    }
}

/// What a source has told of a file's weeks before, in words.
pub fn told_text(lang: Lang, told: &ToldBefore) -> String {
    let (first, last) = told.weeks;
    let id = if first == last { "import-told-week" } else { "import-told-weeks" };
    let args = [
        ("source", Arg::from(told.sender.as_str())),
        ("n", told.count.into()),
        ("first", messages::week_short(lang, first).into()),
        ("last", messages::week_short(lang, last).into()),
    ];
    lang.format(id, &args)
}

fn rendered(lang: Lang, message: &Message) -> String {
    let args: Vec<_> = message.args.iter().map(|(name, value)| (*name, Arg::from(value.as_str()))).collect();
    lang.format(message.id, &args)
}
