//! The use cases on real databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod imports;
mod people;
mod pictures;
mod sign_in;
mod town;
