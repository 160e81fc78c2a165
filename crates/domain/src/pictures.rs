//! The week's situational picture (*lägesbild*): its content, its states, what may follow what.

pub mod finding;
pub mod findings;
mod judgement;
mod proposals;
mod state;

pub use findings::Findings;
pub use judgement::{JudgedAction, JudgedArea, Judgement};
pub use proposals::{About, Proposal, WEEKS_IN_ROW, proposals};
pub use state::{Edition, NotAllowedNow, PictureState, Publication, Step};

use crate::categories::Category;
use crate::districts::DistrictCode;
use crate::incidents::{ComingEvent, FeedEvent};
use crate::reports::Reported;
use crate::tenants::TenantCode;
use crate::week::Week;
use crate::words::Words;
use crate::workbook::Citation;
use jiff::Timestamp;

/// How many weeks, ending with the picture's own, the map, pulse and hot spots are built on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Span {
    /// The week alone.
    #[default]
    Week,
    /// The last four weeks.
    FourWeeks,
    /// The last twelve weeks.
    TwelveWeeks,
}

impl Span {
    /// Every span in shown order.
    pub const ALL: &'static [Span] = &[Span::Week, Span::FourWeeks, Span::TwelveWeeks];

    /// Number of weeks.
    pub fn weeks(self) -> i32 {
        match self {
            Span::Week => 1,
            Span::FourWeeks => 4,
            Span::TwelveWeeks => 12,
        }
    }

    /// The span of so many weeks, as written in an address.
    pub fn from_weeks(weeks: u32) -> Option<Self> {
        Span::ALL.iter().copied().find(|s| s.weeks().unsigned_abs() == weeks)
    }
}

/// What part of the material a picture is asked for. Empty means all.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct PictureFilter {
    /// Only this district.
    pub district: Option<DistrictCode>,
    /// Only this category.
    pub category: Option<Category>,
    /// Only rows from the sender of this name.
    pub source: Option<String>,
    /// Only incidents whose reports say this. For authorities: few reports lie behind each count.
    pub reported: Reported,
    /// Weeks behind map, pulse and hot spots.
    pub span: Span,
}

impl PictureFilter {
    /// Whether the picture is of all the material, over whatever span.
    pub fn is_whole(&self) -> bool {
        *self == Self { span: self.span, ..Self::default() }
    }

    /// Whether whatever was reported is counted in it, so that nothing in it means that nothing was reported.
    pub fn counts_every_report(&self) -> bool {
        self.category.is_none() && self.source.is_none() && self.reported.is_any()
    }

    /// What an address says of it: names and values, without what is at its default.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = self.part();
        if self.span != Span::default() {
            pairs.push(("span", self.span.weeks().to_string()));
        }
        pairs
    }

    /// The same without the span.
    pub(crate) fn part(&self) -> Vec<(&'static str, String)> {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        pairs.extend(self.district.as_ref().map(|d| ("district", d.to_string())));
        pairs.extend(self.category.map(|c| ("category", c.to_string())));
        pairs.extend(self.source.as_ref().map(|s| ("source", s.clone())));
        pairs.extend(self.reported.sureness.map(|s| ("certainty", s.key().to_owned())));
        pairs.extend(self.reported.police.map(|p| ("police_reported", p.key().to_owned())));
        pairs
    }
}

/// Direction of a count against what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// Nothing in the comparison period, more now than chance gives.
    New,
    /// More than the expected interval, and more than chance gives among so many rows.
    Grown,
    /// Not told from chance: inside the expected interval, or outside it as some of many rows are.
    Unchanged,
    /// Fewer than the expected interval and than chance gives among so many rows, but some.
    Shrunk,
    /// Nothing now, fewer than chance gives.
    Gone,
    /// Cannot be told: too little material.
    Unknown,
}

impl Change {
    /// Stable key: message ids, JSON and style classes.
    pub fn key(self) -> &'static str {
        match self {
            Change::New => "new",
            Change::Grown => "grown",
            Change::Unchanged => "unchanged",
            Change::Shrunk => "shrunk",
            Change::Gone => "gone",
            Change::Unknown => "unknown",
        }
    }
}

/// How sure a statement about change is, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// Would happen by chance less than once in a hundred weeks; of the rows of a table that are
    /// called so, at most one in a hundred is chance.
    Clear,
    /// Would happen by chance less than once in twenty weeks; of the rows of a table that are told
    /// from chance, at most one in twenty is not.
    Probable,
    /// Within what chance gives.
    WithinChance,
    /// Too little material to say.
    CannotTell,
}

impl Certainty {
    /// Stable key: message ids and JSON.
    pub fn key(self) -> &'static str {
        match self {
            Certainty::Clear => "clear",
            Certainty::Probable => "probable",
            Certainty::WithinChance => "within-chance",
            Certainty::CannotTell => "cannot-tell",
        }
    }
}

/// What a count is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Against {
    /// Mean of the four weeks before.
    FourWeeks,
    /// Mean of the twelve weeks before.
    TwelveWeeks,
    /// The same ISO week last year.
    LastYear,
}

impl Against {
    /// Stable key: message ids and JSON.
    pub fn key(self) -> &'static str {
        match self {
            Against::FourWeeks => "four-weeks",
            Against::TwelveWeeks => "twelve-weeks",
            Against::LastYear => "last-year",
        }
    }
}

/// What a week's count would be if nothing had changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// Mean of the comparison weeks.
    pub mean: f64,
    /// Lower end of the 95 % interval for one week, incidents.
    pub low: f64,
    /// Upper end of the 95 % interval for one week, incidents.
    pub high: f64,
}

/// A count compared with a comparison period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// Comparison period.
    pub against: Against,
    /// Comparison weeks that had material.
    pub weeks: u32,
    /// Expected count and interval; `None` when there is too little material.
    pub expected: Option<Expected>,
    /// Direction.
    pub change: Change,
    /// How sure.
    pub certainty: Certainty,
}

/// A circle on the ground in which incidents were counted, made of the squares of a grid. Its middle is the middle of a square, never the
/// position of an incident.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    /// Middle, SWEREF 99 TM easting and northing.
    pub middle: [f64; 2],
    /// Radius, metres.
    pub radius: f64,
    /// Side of the grid's squares, metres.
    pub side: f64,
}

impl Circle {
    /// Whether a position was counted in it: the middle of its square is at most a radius away.
    pub fn holds(&self, position: [f64; 2]) -> bool {
        let [dx, dy] = [0, 1].map(|i| ((position[i] / self.side).floor() + 0.5) * self.side - self.middle[i]);
        dx.hypot(dy) <= self.radius + 1e-6
    }
}

/// What stands out, for the sentences under the headline: a category in a district, over the whole town, or at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Notable {
    /// District; `None` over the town, and for rows without one.
    pub district: Option<DistrictCode>,
    /// Name of the district.
    pub district_name: Option<String>,
    /// Whether it is the category over the whole town.
    pub town: bool,
    /// The place that it is about, when it is that and not the district's count.
    pub place: Option<String>,
    /// The circle that was counted in, when it is about a place. Versions from before findings had pages do not have it.
    pub circle: Option<Circle>,
    /// Category; of several together the most common.
    pub category: Category,
    /// Whether the count is of several categories together.
    pub mixed: bool,
    /// Count of the weeks.
    pub count: u64,
    /// How many weeks it is of, the picture's own the last.
    pub weeks: u32,
    /// Expected count, who reported held equal.
    pub expected: Expected,
    /// Direction.
    pub change: Change,
    /// How sure, after control for the number of questions asked. [`Certainty::CannotTell`] when it is more, or fewer, in plain
    /// counts but may be only that other sources, or more or fewer of them, have reported.
    pub certainty: Certainty,
}

/// One week of the series behind the trend chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekCount {
    /// The week.
    pub week: Week,
    /// Incidents; `None` before the first week with material.
    pub count: Option<u64>,
}

/// One district of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct DistrictRow {
    /// Publisher's code; `None` for incidents that carry no district.
    pub code: Option<DistrictCode>,
    /// Name as shown; empty for incidents that carry no district.
    pub name: String,
    /// Incidents this week.
    pub count: u64,
    /// Expected from the last twelve weeks.
    pub expected: Option<Expected>,
    /// Direction.
    pub change: Change,
    /// How sure.
    pub certainty: Certainty,
    /// Incidents per category of [`Picture::categories`], same order.
    pub by_category: Vec<u64>,
    /// The last 12 weeks' counts, oldest first, ending with this week.
    pub recent: Vec<u64>,
}

/// One category of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct CategoryRow {
    /// Category.
    pub category: Category,
    /// Incidents this week.
    pub count: u64,
    /// Expected from the last twelve weeks.
    pub expected: Option<Expected>,
    /// Direction.
    pub change: Change,
    /// How sure.
    pub certainty: Certainty,
}

/// A place where incidents gather.
#[derive(Clone, Debug, PartialEq)]
pub struct Hotspot {
    /// Named place or street; `None` when only the district is known.
    pub place: Option<String>,
    /// District it lies in.
    pub district: Option<DistrictCode>,
    /// Name of the district.
    pub district_name: Option<String>,
    /// Incidents in the span.
    pub count: u64,
    /// Expected in the span from the place's own earlier weeks, when they can tell.
    pub expected: Option<Expected>,
    /// Direction against the weeks before the span.
    pub change: Change,
    /// Consecutive weeks with at least one incident, ending with this week.
    pub weeks_in_row: u32,
    /// Categories, most common first.
    pub categories: Vec<(Category, u64)>,
    /// Days and hours that hold most of it, when the times are certain enough.
    pub hours: Option<HourBand>,
}

/// A band of weekdays and hours, local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HourBand {
    /// Weekdays with most incidents: bit 0 is Monday.
    pub weekdays: u8,
    /// First hour, 0–23.
    pub from_hour: u8,
    /// Hour after the last, 1–24, or less than `from_hour` when the band passes midnight.
    pub to_hour: u8,
}

/// Hot spots over one span.
#[derive(Clone, Debug, PartialEq)]
pub struct Hotspots {
    /// The span.
    pub span: Span,
    /// Places, most incidents first.
    pub places: Vec<Hotspot>,
}

/// The 7×24 week pulse.
#[derive(Clone, Debug, PartialEq)]
pub struct Pulse {
    /// Aoristic weight per weekday (Monday first) and local hour; sums to `placed`.
    pub cells: [[f64; 24]; 7],
    /// Incidents with a usable time.
    pub placed: u64,
    /// Incidents whose possible time is longer than a day: spread thin, named in the text.
    pub vague: u64,
    /// Incidents left out because their possible time is longer than a week.
    pub left_out: u64,
}

/// Incidents gathered to squares of a grid: never a single position.
#[derive(Clone, Debug, PartialEq)]
pub struct MapGrid {
    /// Side of a square, metres.
    pub size: u32,
    /// Squares with at least one incident.
    pub squares: Vec<MapSquare>,
}

/// One square of a map grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapSquare {
    /// Middle of the square, WGS 84 longitude.
    pub lon: f64,
    /// Middle of the square, WGS 84 latitude.
    pub lat: f64,
    /// Incidents in the span.
    pub count: u64,
}

/// A smooth surface of density over the ground (quartic kernel), on a grid in SWEREF 99 TM.
#[derive(Clone, Debug, PartialEq)]
pub struct Density {
    /// Western edge, SWEREF 99 TM easting.
    pub west: f64,
    /// Southern edge, SWEREF 99 TM northing.
    pub south: f64,
    /// Side of a cell, metres.
    pub cell: f64,
    /// Columns, west to east.
    pub columns: u32,
    /// Rows, south to north.
    pub rows: u32,
    /// Incidents per square kilometre, row by row from the south-west.
    pub values: Vec<f32>,
    /// Kernel bandwidth, metres.
    pub bandwidth: f64,
}

/// What the map draws besides district outlines.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureMap {
    /// Incidents per district over the span: code and count.
    pub districts: Vec<(DistrictCode, u64)>,
    /// Grids from coarse to fine, one per zoom range.
    pub grids: Vec<MapGrid>,
    /// Density; `None` when too few incidents have a position.
    pub density: Option<Density>,
    /// Incidents of the span that have no position.
    pub without_position: u64,
}

/// One source of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// The sender's name.
    pub name: String,
    /// Incidents this week.
    pub count: u64,
    /// Mean per week over the last twelve, in hundredths; `None` before it has a week to compare with.
    pub usual_hundredths: Option<u64>,
    /// When something last came from it.
    pub last_delivery: Option<Timestamp>,
    /// Expected every week but nothing for this one.
    pub silent: bool,
    /// Nothing this week, and its people said so (*lugn vecka*).
    pub quiet: bool,
}

/// Incidents of earlier, already published weeks that came in after their picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LateWeek {
    /// The week that they happened in.
    pub week: Week,
    /// How many.
    pub count: u64,
}

/// Where a tenant is on the earth, for the map's first view: WGS 84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Western edge.
    pub west: f64,
    /// Southern edge.
    pub south: f64,
    /// Eastern edge.
    pub east: f64,
    /// Northern edge.
    pub north: f64,
}

/// The week's picture: everything that page, PDF, JSON and workbook show.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Whose picture.
    pub tenant: TenantCode,
    /// The authority's name.
    pub tenant_name: String,
    /// The week.
    pub week: Week,
    /// What part of the material.
    pub filter: PictureFilter,
    /// Name of the filtered district.
    pub filter_district_name: Option<String>,
    /// State of the week's work.
    pub state: PictureState,
    /// Which edition this is.
    pub edition: Edition,
    /// When it was computed, or published.
    pub at: Timestamp,
    /// Until when, when the week is still going on: comparisons use the same part of each week.
    pub so_far: Option<Timestamp>,
    /// Incidents in the week and filter.
    pub incident_count: u64,
    /// Of these: crime.
    pub crime_count: u64,
    /// Of these: unsafety.
    pub unsafety_count: u64,
    /// Direction of the whole, from the comparison with the last twelve weeks.
    pub change: Change,
    /// The comparisons of the key figures.
    pub comparisons: Vec<Comparison>,
    /// What stands out, most certain first; at most five.
    pub notable: Vec<Notable>,
    /// The last 53 weeks, oldest first, ending with this one.
    pub weekly: Vec<WeekCount>,
    /// Every district, in the order of the boundaries' file, then rows without district.
    pub districts: Vec<DistrictRow>,
    /// Categories with any incident in the last twelve weeks, in tree order.
    pub categories: Vec<CategoryRow>,
    /// Week pulse over the span.
    pub pulse: Pulse,
    /// Hot spots of the last four and twelve weeks.
    pub hotspots: Vec<Hotspots>,
    /// Map over the span.
    pub map: PictureMap,
    /// What is to come in the next two weeks.
    pub coming: Vec<ComingEvent>,
    /// The police's public feed of the week: context, not counted.
    pub context: Vec<FeedEvent>,
    /// What the week's meeting judged and decided.
    pub judgement: Judgement,
    /// Kept analyses that the picture refers to.
    pub citations: Vec<Citation>,
    /// The authority's own words for categories and levels, as they were.
    pub words: Words,
    /// Sources, with who is silent.
    pub sources: Vec<SourceRow>,
    /// Late rows of earlier weeks.
    pub late: Vec<LateWeek>,
    /// What the methods say beyond the counts.
    pub findings: Findings,
    /// SHA-256 over the rows and boundaries the picture was computed from, hexadecimal.
    pub digest: String,
}

impl Picture {
    /// Whether the picture says something of the meeting: what it judged and decided, or that a version was published without it.
    pub fn tells_judgement(&self) -> bool {
        !self.judgement.is_empty() || matches!(self.edition, Edition::Version(_))
    }
}
