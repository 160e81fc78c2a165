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
use domain::meetings::{
    AreaAssessment, Assessment, Attendee, Lift, MeetingStage, MeetingStep, Minutes, RoundNote, Section, Situation, Trend,
};
use domain::organisations::OrganisationKind;
use domain::pictures::{About, PictureFilter, PictureState, Proposal, Step};
use domain::policy::Role;

async fn every_section(town: &TestTown) -> Vec<Minutes> {
    let organisation = organisation(&town.app, OrganisationKind::Police, "Polisen").await;
    vec![
        Minutes::Attendance(vec![Attendee {
            organisation: organisation.clone(),
            account: Some(AccountId([6; 16])),
            title: "Kommunpolis".to_owned(),
        }]),
        Minutes::Round(vec![RoundNote { organisation, text: "Lugnt i centrum, \"oroligt\" i Ryd".to_owned() }]),
        judged("0580R017", Some(Situation::Red), "Fler samlingar"),
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
    let take = meetings::Take { step, seen, held_on: Some(MONDAY) };
    meetings::step(&town.app, &town.actor, week("2026-W46"), take).await.map(|_| ())
}

/// The day after the week, on which these meetings are held.
const MONDAY: jiff::civil::Date = jiff::civil::date(2026, 11, 16);

/// A judgement of one district.
fn judged(district: &str, situation: Option<Situation>, motive: &str) -> Minutes {
    let area = AreaAssessment { district: DistrictCode(district.to_owned()), situation, trend: Trend::Rising, motive: motive.to_owned() };
    Minutes::Assessment(Assessment { areas: vec![area], others_normal: false })
}

async fn attended(town: &TestTown) {
    let organisation = organisation(&town.app, OrganisationKind::Police, "Polisen").await;
    let there = Attendee { organisation, account: Some(AccountId([6; 16])), title: "Kommunpolis".to_owned() };
    write(town, 0, Minutes::Attendance(vec![there])).await.unwrap();
}

async fn confirm(town: &TestTown, seen: u32) -> Result<(), Failure> {
    meetings::confirm(&town.app, &town.actor, week("2026-W46"), seen).await
}

fn refused_for<T: std::fmt::Debug>(result: Result<T, Failure>, why: &str) {
    assert!(matches!(&result, Err(Failure::Conflict(id)) if *id == why), "{why}: {result:?}");
}

async fn picture_step(town: &TestTown, step: Step, seen: &str) -> Result<PictureState, Failure> {
    pictures::step(&town.app, &town.actor, week("2026-W46"), step, None, seen).await
}

async fn drafted(town: &TestTown) {
    picture_step(town, Step::Close, "open").await.unwrap();
    picture_step(town, Step::Draft, "closed").await.unwrap();
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
        assert!(shown.meeting.assessment().areas.iter().all(|a| a.motive.is_empty() && a.situation == Some(Situation::Red)));
        let refused = meetings::write(&town.app, &landlord, week("2026-W46"), 1, Minutes::Focus(Vec::new())).await;
        assert!(matches!(refused, Err(Failure::NotAllowed)), "{refused:?}");
    }

    async fn a_draft_keeps_anything_and_orange_without_action_or_motive_is_not_confirmed(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        attended(&town).await;
        refused_for(confirm(&town, 0).await, "failure-assess-nothing");
        write(&town, 0, judged("0580R017", None, "Ring skolan först")).await.unwrap();
        refused_for(confirm(&town, 1).await, "failure-assess-nothing");
        write(&town, 1, judged("0580R017", Some(Situation::Orange), "")).await.unwrap();
        assert_eq!(meetings::show(&town.app, &town.actor, week("2026-W46")).await.unwrap().unanswered, ["Ryd"]);
        refused_for(confirm(&town, 2).await, "failure-meeting-unanswered");
        step(&town, MeetingStep::Hold, MeetingStage::Planned).await.unwrap();
        refused_for(step(&town, MeetingStep::Draft, MeetingStage::Held).await, "failure-meeting-unconfirmed");
        write(&town, 2, judged("0580R017", Some(Situation::Orange), "Följs av polisen")).await.unwrap();
        refused_for(confirm(&town, 2).await, "failure-minutes-changed");
        confirm(&town, 3).await.unwrap();
        step(&town, MeetingStep::Draft, MeetingStage::Held).await.unwrap();
        refused_for(step(&town, MeetingStep::Send, MeetingStage::Held).await, "failure-meeting-changed");
        write(&town, 3, judged("0580R017", Some(Situation::Red), "")).await.unwrap();
        refused_for(step(&town, MeetingStep::Send, MeetingStage::Drafted).await, "failure-meeting-unconfirmed");
        write(&town, 4, judged("0580R017", Some(Situation::Yellow), "")).await.unwrap();
        confirm(&town, 5).await.unwrap();
        step(&town, MeetingStep::Send, MeetingStage::Drafted).await.unwrap();
        refused_for(write(&town, 0, Minutes::Focus(Vec::new())).await, "failure-minutes-sent");
        refused_for(confirm(&town, 5).await, "failure-minutes-sent");
    }

    async fn a_meeting_has_been_held_when_its_day_has_come_and_somebody_was_there(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        refused_for(step(&town, MeetingStep::Hold, MeetingStage::Planned).await, "failure-meeting-nobody");
        attended(&town).await;
        let hold = |day: Option<&str>| meetings::Take {
            step: MeetingStep::Hold,
            seen: MeetingStage::Planned,
            held_on: day.map(|day| day.parse().unwrap()),
        };
        let today = domain::week::local(town.app.now()).date();
        for (day, why) in [(today.tomorrow().unwrap().to_string(), "failure-meeting-day-to-come"), ("2026-11-08".to_owned(), "failure-meeting-day-before")] {
            let refused = meetings::step(&town.app, &town.actor, week("2026-W46"), hold(Some(&day))).await;
            assert!(matches!(&refused, Err(Failure::Invalid(e)) if e[0].message == why), "{day}: {refused:?}");
        }
        let later = week("2026-W46").plus(4);
        meetings::write(&town.app, &town.actor, later, 0, Minutes::Attendance(vec![Attendee {
            organisation: organisation(&town.app, OrganisationKind::Police, "Polisen").await,
            account: None,
            title: "Kommunpolis".to_owned(),
        }])).await.unwrap();
        let early = meetings::step(&town.app, &town.actor, later, hold(None)).await;
        assert!(matches!(&early, Err(Failure::Invalid(e)) if e[0].message == "failure-meeting-day-to-come"), "{early:?}");
        meetings::step(&town.app, &town.actor, week("2026-W46"), hold(Some("2026-11-16"))).await.unwrap();
        let shown = meetings::show(&town.app, &town.actor, week("2026-W46")).await.unwrap();
        assert_eq!(shown.meeting.held_on, Some(jiff::civil::date(2026, 11, 16)));
    }

    async fn minutes_that_were_sent_before_anybody_had_to_be_named_can_be_opened_to_name_somebody(place: ServerConfig) {
        let town = TestTown::with_districts(place.clone()).await;
        let stores = storage::Stores::open(&place).await.unwrap();
        let permit = town.actor.may(domain::policy::Action::RunMeeting).unwrap();
        let mut tx = stores.write(&town.actor, town.app.now()).await.unwrap();
        let sent = domain::meetings::MeetingState::Sent(domain::meetings::Mark { at: town.app.now(), by: "Samordnare".to_owned() });
        storage::meetings::save_state(&mut tx, permit, week("2026-W46"), &sent, None).await.unwrap();
        tx.commit(domain::audit::AuditEntry::new(domain::audit::Event::MeetingStep, "2026-W46")).await.unwrap();
        refused_for(step(&town, MeetingStep::Adjust, MeetingStage::Sent).await, "failure-meeting-nobody");
        step(&town, MeetingStep::Reopen, MeetingStage::Sent).await.unwrap();
        attended(&town).await;
        for (next, seen) in [(MeetingStep::Send, MeetingStage::Drafted), (MeetingStep::Adjust, MeetingStage::Sent)] {
            step(&town, next, seen).await.unwrap();
        }
    }

    async fn assessed_means_that_a_meeting_was_held_and_confirmed_its_judgement(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        drafted(&town).await;
        refused_for(picture_step(&town, Step::Assess, "draft").await, "failure-assess-not-held");
        attended(&town).await;
        step(&town, MeetingStep::Hold, MeetingStage::Planned).await.unwrap();
        refused_for(picture_step(&town, Step::Assess, "draft").await, "failure-assess-unconfirmed");
        write(&town, 0, judged("0580R017", Some(Situation::Green), "")).await.unwrap();
        refused_for(picture_step(&town, Step::Assess, "draft").await, "failure-assess-unconfirmed");
        confirm(&town, 1).await.unwrap();
        write(&town, 1, judged("0580R017", Some(Situation::Orange), "")).await.unwrap();
        refused_for(picture_step(&town, Step::Assess, "draft").await, "failure-assess-unconfirmed");
        write(&town, 2, judged("0580R017", Some(Situation::Yellow), "")).await.unwrap();
        confirm(&town, 3).await.unwrap();
        let calendar = application::week_calendar::show(&town.app, &town.actor).await.unwrap().0;
        let meeting = domain::week::instant(MONDAY.to_datetime(calendar.time(domain::weekly::Moment::Meeting).time));
        assert_eq!(picture_step(&town, Step::Assess, "draft").await.unwrap(), PictureState::Assessed { at: meeting }, "the time is the meeting's");
    }

    async fn a_picture_without_a_judgement_is_published_and_says_so(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        drafted(&town).await;
        write(&town, 0, judged("0580R017", Some(Situation::Red), "")).await.unwrap();
        picture_step(&town, Step::Publish, "draft").await.unwrap();
        let request = pictures::Request { week: week("2026-W46"), filter: PictureFilter::default(), version: None };
        let frozen = pictures::show(&town.app, &town.actor, &request).await.unwrap();
        assert!(!frozen.judgement.assessed && frozen.judgement.areas.is_empty() && frozen.tells_judgement());
        let said = documents::picture::words::other_areas(&frozen, messages::Lang::Sv);
        assert_eq!(said, "Lägesbilden publicerades utan att mötet hade bedömt stadsdelarna.");
    }

    async fn no_path_freezes_an_orange_district_whose_action_was_cancelled(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        crate::actions::people(&town).await;
        let mut plan = crate::actions::plan(&town, crate::actions::MUNICIPALITY).await;
        plan.place.district = Some(DistrictCode("0580R017".to_owned()));
        let id = application::actions::propose(&town.app, &town.actor, plan).await.unwrap();
        write(&town, 0, judged("0580R017", Some(Situation::Orange), "")).await.unwrap();
        confirm(&town, 1).await.unwrap();
        let cancel = application::actions::Step::Cancel("Annan lösning".to_owned());
        application::actions::step(&town.app, &town.actor, id, 1, cancel).await.unwrap();
        drafted(&town).await;
        refused_for(picture_step(&town, Step::Publish, "draft").await, "failure-meeting-unanswered");
        write(&town, 1, judged("0580R017", Some(Situation::Orange), "Följs av polisen")).await.unwrap();
        confirm(&town, 2).await.unwrap();
        picture_step(&town, Step::Publish, "draft").await.unwrap();
        write(&town, 2, judged("0580R017", Some(Situation::Red), "")).await.unwrap();
        refused_for(confirm(&town, 3).await, "failure-meeting-unanswered");
        let corrected = pictures::step(&town.app, &town.actor, week("2026-W46"), Step::Correct, Some("Fel rad"), "published-1").await.unwrap();
        assert!(matches!(corrected, PictureState::Published(_)), "what was confirmed stands, not the draft");
        let request = pictures::Request { week: week("2026-W46"), filter: PictureFilter::default(), version: None };
        assert_eq!(pictures::show(&town.app, &town.actor, &request).await.unwrap().judgement.areas[0].situation, Situation::Orange);
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
        let judged = |motive: &str| judged("0580R017", Some(Situation::Orange), motive);
        attended(&town).await;
        step(&town, MeetingStep::Hold, MeetingStage::Planned).await.unwrap();
        write(&town, 0, Minutes::Focus(vec!["Tunneln".to_owned()])).await.unwrap();
        drafted(&town).await;
        write(&town, 0, judged("Följs av polisen")).await.unwrap();
        confirm(&town, 1).await.unwrap();
        picture_step(&town, Step::Assess, "draft").await.unwrap();
        picture_step(&town, Step::Publish, "assessed").await.unwrap();
        // The minutes go on; the published picture does not.
        write(&town, 1, judged("Något annat")).await.unwrap();
        confirm(&town, 2).await.unwrap();
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
