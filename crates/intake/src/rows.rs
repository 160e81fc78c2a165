//! From a row of cells to an incident.

use crate::cell::Cell;
use crate::dates::{self, At, ClockSpan, Moment, Span};
use crate::headers::{Headers, Position, bare, may_be_read};
use crate::line::Line;
use crate::profile::{self, Column};
use crate::propose::{self, Need};
use crate::refused::Refused;
use crate::xlsx;
use crate::{coordinates, places, sums};
use domain::districts::Point;
use domain::imports::{DateOrder, Field, FileReading, Mapping, Reason, Rejection, SheetColumns};
use domain::incidents::IncomingIncident;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Minutes of the last minute of a day: the latest time that a day without time can mean.
const LAST_MINUTE: i64 = 24 * 60 - 1;
/// Characters of an id, code, district or place.
const TEXT_CHARS: usize = 200;

/// What became of one row.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It can be used.
    Row(IncomingIncident),
    /// It cannot, and why.
    Rejected(Rejection),
}

/// Counts over a file: `read = rows + rejected`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Data rows; header, blank rows and footer rows are not counted.
    pub read: u64,
    /// Rows that could be used.
    pub rows: u64,
    /// Rows that could not.
    pub rejected: u64,
    /// What was read of the file beside its rows.
    pub reading: FileReading,
}

/// A mapping bound to the columns of a list, or of one tab of a workbook.
pub(crate) struct Reader {
    columns: BTreeMap<Field, (usize, String)>,
    mapping: Mapping,
    pads_codes: bool,
    /// Time columns in which one or two digits are an hour.
    hours: Vec<Field>,
    now: Timestamp,
    /// The tab, when it is one.
    sheet: Option<Arc<SheetColumns>>,
    from_1904: bool,
    /// Fields that a row may have.
    fields: Option<usize>,
}

/// What the cells of a list tell of how they are to be read, wherever they stand.
#[derive(Clone, Debug)]
pub(crate) struct Understood {
    dates: DateOrder,
    /// Time columns in which one or two digits are an hour.
    hours: Vec<Field>,
}

impl Understood {
    /// An order of day and month that the mapping leaves open is what the cells of `profile` tell.
    pub(crate) fn of(headers: &Headers, profile: &[Column], mapping: &Mapping) -> Self {
        let (mapping, _) = propose::kept(headers, mapping);
        let texts = &headers.texts;
        let dates = match mapping.dates {
            DateOrder::YearFirst => profile::order(propose::date_columns(&mapping, texts, profile).into_iter()).order_unasked(),
            order @ (DateOrder::MonthFirst | DateOrder::DayFirst) => order,
        };
        let column = |field: &Field| texts.iter().position(|text| Some(text) == mapping.columns.get(field));
        let has_hours = |field: &Field| column(field).and_then(|at| profile.get(at)).is_some_and(Column::has_hours);
        let hours = [Field::StartTime, Field::EndTime].into_iter().filter(has_hours);
        Self { dates, hours: if propose::has_hhmm(texts) { vec![] } else { hours.collect() } }
    }

    /// Whether nothing tells the order of day and month.
    pub(crate) fn is_order_open(&self) -> bool {
        self.dates == DateOrder::YearFirst
    }
}

/// Where a [`Reader`]'s rows are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place<'a> {
    /// Name of the tab.
    pub(crate) sheet: Option<&'a str>,
    /// Whether its dates count from 1904.
    pub(crate) from_1904: bool,
    /// Fields of the header row as written; `None` in a workbook.
    pub(crate) fields: Option<usize>,
}

/// Turns a northing (or latitude) and an easting (or longitude) into a point.
type ToPoint = fn(f64, f64) -> Result<Point, Reason>;

/// A field that made the row unusable, and why.
type Fault = (Field, Reason);

/// Whether a mark in a number may separate its thousands or its decimals: `1,000` and `2.000` are a thousand of one writer and one
/// of another.
fn is_thousand_or_decimal(text: &str) -> bool {
    let mut parts = text.split(['.', ',']);
    let (Some(whole), Some(rest), None) = (parts.next(), parts.next(), parts.next()) else { return false };
    (1..=3).contains(&whole.trim().len()) && rest.trim().len() == 3
}

impl Reader {
    /// Refuses mappings that leave out what is needed, or name headers that the file does not have,
    /// has several times, or that are never read.
    pub(crate) fn new(
        headers: &Headers,
        mapping: &Mapping,
        understood: &Understood,
        now: Timestamp,
        place: &Place<'_>,
    ) -> Result<Self, Refused> {
        let needs = Need::of(mapping);
        if !needs.is_empty() {
            return Err(Refused::MissingFields(needs));
        }
        let never: Vec<String> = mapping.columns.iter().filter(|(f, h)| !may_be_read(**f, h)).map(|(_, h)| h.clone()).collect();
        if !never.is_empty() {
            return Err(Refused::NeverRead(never));
        }
        let mut columns = BTreeMap::new();
        let (mut gone, mut repeated) = (Vec::new(), Vec::new());
        for (field, header) in &mapping.columns {
            match headers.find(header) {
                Position::At(at) => drop(columns.insert(*field, (at, headers.texts[at].clone()))),
                Position::Repeated => repeated.push(header.clone()),
                Position::Nowhere => gone.push(header.clone()),
            }
        }
        if !gone.is_empty() {
            let used: Vec<usize> = columns.values().map(|(at, _)| *at).collect();
            let new = headers.texts.iter().enumerate().filter(|(at, _)| !used.contains(at)).map(|(_, text)| text.clone()).collect();
            return Err(Refused::MissingColumns { gone, new });
        }
        if !repeated.is_empty() {
            return Err(Refused::RepeatedColumns(repeated));
        }
        let pads_codes = columns.get(&Field::Code).is_some_and(|(_, header)| matches!(bare(header).as_str(), "brottskod" | "brkod"));
        let letters = columns.iter().map(|(field, (at, _))| (*field, xlsx::letters(*at))).collect();
        let sheet = place.sheet.map(|name| Arc::new(SheetColumns { name: name.to_owned(), columns: letters }));
        let (from_1904, fields) = (place.from_1904, place.fields);
        let mapping = Mapping { dates: understood.dates, ..mapping.clone() };
        Ok(Self { columns, mapping, pads_codes, hours: understood.hours.clone(), now, sheet, from_1904, fields })
    }

    fn cell<'a>(&self, cells: &'a [Cell], field: Field) -> &'a Cell {
        self.columns.get(&field).and_then(|(at, _)| cells.get(*at)).unwrap_or(&Cell::Empty)
    }

    /// Whether it is the list's last line of sums: it starts with such a word and has no start.
    pub(crate) fn is_footer(&self, cells: &[Cell]) -> bool {
        if [Field::Start, Field::StartDate].iter().any(|f| !matches!(self.cell(cells, *f), Cell::Empty | Cell::Text(_))) {
            return false;
        }
        let first = cells.iter().find(|c| !c.is_empty()).map(|c| c.text().into_owned()).unwrap_or_default();
        // `Summa 12 händelser` is one too.
        let word = first.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let sums = sums::is_sum(&first) || sums::is_sum(word) || first.to_lowercase().starts_with("antal totalt");
        let start = [Field::Start, Field::StartDate].iter().map(|f| self.cell(cells, *f)).find(|c| !c.is_empty());
        sums && start.is_none_or(|c| matches!(dates::moment(c, self.mapping.dates), Err(_) | Ok(None)))
    }

    /// Reads one row.
    pub(crate) fn read(&self, line: &Line<'_>) -> Outcome {
        let rejected = |field: Option<Field>, reason: Reason| {
            let column = field.and_then(|field| self.columns.get(&field)).map(|(_, header)| header.clone());
            let cell = self.sheet.as_ref().map(|sheet| sheet.cell(field, line.number));
            Outcome::Rejected(Rejection { row: line.number, column, cell, reason })
        };
        if let Some(fault) = &line.fault {
            return rejected(None, fault.clone());
        }
        match self.fields {
            // Empty fields past the last column are what some systems end their rows with.
            Some(fields) if line.cells.len() > fields => {
                let have = line.fields.unwrap_or(line.cells.len());
                rejected(None, Reason::TooManyFields(format!("{have}/{fields}")))
            }
            Some(_) | None => match self.incident(line.number, line.cells) {
                Ok(incident) => Outcome::Row(incident),
                Err((field, reason)) => rejected(Some(field), reason),
            },
        }
    }

    fn incident(&self, row: u32, cells: &[Cell]) -> Result<IncomingIncident, Fault> {
        let (start, end) = self.times(cells)?;
        let district = self.text(cells, Field::District)?;
        let written_place = self.text(cells, Field::Place)?;
        let place = written_place.as_deref().and_then(places::without_house_number);
        // A street or a place is enough: what happened there is an incident, on the map or not.
        let told = district.is_some() || place.is_some();
        let point = match self.point(cells) {
            Err((_, Reason::Missing)) if told => None,
            point => point?,
        };
        if !told && point.is_none() {
            return Err((self.position_field(), Reason::Missing));
        }
        Ok(IncomingIncident {
            row,
            sheet: self.sheet.clone(),
            source_id: self.text(cells, Field::RowId)?,
            start,
            end,
            code: self.code(cells)?,
            district,
            place,
            written_place,
            point,
            count: self.count(cells)?,
        })
    }

    /// The field to name when a row has no position at all.
    fn position_field(&self) -> Field {
        [Field::District, Field::Latitude, Field::Northing].into_iter().find(|f| self.columns.contains_key(f)).unwrap_or(Field::District)
    }

    fn text(&self, cells: &[Cell], field: Field) -> Result<Option<String>, Fault> {
        let cell = self.cell(cells, field);
        if cell.is_empty() {
            return Ok(None);
        }
        let text = cell.text();
        if matches!(cell, Cell::TooLong) || text.chars().count() > TEXT_CHARS {
            return Err((field, Reason::TooLong));
        }
        Ok(Some(text.into_owned()))
    }

    /// The code as text. A police code (*brottskod*) has four digits; spreadsheets drop its zero.
    fn code(&self, cells: &[Cell]) -> Result<Option<String>, Fault> {
        let Some(code) = self.text(cells, Field::Code)? else { return Ok(None) };
        let digits = code.len() < 4 && code.bytes().all(|b| b.is_ascii_digit());
        let lost_zero = matches!(self.cell(cells, Field::Code), Cell::Number(_)) && code.len() == 3;
        Ok(Some(if digits && (self.pads_codes || lost_zero) { format!("{code:0>4}") } else { code }))
    }

    fn count(&self, cells: &[Cell]) -> Result<u32, Fault> {
        let cell = self.cell(cells, Field::Count);
        if cell.is_empty() {
            return Ok(1);
        }
        let n = cell.number().ok_or_else(|| (Field::Count, Reason::NotANumber(cell.short())))?;
        let is_clear = !matches!(cell, Cell::Text(text) if is_thousand_or_decimal(text));
        if is_clear && n.fract() == 0.0 && (1.0..=10_000.0).contains(&n) {
            Ok(n as u32)
        } else {
            Err((Field::Count, Reason::UnlikelyCount(cell.short())))
        }
    }

    fn number(&self, cells: &[Cell], field: Field) -> Result<Option<f64>, Fault> {
        let cell = self.cell(cells, field);
        match cell {
            Cell::Empty => Ok(None),
            Cell::TooLong => Err((field, Reason::TooLong)),
            Cell::Text(_) | Cell::Number(_) | Cell::Serial { .. } => {
                cell.number().map(Some).ok_or_else(|| (field, Reason::NotANumber(cell.short())))
            }
        }
    }

    fn point(&self, cells: &[Cell]) -> Result<Option<Point>, Fault> {
        let pairs: [(Field, Field, ToPoint); 2] =
            [(Field::Latitude, Field::Longitude, coordinates::from_degrees), (Field::Northing, Field::Easting, coordinates::from_metres)];
        for (north, east, point) in pairs {
            match (self.number(cells, north)?, self.number(cells, east)?) {
                // Zero and zero is how systems write "not known".
                (None, None) => {}
                (Some(n), Some(e)) if n == 0.0 && e == 0.0 => {}
                (Some(n), Some(e)) => return point(n, e).map(Some).map_err(|reason| (north, reason)),
                (None, Some(_)) => return Err((north, Reason::Missing)),
                (Some(_), None) => return Err((east, Reason::Missing)),
            }
        }
        Ok(None)
    }

    /// Earliest and latest time. A day without time means all of it; an end time without end date
    /// belongs to the start's day, or to the next when it would lie before the start. A cell of starts that holds
    /// from–to gives the end where the row has none of its own.
    fn times(&self, cells: &[Cell]) -> Result<(Timestamp, Option<Timestamp>), Fault> {
        let (start_field, span) = self.span(cells, [Field::Start, Field::StartDate])?;
        let span = span.ok_or((start_field, Reason::Missing))?;
        let clock = self.clock(cells, Field::StartTime)?;
        let moment = if clock.is_some() { span.from.beside_a_clock() } else { span.from };
        let start = dates::at(moment, clock.map_or(0, |clock| clock.from));
        self.check(start, start_field, cells)?;
        let (end_field, end_span) = self.span(cells, [Field::End, Field::EndDate])?;
        let end_clock = self.clock(cells, Field::EndTime)?.map(|clock| clock.until.unwrap_or(clock.from));
        let end_moment = end_span.map(|span| span.until.unwrap_or(span.from));
        let (end_moment, end_clock, end_field) = match (end_moment, end_clock) {
            (None, None) => (span.until, clock.and_then(|clock| clock.until), start_field),
            (own, own_clock) => (own, own_clock, end_field),
        };
        let end_moment = if end_clock.is_some() { end_moment.map(Moment::beside_a_clock) } else { end_moment };
        let end = match (end_moment, end_clock) {
            (Some(end), clock) => dates::at(end, clock.unwrap_or(LAST_MINUTE)),
            (None, Some(minutes)) => {
                let day = moment.day();
                let same_day = dates::at(Moment::Day(day), minutes);
                if same_day.is_before(start) { dates::at(Moment::Day(day.tomorrow().unwrap_or(day)), minutes) } else { same_day }
            }
            (None, None) if matches!(moment, Moment::Day(_)) && clock.is_none() => dates::at(moment, LAST_MINUTE),
            (None, None) => return Ok((start.instant(), None)),
        };
        if end.is_before(start) {
            return Err((end_field, Reason::EndBeforeStart));
        }
        match end_moment {
            // "Until the end of today" is later than now and still likely: the day itself is asked about.
            Some(day @ Moment::Day(_)) if end_clock.is_none() => self.check(dates::at(day, 0), end_field, cells)?,
            Some(_) => self.check(end, end_field, cells)?,
            None => {}
        }
        Ok((start.instant(), Some(end.instant_after(start))))
    }

    /// The first of two fields that has a value; the field that is mapped when none has.
    fn span(&self, cells: &[Cell], fields: [Field; 2]) -> Result<(Field, Option<Span>), Fault> {
        for field in fields {
            let cell = dates::counted_from_1900(self.cell(cells, field), self.from_1904);
            let read = dates::span(&cell, self.mapping.dates).map_err(|reason| (field, reason))?;
            if read.is_some() {
                return Ok((field, read));
            }
        }
        let mapped = fields.into_iter().find(|f| self.columns.contains_key(f));
        Ok((mapped.unwrap_or(fields[0]), None))
    }

    fn clock(&self, cells: &[Cell], field: Field) -> Result<Option<ClockSpan>, Fault> {
        dates::clock(self.cell(cells, field), self.hours.contains(&field)).map_err(|reason| (field, reason))
    }

    fn check(&self, at: At, field: Field, cells: &[Cell]) -> Result<(), Fault> {
        if dates::is_likely(at.instant(), self.now) { Ok(()) } else { Err((field, Reason::UnlikelyDate(self.cell(cells, field).short()))) }
    }
}
