//! The evidence behind a picture's findings: in ten practice towns every count is that of the incidents listed, whoever may see them.

use crate::reports;
use crate::town::{PLACED, TestTown, code, person, placed, week};
use application::pictures::evidence::{Evidence, EvidenceIncident, FindingRequest, Found, Neighbour, Origin, evidence};
use application::pictures::{Request, show};
use application::{App, AppConfig, Clock, ServerConfig};
use domain::actor::Actor;
use domain::organisations::OrganisationKind;
use domain::pictures::finding::{self, Finding, FindingKind};
use domain::pictures::{Against, Certainty, Change, Picture, PictureFilter, PictureState, Step};
use domain::policy::Role;
use domain::reports::Decision;
use domain::week::Week;
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const WEEK: &str = "2026-W46";

/// A practice town of a seed, all files of each sender as one.
async fn practice_town(seed: u64, weeks: u32) -> (App, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let stores = ServerConfig::Sqlite(folder.path().join("stores"));
    let clock = Clock::Fixed("2026-11-17T12:00:00Z".parse().unwrap());
    let app = App::open(AppConfig { data: folder.path().to_owned(), stores, clock }).await.unwrap();
    let actor = Actor::operator(code());
    application::tenants::create(&app, &code(), "Linköpings kommun").await.unwrap();
    test_support::practice_town::at_once(&app, &actor, folder.path(), &practice::town(seed, week(WEEK), weeks)).await;
    (app, folder)
}

async fn picture(app: &App, actor: &Actor, week: Week, filter: PictureFilter) -> Arc<Picture> {
    show(app, actor, &Request { week, filter, version: None }).await.unwrap()
}

async fn asked(app: &App, actor: &Actor, picture: &Picture, id: &str) -> Evidence {
    let request = Request { week: picture.week, filter: picture.filter.clone(), version: None };
    match evidence(app, actor, &FindingRequest { picture: request, id: id.to_owned() }).await.unwrap() {
        Found::Known(evidence) => *evidence,
        Found::Unknown(_) => panic!("{id} is not known"),
    }
}

fn in_span(evidence: &Evidence) -> u64 {
    evidence.weeks.iter().filter(|w| w.in_span).filter_map(|w| w.count).sum()
}

/// Holds a finding against the incidents behind it.
async fn proven(app: &App, actor: &Actor, picture: &Picture, id: &str, found: &Finding<'_>) {
    let behind = asked(app, actor, picture, id).await;
    let what = format!("{id} of {}: {found:?}", picture.week);
    assert_eq!(behind.count, Some(found.count()), "{what}");
    if let Finding::NearRepeat(near) = found {
        assert!(behind.kept > 0 && behind.kept <= near.events, "{what}: {}", behind.kept);
        assert!(behind.neighbours.contains(&Neighbour::Used(near.events)), "{what}");
        return;
    }
    assert_eq!(in_span(&behind), found.count(), "{what}: weeks {:?}", behind.weeks);
    assert_eq!(behind.kept, found.count(), "{what}");
    let by_source: u64 = behind.sources.iter().map(|(_, n)| n).sum();
    if found.count() <= 200 {
        assert_eq!(behind.incidents.iter().map(|i| i.count).sum::<u64>(), found.count(), "{what}");
        // An incident that two senders wrote of counts under each.
        let senders = |i: &EvidenceIncident| i.sources.iter().map(|s| &s.name).collect::<BTreeSet<_>>().len() as u64;
        assert_eq!(by_source, behind.incidents.iter().map(|i| i.count * senders(i)).sum::<u64>(), "{what}");
    } else {
        assert!(by_source >= found.count(), "{what}: {by_source}");
    }
    assert!(behind.incidents.iter().all(|i| i.at.as_second() % 3600 == 0 && !i.sources.is_empty()), "{what}");
    for neighbour in &behind.neighbours {
        if let Neighbour::Named { inside, unnamed, named, .. } = neighbour {
            assert_eq!(inside + unnamed, found.count(), "{what}");
            assert!(inside <= named, "{what}: {neighbour:?}");
        }
    }
}

/// Rows of a table that are held against their incidents: its other rows are made alike.
const ROWS: usize = 8;

/// Holds every finding of two towns against the incidents behind it.
async fn towns_are_proven(seeds: [u64; 2]) {
    let mut kinds: BTreeMap<FindingKind, usize> = BTreeMap::new();
    for seed in seeds {
        let (app, _folder) = practice_town(seed, 54).await;
        let actor = Actor::operator(code());
        let picture = picture(&app, &actor, week(WEEK), PictureFilter::default()).await;
        let all = finding::all(&picture);
        let ids: BTreeSet<&str> = all.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids.len(), all.len(), "an id is one finding's");
        for (id, found) in &all {
            let times = kinds.entry(found.kind()).or_default();
            *times += 1;
            if *times <= ROWS || !matches!(found.kind(), FindingKind::District | FindingKind::Place | FindingKind::SilentDistrict) {
                proven(&app, &actor, &picture, id.as_str(), found).await;
            }
        }
    }
    let told = kinds.contains_key(&FindingKind::More) || kinds.contains_key(&FindingKind::Fewer);
    assert!(told && kinds.len() >= 6, "{kinds:?}");
}

// Ten towns, two in each test so that they run beside each other.
#[tokio::test]
async fn every_finding_of_towns_one_and_two_is_proven_by_its_incidents() {
    towns_are_proven([1, 2]).await;
}

#[tokio::test]
async fn every_finding_of_towns_three_and_four_is_proven_by_its_incidents() {
    towns_are_proven([3, 4]).await;
}

#[tokio::test]
async fn every_finding_of_towns_five_and_six_is_proven_by_its_incidents() {
    towns_are_proven([5, 6]).await;
}

#[tokio::test]
async fn every_finding_of_towns_seven_and_eight_is_proven_by_its_incidents() {
    towns_are_proven([7, 8]).await;
}

#[tokio::test]
async fn every_finding_of_towns_nine_and_ten_is_proven_by_its_incidents() {
    towns_are_proven([9, 10]).await;
}

#[tokio::test]
async fn one_count_reads_the_same_in_the_whole_and_in_every_part() {
    for seed in [2, 3] {
        let (app, _folder) = practice_town(seed, 40).await;
        let actor = Actor::operator(code());
        let whole = picture(&app, &actor, week(WEEK), PictureFilter::default()).await;
        agreed(&app, &actor, &whole).await;
    }
}

/// What a picture says of a subject's count over a span: subject, weeks, count and the word.
type Said = (String, u32, u64, Change);

/// Everything that a picture says of counts, by what they are of.
fn said(picture: &Picture) -> Vec<Said> {
    let filter = &picture.filter;
    let of = |district: Option<String>, category: Option<String>| {
        let district = district.or_else(|| filter.district.as_ref().map(ToString::to_string)).unwrap_or_else(|| "town".to_owned());
        let category = category.or_else(|| filter.category.map(|c| c.to_string())).unwrap_or_else(|| "all".to_owned());
        format!("{district} {category}")
    };
    let told = |change, certainty| if certainty == Certainty::CannotTell { Change::Unknown } else { change };
    let twelve = picture.comparisons.iter().find(|c| c.against == Against::TwelveWeeks).unwrap();
    let mut all =
        vec![(of(None, None), 1, picture.incident_count, picture.change), (of(None, None), 1, picture.incident_count, twelve.change)];
    let without = |code: &Option<domain::districts::DistrictCode>| code.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
    all.extend(picture.districts.iter().map(|d| (of(Some(without(&d.code)), None), 1, d.count, told(d.change, d.certainty))));
    all.extend(picture.categories.iter().map(|c| (of(None, Some(c.category.to_string())), 1, c.count, told(c.change, c.certainty))));
    for n in &picture.notable {
        let area = if n.town { "town".to_owned() } else { without(&n.district) };
        let subject = match (&n.place, n.circle, n.mixed) {
            (Some(place), _, _) => format!("{area} {place}"),
            (None, Some(_), _) | (None, _, true) => continue,
            (None, None, false) => format!("{area} {}", n.category),
        };
        all.push((subject, n.weeks, n.count, told(n.change, n.certainty)));
    }
    for spots in &picture.hotspots {
        let named = spots.places.iter().filter(|s| s.place.is_some());
        // Of one category, a place is another question.
        let of = filter.category.map_or_else(String::new, |c| format!(" {c}"));
        let subject = |s: &domain::pictures::Hotspot| format!("{} {}{of}", without(&s.district), s.place.as_deref().unwrap());
        all.extend(named.map(|s| (subject(s), spots.span.weeks().unsigned_abs(), s.count, s.change)));
    }
    all
}

/// The same count of the same subject over the same weeks reads the same in the picture of the whole and of every part.
async fn agreed(app: &App, actor: &Actor, whole: &Picture) {
    let mut filters = vec![PictureFilter::default()];
    let busiest: Vec<_> = whole.districts.iter().filter(|d| d.count > 3 && d.code.is_some()).take(4).collect();
    let categories: Vec<_> = whole.categories.iter().take(3).map(|c| c.category).collect();
    filters.extend(busiest.iter().map(|d| PictureFilter { district: d.code.clone(), ..PictureFilter::default() }));
    filters.extend(categories.iter().map(|c| PictureFilter { category: Some(*c), ..PictureFilter::default() }));
    let both = busiest.iter().take(2).flat_map(|d| categories.iter().take(2).map(move |c| (d, c)));
    filters.extend(both.map(|(d, c)| PictureFilter { district: d.code.clone(), category: Some(*c), ..PictureFilter::default() }));
    let mut words: BTreeMap<(String, u32, u64), BTreeMap<&str, String>> = BTreeMap::new();
    for filter in filters {
        let part = picture(app, actor, whole.week, filter).await;
        for (subject, weeks, count, change) in said(&part) {
            words.entry((subject, weeks, count)).or_default().entry(change.key()).or_insert_with(|| format!("{:?}", part.filter));
        }
    }
    let split: Vec<_> = words.iter().filter(|(_, words)| words.len() > 1).collect();
    assert!(split.is_empty(), "one count reads differently: {split:#?}");
}

/// Twelve at one street in the last four weeks, the same elsewhere every week.
async fn gathering(town: &TestTown) {
    let monday = |back: i32| week(WEEK).plus(-back).monday();
    let mut text = PLACED.to_owned();
    (0..24).for_each(|i| text += &placed(1000 + i, "1201", 5000.0, monday(i32::try_from(i).unwrap())));
    (0..12).for_each(|i| {
        text += &placed(i, "1201", 0.0, monday(i32::try_from(i % 4).unwrap()).saturating_add(i64::try_from(i % 5).unwrap().days()))
    });
    town.import("platser.csv", &text).await;
}

fn named<'a>(picture: &'a Picture, kind: FindingKind) -> (String, Finding<'a>) {
    let found = finding::all(picture).into_iter().find(|(_, f)| f.kind() == kind);
    found.map(|(id, f)| (id.to_string(), f)).unwrap_or_else(|| panic!("no {kind:?} in {:?}", picture.notable))
}

test_support::on_each_database! {
    async fn incidents_lead_to_the_file_or_report_they_came_in(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        gathering(&town).await;
        let picture = picture(&town.app, &town.actor, week(WEEK), PictureFilter::default()).await;
        let (id, found) = named(&picture, FindingKind::More);
        let behind = asked(&town.app, &town.actor, &picture, &id).await;
        assert_eq!((behind.kept, behind.incidents.len()), (found.count(), usize::try_from(found.count()).unwrap()));
        assert!(behind.circle.is_some() && behind.middle.is_some_and(|[lon, lat]| (15.0..16.0).contains(&lon) && (58.0..59.0).contains(&lat)));
        let sources = |e: &Evidence| e.incidents.iter().flat_map(|i| i.sources.clone()).collect::<Vec<_>>();
        assert!(sources(&behind).iter().all(|s| s.name == "Polisen" && matches!(s.origin, Origin::Import(_))), "{behind:?}");
        assert!(behind.neighbours.iter().any(|n| matches!(n, Neighbour::Named { radius: Some(150), .. })), "{:?}", behind.neighbours);
    }

    async fn outside_the_secrecy_act_there_are_own_reports_and_no_small_counts(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        gathering(&town).await;
        let guard = person(&town.app, "Väktare", OrganisationKind::Guards, "Väktarna", Role::Reader).await;
        let picture = picture(&town.app, &guard, week(WEEK), PictureFilter::default()).await;
        for (id, found) in finding::all(&picture) {
            let behind = asked(&town.app, &guard, &picture, id.as_str()).await;
            assert!(behind.outside && behind.incidents.is_empty() && behind.kept == 0, "{id}: {:?}", behind.incidents);
            let small = |n: u64| (1..=4).contains(&n);
            assert_eq!(behind.count.is_none(), small(found.count()) || matches!(found, Finding::Life(l) if small(l.stages[4].count)), "{id}");
            let told = behind.weeks.iter().filter_map(|w| w.count).chain(behind.sources.iter().map(|(_, n)| *n));
            assert_eq!(told.filter(|n| small(*n)).count(), 0, "{id}: {:?} {:?}", behind.weeks, behind.sources);
        }
    }

    async fn a_reporter_outside_sees_the_own_report_and_an_authority_is_led_to_it(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        let (caretaker, coordinator) = (reports::caretaker(&town.app).await, reports::coordinator(&town.app).await);
        let report = reports::broken_glass(&reports::ryd(&town).await, reports::saturday());
        let id = reports::filed(&town.app, &caretaker, &report).await;
        application::reports::decide(&town.app, &coordinator, &reports::decision(id, 1, Decision::Accept)).await.unwrap();
        let picture = picture(&town.app, &coordinator, week(WEEK), PictureFilter::default()).await;
        for (reader, origin, count) in [(&caretaker, Origin::OwnReport(id), None), (&coordinator, Origin::Report(id), Some(1))] {
            let behind = asked(&town.app, reader, &picture, "total.1").await;
            let origins: Vec<_> = behind.incidents.iter().flat_map(|i| &i.sources).map(|s| (s.name.as_str(), s.origin)).collect();
            assert_eq!((behind.count, origins.as_slice()), (count, [("Hyresvärden", origin)].as_slice()));
            assert_eq!(behind.incidents[0].at, reports::saturday(), "to the hour");
        }
    }

    async fn a_published_week_shows_the_frozen_finding_and_an_unknown_one_what_it_says_now(place: ServerConfig) {
        let town = TestTown::with_districts(place).await;
        gathering(&town).await;
        let mut state = PictureState::Open;
        for step in [Step::Close, Step::Draft, Step::Publish] {
            let seen = application::pictures::seen_key(&state);
            state = application::pictures::step(&town.app, &town.actor, week(WEEK), step, None, &seen).await.unwrap();
        }
        let before = picture(&town.app, &town.actor, week(WEEK), PictureFilter::default()).await;
        let (id, _) = named(&before, FindingKind::More);
        // More comes for the week: the frozen finding stands.
        let late = format!("{PLACED}{}", placed(5000, "1201", 0.0, week(WEEK).monday()));
        town.import("sent.csv", &late).await;
        let after = picture(&town.app, &town.actor, week(WEEK), PictureFilter::default()).await;
        let (same, found) = named(&after, FindingKind::More);
        assert_eq!(id, same);
        let behind = asked(&town.app, &town.actor, &after, &id).await;
        assert_eq!((behind.count, behind.kept), (Some(found.count()), found.count()));
        assert!(finding::page(&after, &behind.id).ends_with("?version=1"), "{}", finding::page(&after, &behind.id));
        let request = FindingRequest { picture: Request { week: week(WEEK), filter: PictureFilter::default(), version: None }, id: "more.town.BRA.4".to_owned() };
        assert!(matches!(evidence(&town.app, &town.actor, &request).await.unwrap(), Found::Unknown(now) if now.incident_count == after.incident_count));
    }
}
