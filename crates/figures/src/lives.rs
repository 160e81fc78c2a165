//! Places followed through the weeks: a row for each, with a point for each week that grows with the count.

use crate::Frame;
use crate::intervals::Mark;
use crate::legend::{Legend, Swatch};
use crate::palette::{ACCENT, INK, LINE, PAPER};
use crate::svg::{Anchor, Face, Svg, disc, float, text_width};

/// One place.
#[derive(Clone, Debug, PartialEq)]
pub struct LifeRow {
    /// Its name, on the left.
    pub name: String,
    /// Count of each week; 0 in the week that it was gone, `None` where nothing is said of it.
    pub counts: Vec<Option<u64>>,
    /// What it is now, on the right.
    pub now: String,
}

/// Input of [`lives`].
#[derive(Clone, Debug, PartialEq)]
pub struct Lives {
    /// Identity, words and room.
    pub frame: Frame,
    /// Text over each week; empty for weeks that carry none.
    pub ticks: Vec<String>,
    /// Places, top to bottom.
    pub rows: Vec<LifeRow>,
    /// Words of the legend: a place; gone.
    pub legend: [String; 2],
}

/// Rows on one scale: the area of a point is its count, an open ring is a place that was gone.
pub fn lives(figure: &Lives) -> String {
    let frame = &figure.frame;
    let t = frame.text;
    let widest = |words: &dyn Fn(&LifeRow) -> &str| figure.rows.iter().map(|r| text_width(words(r), t)).fold(0.0, f64::max) + t;
    let (left, right) = (widest(&|r| &r.name), frame.width - widest(&|r| &r.now));
    let weeks = figure.rows.iter().map(|r| r.counts.len()).fold(figure.ticks.len(), usize::max).max(1);
    let step = (right - left).max(t) / float(weeks);
    let (top, row) = (1.6 * t, 2.2 * t);
    let bottom = top + row * float(figure.rows.len());
    let [there, gone] = &figure.legend;
    let mut entries = vec![(Swatch::Mark(Mark::Inside), there.as_str())];
    if figure.rows.iter().flat_map(|r| &r.counts).any(|c| *c == Some(0)) {
        entries.push((Swatch::Mark(Mark::Unknown), gone));
    }
    let legend = Legend::new(frame, entries);
    let mut svg = Svg::open(frame, bottom + 0.4 * t + legend.height());
    let x = |week: usize| left + step * (float(week) + 0.5);
    let mut free = f64::NEG_INFINITY;
    for (week, tick) in figure.ticks.iter().enumerate().filter(|(_, tick)| !tick.is_empty()) {
        let half = text_width(tick, t) / 2.0;
        if x(week) - half >= free {
            svg.text((x(week), t), Face::muted(Anchor::Middle), tick);
            free = x(week) + half + 0.6 * t;
        }
    }
    #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
    let most = figure.rows.iter().flat_map(|r| &r.counts).flatten().copied().max().unwrap_or(1).max(1) as f64;
    let largest = (0.95 * t).min(step * 0.48).max(0.3 * t);
    for (at, place) in figure.rows.iter().enumerate() {
        let y = top + row * (float(at) + 0.5);
        svg.text((0.0, y + 0.36 * t), Face::plain(Anchor::Start), &place.name);
        svg.line([left, y, right, y], "fig-line", LINE, t * 0.05, "");
        for (week, pair) in place.counts.windows(2).enumerate() {
            if let [Some(before), Some(_)] = pair
                && *before > 0
            {
                svg.line([x(week), y, x(week + 1), y], "fig-ink-line", INK, t * 0.12, "");
            }
        }
        for (week, count) in place.counts.iter().enumerate() {
            #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
            match count {
                Some(0) => {
                    svg.path(&disc((x(week), y), 0.32 * t), "fig-accent", ACCENT);
                    svg.path(&disc((x(week), y), 0.19 * t), "fig-paper", PAPER);
                }
                Some(count) => {
                    let r = (*count as f64 / most).sqrt() * largest;
                    svg.path(&disc((x(week), y), r.max(0.14 * t)), "fig-accent", ACCENT);
                }
                None => {}
            }
        }
        svg.text((frame.width, y + 0.36 * t), Face::plain(Anchor::End), &place.now);
    }
    legend.draw(&mut svg, bottom + 0.4 * t);
    svg.close()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_not_drawn_over_and_what_is_gone_is_open() {
        let frame = Frame { id: "l".into(), title: String::new(), description: String::new(), width: 400.0, text: 12.0 };
        let row = |counts: &[Option<u64>]| LifeRow { name: "1".into(), counts: counts.to_vec(), now: "borta".into() };
        let rows = vec![row(&[Some(4), Some(9), None, Some(1)]), row(&[Some(5), Some(0)])];
        let figure = Lives { frame, ticks: vec!["v. 1".into()], rows, legend: ["plats", "borta"].map(str::to_owned) };
        let svg = lives(&figure);
        assert_eq!(svg.matches("fig-ink-line").count(), 2);
        // Four points that are there and one that is gone, and the two swatches.
        assert_eq!((svg.matches("fig-accent").count(), svg.matches("fig-paper").count()), (5 + 2, 1 + 1));
    }
}
