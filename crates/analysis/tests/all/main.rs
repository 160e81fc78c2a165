//! Comparisons with numbers computed by others. Where each set comes from stands in the ORIGIN.md beside it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::needless_range_loop)]

mod aoristic;
mod areas;
mod chance;
mod displacement;
mod ears;
mod farrington;
mod hierarchy;
mod hostile;
mod hot_places;
mod interrupted;
mod near_repeat;
mod panel;
mod permutation_scan;
mod problem;
mod refusals;
mod reporting;
mod shifts;
mod stl;
mod surfaces;
mod verdict;
mod weekly;
mod zoned;

/// A column of a csv with quoted or plain fields.
fn column(text: &str, at: usize) -> Vec<f64> {
    text.lines().skip(1).filter_map(|line| line.split(',').nth(at)).map(|v| v.trim_matches('"').parse().unwrap()).collect()
}

#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
}
