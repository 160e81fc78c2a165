//! Events become files: what each sender leaves out, repeats, delays and rounds.

use crate::events::{Event, Model, Purpose};
use crate::ground::districts;
use crate::kinds::{ALARMS, POLICE, SENDERS};
use crate::patterns::{Planted, events};
use crate::{Delivery, TrueEvent, second_hand};
use domain::incidents::IncomingIncident;
use domain::week::{Week, instant};
use jiff::{Timestamp, ToSpan};
use std::collections::{HashSet, VecDeque};

/// What is known about a row besides its content.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Known {
    pub(crate) week: Week,
    pub(crate) pattern: Option<usize>,
    pub(crate) repeated: bool,
    pub(crate) event: TrueEvent,
    /// Index into the model's places: where it was, whatever the row says.
    pub(crate) place: usize,
}

/// A row with what is known about it.
pub(crate) type Made = (IncomingIncident, Known);

/// A file with what is known about each of its rows.
pub(crate) struct File {
    pub(crate) delivery: Delivery,
    pub(crate) known: Vec<Known>,
}

/// The files of a town in the order that they come.
pub(crate) struct Files<'a> {
    pub(crate) model: &'a Model,
    pub(crate) planted: &'a [Planted],
    pub(crate) last: Week,
    pub(crate) next: Week,
    pub(crate) ready: VecDeque<File>,
    /// Rows that wait for a later file: week of the file, sender, row.
    pub(crate) waiting: Vec<(Week, usize, Made)>,
}

/// Whether the sender is one that says nothing this week.
pub(crate) fn silent(model: &Model, last: Week, week: Week, sender: usize) -> bool {
    (week == last && sender == crate::kinds::GUARDS) || model.silent(week, sender)
}

impl Iterator for Files<'_> {
    type Item = File;

    fn next(&mut self) -> Option<File> {
        while self.ready.is_empty() && self.next <= self.last {
            let week = self.next;
            self.next = week.next();
            let mut files: Vec<File> = (0..SENDERS.len()).filter_map(|sender| self.file(week, sender)).collect();
            files.sort_by_key(|file| (file.delivery.delivered_at, file.delivery.sender));
            self.ready.extend(files);
        }
        self.ready.pop_front()
    }
}

impl Files<'_> {
    fn file(&mut self, week: Week, sender: usize) -> Option<File> {
        if silent(self.model, self.last, week, sender) {
            return None;
        }
        let has_ids = SENDERS[sender].id.is_some();
        let mut draw = self.model.draw(week, sender, Purpose::File);
        let mut rows = Vec::new();
        let mut again = Vec::new();
        for made in self.noticed(week, sender) {
            let late = draw.unit();
            let twice = draw.unit();
            let repeated = |made: &Made| (made.0.clone(), Known { repeated: true, ..made.1 });
            let weeks = match late {
                x if x < 0.008 => 2,
                x if x < 0.025 => 1,
                _ => 0,
            };
            // Nobody reports a break-in before coming home to it.
            let found = made.0.end.filter(|end| *end > delivered_at(week, sender)).map_or(week, Week::of);
            let sent = week.plus(weeks).max(found);
            if sent > week {
                self.waiting.push((sent, sender, made));
                continue;
            }
            // Without ids nothing tells a row that stands twice in one list from two events alike: those are sent again later.
            if twice < 0.010 && has_ids {
                again.push(repeated(&made));
            } else if twice < 0.018 {
                self.waiting.push((week.next(), sender, repeated(&made)));
            }
            rows.push(made);
        }
        // What waits is older than the week's own rows: a row can come too late, never too early.
        let (due, waiting): (Vec<_>, Vec<_>) = self.waiting.drain(..).partition(|(at, who, _)| *at <= week && *who == sender);
        self.waiting = waiting;
        let mut all: Vec<Made> = due.into_iter().map(|(.., made)| made).collect();
        all.extend(rows);
        all.extend(again);
        let jitter = draw.whole(0, 50);
        pack(week, sender, all, jitter)
    }

    /// What a sender has to write of a week, before its file leaves out, delays and repeats any of it.
    fn noticed(&self, week: Week, sender: usize) -> Vec<Made> {
        let mut happened = self.model.ordinary(week, sender, Purpose::Ordinary);
        happened.extend(events(self.model, self.planted, self.last, week, sender));
        let mut made = written(self.model, week, sender, happened);
        if sender == ALARMS {
            made.extend(second_hand::told(self.model, week, &self.noticed(week, POLICE)));
            made.sort_by_key(|(row, _)| row.start);
            (1..).zip(&mut made).for_each(|(number, (row, _))| row.source_id = source_id(week, sender, number));
        }
        made
    }
}

/// The earliest time that a sender's file of a week comes.
fn delivered_at(week: Week, sender: usize) -> Timestamp {
    week.end() + SENDERS[sender].delay_hours.hours()
}

/// Puts rows into a file, numbering them as a spreadsheet would.
pub(crate) fn pack(week: Week, sender: usize, rows: Vec<Made>, jitter: i64) -> Option<File> {
    if rows.is_empty() {
        return None;
    }
    let of = &SENDERS[sender];
    let delivered_at = delivered_at(week, sender) + jitter.minutes();
    let file_name = format!("{}_{:04}-v{:02}.csv", of.file, week.year(), week.number());
    let (rows, known): (Vec<IncomingIncident>, Vec<Known>) =
        (2..).zip(rows).map(|(row, (incident, known))| (IncomingIncident { row, ..incident }, known)).unzip();
    let events = known.iter().map(|known| known.event).collect();
    Some(File { delivery: Delivery { sender, week, file_name, delivered_at, rows, events }, known })
}

/// The sender's own id of the row with this number in the week.
fn source_id(week: Week, sender: usize, number: u32) -> Option<String> {
    SENDERS[sender].id.map(|prefix| format!("{prefix}{:02}{:02}-{number:03}", week.year() % 100, week.number()))
}

/// Writes a sender's events of a week as rows in order of time.
pub(crate) fn written(model: &Model, week: Week, sender: usize, mut happened: Vec<Event>) -> Vec<Made> {
    let of = &SENDERS[sender];
    let mut draw = model.draw(week, sender + 64, Purpose::File);
    happened.sort_by_key(|event| event.start);
    let mut seen = HashSet::new();
    let mut out: Vec<Made> = Vec::with_capacity(happened.len());
    for (number, mut event) in (1..).zip(happened) {
        // Two events with the same content could not be told from one sent twice.
        while !seen.insert((event.start, event.kind, event.place)) {
            let later = event.start.saturating_add(of.minutes.minutes());
            event.start = if later.date() > week.sunday() { event.start.saturating_sub(7.hours()) } else { later };
        }
        let place = &model.places[event.place];
        let start = instant(event.start);
        let row = IncomingIncident {
            row: 0,
            sheet: None,
            source_id: source_id(week, sender, number),
            start,
            // On the clock, as the file says it: a file cannot tell the two passes of autumn's repeated hour apart.
            end: event.minutes.map(|minutes| instant(event.start.saturating_add(minutes.minutes()))),
            code: Some(model.kinds[event.kind].code.to_owned()),
            district: draw.chance(of.with_district).then(|| districts()[place.district].name.clone()),
            place: (!draw.chance(0.02)).then(|| place.name.clone()),
            written_place: None,
            point: draw.chance(of.with_point).then(|| place.points[event.point]),
            count: 1,
        };
        // Nobody sends a row that says nothing of where.
        let nowhere = row.district.is_none() && row.place.is_none() && row.point.is_none();
        let told = if nowhere { Some(place.name.clone()) } else { row.place };
        let row = IncomingIncident { written_place: told.clone(), place: told, ..row };
        let known = Known { week, pattern: event.pattern, repeated: false, event: TrueEvent { week, sender, number }, place: event.place };
        out.push((row, known));
    }
    out
}

/// Part of a delivery that can have come at `now`.
pub(crate) fn until(delivery: Delivery, now: Timestamp) -> Option<Delivery> {
    let come = delivery.rows.into_iter().zip(delivery.events).filter(|(row, _)| row.end.unwrap_or(row.start) <= now);
    let (rows, events): (Vec<_>, Vec<_>) = come.unzip();
    (!rows.is_empty()).then(|| Delivery { delivered_at: delivery.delivered_at.min(now), rows, events, ..delivery })
}
