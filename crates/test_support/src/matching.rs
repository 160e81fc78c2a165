//! What matching made of a town's lists, compared with what each row really tells of.

use domain::actor::Actor;
use domain::ids::{BatchId, IncidentId};
use domain::week::Week;
use practice::{Delivery, Memory, SeenRow, Town, TrueEvent};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use storage::Stores;
use storage::sources::{StoredAt, StoredRow};

/// Lists that were imported, with the truth about their rows and the questions that were asked about them.
#[derive(Default)]
pub struct Delivered {
    memory: Memory,
    /// Sender and event of each row, by list and line.
    rows: HashMap<(BatchId, u32), (usize, TrueEvent)>,
    questions: BTreeMap<[SeenRow; 2], Question>,
}

struct Question {
    common: BTreeSet<TrueEvent>,
    answered: bool,
}

impl Delivered {
    /// Notes a file that was imported as a list.
    pub fn note(&mut self, town: &Town, list: BatchId, delivery: &Delivery) {
        self.memory.note(town, delivery);
        for (line, event) in (2..).zip(&delivery.events) {
            self.rows.insert((list, line), (delivery.sender, *event));
        }
    }

    /// Notes that somebody was asked about two rows, and answers whether they really are the same event.
    pub fn asked(&mut self, first: SeenRow, second: SeenRow, answered: bool) -> bool {
        let common = self.memory.common(&first, &second).unwrap();
        let same = !common.is_empty();
        let pair = if first <= second { [first, second] } else { [second, first] };
        let question = self.questions.entry(pair).or_insert(Question { common, answered });
        question.answered |= answered;
        same
    }
}

/// Counts of a week, or of all weeks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Events that there really were.
    pub events: u64,
    /// Incidents that count.
    pub counted: u64,
    /// Events that two senders wrote of.
    pub told_twice: u64,
    /// Of those: they count once.
    pub linked: u64,
    /// Of those: somebody has been asked about them and has not answered.
    pub asked: u64,
    /// Incidents too many because a pair has been asked about and not answered.
    pub waiting: u64,
    /// Incidents too many because nobody was asked.
    pub missed: u64,
    /// Incidents too few because different events count as one.
    pub wrong: u64,
    /// Rows that were linked to a row of another sender.
    pub links: u64,
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.events += other.events;
        self.counted += other.counted;
        self.told_twice += other.told_twice;
        self.linked += other.linked;
        self.asked += other.asked;
        self.waiting += other.waiting;
        self.missed += other.missed;
        self.wrong += other.wrong;
        self.links += other.links;
    }
}

/// What matching made of lists.
#[derive(Debug, Default)]
pub struct Measured {
    /// By week.
    pub weeks: BTreeMap<Week, Tally>,
    /// Questions about rows of one event.
    pub right_questions: u64,
    /// Questions about rows of different events.
    pub wrong_questions: u64,
}

impl Measured {
    /// All weeks together.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        self.weeks.values().for_each(|week| total.add(week));
        total
    }
}

/// Every row in force, of all times.
pub async fn rows(stores: &Stores, actor: &Actor) -> Vec<StoredRow> {
    let mut tx = stores.read(actor).await.unwrap();
    let mut rows = storage::sources::between(&mut tx, 0, i64::from(i32::MAX)).await.unwrap();
    rows.retain(|row| row.in_force);
    rows
}

/// The incident that a row counts as.
pub fn incident_of(row: &StoredRow) -> IncidentId {
    match row.at {
        StoredAt::Incident(id) | StoredAt::Source(_, id) => id,
    }
}

/// Compares what stands in the store with the truth.
pub async fn measured(stores: &Stores, actor: &Actor, delivered: &Delivered) -> Measured {
    let mut incidents: HashMap<IncidentId, BTreeSet<(TrueEvent, usize)>> = HashMap::new();
    let mut events: BTreeMap<TrueEvent, (BTreeSet<IncidentId>, BTreeSet<usize>)> = BTreeMap::new();
    for row in rows(stores, actor).await {
        let (sender, event) = delivered.rows[&(row.row.list, row.line)];
        incidents.entry(incident_of(&row)).or_default().insert((event, sender));
        let (counted_as, senders) = events.entry(event).or_default();
        counted_as.insert(incident_of(&row));
        senders.insert(sender);
    }
    let open = delivered.questions.values().filter(|question| !question.answered);
    let waiting: BTreeSet<TrueEvent> = open.flat_map(|question| question.common.iter().copied()).collect();
    let mut measured = Measured::default();
    for question in delivered.questions.values() {
        let kind = if question.common.is_empty() { &mut measured.wrong_questions } else { &mut measured.right_questions };
        *kind += 1;
    }
    for (event, (counted_as, senders)) in &events {
        let week = measured.weeks.entry(event.week()).or_default();
        let too_many = counted_as.len() as u64 - 1;
        let (waits, misses) = if waiting.contains(event) { (too_many, 0) } else { (0, too_many) };
        week.add(&Tally {
            events: 1,
            told_twice: u64::from(senders.len() > 1),
            linked: u64::from(senders.len() > 1 && too_many == 0),
            asked: u64::from(senders.len() > 1 && waits > 0),
            waiting: waits,
            missed: misses,
            ..Tally::default()
        });
    }
    for of_incident in incidents.values() {
        let its_events: BTreeSet<TrueEvent> = of_incident.iter().map(|(event, _)| *event).collect();
        let senders: BTreeSet<usize> = of_incident.iter().map(|(_, sender)| *sender).collect();
        let Some(first) = its_events.first() else { continue };
        let week = measured.weeks.entry(first.week()).or_default();
        let (wrong, links) = (its_events.len() as u64 - 1, senders.len() as u64 - 1);
        week.add(&Tally { counted: 1, wrong, links, ..Tally::default() });
    }
    measured
}
