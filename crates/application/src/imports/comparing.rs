//! Rows of a list beside those in the store: which are the same incidents, and what has to change for each to count once.

use crate::App;
use crate::imports::incoming::{Arriving, Incoming};
use domain::actor::Permit;
use domain::failure::Failure;
use domain::ids::{BatchId, IncidentId, SenderId};
use domain::imports::MOST_REJECTIONS;
use domain::matching::{self, Answers, MatchRow, Orphan, REACH, Row, RowIdentity, RowState, Settled, Target};
use domain::names::folded;
use domain::week::Week;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use storage::sources::{Answered, StoredAt, StoredRow};
use storage::{ReadTx, WriteTx};

/// Minutes of a week.
const WEEK: i64 = 7 * 24 * 60;

/// What becomes of rows that are about to come. Those that are not named count on their own.
#[derive(Debug, Default)]
pub(super) struct Outcomes {
    /// Rows that become sources, by ordinal.
    pub(super) linked: HashMap<u32, IncidentId>,
    /// Those of them that are alike in everything with a row of the same sender.
    pub(super) known: HashSet<u32>,
    /// The first of the linked rows that are not known, by ordinal: row of the file, and the row of the store that tells of the same incident.
    pub(super) told: BTreeMap<u32, (u32, StoredRow)>,
    /// Ids of rows that count and that others become sources of.
    pub(super) ids: HashMap<u32, IncidentId>,
    /// How many rows of each list in the store match a row of the file.
    pub(super) matched: BTreeMap<BatchId, u64>,
    /// What changes for rows in the store.
    pub(super) stored: Changes,
}

/// Changes to rows in the store.
#[derive(Debug, Default)]
pub(super) struct Changes {
    count: Vec<(StoredRow, IncidentId)>,
    link: Vec<(StoredRow, IncidentId)>,
    /// Incidents that no longer count and become no source.
    pub(super) gone: Vec<StoredRow>,
    withdraw: Vec<IncidentId>,
}

impl Changes {
    fn take(&mut self, other: Changes) {
        self.count.extend(other.count);
        self.link.extend(other.link);
        self.gone.extend(other.gone);
        self.withdraw.extend(other.withdraw);
    }

    /// Incidents that are made of rows in the store.
    pub(super) fn made(&self) -> HashSet<IncidentId> {
        self.count.iter().map(|(_, id)| *id).collect()
    }

    /// Whether nothing in the store changes.
    pub(super) fn is_empty(&self) -> bool {
        self.count.is_empty() && self.link.is_empty() && self.withdraw.is_empty()
    }

    /// Carries out which rows count: before new rows are added, for these may become sources of them.
    pub(super) async fn count(&self, tx: &mut WriteTx, permit: Permit) -> Result<(), Failure> {
        let (after_all, seq) = (Week::of(tx.now()).next(), tx.seq());
        let told = storage::pictures::told_before(tx, after_all, seq).await?;
        storage::incidents::withdraw(tx, permit, &self.withdraw).await?;
        for (row, id) in &self.count {
            storage::sources::count(tx, permit, row.at, *id, self.is_late(row, &told)).await?;
            point(tx, permit, row, *id).await?;
        }
        Ok(())
    }

    /// Whether a row that begins to count adds to a published week. One that takes the place of an incident which no longer counts adds
    /// nothing when it had come before the week was reported; `told` says for each published week up to which state its rows are reported.
    fn is_late(&self, row: &StoredRow, told: &BTreeMap<Week, i64>) -> bool {
        let takes_over = matches!(row.at, StoredAt::Source(_, of) if self.withdraw.contains(&of));
        told.get(&week_of(&row.row)).is_some_and(|told| row.added > *told || !takes_over)
    }

    /// Carries out which rows are sources: after new rows were added, for they may become sources of these.
    pub(super) async fn link(&self, app: &App, tx: &mut WriteTx, permit: Permit) -> Result<(), Failure> {
        for (row, to) in &self.link {
            storage::sources::link(tx, permit, row.at, app.new_id(), *to).await?;
            point(tx, permit, row, *to).await?;
        }
        Ok(())
    }
}

/// A report counts as the incident that it is a source of.
async fn point(tx: &mut WriteTx, permit: Permit, row: &StoredRow, incident: IncidentId) -> Result<(), Failure> {
    match row.report {
        Some(report) => Ok(storage::sources::point_report(tx, permit, report, incident).await?),
        None => Ok(()),
    }
}

fn week_of(row: &MatchRow) -> Week {
    Week::from_index(row.start.div_euclid(WEEK))
}

/// What rows are compared with: the answers that people gave, and the list that is being replaced.
pub(super) struct Comparison {
    answered: Vec<Answered>,
    pub(super) answers: Answers,
    /// Its rows are compared as if it had gone.
    pub(super) replaces: Option<BatchId>,
}

/// Minutes, ascending: those that answers tie together, which are compared in one go, and others, which are compared week by week.
pub(super) struct Periods {
    tied: Vec<i64>,
    others: Vec<i64>,
}

impl Periods {
    /// The minutes of each period.
    pub(super) fn each(&self) -> impl Iterator<Item = &[i64]> {
        let weeks = self.others.chunk_by(|a, b| a.div_euclid(WEEK) == b.div_euclid(WEEK));
        weeks.chain([&self.tied[..]]).filter(|period| !period.is_empty())
    }
}

impl Comparison {
    pub(super) async fn load(tx: &mut ReadTx, replaces: Option<BatchId>) -> Result<Self, Failure> {
        let answered = storage::sources::answers(tx).await?;
        let answers = storage::sources::noted(&answered);
        Ok(Self { answered, answers, replaces })
    }

    /// Contents of a sender's rows that somebody has answered about.
    pub(super) fn answered_of(&self, sender: SenderId) -> HashSet<[u8; 16]> {
        self.answered_rows().filter(|row| row.sender == sender).map(|row| row.fingerprint).collect()
    }

    fn answered_rows(&self) -> impl Iterator<Item = RowIdentity> + '_ {
        self.answered.iter().flat_map(|a| [a.first.0, a.second.0])
    }

    /// Compares the rows of a file, and the rows that begin in `minutes`, with the store.
    pub(super) async fn outcomes(
        &self,
        app: &App,
        tx: &mut ReadTx,
        file: Option<&Incoming>,
        (minutes, returning): (BTreeSet<i64>, Vec<StoredRow>),
    ) -> Result<Outcomes, Failure> {
        let compared = file.map(Incoming::compared).unwrap_or_default();
        let mut wanted: Vec<i64> = minutes.into_iter().collect();
        wanted.extend(file.iter().flat_map(|file| compared.iter().map(|ordinal| file.minute(*ordinal))));
        wanted.extend(returning.iter().map(|r| r.row.start));
        let wanted = deduplicated(wanted);
        let mut back: BTreeMap<i64, Vec<StoredRow>> = BTreeMap::new();
        for row in returning {
            back.entry(row.row.start).or_default().push(row);
        }
        let mut outcomes = Outcomes::default();
        for period in self.periods(wanted).each() {
            let stored = stored_between(tx, period, 0).await?;
            let new = match file {
                Some(file) => file.arriving(&file.beginning_in(&compared, period)).await?,
                None => Vec::new(),
            };
            let returned: Vec<StoredRow> = period.iter().filter_map(|m| back.get(m)).flatten().cloned().collect();
            self.compare(app, Compared { stored, new, returned }, &mut outcomes);
        }
        Ok(outcomes)
    }

    /// Whether a row of the store is of a list in force that is not being replaced.
    pub(super) fn in_force(&self, row: &StoredRow) -> bool {
        row.in_force && Some(row.row.list) != self.replaces
    }

    /// Minutes by what is compared at once; `wanted` are ascending.
    pub(super) fn periods(&self, wanted: Vec<i64>) -> Periods {
        let tied: Vec<i64> = self.tied(&wanted).into_iter().collect();
        let mut others = wanted;
        others.retain(|minute| tied.binary_search(minute).is_err());
        Periods { tied, others }
    }

    /// Minutes that answers tie to wanted ones: an answer ties its two minutes, a chain of answers ties them all.
    fn tied(&self, wanted: &[i64]) -> BTreeSet<i64> {
        let mut tied: BTreeSet<i64> = BTreeSet::new();
        loop {
            let has = |minute: i64| wanted.binary_search(&minute).is_ok() || tied.contains(&minute);
            let more: Vec<i64> = self.ties().filter(|(a, b)| has(*a) || has(*b)).flat_map(|(a, b)| [a, b]).collect();
            let before = tied.len();
            tied.extend(more);
            if tied.len() == before {
                return tied;
            }
        }
    }

    fn ties(&self) -> impl Iterator<Item = (i64, i64)> + '_ {
        self.answered.iter().filter(|a| a.same && a.first.1 != a.second.1).map(|a| (a.first.1, a.second.1))
    }

    fn compare(&self, app: &App, compared: Compared, outcomes: &mut Outcomes) {
        let (force, orphaned): (Vec<StoredRow>, Vec<StoredRow>) = compared.stored.into_iter().partition(|s| self.in_force(s));
        // A source of a replaced list goes with it; what counts may go on counting for another.
        let orphaned: Vec<StoredRow> = orphaned.into_iter().filter(|s| matches!(s.at, StoredAt::Incident(_))).collect();
        let mut rows: Vec<Row> = force.iter().map(|s| Row { row: s.row.clone(), state: state(s), order: (s.added, s.line) }).collect();
        rows.extend(compared.returned.iter().map(|s| Row { row: s.row.clone(), state: RowState::New, order: (s.added, s.line) }));
        let first_new = rows.len();
        let meeting = self.meeting(&compared.new, rows.iter().map(|r| r.row.start).chain(orphaned.iter().map(|s| s.row.start)));
        rows.extend(meeting.iter().map(|a| Row { row: a.row.clone(), state: RowState::New, order: (i64::MAX, a.ordinal) }));
        let orphans: Vec<Orphan> =
            orphaned.iter().map(|s| Orphan { id: s.incident(), identity: s.row.identity, order: (s.added, s.line) }).collect();
        let settled = matching::settled(&rows, &orphans, &self.with_reduced(&force));
        let stored: Vec<&StoredRow> = force.iter().chain(&compared.returned).collect();
        let rows = ComparedRows { stored, new: meeting, first_new };
        let changes = rows.changes(app, &settled, &orphaned, outcomes);
        outcomes.stored.take(changes);
        self.matched(&rows, &settled, outcomes);
        rows.note_told(&settled, &orphaned, outcomes);
    }

    /// The answers, and what is remembered of rows whose places were removed: those that count as one incident go on doing so, though no
    /// place can be compared any more.
    fn with_reduced(&self, rows: &[StoredRow]) -> Answers {
        let mut answers = self.answers.clone();
        let counted: HashMap<IncidentId, RowIdentity> =
            rows.iter().filter(|s| matches!(s.at, StoredAt::Incident(_))).map(|s| (s.incident(), s.row.identity)).collect();
        for row in rows.iter().filter(|s| s.reduced && matches!(s.at, StoredAt::Source(..))) {
            let with = counted.get(&row.incident()).filter(|with| **with != row.row.identity);
            if let Some(with) = with.filter(|with| answers.of(**with, row.row.identity).is_none()) {
                answers.note(*with, row.row.identity, true);
            }
        }
        answers
    }

    /// New rows that may have to be grouped with others. Those that are left out cannot: nothing stored begins in their minutes, and
    /// nobody has answered about a row of these.
    fn meeting<'a>(&self, new: &'a [Arriving], stored: impl Iterator<Item = i64>) -> Vec<&'a Arriving> {
        let answered: HashSet<RowIdentity> = self.answered_rows().collect();
        let mut minutes: HashSet<i64> = stored.collect();
        minutes.extend(new.iter().filter(|a| answered.contains(&a.row.identity)).map(|a| a.row.start));
        new.iter().filter(|a| minutes.contains(&a.row.start)).collect()
    }

    /// Counts how many rows of each list the file has: those that its rows fell into a group with.
    fn matched(&self, rows: &ComparedRows<'_>, settled: &Settled, outcomes: &mut Outcomes) {
        let new = settled.link.iter().filter_map(|(i, _)| rows.new.get(i.checked_sub(rows.first_new)?));
        let targets: HashSet<IncidentId> = new.filter_map(|a| outcomes.linked.get(&a.ordinal).copied()).collect();
        for row in &rows.stored {
            if targets.contains(&row.incident()) {
                *outcomes.matched.entry(row.row.list).or_default() += 1;
            }
        }
    }
}

pub(super) fn deduplicated(mut minutes: Vec<i64>) -> Vec<i64> {
    minutes.sort_unstable();
    minutes.dedup();
    minutes
}

/// Rows of the store that begin in some minutes or at most `reach` minutes before and after, in the order in which they came.
pub(super) async fn stored_between(tx: &mut ReadTx, minutes: &[i64], reach: i64) -> Result<Vec<StoredRow>, Failure> {
    let mut stored = Vec::new();
    for (first, last) in spans(minutes) {
        stored.extend(storage::sources::between(tx, first - reach, last + reach).await?);
    }
    if reach == 0 {
        stored.retain(|s| minutes.binary_search(&s.row.start).is_ok());
    }
    Ok(in_order(stored))
}

/// Rows of the store in the order in which they came, with their places folded as they are compared.
pub(crate) fn in_order(mut stored: Vec<StoredRow>) -> Vec<StoredRow> {
    stored.sort_by_key(|s| (s.added, s.line, s.own_id()));
    for row in &mut stored {
        row.row.place = row.row.place.as_deref().map(folded);
    }
    stored
}

/// Rows that are compared at once.
struct Compared {
    /// Rows of the store.
    stored: Vec<StoredRow>,
    new: Vec<Arriving>,
    /// Rows of a list that comes back into force.
    returned: Vec<StoredRow>,
}

/// Rows in the order in which they were compared: stored ones, then new ones from `first_new`.
struct ComparedRows<'a> {
    stored: Vec<&'a StoredRow>,
    new: Vec<&'a Arriving>,
    first_new: usize,
}

impl ComparedRows<'_> {
    /// Turns positions into ids: what changes in the store, and what becomes of new rows.
    fn changes(&self, app: &App, settled: &Settled, orphaned: &[StoredRow], outcomes: &mut Outcomes) -> Changes {
        let mut changes = Changes::default();
        let mut ids: HashMap<usize, IncidentId> = HashMap::new();
        let targets: BTreeSet<usize> = settled.link.iter().filter_map(|(_, to)| row_of(*to)).collect();
        for index in &settled.count {
            let id = IncidentId(app.new_id());
            match index.checked_sub(self.first_new).and_then(|i| self.new.get(i)) {
                Some(new) if targets.contains(index) => drop(outcomes.ids.insert(new.ordinal, id)),
                Some(_) => continue,
                None => changes.count.push(((*self.stored[*index]).clone(), id)),
            }
            ids.insert(*index, id);
        }
        let mut becomes_source: BTreeSet<IncidentId> = BTreeSet::new();
        for (index, to) in &settled.link {
            let to = match to {
                Target::Incident(id) => *id,
                Target::Row(row) => match ids.get(row) {
                    Some(id) => *id,
                    None => continue,
                },
            };
            match index.checked_sub(self.first_new).and_then(|i| self.new.get(i)) {
                Some(new) => {
                    outcomes.linked.insert(new.ordinal, to);
                    if settled.known.contains(index) {
                        outcomes.known.insert(new.ordinal);
                    }
                }
                None => {
                    let row = self.stored[*index];
                    if let StoredAt::Incident(id) = row.at {
                        becomes_source.insert(id);
                    }
                    changes.link.push((row.clone(), to));
                }
            }
        }
        changes.withdraw.extend(&settled.withdraw);
        let goes =
            |s: &&StoredRow| matches!(s.at, StoredAt::Incident(id) if settled.withdraw.contains(&id) && !becomes_source.contains(&id));
        changes.gone.extend(orphaned.iter().filter(goes).cloned());
        changes
    }

    /// Notes of new rows that became sources which row of the store tells of the same incident.
    fn note_told(&self, settled: &Settled, orphaned: &[StoredRow], outcomes: &mut Outcomes) {
        let told = told_of(orphaned.iter().chain(self.stored.iter().copied()));
        let linked = settled.link.iter().filter(|(index, _)| !settled.known.contains(index));
        for new in linked.filter_map(|(index, _)| self.new.get(index.checked_sub(self.first_new)?)) {
            let Some(row) = outcomes.linked.get(&new.ordinal).and_then(|to| told.get(to)) else { continue };
            outcomes.told.insert(new.ordinal, (new.line, (*row).clone()));
            if outcomes.told.len() > MOST_REJECTIONS {
                outcomes.told.pop_last();
            }
        }
    }
}

/// The row of the store that a person is told of for each incident: the one that counts, or the first.
fn told_of<'a>(rows: impl Iterator<Item = &'a StoredRow>) -> HashMap<IncidentId, &'a StoredRow> {
    let mut told: HashMap<IncidentId, &StoredRow> = HashMap::new();
    for row in rows {
        let first = told.entry(row.incident()).or_insert(row);
        if matches!(row.at, StoredAt::Incident(_)) {
            *first = row;
        }
    }
    told
}

fn row_of(target: Target) -> Option<usize> {
    match target {
        Target::Row(row) => Some(row),
        Target::Incident(_) => None,
    }
}

fn state(stored: &StoredRow) -> RowState {
    match stored.at {
        StoredAt::Incident(id) => RowState::Counted(id),
        StoredAt::Source(_, to) => RowState::Linked(to),
    }
}

/// Spans that hold all minutes, so far apart that what is near one is not near another.
fn spans(minutes: &[i64]) -> Vec<(i64, i64)> {
    let mut spans: Vec<(i64, i64)> = Vec::new();
    for minute in minutes {
        match spans.last_mut() {
            Some((_, last)) if minute - *last <= 2 * REACH => *last = *minute,
            Some(_) | None => spans.push((*minute, *minute)),
        }
    }
    spans
}

/// Compares again what begins in these minutes and carries out what follows: after a list has gone, a report was accepted, or somebody
/// answered about two rows. `returning` are rows of lists that come back into force.
pub(crate) async fn settle(
    app: &App,
    tx: &mut WriteTx,
    permit: Permit,
    (minutes, returning): (BTreeSet<i64>, Vec<StoredRow>),
) -> Result<(), Failure> {
    let comparison = Comparison::load(tx, None).await?;
    let outcomes = comparison.outcomes(app, tx, None, (minutes, returning)).await?;
    outcomes.stored.count(tx, permit).await?;
    outcomes.stored.link(app, tx, permit).await
}
