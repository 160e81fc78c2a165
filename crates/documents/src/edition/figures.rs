//! The public edition's figures: the trend and the map, of what is shown and nothing else.

use crate::picture::figures::{Drawn, Medium, drawn, frame, tick};
use domain::districts::DistrictOutline;
use domain::editions::{PublicEdition, SQUARE, Told};
use figures::{MapArea, MapCircle, MapFigure, Mark, NoValue, Positions, Shade, Tones, Trend, TrendWeek};
use messages::Lang;

/// Shades of the map: the least that is shown, and steps above it.
const EDGES: [u64; 3] = [9, 19, 49];

/// A count as a number; counts are far below 2^53.
#[allow(clippy::cast_precision_loss)]
fn float(count: u64) -> f64 {
    count as f64
}

/// The weeks up to the edition's own. A hidden week has no bar, as one without material.
pub fn trend(edition: &PublicEdition, lang: Lang) -> Drawn {
    let counts: Vec<u64> = edition.weekly.iter().filter_map(|w| w.count.count()).collect();
    let description = lang.format(
        "edition-trend-desc",
        &[
            ("n", u64::try_from(counts.len()).unwrap_or(0).into()),
            ("low", counts.iter().copied().min().unwrap_or(0).into()),
            ("high", counts.iter().copied().max().unwrap_or(0).into()),
        ],
    );
    let frame = frame("trend", lang.text("figure-trend-title"), description, Medium::Screen, 0.0);
    let last = edition.weekly.len().saturating_sub(1);
    let band = edition.expected.map(|(low, high)| [float(low), f64::midpoint(float(low), float(high)), float(high)]);
    // What is expected of the edition's own week alone: bands of earlier weeks would tell of hidden ones.
    let weeks = edition.weekly.iter().enumerate().map(|(i, w)| TrendWeek {
        tick: if i == last { messages::week_short(lang, w.week) } else { tick(lang, w.week) },
        count: w.count.count(),
        expected: band.filter(|_| i == last),
        mark: Mark::Unknown,
    });
    let legend = ["figure-trend-week", "figure-trend-current", "edition-trend-band"].map(|id| lang.text(id));
    let current = edition.total.count().map_or_else(|| lang.text("edition-hidden"), |n| messages::whole(lang, float(n)));
    let outside = [String::new(), String::new()];
    let svg = figures::trend(&Trend { frame: frame.clone(), height: 130.0, dark: 1, weeks: weeks.collect(), legend, outside, current });
    drawn(&frame, svg)
}

/// Districts by what is shown of them, and squares with enough incidents. A hidden district is blank.
pub fn map(edition: &PublicEdition, outlines: &[DistrictOutline], lang: Lang) -> Drawn {
    let told = |o: &DistrictOutline| {
        let row = edition.districts.iter().find(|d| d.code.as_ref() == Some(&o.code));
        row.map_or(Told::Count(0), |d| d.total)
    };
    let hidden = outlines.iter().filter(|o| told(o) == Told::Hidden).count();
    let description = lang.format("edition-map-desc", &[("n", u64::try_from(hidden).unwrap_or(0).into())]);
    let frame = frame("map", lang.text("figure-map-title"), description, Medium::Screen, 0.0);
    let area = |o: &DistrictOutline| MapArea { name: o.name.clone(), parts: o.parts.clone(), value: told(o).count().map(float) };
    let mut shades = vec![Shade { up_to: 0.0, label: lang.text("figure-none") }];
    let mut from = domain::editions::FEWEST;
    for edge in EDGES {
        shades.push(Shade { up_to: float(edge), label: format!("{from}–{edge}") });
        from = edge + 1;
    }
    shades.push(Shade { up_to: f64::INFINITY, label: lang.format("figure-more", &[("n", from.into())]) });
    let circles = edition.squares.iter().map(|s| MapCircle { lon: s.lon, lat: s.lat, count: s.least }).collect();
    let circle = lang.format("edition-map-circle", &[("n", u64::from(SQUARE).into())]);
    let words = [lang.text("figure-map-legend"), circle, lang.text("figure-map-north"), lang.text("figure-map-enlarged")];
    let figure = MapFigure {
        frame: frame.clone(),
        height: 330.0,
        positions: Positions::Degrees,
        areas: outlines.iter().map(area).collect(),
        circles,
        shades,
        tones: Tones::Rising,
        no_value: NoValue::Hatched(lang.text("edition-hidden")),
        names: 6,
        words,
    };
    let svg = figures::map(&figure);
    drawn(&frame, svg)
}
