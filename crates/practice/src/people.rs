//! The personas of the demonstration: titles, never names.

use domain::organisations::OrganisationKind;
use domain::policy::Role;

/// Someone to look at the town as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Persona {
    /// Stable key, for addresses and account names.
    pub key: &'static str,
    /// Title in Swedish.
    pub title_sv: &'static str,
    /// Title in English.
    pub title_en: &'static str,
    /// Organisation in Swedish, invented.
    pub organisation_sv: &'static str,
    /// Organisation in English.
    pub organisation_en: &'static str,
    /// Kind of that organisation.
    pub kind: OrganisationKind,
    /// Roles in the tenant.
    pub roles: &'static [Role],
}

/// The personas, the one to start as first.
pub fn persons() -> &'static [Persona] {
    const fn municipal(key: &'static str, title_sv: &'static str, title_en: &'static str, roles: &'static [Role]) -> Persona {
        Persona {
            key,
            title_sv,
            title_en,
            organisation_sv: "Övningskommunen",
            organisation_en: "The practice municipality",
            kind: OrganisationKind::Administration,
            roles,
        }
    }
    const PERSONS: &[Persona] = &[
        municipal("coordinator", "EST-samordnare", "EST coordinator", &[Role::Coordinator]),
        Persona {
            organisation_sv: "Polisen",
            organisation_en: "The police",
            kind: OrganisationKind::Police,
            ..municipal("police", "Kommunpolis", "Municipal police officer", &[Role::PoliceOfficer])
        },
        Persona {
            organisation_sv: "Bostadsbolaget",
            organisation_en: "The housing company",
            kind: OrganisationKind::PrivateLandlord,
            ..municipal(
                "landlord",
                "Bovärd, privat fastighetsägare",
                "Caretaker, private landlord",
                &[Role::Reporter, Role::Reader, Role::ActionOwner],
            )
        },
        Persona {
            organisation_sv: "Bevakningsbolaget",
            organisation_en: "The guard company",
            kind: OrganisationKind::Guards,
            ..municipal("guard", "Ordningsvakt", "Public-order guard", &[Role::Reporter, Role::ActionOwner])
        },
        municipal("head-teacher", "Rektor", "Head teacher", &[Role::Reporter, Role::ActionOwner]),
        Persona {
            organisation_sv: "Samhällsbyggnadsförvaltningen",
            organisation_en: "The urban development administration",
            ..municipal("engineer", "Gatuingenjör", "Street engineer", &[Role::ActionOwner])
        },
        municipal("analyst", "Analytiker", "Analyst", &[Role::Analyst]),
        municipal("registrar", "Registrator", "Registrar", &[Role::Registrar]),
        municipal("director", "Förvaltningschef", "Head of administration", &[Role::Reader]),
        municipal("administrator", "Administratör", "Administrator", &[Role::Administrator]),
    ];
    PERSONS
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::policy::{Action, allows};

    #[test]
    fn the_first_persona_can_publish_and_the_landlord_sees_no_rows() {
        let may = |persona: &Persona, action| allows(persona.roles, persona.kind, action);
        let persons = persons();
        assert!(may(&persons[0], Action::PublishPicture));
        let landlord = persons.iter().find(|p| p.key == "landlord");
        assert!(landlord.is_some_and(|p| may(p, Action::ViewPicture) && !may(p, Action::ViewImports)));
    }
}
