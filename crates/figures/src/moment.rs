//! Weeks before and after something was done, with what was expected without it and the moment marked.

use crate::Frame;
use crate::legend::{Legend, Swatch, dash};
use crate::palette::{ACCENT, BAND, INK, LINE, MUTED, QUIET};
use crate::svg::{Anchor, Face, Svg, float, number, text_width};
use crate::trend::Scale;

/// Which side a week is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Before, and counted.
    Before,
    /// On neither side: shown on a shaded ground.
    LeftOut,
    /// After, and counted.
    After,
}

/// One week of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct MomentWeek {
    /// Text under the axis; empty for weeks that carry none.
    pub tick: String,
    /// Count.
    pub count: u64,
    /// What it was expected to be; `None` when there is nothing to expect by.
    pub expected: Option<f64>,
    /// Its side.
    pub part: Part,
}

/// Input of [`moment`].
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Identity, words and room.
    pub frame: Frame,
    /// Height of the bars' area.
    pub height: f64,
    /// Weeks, oldest first.
    pub weeks: Vec<MomentWeek>,
    /// The first week after the moment, from 0; past the end draws none.
    pub at: usize,
    /// What happened then, in a word.
    pub mark: String,
    /// Words of the legend: a week before, a week after, expected, left out.
    pub legend: [String; 4],
}

/// Bars for every week, quiet before and dark after; the expected as a dashed line, a pointer with its words at the moment.
pub fn moment(figure: &Moment) -> String {
    let frame = &figure.frame;
    let t = frame.text;
    let top = 2.4 * t;
    let base = top + figure.height;
    let [before, after, expected, left_out] = &figure.legend;
    let mut entries = vec![(Swatch::Bar, before.as_str()), (Swatch::Current, after.as_str())];
    if figure.weeks.iter().any(|w| w.expected.is_some()) {
        entries.push((Swatch::Line, expected));
    }
    if figure.weeks.iter().any(|w| w.part == Part::LeftOut) {
        entries.push((Swatch::Area, left_out));
    }
    let legend = Legend::new(frame, entries);
    #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
    let highest = figure.weeks.iter().map(|w| (w.count as f64).max(w.expected.unwrap_or(0.0))).fold(0.0, f64::max);
    let scale = Scale::to(highest);
    let (left, right) = (scale.room(t), frame.width - 0.4 * t);
    let y = |value: f64| base - value / scale.top * figure.height;
    let step = (right - left) / float(figure.weeks.len().max(1));
    let x = |week: usize| left + step * float(week);
    let mut svg = Svg::open(frame, base + 1.8 * t + legend.height());
    let left_out = |week: &MomentWeek| week.part == Part::LeftOut;
    for (i, _) in figure.weeks.iter().enumerate().filter(|(_, w)| left_out(w)) {
        svg.rect([x(i), top, step, figure.height], "fig-band", BAND);
    }
    // Too light to be seen by everyone: its edges are drawn.
    for (i, _) in figure.weeks.windows(2).enumerate().filter(|(_, pair)| matches!(pair, [a, b] if left_out(a) != left_out(b))) {
        let edge = x(i + 1);
        svg.line([edge, top, edge, base], "fig-edge", MUTED, t * 0.06, "");
    }
    for mark in scale.marks() {
        svg.line([left, y(mark), right, y(mark)], "fig-line", LINE, t * 0.05, "");
        svg.text((left - 0.5 * t, y(mark) + 0.35 * t), Face::muted(Anchor::End), &number(mark));
    }
    for (i, week) in figure.weeks.iter().enumerate() {
        #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
        let head = y(week.count as f64);
        let (class, fill) = if week.part == Part::After { ("fig-accent", ACCENT) } else { ("fig-quiet", QUIET) };
        svg.rect([x(i) + step * 0.14, head, step * 0.72, base - head], class, fill);
    }
    let middle = |i: usize| x(i) + step / 2.0;
    for (i, pair) in figure.weeks.windows(2).enumerate() {
        if let [MomentWeek { expected: Some(a), .. }, MomentWeek { expected: Some(b), .. }] = pair {
            svg.line([middle(i), y(*a), middle(i + 1), y(*b)], "fig-ink-line", INK, t * 0.1, &dash(t));
        }
    }
    svg.line([left, base, right, base], "fig-ink-line", INK, t * 0.09, "");
    ticks(&mut svg, figure, &middle, (base, right));
    if figure.at < figure.weeks.len() {
        svg.line([x(figure.at), top - 0.6 * t, x(figure.at), base], "fig-ink-line", INK, t * 0.14, "");
        // The words stand on the side with room for them.
        let anchor = if x(figure.at) + text_width(&figure.mark, t) > right { Anchor::End } else { Anchor::Start };
        svg.text((x(figure.at), top - 1.0 * t), Face::bold(anchor), &figure.mark);
    }
    legend.draw(&mut svg, base + 1.8 * t);
    svg.close()
}

/// Texts under the axis; one that would touch the text before it, or leave the figure, stays out.
fn ticks(svg: &mut Svg, figure: &Moment, middle: &dyn Fn(usize) -> f64, (base, right): (f64, f64)) {
    let t = figure.frame.text;
    let mut free = f64::NEG_INFINITY;
    for (i, week) in figure.weeks.iter().enumerate().filter(|(_, w)| !w.tick.is_empty()) {
        let half = text_width(&week.tick, t) / 2.0;
        if middle(i) - half < free || middle(i) + half > right {
            continue;
        }
        free = middle(i) + half + 0.6 * t;
        svg.line([middle(i), base, middle(i), base + 0.3 * t], "fig-ink-line", INK, t * 0.07, "");
        svg.text((middle(i), base + 1.35 * t), Face::muted(Anchor::Middle), &week.tick);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(parts: &[Part], expected: Option<f64>) -> Moment {
        let frame = Frame { id: "m".into(), title: String::new(), description: String::new(), width: 400.0, text: 12.0 };
        let week = |part: &Part| MomentWeek { tick: String::new(), count: 3, expected, part: *part };
        Moment {
            frame,
            height: 100.0,
            weeks: parts.iter().map(week).collect(),
            at: parts.iter().position(|p| *p == Part::After).unwrap_or(parts.len()),
            mark: "Åtgärd".into(),
            legend: ["före", "efter", "väntat", "räknas inte"].map(str::to_owned),
        }
    }

    #[test]
    fn each_side_has_its_own_bars_and_the_moment_its_words() {
        let svg = moment(&figure(&[Part::Before, Part::Before, Part::LeftOut, Part::After], Some(2.5)));
        // One more of each in the legend.
        assert_eq!((svg.matches("fig-quiet").count(), svg.matches("fig-accent").count()), (4, 2));
        assert!(svg.contains(">Åtgärd</text>") && svg.contains(">väntat</text>") && svg.contains(">räknas inte</text>"));
    }

    #[test]
    fn what_is_not_there_is_not_in_the_legend() {
        let svg = moment(&figure(&[Part::Before, Part::Before], None));
        assert!(!svg.contains(">Åtgärd</text>") && !svg.contains(">väntat</text>") && !svg.contains(">räknas inte</text>"));
    }
}
