//! `samsyn analyse hdbscan`, `lifelines`, `concentration`: spots, their life, and how much of all lies in few of them.

use super::answer::{Answer, Drawn, Form, point};
use super::density::Place;
use super::drawn;
use super::progress::Bar;
use super::refused::{objects, refused};
use super::table::{Holds, Source, read};
use super::times::date;
use crate::outcome::{Exit, Trouble};
use analysis::Refusal;
use analysis::place::{Hierarchy, concentration as shares};
use analysis::space_time::{Phase, Spot, Tolerance, life_lines};
use clap::Args;
use messages::Lang;
use serde_json::{Value, json};

/// `samsyn analyse hdbscan`.
#[derive(Debug, Args)]
pub struct Hdbscan {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    place: Place,
    /// Fewest points of a spot.
    #[arg(long, alias = "min-cluster-size")]
    smallest: usize,
    /// How many points, itself counted, a point's density is judged by; as many as the smallest spot without.
    #[arg(long, alias = "min-samples")]
    neighbours: Option<usize>,
    #[command(flatten)]
    form: Drawn,
}

/// Spots of different density; −1 is noise.
pub fn hdbscan(arguments: &Hdbscan, lang: Lang) -> Result<Exit, Trouble> {
    let rows = arguments.place.read(&arguments.source, lang)?;
    let (x, y) = (rows.numbers(0), rows.numbers(1));
    let asked = Hierarchy { smallest: arguments.smallest, neighbours: arguments.neighbours.unwrap_or(arguments.smallest) };
    let found = analysis::place::hdbscan(x, y, &asked, &Bar::new(lang)).map_err(|e| refused(lang, Some(&rows), &e))?;
    let spots = found.value;
    let label = |at: usize| spots.labels[at].map_or(-1, i64::from);
    let row = |at: usize| vec![rows.lines[at].into(), x[at].into(), y[at].into(), label(at).into(), spots.strength[at].into()];
    let labels: Vec<i64> = (0..x.len()).map(label).collect();
    let answer = Answer {
        method: "hdbscan",
        parameters: json!({ "smallest": asked.smallest, "neighbours": asked.neighbours }),
        result: json!({
            "clusters": spots.count, "noise": spots.noise, "labels": labels, "strength": spots.strength, "lines": rows.lines,
        }),
        headers: vec!["line", "x", "y", "cluster", "strength"],
        rows: (0..x.len()).map(row).collect(),
        shapes: Some(x.iter().zip(y).map(|(x, y)| point(&rows, *x, *y)).collect()),
        diagnostics: found.diagnostics,
    };
    let reach = |spot: usize| spots.steps.get(spot).copied().unwrap_or(0.0);
    let drawn = drawn::places::Clustered { method: "hdbscan", places: [x, y], labels: &spots.labels, reach: &reach };
    answer.write_drawn(&arguments.form, Some(&rows), lang, || drawn::places::clusters(&drawn, lang))
}

/// `samsyn analyse lifelines`.
#[derive(Debug, Args)]
pub struct LifeLines {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    place: Place,
    /// Column with the week of each spot: a whole number that rises by one a week, 2026-W05, 202605 or a date in it.
    #[arg(long)]
    week: String,
    /// Column with the incidents of each spot.
    #[arg(long)]
    count: String,
    /// Farther than this from one week to the next it is another spot, metres.
    #[arg(long, default_value_t = 500.0)]
    reach: f64,
    /// Farther than this it has moved, metres.
    #[arg(long, default_value_t = 150.0)]
    still: f64,
    /// A change of the count is told when chance gives one as large at most so often.
    #[arg(long, default_value_t = 0.1)]
    p: f64,
    /// Weeks that may be missing before a spot is gone for good.
    #[arg(long, default_value_t = 1)]
    patience: usize,
    #[command(flatten)]
    form: Drawn,
}

/// Most weeks from the first to the last.
const MOST_WEEKS: f64 = 10_000.0;

/// Spots followed from week to week.
pub fn life(arguments: &LifeLines, lang: Lang) -> Result<Exit, Trouble> {
    let more = [(arguments.week.as_str(), Holds::Time), (&arguments.count, Holds::Number)];
    let rows = arguments.place.read_with(&arguments.source, &more, lang)?;
    // Weeks from the Monday of 1970's first week, where they are dates.
    let dated = |day: &f64| ((day + 3.0) / 7.0).floor();
    let week: Vec<f64> = if rows.dated { rows.numbers(2).iter().map(dated).collect() } else { rows.numbers(2).to_vec() };
    let told = |week: i64| -> Value { if rows.dated { date(week as f64 * 7.0 - 3.0).into() } else { week.into() } };
    let (first, last) = week.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), w| (l.min(w.floor()), h.max(w.floor())));
    if last - first >= MOST_WEEKS {
        return Err(refused(lang, Some(&rows), &Refusal::TooLarge { what: "weeks", have: last - first + 1.0, most: MOST_WEEKS }));
    }
    let count = if week.is_empty() { 0 } else { (last - first) as usize + 1 };
    let mut weeks: Vec<Vec<Spot>> = vec![Vec::new(); count];
    for (row, week) in week.iter().enumerate() {
        let count = super::counted::whole(rows.numbers(3)[row], &arguments.count, lang)?;
        weeks[(week.floor() - first) as usize].push(Spot { x: rows.numbers(0)[row], y: rows.numbers(1)[row], count });
    }
    // The figure numbers weeks that are dates from 1.
    let begins = if rows.dated { 1 } else { first as i64 };
    let tolerance = Tolerance { reach: arguments.reach, still: arguments.still, p: arguments.p, patience: arguments.patience };
    let found = life_lines(&weeks, &tolerance);
    let headers = vec!["line", "week", "phase", "x", "y", "count"];
    let (mut lines, mut shapes): (Vec<Vec<Value>>, Vec<Value>) = (Vec::new(), Vec::new());
    for (number, line) in found.value.iter().enumerate() {
        // A spot that is gone is told where it was.
        let mut at = Spot { x: f64::NAN, y: f64::NAN, count: 0 };
        for stage in &line.stages {
            let seen = stage.spot.map(|spot| weeks[stage.week][spot]);
            at = seen.unwrap_or(Spot { count: 0, ..at });
            let week = told(first as i64 + stage.week as i64);
            lines.push(vec![(number + 1).into(), week, phase(stage.phase).into(), at.x.into(), at.y.into(), at.count.into()]);
            shapes.push(point(&rows, at.x, at.y));
        }
    }
    let answer = Answer {
        method: "lifelines",
        parameters: json!({ "reach": tolerance.reach, "still": tolerance.still, "p": tolerance.p, "patience": tolerance.patience }),
        result: json!({ "lines": found.value.len(), "stages": objects(&headers, &lines) }),
        headers,
        rows: lines,
        shapes: Some(shapes),
        diagnostics: found.diagnostics,
    };
    answer.write_drawn(&arguments.form, Some(&rows), lang, || drawn::spots(&found.value, &weeks, begins, lang))
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::New => "new",
        Phase::Growing => "growing",
        Phase::Stable => "stable",
        Phase::Shrinking => "shrinking",
        Phase::Moving => "moving",
        Phase::Gone => "gone",
    }
}

/// `samsyn analyse concentration`.
#[derive(Debug, Args)]
pub struct Concentrated {
    #[command(flatten)]
    source: Source,
    /// Column with the incidents of each place.
    #[arg(long)]
    value: String,
    /// Number of places, those without incidents too, where the file holds only some of them.
    #[arg(long)]
    places: Option<usize>,
    #[command(flatten)]
    form: Form,
}

/// How few places hold how much.
pub fn concentration(arguments: &Concentrated, lang: Lang) -> Result<Exit, Trouble> {
    let rows = read(&arguments.source, &[(&arguments.value, Holds::Number)], lang)?;
    let found = shares(rows.numbers(0), arguments.places).map_err(|e| refused(lang, Some(&rows), &e))?;
    let headers = vec![
        "places",
        "incidents",
        "share_of_places_with_25",
        "share_of_places_with_50",
        "share_of_places_with_80",
        "held_by_top_5",
        "held_by_top_10",
    ];
    let mut line: Vec<Value> = vec![found.value.places.into(), found.value.total.into()];
    line.extend(found.value.places_for.iter().chain(&found.value.in_top).map(|v| Value::from(*v)));
    let mut answer = super::counted::one("concentration", json!({ "places": arguments.places }), headers, line);
    answer.diagnostics = found.diagnostics;
    answer.write(&arguments.form, Some(&rows), lang)
}
