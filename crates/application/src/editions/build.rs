//! From the frozen picture to what everyone may see of it: nothing that is not named here is taken over.

use super::{PublicWords, tables};
use analysis::suppression::step;
use domain::categories::{Category, CategoryKind};
use domain::editions::{FEWEST, PublicCategory, PublicDistrict, PublicEdition, PublicWeek, Told};
use domain::pictures::{Against, Change, Picture};
use domain::week::Week;
use std::collections::BTreeMap;

/// Weeks around the picture's own in which its numbers may stand in another edition's trend.
pub(super) const WEEKS: i32 = 53;

/// What an edition is made from.
pub(crate) struct Source<'a> {
    /// The whole picture, unfiltered.
    pub picture: &'a Picture,
    /// Its version.
    pub version: u32,
    /// What a person adds.
    pub words: &'a PublicWords,
    /// Editions of the same week that have been shown, oldest first, withdrawn ones too.
    pub earlier: &'a [&'a PublicEdition],
    /// What has been shown of weeks in any edition's trend, oldest first.
    pub weeks: &'a BTreeMap<Week, Vec<Told>>,
}

/// Every category that is counted, in tree order: the same columns in each edition, so that two of them can be held side by side.
fn columns() -> Vec<Category> {
    Category::ALL.iter().copied().filter(|c| c.kind() != CategoryKind::Planned).collect()
}

/// The edition; `None` when an earlier one of the week cannot be compared with it.
pub(super) fn edition(source: &Source) -> Option<PublicEdition> {
    let picture = source.picture;
    let categories = columns();
    let numbers = tables::numbers(picture, &categories, source.earlier)?;
    let total = numbers.total;
    let shown = |told: Told, change: Change| told.count().map(|_| change);
    let category = |(category, total): (&Category, &Told)| {
        let change = picture.categories.iter().find(|c| c.category == *category).map_or(Change::Unknown, |c| c.change);
        PublicCategory { category: *category, total: *total, change: shown(*total, change) }
    };
    // The picture's direction of a district is of all its categories, so it would tell of those that are not told here.
    let district = |((code, name), (cells, total))| PublicDistrict { code, name, cells, total, change: None };
    let coming = picture.coming.iter().enumerate().filter(|(at, _)| source.words.coming.contains(at));
    let (sources, other_sources) = sources(source);
    Some(PublicEdition {
        tenant: picture.tenant.clone(),
        tenant_name: picture.tenant_name.clone(),
        week: picture.week,
        version: source.version,
        at: picture.at,
        text: source.words.text.trim().to_owned(),
        words: picture.words.of_edition(),
        total,
        expected: total.count().and_then(|_| expected(picture)),
        change: shown(total, picture.change),
        weekly: picture.weekly.iter().map(|w| PublicWeek { week: w.week, count: week(source, w.week, w.count, total) }).collect(),
        categories: categories.iter().zip(&numbers.categories).map(category).collect(),
        districts: tables::named(picture).into_iter().zip(numbers.districts).map(district).collect(),
        // Squares hold every category and are sums of their own: beside the districts' numbers they would give some of them away.
        squares: Vec::new(),
        coming: coming.map(|(_, event)| event.clone()).collect(),
        sources,
        other_sources,
        digest: String::new(),
    })
}

/// A week of the trend. Its own week says what the table says; others move in steps from what has been shown of them.
fn week(source: &Source, week: Week, count: Option<u64>, total: Told) -> Told {
    if week == source.picture.week {
        return total;
    }
    let Some(count) = count else { return Told::Unknown };
    let history = source.weeks.get(&week).into_iter().flatten().filter(|told| **told != Told::Unknown);
    let history: Vec<Option<u64>> = history.map(|told| told.count()).collect();
    Told::from(step(count, FEWEST, &history))
}

/// Whole incidents from the comparison with the last twelve weeks. The mean itself would give hidden weeks away by subtraction.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // whole numbers, not negative
fn expected(picture: &Picture) -> Option<(u64, u64)> {
    let expected = picture.comparisons.iter().find(|c| c.against == Against::TwelveWeeks)?.expected?;
    Some((expected.low.max(0.0).floor() as u64, expected.high.max(0.0).ceil() as u64))
}

/// Sources with enough incidents by name, and how many others: who reported little is not told. A correction keeps the list.
fn sources(source: &Source) -> (Vec<String>, u32) {
    if let Some(first) = source.earlier.first() {
        return (first.sources.clone(), first.other_sources);
    }
    let heard = source.picture.sources.iter().filter(|s| s.count > 0);
    let mut named: Vec<String> = heard.clone().filter(|s| s.count >= FEWEST).map(|s| s.name.clone()).collect();
    messages::sort_by_name(&mut named, |name| name);
    let others = source.picture.sources.len() - named.len();
    (named, u32::try_from(others).unwrap_or(u32::MAX))
}

#[cfg(test)]
#[path = "build_tests.rs"]
mod tests;
