//! What Samsyn knows about its field, free of I/O: types, states with their transitions, the
//! week, the Swedish calendar, the permission table and the words of the audit log.
//!
//! Nothing here reads a clock, a file or a random number; `now` and ids are arguments.

#![warn(missing_docs)]

pub mod actions;
pub mod actor;
pub mod audit;
pub mod calendar;
pub mod categories;
pub mod districts;
pub mod editions;
pub mod failure;
pub mod feedback;
pub mod form_keys;
pub mod ids;
pub mod imports;
pub mod incidents;
pub mod jobs;
mod keyed;
pub mod letters;
pub mod matching;
pub mod meetings;
pub mod memberships;
pub mod methods;
pub mod names;
pub mod organisations;
pub mod passwords;
pub mod pictures;
pub mod policy;
pub mod reports;
pub mod results;
pub mod retention;
pub mod sessions;
pub mod tenants;
pub mod text;
pub mod week;
pub mod weekly;
pub mod words;
pub mod workbook;
