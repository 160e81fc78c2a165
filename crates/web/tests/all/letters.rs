//! Feedback and letters through a browser without scripts.

use crate::browser::{Browser, HOME, Product, open};
use crate::main_job::take_in_districts;
use application::ServerConfig;
use axum::http::StatusCode;
use domain::policy::Role;

const FEEDBACK: &str = "/t/0580/aterkoppling";
const LETTERS: &str = "/t/0580/administration/brev";

/// Every value of a hidden or ticked field of a page.
fn values(page: &str, name: &str) -> Vec<String> {
    let start = format!("name=\"{name}\"");
    let value = |rest: &str| Some(rest.split_once("value=\"")?.1.split_once('"')?.0.to_owned());
    page.split(&start).skip(1).filter_map(value).collect()
}

/// Files a report in the form; answers the address of its thread.
async fn report(reporter: &Browser) -> String {
    let form = reporter.get("/t/0580/rapportera").await.text();
    let key = values(&form, "key").remove(0);
    let fields = [
        ("key", key.as_str()),
        ("district", "0580R001"),
        ("when", "now"),
        ("target", "SKA"),
        ("sureness", "sure"),
        ("description", "Trasig lampa vid gången."),
        ("police", "no"),
    ];
    let sent = reporter.post("/t/0580/rapportera", &fields).await;
    sent.location().split('?').next().unwrap().to_owned()
}

/// A report that is accepted and stands behind two decided actions; answers the reporter and the thread's address.
async fn behind_two(product: &Product, coordinator: &Browser) -> (Browser, String) {
    take_in_districts(product, coordinator).await;
    let reporter = product.browser(Role::Reporter, HOME).await;
    let thread = report(&reporter).await;
    let review = thread.replace("/mina/", "/granska/");
    coordinator.post(&review, &[("seen", "1"), ("decision", "accept")]).await.location();
    let page = coordinator.get(&review).await.text();
    assert!(page.contains("insatser/ny?report="), "{page}");
    for title in ["Nya lampor", "Tätare rundor"] {
        let form = |name: &'static str| {
            let value = match name {
                "title" => title,
                "kind" => "other",
                "basis" => "situational",
                "owner" => "administration|Trygghetsenheten",
                _ => "",
            };
            (name, value)
        };
        let action = coordinator.post("/t/0580/insatser/ny", &PLAN.map(form)).await.location();
        let id = action.rsplit('/').next().unwrap().to_owned();
        assert_eq!(coordinator.post(&format!("{review}/insats"), &[("to", &id)]).await.location(), review);
        let decide = [("seen", "2"), ("step", "decide"), ("forum", "direct")];
        coordinator.post(&format!("{action}/steg"), &decide).await.location();
    }
    (reporter, thread)
}

/// Fields of the form of a new action.
const PLAN: [&str; 18] = [
    "title",
    "description",
    "kind",
    "basis",
    "category",
    "district",
    "place",
    "owner",
    "person",
    "partners",
    "start",
    "due",
    "cost",
    "expected",
    "measure",
    "weeks",
    "hotspot",
    "reports",
];

test_support::on_each_database! {
    async fn what_actions_made_of_reports_is_let_out_or_kept_back(place: ServerConfig) {
        let product = open(place).await;
        let coordinator = product.browser(Role::Coordinator, HOME).await;
        let (reporter, thread) = behind_two(&product, &coordinator).await;
        let page = coordinator.get(FEEDBACK).await.text();
        let rows = values(&page, "row");
        assert!(rows.len() == 2 && page.contains("Rapporten ledde till en insats: ”Nya lampor”"), "{page}");
        assert!(!reporter.get(&thread).await.text().contains("Nya lampor"), "not before it is let out");

        let nothing = coordinator.post(FEEDBACK, &[("do", "approve")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text().contains("Välj minst ett besked") && nothing.text().contains("href=\"#pick\""), "{}", nothing.text());
        let why = coordinator.post(FEEDBACK, &[("do", "refuse"), ("pick", &rows[1])]).await;
        assert!(why.status == StatusCode::UNPROCESSABLE_ENTITY && why.text().contains("href=\"#reason\""));
        coordinator.post(FEEDBACK, &[("do", "refuse"), ("pick", &rows[1]), ("reason", "Rundorna ska inte vara kända.")]).await.location();
        let page = coordinator.get(FEEDBACK).await.text();
        assert!(values(&page, "row").len() == 1 && page.contains("Rundorna ska inte vara kända."), "{page}");
        coordinator.post(FEEDBACK, &[("do", "all"), ("row", &rows[0])]).await.location();
        assert_eq!(coordinator.post(FEEDBACK, &[("do", "all"), ("row", &rows[0])]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = reporter.get(&thread).await.text();
        assert!(told.contains("Nya lampor") && !told.contains("Tätare rundor"), "{told}");
    }

    async fn the_words_of_a_letter_are_checked_shown_kept_and_put_back(place: ServerConfig) {
        let product = open(place).await;
        let admin = product.browser(Role::Administrator, HOME).await;
        let address = format!("{LETTERS}/invitation?lang=sv");
        assert!(admin.get(LETTERS).await.text().contains("Inbjudan"));
        let wrong = admin.post(&address, &[("subject", "Hej"), ("body", "Kom {stan}"), ("seen", "0"), ("do", "save")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = wrong.text();
        assert!(text.contains("{stan}") && text.contains("{kommun}, {funktion}, {adress}, {till}") && text.contains("Kom {stan}</textarea>"), "{text}");
        let own = [("subject", "Hej"), ("body", "Kom med, {funktion}: {adress}"), ("seen", "0")];
        let with = |what: &'static str| [own.as_slice(), &[("do", what)]].concat();
        let preview = admin.post(&address, &with("preview")).await;
        assert!(preview.status == StatusCode::OK && preview.text().contains("Kom med, Bovärd: https://samsyn.example.se/exempel"), "{}", preview.text());
        assert_eq!(admin.post(&address, &with("save")).await.location(), LETTERS);
        assert!(admin.get(LETTERS).await.text().contains("egen text"));
        let twice = admin.post(&address, &with("save")).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        let reset = [("subject", "Hej"), ("body", "x"), ("seen", "1"), ("do", "reset")];
        admin.post(&address, &reset).await.location();
        assert!(!admin.get(LETTERS).await.text().contains("egen text"));
        assert_eq!(admin.get(&format!("{LETTERS}/finns-inte")).await.status, StatusCode::NOT_FOUND);
    }

    async fn mail_is_chosen_by_topic_and_a_dead_link_says_how_to_go_on(place: ServerConfig) {
        let product = open(place).await;
        let reporter = product.browser(Role::Reporter, HOME).await;
        let ticked = |page: &str, name: &str| {
            let field = page.split_once(&format!("name=\"{name}\"")).unwrap().1.split_once('>').unwrap().0.to_owned();
            field.contains("checked")
        };
        let page = reporter.get("/konto").await.text();
        assert!(ticked(&page, "topic-feedback") && !ticked(&page, "topic-publication"));
        let wanted = [("wants_mail", "yes"), ("topic-publication", "yes"), ("cadence", "weekly"), ("mail_lang", "en"), ("save", "yes")];
        assert_eq!(reporter.post("/konto/mejl", &wanted).await.location(), "/konto");
        let page = reporter.get("/konto").await.text();
        assert!(!ticked(&page, "topic-feedback") && ticked(&page, "topic-publication"));
        assert!(page.contains("<option value=\"en\" selected>"), "{page}");
        let strange = reporter.post("/konto/mejl", &[("topic-everything", "yes"), ("save", "yes")]).await;
        assert_eq!(strange.status, StatusCode::UNPROCESSABLE_ENTITY);
        let stranger = product.stranger();
        for answer in [stranger.get("/utan-mejl/0a").await, stranger.post("/utan-mejl/0a", &[]).await] {
            assert!(answer.status == StatusCode::OK && answer.text().contains("Länken fungerar inte"), "{}", answer.text());
        }
    }
}
