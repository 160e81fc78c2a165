//! `samsyn analyse repeats`, `series`: the same place again, and events that follow each other closely.

use super::answer::{Answer, Drawn, Form, point};
use super::drawn;
use super::near_repeat::{MetricChoice, PlaceAndTime};
use super::refused::{objects, refused};
use super::table::{Holds, Source, read};
use super::times::date;
use crate::outcome::{Exit, Trouble};
use analysis::space_time::{Reach, repeats as repeated, series as strings};
use clap::Args;
use messages::Lang;
use serde_json::{Value, json};
use std::collections::HashMap;

/// Days that the curve of repeats is told for.
const CURVE: [f64; 9] = [1.0, 7.0, 14.0, 30.0, 60.0, 90.0, 180.0, 270.0, 365.0];

/// `samsyn analyse repeats`.
#[derive(Debug, Args)]
pub struct Repeats {
    #[command(flatten)]
    source: Source,
    /// Column with the place, any text: the same text is the same place.
    #[arg(long)]
    place: String,
    /// Column with dates (2026-01-31, 20260131), times, weeks (2026-W05) or numbers of days; one kind in all rows.
    #[arg(long)]
    time: String,
    /// How far back an event makes the next one at its place a repeat, days.
    #[arg(long, default_value_t = 365.0)]
    window: f64,
    #[command(flatten)]
    form: Form,
}

/// Repeats at the same place, and how soon they come.
pub fn repeats(arguments: &Repeats, lang: Lang) -> Result<Exit, Trouble> {
    let rows = read(&arguments.source, &[(&arguments.place, Holds::Text), (&arguments.time, Holds::Time)], lang)?;
    let mut keys: HashMap<&str, u64> = HashMap::new();
    let mut places = Vec::new();
    for text in rows.texts(0) {
        let next = keys.len() as u64;
        places.push(*keys.entry(text.trim()).or_insert(next));
    }
    let found = repeated(&places, rows.numbers(1), arguments.window).map_err(|e| refused(lang, Some(&rows), &e))?;
    let headers = vec!["within_days", "share_of_repeats"];
    let curve = CURVE.iter().filter(|days| **days <= arguments.window);
    let lines: Vec<Vec<Value>> = curve.map(|days| vec![(*days).into(), json!(found.value.within(*days))]).collect();
    let answer = Answer {
        method: "repeats",
        parameters: json!({ "window": arguments.window }),
        result: json!({
            "events": found.value.events, "places": found.value.places, "repeat_places": found.value.repeat_places,
            "events_at_repeat_places": found.value.events_at_repeat_places, "repeats": found.value.repeats,
            "places_with": found.value.places_with, "curve": objects(&headers, &lines),
        }),
        headers,
        rows: lines,
        shapes: None,
        diagnostics: found.diagnostics,
    };
    answer.write(&arguments.form, Some(&rows), lang)
}

/// `samsyn analyse series`.
#[derive(Debug, Args)]
pub struct Strings {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    columns: PlaceAndTime,
    /// Events nearer than this belong together, metres.
    #[arg(long)]
    metres: f64,
    /// Events less than so many days apart belong together.
    #[arg(long)]
    days: f64,
    /// Fewest events of a series.
    #[arg(long, default_value_t = 3)]
    fewest: usize,
    /// How distance is measured.
    #[arg(long, value_enum, default_value = "euclidean")]
    metric: MetricChoice,
    #[command(flatten)]
    form: Drawn,
}

/// Events that hang together in place and time.
pub fn series(arguments: &Strings, lang: Lang) -> Result<Exit, Trouble> {
    let rows = arguments.columns.read(&arguments.source, lang)?;
    let reach = Reach { metres: arguments.metres, days: arguments.days, metric: arguments.metric.metric() };
    let (x, y, time) = (rows.numbers(0), rows.numbers(1), rows.numbers(2));
    let found = strings(x, y, time, &reach, arguments.fewest).map_err(|e| refused(lang, Some(&rows), &e))?;
    let told = |day: f64| if rows.dated { Value::String(date(day)) } else { day.into() };
    let headers = vec!["series", "events", "x", "y", "radius", "first", "last", "watch_until", "lines"];
    let line = |(at, s): (usize, &analysis::space_time::Series)| -> Vec<Value> {
        let lines: Vec<u64> = s.rows.iter().filter_map(|r| rows.lines.get(*r as usize)).copied().collect();
        let [x, y] = s.centre;
        let times = [told(s.first), told(s.last), told(s.watch_until), json!(lines)];
        [(at + 1).into(), s.rows.len().into(), x.into(), y.into(), s.radius.into()].into_iter().chain(times).collect()
    };
    let lines: Vec<Vec<Value>> = found.value.iter().enumerate().map(line).collect();
    let answer = Answer {
        method: "series",
        parameters: json!({ "metres": reach.metres, "days": reach.days, "fewest": arguments.fewest, "metric": arguments.metric.key() }),
        result: json!({ "events": x.len(), "series": objects(&headers, &lines) }),
        headers,
        shapes: Some(found.value.iter().map(|s| point(&rows, s.centre[0], s.centre[1])).collect()),
        rows: lines,
        diagnostics: found.diagnostics,
    };
    let days = |s: &analysis::space_time::Series| [s.first, s.last].map(|day| if rows.dated { date(day) } else { day.to_string() });
    answer.write_drawn(&arguments.form, Some(&rows), lang, || drawn::places::chains([x, y], &found.value, &days, lang))
}
