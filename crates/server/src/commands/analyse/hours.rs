//! `samsyn analyse aoristic`.

use super::answer::{Answer, Drawn};
use super::drawn;
use super::refused::{finite, objects, refused};
use super::remarks::Noticed;
use super::table::{Holds, Rejected, Source, read};
use super::times::{date, span, told};
use super::unusable;
use crate::outcome::{Exit, Trouble};
use analysis::time::{Clock, Lengths, LongSpans, Unit, ZonedOptions, aoristic_zoned};
use clap::{Args, ValueEnum};
use domain::imports::{DateOrder, Reason};
use intake::dates::Moment;
use jiff::civil::Time;
use jiff::tz::TimeZone;
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

/// From when until when a row's incident may have happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Between {
    /// Seconds since 1970.
    from: i64,
    until: i64,
    /// Whether a day without a clock time stands in it, which is all of the day.
    has_whole_day: bool,
}

/// Why a row's times cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// The first cannot be read.
    Start,
    /// The second cannot be read.
    End,
    /// Both can, in the wrong order.
    EndBeforeStart,
}

/// How the times of a file are read.
#[derive(Clone, Copy, Debug)]
struct Reading {
    order: DateOrder,
    /// Times without an offset are UTC, and those with one are instants; otherwise offsets are passed by.
    zoned: bool,
}

impl Reading {
    /// Start and end of a cell: a day without a clock time lasts until the next one begins.
    fn ends(self, text: &str) -> Option<Between> {
        let span = span(text, self.order, self.zoned)?;
        let until = span.until.unwrap_or(span.from);
        let is_day = |moment: Moment| matches!(moment, Moment::Day(_));
        let has_whole_day = is_day(span.from) || is_day(until);
        Some(Between { from: seconds(span.from, false)?, until: seconds(until, true)?, has_whole_day })
    }

    /// What two cells say, of which the second may be empty.
    fn between(self, from: &str, to: &str) -> Result<Between, Fault> {
        let first = self.ends(from).ok_or(Fault::Start)?;
        if to.is_empty() || to.eq_ignore_ascii_case("NA") {
            return Ok(first);
        }
        let last = self.ends(to).ok_or(Fault::End)?;
        let has_whole_day = first.has_whole_day || last.has_whole_day;
        // The midnight after a day is no part of it.
        let is_before = last.until < first.from || last.has_whole_day && last.until == first.from;
        if is_before { Err(Fault::EndBeforeStart) } else { Ok(Between { from: first.from, until: last.until, has_whole_day }) }
    }
}

/// Seconds since 1970; of a day its first, or its last with the whole of it.
fn seconds(moment: Moment, end: bool) -> Option<i64> {
    let at = match moment {
        Moment::At(at) => return Some(at.as_second()),
        Moment::Local(at) => at,
        Moment::Day(day) if end => day.tomorrow().ok()?.to_datetime(Time::midnight()),
        Moment::Day(day) => day.to_datetime(Time::midnight()),
    };
    Some(at.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second())
}

/// Aoristic weights.
pub fn aoristic(arguments: &Aoristic, lang: Lang) -> Result<Exit, Trouble> {
    if arguments.form.figure() && arguments.by != By::HourOfWeek {
        return Err(Trouble::Analysis(lang.text("analyse-figure-needs-hours")));
    }
    let zone = Clock::of(arguments.zone.as_deref().unwrap_or("UTC")).map_err(|e| refused(lang, None, &e))?;
    let mut wanted = vec![(arguments.from.as_str(), Holds::Text)];
    wanted.extend(arguments.to.iter().map(|name| (name.as_str(), Holds::Text)));
    wanted.extend(arguments.weight.iter().map(|name| (name.as_str(), Holds::Number)));
    let mut rows = read(&arguments.source, &wanted, lang)?;
    let zoned = arguments.zone.is_some();
    let weights = arguments.weight.as_ref().map(|_| rows.numbers(1 + usize::from(arguments.to.is_some())));
    let texts = |column: usize| rows.texts(column).iter().map(String::as_str);
    let order = told(texts(0).chain(if arguments.to.is_some() { texts(1) } else { texts(usize::MAX) })).order();
    let reading = Reading { order, zoned };
    let (mut start, mut end, mut weight, mut used, mut rejected) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut whole_days = 0;
    for (row, from) in rows.texts(0).iter().enumerate() {
        let to = if arguments.to.is_some() { rows.texts(1)[row].as_str() } else { "" };
        let between = match reading.between(from, to) {
            Ok(between) => between,
            Err(fault) => {
                let (column, value) = match fault {
                    Fault::Start => (arguments.from.as_str(), from.as_str()),
                    Fault::End | Fault::EndBeforeStart => (arguments.to.as_deref().unwrap_or_default(), to),
                };
                let fault = (fault == Fault::EndBeforeStart).then_some(Reason::EndBeforeStart);
                rejected.push(Rejected { line: rows.lines[row], column: column.to_owned(), value: value.to_owned(), fault });
                continue;
            }
        };
        whole_days += u64::from(between.has_whole_day);
        start.push(between.from);
        end.push(between.until);
        weight.push(weights.map_or(1.0, |w| w[row]));
        used.push(rows.lines[row]);
    }
    rows.lines = used;
    rows.rejected.extend(rejected);
    rows.rejected.sort_by_key(|r| r.line);
    rows.noticed.extend((whole_days > 0).then_some(Noticed::WholeDays(whole_days)));
    unusable::refuse(&rows, lang)?;
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

    fn seconds(from: &str, to: &str, zoned: bool) -> Option<(i64, i64)> {
        let reading = Reading { order: DateOrder::YearFirst, zoned };
        reading.between(from, to).ok().map(|between| (between.from, between.until))
    }

    #[test]
    fn times_are_read_by_their_zone_or_as_they_stand() {
        let at = |text, zoned| {
            seconds(text, "", zoned).map(|(from, until)| {
                assert_eq!(from, until);
                from
            })
        };
        assert_eq!(at("1970-01-01 02:00:00", false), Some(7_200));
        assert_eq!(at("1970-01-01T02:00+02:00", false), Some(7_200));
        assert_eq!(at("1970-01-01T02:00+02:00", true), Some(0));
        assert_eq!(at("1970-01-01T02:00:00Z", true), Some(7_200));
        assert_eq!(at("1970-01-01 02:00:00", true), Some(7_200));
        assert_eq!(at("2.1.1970 kl. 02.00", false), Some(93_600));
        assert_eq!(at("1970-W02", false), None);
        assert_eq!(at("soon", true), None);
    }

    #[test]
    fn a_day_without_a_time_is_all_of_it() {
        const DAY: i64 = 86_400;
        assert_eq!(seconds("1970-01-02", "", false), Some((DAY, 2 * DAY)));
        assert_eq!(seconds("1970/01/02", "NA", false), Some((DAY, 2 * DAY)));
        assert_eq!(seconds("19700102", "1970-01-02", false), Some((DAY, 2 * DAY)));
        assert_eq!(seconds("1970-01-02", "1970-01-04", false), Some((DAY, 4 * DAY)));
        assert_eq!(seconds("1970-01-02 18:00", "1970-01-03", false), Some((DAY + 64_800, 3 * DAY)));
        assert_eq!(seconds("1970-01-02", "1970-01-03 06:00", false), Some((DAY, 2 * DAY + 21_600)));
        assert_eq!(seconds("1970-01-02 00:00", "1970-01-03 00:00", false), Some((DAY, 2 * DAY)));
        // From and until in the first cell, and an end of its own.
        assert_eq!(seconds("1970-01-02 10-12", "", false), Some((DAY + 36_000, DAY + 43_200)));
        assert_eq!(seconds("1970-01-02 10-12", "1970-01-02 11:00", false), Some((DAY + 36_000, DAY + 39_600)));
        assert_eq!(seconds("1970-01-03", "1970-01-02", false), None);
    }
}
