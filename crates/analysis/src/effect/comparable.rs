//! Which areas are like the one where something is to be done?

use crate::{Refusal, refusal};

/// An area held against the treated one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ComparableArea {
    /// Row of the area among the candidates.
    pub index: usize,
    /// Distance: 0 is as alike as chance allows, 1 means the two differ by as much again as chance. Smaller is better.
    pub distance: f64,
    /// Correlation of the four-week sums; NaN when one of the two does not vary.
    pub correlation: f64,
    /// Incidents of the candidate over those of the treated area.
    pub level: f64,
}

/// Candidates for comparison in order of likeness over the weeks **before** the action.
///
/// With zₜ = √yₜ (variance ¼ for Poisson counts at any level): distance = √max(0, mean (zₜ − z'ₜ)²/½ − 1), level and movement together, where ½ is what two areas of the same true level would
/// have. Correlation of sums over four weeks is given beside it. After Abadie, Diamond & Hainmueller (2010), comparison is chosen on the outcome before, never after.
///
/// `excluded[i]` leaves a candidate out: the neighbours of the treated area (crime may move there), and areas with an action of their own. Areas far larger or smaller in level make poor
/// comparisons even when they correlate. At least twelve weeks; more is better, and weeks that led to the action should not be among them.
pub fn comparable_areas(treated: &[f64], candidates: &[&[f64]], excluded: &[bool]) -> Result<Vec<ComparableArea>, Refusal> {
    refusal::enough("weeks", treated.len(), 12)?;
    refusal::counts("treated", treated)?;
    refusal::length("excluded", excluded.len(), candidates.len())?;
    let sum = |weeks: &[f64]| weeks.iter().sum::<f64>();
    let mut found = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        refusal::length("candidate", candidate.len(), treated.len())?;
        refusal::counts("candidate", candidate)?;
        if excluded[index] {
            continue;
        }
        let squares = treated.iter().zip(*candidate).map(|(a, b)| (a.sqrt() - b.sqrt()).powi(2)).sum::<f64>();
        let distance = (squares / treated.len() as f64 / 0.5 - 1.0).max(0.0).sqrt();
        let blocks = |weeks: &[f64]| weeks.chunks_exact(4).map(sum).collect::<Vec<f64>>();
        let correlation = correlation(&blocks(treated), &blocks(candidate));
        found.push(ComparableArea { index, distance, correlation, level: sum(candidate) / sum(treated) });
    }
    found.sort_by(|a, b| a.distance.total_cmp(&b.distance).then(a.index.cmp(&b.index)));
    Ok(found)
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len() as f64;
    let mean = |v: &[f64]| v.iter().sum::<f64>() / n;
    let (ma, mb) = (mean(a), mean(b));
    let product = |x: &[f64], mx: f64, y: &[f64], my: f64| x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum::<f64>();
    product(a, ma, b, mb) / (product(a, ma, a, ma) * product(b, mb, b, mb)).sqrt()
}
