//! Organisations of a tenant's collaboration and the information classes they may read
//! (dossier §9.2, §11.2).

use crate::ids::OrganisationId;
use std::collections::BTreeSet;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    /// Whether it was made from a name in older records that fits no organisation: an administrator is to say which one it was.
    pub former_name: bool,
    /// Counts changes, so that two administrators do not overwrite each other.
    pub version: u32,
}

/// An organisation as records from before ids name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedOrganisation {
    /// Name at the time.
    pub name: String,
    /// Kind, where the record says it.
    pub kind: Option<OrganisationKind>,
}

/// An organisation of the directory that a name can mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The organisation.
    pub organisation: Organisation,
    /// The organisation that an administrator has joined it with, if any.
    pub joined_into: Option<OrganisationId>,
}

impl NamedOrganisation {
    /// The kind that the record says, or the only one that the other records with this name say.
    pub fn kind_in(&self, records: &BTreeSet<NamedOrganisation>) -> Option<OrganisationKind> {
        self.kind.or_else(|| {
            let mut kinds = records.iter().filter(|other| other.name == self.name).filter_map(|other| other.kind);
            kinds.next().filter(|_| kinds.next().is_none())
        })
    }

    /// Returns the one organisation that the name means: of the same name and kind, or of the same name when no record says the
    /// kind and only one organisation has it. `None` when none or several fit: nothing is guessed.
    pub fn find(&self, records: &BTreeSet<NamedOrganisation>, known: &[Candidate]) -> Option<OrganisationId> {
        let kind = self.kind_in(records);
        let several_kinds = kind.is_none() && records.iter().any(|other| other.name == self.name && other.kind.is_some());
        let fits = |c: &&Candidate| c.organisation.name == self.name && kind.is_none_or(|kind| c.organisation.kind == kind);
        // An organisation that still goes by the name comes before one that was joined with another.
        let (standing, joined): (Vec<_>, Vec<_>) = known.iter().filter(fits).partition(|c| c.joined_into.is_none());
        let among = if standing.is_empty() { joined } else { standing };
        match among.as_slice() {
            [one] if !several_kinds => Some(one.organisation.id),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, kind: Option<OrganisationKind>) -> NamedOrganisation {
        NamedOrganisation { name: name.to_owned(), kind }
    }

    fn known(id: u8, name: &str, kind: OrganisationKind, joined_into: Option<u8>) -> Candidate {
        let organisation =
            Organisation { id: OrganisationId([id; 16]), name: name.to_owned(), kind, active: true, former_name: false, version: 1 };
        Candidate { organisation, joined_into: joined_into.map(|id| OrganisationId([id; 16])) }
    }

    #[test]
    fn a_name_means_the_organisation_that_alone_fits() {
        use OrganisationKind::{Guards, Police, PrivateLandlord};
        let directory = [known(1, "Polisen", Police, None), known(2, "Torget", Guards, None), known(3, "Torget", PrivateLandlord, None)];
        let find = |records: &[NamedOrganisation]| records[0].find(&records.iter().cloned().collect(), &directory).map(|id| id.0[0]);
        assert_eq!(find(&[named("Polisen", Some(Police))]), Some(1));
        assert_eq!(find(&[named("Polisen", None)]), Some(1), "only one has the name");
        assert_eq!(find(&[named("Polisen", Some(Guards))]), None, "another kind is another organisation");
        assert_eq!(find(&[named("polisen", None)]), None);
        assert_eq!(find(&[named("Torget", None)]), None, "two have the name");
        assert_eq!(find(&[named("Torget", None), named("Torget", Some(Guards))]), Some(2), "other records say the kind");
        assert_eq!(find(&[named("Torget", None), named("Torget", Some(Guards)), named("Torget", Some(PrivateLandlord))]), None);
        assert_eq!(find(&[named("Polisen", None), named("Polisen", Some(Police)), named("Polisen", Some(Guards))]), None);
    }

    #[test]
    fn an_organisation_that_was_joined_is_known_by_its_name_until_another_has_it() {
        use OrganisationKind::PrivateLandlord;
        let records = [named("Bolaget", Some(PrivateLandlord))];
        let find = |directory: &[Candidate]| records[0].find(&records.iter().cloned().collect(), directory).map(|id| id.0[0]);
        let joined = known(1, "Bolaget", PrivateLandlord, Some(7));
        assert_eq!(find(std::slice::from_ref(&joined)), Some(1));
        assert_eq!(find(&[joined, known(2, "Bolaget", PrivateLandlord, None)]), Some(2));
    }
}
