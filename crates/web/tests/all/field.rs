//! Reporting from the field beyond the form itself: what is kept for where there is no net, photos, and two
//! who write the minutes at once.

use crate::browser::{Answer, Browser, ELSEWHERE, HOME, Product, open};
use crate::main_job::take_in_districts;
use application::ServerConfig;
use axum::http::StatusCode;
use domain::policy::Role;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};

const REPORT: &str = "0193b6a4-7c1e-7f00-8000-00000000abcd";

/// A photo whose file tells a position.
pub fn photo() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new(&mut bytes);
    encoder.set_exif_metadata(b"II*\0\x08\0\0\0\0\0\0\0\0\0GPSHEMLIGPLATS".to_vec()).unwrap();
    encoder.write_image(&[90; 40 * 30 * 3], 40, 30, ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// Files a report as someone; more fields as wanted.
async fn file(browser: &Browser, id: &str, more: &[(&str, &str)]) -> Answer {
    let fields = [("key", id), ("district", "0580R001"), ("when", "now"), ("target", "NED"), ("sureness", "sure"), ("police", "no")];
    let fields: Vec<_> = fields.iter().chain(more).copied().collect();
    browser.post("/t/0580/rapportera", &fields).await
}

/// A municipality with districts where a reporter has filed a report.
async fn with_report(place: ServerConfig) -> (Product, Browser, Browser, Browser) {
    let product = open(place).await;
    let administrator = product.browser(Role::Administrator, HOME).await;
    let coordinator = product.browser(Role::Coordinator, HOME).await;
    take_in_districts(&product, &administrator).await;
    let reporter = product.browser(Role::Reporter, HOME).await;
    assert!(file(&reporter, REPORT, &[]).await.location().contains(REPORT));
    (product, administrator, coordinator, reporter)
}

/// Value of a field of a form, as a browser would send it back.
fn value<'a>(html: &'a str, name: &str) -> &'a str {
    let field = html.split(&format!(" name=\"{name}\"")).nth(1).unwrap_or_else(|| panic!("no field {name}"));
    let tag = &field[..field.find('>').unwrap()];
    tag.split(" value=\"").nth(1).map_or("", |rest| &rest[..rest.find('"').unwrap()])
}

test_support::on_each_database! {
    async fn what_nobody_can_see_in_a_report_is_not_kept(place: ServerConfig) {
        let (product, _, coordinator, reporter) = with_report(place).await;
        let (id, place) = ("0198e2f0-0000-7000-8000-00000000cafe", "Ga\u{30A}ngtunneln\0");
        assert!(file(&reporter, id, &[("place", place), ("description", "Klotter\0 på \u{202E}väggen\u{1b}[0m")]).await.location().contains(id));
        let page = reporter.get(&format!("/t/0580/mina/{id}")).await.text();
        assert!(page.contains("Klotter på väggen[0m") && page.contains("Gångtunneln, Västra Ö<"), "{page}");
        let code = [("code", "SKA\0DE"), ("target", "SKA")];
        assert_eq!(coordinator.post("/t/0580/koder", &code).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        drop(product);
    }

    async fn what_nobody_touches_in_a_changed_report_stays(place: ServerConfig) {
        let product = open(place).await;
        let administrator = product.browser(Role::Administrator, HOME).await;
        take_in_districts(&product, &administrator).await;
        let reporter = product.browser(Role::Reporter, HOME).await;
        let page = format!("/t/0580/mina/{REPORT}");
        let fields = [("key", REPORT), ("lat", "58.41090"), ("lon", "15.62160"), ("when", "weekend"), ("target", "NED"), ("sureness", "sure"), ("police", "no")];
        reporter.post("/t/0580/rapportera", &[&fields[..], &[("kind", "park"), ("reason", "lighting")]].concat()).await.location();
        let kept = reporter.get(&page).await.text();
        assert!(kept.contains("2026-11-13 18:00–2026-11-15 23:59"), "{kept}");
        let mut seen = 1.to_string();
        for description in ["Klotter", "Klotter, rättat"] {
            let form = reporter.get(&format!("{page}/andra")).await.text();
            let names = ["key", "seen", "place", "lat", "lon", "day", "last", "from", "to"];
            let mut sent: Vec<(&str, &str)> = names.iter().map(|name| (*name, value(&form, name))).collect();
            assert_eq!(value(&form, "last"), "2026-11-15", "the form says that it went on over days");
            sent.extend([("when", "other"), ("target", "NED"), ("sureness", "sure"), ("police", "no"), ("kind", "park"), ("reason", "lighting")]);
            sent.extend([("district", "0580R001"), ("description", description)]);
            reporter.post(&format!("{page}/andra"), &sent).await.location();
            let again = reporter.get(&format!("{page}/andra")).await.text();
            assert_eq!([value(&again, "lat"), value(&again, "lon")], [value(&form, "lat"), value(&form, "lon")]);
            assert_ne!(value(&again, "seen"), seen);
            seen = value(&again, "seen").to_owned();
            let shown = reporter.get(&page).await.text();
            assert!(shown.contains(description) && shown.contains("2026-11-13 18:00–2026-11-15 23:59"), "{shown}");
        }
    }

    async fn a_photo_is_off_until_decided_then_kept_without_its_metadata_and_read_in_the_log(place: ServerConfig) {
        let (product, administrator, coordinator, reporter) = with_report(place).await;
        let (mine, reviewed) = (format!("/t/0580/mina/{REPORT}"), format!("/t/0580/granska/{REPORT}"));
        assert!(!reporter.get(&mine).await.text().contains("type=\"file\""));
        let off = reporter.upload_as(&format!("{mine}/bild"), "photo", "a.jpg", &photo()).await;
        assert_eq!(off.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", off.text());
        assert_eq!(reporter.get(&format!("{mine}/bild")).await.status, StatusCode::NOT_FOUND);

        administrator.post("/t/0580/administration/bilder", &[("photos", "yes")]).await.location();
        assert!(reporter.get(&mine).await.text().contains("type=\"file\""));
        reporter.upload_as(&format!("{mine}/bild"), "photo", "a.jpg", &photo()).await.location();
        let shown = reporter.get(&format!("{mine}/bild")).await;
        assert_eq!((shown.status, shown.header("content-type")), (StatusCode::OK, "image/jpeg"));
        assert!(!shown.body.windows(14).any(|w| w == b"GPSHEMLIGPLATS") && shown.body.starts_with(&[0xff, 0xd8]));

        let before = product.log(HOME).await.0;
        let read = coordinator.get(&format!("{reviewed}/bild")).await;
        assert_eq!((read.status, read.body), (StatusCode::OK, shown.body));
        assert_eq!(product.log(HOME).await.0, before + 1, "a reviewer's look is logged");

        // Another reporter, another municipality, nobody: nothing there.
        let other = product.browser(Role::Registrar, HOME).await;
        let foreign = product.browser(Role::Coordinator, ELSEWHERE).await;
        for (visitor, status) in [(&other, StatusCode::FORBIDDEN), (&foreign, StatusCode::NOT_FOUND)] {
            for address in [format!("{mine}/bild"), format!("{reviewed}/bild")] {
                assert_eq!(visitor.get(&address).await.status, status, "{address}");
            }
        }
        assert_eq!(coordinator.get(&format!("{mine}/bild")).await.status, StatusCode::NOT_FOUND, "it is not the coordinator's own");
        assert!(product.stranger().get(&format!("{mine}/bild")).await.location().starts_with("/logga-in"));
        // The photo is in no export of the picture.
        let json = coordinator.get("/t/0580/lagesbild/2026-W47/fil.json").await.text();
        assert!(!json.contains("bild.jpg") && !json.contains(REPORT));

        coordinator.post(&format!("{reviewed}/bild/ta-bort"), &[]).await.location();
        assert_eq!(reporter.get(&format!("{mine}/bild")).await.status, StatusCode::NOT_FOUND);
    }

    async fn what_is_no_photo_says_what_to_do_and_a_withdrawn_report_keeps_none(place: ServerConfig) {
        let (_product, administrator, coordinator, reporter) = with_report(place).await;
        administrator.post("/t/0580/administration/bilder", &[("photos", "yes")]).await.location();
        let mine = format!("/t/0580/mina/{REPORT}");
        let bomb = [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..], &[0, 0, 0xee, 0, 0, 0, 0xee, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0]].concat();
        let page = [&photo()[..2], b"\xff\xfe\0\x0f<script>alert", &photo()[2..]].concat();
        for (file, words) in [(&b"GIF89a"[..], "ingen bild"), (&page, "ingen bild"), (&bomb, "bild"), (b"", "Välj en bild först")] {
            let answer = reporter.upload_as(&format!("{mine}/bild"), "photo", "a.jpg", file).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(answer.text().contains(words), "{words}");
        }
        reporter.upload_as(&format!("{mine}/bild"), "photo", "a.jpg", &photo()).await.location();
        reporter.post(&format!("{mine}/ta-tillbaka"), &[("seen", "1")]).await.location();
        assert_eq!(coordinator.get(&format!("/t/0580/granska/{REPORT}/bild")).await.status, StatusCode::NOT_FOUND);
        let late = reporter.upload_as(&format!("{mine}/bild"), "photo", "a.jpg", &photo()).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn what_waited_on_a_device_is_sent_by_its_writer_alone_and_once(place: ServerConfig) {
        let (product, _administrator, coordinator, reporter) = with_report(place).await;
        let kept = reporter.get("/t/0580/rapportera/utan-nat").await.text();
        let owner = kept.split("data-owner=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert!(kept.contains("data-offline") && kept.contains("name=\"key\" value=\"\""));
        assert!(!kept.contains("reporter</") && !kept.contains("/logga-ut"), "nobody is told by the kept form");
        let id = "0193b6a4-7c1e-7f00-8000-00000000abce";
        let waited = [("owner", owner.as_str()), ("written", "2026-11-18T04:00:00.000Z"), ("despite", "1")];
        let before = product.log(HOME).await.0;
        assert_eq!(file(&coordinator, id, &waited).await.status, StatusCode::CONFLICT, "another is signed in on the device");
        for _ in 0..3 {
            assert!(file(&reporter, id, &waited).await.location().contains(id));
        }
        assert_eq!(product.log(HOME).await.0, before + 1);
        // The last hour before it was written, in Swedish time.
        let thread = reporter.get(&format!("/t/0580/mina/{id}")).await.text();
        assert!(thread.contains("2026-11-18 04:00") && thread.contains("05:00"), "{thread}");
    }

    async fn two_who_save_a_section_see_both_texts_and_lose_neither(place: ServerConfig) {
        let (product, administrator, first, _) = with_report(place).await;
        drop(administrator);
        let second = product.browser(Role::PoliceOfficer, HOME).await;
        let address = "/t/0580/mote/2026-W47";
        let write = |seen: &'static str, texts: [&'static str; 2]| {
            [("section", "focus"), ("seen", seen), ("focus", texts[0]), ("focus", texts[1])]
        };
        first.post(address, &write("0", ["Tunneln", "Torget"])).await.location();
        let refused = second.post(address, &write("0", ["Tunneln", "Parken"])).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        let page = refused.text();
        for words in ["Det du skrev", "<ins>Parken</ins>", "Det som redan är sparat", "<ins>Torget</ins>", "<li>Tunneln</li>"] {
            assert!(page.contains(words), "{words}");
        }
        // The form of the section holds both, over what is saved now.
        for value in ["Tunneln", "Parken", "Torget"] {
            assert!(page.contains(&format!("name=\"focus\" value=\"{value}\" aria-label")), "{value}");
        }
        // One's own again, knowing of the other's: saved over it.
        second.post(address, &write("1", ["Tunneln", "Parken"])).await.location();
        let now = first.get(address).await.text();
        assert!(now.contains("value=\"Parken\"") && !now.contains("value=\"Torget\""));
    }
}
