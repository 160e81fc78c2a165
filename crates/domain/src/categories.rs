//! The two-level category tree that every source is mapped to (dossier §2.6).

mod police_codes;

pub use police_codes::police_codes;

use std::fmt;
use std::str::FromStr;

/// What sort of thing a category is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CategoryKind {
    /// *Brott*: something that could be reported as a crime.
    Crime,
    /// *Otrygghet*: disturbs or makes unsafe without being a crime in itself.
    Unsafety,
    /// *Planerad*: a coming event; looked ahead to, never counted.
    Planned,
    /// Anything else.
    Other,
}

macro_rules! categories {
    ($($name:ident $code:literal $kind:ident [$($sub:literal),*];)*) => {
        /// First level of the shipped tree. Codes are stable; labels are texts of the interface
        /// (`category-SKA` …).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Category { $(#[doc = $code] $name,)* }

        impl Category {
            /// Every category in its shown order.
            pub const ALL: &'static [Category] = &[$(Category::$name),*];

            /// Stable three-letter code.
            pub fn code(self) -> &'static str {
                match self { $(Category::$name => $code,)* }
            }

            /// Crime, unsafety, planned or other.
            pub fn kind(self) -> CategoryKind {
                match self { $(Category::$name => CategoryKind::$kind,)* }
            }

            /// Codes of the second level: stable keys under this category.
            pub fn subtypes(self) -> &'static [&'static str] {
                match self { $(Category::$name => &[$($sub),*],)* }
            }
        }

        impl FromStr for Category {
            type Err = NotACategory;

            fn from_str(text: &str) -> Result<Self, NotACategory> {
                match text { $($code => Ok(Category::$name),)* _ => Err(NotACategory) }
            }
        }
    };
}

categories! {
    Damage "SKA" Crime ["graffiti", "glass", "vehicle", "building", "playground", "lighting", "other"];
    Fire "BRA" Crime ["arson", "vehicle", "container", "pyrotechnics"];
    Gathering "SAM" Unsafety ["indoors", "centre", "school", "outdoors"];
    Drugs "NAR" Crime ["dealing", "use", "find", "paraphernalia"];
    Violence "VAL" Crime ["assault", "threat", "fight", "robbery", "molestation", "harassment"];
    Traffic "TRA" Unsafety ["reckless", "moped", "a_tractor", "scooter", "speeding"];
    Burglary "INB" Crime ["home", "premises", "storage", "vehicle", "bicycle", "shop"];
    Littering "NED" Unsafety ["rubbish", "sharps", "abandoned_vehicle", "neglect"];
    UnsafePlace "PLA" Unsafety ["lighting", "sight", "desolate", "underpass", "design"];
    StaffIncident "INC" Crime ["obstructed", "threatened", "provoked", "violence", "stones"];
    Squatting "BOE" Unsafety ["stairwell", "cellar", "tent", "vehicle"];
    Preparation "FOR" Unsafety ["stones", "paving", "weapon", "unknown"];
    Mood "OPI" Unsafety ["rumour", "incitement", "tension"];
    Arrangement "ARR" Planned ["event", "demonstration", "holiday", "match", "graduation"];
    Other "OVR" Other [];
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text is not the code of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACategory;

impl fmt::Display for NotACategory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a category code")
    }
}

impl std::error::Error for NotACategory {}

/// One row of a tenant's editable table from a sender's code to the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeMapping {
    /// The sender's own code or label as text, such as the police *brottskod* `0858`.
    pub code: String,
    /// Where it belongs in the tree.
    pub category: Category,
    /// Key of a subtype of that category, when the code says so much.
    pub subtype: Option<String>,
}
