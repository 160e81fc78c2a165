//! One row of a list as its file gives it.

use crate::cell::Cell;
use domain::imports::Reason;

/// A row that is not blank.
#[derive(Clone, Debug)]
pub(crate) struct Line<'a> {
    /// Row number as a spreadsheet shows it.
    pub(crate) number: u32,
    /// Its cells up to the last that is not empty.
    pub(crate) cells: &'a [Cell],
    /// Fields as written, empty ones included; `None` in a workbook, whose rows have no end.
    pub(crate) fields: Option<usize>,
    /// Why the row cannot be used whatever its cells say.
    pub(crate) fault: Option<Reason>,
    /// Whether the workbook hides it, by a filter or by hand.
    pub(crate) is_hidden: bool,
}
