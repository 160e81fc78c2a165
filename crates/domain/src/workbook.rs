//! The analyst's workbook: what can be asked of the material, what comes out, and what has been kept of it under a name.
//!
//! A question is a list of names and values: the same in an address, in a kept result and in a file.

mod places;
mod question;

pub use places::{Concentrated, Dense, Followed, Hindsight, HotSquare, HotSquares, MOST_SQUARES, Square, Surface, Top};
pub use question::{BANDWIDTHS, CELLS, DAYS, LONGEST_WEEKS, METRES, NEAR_WEEKS, Question, SIDES, Technique};

use crate::ids::{AccountId, ResultId};
use crate::methods::Method;
use crate::pictures::findings::WeekBand;
use crate::pictures::{Certainty, Change, Pulse};
use crate::week::Week;
use crate::words::Words;
use jiff::Timestamp;

/// Longest name of a kept analysis, characters.
pub const LONGEST_NAME: usize = 80;

/// A question with its answer, and what makes it possible to check.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// What was asked.
    pub question: Question,
    /// Name of the asked district.
    pub district_name: Option<String>,
    /// The authority's own words for categories.
    pub words: Words,
    /// State of the store that was asked: audit sequence number.
    pub as_of: i64,
    /// What came out.
    pub answer: Answer,
    /// Digest of what went in.
    pub input_digest: String,
    /// What came out as JSON text, with every digit.
    pub output: String,
    /// Digest of that text.
    pub output_digest: String,
    /// Version of the analyses.
    pub version: String,
}

/// What came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Incidents in the selection.
    pub incidents: u64,
    /// What the method says of them.
    pub outcome: Outcome,
}

/// What a method says.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Each week with its band, oldest first.
    Trend(Vec<TrendRow>),
    /// Two periods against each other.
    Periods(Compared),
    /// Weekday and hour.
    Pulse(Box<Pulse>),
    /// Pairs near in place and time.
    NearRepeat(NearTable),
    /// How few squares hold how much.
    Concentration(Concentrated),
    /// Squares with more than their surroundings lead to expect.
    HotSquares(HotSquares),
    /// How densely it happens.
    Dense(Box<Dense>),
    /// Places through the weeks.
    Followed(Followed),
    /// It cannot be told.
    Cannot(Cannot),
}

impl Outcome {
    /// Whether there is a figure of it: pairs of bands are a table, and what cannot be told is words.
    pub fn is_drawn(&self) -> bool {
        match self {
            Outcome::Trend(_) | Outcome::Periods(_) | Outcome::Pulse(_) | Outcome::Dense(_) => true,
            Outcome::Concentration(found) => !found.squares.is_empty(),
            Outcome::HotSquares(found) => !found.squares.is_empty(),
            Outcome::Followed(found) => !found.places.is_empty(),
            Outcome::NearRepeat(_) | Outcome::Cannot(_) => false,
        }
    }
}

/// Why it cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cannot {
    /// There is nothing in the selection.
    Nothing,
    /// The material begins first in this week.
    Before(Week),
    /// Fewer incidents that the method can use than it needs.
    TooFew {
        /// How many there are.
        have: u64,
        /// How many are needed.
        need: u64,
    },
    /// More than is computed at once.
    TooMany {
        /// How many there are.
        have: u64,
        /// The most.
        most: u64,
    },
    /// The places lie too far apart for squares of that size.
    TooWide,
    /// So many incidents have the same position that a surface would show how positions are coded.
    Coded {
        /// Different positions.
        positions: u64,
        /// Of hundred incidents, those on the commonest position.
        percent: u64,
    },
    /// Everything is alike, or the numbers do not say.
    Undecided,
}

/// A week of the trend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrendRow {
    /// Week.
    pub week: Week,
    /// Incidents; `None` before there is material.
    pub count: Option<u64>,
    /// What it was expected to hold.
    pub band: WeekBand,
}

/// A period and what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// First week.
    pub from: Week,
    /// Last week.
    pub to: Week,
    /// Incidents.
    pub count: u64,
}

impl Counted {
    /// How many weeks.
    pub fn weeks(&self) -> u32 {
        self.to.since(self.from).unsigned_abs() + 1
    }

    /// Incidents a week.
    #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
    pub fn rate(&self) -> f64 {
        self.count as f64 / f64::from(self.weeks())
    }
}

/// Two periods against each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// The period asked about.
    pub asked: Counted,
    /// The one that it is compared with.
    pub against: Counted,
    /// 95 % interval of incidents a week: of the period asked about, and of the other.
    pub rates: [[f64; 2]; 2],
    /// How many times the rate of the other, with its 95 % interval; `None` when either period is without incidents.
    pub ratio: Option<[f64; 3]>,
    /// How often chance alone gives as large a difference.
    pub p: f64,
    /// How many times more the weeks vary than chance gives; 1 when not more, or when too few to tell.
    pub spread: f64,
    /// Which way.
    pub change: Change,
    /// How sure.
    pub certainty: Certainty,
}

/// The near-repeat table.
#[derive(Clone, Debug, PartialEq)]
pub struct NearTable {
    /// Incidents that were used: with a position and a day, several of one day at one place as one.
    pub events: u64,
    /// Bands of distance through bands of time.
    pub bands: Vec<NearBand>,
}

/// One band of distance and one of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearBand {
    /// From and up to, metres.
    pub metres: [u32; 2],
    /// From and up to, days.
    pub days: [u32; 2],
    /// Pairs.
    pub pairs: u64,
    /// Pairs that chance gives.
    pub expected: f64,
    /// How many times as many; `None` when none are expected.
    pub ratio: Option<f64>,
    /// How often chance gives as many.
    pub p: f64,
    /// The same compared with all bands of the table.
    pub q: f64,
}

/// An analysis kept under a name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedAnalysis {
    /// The kept result.
    pub id: ResultId,
    /// What it is called.
    pub name: String,
    /// How it was computed.
    pub method: Method,
    /// Who kept it: account.
    pub account: Option<AccountId>,
    /// Who kept it: title.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What it said when it was kept, in Swedish and English.
    pub said: Sentence,
}

/// What an analysis says, in each language.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Sentence {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

/// A kept analysis that a week's picture refers to: its name, what it said and how it can be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The kept result.
    pub result: ResultId,
    /// What it is called.
    pub name: String,
    /// How it was computed.
    pub method: Method,
    /// What it said.
    pub said: Sentence,
    /// When it was kept.
    pub at: Timestamp,
    /// Digest of what came out.
    pub digest: String,
}
