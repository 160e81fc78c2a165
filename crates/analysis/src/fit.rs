//! What several methods stand on: distributions and the fit of Poisson regressions. Not a part of the public interface.

pub(crate) mod distributions;
pub(crate) mod matrix;
pub(crate) mod poisson;
