//! A year of weeks as bars, each with the band that it was expected in.

use crate::Frame;
use crate::intervals::{Mark, draw_mark};
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
    /// Lower end, mean and upper end of what it was expected to be, when that can be told; three times the same is a line alone.
    pub expected: Option<[f64; 3]>,
    /// What is said of the count: [`Mark::Above`] and [`Mark::Below`] stand over its bar.
    pub mark: Mark,
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
    /// How many of the newest weeks are dark: those that what is said is about.
    pub dark: usize,
    /// Words of the legend: a week, this week, the band.
    pub legend: [String; 3],
    /// Words of the legend for weeks over and under their band.
    pub outside: [String; 2],
    /// Text over the current week's bar: its count.
    pub current: String,
}

/// Bars for every week over the band that each was expected in; a triangle over a bar outside it, the newest weeks dark, the last of them
/// with its number and a stroke under the axis.
pub fn trend(figure: &Trend) -> String {
    let frame = &figure.frame;
    let t = frame.text;
    let marked = |mark: Mark| figure.weeks.iter().any(|w| w.mark == mark);
    // Room for a mark over the tallest bar, and for one over the current week's number.
    let top = if marked(Mark::Above) || marked(Mark::Below) { 2.6 * t } else { 1.6 * t };
    let base = top + figure.height;
    let legend = Legend::new(frame, entries(figure, &marked));
    let scale = Scale::of(figure);
    let (left, right) = (scale.room(t), frame.width - 0.4 * t);
    let y = |value: f64| base - value / scale.top * figure.height;
    let step = (right - left) / float(figure.weeks.len().max(1));
    let mut svg = Svg::open(frame, base + 2.2 * t + legend.height());

    for mark in scale.marks() {
        svg.line([left, y(mark), right, y(mark)], "fig-line", LINE, t * 0.05, "");
        svg.text((left - 0.5 * t, y(mark) + 0.35 * t), Face::muted(Anchor::End), &number(mark));
    }
    let runs = runs(&figure.weeks);
    for (from, run) in runs.iter().filter(|(_, run)| run.iter().any(has_width)) {
        let edge = |end: usize| steps(run, end, left + step * float(*from), step, &y);
        let (low, high) = (edge(0), edge(2));
        let back: Vec<String> = low.iter().rev().cloned().collect();
        svg.path(&format!("M{}L{}Z", high.join("L"), back.join("L")), "fig-band", BAND);
        for path in [low, high] {
            svg.stroke(&format!("M{}", path.join("L")), ("fig-edge", MUTED), t * 0.06, "");
        }
    }
    bars(&mut svg, figure, [left, step, base, t], &y);
    for (from, run) in &runs {
        let mean = steps(run, 1, left + step * float(*from), step, &y);
        svg.stroke(&format!("M{}", mean.join("L")), ("fig-ink-line", INK), t * 0.09, &dash(t));
    }
    svg.line([left, base, right, base], "fig-ink-line", INK, t * 0.09, "");
    ticks(&mut svg, figure, [left, step, base, right], t);
    legend.draw(&mut svg, base + 2.2 * t);
    svg.close()
}

/// The legend, with the marks that there are.
fn entries<'a>(figure: &'a Trend, marked: &dyn Fn(Mark) -> bool) -> Vec<(Swatch, &'a str)> {
    let [earlier, current, expected] = &figure.legend;
    let [above, below] = &figure.outside;
    let mut entries = vec![(Swatch::Bar, earlier.as_str()), (Swatch::Current, current.as_str())];
    let mut bands = figure.weeks.iter().filter_map(|w| w.expected.as_ref()).peekable();
    if bands.peek().is_some() {
        let swatch = if bands.any(has_width) { Swatch::Band { across: false } } else { Swatch::Line };
        entries.push((swatch, expected.as_str()));
    }
    for (mark, words) in [(Mark::Above, above), (Mark::Below, below)] {
        if marked(mark) {
            entries.push((Swatch::Mark(mark), words.as_str()));
        }
    }
    entries
}

/// Whether a band is more than its mean.
fn has_width([low, _, high]: &[f64; 3]) -> bool {
    high > low
}

/// Weeks in a row that have a band: where each run begins, and its bands.
fn runs(weeks: &[TrendWeek]) -> Vec<(usize, Vec<[f64; 3]>)> {
    let mut runs: Vec<(usize, Vec<[f64; 3]>)> = Vec::new();
    for (i, week) in weeks.iter().enumerate() {
        let Some(expected) = week.expected else { continue };
        match runs.last_mut() {
            Some((from, run)) if *from + run.len() == i => run.push(expected),
            _ => runs.push((i, vec![expected])),
        }
    }
    runs
}

/// The points of one edge of a run: a level over each week, as wide as the week.
fn steps(run: &[[f64; 3]], end: usize, x: f64, step: f64, y: &dyn Fn(f64) -> f64) -> Vec<String> {
    let mut points: Vec<String> = Vec::with_capacity(2 * run.len());
    for (i, week) in run.iter().enumerate() {
        let level = number(y(week[end]));
        points.push(format!("{} {level}", number(x + step * float(i))));
        points.push(format!("{} {level}", number(x + step * float(i + 1))));
    }
    points
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
        let (class, fill) = if i + figure.dark > last { ("fig-accent", ACCENT) } else { ("fig-quiet", QUIET) };
        svg.rect([x, head, width, base - head], class, fill);
        let mut over = head - 0.5 * t;
        if i == last {
            let right = x + width;
            let line = (head - 0.4 * t).max(1.1 * t);
            svg.text((right, line), Face::bold(Anchor::End), &figure.current);
            over = line - 1.3 * t;
        }
        if matches!(week.mark, Mark::Above | Mark::Below) {
            draw_mark(svg, week.mark, (x + width / 2.0, over.max(0.4 * t)), (0.32 * t).min(step * 0.5));
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
        // A long text under the first week moves right rather than out of the figure.
        let at = middle(i).max(half);
        if at - half < free || at + half > own_left - t {
            continue;
        }
        free = at + half + 0.6 * t;
        svg.line([middle(i), base, middle(i), base + 0.3 * t], "fig-ink-line", INK, t * 0.07, "");
        svg.text((at, base + 1.35 * t), Face::muted(Anchor::Middle), &week.tick);
    }
    // A stroke: a triangle here would read as one of the marks.
    svg.line([middle(last), base, middle(last), base + 0.55 * t], "fig-ink-line", INK, t * 0.16, "");
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
        Self::to(figure.weeks.iter().filter_map(|w| w.expected).map(|e| e[2]).fold(counts, f64::max))
    }

    /// A scale that holds a value.
    pub(crate) fn to(value: f64) -> Self {
        let top = value.max(4.0);
        let rough = top / 4.0;
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].iter().map(|m| m * power).find(|s| *s >= rough * 0.95).unwrap_or(rough).max(1.0);
        Self { top: (top / step).ceil() * step, step }
    }

    /// Room for the widest of its marks, left of the bars.
    pub(crate) fn room(&self, t: f64) -> f64 {
        self.marks().map(|mark| text_width(&number(mark), t) + 0.7 * t).fold(2.4 * t, f64::max)
    }

    /// Its marks.
    pub(crate) fn marks(&self) -> impl Iterator<Item = f64> + '_ {
        (0u32..=6).map(|i| f64::from(i) * self.step).take_while(|m| *m <= self.top + 0.5 * self.step * 0.01)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(count: Option<u64>, high: f64, mark: Mark) -> TrendWeek {
        TrendWeek { tick: String::new(), count, expected: Some([0.0, high / 2.0, high]), mark }
    }

    fn figure(count: u64, high: f64) -> Trend {
        let frame = Frame { id: "t".into(), title: String::new(), description: String::new(), width: 400.0, text: 12.0 };
        let tick = TrendWeek { tick: "v. 2".into(), ..week(Some(count), high, Mark::Inside) };
        Trend {
            frame,
            height: 100.0,
            dark: 1,
            weeks: vec![TrendWeek { expected: None, ..week(None, high, Mark::Unknown) }, tick],
            legend: ["Vecka", "Denna vecka", "Väntat"].map(str::to_owned),
            outside: ["över", "under"].map(str::to_owned),
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
    fn large_counts_have_room_for_their_scale() {
        assert_eq!(Scale::to(99.0).room(10.0), 24.0);
        assert!(Scale::to(1_200.0).room(10.0) > 28.0, "four digits and a space");
    }

    #[test]
    fn a_level_alone_is_a_line_and_no_band() {
        let mut figure = figure(3, 5.0);
        assert!(trend(&figure).contains("fig-band"));
        figure.weeks.iter_mut().for_each(|w| w.expected = Some([2.0; 3]));
        let svg = trend(&figure);
        assert!(!svg.contains("fig-band") && svg.contains(">Väntat</text>") && svg.matches("stroke-dasharray").count() == 2, "{svg}");
    }

    #[test]
    fn each_run_of_weeks_has_its_own_band_and_a_gap_has_none() {
        let mut figure = figure(3, 5.0);
        let band = |high| week(Some(3), high, Mark::Inside);
        figure.weeks = vec![band(5.0), band(9.0), TrendWeek { expected: None, ..band(0.0) }, band(5.0)];
        let svg = trend(&figure);
        let paths = svg.split("<path ").filter_map(|p| p.split_once("/>").map(|(path, _)| path));
        let bands: Vec<&str> = paths.filter(|p| p.contains("fig-band")).collect();
        assert_eq!(bands.len(), 2, "{svg}");
        // A level over each week and back: two points at each end of each week.
        assert_eq!(bands.iter().map(|p| p.matches('L').count() + 1).collect::<Vec<_>>(), [8, 4]);
        figure.weeks.iter_mut().for_each(|w| w.expected = None);
        assert!(!trend(&figure).contains("fig-band"), "neither drawn nor in the legend");
    }

    #[test]
    fn a_week_outside_is_told_by_shape_and_word() {
        let mut figure = figure(3, 5.0);
        assert!(!trend(&figure).contains("över"), "no word for what is not there");
        figure.weeks.insert(1, week(Some(9), 5.0, Mark::Above));
        let before = trend(&figure);
        assert!(before.contains(">över</text>") && !before.contains(">under</text>"));
        let triangles = |svg: &str| svg.split("<path ").filter(|p| p.contains("fig-accent")).count();
        let one = triangles(&before);
        figure.weeks[2].mark = Mark::Below;
        let both = trend(&figure);
        assert!(both.contains(">under</text>"));
        assert_eq!(triangles(&both), one + 2, "the mark and its swatch");
    }
}
