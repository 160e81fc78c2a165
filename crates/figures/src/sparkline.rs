//! A row's last weeks as tiny bars, the newest one dark.

use crate::palette::{ACCENT, QUIET};
use crate::svg::{float, number, row_figure};
use std::fmt::Write;

/// Input of [`sparkline`].
#[derive(Clone, Debug, PartialEq)]
pub struct Sparkline<'a> {
    /// What the bars say, in words: `3, 1, 4 … 7`.
    pub label: String,
    /// Counts, oldest first; the last is the current one.
    pub values: &'a [u64],
}

const HEIGHT: f64 = 20.0;
const STEP: f64 = 8.0;

/// Bars for the cell of a table. The scale is the row's own, so the shape is what can be read;
/// numbers stand beside it in the table.
pub fn sparkline(figure: &Sparkline) -> String {
    let width = STEP * float(figure.values.len().max(1));
    let mut out = row_figure(&figure.label, width, HEIGHT);
    #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
    let top = figure.values.iter().copied().max().unwrap_or(0).max(4) as f64;
    let last = figure.values.len().saturating_sub(1);
    for (i, value) in figure.values.iter().enumerate() {
        let (class, fill) = if i == last { ("fig-accent", ACCENT) } else { ("fig-quiet", QUIET) };
        #[allow(clippy::cast_precision_loss)]
        // An empty week keeps a thin foot, so that twelve weeks are always twelve marks.
        let h = (*value as f64 / top * (HEIGHT - 2.0)).max(1.0);
        let (x, y) = (float(i) * STEP + 1.0, HEIGHT - h);
        let _ = write!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"6\" height=\"{}\" class=\"{class}\" fill=\"{fill}\"/>",
            number(x),
            number(y),
            number(h)
        );
    }
    out.push_str("</svg>");
    out
}
