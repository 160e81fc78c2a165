//! District boundaries.
