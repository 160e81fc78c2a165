//! Members who are signed in but whose membership does not act.

use crate::browser::{Browser, ELSEWHERE, HOME, Product, user};
use application::organisations;
use application::people::{self, Invite, MemberFields};
use domain::actor::Actor;
use domain::ids::AccountId;
use domain::memberships::{MembershipStep, SecondFactorRule};
use domain::organisations::{Organisation, OrganisationKind};
use domain::policy::Role;
use jiff::SignedDuration;

fn operator() -> Actor {
    Actor::operator(HOME.parse().unwrap())
}

/// The account of a role at home, with its version.
async fn found(product: &Product, role: Role) -> (AccountId, u32) {
    let people = people::list(&product.app, &operator()).await.unwrap();
    let person = people.into_iter().find(|p| p.user == user(role, HOME)).unwrap();
    (person.account, person.version)
}

/// Gives someone every role in an organisation.
async fn promote(product: &Product, role: Role, organisation: &Organisation, last_day: Option<&str>) {
    let (account, version) = found(product, role).await;
    let fields = MemberFields {
        title: role.key().to_owned(),
        organisation: organisation.id,
        roles: Role::ALL.to_vec(),
        last_day: last_day.map(|day| day.parse().unwrap()),
    };
    // In the past, so that a last day that has passed can be set.
    let app = product.app.at(product.app.now() - SignedDuration::from_hours(24 * 30));
    people::change(&app, &operator(), account, version, &fields).await.unwrap();
}

async fn organisation(product: &Product, name: &str) -> Organisation {
    let id = organisations::add(&product.app, &operator(), name, OrganisationKind::Administration).await.unwrap();
    organisations::by_id(&product.app, &operator(), id).await.unwrap()
}

/// A signed-in browser for each state that lets nobody do anything, each with every role.
pub async fn each_that_does_not_act(product: &Product) -> Vec<(&'static str, Browser)> {
    let (app, operator) = (&product.app, operator());
    let office = organisation(product, "Kansliet").await;
    let mut members = Vec::new();

    // Invited, not accepted: someone with an account elsewhere (Vaultwarden, CVE-2026-43913).
    let invited = product.browser(Role::Coordinator, ELSEWHERE).await;
    let member = MemberFields { title: "Inbjuden".to_owned(), organisation: office.id, roles: Role::ALL.to_vec(), last_day: None };
    let invite = Invite { email: user(Role::Coordinator, ELSEWHERE), member };
    people::invite(app, &operator, &invite).await.unwrap();
    members.push(("invited", invited));

    for (state, role, step) in [("suspended", Role::Analyst, MembershipStep::Suspend), ("removed", Role::Registrar, MembershipStep::Remove)]
    {
        members.push((state, product.browser(role, HOME).await));
        promote(product, role, &office, None).await;
        let (account, version) = found(product, role).await;
        people::step(app, &operator, account, version, step, "prov").await.unwrap();
    }

    members.push(("expired", product.browser(Role::Reader, HOME).await));
    promote(product, Role::Reader, &office, Some("2026-11-17")).await;

    let left = organisation(product, "Avvecklingen").await;
    members.push(("organisation left", product.browser(Role::GroupChair, HOME).await));
    promote(product, Role::GroupChair, &left, None).await;
    organisations::change(app, &operator, &Organisation { active: false, ..left }).await.unwrap();

    members.push(("second factor missing", product.browser(Role::Coordinator, HOME).await));
    people::set_second_factor_rule(app, &operator, SecondFactorRule::Required).await.unwrap();
    members
}
