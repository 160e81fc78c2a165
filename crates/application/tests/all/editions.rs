//! What goes out: texts looked at again, words that are allowed, the public edition and its withdrawal, and what was handed over.

use crate::town::{TestTown, code, damage, list, week};
use application::disclosures::{self, DisclosureFilter};
use application::editions::{self, OpenEdition, PublicWords};
use application::pictures::{self, Format, Publish, Request, TextPlace, seen_key};
use application::{ServerConfig, allowed_words, meetings, organisations};
use domain::actor::Actor;
use domain::editions::{FEWEST, PublicEdition, Told, fewest};
use domain::failure::Failure;
use domain::ids::AccountId;
use domain::meetings::Minutes;
use domain::organisations::OrganisationKind;
use domain::pictures::{PictureFilter, PictureState, Step};
use domain::policy::Role;

/// A town whose week has 12 cases in Ryd and 2 in Berga, ready to be published.
async fn drafted(place: ServerConfig) -> TestTown {
    let town = TestTown::with_districts(place).await;
    let mut rows = damage("r", "2026-11-09", 12);
    rows.extend(damage("b", "2026-11-10", 2).iter().map(|row| row.replace(";Ryd;", ";Berga;")));
    town.import("v46.csv", &list(&rows.iter().map(String::as_str).collect::<Vec<_>>())).await;
    let mut state = PictureState::Open;
    for step in [Step::Close, Step::Draft] {
        state = pictures::step(&town.app, &town.actor, week("2026-W46"), step, None, &seen_key(&state)).await.unwrap();
    }
    town
}

async fn publish(town: &TestTown, step: Step, kept: bool, public: Option<&PublicWords>) -> Result<PictureState, Failure> {
    let (seen, reason) = if step == Step::Publish { ("draft", None) } else { ("published-1", Some("Fel stadsdel på en rad")) };
    pictures::publish(&town.app, &town.actor, week("2026-W46"), &Publish { step, reason, seen, kept, public }).await
}

async fn focus(town: &TestTown, seen: u32, text: &str) -> Result<u32, Failure> {
    meetings::write(&town.app, &town.actor, week("2026-W46"), seen, Minutes::Focus(vec![text.to_owned()])).await
}

async fn shown(town: &TestTown) -> PublicEdition {
    match editions::open_one(&town.app, &code(), week("2026-W46")).await.unwrap().1 {
        OpenEdition::Shown(edition, outlines) => {
            assert!(outlines.len() > 10, "the map has its districts");
            *edition
        }
        OpenEdition::Withdrawn(listing) => panic!("{listing:?}"),
    }
}

fn request() -> Request {
    Request { week: week("2026-W46"), filter: PictureFilter::default(), version: None }
}

test_support::on_each_database! {
    async fn there_are_no_public_editions_until_someone_turns_them_on(place: ServerConfig) {
        let town = drafted(place).await;
        let words = PublicWords::default();
        let refused = publish(&town, Step::Publish, false, Some(&words)).await;
        assert!(matches!(refused, Err(Failure::Conflict("failure-editions-off"))), "{refused:?}");
        publish(&town, Step::Publish, false, None).await.unwrap();
        for result in [editions::open_list(&town.app, &code()).await.map(|_| ()), editions::open_one(&town.app, &code(), week("2026-W46")).await.map(|_| ())] {
            assert!(matches!(result, Err(Failure::NotFound)));
        }
        let nowhere = editions::open_list(&town.app, &"9999".parse().unwrap()).await;
        assert!(matches!(nowhere, Err(Failure::NotFound)));
    }

    async fn a_public_edition_shows_no_small_count_and_is_withdrawn_with_a_reason(place: ServerConfig) {
        let town = drafted(place).await;
        editions::turn(&town.app, &town.actor, true).await.unwrap();
        let preview = pictures::preview(&town.app, &town.actor, week("2026-W46")).await.unwrap();
        assert!(preview.public_on && preview.marked.is_empty());
        let words = PublicWords { text: "Vi lagar lamporna i Ryd.".to_owned(), coming: Vec::new() };
        publish(&town, Step::Publish, false, Some(&words)).await.unwrap();
        let edition = shown(&town).await;
        assert_eq!(edition.digest.len(), 64);
        assert_eq!((edition.total, edition.text.as_str()), (Told::Count(14), "Vi lagar lamporna i Ryd."));
        let previewed = preview.public.unwrap();
        assert_eq!((previewed.districts, previewed.categories), (edition.districts.clone(), edition.categories.clone()), "the preview was true");
        let of = |name: &str| edition.districts.iter().find(|d| d.name == name).unwrap().total;
        assert_eq!((of("Ryd"), of("Berga")), (Told::Hidden, Told::Hidden), "12 would give 2 away");
        for district in &edition.districts {
            assert!(district.total.count().is_none_or(|n| n == 0 || n >= FEWEST));
            for (category, cell) in edition.categories.iter().zip(&district.cells) {
                assert!(cell.count().is_none_or(|n| n == 0 || n >= fewest(category.category)));
            }
        }
        let listed = editions::open_list(&town.app, &code()).await.unwrap().1;
        assert_eq!(listed.len(), 1);

        let without = editions::withdraw(&town.app, &town.actor, week("2026-W46"), 1, " ").await;
        assert!(matches!(without, Err(Failure::Invalid(_))));
        editions::withdraw(&town.app, &town.actor, week("2026-W46"), 1, "Fel vecka").await.unwrap();
        let again = editions::withdraw(&town.app, &town.actor, week("2026-W46"), 1, "Fel vecka").await;
        assert!(matches!(again, Err(Failure::NotFound)));
        let OpenEdition::Withdrawn(listing) = editions::open_one(&town.app, &code(), week("2026-W46")).await.unwrap().1 else { panic!("it is still shown") };
        assert_eq!(listing.withdrawn.unwrap().reason, "Fel vecka");
        assert!(editions::open_list(&town.app, &code()).await.unwrap().1.is_empty());
        // Off hides everything, as if there were nothing.
        editions::turn(&town.app, &town.actor, false).await.unwrap();
        assert!(matches!(editions::open_one(&town.app, &code(), week("2026-W46")).await, Err(Failure::NotFound)));
    }

    async fn a_correction_of_one_case_does_not_show_it(place: ServerConfig) {
        let town = drafted(place).await;
        editions::turn(&town.app, &town.actor, true).await.unwrap();
        publish(&town, Step::Publish, false, Some(&PublicWords::default())).await.unwrap();
        let first = shown(&town).await;
        town.import("mer.csv", &list(&["x;1201;Ryd;Torget;2026-11-11 12:00;"])).await;
        publish(&town, Step::Correct, false, Some(&PublicWords::default())).await.unwrap();
        let second = shown(&town).await;
        assert_eq!((second.version, second.total), (2, first.total));
        assert_eq!(second.districts, first.districts);
        // The collaboration sees it.
        assert_eq!(pictures::show(&town.app, &town.actor, &request()).await.unwrap().incident_count, 15);
    }

    async fn a_text_that_was_written_before_the_guard_knew_is_stopped_on_its_way_out(place: ServerConfig) {
        let town = drafted(place).await;
        let refused = focus(&town, 0, "Erik Dahlberg scen på kvällarna").await;
        assert!(matches!(&refused, Err(Failure::Invalid(e)) if e[0].field == "focus"), "{refused:?}");
        let word = allowed_words::add(&town.app, &town.actor, "Erik  Dahlberg", "Scenen vid resecentrum").await.unwrap();
        focus(&town, 0, "Erik Dahlberg scen på kvällarna").await.unwrap();
        pictures::export(&town.app, &town.actor, &request(), Format::Csv, false).await.unwrap();
        // No longer allowed: what is written is marked again.
        allowed_words::remove(&town.app, &town.actor, word).await.unwrap();
        let marked = pictures::preview(&town.app, &town.actor, week("2026-W46")).await.unwrap().marked;
        assert_eq!(marked.iter().map(|m| (m.place, m.which.as_str())).collect::<Vec<_>>(), [(TextPlace::Focus, "1")]);
        let out = pictures::export(&town.app, &town.actor, &request(), Format::Csv, false).await;
        assert!(matches!(&out, Err(Failure::Invalid(e)) if e.iter().any(|e| e.message == "failure-marked-focus")), "{out:?}");
        let stopped = publish(&town, Step::Publish, false, None).await;
        assert!(matches!(&stopped, Err(Failure::Invalid(e)) if e[0].message == "failure-marked-confirm"), "{stopped:?}");
        publish(&town, Step::Publish, true, None).await.unwrap();
        let log = application::audit::page(&town.app, &town.actor, None, 1).await.unwrap();
        assert!(log[0].event == "picture-step" && log[0].facts.contains("\"kept\":\"name\""), "the decision is told: {}", log[0].facts);
        // A published version has been decided on.
        pictures::export(&town.app, &town.actor, &request(), Format::Csv, false).await.unwrap();
    }

    async fn own_words_to_the_public_are_looked_at_too(place: ServerConfig) {
        let town = drafted(place).await;
        editions::turn(&town.app, &town.actor, true).await.unwrap();
        let words = |text: &str| PublicWords { text: text.to_owned(), coming: Vec::new() };
        let number = publish(&town, Step::Publish, true, Some(&words("Det gäller 900101-9828"))).await;
        assert!(matches!(&number, Err(Failure::Invalid(e)) if e[0].message == "failure-marked-block"), "{number:?}");
        let long = publish(&town, Step::Publish, true, Some(&words(&"Vi lagar. ".repeat(200)))).await;
        assert!(matches!(&long, Err(Failure::Invalid(e)) if e[0].field == "words"), "{long:?}");
        assert_eq!(pictures::show(&town.app, &town.actor, &request()).await.unwrap().state.key(), "draft", "nothing was published");
    }

    async fn words_are_allowed_with_a_reason_and_never_what_is_certain(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        for (text, reason) in [("", "x"), ("Erik Dahlberg", ""), ("070-174 06 58", "växeln"), ("19900101-9828", "x")] {
            let refused = allowed_words::add(&town.app, &town.actor, text, reason).await;
            assert!(matches!(refused, Err(Failure::Invalid(_))), "{text}: {refused:?}");
        }
        allowed_words::add(&town.app, &town.actor, "Erik Dahlberg", "En park").await.unwrap();
        let twice = allowed_words::add(&town.app, &town.actor, "Erik Dahlberg", "En park").await;
        assert!(matches!(twice, Err(Failure::Conflict("failure-word-allowed"))), "{twice:?}");
        // A file may name it now, and its neighbour not.
        let done = town.import("v46.csv", &list(&["a;1201;Ryd;Erik Dahlberg;2026-11-11 12:00;", "b;1201;Ryd;Anna Lindqvist;2026-11-11 12:00;"])).await;
        assert_eq!((done.report.imported, done.report.rejected_total), (1, 1));
        let landlord = Actor::member(AccountId([1; 16]), "Bovärd".to_owned(), code(), OrganisationKind::PrivateLandlord, vec![Role::Coordinator]);
        assert!(matches!(allowed_words::list(&town.app, &landlord).await, Err(Failure::NotAllowed)));
    }

    async fn what_others_take_out_is_listed_and_what_the_municipality_takes_is_not(place: ServerConfig) {
        let town = drafted(place).await;
        let operator = &town.actor;
        let id = organisations::add(&town.app, operator, "Bostadsbolaget", OrganisationKind::PrivateLandlord).await.unwrap();
        let of = |kind, roles| Actor::member(AccountId([1; 16]), "Bovärd".to_owned(), code(), kind, roles);
        let landlord = of(OrganisationKind::PrivateLandlord, vec![Role::Reader]).of(id);
        let own = of(OrganisationKind::Administration, vec![Role::Reader]);
        for actor in [&landlord, &own] {
            pictures::export(&town.app, actor, &request(), Format::Pdf, false).await.unwrap();
        }
        let registrar = of(OrganisationKind::Administration, vec![Role::Registrar]);
        let rows = disclosures::list(&town.app, &registrar, &DisclosureFilter::default(), false).await.unwrap();
        assert_eq!(rows.len(), 1);
        let row = &rows[0];
        assert_eq!((row.organisation.as_str(), row.format.as_str(), row.class.as_str(), row.basis.as_str()), ("Bostadsbolaget", "pdf", "B", "collaboration"));
        assert_eq!((row.kind, row.object.as_str(), row.version.as_str()), (Some(OrganisationKind::PrivateLandlord), "2026-W46", "working"));
        let elsewhere = DisclosureFilter { organisation: Some("Väktarbolaget".to_owned()), ..DisclosureFilter::default() };
        assert!(disclosures::list(&town.app, &registrar, &elsewhere, false).await.unwrap().is_empty());
        let before = DisclosureFilter { to: Some("2026-11-15".parse().unwrap()), ..DisclosureFilter::default() };
        assert!(disclosures::list(&town.app, &registrar, &before, true).await.unwrap().is_empty());
        let log = application::audit::page(&town.app, &registrar, None, 2).await.unwrap();
        assert!(log.iter().all(|e| e.event == "disclosures-read"), "each look is an entry");
        assert!(matches!(disclosures::list(&town.app, &landlord, &DisclosureFilter::default(), false).await, Err(Failure::NotAllowed)));
    }
}
