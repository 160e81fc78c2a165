//! What tests of several crates share. Never a part of the product.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod actions;
pub mod databases;
pub mod matching;
pub mod picture;
pub mod practice_town;
pub mod smtp;
pub mod snapshot;
