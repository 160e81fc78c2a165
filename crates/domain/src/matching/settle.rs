//! What a store has to change so that each group of matching rows counts once.

use super::{Answers, MatchRow, RowIdentity, groups};
use crate::ids::IncidentId;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a row of a list in force is in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowState {
    /// The incident that counts.
    Counted(IncidentId),
    /// One more source of an incident.
    Linked(IncidentId),
    /// Not there yet.
    New,
}

/// A row of a list in force.
#[derive(Clone, Debug)]
pub struct Row {
    /// What is compared.
    pub row: MatchRow,
    /// How it stands.
    pub state: RowState,
    /// When it came and where in its list: the first of a group is the one that counts.
    pub order: (i64, u32),
}

/// An incident that counts although the list it came with is no longer in force: that list was replaced or undone. It goes on counting
/// while another list has a row alike in everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orphan {
    /// The incident.
    pub id: IncidentId,
    /// Source and content.
    pub identity: RowIdentity,
    /// When it came and where in its list.
    pub order: (i64, u32),
}

/// An incident that a row is to be a source of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// One that counts already.
    Incident(IncidentId),
    /// The one that this row is to become.
    Row(usize),
}

/// What has to change. Rows are positions in the rows given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Rows that become incidents.
    pub count: Vec<usize>,
    /// Rows that become sources.
    pub link: Vec<(usize, Target)>,
    /// Incidents that no longer count; those of rows that become sources are among them.
    pub withdraw: Vec<IncidentId>,
    /// New rows whose group has a row alike in everything from the same source.
    pub known: BTreeSet<usize>,
}

/// Compares how rows stand with how they should: each group counts as the first of its rows. What counts already goes on counting
/// where it can, so that nothing is withdrawn and added again without need. `orphans` are those of the same minutes.
pub fn settled(rows: &[Row], orphans: &[Orphan], answers: &Answers) -> Settled {
    let compared: Vec<MatchRow> = rows.iter().map(|r| r.row.clone()).collect();
    let mut spare: BTreeMap<RowIdentity, Vec<Orphan>> = BTreeMap::new();
    for orphan in orphans {
        spare.entry(orphan.identity).or_default().push(*orphan);
    }
    let mut result = Settled::default();
    for mut group in groups(&compared, answers) {
        group.sort_by_key(|i| rows[*i].order);
        let (target, orphan) = match present(rows, &group, &mut spare) {
            Some(Present::Row(incident)) => (Target::Incident(incident), None),
            Some(Present::Orphan(counted)) => (Target::Incident(counted.id), Some(counted.identity)),
            None => {
                result.count.push(group[0]);
                (Target::Row(group[0]), None)
            }
        };
        place(rows, &group, (target, orphan), &mut result);
    }
    result.withdraw.extend(spare.into_values().flatten().map(|orphan| orphan.id));
    result
}

/// The incident that a group counts as already.
enum Present {
    Row(IncidentId),
    Orphan(Orphan),
}

/// The incident that a group counts as already: the earliest, be it a row's own or one that only equals a row of it.
fn present(rows: &[Row], group: &[usize], spare: &mut BTreeMap<RowIdentity, Vec<Orphan>>) -> Option<Present> {
    let own = group.iter().find_map(|i| match rows[*i].state {
        RowState::Counted(id) => Some((rows[*i].order, id)),
        RowState::Linked(_) | RowState::New => None,
    });
    let orphan = group.iter().find_map(|i| {
        let of_identity = spare.get_mut(&rows[*i].row.identity)?;
        let earlier = of_identity.first().is_some_and(|o| own.is_none_or(|(order, _)| o.order < order));
        earlier.then(|| of_identity.remove(0))
    });
    orphan.map(Present::Orphan).or(own.map(|(_, id)| Present::Row(id)))
}

fn place(rows: &[Row], group: &[usize], (target, orphan): (Target, Option<RowIdentity>), result: &mut Settled) {
    let mut told: HashMap<RowIdentity, usize> = orphan.into_iter().map(|identity| (identity, 1)).collect();
    for index in group {
        *told.entry(rows[*index].row.identity).or_default() += 1;
    }
    for &index in group {
        let alike = told.get(&rows[index].row.identity).is_some_and(|n| *n > 1);
        match rows[index].state {
            RowState::Counted(id) if Target::Incident(id) == target => {}
            RowState::Counted(id) => {
                result.withdraw.push(id);
                result.link.push((index, target));
            }
            RowState::Linked(id) if Target::Incident(id) == target => {}
            RowState::New if alike && Target::Row(index) != target => {
                result.known.insert(index);
                result.link.push((index, target));
            }
            RowState::Linked(_) | RowState::New if Target::Row(index) != target => result.link.push((index, target)),
            RowState::Linked(_) | RowState::New => {}
        }
    }
}
