//! Pages: one file each with its struct, GET and POST, and a template of the same name.

pub mod about;
pub mod action;
pub mod actions;
pub mod audit;
pub mod codes;
pub mod coming_events;
pub mod districts;
pub mod import_preview;
pub mod import_progress;
pub mod import_report;
pub mod imports;
pub mod meeting;
pub mod picture;
pub mod sign_in;
pub mod start;
pub mod weeks;
