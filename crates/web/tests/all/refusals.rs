//! What is refused before any page: foreign forms, unknown fields, wrong methods, unknown
//! parameters; and how sessions begin and end.

use crate::browser::{ELSEWHERE, HOME, PASSWORD, open, user};
use application::ServerConfig;
use axum::body::Body;
use axum::http::{Method, StatusCode};
use domain::policy::Role;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

test_support::on_each_database! {
    async fn a_form_from_another_site_is_refused(place: ServerConfig) {
        let product = open(place).await;
        let browser = product.browser(Role::Coordinator, HOME).await;
        let before = product.log(HOME).await;
        let event = "title=Match&place=&from=2026-11-20&to=";
        let foreign: [&[(&str, &str)]; 4] = [
            &[FORM, ("sec-fetch-site", "cross-site")],
            &[FORM, ("sec-fetch-site", "same-site")],
            &[FORM, ("origin", "https://evil.example")],
            &[("content-type", "text/plain"), ("origin", "null")],
        ];
        for headers in foreign {
            for (path, body) in [("/t/0580/kommande", event), ("/logga-in", "user=a&password=b&next=/"), ("/logga-ut", ""), ("/sprak", "lang=en&next=/")] {
                let answer = browser.send(Method::POST, path, headers, Body::from(body)).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {headers:?}");
                assert!(!answer.headers.contains_key("set-cookie"), "{path}");
            }
        }
        assert_eq!(product.log(HOME).await, before);
        assert_eq!(browser.get("/t/0580/kommande").await.status, StatusCode::OK, "still signed in");
    }

    async fn a_browser_that_hides_its_origin_is_known_by_a_cookie_of_the_same_site(place: ServerConfig) {
        let product = open(place).await;
        product.account(Role::Reader, HOME).await;
        let stranger = product.stranger();
        let page = stranger.send(Method::GET, "/logga-in", &[], Body::empty()).await;
        let cookie = page.header("set-cookie");
        assert!(cookie.starts_with("__Host-samsyn-plats=1;") && cookie.contains("SameSite=Strict"), "{cookie}");
        let modern = stranger.send(Method::GET, "/logga-in", &[("sec-fetch-site", "none")], Body::empty()).await;
        assert!(!modern.headers.contains_key("set-cookie"), "one that says where it comes from needs none");
        let body = || Body::from(format!("user={}&password={PASSWORD}&next=/", user(Role::Reader, HOME)).replace(' ', "+"));
        let foreign = stranger.send(Method::POST, "/logga-in", &[FORM, ("origin", "null")], body()).await;
        assert_eq!(foreign.status, StatusCode::FORBIDDEN, "another site's form comes without the cookie");
        let own = stranger.send(Method::POST, "/logga-in", &[FORM, ("origin", "null"), ("cookie", "__Host-samsyn-plats=1")], body()).await;
        assert_eq!(own.status, StatusCode::SEE_OTHER);
    }

    async fn a_refused_try_is_noted_where_it_belongs_and_unusual_looking_is_shown(place: ServerConfig) {
        let product = open(place).await;
        let registrar = product.browser(Role::Registrar, HOME).await;
        let outsider = product.browser(Role::Registrar, ELSEWHERE).await;
        let coordinator = product.browser(Role::Coordinator, HOME).await;
        let before = product.log(HOME).await;
        assert_eq!(coordinator.get("/t/0580/gallring/0193b6a4-7c1e-7f00-8000-00000000abcd").await.status, StatusCode::FORBIDDEN);
        let entry = product.newest(HOME).await;
        assert_eq!((entry.seq, entry.event.as_str(), entry.object.as_str()), (before.0 + 1, "access-refused", "GET /t/{tenant}/gallring/{id}"));
        assert!(entry.facts.contains("0193b6a4-7c1e-7f00-8000-00000000abcd") && entry.facts.contains("not-allowed"), "{}", entry.facts);
        // An address can be made to hold anything: what is no id is not written down.
        coordinator.get("/t/0580/granska/Anna%20Andersson").await;
        assert!(!product.newest(HOME).await.facts.contains("Anna"), "a name came into the log");

        let after = product.log(HOME).await;
        assert_eq!(outsider.get("/t/0580/logg").await.status, StatusCode::NOT_FOUND);
        assert_eq!(product.log(HOME).await, after, "someone else's try is not in the own log");
        let sign_ins = registrar.get("/t/0580/logg/inloggningar").await.text();
        assert!(sign_ins.contains("Ett försök nekades") && sign_ins.contains("Loggade in"), "{sign_ins}");
        assert!(!outsider.get("/t/0581/logg/inloggningar").await.text().contains("Ett försök nekades"), "it is the business of the one tried");

        for _ in 0..301 {
            assert_eq!(coordinator.get("/t/0580/granska").await.status, StatusCode::OK);
        }
        let log = registrar.get("/t/0580/logg").await.text();
        assert!(log.contains("Någon har tittat på ovanligt mycket") && log.contains("301 visningar"), "{log}");
    }

    async fn what_nobody_can_see_in_a_form_is_not_kept(place: ServerConfig) {
        let product = open(place).await;
        let browser = product.browser(Role::Coordinator, HOME).await;
        let event = [("title", "Match\0 p\u{61}\u{30A} \u{202E}tor\u{85}get"), ("place", ""), ("from", "2026-11-20"), ("to", "")];
        assert_eq!(browser.post("/t/0580/kommande", &event).await.status, StatusCode::SEE_OTHER);
        let page = browser.get("/t/0580/kommande").await.text();
        assert!(page.contains("Match på torget"), "{page}");
    }

    async fn fields_that_no_form_has_are_refused(place: ServerConfig) {
        let product = open(place).await;
        let browser = product.browser(Role::Coordinator, HOME).await;
        let before = product.log(HOME).await;
        let event = [("title", "Match"), ("place", ""), ("from", "2026-11-20"), ("to", "")];
        for extra in ["tenant_id", "role", "created_at"] {
            let answer = browser.post("/t/0580/kommande", &[&event[..], &[(extra, "x")]].concat()).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{extra}");
        }
        assert_eq!(product.log(HOME).await, before);
    }

    async fn a_wrong_sign_in_says_nothing_of_what_was_wrong(place: ServerConfig) {
        let product = open(place).await;
        product.account(Role::Reader, HOME).await;
        let stranger = product.stranger();
        let known = user(Role::Reader, HOME);
        let page = |name: String| {
            let stranger = stranger.clone();
            async move {
                let answer = stranger.post("/logga-in", &[("user", &name), ("password", "fel fel fel fel"), ("next", "/")]).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
                assert!(!answer.headers.contains_key("set-cookie"));
                answer.text().replace(&name, "NAME")
            }
        };
        assert_eq!(page(known).await, page("finns.inte@example.se".to_owned()).await);
    }

    async fn a_session_ends_when_it_is_signed_out(place: ServerConfig) {
        let product = open(place).await;
        let browser = product.browser(Role::Reader, HOME).await;
        assert_eq!(browser.get("/t/0580/veckor").await.status, StatusCode::OK);
        let answer = browser.post("/logga-ut", &[]).await;
        assert_eq!(answer.location(), "/logga-in");
        assert!(answer.header("clear-site-data").contains("cache"));
        assert!(answer.header("set-cookie").contains("Max-Age=0"));
        // The old cookie is worth nothing, whoever kept it.
        assert!(browser.get("/t/0580/veckor").await.location().starts_with("/logga-in?next=%2Ft%2F0580%2Fveckor"));
    }

    async fn sign_in_leads_back_to_the_page_asked_for_and_nowhere_else(place: ServerConfig) {
        let product = open(place).await;
        product.account(Role::Reader, ELSEWHERE).await;
        let (stranger, name) = (product.stranger(), user(Role::Reader, ELSEWHERE));
        for (next, to) in [("/t/0581/veckor", "/t/0581/veckor"), ("https://evil.example/", "/"), ("//evil.example", "/")] {
            let answer = stranger.post("/logga-in", &[("user", &name), ("password", PASSWORD), ("next", next)]).await;
            assert_eq!(answer.location(), to);
        }
    }

    async fn the_language_is_chosen_and_kept(place: ServerConfig) {
        let product = open(place).await;
        let mut stranger = product.stranger();
        assert!(stranger.get("/om").await.text().contains("<html lang=\"sv\""));
        let english = stranger.send(Method::GET, "/om", &[("accept-language", "en-GB,en;q=0.9")], Body::empty()).await;
        assert!(english.text().contains("<html lang=\"en\""));
        let chosen = stranger.post("/sprak", &[("lang", "en"), ("next", "/om")]).await;
        assert_eq!(chosen.location(), "/om");
        stranger.cookie = chosen.header("set-cookie").split(';').next().unwrap().to_owned();
        assert!(stranger.get("/om").await.text().contains("<html lang=\"en\""));
    }

    async fn what_an_address_cannot_mean_is_said_with_the_field(place: ServerConfig) {
        let product = open(place).await;
        let browser = product.browser(Role::Coordinator, HOME).await;
        let picture = "/api/v1/tenants/0580/pictures/2026-W46";
        for (query, field) in [("?category=XXX", "category"), ("?span=3", "span"), ("?sort=name", "query"), ("?version=0", "version")] {
            let answer = browser.get(&format!("{picture}{query}")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
            let problem: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
            assert_eq!(problem["errors"][0]["field"], field);
            assert_eq!(problem["status"], 422);
        }
        for path in ["/api/v1/tenants/0580/pictures/2025-W53", "/api/v1/tenants/0580/pictures/2026-W46.exe", "/t/0580/lagesbild/igår"] {
            assert_eq!(browser.get(&path.replace('å', "%C3%A5")).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let answer = browser.send(Method::DELETE, "/t/0580/kommande", &[("sec-fetch-site", "same-origin")], Body::empty()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    }

    async fn probes_answer_and_metrics_are_for_this_machine(place: ServerConfig) {
        let folder = match &place {
            ServerConfig::Sqlite(folder) => Some(folder.clone()),
            ServerConfig::Postgres(_) => None,
        };
        let product = open(place).await;
        let stranger = product.stranger();
        assert_eq!(stranger.get("/livez").await.text(), "ok\n");
        assert_eq!(stranger.get("/readyz").await.text(), "ok\n");
        if let Some(folder) = folder {
            let store = folder.join("tenants/0580.db");
            std::fs::rename(&store, folder.join("away.db")).unwrap();
            let gone = stranger.get("/readyz").await;
            assert_eq!((gone.status, gone.text()), (StatusCode::SERVICE_UNAVAILABLE, "not ready: 0580\n".to_owned()));
            std::fs::rename(folder.join("away.db"), &store).unwrap();
            assert_eq!(stranger.get("/readyz").await.status, StatusCode::OK);
        }
        // Without a known peer nobody counts as this machine.
        assert_eq!(stranger.get("/metrics").await.status, StatusCode::NOT_FOUND);
        let document = stranger.get("/api/v1/openapi.json").await;
        let document: serde_json::Value = serde_json::from_slice(&document.body).unwrap();
        assert_eq!(document["openapi"], "3.1.0");
    }
}
