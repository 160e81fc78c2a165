//! `samsyn analyse METHOD FILE.csv`: the analyses on a table of one's own, without server, store or configuration. A file for each group of
//! methods; what they share is how a table is read ([`table`]), how an answer is written ([`answer`]) and who watches ([`progress`]).

pub mod answer;
pub mod counted;
pub mod density;
pub mod drawn;
pub mod hours;
pub mod likeness;
pub mod near_repeat;
pub mod progress;
pub mod refused;
pub mod remarks;
pub mod repeated;
pub mod series;
pub mod spots;
pub mod table;
pub mod thousands;
pub mod timeline;
pub mod times;
pub mod treated;
pub mod trend;
pub mod unusable;

use crate::outcome::{Exit, Trouble};
use clap::Subcommand;
use messages::Lang;

/// What an answer can be written as.
pub const FORMS: &str = "\
Every method writes csv, or JSON with its parameters and remarks (--json), to standard output or to a file (--out FILE.json).
Places as GeoJSON (--geojson): dbscan, gistar, hdbscan, kde, lifelines, moran, scan, series.
A figure beside the answer (--svg FILE): aoristic, changes, dbscan, ears, farrington, gistar, hdbscan, its, kde, knox, lifelines, moran, scan, series, stl.
Tables are csv with comma, semicolon or tab (UTF-8, UTF-16 or Windows-1252), packed csv or Excel workbooks; a decimal comma may stand where columns are not parted by commas.
Times are 2026-01-31, 20260131, 2026-01-31 14:30, dates as Swedes write them (31.1.2026, 31 jan 2026), weeks as 2026-W05 or 202605, or plain numbers of days: one kind in a column.
A row that cannot be used is named with its line and the exit code is 4; in a series it keeps its place and is not known.
A bar shows how far the long ones have come, when standard error is a terminal.";

/// An analysis.
#[derive(Debug, Subcommand)]
pub enum Method {
    /// Aoristic weights: at what hours, when only a span is known.
    Aoristic(hours::Aoristic),
    /// From which steps on a series has another level.
    ///
    /// A row without a value keeps its place and says nothing of the level.
    Changes(trend::Changes),
    /// How few places hold how much.
    Concentration(spots::Concentrated),
    /// Clusters of points.
    Dbscan(density::Dbscan),
    /// EARS C1, C2 or C3: bounds from the last weeks.
    ///
    /// A week without a count silences the bounds that rest on it, as in R. Options may be spelled as R's earsC does (--minSigma).
    Ears(series::EarsOf),
    /// Two Poisson counts held against each other, row by row.
    Etest(counted::Etest),
    /// Farrington's weekly bounds, flexible or original.
    ///
    /// A week without a count is not used, as in R. Options may be spelled as R's farringtonFlexible does (--noPeriods, --thresholdMethod …).
    Farrington(Box<series::Farrington>),
    /// Getis and Ord's Gi*: where high values are gathered.
    Gistar(likeness::GiStar),
    /// Concentration over places.
    Gini(counted::Gini),
    /// Clusters of points of different density.
    Hdbscan(spots::Hdbscan),
    /// Interrupted time series.
    ///
    /// A row without a count keeps its place in time and takes no part.
    Its(treated::Its),
    /// Kernel density: a surface of incidents per square kilometre.
    ///
    /// Fewer than 20 points are drawn too, with a remark: each is then a hill of its own and points at a single event.
    Kde(density::Kde),
    /// Near repeat: Knox's test over bands of distance and time.
    Knox(near_repeat::Knox),
    /// Hot spots from week to week: new, growing, stable, shrinking, moving, gone.
    Lifelines(spots::LifeLines),
    /// Moran's I, Geary's C and local Moran: are places like those beside them?
    Moran(likeness::Moran),
    /// Repeats at the same place, and how soon they come.
    Repeats(repeated::Repeats),
    /// Space-time permutation scan: where and when more comes together than chance explains.
    Scan(near_repeat::ScanFor),
    /// Andresen's S: did the pattern over areas change?
    SIndex(counted::SIndexOf),
    /// Series of events that follow each other closely in place and time.
    Series(repeated::Strings),
    /// Trend, season and rest of a series.
    ///
    /// Every step must have a value.
    Stl(trend::StlOf),
    /// Weighted displacement difference.
    Wdd(treated::Wdd),
    /// Weighted displacement quotient.
    Wdq(treated::Wdq),
}

/// A negative number after an option is its value, to be refused as such, and no option of its own.
pub fn with_negative_numbers(command: clap::Command) -> clap::Command {
    command.mut_subcommands(|method| {
        method.mut_args(|option| if option.get_action().takes_values() { option.allow_negative_numbers(true) } else { option })
    })
}

/// Runs an analysis and writes its answer.
pub fn run(method: &Method, lang: Lang) -> Result<Exit, Trouble> {
    match method {
        Method::Aoristic(aoristic) => hours::aoristic(aoristic, lang),
        Method::Changes(changes) => trend::changes(changes, lang),
        Method::Concentration(concentrated) => spots::concentration(concentrated, lang),
        Method::Dbscan(dbscan) => density::dbscan(dbscan, lang),
        Method::Ears(ears) => series::ears(ears, lang),
        Method::Etest(etest) => counted::etest(etest, lang),
        Method::Farrington(farrington) => series::farrington(farrington, lang),
        Method::Gini(gini) => counted::gini(gini, lang),
        Method::Gistar(gi_star) => likeness::gi_star(gi_star, lang),
        Method::Hdbscan(hdbscan) => spots::hdbscan(hdbscan, lang),
        Method::Its(its) => treated::its(its, lang),
        Method::Kde(kde) => density::kde(kde, lang),
        Method::Knox(knox) => near_repeat::knox(knox, lang),
        Method::Lifelines(lines) => spots::life(lines, lang),
        Method::Moran(moran) => likeness::moran(moran, lang),
        Method::Repeats(repeats) => repeated::repeats(repeats, lang),
        Method::Scan(scan) => near_repeat::scan(scan, lang),
        Method::SIndex(s) => counted::s_index(s, lang),
        Method::Series(strings) => repeated::series(strings, lang),
        Method::Stl(stl) => trend::stl(stl, lang),
        Method::Wdd(wdd) => treated::wdd(wdd, lang),
        Method::Wdq(wdq) => treated::wdq(wdq, lang),
    }
}
