//! The burglaries of Washington, DC from their instants.

use analysis::time::{Clock, Lengths, LongSpans, Unit, ZonedOptions, aoristic_zoned};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const INCIDENTS: &str = include_str!("../data/aoristic/dcburglaries.csv");
const TABLE: &str = include_str!("../data/aoristic/dcburgsum.csv");

fn instants() -> (Vec<i64>, Vec<i64>) {
    let instant = |text: &str| {
        let utc = DateTime::strptime("%Y-%m-%d %H:%M:%S", text).ok()?;
        Some(utc.to_zoned(TimeZone::UTC).unwrap().timestamp().as_second())
    };
    let spans = INCIDENTS.lines().skip(1).map(|line| {
        let fields: Vec<&str> = line.split(',').collect();
        let start = instant(fields[2]).unwrap();
        (start, instant(fields[3]).unwrap_or(start))
    });
    spans.unzip()
}

#[test]
fn hours_of_the_week_and_of_the_day_agree_with_the_published_table() {
    let (start, end) = instants();
    let clock = Clock::of("America/New_York").unwrap();
    let options = |unit| ZonedOptions { long_spans: LongSpans::Spread, ..ZonedOptions::new(unit) };
    let week = aoristic_zoned(&start, &end, None, &clock, &options(Unit::HourOfWeek));
    let day = aoristic_zoned(&start, &end, None, &clock, &options(Unit::HourOfDay));
    let mut worst: (f64, f64) = (0.0, 0.0);
    for (hour, line) in TABLE.lines().skip(1).enumerate() {
        let row: Vec<f64> = line.split(',').skip(1).map(|v| v.trim_matches('"').parse().unwrap()).collect();
        for (weekday, value) in row.iter().enumerate() {
            worst.0 = worst.0.max((week.cells[weekday * 24 + hour].1 - value).abs());
        }
        worst.1 = worst.1.max((day.cells[hour].1 - row.iter().sum::<f64>()).abs());
    }
    assert!(worst.0 <= 0.001 && worst.1 <= 0.005, "{worst:?}");
    assert!((week.placed - 1_025.0).abs() < 1e-9);
}

#[test]
fn elapsed_time_differs_only_by_the_night_of_summer_time() {
    let (start, end) = instants();
    let clock = Clock::of("America/New_York").unwrap();
    let run = |lengths| aoristic_zoned(&start, &end, None, &clock, &ZonedOptions { lengths, ..ZonedOptions::new(Unit::HourOfWeek) });
    let (wall, elapsed) = (run(Lengths::WallClock), run(Lengths::Elapsed));
    let worst = wall.cells.iter().zip(&elapsed.cells).map(|(a, b)| (a.1 - b.1).abs()).fold(0.0, f64::max);
    assert!(worst > 1e-4 && worst < 0.05, "{worst}");
    assert!((wall.placed - elapsed.placed).abs() < 1e-9);
}

#[test]
fn days_and_weeks_hold_every_incident() {
    let (start, end) = instants();
    let clock = Clock::of("America/New_York").unwrap();
    for (unit, least) in [(Unit::Day, 60), (Unit::Week, 9)] {
        let left_out = aoristic_zoned(&start, &end, None, &clock, &ZonedOptions::new(unit));
        assert_eq!(left_out.left_out, 28.0);
        let all = aoristic_zoned(&start, &end, None, &clock, &ZonedOptions { long_spans: LongSpans::Spread, ..ZonedOptions::new(unit) });
        assert!((all.placed - 1_025.0).abs() < 1e-9 && all.cells.len() > least, "{} {}", all.placed, all.cells.len());
    }
}
