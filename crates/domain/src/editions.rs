//! The public edition of a week's picture: what everyone may see, without signing in (dossier §11.4 G-9).

use crate::categories::Category;
use crate::districts::DistrictCode;
use crate::incidents::ComingEvent;
use crate::pictures::Change;
use crate::tenants::TenantCode;
use crate::week::Week;
use crate::words::Words;
use jiff::Timestamp;

/// Smallest count that is shown to everyone, besides 0.
pub const FEWEST: u64 = 5;

/// The same for categories that point at people or groups more easily.
pub const FEWEST_SENSITIVE: u64 = 10;

/// Side of the map's squares, metres: larger than the smallest statistical areas of a town.
pub const SQUARE: u32 = 1000;

/// The least that a square's count is told as: never the count itself.
pub const SQUARE_STEPS: [u64; 4] = [5, 10, 20, 50];

/// Whether a category is told of the municipality alone, never of a part of it.
pub fn is_sensitive(category: Category) -> bool {
    fewest(category) != FEWEST
}

/// How few of a category may be shown.
pub fn fewest(category: Category) -> u64 {
    match category {
        Category::Violence | Category::StaffIncident | Category::Mood | Category::Drugs => FEWEST_SENSITIVE,
        Category::Damage
        | Category::Fire
        | Category::Gathering
        | Category::Traffic
        | Category::Burglary
        | Category::Littering
        | Category::UnsafePlace
        | Category::Squatting
        | Category::Preparation
        | Category::Arrangement
        | Category::Other => FEWEST,
    }
}

/// A count as everyone may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// There is no material, or it is not told of this part.
    Unknown,
    /// At least one: too few, or too few could be worked out from it.
    Hidden,
    /// So many.
    Count(u64),
}

impl Told {
    /// The count, when it is told.
    pub fn count(self) -> Option<u64> {
        match self {
            Told::Count(n) => Some(n),
            Told::Hidden | Told::Unknown => None,
        }
    }
}

impl From<Option<u64>> for Told {
    fn from(count: Option<u64>) -> Self {
        count.map_or(Told::Hidden, Told::Count)
    }
}

/// A week of the trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicWeek {
    /// Week.
    pub week: Week,
    /// Incidents.
    pub count: Told,
}

/// A district's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicDistrict {
    /// Code; `None` for what carries no district.
    pub code: Option<DistrictCode>,
    /// Name; empty for what carries no district.
    pub name: String,
    /// Incidents by category, in the order of [`PublicEdition::categories`]; unknown for those that are told of the municipality alone.
    pub cells: Vec<Told>,
    /// All of the district but what is told of the municipality alone.
    pub total: Told,
    /// Direction; `None` in editions from when sensitive categories are told of the municipality alone, for it would tell of them.
    pub change: Option<Change>,
}

/// A category's totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicCategory {
    /// Category.
    pub category: Category,
    /// Incidents.
    pub total: Told,
    /// Direction; `None` where the count is hidden.
    pub change: Option<Change>,
}

/// A square of the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PublicSquare {
    /// Middle, WGS 84 longitude.
    pub lon: f64,
    /// Middle, WGS 84 latitude.
    pub lat: f64,
    /// At least so many: one of [`SQUARE_STEPS`].
    pub least: u64,
}

/// The public edition: frozen with the version of the picture that it was made from.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicEdition {
    /// Whose.
    pub tenant: TenantCode,
    /// The authority's name.
    pub tenant_name: String,
    /// The week.
    pub week: Week,
    /// Version of the picture that it was made from.
    pub version: u32,
    /// When it was published.
    pub at: Timestamp,
    /// What the municipality says in its own words; may be empty.
    pub text: String,
    /// The municipality's own names of categories, as they were.
    pub words: Words,
    /// Incidents of the week.
    pub total: Told,
    /// Expected of the week, whole incidents: lowest and highest; `None` where it cannot be told.
    pub expected: Option<(u64, u64)>,
    /// Direction of the whole; `None` where the count is hidden.
    pub change: Option<Change>,
    /// The trend, oldest first.
    pub weekly: Vec<PublicWeek>,
    /// Categories: always the same ones, in tree order.
    pub categories: Vec<PublicCategory>,
    /// Districts in the order of the boundaries, then what carries none; empty when the week is told of the municipality as a whole.
    pub districts: Vec<PublicDistrict>,
    /// Squares with enough incidents.
    pub squares: Vec<PublicSquare>,
    /// Coming events that are open to everyone.
    pub coming: Vec<ComingEvent>,
    /// Sources with enough incidents, by name.
    pub sources: Vec<String>,
    /// How many other sources there are.
    pub other_sources: u32,
    /// SHA-256 over everything else in it, hexadecimal.
    pub digest: String,
}

/// An edition in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionListing {
    /// Week.
    pub week: Week,
    /// Version of the picture that it was made from.
    pub version: u32,
    /// When it was published.
    pub at: Timestamp,
    /// By whom: title.
    pub by: String,
    /// When and why it was withdrawn.
    pub withdrawn: Option<Withdrawal>,
}

/// Why an edition is no longer shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub at: Timestamp,
    /// By whom: title.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A word that is allowed in texts: the name of a place that looks like a person's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedWord {
    /// As written.
    pub text: String,
    /// Why it is no person.
    pub reason: String,
    /// Who allowed it: title.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
