//! Rows of a list beside those that stand in the store: which are the same incidents, and what has to change for each to count once.

use crate::App;
use crate::imports::incoming::{Arriving, Incoming};
use domain::actor::Permit;
use domain::failure::Failure;
use domain::ids::{BatchId, IncidentId, SenderId};
use domain::matching::{self, Answers, Counted, Likeness, MatchRow, Placed, REACH, Row, RowIdentity, Settled, Standing, Target};
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
    /// Ids of rows that count and that others become sources of.
    pub(super) ids: HashMap<u32, IncidentId>,
    /// Rows that count and may be the same as an incident of another list.
    pub(super) probable: Vec<(u32, Likely)>,
    /// How many rows of each list in the store the file has.
    pub(super) met: BTreeMap<BatchId, u64>,
    /// What changes for rows that stand in the store.
    pub(super) stored: Changes,
}

impl Outcomes {
    /// Notes a row whose id the sender has used for something else, unless somebody has answered about the two.
    pub(super) fn correction(&mut self, row: &Arriving, with: &StoredRow, comparison: &Comparison) {
        if let (StoredAt::Incident(_), None) = (with.at, comparison.answers.of(row.row.identity, with.row.identity)) {
            self.probable.push((row.ordinal, Likely::new(row, with, Likeness::Correction)));
        }
    }
}

/// What a row may be the same as.
#[derive(Clone, Debug)]
pub(super) struct Likely {
    /// Row of the file.
    pub(super) line: u32,
    /// The incident that counts.
    pub(super) incident: IncidentId,
    /// Who reported the row that is like it.
    pub(super) sender: SenderId,
    /// Its list.
    pub(super) list: BatchId,
    /// Minute in which it begins.
    pub(super) start: i64,
    /// Why.
    pub(super) likeness: Likeness,
}

impl Likely {
    fn new(row: &Arriving, with: &StoredRow, likeness: Likeness) -> Self {
        let (StoredAt::Incident(incident) | StoredAt::Source(_, incident)) = with.at;
        Self { line: row.line, incident, sender: with.row.identity.sender, list: with.row.list, start: with.row.start, likeness }
    }
}

/// Changes to rows that stand in the store.
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

    /// Incidents that are made of rows that stand in the store.
    pub(super) fn made(&self) -> HashSet<IncidentId> {
        self.count.iter().map(|(_, id)| *id).collect()
    }

    /// Whether nothing that stands in the store changes.
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
    answers: Answers,
    /// Its rows are compared as if it had gone.
    pub(super) replaces: Option<BatchId>,
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

    /// Compares the rows of a file, and the rows that begin in `minutes`, with what stands in the store.
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
        wanted.sort_unstable();
        wanted.dedup();
        let mut back: BTreeMap<i64, Vec<StoredRow>> = BTreeMap::new();
        for row in returning {
            back.entry(row.row.start).or_default().push(row);
        }
        let mut outcomes = Outcomes::default();
        // Those that answers tie together are looked at in one go, the others week by week.
        let tied: Vec<i64> = self.tied(&wanted).into_iter().collect();
        wanted.retain(|minute| tied.binary_search(minute).is_err());
        let weeks = wanted.chunk_by(|a, b| a.div_euclid(WEEK) == b.div_euclid(WEEK));
        for look in weeks.chain([&tied[..]]).filter(|look| !look.is_empty()) {
            let (within, around): (Vec<_>, Vec<_>) =
                stored_near(tx, look).await?.into_iter().partition(|s| look.binary_search(&s.row.start).is_ok());
            let new = match file {
                Some(file) => file.arriving(&file.beginning_in(&compared, look)).await?,
                None => Vec::new(),
            };
            let returned: Vec<StoredRow> = look.iter().filter_map(|m| back.get(m)).flatten().cloned().collect();
            self.one_look(app, Look { within, around, new, returned }, &mut outcomes);
        }
        Ok(outcomes)
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

    fn one_look(&self, app: &App, look: Look, outcomes: &mut Outcomes) {
        let in_force = |s: &StoredRow| s.in_force && Some(s.row.list) != self.replaces;
        let (force, orphaned): (Vec<StoredRow>, Vec<StoredRow>) = look.within.into_iter().partition(in_force);
        // A source of a replaced list goes with it; what counts may go on counting for another.
        let orphaned: Vec<StoredRow> = orphaned.into_iter().filter(|s| matches!(s.at, StoredAt::Incident(_))).collect();
        let mut rows: Vec<Row> =
            force.iter().map(|s| Row { row: s.row.clone(), standing: standing(s), order: (s.added, s.line) }).collect();
        rows.extend(look.returned.iter().map(|s| Row { row: s.row.clone(), standing: Standing::New, order: (s.added, s.line) }));
        let first_new = rows.len();
        let (meeting, alone) = self.meeting(&look.new, rows.iter().map(|r| r.row.start).chain(orphaned.iter().map(|s| s.row.start)));
        rows.extend(meeting.iter().map(|a| Row { row: a.row.clone(), standing: Standing::New, order: (i64::MAX, a.ordinal) }));
        let orphans: Vec<Counted> = orphaned
            .iter()
            .filter_map(|s| match s.at {
                StoredAt::Incident(id) => Some(Counted { id, identity: s.row.identity, order: (s.added, s.line) }),
                StoredAt::Source(..) => None,
            })
            .collect();
        let settled = matching::settled(&rows, &orphans, &self.answers);
        let stored: Vec<&StoredRow> = force.iter().chain(&look.returned).collect();
        let told = Told { stored, new: meeting, first_new };
        let changes = told.changes(app, &settled, &orphaned, outcomes);
        outcomes.stored.take(changes);
        self.met(&told, &settled, outcomes);
        let around = look.around.iter().filter(|s| in_force(s));
        let candidates = Candidates::of(told.stored.iter().copied().chain(around));
        self.probable(told.new.into_iter().chain(alone), &candidates, outcomes);
    }

    /// New rows that may have to be grouped with others, and those that cannot: nothing stored begins in their minutes, and nobody has
    /// answered about a row of these.
    fn meeting<'a>(&self, new: &'a [Arriving], stored: impl Iterator<Item = i64>) -> (Vec<&'a Arriving>, Vec<&'a Arriving>) {
        let answered: HashSet<RowIdentity> = self.answered_rows().collect();
        let mut minutes: HashSet<i64> = stored.collect();
        minutes.extend(new.iter().filter(|a| answered.contains(&a.row.identity)).map(|a| a.row.start));
        new.iter().partition(|a| minutes.contains(&a.row.start))
    }

    /// Counts how many rows of each list the file has: those that its rows fell into a group with.
    fn met(&self, told: &Told<'_>, settled: &Settled, outcomes: &mut Outcomes) {
        let linked: BTreeSet<usize> = settled.link.iter().filter(|(i, _)| *i >= told.first_new).map(|(i, _)| *i).collect();
        let mut targets: BTreeMap<IncidentId, u64> = BTreeMap::new();
        for index in linked {
            if let Some(to) = told.new.get(index - told.first_new).and_then(|a| outcomes.linked.get(&a.ordinal)) {
                *targets.entry(*to).or_default() += 1;
            }
        }
        for row in &told.stored {
            let incident = match row.at {
                StoredAt::Incident(id) | StoredAt::Source(_, id) => id,
            };
            if targets.contains_key(&incident) {
                *outcomes.met.entry(row.row.list).or_default() += 1;
            }
        }
    }

    fn probable<'a>(&self, new: impl Iterator<Item = &'a Arriving>, candidates: &Candidates<'_>, outcomes: &mut Outcomes) {
        for new in new {
            if outcomes.linked.contains_key(&new.ordinal) {
                continue;
            }
            let here = Placed { row: &new.row, position: new.position };
            let likely = candidates.near(&new.row).filter_map(|s| {
                let likeness = matching::probable(here, Placed { row: &s.row, position: s.position }, &self.answers)?;
                Some((likeness, (s.row.start - new.row.start).abs(), s))
            });
            if let Some((likeness, _, with)) = likely.min_by_key(|(likeness, apart, s)| (*likeness, *apart, s.added, s.line)) {
                outcomes.probable.push((new.ordinal, Likely::new(new, with, likeness)));
            }
        }
    }
}

/// Stored rows that somebody may be asked about, found by what such a pair has in common.
struct Candidates<'a> {
    /// By category, in the order in which they begin.
    by_category: HashMap<&'static str, Vec<&'a StoredRow>>,
    by_id: HashMap<(SenderId, [u8; 16]), Vec<&'a StoredRow>>,
}

impl<'a> Candidates<'a> {
    fn of(rows: impl Iterator<Item = &'a StoredRow>) -> Self {
        let mut found = Self { by_category: HashMap::new(), by_id: HashMap::new() };
        for row in rows {
            found.by_category.entry(row.row.category.code()).or_default().push(row);
            if let Some(id) = row.row.source_id {
                found.by_id.entry((row.row.identity.sender, id)).or_default().push(row);
            }
        }
        for rows in found.by_category.values_mut() {
            rows.sort_by_key(|row| row.row.start);
        }
        found
    }

    fn near<'b>(&'b self, row: &MatchRow) -> impl Iterator<Item = &'a StoredRow> + use<'a, 'b> {
        let alike = self.by_category.get(row.category.code()).map_or(&[][..], Vec::as_slice);
        let from = alike.partition_point(|s| s.row.start < row.start - REACH);
        let to = alike.partition_point(|s| s.row.start <= row.start + REACH);
        let same_id = row.source_id.and_then(|id| self.by_id.get(&(row.identity.sender, id)));
        alike[from..to].iter().chain(same_id.into_iter().flatten()).copied()
    }
}

/// Rows of the store that begin in some minutes, or so near that somebody may be asked about them; in the order in which they came.
async fn stored_near(tx: &mut ReadTx, minutes: &[i64]) -> Result<Vec<StoredRow>, Failure> {
    let mut stored = Vec::new();
    for (first, last) in spans(minutes) {
        stored.extend(storage::sources::between(tx, first - REACH, last + REACH).await?);
    }
    stored.sort_by_key(|s| (s.added, s.line, id_of(s)));
    for row in &mut stored {
        row.row.place = row.row.place.as_deref().map(folded);
    }
    Ok(stored)
}

/// Rows that are compared at once.
struct Look {
    /// Rows of the store that begin in the minutes of the look.
    within: Vec<StoredRow>,
    /// Those that begin so near that somebody may be asked about them.
    around: Vec<StoredRow>,
    new: Vec<Arriving>,
    /// Rows of a list that comes back into force.
    returned: Vec<StoredRow>,
}

/// Rows in the order in which they were compared: stored ones, then new ones from `first_new`.
struct Told<'a> {
    stored: Vec<&'a StoredRow>,
    new: Vec<&'a Arriving>,
    first_new: usize,
}

impl Told<'_> {
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
}

fn row_of(target: Target) -> Option<usize> {
    match target {
        Target::Row(row) => Some(row),
        Target::Incident(_) => None,
    }
}

fn standing(stored: &StoredRow) -> Standing {
    match stored.at {
        StoredAt::Incident(id) => Standing::Counted(id),
        StoredAt::Source(_, to) => Standing::Linked(to),
    }
}

fn id_of(stored: &StoredRow) -> [u8; 16] {
    match stored.at {
        StoredAt::Incident(id) => id.0,
        StoredAt::Source(id, _) => id,
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
