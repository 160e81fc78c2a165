//! File bytes in, rows out, with bounds.
//!
//! Everything that reaches Samsyn as a file is read here: incident lists (xlsx, csv, gzipped csv),
//! district boundaries (GeoPackage, GeoJSON) and the police's public event feed (JSON). The kind of
//! a file is decided by its content, never by its name. Every reader streams and counts *before* it
//! stores: bytes inflated, ratio, entries, shared strings, rows, columns, text length, nesting. A
//! file that passes a bound is refused as a whole ([`Refused`]); a row that cannot be used is
//! rejected with its row number, column header and reason, and the other rows are kept.
//!
//! Nothing here knows a tenant: whether a district or a code exists is decided by the caller.

mod bounded;
mod cell;
mod choice;
pub mod coordinates;
pub mod dates;
pub mod districts;
pub mod feed;
pub mod grid;
mod headers;
mod kind;
mod limits;
mod line;
mod look;
pub mod mapping_file;
mod origin;
pub mod photo;
pub mod places;
mod profile;
mod propose;
mod refused;
mod rows;
mod sums;
mod table;
mod text;
mod xlsx;

pub use cell::{Cell, parse_number};
pub use headers::may_be_read;
pub use kind::FileKind;
pub use limits::Limits;
pub use propose::{Layout, Need, Proposal};
pub use refused::{Excess, Message, NotBoundaries, Refused, reason_message};
pub use rows::{Outcome, Summary};
pub use table::{Table, open, open_sheet};
