//! A place through its stages as a small line: a point for each, a gap where it was not there, the newest point dark.

use crate::palette::{ACCENT, INK, LINE, PAPER};
use crate::svg::{disc, float, number, row_figure};
use std::fmt::Write;

/// Input of [`life_line`].
#[derive(Clone, Debug, PartialEq)]
pub struct LifeLine<'a> {
    /// What the line says, in words.
    pub label: String,
    /// Counts, oldest first; `None` where the place was not there.
    pub values: &'a [Option<u64>],
}

const HEIGHT: f64 = 24.0;
const STEP: f64 = 18.0;

/// A line for the cell of a table. The scale is the row's own, from zero; numbers stand beside it.
pub fn life_line(figure: &LifeLine) -> String {
    let width = STEP * float(figure.values.len().max(1));
    let mut out = row_figure(&figure.label, width, HEIGHT);
    #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
    let top = figure.values.iter().flatten().copied().max().unwrap_or(0).max(4) as f64;
    let base = HEIGHT - 4.0;
    let x = |i: usize| STEP * (float(i) + 0.5);
    #[allow(clippy::cast_precision_loss)]
    let y = |count: u64| base - count as f64 / top * (base - 4.0);
    let _ = write!(
        out,
        "<line x1=\"0\" y1=\"{b}\" x2=\"{}\" y2=\"{b}\" class=\"fig-line\" stroke=\"{LINE}\" stroke-width=\"1\"/>",
        number(width),
        b = number(base)
    );
    for (i, pair) in figure.values.windows(2).enumerate() {
        if let [Some(a), Some(b)] = pair {
            let [x1, y1, x2, y2] = [x(i), y(*a), x(i + 1), y(*b)].map(number);
            let _ = write!(
                out,
                "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" class=\"fig-ink-line\" stroke=\"{INK}\" stroke-width=\"1.5\"/>"
            );
        }
    }
    let last = figure.values.len().saturating_sub(1);
    for (i, value) in figure.values.iter().enumerate() {
        let (at, r) = match value {
            Some(count) => ((x(i), y(*count)), if i == last { 3.5 } else { 2.0 }),
            // Gone now: an open ring on the ground.
            None if i == last => ((x(i), base), 3.5),
            None => continue,
        };
        let _ = write!(out, "<path d=\"{}\" class=\"fig-accent\" fill=\"{ACCENT}\"/>", disc(at, r));
        if value.is_none() {
            let _ = write!(out, "<path d=\"{}\" class=\"fig-paper\" fill=\"{PAPER}\"/>", disc(at, r * 0.55));
        }
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(values: &[Option<u64>]) -> String {
        life_line(&LifeLine { label: "a & b".to_owned(), values })
    }

    #[test]
    fn a_gap_is_not_drawn_over() {
        let lines = |svg: &str| svg.matches("fig-ink-line").count();
        assert_eq!(lines(&drawn(&[Some(5), Some(6), None, Some(4), Some(9), Some(9)])), 3);
        assert!(drawn(&[]).contains("a &amp; b"));
    }

    #[test]
    fn what_is_gone_ends_with_an_open_ring() {
        assert!(drawn(&[Some(5), None]).contains("fig-paper"));
        assert!(!drawn(&[None, Some(5)]).contains("fig-paper"));
    }
}
