//! The picture of one named place: the district's, with the counts of the place alone.

use crate::pictures::compute::pulse;
use crate::pictures::findings::bands::recent_bands;
use crate::pictures::inputs::{BASELINE, SERIES};
use crate::pictures::verdicts::{self, Verdict};
use domain::pictures::{Against, Certainty, Change, Comparison, Findings, Picture, WeekCount};
use domain::week::Week;
use std::collections::HashMap;
use storage::incidents::PictureIncident;

/// `None` when nothing has ever come from the place in the weeks of the trend. Where the numbers of a place cannot be told from the
/// district's, they are left out.
pub(super) fn picture_of(mut picture: Picture, place: &str, rows: &[PictureIncident]) -> Option<Picture> {
    let category = picture.filter.category;
    let here = |r: &&PictureIncident| r.place.as_deref() == Some(place) && category.is_none_or(|c| r.category == c);
    let own: Vec<&PictureIncident> = rows.iter().filter(here).collect();
    if own.is_empty() {
        return None;
    }
    let mut counts: HashMap<Week, u64> = HashMap::new();
    own.iter().for_each(|r| *counts.entry(r.week).or_default() += r.count);
    let of = |w: Week| counts.get(&w).copied().unwrap_or(0);
    // Weeks before the material begins are not weeks without incidents.
    let first = picture.weekly.iter().find(|w| w.count.is_some()).map(|w| w.week)?;
    let weekly: Vec<WeekCount> = picture.weekly.iter().map(|w| WeekCount { week: w.week, count: w.count.map(|_| of(w.week)) }).collect();
    let count = of(picture.week);
    let weeks = (1..=BASELINE).rev().map(|back| picture.week.plus(-back)).filter(|w| *w >= first);
    let baseline: Vec<u64> = if picture.so_far.is_some() { Vec::new() } else { weeks.map(of).collect() };
    let Verdict { expected, change, certainty } = verdicts::of_place(&picture.notable, place, (count, &baseline));
    picture.comparisons =
        vec![Comparison { against: Against::TwelveWeeks, weeks: u32::try_from(baseline.len()).unwrap_or(0), expected, change, certainty }];
    if expected.is_none() {
        picture.comparisons.iter_mut().for_each(|c| (c.change, c.certainty) = (Change::Unknown, Certainty::CannotTell));
    }
    (picture.incident_count, picture.change) = (count, change);
    let since = picture.week.plus(1 - BASELINE);
    let newest: Vec<&PictureIncident> = own.iter().copied().filter(|r| r.week >= since).collect();
    picture.pulse = pulse(&newest);
    picture.findings = Findings { bands: recent_bands(&counts, first, picture.week, SERIES), ..Findings::default() };
    if picture.so_far.is_some()
        && let Some(last) = picture.findings.bands.last_mut()
    {
        last.expected = None;
    }
    picture.weekly = weekly;
    picture.notable.clear();
    picture.sources.clear();
    picture.late.clear();
    picture.hotspots.iter_mut().for_each(|h| h.places.retain(|p| p.place.as_deref() == Some(place)));
    Some(picture)
}
