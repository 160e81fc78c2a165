//! The tables of the picture: per district and per category.

use crate::pictures::compute::{judge, word};
use crate::pictures::inputs::{BASELINE, Inputs};
use analysis::counts::benjamini_hochberg;
use domain::categories::Category;
use domain::districts::{District, DistrictCode};
use domain::pictures::{CategoryRow, Certainty, Change, DistrictRow, Expected, PictureFilter};
use domain::week::Week;
use std::collections::BTreeMap;

/// Weeks of a cell: the baseline, oldest first, and the picture's own week last.
const WEEKS: usize = BASELINE as usize + 1;

/// The counts cube of the picture's thirteen weeks.
pub(super) struct Counts {
    cells: BTreeMap<(Option<DistrictCode>, Category), [u64; WEEKS]>,
    /// Baseline weeks that had material at all: the first ones may be before the first week.
    known: usize,
}

impl Counts {
    pub(super) fn new(inputs: &Inputs, week: Week) -> Self {
        let mut cells: BTreeMap<_, [u64; WEEKS]> = BTreeMap::new();
        let oldest = week.plus(-BASELINE);
        for cell in &inputs.cube {
            let weeks = cells.entry((cell.district.clone(), cell.category)).or_default();
            if let Some(slot) = usize::try_from(cell.week.since(oldest)).ok().and_then(|i| weeks.get_mut(i)) {
                *slot += cell.count;
            }
        }
        let known = inputs.first_week.map_or(0, |first| week.since(first).clamp(0, BASELINE));
        Self { cells, known: usize::try_from(known).unwrap_or(0) }
    }

    fn sum(&self, keep: impl Fn(&Option<DistrictCode>, Category) -> bool) -> [u64; WEEKS] {
        let mut sum = [0; WEEKS];
        for ((district, category), weeks) in &self.cells {
            if keep(district, *category) {
                sum.iter_mut().zip(weeks).for_each(|(s, w)| *s += w);
            }
        }
        sum
    }

    fn known_part<'a>(&self, weeks: &'a [u64; WEEKS]) -> &'a [u64] {
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

    fn categories(&self) -> Vec<Category> {
        let present = |c: &Category| self.cells.keys().any(|(_, category)| category == c);
        Category::ALL.iter().copied().filter(present).collect()
    }
}

/// What was expected of a count, which way it went, how sure, and the probability behind it.
type Judged = (Option<Expected>, Change, Certainty, f64);

/// Words for many counts at once: with control of the share of false alarms (Benjamini & Hochberg
/// 1995), so that thirty districts do not give a false alarm every week.
fn judge_all(counts: &Counts, rows: &[[u64; WEEKS]]) -> Vec<Judged> {
    let mut judged: Vec<_> = rows.iter().map(|weeks| judge(weeks[WEEKS - 1], counts.known_part(weeks))).collect();
    let q = benjamini_hochberg(&judged.iter().map(|j| j.3).collect::<Vec<_>>());
    for ((judged, weeks), q) in judged.iter_mut().zip(rows).zip(q) {
        if let Some(expected) = &judged.0 {
            (judged.1, judged.2) = word(weeks[WEEKS - 1], counts.known_part(weeks), expected, q);
        }
        judged.3 = q;
    }
    judged
}

/// One row per category with any incident in the thirteen weeks, in tree order.
pub(super) fn categories(counts: &Counts) -> Vec<CategoryRow> {
    let categories = counts.categories();
    let rows: Vec<_> = categories.iter().map(|c| counts.sum(|_, category| category == *c)).collect();
    let judged = judge_all(counts, &rows);
    let row = |((category, weeks), (expected, change, certainty, _)): ((&Category, &[u64; WEEKS]), Judged)| CategoryRow {
        category: *category,
        count: weeks[WEEKS - 1],
        expected,
        change,
        certainty,
    };
    categories.iter().zip(&rows).zip(judged).map(row).collect()
}

/// Code and name of a row of the districts' table.
type NamedRow = (Option<DistrictCode>, String);

/// One row per district (the filtered one alone under a filter), then one for incidents without.
pub(super) fn districts(counts: &Counts, districts: &[District], filter: &PictureFilter) -> Vec<DistrictRow> {
    let categories = counts.categories();
    let chosen = districts.iter().filter(|d| filter.district.as_ref().is_none_or(|code| d.code == *code));
    let mut names: Vec<NamedRow> = chosen.map(|d| (Some(d.code.clone()), d.name.clone())).collect();
    // Districts of an earlier version of the boundaries, and no district at all, are one last row.
    let known = |code: &Option<DistrictCode>| code.as_ref().is_some_and(|code| districts.iter().any(|d| d.code == *code));
    if counts.cells.keys().any(|(code, _)| !known(code)) {
        names.push((None, String::new()));
    }
    let belongs = |row: &Option<DistrictCode>, code: &Option<DistrictCode>| if row.is_some() { row == code } else { !known(code) };
    let rows: Vec<_> = names.iter().map(|(row, _)| counts.sum(|code, _| belongs(row, code))).collect();
    let judged = judge_all(counts, &rows);
    let build = |((row, weeks), (expected, change, certainty, _)): ((NamedRow, &[u64; WEEKS]), Judged)| {
        let (code, name) = row;
        let of = |category: &Category| counts.sum(|c, x| x == *category && belongs(&code, c))[WEEKS - 1];
        DistrictRow {
            by_category: categories.iter().map(of).collect(),
            code,
            name,
            count: weeks[WEEKS - 1],
            expected,
            change,
            certainty,
            recent: weeks[1..].to_vec(),
        }
    };
    names.into_iter().zip(&rows).zip(judged).map(build).collect()
}
