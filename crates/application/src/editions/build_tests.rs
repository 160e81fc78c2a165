#![allow(clippy::unwrap_used)]

use super::*;
use domain::editions::{fewest, is_sensitive};

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

/// The sample with everything but these counts of a district's categories taken out.
fn with(counts: &[(usize, usize, u64)]) -> Picture {
    let mut picture = test_support::picture::sample();
    for district in &mut picture.districts {
        district.by_category.iter_mut().for_each(|n| *n = 0);
    }
    counts.iter().for_each(|(district, category, n)| picture.districts[*district].by_category[*category] = *n);
    for district in &mut picture.districts {
        district.count = district.by_category.iter().sum();
    }
    for (at, category) in picture.categories.iter_mut().enumerate() {
        category.count = picture.districts.iter().map(|d| d.by_category[at]).sum();
    }
    picture.incident_count = picture.districts.iter().map(|d| d.count).sum();
    picture
}

#[test]
fn no_small_count_no_place_and_no_text_of_others_is_in_it() {
    let picture = test_support::picture::sample();
    let edition = made(&picture, &[]).unwrap();
    assert!(every_count(&edition).iter().all(|(k, told)| told.count().is_none_or(|n| n == 0 || n >= *k)));
    assert!(edition.districts.iter().any(|d| d.total == Told::Hidden) && edition.total.count() == Some(picture.incident_count));
    let text = documents::edition::json(&edition).to_string();
    let secret = picture.hotspots.iter().flat_map(|h| &h.places).filter_map(|p| p.place.as_deref());
    let secret =
        secret.chain(picture.judgement.areas.iter().map(|a| a.motive.as_str())).chain(picture.judgement.focus.iter().map(String::as_str));
    let secret =
        secret.chain(picture.judgement.actions.iter().map(|a| a.title.as_str())).chain(picture.context.iter().map(|c| c.summary.as_str()));
    for words in secret.chain(["Väktarbolaget", "Räddningstjänsten Östra Götaland", "Stora torget"]).filter(|w| !w.is_empty()) {
        assert!(!text.contains(words), "{words}");
    }
    assert_eq!(edition.coming.len(), 1);
}

#[test]
fn hidden_means_at_least_one() {
    let picture = test_support::picture::sample();
    let edition = made(&picture, &[]).unwrap();
    for (row, district) in edition.districts.iter().zip(&picture.districts) {
        for (category, told) in edition.categories.iter().zip(&row.cells) {
            let at = picture.categories.iter().position(|c| c.category == category.category);
            assert!(*told != Told::Hidden || at.is_some_and(|at| district.by_category[at] > 0), "{district:?} {category:?}");
        }
    }
    for category in &edition.categories {
        let truth = picture.categories.iter().find(|c| c.category == category.category).map_or(0, |c| c.count);
        assert!(category.total != Told::Hidden || truth > 0);
    }
}

#[test]
fn sensitive_categories_are_told_of_the_municipality_alone() {
    let picture = test_support::picture::sample();
    let edition = made(&picture, &[]).unwrap();
    let mut told = 0;
    for (at, category) in edition.categories.iter().enumerate() {
        let sensitive = is_sensitive(category.category);
        assert!(edition.districts.iter().all(|d| (d.cells[at] == Told::Unknown) == sensitive));
        told += usize::from(sensitive && category.total.count().is_some_and(|n| n > 0));
    }
    assert!(told > 0, "the sample has enough of one");
    // Nor are they in the totals or the directions of districts.
    for district in edition.districts.iter().filter(|d| d.total.count().is_some()) {
        let cells: Option<u64> = district.cells.iter().filter(|c| **c != Told::Unknown).map(|c| c.count()).sum();
        assert!(cells.is_none_or(|sum| Some(sum) == district.total.count()), "{district:?}");
        assert_eq!(district.change, None);
    }
    assert!(edition.squares.is_empty());
}

#[test]
fn one_coloured_district_and_nothing_else_is_told_as_the_whole() {
    // Eight of damage in one district, and a few of everything in others.
    let one = with(&[(8, 0, 18), (2, 0, 2), (3, 0, 3), (9, 6, 1), (11, 6, 3), (12, 5, 30)]);
    let several = made(&one, &[]).unwrap();
    let coloured = |e: &PublicEdition| e.districts.iter().filter(|d| d.total.count().is_some_and(|n| n > 0)).count();
    assert!(coloured(&several) != 1, "{:?}", several.districts);
    let alone = made(&with(&[(8, 0, 18)]), &[]).unwrap();
    assert!(alone.districts.is_empty() && alone.total == Told::Count(18));
    assert_eq!(alone.categories.iter().filter(|c| c.total == Told::Count(18)).count(), 1);
    // A correction stays with the whole.
    let again = made(&with(&[(8, 0, 25), (9, 0, 30)]), &[&alone]).unwrap();
    assert!(again.districts.is_empty() && again.total == Told::Count(55));
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
    assert!(second.sources == first.sources);
}

#[test]
fn other_districts_cannot_be_held_beside_what_was_shown() {
    let picture = test_support::picture::sample();
    let first = made(&picture, &[]).unwrap();
    let mut moved = picture.clone();
    moved.districts.remove(3);
    assert!(made(&moved, &[&first]).is_none());
}

#[test]
fn an_edition_that_told_sensitive_categories_by_district_is_not_corrected() {
    let picture = test_support::picture::sample();
    let mut first = made(&picture, &[]).unwrap();
    let sensitive = first.categories.iter().position(|c| is_sensitive(c.category)).unwrap();
    first.districts.iter_mut().for_each(|d| d.cells[sensitive] = Told::Count(0));
    assert!(made(&picture, &[&first]).is_none(), "the old totals less the new ones would be the sensitive counts");
}
