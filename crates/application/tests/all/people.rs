//! People: inviting, accepting, every state at once, mail over a real SMTP conversation, the second
//! factor, forgotten passwords.

use crate::town::{TestTown, code, now};
use application::mail::{MailConfig, Post, Tls};
use application::people::{self, Invite, MemberFields};
use application::sessions::{self, SignedIn};
use application::{App, ServerConfig, invitations, organisations, own_account, recovery, schedule, second_factor, training};
use domain::actor::Actor;
use domain::failure::Failure;
use domain::ids::{AccountId, OrganisationId};
use domain::memberships::{MembershipStep, SecondFactorRule};
use domain::organisations::OrganisationKind;
use domain::policy::{Action, Role};
use domain::sessions::Device;
use jiff::{SignedDuration, Timestamp};
use test_support::smtp::Sink;

const PASSWORD: &str = "långa ord på rad 7";
const EMAIL: &str = "bovard@bostadsbolaget.example.se";

pub fn with_mail(town: &TestTown) -> Sink {
    let sink = Sink::start();
    let config = MailConfig {
        host: "127.0.0.1".to_owned(),
        port: sink.port(),
        tls: Tls::None,
        credentials: None,
        from: "Samsyn <samsyn@example.se>".to_owned(),
    };
    town.app.open_post(Post::open(&config).unwrap());
    town.app.open_address("https://samsyn.example.se/");
    sink
}

async fn landlord(town: &TestTown) -> OrganisationId {
    let known = organisations::list(&town.app, &town.actor).await.unwrap().into_iter().find(|o| o.name == "Bostadsbolaget");
    match known {
        Some(known) => known.id,
        None => organisations::add(&town.app, &town.actor, "Bostadsbolaget", OrganisationKind::PrivateLandlord).await.unwrap(),
    }
}

async fn fields(town: &TestTown, roles: &[Role]) -> MemberFields {
    MemberFields { title: "Bovärd".to_owned(), organisation: landlord(town).await, roles: roles.to_vec(), last_day: None }
}

/// Invites and answers the account and the secret of its link, handed over.
async fn invited(town: &TestTown, email: &str) -> (AccountId, String) {
    let member = fields(town, &[Role::Reporter]).await;
    let invited = people::invite(&town.app, &town.actor, &Invite { email: email.to_owned(), member }).await.unwrap();
    let link = invited.link.expect("no mail is configured");
    (invited.account, link.rsplit('/').next().unwrap().to_owned())
}

/// Someone who has accepted, with the session's token.
async fn joined(town: &TestTown, email: &str) -> (AccountId, String) {
    let (account, secret) = invited(town, email).await;
    let token = invitations::accept_as_new(&town.app, &secret, PASSWORD, Device::UNKNOWN).await.unwrap();
    (account, token)
}

async fn seen(town: &TestTown, account: AccountId) -> u32 {
    people::by_id(&town.app, &town.actor, account).await.unwrap().version
}

async fn step(town: &TestTown, account: AccountId, step: MembershipStep) -> Result<(), Failure> {
    people::step(&town.app, &town.actor, account, seen(town, account).await, step, "slutat här").await
}

async fn acts(app: &App, token: &str) -> bool {
    sessions::find(app, token).await.unwrap().is_some_and(|s| s.actor(&code()).is_some())
}

async fn sign_in(app: &App, password: &str) -> Result<SignedIn, Failure> {
    sessions::sign_in(app, EMAIL, password, Device::UNKNOWN, None).await
}

async fn work(app: &App) {
    while schedule::work(app, &code(), domain::jobs::Lane::ALL).await.unwrap() {}
}

fn message(failure: Failure) -> String {
    match failure {
        Failure::Invalid(fields) => fields[0].message.to_owned(),
        Failure::Conflict(id) => id.to_owned(),
        other => other.to_string(),
    }
}

fn at(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

test_support::on_each_database! {
    async fn an_invitation_lets_in_once_and_only_after_it_is_accepted(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let (account, secret) = invited(&town, EMAIL).await;
        assert!(people::choices(&town.app, &town.actor).await.unwrap().is_empty(), "nobody acts before accepting");
        let open = invitations::open(&town.app, &secret).await.unwrap();
        assert_eq!((open.user.as_str(), open.organisation.as_str(), open.needs_password), (EMAIL, "Bostadsbolaget", true));
        let short = invitations::accept_as_new(&town.app, &secret, "för kort", Device::UNKNOWN).await.unwrap_err();
        assert_eq!(message(short), "failure-password-short");
        let token = invitations::accept_as_new(&town.app, &secret, PASSWORD, Device::UNKNOWN).await.unwrap();
        assert!(acts(&town.app, &token).await);
        assert!(matches!(invitations::accept_as_new(&town.app, &secret, PASSWORD, Device::UNKNOWN).await, Err(Failure::NotFound)));
        let session = sessions::find(&town.app, &token).await.unwrap().unwrap();
        let actor = session.actor(&code()).unwrap();
        assert!(actor.can(Action::ViewPicture) && !actor.can(Action::ViewImports));
        assert_eq!((actor.account(), actor.name(), actor.organisation_id()), (Some(account), "Bovärd", Some(landlord(&town).await)));
    }

    async fn old_withdrawn_and_replaced_invitations_open_nothing(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let (account, first) = invited(&town, EMAIL).await;
        let eight_days = town.app.at(now() + SignedDuration::from_hours(8 * 24));
        assert!(matches!(invitations::open(&eight_days, &first).await, Err(Failure::NotFound)));
        let version = seen(&town, account).await;
        let again = people::invite_again(&town.app, &town.actor, account, version, people::Way::Mail).await.unwrap().link.unwrap();
        let second = again.rsplit('/').next().unwrap();
        assert!(matches!(invitations::open(&town.app, &first).await, Err(Failure::NotFound)));
        assert!(invitations::open(&town.app, second).await.is_ok());
        step(&town, account, MembershipStep::Remove).await.unwrap();
        assert!(matches!(invitations::open(&town.app, second).await, Err(Failure::NotFound)));
        assert!(matches!(invitations::accept_as_new(&town.app, second, PASSWORD, Device::UNKNOWN).await, Err(Failure::NotFound)));
        for bad in ["", "0a", &"0".repeat(64)] {
            assert!(matches!(invitations::open(&town.app, bad).await, Err(Failure::NotFound)));
        }
    }

    async fn every_state_but_active_stops_an_open_session_at_once(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let (account, token) = joined(&town, EMAIL).await;
        step(&town, account, MembershipStep::Suspend).await.unwrap();
        assert!(!acts(&town.app, &token).await);
        let suspended = people::by_id(&town.app, &town.actor, account).await.unwrap();
        assert!(matches!(&suspended.state, domain::memberships::MembershipState::Suspended(e) if e.reason == "slutat här" && e.by.contains("kommandorad")));
        step(&town, account, MembershipStep::Resume).await.unwrap();
        assert!(acts(&town.app, &token).await);
        // The last day: the whole of it, and no longer.
        let last = MemberFields { last_day: Some("2026-11-20".parse().unwrap()), ..fields(&town, &[Role::Reporter]).await };
        people::change(&town.app, &town.actor, account, seen(&town, account).await, &last).await.unwrap();
        let late = town.app.at("2026-11-20T22:59:59Z".parse().unwrap());
        let token_late = sessions::sign_in(&late, EMAIL, PASSWORD, Device::UNKNOWN, None).await.unwrap().token;
        assert!(acts(&late, &token_late).await);
        assert!(!acts(&town.app.at("2026-11-20T23:00:00Z".parse().unwrap()), &token_late).await);
        // Its organisation leaves.
        let organisation = organisations::by_id(&town.app, &town.actor, landlord(&town).await).await.unwrap();
        let left = domain::organisations::Organisation { active: false, ..organisation };
        organisations::change(&town.app, &town.actor, &left).await.unwrap();
        assert!(!acts(&town.app, &token).await);
        let back = domain::organisations::Organisation { active: true, version: left.version + 1, ..left };
        organisations::change(&town.app, &town.actor, &back).await.unwrap();
        assert!(acts(&town.app, &token).await);
        step(&town, account, MembershipStep::Remove).await.unwrap();
        assert!(!acts(&town.app, &token).await);
        assert_eq!(message(step(&town, account, MembershipStep::Resume).await.unwrap_err()), "failure-membership-step");
    }

    async fn queued_work_of_someone_suspended_is_not_done(place: ServerConfig) {
        use application::imports;
        let town = TestTown::empty(place).await;
        let police = organisations::add(&town.app, &town.actor, "Polisen", OrganisationKind::Police).await.unwrap();
        let (account, token) = joined(&town, EMAIL).await;
        let officer = MemberFields { organisation: police, roles: vec![Role::PoliceOfficer], ..fields(&town, &[]).await };
        people::change(&town.app, &town.actor, account, seen(&town, account).await, &officer).await.unwrap();
        let actor = sessions::find(&town.app, &token).await.unwrap().unwrap().actor(&code()).unwrap();
        let body = futures::stream::iter([Ok(bytes::Bytes::from_static(b"Id;Brottskod;Start\nK1;1201;2026-11-10 12:00\n"))]);
        let upload = imports::keep_upload(&town.app, &actor, "lista.csv", body).await.unwrap();
        let command = imports::ImportIncidents { sender: "Polisen".to_owned(), ..Default::default() };
        let job = imports::start(&town.app, &actor, &upload, &command).await.unwrap();
        step(&town, account, MembershipStep::Suspend).await.unwrap();
        work(&town.app).await;
        assert_eq!(imports::progress(&town.app, &town.actor, job).await.unwrap(), imports::Progress::Failed);
        assert!(imports::list(&town.app, &town.actor).await.unwrap().is_empty());
    }

    async fn two_administrators_do_not_overwrite_each_other(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let (account, _) = joined(&town, EMAIL).await;
        let version = seen(&town, account).await;
        let change = fields(&town, &[Role::Reader]).await;
        people::change(&town.app, &town.actor, account, version, &change).await.unwrap();
        let late = fields(&town, &[Role::Coordinator]).await;
        assert_eq!(message(people::change(&town.app, &town.actor, account, version, &late).await.unwrap_err()), "failure-changed-meanwhile");
        let suspended = people::step(&town.app, &town.actor, account, version, MembershipStep::Suspend, "x").await.unwrap_err();
        assert_eq!(message(suspended), "failure-changed-meanwhile");
        assert_eq!(people::by_id(&town.app, &town.actor, account).await.unwrap().roles, [Role::Reader]);
    }

    async fn nobody_can_lock_the_last_door_behind_themselves(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let office = organisations::add(&town.app, &town.actor, "Kansliet", OrganisationKind::Administration).await.unwrap();
        let member = MemberFields { title: "Administratör".to_owned(), organisation: office, roles: vec![Role::Administrator], last_day: None };
        let link = people::invite(&town.app, &town.actor, &Invite { email: EMAIL.to_owned(), member: member.clone() }).await.unwrap();
        let secret = link.link.unwrap().rsplit('/').next().unwrap().to_owned();
        let token = invitations::accept_as_new(&town.app, &secret, PASSWORD, Device::UNKNOWN).await.unwrap();
        let admin = sessions::find(&town.app, &token).await.unwrap().unwrap().actor(&code()).unwrap();
        let version = seen(&town, link.account).await;
        let own = |fields: MemberFields| {
            let (app, admin) = (town.app.clone(), admin.clone());
            async move { message(people::change(&app, &admin, link.account, version, &fields).await.unwrap_err()) }
        };
        assert_eq!(own(MemberFields { roles: vec![Role::Reader], ..member.clone() }).await, "failure-own-membership");
        assert_eq!(own(MemberFields { last_day: Some("2026-12-01".parse().unwrap()), ..member.clone() }).await, "failure-own-membership");
        let removed = people::step(&town.app, &admin, link.account, version, MembershipStep::Remove, "x").await.unwrap_err();
        assert_eq!(message(removed), "failure-own-membership");
        let rule = people::set_second_factor_rule(&town.app, &admin, SecondFactorRule::Required).await.unwrap_err();
        assert_eq!(message(rule), "failure-second-factor-first");
        let gone = domain::organisations::Organisation { active: false, ..organisations::by_id(&town.app, &admin, office).await.unwrap() };
        assert_eq!(message(organisations::change(&town.app, &admin, &gone).await.unwrap_err()), "failure-organisation-own");
    }

    async fn an_account_that_exists_is_told_alike_and_must_sign_in_to_accept(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let other = "0581".parse().unwrap();
        application::tenants::create(&town.app, &other, "Norrköpings kommun").await.unwrap();
        let (account, _) = joined(&town, EMAIL).await;
        let there = Actor::operator(other.clone());
        let organisation = organisations::add(&town.app, &there, "Bostadsbolaget", OrganisationKind::PrivateLandlord).await.unwrap();
        let member = MemberFields { title: "Bovärd".to_owned(), organisation, roles: vec![Role::Reporter], last_day: None };
        let invited = people::invite(&town.app, &there, &Invite { email: EMAIL.to_uppercase(), member }).await.unwrap();
        assert_eq!(invited.account, account);
        let told = people::by_id(&town.app, &there, account).await.unwrap();
        assert_eq!((told.seen, told.has_password), (None, false), "that there is an account is not told");
        let secret = invited.link.unwrap().rsplit('/').next().unwrap().to_owned();
        // The link alone sets no password over the one that is there, and lets nobody else in.
        let over = invitations::accept_as_new(&town.app, &secret, "ett annat långt lösenord", Device::UNKNOWN).await.unwrap_err();
        assert_eq!(message(over), "failure-invitation-sign-in");
        let (stranger, _) = joined(&town, "annan@example.se").await;
        assert!(matches!(invitations::accept_signed_in(&town.app, &secret, stranger).await, Err(Failure::NotFound)));
        invitations::accept_signed_in(&town.app, &secret, account).await.unwrap();
        let token = sign_in(&town.app, PASSWORD).await.unwrap().token;
        assert!(sessions::find(&town.app, &token).await.unwrap().unwrap().actor(&other).is_some());
    }

    async fn an_invitation_goes_by_mail_and_its_secret_is_nowhere_else(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let sink = with_mail(&town);
        let member = fields(&town, &[Role::Reporter]).await;
        let invited = people::invite(&town.app, &town.actor, &Invite { email: EMAIL.to_owned(), member }).await.unwrap();
        assert_eq!(invited.link, None);
        // The server is busy at first: the mail waits and goes out later, once.
        sink.answer_next("451 4.3.0 senare");
        work(&town.app).await;
        assert!(sink.mails().is_empty());
        assert_eq!(people::by_id(&town.app, &town.actor, invited.account).await.unwrap().invited_by_link_at, None, "no link is out");
        work(&town.app.at(at(2))).await;
        work(&town.app.at(at(20))).await;
        let mail = sink.last();
        assert_eq!((sink.mails().len(), mail.to.as_slice()), (1, [EMAIL.to_owned()].as_slice()));
        assert_eq!(mail.from, "samsyn@example.se");
        assert!(mail.text().contains("Linköpings kommun") && mail.text().contains("Bovärd"), "{}", mail.text());
        let link = mail.link("https://samsyn.example.se/inbjudan/");
        let secret = link.rsplit('/').next().unwrap();
        let person = people::by_id(&town.app, &town.actor, invited.account).await.unwrap();
        assert!(person.invited_by_link_at.is_some() && person.mail_refused_at.is_none());
        let token = invitations::accept_as_new(&town.app.at(at(20)), secret, PASSWORD, Device::UNKNOWN).await.unwrap();
        assert!(acts(&town.app.at(at(20)), &token).await);
    }

    async fn a_mail_to_someone_who_is_gone_is_not_sent_and_a_refused_one_is_given_up(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let sink = with_mail(&town);
        let member = fields(&town, &[Role::Reporter]).await;
        let gone = people::invite(&town.app, &town.actor, &Invite { email: EMAIL.to_owned(), member: member.clone() }).await.unwrap();
        step(&town, gone.account, MembershipStep::Remove).await.unwrap();
        work(&town.app).await;
        assert!(sink.mails().is_empty(), "the invitation was withdrawn before it was sent");
        let wrong = people::invite(&town.app, &town.actor, &Invite { email: "fel@example.se".to_owned(), member }).await.unwrap();
        sink.answer_next("550 5.1.1 okänd");
        work(&town.app).await;
        work(&town.app.at(at(60))).await;
        assert!(sink.mails().is_empty());
        let person = people::by_id(&town.app, &town.actor, wrong.account).await.unwrap();
        assert_eq!((person.mail_refused_at, person.invited_by_link_at), (Some(town.app.now()), None), "the administrators see it");
        // The link is shown to hand over, though there is mail, and the refusal is no longer shown.
        let again = people::invite_again(&town.app, &town.actor, wrong.account, person.version, people::Way::Hand).await.unwrap();
        let secret = again.link.unwrap().rsplit('/').next().unwrap().to_owned();
        let person = people::by_id(&town.app, &town.actor, wrong.account).await.unwrap();
        assert!(person.mail_refused_at.is_none() && person.invited_by_link_at.is_some());
        invitations::accept_as_new(&town.app, &secret, PASSWORD, Device::UNKNOWN).await.unwrap();
        work(&town.app).await;
        assert!(sink.mails().is_empty());
    }

    async fn many_who_ask_for_an_accounts_link_send_it_three_mails_and_leave_bounded_traces(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        joined(&town, EMAIL).await;
        let sink = with_mail(&town);
        let head = || async { application::audit::directory_page(&town.app, &town.actor, None, 1).await.unwrap().entries[0].seq };
        let before = head().await;
        let asks = (0..100).map(|_| {
            let app = town.app.clone();
            tokio::spawn(async move { recovery::ask(&app, EMAIL).await })
        });
        for asked in futures::future::join_all(asks).await {
            asked.unwrap().unwrap();
        }
        // What a known name needs more is done after the answer.
        for _ in 0..40 {
            work(&town.app).await;
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        assert_eq!(sink.mails().len(), 3);
        assert!(head().await - before <= 60 + 10, "a flood is one entry");
    }

    async fn a_forgotten_password_is_replaced_once_and_ends_every_session(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let (_, token) = joined(&town, EMAIL).await;
        assert_eq!(message(recovery::ask(&town.app, EMAIL).await.unwrap_err()), "failure-no-mail");
        let sink = with_mail(&town);
        recovery::ask(&town.app, "finns.inte@example.se").await.unwrap();
        recovery::ask(&town.app, &EMAIL.to_uppercase()).await.unwrap();
        // What a known name needs more is done after the answer.
        for _ in 0..200 {
            work(&town.app).await;
            if !sink.mails().is_empty() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(sink.mails().len(), 1);
        let link = sink.last().link("https://samsyn.example.se/losenord/");
        let secret = link.rsplit('/').next().unwrap();
        assert!(matches!(recovery::open(&town.app.at(at(61)), secret).await, Err(Failure::NotFound)), "an hour");
        let new = "ett helt annat lösenord";
        recovery::reset(&town.app, secret, new).await.unwrap();
        assert!(sessions::find(&town.app, &token).await.unwrap().is_none());
        assert!(sign_in(&town.app, PASSWORD).await.is_err() && sign_in(&town.app, new).await.is_ok());
        assert!(matches!(recovery::reset(&town.app, secret, PASSWORD).await, Err(Failure::NotFound)));
    }

    async fn a_changed_password_makes_links_stop_and_other_devices_end(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let (account, first) = joined(&town, EMAIL).await;
        let link = recovery::link(&town.app, &code(), EMAIL, false).await.unwrap();
        let secret = link.rsplit('/').next().unwrap();
        recovery::open(&town.app, secret).await.unwrap();
        let token = sign_in(&town.app, PASSWORD).await.unwrap().token;
        assert_eq!(own_account::show(&town.app, account).await.unwrap().devices.len(), 2);
        let session = sessions::find(&town.app, &token).await.unwrap().unwrap().id.unwrap();
        let wrong = own_account::change_password(&town.app, account, session, "fel", "ett helt nytt lösenord").await.unwrap_err();
        assert_eq!(message(wrong), "failure-present-password");
        own_account::change_password(&town.app, account, session, PASSWORD, "ett helt nytt lösenord").await.unwrap();
        assert!(matches!(recovery::open(&town.app, secret).await, Err(Failure::NotFound)));
        assert!(acts(&town.app, &token).await && !acts(&town.app, &first).await);
        own_account::sign_out_everywhere(&town.app, account).await.unwrap();
        assert!(!acts(&town.app, &token).await);
    }

    async fn the_second_step_takes_each_code_once(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let (account, other) = joined(&town, EMAIL).await;
        let token = sign_in(&town.app, PASSWORD).await.unwrap().token;
        let session = sessions::find(&town.app, &token).await.unwrap().unwrap().id.unwrap();
        let secret = second_factor::offer(&town.app, account).await.unwrap().secret;
        let code_at = |minutes: i64| second_factor::code_at(&secret, at(minutes)).unwrap();
        let wrong = second_factor::set_up(&town.app, account, session, &secret, &code_at(30)).await.unwrap_err();
        assert_eq!(message(wrong), "failure-code-wrong");
        let codes = second_factor::set_up(&town.app, account, session, &secret, &code_at(0)).await.unwrap();
        assert_eq!(codes.len(), 10);
        assert!(acts(&town.app, &token).await && !acts(&town.app, &other).await, "other devices end");

        // The password alone opens nothing.
        let half = sign_in(&town.app, PASSWORD).await.unwrap();
        assert!(half.awaits_code && sessions::find(&town.app, &half.token).await.unwrap().is_none());
        // The code that set it up is used; the next one works once.
        let used = sessions::give_code(&town.app, &half.token, &code_at(0)).await.unwrap_err();
        assert_eq!(message(used), "failure-code-wrong");
        let later = town.app.at(at(1));
        let full = sessions::give_code(&later, &half.token, &code_at(1)).await.unwrap();
        assert!(acts(&later, &full).await && full != half.token);
        let replay = sessions::sign_in(&later, EMAIL, PASSWORD, Device::UNKNOWN, None).await.unwrap();
        assert_eq!(message(sessions::give_code(&later, &replay.token, &code_at(1)).await.unwrap_err()), "failure-code-wrong");
        // A recovery code, once, however it is typed.
        let typed = codes[3].to_lowercase().replace('-', " ");
        sessions::give_code(&later, &replay.token, &typed).await.unwrap();
        let again = sessions::sign_in(&later, EMAIL, PASSWORD, Device::UNKNOWN, None).await.unwrap();
        assert!(sessions::give_code(&later, &again.token, &typed).await.is_err());
        assert_eq!(second_factor::codes_left(&town.app, account).await.unwrap(), 9);
        // Phone and codes gone: the operator opens the door, and whoever was inside is out.
        recovery::link(&town.app, &code(), EMAIL, true).await.unwrap();
        assert!(!acts(&town.app, &token).await && !sign_in(&town.app, PASSWORD).await.unwrap().awaits_code);
    }

    async fn guessing_codes_sends_back_to_the_password_and_then_makes_wait(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let (account, token) = joined(&town, EMAIL).await;
        let session = sessions::find(&town.app, &token).await.unwrap().unwrap().id.unwrap();
        let secret = second_factor::offer(&town.app, account).await.unwrap().secret;
        second_factor::set_up(&town.app, account, session, &secret, &second_factor::code_at(&secret, at(0)).unwrap()).await.unwrap();
        let half = sign_in(&town.app, PASSWORD).await.unwrap();
        for _ in 0..4 {
            assert_eq!(message(sessions::give_code(&town.app, &half.token, "000000").await.unwrap_err()), "failure-code-wrong");
        }
        assert!(matches!(sessions::give_code(&town.app, &half.token, "000000").await, Err(Failure::NotFound)));
        assert!(!sessions::awaits_code(&town.app, &half.token).await.unwrap());
        assert_eq!(message(sign_in(&town.app, PASSWORD).await.unwrap_err()), "failure-sign-in-wait");
        assert!(sessions::sign_in(&town.app.at(at(5)), EMAIL, PASSWORD, Device::UNKNOWN, None).await.is_ok());
    }

    async fn codes_that_come_at_once_are_counted_before_they_are_looked_at(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let (account, token) = joined(&town, EMAIL).await;
        let session = sessions::find(&town.app, &token).await.unwrap().unwrap().id.unwrap();
        let secret = second_factor::offer(&town.app, account).await.unwrap().secret;
        second_factor::set_up(&town.app, account, session, &secret, &second_factor::code_at(&secret, at(0)).unwrap()).await.unwrap();
        let half = sign_in(&town.app, PASSWORD).await.unwrap().token;
        let guesses = (0..40).map(|i| {
            let (app, half) = (town.app.clone(), half.clone());
            tokio::spawn(async move { sessions::give_code(&app, &half, &format!("{i:06}")).await })
        });
        let told: Vec<_> = futures::future::join_all(guesses).await.into_iter().map(|told| told.unwrap().unwrap_err()).collect();
        let wrong = told.iter().filter(|told| matches!(told, Failure::Invalid(_))).count();
        assert_eq!((wrong, told.len()), (4, 40), "the fifth ends the sign-in: {told:?}");
        // Whoever is inside guesses no more freely, and is put out.
        for _ in 0..2 {
            let refused = second_factor::take_away(&town.app.at(at(4)), account, "000000").await.unwrap_err();
            assert_eq!(message(refused), "failure-code-wrong");
        }
        assert!(!acts(&town.app, &token).await);
    }

    async fn guesses_at_the_present_password_are_counted_and_noted(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let (account, token) = joined(&town, EMAIL).await;
        let session = sessions::find(&town.app, &token).await.unwrap().unwrap().id.unwrap();
        let change = async |app: &App, present: &str| own_account::change_password(app, account, session, present, "en helt annan hemlighet").await;
        for i in 0..5 {
            assert_eq!(message(change(&town.app, &format!("fel {i}")).await.unwrap_err()), "failure-present-password");
        }
        assert_eq!(message(change(&town.app, PASSWORD).await.unwrap_err()), "failure-present-wait");
        let log = application::audit::directory_page(&town.app, &town.actor, None, 20).await.unwrap().entries;
        assert_eq!(log.iter().filter(|entry| entry.event == "sign-in-refused").count(), 6);
        change(&town.app.at(at(5)), PASSWORD).await.unwrap();
    }

    async fn a_tenant_that_requires_it_is_closed_until_there_is_a_second_factor(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let office = organisations::add(&town.app, &town.actor, "Kansliet", OrganisationKind::Administration).await.unwrap();
        let (account, token) = joined(&town, EMAIL).await;
        let (_, reporter) = joined(&town, "reporter@example.se").await;
        let fields = MemberFields { organisation: office, roles: vec![Role::Coordinator], ..fields(&town, &[]).await };
        people::change(&town.app, &town.actor, account, seen(&town, account).await, &fields).await.unwrap();
        assert!(acts(&town.app, &token).await);
        people::set_second_factor_rule(&town.app, &town.actor, SecondFactorRule::Required).await.unwrap();
        assert!(!acts(&town.app, &token).await);
        assert_eq!(sessions::find(&town.app, &token).await.unwrap().unwrap().waiting.len(), 1);
        assert!(acts(&town.app, &reporter).await, "a reporter of a private landlord reaches no class C");
        let session = sessions::find(&town.app, &token).await.unwrap().unwrap().id.unwrap();
        let secret = second_factor::offer(&town.app, account).await.unwrap().secret;
        second_factor::set_up(&town.app, account, session, &secret, &second_factor::code_at(&secret, at(0)).unwrap()).await.unwrap();
        assert!(acts(&town.app, &token).await);
    }

    async fn class_d_is_by_name_and_until_a_date(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let (account, token) = joined(&town, EMAIL).await;
        let last: jiff::civil::Date = "2026-11-30".parse().unwrap();
        let outside = people::name_for_class_d(&town.app, &town.actor, account, last, "kameraplan").await.unwrap_err();
        assert_eq!(message(outside), "failure-class-d-person");
        let police = organisations::add(&town.app, &town.actor, "Polisen", OrganisationKind::Police).await.unwrap();
        let officer = MemberFields { organisation: police, roles: vec![Role::PoliceOfficer], ..fields(&town, &[]).await };
        people::change(&town.app, &town.actor, account, seen(&town, account).await, &officer).await.unwrap();
        people::name_for_class_d(&town.app, &town.actor, account, last, "kameraplan").await.unwrap();
        let ceiling = async |app: &App, token: &str| sessions::find(app, token).await.unwrap().unwrap().actor(&code()).unwrap().visible().ceiling();
        assert_eq!(ceiling(&town.app, &token).await, domain::organisations::Class::D);
        let december = town.app.at("2026-12-01T08:00:00Z".parse().unwrap());
        let later = sessions::sign_in(&december, EMAIL, PASSWORD, Device::UNKNOWN, None).await.unwrap().token;
        assert_eq!(ceiling(&december, &later).await, domain::organisations::Class::C);
        let naming = people::class_d(&town.app, &town.actor).await.unwrap().remove(0);
        people::end_class_d(&town.app, &town.actor, naming.id).await.unwrap();
        assert_eq!(ceiling(&town.app, &token).await, domain::organisations::Class::C);
    }

    async fn the_course_counts_for_two_years_and_is_reminded_of_once(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let (account, token) = joined(&town, EMAIL).await;
        let actor = sessions::find(&town.app, &token).await.unwrap().unwrap().actor(&code()).unwrap();
        let last = training::take(&town.app, &actor).await.unwrap();
        assert_eq!(last.to_string(), "2028-11-16");
        let sink = with_mail(&town);
        for (day, mails) in [("2028-10-16", 0), ("2028-10-18", 1), ("2028-10-25", 1)] {
            let app = town.app.at(format!("{day}T08:00:00Z").parse().unwrap());
            schedule::plan(&app, &code()).await.unwrap();
            schedule::plan(&app, &code()).await.unwrap();
            work(&app).await;
            assert_eq!(sink.mails().len(), mails, "{day}");
        }
        assert!(sink.last().text().contains("/t/0580/utbildning"));
        let person = people::by_id(&town.app, &town.actor, account).await.unwrap();
        assert_eq!(person.certified_on.unwrap().to_string(), "2026-11-16");
    }

    async fn the_review_tells_the_dormant_and_is_marked_only_as_it_was_seen(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        joined(&town, EMAIL).await;
        let review = people::review(&town.app, &town.actor).await.unwrap();
        assert_eq!((review.active, review.dormant.len(), review.without_course.len(), review.last), (1, 0, 1, None));
        let spring = town.app.at(now() + SignedDuration::from_hours(91 * 24));
        assert_eq!(people::review(&spring, &town.actor).await.unwrap().dormant.len(), 1);
        assert_eq!(message(people::mark_reviewed(&town.app, &town.actor, 7).await.unwrap_err()), "failure-changed-meanwhile");
        people::mark_reviewed(&town.app, &town.actor, 1).await.unwrap();
        assert_eq!(people::review(&town.app, &town.actor).await.unwrap().last, Some(now()));
    }

    async fn only_those_who_manage_people_may(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let (account, token) = joined(&town, EMAIL).await;
        let actor = sessions::find(&town.app, &token).await.unwrap().unwrap().actor(&code()).unwrap();
        let member = fields(&town, &[Role::Administrator]).await;
        let denied = |result: Result<(), Failure>| assert!(matches!(result, Err(Failure::NotAllowed)));
        denied(people::list(&town.app, &actor).await.map(|_| ()));
        denied(people::invite(&town.app, &actor, &Invite { email: "x@example.se".to_owned(), member: member.clone() }).await.map(|_| ()));
        denied(people::change(&town.app, &actor, account, 1, &member).await);
        denied(people::step(&town.app, &actor, account, 1, MembershipStep::Remove, "x").await);
        denied(organisations::add(&town.app, &actor, "x", OrganisationKind::Police).await.map(|_| ()));
        denied(people::set_second_factor_rule(&town.app, &actor, SecondFactorRule::Offered).await);
    }
}
