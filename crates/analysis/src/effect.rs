//! Did an action help? Counts before and after, held against what happened where nothing was done.
//!
//! Register question, area, buffer and date **before** looking: [`Baseline`] freezes them with the numbers. Then [`verdict()`] says *helped*, *probably did not
//! help* or *cannot be decided*, with how sure, why, and what data would settle it. The single methods: [`before_after`], [`wdd`], [`wdq`], [`differences`],
//! [`interrupted`]; what surrounds them: [`comparable_areas`], [`power()`], [`regression_to_the_mean`].

mod baseline;
mod before_after;
mod comparable;
mod difference;
mod displacement;
mod interrupted;
mod power;
mod regression_to_mean;
mod verdict;

pub use baseline::{Baseline, BaselinePlan};
pub use before_after::{BeforeAfterRatio, before_after};
pub use comparable::{ComparableArea, comparable_areas};
pub use difference::{DifferenceOptions, Differences, Panel, ParallelTrend, differences};
pub use displacement::{Pair, Wdd, WddAreas, WddEstimate, WddOptions, Wdq, WdqReading, wdd, wdq};
pub use interrupted::{Errors, Interrupted, InterruptedOptions, RatioEstimate, interrupted};
pub use power::{Design, Power, power, weeks_needed};
pub use regression_to_mean::{RegressionToMean, regression_to_the_mean};
pub use verdict::{ComparisonSeries, Decision, Evidence, Needed, Reason, Sureness, Verdict, VerdictOptions, verdict};
