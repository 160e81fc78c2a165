//! Pages: one file each with its struct, GET and POST, and a template of the same name.

pub mod about;
pub mod access_review;
pub mod account;
pub mod audit;
pub mod codes;
pub mod coming_events;
pub mod course;
pub mod districts;
pub mod import_preview;
pub mod import_progress;
pub mod import_report;
pub mod imports;
pub mod invitation;
pub mod invite;
pub mod organisations;
pub mod password;
pub mod people;
pub mod person;
pub mod picture;
pub mod second_factor;
pub mod sign_in;
pub mod start;
pub mod weeks;
