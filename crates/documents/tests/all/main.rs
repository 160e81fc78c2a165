#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
//! Documents made from the sample picture, read back by independent readers.

mod pdf;
#[path = "../../../test_support/src/picture.rs"]
mod sample;
