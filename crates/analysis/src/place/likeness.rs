//! Do areas beside each other have like values? Moran's I, Geary's C and the local form of Moran's I.

use super::neighbours::Neighbours;
use crate::finding::{Diagnostic, Finding};
use crate::random::{Seed, Stream};
use crate::refusal::{self, Refusal};
use crate::watch::Watch;
use rayon::prelude::*;
use statrs::function::erf::erfc;

/// How neighbours are weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weights {
    /// Each neighbour of an area 1/(number of its neighbours): the area meets the mean of its neighbours (row-standardised).
    Mean,
    /// Each neighbour 1.
    Each,
}

/// A statistic over all areas with its distribution when values are placed at random.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likeness {
    /// The statistic.
    pub value: f64,
    /// Its mean under random placing.
    pub expected: f64,
    /// Its variance under random placing of these very values (randomisation, not normality).
    pub variance: f64,
    /// (value − expected)/√variance.
    pub z: f64,
    /// Two-sided, from the normal distribution.
    pub p: f64,
    /// Share of random placings at least as far out on the same side, the observed one among them; `None` without permutations.
    pub p_permutation: Option<f64>,
}

/// Moran's I and Geary's C of the same values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Global {
    /// Moran's I: near 1 like beside like, near 0 mixed, below 0 unlike beside unlike.
    pub moran: Likeness,
    /// Geary's C: below 1 like beside like, 1 mixed, above 1 unlike beside unlike. Has no permutation p.
    pub geary: Likeness,
}

/// An area against its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quadrant {
    /// High among high: part of a hot area.
    HighHigh,
    /// Low among high.
    LowHigh,
    /// Low among low.
    LowLow,
    /// High among low: a single hot area.
    HighLow,
}

/// Local Moran of one area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Local {
    /// Iᵢ = zᵢ Σⱼ wᵢⱼ zⱼ / m₂, with m₂ = Σz²/n; 0 without neighbours.
    pub value: f64,
    /// Where it lies; `None` without neighbours.
    pub quadrant: Option<Quadrant>,
    /// Conditional permutation: share of random choices of the neighbours' values at least as far out on the same side; `None` without neighbours or permutations.
    pub p: Option<f64>,
}

/// Random placings and their beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// How many; 0 for none.
    pub permutations: u32,
    /// Where chance begins.
    pub seed: Seed,
}

/// Moran's I = (n/S₀) Σᵢⱼ wᵢⱼ zᵢ zⱼ / Σ zᵢ² and Geary's C = ((n − 1)/2S₀) Σᵢⱼ wᵢⱼ (xᵢ − xⱼ)² / Σ zᵢ², z = x − mean, S₀ = Σ wᵢⱼ.
///
/// Mean and variance under randomisation as in Cliff & Ord (1981). Values in any unit; rates, not counts, when areas differ in size. Pitfalls: areas without neighbours count in
/// n and the mean alone ([`Diagnostic::WithoutNeighbours`]); with fewer than about thirty areas, or values mostly zero, believe the permutation, not z; rates of
/// small areas are like each other less than they ought to be (smooth them first). Refused with fewer than four values, lengths that differ, a value that is not
/// finite, or values all equal.
pub fn moran(
    values: &[f64],
    neighbours: &Neighbours,
    weights: Weights,
    chance: Chance,
    watch: &dyn Watch,
) -> Result<Finding<Global>, Refusal> {
    let (z, diagnostics) = prepared(values, neighbours)?;
    Ok(Finding { value: global(&z, neighbours, weights, chance, watch)?, diagnostics })
}

/// Deviations from the mean, and what there is to remark.
pub(super) fn prepared(values: &[f64], neighbours: &Neighbours) -> Result<(Vec<f64>, Vec<Diagnostic>), Refusal> {
    refusal::length("values", values.len(), neighbours.len())?;
    // Squares and fourth powers must stay finite.
    if let Some(row) = values.iter().position(|v| !v.is_finite() || v.abs() >= 1e60) {
        return Err(Refusal::BadValue { column: "values", row });
    }
    refusal::enough("values", values.len(), 4)?;
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let z: Vec<f64> = values.iter().map(|v| v - mean).collect();
    let largest = values.iter().fold(0f64, |most, v| most.max(v.abs()));
    // Normalised, so that tiny values do not vanish when they are squared; nothing here depends on the scale.
    let spread = z.iter().fold(0f64, |most, v| most.max(v.abs()));
    if spread <= largest * 1e-13 {
        return Err(Refusal::NothingVaries);
    }
    let alone = neighbours.alone();
    refusal::enough("areas with neighbours", values.len() - alone, 1)?;
    Ok((z.iter().map(|v| v / spread).collect(), if alone > 0 { vec![Diagnostic::WithoutNeighbours(alone)] } else { Vec::new() }))
}

impl Weights {
    fn of(self, neighbours: &Neighbours, area: usize) -> f64 {
        match self {
            Weights::Mean => 1.0 / neighbours.of(area).len().max(1) as f64,
            Weights::Each => 1.0,
        }
    }
}

fn global(z: &[f64], neighbours: &Neighbours, weights: Weights, chance: Chance, watch: &dyn Watch) -> Result<Global, Refusal> {
    let n = z.len() as f64;
    let (mut s0, mut s1, mut columns, mut differences) = (0.0, 0.0, vec![0.0; z.len()], 0.0);
    for (i, value) in z.iter().enumerate() {
        let own = weights.of(neighbours, i);
        for &j in neighbours.of(i) {
            let j = j as usize;
            let back = if neighbours.of(j).binary_search(&(i as u32)).is_ok() { weights.of(neighbours, j) } else { 0.0 };
            s0 += own;
            // Each pair once from both sides, or twice from the one that has it.
            s1 += if back > 0.0 { (own + back).powi(2) / 2.0 } else { own * own };
            columns[j] += own;
            differences += own * (value - z[j]).powi(2);
        }
    }
    let s2: f64 = (0..z.len()).map(|i| (weights.of(neighbours, i) * neighbours.of(i).len() as f64 + columns[i]).powi(2)).sum();
    let (m2, m4) = (z.iter().map(|v| v * v).sum::<f64>(), z.iter().map(|v| v.powi(4)).sum::<f64>());
    let kurtosis = n * m4 / (m2 * m2);
    let of = |z: &[f64]| n / s0 * crossed(z, neighbours, weights) / m2;

    let (value, expected) = (of(z), -1.0 / (n - 1.0));
    let upper = n * ((n * n - 3.0 * n + 3.0) * s1 - n * s2 + 3.0 * s0 * s0) - kurtosis * ((n * n - n) * s1 - 2.0 * n * s2 + 6.0 * s0 * s0);
    let variance = upper / ((n - 1.0) * (n - 2.0) * (n - 3.0) * s0 * s0) - expected * expected;
    let mut moran = judged(value, expected, variance);
    moran.p_permutation = permuted(z, value, of, chance, watch)?;

    let value = (n - 1.0) * differences / (2.0 * s0 * m2);
    let first = (n - 1.0) * s1 * (n * n - 3.0 * n + 3.0 - (n - 1.0) * kurtosis);
    let second = (n - 1.0) * s2 * (n * n + 3.0 * n - 6.0 - (n * n - n + 2.0) * kurtosis) / 4.0;
    let third = s0 * s0 * (n * n - 3.0 - (n - 1.0).powi(2) * kurtosis);
    let variance = (first - second + third) / (n * (n - 2.0) * (n - 3.0) * s0 * s0);
    Ok(Global { moran, geary: judged(value, 1.0, variance) })
}

fn crossed(z: &[f64], neighbours: &Neighbours, weights: Weights) -> f64 {
    let lag = |i: usize| neighbours.of(i).iter().map(|&j| z[j as usize]).sum::<f64>();
    (0..z.len()).map(|i| z[i] * lag(i) * weights.of(neighbours, i)).sum()
}

fn judged(value: f64, expected: f64, variance: f64) -> Likeness {
    let z = if variance > 0.0 { (value - expected) / variance.sqrt() } else { 0.0 };
    Likeness { value, expected, variance, z, p: two_sided(z), p_permutation: None }
}

/// Two-sided probability of a normal deviate.
pub(super) fn two_sided(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2)
}

fn permuted(z: &[f64], value: f64, of: impl Fn(&[f64]) -> f64 + Sync, chance: Chance, watch: &dyn Watch) -> Result<Option<f64>, Refusal> {
    if chance.permutations == 0 {
        return Ok(None);
    }
    let found: Vec<f64> = (1..=u64::from(chance.permutations))
        .into_par_iter()
        .map(|order| {
            if watch.is_stopped() {
                return f64::NAN;
            }
            let mut shuffled = z.to_vec();
            chance.seed.stream(order).shuffle(&mut shuffled);
            watch.advanced(1.0 / f64::from(chance.permutations));
            of(&shuffled)
        })
        .collect();
    if found.iter().any(|v| v.is_nan()) {
        return Err(Refusal::Stopped);
    }
    let above = found.iter().filter(|v| **v >= value).count() as u32;
    Ok(Some(one_sided(above, chance.permutations)))
}

/// The smaller tail, the observed value counted in.
pub(super) fn one_sided(above: u32, permutations: u32) -> f64 {
    f64::from(above.min(permutations - above) + 1) / f64::from(permutations + 1)
}

/// A random choice of `count` of the other areas' values, and its sum.
pub(super) fn random_sum(z: &[f64], own: usize, count: usize, stream: &mut Stream, chosen: &mut Vec<u32>) -> f64 {
    chosen.clear();
    let others = z.len() as u32 - 1;
    let mut sum = 0.0;
    if count * 8 < others as usize {
        while chosen.len() < count {
            let at = stream.below(others);
            if !chosen.contains(&at) {
                chosen.push(at);
                // The own area is passed over.
                sum += z[at as usize + usize::from(at as usize >= own)];
            }
        }
    } else {
        chosen.extend(0..others);
        stream.choose_first(chosen, count);
        sum = chosen.iter().take(count).map(|&at| z[at as usize + usize::from(at as usize >= own)]).sum();
    }
    sum
}

/// Local Moran: Iᵢ = zᵢ · (mean of the neighbours' z) / m₂ with m₂ = Σz²/n (Anselin 1995), and in which quadrant the area lies.
///
/// As in R's `spdep`; PySAL divides by Σz²/(n − 1), so that its values are (n − 1)/n of these. p by conditional permutation: the area keeps its value, its neighbours get random
/// others'. As many tests as areas: hold the p-values against a false discovery rate ([`Diagnostic::ManyTests`]). Refused as [`moran`] is.
pub fn local_moran(values: &[f64], neighbours: &Neighbours, chance: Chance, watch: &dyn Watch) -> Result<Finding<Vec<Local>>, Refusal> {
    let (z, mut diagnostics) = prepared(values, neighbours)?;
    let m2 = z.iter().map(|v| v * v).sum::<f64>() / z.len() as f64;
    let one = |i: usize| {
        let own = neighbours.of(i);
        if own.is_empty() || watch.is_stopped() {
            return Local { value: 0.0, quadrant: None, p: None };
        }
        let count = own.len() as f64;
        let lag = own.iter().map(|&j| z[j as usize]).sum::<f64>() / count;
        let quadrant = match (z[i] > 0.0, lag > 0.0) {
            (true, true) => Quadrant::HighHigh,
            (false, true) => Quadrant::LowHigh,
            (false, false) => Quadrant::LowLow,
            (true, false) => Quadrant::HighLow,
        };
        let (mut stream, mut chosen) = (chance.seed.stream(i as u64), Vec::new());
        let above = (0..chance.permutations).filter(|_| {
            let other = random_sum(&z, i, own.len(), &mut stream, &mut chosen) / count;
            z[i] * other >= z[i] * lag
        });
        let above = above.count() as u32;
        watch.advanced(1.0 / z.len() as f64);
        Local {
            value: z[i] * lag / m2,
            quadrant: Some(quadrant),
            p: (chance.permutations > 0).then(|| one_sided(above, chance.permutations)),
        }
    };
    let found: Vec<Local> = (0..z.len()).into_par_iter().map(one).collect();
    if watch.is_stopped() {
        return Err(Refusal::Stopped);
    }
    if chance.permutations > 0 {
        diagnostics.push(Diagnostic::ManyTests(found.len()));
    }
    Ok(Finding { value: found, diagnostics })
}
