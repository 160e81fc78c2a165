//! Would it have fallen anyhow?

use crate::fit::distributions::normal_above;
use crate::{Refusal, refusal};

/// Result of [`regression_to_the_mean`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RegressionToMean {
    /// Mean per week of the weeks right before the action.
    pub recent: f64,
    /// Mean per week of the time before them.
    pub usual: f64,
    /// What the recent mean would be expected to fall (or rise) to by itself.
    pub expected: f64,
    /// Expected change by itself, as a ratio: `expected / recent`. Below 1 is a fall.
    pub by_itself: f64,
    /// Probability of a recent mean this high or higher if the level has not changed.
    pub p: f64,
    /// True when the recent weeks stand out (p < 0.1) and at least a tenth would be lost by itself.
    pub warning: bool,
}

/// How far the level right before an action would have returned by itself.
///
/// Actions come where counts have just been high, and high counts are followed by lower ones whatever is done (Barnett, van der Pols & Dobson 2005, "Regression to the mean: what it is and how to
/// deal with it", *Int. J. Epidemiology* 34). The earlier weeks are cut into blocks as long as the recent one: with the blocks' mean m, variance between blocks v and the chance part
/// φm/k (k weeks a block, φ from the weeks within blocks), the reliability is ρ = max(0, 1 − (φm/k)/v), and the expected level is m + ρ (recent − m): the empirical Bayes estimate of
/// Marshall for one place over time.
///
/// `history` are weekly counts until the action, oldest first, of which the last `recent` led to it. At least four blocks are needed before them.
pub fn regression_to_the_mean(history: &[f64], recent: usize) -> Result<RegressionToMean, Refusal> {
    refusal::counts("history", history)?;
    if recent == 0 {
        return Err(Refusal::BadParameter { name: "recent weeks", must: "at least 1" });
    }
    refusal::enough("weeks", history.len(), recent.saturating_mul(5))?;
    let (earlier, last) = history.split_at(history.len() - recent);
    let mean = |weeks: &[f64]| weeks.iter().sum::<f64>() / weeks.len() as f64;
    let (usual, now) = (mean(earlier), mean(last));
    // Blocks that end where the recent one begins.
    let blocks: Vec<&[f64]> = earlier.rchunks_exact(recent).collect();
    let means: Vec<f64> = blocks.iter().map(|b| mean(b)).collect();
    let centre = mean(&means);
    let between = means.iter().map(|m| (m - centre).powi(2)).sum::<f64>() / (means.len() as f64 - 1.0);
    let within: f64 = blocks.iter().zip(&means).map(|(b, m)| b.iter().map(|y| (y - m).powi(2)).sum::<f64>()).sum();
    let freedom = blocks.len() as f64 * (recent as f64 - 1.0);
    let dispersion = if freedom > 0.0 && usual > 0.0 { (within / freedom / usual).max(1.0) } else { 1.0 };
    let chance = dispersion * usual / recent as f64;
    let reliability = if between > 0.0 { (1.0 - chance / between).max(0.0) } else { 0.0 };
    let expected = usual + reliability * (now - usual);
    let by_itself = expected / now;
    let spread = (between.max(chance) * (1.0 + 1.0 / blocks.len() as f64)).sqrt();
    let p = if spread > 0.0 {
        normal_above((now - usual) / spread)
    } else if now > usual {
        0.0
    } else {
        1.0
    };
    Ok(RegressionToMean { recent: now, usual, expected, by_itself, p, warning: p < 0.1 && by_itself <= 0.9 })
}
