//! The published 24 × 7 table of burglaries in Washington, DC.

use analysis::time::{WEEK, aoristic};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const INCIDENTS: &str = include_str!("../data/aoristic/dcburglaries.csv");
const TABLE: &str = include_str!("../data/aoristic/dcburgsum.csv");

/// Starts and ends in seconds since a Monday 00:00 on the clock of a zone; the file itself is in UTC.
fn spans(zone: &TimeZone) -> (Vec<i64>, Vec<i64>) {
    let monday: DateTime = "2015-01-05T00:00:00".parse().unwrap();
    let clock = |text: &str| {
        let utc = DateTime::strptime("%Y-%m-%d %H:%M:%S", text).ok()?;
        let local = utc.to_zoned(TimeZone::UTC).unwrap().with_time_zone(zone.clone()).datetime();
        Some(local.duration_since(monday).as_secs())
    };
    INCIDENTS
        .lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let start = clock(fields[2]).unwrap();
            (start, clock(fields[3]).unwrap_or(start))
        })
        .unzip()
}

fn largest_difference(cells: &[[f64; 24]; 7]) -> f64 {
    let rows = TABLE.lines().skip(1).enumerate();
    rows.flat_map(|(hour, line)| {
        let values = line.split(',').skip(1).map(|v| v.trim_matches('"').parse::<f64>().unwrap());
        values.enumerate().map(move |(day, value)| (cells[day][hour] - value).abs())
    })
    .fold(0.0, f64::max)
}

#[test]
fn the_table_comes_out_to_the_last_printed_decimal() {
    let (start, end) = spans(&TimeZone::get("America/New_York").unwrap());
    assert_eq!(start.len(), 1_025);
    let pulse = aoristic(&start, &end, i64::MAX);
    assert!(largest_difference(&pulse.cells) < 0.001, "{}", largest_difference(&pulse.cells));
    assert!((pulse.placed - 1_025.0).abs() < 1e-9);
}

#[test]
fn the_wrong_clock_gives_another_table() {
    // The comparison above can fail: left in UTC, the same incidents land hours away.
    let (start, end) = spans(&TimeZone::UTC);
    assert!(largest_difference(&aoristic(&start, &end, i64::MAX).cells) > 5.0);
}

#[test]
fn spans_longer_than_a_week_are_left_out_by_our_own_rule() {
    let (start, end) = spans(&TimeZone::get("America/New_York").unwrap());
    let pulse = aoristic(&start, &end, WEEK);
    assert_eq!((pulse.left_out, pulse.unusable), (28.0, 0));
    assert!((pulse.placed - 997.0).abs() < 1e-9);
}
