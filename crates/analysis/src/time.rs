//! At what hours of the week does it happen?

mod aoristic;
mod band;

pub use aoristic::{Pulse, WEEK, aoristic, aoristic_weighted};
pub use band::{Band, band};
