//! A year of weeks as bars, with the band that this week's count is held against.

use crate::Frame;
use crate::legend::{Legend, Swatch, dash};
use crate::palette::{ACCENT, BAND, INK, LINE, MUTED, QUIET};
use crate::svg::{Anchor, Face, Svg, float, number, text_width};

/// One week of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendWeek {
    /// Text under the axis; empty for weeks that carry none.
    pub tick: String,
    /// Count; `None` where there is no material, drawn as a gap with a short dash.
    pub count: Option<u64>,
}

/// What the current week was expected to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Mean of the comparison weeks.
    pub mean: f64,
    /// Lower end for one week.
    pub low: f64,
    /// Upper end for one week.
    pub high: f64,
    /// Number of weeks before the current one that it is drawn under too: those that it was made
    /// from, 0 when only a part of each was looked at.
    pub weeks: usize,
}

/// Input of [`trend`].
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// Identity, words and room.
    pub frame: Frame,
    /// Height of the bars' area.
    pub height: f64,
    /// Weeks, oldest first; the last is the current one.
    pub weeks: Vec<TrendWeek>,
    /// Expected interval, when it can be told.
    pub band: Option<Band>,
    /// Words of the legend: a week, this week, the band.
    pub legend: [String; 3],
    /// Text over the current week's bar: its count.
    pub current: String,
}

/// Bars for every week, the current one dark with its number and a pointer under the axis.
pub fn trend(figure: &Trend) -> String {
    let frame = &figure.frame;
    let t = frame.text;
    let top = 1.6 * t;
    let base = top + figure.height;
    let [earlier, current, expected] = &figure.legend;
    let mut entries = vec![(Swatch::Bar, earlier.as_str()), (Swatch::Current, current.as_str())];
    entries.extend(figure.band.iter().map(|_| (Swatch::Band { across: false }, expected.as_str())));
    let legend = Legend::new(frame, entries);
    let (left, right) = (2.4 * t, frame.width - 0.4 * t);
    let scale = Scale::of(figure);
    let y = |value: f64| base - value / scale.top * figure.height;
    let step = (right - left) / float(figure.weeks.len().max(1));
    let mut svg = Svg::open(frame, base + 2.2 * t + legend.height());

    for mark in scale.marks() {
        svg.line([left, y(mark), right, y(mark)], "fig-line", LINE, t * 0.05, "");
        svg.text((left - 0.5 * t, y(mark) + 0.35 * t), Face::muted(Anchor::End), &number(mark));
    }
    let last = figure.weeks.len().saturating_sub(1);
    if let Some(band) = &figure.band {
        let x = left + step * float(last.saturating_sub(band.weeks));
        svg.rect([x, y(band.high), right - x, (y(band.low) - y(band.high)).max(0.0)], "fig-band", BAND);
        for edge in [y(band.low), y(band.high)] {
            svg.line([x, edge, right, edge], "fig-edge", MUTED, t * 0.06, "");
        }
        bars(&mut svg, figure, [left, step, base, t], &y);
        svg.line([x, y(band.mean), right, y(band.mean)], "fig-ink-line", INK, t * 0.09, &dash(t));
    } else {
        bars(&mut svg, figure, [left, step, base, t], &y);
    }
    svg.line([left, base, right, base], "fig-ink-line", INK, t * 0.09, "");
    ticks(&mut svg, figure, [left, step, base, right], t);
    legend.draw(&mut svg, base + 2.2 * t);
    svg.close()
}

fn bars(svg: &mut Svg, figure: &Trend, [left, step, base, t]: [f64; 4], y: &dyn Fn(f64) -> f64) {
    let last = figure.weeks.len().saturating_sub(1);
    for (i, week) in figure.weeks.iter().enumerate() {
        let x = left + step * float(i) + step * 0.14;
        let width = step * 0.72;
        let Some(count) = week.count else {
            svg.line([x, base - 0.3 * t, x + width, base - 0.3 * t], "fig-line", MUTED, t * 0.06, "");
            continue;
        };
        #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
        let head = y(count as f64);
        let (class, fill) = if i == last { ("fig-accent", ACCENT) } else { ("fig-quiet", QUIET) };
        svg.rect([x, head, width, base - head], class, fill);
        if i == last {
            let right = x + width;
            svg.text((right, (head - 0.4 * t).max(1.1 * t)), Face::bold(Anchor::End), &figure.current);
        }
    }
}

/// Texts under the axis; one that would touch the text before it, or the current week's, stays out.
fn ticks(svg: &mut Svg, figure: &Trend, [left, step, base, right]: [f64; 4], t: f64) {
    let last = figure.weeks.len().saturating_sub(1);
    let middle = |i: usize| left + step * (float(i) + 0.5);
    let own = figure.weeks.get(last).map(|w| w.tick.as_str()).unwrap_or_default();
    let own_left = right - text_width(own, t);
    let mut free = f64::NEG_INFINITY;
    for (i, week) in figure.weeks.iter().enumerate().take(last).filter(|(_, w)| !w.tick.is_empty()) {
        let half = text_width(&week.tick, t) / 2.0;
        if middle(i) - half < free || middle(i) + half > own_left - t {
            continue;
        }
        free = middle(i) + half + 0.6 * t;
        svg.line([middle(i), base, middle(i), base + 0.3 * t], "fig-ink-line", INK, t * 0.07, "");
        svg.text((middle(i), base + 1.35 * t), Face::muted(Anchor::Middle), &week.tick);
    }
    let (x, s) = (middle(last), 0.35 * t);
    let [x0, x1, x2, y0, y1] = [x - s, x, x + s, base + 2.0 * s, base + 0.3 * s].map(number);
    svg.path(&format!("M{x0} {y0}L{x1} {y1}L{x2} {y0}Z"), "fig-accent", ACCENT);
    svg.text((right, base + 1.7 * t), Face::bold(Anchor::End), own);
}

/// A vertical scale from zero with three to five whole marks.
pub(crate) struct Scale {
    pub(crate) top: f64,
    step: f64,
}

impl Scale {
    fn of(figure: &Trend) -> Self {
        #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
        let counts = figure.weeks.iter().filter_map(|w| w.count).max().unwrap_or(0) as f64;
        Self::to(figure.band.as_ref().map_or(counts, |b| counts.max(b.high)))
    }

    /// A scale that holds a value.
    pub(crate) fn to(value: f64) -> Self {
        let top = value.max(4.0);
        let rough = top / 4.0;
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].iter().map(|m| m * power).find(|s| *s >= rough * 0.95).unwrap_or(rough).max(1.0);
        Self { top: (top / step).ceil() * step, step }
    }

    /// Its marks.
    pub(crate) fn marks(&self) -> impl Iterator<Item = f64> + '_ {
        (0u32..=6).map(|i| f64::from(i) * self.step).take_while(|m| *m <= self.top + 0.5 * self.step * 0.01)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(count: u64, high: f64) -> Trend {
        let frame = Frame { id: "t".into(), title: String::new(), description: String::new(), width: 400.0, text: 12.0 };
        let weeks = vec![TrendWeek { tick: String::new(), count: None }, TrendWeek { tick: "v. 2".into(), count: Some(count) }];
        let band = Some(Band { mean: high / 2.0, low: 0.0, high, weeks: 12 });
        Trend {
            frame,
            height: 100.0,
            weeks,
            band,
            legend: ["Vecka", "Denna vecka", "Väntat"].map(str::to_owned),
            current: count.to_string(),
        }
    }

    #[test]
    fn the_scale_holds_both_counts_and_band_in_whole_steps() {
        for (count, high) in [(0, 0.0), (3, 1.0), (17, 90.0), (12_345, 2.0), (99, 101.0)] {
            let scale = Scale::of(&figure(count, high));
            assert!(scale.top >= high && scale.top >= f64::from(u32::try_from(count).unwrap_or(u32::MAX)));
            let marks = scale.marks().count();
            assert!((3..=6).contains(&marks), "{marks} marks for {count} and {high}");
            assert!(scale.step.fract() == 0.0);
        }
    }

    #[test]
    fn weeks_without_material_have_no_bar() {
        let svg = trend(&figure(3, 5.0));
        assert_eq!(svg.matches("class=\"fig-quiet\"").count(), 1, "only the legend's");
        assert!(svg.contains(">3</text>"));
    }

    #[test]
    fn the_band_lies_under_the_weeks_that_it_is_about() {
        let band = |weeks: usize| {
            let mut figure = figure(3, 5.0);
            figure.weeks = vec![TrendWeek { tick: String::new(), count: Some(3) }; 10];
            if let Some(band) = &mut figure.band {
                band.weeks = weeks;
            }
            let svg = trend(&figure);
            let rect = svg.split("<rect ").find(|rect| rect.contains("fig-band")).unwrap_or_default().to_owned();
            rect.split("width=\"").nth(1).and_then(|w| w.split('"').next()).and_then(|w| w.parse::<f64>().ok()).unwrap_or_default()
        };
        assert!((band(4) - 5.0 * band(0)).abs() < 0.1, "{} {}", band(4), band(0));
        assert!(band(0) > 0.0);
    }
}
