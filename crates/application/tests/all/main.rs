//! The use cases on real databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod actions;
mod audit;
mod corrections;
mod editions;
mod evidence;
mod findings;
mod freshness;
mod imports;
mod letters;
mod lists;
mod matching_pairs;
mod meetings;
mod organisations;
mod people;
mod pictures;
mod reported;
mod reports;
mod retention;
mod sign_in;
mod told_twice;
mod town;
mod upkeep;
mod verdicts;
mod words;
mod workbook;
