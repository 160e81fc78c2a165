//! Figures of the methods that have one, as files: words and proportions here, drawing in `figures`.

pub mod places;
pub mod steps;

use super::answer::Figure;
use analysis::place::Grid;
use analysis::space_time::{Cell, LifeLine, Phase, Spot};
use documents::picture::figures::even_shades;
use figures::{
    Cells, Frame, Heat, HeatCell, LifeRow, Lives, Mark, Over, PulseFigure, Shade, Tones, Trend, TrendWeek, cells as drawn_cells, heat,
    lives as drawn_lives, pulse, trend,
};
use messages::{Lang, decimal, whole};

/// Places that a figure of life lines shows, the first ones found.
const MOST_PLACES: usize = 40;

/// Weeks that it shows, the last ones.
const MOST_WEEKS: usize = 60;

fn frame(method: &str, title: String, description: String) -> Frame {
    Frame { id: format!("analyse-{method}"), title, description, width: 720.0, text: 13.0 }
}

/// A surface of incidents per square kilometre.
pub fn surface(grid: &Grid, cell: f64, bandwidth: f64, lang: Lang) -> Figure {
    let most = grid.values.iter().copied().filter(|v| v.is_finite()).fold(0.0, f64::max);
    let words = [
        ("most", decimal(lang, most, 1).into()),
        ("cell", decimal(lang, cell, 0).into()),
        ("bandwidth", decimal(lang, bandwidth, 0).into()),
    ];
    let frame = frame("kde", lang.text("analyse-figure-kde"), lang.format("analyse-figure-kde-desc", &words));
    let svg = drawn_cells(&Cells {
        frame: frame.clone(),
        columns: grid.columns,
        values: grid.values.clone(),
        side: cell,
        shades: even_shades(most, lang),
        tones: Tones::Rising,
        over: Over::default(),
        words: [lang.text("analyse-figure-kde-legend"), lang.text("figure-map-north")],
    });
    Figure { frame, svg }
}

/// An edge of a band, as it is said.
fn edge(lang: Lang, value: f64) -> String {
    decimal(lang, value, usize::from(value.fract() != 0.0))
}

fn band(lang: Lang, [from, to]: [f64; 2]) -> String {
    match (from, to) {
        (_, to) if to == f64::MIN_POSITIVE => lang.text("analyse-figure-same-place"),
        (from, f64::INFINITY) => lang.format("analyse-figure-from", &[("n", edge(lang, from).into())]),
        (from, to) => format!("{}–{}", edge(lang, if from == f64::MIN_POSITIVE { 0.0 } else { from }), edge(lang, to)),
    }
}

/// The near-repeat table: pairs against those that chance gives.
pub fn near_repeat(found: &[Cell], columns: usize, lang: Lang) -> Figure {
    let marked = |cell: &Cell| cell.p <= 0.05;
    let said = |cell: &Cell| cell.ratio.map_or_else(|| "–".to_owned(), |ratio| decimal(lang, ratio, 2));
    let row = |cells: &[Cell]| -> Option<(String, Vec<HeatCell>)> {
        let square = |c: &Cell| HeatCell { value: c.ratio.unwrap_or(f64::NAN), text: said(c), marked: marked(c) };
        Some((band(lang, cells.first()?.space), cells.iter().map(square).collect()))
    };
    let most = found.iter().filter(|c| marked(c)).max_by(|a, b| a.ratio.unwrap_or(0.0).total_cmp(&b.ratio.unwrap_or(0.0)));
    let description = most.map_or_else(
        || lang.text("analyse-figure-knox-none"),
        |c| {
            let words = [("ratio", said(c).into()), ("space", band(lang, c.space).into()), ("days", band(lang, c.days).into())];
            lang.format("analyse-figure-knox-desc", &words)
        },
    );
    let frame = frame("knox", lang.text("analyse-figure-knox"), description);
    let edges = [1.0, 1.2, 1.5, 2.0];
    let mut shades = vec![Shade { up_to: edges[0], label: lang.format("analyse-figure-at-most", &[("n", edge(lang, edges[0]).into())]) }];
    shades.extend(edges.windows(2).map(|e| Shade { up_to: e[1], label: format!("{}–{}", edge(lang, e[0]), edge(lang, e[1])) }));
    shades.push(Shade { up_to: f64::INFINITY, label: lang.format("analyse-figure-over", &[("n", edge(lang, edges[3]).into())]) });
    let svg = heat(&Heat {
        frame: frame.clone(),
        axes: ["analyse-figure-metres", "analyse-figure-days"].map(|id| lang.text(id)),
        columns: found.iter().take(columns).map(|c| band(lang, c.days)).collect(),
        rows: found.chunks(columns.max(1)).filter_map(row).collect(),
        shades,
        words: ["analyse-figure-knox-legend", "analyse-figure-knox-mark"].map(|id| lang.text(id)),
    });
    Figure { frame, svg }
}

/// A judged week of a series.
pub struct Judged<'a> {
    /// Its date or number.
    pub label: &'a str,
    /// The count; no number when there is none.
    pub observed: f64,
    /// Expected count and largest count that is no alarm, where there are such.
    pub bound: Option<[f64; 2]>,
    /// Whether it is an alarm.
    pub alarm: bool,
}

/// Every eighth of the labels under an axis, and the last.
fn tick(at: usize, length: usize, label: &str) -> String {
    let every = length.div_ceil(8).max(1);
    if at.is_multiple_of(every) || at + 1 == length { label.to_owned() } else { String::new() }
}

/// Weeks with what each may hold without an alarm.
pub fn weeks(method: &str, judged: &[Judged], lang: Lang) -> Figure {
    let week = |(at, w): (usize, &Judged)| TrendWeek {
        tick: tick(at, judged.len(), w.label),
        count: (w.observed.is_finite() && w.observed >= 0.0).then(|| w.observed.round() as u64),
        expected: w.bound.filter(|b| b.iter().all(|v| v.is_finite())).map(|[expected, upper]| [0.0, expected, upper]),
        mark: if w.alarm { Mark::Above } else { Mark::Inside },
    };
    let alarms: Vec<&str> = judged.iter().filter(|w| w.alarm).map(|w| w.label).collect();
    let listed = match alarms.len() {
        0 => lang.text("figure-none"),
        n if n > 12 => format!("{} …", alarms[..12].join(", ")),
        _ => alarms.join(", "),
    };
    let said = [("n", (judged.len() as u64).into()), ("alarms", (alarms.len() as u64).into()), ("listed", listed.into())];
    let frame = frame(method, lang.text(&format!("analyse-figure-{method}")), lang.format("analyse-figure-weeks-desc", &said));
    let last = judged.last().map_or(f64::NAN, |w| w.observed);
    let svg = trend(&Trend {
        frame: frame.clone(),
        height: 240.0,
        dark: 1,
        weeks: judged.iter().enumerate().map(week).collect(),
        legend: ["analyse-figure-week", "analyse-figure-last-week", "analyse-figure-band"].map(|id| lang.text(id)),
        outside: [lang.text("analyse-figure-alarm"), String::new()],
        current: if last.is_finite() { whole(lang, last) } else { String::new() },
    });
    Figure { frame, svg }
}

/// Weekdays by hours, Monday first.
pub fn hours(cells: &[[f64; 24]; 7], placed: u64, lang: Lang) -> Figure {
    let totals: [f64; 7] = std::array::from_fn(|day| cells[day].iter().sum());
    let most = cells.iter().flatten().copied().fold(0.0, f64::max);
    let busiest = (0..7).max_by(|a, b| totals[*a].total_cmp(&totals[*b]).then(b.cmp(a))).unwrap_or(0);
    let said = [("n", placed.into()), ("day", messages::weekday(lang, busiest).into())];
    let frame = frame("aoristic", lang.text("analyse-figure-aoristic"), lang.format("analyse-figure-aoristic-desc", &said));
    let svg = pulse(&PulseFigure {
        frame: frame.clone(),
        row: 28.0,
        cells: *cells,
        days: std::array::from_fn(|day| messages::weekday_short(lang, day)),
        day_totals: totals.map(|total| decimal(lang, total, 1)),
        shades: even_shades(most.max(0.2), lang),
        legend: lang.text("figure-pulse-legend"),
    });
    Figure { frame, svg }
}

/// Spots from week to week: `first` is the number of the first of the weeks that they stand in.
pub fn spots(lines: &[LifeLine], weeks: &[Vec<Spot>], first: i64, lang: Lang) -> Figure {
    let skipped = weeks.len().saturating_sub(MOST_WEEKS);
    let within = |line: &&LifeLine| line.stages.last().is_some_and(|s| s.week >= skipped);
    let shown: Vec<(usize, &LifeLine)> = lines.iter().enumerate().filter(|(_, line)| within(line)).take(MOST_PLACES).collect();
    let row = |(at, line): &(usize, &LifeLine)| {
        let mut counts = vec![None; weeks.len() - skipped];
        for stage in line.stages.iter().filter(|s| s.week >= skipped) {
            let spot = stage.spot.and_then(|spot| weeks.get(stage.week)?.get(spot));
            counts[stage.week - skipped] = Some(spot.map_or(0, |s| s.count));
        }
        LifeRow {
            name: lang.format("analyse-figure-place", &[("n", (*at as u64 + 1).into())]),
            counts,
            now: line.stages.last().map_or(String::new(), |s| phase(s.phase, lang)),
        }
    };
    let said = [("n", (lines.len() as u64).into()), ("shown", (shown.len() as u64).into())];
    let frame = frame("lifelines", lang.text("life-heading"), lang.format("analyse-figure-lifelines-desc", &said));
    let tick = |week: usize| (first + week as i64).to_string();
    let svg = drawn_lives(&Lives {
        frame: frame.clone(),
        ticks: (skipped..weeks.len()).map(tick).collect(),
        rows: shown.iter().map(row).collect(),
        legend: [lang.text("analyse-figure-lifelines-legend"), lang.text("life-gone")],
    });
    Figure { frame, svg }
}

fn phase(phase: Phase, lang: Lang) -> String {
    lang.text(match phase {
        Phase::New => "life-new",
        Phase::Growing => "life-growing",
        Phase::Stable => "life-stable",
        Phase::Shrinking => "life-shrinking",
        Phase::Moving => "life-moving",
        Phase::Gone => "life-gone",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_said_with_their_edges() {
        let said = |from, to| band(Lang::Sv, [from, to]);
        assert_eq!(said(0.0, 100.0), "0–100");
        assert_eq!(said(0.0, f64::MIN_POSITIVE), "samma plats");
        assert_eq!(said(f64::MIN_POSITIVE, 12.5), "0–12,5");
        assert_eq!(said(200.0, f64::INFINITY), "från 200");
    }
}
