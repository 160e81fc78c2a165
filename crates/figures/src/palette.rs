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
/// Marks that step back behind the accent.
pub(crate) const QUIET: &str = "#8dbcc2";
/// Area of what is expected.
pub(crate) const BAND: &str = "#dbebec";
/// The scale from nothing to most. Lightness falls in even steps, so it survives grey print and
/// every kind of colour blindness; the last step is hatched as well.
pub(crate) const SCALE: [&str; SHADES] = ["#f4f7f7", "#cfe4e5", "#93c3c8", "#4a98a2", "#0b5c68"];

/// Style sheet for pages that show figures inline: follows the page's dark mode.
///
/// Put it once in the page's own style sheet. It needs no inline style, so it works under a
/// content security policy without `unsafe-inline`.
pub const STYLE: &str = "\
.figure{display:block;width:100%;height:auto;max-width:44rem}
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
