//! Weighted displacement difference and weighted displacement quotient.

use crate::fit::distributions::{normal_quantile, normal_two_sided};
use crate::{Refusal, refusal};

/// Incidents before and after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Incidents before.
    pub before: f64,
    /// Incidents after.
    pub after: f64,
}

impl Pair {
    /// Incidents before and after.
    pub fn new(before: f64, after: f64) -> Self {
        Self { before, after }
    }
}

/// The areas of a [`wdd`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WddAreas {
    /// Where the action was.
    pub treated: Pair,
    /// An area like it, far from it.
    pub control: Pair,
    /// Where crime may have been moved to, or benefits spread: around the treated area.
    pub displacement: Option<Pair>,
    /// An area like that one.
    pub displacement_control: Option<Pair>,
}

/// Parameters of [`wdd`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WddOptions {
    /// Length of the time before and after, in any unit: counts become counts per unit.
    pub time: (f64, f64),
    /// Size of the areas in the order treated, control, displacement, displacement control: counts become counts per size.
    pub size: [f64; 4],
    /// Level of the interval.
    pub level: f64,
}

impl Default for WddOptions {
    /// Equal times and sizes, 95 %.
    fn default() -> Self {
        Self { time: (1.0, 1.0), size: [1.0; 4], level: 0.95 }
    }
}

/// A difference with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WddEstimate {
    /// Change in the treated less change in the control, incidents (per unit of time and size when these are given). Negative is a gain.
    pub estimate: f64,
    /// Its standard error.
    pub error: f64,
}

/// Result of [`wdd`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wdd {
    /// Treated against control.
    pub local: WddEstimate,
    /// Displacement area against its control; 0 without.
    pub displacement: WddEstimate,
    /// Both together: the net effect.
    pub total: WddEstimate,
    /// Total over its standard error; NaN when nothing was counted at all.
    pub z: f64,
    /// Two-sided p-value of the total.
    pub p: f64,
    /// Interval of the total.
    pub interval: (f64, f64),
}

/// Weighted displacement difference (Wheeler & Ratcliffe 2018, "A simple weighted displacement difference test to evaluate place based crime interventions", *Crime Science* 7).
///
/// WDD = (T₁ − T₀) − (C₁ − C₀) + (D₁ − D₀) − (DC₁ − DC₀), each count divided by its time and size; variance Σ count/(time · size)². Incidents prevented, net of what moved.
///
/// Assumes Poisson counts (weekly crime varies more: the interval is then too narrow), and that treated and control would have changed by the same *number*; when levels differ much, by the same
/// *ratio* is more likely: use [`crate::effect::differences`]. With fewer than about five incidents in a cell the normal interval is rough.
pub fn wdd(areas: &WddAreas, options: &WddOptions) -> Result<Wdd, Refusal> {
    refusal::share("level", options.level)?;
    let sizes = [options.time.0, options.time.1, options.size[0], options.size[1], options.size[2], options.size[3]];
    refusal::positive("times and sizes", &sizes)?;
    let none = Pair::new(0.0, 0.0);
    let pairs = [areas.treated, areas.control, areas.displacement.unwrap_or(none), areas.displacement_control.unwrap_or(none)];
    refusal::counts("count", &pairs.iter().flat_map(|p| [p.before, p.after]).collect::<Vec<_>>())?;
    let change = |i: usize| {
        let (before, after) = (options.time.0 * options.size[i], options.time.1 * options.size[i]);
        (pairs[i].after / after - pairs[i].before / before, pairs[i].after / (after * after) + pairs[i].before / (before * before))
    };
    let against = |own: usize, other: usize| (change(own).0 - change(other).0, change(own).1 + change(other).1);
    let (local, displaced) = (against(0, 1), against(2, 3));
    let total = (local.0 + displaced.0, local.1 + displaced.1);
    let said = |(estimate, variance): (f64, f64)| WddEstimate { estimate, error: variance.sqrt() };
    let total = said(total);
    let z = total.estimate / total.error;
    let reach = normal_quantile(0.5 + options.level / 2.0) * total.error;
    Ok(Wdd {
        local: said(local),
        displacement: said(displaced),
        total,
        z,
        p: normal_two_sided(z),
        interval: (total.estimate - reach, total.estimate + reach),
    })
}

/// How a quotient is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WdqReading {
    /// The treated area did not do better than the control: there is nothing to displace, and the quotient is not read.
    NoSuccess,
    /// Above 1: the gain around was larger than the gain within.
    DiffusionBeyondEffect,
    /// 0–1: benefits spread around.
    Diffusion,
    /// Exactly 0.
    Neither,
    /// −1–0: some moved, less than was gained.
    Displacement,
    /// Below −1: more moved than was gained.
    DisplacementBeyondEffect,
}

/// Result of [`wdq`], for one ring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wdq {
    /// Success measure A₁/C₁ − A₀/C₀; negative is success.
    pub success: f64,
    /// Buffer displacement measure B₁/C₁ − B₀/C₀.
    pub buffer: f64,
    /// Their quotient, buffer over success.
    pub quotient: f64,
    /// What it says.
    pub reading: WdqReading,
}

/// Weighted displacement quotient (Bowers & Johnson 2003, "Measuring the geographical displacement and diffusion of benefit effects of crime prevention activity", *J. Quantitative Criminology* 19) for one
/// ring after the other around the treated area.
///
/// WDQ = (B₁/C₁ − B₀/C₀)/(A₁/C₁ − A₀/C₀): A treated, B buffer, C control (the rest). The rings come from the innermost out; the last element of the answer is all rings together
/// (when there is more than one). The quotient has no standard error and swings wildly when the success measure is near 0: show [`wdd`] beside it.
pub fn wdq(treated: Pair, rings: &[Pair], control: Pair) -> Result<Vec<Wdq>, Refusal> {
    refusal::enough("rings", rings.len(), 1)?;
    let mut numbers = vec![treated.before, treated.after];
    numbers.extend(rings.iter().flat_map(|r| [r.before, r.after]));
    refusal::counts("count", &numbers)?;
    refusal::positive("control", &[control.before, control.after])?;
    let against = |pair: Pair| pair.after / control.after - pair.before / control.before;
    let success = against(treated);
    let one = |ring: Pair| {
        let buffer = against(ring);
        let quotient = buffer / success;
        let reading = match quotient {
            _ if success >= 0.0 => WdqReading::NoSuccess,
            q if q > 1.0 => WdqReading::DiffusionBeyondEffect,
            q if q > 0.0 => WdqReading::Diffusion,
            q if q < -1.0 => WdqReading::DisplacementBeyondEffect,
            q if q < 0.0 => WdqReading::Displacement,
            _ => WdqReading::Neither,
        };
        Wdq { success, buffer, quotient, reading }
    };
    let mut found: Vec<Wdq> = rings.iter().copied().map(one).collect();
    if rings.len() > 1 {
        let sum = rings.iter().fold(Pair::new(0.0, 0.0), |s, r| Pair::new(s.before + r.before, s.after + r.after));
        found.push(one(sum));
    }
    Ok(found)
}
