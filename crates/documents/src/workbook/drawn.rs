//! An analysis as a figure.

use crate::picture::figures::{self as picture, Drawn, Medium};
use crate::picture::trend::{mark, side_word};
use crate::picture::words::float;
use domain::districts::DistrictOutline;
use domain::pictures::findings::Side;
use domain::workbook::{Analysis, Compared, Outcome, Square, TrendRow};
use figures::{IntervalRow, Intervals, MapArea, MapCircle, MapFigure, Mark, Shade, Trend, TrendWeek};
use messages::Lang;
use std::collections::HashMap;

/// The figure; its text alternative is what the analysis says.
pub(super) fn figure(analysis: &Analysis, outlines: &[DistrictOutline], lang: Lang) -> Option<Drawn> {
    match &analysis.answer.outcome {
        Outcome::Trend(rows) => Some(trend(analysis, rows, lang)),
        Outcome::Periods(found) => Some(periods(analysis, found, lang)),
        Outcome::Pulse(found) => Some(picture::pulse(found, lang, Medium::Screen)),
        Outcome::Concentration(found) => map(analysis, &found.squares, outlines, lang),
        Outcome::HotSquares(found) => map(analysis, &found.squares.iter().map(|h| h.square.clone()).collect::<Vec<_>>(), outlines, lang),
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
        mark: mark(row.count.and_then(|count| row.band.side(count))),
    };
    let svg = figures::trend(&Trend {
        frame: frame.clone(),
        height: 150.0,
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
    let rows = vec![row(&found.asked, found.rates[0], picture::mark(found.change)), row(&found.against, found.rates[1], Mark::Inside)];
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
        lang.format("figure-map-circle", &[("size", super::side(analysis.question.technique).into())]),
        lang.text("figure-map-north"),
        lang.text("figure-map-enlarged"),
    ];
    let svg = figures::map(&MapFigure {
        frame: frame.clone(),
        height: 330.0,
        areas: outlines.iter().map(area).collect(),
        circles: squares.iter().map(circle).collect(),
        shades: vec![Shade { up_to: f64::INFINITY, label: lang.text("workbook-figure-ground") }],
        names: 6,
        words,
    });
    Some(picture::drawn(&frame, svg))
}
