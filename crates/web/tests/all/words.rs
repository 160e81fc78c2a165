//! An authority's own words through a browser without scripts: written once, read everywhere.

use crate::browser::{HOME, open};
use crate::main_job::take_in_districts;
use application::ServerConfig;
use axum::http::StatusCode;
use domain::policy::Role;

const CATEGORIES: &str = "/t/0580/administration/kategorier";
const LEVELS: &str = "/t/0580/administration/nivaer";

/// The number that the form of a page builds on.
fn seen(page: &str) -> String {
    page.split_once("name=\"seen\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned()
}

test_support::on_each_database! {
    async fn own_words_are_written_once_and_read_everywhere(place: ServerConfig) {
        let product = open(place).await;
        let coordinator = product.browser(Role::Coordinator, HOME).await;
        let reporter = product.browser(Role::Reporter, HOME).await;
        take_in_districts(&product, &coordinator).await;
        let damage = format!("{CATEGORIES}/SKA");
        let form = coordinator.get(&damage).await.text();
        assert!(form.contains("value=\"Skadegörelse\"") && form.contains("value=\"Criminal damage\""), "the shared words are filled in: {form}");
        let words = [
            ("name_sv", "Klotter & skador"),
            ("help_sv", "Allt som är trasigt."),
            ("name_en", "Criminal damage"),
            ("help_en", ""),
            ("shown", "yes"),
            ("place", "2"),
            ("seen", "0"),
            ("do", "save"),
        ];
        assert_eq!(coordinator.post(&damage, &words).await.location(), CATEGORIES);
        let off = [("name_sv", ""), ("place", "0"), ("seen", "0"), ("do", "save")];
        assert_eq!(coordinator.post(&format!("{CATEGORIES}/BRA"), &off).await.location(), CATEGORIES);
        let own = [("category", "SKA"), ("own_sv", "Busskur"), ("own_en", "")];
        assert_eq!(coordinator.post(CATEGORIES, &own).await.location(), format!("{damage}#undertyper"));

        let report = reporter.get("/t/0580/rapportera").await.text();
        assert!(report.contains("<optgroup label=\"Klotter &amp; skador\">") && report.contains("Allt som är trasigt."), "{report}");
        assert!(report.contains("value=\"SKA:own-1\">Klotter &amp; skador – Busskur"), "{report}");
        assert!(!report.contains("value=\"BRA\"") && !report.contains("value=\"BRA:arson\""), "{report}");
        assert!(coordinator.get("/t/0580/koder").await.text().contains("value=\"BRA:arson\""), "codes of senders still lead there");
        for path in ["/t/0580/lagesbild/2026-W46", "/t/0580/insatser/ny"] {
            let page = coordinator.get(path).await.text();
            assert!(page.contains("Klotter &amp; skador") && !page.contains("Skadegörelse"), "{path}: {page}");
        }

        // Someone who still has the first form open is told, and keeps what they wrote.
        let late = coordinator.post(&damage, &words.map(|(k, v)| (k, if k == "name_sv" { "Skador" } else { v }))).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text().contains("value=\"Skador\""), "{}", late.text());
        let again = seen(&coordinator.get(&damage).await.text());
        let reset = [("name_sv", ""), ("seen", again.as_str()), ("do", "reset")];
        assert_eq!(coordinator.post(&damage, &reset).await.location(), CATEGORIES);
        let report = reporter.get("/t/0580/rapportera").await.text();
        assert!(report.contains("value=\"SKA:own-1\">Skadegörelse – Busskur"), "{report}");
    }

    async fn the_meeting_judges_in_the_authoritys_words_and_the_colours_stay(place: ServerConfig) {
        let product = open(place).await;
        let coordinator = product.browser(Role::Coordinator, HOME).await;
        take_in_districts(&product, &coordinator).await;
        let orange = format!("{LEVELS}/orange");
        let form = coordinator.get(&orange).await.text();
        assert!(form.contains("Nivån kräver alltid") && !form.contains("name=\"shown\"") && !form.contains("name=\"place\""), "{form}");
        let words = [("name_sv", "samlat grepp"), ("help_sv", "Vi gör något tillsammans."), ("seen", "0"), ("do", "save")];
        assert_eq!(coordinator.post(&orange, &words).await.location(), LEVELS);
        let meeting = coordinator.get("/t/0580/mote/2026-W46").await.text();
        assert!(meeting.contains("Orange: samlat grepp</option>") && meeting.contains("Vi gör något tillsammans."), "{meeting}");
        assert!(meeting.contains("Röd: allvarligt</option>") && meeting.contains("Ordinarie arbete räcker."), "{meeting}");
        assert!(meeting.contains("Mötet hålls tisdag 2026-11-17 09:00. Rapporter till veckan tas emot till måndag 2026-11-16 00:00."), "{meeting}");
        for unknown in [format!("{LEVELS}/SKA"), format!("{CATEGORIES}/orange"), format!("{CATEGORIES}/SKA:own-1")] {
            assert_eq!(coordinator.get(&unknown).await.status, StatusCode::NOT_FOUND, "{unknown}");
        }
    }
}
