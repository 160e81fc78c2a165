//! Comparisons with numbers computed by others. Where each set comes from stands in the ORIGIN.md beside it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod aoristic;
mod near_repeat;
mod permutation_scan;
