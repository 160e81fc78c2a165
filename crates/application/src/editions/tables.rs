//! The numbers of a public edition: which are told, compared with what readers already have.
//!
//! Sensitive categories are told of the municipality alone. So that nobody works them out by subtraction, they are a row of their own in the table
//! that is protected, beside the districts' rows, which hold everything else; the total of that row is not published.

use analysis::suppression::{Counts, Release, Rule, table};
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::editions::{FEWEST, PublicEdition, Told, fewest, is_sensitive};
use domain::pictures::{DistrictRow, Picture};

/// Rows of the table: districts and what carries none, or the whole municipality in one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    Districts,
    Whole,
}

/// Numbers as they may be told.
pub(super) struct Numbers {
    /// Totals by district, with the cells of each; empty when the week is told as a whole.
    pub(super) districts: Vec<(Vec<Told>, Told)>,
    /// Totals by category.
    pub(super) categories: Vec<Told>,
    /// The whole.
    pub(super) total: Told,
}

/// The numbers of a picture; `None` when an earlier edition of the week has other districts or was made otherwise: two that cannot be compared
/// could give a small count away.
pub(super) fn numbers(picture: &Picture, categories: &[Category], earlier: &[&PublicEdition]) -> Option<Numbers> {
    let comparable = earlier.iter().all(|e| e.districts.is_empty() || is_comparable(e, picture, categories));
    let same_kinds = earlier.iter().all(|e| e.categories.iter().map(|c| c.category).eq(categories.iter().copied()));
    if !comparable || !same_kinds {
        return None;
    }
    if earlier.iter().any(|e| e.districts.is_empty()) {
        return told(picture, categories, earlier, Rows::Whole);
    }
    let numbers = told(picture, categories, earlier, Rows::Districts)?;
    // One coloured district on an empty map would point at it.
    let coloured = numbers.districts.iter().filter(|(_, total)| total.count().is_some_and(|n| n > 0)).count();
    if coloured == 1 { told(picture, categories, earlier, Rows::Whole) } else { Some(numbers) }
}

fn is_comparable(edition: &PublicEdition, picture: &Picture, categories: &[Category]) -> bool {
    let named = picture.districts.iter().filter_map(|d| d.code.as_ref());
    let same = edition.districts.iter().filter_map(|d| d.code.as_ref()).eq(named);
    // Editions from before told sensitive categories by district, and their totals held them.
    let apart = |cells: &[Told]| categories.iter().zip(cells).all(|(c, told)| !is_sensitive(*c) || *told == Told::Unknown);
    same && edition.districts.iter().all(|d| apart(&d.cells))
}

fn told(picture: &Picture, categories: &[Category], earlier: &[&PublicEdition], rows: Rows) -> Option<Numbers> {
    let own: Vec<Vec<u64>> = match rows {
        Rows::Districts => district_rows(picture, categories),
        Rows::Whole => vec![sum(&district_rows(picture, categories), categories.len())],
    };
    let apart: Vec<u64> = categories.iter().map(|c| if is_sensitive(*c) { all_of(picture, *c) } else { 0 }).collect();
    let (last, width) = (own.len(), categories.len());
    let mut cells = own.concat();
    cells.extend(apart);
    let mut counts = Counts::new(last + 1, width, cells)?.without_total_of(last);
    if rows == Rows::Whole {
        // The municipality without its sensitive categories is no number of the page.
        counts = counts.without_total_of(0);
    }
    let columns = categories.iter().enumerate().map(|(column, c)| (column, fewest(*c))).filter(|(_, k)| *k != FEWEST);
    let rule = Rule { k: FEWEST, columns: columns.collect() };
    let before = earlier.iter().map(|e| release(e, categories, rows)).collect::<Option<Vec<Release>>>()?;
    let shown = table(&counts, &rule, &before);
    let cell = |row: usize, column: usize| match is_sensitive(categories[column]) {
        true => Told::Unknown,
        false => Told::from(shown.at(row, column)),
    };
    let district = |row: usize| ((0..width).map(|column| cell(row, column)).collect(), Told::from(shown.at(row, width)));
    Some(Numbers {
        districts: if rows == Rows::Districts { (0..last).map(district).collect() } else { Vec::new() },
        categories: (0..width).map(|column| Told::from(shown.at(last + 1, column))).collect(),
        total: Told::from(shown.at(last + 1, width)),
    })
}

/// A row for each district, and a last one for what carries none, there or not: a row that comes and goes would tell. Nothing of the sensitive.
fn district_rows(picture: &Picture, categories: &[Category]) -> Vec<Vec<u64>> {
    let cell = |row: &DistrictRow, category: &Category| {
        let at = picture.categories.iter().position(|c| c.category == *category);
        at.and_then(|at| row.by_category.get(at)).copied().unwrap_or(0)
    };
    let row = |d: Option<&DistrictRow>| {
        let count = |c: &Category| if is_sensitive(*c) { 0 } else { d.map_or(0, |d| cell(d, c)) };
        categories.iter().map(count).collect()
    };
    let named = picture.districts.iter().filter(|d| d.code.is_some());
    let nowhere = picture.districts.iter().find(|d| d.code.is_none());
    named.map(|d| row(Some(d))).chain([row(nowhere)]).collect()
}

fn all_of(picture: &Picture, category: Category) -> u64 {
    picture.categories.iter().find(|c| c.category == category).map_or(0, |c| c.count)
}

fn sum(rows: &[Vec<u64>], width: usize) -> Vec<u64> {
    (0..width).map(|column| rows.iter().map(|row| row[column]).sum()).collect()
}

/// What an edition has shown, as a table with totals and the row of what is told of the whole alone.
fn release(edition: &PublicEdition, categories: &[Category], rows: Rows) -> Option<Release> {
    let mut cells: Vec<Option<u64>> = Vec::new();
    let zero_or = |sensitive: bool, told: Option<u64>| if sensitive { Some(0) } else { told };
    match rows {
        Rows::Districts => {
            for district in &edition.districts {
                cells.extend(categories.iter().zip(&district.cells).map(|(c, told)| zero_or(is_sensitive(*c), told.count())));
                cells.push(district.total.count());
            }
        }
        Rows::Whole => {
            cells.extend(edition.categories.iter().map(|c| zero_or(is_sensitive(c.category), c.total.count())));
            cells.push(None);
        }
    }
    cells.extend(edition.categories.iter().map(|c| zero_or(!is_sensitive(c.category), c.total.count())));
    cells.push(None);
    cells.extend(edition.categories.iter().map(|c| c.total.count()).chain([edition.total.count()]));
    let height = if rows == Rows::Districts { edition.districts.len() } else { 1 };
    Release::new(height + 1, edition.categories.len(), cells)
}

/// Codes and names of the districts in the order of the rows; the last carries none.
pub(super) fn named(picture: &Picture) -> Vec<(Option<DistrictCode>, String)> {
    let named = picture.districts.iter().filter(|d| d.code.is_some()).map(|d| (d.code.clone(), d.name.clone()));
    named.chain([(None, String::new())]).collect()
}
