//! The legend under a figure: swatches with words, flowing onto as many lines as they need.

use crate::intervals::{Mark, draw_mark};
use crate::palette::{ACCENT, BAND, INK, MUTED, PAPER, QUIET};
use crate::svg::{Anchor, Face, Svg, disc, float, number, text_width};
use crate::{Frame, Shade};

/// What stands before the words.
pub(crate) enum Swatch {
    /// Nothing: a heading.
    None,
    /// A bar of an earlier week.
    Bar,
    /// The current week's bar.
    Current,
    /// The expected interval with its mean, across (`true`) or along the scale.
    Band { across: bool },
    /// A dashed line.
    Line,
    /// An area without a line.
    Area,
    /// A step of the shaded scale.
    Shade(usize),
    /// A step of a scale around a middle.
    StepAround(usize),
    /// A mark of a count.
    Mark(Mark),
    /// A proportional circle.
    Circle,
    /// An area without a value.
    NoValue,
    /// A point that steps back.
    Point,
    /// Ground around points.
    Ground,
    /// A circle on the ground, of which one is sure or not.
    Ring { sure: bool },
    /// A line from point to point.
    Chain,
}

/// Swatches with their places.
pub(crate) struct Legend<'a> {
    entries: Vec<(Swatch, &'a str, f64, usize)>,
    lines: usize,
    t: f64,
    id: &'a str,
}

const LINE_HEIGHT: f64 = 1.6;

impl<'a> Legend<'a> {
    /// Lays the entries out in the frame's width.
    pub fn new(frame: &'a Frame, entries: Vec<(Swatch, &'a str)>) -> Self {
        let t = frame.text;
        let (mut x, mut line) = (0.0, 0);
        let mut placed = Vec::with_capacity(entries.len());
        for (swatch, words) in entries.into_iter().filter(|(_, words)| !words.is_empty()) {
            let width = room(&swatch, t) + text_width(words, t);
            if x > 0.0 && x + width > frame.width {
                (x, line) = (0.0, line + 1);
            }
            placed.push((swatch, words, x, line));
            x += width + t;
        }
        let lines = if placed.is_empty() { 0 } else { line + 1 };
        Self { entries: placed, lines, t, id: &frame.id }
    }

    /// Height of all lines.
    pub fn height(&self) -> f64 {
        float(self.lines) * LINE_HEIGHT * self.t
    }

    /// Draws it with its upper edge at `top`.
    pub fn draw(&self, svg: &mut Svg, top: f64) {
        for (swatch, words, x, line) in &self.entries {
            let y = top + (float(*line) * LINE_HEIGHT + 1.1) * self.t;
            self.swatch(svg, swatch, (*x, y));
            svg.text((x + room(swatch, self.t), y), Face::muted(Anchor::Start), words);
        }
    }

    fn swatch(&self, svg: &mut Svg, swatch: &Swatch, (x, y): (f64, f64)) {
        let t = self.t;
        match swatch {
            Swatch::None => {}
            Swatch::Bar => svg.rect([x, y - 0.75 * t, 0.5 * t, 0.75 * t], "fig-quiet", QUIET),
            Swatch::Current => svg.rect([x, y - 0.75 * t, 0.5 * t, 0.75 * t], "fig-accent", ACCENT),
            Swatch::Band { across } => {
                let (right, top, bottom) = (x + 1.6 * t, y - 0.76 * t, y + 0.06 * t);
                svg.rect([x, top, 1.6 * t, 0.82 * t], "fig-band", BAND);
                let ends = match across {
                    true => [[x, top, x, bottom], [right, top, right, bottom]],
                    false => [[x, top, right, top], [x, bottom, right, bottom]],
                };
                ends.into_iter().for_each(|end| svg.line(end, "fig-edge", MUTED, t * 0.06, ""));
                match across {
                    true => svg.line([x + 0.8 * t, y - 0.76 * t, x + 0.8 * t, y + 0.06 * t], "fig-ink-line", INK, t * 0.09, ""),
                    false => svg.line([x, y - 0.35 * t, x + 1.6 * t, y - 0.35 * t], "fig-ink-line", INK, t * 0.09, &dash(t)),
                }
            }
            Swatch::Line => svg.line([x, y - 0.35 * t, x + 1.6 * t, y - 0.35 * t], "fig-ink-line", INK, t * 0.09, &dash(t)),
            Swatch::Area => {
                let (right, top, bottom) = (x + 1.3 * t, y - 0.76 * t, y + 0.06 * t);
                svg.rect([x, top, 1.3 * t, 0.82 * t], "fig-band", BAND);
                [x, right].into_iter().for_each(|x| svg.line([x, top, x, bottom], "fig-edge", MUTED, t * 0.06, ""));
            }
            Swatch::Shade(step) | Swatch::StepAround(step) => {
                svg.rect([x, y - 0.8 * t, 1.3 * t, 0.9 * t], "fig-muted", MUTED);
                let around = matches!(swatch, Swatch::StepAround(_));
                let (class, fill) = if around { Svg::step_around(self.id, *step) } else { Svg::shade(self.id, *step) };
                let edge = 0.05 * t;
                svg.rect([x + edge, y - 0.8 * t + edge, 1.3 * t - 2.0 * edge, 0.9 * t - 2.0 * edge], &class, &fill);
            }
            Swatch::Mark(mark) => draw_mark(svg, *mark, (x + 0.35 * t, y - 0.34 * t), 0.32 * t),
            Swatch::Circle => svg.ring(&disc((x + 0.45 * t, y - 0.34 * t), 0.42 * t), t * 0.1),
            Swatch::NoValue => {
                let (place, edge) = ([x, y - 0.8 * t, 1.3 * t, 0.9 * t], 0.05 * t);
                svg.rect(place, "fig-muted", MUTED);
                let inner = [place[0] + edge, place[1] + edge, place[2] - 2.0 * edge, place[3] - 2.0 * edge];
                svg.rect(inner, "fig-paper", PAPER);
                svg.rect(inner, "fig-none", &Svg::no_value(self.id));
            }
            Swatch::Point => svg.path(&disc((x + 0.3 * t, y - 0.34 * t), 0.2 * t), "fig-quiet", QUIET),
            Swatch::Ground => {
                let d = disc((x + 0.45 * t, y - 0.34 * t), 0.45 * t);
                svg.path(&d, "fig-band", BAND);
                svg.stroke(&d, ("fig-edge", MUTED), t * 0.06, "");
            }
            Swatch::Ring { sure } => {
                let d = disc((x + 0.45 * t, y - 0.34 * t), 0.42 * t);
                svg.stroke(&d, ("fig-ink-line", INK), t * 0.12, &if *sure { String::new() } else { dash(t * 0.7) });
            }
            Swatch::Chain => {
                let (middle, right) = (y - 0.34 * t, x + 1.4 * t);
                svg.line([x + 0.2 * t, middle, right, middle], "fig-ink-line", INK, t * 0.1, "");
                [x + 0.2 * t, right].into_iter().for_each(|x| svg.path(&disc((x, middle), 0.2 * t), "fig-accent", ACCENT));
            }
        }
    }
}

/// Width of a swatch with the space after it.
fn room(swatch: &Swatch, t: f64) -> f64 {
    t * match swatch {
        Swatch::None => 0.0,
        Swatch::Bar | Swatch::Current => 0.85,
        Swatch::Band { .. } | Swatch::Line => 1.95,
        Swatch::Area | Swatch::NoValue | Swatch::Shade(_) | Swatch::StepAround(_) => 1.65,
        Swatch::Mark(_) => 1.0,
        Swatch::Point => 0.85,
        Swatch::Circle | Swatch::Ground | Swatch::Ring { .. } => 1.2,
        Swatch::Chain => 1.95,
    }
}

/// The classes of a map by themselves, for a page whose map draws itself: a heading, the steps, and words for areas without a value.
pub fn classes(frame: &Frame, heading: &str, shades: &[Shade], no_value: &str) -> String {
    let mut entries = scale(heading, shades);
    entries.push((Swatch::NoValue, no_value));
    let legend = Legend::new(frame, entries);
    let mut svg = Svg::open(frame, legend.height());
    svg.define_hatch(&frame.id, frame.text * 0.45);
    svg.define_no_value(&frame.id, frame.text * 0.6);
    legend.draw(&mut svg, 0.0);
    svg.close()
}

/// Entries of a shaded scale after its heading.
pub(crate) fn scale<'a>(heading: &'a str, shades: &'a [Shade]) -> Vec<(Swatch, &'a str)> {
    let steps = shades.iter().enumerate().map(|(step, shade)| (Swatch::Shade(step), shade.label.as_str()));
    std::iter::once((Swatch::None, heading)).chain(steps).collect()
}

/// Dash of the mean's line.
pub(crate) fn dash(t: f64) -> String {
    format!("{} {}", number(t * 0.35), number(t * 0.25))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_goes_to_the_next_line() {
        let frame = Frame { id: "l".into(), title: String::new(), description: String::new(), width: 100.0, text: 10.0 };
        let words = "elva tecken";
        let legend = Legend::new(&frame, vec![(Swatch::Bar, words), (Swatch::Current, words), (Swatch::Circle, "")]);
        assert_eq!(legend.lines, 2);
        assert_eq!(legend.entries.len(), 2, "an entry without words is not shown");
    }
}
