//! In which area, in which square, and how densely does it happen? Coordinates are metres in a projected system (SWEREF 99 TM: x east, y north);
//! [`Areas`] works in any plane, degrees too.

mod areas;
mod clusters;
mod concentration;
mod convolution;
mod density;
mod hierarchy;
mod hot_spots;
mod kernel;
mod likeness;
mod neighbours;
mod squares;

pub use areas::{Areas, Shape};
pub use clusters::{Clusters, dbscan};
pub use concentration::{Concentration, concentration};
pub use density::{FEWEST_FOR_DENSITY, Grid, MOST_CELLS, density};
pub use hierarchy::{Hierarchy, MOST_IN_HIERARCHY, Spots, hdbscan};
pub use hot_spots::{Heat, gi_star, gi_star_on_grid};
pub use kernel::{Edge, Kernel, Smoothing, Way, surface};
pub use likeness::{Chance, Global, Likeness, Local, Quadrant, Weights, local_moran, moran};
pub use neighbours::{Contact, Neighbours};
pub use squares::{Square, squares};
