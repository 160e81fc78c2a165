//! Signing in, being idle, signing out.

use crate::town::{TestTown, code, now};
use application::ServerConfig;
use application::accounts::{NewAccount, create};
use application::sessions::{self, SignedIn};
use domain::failure::Failure;
use domain::organisations::OrganisationKind;
use domain::policy::Role;
use domain::sessions::Device;
use jiff::SignedDuration;

async fn sign_in(town: &TestTown, user: &str, password: &str) -> Result<SignedIn, Failure> {
    sessions::sign_in(&town.app, user, password, Device::UNKNOWN, None).await
}

fn account(user: &str, password: &str) -> NewAccount {
    NewAccount {
        user: user.to_owned(),
        title: "EST-samordnare".to_owned(),
        password: Some(password.to_owned()),
        tenant: code(),
        organisation: OrganisationKind::Administration,
        organisation_name: "Säkerhetsenheten".to_owned(),
        roles: vec![Role::Coordinator],
    }
}

fn message(result: Result<SignedIn, Failure>) -> &'static str {
    match result {
        Err(Failure::Invalid(errors)) => errors[0].message,
        other => panic!("{other:?}"),
    }
}

test_support::on_each_database! {
    async fn the_right_password_gives_a_session_until_sign_out(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        create(&town.app, "test", &account("Samordnare@example.se", "en lång hemlighet")).await.unwrap();
        let token = sign_in(&town, "samordnare@EXAMPLE.se", "en lång hemlighet").await.unwrap().token;
        let session = sessions::find(&town.app, &token).await.unwrap().unwrap();
        assert_eq!(session.actor(&code()).unwrap().roles(), [Role::Coordinator]);
        assert!(session.actor(&"0581".parse().unwrap()).is_none());
        sessions::sign_out(&town.app, &token).await.unwrap();
        assert!(sessions::find(&town.app, &token).await.unwrap().is_none());
    }

    async fn unknown_user_and_wrong_password_are_told_alike_and_many_tries_have_to_wait(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        create(&town.app, "test", &account("a@example.se", "en lång hemlighet")).await.unwrap();
        assert_eq!(message(sign_in(&town, "b@example.se", "x").await), "failure-sign-in");
        for _ in 0..5 {
            assert_eq!(message(sign_in(&town, "a@example.se", "fel").await), "failure-sign-in");
        }
        assert_eq!(message(sign_in(&town, "a@example.se", "en lång hemlighet").await), "failure-sign-in-wait");
        let later = town.app.at(now() + SignedDuration::from_mins(5));
        assert!(sessions::sign_in(&later, "a@example.se", "en lång hemlighet", Device::UNKNOWN, None).await.is_ok());
    }

    async fn many_tries_at_once_are_no_more_than_one_after_the_other(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        create(&town.app, "test", &account("a@example.se", "en lång hemlighet")).await.unwrap();
        let tries = (0..30).map(|i| {
            let (app, password) = (town.app.clone(), if i == 29 { "en lång hemlighet".to_owned() } else { format!("fel {i}") });
            tokio::spawn(async move { sessions::sign_in(&app, "a@example.se", &password, Device::UNKNOWN, None).await })
        });
        let (mut looked_at, mut waits) = (0, 0);
        for tried in futures::future::join_all(tries).await {
            match tried.unwrap() {
                Err(Failure::Invalid(errors)) if errors[0].message == "failure-sign-in-wait" => waits += 1,
                Err(Failure::Invalid(_)) | Ok(_) => looked_at += 1,
                Err(other) => panic!("{other}"),
            }
        }
        // One more than five only when the right one was among them and was given back.
        assert!((5..=6).contains(&looked_at) && looked_at + waits == 30, "{looked_at} looked at, {waits} wait");
    }

    async fn the_right_password_is_never_used_up(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        create(&town.app, "test", &account("a@example.se", "en lång hemlighet")).await.unwrap();
        for _ in 0..8 {
            assert!(sign_in(&town, "a@example.se", "en lång hemlighet").await.is_ok());
        }
    }

    async fn others_wrong_tries_do_not_make_a_known_browser_wait(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        create(&town.app, "test", &account("a@example.se", "en lång hemlighet")).await.unwrap();
        let token = sign_in(&town, "a@example.se", "en lång hemlighet").await.unwrap().token;
        let kept = sessions::know_browser(&town.app, &token, None).await.unwrap().unwrap();
        for _ in 0..5 {
            sign_in(&town, "a@example.se", "fel").await.unwrap_err();
        }
        let from = |password: &'static str, kept: String| {
            let app = town.app.clone();
            async move { sessions::sign_in(&app, "a@example.se", password, Device::UNKNOWN, Some(&kept)).await }
        };
        assert_eq!(message(from("en lång hemlighet", "0".repeat(64)).await), "failure-sign-in-wait", "an invented secret");
        assert!(from("en lång hemlighet", kept.clone()).await.is_ok());
        // The known browser itself does not guess freely either, and is known to no other account.
        for _ in 0..5 {
            assert_eq!(message(from("fel", kept.clone()).await), "failure-sign-in");
        }
        assert_eq!(message(from("en lång hemlighet", kept).await), "failure-sign-in-wait");
    }

    async fn a_session_ends_when_idle_and_when_old(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        create(&town.app, "test", &account("a@example.se", "en lång hemlighet")).await.unwrap();
        let token = sign_in(&town, "a@example.se", "en lång hemlighet").await.unwrap().token;
        let alive = async |minutes: i64| sessions::find(&town.app.at(now() + SignedDuration::from_mins(minutes)), &token).await.unwrap().is_some();
        for minutes in (20..600).step_by(20) {
            assert!(alive(minutes).await, "{minutes}");
        }
        assert!(!alive(600).await);
        let idle = sign_in(&town, "a@example.se", "en lång hemlighet").await.unwrap().token;
        assert!(sessions::find(&town.app.at(now() + SignedDuration::from_mins(31)), &idle).await.unwrap().is_none());
    }

    async fn a_short_password_and_a_taken_name_are_refused(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        assert!(matches!(create(&town.app, "test", &account("a@example.se", "kort")).await, Err(Failure::Invalid(_))));
        create(&town.app, "test", &account("a@example.se", "en lång hemlighet")).await.unwrap();
        for twin in ["A@example.se", "\u{FF41}@example.se"] {
            assert!(matches!(create(&town.app, "test", &account(twin, "en lång hemlighet")).await, Err(Failure::Conflict(_))), "{twin}");
        }
        let hidden = create(&town.app, "test", &account("a\u{200B}@example.se", "en lång hemlighet")).await;
        assert!(matches!(hidden, Err(Failure::Invalid(_))), "{hidden:?}");
        create(&town.app, "test", &account("åsa@example.se", "en lång hemlighet")).await.unwrap();
        assert!(sign_in(&town, "A\u{30A}SA@example.se", "en lång hemlighet").await.is_ok());
    }
}
