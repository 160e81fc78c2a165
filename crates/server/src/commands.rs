//! One file per command.

pub mod analyse;
pub mod audit;
pub mod config;
pub mod demo;
pub mod import_districts;
pub mod import_feed;
pub mod import_incidents;
pub mod picture;
pub mod privacy;
pub mod recompute;
mod report;
pub mod retention;
pub mod serve;
pub mod tenant;
pub mod user;
