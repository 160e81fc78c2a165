//! Lists that meet each other, on pages: what an edition would change, and every pair of rows that counts as one incident.

use crate::browser::{Browser, HOME, Product, open};
use crate::main_job::{COLUMNS, take_in_districts};
use application::ServerConfig;
use axum::http::StatusCode;
use domain::policy::Role;

/// The address of a file's preview.
async fn sent(browser: &Browser, name: &str, rows: &[String]) -> String {
    let text = format!("Starttid;Brottskod;Stadsdel\n{}\n", rows.join("\n"));
    browser.upload("/t/0580/import", name, text.as_bytes()).await.location()
}

async fn imported(product: &Product, browser: &Browser, name: &str, rows: &[String]) {
    let preview = sent(browser, name, rows).await;
    browser.post(&preview, COLUMNS).await.location();
    product.work().await;
}

fn rows(n: usize, district: &str) -> Vec<String> {
    (0..n).map(|i| format!("2026-11-10 {:02}:{:02};0857;{district}", 1 + i / 50, i % 50 + 1)).collect()
}

async fn town(place: ServerConfig) -> (Product, Browser) {
    let product = open(place).await;
    let administrator = product.browser(Role::Administrator, HOME).await;
    take_in_districts(&product, &administrator).await;
    let coordinator = product.browser(Role::Coordinator, HOME).await;
    (product, coordinator)
}

test_support::on_each_database! {
    async fn what_an_edition_would_change_is_on_the_page_before_the_box_is_ticked(place: ServerConfig) {
        let (product, browser) = town(place).await;
        let first = rows(6, "Västra Ö");
        imported(&product, &browser, "första.csv", &first).await;
        let mut edition = first[..5].to_vec();
        edition[0] = "2026-11-10 01:01;0857;Östra <Å>".to_owned();
        edition.push("2026-11-10 03:30;0857;Västra Ö".to_owned());
        let preview = sent(&browser, "rättad.csv", &edition).await;
        let page = browser.get(&format!("{preview}?{}", serde_urlencoded::to_string(COLUMNS).unwrap())).await.text();
        for words in ["Rader som kommer till (1)", "Rader som ändras (1)", "Rader som försvinner (1)"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let replaces = page.split("name=\"replaces\"").nth(1).unwrap();
        assert!(!replaces[..replaces.find('>').unwrap()].contains("checked"));
    }

    async fn a_preview_without_a_sender_says_what_to_do(place: ServerConfig) {
        let (_, browser) = town(place).await;
        let preview = sent(&browser, "a.csv", &rows(6, "Västra Ö")).await;
        let hint = "Skriv avsändare och välj Förhandsgranska igen.";
        let first = browser.get(&preview).await;
        assert_eq!(first.status, StatusCode::OK);
        let first = first.text();
        assert!(first.contains(hint) && !first.contains("sender-error"), "{first}");
        let columns: Vec<_> = COLUMNS.iter().map(|(name, value)| (*name, if *name == "sender" { "" } else { *value })).collect();
        let again = browser.get(&format!("{preview}?{}", serde_urlencoded::to_string(&columns).unwrap())).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        let again = again.text();
        assert!(again.contains("sender-error") && again.contains("Skriv vem som har lämnat filen"), "{again}");
    }

    async fn a_report_names_the_list_that_it_replaced_and_what_taking_it_back_does(place: ServerConfig) {
        let (product, browser) = town(place).await;
        imported(&product, &browser, "a.csv", &rows(6, "Västra Ö")).await;
        let mut edition = rows(5, "Västra Ö");
        edition.push("2026-11-10 01:06;1201;Västra Ö".to_owned());
        let preview = sent(&browser, "b.csv", &edition).await;
        let query = serde_urlencoded::to_string(COLUMNS).unwrap();
        let page = browser.get(&format!("{preview}?{query}")).await.text();
        for words in ["Importeras", "Så blir det", "Avvisas"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("Så blev det") && !page.contains(">Importerade<"), "{page}");
        let replaces = page.split("name=\"replaces\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let job = browser.post(&preview, &[COLUMNS, &[("replaces", replaces.as_str())]].concat()).await.location();
        product.work().await;
        let report = browser.get(&job).await.location();
        let page = browser.get(&report).await.text();
        let link = format!("href=\"/t/0580/import/{replaces}\"");
        for words in ["Så blev det", ">Importerade<", "Ersatte", &link] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(browser.get(&format!("/t/0580/import/{replaces}")).await.text().contains("Ersatt av"));
        let undo = browser.get(&format!("{report}/angra")).await.text();
        for words in ["som ingen annan lista eller rapport berättar om", "Listan a.csv, som den här ersatte, gäller igen."] {
            assert!(undo.contains(words), "{words}: {undo}");
        }
    }

    async fn the_report_leads_to_the_questions_about_its_rows(place: ServerConfig) {
        let (product, browser) = town(place).await;
        imported(&product, &browser, "a.csv", &["2026-11-10 01:01;1201;Västra Ö".to_owned()]).await;
        let columns: Vec<_> = COLUMNS.iter().map(|(name, value)| (*name, if matches!(*name, "sender" | "mapped-for") { "Vakten" } else { *value })).collect();
        let preview = sent(&browser, "b.csv", &["2026-11-10 01:01;1206;Västra Ö".to_owned()]).await;
        let before = browser.get(&format!("{preview}?{}", serde_urlencoded::to_string(&columns).unwrap())).await.text();
        assert!(before.contains("Efter importen svarar man under Granska, på sidan Samma händelse?"), "{before}");
        let job = browser.post(&preview, &columns).await.location();
        product.work().await;
        let report = browser.get(&job).await.location();
        let after = browser.get(&report).await.text();
        assert!(after.contains("href=\"/t/0580/granska/samma?till=2026-W46\""), "{after}");
    }

    async fn codes_that_differ_are_shown_beside_the_question(place: ServerConfig) {
        let (product, browser) = town(place).await;
        imported(&product, &browser, "a.csv", &["2026-11-10 01:01;1201;Västra Ö".to_owned()]).await;
        let preview = sent(&browser, "b.csv", &["2026-11-10 01:01;1206;Västra Ö".to_owned()]).await;
        let columns: Vec<_> = COLUMNS.iter().map(|(name, value)| (*name, if matches!(*name, "sender" | "mapped-for") { "Vakten" } else { *value })).collect();
        browser.post(&preview, &columns).await.location();
        product.work().await;
        let page = browser.get("/t/0580/granska/samma").await.text();
        for words in ["samma tid, men olika brottskoder", "Koderna skiljer sig: 1201 och 1206"] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }

    async fn every_pair_is_on_some_page_and_an_answer_leads_back_to_it(place: ServerConfig) {
        let (product, browser) = town(place).await;
        imported(&product, &browser, "a.csv", &rows(101, "Västra Ö")).await;
        imported(&product, &browser, "b.csv", &rows(101, "Östra <Å>")).await;
        let first = browser.get("/t/0580/granska/samma").await.text();
        assert!(first.contains("Räknas redan som en händelse (101)") && first.contains("/t/0580/granska/samma?sida=2"), "{first}");
        let last = browser.get("/t/0580/granska/samma?sida=2").await.text();
        let value = |name: &str| last.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned();
        let (a, b) = (value("first"), value("second"));
        assert_eq!(last.matches("name=\"first\"").count(), 1, "{last}");
        let answer = [("first", a.as_str()), ("second", b.as_str()), ("answer", "different"), ("list", "linked"), ("at", "0")];
        let after = browser.post("/t/0580/granska/samma?sida=2", &answer).await.location();
        assert_eq!(after, "/t/0580/granska/samma?sida=2&svar=different&lista=linked&plats=0#svar");
        let page = browser.get(&after).await.text();
        assert!(page.contains("Räknas redan som en händelse (100)"));
        assert!(page.contains("id=\"svar\"") && page.contains("Svaret är sparat. Händelserna räknas var för sig."), "{page}");
    }
}
