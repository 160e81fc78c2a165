//! Series of events that follow each other closely in place and time, and until when the places around the latest are worth watching.
//! Descriptive: what has followed what, not a forecast of where the next comes.

use super::knox::Metric;
use crate::finding::Finding;
use crate::near::{Near, picked, usable};
use crate::refusal::{self, Refusal};
use crate::sets::Sets;
use rayon::prelude::*;

/// How near one event must follow another to belong together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// Nearer than this, metres.
    pub metres: f64,
    /// Less than so many days later.
    pub days: f64,
    /// How distance is measured.
    pub metric: Metric,
}

/// Events that hang together, each near another of them in place and time.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Rows, by time and then as handed in.
    pub rows: Vec<u32>,
    /// Middle of the places, metres.
    pub centre: [f64; 2],
    /// Farthest of the places from the middle, metres.
    pub radius: f64,
    /// Time of the first event, days.
    pub first: f64,
    /// Time of the last event, days.
    pub last: f64,
    /// From here on an event near the last one would no longer belong: its time plus the reach, days.
    pub watch_until: f64,
}

/// A place around which an event was followed soon after others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Warning {
    /// Row of the event.
    pub row: u32,
    /// Until when an event within reach would be near in time too, days.
    pub watch_until: f64,
    /// Events within reach in the days before it.
    pub before: u32,
}

/// Groups events into series of at least `fewest`: two belong together when they are nearer than the reach in place and in time, and so on through chains.
///
/// `x`, `y` metres, `days` days. Largest first, of equals the earliest. Pitfall: chains grow without end in dense places; a series wider than a few times the
/// reach is a busy area, not a series. Source: Haberman & Ratcliffe (2012), *Policing* 6, on near-repeat chains.
pub fn series(x: &[f64], y: &[f64], days: &[f64], reach: &Reach, fewest: usize) -> Result<Finding<Vec<Series>>, Refusal> {
    let (rows, left_out) = prepared(x, y, days, reach)?;
    let sets = Sets::new(rows.len());
    each_pair(x, y, days, &rows, reach, |a, b| sets.join(a, b))?;
    let mut members: Vec<(u32, u32)> = (0..rows.len() as u32).map(|i| (sets.head(i), i)).collect();
    members.sort_unstable();
    let mut found: Vec<Series> = members
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|group| group.len() >= fewest.max(2))
        .map(|group| told(x, y, days, group.iter().map(|(_, i)| rows[*i as usize]).collect(), reach))
        .collect();
    found.sort_by(|a, b| b.rows.len().cmp(&a.rows.len()).then(a.first.total_cmp(&b.first)).then(a.rows.cmp(&b.rows)));
    Ok(Finding::of(found, left_out))
}

/// The events of the last days before `now`, each with how long the places around it are worth watching: newest first.
pub fn warnings(x: &[f64], y: &[f64], days: &[f64], reach: &Reach, now: f64) -> Result<Finding<Vec<Warning>>, Refusal> {
    let (rows, left_out) = prepared(x, y, days, reach)?;
    let before: Vec<std::sync::atomic::AtomicU32> = rows.iter().map(|_| std::sync::atomic::AtomicU32::new(0)).collect();
    let earlier = |a: u32, b: u32| {
        let (ta, tb) = (days[rows[a as usize] as usize], days[rows[b as usize] as usize]);
        let later = if (ta, a) < (tb, b) { b } else { a };
        before[later as usize].fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    };
    each_pair(x, y, days, &rows, reach, earlier)?;
    let mut found: Vec<Warning> = rows
        .iter()
        .zip(before)
        .map(|(&row, before)| Warning { row, watch_until: days[row as usize] + reach.days, before: before.into_inner() })
        .filter(|w| days[w.row as usize] <= now && w.watch_until > now)
        .collect();
    found.sort_by(|a, b| days[b.row as usize].total_cmp(&days[a.row as usize]).then(a.row.cmp(&b.row)));
    Ok(Finding::of(found, left_out))
}

fn prepared(x: &[f64], y: &[f64], days: &[f64], reach: &Reach) -> Result<(Vec<u32>, usize), Refusal> {
    refusal::above_zero("metres", reach.metres)?;
    refusal::above_zero("days", reach.days)?;
    Ok(usable(&[x, y, days]))
}

/// Most pairs near in place that are looked at.
const MOST_LOOKED_AT: f64 = 2e10;

/// Calls for each pair within reach, by their places among the rows, from several threads in no order.
fn each_pair(x: &[f64], y: &[f64], days: &[f64], rows: &[u32], reach: &Reach, joined: impl Fn(u32, u32) + Sync) -> Result<(), Refusal> {
    if rows.is_empty() {
        return Ok(());
    }
    let near = Near::new(&picked(x, rows), &picked(y, rows), reach.metres);
    let days: Vec<f64> = near.order.iter().map(|&i| days[rows[i as usize] as usize]).collect();
    let around = |cell: usize| [near.points_of(near.run(cell, 0, 0, 1)), near.points_of(near.run(cell, 1, -1, 1))];
    let work: f64 =
        (0..near.cells()).map(|cell| near.points(cell).len() as f64 * around(cell).map(|r| r.len() as f64).iter().sum::<f64>()).sum();
    if work > MOST_LOOKED_AT {
        return Err(Refusal::TooLarge { what: "pairs", have: work, most: MOST_LOOKED_AT });
    }
    (0..near.cells()).into_par_iter().for_each(|cell| {
        let [beside, above] = around(cell);
        for i in near.points(cell) {
            for j in (i + 1..beside.end).chain(above.clone()) {
                let soon = (days[i] - days[j]).abs() < reach.days;
                if soon && reach.metric.apart(near.x[i] - near.x[j], near.y[i] - near.y[j]) < reach.metres {
                    joined(near.order[i], near.order[j]);
                }
            }
        }
    });
    Ok(())
}

fn told(x: &[f64], y: &[f64], days: &[f64], mut rows: Vec<u32>, reach: &Reach) -> Series {
    rows.sort_by(|a, b| days[*a as usize].total_cmp(&days[*b as usize]).then(a.cmp(b)));
    let mean = |values: &[f64]| rows.iter().map(|&row| values[row as usize] / rows.len() as f64).sum::<f64>();
    let centre = [mean(x), mean(y)];
    let apart = |row: &u32| Metric::Euclidean.apart(x[*row as usize] - centre[0], y[*row as usize] - centre[1]);
    let radius = rows.iter().map(apart).fold(0.0, f64::max);
    let time = |row: Option<&u32>| row.map_or(f64::NAN, |row| days[*row as usize]);
    let (first, last) = (time(rows.first()), time(rows.last()));
    Series { centre, radius, first, last, watch_until: last + reach.days, rows }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::finding::Diagnostic;

    const REACH: Reach = Reach { metres: 200.0, days: 14.0, metric: Metric::Euclidean };

    #[test]
    fn chains_hang_together_and_tell_until_when_to_watch() {
        // A chain of three, 150 m and 10 days apart each; a pair; one alone; one near in place but a year later; one without a place.
        let x = [0.0, 150.0, 300.0, 5_000.0, 5_010.0, 9_000.0, 0.0, f64::NAN];
        let y = [0.0; 8];
        let days = [0.0, 10.0, 20.0, 3.0, 3.0, 1.0, 365.0, 1.0];
        let found = series(&x, &y, &days, &REACH, 2).unwrap();
        assert_eq!(found.diagnostics, [Diagnostic::RowsLeftOut(1)]);
        let found = found.value;
        assert_eq!(found.iter().map(|s| s.rows.clone()).collect::<Vec<_>>(), [vec![0, 1, 2], vec![3, 4]]);
        assert_eq!((found[0].centre, found[0].radius), ([150.0, 0.0], 150.0));
        assert_eq!((found[0].first, found[0].last, found[0].watch_until), (0.0, 20.0, 34.0));
        assert_eq!(series(&x, &y, &days, &REACH, 3).unwrap().value.len(), 1);
    }

    #[test]
    fn warnings_end_after_the_reach() {
        let found = warnings(&[0.0, 100.0, 5_000.0], &[0.0; 3], &[0.0, 10.0, 12.0], &REACH, 15.0).unwrap().value;
        assert_eq!(found.iter().map(|w| (w.row, w.watch_until, w.before)).collect::<Vec<_>>(), [(2, 26.0, 0), (1, 24.0, 1)]);
        assert!(matches!(warnings(&[], &[], &[], &Reach { days: 0.0, ..REACH }, 1.0), Err(Refusal::BadParameter { name: "days", .. })));
    }
}
