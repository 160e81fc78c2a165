//! The figures: whole XML, unique ids, nothing active and nothing from outside.

use crate::picture;
use documents::picture::figures::{Drawn, Medium, figures_of};
use messages::Lang;

fn every_figure(picture: &domain::pictures::Picture) -> Vec<Drawn> {
    let mut all = Vec::new();
    for lang in Lang::ALL {
        for medium in [Medium::Screen, Medium::Paper] {
            let drawn = figures_of(picture, &picture::outlines(), *lang, medium);
            all.extend([drawn.trend, drawn.pulse, drawn.categories]);
            all.extend(drawn.map);
            all.extend(drawn.silence);
            all.extend(drawn.districts);
        }
    }
    all
}

#[test]
fn are_whole_and_hold_nothing_active() {
    for drawn in every_figure(&picture::sample()).iter().chain(&every_figure(&picture::hostile())) {
        let svg = &drawn.svg;
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
        assert!(svg.contains("role=\"img\"") && (svg.contains("<title ") || svg.contains("aria-label=")), "{}", &svg[..200]);
        for no in ["<script", "onload", "http://www.w3.org/1999/xlink", "href", "NaN", "inf", "style="] {
            assert!(!svg.contains(no), "{no} in a figure");
        }
        let opened = svg.matches('<').count() - svg.matches("</").count();
        let closed = svg.matches("</").count() + svg.matches("/>").count();
        assert_eq!(opened, closed, "every element is closed");
        assert!(!drawn.alt.is_empty());
    }
}

#[test]
fn the_text_alternative_says_what_the_figure_shows() {
    let picture = picture::sample();
    let drawn = figures_of(&picture, &picture::outlines(), Lang::Sv, Medium::Screen);
    assert!(drawn.trend.alt.contains(&picture.incident_count.to_string()));
    assert!(drawn.map.unwrap().alt.contains("Skäggetorp"));
    assert!(drawn.pulse.alt.contains("lördag"), "{}", drawn.pulse.alt);
}

#[test]
fn without_boundaries_there_is_no_map() {
    let drawn = figures_of(&picture::sample(), &[], Lang::Sv, Medium::Screen);
    assert!(drawn.map.is_none() && drawn.silence.is_none());
}

#[test]
fn silence_is_shaded_by_how_long_it_has_lasted_and_never_where_something_came_in() {
    let mut picture = picture::sample();
    let map = |picture: &domain::pictures::Picture| figures_of(picture, &picture::outlines(), Lang::Sv, Medium::Screen).silence;
    let steps = |svg: &str| {
        let ground = svg.split("<path ").filter(|p| p.contains("fig-edge") && p.contains("stroke-linejoin"));
        let classes: Vec<String> = ground.map(|p| p.split("class=\"").nth(1).unwrap().split(' ').next().unwrap().to_owned()).collect();
        ["fig-s0", "fig-s1", "fig-s2", "fig-s3", "fig-top", "fig-paper"].map(|step| classes.iter().filter(|c| *c == step).count())
    };
    // The sample has a district silent for three weeks and one that seldom reports: each may stand in both views.
    let drawn = map(&picture).unwrap();
    let [heard, seldom, week, weeks, long, outside] = steps(&drawn.svg);
    assert!(heard >= 30 && (1..=2).contains(&seldom) && (1..=2).contains(&weeks), "{heard} {seldom} {weeks}");
    assert_eq!((week, long, outside), (0, 0, 0));
    assert!(drawn.alt.contains(&format!("{} (3 veckor i rad)", picture.findings.silent[0].name)), "{}", drawn.alt);
    assert!(drawn.svg.contains(">4 veckor eller mer</text>") && drawn.svg.contains(">sällan något, inget nu</text>"));
    picture.findings.silent[0].weeks = 13;
    assert!(steps(&map(&picture).unwrap().svg)[4] >= 1, "the longest is hatched");
    // One district asked for: the others are neither silent nor heard.
    picture.filter.district = Some(picture.findings.silent[0].district.clone());
    let [heard, seldom, _, _, long, outside] = steps(&map(&picture).unwrap().svg);
    assert!(heard == 0 && seldom == 0 && long >= 1 && outside >= 1);
    picture.findings.silent.clear();
    assert!(map(&picture).is_none(), "nothing is silent");
}

#[test]
fn a_running_week_is_held_against_its_own_part_alone() {
    let mut picture = picture::sample();
    let last = picture.weekly.len() - 1;
    picture.so_far = Some(picture.week.start());
    (picture.incident_count, picture.weekly[last].count) = (3, Some(5));
    let drawn = figures_of(&picture, &picture::outlines(), Lang::Sv, Medium::Screen).trend;
    let whole: Vec<u64> = picture.weekly[..last].iter().filter_map(|w| w.count).collect();
    let (low, high) = (whole.iter().min().unwrap(), whole.iter().max().unwrap());
    assert!(drawn.alt.contains(&format!("3 hittills; lägst {low} och högst {high}")), "{}", drawn.alt);
    assert!(drawn.svg.contains("denna vecka hittills"));
    // A version from before bands has one, as narrow as the one bar that it is about: one week is two points on each edge.
    picture.findings.bands.clear();
    let drawn = figures_of(&picture, &picture::outlines(), Lang::Sv, Medium::Screen).trend;
    let band = drawn.svg.split("<path ").find(|p| p.contains("fig-band")).unwrap();
    assert_eq!(band.matches('L').count(), 3, "{band}");
}

#[test]
fn the_weeks_outside_are_told_in_the_figure_in_its_text_and_under_it() {
    let picture = picture::sample();
    let drawn = figures_of(&picture, &picture::outlines(), Lang::Sv, Medium::Paper).trend;
    let week = |i: usize| messages::week_short(Lang::Sv, picture.weekly[i].week);
    let notes = documents::picture::trend::notes(&picture, Lang::Sv).join(" ");
    for text in [&drawn.alt, &notes] {
        let (over, under) = text.split_once("Över: ").unwrap().1.split_once(". Under: ").unwrap();
        assert!(over.contains(&week(20)) && under.contains(&week(33)), "{text}");
        assert!(text.contains("av 47 veckor ligger utanför"), "{text}");
    }
    assert!(drawn.svg.contains(">över det väntade</text>") && drawn.svg.contains(">under det väntade</text>"));
    assert!(notes.contains("bygger på de 12 veckorna före") && notes.contains("blir ofta fler i efterhand"), "{notes}");
}

#[test]
fn too_short_a_history_is_said_and_draws_no_band() {
    let mut picture = picture::sample();
    for band in &mut picture.findings.bands {
        *band = domain::pictures::findings::WeekBand { basis: domain::pictures::findings::BandBasis::TooShort, expected: None };
    }
    let drawn = figures_of(&picture, &picture::outlines(), Lang::Sv, Medium::Screen).trend;
    assert!(!drawn.svg.contains("fig-band"));
    let notes = documents::picture::trend::notes(&picture, Lang::Sv).join(" ");
    assert!(notes.starts_with("För kort historik") && !notes.contains("utanför"), "{notes}");
}

#[test]
fn the_map_tells_no_incidents_from_not_asked_for() {
    let mut picture = picture::sample();
    let outlines = picture::outlines();
    let empty = outlines.iter().filter(|o| picture.map.districts.iter().all(|(code, _)| *code != o.code)).count();
    assert!(empty > 0, "the sample has districts without incidents");
    let areas = |picture: &domain::pictures::Picture, class: &str| {
        let svg = figures_of(picture, &outlines, Lang::Sv, Medium::Screen).map.unwrap().svg;
        svg.matches(&format!("class=\"{class} fig-edge\"")).count()
    };
    assert!(areas(&picture, "fig-s0") >= empty);
    assert_eq!(areas(&picture, "fig-paper"), 0);
    // With one district asked for, the others are not said to have none.
    picture.filter.district = Some(outlines[8].code.clone());
    picture.map.districts.retain(|(code, _)| *code == outlines[8].code);
    assert_eq!(areas(&picture, "fig-s0"), 0);
    assert!(areas(&picture, "fig-paper") >= 1);
    let svg = figures_of(&picture, &outlines, Lang::Sv, Medium::Screen).map.unwrap().svg;
    assert!(svg.contains("url(#fig-map-none)") && svg.contains(">utanför urvalet</text>"), "what lies outside is hatched, and says so");
    assert!(!svg.contains(">Innerstaden</text>") && svg.contains(">Skäggetorp</text>"));
}

#[test]
fn shape_and_word_say_the_same_of_a_count_outside_its_interval() {
    let mut picture = picture::sample();
    picture.categories.truncate(1);
    let row = &mut picture.categories[0];
    row.count = 9;
    row.expected = Some(domain::pictures::Expected { mean: 4.0, low: 1.0, high: 8.0 });
    (row.change, row.certainty) = (domain::pictures::Change::Unchanged, domain::pictures::Certainty::WithinChance);
    let drawn = figures_of(&picture, &[], Lang::Sv, Medium::Screen).categories;
    assert!(drawn.alt.contains("9 (oförändrat)"), "{}", drawn.alt);
    for word in ["oförändrat", "fler", "färre"] {
        assert!(drawn.svg.contains(&format!(">{word}</text>")), "{word} is not in the legend");
    }
    assert!(!drawn.svg.contains(">inom</text>"));
}
