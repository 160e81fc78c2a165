//! What the methods say in a picture: bands, silence, places through the weeks, near repeats; and the page of a district and a problem.

use crate::town::{PLACED, TestTown, history, list, placed, week};
use application::ServerConfig;
use application::pictures::area::{AreaRequest, area};
use application::pictures::{Request, show};
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::failure::Failure;
use domain::pictures::findings::{BandBasis, LifePhase, RepeatKind, Side};
use domain::pictures::{Change, Picture, PictureFilter};
use std::sync::Arc;

async fn picture(town: &TestTown, text: &str) -> Arc<Picture> {
    show(&town.app, &town.actor, &Request { week: week(text), filter: PictureFilter::default(), version: None }).await.unwrap()
}

async fn ryd(town: &TestTown) -> DistrictCode {
    let all = application::districts::current(&town.app, &town.actor).await.unwrap();
    all.into_iter().find(|d| d.name == "Ryd").unwrap().code
}

fn of(district: DistrictCode, category: Option<Category>, place: Option<&str>) -> AreaRequest {
    AreaRequest { week: week("2026-W46"), district, category, place: place.map(str::to_owned), version: None }
}

test_support::on_each_database! {
    async fn a_week_far_from_its_twelve_before_lies_outside_its_band(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let mut counts = vec![5; 30];
        counts[20] = 40;
        history(&town, &counts).await;
        let picture = picture(&town, "2026-W46").await;
        let side = |back: usize| {
            let at = picture.weekly.len() - 1 - back;
            picture.findings.bands[at].side(picture.weekly[at].count.unwrap())
        };
        assert_eq!((side(0), side(9), side(10)), (Some(Side::Inside), Some(Side::Above), Some(Side::Inside)));
        assert_eq!(picture.findings.bands.last().unwrap().basis, BandBasis::Weeks { weeks: 12 });
        // The newest week's band is what the comparison with the twelve weeks before says.
        let twelve = picture.comparisons.iter().find(|c| c.weeks == 12).unwrap();
        assert_eq!(picture.findings.bands.last().unwrap().expected, twelve.expected);
    }

    async fn three_years_bring_the_season_in(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        history(&town, &[4; 240]).await;
        let picture = picture(&town, "2026-W46").await;
        assert!(matches!(picture.findings.bands.last().unwrap().basis, BandBasis::Season { years: 4 }), "{:?}", picture.findings.bands.last());
        assert_eq!(picture.findings.bands.last().unwrap().side(4), Some(Side::Inside));
    }

    async fn a_district_that_used_to_report_is_silent_and_not_calm(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let mut counts = vec![3; 20];
        (counts[18], counts[19]) = (0, 0);
        history(&town, &counts).await;
        let silent = |picture: &Picture| picture.findings.silent.iter().find(|s| s.name == "Ryd").cloned();
        // Nobody delivered: the source itself is missing.
        let found = silent(&*picture(&town, "2026-W46").await).unwrap();
        assert_eq!((found.weeks, found.usual_hundredths), (2, 275));
        assert_eq!((found.missing.as_slice(), found.heard.len()), (["Polisen".to_owned()].as_slice(), 0));
        // Nothing is missing from a source that is not expected every week.
        application::imports::expect_weekly(&town.app, &town.actor, "Polisen", false).await.unwrap();
        let now = picture(&town, "2026-W46").await;
        assert!(silent(&now).unwrap().missing.is_empty() && now.sources.iter().all(|s| !s.silent));
        application::imports::expect_weekly(&town.app, &town.actor, "Polisen", true).await.unwrap();
        assert!(picture(&town, "2026-W46").await.sources[0].silent);
        // Before its first week what is usual is unknown, and not nothing.
        assert_eq!(picture(&town, "2026-W20").await.sources[0].usual_hundredths, None);
        // It delivered for another district: heard, but not from here.
        town.import("berga.csv", &list(&["b1;1201;Berga;Torget;2026-11-10 10:00;2026-11-10 10:30"])).await;
        let found = silent(&*picture(&town, "2026-W46").await).unwrap();
        assert_eq!((found.missing.len(), found.heard.as_slice()), (0, ["Polisen".to_owned()].as_slice()));
        assert_eq!(silent(&*picture(&town, "2026-W43").await), None, "a week with reports");
        assert!(picture(&town, "2026-W47").await.findings.silent.is_empty(), "the week goes on");
    }

    async fn a_place_is_followed_from_new_to_gone(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let monday = |back: i32| week("2026-W46").plus(-back).monday();
        let mut text = PLACED.to_owned();
        // Something far away in every week, so that the material goes back.
        (0..24).for_each(|i| text += &placed(1000 + usize::try_from(i).unwrap(), "1201", 900.0 + 400.0 * f64::from(i), monday(i)));
        // A place that is new, and one that is gone.
        (0..8).for_each(|i| text += &placed(i, "1201", 0.0, monday(i32::try_from(i % 4).unwrap())));
        (0..8).for_each(|i| text += &placed(100 + i, "1201", -3000.0, monday(4 + i32::try_from(i % 4).unwrap())));
        town.import("platser.csv", &text).await;
        let lives = picture(&town, "2026-W46").await.findings.lives.clone();
        let phases: Vec<(LifePhase, u64)> = lives.iter().map(|l| (l.now().unwrap(), l.stages[5].count)).collect();
        assert_eq!(phases, [(LifePhase::New, 8), (LifePhase::Gone, 0)]);
        assert_eq!((lives[1].stages[4].count, lives[1].stages[4].phase), (8, Some(LifePhase::New)));
        assert_eq!(lives[0].place.as_deref(), Some("Storgatan"));
    }

    async fn near_repeats_are_told_only_when_the_own_material_has_them(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let first = week("2026-W46").plus(-50).monday();
        let day = |n: i32| first.checked_add(jiff::Span::new().days(n)).unwrap();
        let mut text = PLACED.to_owned();
        // Dwelling burglaries: pairs 100 m and 3 days apart, each pair far from the others. Thefts from vehicles: the same places, no pairs in time.
        for pair in 0..16 {
            let (id, at) = (usize::try_from(pair).unwrap(), 600.0 * f64::from(pair) - 4000.0);
            text += &placed(2 * id, "9801", at, day(20 * pair));
            text += &placed(2 * id + 1, "9801", at + 100.0, day(20 * pair + 3));
            text += &placed(500 + 2 * id, "9828", at, day(20 * pair));
            text += &placed(501 + 2 * id, "9828", at + 100.0, day((20 * pair + 170) % 340));
        }
        town.import("nara.csv", &text).await;
        let near = picture(&town, "2026-W46").await.findings.near_repeats.clone();
        assert_eq!(near.iter().map(|n| n.kind).collect::<Vec<_>>(), [RepeatKind::DwellingBurglary], "{near:?}");
        assert_eq!((near[0].events, near[0].pairs), (32, 16));
        assert!(near[0].ratio > 3.0 && near[0].p <= 0.05 / 3.0, "{near:?}");
    }

    async fn a_district_and_a_problem_have_pages_of_their_own(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let mut counts = vec![2; 30];
        counts[29] = 15;
        history(&town, &counts).await;
        let elsewhere: Vec<String> = (0..60).map(|i| format!("e{i};0355;Berga;Torget;2026-{:02}-{:02} 14:00;", 9 + i / 30, 1 + i % 28)).collect();
        town.import("annat.csv", &list(&elsewhere.iter().map(String::as_str).collect::<Vec<_>>())).await;
        let district = ryd(&town).await;
        let own = area(&town.app, &town.actor, &of(district.clone(), None, None)).await.unwrap();
        assert_eq!((own.picture.incident_count, own.picture.change), (15, Change::Grown));
        let dominant: Vec<Category> = own.profile.categories.iter().map(|d| d.value).collect();
        assert_eq!(dominant, [Category::Damage], "all there is here, nothing of it elsewhere");
        assert!(own.profile.categories[0].q < 0.001 && own.profile.categories[0].times.is_none());
        let recurring = own.profile.recurring.unwrap();
        assert_eq!((recurring.now, recurring.longest, recurring.weeks), (30, 30, 30));
        let spot = area(&town.app, &town.actor, &of(district.clone(), None, Some("Björnkärrsgatan"))).await.unwrap();
        assert_eq!((spot.picture.incident_count, spot.picture.change), (15, Change::Grown));
        assert_eq!(spot.picture.findings.bands.len(), spot.picture.weekly.len());
        let fire = area(&town.app, &town.actor, &of(district.clone(), Some(Category::Fire), None)).await.unwrap();
        assert_eq!((fire.picture.incident_count, fire.profile.incidents), (0, 0));
        for missing in [of(district, None, Some("Finns inte")), of(DistrictCode("0580R999".to_owned()), None, None)] {
            assert!(matches!(area(&town.app, &town.actor, &missing).await, Err(Failure::NotFound)), "{missing:?}");
        }
    }
}
