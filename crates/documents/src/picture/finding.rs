//! A single finding in words and figures: the sentence that the picture says, its count, span and verdict, its weeks and where it was counted.

use super::figures::{Drawn, Medium, drawn, frame, tick};
use super::marks::{self, Sign};
use super::{findings, words};
use domain::districts::{DistrictCode, DistrictOutline};
use domain::pictures::finding::Finding;
use domain::pictures::findings::LifePhase;
use domain::pictures::{Against, Certainty, Change, Expected, Picture};
use domain::week::Week;
use figures::{MapArea, MapCircle, MapFigure, Mark, NoValue, Positions, Shade, Tones, Trend, TrendWeek};
use messages::Lang;

/// The sentence of a finding, as the picture says it.
pub fn sentence(picture: &Picture, found: &Finding, lang: Lang) -> String {
    match found {
        Finding::Total(picture) => words::headline(picture, lang),
        Finding::Notable(notable) => words::notable(notable, picture, lang),
        Finding::Recurring(spot) => words::recurring(spot, picture, lang),
        Finding::NearRepeat(near) => {
            let [said, ..] = findings::near_repeat(near, lang);
            said
        }
        Finding::SilentSource(row) => lang.format("proposal-silent", &[("name", row.name.as_str().into())]),
        Finding::SilentDistrict(silent) => {
            lang.format("finding-silent-district", &[("name", silent.name.as_str().into()), ("span", span(picture, found, lang).into())])
        }
        Finding::Life(life) => lang.format(
            "finding-life",
            &[
                ("place", findings::whereabouts(life, lang).into()),
                ("phase", word(picture, found, lang).into()),
                ("n", found.count().into()),
                ("told_by", words::aside(picture, lang).into()),
                ("span", span(picture, found, lang).into()),
                ("before", life.stages.iter().rev().nth(1).map_or(0, |stage| stage.count).into()),
            ],
        ),
        Finding::District(_) | Finding::Category(_) | Finding::Place(..) => row(picture, found, lang),
    }
}

/// A row of a table as a sentence.
fn row(picture: &Picture, found: &Finding, lang: Lang) -> String {
    let against = |e: Expected| lang.format("finding-row-expected", &[("interval", words::interval(lang, e).into())]);
    lang.format(
        "finding-row",
        &[
            ("name", name(picture, found, lang).into()),
            ("n", found.count().into()),
            ("told_by", words::aside(picture, lang).into()),
            ("span", span(picture, found, lang).into()),
            ("expected", expected(found).map(against).unwrap_or_default().into()),
            ("judgement", word(picture, found, lang).into()),
        ],
    )
}

/// What a reader outside the secrecy act is told instead when a count in the sentence is small.
pub fn untold(picture: &Picture, found: &Finding, lang: Lang) -> String {
    lang.format("finding-untold", &[("name", name(picture, found, lang).into()), ("span", span(picture, found, lang).into())])
}

/// What a finding is about: a category, a district, a place.
pub fn name(picture: &Picture, found: &Finding, lang: Lang) -> String {
    let category = |c| messages::category(lang, &picture.words, c);
    match found {
        Finding::Total(_) => lang.text("finding-all"),
        Finding::District(row) if row.code.is_none() => words::place_in(None, None, lang),
        Finding::District(row) => row.name.clone(),
        Finding::Category(row) => category(row.category),
        Finding::Notable(notable) => {
            let place = whereabouts(picture, found, lang);
            if notable.mixed { place } else { format!("{}, {place}", category(notable.category)) }
        }
        Finding::Place(_, spot) | Finding::Recurring(spot) => words::whereabouts(spot, lang),
        Finding::Life(life) => findings::whereabouts(life, lang),
        Finding::NearRepeat(near) => category(near.kind.of_tree().0),
        Finding::SilentDistrict(silent) => silent.name.clone(),
        Finding::SilentSource(row) => row.name.clone(),
    }
}

/// Where a finding was counted: a place with its district, a district, or the whole municipality.
pub fn whereabouts(picture: &Picture, found: &Finding, lang: Lang) -> String {
    let town = || picture.filter_district_name.clone().unwrap_or_else(|| lang.text("finding-town"));
    match found {
        Finding::Total(_) | Finding::Category(_) | Finding::NearRepeat(_) | Finding::SilentSource(_) => town(),
        Finding::District(_) | Finding::SilentDistrict(_) | Finding::Place(..) | Finding::Recurring(_) | Finding::Life(_) => {
            name(picture, found, lang)
        }
        Finding::Notable(notable) if notable.town => town(),
        Finding::Notable(notable) => words::place_in(notable.place.as_deref(), notable.district_name.as_deref(), lang),
    }
}

/// The weeks of a finding's count: `vecka 46`, `de senaste 4 veckorna (v. 43–46)`.
pub fn span(picture: &Picture, found: &Finding, lang: Lang) -> String {
    let (weeks, last) = (found.weeks(), found.last_week(picture));
    let first = last.plus(1 - i32::try_from(weeks).unwrap_or(1));
    let range = if first.year() == last.year() {
        format!("{}–{}", messages::week_short(lang, first), last.number())
    } else {
        format!("{}–{}", messages::week_long(lang, first), messages::week_long(lang, last))
    };
    match found {
        _ if weeks == 1 => lang.format("finding-week", &[("week", last.number().unsigned_abs().to_string().into())]),
        Finding::NearRepeat(_) => lang.format("finding-year", &[("weeks", range.into())]),
        Finding::Total(_)
        | Finding::District(_)
        | Finding::Category(_)
        | Finding::Notable(_)
        | Finding::Place(..)
        | Finding::Recurring(_)
        | Finding::Life(_)
        | Finding::SilentDistrict(_)
        | Finding::SilentSource(_) => lang.format("finding-weeks", &[("n", u64::from(weeks).into()), ("weeks", range.into())]),
    }
}

/// The count with its unit: `16 händelser`, `12 par av händelser`.
pub fn count(picture: &Picture, found: &Finding, lang: Lang) -> String {
    let id = match found {
        Finding::NearRepeat(_) => "finding-count-pairs",
        // A place holds together from five on: fewer are not followed, and are not none.
        Finding::Life(_) if found.count() == 0 => "finding-count-gathered-few",
        Finding::Total(_)
        | Finding::District(_)
        | Finding::Category(_)
        | Finding::Notable(_)
        | Finding::Place(..)
        | Finding::Recurring(_)
        | Finding::Life(_)
        | Finding::SilentDistrict(_)
        | Finding::SilentSource(_) => "finding-count-incidents",
    };
    let told_by = words::told_by(&picture.filter, lang);
    lang.format(id, &[("n", found.count().into()), ("told_by", told_by.into())])
}

/// Direction and certainty of a finding, where it has a direction.
pub fn verdict(found: &Finding) -> Option<(Change, Option<Certainty>)> {
    match found {
        Finding::Total(picture) => {
            let twelve = picture.comparisons.iter().find(|c| c.against == Against::TwelveWeeks);
            Some((picture.change, twelve.map(|c| c.certainty)))
        }
        Finding::District(row) => Some((row.change, Some(row.certainty))),
        Finding::Category(row) => Some((row.change, Some(row.certainty))),
        Finding::Notable(notable) => Some((notable.change, Some(notable.certainty))),
        Finding::Place(_, spot) | Finding::Recurring(spot) => Some((spot.change, None)),
        Finding::Life(_) | Finding::NearRepeat(_) | Finding::SilentDistrict(_) | Finding::SilentSource(_) => None,
    }
}

/// What the picture says of a finding's count in a word or two: `tydligt fler`, `växer`, `4,1 gånger slumpen`.
pub fn word(picture: &Picture, found: &Finding, lang: Lang) -> String {
    match (verdict(found), found) {
        (Some((change, Some(certainty))), _) => words::judgement(lang, change, certainty),
        (_, Finding::Place(_, spot) | Finding::Recurring(spot)) => words::spot_word(picture, spot, lang),
        (Some((change, None)), _) => messages::change(lang, change),
        (None, Finding::Life(life)) => findings::now(lang, life),
        (None, Finding::NearRepeat(near)) => lang.format("finding-ratio", &[("ratio", messages::decimal(lang, near.ratio, 1).into())]),
        (None, _) => lang.text("finding-silent-word"),
    }
}

/// The mark that stands before the word; that of what cannot be told for a finding without a direction.
pub fn sign(picture: &Picture, found: &Finding) -> Sign {
    match (verdict(found), found) {
        (Some((change, Some(certainty))), _) => marks::of(change, certainty),
        (_, Finding::Place(_, spot) | Finding::Recurring(spot)) => words::spot_sign(picture, spot),
        (Some((change, None)), _) => marks::of_change(change),
        (None, Finding::Life(life)) => marks::of_phase(life.now().unwrap_or(LifePhase::Stable)),
        (None, _) => marks::of_change(Change::Unknown),
    }
}

/// What the count was expected to be.
pub fn expected(found: &Finding) -> Option<Expected> {
    match found {
        Finding::Total(picture) => picture.comparisons.iter().find(|c| c.against == Against::TwelveWeeks).and_then(|c| c.expected),
        Finding::District(row) => row.expected,
        Finding::Category(row) => row.expected,
        Finding::Notable(notable) => Some(notable.expected),
        Finding::Place(_, spot) | Finding::Recurring(spot) => spot.expected,
        Finding::Life(_) | Finding::NearRepeat(_) | Finding::SilentDistrict(_) | Finding::SilentSource(_) => None,
    }
}

/// A week of a finding's bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Week.
    pub week: Week,
    /// Incidents; `None` before the first week with material.
    pub count: Option<u64>,
}

/// A finding's weeks as bars, those of its span dark.
pub fn bars(picture: &Picture, found: &Finding, weeks: &[Bar], lang: Lang) -> Drawn {
    let high = weeks.iter().filter_map(|w| w.count).max().unwrap_or(0);
    let said = [("count", found.count().into()), ("span", span(picture, found, lang).into()), ("high", high.into())];
    let described = lang.format("finding-week-desc", &said);
    let frame = frame("finding-weeks", lang.text("finding-week-heading"), described, Medium::Screen, 0.0);
    let last = weeks.len().saturating_sub(1);
    let week = |(i, w): (usize, &Bar)| TrendWeek {
        tick: if i == last || i == 0 { messages::week_short(lang, w.week) } else { tick(lang, w.week) },
        count: w.count,
        expected: None,
        mark: Mark::Unknown,
    };
    let newest = weeks.last().and_then(|w| w.count).unwrap_or(0);
    let svg = figures::trend(&Trend {
        frame: frame.clone(),
        height: 110.0,
        dark: usize::try_from(found.weeks()).unwrap_or(1),
        weeks: weeks.iter().enumerate().map(week).collect(),
        legend: [lang.text("finding-week-legend"), lang.text("finding-week-legend-last"), String::new()],
        outside: [String::new(), String::new()],
        current: messages::whole(lang, words::float(newest)),
    });
    drawn(&frame, svg)
}

/// Where a finding was counted, on a map: its district marked, and the middle of its circle (longitude, latitude, metres of radius); `None`
/// without boundaries.
pub fn map(
    picture: &Picture,
    found: &Finding,
    (outlines, circle): (&[DistrictOutline], Option<([f64; 2], f64)>),
    lang: Lang,
) -> Option<Drawn> {
    if outlines.is_empty() {
        return None;
    }
    let place = whereabouts(picture, found, lang);
    let own: Option<&DistrictCode> = found.district().or(picture.filter.district.as_ref());
    let district = own.and_then(|code| outlines.iter().find(|o| o.code == *code)).map(|o| o.name.as_str());
    let described = match (circle, district) {
        (Some((_, radius)), _) => {
            lang.format("finding-map-desc-circle", &[("n", messages::whole(lang, radius).into()), ("place", place.into())])
        }
        (None, Some(district)) => lang.format("finding-map-desc-district", &[("place", district.into())]),
        (None, None) => lang.text("finding-map-desc-town"),
    };
    let frame = frame("finding-map", lang.text("finding-map-title"), described, Medium::Screen, 0.0);
    let counted = |o: &DistrictOutline| own.is_none_or(|code| *code == o.code);
    let area = |o: &DistrictOutline| MapArea { name: o.name.clone(), parts: o.parts.clone(), value: counted(o).then_some(1.0) };
    let areas: Vec<MapArea> = outlines.iter().map(area).collect();
    let svg = figures::map(&MapFigure {
        frame: frame.clone(),
        height: 330.0,
        positions: Positions::Degrees,
        areas,
        // A mark of where, not of how many.
        circles: circle.iter().map(|([lon, lat], _)| MapCircle { lon: *lon, lat: *lat, count: 5 }).collect(),
        shades: vec![Shade { up_to: f64::INFINITY, label: lang.text("finding-map-here") }],
        tones: Tones::Rising,
        no_value: NoValue::Around(lang.text("finding-map-elsewhere")),
        names: 6,
        words: [
            lang.text("finding-map-legend"),
            if circle.is_some() { lang.text("finding-map-circle") } else { String::new() },
            lang.text("figure-map-north"),
            lang.text("figure-map-enlarged"),
        ],
    });
    Some(drawn(&frame, svg))
}
