//! Which column means what: proposed from headers, checked against the cells.

use crate::coordinates::{EASTINGS_OF_ANY, NORTHINGS};
use crate::dates::order::Told;
use crate::headers::{EAST, END, END_TIME, Headers, NORTH, Position, START, START_TIME, WORDS, bare, is_never_read};
use crate::profile::{self, Column};
use crate::refused::Refused;
use domain::imports::{DateOrder, Field, Mapping};
use std::collections::{BTreeMap, BTreeSet};

/// Something an incident cannot be without that the mapping leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A start, as one column or as date (and time).
    Start,
    /// A district, a street or named place, or a pair of coordinates.
    Position,
    /// The other coordinate of a pair.
    OtherCoordinate,
}

impl Need {
    /// Stable key, used in messages.
    pub fn key(self) -> &'static str {
        match self {
            Need::Start => "start",
            Need::Position => "position",
            Need::OtherCoordinate => "other-coordinate",
        }
    }

    pub(crate) fn joined(needs: &[Need]) -> String {
        needs.iter().map(|n| n.key()).collect::<Vec<_>>().join("-")
    }

    /// What a mapping lacks.
    pub fn of(mapping: &Mapping) -> Vec<Need> {
        let has = |field: Field| mapping.columns.contains_key(&field);
        let pair = |a: Field, b: Field| (has(a) && has(b), has(a) != has(b));
        let (degrees, half_degrees) = pair(Field::Latitude, Field::Longitude);
        let (metres, half_metres) = pair(Field::Northing, Field::Easting);
        let mut needs = Vec::new();
        if !has(Field::Start) && !has(Field::StartDate) {
            needs.push(Need::Start);
        }
        if half_degrees || half_metres {
            needs.push(Need::OtherCoordinate);
        } else if !degrees && !metres && !has(Field::District) && !has(Field::Place) {
            needs.push(Need::Position);
        }
        needs
    }
}

/// A layout of police lists that is recognised by its headers (dossier §6.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Districts (*basområde*) by name, dates and times in columns of their own.
    PoliceAreas,
    /// Coordinates, date and time in one column.
    PolicePoints,
}

impl Layout {
    /// Stable key: the id of the layout's name in `intake.ftl`.
    pub fn key(self) -> &'static str {
        match self {
            Layout::PoliceAreas => "layout-police-areas",
            Layout::PolicePoints => "layout-police-points",
        }
    }
}

/// A proposed mapping and how far it can be trusted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposal {
    /// The proposal.
    pub mapping: Mapping,
    /// The saved mapping was taken: the file has all its headers.
    pub saved: bool,
    /// Headers of the saved mapping that the file does not have.
    pub gone: Vec<String>,
    /// The file has so few of the saved headers that it is another list, for which a mapping of its
    /// own is proposed; otherwise the saved columns are kept as far as they are there.
    pub is_other_list: bool,
    /// Columns with the same header, of which the proposal uses one.
    pub repeated: Vec<String>,
    /// A police layout, when it is one.
    pub layout: Option<Layout>,
    /// What an incident cannot be without and nobody mapped; empty when the file can be imported.
    pub missing: Vec<Need>,
    /// Headers of columns that nothing is read from.
    pub unmapped: Vec<String>,
    /// The file has slash dates and nothing tells their order: somebody must choose.
    pub order_unknown: bool,
}

impl Proposal {
    /// Why nobody should import with this mapping without having seen it: what a person chose is
    /// gone, or a column is used that there are several of.
    pub fn doubt(&self) -> Option<Refused> {
        if !self.gone.is_empty() && !self.is_other_list {
            return Some(Refused::MissingColumns { gone: self.gone.clone(), new: self.unmapped.clone() });
        }
        (!self.repeated.is_empty()).then(|| Refused::RepeatedColumns(self.repeated.clone()))
    }
}

/// Whether times are written as `1430` there, and `14` is what a spreadsheet left of `0014`.
pub(crate) fn has_hhmm(headers: &[String]) -> bool {
    let bare: Vec<String> = headers.iter().map(|h| bare(h)).collect();
    layout(&bare) == Some(Layout::PoliceAreas)
}

/// The layout that the headers are.
fn layout(bare: &[String]) -> Option<Layout> {
    let has = |words: &[&str]| words.iter().all(|w| bare.iter().any(|b| b == w));
    if has(&["basomrade", "brottskod", "brottsdagstart", "brottstidstart"]) {
        Some(Layout::PoliceAreas)
    } else if has(&["brottskod", "latitude", "longitude", "brottsdatumtidstart"]) {
        Some(Layout::PolicePoints)
    } else {
        None
    }
}

/// Proposes a mapping. Columns of `saved` are kept as far as the file has them; when it has less
/// than half of them it is another list. Of the order of day and month the file's own dates say more.
pub(crate) fn propose(headers: &Headers, columns: &[Column], saved: Option<&Mapping>) -> Proposal {
    let texts = &headers.texts;
    let bare: Vec<String> = (0..texts.len()).map(|at| bare(headers.written(at))).collect();
    let found = || Finder { headers: texts, bare: &bare, columns, used: BTreeSet::new(), mapping: Mapping::default() }.find();
    let ordered = |mapping: Mapping| {
        let told = profile::order(date_columns(&mapping, texts, columns).into_iter());
        Mapping { dates: told.order_after(mapping.dates), ..mapping }
    };
    let mut proposal = match saved.filter(|saved| !saved.columns.is_empty()).map(|saved| kept(headers, saved)) {
        Some((mapping, gone)) if gone.is_empty() => Proposal { mapping: ordered(mapping), saved: true, ..Proposal::default() },
        Some((mapping, gone)) if mapping.columns.len() >= gone.len() => Proposal { mapping: ordered(mapping), gone, ..Proposal::default() },
        Some((_, gone)) => Proposal { mapping: found(), gone, is_other_list: true, ..Proposal::default() },
        None => Proposal { mapping: found(), ..Proposal::default() },
    };
    let mapping = &proposal.mapping;
    let used = |text: &String| mapping.columns.values().any(|name| name == text);
    let slashes = date_columns(mapping, texts, columns).iter().any(|c| c.has_slash_dates());
    if !proposal.saved {
        let repeated = (0..texts.len()).filter(|at| used(&texts[*at])).flat_map(|at| headers.alike(at));
        proposal.repeated = repeated.collect::<BTreeSet<_>>().into_iter().collect();
    }
    proposal.layout = layout(&bare);
    proposal.missing = Need::of(mapping);
    proposal.unmapped = texts.iter().filter(|text| !used(text)).cloned().collect();
    proposal.order_unknown = slashes && mapping.dates == DateOrder::YearFirst;
    proposal
}

/// A mapping with the headers as the file has them, and those that it does not have.
pub(crate) fn kept(headers: &Headers, saved: &Mapping) -> (Mapping, Vec<String>) {
    let mut mapping = Mapping { columns: BTreeMap::new(), dates: saved.dates };
    let mut gone = Vec::new();
    for (field, header) in &saved.columns {
        match headers.find(header) {
            Position::At(at) => drop(mapping.columns.insert(*field, headers.texts[at].clone())),
            Position::Repeated | Position::Nowhere => gone.push(header.clone()),
        }
    }
    (mapping, gone)
}

pub(crate) fn date_columns<'a>(mapping: &Mapping, headers: &[String], columns: &'a [Column]) -> Vec<&'a Column> {
    [Field::Start, Field::StartDate, Field::End, Field::EndDate]
        .iter()
        .filter_map(|field| mapping.columns.get(field))
        .filter_map(|name| headers.iter().position(|h| h == name))
        .filter_map(|at| columns.get(at))
        .collect()
}

struct Finder<'a> {
    headers: &'a [String],
    bare: &'a [String],
    columns: &'a [Column],
    used: BTreeSet<usize>,
    mapping: Mapping,
}

impl Finder<'_> {
    fn find(mut self) -> Mapping {
        self.coordinates();
        self.moments(START, START_TIME, [Field::Start, Field::StartDate, Field::StartTime]);
        self.moments(END, END_TIME, [Field::End, Field::EndDate, Field::EndTime]);
        for (field, words) in WORDS {
            let suits: fn(&Column) -> bool = match field {
                Field::Count => |c| c.filled == 0 || c.within(0.0, 10_000.0),
                Field::RowId
                | Field::Start
                | Field::StartDate
                | Field::StartTime
                | Field::End
                | Field::EndDate
                | Field::EndTime
                | Field::Code
                | Field::District
                | Field::Place
                | Field::Latitude
                | Field::Longitude
                | Field::Northing
                | Field::Easting => |_| true,
            };
            if let Some(at) = self.first(words, suits) {
                self.take(*field, at);
            }
        }
        let told = profile::order(date_columns(&self.mapping, self.headers, self.columns).into_iter());
        self.mapping.dates = match (layout(self.bare), told) {
            // Too few dates to tell: this layout is always rendered the American way.
            (Some(Layout::PoliceAreas), Told::Nothing) => DateOrder::MonthFirst,
            (Some(Layout::PoliceAreas | Layout::PolicePoints) | None, told) => told.order(),
        };
        self.mapping
    }

    /// The column of the first word that an unused, suitable column has as header.
    fn first(&self, words: &[&str], suits: impl Fn(&Column) -> bool) -> Option<usize> {
        words.iter().find_map(|word| {
            self.bare
                .iter()
                .enumerate()
                .find(|(at, header)| {
                    header.as_str() == *word
                        && !self.used.contains(at)
                        && !is_never_read(self.bare[*at].as_str())
                        && self.columns.get(*at).is_none_or(&suits)
                })
                .map(|(at, _)| at)
        })
    }

    fn take(&mut self, field: Field, at: usize) {
        self.used.insert(at);
        self.mapping.columns.insert(field, self.headers[at].clone());
    }

    /// Start or end: date and time in one column, else a date with a time column beside it. A column of times may have a
    /// header that another list has over its dates (*Datum*, *Start*, *Slut*); of an end it is enough.
    fn moments(&mut self, whole: &[&str], times: &[&str], [both, day, time]: [Field; 3]) {
        // A known layout needs no evidence.
        let known = layout(self.bare).is_some();
        let dated = |c: &Column| known || c.filled == 0 || c.mostly(c.dates);
        let timed = |c: &Column| c.filled > 0 && dated(c) && c.timed * 2 > c.filled;
        if let Some(at) = self.first(whole, timed) {
            return self.take(both, at);
        }
        let clocks = |c: &Column| c.filled > 0 && c.mostly(c.times) && !c.mostly(c.dates);
        // Of a column by such a name the rows that cannot be read are refused one by one, however many they are.
        let some_dated = |c: &Column| c.dates > 0 && !clocks(c);
        let Some(at) = self.first(whole, dated).or_else(|| self.first(whole, some_dated)) else {
            if let (Field::EndTime, Some(clock)) = (time, self.first(whole, clocks).or_else(|| self.first(times, clocks))) {
                self.take(time, clock);
            }
            return;
        };
        self.used.insert(at);
        let clock = self.first(times, |c| known || c.filled == 0 || c.mostly(c.times)).or_else(|| self.first(whole, clocks));
        match clock {
            Some(clock) => {
                self.take(day, at);
                self.take(time, clock);
            }
            None => self.take(both, at),
        }
    }

    /// A pair of coordinates: which is which, and in which system, is told by the numbers.
    fn coordinates(&mut self) {
        let known = layout(self.bare).is_some();
        let numeric = |c: &Column| known || c.filled == 0 || c.mostly(c.numbers);
        let Some(north) = self.first(NORTH, numeric) else { return };
        self.used.insert(north);
        let east = self.first(EAST, numeric);
        self.used.remove(&north);
        let Some(east) = east else { return };
        let is = |at: usize, range: (f64, f64)| self.columns.get(at).is_some_and(|c| c.within(range.0, range.1));
        if is(north, NORTHINGS) && is(east, EASTINGS_OF_ANY) {
            self.take(Field::Northing, north);
            self.take(Field::Easting, east);
        } else if is(east, NORTHINGS) && is(north, EASTINGS_OF_ANY) {
            // Land surveyors call the northing x.
            self.take(Field::Northing, east);
            self.take(Field::Easting, north);
        } else if crate::coordinates::IN_DEGREES_SWAPPED.iter().all(|(is_north, range)| is(if *is_north { north } else { east }, *range)) {
            self.take(Field::Latitude, east);
            self.take(Field::Longitude, north);
        } else {
            self.take(Field::Latitude, north);
            self.take(Field::Longitude, east);
        }
    }
}
