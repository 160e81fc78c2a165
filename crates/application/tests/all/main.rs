//! The use cases on real databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod actions;
mod imports;
mod meetings;
mod pictures;
mod sign_in;
mod town;
