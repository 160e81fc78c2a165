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
    /// Same category and place on the same day, of which at least one of them tells no time.
    DayAndPlace,
    /// Alike in all that is compared but for the source's own id: the source may number the same case in two ways.
    OtherId,
    /// Two sources tell of the same category, district or place, and time, with different codes.
    OtherCode,
    /// Same category at exactly the same time; at least one of them does not tell the place.
    Time,
    /// Same category at exactly the same time, at places of different names that may lie in one district.
    TimeNotPlace,
}

impl Likeness {
    /// Stable key: storage, JSON, and the message id `likeness-…`.
    pub fn key(self) -> &'static str {
        match self {
            Likeness::Correction => "correction",
            Likeness::TimeAndPlace => "time-and-place",
            Likeness::DayAndPlace => "day-and-place",
            Likeness::OtherId => "other-id",
            Likeness::OtherCode => "other-code",
            Likeness::Time => "time",
            Likeness::TimeNotPlace => "time-not-place",
        }
    }

    /// The likeness of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        let all = [Self::Correction, Self::TimeAndPlace, Self::DayAndPlace, Self::OtherId, Self::OtherCode, Self::Time, Self::TimeNotPlace];
        all.into_iter().find(|l| l.key() == key)
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

/// Two incidents that somebody is to be asked about: why, and which row of each is the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatchQuestion {
    /// Why they may be the same.
    pub likeness: Likeness,
    /// The row of the one incident, as a position among its rows.
    pub first: usize,
    /// The row of the other.
    pub second: usize,
}

/// Why two incidents may be the same. Every row of the one is compared with every row of the other. `None` when they hardly are, when
/// one list tells both, for a list tells each incident once, or when somebody has answered about two of their rows.
pub fn question<'a>(
    a: impl Iterator<Item = Placed<'a>> + Clone,
    b: impl Iterator<Item = Placed<'a>> + Clone,
    answers: &Answers,
) -> Option<MatchQuestion> {
    let pairs = || a.clone().enumerate().flat_map(|one| b.clone().enumerate().map(move |other| (one, other)));
    let settled = |x: &MatchRow, y: &MatchRow| x.list == y.list || answers.of(x.identity, y.identity).is_some();
    if pairs().any(|((_, x), (_, y))| settled(x.row, y.row)) {
        return None;
    }
    let alike = pairs().filter_map(|((first, x), (second, y))| {
        let question = MatchQuestion { likeness: likeness(x, y)?, first, second };
        Some((question.likeness, (x.row.start - y.row.start).abs(), question))
    });
    alike.min_by_key(|(likeness, apart, _)| (*likeness, *apart)).map(|(.., question)| question)
}

/// Why two rows of different lists, which do not match certainly, may be the same incident.
fn likeness(a: Placed<'_>, b: Placed<'_>) -> Option<Likeness> {
    let (x, y) = (a.row, b.row);
    let one_source = x.identity.sender == y.identity.sender;
    if one_source && x.source_id.is_some() && x.source_id == y.source_id {
        return Some(Likeness::Correction);
    }
    if x.category != y.category || x.count != y.count {
        return None;
    }
    let same_time = x.start == y.start && !both_differ(&x.end, &y.end);
    if one_source && both_differ(&x.source_id, &y.source_id) {
        let same = same_time && matches!(whereabouts(a, b), Nearness::Same) && !codes_differ(x, y);
        return same.then_some(Likeness::OtherId);
    }
    if codes_differ(x, y) {
        if one_source {
            return None;
        }
        // Only the codes keep them from being one for certain.
        if same_time && agree_in_place(x, y) {
            return Some(Likeness::OtherCode);
        }
    }
    match whereabouts(a, b) {
        Nearness::Same if tells_a_day(x) || tells_a_day(y) => same_day(x, y).then_some(Likeness::DayAndPlace),
        Nearness::Same if about_the_same_time(x, y) => Some(Likeness::TimeAndPlace),
        Nearness::Unknown if same_time => Some(Likeness::Time),
        Nearness::OtherName if same_time => Some(Likeness::TimeNotPlace),
        Nearness::Same | Nearness::Unknown | Nearness::OtherName | Nearness::Other => None,
    }
}

/// Whether both tell the same district, or the same place when one of them tells no district.
fn agree_in_place(x: &MatchRow, y: &MatchRow) -> bool {
    match (&x.district, &y.district) {
        (Some(one), Some(other)) => one == other,
        (Some(_), None) | (None, Some(_)) | (None, None) => x.place.is_some() && x.place == y.place,
    }
}

fn same_day(x: &MatchRow, y: &MatchRow) -> bool {
    x.start.div_euclid(DAY) == y.start.div_euclid(DAY)
}

fn about_the_same_time(x: &MatchRow, y: &MatchRow) -> bool {
    let near = (x.start - y.start).abs() <= MINUTES_APART;
    let end = |row: &MatchRow| row.end.unwrap_or(row.start);
    let short = |row: &MatchRow| end(row) - row.start <= LONGEST_SPAN;
    near || (short(x) && short(y) && x.start <= end(y) && y.start <= end(x))
}

enum Nearness {
    /// The same place, or positions close to each other.
    Same,
    /// One of them does not tell the place.
    Unknown,
    /// Places of different names, which no district tells apart.
    OtherName,
    /// Different places.
    Other,
}

fn whereabouts(a: Placed<'_>, b: Placed<'_>) -> Nearness {
    let both = |one: &Option<String>, other: &Option<String>| one.as_ref().zip(other.as_ref()).map(|(one, other)| one == other);
    if let Some(([ax, ay], [bx, by])) = a.position.zip(b.position) {
        return if (ax - bx).hypot(ay - by) <= METRES_APART { Nearness::Same } else { Nearness::Other };
    }
    match (both(&a.row.place, &b.row.place), both(&a.row.district, &b.row.district)) {
        (_, Some(false)) => Nearness::Other,
        (Some(true), _) => Nearness::Same,
        (Some(false), _) => Nearness::OtherName,
        (None, _) => Nearness::Unknown,
    }
}
