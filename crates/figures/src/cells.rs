//! Squares of a grid shaded by their value, as a map with a scale bar.

use crate::legend::{Legend, Swatch, scale};
use crate::map::furniture;
use crate::map::ground::scale_bar;
use crate::palette::{LINE, MUTED, PAPER};
use crate::svg::{Anchor, Face, Svg, escape, float, number};
use crate::{Frame, Shade, shade_of};
use std::fmt::Write;

/// How the steps of a scale look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tones {
    /// From nothing to most; the last step is hatched.
    Rising,
    /// From clearly fewer to clearly more, the middle step in the middle; the steps of more are hatched.
    Around,
}

/// What lies over the cells, in metres east and north of their south-western corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Over {
    /// Lines, such as boundaries.
    pub lines: Vec<Vec<[f64; 2]>>,
    /// Words at places, such as the numbers of a table's rows.
    pub marks: Vec<([f64; 2], String)>,
}

/// Input of [`cells`].
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    /// Identity, words and room.
    pub frame: Frame,
    /// Cells in a row.
    pub columns: usize,
    /// Value of each cell, row by row from the south-west; one that is no number is not drawn.
    pub values: Vec<f64>,
    /// Side of a cell, metres.
    pub side: f64,
    /// The scale; at most [`crate::SHADES`] steps.
    pub shades: Vec<Shade>,
    /// How its steps look.
    pub tones: Tones,
    /// What lies over them.
    pub over: Over,
    /// Heading of the legend; letter for north.
    pub words: [String; 2],
}

/// The grid, north up, as wide as the frame and at most one and a half times as high.
pub fn cells(figure: &Cells) -> String {
    let frame = &figure.frame;
    let t = frame.text;
    let columns = figure.columns.max(1);
    let rows = figure.values.len().div_ceil(columns).max(1);
    let side = (frame.width / float(columns)).min(1.5 * frame.width / float(rows));
    let (width, height) = (side * float(columns), side * float(rows));
    let [heading, north] = &figure.words;
    let legend = Legend::new(frame, steps(figure.tones, heading, &figure.shades));
    // A low grid still has room for the arrow above its scale bar.
    let ground = height.max(7.0 * t);
    let mut svg = Svg::open(frame, ground + 0.4 * t + legend.height());
    define_tones(&mut svg, figure.tones, frame);
    svg.rect([0.0, 0.0, frame.width, ground], "fig-paper", PAPER);
    for step in 0..figure.shades.len() {
        let path = runs(figure, step, columns, (rows, side));
        if !path.is_empty() {
            let (class, fill) = tone(figure.tones, &frame.id, step);
            svg.path(&path, &class, &fill);
        }
    }
    over(&mut svg, figure, (width, height), side / figure.side.max(f64::MIN_POSITIVE));
    svg.stroke(&format!("M0 0H{w}V{h}H0Z", w = number(width), h = number(height)), ("fig-line", LINE), t * 0.08, "");
    furniture(&mut svg, [0.0, 0.0, frame.width, ground], scale_bar(side / figure.side.max(f64::MIN_POSITIVE), 7.0 * t), north);
    legend.draw(&mut svg, ground + 0.4 * t);
    svg.close()
}

/// Lines and words over the cells, within their frame.
fn over(svg: &mut Svg, figure: &Cells, (width, height): (f64, f64), per_metre: f64) {
    let (t, id) = (figure.frame.text, escape(&figure.frame.id));
    let at = |[x, y]: [f64; 2]| (x * per_metre, height - y * per_metre);
    let mut path = String::new();
    for line in &figure.over.lines {
        let drawn = || line.iter().map(|p| at(*p));
        let beside = drawn().all(|(x, _)| x < 0.0) || drawn().all(|(x, _)| x > width);
        if beside || drawn().all(|(_, y)| y < 0.0) || drawn().all(|(_, y)| y > height) {
            continue;
        }
        let mut last: Option<(f64, f64)> = None;
        for (x, y) in drawn() {
            // Below half a unit nothing can be seen, and the page becomes heavy.
            if last.is_none_or(|(lx, ly)| (x - lx).abs() >= 0.5 || (y - ly).abs() >= 0.5) {
                let _ = write!(path, "{}{x:.1} {y:.1}", if last.is_none() { 'M' } else { 'L' });
                last = Some((x, y));
            }
        }
    }
    if !path.is_empty() {
        let [w, h] = [width, height].map(number);
        svg.raw(&format!(
            "<clipPath id=\"{id}-ground\"><rect width=\"{w}\" height=\"{h}\"/></clipPath><g clip-path=\"url(#{id}-ground)\">"
        ));
        svg.stroke(&path, ("fig-edge", MUTED), t * 0.06, "");
        svg.raw("</g>");
    }
    for (place, words) in &figure.over.marks {
        let (x, y) = at(*place);
        if (0.0..=width).contains(&x) && (0.0..=height).contains(&y) {
            svg.halo((x, y + 0.35 * t), Face::bold(Anchor::Middle), words);
        }
    }
}

/// The hatches of a scale.
pub(crate) fn define_tones(svg: &mut Svg, tones: Tones, frame: &Frame) {
    match tones {
        Tones::Rising => svg.define_hatch(&frame.id, frame.text * 0.45),
        Tones::Around => svg.define_hatches_around(&frame.id, frame.text * 0.45),
    }
}

/// Class and fill of a step.
pub(crate) fn tone(tones: Tones, id: &str, step: usize) -> (String, String) {
    match tones {
        Tones::Rising => Svg::shade(id, step),
        Tones::Around => Svg::step_around(id, step),
    }
}

/// Entries of a scale after its heading.
pub(crate) fn steps<'a>(tones: Tones, heading: &'a str, shades: &'a [Shade]) -> Vec<(Swatch, &'a str)> {
    match tones {
        Tones::Rising => scale(heading, shades),
        Tones::Around => {
            let steps = shades.iter().enumerate().map(|(step, shade)| (Swatch::StepAround(step), shade.label.as_str()));
            std::iter::once((Swatch::None, heading)).chain(steps).collect()
        }
    }
}

/// The cells of one step as one path: cells beside each other are one rectangle, so that a large grid stays a small file.
fn runs(figure: &Cells, step: usize, columns: usize, (rows, side): (usize, f64)) -> String {
    let mut path = String::new();
    for (row, values) in figure.values.chunks(columns).enumerate() {
        let y = side * float(rows - 1 - row);
        let is = |value: &f64| value.is_finite() && shade_of(*value, &figure.shades) == step;
        let mut at = 0;
        while at < values.len() {
            let run = values[at..].iter().take_while(|v| is(v)).count();
            if run > 0 {
                let (x, w, h) = (number(side * float(at)), number(side * float(run)), number(side));
                let _ = write!(path, "M{x} {}h{w}v{h}h-{w}z", number(y));
            }
            at += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(columns: usize, values: Vec<f64>, tones: Tones) -> Cells {
        let frame = Frame { id: "g".into(), title: "Rutor".into(), description: String::new(), width: 300.0, text: 12.0 };
        let shades = (0..5).map(|i| Shade { up_to: float(i), label: format!("steg {i}") }).collect();
        Cells { frame, columns, values, side: 100.0, shades, tones, over: Over::default(), words: ["", "N"].map(str::to_owned) }
    }

    #[test]
    fn cells_of_one_step_in_a_row_are_one_rectangle_with_south_down() {
        let svg = cells(&figure(3, vec![1.0, 1.0, 3.0, f64::NAN, 0.0, 1.0], Tones::Rising));
        assert!(svg.contains("d=\"M0 100h200v100h-200zM200 0h100v100h-100z\""), "{svg}");
        assert!(svg.contains(">200 m</text>") || svg.contains(">50 m</text>") || svg.contains(">20 m</text>"), "{svg}");
    }

    #[test]
    fn more_is_told_from_fewer_without_colour() {
        let svg = cells(&figure(5, vec![0.0, 1.0, 2.0, 3.0, 4.0], Tones::Around));
        // The cell and its swatch, for both steps of more; neither step of fewer.
        assert_eq!([3, 4].map(|step| svg.matches(&format!("url(#g-more{step})")).count()), [2, 2]);
        assert_eq!(svg.matches("fill=\"#0b5c68\"").count(), 2);
    }

    #[test]
    fn what_lies_over_is_drawn_where_it_is_and_not_outside() {
        let mut drawn = figure(3, vec![1.0; 6], Tones::Rising);
        drawn.over.lines = vec![vec![[0.0, 0.0], [150.0, 100.0], [150.0, 100.1]], vec![[-200.0, 0.0], [-100.0, 50.0]]];
        drawn.over.marks = vec![([50.0, 50.0], "1".into()), ([500.0, 50.0], "<2>".into())];
        let svg = cells(&drawn);
        assert!(svg.contains("d=\"M0.0 200.0L150.0 100.0\""), "{svg}");
        assert!(svg.contains(">1</text>") && !svg.contains("2&gt;"), "{svg}");
    }

    #[test]
    fn no_cells_give_an_empty_but_whole_figure() {
        let svg = cells(&figure(0, Vec::new(), Tones::Rising));
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>") && !svg.contains("NaN") && !svg.contains("inf"));
    }
}
