//! The same place again: how much of it happens where it has happened before, and how soon.

use crate::finding::Finding;
use crate::refusal::Refusal;

/// Repeat victimisation of places.
#[derive(Clone, Debug, PartialEq)]
pub struct Repeats {
    /// Events that were used.
    pub events: usize,
    /// Places with at least one event.
    pub places: usize,
    /// Places with at least two events.
    pub repeat_places: usize,
    /// Events at places with at least two.
    pub events_at_repeat_places: usize,
    /// Events that had one at the same place at most `window` days before.
    pub repeats: usize,
    /// Places by number of events: `places_with[k]` have k + 1; the last takes in all above.
    pub places_with: [usize; 10],
    /// Days from each repeat back to the event before it at the place, rising.
    pub days_between: Vec<f64>,
}

impl Repeats {
    /// Share of the repeats that came within so many days: the time-to-repeat curve. `None` without repeats.
    pub fn within(&self, days: f64) -> Option<f64> {
        let count = self.days_between.partition_point(|d| *d <= days);
        (!self.days_between.is_empty()).then(|| count as f64 / self.days_between.len() as f64)
    }
}

/// Counts repeats at the same place.
///
/// `place` is a key that means nothing outside the analysis (never an address in clear), `days` are days. An event is a repeat when the one before it at its
/// place lies at most `window` days back (365 in Farrell & Pease 1993). Two events at one time are a repeat after 0 days: strike doubled reports of
/// one offence first.
///
/// Pitfalls: a short period hides repeats (an event in its first month can only have a month's look back); a house with many flats
/// is one place with many victims; compare shares only over periods of equal length. O(n log n).
///
/// Source: Farrell, G. & Pease, K. (1993), *Once Bitten, Twice Bitten*; Johnson, Bowers & Hirschfield (1997) on time to repeat.
pub fn repeats(place: &[u64], days: &[f64], window: f64) -> Result<Finding<Repeats>, Refusal> {
    if window.is_nan() || window < 0.0 {
        return Err(Refusal::BadParameter { name: "window", must: "a number of days" });
    }
    let mut rows: Vec<(u64, f64)> = place.iter().copied().zip(days.iter().copied()).filter(|(_, day)| day.is_finite()).collect();
    let left_out = place.len().max(days.len()) - rows.len();
    rows.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut found = Repeats {
        events: rows.len(),
        places: 0,
        repeat_places: 0,
        events_at_repeat_places: 0,
        repeats: 0,
        places_with: [0; 10],
        days_between: Vec::new(),
    };
    for events in rows.chunk_by(|a, b| a.0 == b.0) {
        found.places += 1;
        found.places_with[events.len().min(10) - 1] += 1;
        if events.len() > 1 {
            found.repeat_places += 1;
            found.events_at_repeat_places += events.len();
        }
        found.days_between.extend(events.windows(2).map(|pair| pair[1].1 - pair[0].1).filter(|between| *between <= window));
    }
    found.repeats = found.days_between.len();
    found.days_between.sort_by(f64::total_cmp);
    Ok(Finding::of(found, left_out))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::finding::Diagnostic;

    #[test]
    fn repeats_are_counted_within_the_window() {
        // Place 7: days 0, 10, 400; place 8: one; place 9: twice the same day, and a row without a time.
        let found = repeats(&[7, 8, 7, 9, 7, 9, 9], &[10.0, 5.0, 0.0, 3.0, 400.0, 3.0, f64::NAN], 365.0).unwrap();
        assert_eq!(found.diagnostics, [Diagnostic::RowsLeftOut(1)]);
        let found = found.value;
        assert_eq!((found.events, found.places, found.repeat_places, found.events_at_repeat_places), (6, 3, 2, 5));
        assert_eq!((found.repeats, &found.days_between[..]), (2, &[0.0, 10.0][..]));
        assert_eq!(found.places_with[..3], [1, 1, 1]);
        assert_eq!((found.within(0.0), found.within(10.0)), (Some(0.5), Some(1.0)));
        assert_eq!(repeats(&[], &[], 365.0).unwrap().value.within(1.0), None);
        assert!(matches!(repeats(&[1], &[1.0], f64::NAN), Err(Refusal::BadParameter { name: "window", .. })));
    }
}
