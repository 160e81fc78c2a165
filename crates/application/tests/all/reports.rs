//! From a report in the field to the picture, and back to the one who reported.

use crate::town::{TestTown, code, now, person};
use application::pictures::{Request, seen_key, show, step};
use application::reports::{
    Corrections, Decide, Filed, NewReport, answered, change, decide, file, follow, inbox, mine, new_id, open, quiet_week, withdraw,
};
use application::{App, ServerConfig, places, sessions};
use domain::actor::Actor;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::failure::Failure;
use domain::ids::ReportId;
use domain::organisations::OrganisationKind;
use domain::pictures::{PictureFilter, PictureState, Step};
use domain::policy::Role;
use domain::reports::{Decision, PoliceReported, ReportState, Sureness, Wrong};
use domain::week::Week;
use jiff::{SignedDuration, Timestamp};

const RYD: &str = "Ryd";

pub(crate) async fn caretaker(app: &App) -> Actor {
    person(app, "Bovärd", OrganisationKind::PrivateLandlord, "Hyresvärden", Role::Reporter).await
}

pub(crate) async fn coordinator(app: &App) -> Actor {
    person(app, "EST-samordnare", OrganisationKind::Administration, "Kommunen", Role::Coordinator).await
}

pub(crate) async fn ryd(town: &TestTown) -> DistrictCode {
    let districts = application::districts::current(&town.app, &town.actor).await.unwrap();
    districts.into_iter().find(|d| d.name == RYD).unwrap().code
}

pub(crate) fn broken_glass(district: &DistrictCode, start: Timestamp) -> NewReport {
    NewReport {
        category: Category::Damage,
        subtype: Some("glass".to_owned()),
        place: Some("Rydsvägen 12".to_owned()),
        place_kind: None,
        position: None,
        district: Some(district.clone()),
        start,
        end: Some(start + SignedDuration::from_hours(2)),
        sureness: Sureness::Sure,
        description: Some("Krossad ruta i trapphuset.".to_owned()),
        reasons: Vec::new(),
        immediate_action: Some("Lagat provisoriskt".to_owned()),
        police_reported: PoliceReported::No,
        no_personal_data: false,
        despite_similar: false,
    }
}

pub(crate) fn saturday() -> Timestamp {
    "2026-11-14T21:00:00Z".parse().unwrap()
}

pub(crate) async fn filed(app: &App, actor: &Actor, new: &NewReport) -> ReportId {
    match file(app, actor, new_id(app), new).await.unwrap() {
        Filed::Kept(id) => id,
        Filed::Similar(similar) => panic!("{similar:?}"),
    }
}

pub(crate) fn decision(report: ReportId, seen: u32, decision: Decision) -> Decide {
    Decide { report, seen, decision, corrections: Corrections::default() }
}

async fn picture(app: &App, actor: &Actor, week: &str) -> std::sync::Arc<domain::pictures::Picture> {
    show(app, actor, &Request { week: week.parse().unwrap(), filter: PictureFilter::default(), version: None }).await.unwrap()
}

async fn publish(app: &App, actor: &Actor, week: Week) -> Result<(), Failure> {
    let mut state = PictureState::Open;
    for next in [Step::Close, Step::Draft, Step::Publish] {
        state = step(app, actor, week, next, None, &seen_key(&state)).await?;
    }
    Ok(())
}

fn fields(failure: Failure) -> Vec<(&'static str, &'static str)> {
    match failure {
        Failure::Invalid(errors) => errors.into_iter().map(|e| (e.field, e.message)).collect(),
        other => panic!("{other}"),
    }
}

test_support::on_each_database! {
    async fn a_report_counts_once_it_is_accepted_and_its_reporter_hears_of_it(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        let id = filed(&town.app, &caretaker, &broken_glass(&ryd(&town).await, saturday())).await;
        assert_eq!(picture(&town.app, &coordinator, "2026-W46").await.incident_count, 0);
        assert!(matches!(publish(&town.app, &coordinator, "2026-W46".parse().unwrap()).await, Err(Failure::Conflict("failure-picture-unreviewed"))));

        assert_eq!(inbox(&town.app, &coordinator).await.unwrap().waiting_total, 1);
        decide(&town.app, &coordinator, &decision(id, 1, Decision::Accept)).await.unwrap();
        let counted = picture(&town.app, &coordinator, "2026-W46").await;
        assert_eq!(counted.incident_count, 1);
        let source = counted.sources.iter().find(|s| s.name == "Hyresvärden").unwrap();
        assert_eq!((source.count, source.silent), (1, false));
        // The picture tells the street, never the house.
        assert!(counted.hotspots.iter().flat_map(|h| &h.places).all(|s| s.place.as_deref() != Some("Rydsvägen 12")));

        assert_eq!(follow(&town.app, &caretaker, id).await.unwrap().picture, None);
        step(&town.app, &coordinator, "2026-W46".parse().unwrap(), Step::Publish, None, "draft").await.unwrap();
        let told = follow(&town.app, &caretaker, id).await.unwrap();
        assert_eq!(told.picture.map(|p| (p.week.to_string(), p.version)), Some(("2026-W46".to_owned(), 1)));
        let back = decide(&town.app, &coordinator, &decision(id, 2, Decision::Reopen)).await;
        assert!(matches!(back, Err(Failure::Conflict("failure-report-published"))));
    }

    async fn the_same_report_sent_twice_is_one(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let caretaker = caretaker(&town.app).await;
        let new = broken_glass(&ryd(&town).await, saturday());
        let id = new_id(&town.app);
        for _ in 0..2 {
            assert!(matches!(file(&town.app, &caretaker, id, &new).await.unwrap(), Filed::Kept(kept) if kept == id));
        }
        assert_eq!(mine(&town.app, &caretaker).await.unwrap().len(), 1);
        let other = person(&town.app, "Väktare", OrganisationKind::Guards, "Vakt", Role::Reporter).await;
        let taken = file(&town.app, &other, id, &NewReport { despite_similar: true, ..new }).await;
        assert!(matches!(taken, Err(Failure::Conflict("failure-report-id"))));
    }

    async fn what_is_alike_is_shown_before_it_is_sent_and_merged_in_review(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        let guard = person(&town.app, "Väktare", OrganisationKind::Guards, "Vakt", Role::Reporter).await;
        let new = broken_glass(&ryd(&town).await, saturday());
        let first = filed(&town.app, &caretaker, &new).await;
        decide(&town.app, &coordinator, &decision(first, 1, Decision::Accept)).await.unwrap();

        let later = NewReport { start: saturday() + SignedDuration::from_hours(1), place: Some("rydsvägen 14".to_owned()), ..new.clone() };
        let Filed::Similar(similar) = file(&town.app, &guard, new_id(&town.app), &later).await.unwrap() else { panic!("not alike") };
        assert_eq!((similar.len(), similar[0].source.as_str()), (1, "Hyresvärden"));
        let far = NewReport { start: saturday() - SignedDuration::from_hours(24), end: None, ..later.clone() };
        filed(&town.app, &guard, &far).await;

        let second = filed(&town.app, &guard, &NewReport { despite_similar: true, ..later }).await;
        let into = open(&town.app, &coordinator, second).await.unwrap().similar[0].incident.unwrap();
        decide(&town.app, &coordinator, &decision(second, 1, Decision::Merge { into })).await.unwrap();
        assert_eq!(picture(&town.app, &coordinator, "2026-W46").await.incident_count, 1);
        assert!(matches!(follow(&town.app, &guard, second).await.unwrap().report.state, ReportState::Merged { .. }));
    }

    async fn two_reviewers_do_not_overwrite_each_other(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        let officer = person(&town.app, "Kommunpolis", OrganisationKind::Police, "Polisen", Role::PoliceOfficer).await;
        let id = filed(&town.app, &caretaker, &broken_glass(&ryd(&town).await, saturday())).await;
        decide(&town.app, &officer, &decision(id, 1, Decision::Accept)).await.unwrap();
        let reject = Decision::Reject { wrong: Wrong::NotEst, note: None };
        let late = decide(&town.app, &coordinator, &decision(id, 1, reject)).await;
        assert!(matches!(late, Err(Failure::Conflict("failure-report-changed"))));
        assert_eq!(picture(&town.app, &coordinator, "2026-W46").await.incident_count, 1);
        decide(&town.app, &coordinator, &decision(id, 2, Decision::Reopen)).await.unwrap();
        assert_eq!(picture(&town.app, &coordinator, "2026-W46").await.incident_count, 0);
        decide(&town.app, &coordinator, &decision(id, 3, Decision::Accept)).await.unwrap();
        assert_eq!(picture(&town.app, &coordinator, "2026-W46").await.incident_count, 1);
    }

    async fn a_question_goes_back_to_the_reporter_who_answers_by_changing_the_report(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        let new = broken_glass(&ryd(&town).await, saturday());
        let id = filed(&town.app, &caretaker, &new).await;
        let none = decide(&town.app, &coordinator, &decision(id, 1, Decision::Return { question: " ".to_owned() })).await;
        assert_eq!(fields(none.unwrap_err()), [("question", "failure-reason-missing")]);
        let ask = Decision::Return { question: "Vilken uppgång?".to_owned() };
        decide(&town.app, &coordinator, &decision(id, 1, ask)).await.unwrap();
        change(&town.app, &caretaker, id, 2, &NewReport { place: Some("Rydsvägen 12 B".to_owned()), ..new.clone() }).await.unwrap();
        let thread = follow(&town.app, &caretaker, id).await.unwrap();
        assert_eq!((thread.report.state, thread.report.content.place.as_deref()), (ReportState::Submitted, Some("Rydsvägen 12 B")));
        assert!(matches!(change(&town.app, &caretaker, id, 2, &new).await, Err(Failure::Conflict("failure-report-changed"))));
        withdraw(&town.app, &caretaker, id, 3).await.unwrap();
        assert!(matches!(change(&town.app, &caretaker, id, 4, &new).await, Err(Failure::Conflict("failure-report-decided"))));
    }

    async fn nobody_reads_what_another_reported_without_the_right_and_the_log_tells_who_did(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        let guard = person(&town.app, "Väktare", OrganisationKind::Guards, "Vakt", Role::Reporter).await;
        let id = filed(&town.app, &caretaker, &broken_glass(&ryd(&town).await, saturday())).await;
        assert!(matches!(follow(&town.app, &guard, id).await, Err(Failure::NotFound)));
        assert!(matches!(follow(&town.app, &coordinator, id).await, Err(Failure::NotFound)));
        assert!(matches!(inbox(&town.app, &guard).await, Err(Failure::NotAllowed)));
        assert!(matches!(open(&town.app, &guard, id).await, Err(Failure::NotAllowed)));
        open(&town.app, &coordinator, id).await.unwrap();
        let newest = application::audit::page(&town.app, &town.actor, None, 1).await.unwrap().remove(0);
        assert_eq!((newest.event.as_str(), newest.object), ("reports-read", id.to_string()));
    }

    async fn personal_data_stops_a_report_and_a_doubt_is_settled_in_review(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        let new = broken_glass(&ryd(&town).await, saturday());
        let with = |text: &str| NewReport { description: Some(text.to_owned()), ..new.clone() };
        // Skatteverket's published test number.
        let number = file(&town.app, &caretaker, new_id(&town.app), &with("Killen, 19900101-2385, sprang")).await;
        assert_eq!(fields(number.unwrap_err()), [("description", "failure-guard-block")]);
        let phone = with("Ring 070-174 06 05 för mer");
        assert_eq!(fields(file(&town.app, &caretaker, new_id(&town.app), &phone).await.unwrap_err()), [("description", "failure-guard-confirm")]);
        let id = filed(&town.app, &caretaker, &NewReport { no_personal_data: true, ..phone }).await;
        let accept = decision(id, 1, Decision::Accept);
        assert_eq!(fields(decide(&town.app, &coordinator, &accept).await.unwrap_err()), [("settled", "failure-report-unsettled")]);
        let masked = Decide { corrections: Corrections { mask: true, ..Corrections::default() }, ..accept };
        decide(&town.app, &coordinator, &masked).await.unwrap();
        let text = follow(&town.app, &caretaker, id).await.unwrap().report.content.description.unwrap();
        assert!(!text.contains("174"), "{text}");
    }

    async fn a_place_is_found_by_name_position_or_district_or_asked_for(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        let ryd = ryd(&town).await;
        let tunnel = places::NewPlace { name: "Gångtunneln".to_owned(), district: Some(ryd.clone()), position: None };
        places::add(&town.app, &coordinator, &tunnel).await.unwrap();
        for name in ["Gångtunneln", "gångtunneln", " GÅNGTUNNELN\u{200B}"] {
            let again = places::NewPlace { name: name.to_owned(), ..tunnel.clone() };
            assert!(matches!(places::add(&town.app, &coordinator, &again).await, Err(Failure::Conflict("failure-place-taken"))), "{name}");
        }
        let new = NewReport { district: None, despite_similar: true, ..broken_glass(&ryd, saturday()) };
        let by_name = NewReport { place: Some("gångtunneln".to_owned()), ..new.clone() };
        let id = filed(&town.app, &caretaker, &by_name).await;
        let kept = follow(&town.app, &caretaker, id).await.unwrap().report.content;
        assert_eq!((kept.district, kept.place.as_deref()), (Some(ryd), Some("Gångtunneln")), "as the register writes it");
        let unknown = file(&town.app, &caretaker, new_id(&town.app), &new).await;
        assert_eq!(fields(unknown.unwrap_err()), [("place", "failure-report-place")]);
        let abroad = NewReport { position: Some((59.33, 18.06)), ..new.clone() };
        assert_eq!(fields(file(&town.app, &caretaker, new_id(&town.app), &abroad).await.unwrap_err()), [("place", "failure-report-outside")]);
        let centre = NewReport { position: Some((58.4109, 15.6216)), ..new };
        let id = filed(&town.app, &caretaker, &centre).await;
        assert!(follow(&town.app, &caretaker, id).await.unwrap().report.content.district.is_some());
    }

    async fn a_quiet_week_is_an_answer_and_not_silence(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        for _ in 0..2 {
            quiet_week(&town.app, &caretaker, "2026-W47".parse().unwrap()).await.unwrap();
        }
        let shown = picture(&town.app, &coordinator, "2026-W47").await;
        let source = shown.sources.iter().find(|s| s.name == "Hyresvärden").unwrap();
        assert_eq!((source.count, source.quiet, source.silent), (0, true, false));
    }

    async fn what_is_planned_is_looked_ahead_to_and_never_counted(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (caretaker(&town.app).await, coordinator(&town.app).await);
        let ahead = now() + SignedDuration::from_hours(24 * 3);
        let fair = NewReport {
            category: Category::Arrangement,
            subtype: Some("event".to_owned()),
            description: Some("Julmarknad".to_owned()),
            ..broken_glass(&ryd(&town).await, ahead)
        };
        let id = filed(&town.app, &caretaker, &fair).await;
        decide(&town.app, &coordinator, &decision(id, 1, Decision::Accept)).await.unwrap();
        let shown = picture(&town.app, &coordinator, "2026-W47").await;
        assert_eq!(shown.incident_count, 0);
        assert!(shown.coming.iter().any(|e| e.title == "Julmarknad"));
        let early = NewReport { category: Category::Fire, subtype: None, ..fair };
        assert_eq!(fields(file(&town.app, &caretaker, new_id(&town.app), &early).await.unwrap_err()), [("day", "failure-report-future")]);
    }

    async fn the_share_answered_in_time_leaves_out_what_still_has_time(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let then = town.app.at(now() - SignedDuration::from_hours(24 * 40));
        let (caretaker, coordinator) = (caretaker(&then).await, coordinator(&then).await);
        let district = ryd(&town).await;
        let old = |hours| NewReport { despite_similar: true, ..broken_glass(&district, then.now() - SignedDuration::from_hours(hours)) };
        let (soon, never) = (filed(&then, &caretaker, &old(1)).await, filed(&then, &caretaker, &old(2)).await);
        let answer = town.app.at(then.now() + SignedDuration::from_hours(24 * 3));
        decide(&answer, &coordinator, &decision(soon, 1, Decision::Accept)).await.unwrap();
        filed(&town.app, &caretaker, &NewReport { despite_similar: true, ..broken_glass(&district, saturday()) }).await;
        let share = answered(&town.app, &coordinator).await.unwrap();
        assert_eq!((share.reports, share.in_time), (2, 1));
        assert_ne!(soon, never);
    }

    async fn someone_without_a_membership_any_more_files_nothing(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let stranger = Actor::member(domain::ids::AccountId([9; 16]), "Bovärd".to_owned(), code(), OrganisationKind::Guards, vec![Role::Reporter]);
        let refused = file(&town.app, &stranger, new_id(&town.app), &broken_glass(&ryd(&town).await, saturday())).await;
        assert!(matches!(refused, Err(Failure::NotAllowed)));
        assert!(sessions::find(&town.app, "00").await.unwrap().is_none());
    }
}
