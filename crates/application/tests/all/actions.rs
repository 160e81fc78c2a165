//! Actions from proposal to closing: who may, who sees, two at once, and before and after.

use crate::town::{TestTown, code, list, now, organisation};
use application::ServerConfig;
use application::accounts::{self, NewAccount};
use application::actions::{self, ActionFilter, Outlook, Step};
use domain::actions::{
    ActionKind, ActionPlan, ActionState, Basis, Effect, Forum, Implementation, Level, Organisation, StateKind, StepKind, Where,
};
use domain::actor::Actor;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::failure::Failure;
use domain::ids::{ActionId, OrganisationId, ReportId};
use domain::organisations::OrganisationKind;
use domain::pictures::{Certainty, Change};
use domain::policy::Role;
use domain::week::Week;
use jiff::Timestamp;
use jiff::civil::date;

const RYD: &str = "0580R017";

async fn member(town: &TestTown, user: &str, kind: OrganisationKind, name: &str, role: Role) -> Actor {
    let new = NewAccount {
        user: format!("{user}@example.se"),
        title: user.to_owned(),
        password: None,
        tenant: code(),
        organisation: kind,
        organisation_name: name.to_owned(),
        roles: vec![role],
    };
    accounts::create(&town.app, "test", &new).await.unwrap();
    let account = accounts::find(&town.app, &new.user).await.unwrap();
    Actor::member(account, user.to_owned(), code(), kind, vec![role])
}

pub(crate) struct People {
    pub(crate) coordinator: Actor,
    pub(crate) landlord: Actor,
    other_landlord: Actor,
    officer: Actor,
}

pub(crate) async fn people(town: &TestTown) -> People {
    use OrganisationKind::{Administration, Police, PrivateLandlord};
    People {
        coordinator: member(town, "samordnare", Administration, "Kommunen", Role::Coordinator).await,
        landlord: member(town, "bovard", PrivateLandlord, "Bostadsbolaget", Role::ActionOwner).await,
        other_landlord: member(town, "granne", PrivateLandlord, "Hyresbolaget", Role::ActionOwner).await,
        officer: member(town, "polis", Police, "Polisen", Role::PoliceOfficer).await,
    }
}

pub(crate) async fn plan(town: &TestTown, owner: (OrganisationKind, &str)) -> ActionPlan {
    ActionPlan {
        title: "Bättre belysning".to_owned(),
        description: Some("Tider för tillsyn".to_owned()),
        kind: ActionKind::PhysicalEnvironment,
        basis: Basis::Situational,
        category: None,
        place: Where { district: Some(DistrictCode(RYD.to_owned())), place: Some("Tunneln".to_owned()), point: None },
        owner: organisation(&town.app, owner.0, owner.1).await,
        person: None,
        partners: vec!["Polisen".to_owned()],
        start: None,
        due: Some(date(2026, 11, 12)),
        cost: Some(20_000),
        expected: Some("Färre".to_owned()),
        measure: None,
        reports: vec![ReportId([9; 16])],
        weeks: vec!["2026-W46".parse().unwrap()],
        hotspot: None,
    }
}

const LANDLORD: (OrganisationKind, &str) = (OrganisationKind::PrivateLandlord, "Bostadsbolaget");
pub(crate) const MUNICIPALITY: (OrganisationKind, &str) = (OrganisationKind::Administration, "Kommunen");

fn day(text: &str) -> Timestamp {
    format!("{text}T12:00:00Z").parse().unwrap()
}

async fn take(town: &TestTown, who: &Actor, id: ActionId, step: Step) -> Result<ActionState, Failure> {
    let seen = actions::show(&town.app, &town.actor, id).await.unwrap().item.version;
    actions::step(&town.app, who, id, seen, step).await
}

fn follow_up(implementation: Implementation) -> Step {
    Step::FollowUp(implementation, Effect::Yes, "Lugnare".to_owned())
}

/// An action decided, begun and finished on these days.
async fn done(town: &TestTown, who: &Actor, plan: ActionPlan, days: (&str, &str)) -> ActionId {
    let id = actions::propose(&town.app, who, plan).await.unwrap();
    let began = town.app.at(day(days.0));
    actions::step(&began, who, id, 1, Step::Decide(Forum::Direct)).await.unwrap();
    actions::step(&began, who, id, 2, Step::Begin(None)).await.unwrap();
    actions::step(&town.app.at(day(days.1)), who, id, 3, Step::Finish(None)).await.unwrap();
    id
}

/// So many incidents in Ryd and in Berga in each week from `first` on.
async fn weeks(town: &TestTown, first: &str, counts: &[(usize, usize)]) {
    let mut rows = Vec::new();
    for (i, (ryd, berga)) in counts.iter().enumerate() {
        let monday = first.parse::<Week>().unwrap().plus(i32::try_from(i).unwrap()).monday();
        rows.extend((0..*ryd).map(|n| format!("r{i}-{n};1201;Ryd;Tunneln;{monday} {:02}:15;", n % 24)));
        rows.extend((0..*berga).map(|n| format!("b{i}-{n};1201;Berga;Torget;{monday} {:02}:15;", n % 24)));
    }
    town.import("v.csv", &list(&rows.iter().map(String::as_str).collect::<Vec<_>>())).await;
}

test_support::on_each_database! {
    async fn an_action_comes_back_as_it_was_written(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let people = people(&town).await;
        let id = actions::propose(&town.app, &people.coordinator, plan(&town, LANDLORD).await).await.unwrap();
        let shown = actions::show(&town.app, &people.coordinator, id).await.unwrap();
        assert_eq!(shown.item.plan, plan(&town, LANDLORD).await);
        assert_eq!((shown.item.version, shown.district_name.as_deref()), (1, Some("Ryd")));
        let behind = actions::of_report(&town.app, &people.coordinator, ReportId([9; 16])).await.unwrap();
        assert_eq!(behind.len(), 1);
        assert!(actions::of_report(&town.app, &people.coordinator, ReportId([8; 16])).await.unwrap().is_empty());
    }

    async fn the_whole_way_to_closing_leaves_a_history_and_entries(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let people = people(&town).await;
        let id = actions::propose(&town.app, &people.officer, ActionPlan { place: Where::default(), ..plan(&town, LANDLORD).await }).await.unwrap();
        take(&town, &people.coordinator, id, Step::Decide(Forum::Meeting("2026-W46".parse().unwrap()))).await.unwrap();
        take(&town, &people.landlord, id, Step::Begin(Some(date(2026, 11, 2)))).await.unwrap();
        take(&town, &people.landlord, id, Step::Finish(Some(date(2026, 11, 9)))).await.unwrap();
        take(&town, &people.landlord, id, follow_up(Implementation::Full)).await.unwrap();
        let closed = take(&town, &people.landlord, id, Step::Close).await.unwrap();
        assert_eq!(closed.kind(), StateKind::Closed);
        let shown = actions::show(&town.app, &people.coordinator, id).await.unwrap();
        let steps: Vec<_> = shown.history.iter().map(|c| c.step).collect();
        use StepKind::{Begin, Close, Decide, Finish, FollowUp};
        assert_eq!(steps, [None, Some(Decide), Some(Begin), Some(Finish), Some(FollowUp), Some(Close)]);
        assert!(shown.possible.steps.is_empty() && !shown.possible.edit);
        let log = application::audit::page(&town.app, &town.actor, None, 50).await.unwrap();
        assert_eq!(log.iter().filter(|e| e.event == "action-step").count(), 5);
        let edit = actions::edit(&town.app, &people.coordinator, id, 6, plan(&town, LANDLORD).await).await;
        assert!(matches!(edit, Err(Failure::Conflict("failure-action-ended"))), "{edit:?}");
    }

    async fn two_who_write_at_once_do_not_overwrite_each_other(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let people = people(&town).await;
        let id = actions::propose(&town.app, &people.coordinator, plan(&town, LANDLORD).await).await.unwrap();
        let first = ActionPlan { title: "Ny belysning".to_owned(), ..plan(&town, LANDLORD).await };
        assert_eq!(actions::edit(&town.app, &people.coordinator, id, 1, first).await.unwrap(), 2);
        let second = actions::edit(&town.app, &people.officer, id, 1, plan(&town, LANDLORD).await).await;
        assert!(matches!(second, Err(Failure::Conflict("failure-action-changed"))), "{second:?}");
        let step = actions::step(&town.app, &people.coordinator, id, 1, Step::Decide(Forum::Direct)).await;
        assert!(matches!(step, Err(Failure::Conflict("failure-action-changed"))), "{step:?}");
        assert_eq!(actions::show(&town.app, &people.officer, id).await.unwrap().item.plan.title, "Ny belysning");
    }

    async fn a_landlord_sees_the_list_but_no_text_for_authorities_except_its_own(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let people = people(&town).await;
        let own = actions::propose(&town.app, &people.coordinator, plan(&town, LANDLORD).await).await.unwrap();
        let theirs = actions::propose(&town.app, &people.coordinator, plan(&town, MUNICIPALITY).await).await.unwrap();
        take(&town, &people.coordinator, theirs, Step::Escalate(Level::Management, "Saknar mandat".to_owned())).await.unwrap();
        actions::note(&town.app, &people.coordinator, theirs, "Tid för närvaro").await.unwrap();
        let seen = actions::show(&town.app, &people.landlord, theirs).await.unwrap();
        assert!(seen.item.text_hidden && seen.item.plan.description.is_none() && seen.item.plan.expected.is_none());
        assert!(seen.notes.is_empty() && seen.item.state.reason().is_none());
        assert!(seen.history.iter().all(|c| c.state.reason().is_none()), "{:?}", seen.history);
        let list = actions::list(&town.app, &people.landlord, &ActionFilter::default()).await.unwrap();
        let hidden: Vec<_> = list.iter().map(|i| (i.id, i.text_hidden)).collect();
        assert!(hidden.contains(&(own, false)) && hidden.contains(&(theirs, true)), "{hidden:?}");
        let mine = actions::list(&town.app, &people.landlord, &ActionFilter { own: true, ..ActionFilter::default() }).await.unwrap();
        assert_eq!(mine.iter().map(|i| i.id).collect::<Vec<_>>(), [own]);
        // Reading the text is logged; a look without it is not.
        let reads = async || {
            let log = application::audit::page(&town.app, &town.actor, None, 100).await.unwrap();
            log.iter().filter(|e| e.event == "action-read").count()
        };
        let before = reads().await;
        actions::show(&town.app, &people.landlord, theirs).await.unwrap();
        assert_eq!(reads().await, before);
        actions::show(&town.app, &people.landlord, own).await.unwrap();
        assert_eq!(reads().await, before + 1);
    }

    async fn only_whose_action_it_is_carries_it_out(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let people = people(&town).await;
        let id = actions::propose(&town.app, &people.coordinator, plan(&town, LANDLORD).await).await.unwrap();
        let decide = take(&town, &people.landlord, id, Step::Decide(Forum::Direct)).await;
        assert!(matches!(decide, Err(Failure::NotAllowed)), "an owner does not decide on it");
        take(&town, &people.officer, id, Step::Decide(Forum::Direct)).await.unwrap();
        let begin = take(&town, &people.other_landlord, id, Step::Begin(None)).await;
        assert!(matches!(begin, Err(Failure::NotAllowed)), "{begin:?}");
        let edit = actions::edit(&town.app, &people.other_landlord, id, 2, plan(&town, LANDLORD).await).await;
        assert!(matches!(edit, Err(Failure::NotAllowed)), "{edit:?}");
        assert!(matches!(actions::note(&town.app, &people.other_landlord, id, "Hej").await, Err(Failure::NotAllowed)));
        take(&town, &people.landlord, id, Step::Begin(None)).await.unwrap();
        let unknown = actions::show(&town.app, &people.landlord, ActionId([1; 16])).await;
        assert!(matches!(unknown, Err(Failure::NotFound)));
    }

    async fn what_cannot_be_used_is_named_and_nothing_is_stored(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let people = people(&town).await;
        let wrong = ActionPlan {
            title: String::new(),
            description: Some("Ring 070-174 06 05".to_owned()),
            place: Where { district: Some(DistrictCode("9999X".to_owned())), place: None, point: None },
            start: Some(date(2026, 11, 20)),
            owner: Organisation { id: OrganisationId([7; 16]), kind: OrganisationKind::Police, name: "Någon annan".to_owned() },
            ..plan(&town, LANDLORD).await
        };
        let Err(Failure::Invalid(errors)) = actions::propose(&town.app, &people.coordinator, wrong).await else { panic!("it was taken") };
        let fields: Vec<_> = errors.iter().map(|e| e.field).collect();
        assert_eq!(fields, ["title", "description", "due", "district", "owner"]);
        assert!(actions::list(&town.app, &people.coordinator, &ActionFilter::default()).await.unwrap().is_empty());
        let id = actions::propose(&town.app, &people.coordinator, plan(&town, LANDLORD).await).await.unwrap();
        let empty = take(&town, &people.coordinator, id, Step::Cancel("  ".to_owned())).await;
        assert!(matches!(empty, Err(Failure::Invalid(_))), "{empty:?}");
    }

    async fn a_place_bound_action_is_closed_when_before_and_after_can_be_counted(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let people = people(&town).await;
        // Ten weeks before, the week itself, and after it: Ryd drops, Berga stays.
        let counts: Vec<_> = (0..22).map(|i| if i < 11 { (6, 20) } else { (1, 20) }).collect();
        weeks(&town, "2026-W25", &counts).await;
        let early = done(&town, &people.coordinator, plan(&town, LANDLORD).await, ("2026-10-26", "2026-10-27")).await;
        take(&town, &people.coordinator, early, follow_up(Implementation::Full)).await.unwrap();
        let refused = take(&town, &people.coordinator, early, Step::Close).await;
        assert!(matches!(&refused, Err(Failure::Invalid(e)) if e[0].message == "failure-action-early" && e[0].detail.as_deref() == Some("49")), "{refused:?}");
        let shown = actions::show(&town.app, &people.coordinator, early).await.unwrap();
        assert_eq!(shown.outlook, Some(Outlook::From("2026-W49".parse().unwrap())));

        let id = done(&town, &people.coordinator, plan(&town, LANDLORD).await, ("2026-09-01", "2026-09-02")).await;
        take(&town, &people.coordinator, id, follow_up(Implementation::Full)).await.unwrap();
        take(&town, &people.coordinator, id, Step::Close).await.unwrap();
        let shown = actions::show(&town.app, &people.coordinator, id).await.unwrap();
        let Some(Outlook::Counted(judged)) = shown.outlook else { panic!("{:?}", shown.outlook) };
        // Week 36 is the action's own: weeks 26–35 before, 37–46 after.
        let counted = judged.counted;
        assert_eq!((counted.windows.weeks(), counted.before, counted.after), (10, 60, 10));
        assert_eq!((counted.elsewhere_before, counted.elsewhere_after), (200, 200));
        assert_eq!((judged.change, judged.certainty), (Change::Shrunk, Certainty::Clear));
        // What comes in later does not change what was said when it was closed.
        town.import("sen.csv", &list(&["z;1201;Ryd;Tunneln;2026-10-14 12:00;"])).await;
        let again = actions::show(&town.app, &people.coordinator, id).await.unwrap();
        assert_eq!(again.outlook, Some(Outlook::Counted(judged)));
    }

    async fn a_category_counts_only_its_own(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let people = people(&town).await;
        weeks(&town, "2026-W25", &[(6, 20); 22]).await;
        let plan = ActionPlan { category: Some(Category::Fire), ..plan(&town, LANDLORD).await };
        let id = done(&town, &people.coordinator, plan, ("2026-09-01", "2026-09-02")).await;
        let shown = actions::show(&town.app, &people.coordinator, id).await.unwrap();
        let Some(Outlook::Counted(judged)) = shown.outlook else { panic!("{:?}", shown.outlook) };
        assert_eq!((judged.counted.before, judged.certainty), (0, Certainty::CannotTell));
    }

    async fn overdue_comes_first_and_owners_are_reminded_once_a_week(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let people = people(&town).await;
        let dues = [None, Some(date(2026, 11, 30)), Some(date(2026, 11, 12)), Some(date(2026, 11, 18))];
        let mut ids = Vec::new();
        for due in dues {
            ids.push(actions::propose(&town.app, &people.coordinator, ActionPlan { due, ..plan(&town, LANDLORD).await }).await.unwrap());
        }
        let order = |items: Vec<domain::actions::ActionItem>| items.iter().map(|i| ids.iter().position(|id| *id == i.id).unwrap()).collect::<Vec<_>>();
        assert_eq!(order(actions::list(&town.app, &people.coordinator, &ActionFilter::default()).await.unwrap()), [2, 3, 1, 0]);
        assert_eq!(order(actions::attention(&town.app, &people.landlord, true).await.unwrap()), [2, 3]);
        let week = Week::of(now());
        assert_eq!(actions::remind(&town.app, &code(), week).await.unwrap().len(), 2);
        assert!(actions::remind(&town.app, &code(), week).await.unwrap().is_empty());
        assert_eq!(actions::remind(&town.app, &code(), week.next()).await.unwrap().len(), 2);
        assert!(actions::show(&town.app, &people.coordinator, ids[2]).await.unwrap().reminded.is_some());
    }

    async fn the_calendar_reminds(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let people = people(&town).await;
        let id = actions::propose(&town.app, &people.coordinator, plan(&town, LANDLORD).await).await.unwrap();
        for _ in 0..2 {
            application::schedule::plan(&town.app, &code()).await.unwrap();
        }
        while application::schedule::work(&town.app, &code(), domain::jobs::Lane::ALL).await.unwrap() {}
        assert!(actions::show(&town.app, &people.coordinator, id).await.unwrap().reminded.is_some());
    }
}
