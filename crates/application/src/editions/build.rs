//! From the frozen picture to what everyone may see of it: nothing that is not named here is taken over.

use super::PublicWords;
use analysis::suppression::{Counts, Release, Rule, step, table};
use domain::categories::{Category, CategoryKind};
use domain::editions::{
    FEWEST, PublicCategory, PublicDistrict, PublicEdition, PublicSquare, PublicWeek, SQUARE, SQUARE_STEPS, Told, fewest,
};
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

/// The edition; `None` when an earlier one of the week has other districts.
pub(super) fn edition(source: &Source) -> Option<PublicEdition> {
    let picture = source.picture;
    let categories = columns();
    let release = suppressed(source, &categories)?;
    let rows = release.rows;
    let total = Told::from(release.at(rows, categories.len()));
    let shown = |told: Told, change: Change| told.count().map(|_| change);
    let category = |(column, category): (usize, &Category)| {
        let total = Told::from(release.at(rows, column));
        let change = picture.categories.iter().find(|c| c.category == *category).map_or(Change::Unknown, |c| c.change);
        PublicCategory { category: *category, total, change: shown(total, change) }
    };
    let district = |row: usize| {
        let known = picture.districts.iter().filter(|d| d.code.is_some()).nth(row);
        let known = known.or_else(|| picture.districts.iter().find(|d| d.code.is_none() && row + 1 == rows));
        let total = Told::from(release.at(row, categories.len()));
        PublicDistrict {
            code: known.and_then(|d| d.code.clone()),
            name: known.map(|d| d.name.clone()).unwrap_or_default(),
            cells: (0..categories.len()).map(|column| Told::from(release.at(row, column))).collect(),
            total,
            change: shown(total, known.map_or(Change::Unknown, |d| d.change)),
        }
    };
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
        categories: categories.iter().enumerate().map(category).collect(),
        districts: (0..rows).map(district).collect(),
        squares: squares(source),
        coming: coming.map(|(_, event)| event.clone()).collect(),
        sources,
        other_sources,
        digest: String::new(),
    })
}

/// The table of districts and categories. Its last row is what carries no district, there or not: a row that comes and goes would tell.
fn suppressed(source: &Source, categories: &[Category]) -> Option<Release> {
    let picture = source.picture;
    let cell = |row: &domain::pictures::DistrictRow, category: &Category| {
        let at = picture.categories.iter().position(|c| c.category == *category);
        at.and_then(|at| row.by_category.get(at)).copied().unwrap_or(0)
    };
    let named = picture.districts.iter().filter(|d| d.code.is_some());
    let mut cells: Vec<u64> = named.clone().flat_map(|d| categories.iter().map(move |c| cell(d, c))).collect();
    let nowhere = picture.districts.iter().find(|d| d.code.is_none());
    cells.extend(categories.iter().map(|c| nowhere.map_or(0, |d| cell(d, c))));
    let rows = named.clone().count() + 1;
    let counts = Counts::new(rows, categories.len(), cells)?;
    let columns = categories.iter().enumerate().map(|(column, c)| (column, fewest(*c))).filter(|(_, k)| *k != FEWEST);
    let rule = Rule { k: FEWEST, columns: columns.collect() };
    let mut earlier = Vec::new();
    for edition in source.earlier {
        let same = edition.districts.iter().filter_map(|d| d.code.as_ref()).eq(named.clone().filter_map(|d| d.code.as_ref()))
            && edition.categories.iter().map(|c| c.category).eq(categories.iter().copied());
        if !same {
            return None;
        }
        earlier.push(release(edition)?);
    }
    Some(table(&counts, &rule, &earlier))
}

/// What an edition has shown, as a table with totals.
fn release(edition: &PublicEdition) -> Option<Release> {
    let mut cells = Vec::new();
    for district in &edition.districts {
        cells.extend(district.cells.iter().chain([&district.total]).map(|told| told.count()));
    }
    cells.extend(edition.categories.iter().map(|c| c.total.count()).chain([edition.total.count()]));
    Release::new(edition.districts.len(), edition.categories.len(), cells)
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

/// Squares of one size with enough incidents, told as "at least". A correction shows none: a square that comes or goes would be one case.
fn squares(source: &Source) -> Vec<PublicSquare> {
    if !source.earlier.is_empty() {
        return Vec::new();
    }
    let grid = source.picture.map.grids.iter().find(|grid| grid.size == SQUARE);
    let told = |s: &domain::pictures::MapSquare| {
        let least = SQUARE_STEPS.iter().copied().rfind(|least| s.count >= *least)?;
        Some(PublicSquare { lon: s.lon, lat: s.lat, least })
    };
    grid.into_iter().flat_map(|grid| &grid.squares).filter_map(told).collect()
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
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn made(picture: &Picture, earlier: &[&PublicEdition]) -> Option<PublicEdition> {
        let words = PublicWords { text: "Vi lagar lamporna.".to_owned(), coming: vec![0] };
        let mut weeks: BTreeMap<Week, Vec<Told>> = BTreeMap::new();
        for week in earlier.iter().flat_map(|e| &e.weekly) {
            weeks.entry(week.week).or_default().push(week.count);
        }
        edition(&Source { picture, version: 1, words: &words, earlier, weeks: &weeks })
    }

    fn every_count(edition: &PublicEdition) -> Vec<(u64, Told)> {
        let mut all: Vec<(u64, Told)> = edition.weekly.iter().map(|w| (FEWEST, w.count)).collect();
        all.push((FEWEST, edition.total));
        all.extend(edition.categories.iter().map(|c| (fewest(c.category), c.total)));
        for district in &edition.districts {
            all.push((FEWEST, district.total));
            all.extend(edition.categories.iter().zip(&district.cells).map(|(c, told)| (fewest(c.category), *told)));
        }
        all
    }

    #[test]
    fn no_small_count_no_place_and_no_text_of_others_is_in_it() {
        let picture = test_support::picture::sample();
        let edition = made(&picture, &[]).unwrap();
        assert!(every_count(&edition).iter().all(|(k, told)| told.count().is_none_or(|n| n == 0 || n >= *k)));
        assert!(edition.districts.iter().any(|d| d.total == Told::Hidden) && edition.total.count() == Some(picture.incident_count));
        let text = documents::edition::json(&edition).to_string();
        let secret = picture.hotspots.iter().flat_map(|h| &h.places).filter_map(|p| p.place.as_deref());
        let secret = secret
            .chain(picture.judgement.areas.iter().map(|a| a.motive.as_str()))
            .chain(picture.judgement.focus.iter().map(String::as_str));
        let secret = secret
            .chain(picture.judgement.actions.iter().map(|a| a.title.as_str()))
            .chain(picture.context.iter().map(|c| c.summary.as_str()));
        for words in secret.chain(["Väktarbolaget", "Räddningstjänsten Östra Götaland", "Stora torget"]).filter(|w| !w.is_empty()) {
            assert!(!text.contains(words), "{words}");
        }
        assert_eq!(edition.coming.len(), 1);
        assert!(edition.squares.iter().all(|s| SQUARE_STEPS.contains(&s.least)));
    }

    #[test]
    fn hidden_rows_say_nothing_of_their_direction() {
        let edition = made(&test_support::picture::sample(), &[]).unwrap();
        assert!(edition.districts.iter().all(|d| (d.total == Told::Hidden) == d.change.is_none()));
        assert!(edition.categories.iter().all(|c| (c.total == Told::Hidden) == c.change.is_none()));
    }

    #[test]
    fn a_correction_of_one_case_cannot_be_seen() {
        let picture = test_support::picture::sample();
        let first = made(&picture, &[]).unwrap();
        let mut corrected = picture.clone();
        corrected.districts[8].by_category[0] += 1;
        corrected.districts[8].count += 1;
        corrected.categories[0].count += 1;
        corrected.incident_count += 1;
        let second = made(&corrected, &[&first]).unwrap();
        assert_eq!(second.total, first.total);
        assert!(every_count(&first).iter().zip(every_count(&second)).all(|(a, b)| a.1 == b.1 || b.1 == Told::Hidden));
        assert!(second.squares.is_empty() && second.sources == first.sources);
    }

    #[test]
    fn other_districts_cannot_be_held_beside_what_was_shown() {
        let picture = test_support::picture::sample();
        let first = made(&picture, &[]).unwrap();
        let mut moved = picture.clone();
        moved.districts.remove(3);
        assert!(made(&moved, &[&first]).is_none());
    }
}
