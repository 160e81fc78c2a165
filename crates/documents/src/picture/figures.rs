//! The picture's figures: the one mapping from [`Picture`] to drawings that page and paper share.

use super::{marks, silence, trend, words};
use domain::districts::{DistrictCode, DistrictOutline};
use domain::pictures::{Change, MapGrid, Picture, Pulse, Span};
use domain::week::Week;
use figures::{
    Frame, IntervalRow, Intervals, MapArea, MapCircle, MapFigure, NoValue, Positions, PulseFigure, SHADES, Shade, Sparkline, Tones,
};
use messages::Lang;
use std::collections::HashMap;

/// Where the figures are shown: decides their proportions and the size of their text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// Inline in a page, from 358 units wide on a phone: text stays above 11 px there.
    Screen,
    /// On paper, in points.
    Paper,
}

/// A figure with its text alternative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// One `<svg>` element, safe to put into a page as it is.
    pub svg: String,
    /// The same in words: title and description.
    pub alt: String,
}

/// Every figure of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFigures {
    /// 53 weeks, each with the band that it was expected in.
    pub trend: Drawn,
    /// Week pulse 7×24.
    pub pulse: Drawn,
    /// Static map; `None` when there are no district boundaries.
    pub map: Option<Drawn>,
    /// Where nothing was reported from; `None` without boundaries, and when no district is silent.
    pub silence: Option<Drawn>,
    /// Categories against what was expected.
    pub categories: Drawn,
    /// The last twelve weeks of each district, in the order of [`Picture::districts`].
    pub districts: Vec<Drawn>,
}

/// Draws a picture. `outlines` are the boundaries the picture was computed with.
pub fn figures_of(picture: &Picture, outlines: &[DistrictOutline], lang: Lang, medium: Medium) -> PictureFigures {
    PictureFigures {
        trend: trend::drawn(picture, lang, medium),
        pulse: pulse(&picture.pulse, lang, medium),
        map: (!outlines.is_empty()).then(|| map(picture, outlines, lang, medium)),
        silence: silence::map(picture, outlines, lang, medium),
        categories: categories(picture, lang, medium),
        districts: picture.districts.iter().map(|d| sparkline(&d.recent, lang)).collect(),
    }
}

/// Width and text height for a figure: on screen one column, on paper the given width in points.
pub(crate) fn frame(id: &str, title: String, description: String, medium: Medium, paper_width: f64) -> Frame {
    let (width, text) = match medium {
        Medium::Screen => (400.0, 12.5),
        Medium::Paper => (paper_width, 6.8),
    };
    Frame { id: format!("fig-{id}"), title, description, width, text }
}

pub(crate) fn drawn(frame: &Frame, svg: String) -> Drawn {
    Drawn { svg, alt: format!("{}. {}", frame.title, frame.description) }
}

/// A text every tenth week, and the year at its first.
pub(crate) fn tick(lang: Lang, week: Week) -> String {
    match week.number() {
        1 => week.year().to_string(),
        n if n % 10 == 0 => messages::week_short(lang, week),
        _ => String::new(),
    }
}

/// Weekday and hour as a figure.
pub(crate) fn pulse(pulse: &Pulse, lang: Lang, medium: Medium) -> Drawn {
    let totals: Vec<f64> = pulse.cells.iter().map(|day| day.iter().sum()).collect();
    let busiest = (0..7).max_by(|a, b| totals[*a].total_cmp(&totals[*b]).then(b.cmp(a))).unwrap_or(0);
    let description = match pulse.placed {
        0 => lang.text("figure-pulse-empty"),
        n => lang.format(
            "figure-pulse-desc",
            &[
                ("n", n.into()),
                ("day", messages::weekday(lang, busiest).into()),
                ("share", messages::decimal(lang, totals[busiest] / words::float(n) * 100.0, 0).into()),
                ("hours", busiest_hours(&pulse.cells).into()),
            ],
        ),
    };
    let frame = frame("pulse", lang.text("figure-pulse-title"), description, medium, 261.0);
    let row = match medium {
        Medium::Screen => 19.0,
        Medium::Paper => 11.5,
    };
    let svg = figures::pulse(&PulseFigure {
        frame: frame.clone(),
        row,
        cells: pulse.cells,
        days: std::array::from_fn(|d| messages::weekday_short(lang, d)),
        day_totals: std::array::from_fn(|d| messages::decimal(lang, totals[d], 1)),
        // A few incidents spread over many hours are pale, not the darkest there is.
        shades: even_shades(pulse.cells.iter().flatten().copied().fold(0.2, f64::max), lang),
        legend: lang.text("figure-pulse-legend"),
    });
    drawn(&frame, svg)
}

/// The six hours in a row that hold most, such as `18–24`.
fn busiest_hours(cells: &[[f64; 24]; 7]) -> String {
    let per_hour: Vec<f64> = (0..24).map(|h| cells.iter().map(|day| day[h]).sum()).collect();
    let held = |from: usize| (0..6).map(|i| per_hour[(from + i) % 24]).sum::<f64>();
    let from = (0..24).max_by(|a, b| held(*a).total_cmp(&held(*b)).then(b.cmp(a))).unwrap_or(0);
    let to = match (from + 6) % 24 {
        0 => 24,
        hour => hour,
    };
    format!("{from:02}–{to:02}")
}

/// Steps of a quarter of the largest value, rounded up to a number that can be said.
pub fn even_shades(most: f64, lang: Lang) -> Vec<Shade> {
    const STEPS: [f64; 20] =
        [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1_000.0, 2_500.0];
    let step = STEPS.into_iter().find(|s| s * 4.0 >= most).unwrap_or(most / 4.0);
    let decimals = match step {
        s if s < 0.01 => 3,
        s if s < 0.1 || s == 0.25 => 2,
        s => usize::from(s < 1.0),
    };
    let text = |value: f64| messages::decimal(lang, value, decimals);
    let edges: Vec<f64> = (0..SHADES).map(|i| step * words::float(u64::try_from(i).unwrap_or(0))).collect();
    let between = |e: &[f64]| format!("{}–{}", if e[0] == 0.0 { "0".to_owned() } else { text(e[0]) }, text(e[1]));
    let mut shades = vec![Shade { up_to: step * 0.02, label: lang.text("figure-none") }];
    shades.extend(edges.windows(2).map(|e| Shade { up_to: e[1], label: between(e) }));
    shades
}

/// Fixed steps, so that the maps of two weeks can be laid side by side. They follow the number
/// of weeks, not the week's own counts.
fn map_shades(span: Span, lang: Lang) -> Vec<Shade> {
    let edges: [u32; 3] = match span {
        Span::Week => [2, 5, 10],
        Span::FourWeeks => [8, 20, 40],
        Span::TwelveWeeks => [24, 60, 120],
    };
    let mut shades = vec![Shade { up_to: 0.0, label: lang.text("figure-none") }];
    let mut from = 1;
    for edge in edges {
        shades.push(Shade { up_to: f64::from(edge), label: format!("{from}–{edge}") });
        from = edge + 1;
    }
    shades.push(Shade { up_to: f64::INFINITY, label: lang.format("figure-more", &[("n", u64::from(from).into())]) });
    shades
}

/// The grid whose squares are large enough that no circle tells a single address, small enough
/// to tell one part of a town from another.
fn grid_for_print(grids: &[MapGrid]) -> Option<&MapGrid> {
    grids.iter().filter(|g| g.size >= 250).min_by_key(|g| g.size.abs_diff(500))
}

fn map(picture: &Picture, outlines: &[DistrictOutline], lang: Lang, medium: Medium) -> Drawn {
    // The picture counts where something happened; a district that it leaves out has none, unless
    // another one was asked for.
    let counts: HashMap<&DistrictCode, u64> = picture.map.districts.iter().map(|(code, n)| (code, *n)).collect();
    let count_of = |o: &DistrictOutline| counts.get(&o.code).copied().unwrap_or(0);
    let asked = |o: &DistrictOutline| picture.filter.district.as_ref().is_none_or(|code| *code == o.code);
    let mut most: Vec<(&str, u64)> = outlines.iter().map(|o| (o.name.as_str(), count_of(o))).filter(|(_, n)| *n > 0).collect();
    most.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let listed: Vec<String> = most.iter().take(5).map(|(name, n)| format!("{name} {n}")).collect();
    let description = match listed.is_empty() {
        true => lang.text("figure-map-empty"),
        false => lang.format(
            "figure-map-desc",
            &[("districts", listed.join(", ").into()), ("weeks", words::span(lang, picture.filter.span).into())],
        ),
    };
    let frame = frame("map", lang.text("figure-map-title"), description, medium, 270.0);
    let areas = outlines
        .iter()
        .map(|o| MapArea { name: o.name.clone(), parts: o.parts.clone(), value: asked(o).then(|| words::float(count_of(o))) })
        .collect();
    let grid = grid_for_print(&picture.map.grids);
    let circles = grid.map_or(&[][..], |g| &g.squares).iter().map(|s| MapCircle { lon: s.lon, lat: s.lat, count: s.count }).collect();
    let circle = grid.map_or(String::new(), |g| lang.format("figure-map-circle", &[("size", u64::from(g.size).into())]));
    let (height, names) = match medium {
        Medium::Screen => (330.0, 6),
        Medium::Paper => (138.0, 7),
    };
    let words = [lang.text("figure-map-legend"), circle, lang.text("figure-map-north"), lang.text("figure-map-enlarged")];
    let shades = map_shades(picture.filter.span, lang);
    let (positions, tones, no_value) = (Positions::Degrees, Tones::Rising, NoValue::Around(lang.text("figure-map-outside")));
    let svg = figures::map(&MapFigure { frame: frame.clone(), height, positions, areas, circles, shades, tones, no_value, names, words });
    drawn(&frame, svg)
}

/// The classes of the map in words and shades, for a map that a page draws itself.
pub fn map_classes(picture: &Picture, lang: Lang) -> String {
    let frame = frame("map-classes", lang.text("figure-map-classes"), String::new(), Medium::Screen, 0.0);
    figures::classes(&frame, &lang.text("figure-map-legend"), &map_shades(picture.filter.span, lang), &lang.text("figure-map-outside"))
}

fn categories(picture: &Picture, lang: Lang, medium: Medium) -> Drawn {
    let said: Vec<String> = picture
        .categories
        .iter()
        .map(|c| {
            format!(
                "{} {} ({})",
                messages::category(lang, &picture.words, c.category),
                c.count,
                words::judgement(lang, c.change, c.certainty)
            )
        })
        .collect();
    let frame = frame("categories", lang.text("figure-categories-title"), format!("{}.", said.join(", ")), medium, 210.0);
    let rows = picture
        .categories
        .iter()
        .map(|c| IntervalRow {
            label: messages::category(lang, &picture.words, c.category),
            count: words::float(c.count),
            expected: c.expected.map(|e| [e.low, e.mean, e.high]),
            mark: marks::of(c.change, c.certainty).drawn(),
            value: messages::whole(lang, words::float(c.count)),
        })
        .collect();
    let (row, names) = match medium {
        Medium::Screen => (23.0, 0.52),
        Medium::Paper => (9.0, 0.49),
    };
    let said = [Change::Unchanged, Change::Grown, Change::Shrunk].map(|change| messages::change(lang, change));
    let [unchanged, grown, shrunk] = said;
    let legend = [lang.text("figure-expected"), unchanged, grown, shrunk];
    let svg = figures::intervals(&Intervals { frame: frame.clone(), row, names, rows, legend });
    drawn(&frame, svg)
}

fn sparkline(recent: &[u64], lang: Lang) -> Drawn {
    let counts: Vec<String> = recent.iter().map(u64::to_string).collect();
    let alt = lang.format("figure-sparkline", &[("counts", counts.join(", ").into())]);
    Drawn { svg: figures::sparkline(&Sparkline { label: alt.clone(), values: recent }), alt }
}
