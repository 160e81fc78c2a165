//! How the columns of a sender's lists are understood.

use std::collections::BTreeMap;

/// What a column of an incident file can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The sender's id of the row.
    RowId,
    /// Start as date and time in one cell.
    Start,
    /// Start date alone.
    StartDate,
    /// Start time alone (HHmm or HH:MM).
    StartTime,
    /// End as date and time in one cell.
    End,
    /// End date alone.
    EndDate,
    /// End time alone.
    EndTime,
    /// Crime code or category label.
    Code,
    /// District by name or code.
    District,
    /// Street or named place; house numbers are dropped.
    Place,
    /// WGS 84 latitude.
    Latitude,
    /// WGS 84 longitude.
    Longitude,
    /// SWEREF 99 TM northing (N).
    Northing,
    /// SWEREF 99 TM easting (E).
    Easting,
    /// How many incidents the row stands for.
    Count,
}

impl Field {
    /// Every field in the order a mapping form shows them.
    pub const ALL: &'static [Field] = &[
        Field::RowId,
        Field::Start,
        Field::StartDate,
        Field::StartTime,
        Field::End,
        Field::EndDate,
        Field::EndTime,
        Field::Code,
        Field::District,
        Field::Place,
        Field::Latitude,
        Field::Longitude,
        Field::Northing,
        Field::Easting,
        Field::Count,
    ];

    /// Stable key used in mapping files, forms and message ids.
    pub fn key(self) -> &'static str {
        match self {
            Field::RowId => "row_id",
            Field::Start => "start",
            Field::StartDate => "start_date",
            Field::StartTime => "start_time",
            Field::End => "end",
            Field::EndDate => "end_date",
            Field::EndTime => "end_time",
            Field::Code => "code",
            Field::District => "district",
            Field::Place => "place",
            Field::Latitude => "latitude",
            Field::Longitude => "longitude",
            Field::Northing => "northing",
            Field::Easting => "easting",
            Field::Count => "count",
        }
    }

    /// The field of a key.
    pub fn from_key(key: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|f| f.key() == key)
    }
}

/// How numeric dates such as `10/9/26` are to be read. ISO dates and real date cells are always
/// understood as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// `2026-10-09`, `20261009`, `9/10/2026` is refused as ambiguous.
    #[default]
    YearFirst,
    /// American: month/day/year.
    MonthFirst,
    /// day/month/year.
    DayFirst,
}

/// How one sender's columns are understood; saved and proposed again next week.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Mapping {
    /// Header text, as in the file but trimmed, for each field that the file has.
    pub columns: BTreeMap<Field, String>,
    /// How slash dates are read.
    pub dates: DateOrder,
}

impl Mapping {
    /// The mapping to save for a sender who has an earlier one: a list that leaves the order of day and month open says
    /// nothing about the sender's other lists.
    #[must_use]
    pub fn after(self, earlier: Option<&Mapping>) -> Self {
        match (self.dates, earlier) {
            (DateOrder::YearFirst, Some(earlier)) => Self { dates: earlier.dates, ..self },
            (DateOrder::YearFirst | DateOrder::MonthFirst | DateOrder::DayFirst, _) => self,
        }
    }
}
