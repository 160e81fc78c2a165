//! The week's picture in every form it leaves Samsyn: figures for pages and paper, PDF,
//! workbook, csv and JSON, all from the same [`domain::pictures::Picture`].

mod cited;
mod csv;
pub mod figures;
pub mod finding;
pub mod findings;
mod found;
mod json;
mod judged;
pub mod marks;
pub mod pdf;
mod sentences;
mod silence;
pub mod summary;
pub mod trend;
pub mod words;
mod workbook;

pub use csv::csv;
pub use json::{NotAPicture, from_json, json, json_schema};
pub use workbook::workbook;
pub(crate) use workbook::{Cell, Sheet, book_of};
