//! An authority's own words for categories, subtypes and levels, from the form to what is published.

use crate::town::{TestTown, code, damage, list};
use application::pictures::{Request, seen_key, show, step};
use application::reports::{self, Filed, NewReport};
use application::words::{self, Draft};
use application::{App, ServerConfig, audit, codes};
use domain::actor::Actor;
use domain::categories::{Category, CodeMapping};
use domain::failure::Failure;
use domain::meetings::Situation;
use domain::organisations::OrganisationKind;
use domain::pictures::{PictureFilter, PictureState, Step};
use domain::policy::Role;
use domain::reports::{PoliceReported, Sureness};
use domain::words::{LONGEST_NAME, Said, Term, Wording, Words};
use messages::Lang;

fn named(sv: &str) -> Draft {
    let wording = Wording { sv: Said { name: sv.to_owned(), help: String::new() }, ..Wording::default() };
    Draft { wording, no_personal_data: false }
}

fn whole(category: Category) -> Term {
    Term::Category(category)
}

/// The number that the next change builds on.
async fn since(app: &App, who: &Actor, term: &Term) -> i64 {
    words::show(app, who, term).await.unwrap().since
}

async fn write(app: &App, who: &Actor, term: &Term, draft: &Draft) -> Result<(), Failure> {
    words::save(app, who, term, since(app, who, term).await, draft).await
}

/// The one thing that was wrong.
fn wrong(result: Result<impl std::fmt::Debug, Failure>) -> (&'static str, &'static str) {
    match result {
        Err(Failure::Invalid(errors)) if errors.len() == 1 => (errors[0].field, errors[0].message),
        other => panic!("{other:?}"),
    }
}

fn report(category: Category, subtype: &str, town: &TestTown, district: &str) -> NewReport {
    NewReport {
        category,
        subtype: Some(subtype.to_owned()),
        place: Some("Rydsvägen 12".to_owned()),
        place_kind: None,
        position: None,
        district: Some(domain::districts::DistrictCode(district.to_owned())),
        start: town.app.now(),
        end: None,
        sureness: Sureness::Sure,
        description: None,
        reasons: Vec::new(),
        immediate_action: None,
        police_reported: PoliceReported::No,
        no_personal_data: false,
        despite_similar: true,
    }
}

async fn filed(town: &TestTown, who: &Actor, subtype: &str, category: Category) -> Result<Filed, Failure> {
    let district = application::districts::current(&town.app, &town.actor).await.unwrap()[0].code.to_string();
    reports::file(&town.app, who, reports::new_id(&town.app), &report(category, subtype, town, &district)).await
}

fn member(role: Role) -> Actor {
    Actor::member(domain::ids::AccountId([7; 16]), "prov".to_owned(), code(), OrganisationKind::Administration, vec![role])
}

test_support::on_each_database! {
    async fn what_is_written_holds_until_it_is_taken_back(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let (app, who, term) = (&town.app, &town.actor, whole(Category::Damage));
        let shipped = words::show(app, who, &term).await.unwrap();
        assert_eq!((shipped.wording.sv.name.as_str(), shipped.since), ("Skadegörelse", 0));
        // The shipped English came with the form and is no word of its own.
        let mut draft = named(" Klotter och skador ");
        draft.wording.en = shipped.wording.en.clone();
        words::save(app, who, &term, 0, &draft).await.unwrap();
        let own = words::of(app, who).await.unwrap();
        assert_eq!(own.of(&term).map(|w| (w.sv.name.as_str(), w.en.name.as_str())), Some(("Klotter och skador", "")));
        assert_eq!(messages::category(Lang::Sv, &own, Category::Damage), "Klotter och skador");
        let log = audit::page(app, who, None, 1).await.unwrap();
        assert_eq!((log[0].event.as_str(), log[0].object.as_str()), ("words-changed", "SKA"));
        assert!(!log[0].facts.contains("Klotter"), "{}", log[0].facts);
        // Whoever still has the first form open overwrites nothing.
        assert!(matches!(words::save(app, who, &term, 0, &named("Skador")).await, Err(Failure::Conflict(_))));
        assert!(matches!(words::reset(app, who, &term, 0).await, Err(Failure::Conflict(_))));
        words::reset(app, who, &term, since(app, who, &term).await).await.unwrap();
        assert!(words::of(app, who).await.unwrap().is_empty());
        assert_eq!(words::show(app, who, &term).await.unwrap(), shipped);
        assert!(matches!(words::show(app, &member(Role::Reporter), &term).await, Err(Failure::NotAllowed)));
    }

    async fn words_that_cannot_be_told_apart_or_are_too_long_or_personal_are_refused(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let (app, who) = (&town.app, &town.actor);
        let damage = whole(Category::Damage);
        write(app, who, &whole(Category::Fire), &named("Eld")).await.unwrap();
        for taken in ["eld", "BRAND", "Otrygg plats"] {
            assert_eq!(wrong(write(app, who, &damage, &named(taken)).await), ("name_sv", "failure-words-taken"), "{taken}");
        }
        let long = "x".repeat(LONGEST_NAME + 1);
        assert_eq!(wrong(write(app, who, &damage, &named(&long)).await), ("name_sv", "failure-words-name"));
        assert_eq!(wrong(write(app, who, &damage, &named("två\nrader")).await), ("name_sv", "failure-words-name"));
        assert_eq!(wrong(write(app, who, &damage, &named("ring 070-174 06 05")).await).0, "name_sv");
        assert_eq!(wrong(write(app, who, &Term::Level(Situation::Red), &named("tydliga problem")).await).1, "failure-words-taken");
        assert_eq!(words::of(app, who).await.unwrap().all().count(), 1);
    }

    async fn something_to_report_is_always_left(place: ServerConfig) {
        let town = TestTown::empty(place).await;
        let (app, who) = (&town.app, &town.actor);
        let off = Draft { wording: Wording { off: true, ..Wording::default() }, no_personal_data: false };
        for category in Category::ALL.iter().filter(|c| ![Category::Other, Category::Arrangement].contains(c)) {
            write(app, who, &whole(*category), &off).await.unwrap();
        }
        assert_eq!(wrong(write(app, who, &whole(Category::Other), &off).await), ("shown", "failure-words-none-left"));
        write(app, who, &whole(Category::Arrangement), &off).await.unwrap();
        // A level is always there.
        write(app, who, &Term::Level(Situation::Green), &off).await.unwrap();
        assert!(words::of(app, who).await.unwrap().offers(&Term::Level(Situation::Green)));
    }

    async fn an_own_subtype_is_reported_and_imported_and_ends_without_being_lost(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (app, who) = (&town.app, &town.actor);
        let account = application::accounts::NewAccount {
            user: "bovard@example.se".to_owned(),
            title: "Bovärd".to_owned(),
            password: None,
            tenant: code(),
            organisation: OrganisationKind::Administration,
            organisation_name: "Kommunen".to_owned(),
            roles: vec![Role::Reporter],
        };
        let account = application::accounts::create(app, "prov", &account).await.unwrap();
        let reporter = Actor::member(account, "Bovärd".to_owned(), code(), OrganisationKind::Administration, vec![Role::Reporter]);
        assert_eq!(wrong(filed(&town, &reporter, "own-1", Category::Damage).await).0, "target");
        assert_eq!(wrong(words::add(app, who, Category::Damage, &named(" ")).await), ("own_sv", "failure-words-name"));
        assert_eq!(wrong(words::add(app, who, Category::Damage, &named("klotter")).await), ("own_sv", "failure-words-taken"));
        let term = words::add(app, who, Category::Damage, &named("Busskur")).await.unwrap();
        assert_eq!(term, Term::Subtype(Category::Damage, "own-1".to_owned()));
        // The same word under another category is another thing.
        words::add(app, who, Category::UnsafePlace, &named("Busskur")).await.unwrap();
        assert!(matches!(filed(&town, &reporter, "own-1", Category::Damage).await, Ok(Filed::Kept(_))));
        assert_eq!(wrong(filed(&town, &reporter, "own-1", Category::Fire).await).0, "target");
        let mapping = CodeMapping { code: "B17".to_owned(), category: Category::Damage, subtype: Some("own-1".to_owned()) };
        codes::put(app, who, vec![mapping.clone()]).await.unwrap();
        let other = CodeMapping { category: Category::Fire, ..mapping };
        assert!(matches!(codes::put(app, who, vec![other]).await, Err(Failure::Invalid(_))));
        let ended = Draft { wording: Wording { off: true, ..named("Busskur").wording }, no_personal_data: false };
        write(app, who, &term, &ended).await.unwrap();
        assert!(matches!(words::reset(app, who, &term, since(app, who, &term).await).await, Err(Failure::NotFound)));
        let own = words::of(app, who).await.unwrap();
        assert!(!own.offers(&term));
        assert_eq!(messages::subtype(Lang::Sv, &own, Category::Damage, "own-1"), "Busskur");
        // What waited on a device without a net when it ended is still taken in.
        assert!(matches!(filed(&town, &reporter, "own-1", Category::Damage).await, Ok(Filed::Kept(_))));
        let unknown = Term::Subtype(Category::Damage, "own-2".to_owned());
        assert!(matches!(words::show(app, who, &unknown).await, Err(Failure::NotFound)));
    }

    async fn a_file_may_name_a_category_by_the_authoritys_own_word(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let row = "x1;Klotter och skador;Ryd;Björnkärrsgatan;2026-11-10 10:15;2026-11-10 10:45";
        assert_eq!(town.import("före.csv", &list(&[row])).await.report.imported, 0);
        write(&town.app, &town.actor, &whole(Category::Damage), &named("Klotter och skador")).await.unwrap();
        let both = [row, "x2;Skadegörelse;Ryd;Björnkärrsgatan;2026-11-10 11:15;2026-11-10 11:45"];
        assert_eq!(town.import("efter.csv", &list(&both)).await.report.imported, 2);
    }

    async fn a_published_picture_and_its_parts_keep_the_words_of_their_day(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (app, who) = (&town.app, &town.actor);
        let rows = damage("x", "2026-11-10", 3);
        town.import("v46.csv", &list(&rows.iter().map(String::as_str).collect::<Vec<_>>())).await;
        let week = "2026-W46".parse().unwrap();
        let request = |category| Request { week, filter: PictureFilter { category, ..PictureFilter::default() }, version: None };
        let of = |words: &Words| (messages::category(Lang::Sv, words, Category::Damage), messages::criterion(Lang::Sv, words, Situation::Red));
        let before = show(app, who, &request(None)).await.unwrap();
        assert!(before.words.is_empty());
        write(app, who, &whole(Category::Damage), &named("Skador")).await.unwrap();
        let mut red = named("kris");
        red.wording.sv.help = "Ring chefen.".to_owned();
        write(app, who, &Term::Level(Situation::Red), &red).await.unwrap();
        let working = show(app, who, &request(None)).await.unwrap();
        assert_eq!(of(&working.words), ("Skador".to_owned(), "Ring chefen.".to_owned()));
        assert_ne!(working.digest, before.digest);
        let mut state = PictureState::Open;
        for next in [Step::Close, Step::Draft, Step::Publish] {
            state = step(app, who, week, next, None, &seen_key(&state)).await.unwrap();
        }
        write(app, who, &whole(Category::Damage), &named("Förstörelse")).await.unwrap();
        write(app, who, &Term::Level(Situation::Red), &named("katastrof")).await.unwrap();
        for part in [None, Some(Category::Damage)] {
            let published = show(app, who, &request(part)).await.unwrap();
            assert_eq!(of(&published.words), ("Skador".to_owned(), "Ring chefen.".to_owned()), "{part:?}");
            assert_eq!(messages::situation(Lang::Sv, &published.words, Situation::Red), "Röd: kris");
        }
        step(app, who, week, Step::Correct, Some("Nya ord"), &seen_key(&state)).await.unwrap();
        let corrected = show(app, who, &request(None)).await.unwrap();
        assert_eq!(messages::category(Lang::Sv, &corrected.words, Category::Damage), "Förstörelse");
        let first = show(app, who, &Request { version: Some(1), ..request(None) }).await.unwrap();
        assert_eq!(messages::category(Lang::Sv, &first.words, Category::Damage), "Skador");
    }
}
