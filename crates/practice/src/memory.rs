//! What the people of the town remember, to answer when they are asked whether two rows are the same event.

use crate::kinds::SENDERS;
use crate::{Delivery, Town, TrueEvent};
use domain::categories::Category;
use domain::incidents::IncomingIncident;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// A row as it is shown to a person who is asked about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeenRow {
    /// Name of the sender.
    pub source: String,
    /// When it begins.
    pub start: Timestamp,
    /// Category.
    pub category: Category,
    /// Street or named place.
    pub place: Option<String>,
}

/// Which events the rows of the lists so far tell of.
#[derive(Debug, Default)]
pub struct Memory(BTreeMap<SeenRow, BTreeSet<TrueEvent>>);

impl Memory {
    /// Remembers the rows of a file.
    pub fn note(&mut self, town: &Town, delivery: &Delivery) {
        for (row, event) in delivery.rows.iter().zip(&delivery.events) {
            self.0.entry(seen(town, delivery.sender, row)).or_default().insert(*event);
        }
    }

    /// Events that both rows tell of, none when they are different ones; `None` when a row is in no file and no one here knows of it.
    pub fn common(&self, a: &SeenRow, b: &SeenRow) -> Option<BTreeSet<TrueEvent>> {
        let (a, b) = (self.0.get(a)?, self.0.get(b)?);
        Some(a.intersection(b).copied().collect())
    }
}

fn seen(town: &Town, sender: usize, row: &IncomingIncident) -> SeenRow {
    SeenRow {
        source: SENDERS[sender].name.to_owned(),
        start: row.start,
        category: town.category_of(row.code.as_deref().unwrap_or_default()),
        place: row.place.clone(),
    }
}
