//! Charts and static maps as accessible SVG: a plain model in, one SVG element out.
//!
//! The same element is shown inside a page, in print and in a PDF. It therefore says its colours
//! twice: as presentation attributes, which hold anywhere, and as classes, which a page may
//! restyle with [`STYLE`] for dark mode. Every figure has a title and a description, carries its
//! message in position, shape and words as well as colour, holds no script and refers to nothing
//! outside itself. All words are the caller's. The output is the same text for the same input.

mod cells;
mod heat;
mod intervals;
mod legend;
mod life_line;
mod lives;
mod map;
mod moment;
mod palette;
mod paper;
mod points;
mod pulse;
mod sparkline;
mod svg;
mod trend;

pub use cells::{Cells, Over, Tones, cells};
pub use heat::{Heat, HeatCell, heat};
pub use intervals::{IntervalRow, Intervals, Mark, intervals};
pub use legend::classes;
pub use life_line::{LifeLine, life_line};
pub use lives::{LifeRow, Lives, lives};
pub use map::{MapArea, MapCircle, MapFigure, NoValue, Positions, map, map_height};
pub use moment::{Moment, MomentWeek, Part, moment};
pub use palette::STYLE;
pub use paper::on_paper;
pub use points::{Bond, Group, Points, points};
pub use pulse::{PulseFigure, pulse};
pub use sparkline::{Sparkline, sparkline};
pub use trend::{Trend, TrendWeek, trend};

/// What every figure has: identity, words and room.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Unique on the page; letters, digits and hyphens. Ids inside the figure start with it.
    pub id: String,
    /// Name of the figure, read first by a screen reader.
    pub title: String,
    /// What it shows, in a sentence or two: the figure's text alternative.
    pub description: String,
    /// Width of the drawing in its own units; text is [`Frame::text`] units high.
    pub width: f64,
    /// Height of the text in the same units.
    pub text: f64,
}

/// One step of a shaded scale with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Shade {
    /// Largest value that falls in this step; the last step takes everything above.
    pub up_to: f64,
    /// Words of the legend, such as `3–5`.
    pub label: String,
}

/// Number of shades in a scale, the empty one included.
pub const SHADES: usize = 5;

/// The step of a scale that a value falls in: 0 for the first.
fn shade_of(value: f64, shades: &[Shade]) -> usize {
    let last = shades.len().min(SHADES).saturating_sub(1);
    shades.iter().take(last).position(|s| value <= s.up_to).unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_on_the_border_belongs_to_the_lower_step() {
        let shades: Vec<Shade> = [0.0, 2.0, 5.0, 10.0, 0.0].iter().map(|v| Shade { up_to: *v, label: String::new() }).collect();
        let steps: Vec<usize> = [0.0, 1.0, 2.0, 5.5, 10.0, 11.0].iter().map(|v| shade_of(*v, &shades)).collect();
        assert_eq!(steps, [0, 1, 1, 3, 3, 4]);
        assert_eq!(shade_of(4.0, &[]), 0);
    }
}
