//! How well did past hot spots foretell where it happened afterwards?

use crate::{Refusal, refusal};

/// One step down the ranking of areas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Accuracy {
    /// Row of the area that this step adds.
    pub area: usize,
    /// Share of all incidents in the areas so far.
    pub incidents: f64,
    /// Share of the whole surface in the areas so far.
    pub surface: f64,
    /// Predictive accuracy index: `incidents / surface`. 1 is no better than chance.
    pub pai: f64,
    /// Predictive efficiency index: PAI over the PAI of the best choice of as many areas. 1 is perfect; may pass 1 when areas differ in size.
    pub pei: f64,
    /// Recovery rate index: predicted over observed in the areas so far; infinite when nothing was observed, NaN when nothing was predicted either.
    pub rri: f64,
}

/// PAI (Chainey, Tompson & Uhlig 2008), PEI (Hunt 2016) and RRI (Levine 2008), cumulated from the area with the densest prediction down.
///
/// `observed` are incidents **of the weeks after** those the prediction rests on — on the same weeks the numbers flatter and mean nothing. `predicted` is any
/// ranking quantity on the scale of counts; `surface` the size of each area (m², street metres), all 1 when alike. Equally dense predictions are
/// taken with the fewest incidents first, the cautious order of the reference (R `ptools::pai`), then by row. O(n log n).
pub fn accuracy(observed: &[f64], predicted: &[f64], surface: &[f64]) -> Result<Vec<Accuracy>, Refusal> {
    refusal::enough("areas", observed.len(), 1)?;
    refusal::length("predicted", predicted.len(), observed.len())?;
    refusal::length("surface", surface.len(), observed.len())?;
    refusal::counts("observed", observed)?;
    refusal::counts("predicted", predicted)?;
    refusal::positive("surface", surface)?;
    let (incidents, whole) = (observed.iter().sum::<f64>(), surface.iter().sum::<f64>());
    if incidents <= 0.0 {
        return Err(Refusal::Undefined("accuracy with no incidents to find"));
    }
    let density = |column: &[f64], i: usize| column[i] / surface[i];
    let mut ranking: Vec<usize> = (0..observed.len()).collect();
    ranking.sort_by(|&a, &b| {
        let by_prediction = density(predicted, b).total_cmp(&density(predicted, a));
        by_prediction.then(observed[a].total_cmp(&observed[b])).then(a.cmp(&b))
    });
    let mut best: Vec<usize> = (0..observed.len()).collect();
    best.sort_by(|&a, &b| density(observed, b).total_cmp(&density(observed, a)).then(a.cmp(&b)));
    let (mut seen, mut said, mut size, mut perfect, mut perfect_size) = (0.0, 0.0, 0.0, 0.0, 0.0);
    Ok(ranking
        .into_iter()
        .zip(best)
        .map(|(area, ideal)| {
            seen += observed[area];
            said += predicted[area];
            size += surface[area];
            perfect += observed[ideal];
            perfect_size += surface[ideal];
            let pai = seen / incidents / (size / whole);
            let ideal_pai = perfect / incidents / (perfect_size / whole);
            Accuracy { area, incidents: seen / incidents, surface: size / whole, pai, pei: pai / ideal_pai, rri: said / seen }
        })
        .collect())
}
