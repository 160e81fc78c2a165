//! Everyone who comes: each role in each situation, already signed in.

use crate::browser::{Browser, ELSEWHERE, HOME, Product};
use application::accounts::{self, NewAccount};
use application::people::{self, Invite, MemberFields};
use application::{ServerConfig, organisations, sessions};
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::ids::{AccountId, SessionId};
use domain::letters::Topic;
use domain::memberships::{MembershipStep, SecondFactorRule};
use domain::organisations::{Organisation, OrganisationKind};
use domain::policy::Role;
use domain::sessions::{Device, Stage};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use storage::Stores;
use storage::secret_links::{self, LinkRow, Purpose};

/// Situations that act in the municipality, and how the table calls them.
pub const ACTING: [&str; 3] = ["own", "other", "landlord"];

/// Those with a session of no use in the municipality.
pub const NOT_ACTING: [&str; 7] = ["elsewhere", "invited", "suspended", "expired", "removed", "left", "unproven"];

/// Roles that open something of class C in an authority: they must have a second factor here.
pub const ASKED: [Role; 7] = [
    Role::Coordinator,
    Role::PoliceOfficer,
    Role::GroupChair,
    Role::Analyst,
    Role::Registrar,
    Role::DataProtectionOfficer,
    Role::Administrator,
];

/// The organisation that the actions belong to.
pub const OWN: &str = "Trygghetsenheten";

/// Someone who comes.
#[derive(Clone)]
pub struct Visitor {
    pub situation: &'static str,
    pub role: Option<Role>,
    pub browser: Browser,
    pub account: Option<AccountId>,
    pub session: Option<SessionId>,
    pub actor: Option<Actor>,
}

/// Makes people without spending a second on each one's password.
pub struct Maker<'a> {
    product: &'a Product,
    stores: Stores,
    count: u32,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

pub fn operator() -> Actor {
    Actor::operator(HOME.parse().unwrap())
}

impl<'a> Maker<'a> {
    pub async fn new(product: &'a Product, place: &ServerConfig) -> Self {
        Self { product, stores: Stores::open(place).await.unwrap(), count: 0 }
    }

    /// An account that is an active member somewhere.
    pub async fn account(&mut self, roles: &[Role], tenant: &str, organisation: (&str, OrganisationKind)) -> AccountId {
        self.count += 1;
        let new = NewAccount {
            user: format!("besokare{}@example.se", self.count),
            title: "Besökare".to_owned(),
            password: None,
            tenant: tenant.parse().unwrap(),
            organisation: organisation.1,
            organisation_name: organisation.0.to_owned(),
            roles: roles.to_vec(),
        };
        accounts::create(&self.product.app, "test", &new).await.unwrap()
    }

    /// A session as signing in makes it; with a second factor or without.
    pub async fn sign_in(&mut self, account: AccountId, proven: bool) -> (Browser, SessionId) {
        let bytes: [u8; 32] = Sha256::digest(account.0).into();
        let session = SessionId(uuid::Uuid::now_v7().into_bytes());
        let mut tx = self.stores.write_directory("test".to_owned(), self.product.app.now()).await.unwrap();
        storage::sessions::insert(&mut tx, &Sha256::digest(bytes), session, account, Stage::Full, Device::UNKNOWN).await.unwrap();
        if proven {
            storage::accounts::set_totp(&mut tx, account, &[7; 20], 0).await.unwrap();
        }
        let entry = AuditEntry::new(Event::SignedIn, account.to_string());
        tx.commit(entry).await.unwrap();
        let mut browser = self.product.stranger();
        browser.cookie = format!("__Host-samsyn={}", hex(&bytes));
        (browser, session)
    }

    /// The secret of a link that ends the letters of feedback to an account, as a letter holds it.
    pub async fn opt_out(&self, account: AccountId) -> String {
        let bytes: [u8; 32] = Sha256::digest([&account.0[..], b"opt-out"].concat()).into();
        let now = self.product.app.now();
        let mut tx = self.stores.write_directory("test".to_owned(), now).await.unwrap();
        let (purpose, row) = (Purpose::OptOut(Topic::Feedback), LinkRow { account, tenant: None });
        secret_links::insert(&mut tx, &Sha256::digest(bytes).into(), purpose, &row, now + SignedDuration::from_hours(24)).await.unwrap();
        tx.commit(AuditEntry::new(Event::LinkMade, account.to_string())).await.unwrap();
        hex(&bytes)
    }

    /// Who acts in the municipality with a session.
    pub async fn actor(&self, browser: &Browser) -> Option<Actor> {
        let token = browser.cookie.split_once('=').unwrap().1;
        sessions::find(&self.product.app, token).await.unwrap().and_then(|s| s.actor(&HOME.parse().unwrap()))
    }

    async fn visitor(&mut self, situation: &'static str, role: Role) -> Visitor {
        let (app, operator) = (self.product.app.clone(), operator());
        let kind = if situation == "landlord" { OrganisationKind::PrivateLandlord } else { OrganisationKind::Administration };
        let organisation = match situation {
            "other" => "Fritidsförvaltningen",
            "landlord" => "Bostadsbolaget",
            "left" => "Avvecklingen",
            _ => OWN,
        };
        let tenant = if matches!(situation, "elsewhere" | "invited") { ELSEWHERE } else { HOME };
        let account = self.account(&[role], tenant, (organisation, kind)).await;
        let (browser, session) = self.sign_in(account, situation != "unproven").await;
        let known = organisations::list(&app, &operator).await.unwrap();
        let own = known.iter().find(|o| o.name == OWN);
        match situation {
            "invited" => {
                let member = member(role, own.unwrap(), None);
                let email = format!("besokare{}@example.se", self.count);
                people::invite(&app, &operator, &Invite { email, member }).await.unwrap();
            }
            "suspended" | "removed" => {
                let step = if situation == "removed" { MembershipStep::Remove } else { MembershipStep::Suspend };
                let version = people::by_id(&app, &operator, account).await.unwrap().version;
                people::step(&app, &operator, account, version, step, "prov").await.unwrap();
            }
            "expired" => expire(self.product, account, role, own.unwrap()).await,
            _ => {}
        }
        Visitor { situation, role: Some(role), browser, account: Some(account), session: Some(session), actor: None }
    }

    /// Everyone, the stranger last.
    pub async fn everyone(&mut self) -> Vec<Visitor> {
        let mut visitors = Vec::new();
        for situation in ACTING.into_iter().chain(NOT_ACTING) {
            for role in Role::ALL {
                visitors.push(self.visitor(situation, *role).await);
            }
        }
        let app = &self.product.app;
        let left = organisations::list(app, &operator()).await.unwrap().into_iter().find(|o| o.name == "Avvecklingen").unwrap();
        organisations::change(app, &operator(), &Organisation { active: false, ..left }).await.unwrap();
        people::set_second_factor_rule(app, &operator(), SecondFactorRule::Required).await.unwrap();
        for visitor in &mut visitors {
            visitor.actor = self.actor(&visitor.browser).await;
        }
        let browser = self.product.stranger();
        visitors.push(Visitor { situation: "stranger", role: None, browser, account: None, session: None, actor: None });
        visitors
    }
}

/// A membership whose last day was yesterday.
pub async fn expire(product: &Product, account: AccountId, role: Role, organisation: &Organisation) {
    let version = people::by_id(&product.app, &operator(), account).await.unwrap().version;
    let fields = member(role, organisation, Some("2026-11-17"));
    // In the past, so that a last day that has passed can be set.
    let then = product.app.at(product.app.now() - SignedDuration::from_hours(24 * 30));
    people::change(&then, &operator(), account, version, &fields).await.unwrap();
}

pub fn member(role: Role, organisation: &Organisation, last_day: Option<&str>) -> MemberFields {
    MemberFields {
        title: "Besökare".to_owned(),
        organisation: organisation.id,
        roles: vec![role],
        last_day: last_day.map(|day| day.parse().unwrap()),
    }
}
