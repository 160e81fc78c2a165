//! The tables of the picture: per district and per category.

use crate::pictures::inputs::{BASELINE, Inputs};
use crate::pictures::verdicts::{Verdict, Verdicts};
use domain::categories::Category;
use domain::districts::{District, DistrictCode};
use domain::pictures::{CategoryRow, DistrictRow, PictureFilter};
use domain::week::Week;
use std::collections::{BTreeMap, BTreeSet};
use storage::counts::CubeCell;

/// Weeks of a cell: the baseline, oldest first, and the picture's own week last.
pub(super) const WEEKS: usize = BASELINE as usize + 1;

/// The counts cube of the picture's thirteen weeks.
pub(super) struct Counts {
    cells: BTreeMap<(Option<DistrictCode>, Category), [u64; WEEKS]>,
    /// Baseline weeks that had material at all: the first ones may be before the first week.
    known: usize,
}

impl Counts {
    /// Districts of an earlier version of the boundaries count as none.
    pub(super) fn new(inputs: &Inputs, cube: &[CubeCell], week: Week) -> Self {
        let current: BTreeSet<&DistrictCode> = inputs.districts.iter().map(|d| &d.code).collect();
        let mut cells: BTreeMap<_, [u64; WEEKS]> = BTreeMap::new();
        let oldest = week.plus(-BASELINE);
        for cell in cube {
            let district = cell.district.clone().filter(|code| current.contains(code));
            let weeks = cells.entry((district, cell.category)).or_default();
            if let Some(slot) = usize::try_from(cell.week.since(oldest)).ok().and_then(|i| weeks.get_mut(i)) {
                *slot += cell.count;
            }
        }
        let known = inputs.first_week.map_or(0, |first| week.since(first).clamp(0, BASELINE));
        // A single week before tells nothing of how much weeks differ; only the same week last year is compared with alone.
        Self { cells, known: usize::try_from(known).ok().filter(|known| *known > 1).unwrap_or(0) }
    }

    /// Weeks of the cells that are kept, together.
    pub(super) fn sum(&self, keep: impl Fn(&Option<DistrictCode>, Category) -> bool) -> [u64; WEEKS] {
        let mut sum = [0; WEEKS];
        for ((district, category), weeks) in &self.cells {
            if keep(district, *category) {
                sum.iter_mut().zip(weeks).for_each(|(s, w)| *s += w);
            }
        }
        sum
    }

    /// The part of the baseline that had material.
    pub(super) fn known_part<'a>(&self, weeks: &'a [u64; WEEKS]) -> &'a [u64] {
        &weeks[WEEKS - 1 - self.known..WEEKS - 1]
    }

    /// Incidents of the picture's week.
    pub(super) fn total(&self) -> u64 {
        self.sum(|_, _| true)[WEEKS - 1]
    }

    /// Counts of the baseline weeks that had material, oldest first.
    pub(super) fn baseline(&self) -> Vec<u64> {
        let sum = self.sum(|_, _| true);
        self.known_part(&sum).to_vec()
    }

    /// Whether there are incidents without a known district.
    pub(super) fn has_unknown(&self) -> bool {
        self.cells.keys().any(|(district, _)| district.is_none())
    }

    /// Categories with any incident in the weeks, in tree order.
    pub(super) fn categories(&self) -> Vec<Category> {
        let present = |c: &Category| self.cells.keys().any(|(_, category)| category == c);
        Category::ALL.iter().copied().filter(present).collect()
    }
}

/// One row per category with any incident in the thirteen weeks, in tree order.
pub(super) fn categories(counts: &Counts, verdicts: &Verdicts, filter: &PictureFilter) -> Vec<CategoryRow> {
    let row = |category: Category| {
        let Verdict { expected, change, certainty } = verdicts.of(filter.district.as_ref(), Some(category));
        CategoryRow { category, count: counts.sum(|_, own| own == category)[WEEKS - 1], expected, change, certainty }
    };
    counts.categories().into_iter().map(row).collect()
}

/// One row per district (the filtered one alone under a filter), then one for incidents without.
pub(super) fn districts(counts: &Counts, verdicts: &Verdicts, districts: &[District], filter: &PictureFilter) -> Vec<DistrictRow> {
    let categories = counts.categories();
    let chosen = districts.iter().filter(|d| filter.district.as_ref().is_none_or(|code| d.code == *code));
    let mut names: Vec<(Option<DistrictCode>, String)> = chosen.map(|d| (Some(d.code.clone()), d.name.clone())).collect();
    if counts.has_unknown() {
        names.push((None, String::new()));
    }
    let build = |(code, name): (Option<DistrictCode>, String)| {
        let weeks = counts.sum(|own, _| *own == code);
        let Verdict { expected, change, certainty } = verdicts.row(&code, filter.category);
        DistrictRow {
            by_category: categories.iter().map(|c| counts.sum(|own, category| *own == code && category == *c)[WEEKS - 1]).collect(),
            code,
            name,
            count: weeks[WEEKS - 1],
            expected,
            change,
            certainty,
            recent: weeks[1..].to_vec(),
        }
    };
    names.into_iter().map(build).collect()
}
