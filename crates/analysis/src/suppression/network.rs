//! A two-way table as a circulation: how far its hidden cells can move, and which others to hide so that they can move far enough.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What losing a cell means: the path with the least loss is hidden.
const HIDDEN: u64 = 1;
const INNER: u64 = 1_000;
const TOTAL: u64 = 1_000_000;

/// The table's cells with its totals, which of them are hidden, and the change that is being tried.
pub(super) struct Network {
    rows: usize,
    columns: usize,
    counts: Vec<u64>,
    /// The least that readers know a cell to hold when it is hidden.
    floors: Vec<u64>,
    hidden: Vec<bool>,
    /// The hidden ones in the order they were.
    order: Vec<usize>,
    /// Change tried on each cell, and which cells have one.
    change: Vec<i64>,
    touched: Vec<usize>,
    /// For each node the cells that begin or end there and are hidden.
    beside: Vec<Vec<usize>>,
}

/// A way to pass from one node to the next: over a cell, raising or lowering it.
#[derive(Clone, Copy)]
struct Move {
    cell: usize,
    raises: bool,
}

impl Network {
    /// `unpublished` cells are hidden without being called so: they may hold nothing.
    pub(super) fn new(rows: usize, columns: usize, counts: &[u64], hidden: &[bool], unpublished: &[usize]) -> Self {
        let floor = |(cell, count): (usize, &u64)| if unpublished.contains(&cell) { 0 } else { (*count).min(1) };
        let mut network = Self {
            rows,
            columns,
            counts: counts.to_vec(),
            floors: counts.iter().enumerate().map(floor).collect(),
            hidden: vec![false; counts.len()],
            order: Vec::new(),
            change: vec![0; counts.len()],
            touched: Vec::new(),
            beside: vec![Vec::new(); rows + columns + 2],
        };
        hidden.iter().enumerate().filter(|(_, hidden)| **hidden).for_each(|(cell, _)| network.hide(cell));
        network
    }

    pub(super) fn is_hidden(&self, cell: usize) -> bool {
        self.hidden[cell]
    }

    /// Hides cells until each hidden one can take as many values as it needs; `false` when one cannot. Hiding more never narrows what another can
    /// take, for a cell that is hidden holds at least what it is then known to hold, so each is looked at once.
    pub(super) fn protect(&mut self, needs: &[u64]) -> bool {
        let mut next = 0;
        while let Some(cell) = self.order.get(next).copied() {
            if !self.protect_one(cell, needs[cell]) {
                return false;
            }
            next += 1;
        }
        true
    }

    fn protect_one(&mut self, cell: usize, need: u64) -> bool {
        let up = self.room(cell, true, need, false);
        let down = self.room(cell, false, need.saturating_sub(up), false);
        if up + down >= need {
            return true;
        }
        let up = self.room(cell, true, need - down, true);
        up + down >= need || up + self.room(cell, false, need - up, true) >= need
    }

    /// How far a cell can rise or fall, at most `limit`, over what is hidden; with `hiding` also over what is shown, which is then hidden.
    fn room(&mut self, cell: usize, rises: bool, limit: u64, hiding: bool) -> u64 {
        let limit = if rises { limit } else { limit.min(self.counts[cell] - self.floors[cell]) };
        let (tail, head) = self.ends(cell);
        let (from, to) = if rises { (head, tail) } else { (tail, head) };
        let mut room = 0;
        while room < limit {
            let path = if hiding { self.cheapest(from, to, cell) } else { self.any(from, to, cell) };
            let Some(path) = path else { break };
            let least = path.iter().filter(|m| !m.raises).map(|m| self.left(m.cell)).min().unwrap_or(u64::MAX);
            let amount = least.min(limit - room);
            for step in &path {
                self.touched.push(step.cell);
                let by = i64::try_from(amount).unwrap_or(i64::MAX);
                self.change[step.cell] += if step.raises { by } else { -by };
                if hiding {
                    self.hide(step.cell);
                }
            }
            room += amount;
        }
        for touched in self.touched.drain(..) {
            self.change[touched] = 0;
        }
        room
    }

    fn hide(&mut self, cell: usize) {
        if !self.hidden[cell] {
            self.hidden[cell] = true;
            self.order.push(cell);
            let (tail, head) = self.ends(cell);
            self.beside[tail].push(cell);
            self.beside[head].push(cell);
        }
    }

    /// Where a cell's arc begins and ends. Rows are nodes `0..=rows`, columns the ones after.
    fn ends(&self, cell: usize) -> (usize, usize) {
        let (row, column) = (cell / (self.columns + 1), cell % (self.columns + 1));
        let of_column = self.rows + 1 + column;
        // A row's total closes the circle, and so does a column's; the grand total is the total of totals.
        if (row == self.rows) == (column == self.columns) { (row, of_column) } else { (of_column, row) }
    }

    fn cell_between(&self, a: usize, b: usize) -> Option<usize> {
        let first_column = self.rows + 1;
        match (a < first_column, b < first_column) {
            (true, false) => Some(a * (self.columns + 1) + b - first_column),
            (false, true) => Some(b * (self.columns + 1) + a - first_column),
            (true, true) | (false, false) => None,
        }
    }

    /// What a cell has left to lose.
    fn left(&self, cell: usize) -> u64 {
        self.counts[cell].saturating_add_signed(self.change[cell]).saturating_sub(self.floors[cell])
    }

    /// Passing over a cell out of a node, when that can be.
    fn step(&self, cell: usize, out_of: usize) -> Option<Move> {
        let raises = self.ends(cell).0 == out_of;
        (raises || self.left(cell) > 0).then_some(Move { cell, raises })
    }

    /// Any path over hidden cells, without the cell itself.
    fn any(&self, from: usize, to: usize, without: usize) -> Option<Vec<Move>> {
        let mut seen = vec![false; self.beside.len()];
        seen[from] = true;
        let mut path: Vec<Move> = Vec::new();
        let mut stack: Vec<(usize, usize)> = vec![(from, 0)];
        while let Some((node, next)) = stack.last().copied() {
            if next == 0
                && let Some(cell) = self.cell_between(node, to)
                && cell != without
                && self.hidden[cell]
                && let Some(last) = self.step(cell, node)
            {
                path.push(last);
                return Some(path);
            }
            let Some(cell) = self.beside[node].get(next).copied() else {
                stack.pop();
                path.pop();
                continue;
            };
            if let Some(top) = stack.last_mut() {
                top.1 += 1;
            }
            let (tail, head) = self.ends(cell);
            let other = if tail == node { head } else { tail };
            if cell == without || seen[other] {
                continue;
            }
            if let Some(step) = self.step(cell, node) {
                seen[other] = true;
                if other == to {
                    path.push(step);
                    return Some(path);
                }
                path.push(step);
                stack.push((other, 0));
            }
        }
        None
    }

    /// The path whose cells are the least loss (Dijkstra 1959), over every cell but this one, a grand total that is shown and zeros that are shown.
    fn cheapest(&self, from: usize, to: usize, without: usize) -> Option<Vec<Move>> {
        let nodes = self.beside.len();
        let mut cost = vec![u64::MAX; nodes];
        let mut came: Vec<Option<(usize, Move)>> = vec![None; nodes];
        let mut next = BinaryHeap::from([Reverse((0, from))]);
        cost[from] = 0;
        while let Some(Reverse((so_far, node))) = next.pop() {
            if node == to {
                break;
            }
            if so_far > cost[node] {
                continue;
            }
            let opposite = if node <= self.rows { self.rows + 1..nodes } else { 0..self.rows + 1 };
            for other in opposite {
                let Some(cell) = self.cell_between(node, other) else { continue };
                let grand = cell + 1 == self.counts.len() && !self.hidden[cell];
                let through = so_far + self.loss(cell);
                let zero = self.counts[cell] == 0 && !self.hidden[cell];
                if cell == without || grand || zero || through >= cost[other] {
                    continue;
                }
                if let Some(step) = self.step(cell, node) {
                    cost[other] = through;
                    came[other] = Some((node, step));
                    next.push(Reverse((through, other)));
                }
            }
        }
        if cost[to] == u64::MAX {
            return None;
        }
        let mut path = Vec::new();
        let mut at = to;
        while let Some((before, step)) = came[at] {
            path.push(step);
            at = before;
        }
        path.reverse();
        Some(path)
    }

    fn loss(&self, cell: usize) -> u64 {
        if self.hidden[cell] {
            return HIDDEN;
        }
        let (row, column) = (cell / (self.columns + 1), cell % (self.columns + 1));
        let kind = if row == self.rows || column == self.columns { TOTAL } else { INNER };
        // Of two equal ones the smaller says less.
        kind + 10 * u64::from(self.counts[cell].checked_ilog2().map_or(0, |log| log + 1))
    }
}
