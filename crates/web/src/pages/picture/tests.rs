#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::templates;
use domain::pictures::{Density, Edition, Picture, PictureFilter, PictureState, Span};
use test_support::picture::{outlines, sample as picture};

fn rendered(change: impl FnOnce(&mut Picture), query: &str) -> String {
    let mut picture = picture();
    change(&mut picture);
    let member = Member::sample(Lang::Sv);
    let view = View::read(&member.tenant.code, picture.week, Some(query)).unwrap();
    let weeks = [WeekListing { week: picture.week, state: picture.state.clone(), count: picture.incident_count, published: None }];
    let outlines = outlines();
    let proposals = domain::pictures::proposals(&picture, &[]);
    let (districts, sources, versions, proposals) = (&[], &[], &[], &proposals);
    let material = Material { picture: &picture, outlines: &outlines, districts, sources, weeks: &weeks, versions, proposals };
    templates::render(Lang::Sv, &PicturePage::new(&member, &view, &material)).unwrap()
}

fn table(picture: &Picture, query: &str) -> DistrictTable {
    let view = View::read(&picture.tenant, picture.week, Some(query)).unwrap();
    let figures = figures_of(picture, &outlines(), Lang::Sv, Medium::Screen);
    DistrictTable::new(picture, &figures, (&view, &Evidence::new(picture)), Lang::Sv)
}

#[test]
fn the_table_keeps_the_order_of_the_boundaries_until_asked() {
    let picture = picture();
    let names = |table: DistrictTable| table.rows.into_iter().map(|r| r.code).collect::<Vec<_>>();
    let file: Vec<String> = picture.districts.iter().map(|d| d.code.as_ref().map(ToString::to_string).unwrap_or_default()).collect();
    assert_eq!(names(table(&picture, "")), file);
    assert_eq!(names(table(&picture, "sort=no-such-column")), file);
    assert_ne!(names(table(&picture, "sort=-count")), file);
}

#[test]
fn incidents_without_a_district_stay_last_in_every_order() {
    let mut picture = picture();
    let mut without = picture.districts[0].clone();
    picture.districts.retain(|d| d.code.is_some());
    without.code = None;
    without.count = 1000;
    picture.districts.insert(0, without);
    for query in ["", "sort=count", "sort=-count", "sort=-name", "sort=change"] {
        let table = table(&picture, query);
        assert_eq!(table.rows.last().unwrap().code, "", "{query}");
        assert_eq!(table.rows.iter().filter(|r| r.code.is_empty()).count(), 1, "{query}");
    }
}

#[test]
fn a_heading_turns_its_own_order_and_numbers_begin_with_the_largest() {
    let picture = picture();
    let count = |query: &str| table(&picture, query).columns.swap_remove(1);
    assert!(count("").href.contains("sort=-count"));
    assert_eq!(count("").sorted, "");
    assert_eq!(count("sort=-count").sorted, "descending");
    assert!(count("sort=-count").href.contains("sort=count"));
}

#[test]
fn the_silence_has_a_map_and_keeps_its_table() {
    let page = rendered(|_| {}, "");
    let part = |page: &str| page.split("id=\"tyst\"").nth(1).unwrap().split("</section>").next().unwrap().to_owned();
    let silent = part(&page);
    assert!(silent.contains("id=\"fig-silence-title\"") && silent.contains("Streckat område"), "{silent}");
    assert!(silent.find("<svg").unwrap() < silent.find("<table").unwrap(), "{silent}");
    let calm = part(&rendered(|p| p.findings.silent.clear(), ""));
    assert!(!calm.contains("<svg") && !calm.contains("Streckat område"), "{calm}");
}

#[test]
fn the_live_map_shades_as_the_drawn_one() {
    for span in Span::ALL {
        let mut picture = picture();
        picture.filter.span = *span;
        let view = View::read(&picture.tenant, picture.week, None).unwrap();
        let data = serde_json::to_value(MapData::new(&picture, &outlines(), &view, Lang::Sv)).unwrap();
        let drawn = figures_of(&picture, &outlines(), Lang::Sv, Medium::Screen).map.unwrap().svg;
        let edges: Vec<u64> = data["edges"].as_array().unwrap().iter().map(|e| e.as_u64().unwrap()).collect();
        for pair in edges.windows(2) {
            let label = format!(">{}–{}<", pair[0] + 1, pair[1]);
            assert!(drawn.contains(&label), "{label} is not in the legend of the drawn map");
        }
    }
}

#[test]
fn the_style_sheet_holds_the_figures_own_rules() {
    let sheet = include_str!("../../../assets/css/figures.css");
    let rules = sheet.split_once("*/\n").map(|(_, rules)| rules);
    assert_eq!(rules, Some(figures::STYLE), "no rule more, none less");
    // Nor does another sheet say them once more: the later one would win.
    for (name, sheet) in
        [("picture.css", include_str!("../../../assets/css/picture.css")), ("parts.css", include_str!("../../../assets/css/parts.css"))]
    {
        assert!(!sheet.lines().any(|rule| rule.starts_with(".figure ") || rule.starts_with(".figure-row")), "{name}");
    }
}

#[test]
fn the_map_that_moves_has_the_shades_of_the_drawn_one() {
    let drawn = figures_of(&picture(), &outlines(), Lang::Sv, Medium::Screen).map.unwrap().svg;
    let after = |text: &str, mark: &str| text.split(mark).nth(1).unwrap_or_else(|| panic!("no {mark}"))[..7].to_owned();
    let light: Vec<String> = (0..5).map(|step| after(&drawn, &format!("class=\"fig-s{step}\" fill=\""))).collect();
    let dark: Vec<String> = (0..5).map(|step| after(figures::STYLE, &format!(".fig-s{step}{{fill:"))).collect();
    let style = include_str!("../../../assets/src/map/style.ts");
    for shades in [light, dark] {
        let line = format!("shades: ['{}']", shades.join("', '"));
        assert!(style.contains(&line), "{line}");
    }
}

#[test]
fn the_surface_is_laid_where_it_was_computed() {
    let mut picture = picture();
    // SWEREF 99 TM of 15° E is 500 km east, whatever the latitude.
    let density = Density { west: 500_000.0, south: 6_470_000.0, cell: 100.0, columns: 2, rows: 3, values: vec![0.0; 6], bandwidth: 500.0 };
    picture.map.density = Some(density);
    let view = View::read(&picture.tenant, picture.week, None).unwrap();
    let data = serde_json::to_value(MapData::new(&picture, &outlines(), &view, Lang::Sv)).unwrap();
    let corner = |i: usize| [data["density"]["corners"][i][0].as_f64().unwrap(), data["density"]["corners"][i][1].as_f64().unwrap()];
    let [north_west, north_east, south_east, south_west] = [corner(0), corner(1), corner(2), corner(3)];
    assert_eq!((north_west[0], south_west[0]), (15.0, 15.0));
    assert!(north_east[0] > 15.003 && north_east[0] < 15.004 && south_east[0] > 15.003, "{north_east:?}");
    assert!(north_west[1] - south_west[1] > 0.0026 && north_west[1] - south_west[1] < 0.0028, "300 m: {north_west:?} {south_west:?}");
}

#[test]
fn the_map_never_tells_a_position_finer_than_a_square() {
    let picture = picture();
    let view = View::read(&picture.tenant, picture.week, None).unwrap();
    let data = serde_json::to_value(MapData::new(&picture, &outlines(), &view, Lang::Sv)).unwrap();
    let keys: Vec<&str> = data.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["extent", "districts", "edges", "grids", "density"]);
    let given: usize = picture.map.grids.iter().map(|g| g.squares.len()).sum();
    let sent: usize = data["grids"].as_array().unwrap().iter().map(|g| g["squares"].as_array().unwrap().len()).sum();
    assert_eq!(sent, given);
}

#[test]
fn the_map_tells_no_number_outside_the_filter_and_fits_it() {
    let mut picture = picture();
    let all = outlines();
    picture.filter.district = Some(all[8].code.clone());
    let view = View::read(&picture.tenant, picture.week, None).unwrap();
    let data = serde_json::to_value(MapData::new(&picture, &all, &view, Lang::Sv)).unwrap();
    for feature in data["districts"]["features"].as_array().unwrap() {
        let (asked, said) = (feature["properties"]["code"] == all[8].code.as_str(), &feature["properties"]);
        assert_eq!((said["count"].is_null(), said["words"] == "utanför urvalet"), (!asked, !asked), "{said}");
    }
    let own = outlined::bounds(&all[8..9]).unwrap();
    assert_eq!(data["extent"][0].as_f64(), Some(own.west));
    let page = rendered(|p| p.filter.district = Some(all[8].code.clone()), "");
    let map = page.split("id=\"karta\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(map.contains("fig-map-classes") && map.contains(">utanför urvalet</text>") && !map.to_lowercase().contains("mörk"), "{map}");
}

#[test]
fn a_mark_says_what_its_word_says() {
    let page = rendered(
        |p| {
            let row = p.districts.iter_mut().find(|d| d.name == "Skäggetorp").unwrap();
            (row.change, row.certainty) = (domain::pictures::Change::Grown, domain::pictures::Certainty::CannotTell);
        },
        "",
    );
    let row = page.split("id=\"stadsdelar\"").nth(1).unwrap().split(">Skäggetorp</a>").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.contains("data-change=\"open\"") && row.contains("går inte att avgöra"), "{row}");
}

#[test]
fn nothing_is_judged_before_the_meeting_has() {
    let unjudged = |p: &mut Picture| {
        p.edition = Edition::Working;
        (p.judgement.assessed, p.judgement.others_normal, p.judgement.areas) = (false, false, Vec::new());
    };
    let page = rendered(unjudged, "");
    let part = page.split("id=\"bedomning\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(part.contains("Mötet har inte bedömt veckan än.") && !part.to_lowercase().contains("normal"), "{part}");
}

#[test]
fn a_week_that_went_out_without_an_assessment_is_not_shown_as_assessed() {
    let stages = |html: &str| html.split("class=\"stages\"").nth(1).unwrap().split("</ol>").next().unwrap().to_owned();
    assert!(stages(&rendered(|_| (), "")).contains("Bedömd"));
    let without = rendered(|p| (p.judgement.assessed, p.judgement.others_normal, p.judgement.areas) = (false, false, Vec::new()), "");
    assert!(!stages(&without).contains("Bedömd") && stages(&without).contains("Publicerad"));
}

#[test]
fn a_filter_can_be_taken_off() {
    let filtered =
        rendered(|p| p.filter = PictureFilter { source: Some("Polisen".to_owned()), ..PictureFilter::default() }, "source=Polisen");
    assert!(filtered.contains("Visa hela området"));
    assert!(!rendered(|_| (), "").contains("Visa hela området"));
}

#[test]
fn the_way_forward_is_a_button() {
    let html = rendered(|p| p.state = PictureState::Open, "");
    assert!(html.contains("value=\"close\""));
    assert!(!html.contains("value=\"publish\""));
}
