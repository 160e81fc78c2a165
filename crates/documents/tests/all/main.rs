#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
//! Documents made from the sample picture, read back by independent readers.

mod figures;
mod json;
mod judged;
mod pdf;
mod summary;
mod tables;

// Included, not depended on: the rest of test_support brings both databases, which these tests
// do not need and would wait for.
#[path = "../../../test_support/src/picture.rs"]
mod picture;
