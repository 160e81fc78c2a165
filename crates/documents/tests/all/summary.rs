//! What the picture begins with: order, plural, certainty, and plain words when there is nothing to say.

use crate::picture;
use documents::picture::summary::lead;
use documents::picture::words;
use domain::pictures::Certainty;
use domain::pictures::findings::{BandBasis, WeekBand};
use domain::pictures::{Change, Expected, Notable, Picture, SourceRow};
use messages::Lang;

fn calm() -> Picture {
    let mut picture = picture::sample();
    picture.notable.clear();
    picture.sources.iter_mut().for_each(|s| s.silent = false);
    picture
}

#[test]
fn rises_come_before_falls_and_each_says_how_sure() {
    let said = lead(&picture::sample(), Lang::Sv);
    assert!(said[0].starts_with("Skadegörelse har tydligt ökat i Skäggetorp (11 mot väntade "), "{said:?}");
    assert!(said[0].contains(" och misstänkt narkotikahantering har troligen tillkommit i Ryd (3 händelser, "), "{said:?}");
    assert!(said[1].contains(" har troligen upphört i Innerstaden (inga mot väntade "), "{said:?}");
    assert!(said[2].contains("Ingen rapport är inte samma sak som lugnt"), "{said:?}");
    assert_eq!(said.len(), 3);
}

#[test]
fn one_and_several_are_told_apart() {
    let mut picture = calm();
    picture.notable = picture::sample().notable.into_iter().filter(|n| n.change == Change::New).collect();
    picture.notable[0].count = 1;
    assert!(lead(&picture, Lang::Sv)[0].contains("(en händelse, "), "{:?}", lead(&picture, Lang::Sv));
    assert!(lead(&picture, Lang::En)[0].contains("(one incident, "), "{:?}", lead(&picture, Lang::En));
}

#[test]
fn a_calm_week_and_an_unknown_one_are_said_plainly_and_differ() {
    let mut picture = calm();
    assert!(lead(&picture, Lang::Sv)[0].contains("mer än slumpen gör"));
    picture.comparisons.iter_mut().for_each(|c| c.expected = None);
    assert!(lead(&picture, Lang::Sv)[0].contains("går inte att avgöra"));
}

#[test]
fn the_season_speaks_when_it_says_something_else() {
    let mut picture = calm();
    picture.change = Change::Grown;
    let mut band = |high: f64| {
        let expected = Some(Expected { mean: high / 2.0, low: 0.0, high });
        picture.findings.bands = vec![WeekBand { basis: BandBasis::Season { years: 4 }, expected }];
        lead(&picture, Lang::Sv)
    };
    assert!(band(10_000.0).iter().any(|s| s.contains("inom det väntade") && s.contains("4 tidigare år")));
    assert!(band(1.0).iter().all(|s| !s.contains("årstid")), "both say more");
}

#[test]
fn more_silent_sources_than_can_be_named_are_counted() {
    let mut picture = calm();
    let one = SourceRow { silent: true, ..picture.sources[0].clone() };
    picture.sources = (0..5).map(|i| SourceRow { name: format!("Källa {i}"), ..one.clone() }).collect();
    let said = lead(&picture, Lang::Sv).pop().unwrap();
    assert!(said.contains("Källa 0, Källa 1, Källa 2 och två källor till"), "{said}");
}

#[test]
fn what_is_said_of_a_place_is_not_said_of_its_district() {
    let mut picture = picture::sample();
    let found = picture.notable[0].clone();
    let at = Notable { place: Some("Tunneln".to_owned()), mixed: true, count: 0, weeks: 2, change: Change::Gone, ..found };
    picture.notable = vec![at.clone()];
    let said = lead(&picture, Lang::Sv).remove(0);
    assert!(said.starts_with("Händelser, mest ") && said.contains(" upphört vid Tunneln (inga mot väntade "), "{said}");
    assert!(!said.contains(at.district_name.as_deref().unwrap()), "{said}");
    let listed = words::notable(&at, &picture.words, Lang::Sv);
    assert!(listed.contains(", vid Tunneln: 0 inom 150 m på 2 veckor mot väntade "), "{listed}");
    let one = words::notable(&Notable { mixed: false, weeks: 1, ..at }, &picture.words, Lang::En);
    assert!(one.contains(" at Tunneln: 0 within 150 m this week against "), "{one}");
}

#[test]
fn what_who_reported_may_explain_is_no_finding_and_the_whole_town_is_named() {
    let mut picture = picture::sample();
    let mut town = picture.notable[0].clone();
    (town.district, town.district_name, town.town) = (None, None, true);
    picture.notable = vec![town.clone()];
    assert!(lead(&picture, Lang::Sv)[0].contains(" i hela kommunen ("), "{:?}", lead(&picture, Lang::Sv));
    town.certainty = Certainty::CannotTell;
    picture.notable = vec![town];
    assert!(!lead(&picture, Lang::Sv).join(" ").contains(" i hela kommunen ("), "{:?}", lead(&picture, Lang::Sv));
    assert!(!documents::picture::summary::names_all(&picture));
}
