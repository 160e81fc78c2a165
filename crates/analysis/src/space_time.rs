//! What happens near in both place and time? Places are metres in a projected system (SWEREF 99 TM), times are days, whole or not.

mod bands;
mod cylinders;
mod knox;
mod ladder;
mod layout;
mod life;
mod lines;
mod order;
mod repeats;
mod scan;
mod sieve;
mod strings;

pub use knox::{Bands, Cell, MOST_PAIRS, Metric, NearRepeat, knox};
pub use life::{LifeLine, Phase, Spot, Stage, Tolerance, life_lines};
pub use repeats::{Repeats, repeats};
pub use scan::{Cluster, Scan, scan};
pub use strings::{Reach, Series, Warning, series, warnings};
