//! What people in the field report about a place and a situation, never about persons
//! (dossier §2.4, §11.3).

mod state;

pub use state::{Decision, NotNow, ReportState, Returned, Wrong};

use crate::categories::Category;
use crate::districts::{DistrictCode, Point};
use crate::ids::{AccountId, OrganisationId, ReportId};
use crate::keyed::keyed;
use crate::organisations::OrganisationKind;
use crate::week::Week;
use jiff::Timestamp;

keyed! {
    /// How sure the reporter is (*säker uppgift*). Suspicion is to be reported too.
    Sureness {
        /// Seen or known.
        Sure "sure",
        /// Suspected.
        Suspected "suspected",
    }
}

keyed! {
    /// Whether it has been reported to the police as a crime. No case number is kept.
    PoliceReported {
        /// Not known.
        Unknown "unknown",
        /// Yes.
        Yes "yes",
        /// No.
        No "no",
    }
}

keyed! {
    /// What makes a place feel unsafe (*otrygg plats*).
    UnsafeReason {
        /// Lighting.
        Lighting "lighting",
        /// Poor view of the place, overgrown.
        Sight "sight",
        /// Graffiti or damage.
        Damage "damage",
        /// Littering.
        Litter "litter",
        /// Deserted.
        Desolate "desolate",
        /// People who disturb public order.
        Disorder "disorder",
    }
}

keyed! {
    /// Sort of place (*platstyp*).
    PlaceKind {
        /// Stairwell.
        Stairwell "stairwell",
        /// Storage rooms.
        Storage "storage",
        /// Cellar.
        Cellar "cellar",
        /// Shopping centre.
        ShoppingCentre "shopping-centre",
        /// Garage or car park.
        Garage "garage",
        /// Foot or cycle path.
        Path "path",
        /// Park or wood.
        Park "park",
        /// Square or street.
        Street "street",
        /// School yard.
        SchoolYard "school-yard",
        /// Bus stop or station.
        Stop "stop",
        /// Shop.
        Shop "shop",
        /// Another place outdoors.
        Outdoors "outdoors",
        /// Any other.
        Other "other",
    }
}

/// Longest description, characters (dossier §2.4: 500–1000).
pub const LONGEST_DESCRIPTION: usize = 1000;

/// Longest place or immediate action, characters.
pub const LONGEST_LINE: usize = 120;

/// What happened, where and when.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportContent {
    /// First level of the tree.
    pub category: Category,
    /// Second level, when chosen.
    pub subtype: Option<String>,
    /// Place in words: a named place, or a street with number.
    pub place: Option<String>,
    /// Sort of place.
    pub place_kind: Option<PlaceKind>,
    /// Position, when the reporter gave one or the named place has one.
    pub point: Option<Point>,
    /// District: from the position, the named place, or chosen.
    pub district: Option<DistrictCode>,
    /// Earliest time it can have happened.
    pub start: Timestamp,
    /// Latest time; `None` when it is not known.
    pub end: Option<Timestamp>,
    /// How sure.
    pub sureness: Sureness,
    /// In own words. Class C.
    pub description: Option<String>,
    /// Why a place feels unsafe.
    pub reasons: Vec<UnsafeReason>,
    /// What was done at once. Class C.
    pub immediate_action: Option<String>,
    /// Whether the police were told.
    pub police_reported: PoliceReported,
}

/// Who reported: an account in a role, never a name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reporter {
    /// Account.
    pub account: AccountId,
    /// Function title at the time.
    pub title: String,
    /// Organisation that it was reported for.
    pub organisation_id: OrganisationId,
    /// Name of that organisation at the time.
    pub organisation: String,
    /// Kind of that organisation.
    pub organisation_kind: OrganisationKind,
}

/// A report as kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Identity; made by the one who sends, so that sending again changes nothing.
    pub id: ReportId,
    /// Who.
    pub reporter: Reporter,
    /// When it first came in.
    pub submitted: Timestamp,
    /// What.
    pub content: ReportContent,
    /// Classes of personal data that the guard warned of and the reporter said were none: keys of
    /// the guard's classes. To be settled before the report counts.
    pub warnings: Vec<String>,
    /// How far it has come.
    pub state: ReportState,
    /// One more for every change: two who change at once find out.
    pub version: u32,
}

impl Report {
    /// The week that it belongs to: that of its start (G-11).
    pub fn week(&self) -> Week {
        Week::of(self.content.start)
    }
}

/// What the reports of an incident must say for it to be asked about. Empty asks about every incident, reported or not.
///
/// An incident with several reports says the strongest of what they say: seen before suspected, reported to the police before not
/// reported, and either before not known. So each reported incident has one answer, and the parts add up to the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Reported {
    /// How sure the reporters were.
    pub sureness: Option<Sureness>,
    /// Whether it was reported to the police.
    pub police: Option<PoliceReported>,
}

impl Reported {
    /// Whether it asks about every incident, reported or not.
    pub fn is_any(self) -> bool {
        self == Self::default()
    }
}

/// What accepted reports say beside what they count, added up. Not for private partners: the numbers are small.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ReportFacts {
    /// Reports.
    pub reports: u64,
    /// Of these: what the reporter saw or knew; the others were suspected.
    pub sure: u64,
    /// Of these: reported to the police as a crime.
    pub police: u64,
    /// Of these: not known whether it was.
    pub police_unknown: u64,
    /// Kinds of place, the most common first.
    pub place_kinds: Vec<(PlaceKind, u64)>,
    /// Why places feel unsafe, the most common first; a report may give several.
    pub reasons: Vec<(UnsafeReason, u64)>,
}

/// A named place that reporters find by its name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedPlace {
    /// As people call it.
    pub name: String,
    /// District it lies in.
    pub district: Option<DistrictCode>,
    /// Position, when known.
    pub point: Option<Point>,
}
