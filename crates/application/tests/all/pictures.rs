//! The week's picture: words that fit the counts, and versions that never change.

use crate::town::{TestTown, code, columns, damage, list, now, week};
use application::ServerConfig;
use application::imports::{ImportIncidents, import_incidents};
use application::pictures::{self, Request, seen_key, show, step};
use domain::actor::Actor;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::failure::Failure;
use domain::ids::AccountId;
use domain::meetings::Assessment;
use domain::organisations::OrganisationKind;
use domain::pictures::{Against, Certainty, Change, Picture, PictureFilter, PictureState, Step};
use domain::policy::Role;
use std::sync::Arc;

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

/// Sixteen weeks with four of each of two categories in each of six districts, then a week with `ryd` of the first in Ryd and `others` of
/// everything else.
async fn mixed(town: &TestTown, ryd: usize, others: usize) {
    let mut rows = Vec::new();
    for back in 0..=16 {
        let monday = week("2026-W46").plus(-back).monday();
        for (cell, (code, district)) in
            ["Ryd", "Berga", "Ekholmen", "Hackefors", "Hjulsbro", "Tallboda"].iter().flat_map(|d| [("1201", d), ("0855", d)]).enumerate()
        {
            let count = match (back, cell) {
                (0, 0) => ryd,
                (0, _) => others,
                (_, _) => 4,
            };
            rows.extend((0..count).map(|i| format!("r{back}-{cell}-{i};{code};{district};Torget;{monday} {:02}:{:02};", i % 24, cell)));
        }
    }
    town.import("blandat.csv", &list(&rows.iter().map(String::as_str).collect::<Vec<_>>())).await;
}

async fn publish(town: &TestTown, week_text: &str) {
    let mut state = PictureState::Open;
    for s in [Step::Close, Step::Draft, Step::Publish] {
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
        // One source that has told of nothing but this: whether there is more of it or more is told cannot be seen.
        let ryd = &picture.notable[0];
        assert_eq!((ryd.district_name.as_deref(), ryd.change, ryd.certainty), (Some("Ryd"), Change::Grown, Certainty::CannotTell));
        let ryd = picture.districts.iter().find(|d| d.name == "Ryd").unwrap();
        assert_eq!((ryd.count, ryd.recent.iter().sum::<u64>()), (30, 30 + 11 * 5));
    }

    async fn what_grows_in_one_district_alone_stands_whatever_part_is_shown(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        mixed(&town, 24, 4).await;
        let sure = |p: &Picture| p.notable.iter().filter(|n| n.certainty != Certainty::CannotTell).cloned().collect::<Vec<_>>();
        let found = sure(&*picture(&town, "2026-W46").await);
        let said: Vec<_> = found.iter().map(|n| (n.district_name.as_deref(), n.category, n.count, n.change, n.certainty)).collect();
        assert_eq!(said, [(Some("Ryd"), Category::Damage, 24, Change::Grown, Certainty::Clear)]);
        assert!(found[0].expected.high < 24.0 && found[0].weeks == 1, "{found:?}");
        // The same is found whatever part is asked for, and only there.
        let part = async |district: &str| {
            let filter = PictureFilter { district: Some(DistrictCode(district.to_owned())), ..PictureFilter::default() };
            sure(&show(&town.app, &town.actor, &Request { week: week("2026-W46"), filter, version: None }).await.unwrap())
        };
        assert_eq!((part("0580R017").await, part("0580R001").await), (found, Vec::new()));
    }

    async fn three_times_as_much_of_everything_may_be_more_reporting(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        mixed(&town, 12, 12).await;
        let found = picture(&town, "2026-W46").await.notable.clone();
        assert!(!found.is_empty() && found.iter().all(|n| n.certainty == Certainty::CannotTell), "{found:?}");
    }

    async fn the_list_of_weeks_says_what_was_published_and_what_there_is_now(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[5; 4], 9).await;
        let of = async || {
            let weeks = pictures::weeks(&town.app, &town.actor).await.unwrap();
            weeks.iter().find(|w| w.week == week("2026-W46")).map(|w| (w.published, w.count)).unwrap()
        };
        assert_eq!(of().await, (None, 9));
        publish(&town, "2026-W46").await;
        assert_eq!(of().await, (Some(9), 9));
        town.import("sent.csv", &list(&["s1;1201;Ryd;Torget;2026-11-10 10:00;2026-11-10 10:30"])).await;
        assert_eq!(of().await, (Some(9), 10));
    }

    async fn nothing_is_judged_until_the_meeting_has_confirmed_it(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[5; 4], 9).await;
        let before = picture(&town, "2026-W46").await;
        let ryd = before.districts.iter().find(|d| d.name == "Ryd").and_then(|d| d.code.clone()).unwrap();
        assert_eq!((before.judgement.assessed, before.judgement.level(&ryd)), (false, None));
        let normal = domain::meetings::Minutes::Assessment(Assessment { areas: Vec::new(), others_normal: true });
        application::meetings::write(&town.app, &town.actor, week("2026-W46"), 0, normal).await.unwrap();
        assert_eq!(picture(&town, "2026-W46").await.judgement, before.judgement, "a draft is not the meeting's word");
        application::meetings::confirm(&town.app, &town.actor, week("2026-W46"), 1).await.unwrap();
        let judged = picture(&town, "2026-W46").await;
        assert_eq!(judged.judgement.level(&ryd), Some(domain::meetings::Situation::Green));
        assert_eq!(picture(&town, "2026-W45").await.judgement.level(&ryd), None);
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

    async fn late_rows_are_told_though_an_older_week_was_corrected_since(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[5; 3], 6).await;
        publish(&town, "2026-W45").await;
        publish(&town, "2026-W46").await;
        town.import("sen.csv", &list(&["z;1201;Ryd;Torget;2026-11-11 12:00;", "y;1201;Ryd;Torget;2026-11-04 12:00;"])).await;
        let seen = seen_key(&picture(&town, "2026-W45").await.state);
        step(&town.app, &town.actor, week("2026-W45"), Step::Correct, Some("En sen rad"), &seen).await.unwrap();
        let next = picture(&town, "2026-W47").await;
        assert_eq!(next.late.iter().map(|l| (l.week, l.count)).collect::<Vec<_>>(), [(week("2026-W46"), 1)]);
        let filter = PictureFilter { category: Some(Category::Burglary), ..PictureFilter::default() };
        let part = show(&town.app, &town.actor, &Request { week: week("2026-W47"), filter, version: None }).await.unwrap();
        assert!(part.late.is_empty(), "late rows of another category: {:?}", part.late);
    }

    async fn a_published_picture_keeps_the_boundaries_it_was_drawn_with(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[5; 3], 6).await;
        publish(&town, "2026-W46").await;
        let text = String::from_utf8(practice::districts_geojson().to_vec()).unwrap();
        let file = town.file("ny.geojson", text.replace("0580R017", "0580R917").as_bytes());
        application::districts::import(&town.app, &town.actor, &file, &columns()).await.unwrap();
        let codes = async |week_text: &str| {
            let picture = picture(&town, week_text).await;
            let outlines = application::districts::outlines(&town.app, &town.actor, &picture).await.unwrap();
            let listed = application::districts::of_picture(&town.app, &town.actor, &picture).await.unwrap();
            let known = |code: &str| (outlines.iter().any(|o| o.code.as_str() == code), listed.iter().any(|d| d.code.as_str() == code));
            (known("0580R017"), known("0580R917"))
        };
        assert_eq!(codes("2026-W46").await, ((true, true), (false, false)));
        assert_eq!(codes("2026-W47").await, ((false, false), (true, true)));
        // A row of an older week gets the district that its picture has.
        town.import("sen.csv", &list(&["z;1201;Ryd;Torget;2026-11-03 12:00;", "y;1201;Ryd;Torget;2026-11-16 08:00;"])).await;
        let counted = async |week_text: &str| picture(&town, week_text).await.districts.iter().find(|d| d.name == "Ryd").unwrap().count;
        assert_eq!((counted("2026-W45").await, counted("2026-W47").await), (6, 1));
    }

    async fn a_week_is_closed_when_it_is_over(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        for text in ["2026-W47", "2027-W10"] {
            let result = step(&town.app, &town.actor, week(text), Step::Close, None, "open").await;
            assert!(matches!(result, Err(Failure::Conflict("failure-week-not-over"))), "{result:?}");
        }
    }

    async fn a_source_is_silent_only_when_the_whole_week_has_nothing_from_it(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[5; 3], 6).await;
        let silent = async |week_text: &str, filter: PictureFilter| {
            let request = Request { week: week(week_text), filter, version: None };
            show(&town.app, &town.actor, &request).await.unwrap().sources.iter().any(|s| s.silent)
        };
        let elsewhere = PictureFilter { district: Some(DistrictCode("0580R001".to_owned())), ..PictureFilter::default() };
        assert!(!silent("2026-W46", elsewhere).await, "it has sent rows of another district");
        let other = PictureFilter { category: Some(Category::Burglary), ..PictureFilter::default() };
        assert!(!silent("2026-W46", other).await, "it has sent rows of another category");
        assert!(!silent("2026-W47", PictureFilter::default()).await, "the week has hardly begun");
        assert!(silent("2026-W42", PictureFilter::default()).await);
    }

    async fn weeks_before_a_source_began_are_unknown_and_not_zero(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[5; 12], 6).await;
        let rows: Vec<_> = (0..9).map(|i| format!("n{i};1201;Berga;Torget;2026-11-1{} 22:00;", i % 3)).collect();
        let file = town.file("ny.csv", list(&rows.iter().map(String::as_str).collect::<Vec<_>>()).as_bytes());
        let command = ImportIncidents { sender: "Väktarna".to_owned(), ..ImportIncidents::default() };
        import_incidents(&town.app, &town.actor, &file, &command, &|_| ()).await.unwrap();
        let filter = PictureFilter { source: Some("Väktarna".to_owned()), ..PictureFilter::default() };
        let part = show(&town.app, &town.actor, &Request { week: week("2026-W46"), filter, version: None }).await.unwrap();
        assert_eq!((part.incident_count, part.change), (9, Change::Unknown));
    }

    async fn a_mistyped_year_does_not_make_old_weeks_known(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[5, 5], 9).await;
        town.import("fel.csv", &list(&["f1;1201;Ryd;Torget;1996-11-10 12:00;", "f2;1201;Ryd;Torget;2025-11-10 12:00;"])).await;
        let picture = picture(&town, "2026-W46").await;
        assert_eq!(picture.change, Change::Unknown);
        assert_eq!(picture.weekly.iter().filter(|w| w.count.is_some()).count(), 3);
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
        while application::schedule::work(&town.app, &code(), domain::jobs::Lane::ALL).await.unwrap() {}
        assert_eq!(picture(&town, "2026-W46").await.state.key(), "draft");
    }

    async fn exports_are_in_the_log_and_a_private_landlord_cannot_prepare(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let landlord = Actor::member(AccountId([1; 16]), "Bovärd".to_owned(), code(), OrganisationKind::PrivateLandlord, vec![Role::Coordinator]);
        let refused = step(&town.app, &landlord, week("2026-W46"), Step::Close, None, "open").await;
        assert!(matches!(refused, Err(Failure::NotAllowed)));
        let request = Request { week: week("2026-W46"), filter: PictureFilter::default(), version: None };
        pictures::export(&town.app, &town.actor, &request, pictures::Format::Csv, false).await.unwrap();
        let log = application::audit::page(&town.app, &town.actor, None, 5).await.unwrap();
        assert_eq!(log[0].event, "picture-exported");
        let log = application::audit::page(&town.app, &town.actor, None, 5).await.unwrap();
        assert_eq!(log[0].event, "audit-read", "the look is itself logged");
        let _ = now();
    }
}
