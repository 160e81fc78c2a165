//! Aoristic weights on the clock of a zone, from instants: per hour of the day, hour of the week, calendar day or ISO week.

use crate::Refusal;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use std::collections::BTreeMap;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

/// 1970-01-01 was a Thursday: three days after a Monday.
const TO_MONDAY: i64 = 3 * DAY;

/// Longest span spread over calendar days or weeks: ten years.
const LONGEST: i64 = 3_653 * DAY;

/// Rows per partial sum. Fixed, so that the sums come in the same order on any number of threads.
const CHUNK: usize = 1 << 14;

/// The clock of a zone, summer time included.
#[derive(Clone, Debug)]
pub struct Clock(TimeZone);

impl Clock {
    /// The clock of an IANA zone such as `Europe/Stockholm`, or `UTC`.
    pub fn of(zone: &str) -> Result<Self, Refusal> {
        TimeZone::get(zone).map(Self).map_err(|_| Refusal::BadParameter { name: "zone", must: "an IANA zone such as Europe/Stockholm" })
    }
}

/// What the weights are gathered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Cells 0–23.
    HourOfDay,
    /// Cells 0–167, Monday 00 first.
    HourOfWeek,
    /// One cell for each calendar day touched, numbered in days since 1970-01-01.
    Day,
    /// One cell for each ISO week touched, numbered by its Monday in days since 1970-01-01.
    Week,
}

/// What to do with spans longer than the longest allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LongSpans {
    /// Leave them out and count them: they say nothing of the hour.
    LeaveOut,
    /// Spread them evenly over all cells (hours), as R's `aoristic` does past 168 h, or over the days they cover.
    Spread,
}

/// How long a span is over a night when the clock changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lengths {
    /// By the hands of the clock, as R's `aoristic` does: 01–05 is four hours also when there is no hour 02.
    WallClock,
    /// By the time that passed: 01–05 in the night of summer time is three hours, none of them 02.
    Elapsed,
}

/// Parameters of [`aoristic_zoned`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZonedOptions {
    /// What the weights are gathered by.
    pub unit: Unit,
    /// Longest span that is placed by the rule, seconds; at most a week for hours, ten years for days and weeks.
    pub longest: i64,
    /// What to do with longer ones.
    pub long_spans: LongSpans,
    /// How long a span is over a night when the clock changes.
    pub lengths: Lengths,
}

impl ZonedOptions {
    /// At most a week, longer ones left out, lengths by the clock on the wall.
    pub fn new(unit: Unit) -> Self {
        Self { unit, longest: WEEK, long_spans: LongSpans::LeaveOut, lengths: Lengths::WallClock }
    }
}

/// Result of [`aoristic_zoned`].
#[derive(Clone, Debug, PartialEq)]
pub struct ZonedPulse {
    /// Number and weight of each cell, in order: all 24 or 168 hours, or the days or weeks from the first to the last with any weight.
    pub cells: Vec<(i64, f64)>,
    /// Incidents placed: the sum of the cells.
    pub placed: f64,
    /// Of those, the incidents whose span is longer than a day.
    pub vague: f64,
    /// Incidents left out because their span is longer than the longest allowed.
    pub left_out: f64,
    /// Rows that could not be used: end before start, a time beyond the calendar, a weight that is not a positive number, columns of different length.
    pub unusable: usize,
}

/// Aoristic weights (Ratcliffe 2000) of incidents that began and ended at instants `start` and `end`, in **seconds since 1970-01-01 00:00 UTC**, on the clock of a zone.
///
/// Each incident weighs `weight` (1 without) and is shared over the cells it touches by the time in each ([`Lengths`] tells which, where the clock changes).
/// `end == start` puts it whole in its cell; use that too when no end is known. [`crate::time::aoristic`] does the same for times that are
/// on the local clock already.
///
/// Assumes that within the span every moment is equally likely. O(rows × cells of a span); 24 bytes for each cell and thread.
pub fn aoristic_zoned(start: &[i64], end: &[i64], weight: Option<&[f64]>, clock: &Clock, options: &ZonedOptions) -> ZonedPulse {
    let lengths = [start.len(), end.len(), weight.map_or(start.len(), <[f64]>::len)];
    let rows = lengths.iter().copied().min().unwrap_or(0);
    let most = lengths.iter().copied().max().unwrap_or(0);
    let offsets = Offsets::covering(&clock.0, &start[..rows], &end[..rows]);
    let parts: Vec<Sums> = (0..rows.div_ceil(CHUNK))
        .into_par_iter()
        .map(|chunk| {
            let mut sums = Sums::new(options);
            for i in chunk * CHUNK..rows.min((chunk + 1) * CHUNK) {
                sums.add(start[i], end[i], weight.map_or(1.0, |w| w[i]), &offsets);
            }
            sums
        })
        .collect();
    let mut all = Sums::new(options);
    all.unusable = most - rows;
    parts.into_iter().for_each(|part| all.take_in(part));
    all.finish()
}

/// Which offset from UTC holds from which instant.
struct Offsets {
    from: Vec<i64>,
    offset: Vec<i64>,
}

impl Offsets {
    fn covering(zone: &TimeZone, start: &[i64], end: &[i64]) -> Self {
        let usable = || start.iter().chain(end).copied().filter(|&t| Timestamp::from_second(t).is_ok());
        let (first, last) = (usable().min().unwrap_or(0), usable().max().unwrap_or(0));
        let mut table = Self { from: vec![i64::MIN], offset: vec![0] };
        if let Ok(begin) = Timestamp::from_second(first) {
            table.offset[0] = i64::from(zone.to_offset(begin).seconds());
            for change in zone.following(begin).take_while(|t| t.timestamp().as_second() <= last) {
                table.from.push(change.timestamp().as_second());
                table.offset.push(i64::from(change.offset().seconds()));
            }
        }
        table
    }

    /// The offset at an instant and the instant it ends.
    fn at(&self, instant: i64) -> (i64, i64) {
        let next = self.from.partition_point(|&f| f <= instant);
        (self.offset[next - 1], self.from.get(next).copied().unwrap_or(i64::MAX))
    }
}

enum Cells {
    Hours(Vec<f64>),
    Calendar(BTreeMap<i64, f64>),
}

struct Sums {
    options: ZonedOptions,
    cells: Cells,
    vague: f64,
    left_out: f64,
    unusable: usize,
}

impl Sums {
    fn new(options: &ZonedOptions) -> Self {
        let cells = match options.unit {
            Unit::HourOfDay => Cells::Hours(vec![0.0; 24]),
            Unit::HourOfWeek => Cells::Hours(vec![0.0; 168]),
            Unit::Day | Unit::Week => Cells::Calendar(BTreeMap::new()),
        };
        Self { options: *options, cells, vague: 0.0, left_out: 0.0, unusable: 0 }
    }

    fn add(&mut self, start: i64, end: i64, weight: f64, offsets: &Offsets) {
        let known = Timestamp::from_second(start).is_ok() && Timestamp::from_second(end).is_ok();
        if !(known && end >= start && weight > 0.0 && weight.is_finite()) {
            self.unusable += 1;
            return;
        }
        // On the wall clock the span may run backwards, in the night the clock goes back: then it is as good as exact.
        let wall = |instant: i64| instant + offsets.at(instant).0;
        let (start, end, fixed) = match self.options.lengths {
            Lengths::WallClock => (wall(start), wall(end).max(wall(start)), true),
            Lengths::Elapsed => (start, end, false),
        };
        let span = end - start;
        let (most, hours) = match self.cells {
            Cells::Hours(_) => (WEEK, true),
            Cells::Calendar(_) => (LONGEST, false),
        };
        let too_long = span > self.options.longest.min(most);
        if too_long && (self.options.long_spans == LongSpans::LeaveOut || (!hours && span > LONGEST)) {
            self.left_out += weight;
            return;
        }
        if span > DAY {
            self.vague += weight;
        }
        if let Cells::Hours(cells) = &mut self.cells
            && too_long
        {
            let each = weight / cells.len() as f64;
            cells.iter_mut().for_each(|cell| *cell += each);
            return;
        }
        let (mut at, side) = (start, if hours { HOUR } else { DAY });
        loop {
            let (offset, until) = if fixed { (0, i64::MAX) } else { offsets.at(at) };
            let local = at.saturating_add(offset);
            let step = (side - local.rem_euclid(side)).min(until.saturating_sub(at));
            if span == 0 {
                self.put(local, weight);
                return;
            }
            let part = step.min(end - at);
            self.put(local, weight * part as f64 / span as f64);
            at += part;
            if at >= end {
                return;
            }
        }
    }

    fn put(&mut self, local: i64, weight: f64) {
        let cell = match self.options.unit {
            Unit::HourOfDay => local.rem_euclid(DAY) / HOUR,
            Unit::HourOfWeek => local.saturating_add(TO_MONDAY).rem_euclid(WEEK) / HOUR,
            Unit::Day => local.div_euclid(DAY),
            Unit::Week => local.saturating_add(TO_MONDAY).div_euclid(WEEK) * 7 - 3,
        };
        match &mut self.cells {
            Cells::Hours(cells) => cells[cell as usize] += weight,
            Cells::Calendar(cells) => *cells.entry(cell).or_insert(0.0) += weight,
        }
    }

    fn take_in(&mut self, part: Self) {
        match (&mut self.cells, part.cells) {
            (Cells::Hours(all), Cells::Hours(own)) => all.iter_mut().zip(own).for_each(|(a, b)| *a += b),
            (Cells::Calendar(all), Cells::Calendar(own)) => own.into_iter().for_each(|(cell, w)| *all.entry(cell).or_insert(0.0) += w),
            // Both are made from the same options.
            (Cells::Hours(_), Cells::Calendar(_)) | (Cells::Calendar(_), Cells::Hours(_)) => {}
        }
        self.vague += part.vague;
        self.left_out += part.left_out;
        self.unusable += part.unusable;
    }

    fn finish(self) -> ZonedPulse {
        let cells: Vec<(i64, f64)> = match self.cells {
            Cells::Hours(cells) => (0..).zip(cells).collect(),
            Cells::Calendar(cells) => cells.into_iter().collect(),
        };
        let placed = cells.iter().map(|(_, w)| w).sum();
        ZonedPulse { cells, placed, vague: self.vague, left_out: self.left_out, unusable: self.unusable }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_second()
    }

    fn gather(spans: &[(&str, &str)], unit: Unit) -> ZonedPulse {
        let (start, end): (Vec<i64>, Vec<i64>) = spans.iter().map(|(a, b)| (at(a), at(b))).unzip();
        let options = ZonedOptions { lengths: Lengths::Elapsed, ..ZonedOptions::new(unit) };
        aoristic_zoned(&start, &end, None, &Clock::of("Europe/Stockholm").unwrap(), &options)
    }

    #[test]
    fn the_nights_when_the_clock_changes() {
        // 01–05 on the wall clock: three elapsed hours, none of them 02.
        let spring = gather(&[("2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z")], Unit::HourOfDay);
        let cells: Vec<f64> = spring.cells[..6].iter().map(|c| c.1 * 3.0).collect();
        for (cell, expected) in cells.iter().zip([0.0, 1.0, 0.0, 1.0, 1.0, 0.0]) {
            assert!((cell - expected).abs() < 1e-12, "{cells:?}");
        }
        // 01–04 on the wall clock: four elapsed hours, two of them 02.
        let autumn = gather(&[("2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z")], Unit::HourOfDay);
        let cells: Vec<f64> = autumn.cells[..5].iter().map(|c| c.1 * 4.0).collect();
        assert_eq!(cells, [0.0, 1.0, 2.0, 1.0, 0.0]);
    }

    #[test]
    fn days_and_weeks_are_those_of_the_zone() {
        // Sunday 22:30 UTC is Monday 00:30 in Swedish summer time.
        let monday = gather(&[("2026-07-05T22:30:00Z", "2026-07-05T22:30:00Z")], Unit::Week);
        let first = at("2026-07-06T00:00:00Z") / DAY;
        assert_eq!(monday.cells, [(first, 1.0)]);
        // Friday 18 to Monday 06 on the clock: 6, 24, 24 and 6 hours.
        let away = gather(&[("2026-07-03T16:00:00Z", "2026-07-06T04:00:00Z")], Unit::Day);
        let hours: Vec<f64> = away.cells.iter().map(|c| c.1 * 60.0).collect();
        assert_eq!(away.cells[0].0, first - 3);
        for (found, expected) in hours.iter().zip([6.0, 24.0, 24.0, 6.0]) {
            assert!((found - expected).abs() < 1e-9, "{hours:?}");
        }
        assert_eq!((hours.len(), away.vague), (4, 1.0));
    }

    #[test]
    fn long_spans_by_either_rule() {
        let clock = Clock::of("UTC").unwrap();
        let run =
            |unit, long_spans, end| aoristic_zoned(&[0], &[end], None, &clock, &ZonedOptions { long_spans, ..ZonedOptions::new(unit) });
        assert_eq!(run(Unit::HourOfWeek, LongSpans::LeaveOut, WEEK + 1).left_out, 1.0);
        let even = run(Unit::HourOfWeek, LongSpans::Spread, WEEK + 1);
        assert!(even.cells.iter().all(|c| (c.1 - 1.0 / 168.0).abs() < 1e-15));
        let days = run(Unit::Day, LongSpans::Spread, 100 * DAY);
        assert!(days.cells.len() == 100 && (days.placed - 1.0).abs() < 1e-12);
        assert_eq!(run(Unit::Day, LongSpans::Spread, 4_000 * DAY).left_out, 1.0);
    }

    #[test]
    fn rows_that_make_no_sense_are_counted() {
        let clock = Clock::of("Europe/Stockholm").unwrap();
        let start = [5, i64::MIN, 0, 0, 7];
        let end = [4, i64::MAX, 0, 0];
        let found = aoristic_zoned(&start, &end, Some(&[1.0, 1.0, f64::NAN, 2.0]), &clock, &ZonedOptions::new(Unit::HourOfDay));
        assert_eq!((found.unusable, found.placed), (4, 2.0));
        assert_eq!(aoristic_zoned(&[], &[], None, &clock, &ZonedOptions::new(Unit::Day)).cells, []);
        assert!(Clock::of("Europe/Atlantis").is_err());
    }
}
