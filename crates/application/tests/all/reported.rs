//! The parts of a picture that reports speak of: how sure they are, and whether the police have been told.

use crate::reports::{broken_glass, coordinator, decision, filed, ryd, saturday};
use crate::town::{TestTown, person};
use application::pictures::evidence::{FindingRequest, Found, evidence};
use application::pictures::{Format, Request, export, show};
use application::reports::{NewReport, decide};
use application::{App, ServerConfig};
use domain::actor::Actor;
use domain::categories::Category;
use domain::failure::Failure;
use domain::organisations::OrganisationKind;
use domain::pictures::{PictureFilter, finding};
use domain::policy::Role;
use domain::reports::{Decision, PoliceReported, Reported, Sureness};
use jiff::SignedDuration;

use PoliceReported::{No, Unknown, Yes};
use Sureness::{Sure, Suspected};

fn asked(sureness: impl Into<Option<Sureness>>, police: impl Into<Option<PoliceReported>>) -> Request {
    let reported = Reported { sureness: sureness.into(), police: police.into() };
    Request { week: "2026-W46".parse().unwrap(), filter: PictureFilter { reported, ..PictureFilter::default() }, version: None }
}

async fn accepted(app: &App, reporter: &Actor, coordinator: &Actor, new: &NewReport) {
    let id = filed(app, reporter, new).await;
    decide(app, coordinator, &decision(id, 1, Decision::Accept)).await.unwrap();
}

/// A list with one incident that nobody has reported, and three reported ones: one seen and told to the police, one suspected, and one that
/// two people have reported differently.
async fn town_with_reports(place: ServerConfig) -> (TestTown, Actor) {
    let town = TestTown::with_districts(place).await;
    let coordinator = coordinator(&town.app).await;
    let caretaker = person(&town.app, "Bovärd", OrganisationKind::PrivateLandlord, "Hyresvärden", Role::Reporter).await;
    let guard = person(&town.app, "Väktare", OrganisationKind::Guards, "Vakt", Role::Reporter).await;
    let seen = NewReport { police_reported: Yes, despite_similar: true, ..broken_glass(&ryd(&town).await, saturday()) };
    let later = |hours| seen.start + SignedDuration::from_hours(hours);
    let suspected = NewReport { sureness: Suspected, police_reported: Unknown, start: later(-30), end: None, ..seen.clone() };
    let by_two = NewReport { sureness: Suspected, police_reported: No, start: later(-51), end: None, ..seen.clone() };
    for (reporter, new) in [
        (&caretaker, seen.clone()),
        (&caretaker, suspected),
        (&caretaker, by_two.clone()),
        (&guard, NewReport { sureness: Sure, police_reported: Unknown, ..by_two }),
    ] {
        accepted(&town.app, reporter, &coordinator, &new).await;
    }
    town.import("polisen.csv", &crate::town::list(&[";1201;Ryd;Torget;2026-11-10 12:40;"])).await;
    (town, coordinator)
}

test_support::on_each_database! {
    async fn reported_incidents_are_divided_by_the_strongest_of_what_their_reports_say(place: ServerConfig) {
        let (town, coordinator) = town_with_reports(place).await;
        let count = async |request: Request| show(&town.app, &coordinator, &request).await.unwrap().incident_count;
        assert_eq!(count(asked(None, None)).await, 4);
        assert_eq!((count(asked(Sure, None)).await, count(asked(Suspected, None)).await), (2, 1));
        assert_eq!((count(asked(None, Yes)).await, count(asked(None, No)).await, count(asked(None, Unknown)).await), (1, 1, 1));
        assert_eq!((count(asked(Sure, No)).await, count(asked(Sure, Unknown)).await), (1, 0));
        // With a category and a source as well.
        let mut narrow = asked(Sure, None);
        narrow.filter.category = Some(Category::Damage);
        narrow.filter.source = Some("Vakt".to_owned());
        assert_eq!(count(narrow).await, 1);
    }

    async fn every_number_of_such_a_picture_is_of_the_same_incidents(place: ServerConfig) {
        let (town, coordinator) = town_with_reports(place).await;
        let request = asked(Sure, None);
        let picture = show(&town.app, &coordinator, &request).await.unwrap();
        let sources: Vec<_> = picture.sources.iter().filter(|s| s.count > 0).map(|s| (s.name.as_str(), s.count)).collect();
        assert_eq!(sources, [("Hyresvärden", 2), ("Vakt", 1)]);
        assert_eq!(picture.districts.iter().map(|d| d.count).sum::<u64>(), 2);
        assert_eq!(picture.categories.iter().map(|c| c.count).sum::<u64>(), 2);
        assert_eq!(picture.weekly.last().unwrap().count, Some(2));
        // Before the first report there are no weeks in which reports said nothing.
        assert!(picture.weekly[..picture.weekly.len() - 1].iter().all(|w| w.count.is_none()));
        for (id, found) in finding::all(&picture) {
            let asked = FindingRequest { picture: request.clone(), id: id.as_str().to_owned() };
            let Found::Known(behind) = evidence(&town.app, &coordinator, &asked).await.unwrap() else { panic!("{id}") };
            assert_eq!((behind.count, behind.kept), (Some(found.count()), found.count()), "{found:?}");
        }
    }

    async fn a_list_that_tells_of_a_reported_incident_changes_no_answer(place: ServerConfig) {
        let (town, coordinator) = town_with_reports(place).await;
        let before = show(&town.app, &coordinator, &asked(None, Yes)).await.unwrap().incident_count;
        let report = town.import("samma.csv", &crate::town::list(&[";1201;Ryd;Rydsvägen;2026-11-14 22:00;2026-11-15 00:00"])).await.report;
        assert_eq!((report.imported, report.linked), (0, 1), "{report:?}");
        assert_eq!(show(&town.app, &coordinator, &asked(None, Yes)).await.unwrap().incident_count, before);
    }

    async fn partners_outside_the_secrecy_act_are_refused(place: ServerConfig) {
        let (town, coordinator) = town_with_reports(place).await;
        let outside = person(&town.app, "Förvaltare", OrganisationKind::PrivateLandlord, "Hyresvärden", Role::Reader).await;
        for request in [asked(Sure, None), asked(None, Yes)] {
            assert!(show(&town.app, &coordinator, &request).await.is_ok());
            assert!(matches!(show(&town.app, &outside, &request).await, Err(Failure::NotAllowed)));
            for format in Format::ALL {
                assert!(matches!(export(&town.app, &outside, &request, *format, false).await, Err(Failure::NotAllowed)));
            }
            let finding = FindingRequest { picture: request, id: "total".to_owned() };
            assert!(matches!(evidence(&town.app, &outside, &finding).await, Err(Failure::NotAllowed)));
        }
        assert!(show(&town.app, &outside, &asked(None, None)).await.is_ok());
    }
}
