//! What can be done with Samsyn: one function per use case, called by pages, API, jobs and command
//! line alike. Nothing else holds rules.

#![warn(missing_docs)]

mod app;

pub mod accounts;
pub mod actions;
pub mod allowed_words;
pub mod audit;
pub mod codes;
pub mod disclosures;
pub mod districts;
pub mod editions;
pub mod feedback;
pub mod form_keys;
pub mod guard;
pub mod imports;
pub mod invitations;
pub mod letters;
mod links;
pub mod mail;
pub mod matches;
pub mod meetings;
pub mod organisations;
pub mod own_account;
pub mod people;
pub mod pictures;
pub mod places;
pub mod recovery;
pub mod reminders;
pub mod reports;
pub mod results;
pub mod retention;
pub mod schedule;
pub mod second_factor;
pub mod sessions;
pub mod tenants;
pub mod training;
pub mod watch;
pub mod week_calendar;
pub mod words;
pub mod workbook;

pub use app::{App, AppConfig, Clock, Demo, NotReady, Persona};
pub use storage::ServerConfig;
