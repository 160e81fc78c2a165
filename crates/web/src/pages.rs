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
pub mod my_reports;
pub mod picture;
pub mod places;
pub mod report;
pub mod review;
pub mod review_item;
pub mod sign_in;
pub mod start;
pub mod weeks;
