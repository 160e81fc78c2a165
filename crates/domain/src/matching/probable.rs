//! Rows that may well be the same incident without being so for certain: what people are asked about.

use super::{Answers, DAY, MatchRow, both_differ, codes_differ, tells_a_day};

/// Rows that begin further apart than this, minutes, are only asked about when they share an id: one may tell the day alone, or a
/// span in which the other lies.
pub const REACH: i64 = DAY;

/// Starts so far apart, minutes, may be the same incident as two observers noted it.
const MINUTES_APART: i64 = 60;

/// Positions so far apart, metres, may be the same place.
const METRES_APART: f64 = 150.0;

/// Longer spans than this, minutes, overlap too much to say anything.
const LONGEST_SPAN: i64 = 12 * 60;

/// Why two rows may be the same incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The source's own id with other content: probably a correction.
    Correction,
    /// Same category and place at about the same time.
    TimeAndPlace,
    /// Same category at exactly the same time; what is known of the place does not speak against it.
    Time,
}

impl Likeness {
    /// Stable key: storage, JSON, and the message id `likeness-…`.
    pub fn key(self) -> &'static str {
        match self {
            Likeness::Correction => "correction",
            Likeness::TimeAndPlace => "time-and-place",
            Likeness::Time => "time",
        }
    }

    /// The likeness of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Correction, Self::TimeAndPlace, Self::Time].into_iter().find(|l| l.key() == key)
    }
}

/// A row with its position: SWEREF 99 TM easting and northing.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    /// The row.
    pub row: &'a MatchRow,
    /// Where.
    pub position: Option<[f64; 2]>,
}

/// Why two rows of different lists, which do not match certainly, may be the same incident. `None` when they hardly are, or when
/// somebody has answered.
pub fn probable(a: Placed<'_>, b: Placed<'_>, answers: &Answers) -> Option<Likeness> {
    let (x, y) = (a.row, b.row);
    if x.list == y.list || answers.of(x.identity, y.identity).is_some() {
        return None;
    }
    if x.identity.sender == y.identity.sender {
        match (&x.source_id, &y.source_id) {
            (Some(one), Some(other)) if one == other => return Some(Likeness::Correction),
            (Some(_), Some(_)) => return None,
            (Some(_) | None, None) | (None, Some(_)) if codes_differ(x, y) => return None,
            (Some(_) | None, None) | (None, Some(_)) => {}
        }
    }
    if x.category != y.category || x.count != y.count {
        return None;
    }
    let same_time = x.start == y.start && !both_differ(&x.end, &y.end);
    match whereabouts(a, b) {
        Nearness::Same if about_the_same_time(x, y) => Some(Likeness::TimeAndPlace),
        Nearness::Unknown if same_time => Some(Likeness::Time),
        Nearness::Same | Nearness::Unknown | Nearness::Other => None,
    }
}

fn about_the_same_time(x: &MatchRow, y: &MatchRow) -> bool {
    if tells_a_day(x) || tells_a_day(y) {
        return x.start.div_euclid(DAY) == y.start.div_euclid(DAY);
    }
    let near = (x.start - y.start).abs() <= MINUTES_APART;
    let end = |row: &MatchRow| row.end.unwrap_or(row.start);
    let short = |row: &MatchRow| end(row) - row.start <= LONGEST_SPAN;
    near || (short(x) && short(y) && x.start <= end(y) && y.start <= end(x))
}

enum Nearness {
    Same,
    Unknown,
    Other,
}

fn whereabouts(a: Placed<'_>, b: Placed<'_>) -> Nearness {
    let both = |one: &Option<String>, other: &Option<String>| one.as_ref().zip(other.as_ref()).map(|(one, other)| one == other);
    if let Some(([ax, ay], [bx, by])) = a.position.zip(b.position) {
        return if (ax - bx).hypot(ay - by) <= METRES_APART { Nearness::Same } else { Nearness::Other };
    }
    match (both(&a.row.place, &b.row.place), both(&a.row.district, &b.row.district)) {
        (Some(true), Some(true) | None) => Nearness::Same,
        (Some(false) | None, Some(true)) | (Some(false) | None, None) => Nearness::Unknown,
        (Some(_) | None, Some(false)) => Nearness::Other,
    }
}
