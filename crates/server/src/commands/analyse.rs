//! `samsyn analyse METHOD FILE.csv`: the analyses on a table of one's own, without server, store or configuration. A file for each group of
//! methods; what they share is how a table is read ([`table`]), how an answer is written ([`answer`]) and who watches ([`progress`]).

pub mod answer;
pub mod density;
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
}

/// Runs an analysis and writes its answer.
pub fn run(method: &Method, lang: Lang) -> Result<Exit, Trouble> {
    match method {
        Method::Kde(kde) => density::kde(kde, lang),
    }
}
