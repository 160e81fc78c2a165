//! Aoristic weights: an incident known only to have happened between two times is spread evenly over them.

use rayon::prelude::*;

/// Seconds in a week, the usual `longest`.
pub const WEEK: i64 = 7 * DAY;

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
const CELLS: usize = 168;

/// Rows per partial sum. Fixed, so that the sums come in the same order on any number of threads.
const CHUNK: usize = 1 << 14;

/// The week's pulse: weight per weekday and hour.
#[derive(Clone, Debug, PartialEq)]
pub struct Pulse {
    /// Incidents per weekday (0 = Monday) and hour (0–23) of the civil clock.
    pub cells: [[f64; 24]; 7],
    /// Incidents placed in the cells: their sum.
    pub placed: f64,
    /// Of those placed, the incidents whose span is longer than a day: they say nothing of the hour.
    pub vague: f64,
    /// Incidents left out because their span is longer than the longest allowed.
    pub left_out: f64,
    /// Rows that could not be used: end before start, a weight that is not a positive number, columns of different length.
    pub unusable: usize,
}

/// Aoristic 7 × 24 table (Ratcliffe 2000, "Aoristic analysis: the spatial interpretation of unspecific temporal events").
///
/// **The times are seconds on the local civil clock, counted from any Monday 00:00 of that clock**: 0 is that Monday at midnight, 3 600 is 01:00
/// on its wall clocks. They are *not* UTC timestamps. The caller converts the zone first; feeding UTC moves every Swedish incident one or
/// two hours and is the commonest way to get this table wrong. (The night the clock goes back holds the hour 02–03 twice; both land in
/// the same cell, which is what a reader of the table expects.) Negative times, before that Monday, are fine.
///
/// An incident with span `[start, end)` gives each hour cell the share of the span that falls in it; `end == start` (also used when no end is
/// known) puts it whole in its start cell. A span longer than `longest` seconds is left out and counted as such: it tells nothing of the hour.
/// [`WEEK`] is the usual choice. With a larger `longest`, a span longer than a week gives 1/168 to every cell, which is the rule of the R package
/// `aoristic` 1.1.1 that the tests compare with.
///
/// Assumes that within the span every moment is equally likely, which smears true peaks (Ashby & Bowers 2013). O(rows × hours of span).
pub fn aoristic(start: &[i64], end: &[i64], longest: i64) -> Pulse {
    gather(start, end, None, longest)
}

/// As [`aoristic`], each row standing for `weight` incidents (a count column; need not be whole).
pub fn aoristic_weighted(start: &[i64], end: &[i64], weight: &[f64], longest: i64) -> Pulse {
    gather(start, end, Some(weight), longest)
}

fn gather(start: &[i64], end: &[i64], weight: Option<&[f64]>, longest: i64) -> Pulse {
    let lengths = [start.len(), end.len(), weight.map_or(start.len(), <[f64]>::len)];
    let rows = lengths.iter().copied().min().unwrap_or(0);
    let most = lengths.iter().copied().max().unwrap_or(0);
    let parts: Vec<Sums> = (0..rows.div_ceil(CHUNK))
        .into_par_iter()
        .map(|chunk| {
            let mut sums = Sums::new();
            for i in chunk * CHUNK..rows.min((chunk + 1) * CHUNK) {
                sums.add(start[i], end[i], weight.map_or(1.0, |w| w[i]), longest);
            }
            sums
        })
        .collect();
    let mut all = Sums::new();
    for part in &parts {
        for (cell, value) in all.cells.iter_mut().zip(part.cells) {
            *cell += value;
        }
        all.vague += part.vague;
        all.left_out += part.left_out;
        all.unusable += part.unusable;
    }
    let mut cells = [[0.0; 24]; 7];
    for (i, value) in all.cells.into_iter().enumerate() {
        cells[i / 24][i % 24] = value;
    }
    Pulse { cells, placed: all.cells.iter().sum(), vague: all.vague, left_out: all.left_out, unusable: all.unusable + most - rows }
}

struct Sums {
    cells: [f64; CELLS],
    vague: f64,
    left_out: f64,
    unusable: usize,
}

impl Sums {
    fn new() -> Self {
        Self { cells: [0.0; CELLS], vague: 0.0, left_out: 0.0, unusable: 0 }
    }

    fn add(&mut self, start: i64, end: i64, weight: f64, longest: i64) {
        let span = match end.checked_sub(start) {
            Some(span) if span >= 0 && weight > 0.0 && weight.is_finite() => span,
            _ => {
                self.unusable += 1;
                return;
            }
        };
        if span > longest {
            self.left_out += weight;
            return;
        }
        if span > DAY {
            self.vague += weight;
        }
        if span > WEEK {
            self.cells.iter_mut().for_each(|cell| *cell += weight / CELLS as f64);
            return;
        }
        let in_week = start.rem_euclid(WEEK);
        let mut cell = (in_week / HOUR) as usize;
        let to_next = HOUR - in_week % HOUR;
        if span <= to_next {
            self.cells[cell] += weight;
            return;
        }
        let per_second = weight / span as f64;
        let per_hour = per_second * HOUR as f64;
        self.cells[cell] += per_second * to_next as f64;
        let mut rest = span - to_next;
        loop {
            cell = if cell + 1 == CELLS { 0 } else { cell + 1 };
            if rest <= HOUR {
                self.cells[cell] += per_second * rest as f64;
                return;
            }
            self.cells[cell] += per_hour;
            rest -= HOUR;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRIDAY: i64 = 4 * DAY;

    #[test]
    fn an_exact_time_fills_one_cell() {
        let pulse = aoristic(&[FRIDAY + 22 * HOUR + 1_799], &[FRIDAY + 22 * HOUR + 1_799], WEEK);
        assert_eq!(pulse.cells[4][22], 1.0);
        assert_eq!((pulse.placed, pulse.vague, pulse.left_out, pulse.unusable), (1.0, 0.0, 0.0, 0));
    }

    #[test]
    fn a_span_is_shared_by_the_hours_it_touches_also_past_sunday() {
        // Sunday 23:30 to Monday 01:30: a quarter, a half, a quarter.
        let start = 6 * DAY + 23 * HOUR + 1_800;
        let pulse = aoristic(&[start], &[start + 2 * HOUR], WEEK);
        assert_eq!((pulse.cells[6][23], pulse.cells[0][0], pulse.cells[0][1]), (0.25, 0.5, 0.25));
        // The same clock times weeks earlier, before the Monday counted from.
        assert_eq!(aoristic(&[start - 5 * WEEK], &[start - 5 * WEEK + 2 * HOUR], WEEK).cells, pulse.cells);
    }

    #[test]
    fn an_end_on_the_hour_gives_nothing_to_the_next_cell() {
        let pulse = aoristic(&[HOUR], &[3 * HOUR], WEEK);
        assert_eq!((pulse.cells[0][1], pulse.cells[0][2], pulse.cells[0][3]), (0.5, 0.5, 0.0));
    }

    #[test]
    fn long_spans_are_told_apart() {
        let starts = [0, 0, 0, 0];
        let pulse = aoristic(&starts, &[DAY, DAY + 1, WEEK, WEEK + 1], WEEK);
        assert!((pulse.placed - 3.0).abs() < 1e-12);
        assert_eq!((pulse.vague, pulse.left_out), (2.0, 1.0));
        let all = aoristic(&starts, &[DAY, DAY + 1, WEEK, WEEK + 1], i64::MAX);
        assert!((all.placed - 4.0).abs() < 1e-12);
        assert_eq!(all.left_out, 0.0);
    }

    #[test]
    fn rows_that_make_no_sense_are_counted_not_used() {
        let pulse = aoristic_weighted(&[10, 0, i64::MIN, 0, 5], &[0, HOUR, i64::MAX, HOUR], &[1.0, f64::NAN, 1.0, 2.5], WEEK);
        assert_eq!(pulse.unusable, 4);
        assert_eq!(pulse.placed, 2.5);
        assert_eq!(aoristic(&[], &[], WEEK).placed, 0.0);
    }

    #[test]
    fn the_order_of_rows_and_threads_does_not_matter_to_the_sum() {
        let start: Vec<i64> = (0..60_000).map(|i| i * 7_919).collect();
        let end: Vec<i64> = start.iter().enumerate().map(|(i, s)| s + (i as i64 * 104_729) % DAY).collect();
        let many = aoristic(&start, &end, WEEK);
        assert!((many.placed - 60_000.0).abs() < 1e-6);
        if let Ok(one_thread) = rayon::ThreadPoolBuilder::new().num_threads(1).build() {
            assert_eq!(one_thread.install(|| aoristic(&start, &end, WEEK)), many);
        }
    }
}
