//! A small table whose squares are shaded by a value that also stands in them as a number.

use crate::cells::{Tones, tone};
use crate::intervals::{Mark, draw_mark};
use crate::legend::{Legend, Swatch, scale};
use crate::palette::PAPER;
use crate::svg::{Anchor, Face, Svg, disc, float, text_width};
use crate::{Frame, Shade, shade_of};

/// One square.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatCell {
    /// What its shade stands for; no number: left white.
    pub value: f64,
    /// The number in it.
    pub text: String,
    /// Whether it carries the mark.
    pub marked: bool,
}

/// Input of [`heat`].
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// Identity, words and room.
    pub frame: Frame,
    /// What the rows are; what the columns are.
    pub axes: [String; 2],
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Name of each row and its squares.
    pub rows: Vec<(String, Vec<HeatCell>)>,
    /// The scale, lightest first; at most [`crate::SHADES`] steps.
    pub shades: Vec<Shade>,
    /// Heading of the legend; what the mark says.
    pub words: [String; 2],
}

/// Rows from top to bottom, columns from left to right.
pub fn heat(figure: &Heat) -> String {
    let frame = &figure.frame;
    let t = frame.text;
    let [heading, marked] = &figure.words;
    let mut entries = scale(heading, &figure.shades);
    if figure.rows.iter().flat_map(|(_, cells)| cells).any(|c| c.marked) {
        entries.push((Swatch::Mark(Mark::Above), marked));
    }
    let legend = Legend::new(frame, entries);
    let [down, across] = &figure.axes;
    let names = figure.rows.iter().map(|(name, _)| text_width(name, t)).fold(text_width(down, t), f64::max);
    let left = (names + t).min(frame.width / 2.0);
    let (top, row) = (3.2 * t, 2.6 * t);
    let cell = (frame.width - left) / float(figure.columns.len().max(1));
    let bottom = top + row * float(figure.rows.len());
    let mut svg = Svg::open(frame, bottom + 0.5 * t + legend.height());
    svg.define_hatch(&frame.id, t * 0.45);
    svg.text((left, 1.1 * t), Face::muted(Anchor::Start), across);
    svg.text((0.0, 2.6 * t), Face::muted(Anchor::Start), down);
    for (at, name) in figure.columns.iter().enumerate() {
        svg.text((left + cell * (float(at) + 0.5), 2.6 * t), Face::plain(Anchor::Middle), name);
    }
    for (at, (name, cells)) in figure.rows.iter().enumerate() {
        let y = top + row * float(at);
        svg.text((0.0, y + row / 2.0 + 0.36 * t), Face::plain(Anchor::Start), name);
        for (column, square) in cells.iter().enumerate() {
            let x = left + cell * float(column);
            if square.value.is_finite() {
                let (class, fill) = tone(Tones::Rising, &frame.id, shade_of(square.value, &figure.shades));
                svg.rect([x, y, cell - 1.0, row - 1.0], &class, &fill);
            }
            let middle = (x + cell / 2.0, y + row / 2.0 + 0.36 * t);
            svg.halo(middle, if square.marked { Face::bold(Anchor::Middle) } else { Face::plain(Anchor::Middle) }, &square.text);
            if square.marked {
                let at = (middle.0 + text_width(&square.text, t) / 2.0 + 0.9 * t, middle.1 - 0.34 * t);
                svg.path(&disc(at, 0.56 * t), "fig-paper", PAPER);
                draw_mark(&mut svg, Mark::Above, at, 0.32 * t);
            }
        }
    }
    legend.draw(&mut svg, bottom + 0.5 * t);
    svg.close()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_says_its_number_and_its_mark() {
        let frame = Frame { id: "k".into(), title: String::new(), description: String::new(), width: 400.0, text: 12.0 };
        let shades = (0..5).map(|i| Shade { up_to: float(i), label: String::new() }).collect();
        let cell = |value: f64, marked| HeatCell { value, text: format!("{value:.1}"), marked };
        let rows =
            vec![("0–100 m".to_owned(), vec![cell(2.0, true), cell(0.5, false)]), ("100–200 m".to_owned(), vec![cell(f64::NAN, false)])];
        let mut figure = Heat {
            frame,
            axes: ["Avstånd", "Dagar"].map(str::to_owned),
            columns: ["0–7", "7–14"].map(str::to_owned).to_vec(),
            rows,
            shades,
            words: ["", "fler"].map(str::to_owned),
        };
        let svg = heat(&figure);
        assert!(svg.contains(">2.0</text>") && svg.contains(">100–200 m</text>") && svg.contains(">fler</text>"));
        assert_eq!(svg.matches("<rect").count(), 4, "two squares and the two of the hatch: {svg}");
        figure.rows[0].1[0].marked = false;
        assert!(!heat(&figure).contains(">fler</text>"), "no word for what is not there");
    }
}
