//! Is a count more, or less, than expected? Counts are small here (often 0–10 a week), so nothing rests on the normal distribution.

mod predict;
mod two;

pub use predict::{Prediction, Tails, exceedance, expect};
pub use two::{benjamini_hochberg, e_test, poisson_interval};
