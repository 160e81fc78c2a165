//! Finding the pairs of some weeks.

use super::WEEKS_OF_IDS;
use crate::imports::{Candidates, in_order};
use domain::failure::Failure;
use domain::ids::IncidentId;
use domain::matching::{Answers, Likeness, Placed, REACH, RowIdentity, question};
use domain::week::{Week, clock_seconds};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use storage::ReadTx;
use storage::sources::{Answered, StoredAt, StoredRow};

/// Whole weeks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Period {
    pub(super) first: Week,
    pub(super) last: Week,
}

impl Period {
    /// First minute, and the first one after.
    fn minutes(self) -> (i64, i64) {
        let minute = |week: Week| clock_seconds(week.start()).div_euclid(60);
        (minute(self.first), minute(self.last.plus(1)))
    }

    fn has_the_later_of(self, a: i64, b: i64) -> bool {
        let (from, to) = self.minutes();
        (from..to).contains(&a.max(b))
    }
}

/// Rows in force of some weeks, those that somebody may be asked about with them, and the answers that people gave.
pub(super) struct Found {
    period: Period,
    candidates: Candidates,
    answered: Vec<Answered>,
    answers: Answers,
}

impl Found {
    pub(super) async fn load(tx: &mut ReadTx, period: Period) -> Result<Self, Failure> {
        let answered = storage::sources::answers(tx).await?;
        let answers = storage::sources::noted(&answered);
        let (from, to) = period.minutes();
        let mut rows = storage::sources::between(tx, from - REACH, to - 1).await?;
        let ids: HashSet<_> = rows.iter().filter_map(id_of_source).collect();
        if !ids.is_empty() {
            let weeks = (period.first.plus(-WEEKS_OF_IDS), period.first);
            let earlier = storage::sources::with_own_id(tx, weeks).await?.into_iter();
            rows.extend(earlier.filter(|row| row.row.start < from - REACH && id_of_source(row).is_some_and(|id| ids.contains(&id))));
        }
        let ends = answered.iter().filter(|a| period.has_the_later_of(a.first.1, a.second.1)).flat_map(|a| [a.first.1, a.second.1]);
        let far: BTreeSet<i64> = ends.filter(|minute| *minute < from - REACH).collect();
        for minute in far {
            rows.extend(storage::sources::between(tx, minute, minute).await?);
        }
        rows.retain(|row| row.in_force);
        let mut seen = HashSet::new();
        rows.retain(|row| seen.insert(row.own_id()));
        Ok(Self { period, candidates: Candidates::of(in_order(rows)), answered, answers })
    }

    fn incidents(&self) -> &[Vec<StoredRow>] {
        self.candidates.incidents()
    }

    /// Rows of two incidents that may be the same, the earlier row first, and why; newest first.
    pub(super) fn asked(&self) -> Vec<(&StoredRow, &StoredRow, Likeness)> {
        let mut seen: HashSet<(usize, usize)> = HashSet::new();
        let mut asked = Vec::new();
        for (at, rows) in self.incidents().iter().enumerate() {
            let near: BTreeSet<usize> = rows.iter().flat_map(|row| self.candidates.positions_near(&row.row)).filter(|o| *o != at).collect();
            for other in near {
                if seen.insert((at.min(other), at.max(other))) {
                    asked.extend(self.question(rows, &self.incidents()[other]));
                }
            }
        }
        asked.retain(|(a, b, _)| self.period.has_the_later_of(a.row.start, b.row.start));
        asked.sort_by_key(|(a, b, _)| (Reverse(a.row.start.max(b.row.start)), a.own_id(), b.own_id()));
        asked
    }

    fn question<'a>(&self, a: &'a [StoredRow], b: &'a [StoredRow]) -> Option<(&'a StoredRow, &'a StoredRow, Likeness)> {
        let placed = |rows: &'a [StoredRow]| rows.iter().map(|row| Placed { row: &row.row, position: row.position });
        let found = question(placed(a), placed(b), &self.answers)?;
        let (first, second) = earlier_first(&a[found.first], &b[found.second]);
        Some((first, second, found.likeness))
    }

    /// Rows that somebody has answered about, with the answer; the latest answer first.
    pub(super) fn answered(&self) -> Vec<(&StoredRow, &StoredRow, bool)> {
        let mut rows: HashMap<RowIdentity, &StoredRow> = HashMap::new();
        for row in self.incidents().iter().flatten() {
            rows.entry(row.row.identity).or_insert(row);
        }
        let in_period = self.answered.iter().rev().filter(|a| self.period.has_the_later_of(a.first.1, a.second.1));
        let known = in_period.filter_map(|a| Some((*rows.get(&a.first.0)?, *rows.get(&a.second.0)?, a.same)));
        known
            .map(|(a, b, same)| {
                let (first, second) = earlier_first(a, b);
                (first, second, same)
            })
            .collect()
    }

    /// The row that counts of each incident, or the first one in force, with every other that says something of its own and that nobody
    /// has answered about; newest first.
    pub(super) fn linked(&self) -> Vec<(&StoredRow, &StoredRow)> {
        let mut seen: HashSet<(IncidentId, RowIdentity)> = HashSet::new();
        let mut pairs = Vec::new();
        for rows in self.incidents() {
            let counted = rows.iter().find(|row| matches!(row.at, StoredAt::Incident(_)));
            let Some(first) = counted.or(rows.first()) else { continue };
            for other in rows.iter().filter(|row| row.row.identity != first.row.identity) {
                let is_open = self.answers.of(first.row.identity, other.row.identity).is_none();
                if is_open
                    && self.period.has_the_later_of(first.row.start, other.row.start)
                    && seen.insert((first.incident(), other.row.identity))
                {
                    pairs.push((first, other));
                }
            }
        }
        pairs.sort_by_key(|(first, other)| (Reverse(first.row.start.max(other.row.start)), first.own_id(), other.own_id()));
        pairs
    }
}

fn earlier_first<'a>(a: &'a StoredRow, b: &'a StoredRow) -> (&'a StoredRow, &'a StoredRow) {
    let order = |row: &StoredRow| (row.added, row.line, row.own_id());
    if order(a) <= order(b) { (a, b) } else { (b, a) }
}

fn id_of_source(row: &StoredRow) -> Option<(domain::ids::SenderId, [u8; 16])> {
    row.row.source_id.map(|id| (row.row.identity.sender, id))
}
