//! Writing SVG text: escaping, numbers, and the few elements the figures are made of.

use crate::palette::{AROUND, INK, MUTED, PAPER, SCALE};
use crate::{Frame, SHADES};
use std::fmt::Write;

/// The beginning of a figure for the cell of a table; what it says is its label.
pub(crate) fn row_figure(label: &str, width: f64, height: f64) -> String {
    let (width, label) = (number(width), escape(label));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure-row fig\" role=\"img\" aria-label=\"{label}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">"
    )
}

/// An SVG element being written.
pub(crate) struct Svg {
    out: String,
    text: f64,
}

/// Where a text is anchored.
#[derive(Clone, Copy)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Clone, Copy)]
pub(crate) struct Face {
    pub anchor: Anchor,
    pub muted: bool,
    pub bold: bool,
    /// Size against the frame's text.
    pub scale: f64,
}

impl Face {
    pub const fn plain(anchor: Anchor) -> Self {
        Self { anchor, muted: false, bold: false, scale: 1.0 }
    }

    pub const fn muted(anchor: Anchor) -> Self {
        Self { anchor, muted: true, bold: false, scale: 1.0 }
    }

    pub const fn bold(anchor: Anchor) -> Self {
        Self { anchor, muted: false, bold: true, scale: 1.0 }
    }
}

impl Svg {
    /// Opens a figure of the frame's width and this height.
    pub fn open(frame: &Frame, height: f64) -> Self {
        let id = &frame.id;
        let mut out = String::with_capacity(8192);
        let (w, h) = (number(frame.width), number(height));
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure fig\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
             width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" font-family=\"Inter, 'Inter Variable', system-ui, sans-serif\" font-size=\"{}\">",
            number(frame.text),
            id = escape(id),
        );
        let _ = write!(
            out,
            "<title id=\"{0}-title\">{1}</title><desc id=\"{0}-desc\">{2}</desc>",
            escape(id),
            escape(&frame.title),
            escape(&frame.description)
        );
        Self { out, text: frame.text }
    }

    /// Opens a drawing that holds a figure and is none itself.
    pub fn plain(attributes: &str, text: f64) -> Self {
        let out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes} font-family=\"Inter, 'Inter Variable', system-ui, sans-serif\" font-size=\"{}\">",
            number(text)
        );
        Self { out, text }
    }

    /// Height of the figure's text.
    pub fn text_height(&self) -> f64 {
        self.text
    }

    /// Adds markup that the caller has made safe.
    pub fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// A rectangle of a class and its colour.
    pub fn rect(&mut self, place: [f64; 4], class: &str, fill: &str) {
        let [x, y, w, h] = place.map(number);
        let _ = write!(self.out, "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" class=\"{class}\" fill=\"{fill}\"/>");
    }

    /// A straight line of a class and its colour; `dash` may be empty.
    pub fn line(&mut self, ends: [f64; 4], class: &str, stroke: &str, width: f64, dash: &str) {
        let [x1, y1, x2, y2] = ends.map(number);
        let _ = write!(
            self.out,
            "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" class=\"{class}\" stroke=\"{stroke}\" stroke-width=\"{}\"",
            number(width)
        );
        if !dash.is_empty() {
            let _ = write!(self.out, " stroke-dasharray=\"{dash}\"");
        }
        self.raw("/>");
    }

    /// A filled path.
    pub fn path(&mut self, d: &str, class: &str, fill: &str) {
        let _ = write!(self.out, "<path d=\"{d}\" class=\"{class}\" fill=\"{fill}\"/>");
    }

    /// An open path of a class and its colour; `dash` may be empty.
    pub fn stroke(&mut self, d: &str, (class, stroke): (&str, &str), width: f64, dash: &str) {
        let _ = write!(self.out, "<path d=\"{d}\" class=\"{class}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{}\"", number(width));
        if !dash.is_empty() {
            let _ = write!(self.out, " stroke-dasharray=\"{dash}\"");
        }
        self.raw("/>");
    }

    /// A proportional circle: clear inside, so that what lies under it can be read.
    pub fn ring(&mut self, d: &str, width: f64) {
        let _ = write!(
            self.out,
            "<path d=\"{d}\" class=\"fig-circle\" fill=\"{PAPER}\" fill-opacity=\"0.55\" stroke=\"{INK}\" stroke-width=\"{}\"/>",
            number(width)
        );
    }

    /// A text whose baseline starts at a point.
    pub fn text(&mut self, at: (f64, f64), face: Face, words: &str) {
        let (class, fill) = if face.muted { ("fig-muted", MUTED) } else { ("fig-ink", INK) };
        let anchor = match face.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if face.bold { " font-weight=\"600\"" } else { "" };
        let _ = write!(self.out, "<text x=\"{}\" y=\"{}\" class=\"{class}\" fill=\"{fill}\"{anchor}{weight}", number(at.0), number(at.1));
        if (face.scale - 1.0).abs() > 0.001 {
            let _ = write!(self.out, " font-size=\"{}\"", number(self.text * face.scale));
        }
        let _ = write!(self.out, ">{}</text>", escape(words));
    }

    /// A text on a light edge, readable over any shade.
    pub fn halo(&mut self, at: (f64, f64), face: Face, words: &str) {
        // Twice, as some PDF writers do not know `paint-order`.
        let width = number(0.28 * self.text_height());
        self.raw(&format!("<g class=\"fig-paper-line\" stroke=\"{PAPER}\" stroke-width=\"{width}\" stroke-linejoin=\"round\">"));
        self.text(at, face, words);
        self.raw("</g>");
        self.text(at, face, words);
    }

    /// The hatch of the top shade, to be used by [`Svg::shade`].
    pub fn define_hatch(&mut self, id: &str, step: f64) {
        let _ = write!(
            self.out,
            "<defs><pattern id=\"{0}-hatch\" width=\"{1}\" height=\"{1}\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <rect width=\"{1}\" height=\"{1}\" class=\"fig-s4\" fill=\"{2}\"/>\
             <rect width=\"{3}\" height=\"{1}\" class=\"fig-s2\" fill=\"{4}\"/></pattern></defs>",
            escape(id),
            number(step),
            SCALE[4],
            number(step * 0.22),
            SCALE[2],
        );
    }

    /// The hatches of the two steps of more on a scale around a middle, to be used by [`Svg::step_around`].
    pub fn define_hatches_around(&mut self, id: &str, size: f64) {
        self.raw("<defs>");
        for (step, stripe) in [(3, AROUND[4]), (4, AROUND[3])] {
            let (id, side, width) = (escape(id), number(size), number(size * 0.22));
            let _ = write!(
                self.out,
                "<pattern id=\"{id}-more{step}\" width=\"{side}\" height=\"{side}\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
                 <rect width=\"{side}\" height=\"{side}\" fill=\"{}\"/><rect width=\"{width}\" height=\"{side}\" fill=\"{stripe}\"/></pattern>",
                AROUND[step],
            );
        }
        self.raw("</defs>");
    }

    /// Class and fill of a step around a middle.
    pub fn step_around(id: &str, step: usize) -> (String, String) {
        let step = step.min(SHADES - 1);
        let fill = if step > 2 { format!("url(#{}-more{step})", escape(id)) } else { AROUND[step].to_owned() };
        (format!("fig-around{step}"), fill)
    }

    /// Class and fill of a shade: the top one is hatched.
    pub fn shade(id: &str, step: usize) -> (String, String) {
        let step = step.min(SHADES - 1);
        match step + 1 == SHADES {
            true => ("fig-top".to_owned(), format!("url(#{}-hatch)", escape(id))),
            false => (format!("fig-s{step}"), SCALE[step].to_owned()),
        }
    }

    /// The hatch of areas without a value, over blank ground; its lines go the other way than those of [`Svg::define_hatch`].
    pub fn define_no_value(&mut self, id: &str, step: f64) {
        let _ = write!(
            self.out,
            "<defs><pattern id=\"{0}-none\" width=\"{1}\" height=\"{1}\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(-45)\">\
             <rect width=\"{2}\" height=\"{1}\" class=\"fig-muted\" fill=\"{MUTED}\" fill-opacity=\"0.55\"/></pattern></defs>",
            escape(id),
            number(step),
            number(step * 0.16),
        );
    }

    /// Fill of areas without a value.
    pub fn no_value(id: &str) -> String {
        format!("url(#{}-none)", escape(id))
    }

    /// Ends the figure.
    pub fn close(mut self) -> String {
        self.raw("</svg>");
        self.out
    }
}

/// A number with at most two decimals and no needless zeros.
pub(crate) fn number(value: f64) -> String {
    let value = if value.is_finite() { value } else { 0.0 };
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" || text.is_empty() { "0".to_owned() } else { text.to_owned() }
}

/// Text made safe inside an element or a quoted attribute. Characters that XML cannot hold go.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// About how wide a text is, in units of `size`. Inter's mean advance in Swedish is 0.55 em.
pub(crate) fn text_width(text: &str, size: f64) -> f64 {
    #[allow(clippy::cast_precision_loss)] // a text is far shorter than 2^52
    let chars = text.chars().count() as f64;
    chars * size * 0.56
}

/// Path of a disc.
pub(crate) fn disc((x, y): (f64, f64), r: f64) -> String {
    let [left, y, r2, d] = [x - r, y, r, 2.0 * r].map(number);
    format!("M{left} {y}a{r2} {r2} 0 1 0 {d} 0a{r2} {r2} 0 1 0 -{d} 0Z")
}

/// A count as a coordinate.
#[allow(clippy::cast_precision_loss)] // positions in a figure are small
pub(crate) fn float(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_place() {
        assert_eq!(escape("<script>\"a\"&'b'\u{0}\u{b}"), "&lt;script&gt;&quot;a&quot;&amp;&#39;b&#39;");
    }

    #[test]
    fn numbers_are_short_and_never_odd() {
        assert_eq!(
            ["0", "1.5", "10", "0", "0", "-3.33"],
            [0.0, 1.5, 10.0, -0.001, f64::NAN, -10.0 / 3.0].map(number).each_ref().map(String::as_str)
        );
    }
}
