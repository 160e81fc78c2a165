//! Results that are kept with their question, so that they can be computed anew and compared with what was said.

use crate::ids::{ActionId, ResultId};
use crate::methods::Method;
use jiff::Timestamp;

/// A kept result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredResult {
    /// Identity.
    pub id: ResultId,
    /// When it was kept.
    pub at: Timestamp,
    /// By whom: title.
    pub by: String,
    /// How it was computed.
    pub method: Method,
    /// The action that it is about; `None` for an analysis of the workbook, which has its name of its own.
    pub action: Option<ActionId>,
    /// Version of the analyses that computed it.
    pub analysis: String,
    /// Parameters and selection as JSON text.
    pub question: String,
    /// Audit sequence number of the state that was asked.
    pub as_of: i64,
    /// Digest of what went in.
    pub input_digest: String,
    /// What came out as JSON text.
    pub output: String,
    /// Digest of what came out.
    pub output_digest: String,
}

/// A result computed anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recomputed {
    /// As it was kept.
    pub kept: StoredResult,
    /// Digest of what goes in now.
    pub input_digest: String,
    /// What comes out now.
    pub output: String,
    /// Its digest.
    pub output_digest: String,
    /// Version of the analyses that computed it now.
    pub analysis: String,
}

impl Recomputed {
    /// Whether both what goes in and what comes out are as they were.
    pub fn is_equal(&self) -> bool {
        self.input_digest == self.kept.input_digest && self.output_digest == self.kept.output_digest
    }
}
