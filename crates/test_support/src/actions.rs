//! A plan for an action that says no more than it must.

use domain::actions::{ActionKind, ActionPlan, Basis, Organisation, Where};

/// A plan to mend something, owned by an organisation. Tests say the rest themselves.
pub fn plan(title: &str, owner: Organisation) -> ActionPlan {
    ActionPlan {
        title: title.to_owned(),
        description: None,
        kind: ActionKind::PhysicalEnvironment,
        basis: Basis::Situational,
        category: None,
        place: Where::default(),
        owner,
        person: None,
        partners: Vec::new(),
        start: None,
        due: None,
        cost: None,
        expected: None,
        measure: None,
        reports: Vec::new(),
        weeks: Vec::new(),
        hotspot: None,
    }
}
