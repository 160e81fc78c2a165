//! Computed pictures are kept until their material changes: never longer, and not shorter.

use crate::town::{self, TestTown, columns, damage, list, now, organisation, week};
use application::actions::{self, Step as ActionStep};
use application::imports::{self, import_feed_events};
use application::pictures::{self, Format, NewComingEvent, Request, WeekListing, seen_key, show, weeks};
use application::places::{self, NewPlace};
use application::reports::{self, Corrections, Decide, Filed, NewReport};
use application::{App, AppConfig, Clock, ServerConfig, codes, districts, meetings, people};
use domain::actions::{ActionPlan, Forum, Where};
use domain::actor::Actor;
use domain::categories::{Category, CodeMapping};
use domain::districts::DistrictCode;
use domain::ids::ReportId;
use domain::incidents::FeedEvent;
use domain::meetings::{AreaAssessment, Assessment, Attendee, MeetingStage, MeetingStep, Minutes, Situation, Trend};
use domain::memberships::SecondFactorRule;
use domain::organisations::OrganisationKind;
use domain::pictures::{Picture, PictureFilter, PictureState, Step};
use domain::policy::Role;
use domain::reports::{Decision, PoliceReported, Sureness};
use std::sync::Arc;

const RYD: &str = "0580R017";

/// What is shown: three weeks, each whole and of one district, and the list of weeks.
#[derive(Debug)]
struct Seen {
    pictures: Vec<Arc<Picture>>,
    weeks: Arc<Vec<WeekListing>>,
}

async fn seen(app: &App, actor: &Actor) -> Seen {
    let mut pictures = Vec::new();
    for week in ["2026-W45", "2026-W46", "2026-W47"] {
        for district in [None, Some(DistrictCode(RYD.to_owned()))] {
            let filter = PictureFilter { district, ..PictureFilter::default() };
            pictures.push(show(app, actor, &Request { week: week.parse().unwrap(), filter, version: None }).await.unwrap());
        }
    }
    Seen { pictures, weeks: weeks(app, actor).await.unwrap() }
}

/// A product that has shown its pictures, and one that never has, on the same stores.
struct Two {
    town: TestTown,
    place: ServerConfig,
    before: Seen,
    data: tempfile::TempDir,
}

impl Two {
    async fn new(place: ServerConfig) -> Self {
        let town = TestTown::with_districts(place.clone()).await;
        let before = seen(&town.app, &town.actor).await;
        Self { town, place, before, data: tempfile::tempdir().unwrap() }
    }

    /// What was kept says the same as what is computed anew.
    async fn same(&self, what: &str) -> Seen {
        let kept = seen(&self.town.app, &self.town.actor).await;
        let config = AppConfig { data: self.data.path().to_owned(), stores: self.place.clone(), clock: Clock::Fixed(now()) };
        let anew = seen(&App::open(config).await.unwrap(), &self.town.actor).await;
        assert_eq!(format!("{kept:?}"), format!("{anew:?}"), "an old picture after: {what}");
        kept
    }

    /// After a write that changes something in a picture.
    async fn changed(&mut self, what: &str) {
        let kept = self.same(what).await;
        assert_ne!(format!("{kept:?}"), format!("{:?}", self.before), "{what} is meant to be seen in a picture: the test shows nothing");
        self.before = kept;
    }

    /// After a write that changes nothing in any picture: none is computed again.
    async fn unchanged(&mut self, what: &str) {
        let kept = self.same(what).await;
        for (now, before) in kept.pictures.iter().zip(&self.before.pictures) {
            assert!(Arc::ptr_eq(now, before), "{} was computed again after: {what}", now.week);
        }
        assert!(Arc::ptr_eq(&kept.weeks, &self.before.weeks), "the weeks were listed again after: {what}");
    }
}

async fn member(app: &App, role: Role, kind: OrganisationKind) -> Actor {
    town::person(app, role.key(), kind, &format!("{kind:?}"), role).await
}

async fn filed(app: &App, actor: &Actor) -> ReportId {
    let new = NewReport {
        category: Category::Damage,
        subtype: None,
        place: None,
        place_kind: None,
        position: None,
        district: Some(DistrictCode(RYD.to_owned())),
        start: "2026-11-12T21:00:00Z".parse().unwrap(),
        end: None,
        sureness: Sureness::Sure,
        description: Some("Krossad ruta.".to_owned()),
        reasons: Vec::new(),
        immediate_action: None,
        police_reported: PoliceReported::Unknown,
        no_personal_data: false,
        despite_similar: true,
    };
    match reports::file(app, actor, reports::new_id(app), &new).await.unwrap() {
        Filed::Kept(id) => id,
        Filed::Similar(_) => unreachable!("sent despite what is alike"),
    }
}

async fn decided(app: &App, actor: &Actor, report: ReportId, seen: u32, decision: Decision) {
    let command = Decide { report, seen, decision, corrections: Corrections::default() };
    reports::decide(app, actor, &command).await.unwrap();
}

fn rows(prefix: &str, count: usize) -> String {
    list(&damage(prefix, "2026-11-10", count).iter().map(String::as_str).collect::<Vec<_>>())
}

async fn plan(app: &App, owner: &str) -> ActionPlan {
    let owner = organisation(app, OrganisationKind::Administration, owner).await;
    let place = Where { district: Some(DistrictCode(RYD.to_owned())), place: None, point: None };
    ActionPlan {
        description: Some("Fyra armaturer är trasiga.".to_owned()),
        place,
        ..test_support::actions::plan("Bättre belysning", owner)
    }
}

test_support::on_each_database! {
    async fn imports_feeds_and_tables(place: ServerConfig) {
        let mut two = Two::new(place).await;
        let (app, actor) = (two.town.app.clone(), two.town.actor.clone());
        let first = two.town.import("a.csv", &rows("a", 5)).await;
        two.changed("an import").await;
        imports::undo(&app, &actor, first.batch).await.unwrap();
        two.changed("an import taken back").await;
        two.town.import("b.csv", &rows("b", 3)).await;
        two.changed("another import").await;
        imports::expect_weekly(&app, &actor, "Polisen", false).await.unwrap();
        two.same("a sender that is not expected every week").await;
        two.before = two.same("the same").await;
        let event = FeedEvent {
            id: 1,
            at: "2026-11-11T10:00:00Z".parse().unwrap(),
            type_label: "Brand".to_owned(),
            summary: "Brand i container.".to_owned(),
            location: "Linköping".to_owned(),
            path: "/aktuellt/handelser/1".to_owned(),
        };
        import_feed_events(&app, &actor, "feed.json", &[event]).await.unwrap();
        two.changed("events of the feed").await;
        let day = "2026-11-18".parse().unwrap();
        pictures::add_coming_event(&app, &actor, NewComingEvent { title: "Marknad".to_owned(), place: None, from: day, to: day }).await.unwrap();
        two.changed("a coming event").await;
        let (id, _) = pictures::coming_events(&app, &actor).await.unwrap()[0].clone();
        pictures::remove_coming_event(&app, &actor, id).await.unwrap();
        two.changed("a coming event removed").await;
        let mapping = CodeMapping { code: "9999".to_owned(), category: Category::Damage, subtype: None };
        codes::put(&app, &actor, vec![mapping]).await.unwrap();
        codes::remove(&app, &actor, "9999").await.unwrap();
        two.unchanged("the table of codes").await;
        let new = NewPlace { name: "Torget".to_owned(), district: Some(DistrictCode(RYD.to_owned())), position: None };
        let torget = places::add(&app, &actor, &new).await.unwrap();
        places::remove(&app, &actor, torget).await.unwrap();
        two.unchanged("named places").await;
        let boundaries = two.town.file("nya.geojson", practice::districts_geojson());
        districts::import(&app, &actor, &boundaries, &columns()).await.unwrap();
        two.same("new boundaries").await;
    }

    async fn reports_meetings_and_actions(place: ServerConfig) {
        let mut two = Two::new(place).await;
        let app = two.town.app.clone();
        let reporter = member(&app, Role::Reporter, OrganisationKind::PrivateLandlord).await;
        let coordinator = member(&app, Role::Coordinator, OrganisationKind::Administration).await;
        let id = filed(&app, &reporter).await;
        let other = filed(&app, &reporter).await;
        two.unchanged("reports that nobody has decided on").await;
        reports::inbox(&app, &coordinator).await.unwrap();
        reports::open(&app, &coordinator, id).await.unwrap();
        two.unchanged("the inbox and a report were read").await;
        decided(&app, &coordinator, id, 1, Decision::Accept).await;
        two.changed("an accepted report").await;
        decided(&app, &coordinator, id, 2, Decision::Reopen).await;
        two.changed("a decision taken back").await;
        reports::withdraw(&app, &reporter, other, 1).await.unwrap();
        two.unchanged("a report withdrawn").await;
        decided(&app, &coordinator, id, 3, Decision::Accept).await;
        two.changed("an accepted report again").await;
        reports::quiet_week(&app, &reporter, week("2026-W46").next()).await.unwrap();
        two.changed("a quiet week").await;

        let area = AreaAssessment {
            district: DistrictCode(RYD.to_owned()),
            situation: Some(Situation::Orange),
            trend: Trend::Rising,
            motive: "Fler samlingar".to_owned(),
        };
        let judged = Minutes::Assessment(Assessment { areas: vec![area], others_normal: false });
        meetings::write(&app, &coordinator, week("2026-W46"), 0, judged).await.unwrap();
        two.before = two.same("a judgement that is a draft").await;
        meetings::confirm(&app, &coordinator, week("2026-W46"), 1).await.unwrap();
        two.changed("a district judged").await;
        meetings::write(&app, &coordinator, week("2026-W46"), 0, Minutes::Focus(vec!["Tunneln".to_owned()])).await.unwrap();
        two.changed("a focus").await;
        let there = Attendee { organisation: organisation(&app, OrganisationKind::Administration, "Trygghetsenheten").await, account: None, title: "Chef".to_owned() };
        meetings::write(&app, &coordinator, week("2026-W46"), 0, Minutes::Attendance(vec![there])).await.unwrap();
        let take = meetings::Take { step: MeetingStep::Hold, seen: MeetingStage::Planned, held_on: Some(jiff::civil::date(2026, 11, 16)) };
        meetings::step(&app, &coordinator, week("2026-W46"), take).await.unwrap();
        two.before = two.same("a meeting held").await;
        meetings::show(&app, &coordinator, week("2026-W46")).await.unwrap();
        two.unchanged("minutes read").await;

        let owner = format!("{:?}", OrganisationKind::Administration);
        let action = actions::propose(&app, &coordinator, plan(&app, &owner).await).await.unwrap();
        two.before = two.same("an action proposed").await;
        actions::step(&app, &coordinator, action, 1, ActionStep::Decide(Forum::Direct)).await.unwrap();
        two.changed("an action decided").await;
        let renamed = ActionPlan { title: "Ny belysning".to_owned(), ..plan(&app, &owner).await };
        actions::edit(&app, &coordinator, action, 2, renamed).await.unwrap();
        two.changed("an action rewritten").await;
        actions::note(&app, &coordinator, action, "Rond gjord.").await.unwrap();
        actions::show(&app, &coordinator, action).await.unwrap();
        actions::export(&app, &coordinator, &actions::ActionFilter::default(), "csv").await.unwrap();
        two.unchanged("a note, a reading and an export").await;
    }

    async fn the_work_with_the_picture_itself(place: ServerConfig) {
        let mut two = Two::new(place).await;
        let (app, actor) = (two.town.app.clone(), two.town.actor.clone());
        two.town.import("a.csv", &rows("a", 5)).await;
        two.changed("an import").await;
        let mut state = PictureState::Open;
        for step in [Step::Close, Step::Reopen, Step::Close, Step::Draft, Step::Publish] {
            state = pictures::step(&app, &actor, week("2026-W46"), step, None, &seen_key(&state)).await.unwrap();
            two.changed(step.key()).await;
        }
        let request = Request { week: week("2026-W46"), filter: PictureFilter::default(), version: None };
        pictures::export(&app, &actor, &request, Format::Csv, false).await.unwrap();
        application::audit::page(&app, &actor, None, 10).await.unwrap();
        two.unchanged("the picture was taken out and the log read").await;
        two.town.import("sen.csv", &rows("sen", 2)).await;
        two.before = two.same("rows that came late").await;
        pictures::step(&app, &actor, week("2026-W46"), Step::Correct, Some("Sena rader"), &seen_key(&state)).await.unwrap();
        two.changed("a correction").await;
        people::set_second_factor_rule(&app, &actor, SecondFactorRule::Required).await.unwrap();
        two.same("a setting").await;
    }
}
