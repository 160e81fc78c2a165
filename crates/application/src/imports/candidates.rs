//! Incidents of the store that may be the same as a row of a file, or as each other: what somebody is asked about.

use crate::imports::comparing::{Comparison, Outcomes, deduplicated, stored_between};
use crate::imports::incoming::{Arriving, Incoming};
use domain::failure::Failure;
use domain::ids::{IncidentId, SenderId};
use domain::matching::{self, Likeness, MatchRow, Placed, REACH};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use storage::ReadTx;
use storage::sources::StoredRow;

/// What a row may be the same as.
#[derive(Clone, Debug)]
pub(super) struct Likely {
    /// Row of the file.
    pub(super) new: Arriving,
    /// Row of the store that is like it.
    pub(super) earlier: StoredRow,
    /// Why.
    pub(super) likeness: Likeness,
}

impl Likely {
    /// The incident that the row of the store tells of.
    pub(super) fn incident(&self) -> IncidentId {
        self.earlier.incident()
    }
}

impl Comparison {
    /// What may be the same as a row of the file, of the incidents that the rows of the store tell of.
    pub(super) fn likely(&self, new: &Arriving, incidents: &[&[StoredRow]]) -> Option<Likely> {
        let here = std::iter::once(Placed { row: &new.row, position: new.position });
        let asked = incidents.iter().filter_map(|rows| {
            let there = rows.iter().map(|s| Placed { row: &s.row, position: s.position });
            let question = matching::question(here.clone(), there, &self.answers)?;
            Some((question.likeness, &rows[question.second]))
        });
        let order = |(likeness, s): &(Likeness, &StoredRow)| {
            let other_code = new.row.code != s.row.code;
            (*likeness, other_code, (s.row.start - new.row.start).abs(), s.added, s.line)
        };
        let (likeness, earlier) = asked.min_by_key(order)?;
        Some(Likely { new: new.clone(), earlier: earlier.clone(), likeness })
    }

    /// Rows of a file that count and may be the same as an incident of another list. An incident that a row of the file is a source of
    /// is none of them, for a list tells each incident once. `outcomes` are those of the whole file.
    pub(super) async fn near(&self, tx: &mut ReadTx, file: &Incoming, outcomes: &Outcomes) -> Result<Vec<(u32, Likely)>, Failure> {
        let matched: HashSet<IncidentId> = outcomes.linked.values().copied().collect();
        let open: Vec<u32> = file.compared().into_iter().filter(|ordinal| !outcomes.linked.contains_key(ordinal)).collect();
        let minutes: Vec<i64> = open.iter().map(|ordinal| file.minute(*ordinal)).collect();
        let mut found = Vec::new();
        for period in self.periods(deduplicated(minutes)).each() {
            let mut stored = stored_between(tx, period, REACH).await?;
            stored.retain(|s| self.in_force(s) && !matched.contains(&s.incident()));
            let candidates = Candidates::of(stored);
            for new in file.arriving(&file.beginning_in(&open, period)).await? {
                let likely = self.likely(&new, &candidates.near(&new.row));
                found.extend(likely.map(|likely| (new.ordinal, likely)));
            }
        }
        Ok(found)
    }
}

/// Incidents of the store that somebody may be asked about, found by what such a pair has in common.
pub(crate) struct Candidates {
    /// The rows of each incident.
    incidents: Vec<Vec<StoredRow>>,
    /// By category, in the order in which they begin: minute and incident.
    by_category: HashMap<&'static str, Vec<(i64, usize)>>,
    by_id: HashMap<(SenderId, [u8; 16]), Vec<usize>>,
}

impl Candidates {
    /// `rows` are all rows in force of the incidents.
    pub(crate) fn of(rows: Vec<StoredRow>) -> Self {
        let mut of_incident: BTreeMap<IncidentId, Vec<StoredRow>> = BTreeMap::new();
        for row in rows {
            of_incident.entry(row.incident()).or_default().push(row);
        }
        let incidents: Vec<Vec<StoredRow>> = of_incident.into_values().collect();
        let mut found = Self { incidents: Vec::new(), by_category: HashMap::new(), by_id: HashMap::new() };
        for (at, row) in incidents.iter().enumerate().flat_map(|(at, rows)| rows.iter().map(move |row| (at, row))) {
            found.by_category.entry(row.row.category.code()).or_default().push((row.row.start, at));
            if let Some(id) = row.row.source_id {
                found.by_id.entry((row.row.identity.sender, id)).or_default().push(at);
            }
        }
        found.by_category.values_mut().for_each(|rows| rows.sort_unstable());
        Self { incidents, ..found }
    }

    /// Incidents by their position.
    pub(crate) fn incidents(&self) -> &[Vec<StoredRow>] {
        &self.incidents
    }

    /// Positions of the incidents that may be the same as a row, each once.
    pub(crate) fn positions_near(&self, row: &MatchRow) -> BTreeSet<usize> {
        let alike = self.by_category.get(row.category.code()).map_or(&[][..], Vec::as_slice);
        let from = alike.partition_point(|(start, _)| *start < row.start - REACH);
        let to = alike.partition_point(|(start, _)| *start <= row.start + REACH);
        let same_id = row.source_id.and_then(|id| self.by_id.get(&(row.identity.sender, id)));
        alike[from..to].iter().map(|(_, at)| *at).chain(same_id.into_iter().flatten().copied()).collect()
    }

    fn near(&self, row: &MatchRow) -> Vec<&[StoredRow]> {
        self.positions_near(row).into_iter().map(|at| self.incidents[at].as_slice()).collect()
    }
}
