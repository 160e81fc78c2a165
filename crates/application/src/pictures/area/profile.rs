//! What dominates a district or a problem, what goes together in it, and how long it has lasted.

use crate::pictures::area::AreaRequest;
use crate::pictures::compute::aoristic;
use crate::pictures::inputs::BASELINE;
use analysis::problem::{co_occurrence, dominant, recurrence};
use domain::categories::Category;
use domain::pictures::Picture;
use std::collections::BTreeMap;
use storage::incidents::PictureIncident;

/// Share of what is said to dominate, or to go together, that may be chance.
const FDR: f64 = 0.05;

/// Weeks that are looked at for what rises and falls together: short enough that a season does not tie everything.
const TOGETHER_WEEKS: i32 = 26;

/// Hours in a part of the day: four parts of seven days are few enough to have numbers in.
const PART: usize = 6;

/// A value that holds more than its share.
#[derive(Clone, Debug, PartialEq)]
pub struct Dominant<T> {
    /// The value.
    pub value: T,
    /// Incidents; a fraction where times are spread.
    pub count: f64,
    /// Share of all, 0–1.
    pub share: f64,
    /// How many times the share that it would have; `None` when it would have none.
    pub times: Option<f64>,
    /// Share of values as odd that are chance (Benjamini–Hochberg).
    pub q: f64,
}

/// A part of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayPart {
    /// Weekday, 0 is Monday.
    pub day: usize,
    /// First hour.
    pub from: usize,
    /// Hour after the last.
    pub to: usize,
}

/// Two categories that rise and fall together in the district.
#[derive(Clone, Debug, PartialEq)]
pub struct Together {
    /// One.
    pub first: Category,
    /// The other.
    pub second: Category,
    /// Rank correlation, −1 to 1.
    pub correlation: f64,
    /// Share of pairs as odd that are chance.
    pub q: f64,
}

/// How long it has lasted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recurring {
    /// Weeks in a row with any incident, up to the picture's.
    pub now: u64,
    /// Longest such run in the weeks looked at.
    pub longest: u64,
    /// Weeks with any incident.
    pub weeks: u64,
    /// Weeks looked at.
    pub of: u64,
}

/// What the methods for problems say of a district or a problem.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Profile {
    /// Incidents of the twelve weeks.
    pub incidents: u64,
    /// Categories that are commoner here than elsewhere; of a district alone.
    pub categories: Vec<Dominant<Category>>,
    /// Places that hold more than their share: of all incidents at named places of the district for a problem, an even share for a district.
    pub places: Vec<Dominant<String>>,
    /// Parts of the week that hold more than elsewhere.
    pub hours: Vec<Dominant<DayPart>>,
    /// Categories that rise and fall together.
    pub together: Vec<Together>,
    /// How long it has lasted; `None` before the material begins.
    pub recurring: Option<Recurring>,
}

/// The profile from the rows of the district (of all weeks) and of the whole (of the last twelve).
pub(super) fn of(picture: &Picture, request: &AreaRequest, district: &[PictureIncident], everywhere: &[PictureIncident]) -> Profile {
    let since = request.week.plus(1 - BASELINE);
    let kind = |r: &&PictureIncident| request.category.is_none_or(|c| r.category == c);
    let spot = |r: &&PictureIncident| request.place.as_ref().is_none_or(|p| r.place.as_ref() == Some(p));
    let recent: Vec<&PictureIncident> = district.iter().filter(|r| r.week >= since).collect();
    let own: Vec<&PictureIncident> = recent.iter().copied().filter(|r| kind(r) && spot(r)).collect();
    let elsewhere: Vec<&PictureIncident> = everywhere.iter().filter(|r| r.district.as_ref() != Some(&request.district)).collect();
    Profile {
        incidents: own.iter().map(|r| r.count).sum(),
        categories: if request.category.is_none() { categories(&own, &elsewhere) } else { Vec::new() },
        places: if request.place.is_none() { places(&own, request.category.map(|_| recent.as_slice())) } else { Vec::new() },
        hours: hours(&own, &elsewhere),
        together: together(request, picture, district),
        recurring: recurring(picture),
    }
}

/// Incidents of each value, in the order of the values.
fn counted<'a, T: Ord>(rows: &[&'a PictureIncident], value: impl Fn(&'a PictureIncident) -> Option<T>) -> BTreeMap<T, f64> {
    let mut counts = BTreeMap::new();
    for row in rows {
        if let Some(value) = value(row) {
            #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
            let count = row.count as f64;
            *counts.entry(value).or_insert(0.0) += count;
        }
    }
    counts
}

/// The values that hold clearly more than their reference lets expect, most first.
fn found<T: Clone>(values: &[T], count: &[f64], reference: &[f64]) -> Vec<Dominant<T>> {
    // Too little to say anything is nothing said.
    let all = dominant(count, reference, FDR).unwrap_or_default();
    let told = |d: analysis::problem::Dominant| {
        let times = d.times.is_finite().then_some(d.times);
        Some(Dominant { value: values.get(d.index)?.clone(), count: d.count, share: d.share, times, q: d.q })
    };
    all.into_iter().filter_map(told).collect()
}

fn categories(own: &[&PictureIncident], elsewhere: &[&PictureIncident]) -> Vec<Dominant<Category>> {
    let (own, other) = (counted(own, |r| Some(r.category)), counted(elsewhere, |r| Some(r.category)));
    let values: Vec<Category> = Category::ALL.to_vec();
    let column = |counts: &BTreeMap<Category, f64>| -> Vec<f64> { values.iter().map(|c| counts.get(c).copied().unwrap_or(0.0)).collect() };
    found(&values, &column(&own), &column(&other))
}

fn places(own: &[&PictureIncident], all: Option<&[&PictureIncident]>) -> Vec<Dominant<String>> {
    let own = counted(own, |r| r.place.as_deref());
    let all = all.map(|rows| counted(rows, |r| r.place.as_deref()));
    // A district's places are compared with an even share, a problem's with everything that happens at them.
    let names: Vec<&str> = all.as_ref().unwrap_or(&own).keys().copied().collect();
    let count: Vec<f64> = names.iter().map(|n| own.get(n).copied().unwrap_or(0.0)).collect();
    let reference: Vec<f64> = names.iter().map(|n| all.as_ref().map_or(1.0, |all| all.get(n).copied().unwrap_or(0.0))).collect();
    let values: Vec<String> = names.into_iter().map(str::to_owned).collect();
    found(&values, &count, &reference)
}

fn hours(own: &[&PictureIncident], elsewhere: &[&PictureIncident]) -> Vec<Dominant<DayPart>> {
    let parts = |rows: &[&PictureIncident]| -> Vec<f64> {
        aoristic(rows).cells.iter().flat_map(|day| day.chunks(PART).map(|part| part.iter().sum::<f64>())).collect()
    };
    let values: Vec<DayPart> =
        (0..7).flat_map(|day| (0..24 / PART).map(move |i| DayPart { day, from: i * PART, to: (i + 1) * PART })).collect();
    found(&values, &parts(own), &parts(elsewhere))
}

/// Categories of the district by week; for a problem the pairs that its category is in.
fn together(request: &AreaRequest, picture: &Picture, district: &[PictureIncident]) -> Vec<Together> {
    let end = if picture.so_far.is_some() { request.week.previous() } else { request.week };
    let Some(first) = picture.weekly.iter().find(|w| w.count.is_some()).map(|w| w.week) else { return Vec::new() };
    let weeks = TOGETHER_WEEKS.min(end.since(first) + 1);
    let mut series: BTreeMap<Category, Vec<f64>> = BTreeMap::new();
    let length = usize::try_from(weeks).unwrap_or(0);
    for row in district.iter().filter(|r| request.place.as_ref().is_none_or(|p| r.place.as_ref() == Some(p))) {
        let at = usize::try_from(row.week.since(end.plus(1 - weeks)));
        if let Some(slot) = at.ok().and_then(|at| series.entry(row.category).or_insert_with(|| vec![0.0; length]).get_mut(at)) {
            #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
            let count = row.count as f64;
            *slot += count;
        }
    }
    let categories: Vec<Category> = series.keys().copied().collect();
    let columns: Vec<&[f64]> = series.values().map(Vec::as_slice).collect();
    let pairs = co_occurrence(&columns, FDR).unwrap_or_default();
    let told = |pair: analysis::problem::CoOccurrence| {
        let (first, second) = (*categories.get(pair.first)?, *categories.get(pair.second)?);
        Some(Together { first, second, correlation: pair.correlation, q: pair.q })
    };
    let own = |t: &Together| request.category.is_none_or(|c| t.first == c || t.second == c);
    pairs.into_iter().filter_map(told).filter(own).collect()
}

fn recurring(picture: &Picture) -> Option<Recurring> {
    #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
    let counts: Vec<f64> = picture.weekly.iter().filter_map(|w| w.count).map(|n| n as f64).collect();
    let found = recurrence(&counts, 1.0).ok()?;
    let whole = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let weeks = counts.iter().filter(|n| **n >= 1.0).count();
    Some(Recurring { now: whole(found.now), longest: whole(found.longest), weeks: whole(weeks), of: whole(counts.len()) })
}
