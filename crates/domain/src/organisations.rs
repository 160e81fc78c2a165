//! Organisations of a tenant's collaboration and the information classes they may read
//! (dossier §9.2, §11.2).

use crate::ids::OrganisationId;

/// Information class. Ordered: a higher class holds more sensitive material.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Open to everyone: published summaries, statistics.
    A,
    /// Everyone in the collaboration: weekly picture, hot spots.
    B,
    /// Authorities: rows, free text, exact points.
    C,
    /// Named persons for a limited time.
    D,
}

/// Kind of organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrganisationKind {
    /// An administration of the municipality.
    Administration,
    /// A company that the municipality controls; treated as an authority (OSL 2:3).
    MunicipalCompany,
    /// The police.
    Police,
    /// A private landlord: outside the secrecy act.
    PrivateLandlord,
    /// A guard company: outside the secrecy act.
    Guards,
    /// Rescue service.
    RescueService,
    /// Region.
    Region,
    /// Association or volunteers.
    Association,
    /// Business.
    Business,
    /// County administrative board.
    CountyBoard,
    /// University.
    University,
    /// Any other.
    Other,
}

impl OrganisationKind {
    /// Every kind.
    pub const ALL: &'static [OrganisationKind] = &[
        OrganisationKind::Administration,
        OrganisationKind::MunicipalCompany,
        OrganisationKind::Police,
        OrganisationKind::PrivateLandlord,
        OrganisationKind::Guards,
        OrganisationKind::RescueService,
        OrganisationKind::Region,
        OrganisationKind::Association,
        OrganisationKind::Business,
        OrganisationKind::CountyBoard,
        OrganisationKind::University,
        OrganisationKind::Other,
    ];

    /// Stable key: storage, command line, message ids.
    pub fn key(self) -> &'static str {
        match self {
            OrganisationKind::Administration => "administration",
            OrganisationKind::MunicipalCompany => "municipal-company",
            OrganisationKind::Police => "police",
            OrganisationKind::PrivateLandlord => "private-landlord",
            OrganisationKind::Guards => "guards",
            OrganisationKind::RescueService => "rescue-service",
            OrganisationKind::Region => "region",
            OrganisationKind::Association => "association",
            OrganisationKind::Business => "business",
            OrganisationKind::CountyBoard => "county-board",
            OrganisationKind::University => "university",
            OrganisationKind::Other => "other",
        }
    }

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.key() == key)
    }

    /// The highest class that its people may read.
    pub fn ceiling(self) -> Class {
        match self {
            OrganisationKind::Administration | OrganisationKind::Police | OrganisationKind::MunicipalCompany => Class::C,
            OrganisationKind::PrivateLandlord
            | OrganisationKind::Guards
            | OrganisationKind::RescueService
            | OrganisationKind::Region
            | OrganisationKind::Association
            | OrganisationKind::Business
            | OrganisationKind::CountyBoard
            | OrganisationKind::University
            | OrganisationKind::Other => Class::B,
        }
    }
}

/// An organisation in a tenant's collaboration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Identity.
    pub id: OrganisationId,
    /// Name as shown.
    pub name: String,
    /// Kind; it decides how far its people can see.
    pub kind: OrganisationKind,
    /// Whether it takes part: people of one that does not cannot act.
    pub active: bool,
    /// Counts changes, so that two administrators do not overwrite each other.
    pub version: u32,
}
