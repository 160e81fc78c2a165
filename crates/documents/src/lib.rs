//! Documents of a finished model: PDF, workbook, csv and JSON. A model in, bytes out; no
//! storage, no network, no clock.
//!
//! Typesetting has no time limit of its own. The server therefore runs it as a child process
//! with limits ([`typeset_main`]); the command line calls [`typeset`] in its own process.

pub mod actions;
pub mod edition;
pub mod picture;
mod separated;
mod typeset;
mod words;
pub mod workbook;

pub use separated::Separated;
pub use typeset::{Template, TypesetFailure, TypesetInput, typeset, typeset_main};
