//! Why a method gave no answer at all.

use std::fmt;

/// Why a method could not be used on what was handed in. A method never panics: it answers, or it refuses with one of these.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// Fewer observations than the method needs.
    TooFew {
        /// What there is too little of, such as `"weeks"`.
        what: &'static str,
        /// How many there are.
        have: usize,
        /// How many are needed.
        need: usize,
    },
    /// More than the method can do in reasonable time and memory.
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much there is.
        have: f64,
        /// The most that is accepted.
        most: f64,
    },
    /// A column holds a value that is not a finite number of the kind asked for (a count must not be negative).
    BadValue {
        /// Name of the column.
        column: &'static str,
        /// Its row, from 0.
        row: usize,
    },
    /// A parameter lies outside what the method is defined for.
    BadParameter {
        /// Name of the parameter.
        name: &'static str,
        /// What it must be.
        must: &'static str,
    },
    /// Columns that belong together have different lengths.
    LengthsDiffer {
        /// Name of the column that is too short or too long.
        column: &'static str,
        /// Its length.
        have: usize,
        /// The length of the others.
        need: usize,
    },
    /// The quantity is not defined for these numbers, for example the ratio of two sums that are both 0.
    Undefined(&'static str),
    /// All values are equal: the method compares differences, and there are none.
    NothingVaries,
    /// The numbers do not determine the model: columns depend on each other, or there are no more rows than unknowns.
    Undetermined,
    /// The iterations of the model fit did not settle.
    NotConverged,
    /// The watcher stopped the work.
    Stopped,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew { what, have, need } => write!(f, "too few {what}: {have}, the method needs {need}"),
            Self::TooLarge { what, have, most } => write!(f, "too many {what}: {have}, at most {most} are accepted"),
            Self::BadValue { column, row } => write!(f, "column {column}, row {row}: not a number the method can use"),
            Self::BadParameter { name, must } => write!(f, "{name} must be {must}"),
            Self::LengthsDiffer { column, have, need } => write!(f, "column {column} has {have} rows where the others have {need}"),
            Self::Undefined(what) => write!(f, "not defined for these numbers: {what}"),
            Self::NothingVaries => f.write_str("all values are equal"),
            Self::Undetermined => f.write_str("the numbers do not determine the model"),
            Self::NotConverged => f.write_str("the model fit did not settle"),
            Self::Stopped => f.write_str("stopped on request"),
        }
    }
}

impl std::error::Error for Refusal {}

/// Every value as it must be.
fn each(column: &'static str, values: &[f64], is_right: impl Fn(f64) -> bool) -> Result<(), Refusal> {
    match values.iter().position(|v| !is_right(*v)) {
        Some(row) => Err(Refusal::BadValue { column, row }),
        None => Ok(()),
    }
}

/// Every value finite and not negative.
pub(crate) fn counts(column: &'static str, values: &[f64]) -> Result<(), Refusal> {
    each(column, values, |v| v.is_finite() && v >= 0.0)
}

/// Every value that is known finite and not negative; NaN is a step of time without a value.
pub(crate) fn known_counts(column: &'static str, values: &[f64]) -> Result<(), Refusal> {
    each(column, values, |v| v.is_nan() || (v.is_finite() && v >= 0.0))
}

/// Every value finite and above 0.
pub(crate) fn positive(column: &'static str, values: &[f64]) -> Result<(), Refusal> {
    each(column, values, |v| v.is_finite() && v > 0.0)
}

/// Every value that is known finite and above 0; NaN is a step of time without a value.
pub(crate) fn known_positive(column: &'static str, values: &[f64]) -> Result<(), Refusal> {
    each(column, values, |v| v.is_nan() || (v.is_finite() && v > 0.0))
}

/// A column as long as the others.
pub(crate) fn length(column: &'static str, have: usize, need: usize) -> Result<(), Refusal> {
    if have == need { Ok(()) } else { Err(Refusal::LengthsDiffer { column, have, need }) }
}

/// Enough of something.
pub(crate) fn enough(what: &'static str, have: usize, need: usize) -> Result<(), Refusal> {
    if have >= need { Ok(()) } else { Err(Refusal::TooFew { what, have, need }) }
}

/// A finite number above 0.
pub(crate) fn above_zero(name: &'static str, value: f64) -> Result<(), Refusal> {
    if value > 0.0 && value.is_finite() { Ok(()) } else { Err(Refusal::BadParameter { name, must: "positive" }) }
}

/// Four finite edges, west and south of east and north.
pub(crate) fn bounds([min_x, min_y, max_x, max_y]: [f64; 4]) -> Result<(), Refusal> {
    if [min_x, min_y, max_x, max_y].iter().all(|b| b.is_finite()) && min_x < max_x && min_y < max_y {
        Ok(())
    } else {
        Err(Refusal::BadParameter { name: "bounds", must: "west, south, east and north of an area" })
    }
}

/// A probability strictly between 0 and 1.
pub(crate) fn share(name: &'static str, value: f64) -> Result<(), Refusal> {
    if value > 0.0 && value < 1.0 { Ok(()) } else { Err(Refusal::BadParameter { name, must: "between 0 and 1" }) }
}
