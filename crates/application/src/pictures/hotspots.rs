//! Where incidents gather: by named place, or by district where no place is known.

use crate::pictures::compute::aoristic;
use crate::pictures::inputs::Inputs;
use crate::pictures::verdicts::{Verdict, judge};
use analysis::time::band;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::pictures::{Hotspot, Hotspots, HourBand, Span};
use domain::week::Week;
use std::collections::{BTreeMap, BTreeSet};
use storage::incidents::PictureIncident;

/// Most places in a list.
const MOST: usize = 10;

/// Fewest incidents for a place to be called a hot spot.
const FEWEST: u64 = 3;

type Place = (Option<String>, Option<DistrictCode>);

/// Hot spots of a span, most incidents first.
pub(super) fn of(inputs: &Inputs, week: Week, span: Span) -> Hotspots {
    let first = week.plus(1 - span.weeks());
    let mut places: BTreeMap<Place, Vec<&PictureIncident>> = BTreeMap::new();
    for row in &inputs.rows {
        if row.place.is_some() || row.district.is_some() {
            places.entry((row.place.clone(), row.district.clone())).or_default().push(row);
        }
    }
    let mut found: Vec<(u64, Place, Vec<&PictureIncident>)> = places
        .into_iter()
        .map(|(place, rows)| (rows.iter().filter(|r| r.week >= first).map(|r| r.count).sum(), place, rows))
        .filter(|(count, _, _)| *count >= FEWEST)
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let places = found.into_iter().take(MOST).map(|(count, place, rows)| hotspot(inputs, week, span, count, place, &rows)).collect();
    Hotspots { span, places }
}

fn hotspot(inputs: &Inputs, week: Week, span: Span, count: u64, place: Place, rows: &[&PictureIncident]) -> Hotspot {
    let first = week.plus(1 - span.weeks());
    let in_span: Vec<&PictureIncident> = rows.iter().copied().filter(|r| r.week >= first).collect();
    let (place, district) = place;
    let district_name = district.as_ref().and_then(|code| inputs.districts.iter().find(|d| d.code == *code)).map(|d| d.name.clone());
    let Verdict { expected, change, .. } = judge(count, &earlier_spans(inputs, week, span, rows));
    Hotspot {
        place,
        district,
        district_name,
        count,
        expected,
        change,
        weeks_in_row: weeks_in_row(week, rows),
        categories: categories(&in_span),
        hours: hours(&in_span),
    }
}

/// Counts of the whole spans before this one, oldest first, as far as there is material.
fn earlier_spans(inputs: &Inputs, week: Week, span: Span, rows: &[&PictureIncident]) -> Vec<u64> {
    let first = week.plus(1 - span.weeks());
    let sum = |from: Week, to: Week| rows.iter().filter(|r| r.week >= from && r.week < to).map(|r| r.count).sum();
    let known = inputs.first_week.unwrap_or(week);
    let mut sums: Vec<u64> = Vec::new();
    let mut to = first;
    loop {
        let from = to.plus(-span.weeks());
        if from < week.plus(-23) || from < known {
            break;
        }
        sums.push(sum(from, to));
        to = from;
    }
    sums.reverse();
    sums
}

fn weeks_in_row(week: Week, rows: &[&PictureIncident]) -> u32 {
    let weeks: BTreeSet<Week> = rows.iter().map(|r| r.week).collect();
    let mut count = 0;
    while weeks.contains(&week.plus(-count)) {
        count += 1;
    }
    count.unsigned_abs()
}

fn categories(rows: &[&PictureIncident]) -> Vec<(Category, u64)> {
    let mut counts: BTreeMap<Category, u64> = BTreeMap::new();
    for row in rows {
        *counts.entry(row.category).or_default() += row.count;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

fn hours(rows: &[&PictureIncident]) -> Option<HourBand> {
    let found = band(&aoristic(rows))?;
    Some(HourBand { weekdays: found.weekdays, from_hour: found.from_hour, to_hour: found.to_hour })
}
