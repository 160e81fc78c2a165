//! Where are high values gathered? Getis and Ord's Gi*.

use super::likeness::{Chance, one_sided, prepared, random_sum, two_sided};
use super::neighbours::Neighbours;
use crate::finding::{Diagnostic, Finding};
use crate::refusal::{self, Refusal};
use crate::watch::Watch;
use rayon::prelude::*;

/// Gi* of one area or cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heat {
    /// Standard deviations above what the mean of all leads to expect of the area and its neighbours together; below when negative.
    pub z: f64,
    /// Two-sided, from the normal distribution.
    pub p: f64,
    /// Conditional permutation: share of random choices of the neighbours' values at least as far out on the same side; `None` without permutations.
    pub p_permutation: Option<f64>,
}

/// Gi* over areas: zᵢ = (Σⱼ xⱼ − x̄ Wᵢ) / (s √((n Wᵢ − Wᵢ²)/(n − 1))), where the sum runs over the area itself and its Wᵢ − 1 neighbours, and s² = Σx²/n − x̄².
///
/// Values in any unit. Pitfalls: of counts it finds where most people are; the normal p is poor when most cells hold nothing, so take the permutation;
/// size and origin of cells change the picture; as many tests as cells ([`Diagnostic::ManyTests`], false discovery rate). An area whose neighbours are all others has z = 0.
/// Refused with fewer than four values, lengths that differ, a value that is not finite, or values all equal.
///
/// Source: Getis & Ord (1992), *Geographical Analysis* 24; Ord & Getis (1995), 27.
pub fn gi_star(values: &[f64], neighbours: &Neighbours, chance: Chance, watch: &dyn Watch) -> Result<Finding<Vec<Heat>>, Refusal> {
    let (z, mut diagnostics) = prepared(values, neighbours)?;
    // Gi* is defined for an area without neighbours too: it is itself.
    diagnostics.retain(|d| !matches!(d, Diagnostic::WithoutNeighbours(_)));
    let spread = (z.iter().map(|v| v * v).sum::<f64>() / z.len() as f64).sqrt();
    let one = |i: usize| {
        if watch.is_stopped() {
            return Heat { z: 0.0, p: 1.0, p_permutation: None };
        }
        let own = neighbours.of(i);
        let sum = z[i] + own.iter().map(|&j| z[j as usize]).sum::<f64>();
        let mut heat = heat(sum, own.len() + 1, z.len(), spread);
        if chance.permutations > 0 {
            let (mut stream, mut chosen) = (chance.seed.stream(i as u64), Vec::new());
            let above = (0..chance.permutations).filter(|_| z[i] + random_sum(&z, i, own.len(), &mut stream, &mut chosen) >= sum);
            heat.p_permutation = Some(one_sided(above.count() as u32, chance.permutations));
        }
        watch.advanced(1.0 / z.len() as f64);
        heat
    };
    let found: Vec<Heat> = (0..z.len()).into_par_iter().map(one).collect();
    if watch.is_stopped() {
        return Err(Refusal::Stopped);
    }
    diagnostics.push(Diagnostic::ManyTests(found.len()));
    Ok(Finding { value: found, diagnostics })
}

/// From the sum of deviations from the mean.
fn heat(sum: f64, weight: usize, n: usize, spread: f64) -> Heat {
    let (w, n) = (weight as f64, n as f64);
    let scale = spread * ((n * w - w * w) / (n - 1.0)).max(0.0).sqrt();
    let z = if scale > 0.0 { sum / scale } else { 0.0 };
    Heat { z, p: two_sided(z), p_permutation: None }
}

/// Gi* over the cells of a grid (row by row), with the cells up to `reach` columns and rows away as neighbours: 1 for the eight around. Without permutations; otherwise the same as [`gi_star`].
/// Refused as [`gi_star`] is.
pub fn gi_star_on_grid(values: &[f64], columns: usize, rows: usize, reach: usize) -> Result<Finding<Vec<Heat>>, Refusal> {
    refusal::length("values", values.len(), columns.saturating_mul(rows))?;
    // The neighbours do not matter to what is prepared, as long as there are some.
    let chain = Neighbours::from_lists(&vec![vec![0, 1]; values.len()]);
    let (z, _) = prepared(values, &chain)?;
    let spread = (z.iter().map(|v| v * v).sum::<f64>() / z.len() as f64).sqrt();
    let window = |at: usize, count: usize| at.saturating_sub(reach)..at.saturating_add(reach).saturating_add(1).min(count);
    // Sums along rows, then of those along columns.
    let mut along = vec![0.0; z.len()];
    along.par_chunks_mut(columns).zip(z.par_chunks(columns)).for_each(|(sums, row)| {
        sums.iter_mut().enumerate().for_each(|(column, sum)| *sum = row[window(column, columns)].iter().sum());
    });
    let mut found = vec![Heat { z: 0.0, p: 1.0, p_permutation: None }; z.len()];
    found.par_chunks_mut(columns).enumerate().for_each(|(row, line)| {
        let around = window(row, rows);
        for (column, cell) in line.iter_mut().enumerate() {
            let sum: f64 = around.clone().map(|r| along[r * columns + column]).sum();
            *cell = heat(sum, around.len() * window(column, columns).len(), z.len(), spread);
        }
    });
    Ok(Finding { diagnostics: vec![Diagnostic::ManyTests(found.len())], value: found })
}
