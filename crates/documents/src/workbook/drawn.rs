//! An analysis as a figure.

use crate::picture::figures::{self as picture, Drawn, Medium};
use crate::picture::marks;
use crate::picture::trend::side_word;
use crate::picture::words::float;
use domain::districts::DistrictOutline;
use domain::pictures::findings::Side;
use domain::pictures::findings::SpotLife;
use domain::workbook::{Analysis, Compared, Dense, Followed, Outcome, Square, TrendRow};
use figures::{
    Cells, IntervalRow, Intervals, LifeRow, Lives, MapArea, MapCircle, MapFigure, Mark, NoValue, Over, Positions, Shade, Tones, Trend,
    TrendWeek,
};
use messages::Lang;
use std::collections::HashMap;

/// The figure; its text alternative is what the analysis says.
pub(super) fn figure(analysis: &Analysis, outlines: &[DistrictOutline], lang: Lang) -> Option<Drawn> {
    match &analysis.answer.outcome {
        Outcome::Trend(rows) => Some(trend(analysis, rows, lang)),
        Outcome::Periods(found) => Some(periods(analysis, found, lang)),
        Outcome::Pulse(found) => Some(picture::pulse(found, lang, Medium::Screen)),
        Outcome::Concentration(found) => map(analysis, &found.squares, outlines, lang),
        // What is doubtful is drawn where nothing else is, and the sentence and the table say that it is.
        Outcome::HotSquares(found) => {
            let shown = found.squares.iter().filter(|h| h.sure || found.hot == 0).map(|h| h.square.clone());
            map(analysis, &shown.collect::<Vec<_>>(), outlines, lang)
        }
        Outcome::Dense(found) => Some(surface(analysis, found, lang)),
        Outcome::Followed(found) => followed(analysis, found, lang),
        Outcome::NearRepeat(_) | Outcome::Cannot(_) => None,
    }
}

fn frame(id: &str, analysis: &Analysis, lang: Lang) -> figures::Frame {
    let title = super::method(lang, analysis.question.technique.method());
    picture::frame(id, title, super::sentence(analysis, lang), Medium::Screen, 0.0)
}

fn trend(analysis: &Analysis, rows: &[TrendRow], lang: Lang) -> Drawn {
    let frame = frame("analysis-trend", analysis, lang);
    let last = rows.len().saturating_sub(1);
    let week = |(i, row): (usize, &TrendRow)| TrendWeek {
        tick: if i == last { messages::week_short(lang, row.week) } else { picture::tick(lang, row.week) },
        count: row.count,
        expected: row.band.expected.map(|e| [e.low, e.mean, e.high]),
        mark: marks::of_side(row.count.and_then(|count| row.band.side(count))).drawn(),
    };
    let svg = figures::trend(&Trend {
        frame: frame.clone(),
        height: 150.0,
        dark: 1,
        weeks: rows.iter().enumerate().map(week).collect(),
        legend: ["figure-trend-week", "workbook-figure-last", "figure-trend-band"].map(|id| lang.text(id)),
        outside: [Side::Above, Side::Below].map(|side| side_word(lang, side)),
        current: rows.last().and_then(|r| r.count).map(|n| messages::whole(lang, float(n))).unwrap_or_default(),
    });
    picture::drawn(&frame, svg)
}

fn periods(analysis: &Analysis, found: &Compared, lang: Lang) -> Drawn {
    let frame = frame("analysis-periods", analysis, lang);
    let row = |period: &domain::workbook::Counted, [low, high]: [f64; 2], mark: Mark| IntervalRow {
        label: super::weeks(lang, period.from, period.to),
        count: period.rate(),
        expected: Some([low, period.rate(), high]),
        mark,
        value: messages::decimal(lang, period.rate(), 1),
    };
    let rows =
        vec![row(&found.asked, found.rates[0], marks::of_change(found.change).drawn()), row(&found.against, found.rates[1], Mark::Inside)];
    let legend = ["workbook-figure-interval", "workbook-figure-rate", "workbook-figure-more", "workbook-figure-fewer"];
    let svg = figures::intervals(&Intervals { frame: frame.clone(), row: 30.0, names: 0.46, rows, legend: legend.map(|id| lang.text(id)) });
    picture::drawn(&frame, svg)
}

/// Squares as circles over the districts; the districts that hold any of them carry their names.
fn map(analysis: &Analysis, squares: &[Square], outlines: &[DistrictOutline], lang: Lang) -> Option<Drawn> {
    if outlines.is_empty() || squares.is_empty() {
        return None;
    }
    let frame = frame("analysis-map", analysis, lang);
    let mut named: HashMap<&str, u64> = HashMap::new();
    for square in squares {
        if let Some(district) = &square.district {
            *named.entry(district).or_default() += square.count;
        }
    }
    let asked = |o: &DistrictOutline| analysis.question.district.as_ref().is_none_or(|code| *code == o.code);
    let area = |o: &DistrictOutline| MapArea {
        name: o.name.clone(),
        parts: o.parts.clone(),
        value: asked(o).then(|| float(named.get(o.name.as_str()).copied().unwrap_or(0))),
    };
    let circle = |s: &Square| MapCircle { lon: s.middle[0], lat: s.middle[1], count: s.count };
    let words = [
        String::new(),
        lang.format("figure-map-circle", &[("size", super::places::side(analysis.question.technique).into())]),
        lang.text("figure-map-north"),
        lang.text("figure-map-enlarged"),
    ];
    let svg = figures::map(&MapFigure {
        frame: frame.clone(),
        height: 330.0,
        positions: Positions::Degrees,
        areas: outlines.iter().map(area).collect(),
        circles: squares.iter().map(circle).collect(),
        shades: vec![Shade { up_to: f64::INFINITY, label: lang.text("workbook-figure-ground") }],
        tones: Tones::Rising,
        no_value: NoValue::Around(lang.text("figure-map-outside")),
        names: 6,
        words,
    });
    Some(picture::drawn(&frame, svg))
}

/// Steps of a surface, incidents per square kilometre and week. They never follow the material, so that two surfaces can be laid side by side.
const STEPS: [f64; 4] = [0.5, 2.0, 8.0, 32.0];

/// The surface over the districts, with the numbers of its tops.
fn surface(analysis: &Analysis, found: &Dense, lang: Lang) -> Drawn {
    let frame = frame("analysis-density", analysis, lang);
    let number = |value: f64| messages::decimal(lang, value, usize::from(value < 1.0));
    let mut shades = vec![Shade { up_to: STEPS[0], label: lang.format("workbook-figure-under", &[("n", number(STEPS[0]).into())]) }];
    shades.extend(STEPS.windows(2).map(|e| Shade { up_to: e[1], label: format!("{}–{}", number(e[0]), number(e[1])) }));
    shades.push(Shade { up_to: f64::INFINITY, label: lang.format("workbook-figure-over", &[("n", number(STEPS[3]).into())]) });
    let [west, south] = found.surface.corner;
    // The middle of the square that a top lies in.
    #[allow(clippy::cast_precision_loss)] // metres
    let middle = |[x, y]: [i64; 2]| [x as f64 + 125.0 - west, y as f64 + 125.0 - south];
    let svg = figures::cells(&Cells {
        frame: frame.clone(),
        columns: found.surface.columns,
        values: found.surface.values.clone(),
        side: found.surface.cell,
        shades,
        tones: Tones::Rising,
        over: Over {
            lines: found.surface.borders.clone(),
            marks: found.tops.iter().zip(1..).map(|(top, n): (_, usize)| (middle(top.corner), n.to_string())).collect(),
        },
        words: [lang.text("workbook-figure-density"), lang.text("figure-map-north")],
    });
    picture::drawn(&frame, svg)
}

/// Longest name beside a line, characters: the table has the whole.
const LONGEST_NAME: usize = 16;

/// Places through the weeks.
fn followed(analysis: &Analysis, found: &Followed, lang: Lang) -> Option<Drawn> {
    if found.places.is_empty() {
        return None;
    }
    let frame = frame("analysis-lives", analysis, lang);
    let row = |life: &SpotLife| LifeRow {
        name: shortened(life.place.as_deref().or(life.district_name.as_deref()).unwrap_or("–")),
        counts: life.stages.iter().map(|s| s.phase.map(|_| s.count)).collect(),
        now: super::places::phase_word(super::places::now(life), lang),
    };
    let svg = figures::lives(&Lives {
        frame: frame.clone(),
        ticks: found.stages.iter().map(|(first, _)| messages::week_short(lang, *first)).collect(),
        rows: found.places.iter().map(row).collect(),
        legend: [lang.text("workbook-figure-lives"), lang.text("life-gone")],
    });
    Some(picture::drawn(&frame, svg))
}

fn shortened(name: &str) -> String {
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_owned(),
    }
}
