//! The people's pages through a browser without scripts: inviting, accepting, the second step, one's own
//! account, two administrators at once.

use crate::browser::{HOME, PASSWORD, Product, open, user};
use application::ServerConfig;
use axum::http::StatusCode;
use domain::actor::Actor;
use domain::organisations::OrganisationKind;
use domain::policy::Role;

const BASE: &str = "/t/0580/administration";
const EMAIL: &str = "bovard@bostadsbolaget.example.se";

/// The text between two marks of a page.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let rest = page.split_once(from).unwrap_or_else(|| panic!("no `{from}` in {page}")).1;
    rest.split_once(to).unwrap().0
}

async fn organisation(product: &Product) -> String {
    let operator = Actor::operator(HOME.parse().unwrap());
    application::organisations::add(&product.app, &operator, "Bostadsbolaget", OrganisationKind::PrivateLandlord).await.unwrap().to_string()
}

/// Fields of the invitation form.
fn fields(organisation: &str) -> Vec<(&str, &str)> {
    vec![
        ("email", EMAIL),
        ("title", "Bovärd"),
        ("organisation", organisation),
        ("roles", "reporter"),
        ("roles", "reader"),
        ("last_day", ""),
    ]
}

test_support::on_each_database! {
    async fn someone_is_invited_accepts_and_is_let_go(place: ServerConfig) {
        let product = open(place).await;
        let admin = product.browser(Role::Administrator, HOME).await;
        let organisation = organisation(&product).await;
        let before = product.log(HOME).await.0;

        let wrong = admin.post(&format!("{BASE}/bjud-in"), &[("email", "inte en adress"), ("title", "Bovärd"), ("organisation", ""), ("last_day", "i morgon")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("inte en adress") && wrong.text().contains("href=\"#organisation\""), "what was sent is kept, what was wrong is told");
        assert_eq!(product.log(HOME).await.0, before);

        let told = admin.post(&format!("{BASE}/bjud-in"), &fields(&organisation)).await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.text());
        let page = told.text();
        let link = between(&page, "readonly>", "</textarea>").to_owned();
        assert!(link.starts_with("/inbjudan/"), "{link}");
        assert_eq!(product.log(HOME).await.0, before + 1);
        assert!(admin.get(BASE).await.text().contains("Inbjuden"));
        let again = admin.post(&format!("{BASE}/bjud-in"), &fields(&organisation)).await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.text().contains("redan med"), "{}", again.text());

        let mut landlord = product.stranger();
        let welcome = landlord.get(&link).await.text();
        assert!(welcome.contains("Linköpings kommun") && welcome.contains("Bostadsbolaget") && welcome.contains(EMAIL));
        let short = landlord.post(&link, &[("password", "kort")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let accepted = landlord.post(&link, &[("password", PASSWORD)]).await;
        landlord.keep(&accepted);
        assert_eq!(landlord.get("/t/0580/lagesbild").await.status, StatusCode::SEE_OTHER);
        assert!(landlord.get(&link).await.text().contains("fungerar inte"));

        let people = admin.get(BASE).await.text();
        let landlord_link = people.split(&format!("{BASE}/personer/")).find(|part| part.contains(">Bovärd<")).unwrap_or(&people);
        let person = format!("{BASE}/personer/{}", landlord_link.split_once('"').unwrap().0);
        let shown = admin.get(&person).await.text();
        let admin_page = shown.contains(EMAIL);
        let person = if admin_page { person } else { panic!("the person is not the landlord: {people}") };
        let seen = between(&shown, "name=\"seen\" value=\"", "\"").to_owned();
        let silent = admin.post(&format!("{person}/steg"), &[("step", "suspend"), ("reason", " "), ("seen", &seen)]).await;
        assert!(silent.text().contains("Skriv varför"));
        let done = admin.post(&format!("{person}/steg"), &[("step", "suspend"), ("reason", "sommaruppehåll"), ("seen", &seen)]).await;
        assert_eq!(done.location(), person);
        assert_eq!(landlord.get("/t/0580/lagesbild").await.status, StatusCode::NOT_FOUND);
        assert!(admin.get(&person).await.text().contains("sommaruppehåll"));
        // The other administrator still has the page from before.
        let late = admin.post(&format!("{person}/steg"), &[("step", "remove"), ("reason", "slutat"), ("seen", &seen)]).await;
        assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.text().contains("Någon annan ändrade"), "{}", late.text());
        assert!(late.text().contains("Avstängd"), "how it is now");
    }

    async fn the_second_step_is_set_up_asked_for_and_taken_away(place: ServerConfig) {
        let product = open(place).await;
        let coordinator = product.browser(Role::Coordinator, HOME).await;
        let page = coordinator.get("/konto/tvasteg").await.text();
        assert!(page.contains("<svg") && page.contains("h1v1h-1z"), "a QR code without any script");
        let secret = between(&page, "name=\"secret\" value=\"", "\"").to_owned();
        let code = |minutes: i64| {
            let at = product.app.now() + jiff::SignedDuration::from_mins(minutes);
            application::second_factor::code_at(&secret, at).unwrap()
        };
        let wrong = coordinator.post("/konto/tvasteg", &[("secret", &secret), ("code", "000000")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains(&secret), "the same key again");
        let codes = coordinator.post("/konto/tvasteg", &[("secret", &secret), ("code", &code(0))]).await;
        assert_eq!(codes.status, StatusCode::OK);
        let codes = codes.text();
        let recovery = between(&codes, "<code>", "</code>").to_owned();

        let mut again = product.signed_in(&user(Role::Coordinator, HOME), PASSWORD).await;
        let asked = again.post("/logga-in", &[("user", &user(Role::Coordinator, HOME)), ("password", PASSWORD), ("next", "/t/0580/veckor")]).await;
        assert_eq!(asked.location(), "/logga-in/kod?next=%2Ft%2F0580%2Fveckor");
        again.keep(&asked);
        assert!(again.get("/t/0580/veckor").await.location().starts_with("/logga-in?"), "half a sign-in opens nothing");
        assert_eq!(again.get("/logga-in/kod").await.status, StatusCode::OK);
        let refused = again.post("/logga-in/kod", &[("code", &code(0)), ("next", "/")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let let_in = again.post("/logga-in/kod", &[("code", &recovery), ("next", "/t/0580/veckor")]).await;
        assert_eq!(let_in.location(), "/t/0580/veckor");
        again.keep(&let_in);
        assert_eq!(again.get("/t/0580/veckor").await.status, StatusCode::OK);
        assert!(again.get("/konto").await.text().contains("9 reservkoder kvar"));
    }

    async fn ones_own_devices_and_password(place: ServerConfig) {
        let product = open(place).await;
        let first = product.browser(Role::Reader, HOME).await;
        let second = product.signed_in(&user(Role::Reader, HOME), PASSWORD).await;
        let page = second.get("/konto").await.text();
        let device = between(&page, "/konto/enheter/", "/logga-ut").to_owned();
        assert_eq!(second.post(&format!("/konto/enheter/{device}/logga-ut"), &[]).await.location(), "/konto");
        assert!(first.get("/konto").await.location().starts_with("/logga-in"));
        assert_eq!(second.post(&format!("/konto/enheter/{device}/logga-ut"), &[]).await.status, StatusCode::NOT_FOUND);
        let stranger = product.browser(Role::Analyst, HOME).await;
        let page = second.get("/konto").await.text();
        assert!(!page.contains("/konto/enheter/"), "this device has no button of its own");
        let wrong = second.post("/konto/losenord", &[("present", "fel"), ("password", "ett nytt långt lösenord")]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("href=\"#present\""));
        assert_eq!(second.post("/konto/losenord", &[("present", PASSWORD), ("password", "ett nytt långt lösenord")]).await.location(), "/konto");
        assert_eq!(second.post("/konto/mejl", &[("save", "yes")]).await.location(), "/konto");
        assert!(!second.get("/konto").await.text().contains("value=\"yes\" checked"));
        assert_eq!(second.post("/konto/logga-ut-overallt", &[]).await.location(), "/logga-in");
        assert!(second.get("/konto").await.location().starts_with("/logga-in"));
        assert_eq!(stranger.get("/konto").await.status, StatusCode::OK);
    }

    async fn a_forgotten_password_is_answered_alike_for_everyone(place: ServerConfig) {
        let product = open(place).await;
        let sink = test_support::smtp::Sink::start();
        let config = application::mail::MailConfig {
            host: "127.0.0.1".to_owned(),
            port: sink.port(),
            tls: application::mail::Tls::None,
            credentials: None,
            from: "samsyn@example.se".to_owned(),
        };
        product.app.open_post(application::mail::Post::open(&config).unwrap());
        product.account(Role::Reader, HOME).await;
        let stranger = product.stranger();
        let known = stranger.post("/losenord", &[("user", &user(Role::Reader, HOME))]).await;
        let unknown = stranger.post("/losenord", &[("user", "finns.inte@example.se")]).await;
        assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
        assert!(stranger.get("/losenord/00").await.text().contains("fungerar inte"));
    }

    async fn the_course_sets_its_date(place: ServerConfig) {
        let product = open(place).await;
        let reporter = product.browser(Role::Reporter, HOME).await;
        let page = reporter.get("/t/0580/utbildning").await.text();
        assert!(page.contains("112") && page.contains("114 14"));
        assert_eq!(reporter.post("/t/0580/utbildning", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(reporter.post("/t/0580/utbildning", &[("understood", "yes")]).await.location(), "/t/0580/utbildning");
        assert!(reporter.get("/t/0580/utbildning").await.text().contains("gäller till och med"));
    }

    async fn organisations_are_added_renamed_and_leave(place: ServerConfig) {
        let product = open(place).await;
        let admin = product.browser(Role::Administrator, HOME).await;
        let list = format!("{BASE}/organisationer");
        let id = organisation(&product).await;
        let twice = admin.post(&list, &[("name", "Bostadsbolaget"), ("kind", "private-landlord")]).await;
        assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.text().contains("redan"), "{}", twice.text());
        assert_eq!(admin.post(&list, &[("name", "Väktarna"), ("kind", "guards")]).await.location(), list);
        let one = format!("{list}/{id}");
        assert_eq!(admin.post(&one, &[("name", "Nya Bostadsbolaget"), ("seen", "1"), ("active", "yes")]).await.location(), list);
        let late = admin.post(&one, &[("name", "Gamla Bostadsbolaget"), ("seen", "1"), ("active", "yes")]).await;
        assert!(late.text().contains("Någon annan ändrade") && late.text().contains("Nya Bostadsbolaget"));
        let nobody = admin.post(&format!("{list}/0193b6a4-7c1e-7f00-8000-00000000abcd"), &[("name", "x"), ("seen", "1")]).await;
        assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    }

    async fn a_name_in_older_records_is_joined_with_the_organisation_it_was(place: ServerConfig) {
        let product = open(place).await;
        let admin = product.browser(Role::Administrator, HOME).await;
        let list = format!("{BASE}/organisationer");
        assert!(!admin.get(&list).await.text().contains("Namn i äldre uppgifter"));
        let former = product.former_organisation("Gamla Bostadsbolaget").await;
        let into = organisation(&product).await.to_string();
        let page = admin.get(&list).await.text();
        assert!(page.contains("Namn i äldre uppgifter") && page.contains("Slå ihop Gamla Bostadsbolaget"), "{page}");
        let action = format!("{list}/{former}/sla-ihop");
        let unchosen = admin.post(&action, &[("into", ""), ("seen", "1")]).await;
        assert!(unchosen.status == StatusCode::UNPROCESSABLE_ENTITY && unchosen.text().contains("Välj i listan"), "{}", unchosen.text());
        assert_eq!(admin.post(&action, &[("into", &into), ("seen", "1")]).await.location(), list);
        let page = admin.get(&list).await.text();
        assert!(!page.contains("Gamla Bostadsbolaget"), "it is the other one from now on");
        let log = product.browser(Role::Registrar, HOME).await.get("/t/0580/logg").await.text();
        assert!(log.contains("slogs ihop med en organisation"), "{log}");
    }
}
