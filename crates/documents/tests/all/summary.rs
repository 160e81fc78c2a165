//! What the picture begins with: order, plural, certainty, and plain words when there is nothing to say.

use crate::picture;
use documents::picture::summary::lead;
use documents::picture::words;
use domain::categories::Category;
use domain::pictures::findings::{BandBasis, WeekBand};
use domain::pictures::{Against, Certainty, Change, Expected, Notable, Picture, SourceRow};
use domain::reports::{PoliceReported, Sureness};
use messages::Lang;

fn calm() -> Picture {
    let mut picture = picture::sample();
    picture.notable.clear();
    picture.sources.iter_mut().for_each(|s| s.silent = false);
    picture.findings.silent.clear();
    picture
}

#[test]
fn the_lead_is_three_sentences_with_spans_and_certainty() {
    let picture = picture::sample();
    let first = words::headline(&picture, Lang::Sv);
    assert!(first.starts_with(&format!("{} händelser under vecka 46, ", picture.incident_count)), "{first}");
    assert!(first.contains(", tydligt fler än väntat ("), "{first}");
    let said = lead(&picture, Lang::Sv);
    assert_eq!(said.len(), 2);
    assert!(
        said[0].starts_with("I Skäggetorp har det hänt tydligt mer än väntat den här veckan: 11 händelser av typen skadegörelse (väntat ")
    );
    assert!(
        said[0].contains("; i Ryd har något troligen tillkommit den här veckan: 3 händelser av typen misstänkt narkotikahantering (ingen")
    );
    assert!(
        said[0].contains("; från Innerstaden har inget av typen ") && said[0].ends_with(", troligen en verklig minskning."),
        "{said:?}"
    );
    assert!(said[1].starts_with(
        "Uppgifter saknas från Räddningstjänsten Östra Götaland och Väktarbolaget och under vecka 46 har inget kommit in från "
    ));
    assert!(said[1].ends_with("; att inget har rapporterats betyder inte att det är lugnt."), "{said:?}");
    for lang in Lang::ALL {
        let whole = format!("{} {}", words::headline(&picture, *lang), lead(&picture, *lang).join(" "));
        assert_eq!(whole.matches(". ").count() + 1, 3, "{whole}");
    }
}

#[test]
fn the_total_says_what_it_is_compared_with_and_how_it_differs_from_last_year() {
    let mut picture = calm();
    let expected = Some(Expected { mean: 70.0, low: 49.0, high: 84.0 });
    let said = |picture: &mut Picture, now, then| {
        picture.change = now;
        for c in &mut picture.comparisons {
            (c.change, c.expected) = (if c.against == Against::LastYear { then } else { now }, expected);
        }
        words::headline(picture, Lang::Sv)
    };
    picture.incident_count = 70;
    let within = said(&mut picture, Change::Unchanged, Change::Grown);
    assert_eq!(within, "70 händelser under vecka 46, ungefär som väntat (49–84) men fler än samma vecka i fjol (49–84).");
    // Of many counts some always lie outside their ranges: a sentence never calls 111 as expected where 49–84 is expected.
    picture.incident_count = 111;
    let same = said(&mut picture, Change::Unchanged, Change::Grown);
    assert_eq!(
        same,
        "111 händelser under vecka 46, över det väntade (49–84) fast inte mer än slumpen kan ge och fler än samma vecka i fjol (49–84)."
    );
    let more = said(&mut picture, Change::Grown, Change::Grown);
    assert_eq!(more, "111 händelser under vecka 46, tydligt fler än väntat (49–84) och fler än samma vecka i fjol (49–84).");
    let unknown = said(&mut picture, Change::Shrunk, Change::Unknown);
    assert_eq!(unknown, "111 händelser under vecka 46, tydligt färre än väntat (49–84).");
    picture.comparisons.clear();
    assert!(words::headline(&picture, Lang::Sv).ends_with("; det går inte att avgöra om det är fler eller färre än vanligt."));
}

#[test]
fn the_total_says_what_part_of_the_material_it_counts() {
    let mut picture = calm();
    (picture.filter.category, picture.filter.source) = (Some(Category::Fire), Some("Polisen".to_owned()));
    picture.filter_district_name = Some("Ryd".to_owned());
    let said = words::headline(&picture, Lang::Sv);
    assert!(said.contains(" händelser av typen brand i Ryd från Polisen under vecka 46"), "{said}");
}

#[test]
fn a_count_says_what_the_reports_behind_it_say() {
    let mut picture = calm();
    picture.filter.reported.sureness = Some(Sureness::Sure);
    let first = |picture: &Picture| words::headline(picture, Lang::Sv);
    assert!(first(&picture).starts_with("100 händelser som någon har sett eller vet säkert under vecka 46, "), "{}", first(&picture));
    picture.filter.reported.police = Some(PoliceReported::Yes);
    let said = "100 händelser som någon har sett eller vet säkert och som enligt rapporten har polisanmälts under vecka 46";
    assert!(first(&picture).starts_with(said), "{}", first(&picture));
    assert!(words::filters(&picture, Lang::Sv).contains(" · Hur säkert: sett eller säkert · Polisanmält: ja · "));
    // Nothing of the kind is not the same as nothing from the district.
    picture.incident_count = 0;
    assert!(first(&picture).starts_with("Inga händelser som någon har sett"), "{}", first(&picture));
}

#[test]
fn silence_is_not_told_as_calm() {
    let mut picture = calm();
    picture.incident_count = 0;
    let whole = words::headline(&picture, Lang::Sv);
    assert!(whole.starts_with("Inga händelser har kommit in för vecka 46"), "{whole}");
    assert!(lead(&picture, Lang::Sv)[0].contains("inget har kommit in"));
    picture.filter_district_name = Some("Linghem".to_owned());
    let said = words::headline(&picture, Lang::Sv);
    assert!(said.starts_with("Inget har kommit in från Linghem vecka 46"), "{said}");
    assert!(said.ends_with(": det kan vara lugnt, eller så har ingen rapporterat."), "{said}");
    picture.so_far = Some(picture.week.start());
    assert_eq!(words::headline(&picture, Lang::Sv), "Inga händelser i Linghem har kommit in än för vecka 46.");
    assert_eq!(lead(&picture, Lang::Sv)[1], "Veckan pågår, så uppgifter saknas än.");
}

#[test]
fn a_comparison_names_the_weeks_that_there_were() {
    let mut comparison = picture::sample().comparisons.into_iter().find(|c| c.against == Against::TwelveWeeks).unwrap();
    let heading = |c: &domain::pictures::Comparison| words::comparison(c, Lang::Sv)[0].clone();
    assert_eq!(heading(&comparison), "Mot 12 veckor före");
    comparison.weeks = 5;
    assert_eq!(heading(&comparison), "Mot 5 veckor före");
    (comparison.weeks, comparison.expected, comparison.change) = (2, None, Change::Unknown);
    assert_eq!(words::comparison(&comparison, Lang::Sv), ["Mot 2 veckor före", "går inte att avgöra", "okänt: underlag från 2 veckor"]);
    assert_eq!((words::usual(Lang::Sv, None), words::usual(Lang::Sv, Some(125))), ("okänt".to_owned(), "1,2".to_owned()));
}

#[test]
fn one_and_several_are_told_apart() {
    let mut picture = calm();
    picture.notable = picture::sample().notable.into_iter().filter(|n| n.change == Change::New).collect();
    picture.notable[0].count = 1;
    assert!(lead(&picture, Lang::Sv)[0].contains(": 1 händelse av typen "), "{:?}", lead(&picture, Lang::Sv));
    assert!(lead(&picture, Lang::En)[0].contains(": 1 incident of the type "), "{:?}", lead(&picture, Lang::En));
}

#[test]
fn a_calm_week_and_an_unknown_one_are_said_plainly_and_differ() {
    let mut picture = calm();
    assert!(lead(&picture, Lang::Sv)[0].contains("mer än slumpen ger, vare sig den här veckan eller de senaste fyra"));
    picture.comparisons.iter_mut().for_each(|c| c.expected = None);
    assert!(lead(&picture, Lang::Sv)[0].contains("går inte att avgöra"));
}

#[test]
fn the_season_speaks_under_the_weeks_when_it_says_something_else() {
    let mut picture = calm();
    picture.change = Change::Grown;
    let mut band = |high: f64| {
        let expected = Some(Expected { mean: high / 2.0, low: 0.0, high });
        picture.findings.bands = vec![WeekBand { basis: BandBasis::Season { years: 4 }, expected }];
        documents::picture::trend::notes(&picture, Lang::Sv)
    };
    assert!(band(10_000.0).iter().any(|s| s.contains("inom det väntade") && s.contains("4 tidigare år")));
    assert!(band(1.0).iter().all(|s| !s.contains("Mot samma årstid")), "both say more");
}

#[test]
fn more_silent_sources_than_can_be_named_are_counted() {
    let mut picture = calm();
    let one = SourceRow { silent: true, ..picture.sources[0].clone() };
    picture.sources = (0..5).map(|i| SourceRow { name: format!("Källa {i}"), ..one.clone() }).collect();
    let said = lead(&picture, Lang::Sv).pop().unwrap();
    assert!(said.contains("Källa 0, Källa 1, Källa 2 och 2 till"), "{said}");
}

#[test]
fn a_place_is_told_with_its_district_its_circle_and_its_weeks() {
    let mut picture = picture::sample();
    let found = picture.notable[0].clone();
    let at = Notable { place: Some("Tunneln".to_owned()), mixed: true, count: 16, weeks: 4, ..found };
    picture.notable = vec![at.clone()];
    let district = at.district_name.clone().unwrap();
    let said = lead(&picture, Lang::Sv).remove(0);
    let begins = format!(
        "Vid Tunneln i {district} har det hänt tydligt mer än väntat de senaste fyra veckorna: 16 händelser inom 150 meter (väntat "
    );
    assert!(said.starts_with(&begins) && said.ends_with("), mest skadegörelse."), "{said}");
    assert_eq!(words::notable(&at, &picture, Lang::Sv), said, "the same words wherever it is told");
    let gone = Notable { count: 0, weeks: 2, change: Change::Gone, ..at.clone() };
    let listed = words::notable(&gone, &picture, Lang::Sv);
    let begins = format!("Från Tunneln i {district} har inget inom 150 meter kommit in de senaste två veckorna (väntat ");
    assert!(listed.starts_with(&begins), "{listed}");
    // A place that is called as its district is named once.
    let same = Notable { place: Some(district.clone()), ..at };
    assert!(words::notable(&same, &picture, Lang::Sv).starts_with(&format!("Vid {district} har ")));
}

#[test]
fn what_who_reported_may_explain_is_no_finding_and_the_whole_town_is_named() {
    let mut picture = picture::sample();
    let mut town = picture.notable[0].clone();
    (town.district, town.district_name, town.town) = (None, None, true);
    picture.notable = vec![town.clone()];
    assert!(lead(&picture, Lang::Sv)[0].starts_with("I hela kommunen har det hänt tydligt mer "), "{:?}", lead(&picture, Lang::Sv));
    town.certainty = Certainty::CannotTell;
    picture.notable = vec![town.clone()];
    assert!(!lead(&picture, Lang::Sv).join(" ").contains("hela kommunen"), "{:?}", lead(&picture, Lang::Sv));
    assert!(!documents::picture::summary::names_all(&picture));
    let listed = words::notable(&town, &picture, Lang::Sv);
    assert!(listed.ends_with("Det kan bero på att fler har rapporterat, inte på att mer har hänt."), "{listed}");
}
