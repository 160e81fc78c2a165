//! Who acts: the only maker of permissions to read ([`Visible`]) and to write ([`Permit`]).

use crate::failure::Failure;
use crate::form_keys::SentForm;
use crate::ids::{AccountId, OrganisationId};
use crate::organisations::{Class, OrganisationKind};
use crate::policy::{self, Action, Role};
use crate::tenants::TenantCode;
use std::sync::Arc;

/// Someone acting in one tenant with what that person may do there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    account: Option<AccountId>,
    name: String,
    tenant: TenantCode,
    organisation: OrganisationKind,
    organisation_id: Option<OrganisationId>,
    restricted: bool,
    roles: Vec<Role>,
    sent: Option<Arc<SentForm>>,
}

/// What an actor may see. Storage's reads take it; only an [`Actor`] makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visible {
    ceiling: Class,
}

impl Visible {
    /// Highest class of material in the answer.
    pub fn ceiling(self) -> Class {
        self.ceiling
    }
}

/// Proof that the policy allowed an action. Storage's writes take it; only an [`Actor`] makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permit {
    action: Action,
}

impl Permit {
    /// The allowed action.
    pub fn action(self) -> Action {
        self.action
    }
}

impl Actor {
    /// A signed-in person acting through a membership that the directory has confirmed.
    pub fn member(account: AccountId, name: String, tenant: TenantCode, organisation: OrganisationKind, roles: Vec<Role>) -> Self {
        Self { account: Some(account), name, tenant, organisation, organisation_id: None, restricted: false, roles, sent: None }
    }

    /// The same acting for a known organisation of the tenant.
    #[must_use]
    pub fn of(self, organisation: OrganisationId) -> Self {
        Self { organisation_id: Some(organisation), ..self }
    }

    /// The same as one of those named for class D until a date that has not passed. It counts only
    /// where the organisation reaches class C.
    #[must_use]
    pub fn named_for_class_d(self) -> Self {
        Self { restricted: true, ..self }
    }

    /// The same sending a form: its writes in the tenant commit only if no other sending has written under the form's key.
    #[must_use]
    pub fn sending(self, form: Arc<SentForm>) -> Self {
        Self { sent: Some(form), ..self }
    }

    /// The form that it sends.
    pub fn sent(&self) -> Option<&Arc<SentForm>> {
        self.sent.as_ref()
    }

    /// The operator at the machine's own command line: may do what an administrator and a
    /// coordinator may, and is named so in the audit log.
    pub fn operator(tenant: TenantCode) -> Self {
        let roles = vec![Role::Administrator, Role::Coordinator, Role::Registrar];
        Self::program("samsyn (kommandorad)", tenant, roles)
    }

    /// The program itself doing scheduled work.
    pub fn scheduler(tenant: TenantCode) -> Self {
        let roles = vec![Role::Coordinator];
        Self::program("samsyn (schema)", tenant, roles)
    }

    /// Someone who has not signed in: may do nothing, and sees what is open to everyone.
    pub fn visitor(tenant: TenantCode) -> Self {
        Self { organisation: OrganisationKind::Other, ..Self::program("besökare", tenant, Vec::new()) }
    }

    fn program(name: &str, tenant: TenantCode, roles: Vec<Role>) -> Self {
        let organisation = OrganisationKind::Administration;
        Self { account: None, name: name.to_owned(), tenant, organisation, organisation_id: None, restricted: false, roles, sent: None }
    }

    /// Account; `None` for the command line and the scheduler.
    pub fn account(&self) -> Option<AccountId> {
        self.account
    }

    /// Function title or user name, as the audit log and the interface show it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The only tenant this actor can reach.
    pub fn tenant(&self) -> &TenantCode {
        &self.tenant
    }

    /// The organisation it acts for; `None` for the command line and the scheduler.
    pub fn organisation_id(&self) -> Option<OrganisationId> {
        self.organisation_id
    }

    /// Kind of organisation it acts for.
    pub fn organisation(&self) -> OrganisationKind {
        self.organisation
    }

    /// Roles in the tenant.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// What it may see.
    pub fn visible(&self) -> Visible {
        let ceiling = if self.roles.is_empty() { Class::A } else { self.organisation.ceiling() };
        Visible { ceiling: if self.restricted && ceiling == Class::C { Class::D } else { ceiling } }
    }

    /// Whether the policy allows an action; for showing or hiding a button.
    pub fn can(&self, action: Action) -> bool {
        policy::allows(&self.roles, self.organisation, action)
    }

    /// The door: a permit for the action, or [`Failure::NotAllowed`].
    pub fn may(&self, action: Action) -> Result<Permit, Failure> {
        if self.can(action) { Ok(Permit { action }) } else { Err(Failure::NotAllowed) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_d_is_for_named_persons_of_authorities_alone() {
        let of = |kind| {
            let tenant = "0580".parse().unwrap_or_else(|_| unreachable!());
            Actor::member(AccountId([0; 16]), "Chef".to_owned(), tenant, kind, vec![Role::Reader])
        };
        assert_eq!(of(OrganisationKind::Police).visible().ceiling(), Class::C);
        assert_eq!(of(OrganisationKind::Police).named_for_class_d().visible().ceiling(), Class::D);
        assert_eq!(of(OrganisationKind::Guards).named_for_class_d().visible().ceiling(), Class::B);
        let tenant = "0580".parse().unwrap_or_else(|_| unreachable!());
        let visitor = Actor::visitor(tenant);
        assert!(visitor.visible().ceiling() == Class::A && Action::ALL.iter().all(|a| !visitor.can(*a)));
    }
}
