//! The week pulse: seven days by twenty-four hours as shades, with totals in the margins.

use crate::legend::{Legend, scale};
use crate::palette::QUIET;
use crate::svg::{Anchor, Face, Svg, float};
use crate::{Frame, Shade, shade_of};

/// Input of [`pulse`].
#[derive(Clone, Debug, PartialEq)]
pub struct PulseFigure {
    /// Identity, words and room.
    pub frame: Frame,
    /// Height of a row of the matrix.
    pub row: f64,
    /// Weight per weekday and hour, Monday first.
    pub cells: [[f64; 24]; 7],
    /// Short names of the days, Monday first.
    pub days: [String; 7],
    /// Totals per day as text, Monday first.
    pub day_totals: [String; 7],
    /// The scale, lightest first; at most [`crate::SHADES`] steps.
    pub shades: Vec<Shade>,
    /// Heading of the legend: what a shade counts.
    pub legend: String,
}

/// Cells shaded by the scale; bars above give hours their total, bars to the right the days.
pub fn pulse(figure: &PulseFigure) -> String {
    let frame = &figure.frame;
    let t = frame.text;
    let (left, margin) = (2.6 * t, 5.2 * t);
    let cell = (frame.width - left - margin) / 24.0;
    let hours_height = 2.0 * t;
    let top = hours_height + 0.3 * t;
    let bottom = top + figure.row * 7.0;
    let legend = Legend::new(frame, scale(&figure.legend, &figure.shades));
    let mut svg = Svg::open(frame, bottom + 1.7 * t + legend.height());
    svg.define_hatch(&frame.id, t * 0.45);

    for (day, hours) in figure.cells.iter().enumerate() {
        let y = top + figure.row * float(day);
        svg.text((left - 0.5 * t, y + figure.row / 2.0 + 0.36 * t), Face::plain(Anchor::End), &figure.days[day]);
        for (hour, value) in hours.iter().enumerate() {
            let (class, fill) = Svg::shade(&frame.id, shade_of(*value, &figure.shades));
            svg.rect([left + cell * float(hour), y, cell - 0.8, figure.row - 0.8], &class, &fill);
        }
    }
    margins(&mut svg, figure, [left, top, cell, hours_height]);
    for hour in (0..24).step_by(6) {
        svg.text((left + cell * float(hour), bottom + 1.15 * t), Face::muted(Anchor::Start), &format!("{hour:02}"));
    }
    svg.text((left + cell * 24.0, bottom + 1.15 * t), Face::muted(Anchor::End), "24");
    legend.draw(&mut svg, bottom + 1.7 * t);
    svg.close()
}

fn margins(svg: &mut Svg, figure: &PulseFigure, [left, top, cell, room]: [f64; 4]) {
    let t = figure.frame.text;
    let per_hour: Vec<f64> = (0..24).map(|h| figure.cells.iter().map(|day| day[h]).sum()).collect();
    let most = per_hour.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    for (hour, total) in per_hour.iter().enumerate() {
        let h = total / most * (room - 0.3 * t);
        svg.rect([left + cell * float(hour), top - 0.3 * t - h, cell - 0.8, h], "fig-quiet", QUIET);
    }
    let per_day: Vec<f64> = figure.cells.iter().map(|day| day.iter().sum()).collect();
    let most = per_day.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let x = left + cell * 24.0 + 0.3 * t;
    for (day, total) in per_day.iter().enumerate() {
        let y = top + figure.row * float(day);
        let w = total / most * 2.2 * t;
        svg.rect([x, y + figure.row * 0.12, w, figure.row * 0.72], "fig-quiet", QUIET);
        svg.text((x + w + 0.3 * t, y + figure.row / 2.0 + 0.36 * t), Face::plain(Anchor::Start), &figure.day_totals[day]);
    }
}
