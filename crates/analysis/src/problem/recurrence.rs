//! How long has it lasted, and does it come back?

use crate::fit::distributions::Counts;
use crate::{Refusal, refusal};

/// Result of [`recurrence`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recurrence {
    /// Weeks in a row, up to and with the newest, that hold at least the threshold.
    pub now: usize,
    /// Longest such run in the series.
    pub longest: usize,
    /// Number of runs.
    pub runs: usize,
    /// Share of all weeks that hold at least the threshold, 0–1.
    pub share: f64,
    /// Probability of a run as long as the newest or longer at any one place if weeks were independent with the series' mean; 1 when there is no run. Small: it hangs on.
    pub p: f64,
}

/// Runs of weeks with at least `threshold` incidents, newest week last.
///
/// p = P(Y ≥ threshold)^now for Poisson counts of the series' own mean before the run (of all weeks, when the run is the whole series): how odd the run is if the weeks before it are what is
/// usual. `threshold` is in incidents per week and above 0.
pub fn recurrence(count: &[f64], threshold: f64) -> Result<Recurrence, Refusal> {
    refusal::counts("count", count)?;
    refusal::enough("weeks", count.len(), 1)?;
    if !(threshold > 0.0 && threshold.is_finite()) {
        return Err(Refusal::BadParameter { name: "threshold", must: "above 0" });
    }
    let holds: Vec<bool> = count.iter().map(|y| *y >= threshold).collect();
    let now = holds.iter().rev().take_while(|h| **h).count();
    let (mut longest, mut runs, mut run) = (0, 0, 0);
    for &h in &holds {
        run = if h { run + 1 } else { 0 };
        runs += usize::from(run == 1);
        longest = longest.max(run);
    }
    let earlier = if now < count.len() { &count[..count.len() - now] } else { count };
    let mean = earlier.iter().sum::<f64>() / earlier.len() as f64;
    // A quiet past is not known to be without any: half an incident more in all of it.
    let usual = Counts { mean: mean + 0.5 / earlier.len() as f64, dispersion: 1.0 };
    let p = if now == 0 { 1.0 } else { usual.at_least(threshold.ceil()).powf(now as f64) };
    let share = holds.iter().filter(|h| **h).count() as f64 / count.len() as f64;
    Ok(Recurrence { now, longest, runs, share, p })
}
