//! Organisations by id: what is renamed or joined keeps its actions, reports, sources and minutes, and stores from before ids get them.

use crate::actions::{MUNICIPALITY, plan};
use crate::town::{TestTown, code, now, organisation, person};
use application::actions::{self, ActionFilter, Step};
use application::imports::{ImportIncidents, import_incidents};
use application::pictures::{Request, seen_key, show, step};
use application::places::{self, NewPlace};
use application::reports::{self, Corrections, Decide, Filed, NewReport};
use application::{App, AppConfig, Clock, ServerConfig, audit, disclosures, meetings, organisations, reminders};
use database::{Server, Statement, Store, StoreName, Value};
use domain::actions::{ActionState, Forum};
use domain::actor::Actor;
use domain::audit::Verdict;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::failure::Failure;
use domain::ids::{AccountId, OrganisationId, ReportId};
use domain::meetings::{Attendee, Minutes, RoundNote, Section};
use domain::organisations::{Organisation, OrganisationKind};
use domain::pictures::{Picture, PictureFilter, PictureState, SourceRow};
use domain::policy::Role;
use domain::reports::{Decision, PoliceReported, Sureness};
use domain::week::Week;
use jiff::Timestamp;
use std::sync::Arc;

const LANDLORD: (OrganisationKind, &str) = (OrganisationKind::PrivateLandlord, "Hyresvärden");
const RYD: &str = "0580R017";

fn week(text: &str) -> Week {
    text.parse().unwrap()
}

async fn caretaker(app: &App) -> Actor {
    person(app, "Bovärd", LANDLORD.0, LANDLORD.1, Role::Reporter).await
}

async fn coordinator(app: &App) -> Actor {
    person(app, "EST-samordnare", MUNICIPALITY.0, MUNICIPALITY.1, Role::Coordinator).await
}

async fn administrator(app: &App) -> Actor {
    person(app, "Administratör", MUNICIPALITY.0, MUNICIPALITY.1, Role::Administrator).await
}

async fn called(app: &App, name: &str) -> Organisation {
    organisations::list(app, &Actor::operator(code())).await.unwrap().into_iter().find(|o| o.name == name).unwrap()
}

async fn rename(app: &App, from: &str, to: &str) {
    let renamed = Organisation { name: to.to_owned(), ..called(app, from).await };
    organisations::change(app, &Actor::operator(code()), &renamed).await.unwrap();
}

/// A report of a broken window in Ryd, accepted.
async fn accepted(town: &TestTown, who: &Actor, reviewer: &Actor, start: &str) -> ReportId {
    let new = NewReport {
        category: Category::Damage,
        subtype: None,
        place: Some("Rydsvägen".to_owned()),
        place_kind: None,
        position: None,
        district: Some(DistrictCode(RYD.to_owned())),
        start: start.parse().unwrap(),
        end: None,
        sureness: Sureness::Sure,
        description: None,
        reasons: Vec::new(),
        immediate_action: None,
        police_reported: PoliceReported::No,
        no_personal_data: false,
        despite_similar: true,
    };
    let Filed::Kept(id) = reports::file(&town.app, who, reports::new_id(&town.app), &new).await.unwrap() else { panic!() };
    let decide = Decide { report: id, seen: 1, decision: Decision::Accept, corrections: Corrections::default() };
    reports::decide(&town.app, reviewer, &decide).await.unwrap();
    id
}

async fn picture(app: &App, of: &str, filter: PictureFilter) -> Arc<Picture> {
    show(app, &Actor::operator(code()), &Request { week: week(of), filter, version: None }).await.unwrap()
}

async fn publish(app: &App, actor: &Actor, of: &str) {
    let mut state = PictureState::Open;
    for next in [domain::pictures::Step::Close, domain::pictures::Step::Draft, domain::pictures::Step::Publish] {
        state = step(app, actor, week(of), next, None, &seen_key(&state)).await.unwrap();
    }
}

/// Sources of reports in a picture: name and count.
fn counted(picture: &Arc<Picture>) -> Vec<(&str, u64)> {
    let of = |s: &'_ SourceRow| s.name != "Polisen";
    picture.sources.iter().filter(|s| of(s)).map(|s| (s.name.as_str(), s.count)).collect()
}

fn of_source(name: &str) -> PictureFilter {
    PictureFilter { source: Some(name.to_owned()), ..PictureFilter::default() }
}

/// A store as the program left it before organisations had ids: every way in which rows name one.
async fn store_of_names(place: &ServerConfig) -> Store {
    let server = Server::open(place).await.unwrap();
    let directory = server.prepare(&StoreName::Directory, storage::DIRECTORY).await.unwrap();
    let mut tx = directory.write().await.unwrap();
    let tenant = "INSERT INTO tenant (code, name, created_at) VALUES ('0580', 'Linköpings kommun', $1)";
    tx.execute(&Statement::new(tenant), &[now().into()]).await.unwrap();
    tx.commit().await.unwrap();
    let store = server.prepare(&StoreName::Tenant("0580".to_owned()), &storage::TENANT[..11]).await.unwrap();
    let mut tx = store.write().await.unwrap();
    let mut run = async |text: &'static str, values: &[Value]| tx.execute(&Statement::new(text), values).await.unwrap();
    let (at, landlord, police): (Timestamp, &str, &str) = (now(), "private-landlord", "police");
    // Två bolag som har bytt namn: källan och rapporterna har namnet som gällde.
    for (id, name, organisation) in
        [(1u8, "Hyresvärden", Some("Hyresvärden")), (2, "Gamla bolaget (rapportörer)", Some("Gamla bolaget")), (3, "Gamla bolaget", None)]
    {
        let sender = "INSERT INTO sender (id, name, weekly, organisation, mapping) VALUES ($1, $2, TRUE, $3, $4)";
        let mapping = organisation.is_none().then(|| r#"{"columns":{},"dates":"year-first"}"#.to_owned());
        run(sender, &[[id; 16].into(), name.into(), organisation.map(str::to_owned).into(), mapping.into()]).await;
        let batch = "INSERT INTO batch (id, kind, sender_id, file_name, digest, at, by_name, state, report, added)
                     VALUES ($1, 'reports', $1, '', '', $2, 'x', 'active', '{}', 1)";
        run(batch, &[[id; 16].into(), at.into()]).await;
    }
    for (id, sender, name, kind) in
        [(1u8, 1u8, "Hyresvärden", landlord), (2, 2, "Gamla bolaget", landlord), (3, 2, "Gamla bolaget", landlord)]
    {
        let report =
            "INSERT INTO report (id, account_id, title, organisation, organisation_kind, submitted_at, category, start_at, week, sureness,
                      reasons, police_reported, warnings, state, decided_at, decided_by, incident_id, version)
                      VALUES ($1, $1, 'Bovärd', $2, $3, $4, 'SKA', $4, $5, 'sure', '', 'no', '', 'accepted', $4, 'x', $1, 1)";
        let monday = week("2026-W46").start();
        run(report, &[[id; 16].into(), name.into(), kind.into(), monday.into(), week("2026-W46").index().into()]).await;
        let incident =
            "INSERT INTO incident (id, batch_id, sender_id, row_key, fingerprint, category, start_at, week, hour_of_week, local_start,
                        local_end, count, late, added) VALUES ($1, $2, $2, $5, $5, 'SKA', $3, $4, 1, 0, 0, 1, FALSE, 1)";
        let values = [[id; 16].into(), [sender; 16].into(), monday.into(), week("2026-W46").index().into(), vec![id; 16].into()];
        run(incident, &values).await;
    }
    for (id, name, kind) in [(1u8, "Polisen", police), (2, "Gamla bolaget", landlord)] {
        let action = "INSERT INTO action_version (id, version, at, by_name, proposed_at, proposed_title, title, kind, basis, owner_kind, owner_name,
                      partners, reports, weeks, state, added) VALUES ($1, 1, $2, 'x', $2, 'x', $3, 'inspection', 'situational', $4, $3, '', '', '',
                      'proposed', 1)";
        run(action, &[[id; 16].into(), at.into(), name.into(), kind.into()]).await;
    }
    for (section, content) in [
        (
            "attendance",
            r#"[{"kind":"police","organisation":"Polisen","title":"Kommunpolis"},{"kind":"guards","organisation":"Vakterna","title":"Väktare"}]"#,
        ),
        ("round", r#"[{"organisation":"Gamla bolaget","text":"Lugnt"},{"organisation":"Skolan","text":"Oro"}]"#),
        ("focus", r#"["Tunneln"]"#),
    ] {
        let text = "INSERT INTO meeting_section (week, section, version, content, at, by_name, added) VALUES ($1, $2, 1, $3, $4, 'x', 1)";
        run(text, &[week("2026-W46").index().into(), section.into(), content.into(), at.into()]).await;
    }
    tx.commit().await.unwrap();
    store
}

async fn opened(place: &ServerConfig, folder: &tempfile::TempDir) -> App {
    App::open(AppConfig { data: folder.path().to_owned(), stores: place.clone(), clock: Clock::Fixed(now()) }).await.unwrap()
}

/// The directory of a town whose landlord is called something else today.
async fn people(app: &App) -> (Actor, Actor) {
    let officer = person(app, "Kommunpolis", OrganisationKind::Police, "Polisen", Role::PoliceOfficer).await;
    let landlord = person(app, "Bovärd", LANDLORD.0, LANDLORD.1, Role::ActionOwner).await;
    person(app, "Förvaltare", LANDLORD.0, "Nya bolaget", Role::Reporter).await;
    (officer, landlord)
}

/// Names in older records that wait for an administrator.
async fn waiting(app: &App) -> Vec<(String, &'static str)> {
    let all = organisations::list(app, &Actor::operator(code())).await.unwrap();
    assert!(all.iter().all(|o| !(o.former_name && o.active)), "what nobody has looked at takes no part");
    all.into_iter().filter(|o| o.former_name).map(|o| (o.name, o.kind.key())).collect()
}

/// Id of every row that refers to an organisation, in a fixed order.
async fn ids(store: &Store) -> Vec<[u8; 16]> {
    let mut tx = store.read().await.unwrap();
    let mut ids = Vec::new();
    for text in [
        "SELECT organisation_id FROM sender WHERE organisation_id IS NOT NULL ORDER BY id",
        "SELECT organisation_id FROM report ORDER BY id",
        "SELECT owner_id FROM action_version ORDER BY id",
    ] {
        ids.extend(tx.all(&Statement::new(text), &[], |row| row.get::<[u8; 16]>(0)).await.unwrap());
    }
    ids
}

async fn whole(app: &App) -> u64 {
    match audit::verify(app, &Actor::operator(code())).await.unwrap() {
        Verdict::Whole { entries, .. } => entries,
        Verdict::Broken { at } => panic!("broken at {at}"),
    }
}

test_support::on_each_database! {
    async fn an_owner_that_is_renamed_goes_on_with_its_actions(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let coordinator = coordinator(&town.app).await;
        let landlord = person(&town.app, "Bovärd", LANDLORD.0, LANDLORD.1, Role::ActionOwner).await;
        let id = actions::propose(&town.app, &coordinator, plan(&town, LANDLORD).await).await.unwrap();
        actions::step(&town.app, &coordinator, id, 1, Step::Decide(Forum::Direct)).await.unwrap();

        rename(&town.app, LANDLORD.1, "Bostäder AB").await;
        let begun = actions::step(&town.app, &landlord, id, 2, Step::Begin(None)).await.unwrap();
        assert!(matches!(begun, ActionState::Ongoing { .. }));
        let own = actions::list(&town.app, &landlord, &ActionFilter { own: true, ..ActionFilter::default() }).await.unwrap();
        assert_eq!(own.iter().map(|i| (i.plan.owner.name.as_str(), i.text_hidden)).collect::<Vec<_>>(), [("Bostäder AB", false)]);
        // By id, by the name of today, and by the name in older addresses.
        let now = called(&town.app, "Bostäder AB").await;
        for owner in [now.id.to_string(), "Bostäder AB".to_owned(), "Hyresvärden".to_owned()] {
            let filter = ActionFilter { owner: Some(owner.clone()), ..ActionFilter::default() };
            assert_eq!(actions::list(&town.app, &coordinator, &filter).await.unwrap().len(), 1, "{owner}");
        }
        // Another organisation that takes the old name has none of it.
        let other = person(&town.app, "Ny bovärd", LANDLORD.0, LANDLORD.1, Role::ActionOwner).await;
        assert!(matches!(actions::step(&town.app, &other, id, 3, Step::Finish(None)).await, Err(Failure::NotAllowed)));
        actions::edit(&town.app, &landlord, id, 3, plan(&town, (LANDLORD.0, "Bostäder AB")).await).await.unwrap();
        actions::step(&town.app, &landlord, id, 4, Step::Finish(None)).await.unwrap();
    }

    async fn a_renamed_organisation_is_one_source(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        accepted(&town, &caretaker, &coordinator, "2026-11-10T20:00:00Z").await;
        publish(&town.app, &coordinator, "2026-W46").await;
        let waiting = accepted(&town, &caretaker, &coordinator, "2026-11-16T08:00:00Z").await;

        rename(&town.app, LANDLORD.1, "Bostäder AB").await;
        accepted(&town, &caretaker, &coordinator, "2026-11-16T09:00:00Z").await;
        let now = picture(&town.app, "2026-W47", PictureFilter::default()).await;
        assert_eq!(counted(&now), [("Bostäder AB", 2)], "one source, called what it is called now");
        assert!(now.sources.iter().all(|s| s.name != "Polisen" || s.count == 0));
        // The week that was published says what it said, and so do its parts and older addresses.
        assert_eq!(counted(&picture(&town.app, "2026-W46", PictureFilter::default()).await), [("Hyresvärden", 1)]);
        let part = PictureFilter { category: Some(Category::Damage), ..PictureFilter::default() };
        assert_eq!(counted(&picture(&town.app, "2026-W46", part).await), [("Hyresvärden", 1)]);
        for (of, name, count) in [("2026-W46", "Hyresvärden", 1), ("2026-W46", "Bostäder AB", 1), ("2026-W47", "Hyresvärden", 2), ("2026-W47", "Bostäder AB", 2)] {
            assert_eq!(picture(&town.app, of, of_source(name)).await.incident_count, count, "{of} {name}");
        }
        // The report has the name at the time; how soon the organisation is answered is told of one.
        let thread = reports::follow(&town.app, &caretaker, waiting).await.unwrap();
        assert_eq!(thread.report.reporter.organisation, "Hyresvärden");
        let later = town.app.at("2026-12-12T08:00:00Z".parse().unwrap());
        let times = reports::answer_times(&later, &coordinator).await.unwrap();
        assert_eq!(times.organisations.iter().map(|(name, a)| (name.as_str(), a.reports)).collect::<Vec<_>>(), [("Bostäder AB", 3)]);
        assert!(reminders::reporters(&town.app, &code(), week("2026-W47")).await.unwrap() == 0, "it has been heard from");

        // Another organisation of the old name is another source.
        let new = person(&town.app, "Ny bovärd", LANDLORD.0, LANDLORD.1, Role::Reporter).await;
        accepted(&town, &new, &coordinator, "2026-11-16T10:00:00Z").await;
        let now = picture(&town.app, "2026-W47", PictureFilter::default()).await;
        assert_eq!(counted(&now), [("Bostäder AB", 2), ("Hyresvärden", 1)]);
        assert_eq!(picture(&town.app, "2026-W46", of_source("Hyresvärden")).await.incident_count, 1, "then it was the other");
    }

    async fn a_source_takes_no_name_that_a_sender_of_files_has(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        accepted(&town, &caretaker, &coordinator, "2026-11-16T08:00:00Z").await;
        town.import("p.csv", &crate::town::list(&["a;1201;Ryd;Gatan;2026-11-16 08:00;"])).await;
        rename(&town.app, LANDLORD.1, "Polisen").await;
        let now = picture(&town.app, "2026-W47", PictureFilter::default()).await;
        let names: Vec<_> = now.sources.iter().map(|s| (s.name.as_str(), s.count)).collect();
        assert_eq!(names, [("Polisen", 1), ("Polisen (rapportörer)", 1)]);
        assert_eq!(application::imports::senders(&town.app, &town.actor).await.unwrap().len(), 2);
    }

    async fn files_that_came_under_a_sources_old_name_go_on_with_it(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        accepted(&town, &caretaker, &coordinator, "2026-11-16T08:00:00Z").await;
        let import = async |row: &str| {
            let file = town.file("h.csv", crate::town::list(&[row]).as_bytes());
            let command = ImportIncidents { sender: LANDLORD.1.to_owned(), ..ImportIncidents::default() };
            import_incidents(&town.app, &town.actor, &file, &command, &|_| ()).await.unwrap();
        };
        import("a;1201;Ryd;Gatan;2026-11-16 08:00;").await;
        rename(&town.app, LANDLORD.1, "Bostäder AB").await;
        import("b;1201;Ryd;Gatan;2026-11-16 09:00;").await;
        let senders = application::imports::senders(&town.app, &town.actor).await.unwrap();
        assert_eq!(senders.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Bostäder AB"], "one sender, not two");
    }

    async fn minutes_keep_the_name_at_the_time(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let landlord = organisation(&town.app, LANDLORD.0, LANDLORD.1).await;
        let there = |name: &str, title: &str| Attendee {
            organisation: domain::actions::Organisation { name: name.to_owned(), ..landlord.clone() },
            account: Some(AccountId([1; 16])),
            title: title.to_owned(),
        };
        let said = |name: &str, text: &str| RoundNote { organisation: there(name, "").organisation, text: text.to_owned() };
        let write = async |seen, minutes| meetings::write(&town.app, &town.actor, week("2026-W46"), seen, minutes).await;
        write(0, Minutes::Attendance(vec![there(LANDLORD.1, "Bovärd")])).await.unwrap();
        write(0, Minutes::Round(vec![said(LANDLORD.1, "Lugnt")])).await.unwrap();
        rename(&town.app, LANDLORD.1, "Bostäder AB").await;
        // Saved once more, from a form with the names of today.
        write(1, Minutes::Attendance(vec![there("Bostäder AB", "Förvaltare")])).await.unwrap();
        write(1, Minutes::Round(vec![said("Bostäder AB", "Lugnt i Ryd")])).await.unwrap();
        let shown = meetings::show(&town.app, &town.actor, week("2026-W46")).await.unwrap().meeting;
        assert_eq!(shown.section(Section::Attendance).minutes, Minutes::Attendance(vec![there(LANDLORD.1, "Bovärd")]));
        assert_eq!(shown.section(Section::Round).minutes, Minutes::Round(vec![said(LANDLORD.1, "Lugnt i Ryd")]));
        // An organisation that the collaboration does not have is not written down.
        let mut stranger = said("Någon annan", "x");
        stranger.organisation.id = OrganisationId([9; 16]);
        assert!(matches!(write(2, Minutes::Round(vec![stranger])).await, Err(Failure::Invalid(_))));
    }

    async fn lists_of_names_are_in_swedish_order(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let names = ["Östra", "Ånestad", "Ängby", "Zinkgruvan", "Berga"];
        let sorted = ["Berga", "Zinkgruvan", "Ånestad", "Ängby", "Östra"];
        for name in names {
            organisation(&town.app, OrganisationKind::Other, name).await;
            person(&town.app, name, MUNICIPALITY.0, MUNICIPALITY.1, Role::Reporter).await;
            let place = NewPlace { name: name.to_owned(), district: Some(DistrictCode(RYD.to_owned())), position: None };
            places::add(&town.app, &town.actor, &place).await.unwrap();
        }
        let all = organisations::list(&town.app, &town.actor).await.unwrap();
        assert_eq!(all.iter().map(|o| o.name.as_str()).filter(|n| names.contains(n)).collect::<Vec<_>>(), sorted);
        let people = application::people::list(&town.app, &town.actor).await.unwrap();
        assert_eq!(people.iter().map(|p| p.title.as_str()).collect::<Vec<_>>(), sorted);
        let places = places::list(&town.app, &town.actor).await.unwrap();
        assert_eq!(places.iter().map(|(_, p)| p.name.as_str()).collect::<Vec<_>>(), sorted);
        let again = NewPlace { name: "ÖSTRA".to_owned(), district: Some(DistrictCode(RYD.to_owned())), position: None };
        assert!(matches!(places::add(&town.app, &town.actor, &again).await, Err(Failure::Conflict("failure-place-taken"))));
        let districts = application::districts::current(&town.app, &town.actor).await.unwrap();
        let mut by_name = districts.clone();
        by_name.sort_by(|a, b| messages::by_name(&a.name, &b.name));
        assert_eq!(districts, by_name);
    }

    async fn a_store_of_names_gets_ids_once_and_nothing_is_guessed(place: ServerConfig) {
        let store = store_of_names(&place).await;
        let folder = tempfile::tempdir().unwrap();
        let app = opened(&place, &folder).await;
        let (officer, landlord) = people(&app).await;
        // The first look at the store fills it.
        let items = actions::list(&app, &officer, &ActionFilter { own: true, ..ActionFilter::default() }).await.unwrap();
        assert_eq!(items.iter().map(|i| i.plan.title.as_str()).collect::<Vec<_>>(), ["Polisen"]);
        assert_eq!(waiting(&app).await, [("Gamla bolaget".to_owned(), "private-landlord"), ("Skolan".to_owned(), "other"), ("Vakterna".to_owned(), "guards")]);
        let old = called(&app, "Gamla bolaget").await;
        let (police, own) = (called(&app, "Polisen").await.id.0, called(&app, LANDLORD.1).await.id.0);
        let expected = [own, old.id.0, own, old.id.0, old.id.0, police, old.id.0];
        assert_eq!(ids(&store).await, expected);
        assert!(actions::list(&app, &landlord, &ActionFilter { own: true, ..ActionFilter::default() }).await.unwrap().is_empty());
        let minutes = meetings::show(&app, &Actor::operator(code()), week("2026-W46")).await.unwrap().meeting;
        let Minutes::Attendance(there) = minutes.section(Section::Attendance).minutes else { panic!() };
        assert_eq!((there[0].organisation.id.0, there[0].account, there.len()), (police, None, 2));
        let Minutes::Round(notes) = minutes.section(Section::Round).minutes else { panic!() };
        assert_eq!((notes[0].organisation.id, notes[0].organisation.kind), (old.id, LANDLORD.0), "the reports say which kind it was");
        assert_eq!(counted(&picture(&app, "2026-W46", PictureFilter::default()).await), [("Gamla bolaget", 0), ("Gamla bolaget (rapportörer)", 2), ("Hyresvärden", 1)]);
        let log = audit::page(&app, &Actor::operator(code()), None, 20).await.unwrap();
        assert_eq!(log.iter().filter(|e| e.event == "organisation-ids-filled").count(), 1);

        // Opened again, and once more as after a crash between the directory and the store: the same.
        let entries = whole(&app).await;
        let again = opened(&place, &folder).await;
        whole(&again).await;
        assert!(whole(&again).await <= entries + 3, "nothing but looks at the log");
        let mut tx = store.write().await.unwrap();
        for text in [
            "UPDATE upgrade_step SET done = FALSE",
            "UPDATE sender SET organisation_id = NULL",
            "UPDATE report SET organisation_id = NULL WHERE organisation = 'Gamla bolaget'",
            "UPDATE action_version SET owner_id = NULL",
        ] {
            tx.execute(&Statement::new(text), &[]).await.unwrap();
        }
        tx.commit().await.unwrap();
        let again = opened(&place, &folder).await;
        picture(&again, "2026-W46", PictureFilter::default()).await;
        assert_eq!(ids(&store).await, expected);
        assert_eq!(waiting(&again).await.len(), 3, "none is made twice");
    }

    async fn an_administrator_says_which_organisation_a_name_was(place: ServerConfig) {
        let store = store_of_names(&place).await;
        let folder = tempfile::tempdir().unwrap();
        let app = opened(&place, &folder).await;
        let (_, landlord) = people(&app).await;
        let (administrator, coordinator) = (administrator(&app).await, coordinator(&app).await);
        let before = picture(&app, "2026-W46", PictureFilter::default()).await;
        publish(&app, &coordinator, "2026-W46").await;
        let (old, own) = (called(&app, "Gamla bolaget").await, called(&app, LANDLORD.1).await);
        let school = called(&app, "Skolan").await;

        let not_his = organisations::join(&app, &coordinator, old.id, old.version, own.id).await;
        assert!(matches!(not_his, Err(Failure::NotAllowed)));
        for into in [school.id, old.id, OrganisationId([9; 16])] {
            let wrong = organisations::join(&app, &administrator, old.id, old.version, into).await;
            assert!(matches!(wrong, Err(Failure::Invalid(_))), "{into}");
        }
        let living = organisations::join(&app, &administrator, own.id, own.version, called(&app, "Nya bolaget").await.id).await;
        assert!(matches!(living, Err(Failure::Conflict(_))), "an organisation that takes part is no name in older records");
        organisations::join(&app, &administrator, old.id, old.version, own.id).await.unwrap();
        organisations::join(&app, &administrator, old.id, old.version, own.id).await.unwrap();

        assert_eq!(waiting(&app).await.len(), 2);
        assert!(matches!(organisations::by_id(&app, &administrator, old.id).await, Err(Failure::NotFound)));
        let police = called(&app, "Polisen").await.id.0;
        // The source of the old name still has its row, which counts under the other from now on.
        assert_eq!(ids(&store).await, [own.id.0, old.id.0, own.id.0, own.id.0, own.id.0, police, own.id.0]);
        let items = actions::list(&app, &landlord, &ActionFilter { own: true, ..ActionFilter::default() }).await.unwrap();
        assert_eq!(items.iter().map(|i| (i.plan.title.as_str(), i.plan.owner.name.as_str())).collect::<Vec<_>>(), [("Gamla bolaget", LANDLORD.1)]);
        let minutes = meetings::show(&app, &Actor::operator(code()), week("2026-W46")).await.unwrap().meeting;
        let Minutes::Round(notes) = minutes.section(Section::Round).minutes else { panic!() };
        assert_eq!((notes[0].organisation.id, notes[0].organisation.name.as_str()), (own.id, "Gamla bolaget"));

        // What was published stays; what is computed now sees one source, also by the old name.
        assert_eq!(counted(&picture(&app, "2026-W46", PictureFilter::default()).await), counted(&before));
        let part = PictureFilter { category: Some(Category::Damage), ..PictureFilter::default() };
        assert_eq!(counted(&picture(&app, "2026-W46", part.clone()).await), counted(&before));
        step(&app, &coordinator, week("2026-W46"), domain::pictures::Step::Correct, Some("Samma bolag"), "published-1").await.unwrap();
        let now = picture(&app, "2026-W46", part).await;
        assert_eq!(counted(&now), [("Gamla bolaget", 0), (LANDLORD.1, 3)]);
        for name in [LANDLORD.1, "Gamla bolaget (rapportörer)"] {
            assert_eq!(picture(&app, "2026-W46", of_source(name)).await.incident_count, 3, "{name}");
        }
        let entries = audit::page(&app, &Actor::operator(code()), None, 50).await.unwrap();
        let joined: Vec<_> = entries.iter().filter(|e| e.event == "organisation-joined").collect();
        assert_eq!((joined.len(), joined[0].object.as_str()), (1, old.id.to_string().as_str()));
        assert!(joined[0].facts.contains(&own.id.to_string()));
        // A new organisation of the old name has a source of its own.
        let town = TestTown { app: app.clone(), actor: Actor::operator(code()), folder };
        let districts = town.file("regso.geojson", practice::districts_geojson());
        application::districts::import(&app, &town.actor, &districts, &crate::town::columns()).await.unwrap();
        let new = person(&app, "Ny bovärd", LANDLORD.0, "Gamla bolaget", Role::Reporter).await;
        accepted(&town, &new, &coordinator, "2026-11-16T10:00:00Z").await;
        let now = picture(&app, "2026-W47", PictureFilter::default()).await;
        assert!(counted(&now).contains(&("Gamla bolaget (rapportörer 2)", 1)), "{:?}", counted(&now));
        whole(&app).await;
        disclosures::list(&app, &registrar(&app).await, &disclosures::DisclosureFilter::default(), false).await.unwrap();
    }

    async fn what_the_directory_decided_before_a_stop_is_carried_out(place: ServerConfig) {
        let store = store_of_names(&place).await;
        let folder = tempfile::tempdir().unwrap();
        let app = opened(&place, &folder).await;
        people(&app).await;
        picture(&app, "2026-W46", PictureFilter::default()).await;
        let (old, own) = (called(&app, "Gamla bolaget").await, called(&app, LANDLORD.1).await);
        let directory = Server::open(&place).await.unwrap().store(&StoreName::Directory).await.unwrap();
        let mut tx = directory.write().await.unwrap();
        let join = "UPDATE organisation SET joined_into = $2 WHERE id = $1";
        tx.execute(&Statement::new(join), &[old.id.0.into(), own.id.0.into()]).await.unwrap();
        tx.execute(&Statement::new("UPDATE organisation SET name = 'Bostäder AB' WHERE id = $1"), &[own.id.0.into()]).await.unwrap();
        tx.commit().await.unwrap();

        let again = opened(&place, &folder).await;
        let now = picture(&again, "2026-W46", PictureFilter::default()).await;
        assert_eq!(counted(&now), [("Bostäder AB", 3), ("Gamla bolaget", 0)]);
        assert_eq!(ids(&store).await[3], own.id.0);
        let entries = whole(&again).await;
        let third = opened(&place, &folder).await;
        picture(&third, "2026-W46", PictureFilter::default()).await;
        assert!(whole(&third).await <= entries + 1, "carried out once");
    }
}

async fn registrar(app: &App) -> Actor {
    person(app, "Registrator", MUNICIPALITY.0, MUNICIPALITY.1, Role::Registrar).await
}
