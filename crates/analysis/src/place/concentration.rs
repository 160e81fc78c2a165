//! How concentrated is it? The few places that hold much of it.

use crate::finding::Finding;
use crate::refusal::{self, Refusal};

/// How few places hold how much.
#[derive(Clone, Debug, PartialEq)]
pub struct Concentration {
    /// Places, those without anything too.
    pub places: usize,
    /// Sum over all places.
    pub total: f64,
    /// Smallest share of the places that together hold 25, 50 and 80 % (Weisburd 2015).
    pub places_for: [f64; 3],
    /// Share of the total in the top 5 and 10 % of the places (whole places, rounded up).
    pub in_top: [f64; 2],
}

/// Concentration over `places` places of which the non-empty ones have these counts; `None` for the places when only those are known, which makes shares of the places larger.
///
/// Pitfalls: with fewer events than places it always looks concentrated (see the generalised Gini coefficient); the share depends on the size of the cells and on
/// which empty places are counted: compare only equal grids. Counts that are not positive numbers are left out.
pub fn concentration(counts: &[f64], places: Option<usize>) -> Result<Finding<Concentration>, Refusal> {
    let mut sorted: Vec<f64> = counts.iter().copied().filter(|c| *c > 0.0 && c.is_finite()).collect();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let empty = counts.iter().filter(|c| **c == 0.0).count();
    let places = places.unwrap_or(sorted.len() + empty);
    let left_out = counts.len() - sorted.len() - empty;
    let total: f64 = sorted.iter().sum();
    refusal::enough("places", sorted.len(), 1)?;
    if places < sorted.len() {
        return Err(Refusal::BadParameter { name: "places", must: "at least as many as have incidents" });
    }
    if !total.is_finite() {
        return Err(Refusal::Undefined("counts too large for a number"));
    }
    let places_for = [0.25, 0.5, 0.8].map(|share| {
        let mut sum = 0.0;
        // A hair less, so that a sum of thirds reaches two thirds.
        let needed = sorted.iter().position(|c| {
            sum += c;
            sum >= share * total * (1.0 - 1e-12)
        });
        (needed.unwrap_or(sorted.len() - 1) + 1) as f64 / places as f64
    });
    let in_top = [0.05, 0.1].map(|share| {
        let count = (share * places as f64 - 1e-9).ceil() as usize;
        sorted.iter().take(count).sum::<f64>() / total
    });
    Ok(Finding::of(Concentration { places, total, places_for, in_top }, left_out))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::finding::Diagnostic;

    #[test]
    fn few_places_hold_much() {
        let found = concentration(&[10.0, 8.0, 2.0], Some(10)).unwrap().value;
        assert_eq!((found.places_for, found.in_top), ([0.1, 0.1, 0.2], [0.5, 0.5]));
        let spread = concentration(&[1.0; 20], None).unwrap().value;
        assert_eq!((spread.places_for, spread.in_top), ([0.25, 0.5, 0.8], [0.05, 0.1]));
        assert_eq!(concentration(&[2.0, f64::NAN], None).unwrap().diagnostics, [Diagnostic::RowsLeftOut(1)]);
        assert_eq!(concentration(&[0.0, f64::NAN], None), Err(Refusal::TooFew { what: "places", have: 0, need: 1 }));
        assert!(matches!(concentration(&[1.0, 1.0], Some(1)), Err(Refusal::BadParameter { name: "places", .. })));
        assert!(matches!(concentration(&[f64::MAX, f64::MAX], None), Err(Refusal::Undefined(_))));
    }
}
