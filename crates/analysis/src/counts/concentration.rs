//! How much of the crime lies in how few places.

use crate::{Refusal, refusal};

/// Result of [`gini`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gini {
    /// Plain Gini coefficient: 0 all places alike, near 1 everything at one.
    pub gini: f64,
    /// Generalised for fewer incidents than places, where the plain one looks extreme whatever happens: 0 as even as so few incidents can lie.
    pub generalised: f64,
    /// Places.
    pub places: usize,
    /// Incidents.
    pub incidents: f64,
}

/// Gini coefficient and its generalisation (Bernasco & Steenbeek 2017, "More places than crimes: implications for evaluating the law of crime
/// concentration at place", *J. Quantitative Criminology* 33).
///
/// With the counts of all n places in rising order and c incidents in all: G = 2 Σ i y₍ᵢ₎/(n Σ y) − (n + 1)/n and G' = max(1, n/c)(G − 1) + 1. **Places without incidents
/// belong in the column**: leaving them out is the usual mistake. O(n log n). Refused for no places, negative counts or no incidents at all.
pub fn gini(count: &[f64]) -> Result<Gini, Refusal> {
    let sorted = rising(count)?;
    let n = sorted.len() as f64;
    let total: f64 = sorted.iter().sum();
    let ranked: f64 = sorted.iter().enumerate().map(|(i, y)| (i as f64 + 1.0) * (y / total)).sum();
    let gini = 2.0 * ranked / n - (n + 1.0) / n;
    Ok(Gini { gini, generalised: (n / total).max(1.0) * (gini - 1.0) + 1.0, places: sorted.len(), incidents: total })
}

fn rising(count: &[f64]) -> Result<Vec<f64>, Refusal> {
    refusal::enough("places", count.len(), 1)?;
    refusal::counts("count", count)?;
    let total: f64 = count.iter().sum();
    if total <= 0.0 {
        return Err(Refusal::Undefined("concentration of no incidents"));
    }
    if !total.is_finite() {
        return Err(Refusal::TooLarge { what: "incidents", have: total, most: f64::MAX });
    }
    let mut sorted = count.to_vec();
    sorted.sort_by(f64::total_cmp);
    Ok(sorted)
}

/// A point of the Lorenz curve: the `places` share of places with the fewest incidents holds the `incidents` share of incidents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LorenzPoint {
    /// Share of places, 0–1.
    pub places: f64,
    /// Share of incidents, 0–1.
    pub incidents: f64,
}

/// Lorenz curve from (0, 0) to (1, 1), places in rising order of their count, one point for each place.
pub fn lorenz(count: &[f64]) -> Result<Vec<LorenzPoint>, Refusal> {
    let sorted = rising(count)?;
    let (n, total) = (sorted.len() as f64, sorted.iter().sum::<f64>());
    let mut curve = vec![LorenzPoint { places: 0.0, incidents: 0.0 }];
    let mut sum = 0.0;
    for (i, y) in sorted.iter().enumerate() {
        sum += y;
        curve.push(LorenzPoint { places: (i as f64 + 1.0) / n, incidents: (sum / total).min(1.0) });
    }
    Ok(curve)
}

/// Result of [`places_holding`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacesHolding {
    /// Fewest places that together hold the share asked for.
    pub places: usize,
    /// Their share of all places.
    pub of_all: f64,
    /// Their share of the places with at least one incident.
    pub of_used: f64,
    /// The share of the incidents they really hold.
    pub held: f64,
}

/// The fewest places that hold `share` of the incidents (Weisburd 2015, "The law of crime concentration and the criminology of place", *Criminology* 53: 25 % and 50 %).
///
/// Of all places and of those with incidents, because the two are quoted side by side: the first falls with every empty place added.
pub fn places_holding(count: &[f64], share: f64) -> Result<PlacesHolding, Refusal> {
    let sorted = rising(count)?;
    if !(share > 0.0 && share <= 1.0) {
        return Err(Refusal::BadParameter { name: "share", must: "above 0 and at most 1" });
    }
    let total: f64 = sorted.iter().sum();
    let used = sorted.iter().filter(|y| **y > 0.0).count();
    let (mut sum, mut places) = (0.0, 0);
    for y in sorted.iter().rev() {
        // Sums of fractions: the share must not be missed by the last digit.
        if sum >= share * total * (1.0 - 1e-12) {
            break;
        }
        sum += y;
        places += 1;
    }
    Ok(PlacesHolding { places, of_all: places as f64 / sorted.len() as f64, of_used: places as f64 / used as f64, held: sum / total })
}

/// Share of the incidents in the `share` of places that hold most (the top 5 % of cells, say). A part of a place counts in part: with 30 places, 5 % is the top place and half of the
/// next.
pub fn held_by_top(count: &[f64], share: f64) -> Result<f64, Refusal> {
    let sorted = rising(count)?;
    refusal::share("share", share)?;
    let mut left = share * sorted.len() as f64;
    let mut sum = 0.0;
    for y in sorted.iter().rev() {
        sum += y * left.min(1.0);
        left -= 1.0;
        if left <= 0.0 {
            break;
        }
    }
    Ok(sum / sorted.iter().sum::<f64>())
}
