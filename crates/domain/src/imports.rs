//! Imported files: how columns are understood, what became of each row.

mod batch;
mod mapping;
mod reading;
mod reason;
mod report;

pub use batch::{Batch, BatchKind, BatchState, Outside, Sender};
pub use mapping::{DateOrder, Field, Mapping};
pub use reading::{FileReading, NotRead, SheetColumns};
pub use reason::Reason;
pub use report::{ChangedRow, GoneRow, ImportReport, LinkedRow, MOST_REJECTIONS, ProbableMatch, Rejection, RowContent};
