//! Statistics of the weekly picture: plain columns in, plain findings out.
//!
//! The crate knows nothing of incidents, districts, files or clocks. Modules are named by the question they answer:
//!
//! - [`counts`]: is this week's count more, or less, than what the weeks before let us expect?
//! - [`time`]: at what hours of the week does it happen, when the times themselves are uncertain? Is this week beyond what earlier ones let us expect?
//! - [`effect`]: did an action help?
//! - [`problem`]: what dominates a problem, what goes together with it, how long has it lasted?
//! - [`place`]: in which area, in which square, and how densely does it happen?
//! - [`space_time`]: what happens near in both place and time?
//! - [`weekly`]: all of it for one week: what stands out, and how sure is it?
//! - [`suppression`]: what of a table can be shown to everyone without telling of a few?
//!
//! Everything is `f64` or an integer, deterministic on any number of threads, and never panics on bad data. There is one style of answer: a method that may have none
//! gives a `Result` whose error is a [`Refusal`], the reason; one whose answer needs remarks (rows left out, many tests at once) gives them with it as a
//! [`Finding`] of [`Diagnostic`]s. Texts in both are English and for programmers; a program finds its own words by their variants. Each function documents its formula, units and published source; `tests/` holds
//! the comparisons with independently computed numbers.

#![deny(missing_docs)]

pub mod counts;
pub mod effect;
mod finding;
mod fit;
mod near;
pub mod place;
pub mod problem;
mod random;
mod refusal;
mod sets;
pub mod space_time;
pub mod suppression;
pub mod time;
mod watch;
pub mod weekly;

pub use finding::{Diagnostic, Finding};
pub use random::{Seed, Stream};
pub use refusal::Refusal;
pub use watch::{Unwatched, Watch};
