//! A result together with what its reader must know about it.

/// A value and the remarks that belong to it. The value is still what the method gave; the remarks say how far to trust it. Where there is no value
/// there is a [`crate::Refusal`] instead.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding<T> {
    /// What was found.
    pub value: T,
    /// What the reader must know, in the order it was noticed. Empty when nothing was odd.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Finding<T> {
    /// A value that rests on all but so many rows.
    pub(crate) fn of(value: T, left_out: usize) -> Self {
        Self { value, diagnostics: Diagnostic::left_out(left_out) }
    }
}

impl Diagnostic {
    /// The remark on rows left out, if there are any.
    pub(crate) fn left_out(rows: usize) -> Vec<Self> {
        if rows > 0 { vec![Self::RowsLeftOut(rows)] } else { Vec::new() }
    }
}

/// What to know of a result: that it rests on less than was handed in, or how not to read it.
#[derive(Clone, Debug, PartialEq)]
pub enum Diagnostic {
    /// So many rows had no finite place, or a weight that was not a positive number, and were left out.
    RowsLeftOut(usize),
    /// So many of the areas or cells have no neighbour; they take no part in comparisons between neighbours.
    WithoutNeighbours(usize),
    /// So many tests were made at once: one in twenty of them passes 5 % by chance alone.
    ManyTests(usize),
    /// So few incidents that each is a hill of its own: the picture points at single events and says no more than they do.
    FewIncidents {
        /// How many, weights summed.
        have: f64,
        /// How many a picture is otherwise made of.
        usual: f64,
    },
    /// The times span so many days: over more than a year season and growth look like nearness in time.
    LongPeriod {
        /// Days from the first to the last.
        days: f64,
    },
}
