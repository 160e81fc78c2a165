//! `samsyn analyse aoristic`.

use super::answer::{Answer, Drawn};
use super::drawn;
use super::refused::{finite, objects, refused};
use super::table::{Holds, Rejected, Source, read};
use super::times::{clock, date};
use crate::outcome::{Exit, Trouble};
use analysis::time::{Clock, Lengths, LongSpans, Unit, ZonedOptions, aoristic_zoned};
use clap::{Args, ValueEnum};
use jiff::{Timestamp, tz::TimeZone};
use messages::Lang;
use serde_json::{Value, json};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// What the weights are gathered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// 24 hours × 7 weekdays.
    HourOfWeek,
    /// 24 hours.
    HourOfDay,
    /// Calendar days.
    Day,
    /// ISO weeks, by their Monday.
    Week,
}

/// What becomes of spans longer than the longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Long {
    /// Left out and counted.
    LeaveOut,
    /// Spread evenly, as R's aoristic does.
    Spread,
}

/// `samsyn analyse aoristic`.
#[derive(Debug, Args)]
pub struct Aoristic {
    #[command(flatten)]
    source: Source,
    /// Column with the time from which it may have happened.
    #[arg(long)]
    from: String,
    /// Column with the time until which; empty or NA where it is not known (then --from is the time). --from alone without.
    #[arg(long)]
    to: Option<String>,
    /// Column with the number of incidents in each row.
    #[arg(long)]
    weight: Option<String>,
    /// Zone whose clock the answer is on, such as Europe/Stockholm. Times in the file are then read as UTC, or at the offset written with them. Without a zone, times are
    /// taken as they stand: the clock on the wall.
    #[arg(long)]
    zone: Option<String>,
    /// What the weights are gathered by.
    #[arg(long, value_enum, default_value = "hour-of-week")]
    by: By,
    /// Longest span that is placed, hours.
    #[arg(long, default_value_t = 168)]
    longest: u32,
    /// What becomes of longer spans.
    #[arg(long, value_enum, default_value = "leave-out")]
    long_spans: Long,
    /// Spans over a night when the clock changes are as long as the time that passed, not as the hands of the clock say.
    #[arg(long)]
    elapsed: bool,
    #[command(flatten)]
    form: Drawn,
}

/// Seconds since 1970 of a time; without a zone offsets are passed by.
fn instant(text: &str, zoned: bool) -> Option<i64> {
    if zoned && let Ok(stamp) = text.parse::<Timestamp>() {
        return Some(stamp.as_second());
    }
    let text = text.trim_end_matches(['Z', 'z']);
    // An offset can only stand after the clock, past the date's own dashes.
    let cut = text.char_indices().skip(11).find(|(_, c)| matches!(c, '+' | '-')).map_or(text.len(), |(at, _)| at);
    // A week is no hour.
    if (zoned && cut < text.len()) || text.contains(['W', 'w', 'V', 'v']) {
        return None;
    }
    Some(clock(text)?.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second())
}

/// Aoristic weights.
pub fn aoristic(arguments: &Aoristic, lang: Lang) -> Result<Exit, Trouble> {
    if arguments.form.figure() && arguments.by != By::HourOfWeek {
        return Err(Trouble::Analysis(lang.text("analyse-figure-needs-hours")));
    }
    let zone = Clock::of(arguments.zone.as_deref().unwrap_or("UTC")).map_err(|e| refused(lang, &e))?;
    let mut wanted = vec![(arguments.from.as_str(), Holds::Text)];
    wanted.extend(arguments.to.iter().map(|name| (name.as_str(), Holds::Text)));
    wanted.extend(arguments.weight.iter().map(|name| (name.as_str(), Holds::Number)));
    let mut rows = read(&arguments.source, &wanted, lang)?;
    let zoned = arguments.zone.is_some();
    let weights = arguments.weight.as_ref().map(|_| rows.numbers(1 + usize::from(arguments.to.is_some())));
    let (mut start, mut end, mut weight, mut used, mut rejected) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (row, from) in rows.texts(0).iter().enumerate() {
        let to = if arguments.to.is_some() { rows.texts(1)[row].as_str() } else { "" };
        let known = !(to.is_empty() || to.eq_ignore_ascii_case("NA"));
        let mut reject = |column: &str, value: &str| {
            rejected.push(Rejected { line: rows.lines[row], column: column.to_owned(), value: value.to_owned() });
        };
        let Some(begin) = instant(from, zoned) else {
            reject(&arguments.from, from);
            continue;
        };
        let until = if known { instant(to, zoned) } else { Some(begin) };
        let Some(until) = until.filter(|u| *u >= begin) else {
            reject(arguments.to.as_deref().unwrap_or_default(), to);
            continue;
        };
        start.push(begin);
        end.push(until);
        weight.push(weights.map_or(1.0, |w| w[row]));
        used.push(rows.lines[row]);
    }
    rows.lines = used;
    rows.rejected.extend(rejected);
    rows.rejected.sort_by_key(|r| r.line);
    let (unit, name) = match arguments.by {
        By::HourOfWeek => (Unit::HourOfWeek, "hour-of-week"),
        By::HourOfDay => (Unit::HourOfDay, "hour-of-day"),
        By::Day => (Unit::Day, "day"),
        By::Week => (Unit::Week, "week"),
    };
    let options = ZonedOptions {
        unit,
        longest: i64::from(arguments.longest) * 3_600,
        long_spans: if arguments.long_spans == Long::Spread { LongSpans::Spread } else { LongSpans::LeaveOut },
        lengths: if arguments.elapsed { Lengths::Elapsed } else { Lengths::WallClock },
    };
    let found = aoristic_zoned(&start, &end, Some(&weight), &zone, &options);
    let cell = |(at, weight): &(i64, f64)| -> Vec<Value> {
        match arguments.by {
            By::HourOfWeek => vec![DAYS[(*at / 24) as usize % 7].into(), (at % 24).into(), finite(*weight)],
            By::HourOfDay => vec![Value::Null, (*at).into(), finite(*weight)],
            By::Day | By::Week => vec![date(*at as f64).into(), Value::Null, finite(*weight)],
        }
    };
    let headers = vec!["day", "hour", "weight"];
    let lines: Vec<Vec<Value>> = found.cells.iter().map(cell).collect();
    let table: Value = if arguments.by == By::HourOfWeek {
        let hour = |hour: usize| (0..7).map(|day| finite(found.cells[day * 24 + hour].1)).collect::<Value>();
        (0..24).map(hour).collect()
    } else {
        Value::Null
    };
    let answer = Answer {
        method: "aoristic",
        parameters: json!({
            "zone": arguments.zone, "times": if zoned { "UTC or with offset" } else { "as they stand" }, "by": name, "longest_hours": arguments.longest,
            "long_spans": if arguments.long_spans == Long::Spread { "spread" } else { "leave-out" },
            "lengths": if arguments.elapsed { "elapsed" } else { "wall clock" },
        }),
        result: json!({
            "placed": found.placed, "longer_than_a_day": found.vague, "left_out": found.left_out, "unusable": found.unusable,
            "hours_by_weekday": table, "cells": objects(&headers, &lines),
        }),
        headers,
        rows: lines,
        shapes: None,
        diagnostics: Vec::new(),
    };
    let by_hour: [[f64; 24]; 7] =
        std::array::from_fn(|day| std::array::from_fn(|hour| found.cells.get(day * 24 + hour).map_or(0.0, |cell| cell.1)));
    answer.write_drawn(&arguments.form, Some(&rows), lang, || drawn::hours(&by_hour, rows.lines.len() as u64, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_by_their_zone_or_as_they_stand() {
        assert_eq!(instant("1970-01-01 02:00:00", false), Some(7_200));
        assert_eq!(instant("1970-01-01T02:00+02:00", false), Some(7_200));
        assert_eq!(instant("1970-01-01T02:00+02:00", true), Some(0));
        assert_eq!(instant("1970-01-01T02:00:00Z", true), Some(7_200));
        assert_eq!(instant("1970-01-01 02:00:00", true), Some(7_200));
        assert_eq!(instant("1970/01/02", false), Some(86_400));
        assert_eq!(instant("19700102", false), Some(86_400));
        assert_eq!(instant("1970-W02", false), None);
        assert_eq!(instant("soon", true), None);
    }
}
