//! The web front door from outside: real stores, real sessions, requests as a browser sends them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "all/action_links.rs"]
mod action_links;
#[path = "all/browser.rs"]
mod browser;
#[path = "all/citations.rs"]
mod citations;
#[path = "all/editions.rs"]
mod editions;
#[path = "all/field.rs"]
mod field;
#[path = "all/findings.rs"]
mod findings;
#[path = "all/form_keys.rs"]
mod form_keys;
#[path = "all/letters.rs"]
mod letters;
#[path = "all/main_job.rs"]
mod main_job;
#[path = "all/matching.rs"]
mod matching;
#[path = "all/matrix.rs"]
mod matrix;
#[path = "all/people.rs"]
mod people;
#[path = "all/refusals.rs"]
mod refusals;
#[path = "all/route_walk.rs"]
mod route_walk;
#[path = "all/states.rs"]
mod states;
#[path = "all/words.rs"]
mod words;
