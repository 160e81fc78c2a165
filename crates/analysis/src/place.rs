//! In which area, in which square, and how densely does it happen? Coordinates are metres in a projected system (SWEREF 99 TM: x east, y north);
//! [`Areas`] works in any plane, degrees too.

mod areas;
mod density;
mod squares;

pub use areas::{Areas, Shape};
pub use density::{FEWEST_FOR_DENSITY, Grid, MOST_CELLS, density};
pub use squares::{Square, squares};
