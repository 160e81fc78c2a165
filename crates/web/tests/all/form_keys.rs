//! A form that is sent twice does its thing once, and nothing that was sent is dropped.

use crate::browser::{Answer, Browser, HOME, Product, open};
use crate::main_job::take_in_districts;
use application::ServerConfig;
use axum::http::StatusCode;
use domain::policy::Role;

/// The key in a form of a page, whichever it is when the page has several.
fn key(page: &str) -> String {
    let field = page.split("name=\"form_key\" value=\"").nth(1).unwrap_or_else(|| panic!("no key in {page}"));
    field[..field.find('"').unwrap()].to_owned()
}

/// A form that makes something: its page, where it is sent, what it holds, and the name of the text that is told apart.
type Form<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a str);

const ACTION: &[(&str, &str)] = &[
    ("title", "Nya lampor"),
    ("kind", "other"),
    ("basis", "situational"),
    ("category", "SKA"),
    ("district", "0580R001"),
    ("owner", "administration|Trygghetsenheten"),
    ("description", ""),
    ("place", ""),
    ("person", ""),
    ("partners", ""),
    ("start", ""),
    ("due", ""),
    ("cost", ""),
    ("expected", ""),
    ("measure", ""),
    ("weeks", ""),
    ("hotspot", ""),
    ("reports", ""),
];
const FORMS: &[Form<'_>] = &[
    ("insatser/ny", "insatser/ny", ACTION, "title"),
    ("kommande", "kommande", &[("title", "Match"), ("place", "Torget"), ("from", "2026-11-20"), ("to", "")], "title"),
    ("platser", "platser", &[("name", "Lekparken"), ("position", "58.41, 15.61"), ("district", "")], "name"),
    ("ord", "ord", &[("text", "Lustigkulla"), ("reason", "Ett torg")], "text"),
];

async fn sent(browser: &Browser, form: &Form<'_>, key: &str, text: &str) -> Answer {
    let (_, to, fields, told) = form;
    let with_text = fields.iter().map(|(name, value)| if name == told { (*name, text) } else { (*name, *value) });
    let fields: Vec<_> = with_text.chain([("form_key", key)]).collect();
    browser.post(&format!("/t/0580/{to}"), &fields).await
}

async fn ready(place: ServerConfig) -> (Product, Browser) {
    let product = open(place).await;
    let coordinator = product.browser(Role::Coordinator, HOME).await;
    take_in_districts(&product, &coordinator).await;
    (product, coordinator)
}

test_support::on_each_database! {
    async fn a_form_that_is_sent_again_gets_the_first_answer(place: ServerConfig) {
        let (product, browser) = ready(place).await;
        for form in FORMS {
            let page = browser.get(&format!("/t/0580/{}", form.0)).await.text();
            let key = key(&page);
            let first = sent(&browser, form, &key, "Vid ån").await.location();
            let entries = product.log(HOME).await.0;
            assert_eq!(sent(&browser, form, &key, "Vid ån").await.location(), first, "{}", form.0);
            assert_eq!(product.log(HOME).await.0, entries, "{}", form.0);
        }
        let action = browser.post("/t/0580/insatser/ny", ACTION).await.location();
        let (page, to) = (action.trim_start_matches("/t/0580/").to_owned(), format!("{}/anteckning", action.trim_start_matches("/t/0580/")));
        let note: Form<'_> = (&page, &to, &[("text", "")], "text");
        let key = key(&browser.get(&action).await.text());
        for _ in 0..2 {
            assert!(sent(&browser, &note, &key, "Lamporna är beställda").await.status.is_redirection());
        }
        assert_eq!(browser.get(&action).await.text().matches("Lamporna är beställda").count(), 1);
    }

    async fn a_form_that_is_sent_many_times_at_once_does_its_thing_once(place: ServerConfig) {
        let (product, browser) = ready(place).await;
        for form in FORMS {
            let key = key(&browser.get(&format!("/t/0580/{}", form.0)).await.text());
            let before = product.log(HOME).await.0;
            let all = futures::future::join_all((0..6).map(|_| sent(&browser, form, &key, "Vid ån"))).await;
            let places: Vec<String> = all.iter().map(Answer::location).collect();
            assert!(places.iter().all(|place| *place == places[0]), "{}: {places:?}", form.0);
            assert_eq!(product.log(HOME).await.0 - before, 1, "{}", form.0);
        }
    }

    async fn other_content_under_the_same_key_is_shown_beside_what_was_saved(place: ServerConfig) {
        let (product, browser) = ready(place).await;
        for form in FORMS {
            let first_key = key(&browser.get(&format!("/t/0580/{}", form.0)).await.text());
            assert!(sent(&browser, form, &first_key, "Vid ån").await.status.is_redirection(), "{}", form.0);
            let entries = product.log(HOME).await.0;
            let answer = sent(&browser, form, &first_key, "Vid sjön").await;
            let page = answer.text();
            assert_eq!((answer.status, product.log(HOME).await.0), (StatusCode::CONFLICT, entries), "{page}");
            assert!(page.contains(">Vid ån</td><td class=\"written\" data-label=\"Skickat nu\">Vid sjön</td>"), "{page}");
            // Its button saves what was sent now beside the first.
            let new_key = key(&page);
            assert!(sent(&browser, form, &new_key, "Vid sjön").await.status.is_redirection(), "{}", form.0);
            assert_eq!(product.log(HOME).await.0, entries + 1, "{}", form.0);
        }
    }

    async fn a_key_is_its_senders_own_and_a_refused_form_does_not_use_it(place: ServerConfig) {
        let (product, browser) = ready(place).await;
        let form = &FORMS[1];
        let key = key(&browser.get("/t/0580/kommande").await.text());
        assert_eq!(sent(&browser, form, &key, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(sent(&browser, form, &key, "Vid ån").await.status.is_redirection());
        let other = product.browser(Role::Administrator, HOME).await;
        let seen = product.log(HOME).await.0;
        let answer = sent(&other, form, &key, "Vid sjön").await;
        assert!(answer.status.is_redirection() || answer.status == StatusCode::FORBIDDEN, "{}", answer.text());
        assert_eq!(product.log(HOME).await.0 - seen, 1, "one event, or one refusal that is noted");
    }
}
