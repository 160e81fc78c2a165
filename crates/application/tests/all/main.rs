//! The use cases on real databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod corrections;
mod imports;
mod pictures;
mod sign_in;
mod town;
mod upkeep;
