//! When does it happen: at what hours of the week, with what season, and is this week beyond what earlier ones let us expect?
//!
//! Hours: [`aoristic()`], [`band()`], and on a zone's clock [`aoristic_zoned`]. Baselines and alarms: [`farrington`], [`ears()`]. Trend and season: [`stl()`],
//! [`seasonality`]. Level shifts: [`change_points`]. Who reported: [`reporting`].

mod aoristic;
mod band;
mod change_point;
mod ears;
pub mod farrington;
pub mod reporting;
mod season;
mod stl;
mod zoned;

pub use aoristic::{Pulse, WEEK, aoristic, aoristic_weighted};
pub use band::{Band, band};
pub use change_point::{ChangeOptions, ChangePoint, change_points};
pub use ears::{Ears, EarsOptions, EarsWeek, ears};
pub(crate) use season::waves;
pub use season::{Seasonality, seasonality};
pub use stl::{Components, Season, Smoother, Stl, stl};
pub use zoned::{Clock, Lengths, LongSpans, Unit, ZonedOptions, ZonedPulse, aoristic_zoned};
