//! What can be told of a table of counts without telling of a few: suppression of small cells, and of as many others that no small one can be
//! worked out from what is left.
//!
//! **Rule.** A count of 1 to `k − 1` is *small* and hidden (primary suppression). Row totals, column totals and the grand total are cells of the
//! table too. A zero is never hidden, so that "hidden" means at least one, and readers may be told so. A hidden cell is *protected* when the values
//! that fit everything shown and told span at least `2k − 1`: from `min x` to `max x` under
//!
//! ```text
//! Σj x(i,j) = x(i,·)    Σi x(i,j) = x(·,j)    Σi x(i,·) = Σj x(·,j) = x(·,·)    x ≥ 1 where hidden    x = count where shown
//! ```
//!
//! Where the grand total `T` is shown and small, no cell can span more than `T − 2`, and that is what is asked, but at least `k − 1`. More cells are
//! hidden (complementary suppression) until every hidden cell, the added ones too, is protected; where what is left is not enough, as when many
//! cells of one case make up the whole, the grand total is hidden too.
//!
//! A row can be said to have a total that is not published ([`Counts::without_total_of`]): it is unknown to the reader without being called hidden,
//! so it may be zero and asks for no protection of its own.
//!
//! **Method.** A two-way table with its totals is a circulation in a network: a node for each row and column, an arc for each cell (Cox 1995,
//! "Network models for complementary cell suppression", JASA 90:1453–1462; Kelly, Golden and Assad 1992, "Cell suppression: disclosure protection
//! for sensitive tabular data", Networks 22:397–417). How far a cell can rise or fall is a maximum flow between the ends of its arc, and whole
//! numbers are enough: the bounds are those of the linear program. Cells are added along shortest paths, where a cell costs what its loss means
//! (inner cells first, totals late, the grand total last and only where nothing else is enough). This is the usual heuristic: protection is exact, the number of hidden cells is not
//! the least possible.
//!
//! **Between releases** ([`Earlier`]). What was hidden stays hidden. A shown count moves only in steps of at least `k`: a correction of one case
//! does not show that case. A count that was shown and has become small is hidden together with its totals, because a reader would guess
//! everything else unchanged.
//!
//! **Pitfalls.** The reader must not be told which hidden cells are small: one mark for all of them, and no mark like "< 5". Tables that share a
//! sum (week ⊂ month, area ⊂ town, a category tree, two grids of squares) are protected together or not at all: show one. Means of earlier weeks
//! give hidden weeks away by subtraction. A map is a table. A shown zero says that there was nothing, and is meant to; a count that was hidden and
//! has become zero in a later release stays hidden, which is then the one exception to "at least one". Someone who knows one
//! case of a cell from elsewhere knows more than this rule counts with.

mod network;

use network::Network;

/// From what size a count may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Smallest count that is shown, besides 0. At least 2.
    pub k: u64,
    /// Columns (sensitive kinds) with another: column and its `k`.
    pub columns: Vec<(usize, u64)>,
}

impl Rule {
    /// The same smallest count everywhere.
    pub fn of(k: u64) -> Self {
        Self { k, columns: Vec::new() }
    }

    fn at(&self, column: usize) -> u64 {
        self.columns.iter().find(|(c, _)| *c == column).map_or(self.k, |(_, k)| *k).max(2)
    }
}

/// Counts by row and column, without totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    rows: usize,
    columns: usize,
    cells: Vec<u64>,
    /// Rows whose totals are not published.
    without_total: Vec<usize>,
}

/// A table as it may be shown: `rows + 1` by `columns + 1` with totals last; `None` is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Rows without the totals' row.
    pub rows: usize,
    /// Columns without the totals' column.
    pub columns: usize,
    cells: Vec<Option<u64>>,
}

/// What readers already have of the same table, oldest first.
pub type Earlier<'a> = &'a [Release];

impl Counts {
    /// Counts row by row. `None` unless there are `rows × columns` of them, at least one, and their sum is at most 10¹⁵.
    pub fn new(rows: usize, columns: usize, cells: Vec<u64>) -> Option<Self> {
        let sum = cells.iter().try_fold(0u64, |sum, n| sum.checked_add(*n))?;
        (rows > 0 && columns > 0 && rows.checked_mul(columns)? == cells.len() && sum <= 1_000_000_000_000_000).then_some(Self {
            rows,
            columns,
            cells,
            without_total: Vec::new(),
        })
    }

    /// The same, with a row whose total is not published; a row that is not there changes nothing.
    #[must_use]
    pub fn without_total_of(mut self, row: usize) -> Self {
        if row < self.rows {
            self.without_total.push(row);
        }
        self
    }

    /// Every cell with its totals: `rows + 1` by `columns + 1`.
    fn with_totals(&self) -> Vec<u64> {
        let width = self.columns + 1;
        let mut all = vec![0; (self.rows + 1) * width];
        for (at, n) in self.cells.iter().enumerate() {
            let (row, column) = (at / self.columns, at % self.columns);
            for (r, c) in [(row, column), (row, self.columns), (self.rows, column), (self.rows, self.columns)] {
                all[r * width + c] += n;
            }
        }
        all
    }
}

impl Release {
    /// A table that has been shown; totals last in each row and column. `None` unless the number of cells fits.
    pub fn new(rows: usize, columns: usize, cells: Vec<Option<u64>>) -> Option<Self> {
        let all = rows.checked_add(1)?.checked_mul(columns.checked_add(1)?)?;
        (rows > 0 && columns > 0 && all == cells.len()).then_some(Self { rows, columns, cells })
    }

    /// A cell; row `rows` and column `columns` are the totals. `None` when hidden or outside.
    pub fn at(&self, row: usize, column: usize) -> Option<u64> {
        if row > self.rows || column > self.columns { None } else { self.cells.get(row * (self.columns + 1) + column).copied().flatten() }
    }

    /// Every cell, row by row.
    pub fn cells(&self) -> &[Option<u64>] {
        &self.cells
    }

    /// Whether anything is hidden.
    pub fn hides(&self) -> bool {
        self.cells.contains(&None)
    }
}

/// The table as it may be shown. `earlier` are the releases that readers already have, of tables with the same rows and columns; others are
/// not comparable and left out of account, so a change of the boundaries begins anew.
pub fn table(counts: &Counts, rule: &Rule, earlier: Earlier) -> Release {
    let (rows, columns) = (counts.rows, counts.columns);
    let width = columns + 1;
    let truth = counts.with_totals();
    let before: Vec<&Release> = earlier.iter().filter(|e| e.rows == rows && e.columns == columns).collect();
    // The total of a single column is that column.
    let k = |cell: usize| rule.at(if columns == 1 { 0 } else { cell % width });
    let mut shown: Vec<Option<u64>> = (0..truth.len()).map(|cell| step(truth[cell], k(cell), &history(&before, cell))).collect();
    for cell in 0..truth.len() {
        let newly = shown[cell].is_none() && before.last().is_some_and(|last| last.cells[cell].is_some());
        if newly {
            let (row, column) = (cell / width, cell % width);
            for total in [row * width + columns, rows * width + column, rows * width + columns] {
                shown[total] = None;
            }
        }
    }
    let unpublished: Vec<usize> = counts.without_total.iter().map(|row| row * width + columns).collect();
    unpublished.iter().for_each(|cell| shown[*cell] = None);
    let grand = truth.len() - 1;
    let protected = |shown: &[Option<u64>]| {
        let needs: Vec<u64> = (0..truth.len())
            .map(|cell| match shown[grand] {
                // A zero can only be hidden because it was before: it needs no protection.
                _ if unpublished.contains(&cell) || truth[cell] == 0 => 0,
                Some(total) => (2 * k(cell) - 1).min(total.saturating_sub(2).max(k(cell) - 1)),
                None => 2 * k(cell) - 1,
            })
            .collect();
        let hidden: Vec<bool> = shown.iter().map(Option::is_none).collect();
        let mut network = Network::new(rows, columns, &truth, &hidden, &unpublished);
        network.protect(&needs).then_some(network)
    };
    let mut network = protected(&shown);
    if network.is_none() {
        shown[grand] = None;
        network = protected(&shown);
    }
    // With the grand total hidden there is always a way round; without one nothing is shown.
    let Some(network) = network else { return Release { rows, columns, cells: vec![None; truth.len()] } };
    for (cell, value) in shown.iter_mut().enumerate() {
        if network.is_hidden(cell) {
            *value = None;
        }
    }
    Release { rows, columns, cells: shown }
}

/// Counts that are shown side by side and nowhere summed, such as the weeks of a trend; `None` where nothing is known stays so.
pub fn separate(counts: &[Option<u64>], k: u64) -> Vec<Option<u64>> {
    counts.iter().map(|n| n.filter(|n| !is_small(*n, k.max(2)))).collect()
}

/// The count that may follow what has been shown of a cell, oldest first: [`table`]'s rule for one number alone.
pub fn step(truth: u64, k: u64, history: &[Option<u64>]) -> Option<u64> {
    let Some(last) = history.last() else { return Some(truth).filter(|n| !is_small(*n, k)) };
    // Hidden once is hidden for good.
    let last = (*last)?;
    if truth.abs_diff(last) < k {
        return Some(last);
    }
    if is_small(truth, k) {
        return None;
    }
    let apart = history.iter().flatten().all(|seen| *seen == truth || seen.abs_diff(truth) >= k);
    Some(if apart { truth } else { last })
}

fn is_small(count: u64, k: u64) -> bool {
    count > 0 && count < k
}

fn history(before: &[&Release], cell: usize) -> Vec<Option<u64>> {
    before.iter().map(|release| release.cells[cell]).collect()
}

#[cfg(test)]
mod tests;
