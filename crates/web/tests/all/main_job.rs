//! The product's main job through pages alone, without a script: boundaries and a list go in, the
//! week's picture comes out, and every step that writes leaves its entry in the log.

use crate::browser::{Browser, HOME, Product, open};
use application::ServerConfig;
use axum::http::StatusCode;
use domain::policy::Role;

/// Two squares side by side in Linköping.
pub const DISTRICTS: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"namn":"Västra Ö","kod":"0580R001"},"geometry":{"type":"Polygon","coordinates":[[[15.60,58.40],[15.62,58.40],[15.62,58.42],[15.60,58.42],[15.60,58.40]]]}},
{"type":"Feature","properties":{"namn":"Östra <Å>","kod":"0580R002"},"geometry":{"type":"Polygon","coordinates":[[[15.62,58.40],[15.64,58.40],[15.64,58.42],[15.62,58.42],[15.62,58.40]]]}}]}"#;

/// Four rows that can be used and two that cannot.
pub const LIST: &str = "Starttid;Brottskod;Stadsdel\r\n\
    2026-11-10 13:00;0857;Västra Ö\r\n\
    2026-11-11 22:15;0857;Västra Ö\r\n\
    2026-11-12 02:40;0857;Östra <Å>\r\n\
    2026-11-13 09:00;0857;Östra <Å>\r\n\
    2026-11-13 10:00;QQQQ;Västra Ö\r\n\
    i förrgår;0857;Västra Ö\r\n";

/// Fields of the preview's form.
pub const COLUMNS: &[(&str, &str)] = &[
    ("mapped-for", "Polisen Linköping"),
    ("sender", "Polisen Linköping"),
    ("dates", "year-first"),
    ("outside", "refuse"),
    ("column-start", "Starttid"),
    ("column-code", "Brottskod"),
    ("column-district", "Stadsdel"),
];

/// Does something that must leave exactly so many entries in the log.
async fn logged<T>(product: &Product, entries: u64, what: &str, act: impl Future<Output = T>) -> T {
    let before = product.log(HOME).await.0;
    let result = act.await;
    assert_eq!(product.log(HOME).await.0 - before, entries, "entries of: {what}");
    result
}

pub async fn take_in_districts(product: &Product, browser: &Browser) {
    let preview = logged(product, 1, "upload", browser.upload("/t/0580/import", "gränser.geojson", DISTRICTS.as_bytes())).await.location();
    let form = browser.get(&preview).await.text();
    assert!(form.contains("<option value=\"kod\" selected>") && form.contains("<option value=\"namn\" selected>"), "{form}");
    let columns = [("layer", ""), ("name", "namn"), ("code", "kod"), ("municipality", "0580")];
    let done = logged(product, 1, "districts", browser.post(&preview, &columns)).await;
    assert_eq!(done.location(), "/t/0580/stadsdelar");
    let page = browser.get("/t/0580/stadsdelar").await.text();
    assert!(page.contains("Västra Ö") && page.contains("Östra &lt;Å&gt;") && page.contains("gränser.geojson"));
}

/// Imports the list; gives the address of its report.
async fn take_in_list(product: &Product, browser: &Browser) -> String {
    let preview = browser.upload("/t/0580/import", "C:\\mapp\\vecka 46.csv", LIST.as_bytes()).await.location();
    let query = serde_urlencoded::to_string(COLUMNS).unwrap();
    let page = browser.get(&format!("{preview}?{query}")).await.text();
    assert!(page.contains("QQQQ") && page.contains("i förrgår"), "the dry run names the rows");
    let job = browser.post(&preview, COLUMNS).await.location();
    let waiting = browser.get(&job).await;
    assert_eq!((waiting.status, waiting.header("refresh")), (StatusCode::OK, "2"));
    logged(product, 1, "import", product.work()).await;
    browser.get(&job).await.location()
}

test_support::on_each_database! {
    async fn files_go_in_and_the_picture_comes_out(place: ServerConfig) {
        let product = open(place).await;
        let browser = product.browser(Role::Coordinator, HOME).await;
        take_in_districts(&product, &browser).await;
        let report = take_in_list(&product, &browser).await;
        let page = browser.get(&report).await.text();
        assert!(page.contains("vecka 46.csv") && !page.contains("mapp"), "the file's name without its folder");
        let rejected = browser.get(&format!("{report}/avvisade.csv")).await;
        assert!(rejected.header("content-disposition").starts_with("attachment; filename=\"avvisade-rader-"));
        assert_eq!(rejected.text().lines().count(), 3, "{}", rejected.text());

        let picture = browser.get("/t/0580/lagesbild/2026-W46").await;
        assert_eq!(picture.status, StatusCode::OK, "{}", picture.text());
        assert!(picture.text().contains("Östra &lt;Å&gt;"));
        let json = logged(&product, 1, "export", browser.get("/t/0580/lagesbild/2026-W46/fil.json")).await;
        assert_eq!(json.header("content-disposition"), "attachment; filename=\"lagesbild-0580-2026-W46.json\"");
        let json: serde_json::Value = serde_json::from_slice(&json.body).unwrap();
        assert_eq!(json["incident_count"], 4);
        let one = browser.get("/api/v1/tenants/0580/pictures/2026-W46?district=0580R001").await;
        assert_eq!(one.header("content-disposition"), "attachment; filename=\"lagesbild-0580-2026-W46-0580R001.json\"");
        let one: serde_json::Value = serde_json::from_slice(&one.body).unwrap();
        assert_eq!(one["incident_count"], 2);
        let workbook = browser.get("/api/v1/tenants/0580/pictures/2026-W46.xlsx").await;
        assert!(workbook.body.starts_with(b"PK"));
        let pdf = browser.get("/t/0580/lagesbild/2026-W46/fil.pdf").await;
        assert_eq!((pdf.status, pdf.header("content-type")), (StatusCode::OK, "application/pdf"));
        let listed: serde_json::Value = serde_json::from_slice(&browser.get("/api/v1/tenants/0580/imports").await.body).unwrap();
        assert_eq!(listed["items"][0]["rejected"], 2);
    }

    async fn a_sender_is_expected_every_week_or_not(place: ServerConfig) {
        let product = open(place).await;
        let browser = product.browser(Role::Coordinator, HOME).await;
        take_in_districts(&product, &browser).await;
        take_in_list(&product, &browser).await;
        assert!(browser.get("/t/0580/import").await.text().contains("name=\"weekly\" value=\"false\""));
        let change = [("sender", "Polisen Linköping"), ("weekly", "false")];
        let done = logged(&product, 1, "sender", browser.post("/t/0580/import/avsandare", &change)).await;
        assert_eq!(done.location(), "/t/0580/import#senders");
        assert!(browser.get("/t/0580/import").await.text().contains("name=\"weekly\" value=\"true\""));
        let unknown = browser.post("/t/0580/import/avsandare", &[("sender", "Ingen"), ("weekly", "true")]).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    }

    async fn the_import_button_may_be_pressed_twice(place: ServerConfig) {
        let product = open(place).await;
        let browser = product.browser(Role::Coordinator, HOME).await;
        take_in_districts(&product, &browser).await;
        let preview = browser.upload("/t/0580/import", "v46.csv", LIST.as_bytes()).await.location();
        let job = browser.post(&preview, COLUMNS).await.location();
        assert_eq!(logged(&product, 0, "second press", browser.post(&preview, COLUMNS)).await.location(), job);
        product.work().await;
        let report = browser.get(&job).await.location();
        assert_eq!(logged(&product, 0, "third press", browser.post(&preview, COLUMNS)).await.location(), job);
        assert!(report.starts_with("/t/0580/import/"));
    }

    async fn boundaries_are_not_offered_to_be_taken_back(place: ServerConfig) {
        let product = open(place).await;
        let browser = product.browser(Role::Coordinator, HOME).await;
        take_in_districts(&product, &browser).await;
        let list = browser.get("/t/0580/import").await.text();
        let report = list.split("href=\"").find_map(|rest| rest.split('"').next().filter(|a| a.starts_with("/t/0580/import/"))).unwrap().to_owned();
        let page = browser.get(&report).await.text();
        assert!(page.contains("gränser.geojson") && !page.contains("/angra"), "{page}");
    }

    async fn an_upload_that_stops_half_way_is_no_fault_of_the_server(place: ServerConfig) {
        let product = open(place).await;
        let browser = product.browser(Role::Coordinator, HOME).await;
        let half = "--SAMSYN\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nStart;Kod\r\n2026";
        let kind = [("content-type", "multipart/form-data; boundary=SAMSYN"), ("sec-fetch-site", "same-origin")];
        let answer = logged(&product, 0, "half", browser.send(axum::http::Method::POST, "/t/0580/import", &kind, half.into())).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
        assert!(answer.text().contains("href=\"#file\""));
    }

    async fn an_import_is_taken_back_after_a_question(place: ServerConfig) {
        let product = open(place).await;
        let browser = product.browser(Role::Coordinator, HOME).await;
        take_in_districts(&product, &browser).await;
        let report = take_in_list(&product, &browser).await;
        let question = logged(&product, 0, "question", browser.get(&format!("{report}/angra"))).await;
        assert!(question.text().contains("vecka 46.csv"));
        assert_eq!(logged(&product, 1, "undo", browser.post(&format!("{report}/angra"), &[])).await.location(), report);
        let json = browser.get("/t/0580/lagesbild/2026-W46/fil.json").await;
        let json: serde_json::Value = serde_json::from_slice(&json.body).unwrap();
        assert_eq!(json["incident_count"], 0);
        assert_eq!(browser.post(&format!("{report}/angra"), &[]).await.status, StatusCode::CONFLICT);
    }

    async fn a_code_that_rows_were_rejected_for_is_placed(place: ServerConfig) {
        let product = open(place).await;
        let browser = product.browser(Role::Coordinator, HOME).await;
        take_in_districts(&product, &browser).await;
        take_in_list(&product, &browser).await;
        assert!(browser.get("/t/0580/koder").await.text().contains("QQQQ"));
        let wrong = browser.post("/t/0580/koder", &[("code", "QQQQ"), ("target", "XXX")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let saved = logged(&product, 1, "codes", browser.post("/t/0580/koder", &[("code", "QQQQ"), ("target", "SKA:glass")])).await;
        assert_eq!(saved.location(), "/t/0580/koder");
        assert!(browser.get("/t/0580/koder?code=QQQQ").await.text().contains("<option value=\"SKA:glass\" selected>"));
        logged(&product, 1, "codes", browser.post("/t/0580/koder/ta-bort", &[("code", "QQQQ")])).await;
        assert_eq!(browser.post("/t/0580/koder/ta-bort", &[("code", "QQQQ")]).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_week_is_closed_drafted_and_published_once(place: ServerConfig) {
        let product = open(place).await;
        let browser = product.browser(Role::Coordinator, HOME).await;
        take_in_districts(&product, &browser).await;
        take_in_list(&product, &browser).await;
        let step = |step, seen| [("step", step), ("seen", seen), ("reason", "")];
        let address = "/t/0580/lagesbild/2026-W46/steg";
        for (now, seen) in [("close", "open"), ("draft", "closed"), ("publish", "draft")] {
            let done = logged(&product, 1, now, browser.post(address, &step(now, seen))).await;
            assert_eq!(done.location(), "/t/0580/lagesbild/2026-W46", "{now}");
        }
        // Someone whose page is older than that is told, and nothing is written.
        let late = logged(&product, 0, "stale step", browser.post(address, &step("publish", "draft"))).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        let weeks = browser.get("/t/0580/veckor").await.text();
        assert!(weeks.contains("Publicerad"), "{weeks}");
        let reader = product.browser(Role::Reader, HOME).await;
        assert_eq!(reader.post(address, &step("correct", "published-1")).await.status, StatusCode::FORBIDDEN);
    }

    async fn coming_events_come_and_go(place: ServerConfig) {
        let product = open(place).await;
        let browser = product.browser(Role::Coordinator, HOME).await;
        let event = |from| [("title", "Match <i>x</i>"), ("place", "Arenan"), ("from", from), ("to", "")];
        let wrong = logged(&product, 0, "no date", browser.post("/t/0580/kommande", &event("i morgon"))).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("href=\"#from\"") && wrong.text().contains("i morgon"));
        logged(&product, 1, "event", browser.post("/t/0580/kommande", &event("2026-11-20"))).await;
        let page = browser.get("/t/0580/kommande").await.text();
        assert!(page.contains("Match &lt;i&gt;x&lt;&#x2f;i&gt;") || page.contains("Match &lt;i&gt;x&lt;/i&gt;"), "{page}");
        let remove = page.split("action=\"").find_map(|rest| rest.split('"').next().filter(|a| a.ends_with("/ta-bort"))).unwrap();
        assert_eq!(logged(&product, 1, "removal", browser.post(remove, &[])).await.location(), "/t/0580/kommande");
        assert_eq!(browser.post(remove, &[]).await.status, StatusCode::NOT_FOUND);
    }

    async fn bad_files_are_refused_in_words(place: ServerConfig) {
        let product = open(place).await;
        let browser = product.browser(Role::Coordinator, HOME).await;
        for (name, bytes) in [("tom.csv", &b""[..]), ("bild.png", &b"\x89PNG\r\n\x1a\n0000"[..]), ("halv.xlsx", &b"PK\x03\x04trasig"[..])] {
            let mut answer = browser.upload("/t/0580/import", name, bytes).await;
            if answer.status.is_redirection() {
                answer = browser.get(&answer.location()).await;
            }
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", answer.text());
            assert!(answer.text().contains("ds-error-summary"), "{name}");
        }
        let none = browser.upload("/t/0580/import", "", b"").await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.text().contains("href=\"#file\""));
    }

    async fn the_log_tells_and_is_told_of(place: ServerConfig) {
        let product = open(place).await;
        let registrar = product.browser(Role::Registrar, HOME).await;
        let page = logged(&product, 1, "reading", registrar.get("/t/0580/logg")).await;
        assert_eq!(page.status, StatusCode::OK);
        let again = registrar.get("/t/0580/logg").await.text();
        assert!(again.contains("Loggen lästes") && again.contains("Loggen är hel"), "{again}");
        assert_eq!(registrar.get("/t/0580/logg?before=x").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
