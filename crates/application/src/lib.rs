//! What can be done with Samsyn: one function per use case, called by pages, API, jobs and command
//! line alike. Nothing else holds rules.

#![warn(missing_docs)]

mod app;

pub mod accounts;
pub mod actions;
pub mod audit;
pub mod codes;
pub mod districts;
pub mod imports;
pub mod meetings;
pub mod pictures;
pub mod schedule;
pub mod sessions;
pub mod tenants;

pub use app::{App, AppConfig, Clock, Demo, Persona};
pub use storage::ServerConfig;
