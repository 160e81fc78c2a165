//! A count as a mark against the interval it was expected in, one row each.

use crate::Frame;
use crate::legend::{Legend, Swatch};
use crate::palette::{ACCENT, BAND, INK, LINE, MUTED, PAPER};
use crate::svg::{Anchor, Face, Svg, disc, float, number};

/// What is said of a count: decides the shape of its mark. Where the mark stands says where the count
/// lies; of many counts some lie outside their interval by chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing but chance: a disc.
    Inside,
    /// More: a triangle that points up.
    Above,
    /// Fewer: a triangle that points down.
    Below,
    /// Cannot be told: an open ring.
    Unknown,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct IntervalRow {
    /// Name on the left.
    pub label: String,
    /// The count.
    pub count: f64,
    /// Lower end, mean and upper end; `None` when it cannot be told.
    pub expected: Option<[f64; 3]>,
    /// Shape.
    pub mark: Mark,
    /// Text on the right: the count.
    pub value: String,
}

/// Input of [`intervals`].
#[derive(Clone, Debug, PartialEq)]
pub struct Intervals {
    /// Identity, words and room.
    pub frame: Frame,
    /// Height of a row.
    pub row: f64,
    /// Share of the width that names take, 0–1.
    pub names: f64,
    /// Rows, top to bottom.
    pub rows: Vec<IntervalRow>,
    /// Words of the legend: expected interval, nothing but chance, more, fewer.
    pub legend: [String; 4],
}

/// Rows on one scale from zero.
pub fn intervals(figure: &Intervals) -> String {
    let frame = &figure.frame;
    let t = frame.text;
    let left = frame.width * figure.names.clamp(0.0, 0.8);
    let right = frame.width - 3.2 * t;
    let bottom = figure.row * float(figure.rows.len());
    let [expected, inside, above, below] = &figure.legend;
    let marks = [(Mark::Inside, inside), (Mark::Above, above), (Mark::Below, below)];
    let mut entries = vec![(Swatch::Band { across: true }, expected.as_str())];
    entries.extend(marks.map(|(mark, words)| (Swatch::Mark(mark), words.as_str())));
    let legend = Legend::new(frame, entries);
    let mut svg = Svg::open(frame, bottom + 0.4 * t + legend.height());
    let most = figure.rows.iter().map(|r| r.expected.map_or(r.count, |e| e[2].max(r.count))).fold(4.0, f64::max);
    let x = |value: f64| left + (value / most).clamp(0.0, 1.0) * (right - left);

    svg.line([left, 0.0, left, bottom], "fig-line", LINE, t * 0.06, "");
    for (i, row) in figure.rows.iter().enumerate() {
        let y = figure.row * (float(i) + 0.5);
        svg.text((0.0, y + 0.36 * t), Face::plain(Anchor::Start), &row.label);
        svg.line([left, y, right, y], "fig-line", LINE, t * 0.04, "");
        if let Some([low, mean, high]) = row.expected {
            let (band, half) = (x(high) - x(low), 0.38 * t);
            svg.rect([x(low), y - half, band, 2.0 * half], "fig-band", BAND);
            for end in [x(low), x(high)] {
                svg.line([end, y - half, end, y + half], "fig-edge", MUTED, t * 0.06, "");
            }
            svg.line([x(mean), y - half, x(mean), y + half], "fig-ink-line", INK, t * 0.09, "");
        }
        draw_mark(&mut svg, row.mark, (x(row.count), y), t * 0.34);
        svg.text((frame.width, y + 0.36 * t), Face::bold(Anchor::End), &row.value);
    }
    legend.draw(&mut svg, bottom + 0.4 * t);
    svg.close()
}

/// The mark of a count.
pub(crate) fn draw_mark(svg: &mut Svg, mark: Mark, (x, y): (f64, f64), r: f64) {
    let triangle = |up: f64| {
        let [x0, x1, x2] = [x - 1.15 * r, x, x + 1.15 * r].map(number);
        let [y0, y1] = [y + up * r, y - up * 1.1 * r].map(number);
        format!("M{x0} {y0}L{x1} {y1}L{x2} {y0}Z")
    };
    match mark {
        Mark::Inside => svg.path(&disc((x, y), r), "fig-accent", ACCENT),
        Mark::Above => svg.path(&triangle(1.0), "fig-accent", ACCENT),
        Mark::Below => svg.path(&triangle(-1.0), "fig-accent", ACCENT),
        Mark::Unknown => {
            svg.path(&disc((x, y), r), "fig-accent", ACCENT);
            svg.path(&disc((x, y), r * 0.6), "fig-paper", PAPER);
        }
    }
}
