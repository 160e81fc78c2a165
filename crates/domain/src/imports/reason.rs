//! Why a row was not imported.

/// Why a row was not imported, or why the whole file was refused.
///
/// Rendered by the interface in its reader's language; values are short cell texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A cell that must have a value is empty.
    Missing,
    /// Not a date or time that can be read; carries the cell's text.
    NotADate(String),
    /// A slash date while the mapping says neither month first nor day first.
    AmbiguousDate(String),
    /// Before 1990 or more than a day after the import.
    UnlikelyDate(String),
    /// The end is before the start.
    EndBeforeStart,
    /// Not a number that can be read.
    NotANumber(String),
    /// A count that is not between 1 and 10,000.
    UnlikelyCount(String),
    /// Position outside what the coordinate system can hold, or another system's numbers.
    WrongCoordinateSystem(String),
    /// Position outside the tenant's districts.
    OutsideDistricts,
    /// District name or code that the tenant does not have.
    UnknownDistrict(String),
    /// A name that several districts have.
    SharedDistrict(String),
    /// Code or label that is not in the tenant's table of codes.
    UnknownCode(String),
    /// The cell holds something that looks like personal data; the class is named, never the value.
    PersonalData(&'static str),
    /// More cells, or longer text, than a row may have.
    TooLong,
    /// More fields than the header row has columns: both numbers, as `6/5`.
    TooManyFields(String),
    /// A quotation mark that leaves it open where the row's fields begin and end.
    StrayQuote,
}

/// Classes of personal data that a [`Reason::PersonalData`] can name.
const PERSONAL_DATA: [&str; 11] =
    ["personnummer", "samordningsnummer", "phone", "email", "handle", "plate", "dwelling", "name", "birthdate", "combination", "special"];

impl Reason {
    /// Stable key: storage, `--json`, and the message id `reason-…`.
    pub fn key(&self) -> &'static str {
        match self {
            Reason::Missing => "missing",
            Reason::NotADate(_) => "not-a-date",
            Reason::AmbiguousDate(_) => "ambiguous-date",
            Reason::UnlikelyDate(_) => "unlikely-date",
            Reason::EndBeforeStart => "end-before-start",
            Reason::NotANumber(_) => "not-a-number",
            Reason::UnlikelyCount(_) => "unlikely-count",
            Reason::WrongCoordinateSystem(_) => "wrong-coordinate-system",
            Reason::OutsideDistricts => "outside-districts",
            Reason::UnknownDistrict(_) => "unknown-district",
            Reason::SharedDistrict(_) => "shared-district",
            Reason::UnknownCode(_) => "unknown-code",
            Reason::PersonalData(_) => "personal-data",
            Reason::TooLong => "too-long",
            Reason::TooManyFields(_) => "too-many-fields",
            Reason::StrayQuote => "stray-quote",
        }
    }

    /// The cell's text, or the class of personal data, when the reason carries one.
    pub fn detail(&self) -> Option<&str> {
        match self {
            Reason::NotADate(text)
            | Reason::AmbiguousDate(text)
            | Reason::UnlikelyDate(text)
            | Reason::NotANumber(text)
            | Reason::UnlikelyCount(text)
            | Reason::WrongCoordinateSystem(text)
            | Reason::UnknownDistrict(text)
            | Reason::SharedDistrict(text)
            | Reason::UnknownCode(text)
            | Reason::TooManyFields(text) => Some(text),
            Reason::PersonalData(class) => Some(class),
            Reason::Missing | Reason::EndBeforeStart | Reason::OutsideDistricts | Reason::TooLong | Reason::StrayQuote => None,
        }
    }

    /// The reason of a key and detail; the inverse of [`Reason::key`] and [`Reason::detail`].
    pub fn from_key(key: &str, detail: Option<&str>) -> Option<Self> {
        let text = || detail.unwrap_or_default().to_owned();
        Some(match key {
            "missing" => Reason::Missing,
            "not-a-date" => Reason::NotADate(text()),
            "ambiguous-date" => Reason::AmbiguousDate(text()),
            "unlikely-date" => Reason::UnlikelyDate(text()),
            "end-before-start" => Reason::EndBeforeStart,
            "not-a-number" => Reason::NotANumber(text()),
            "unlikely-count" => Reason::UnlikelyCount(text()),
            "wrong-coordinate-system" => Reason::WrongCoordinateSystem(text()),
            "outside-districts" => Reason::OutsideDistricts,
            "unknown-district" => Reason::UnknownDistrict(text()),
            "shared-district" => Reason::SharedDistrict(text()),
            "unknown-code" => Reason::UnknownCode(text()),
            "personal-data" => Reason::PersonalData(PERSONAL_DATA.iter().copied().find(|c| Some(*c) == detail)?),
            "too-long" => Reason::TooLong,
            "too-many-fields" => Reason::TooManyFields(text()),
            "stray-quote" => Reason::StrayQuote,
            _ => return None,
        })
    }
}
