//! Is a count more, or less, than expected? Counts are small here (often 0–10 a week), so nothing rests on the normal distribution
//! where an exact answer can be had.
//!
//! One count: [`poisson_interval`]. Two counts: [`compare`], [`rate_ratio`]. A week against its baseline: [`expect`]. Many at once: [`benjamini_hochberg`],
//! [`benjamini_yekutieli`]. Rates of many areas: [`empirical_bayes`]. Concentration: [`gini`], [`lorenz`], [`places_holding`], [`held_by_top`]. Two patterns: [`s_index`].
//! Hot spots afterwards: [`accuracy`].

mod accuracy;
mod compare;
mod concentration;
mod predict;
mod similarity;
mod smoothing;
mod two;

pub use accuracy::{Accuracy, accuracy};
pub use compare::{Comparison, RateRatio, RatioMethod, Test, compare, rate_ratio};
pub use concentration::{Gini, LorenzPoint, PlacesHolding, gini, held_by_top, lorenz, places_holding};
pub use predict::{Prediction, Tails, exceedance, expect};
pub use similarity::{AreaShare, SIndex, SIndexOptions, ShareChange, s_index};
pub use smoothing::{Smoothed, empirical_bayes};
pub use two::{benjamini_hochberg, benjamini_yekutieli, e_test, poisson_interval};
