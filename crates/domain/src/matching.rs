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
//!   where one of them tells no district. Of a source that has told of one incident in several ways, one way has to agree.
//!   All numbers are codes of one table, so two sources with different ones are asked about; names of two sources may mean the same.
//!
//! What people have answered about pairs of rows goes before both.

mod default_times;
mod pairing;
mod probable;
mod settle;

pub use default_times::DefaultTimes;
use pairing::{Needs, Pairing};
pub use probable::{Likeness, MatchQuestion, Placed, REACH, question};
pub use settle::{Orphan, Row, RowState, Settled, Target, settled};

use crate::categories::Category;
use crate::ids::{BatchId, SenderId};
use crate::names::folded;
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
    /// Crime code or label, as [`comparable_code`] gives it; `None` when the list has none.
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
    /// Whether so many rows of its list begin at this time of day that the time is one that a system fills in.
    pub has_default_time: bool,
}

impl MatchRow {
    fn event(&self) -> (i64, &'static str, u32) {
        (self.start, self.category.code(), self.count)
    }
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
        let time_is_real = rows.get(members[0]).is_some_and(|row| !filled_in.contains(&row.start));
        found.extend(of_one_event(rows, &members, time_is_real, answers));
    }
    joined(rows, found, answers)
}

/// Starts that say nothing of when: midnight, those that many rows of one list share, and those that a list fills in day after day.
fn filled_in_times(rows: &[MatchRow]) -> BTreeSet<i64> {
    let mut shared: BTreeMap<(i64, BatchId), usize> = BTreeMap::new();
    for row in rows {
        *shared.entry((row.start, row.list)).or_default() += 1;
    }
    let filled_in = shared.into_iter().filter(|((start, _), n)| is_midnight(*start) || *n >= SHARED_TIME);
    let default = rows.iter().filter(|row| row.has_default_time).map(|row| row.start);
    filled_in.map(|((start, _), _)| start).chain(default).collect()
}

fn is_midnight(minute: i64) -> bool {
    minute.rem_euclid(DAY) == 0
}

/// Whether the row tells a day and no time.
fn tells_a_day(row: &MatchRow) -> bool {
    is_midnight(row.start) || row.has_default_time
}

/// Groups among rows that agree in category, start and count: first within each source, then between sources.
fn of_one_event(rows: &[MatchRow], members: &[usize], time_is_real: bool, answers: &Answers) -> Vec<Vec<usize>> {
    let mut sources: BTreeMap<SenderId, Vec<Vec<usize>>> = BTreeMap::new();
    for &index in members {
        sources.entry(rows[index].identity.sender).or_default().push(vec![index]);
    }
    let needs = if time_is_real { Needs::Time } else { Needs::TimeAndPlace };
    let within = Pairing { rows, answers, owner: |row| row.list.0, needs };
    let between = Pairing { rows, answers, owner: |row| row.identity.sender.0, needs: Needs::TimeAndPlace };
    between.paired(sources.into_values().flat_map(|of_source| within.paired(of_source)).collect())
}

/// A code in the form in which two are compared: spreadsheets drop zeros, people add blanks.
pub fn comparable_code(code: &str) -> String {
    let folded = folded(code);
    if folded.bytes().all(|b| b.is_ascii_digit()) { folded.trim_start_matches('0').to_owned() } else { folded }
}

/// Whether the codes say that the rows tell of two things. A number and a name cannot be compared, for one list of a source may write codes
/// and another what they are called; nor can names of two sources, which may have two words for one thing.
fn codes_differ(x: &MatchRow, y: &MatchRow) -> bool {
    let is_number = |row: &MatchRow| row.code.as_ref().is_some_and(|c| c.starts_with(|c: char| c.is_ascii_digit()));
    let comparable = match (is_number(x), is_number(y)) {
        (true, true) => true,
        (false, false) => x.identity.sender == y.identity.sender,
        (true, false) | (false, true) => false,
    };
    comparable && both_differ(&x.code, &y.code)
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
