//! The week's picture: words that fit the counts, and versions that never change.

use crate::town::{TestTown, code, damage, list, now};
use application::ServerConfig;
use application::pictures::{self, Request, seen_key, show, step};
use domain::actor::Actor;
use domain::districts::DistrictCode;
use domain::failure::Failure;
use domain::ids::AccountId;
use domain::organisations::OrganisationKind;
use domain::pictures::{Against, Certainty, Change, Picture, PictureFilter, PictureState, Step};
use domain::policy::Role;
use domain::week::Week;
use std::sync::Arc;

fn week(text: &str) -> Week {
    text.parse().unwrap()
}

async fn picture(town: &TestTown, week_text: &str) -> Arc<Picture> {
    show(&town.app, &town.actor, &Request { week: week(week_text), filter: PictureFilter::default(), version: None }).await.unwrap()
}

/// So many incidents in each of the weeks before week 46, and then in week 46.
async fn history(town: &TestTown, before: &[usize], last: usize) {
    let mut rows = Vec::new();
    for (i, count) in before.iter().chain([&last]).enumerate() {
        let back = i32::try_from(before.len() - i).unwrap();
        let monday = week("2026-W46").plus(-back).monday();
        rows.extend(damage(&format!("w{i}-"), &monday.to_string(), *count));
    }
    town.import("historia.csv", &list(&rows.iter().map(String::as_str).collect::<Vec<_>>())).await;
}

async fn publish(town: &TestTown, week_text: &str) {
    let mut state = PictureState::Open;
    for s in [Step::Close, Step::Draft, Step::Assess, Step::Publish] {
        state = step(&town.app, &town.actor, week(week_text), s, None, &seen_key(&state)).await.unwrap();
    }
}

test_support::on_each_database! {
    async fn far_more_than_usual_is_said_to_have_grown_clearly(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[5; 12], 30).await;
        let picture = picture(&town, "2026-W46").await;
        assert_eq!((picture.incident_count, picture.change), (30, Change::Grown));
        let twelve = picture.comparisons.iter().find(|c| c.against == Against::TwelveWeeks).unwrap();
        assert_eq!((twelve.weeks, twelve.certainty), (12, Certainty::Clear));
        let expected = twelve.expected.unwrap();
        assert!(expected.low <= 5.0 && 5.0 <= expected.high && expected.high < 30.0, "{expected:?}");
        assert_eq!(picture.notable[0].district_name.as_deref(), Some("Ryd"));
        let ryd = picture.districts.iter().find(|d| d.name == "Ryd").unwrap();
        assert_eq!((ryd.count, ryd.recent.iter().sum::<u64>()), (30, 30 + 11 * 5));
    }

    async fn two_instead_of_one_is_not_called_a_change(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[1; 12], 2).await;
        let picture = picture(&town, "2026-W46").await;
        assert_eq!(picture.change, Change::Unchanged);
        assert!(picture.notable.is_empty());
    }

    async fn a_short_history_cannot_tell(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[5, 5], 9).await;
        let picture = picture(&town, "2026-W46").await;
        assert_eq!(picture.change, Change::Unknown);
        assert!(picture.comparisons.iter().all(|c| c.certainty == Certainty::CannotTell));
    }

    async fn something_where_nothing_was_is_new_and_nothing_where_much_was_is_gone(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[20; 12], 0).await;
        town.import("ny.csv", &list(&(0..9).map(|i| format!("n{i};0855;Berga;Torget;2026-11-1{} 22:00;", i % 3)).collect::<Vec<_>>().iter().map(String::as_str).collect::<Vec<_>>())).await;
        let picture = picture(&town, "2026-W46").await;
        let change = |name: &str| picture.districts.iter().find(|d| d.name == name).unwrap().change;
        assert_eq!((change("Ryd"), change("Berga")), (Change::Gone, Change::New));
    }

    async fn a_week_in_progress_is_held_against_the_same_part_of_other_weeks(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        // It is Monday noon in week 47. Each earlier week has one incident on Monday and nine on Friday.
        let mut rows = Vec::new();
        for back in 1..=12 {
            let monday = week("2026-W47").plus(-back).monday();
            rows.push(format!("m{back};1201;Ryd;Torget;{monday} 08:00;"));
            let friday = monday.saturating_add(jiff::ToSpan::days(4));
            rows.extend((0..9).map(|i| format!("f{back}-{i};1201;Ryd;Torget;{friday} 2{}:00;", i % 4)));
        }
        rows.push("now;1201;Ryd;Torget;2026-11-16 08:00;".to_owned());
        town.import("h.csv", &list(&rows.iter().map(String::as_str).collect::<Vec<_>>())).await;
        let picture = picture(&town, "2026-W47").await;
        assert_eq!((picture.incident_count, picture.so_far.is_some()), (1, true));
        let twelve = picture.comparisons.iter().find(|c| c.against == Against::TwelveWeeks).unwrap();
        assert!((twelve.expected.unwrap().mean - 1.0).abs() < 1e-9, "{twelve:?}");
        assert_eq!(picture.change, Change::Unchanged);
    }

    async fn a_filter_counts_a_part_and_an_unknown_one_is_not_found(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[5; 12], 6).await;
        let ask = async |district: &str| {
            let filter = PictureFilter { district: Some(DistrictCode(district.to_owned())), ..PictureFilter::default() };
            show(&town.app, &town.actor, &Request { week: week("2026-W46"), filter, version: None }).await
        };
        assert_eq!(ask("0580R017").await.unwrap().incident_count, 6);
        assert_eq!(ask("0580R001").await.unwrap().incident_count, 0);
        assert!(matches!(ask("9999X").await, Err(Failure::NotFound)));
    }

    async fn a_published_version_never_changes_and_late_rows_are_told_in_the_next(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[5; 12], 6).await;
        publish(&town, "2026-W46").await;
        let published = picture(&town, "2026-W46").await;
        let late = town.import("sen.csv", &list(&["z;1201;Ryd;Torget;2026-11-11 12:00;"])).await;
        assert_eq!(late.report.late, 1);
        let after = picture(&town, "2026-W46").await;
        assert_eq!((after.incident_count, &after.digest, &after.edition), (6, &published.digest, &published.edition));
        let next = picture(&town, "2026-W47").await;
        assert_eq!(next.late.iter().map(|l| (l.week, l.count)).collect::<Vec<_>>(), [(week("2026-W46"), 1)]);
        // A part of the published picture is computed from the state that was frozen.
        let filter = PictureFilter { district: Some(DistrictCode("0580R017".to_owned())), ..PictureFilter::default() };
        let part = show(&town.app, &town.actor, &Request { week: week("2026-W46"), filter, version: None }).await.unwrap();
        assert_eq!(part.incident_count, 6);
        // A correction is a new version that has the late row; the first is still there.
        let seen = seen_key(&published.state);
        step(&town.app, &town.actor, week("2026-W46"), Step::Correct, Some("En sen rad"), &seen).await.unwrap();
        assert_eq!(picture(&town, "2026-W46").await.incident_count, 7);
        let first = Request { week: week("2026-W46"), filter: PictureFilter::default(), version: Some(1) };
        assert_eq!(show(&town.app, &town.actor, &first).await.unwrap().incident_count, 6);
    }

    async fn an_import_in_a_published_picture_cannot_be_undone(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let done = town.import("v46.csv", &list(&["a;1201;Ryd;Torget;2026-11-11 12:00;"])).await;
        publish(&town, "2026-W46").await;
        let result = application::imports::undo(&town.app, &town.actor, done.batch).await;
        assert!(matches!(result, Err(Failure::Conflict("failure-import-published"))), "{result:?}");
    }

    async fn two_who_act_at_once_do_not_overwrite_each_other(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        step(&town.app, &town.actor, week("2026-W46"), Step::Close, None, "open").await.unwrap();
        let second = step(&town.app, &town.actor, week("2026-W46"), Step::Close, None, "open").await;
        assert!(matches!(second, Err(Failure::Conflict("failure-picture-changed"))), "{second:?}");
    }

    async fn the_calendar_closes_and_drafts_the_week_that_ended(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        for _ in 0..2 {
            application::schedule::plan(&town.app, &code()).await.unwrap();
        }
        while application::schedule::work(&town.app, &code()).await.unwrap() {}
        assert_eq!(picture(&town, "2026-W46").await.state.key(), "draft");
    }

    async fn exports_are_in_the_log_and_a_private_landlord_cannot_prepare(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let landlord = Actor::member(AccountId([1; 16]), "Bovärd".to_owned(), code(), OrganisationKind::PrivateLandlord, vec![Role::Coordinator]);
        let refused = step(&town.app, &landlord, week("2026-W46"), Step::Close, None, "open").await;
        assert!(matches!(refused, Err(Failure::NotAllowed)));
        let request = Request { week: week("2026-W46"), filter: PictureFilter::default(), version: None };
        pictures::export(&town.app, &town.actor, &request, pictures::Format::Csv).await.unwrap();
        let log = application::audit::page(&town.app, &town.actor, None, 5).await.unwrap();
        assert_eq!(log[0].event, "picture-exported");
        let log = application::audit::page(&town.app, &town.actor, None, 5).await.unwrap();
        assert_eq!(log[0].event, "audit-read", "the look is itself logged");
        let _ = now();
    }
}
