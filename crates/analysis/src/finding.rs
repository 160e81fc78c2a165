//! A result together with what its reader must know about it.

/// A value and the remarks that belong to it. The value is still what the method gave; the remarks say how far to trust it.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding<T> {
    /// What was found.
    pub value: T,
    /// What the reader must know, in the order it was noticed. Empty when nothing was odd.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why a result is missing or rests on less than was handed in.
#[derive(Clone, Debug, PartialEq)]
pub enum Diagnostic {
    /// Fewer usable incidents than the method needs; no result was made.
    TooFew {
        /// Usable weight (incidents) there was.
        have: f64,
        /// Least weight the method accepts.
        need: f64,
    },
    /// So many rows had no finite place, or a weight that was not a positive number, and were left out.
    RowsLeftOut(usize),
    /// The asked grid would hold more cells than allowed; no result was made.
    GridTooLarge {
        /// Cells asked for.
        cells: f64,
        /// Most cells allowed.
        most: usize,
    },
    /// A parameter lies outside what the method is defined for (the name of it); no result was made.
    BadParameter(&'static str),
    /// The work would take more room than allowed (pairs, cylinders …); no result was made.
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much there would be.
        size: f64,
        /// Most that is allowed.
        most: f64,
    },
    /// All values are equal: the method compares differences, and there are none; no result was made.
    NothingVaries,
    /// So many of the areas or cells have no neighbour; they take no part in comparisons between neighbours.
    WithoutNeighbours(usize),
    /// So many tests were made at once: one in twenty of them passes 5 % by chance alone.
    ManyTests(usize),
    /// The times span so many days: over more than a year season and growth look like nearness in time.
    LongPeriod {
        /// Days from the first to the last.
        days: f64,
    },
    /// The watcher stopped the work; no result was made.
    Stopped,
}
