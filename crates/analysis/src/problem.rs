//! Help with a problem that a group works on: what dominates it, what it goes together with, and how long it has lasted.

mod co_occurrence;
mod dominance;
mod recurrence;

pub use co_occurrence::{CoOccurrence, co_occurrence};
pub use dominance::{Dominant, dominant};
pub use recurrence::{Recurrence, recurrence};
