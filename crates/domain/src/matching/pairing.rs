//! Pairing groups one to one across lists of a source, or across sources.

use super::{Answers, MatchRow, both_differ, codes_differ};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What two groups must agree in beyond what all rows of an event share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// Nothing more: the time decides.
    Time,
    /// The district, or the place where one of them tells no district; or all of the content.
    TimeAndPlace,
}

/// How groups are paired. Groups of one owner (a list, or a source) are never paired with each other.
pub(super) struct Pairing<'a> {
    pub(super) rows: &'a [MatchRow],
    pub(super) answers: &'a Answers,
    pub(super) owner: fn(&MatchRow) -> [u8; 16],
    pub(super) needs: Needs,
}

/// How well two groups fit; the order is that of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    SameContent,
    SameId,
    SamePlace,
    SameDistrict,
    Possible,
}

const FITS: [Fit; 5] = [Fit::SameContent, Fit::SameId, Fit::SamePlace, Fit::SameDistrict, Fit::Possible];

/// What only groups that can be paired have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trait<'a> {
    District(&'a str),
    Place(&'a str),
    Content([u8; 16]),
}

impl Pairing<'_> {
    /// Pairs groups: each owner's groups are laid onto the groups that are there already, the best fitting first, and what fits nowhere
    /// becomes a new group. So there are as many as the owner with the most has, unless codes, ids, places or answers keep some apart.
    pub(super) fn paired(&self, groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        match self.needs {
            Needs::Time => self.laid(groups),
            Needs::TimeAndPlace => self.neighbourhoods(groups).into_iter().flat_map(|near| self.bridged(near)).collect(),
        }
    }

    /// Splits groups so that only those of one part can agree in place.
    fn neighbourhoods(&self, groups: Vec<Vec<usize>>) -> Vec<Vec<Vec<usize>>> {
        let mut parts: Vec<Vec<Vec<usize>>> = Vec::new();
        let mut part_of: BTreeMap<Trait<'_>, usize> = BTreeMap::new();
        for group in groups {
            let traits: BTreeSet<Trait<'_>> = group.iter().flat_map(|i| traits(&self.rows[*i])).collect();
            let touched: BTreeSet<usize> = traits.iter().filter_map(|t| part_of.get(t).copied()).collect();
            let into = touched.first().copied().unwrap_or_else(|| {
                parts.push(Vec::new());
                parts.len() - 1
            });
            for other in touched.into_iter().skip(1) {
                let moved = std::mem::take(&mut parts[other]);
                parts[into].extend(moved);
                part_of.values_mut().filter(|part| **part == other).for_each(|part| *part = into);
            }
            parts[into].push(group);
            part_of.extend(traits.into_iter().map(|t| (t, into)));
        }
        parts
    }

    /// Lays groups onto each other, and then joins those that a group laid later brings together: it may agree with one in the district
    /// that the one source tells, and with another in that of the other.
    fn bridged(&self, groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        let owners: BTreeSet<[u8; 16]> = groups.iter().map(|g| self.owner_of(g)).collect();
        let mut found = self.laid(groups);
        // Between two owners nothing that fits is left.
        while owners.len() > 2
            && let Some((into, from)) = self.two_that_fit(&found, owners.len())
        {
            let moved = found.remove(from);
            found[into].extend(moved);
        }
        found
    }

    fn two_that_fit(&self, groups: &[Vec<usize>], owners: usize) -> Option<(usize, usize)> {
        let owners_of = |group: &Vec<usize>| -> BTreeSet<[u8; 16]> { group.iter().map(|i| (self.owner)(&self.rows[*i])).collect() };
        let open: Vec<_> = (0..groups.len()).map(|at| (at, owners_of(&groups[at]))).filter(|(_, of)| of.len() < owners).collect();
        let later = |n: usize| open.iter().skip(n + 1);
        open.iter().enumerate().find_map(|(n, (into, of))| {
            let fits = |from: usize| self.fit(&groups[*into], &groups[from]).is_some();
            later(n).find(|(from, others)| of.is_disjoint(others) && fits(*from)).map(|(from, _)| (*into, *from))
        })
    }

    fn owner_of(&self, group: &[usize]) -> [u8; 16] {
        (self.owner)(&self.rows[group[0]])
    }

    fn laid(&self, groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        if groups.len() < 2 {
            return groups;
        }
        let mut owners: BTreeMap<[u8; 16], Vec<Vec<usize>>> = BTreeMap::new();
        for group in groups {
            owners.entry(self.owner_of(&group)).or_default().push(group);
        }
        let content = |group: &Vec<usize>| {
            let mut all: Vec<_> = group.iter().map(|i| self.rows[*i].identity).collect();
            all.sort_unstable();
            all
        };
        let mut owners: Vec<Vec<Vec<usize>>> = owners.into_values().collect();
        for of_owner in &mut owners {
            // Those that a code, an id, an end or a district binds choose first: the others fit anywhere.
            of_owner.sort_by_cached_key(|g| (Reverse(g.iter().map(|i| bound(&self.rows[*i])).max()), content(g)));
        }
        owners.sort_by_cached_key(|of_owner| (Reverse(of_owner.len()), of_owner.iter().map(content).collect::<Vec<_>>()));
        let mut found: Vec<Vec<usize>> = Vec::new();
        for of_owner in owners {
            self.lay_onto(&mut found, of_owner);
        }
        found
    }

    fn lay_onto(&self, found: &mut Vec<Vec<usize>>, of_owner: Vec<Vec<usize>>) {
        let mut waiting = of_owner;
        let mut free: BTreeSet<usize> = (0..found.len()).collect();
        for wanted in FITS {
            let mut left = Vec::new();
            for group in waiting {
                let seat = free.iter().copied().find(|at| self.fit(&found[*at], &group).is_some_and(|f| f <= wanted));
                match seat {
                    Some(at) => {
                        free.remove(&at);
                        found[at].extend(group);
                    }
                    None => left.push(group),
                }
            }
            waiting = left;
        }
        found.extend(waiting);
    }

    /// How two groups fit; `None` when something keeps them apart.
    fn fit(&self, a: &[usize], b: &[usize]) -> Option<Fit> {
        let pairs = || a.iter().flat_map(|i| b.iter().map(move |j| (&self.rows[*i], &self.rows[*j])));
        let apart = |x: &MatchRow, y: &MatchRow| {
            let one_source = x.identity.sender == y.identity.sender;
            let differ = codes_differ(x, y) || one_source && both_differ(&x.source_id, &y.source_id);
            differ || both_differ(&x.end, &y.end) || self.answers.of(x.identity, y.identity) == Some(false)
        };
        if pairs().any(|(x, y)| apart(x, y)) {
            return None;
        }
        let some = |alike: fn(&MatchRow, &MatchRow) -> bool| pairs().any(|(x, y)| alike(x, y));
        let same_content = some(|x, y| x.identity == y.identity);
        if self.needs == Needs::TimeAndPlace && !same_content && !self.agree_in_place(a, b) {
            return None;
        }
        Some(if same_content {
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

    /// Whether a district is told by both, or a place when one of them tells no district.
    fn agree_in_place(&self, a: &[usize], b: &[usize]) -> bool {
        let districts = |group: &[usize]| -> BTreeSet<&str> { group.iter().filter_map(|i| self.rows[*i].district.as_deref()).collect() };
        let places = |group: &[usize]| -> BTreeSet<&str> { group.iter().filter_map(|i| self.rows[*i].place.as_deref()).collect() };
        let (of_a, of_b) = (districts(a), districts(b));
        if of_a.is_empty() || of_b.is_empty() { !places(a).is_disjoint(&places(b)) } else { !of_a.is_disjoint(&of_b) }
    }
}

fn traits(row: &MatchRow) -> impl Iterator<Item = Trait<'_>> {
    let district = row.district.as_deref().map(Trait::District);
    let place = row.place.as_deref().map(Trait::Place);
    district.into_iter().chain(place).chain([Trait::Content(row.identity.fingerprint)])
}

fn bound(row: &MatchRow) -> u8 {
    u8::from(row.source_id.is_some()) + u8::from(row.code.is_some()) + u8::from(row.end.is_some()) + u8::from(row.district.is_some())
}
