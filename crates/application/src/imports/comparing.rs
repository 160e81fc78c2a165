//! Rows of a list beside those that stand in the store: which are the same incidents, and what has to change for each to count once.

use crate::App;
use crate::imports::placing::Area;
use domain::actor::Permit;
use domain::failure::Failure;
use domain::ids::{BatchId, IncidentId};
use domain::matching::{self, Answers, Counted, Likeness, MINUTES_APART, MatchRow, Placed, Row, RowIdentity, Settled, Standing, Target};
use domain::names::folded;
use domain::week::Week;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use storage::sources::{Answered, StoredAt, StoredRow};
use storage::{ReadTx, WriteTx};

/// Minutes that are looked up at a time; a gap of more than this between two starts a new look.
const GAP: i64 = 180;

/// Longest span of one look, minutes: a week.
const LOOK: i64 = 7 * 24 * 60;

/// A row that is about to come.
#[derive(Clone, Debug)]
pub(super) struct Arriving {
    /// What is compared.
    pub(super) row: MatchRow,
    /// SWEREF 99 TM easting and northing.
    pub(super) position: Option<[f64; 2]>,
    /// Where in its file, counted from 0.
    pub(super) ordinal: u32,
    /// Row of its file as a spreadsheet shows it.
    pub(super) line: u32,
    /// Whether its week's picture was published before.
    pub(super) late: bool,
    /// How its district became known.
    pub(super) area: Area,
    /// Whether an earlier row of the file is alike in everything.
    pub(super) alike: bool,
}

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
    pub(super) fn correction(&mut self, (ordinal, line): (u32, u32), with: &StoredRow, fingerprint: [u8; 16], comparison: &Comparison) {
        let identity = RowIdentity { sender: with.row.identity.sender, fingerprint };
        if let (StoredAt::Incident(incident), None) = (with.at, comparison.answers.of(identity, with.row.identity)) {
            self.probable.push((ordinal, Likely { line, incident, with: with.row.clone(), likeness: Likeness::Correction }));
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
    /// The row that is like it.
    pub(super) with: MatchRow,
    /// Why.
    pub(super) likeness: Likeness,
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
    Week::from_index(row.start.div_euclid(7 * 24 * 60))
}

/// What rows are compared with: the answers that people gave, and the list that is being replaced.
pub(super) struct Comparison {
    answered: Vec<Answered>,
    answers: Answers,
    mentioned: HashSet<RowIdentity>,
    /// Its rows are compared as if it had gone.
    pub(super) replaces: Option<BatchId>,
}

impl Comparison {
    pub(super) async fn load(tx: &mut ReadTx, replaces: Option<BatchId>) -> Result<Self, Failure> {
        let answered = storage::sources::answers(tx).await?;
        let answers = storage::sources::noted(&answered);
        let mentioned = answered.iter().flat_map(|a| [a.first.0, a.second.0]).collect();
        Ok(Self { answered, answers, mentioned, replaces })
    }

    /// A comparison without answers.
    pub(super) fn none() -> Self {
        Self { answered: Vec::new(), answers: Answers::default(), mentioned: HashSet::new(), replaces: None }
    }

    /// Whether somebody has answered about a row.
    pub(super) fn mentions(&self, row: &MatchRow) -> bool {
        self.mentioned.contains(&row.identity)
    }

    /// Compares rows that are about to come, and the rows that begin in `minutes`, with what stands in the store.
    pub(super) async fn outcomes(
        &self,
        app: &App,
        tx: &mut ReadTx,
        arriving: &[Arriving],
        (minutes, returning): (BTreeSet<i64>, Vec<StoredRow>),
    ) -> Result<Outcomes, Failure> {
        let mut wanted = minutes;
        wanted.extend(arriving.iter().map(|a| a.row.start));
        wanted.extend(returning.iter().map(|r| r.row.start));
        let mut waiting: BTreeMap<i64, Vec<&Arriving>> = BTreeMap::new();
        for row in arriving {
            waiting.entry(row.row.start).or_default().push(row);
        }
        let mut back: BTreeMap<i64, Vec<StoredRow>> = BTreeMap::new();
        for row in returning {
            back.entry(row.row.start).or_default().push(row);
        }
        let mut outcomes = Outcomes::default();
        for look in self.looks(wanted) {
            let mut stored = Vec::new();
            for (first, last) in spans(&look) {
                stored.extend(storage::sources::between(tx, first - MINUTES_APART, last + MINUTES_APART).await?);
            }
            stored.sort_by_key(|s| (s.added, s.line, id_of(s)));
            stored.dedup_by_key(|s| id_of(s));
            for row in &mut stored {
                row.row.place = row.row.place.as_deref().map(folded);
            }
            let (within, around): (Vec<_>, Vec<_>) = stored.into_iter().partition(|s| look.contains(&s.row.start));
            let new: Vec<&Arriving> = look.iter().filter_map(|m| waiting.get(m)).flatten().copied().collect();
            let returned: Vec<StoredRow> = look.iter().filter_map(|m| back.get(m)).flatten().cloned().collect();
            self.one_look(app, Look { within, around, new, returned }, &mut outcomes);
        }
        Ok(outcomes)
    }

    /// Minutes in the order they are looked at: those that an answer ties together in one look.
    fn looks(&self, wanted: BTreeSet<i64>) -> Vec<BTreeSet<i64>> {
        let mut left = wanted;
        let mut looks = Vec::new();
        let mut tied: BTreeSet<i64> = BTreeSet::new();
        // An answer ties its two minutes; a chain of answers ties them all.
        loop {
            let more: Vec<i64> = self.ties().filter(|(a, b)| has_one(&left, &tied, *a, *b)).flat_map(|(a, b)| [a, b]).collect();
            let before = tied.len();
            tied.extend(more);
            if tied.len() == before {
                break;
            }
        }
        left.retain(|m| !tied.contains(m));
        if !tied.is_empty() {
            looks.push(tied);
        }
        let mut current: BTreeSet<i64> = BTreeSet::new();
        for minute in left {
            if current.first().is_some_and(|first| minute - first > LOOK) {
                looks.push(std::mem::take(&mut current));
            }
            current.insert(minute);
        }
        if !current.is_empty() {
            looks.push(current);
        }
        looks
    }

    fn ties(&self) -> impl Iterator<Item = (i64, i64)> + '_ {
        self.answered.iter().filter(|a| a.same && a.first.1 != a.second.1).map(|a| (a.first.1, a.second.1))
    }

    fn one_look(&self, app: &App, look: Look<'_>, outcomes: &mut Outcomes) {
        let in_force = |s: &StoredRow| s.in_force && Some(s.row.list) != self.replaces;
        let (force, orphaned): (Vec<StoredRow>, Vec<StoredRow>) = look.within.into_iter().partition(in_force);
        // A source of a replaced list goes with it; what counts may go on counting for another.
        let orphaned: Vec<StoredRow> = orphaned.into_iter().filter(|s| matches!(s.at, StoredAt::Incident(_))).collect();
        let mut rows: Vec<Row> =
            force.iter().map(|s| Row { row: s.row.clone(), standing: standing(s), order: (s.added, s.line) }).collect();
        rows.extend(look.returned.iter().map(|s| Row { row: s.row.clone(), standing: Standing::New, order: (s.added, s.line) }));
        let first_new = rows.len();
        rows.extend(look.new.iter().map(|a| Row { row: a.row.clone(), standing: Standing::New, order: (i64::MAX, a.ordinal) }));
        let orphans: Vec<Counted> = orphaned
            .iter()
            .filter_map(|s| match s.at {
                StoredAt::Incident(id) => Some(Counted { id, identity: s.row.identity, order: (s.added, s.line) }),
                StoredAt::Source(..) => None,
            })
            .collect();
        let settled = matching::settled(&rows, &orphans, &self.answers);
        let stored: Vec<&StoredRow> = force.iter().chain(&look.returned).collect();
        let told = Told { stored, new: look.new, first_new };
        let changes = told.changes(app, &settled, &orphaned, outcomes);
        outcomes.stored.take(changes);
        self.met(&told, &settled, outcomes);
        self.probable(&told, &look.around, outcomes);
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

    fn probable(&self, told: &Told<'_>, around: &[StoredRow], outcomes: &mut Outcomes) {
        for new in &told.new {
            if outcomes.linked.contains_key(&new.ordinal) {
                continue;
            }
            let here = Placed { row: &new.row, position: new.position };
            let candidates = told.stored.iter().copied().chain(around.iter().filter(|s| s.in_force && Some(s.row.list) != self.replaces));
            let likely = candidates.filter_map(|s| {
                let likeness = matching::probable(here, Placed { row: &s.row, position: s.position }, &self.answers)?;
                Some((likeness, (s.row.start - new.row.start).abs(), s))
            });
            if let Some((likeness, _, with)) = likely.min_by_key(|(likeness, apart, s)| (*likeness, *apart, s.added, s.line)) {
                let incident = match with.at {
                    StoredAt::Incident(id) | StoredAt::Source(_, id) => id,
                };
                outcomes.probable.push((new.ordinal, Likely { line: new.line, incident, with: with.row.clone(), likeness }));
            }
        }
    }
}

fn has_one(left: &BTreeSet<i64>, tied: &BTreeSet<i64>, a: i64, b: i64) -> bool {
    [a, b].iter().any(|m| left.contains(m) || tied.contains(m))
}

/// Rows that are compared at once.
struct Look<'a> {
    /// Rows of the store that begin in the minutes of the look.
    within: Vec<StoredRow>,
    /// Those that begin so near that somebody may be asked about them.
    around: Vec<StoredRow>,
    new: Vec<&'a Arriving>,
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

/// Spans that hold all minutes without long gaps.
fn spans(minutes: &BTreeSet<i64>) -> Vec<(i64, i64)> {
    let mut spans: Vec<(i64, i64)> = Vec::new();
    for minute in minutes {
        match spans.last_mut() {
            Some((_, last)) if minute - *last <= GAP => *last = *minute,
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
    let outcomes = comparison.outcomes(app, tx, &[], (minutes, returning)).await?;
    outcomes.stored.count(tx, permit).await?;
    outcomes.stored.link(app, tx, permit).await
}
