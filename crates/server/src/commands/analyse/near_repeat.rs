//! `samsyn analyse knox`, `scan`.

use super::answer::{Answer, Drawn, point};
use super::density::Place;
use super::drawn;
use super::progress::Bar;
use super::refused::{finite, objects, refused};
use super::table::{Holds, Rows, Source};
use super::times::{date, given};
use crate::outcome::{Exit, Trouble};
use analysis::Seed;
use analysis::space_time::{Bands, Cluster, Metric, Scan};
use clap::{Args, ValueEnum};
use messages::Lang;
use serde_json::{Value, json};

/// How distance is measured.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum MetricChoice {
    /// As the crow flies.
    Euclidean,
    /// |Δx| + |Δy|, as Ratcliffe's Near Repeat Calculator does unless told otherwise.
    Manhattan,
}

impl MetricChoice {
    /// As the library knows it.
    pub fn metric(self) -> Metric {
        match self {
            MetricChoice::Euclidean => Metric::Euclidean,
            MetricChoice::Manhattan => Metric::Manhattan,
        }
    }

    /// As it is told.
    pub fn key(self) -> &'static str {
        match self {
            MetricChoice::Euclidean => "euclidean",
            MetricChoice::Manhattan => "manhattan",
        }
    }
}

/// Places and times.
#[derive(Clone, Debug, Args)]
pub struct PlaceAndTime {
    #[command(flatten)]
    place: Place,
    /// Column with dates (2026-01-31, 20260131), times, weeks (2026-W05) or numbers of days; one kind in all rows.
    #[arg(long)]
    time: String,
}

impl PlaceAndTime {
    /// Reads places, metres, and times, days.
    pub fn read(&self, source: &Source, lang: Lang) -> Result<Rows, Trouble> {
        self.place.read_with(source, &[(&self.time, Holds::Time)], lang)
    }
}

/// `samsyn analyse knox`.
#[derive(Debug, Args)]
pub struct Knox {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    columns: PlaceAndTime,
    /// Edges of the bands of distance, metres: 0,100,200 is [0, 100) and [100, 200). A first 0 may be left out; the last may be inf.
    #[arg(long, value_delimiter = ',', required = true)]
    space: Vec<f64>,
    /// Edges of the bands of time, days: 7,14 is [0, 7) and [7, 14). A first 0 may be left out; the last may be inf.
    #[arg(long, value_delimiter = ',', required = true)]
    days: Vec<f64>,
    /// Exactly the same place is a band of its own, before the others.
    #[arg(long)]
    same_place: bool,
    /// How distance is measured.
    #[arg(long, value_enum, default_value = "euclidean")]
    metric: MetricChoice,
    /// Random orders of the times.
    #[arg(long, default_value_t = 999)]
    permutations: u32,
    /// Where chance begins.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    form: Drawn,
}

fn from_zero(edges: &[f64]) -> Vec<f64> {
    let first = edges.first().is_some_and(|e| *e > 0.0).then_some(0.0);
    first.into_iter().chain(edges.iter().copied()).collect()
}

/// The near-repeat table.
pub fn knox(arguments: &Knox, lang: Lang) -> Result<Exit, Trouble> {
    let rows = arguments.columns.read(&arguments.source, lang)?;
    let mut space = from_zero(&arguments.space);
    if arguments.same_place && space.len() > 1 {
        space.insert(1, f64::MIN_POSITIVE);
    }
    let bands = Bands {
        space,
        days: from_zero(&arguments.days),
        metric: arguments.metric.metric(),
        permutations: arguments.permutations,
        seed: Seed(arguments.seed),
    };
    let found = analysis::space_time::knox(rows.numbers(0), rows.numbers(1), rows.numbers(2), &bands, &Bar::new(lang));
    let found = found.map_err(|e| refused(lang, Some(&rows), &e))?;
    // The band of the same place is told as 0–0.
    let edge = |e: f64| finite(if e == f64::MIN_POSITIVE { 0.0 } else { e });
    let cell = |c: &analysis::space_time::Cell| -> Vec<Value> {
        let [from, to] = c.space.map(edge);
        let [first, last] = c.days.map(finite);
        vec![from, to, first, last, c.observed.into(), c.expected.into(), c.deviation.into(), json!(c.ratio), c.p.into()]
    };
    let headers = vec!["space_from", "space_to", "days_from", "days_to", "observed", "expected", "deviation", "ratio", "p"];
    let lines: Vec<Vec<Value>> = found.value.cells.iter().map(cell).collect();
    let matrix =
        |at: usize| lines.chunks(bands.days.len() - 1).map(|row| row.iter().map(|c| c[at].clone()).collect()).collect::<Vec<Value>>();
    let answer = Answer {
        method: "knox",
        parameters: json!({
            "space": bands.space.iter().map(|e| edge(*e)).collect::<Vec<_>>(), "days": bands.days.iter().map(|e| finite(*e)).collect::<Vec<_>>(),
            "same_place": arguments.same_place, "metric": arguments.metric.key(), "permutations": arguments.permutations, "seed": arguments.seed,
        }),
        result: json!({
            "events": found.value.events, "observed": matrix(4), "expected": matrix(5), "ratio": matrix(7), "p": matrix(8),
            "cells": objects(&headers, &lines),
        }),
        headers,
        rows: lines,
        shapes: None,
        diagnostics: found.diagnostics,
    };
    let columns = bands.days.len() - 1;
    answer.write_drawn(&arguments.form, Some(&rows), lang, || drawn::near_repeat(&found.value.cells, columns, lang))
}

/// `samsyn analyse scan`.
#[derive(Debug, Args)]
pub struct ScanFor {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    columns: PlaceAndTime,
    /// Largest radius of a circle, metres.
    #[arg(long)]
    max_radius: f64,
    /// Longest window, days.
    #[arg(long)]
    max_days: u32,
    /// Random orders of the days.
    #[arg(long, default_value_t = 999)]
    permutations: u32,
    /// Only clusters that are still going on, on the last day.
    #[arg(long)]
    prospective: bool,
    /// Largest share of all cases in a circle.
    #[arg(long, default_value_t = 0.5)]
    max_share: f64,
    /// Fewest cases in a cluster.
    #[arg(long, default_value_t = 2)]
    min_cases: u32,
    /// First day of the study: a date or a number as in the file; the first row's otherwise.
    #[arg(long, requires = "last_day")]
    first_day: Option<String>,
    /// Last day of the study; the last row's otherwise.
    #[arg(long, requires = "first_day")]
    last_day: Option<String>,
    /// Where chance begins.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    form: Drawn,
}

/// The space-time permutation scan.
pub fn scan(arguments: &ScanFor, lang: Lang) -> Result<Exit, Trouble> {
    let rows = arguments.columns.read(&arguments.source, lang)?;
    let period = match (&arguments.first_day, &arguments.last_day) {
        (Some(first), Some(last)) => Some([given(first, &rows, lang)?.floor() as i64, given(last, &rows, lang)?.floor() as i64]),
        _ => None,
    };
    let asked = Scan {
        max_radius: arguments.max_radius,
        max_days: arguments.max_days,
        max_share: arguments.max_share,
        fewest_cases: arguments.min_cases,
        prospective: arguments.prospective,
        period,
        permutations: arguments.permutations,
        seed: Seed(arguments.seed),
    };
    let (x, y, time) = (rows.numbers(0), rows.numbers(1), rows.numbers(2));
    let found = analysis::space_time::scan(x, y, time, &[], &asked, &Bar::new(lang)).map_err(|e| refused(lang, Some(&rows), &e))?;
    let told = |day: i64| if rows.dated { Value::String(date(day as f64)) } else { day.into() };
    let headers =
        vec!["x", "y", "radius", "first_day", "last_day", "cases", "expected", "log_ratio", "p", "p_gumbel", "recurrence_days", "places"];
    let row = |c: &Cluster| -> Vec<Value> {
        let [x, y] = c.centre;
        let (first, last) = (told(c.first_day), told(c.last_day));
        let judged = [c.p.into(), json!(c.p_gumbel), json!(c.recurrence_days), c.places.len().into()];
        [x.into(), y.into(), c.radius.into(), first, last, c.cases.into(), c.expected.into(), c.log_ratio.into()]
            .into_iter()
            .chain(judged)
            .collect()
    };
    let clusters = &found.value;
    let table: Vec<Vec<Value>> = clusters.iter().map(row).collect();
    let told: Vec<Value> = clusters
        .iter()
        .zip(&table)
        .map(|(c, row)| {
            let mut object: serde_json::Map<String, Value> = headers.iter().zip(row).map(|(h, v)| ((*h).to_owned(), v.clone())).collect();
            object.insert("places".to_owned(), json!(c.places));
            object.insert("lines".to_owned(), c.rows.iter().filter_map(|r| rows.lines.get(*r as usize)).copied().collect());
            Value::Object(object)
        })
        .collect();
    let answer = Answer {
        method: "scan",
        parameters: json!({
            "max_radius": asked.max_radius, "max_days": asked.max_days, "max_share": asked.max_share, "min_cases": asked.fewest_cases,
            "prospective": asked.prospective, "permutations": asked.permutations, "seed": arguments.seed,
        }),
        result: json!({ "cases": x.len(), "clusters": told }),
        headers,
        shapes: Some(clusters.iter().map(|c| point(&rows, c.centre[0], c.centre[1])).collect()),
        rows: table,
        diagnostics: found.diagnostics,
    };
    let days = |c: &Cluster| [c.first_day, c.last_day].map(|day| if rows.dated { date(day as f64) } else { day.to_string() });
    answer.write_drawn(&arguments.form, Some(&rows), lang, || drawn::places::circles([x, y], clusters, &days, lang))
}
