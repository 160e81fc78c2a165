//! Figures of a series of counts: its trend, its levels, and what came after a date.

use super::{frame, tick};
use crate::commands::analyse::answer::{Drawn, Figure};
use crate::commands::analyse::timeline::Series;
use crate::outcome::Trouble;
use analysis::effect::Interrupted;
use analysis::time::{ChangePoint, Components};
use figures::{Frame, Mark, Moment, MomentWeek, Part, Trend, TrendWeek};
use messages::{Lang, decimal, whole};

/// Height of the bars.
const HEIGHT: f64 = 240.0;

/// Counts in the order of time, with what each is called.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    counts: Vec<u64>,
    labels: Vec<String>,
}

impl Counts {
    /// Those of a series, when a figure of it is asked for.
    pub fn drawn(series: &Series, form: &Drawn, lang: Lang) -> Result<Option<Self>, Trouble> {
        form.figure().then(|| Self::of(&series.values, series.labels.clone(), lang)).transpose()
    }

    /// Bars begin at 0: values that are no counts are refused.
    fn of(values: &[f64], labels: Vec<String>, lang: Lang) -> Result<Self, Trouble> {
        let count = |value: &f64| (*value >= 0.0 && value.fract() == 0.0 && *value < 1e12).then_some(*value as u64);
        let counts = values.iter().map(count).collect::<Option<Vec<u64>>>();
        let counts = counts.ok_or_else(|| Trouble::Analysis(lang.text("analyse-figure-needs-counts")))?;
        Ok(Self { counts, labels })
    }

    fn label(&self, at: usize) -> &str {
        self.labels.get(at).map_or("", String::as_str)
    }

    fn tick(&self, at: usize) -> String {
        tick(at, self.counts.len(), self.label(at))
    }

    /// Bars under a line that is smooth from step to step, with a mark at one of them when it has words.
    fn under(&self, frame: Frame, line: &[f64], (at, mark): (usize, String), legend: [&str; 3], lang: Lang) -> Figure {
        let week = |(step, count): (usize, &u64)| MomentWeek {
            tick: self.tick(step),
            count: *count,
            expected: line.get(step).copied().filter(|v| v.is_finite() && *v >= 0.0),
            part: if step < at { Part::Before } else { Part::After },
        };
        let [before, after, line] = legend.map(|id| if id.is_empty() { String::new() } else { lang.text(id) });
        let svg = figures::moment(&Moment {
            frame: frame.clone(),
            height: HEIGHT,
            weeks: self.counts.iter().enumerate().map(week).collect(),
            at,
            mark,
            legend: [before, after, line, String::new()],
        });
        Figure { frame, svg }
    }
}

/// The trend over the counts.
pub fn trend(counts: &Counts, found: &Components, lang: Lang) -> Figure {
    let end = |value: Option<&f64>| decimal(lang, value.copied().unwrap_or(f64::NAN), 1);
    let said = [
        ("n", (counts.counts.len() as u64).into()),
        ("first", end(found.trend.first()).into()),
        ("last", end(found.trend.last()).into()),
        ("season", decimal(lang, found.seasonal_strength(), 2).into()),
        ("trend", decimal(lang, found.trend_strength(), 2).into()),
    ];
    let frame = frame("stl", lang.text("analyse-figure-stl"), lang.format("analyse-figure-stl-desc", &said));
    counts.under(frame, &found.trend, (counts.counts.len(), String::new()), ["analyse-figure-step", "", "analyse-figure-trend"], lang)
}

/// Changes that a description tells, the first ones.
const MOST_TOLD: usize = 8;

/// The level of each stretch, with a mark where it changes.
pub fn levels(counts: &Counts, found: &[ChangePoint], lang: Lang) -> Figure {
    let mean = |of: &[u64]| of.iter().map(|c| *c as f64).sum::<f64>() / of.len() as f64;
    let first = found.first().map_or_else(|| mean(&counts.counts), |c| c.before);
    let level = |at: usize| found.iter().rev().find(|c| c.index <= at).map_or(first, |c| c.after);
    let mark = |at: usize| match found.iter().find(|c| c.index == at) {
        Some(c) if c.after > c.before => Mark::Above,
        Some(_) => Mark::Below,
        None => Mark::Inside,
    };
    let told = |c: &ChangePoint| {
        let [before, after] = [c.before, c.after].map(|v| decimal(lang, v, 1).into());
        lang.format("analyse-figure-change", &[("at", counts.label(c.index).into()), ("before", before), ("after", after)])
    };
    let mut listed: Vec<String> = found.iter().take(MOST_TOLD).map(told).collect();
    listed.extend((found.len() > MOST_TOLD).then(|| "…".to_owned()));
    let said = [
        ("n", (counts.counts.len() as u64).into()),
        ("changes", (found.len() as u64).into()),
        ("listed", if listed.is_empty() { lang.text("figure-none") } else { listed.join("; ") }.into()),
    ];
    let frame = frame("changes", lang.text("analyse-figure-changes"), lang.format("analyse-figure-changes-desc", &said));
    let week = |(at, count): (usize, &u64)| TrendWeek {
        tick: counts.tick(at),
        count: Some(*count),
        expected: Some([level(at); 3]),
        mark: mark(at),
    };
    let svg = figures::trend(&Trend {
        frame: frame.clone(),
        height: HEIGHT,
        dark: 1,
        weeks: counts.counts.iter().enumerate().map(week).collect(),
        legend: ["analyse-figure-step", "analyse-figure-last-step", "analyse-figure-level"].map(|id| lang.text(id)),
        outside: ["analyse-figure-level-up", "analyse-figure-level-down"].map(|id| lang.text(id)),
        current: counts.counts.last().map_or(String::new(), |last| whole(lang, *last as f64)),
    });
    Figure { frame, svg }
}

/// What came after a date against what was expected without the change.
pub fn interrupted(counts: &Counts, found: &Interrupted, from: usize, lang: Lang) -> Figure {
    let number = |value: f64, digits: usize| decimal(lang, value, digits).into();
    let said = [
        ("n", (counts.counts.len() as u64).into()),
        ("from", counts.label(from).into()),
        ("ratio", number(found.step.ratio, 2)),
        ("low", number(found.step.interval.0, 2)),
        ("high", number(found.step.interval.1, 2)),
        ("observed", whole(lang, found.observed_after).into()),
        ("expected", number(found.expected_after, 0)),
    ];
    let frame = frame("its", lang.text("analyse-figure-its"), lang.format("analyse-figure-its-desc", &said));
    let legend = ["analyse-figure-before", "analyse-figure-after", "analyse-figure-without"];
    counts.under(frame, &found.expected, (from, lang.text("analyse-figure-action")), legend, lang)
}
