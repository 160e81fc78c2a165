//! What is found, and how firmly to act on it.

/// A stretch of the text that is, or may be, personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First character, counted in `char`s (not bytes) from 0.
    pub start: usize,
    /// The character after the last, counted in `char`s.
    pub end: usize,
    /// What it is.
    pub class: Class,
    /// How firmly to act on it.
    pub level: Level,
}

/// What kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Personal identity number (*personnummer*), also as a sole trader's organisation number.
    Personnummer,
    /// Coordination number (*samordningsnummer*): day of birth plus 60.
    Samordningsnummer,
    /// Telephone number.
    Phone,
    /// E-mail address.
    Email,
    /// Name of an account in a social medium, or the address of a profile.
    Handle,
    /// Registration plate of a vehicle.
    Plate,
    /// Somebody's dwelling: an address with apartment or floor, or where somebody lives.
    Dwelling,
    /// Name of a person, or a nickname.
    Name,
    /// Date of birth.
    Birthdate,
    /// Details that together point at one person: age, school class, place, position.
    Combination,
    /// Health, origin, religion and other sensitive matters of a person (article 9 of the General Data Protection Regulation).
    Special,
}

impl Class {
    /// Every class.
    pub const ALL: &'static [Class] = &[
        Class::Personnummer,
        Class::Samordningsnummer,
        Class::Phone,
        Class::Email,
        Class::Handle,
        Class::Plate,
        Class::Dwelling,
        Class::Name,
        Class::Birthdate,
        Class::Combination,
        Class::Special,
    ];

    /// Stable key: message ids (`guard-class-…`, `guard-reason-…`), JSON, logs.
    pub fn key(self) -> &'static str {
        match self {
            Class::Personnummer => "personnummer",
            Class::Samordningsnummer => "samordningsnummer",
            Class::Phone => "phone",
            Class::Email => "email",
            Class::Handle => "handle",
            Class::Plate => "plate",
            Class::Dwelling => "dwelling",
            Class::Name => "name",
            Class::Birthdate => "birthdate",
            Class::Combination => "combination",
            Class::Special => "special",
        }
    }

    /// The class of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Class::ALL.iter().copied().find(|class| class.key() == key)
    }

    /// How firmly to act on this class when the finding is certain. A span's own level may be lower.
    pub fn level(self) -> Level {
        match self {
            Class::Personnummer | Class::Samordningsnummer => Level::Block,
            Class::Phone | Class::Email | Class::Handle | Class::Plate | Class::Dwelling | Class::Name | Class::Birthdate => Level::Confirm,
            Class::Combination | Class::Special => Level::Hint,
        }
    }
}

/// How firmly to act on a span; the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Show it; nothing is asked.
    Hint,
    /// Ask the writer: replace it, or say why it stays.
    Confirm,
    /// Must not be stored.
    Block,
}

impl Level {
    /// Every level.
    pub const ALL: &'static [Level] = &[Level::Hint, Level::Confirm, Level::Block];

    /// Stable key: message ids (`guard-level-…`), JSON, logs.
    pub fn key(self) -> &'static str {
        match self {
            Level::Hint => "hint",
            Level::Confirm => "confirm",
            Level::Block => "block",
        }
    }

    /// The level of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Level::ALL.iter().copied().find(|level| level.key() == key)
    }
}
