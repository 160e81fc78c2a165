//! What is said of places: squares, tops of a surface, and places followed through the weeks. Never a single position.

use crate::pictures::findings::SpotLife;
use crate::week::Week;

/// Most squares of a map that are told one by one.
pub const MOST_SQUARES: usize = 20;

/// A square of a grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Square {
    /// Western and southern edge, SWEREF 99 TM metres.
    pub corner: [i64; 2],
    /// Middle, WGS 84 longitude and latitude.
    pub middle: [f64; 2],
    /// Name that at least a third of its incidents carry.
    pub place: Option<String>,
    /// Name of the district that most of its incidents are in.
    pub district: Option<String>,
    /// Incidents.
    pub count: u64,
}

/// How few squares hold how much.
#[derive(Clone, Debug, PartialEq)]
pub struct Concentrated {
    /// Incidents with a position.
    pub placed: u64,
    /// Squares with any.
    pub used: u64,
    /// Squares on the ground of the districts asked about; `None` without boundaries.
    pub ground: Option<u64>,
    /// Fewest squares that hold 25, 50 and 80 %.
    pub holding: [u64; 3],
    /// Share in the twentieth of the used squares that hold most.
    pub in_top: f64,
    /// Gini coefficient over the ground, generalised for few incidents; `None` without boundaries.
    pub gini: Option<f64>,
    /// The squares with most, most first.
    pub squares: Vec<Square>,
}

/// Squares with more than expected.
#[derive(Clone, Debug, PartialEq)]
pub struct HotSquares {
    /// Incidents with a position.
    pub placed: u64,
    /// Squares that were looked at: those with incidents and those beside them.
    pub tested: u64,
    /// How many of them are empty.
    pub empty: u64,
    /// How often their numbers were thrown about.
    pub permutations: u32,
    /// How many are hot with their neighbours, also against chance.
    pub hot: u64,
    /// How many more are so by the normal distribution alone, which is bold where most are empty.
    pub doubtful: u64,
    /// The hottest: those that are so against chance first, and of each kind the hottest first.
    pub squares: Vec<HotSquare>,
}

/// A square with more than expected.
#[derive(Clone, Debug, PartialEq)]
pub struct HotSquare {
    /// The square.
    pub square: Square,
    /// Incidents in it and the eight around it.
    pub around: u64,
    /// Standard deviations above what the mean leads to expect (Gi*).
    pub z: f64,
    /// How often its neighbours have as many when all other squares' numbers are thrown about.
    pub p: f64,
    /// Share of squares as far out as this that are chance.
    pub q: f64,
    /// Whether it is so against chance, and not by the normal distribution alone.
    pub sure: bool,
}

/// Places followed through stages.
#[derive(Clone, Debug, PartialEq)]
pub struct Followed {
    /// Incidents with a position in the stages.
    pub placed: u64,
    /// First and last week of each stage, oldest first.
    pub stages: Vec<(Week, Week)>,
    /// Incidents close to one of them that make a place.
    pub fewest: u64,
    /// How many places were found; the first of them are told.
    pub found: u64,
    /// Places, new ones first and those that have long been gone last.
    pub places: Vec<SpotLife>,
}

/// How densely it happens.
#[derive(Clone, Debug, PartialEq)]
pub struct Dense {
    /// Incidents with a position.
    pub placed: u64,
    /// Different positions that they have.
    pub positions: u64,
    /// Share of them on positions that at least five have.
    pub shared: f64,
    /// Radius of the kernel, metres.
    pub bandwidth: u32,
    /// The surface.
    pub surface: Surface,
    /// Its tops, highest first.
    pub tops: Vec<Top>,
    /// What a surface of the weeks before would have said of the last ones; `None` with too few weeks or incidents.
    pub after: Option<Hindsight>,
}

/// Incidents per square kilometre and week on square cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Surface {
    /// Western and southern edge, SWEREF 99 TM metres.
    pub corner: [f64; 2],
    /// Side of a cell, metres.
    pub cell: f64,
    /// Cells in a row.
    pub columns: usize,
    /// Value of each cell, row by row from the south-west; no number outside the districts asked about.
    pub values: Vec<f64>,
    /// Boundaries of the districts, metres from the corner, to be drawn over it.
    pub borders: Vec<Vec<[f64; 2]>>,
}

/// A top of a surface.
#[derive(Clone, Debug, PartialEq)]
pub struct Top {
    /// Name that at least a third of the incidents within the bandwidth carry.
    pub place: Option<String>,
    /// Name of the district that most of them are in.
    pub district: Option<String>,
    /// Incidents within the bandwidth.
    pub count: u64,
    /// Incidents per square kilometre and week.
    pub density: f64,
    /// Western and southern edge of the square of 250 metres that it lies in.
    pub corner: [i64; 2],
}

/// How well where it was densest held for the weeks that followed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hindsight {
    /// First of the weeks that followed.
    pub from: Week,
    /// Last of them.
    pub to: Week,
    /// Incidents in those weeks.
    pub incidents: u64,
    /// Share of them in the densest twentieth of the ground.
    pub share: f64,
    /// The same against that twentieth (predictive accuracy index): 1 is no better than chance.
    pub pai: f64,
    /// That against the best choice of as much ground; 1 is perfect.
    pub pei: f64,
}
