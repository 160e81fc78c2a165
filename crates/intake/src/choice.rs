//! Which tabs of a workbook are the list.

use crate::cell::clean;
use crate::headers::folded;
use crate::look::Look;
use crate::propose::{self, Proposal};
use crate::refused::Refused;
use crate::table::{Part, Source, look_at};
use crate::{limits::Limits, origin::Origin, xlsx};
use domain::imports::{Field, Mapping, NotRead};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Tabs that are looked at.
const TABS: usize = 200;

/// The tabs that are read, and those that are not.
pub(crate) struct Chosen {
    /// In the order of their tabs. The first look belongs to the one that was chosen for its content.
    pub(crate) parts: Vec<Part>,
    /// What was seen on the one that tells how the columns are understood.
    pub(crate) look: Look,
    pub(crate) not_read: Vec<(String, NotRead)>,
    /// Names of all tabs with cells.
    pub(crate) names: Vec<String>,
}

/// A tab that has a header.
struct Candidate {
    sheet: xlsx::Sheet,
    look: Look,
    /// How its columns would be understood, if it were alone.
    mapping: Mapping,
    rank: Rank,
}

impl Candidate {
    /// Whether both tabs hold rows of one list: the same headers, or, of lists that can be imported, the same columns to
    /// read. In which order the columns stand does not matter, nor what other columns there are.
    fn belongs_with(&self, other: &Self) -> bool {
        let headers = |candidate: &Self| -> BTreeSet<String> { candidate.look.headers.texts.iter().map(|text| folded(text)).collect() };
        let read = |candidate: &Self| -> BTreeMap<Field, String> {
            candidate.mapping.columns.iter().map(|(field, header)| (*field, folded(header))).collect()
        };
        headers(self) == headers(other) || self.rank.0 && other.rank.0 && read(self) == read(other)
    }
}

/// How much of an event list a tab is: whether an import could be made of it, how many fields of an
/// event it has, how many rows. A table of totals has few of them.
type Rank = (bool, usize, u64);

/// Chooses by content: the tab that is most of an event list, and all others that are read from the same columns.
/// With `wanted`, the tab of that name, hidden or not.
pub(crate) fn choose(origin: &Origin, wanted: Option<&str>, limits: &Limits) -> Result<Chosen, Refused> {
    let tabs = xlsx::tabs(origin, limits)?;
    let names: Vec<String> = tabs.iter().filter(|tab| tab.sheet.is_some()).map(|tab| tab.name.clone()).collect();
    let sought = wanted.map(|name| tab_named(&tabs, name, &names)).transpose()?;
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut not_read = Vec::new();
    let mut fault = Refused::NoHeader;
    for (at, tab) in tabs.into_iter().enumerate().take(TABS) {
        let is_sought = sought == Some(at);
        let why = match (&sought, tab.is_hidden, tab.sheet) {
            (Some(_), _, _) if !is_sought => NotRead::NotChosen,
            (_, _, None) => NotRead::NoCells,
            (None, true, Some(_)) => NotRead::Hidden,
            (_, _, Some(sheet)) => match look_at(origin, &Source::Workbook(sheet.clone()), limits) {
                Ok(look) => {
                    let proposal = propose::propose(&look.headers, &look.columns, None);
                    candidates.push(Candidate { rank: rank(&proposal, &look), sheet, look, mapping: proposal.mapping });
                    continue;
                }
                Err(refused @ (Refused::Empty | Refused::NoHeader)) => {
                    fault = refused;
                    NotRead::NoTable
                }
                Err(refused) => return Err(refused),
            },
        };
        not_read.push((at, tab.name, why));
    }
    // Of equals the first.
    let best = candidates.iter().enumerate().rev().max_by_key(|(_, c)| c.rank).map(|(at, _)| at).ok_or(fault)?;
    let belongs: Vec<bool> = candidates.iter().map(|candidate| candidate.belongs_with(&candidates[best])).collect();
    let mut chosen = Chosen { parts: Vec::new(), look: Look::default(), not_read: Vec::new(), names };
    let headers = candidates[best].look.headers.texts.clone();
    for (at, candidate) in candidates.into_iter().enumerate() {
        let name = candidate.sheet.name.clone();
        if belongs[at] {
            chosen.parts.push(Part::of(Source::Workbook(candidate.sheet), &candidate.look, &headers));
        } else {
            not_read.push((usize::MAX, name, NotRead::OtherColumns));
        }
        if at == best {
            chosen.look = candidate.look;
        }
    }
    chosen.not_read = not_read.into_iter().map(|(_, name, why)| (name, why)).collect();
    Ok(chosen)
}

/// Rows in which tabs that say the same are looked for.
const COMPARED: usize = 300_000;

/// Which of several parts say nothing that the others do not say too: a tab that gathers the weeks
/// beside one for each week must not make every event two. Larger ones are left out first; nothing
/// is in a list of more rows than can be compared.
pub(crate) fn repeating(
    parts: usize,
    mut rows_of: impl FnMut(usize, &mut dyn FnMut(u64)) -> Result<(), Refused>,
) -> Result<Vec<usize>, Refused> {
    let mut counts: Vec<HashMap<u64, u32>> = Vec::with_capacity(parts);
    let mut rows = 0;
    for part in 0..parts {
        let mut count = HashMap::new();
        rows_of(part, &mut |row| {
            rows += 1;
            if rows <= COMPARED {
                *count.entry(row).or_insert(0) += 1;
            }
        })?;
        counts.push(count);
    }
    if rows > COMPARED {
        return Ok(Vec::new());
    }
    let mut order: Vec<usize> = (0..parts).collect();
    order.sort_by_key(|part| std::cmp::Reverse(counts[*part].values().sum::<u32>()));
    let mut left_out = Vec::new();
    for part in order {
        let others = |row: &u64| -> u32 {
            let kept = (0..parts).filter(|other| *other != part && !left_out.contains(other));
            kept.filter_map(|other| counts[other].get(row)).sum()
        };
        if !counts[part].is_empty() && counts[part].iter().all(|(row, n)| others(row) >= *n) {
            left_out.push(part);
        }
    }
    Ok(left_out)
}

fn tab_named(tabs: &[xlsx::Tab], name: &str, known: &[String]) -> Result<usize, Refused> {
    let sought = folded(name);
    let exact = tabs.iter().position(|tab| tab.name == name);
    exact
        .or_else(|| tabs.iter().position(|tab| folded(&tab.name) == sought))
        .ok_or_else(|| Refused::UnknownSheet { name: clean(name), known: known.to_vec() })
}

fn rank(proposal: &Proposal, look: &Look) -> Rank {
    // A column of counts makes a table of totals as well as a list.
    let fields = proposal.mapping.columns.keys().filter(|field| **field != Field::Count).count();
    (proposal.missing.is_empty(), fields, look.seen)
}
