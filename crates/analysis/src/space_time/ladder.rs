//! Ratios to search above, from the highest down: what lies above a high one is found fast, and most orders and places have nothing above the next.

use super::cylinders::{Field, Floor};
use super::sieve::{Count, Sieve};
use std::sync::OnceLock;

/// One rung's ratio over that of the rung above it.
const STEP: f64 = 0.75;
/// What is left of the logarithm of the number of windows because they overlap.
const OVERLAP: f64 = 0.75;

/// A ratio to search above, and the sieve for it.
pub(super) struct Rung<N> {
    pub floor: Floor,
    pub sieve: Sieve<N>,
}

/// Rungs, each made when it is first stood on. The last is 0.
pub(super) struct Ladder<'a, N> {
    field: &'a Field<'a>,
    rungs: Vec<(f64, OnceLock<Rung<N>>)>,
}

impl<'a, N: Count> Ladder<'a, N> {
    pub fn new(field: &'a Field<'a>, highest: f64) -> Self {
        let mut floors = vec![highest];
        while let Some(last) = floors.last().filter(|f| **f > 0.0) {
            floors.push(if *last > 1.0 { last * STEP } else { 0.0 });
        }
        Self { field, rungs: floors.into_iter().map(|floor| (floor, OnceLock::new())).collect() }
    }

    /// From the highest down.
    pub fn rungs(&self) -> impl Iterator<Item = &Rung<N>> {
        let Field { layout, days, grid, fewest, .. } = *self.field;
        self.rungs.iter().map(move |(ratio, rung)| {
            rung.get_or_init(|| {
                let floor = Floor::new(*ratio, layout.rows.len() as u32, fewest, layout.largest());
                // A prospective search has few windows and needs no sieve.
                let sieve = Sieve::new(grid, days, &floor, if days.prospective { 0 } else { layout.largest() });
                Rung { floor, sieve }
            })
        })
    }
}

/// What chance alone seldom reaches: of so many windows, if none overlapped another, one would reach the logarithm of their number.
pub(super) fn highest(Field { layout, days, .. }: &Field) -> f64 {
    let windows = if days.prospective { days.window } else { days.window * days.count() };
    (layout.members() as f64 * windows as f64).max(2.0).ln() * OVERLAP
}

/// Whether what a window needs can be counted in bytes.
pub(super) fn fits_bytes(field: &Field) -> bool {
    let (total, largest) = (field.layout.rows.len() as u32, field.layout.largest());
    let floor = Floor::new(highest(field), total, field.fewest, largest);
    let expected = u64::from(largest) * u64::from(total) * field.days.window as u64 / field.days.count().max(1) as u64;
    floor.needed(expected) < usize::from(u8::MAX)
}
