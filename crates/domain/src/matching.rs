//! Which rows of several lists are the same incident.
//!
//! A *list* is one imported file, or the accepted reports of one organisation. Rows of one list are never the same incident, for a
//! list tells each incident once; a row of another list may be. [`groups`] decides it for all rows that begin in the same minutes,
//! whatever order the lists came in: each group it answers is one incident, told by one row of each of its lists at most.
//!
//! Two rows match *certainly* when they agree in category, start and end to the minute (an end that one of them lacks is no difference), and
//! in how many incidents they stand for, and
//! - they have one source, neither their codes nor the source's own ids differ, and the time is a real one. The place does not decide,
//!   it only chooses among several rows that match equally well;
//! - or the source, or a time that only stands for "unknown", makes the place needed: then their districts agree, or their places
//!   where no district is known.
//!
//! What people have answered about pairs of rows goes before both.

mod probable;
mod settle;

pub use probable::{Likeness, Placed, REACH, probable};
pub use settle::{Counted, Row, Settled, Standing, Target, settled};

use crate::categories::Category;
use crate::ids::{BatchId, SenderId};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// This many rows of one list begin in one minute: the time is one that a system fills in, not one that somebody observed.
const SHARED_TIME: usize = 5;

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// A row is known by its source and its whole content: the same row in the source's next list is known again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowIdentity {
    /// Source.
    pub sender: SenderId,
    /// Whole content, hashed.
    pub fingerprint: [u8; 16],
}

/// A row of a list, as far as matching needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchRow {
    /// The list.
    pub list: BatchId,
    /// Source and content.
    pub identity: RowIdentity,
    /// The source's own id of the row, hashed; `None` when the list has no ids.
    pub source_id: Option<[u8; 16]>,
    /// Category.
    pub category: Category,
    /// Crime code as the source writes it; `None` when the list has none.
    pub code: Option<String>,
    /// First minute on the local clock, since Monday 1970-01-05 00:00.
    pub start: i64,
    /// Last minute on the local clock; `None` when the list does not tell it.
    pub end: Option<i64>,
    /// How many incidents the row stands for.
    pub count: u32,
    /// District's code.
    pub district: Option<String>,
    /// Place, folded as names are compared.
    pub place: Option<String>,
}

impl MatchRow {
    /// Where it was, as exactly as a comparison between sources needs it.
    fn whereabouts(&self) -> Option<Whereabouts> {
        let district = self.district.clone().map(Whereabouts::District);
        district.or_else(|| self.place.clone().map(Whereabouts::Place))
    }

    fn event(&self) -> (i64, &'static str, u32) {
        (self.start, self.category.code(), self.count)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Whereabouts {
    District(String),
    Place(String),
}

/// What people have answered about pairs of rows, each pair in either order.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    same: BTreeSet<(RowIdentity, RowIdentity)>,
    different: BTreeSet<(RowIdentity, RowIdentity)>,
}

impl Answers {
    /// Notes an answer. A later answer about the same pair replaces the earlier one.
    pub fn note(&mut self, a: RowIdentity, b: RowIdentity, same: bool) {
        let pair = ordered(a, b);
        let (into, from) = if same { (&mut self.same, &mut self.different) } else { (&mut self.different, &mut self.same) };
        from.remove(&pair);
        into.insert(pair);
    }

    /// What was answered about a pair.
    pub fn of(&self, a: RowIdentity, b: RowIdentity) -> Option<bool> {
        let pair = ordered(a, b);
        if self.same.contains(&pair) {
            return Some(true);
        }
        self.different.contains(&pair).then_some(false)
    }
}

fn ordered(a: RowIdentity, b: RowIdentity) -> (RowIdentity, RowIdentity) {
    if a <= b { (a, b) } else { (b, a) }
}

/// Rows that are one incident, as positions in `rows`; every row is in exactly one group. `rows` are all rows in force that begin in
/// some minutes: what is decided depends on the set of them alone, never on their order.
pub fn groups(rows: &[MatchRow], answers: &Answers) -> Vec<Vec<usize>> {
    let filled_in = filled_in_times(rows);
    let mut events: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        events.entry(row.event()).or_default().push(index);
    }
    let mut found = Vec::new();
    for members in events.into_values() {
        let needs_place = rows.get(members[0]).is_some_and(|row| filled_in.contains(&row.start));
        found.extend(of_one_event(rows, &members, needs_place, answers));
    }
    joined(rows, found, answers)
}

/// Starts that say nothing of when: midnight, and those that many rows of one list share.
fn filled_in_times(rows: &[MatchRow]) -> BTreeSet<i64> {
    let mut shared: BTreeMap<(i64, BatchId), usize> = BTreeMap::new();
    for row in rows {
        *shared.entry((row.start, row.list)).or_default() += 1;
    }
    let filled_in = shared.into_iter().filter(|((start, _), n)| is_midnight(*start) || *n >= SHARED_TIME);
    filled_in.map(|((start, _), _)| start).collect()
}

fn is_midnight(minute: i64) -> bool {
    minute.rem_euclid(DAY) == 0
}

/// Whether the row tells a day and no time.
fn tells_a_day(row: &MatchRow) -> bool {
    is_midnight(row.start)
}

/// What rows of one source must share: the source, and where its time says nothing, the place, or all of the content.
type SourceKey = (SenderId, Option<Whereabouts>, Option<[u8; 16]>);

/// Groups among rows that agree in category, start and count.
fn of_one_event(rows: &[MatchRow], members: &[usize], needs_place: bool, answers: &Answers) -> Vec<Vec<usize>> {
    let mut sources: BTreeMap<SourceKey, Vec<Vec<usize>>> = BTreeMap::new();
    for &index in members {
        let row = &rows[index];
        let place = needs_place.then(|| row.whereabouts()).flatten();
        // Without a time and without a place, only a row alike in everything is the same.
        let content = (needs_place && place.is_none()).then_some(row.identity.fingerprint);
        sources.entry((row.identity.sender, place, content)).or_default().push(vec![index]);
    }
    let mut places: BTreeMap<Whereabouts, Vec<Vec<usize>>> = BTreeMap::new();
    let mut found = Vec::new();
    for of_source in sources.into_values() {
        for group in paired(rows, of_source, answers, |row| row.list.0) {
            match group.iter().filter_map(|i| rows[*i].whereabouts()).min() {
                Some(place) => places.entry(place).or_default().push(group),
                None => found.push(group),
            }
        }
    }
    for at_place in places.into_values() {
        found.extend(paired(rows, at_place, answers, |row| row.identity.sender.0));
    }
    found
}

/// How well a group fits one that stands already; the order is that of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    SameContent,
    SameId,
    SamePlace,
    SameDistrict,
    Possible,
}

const FITS: [Fit; 5] = [Fit::SameContent, Fit::SameId, Fit::SamePlace, Fit::SameDistrict, Fit::Possible];

/// Pairs groups one to one across owners (lists of a source, or sources): each owner's groups are laid onto the groups that stand
/// already, the best fitting first, and what finds no place stands as a new one. So there are as many as the owner with the most has,
/// unless codes, ids or answers keep some apart.
fn paired(rows: &[MatchRow], groups: Vec<Vec<usize>>, answers: &Answers, owner: fn(&MatchRow) -> [u8; 16]) -> Vec<Vec<usize>> {
    if groups.len() < 2 {
        return groups;
    }
    let mut owners: BTreeMap<[u8; 16], Vec<Vec<usize>>> = BTreeMap::new();
    for group in groups {
        owners.entry(owner(&rows[group[0]])).or_default().push(group);
    }
    let content = |group: &Vec<usize>| group.iter().map(|i| rows[*i].identity).min();
    let mut owners: Vec<Vec<Vec<usize>>> = owners.into_values().collect();
    for of_owner in &mut owners {
        // Those that a code, an id or an end binds choose first: the others fit anywhere.
        of_owner.sort_by_key(|g| (Reverse(g.iter().map(|i| bound(&rows[*i])).max()), content(g)));
    }
    owners.sort_by_key(|of_owner| (Reverse(of_owner.len()), of_owner.iter().map(content).collect::<Vec<_>>()));
    let mut standing: Vec<Vec<usize>> = Vec::new();
    for of_owner in owners {
        lay_onto(rows, &mut standing, of_owner, answers);
    }
    standing
}

fn bound(row: &MatchRow) -> u8 {
    u8::from(row.source_id.is_some()) + u8::from(row.code.is_some()) + u8::from(row.end.is_some())
}

fn lay_onto(rows: &[MatchRow], standing: &mut Vec<Vec<usize>>, of_owner: Vec<Vec<usize>>, answers: &Answers) {
    let mut waiting = of_owner;
    let mut free: BTreeSet<usize> = (0..standing.len()).collect();
    for wanted in FITS {
        let mut left = Vec::new();
        for group in waiting {
            let seat = free.iter().copied().find(|at| fit(rows, &standing[*at], &group, answers).is_some_and(|f| f <= wanted));
            match seat {
                Some(at) => {
                    free.remove(&at);
                    standing[at].extend(group);
                }
                None => left.push(group),
            }
        }
        waiting = left;
    }
    standing.extend(waiting);
}

/// How two groups fit; `None` when something keeps them apart.
fn fit(rows: &[MatchRow], a: &[usize], b: &[usize], answers: &Answers) -> Option<Fit> {
    let pairs = || a.iter().flat_map(|i| b.iter().map(move |j| (&rows[*i], &rows[*j])));
    let apart = |x: &MatchRow, y: &MatchRow| {
        let one_source = x.identity.sender == y.identity.sender;
        let differ = one_source && (codes_differ(x, y) || both_differ(&x.source_id, &y.source_id));
        differ || both_differ(&x.end, &y.end) || answers.of(x.identity, y.identity) == Some(false)
    };
    if pairs().any(|(x, y)| apart(x, y)) {
        return None;
    }
    let some = |alike: fn(&MatchRow, &MatchRow) -> bool| pairs().any(|(x, y)| alike(x, y));
    Some(if some(|x, y| x.identity == y.identity) {
        Fit::SameContent
    } else if some(|x, y| x.identity.sender == y.identity.sender && x.source_id.is_some() && x.source_id == y.source_id) {
        Fit::SameId
    } else if some(|x, y| x.place.is_some() && x.place == y.place) {
        Fit::SamePlace
    } else if some(|x, y| x.district.is_some() && x.district == y.district) {
        Fit::SameDistrict
    } else {
        Fit::Possible
    })
}

/// A number and a name cannot be compared: one list of a source may write codes and another what they are called.
fn codes_differ(x: &MatchRow, y: &MatchRow) -> bool {
    let is_number = |row: &MatchRow| row.code.as_ref().is_some_and(|c| c.starts_with(|c: char| c.is_ascii_digit()));
    is_number(x) == is_number(y) && both_differ(&x.code, &y.code)
}

fn both_differ<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
    a.is_some() && b.is_some() && a != b
}

/// Joins groups that somebody said are the same: for each answer, those with the one row and those with the other, one to one.
fn joined(rows: &[MatchRow], groups: Vec<Vec<usize>>, answers: &Answers) -> Vec<Vec<usize>> {
    let mut groups: Vec<Option<Vec<usize>>> = groups.into_iter().map(Some).collect();
    for (a, b) in &answers.same {
        let having = |groups: &[Option<Vec<usize>>], identity: &RowIdentity| -> Vec<usize> {
            let has = |g: &Option<Vec<usize>>| g.as_ref().is_some_and(|g| g.iter().any(|i| rows[*i].identity == *identity));
            (0..groups.len()).filter(|i| has(&groups[*i])).collect()
        };
        let (of_a, of_b) = (having(&groups, a), having(&groups, b));
        let apart_a: Vec<_> = of_a.iter().filter(|i| !of_b.contains(i)).copied().collect();
        let apart_b: Vec<_> = of_b.iter().filter(|i| !of_a.contains(i)).copied().collect();
        for (into, from) in apart_a.into_iter().zip(apart_b) {
            let moved = groups[from].take();
            if let (Some(group), Some(moved)) = (groups[into].as_mut(), moved) {
                group.extend(moved);
            }
        }
    }
    groups.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
