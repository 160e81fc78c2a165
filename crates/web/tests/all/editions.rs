//! Publishing through a browser without scripts: the preview, the public edition that anyone may read, its withdrawal, and the list of what
//! was handed over.

use crate::browser::{HOME, open};
use application::ServerConfig;
use axum::http::StatusCode;
use domain::policy::Role;

const WEEK: &str = "/t/0580/lagesbild/2026-W46";
const OPEN: &str = "/t/0580/offentlig";

test_support::on_each_database! {
    async fn a_week_is_published_for_everyone_read_and_withdrawn(place: ServerConfig) {
        let product = open(place).await;
        let coordinator = product.browser(Role::Coordinator, HOME).await;
        let admin = product.browser(Role::Administrator, HOME).await;
        let stranger = product.stranger();
        let nowhere = stranger.get("/t/9999/offentlig").await;
        assert_eq!((stranger.get(OPEN).await.status, nowhere.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        assert_eq!(stranger.get(OPEN).await.body, nowhere.body, "nothing tells a municipality without editions from none at all");

        let early = coordinator.get(&format!("{WEEK}/publicera")).await.text();
        assert!(early.contains("inte publiceras än") && !early.contains("name=\"edition\""), "{early}");
        assert_eq!(admin.post("/t/0580/administration/offentligt", &[("public", "on")]).await.location(), "/t/0580/administration/offentligt");
        for (step, seen) in [("close", "open"), ("draft", "closed")] {
            coordinator.post(&format!("{WEEK}/steg"), &[("step", step), ("seen", seen), ("reason", "")]).await.location();
        }
        let page = coordinator.get(&format!("{WEEK}/publicera")).await.text();
        assert!(page.contains("Så ser den offentliga utgåvan ut") && page.contains("name=\"edition\" type=\"radio\" value=\"both\""), "{page}");
        assert!(coordinator.get(WEEK).await.text().contains(&format!("href=\"{WEEK}/publicera\"")));

        let form = |words| [("step", "publish"), ("seen", "draft"), ("edition", "both"), ("words", words)];
        let before = product.log(HOME).await;
        let refused = coordinator.post(&format!("{WEEK}/publicera"), &form("Det gäller 900101-9828")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
        assert!(refused.text().contains("måste ändras") && refused.text().contains("href=\"#words\""), "{}", refused.text());
        assert_eq!(product.log(HOME).await, before);
        let done = coordinator.post(&format!("{WEEK}/publicera"), &form("Vi lagar lamporna <b>nu</b>.")).await;
        assert_eq!(done.location(), WEEK);
        assert_eq!(product.log(HOME).await.0, before.0 + 1, "one entry for both editions");

        let list = stranger.get(OPEN).await;
        assert!(list.status == StatusCode::OK && list.text().contains("/t/0580/offentlig/2026-W46"), "{}", list.text());
        let edition = stranger.get(&format!("{OPEN}/2026-W46")).await;
        assert_eq!(edition.status, StatusCode::OK);
        assert!(edition.text().contains("Öppen för alla") && edition.text().contains("lamporna &lt;b&gt;nu"), "{}", edition.text());
        assert!(edition.headers.get("set-cookie").is_none(), "nobody is followed");
        let json: serde_json::Value = serde_json::from_slice(&stranger.get(&format!("{OPEN}/2026-W46/fil.json")).await.body).unwrap();
        assert_eq!((json["week"].as_str(), json["rule"]["fewest"].as_u64()), (Some("2026-W46"), Some(5)));
        assert_eq!(product.log(HOME).await.0, before.0 + 1, "what is open is read without an entry");

        let withdraw = |reason| [("version", "1"), ("withdraw-reason", reason)];
        let address = format!("{WEEK}/dra-tillbaka");
        assert_eq!(coordinator.post(&address, &withdraw("")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(admin.post(&address, &withdraw("Fel vecka")).await.status, StatusCode::FORBIDDEN);
        coordinator.post(&address, &withdraw("Fel vecka")).await.location();
        let gone = stranger.get(&format!("{OPEN}/2026-W46")).await.text();
        assert!(gone.contains("drogs tillbaka") && gone.contains("Fel vecka") && !gone.contains("lamporna"), "{gone}");
        assert_eq!(stranger.get(&format!("{OPEN}/2026-W46/fil.json")).await.status, StatusCode::GONE);
        assert_eq!(stranger.get(&format!("{OPEN}/2026-W45")).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_file_with_a_name_in_it_waits_until_someone_has_looked(place: ServerConfig) {
        let product = open(place).await;
        let coordinator = product.browser(Role::Coordinator, HOME).await;
        let word = [("text", "Erik Dahlberg"), ("reason", "Scenen vid resecentrum")];
        assert_eq!(coordinator.post("/t/0580/ord", &word).await.location(), "/t/0580/ord");
        let event = [("title", "Konsert Erik Dahlberg"), ("place", ""), ("from", "2026-11-20"), ("to", "")];
        coordinator.post("/t/0580/kommande", &event).await.location();
        let file = format!("{WEEK}/fil.csv");
        assert_eq!(coordinator.get(&file).await.status, StatusCode::OK);
        let page = coordinator.get("/t/0580/ord").await.text();
        let remove = page.split("action=\"").find_map(|rest| rest.split('"').next().filter(|a| a.ends_with("/ta-bort"))).unwrap().to_owned();
        coordinator.post(&remove, &[]).await.location();

        let before = product.log(HOME).await;
        let refused = coordinator.get(&file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = refused.text();
        assert!(text.contains("Kommande händelse 1") && text.contains("/t/0580/kommande") && text.contains("fil.csv?kept=yes"), "{text}");
        let program = coordinator.get("/api/v1/tenants/0580/pictures/2026-W46").await;
        assert_eq!((program.status, program.header("content-type")), (StatusCode::UNPROCESSABLE_ENTITY, "application/problem+json"));
        assert_eq!(product.log(HOME).await, before, "nothing went out");
        assert_eq!(coordinator.get(&format!("{file}?kept=yes")).await.status, StatusCode::OK);
        assert_eq!(coordinator.get(&format!("{file}?kept=maybe")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn what_was_handed_over_is_for_those_who_read_the_log(place: ServerConfig) {
        let product = open(place).await;
        let registrar = product.browser(Role::Registrar, HOME).await;
        let empty = registrar.get("/t/0580/utlamnat").await.text();
        assert!(empty.contains("Inget har lämnats ut"), "{empty}");
        let csv = registrar.get("/t/0580/utlamnat/fil.csv?organisation=&from=2026-11-01&to=").await;
        assert!(csv.header("content-disposition").starts_with("attachment") && csv.text().contains("Mottagare"));
        assert_eq!(registrar.get("/t/0580/utlamnat?from=igår").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let coordinator = product.browser(Role::Coordinator, HOME).await;
        assert_eq!(coordinator.get("/t/0580/utlamnat").await.status, StatusCode::FORBIDDEN);
    }
}
