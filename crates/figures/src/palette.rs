//! The colours: one blue-green hue from light to dark, and greys that pass 4.5:1 on white.

use crate::SHADES;

/// Text and strong lines: 15:1 on white.
pub(crate) const INK: &str = "#16262e";
/// Secondary text: 6:1 on white.
pub(crate) const MUTED: &str = "#4c5d66";
/// Grid lines and outlines.
pub(crate) const LINE: &str = "#c3ced3";
/// Paper.
pub(crate) const PAPER: &str = "#ffffff";
/// The figure's own colour: 7:1 on white.
pub(crate) const ACCENT: &str = "#0b5c68";
/// Marks that step back behind the accent: 3.5:1 on white, so that they are seen at all.
pub(crate) const QUIET: &str = "#568f98";
/// Area of what is expected. Too light to be seen by everyone: its edges are drawn with [`MUTED`].
pub(crate) const BAND: &str = "#dbebec";
/// The scale from nothing to most. Lightness falls in even steps, so it survives grey print and
/// every kind of colour blindness; the last step is hatched as well.
pub(crate) const SCALE: [&str; SHADES] = ["#f4f7f7", "#cfe4e5", "#93c3c8", "#4a98a2", "#0b5c68"];
/// From clearly fewer to clearly more around a middle: blue-green and brown, which every kind of colour blindness keeps apart. Both sides are
/// as light in grey print, so the side of more is hatched.
pub(crate) const AROUND: [&str; SHADES] = ["#0b5c68", "#93c3c8", "#f4f7f7", "#e0b878", "#8c510a"];

/// Style sheet for pages that show figures inline: follows the page's dark mode.
///
/// Put it once in the page's own style sheet. It needs no inline style, so it works under a
/// content security policy without `unsafe-inline`.
pub const STYLE: &str = "\
.figure{display:block;width:100%;height:auto;max-width:36rem}
.figure-row{display:inline-block;width:6rem;height:1.25rem;vertical-align:middle}
@media screen and (prefers-color-scheme:dark){
:root:not([data-color-scheme=light]) .fig-ink{fill:#e8eef0}
:root:not([data-color-scheme=light]) .fig-muted{fill:#b3c2c8}
:root:not([data-color-scheme=light]) .fig-line{stroke:#46565e}
:root:not([data-color-scheme=light]) .fig-ink-line{stroke:#e8eef0}
:root:not([data-color-scheme=light]) .fig-edge{stroke:#7f9199}
:root:not([data-color-scheme=light]) .fig-circle{fill:#10191d;stroke:#e8eef0}
:root:not([data-color-scheme=light]) .fig-paper{fill:#10191d}
:root:not([data-color-scheme=light]) .fig-paper-line{stroke:#10191d}
:root:not([data-color-scheme=light]) .fig-accent{fill:#8fd3db}
:root:not([data-color-scheme=light]) .fig-quiet{fill:#3d7780}
:root:not([data-color-scheme=light]) .fig-band{fill:#22373d}
:root:not([data-color-scheme=light]) .fig-s0{fill:#19262b}
:root:not([data-color-scheme=light]) .fig-s1{fill:#224047}
:root:not([data-color-scheme=light]) .fig-s2{fill:#2f6a73}
:root:not([data-color-scheme=light]) .fig-s3{fill:#56a3ad}
:root:not([data-color-scheme=light]) .fig-s4{fill:#a6e0e6}
}
";

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(hex: &str) -> f64 {
        let part = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        0.2126 * linear(part(1)) + 0.7152 * linear(part(3)) + 0.0722 * linear(part(5))
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// A class's colour in dark mode.
    fn dark(class: &str) -> &'static str {
        let rule = STYLE.split(&format!(".{class}{{")).nth(1).unwrap();
        &rule[rule.find('#').unwrap()..][..7]
    }

    #[test]
    fn what_carries_meaning_is_seen_in_both_modes() {
        for (name, mark, ground) in [
            ("bars", QUIET, PAPER),
            ("bars in the dark", dark("fig-quiet"), dark("fig-paper")),
            ("this week", ACCENT, PAPER),
            ("this week in the dark", dark("fig-accent"), dark("fig-paper")),
            ("edges", MUTED, PAPER),
            ("edges on the band", MUTED, BAND),
            ("edges in the dark", dark("fig-edge"), dark("fig-paper")),
            ("edges on the dark band", dark("fig-edge"), dark("fig-band")),
        ] {
            assert!(contrast(mark, ground) >= 3.0, "{name}: {:.2}", contrast(mark, ground));
        }
        assert!(contrast(INK, PAPER) >= 7.0 && contrast(MUTED, PAPER) >= 4.5);
    }
}
