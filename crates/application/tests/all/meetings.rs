//! The weekly meeting: minutes section by section, two at once, who reads what, and the way to the archive.

use crate::town::{TestTown, code, damage, list, organisation, week};
use application::ServerConfig;
use application::meetings::{self, Trigger};
use application::pictures;
use domain::actions::{ActionPlan, Level};
use domain::actor::Actor;
use domain::districts::DistrictCode;
use domain::failure::Failure;
use domain::ids::AccountId;
use domain::meetings::{AreaAssessment, Attendee, Lift, MeetingStage, MeetingStep, Minutes, RoundNote, Section, Situation, Trend};
use domain::organisations::OrganisationKind;
use domain::pictures::{About, PictureFilter, PictureState, Proposal, Step};
use domain::policy::Role;

async fn every_section(town: &TestTown) -> Vec<Minutes> {
    let organisation = organisation(&town.app, OrganisationKind::Police, "Polisen").await;
    let area = |situation, motive: &str| AreaAssessment {
        district: DistrictCode("0580R017".to_owned()),
        situation,
        trend: Trend::Rising,
        motive: motive.to_owned(),
    };
    vec![
        Minutes::Attendance(vec![Attendee {
            organisation: organisation.clone(),
            account: Some(AccountId([6; 16])),
            title: "Kommunpolis".to_owned(),
        }]),
        Minutes::Round(vec![RoundNote { organisation, text: "Lugnt i centrum, \"oroligt\" i Ryd".to_owned() }]),
        Minutes::Assessment(vec![area(Situation::Red, "Fler samlingar")]),
        Minutes::Focus(vec!["Tunneln".to_owned(), "Torget".to_owned()]),
        Minutes::Lifts(vec![Lift {
            to: Level::Management,
            matter: "Belysning".to_owned(),
            wanted: "Pengar".to_owned(),
            needed_by: Some(jiff::civil::date(2026, 12, 1)),
        }]),
        Minutes::Communication("Pressmeddelande på onsdag".to_owned()),
    ]
}

async fn write(town: &TestTown, seen: u32, minutes: Minutes) -> Result<u32, Failure> {
    meetings::write(&town.app, &town.actor, week("2026-W46"), seen, minutes).await
}

async fn step(town: &TestTown, step: MeetingStep, seen: MeetingStage) -> Result<(), Failure> {
    meetings::step(&town.app, &town.actor, week("2026-W46"), step, seen).await.map(|_| ())
}

test_support::on_each_database! {
    async fn every_section_comes_back_as_it_was_written(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        for minutes in every_section(&town).await {
            assert_eq!(write(&town, 0, minutes).await.unwrap(), 1);
        }
        let shown = meetings::show(&town.app, &town.actor, week("2026-W46")).await.unwrap();
        for minutes in every_section(&town).await {
            let written = shown.meeting.section(minutes.section());
            assert_eq!((written.version, written.minutes), (1, minutes));
        }
        assert!(shown.triggers.contains(&Trigger::Red("Ryd".to_owned())), "{:?}", shown.triggers);
        let log = application::audit::page(&town.app, &town.actor, None, 10).await.unwrap();
        assert_eq!(log[0].event, "minutes-read");
    }

    async fn two_who_write_a_section_do_not_overwrite_each_other_but_other_sections_go_on(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let focus = |text: &str| Minutes::Focus(vec![text.to_owned()]);
        write(&town, 0, focus("Tunneln")).await.unwrap();
        for seen in [0, 2] {
            let second = write(&town, seen, focus("Torget")).await;
            assert!(matches!(second, Err(Failure::Conflict("failure-minutes-changed"))), "{second:?}");
        }
        write(&town, 0, Minutes::Communication("Inget".to_owned())).await.unwrap();
        assert_eq!(write(&town, 1, focus("Torget")).await.unwrap(), 2);
        let shown = meetings::show(&town.app, &town.actor, week("2026-W46")).await.unwrap();
        assert_eq!(shown.meeting.section(Section::Focus).minutes, focus("Torget"));
    }

    async fn a_landlord_sees_no_text_for_authorities_and_writes_nothing(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        for minutes in every_section(&town).await {
            write(&town, 0, minutes).await.unwrap();
        }
        let landlord = Actor::member(AccountId([1; 16]), "Bovärd".to_owned(), code(), OrganisationKind::PrivateLandlord, vec![Role::GroupChair]);
        let shown = meetings::show(&town.app, &landlord, week("2026-W46")).await.unwrap();
        assert!(shown.meeting.text_hidden && !shown.may_write && shown.steps.is_empty());
        assert_eq!(shown.meeting.section(Section::Round).minutes, Minutes::Round(Vec::new()));
        assert_eq!(shown.meeting.section(Section::Lifts).minutes, Minutes::Lifts(Vec::new()));
        assert!(shown.meeting.assessments().iter().all(|a| a.motive.is_empty() && a.situation == Situation::Red));
        let refused = meetings::write(&town.app, &landlord, week("2026-W46"), 1, Minutes::Focus(Vec::new())).await;
        assert!(matches!(refused, Err(Failure::NotAllowed)), "{refused:?}");
    }

    async fn orange_without_action_or_motive_stops_the_minutes_and_what_is_sent_stays(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let judged = |motive: &str| {
            let district = DistrictCode("0580R017".to_owned());
            Minutes::Assessment(vec![AreaAssessment { district, situation: Situation::Orange, trend: Trend::Steady, motive: motive.to_owned() }])
        };
        write(&town, 0, judged("")).await.unwrap();
        assert_eq!(meetings::show(&town.app, &town.actor, week("2026-W46")).await.unwrap().unanswered, ["Ryd"]);
        step(&town, MeetingStep::Hold, MeetingStage::Planned).await.unwrap();
        let refused = step(&town, MeetingStep::Draft, MeetingStage::Held).await;
        assert!(matches!(refused, Err(Failure::Conflict("failure-meeting-unanswered"))), "{refused:?}");
        write(&town, 1, judged("Följs av polisen")).await.unwrap();
        step(&town, MeetingStep::Draft, MeetingStage::Held).await.unwrap();
        let stale = step(&town, MeetingStep::Send, MeetingStage::Held).await;
        assert!(matches!(stale, Err(Failure::Conflict("failure-meeting-changed"))), "{stale:?}");
        step(&town, MeetingStep::Send, MeetingStage::Drafted).await.unwrap();
        let late = write(&town, 0, Minutes::Focus(Vec::new())).await;
        assert!(matches!(late, Err(Failure::Conflict("failure-minutes-sent"))), "{late:?}");
    }

    async fn personal_data_is_not_stored(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let note = RoundNote { organisation: organisation(&town.app, OrganisationKind::Police, "Polisen").await, text: "Ring 070-174 06 05".to_owned() };
        let refused = write(&town, 0, Minutes::Round(vec![note])).await;
        assert!(matches!(&refused, Err(Failure::Invalid(e)) if e[0].field == "round"), "{refused:?}");
        assert!(meetings::show(&town.app, &town.actor, week("2026-W46")).await.unwrap().meeting.sections.is_empty());
    }

    async fn a_place_that_stays_hot_may_have_to_be_lifted(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let mut rows = Vec::new();
        for back in 0..6 {
            rows.extend(damage(&format!("w{back}-"), &week("2026-W46").plus(-back).monday().to_string(), 6));
        }
        town.import("v.csv", &list(&rows.iter().map(String::as_str).collect::<Vec<_>>())).await;
        let shown = meetings::show(&town.app, &town.actor, week("2026-W46")).await.unwrap();
        assert!(shown.triggers.iter().any(|t| matches!(t, Trigger::Hotspot(name, weeks) if name == "Björnkärrsgatan" && *weeks >= 4)), "{:?}", shown.triggers);
    }

    async fn what_the_picture_proposes_is_told_until_an_action_is_at_it_and_only_to_those_who_run_the_meeting(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (app, actor) = (&town.app, &town.actor);
        let mut rows = Vec::new();
        for back in 0..6 {
            rows.extend(damage(&format!("w{back}-"), &week("2026-W46").plus(-back).monday().to_string(), 6));
        }
        town.import("v.csv", &list(&rows.iter().map(String::as_str).collect::<Vec<_>>())).await;
        let request = pictures::Request { week: week("2026-W46"), filter: PictureFilter::default(), version: None };
        let open = pictures::show(app, actor, &request).await.unwrap();
        assert_eq!(meetings::to_look_at(app, actor, &open).await.unwrap(), [], "the week is not closed");
        let closed = pictures::step(app, actor, week("2026-W46"), Step::Close, None, "open").await.unwrap();
        pictures::step(app, actor, week("2026-W46"), Step::Draft, None, &pictures::seen_key(&closed)).await.unwrap();
        let draft = pictures::show(app, actor, &request).await.unwrap();
        let at = |p: &Proposal| matches!(&p.about, About::Recurring(spot) if spot.place.as_deref() == Some("Björnkärrsgatan"));
        let found = meetings::to_look_at(app, actor, &draft).await.unwrap();
        assert!(found.iter().any(|p| at(p) && p.answered.is_empty()), "{found:?}");
        let landlord = Actor::member(AccountId([1; 16]), "Bovärd".to_owned(), code(), OrganisationKind::PrivateLandlord, vec![Role::GroupChair]);
        assert_eq!(meetings::to_look_at(app, &landlord, &draft).await.unwrap(), []);
        crate::actions::people(&town).await;
        let plan = crate::actions::plan(&town, crate::actions::MUNICIPALITY).await;
        let plan = ActionPlan { hotspot: Some("Björnkärrsgatan".to_owned()), ..plan };
        let id = application::actions::propose(app, actor, plan).await.unwrap();
        let found = meetings::to_look_at(app, actor, &draft).await.unwrap();
        let answered = found.iter().find(|p| at(p)).map(|p| p.answered[0].0);
        assert_eq!(answered, Some(id));
    }

    async fn the_picture_freezes_what_the_meeting_judged_and_keeps_motives_for_authorities(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (app, actor) = (&town.app, &town.actor);
        let district = DistrictCode("0580R017".to_owned());
        let judged = |motive: &str| {
            Minutes::Assessment(vec![AreaAssessment { district: district.clone(), situation: Situation::Orange, trend: Trend::Rising, motive: motive.to_owned() }])
        };
        write(&town, 0, judged("")).await.unwrap();
        write(&town, 0, Minutes::Focus(vec!["Tunneln".to_owned()])).await.unwrap();
        let mut state = PictureState::Open;
        for step in [Step::Close, Step::Draft] {
            state = pictures::step(app, actor, week("2026-W46"), step, None, &pictures::seen_key(&state)).await.unwrap();
        }
        let publish = pictures::step(app, actor, week("2026-W46"), Step::Publish, None, "draft").await;
        assert!(matches!(publish, Err(Failure::Conflict("failure-picture-step"))), "nothing is published without the assessment: {publish:?}");
        let assess = pictures::step(app, actor, week("2026-W46"), Step::Assess, None, "draft").await;
        assert!(matches!(assess, Err(Failure::Conflict("failure-meeting-unanswered"))), "{assess:?}");
        write(&town, 1, judged("Följs av polisen")).await.unwrap();
        pictures::step(app, actor, week("2026-W46"), Step::Assess, None, "draft").await.unwrap();
        pictures::step(app, actor, week("2026-W46"), Step::Publish, None, "assessed").await.unwrap();
        // The minutes go on; the published picture does not.
        write(&town, 2, judged("Något annat")).await.unwrap();
        let request = pictures::Request { week: week("2026-W46"), filter: PictureFilter::default(), version: None };
        let frozen = pictures::show(app, actor, &request).await.unwrap();
        assert_eq!(frozen.judgement.focus, ["Tunneln"]);
        let area = &frozen.judgement.areas[0];
        assert_eq!((area.name.as_str(), area.situation, area.motive.as_str()), ("Ryd", Situation::Orange, "Följs av polisen"));
        let part = pictures::Request { filter: PictureFilter { district: Some(district), ..PictureFilter::default() }, ..request.clone() };
        assert_eq!(pictures::show(app, actor, &part).await.unwrap().judgement.areas[0].motive, "Följs av polisen");
        let landlord = Actor::member(AccountId([1; 16]), "Bovärd".to_owned(), code(), OrganisationKind::PrivateLandlord, vec![Role::Reader]);
        for request in [&request, &part] {
            let seen = pictures::show(app, &landlord, request).await.unwrap();
            assert_eq!((seen.judgement.areas[0].situation, seen.judgement.areas[0].motive.as_str()), (Situation::Orange, ""));
        }
    }
}
