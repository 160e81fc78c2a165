//! A figure as a file of its own: on paper, with an edge and its title to be seen.

use crate::Frame;
use crate::palette::PAPER;
use crate::svg::{Anchor, Face, Svg, number};

/// A figure, drawn with this frame, on white with its title above it.
pub fn on_paper(frame: &Frame, figure: &str) -> String {
    let t = frame.text;
    let (edge, top) = (1.2 * t, 3.2 * t);
    let height = figure.split(" height=\"").nth(1).and_then(|rest| rest.split('"').next()?.parse::<f64>().ok()).unwrap_or(0.0);
    // The figure inside has the title and description; this one only says the same to who sees.
    let (w, h) = (number(frame.width + 2.0 * edge), number(top + height + edge));
    let mut svg = Svg::plain(&format!("width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\""), t);
    svg.rect([0.0, 0.0, frame.width + 2.0 * edge, top + height + edge], "fig-paper", PAPER);
    svg.text((edge, 2.0 * t), Face { scale: 1.2, ..Face::bold(Anchor::Start) }, &frame.title);
    svg.raw(&figure.replacen("<svg ", &format!("<svg x=\"{}\" y=\"{}\" ", number(edge), number(top)), 1));
    svg.close()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figure_keeps_its_size_inside_an_edge() {
        let frame = Frame { id: "p".into(), title: "Titel & mer".into(), description: String::new(), width: 100.0, text: 10.0 };
        let file = on_paper(&frame, &Svg::open(&frame, 50.0).close());
        assert!(file.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"124\" height=\"94\""), "{file}");
        assert!(file.contains("<svg x=\"12\" y=\"32\" xmlns") && file.contains(">Titel &amp; mer</text>"));
        assert_eq!((file.matches("<svg").count(), file.matches("</svg>").count()), (2, 2));
    }
}
