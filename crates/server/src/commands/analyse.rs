//! `samsyn analyse METHOD FILE.csv`: the analyses on a table of one's own, without server, store or configuration. A file for each group of
//! methods; what they share is how a table is read ([`table`]), how an answer is written ([`answer`]) and who watches ([`progress`]).

pub mod answer;
pub mod density;
pub mod near_repeat;
pub mod progress;
pub mod remarks;
pub mod table;

use crate::outcome::{Exit, Trouble};
use clap::Subcommand;
use messages::Lang;

/// An analysis.
#[derive(Debug, Subcommand)]
pub enum Method {
    /// Kernel density: a surface of incidents per square kilometre.
    Kde(density::Kde),
    /// Near repeat: Knox's test over bands of distance and time.
    Knox(near_repeat::Knox),
    /// Space-time permutation scan: where and when more comes together than chance explains.
    Scan(near_repeat::ScanFor),
}

/// Runs an analysis and writes its answer.
pub fn run(method: &Method, lang: Lang) -> Result<Exit, Trouble> {
    match method {
        Method::Kde(kde) => density::kde(kde, lang),
        Method::Knox(knox) => near_repeat::knox(knox, lang),
        Method::Scan(scan) => near_repeat::scan(scan, lang),
    }
}
