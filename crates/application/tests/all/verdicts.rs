//! What came of actions: agreed on before the decision, frozen with it, judged once by it.

use crate::actions::{MUNICIPALITY, people, plan};
use crate::town::{TestTown, list, week};
use application::ServerConfig;
use application::actions::{self, Measure, Proposal, Reason, Shown, Standing, Step, VerdictDecision};
use domain::actions::{ActionPlan, Effect, Forum, Implementation, MeasurePlan, Where};
use domain::actor::Actor;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::failure::Failure;
use domain::ids::ActionId;
use jiff::Timestamp;

const RYD: &str = "0580R017";
const HACKEFORS: &str = "0580R007";
const STUREFORS: &str = "0580R019";

/// Districts with something in each week, and how much about: Ryd falls from the week of the decision on.
const DISTRICTS: [(&str, usize); 8] = [
    ("Ryd", 22),
    ("Hackefors", 22),
    ("Sturefors", 0),
    ("Berga", 22),
    ("Ekholmen", 21),
    ("Lambohov-Slaka", 23),
    ("Linghem", 22),
    ("Hjulsbro", 21),
];

fn day(text: &str) -> Timestamp {
    format!("{text}T12:00:00Z").parse().unwrap()
}

/// Seventy-seven weeks from week 20 of 2025; from week 28 of 2026 Ryd has fallen, and Hackefors risen a little.
async fn material(town: &TestTown) {
    let (first, fall) = (week("2025-W20"), week("2026-W28"));
    let mut rows = Vec::new();
    for i in 0..77 {
        let week = first.plus(i);
        for (d, (name, base)) in DISTRICTS.iter().enumerate() {
            // Up and down without chance: the same in each run.
            let wave = (usize::try_from(i).unwrap() * 5 + d * 3) % 7;
            let count = match *name {
                "Sturefors" => usize::from(wave == 0),
                "Ryd" if week >= fall => 6 + wave / 2,
                "Hackefors" if week >= fall => base + 3 + wave,
                _ => base + wave,
            };
            rows.extend((0..count).map(|n| format!("{d}-{i}-{n};1201;{name};Torget;{} {:02}:15;", week.monday(), n % 24)));
        }
    }
    town.import("v.csv", &list(&rows.iter().map(String::as_str).collect::<Vec<_>>())).await;
}

async fn at(town: &TestTown, code: &str) -> ActionPlan {
    let place = Where { district: Some(DistrictCode(code.to_owned())), place: None, point: None };
    ActionPlan { place, ..plan(town, MUNICIPALITY).await }
}

/// An action decided and carried out in week 28 of 2026.
async fn done(town: &TestTown, who: &Actor, plan: ActionPlan) -> ActionId {
    let app = town.app.at(day("2026-07-06"));
    let id = actions::propose(&town.app, who, plan).await.unwrap();
    actions::step(&app, who, id, 1, Step::Decide(Forum::Direct)).await.unwrap();
    actions::step(&app, who, id, 2, Step::Begin(None)).await.unwrap();
    actions::step(&town.app.at(day("2026-07-08")), who, id, 3, Step::Finish(None)).await.unwrap();
    id
}

fn proposed(shown: &Shown) -> &Proposal {
    match &shown.measure {
        Some(Measure::Proposed(proposal)) => proposal,
        other => panic!("{other:?}"),
    }
}

fn decision(shown: &Shown) -> (VerdictDecision, Vec<Reason>) {
    match shown.frozen.as_ref().map(|f| &f.standing) {
        Some(Standing::Judged(judgement)) => (judgement.verdict.decision, judgement.verdict.reasons.clone()),
        other => panic!("{other:?}"),
    }
}

fn chosen(shown: &Shown) -> Vec<String> {
    proposed(shown).candidates.iter().filter(|c| c.chosen).map(|c| c.code.to_string()).collect()
}

test_support::on_each_database! {
    async fn each_verdict_is_given_where_it_is_due(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let who = people(&town).await.coordinator;
        material(&town).await;
        let mut said = Vec::new();
        for code in [RYD, HACKEFORS, STUREFORS] {
            let id = done(&town, &who, at(&town, code).await).await;
            let shown = actions::show(&town.app, &who, id).await.unwrap();
            assert!(shown.outlook.is_none(), "one answer on the page, not two");
            said.push(decision(&shown));
        }
        assert_eq!(said[0].0, VerdictDecision::Helped, "{said:?}");
        assert_eq!(said[1].0, VerdictDecision::ProbablyDidNotHelp, "{said:?}");
        assert_eq!(said[2].0, VerdictDecision::CannotBeDecided, "{said:?}");
        assert!(said.iter().all(|(_, reasons)| !reasons.is_empty()));
    }

    async fn the_answer_waits_for_the_weeks_agreed_on_and_looks_at_no_more(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let who = people(&town).await.coordinator;
        material(&town).await;
        let id = done(&town, &who, at(&town, RYD).await).await;
        let standing = async |now: &str| {
            let shown = actions::show(&town.app.at(day(now)), &who, id).await.unwrap();
            shown.frozen.unwrap()
        };
        let early = standing("2026-08-20").await;
        let (_, last) = early.baseline.after("2026-07-08".parse().unwrap());
        assert_eq!(early.standing, Standing::TooEarly(last.next()));
        assert_eq!(standing("2026-08-20").await.baseline.first_week, week("2025-W28"));
        let then = standing(&last.next().monday().to_string()).await;
        let later = standing("2026-12-20").await;
        assert!(matches!(then.standing, Standing::Judged(_)));
        assert_eq!(then, later, "another week passed does not change what is looked at");
        let Standing::Judged(judgement) = later.standing else { panic!() };
        assert_eq!(judgement.after, (week("2026-W29"), last));
        assert_eq!(judgement.series.len(), 52 + 1 + usize::try_from(later.baseline.weeks_after).unwrap());
        assert!(judgement.avoided.is_some_and(|w| w.total.estimate < 0.0), "{:?}", judgement.avoided);
        assert!(judgement.step.is_some_and(|s| s.step.interval.1 < 1.0));
    }

    async fn nobody_changes_what_was_frozen(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let who = people(&town).await.coordinator;
        material(&town).await;
        let id = done(&town, &who, at(&town, RYD).await).await;
        let before = actions::show(&town.app, &who, id).await.unwrap();
        let frozen = before.frozen.unwrap().baseline;
        // What comes in later, and another place written on the action, leave the baseline as it was.
        town.import("sen.csv", &list(&["z1;1201;Ryd;Torget;2026-05-04 12:00;", "z2;1201;Berga;Torget;2026-05-05 12:00;"])).await;
        actions::edit(&town.app, &who, id, 4, at(&town, HACKEFORS).await).await.unwrap();
        let after = actions::show(&town.app, &who, id).await.unwrap();
        assert_eq!(after.frozen.as_ref().map(|f| &f.baseline), Some(&frozen));
        assert!(after.measure.is_none());
        let plan = MeasurePlan { comparison: frozen.comparison.clone(), weeks_after: 26 };
        let chosen = actions::choose(&town.app, &who, id, 5, plan).await;
        assert!(matches!(chosen, Err(Failure::Conflict("failure-measure-frozen"))), "{chosen:?}");
        // The log has the digest of what is kept.
        let log = application::audit::page(&town.app, &town.actor, None, 100).await.unwrap();
        let noted = log.iter().filter(|e| e.event == "action-step" && e.facts.contains(&frozen.digest)).count();
        assert_eq!(noted, 1);
        assert_eq!(frozen.digest.len(), 64);
    }

    async fn what_is_compared_can_be_chosen_until_the_decision(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let people = people(&town).await;
        let (who, app) = (people.coordinator, town.app.at(day("2026-07-06")));
        material(&town).await;
        let id = actions::propose(&town.app, &who, at(&town, RYD).await).await.unwrap();
        let shown = actions::show(&app, &who, id).await.unwrap();
        assert!(chosen(&shown).len() >= 4 && proposed(&shown).may_choose, "{:?}", shown.measure);
        // Neither its own district nor those that touch it.
        let open: Vec<&str> = proposed(&shown).candidates.iter().map(|c| c.code.as_str()).collect();
        assert!(!open.contains(&RYD) && !proposed(&shown).around.is_empty());
        assert!(proposed(&shown).candidates.iter().all(|c| !proposed(&shown).around.contains(&c.name)));
        let two = || vec![DistrictCode("0580R001".to_owned()), DistrictCode("0580R003".to_owned())];
        let refused = |plan| actions::choose(&app, &who, id, 1, plan);
        let wrong = [
            MeasurePlan { comparison: Vec::new(), weeks_after: 12 },
            MeasurePlan { comparison: vec![DistrictCode(RYD.to_owned())], weeks_after: 12 },
            MeasurePlan { comparison: two(), weeks_after: 7 },
        ];
        for plan in wrong {
            assert!(matches!(refused(plan).await, Err(Failure::Invalid(_))));
        }
        let theirs = actions::choose(&app, &people.landlord, id, 1, MeasurePlan { comparison: two(), weeks_after: 8 }).await;
        assert!(matches!(theirs, Err(Failure::NotAllowed)), "{theirs:?}");
        assert_eq!(actions::choose(&app, &who, id, 1, MeasurePlan { comparison: two(), weeks_after: 8 }).await.unwrap(), 2);
        let stale = actions::choose(&app, &who, id, 1, MeasurePlan { comparison: two(), weeks_after: 8 }).await;
        assert!(matches!(stale, Err(Failure::Conflict("failure-action-changed"))), "{stale:?}");
        let shown = actions::show(&app, &who, id).await.unwrap();
        let mut kept = chosen(&shown);
        kept.sort();
        assert_eq!((kept, proposed(&shown).weeks_after), (vec!["0580R001".to_owned(), "0580R003".to_owned()], 8));
        // Chosen for Ryd: another category is another question.
        actions::edit(&app, &who, id, 2, ActionPlan { category: Some(Category::Damage), ..at(&town, RYD).await }).await.unwrap();
        assert!(chosen(&actions::show(&app, &who, id).await.unwrap()).len() > 2);
        actions::edit(&app, &who, id, 3, at(&town, RYD).await).await.unwrap();
        actions::step(&app, &who, id, 4, Step::Decide(Forum::Direct)).await.unwrap();
        let frozen = actions::show(&app, &who, id).await.unwrap().frozen.unwrap();
        assert_eq!((frozen.baseline.comparison, frozen.baseline.weeks_after, frozen.standing), (two(), 8, Standing::NotDone));
    }

    async fn what_was_never_done_is_not_judged_and_too_little_is_said_before(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let who = people(&town).await.coordinator;
        let id = actions::propose(&town.app, &who, at(&town, RYD).await).await.unwrap();
        let shown = actions::show(&town.app, &who, id).await.unwrap();
        assert_eq!(shown.measure, Some(Measure::TooShort(0)));
        material(&town).await;
        let id = done(&town, &who, at(&town, RYD).await).await;
        let not = Step::FollowUp(Implementation::Not, Effect::No, "Blev inte av".to_owned());
        actions::step(&town.app, &who, id, 4, not).await.unwrap();
        let shown = actions::show(&town.app, &who, id).await.unwrap();
        assert_eq!(shown.frozen.unwrap().standing, Standing::NotCarriedOut);
    }

    async fn the_verdict_it_was_closed_with_stays_and_can_be_computed_anew(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let who = people(&town).await.coordinator;
        material(&town).await;
        let id = done(&town, &who, at(&town, RYD).await).await;
        let yes = Step::FollowUp(Implementation::Full, Effect::Yes, "Lugnare".to_owned());
        actions::step(&town.app, &who, id, 4, yes).await.unwrap();
        actions::step(&town.app, &who, id, 5, Step::Close).await.unwrap();
        let closed = actions::show(&town.app, &who, id).await.unwrap();
        let kept = closed.kept.clone().unwrap();
        let anew = application::results::recompute(&town.app, &town.actor, kept.id).await.unwrap();
        assert!(anew.is_equal(), "{anew:?}");
        assert!(anew.output.contains("\"decision\":\"helped\""), "{}", anew.output);
        // What comes in later changes neither the page nor what is computed from the rows of then.
        let late: Vec<String> = (0..200).map(|n| format!("sen{n};1201;Ryd;Torget;2026-08-{:02} 10:00;", 3 + n % 20)).collect();
        town.import("sen.csv", &list(&late.iter().map(String::as_str).collect::<Vec<_>>())).await;
        assert_eq!(actions::show(&town.app, &who, id).await.unwrap().frozen, closed.frozen);
        assert!(application::results::recompute(&town.app, &town.actor, kept.id).await.unwrap().is_equal());
        // The log names the result with the digest of its answer.
        let log = application::audit::page(&town.app, &town.actor, None, 100).await.unwrap();
        let facts = &log.iter().find(|e| e.facts.contains("\"close\"")).unwrap().facts;
        assert!(facts.contains(&kept.id.to_string()) && facts.contains(&kept.output_digest), "{facts}");
        let unknown = application::results::recompute(&town.app, &town.actor, domain::ids::ResultId([1; 16])).await;
        assert!(matches!(unknown, Err(Failure::NotFound)));
    }

    async fn an_action_in_a_compared_district_is_told_of(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let who = people(&town).await.coordinator;
        material(&town).await;
        let id = done(&town, &who, at(&town, RYD).await).await;
        let shown = actions::show(&town.app, &who, id).await.unwrap();
        let compared = shown.frozen.unwrap().baseline.comparison[0].clone();
        done(&town, &who, at(&town, compared.as_str()).await).await;
        let shown = actions::show(&town.app, &who, id).await.unwrap();
        let Standing::Judged(judgement) = shown.frozen.unwrap().standing else { panic!() };
        assert_eq!(judgement.disturbed, [compared]);
    }
}
