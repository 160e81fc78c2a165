//! What a picture proposes that the meeting looks at: from what it shows and what is already being done. A proposal
//! describes what has been; it never tells what will come, and never decides.

use super::{Certainty, Change, Hotspot, Notable, Picture};
use crate::actions::{ActionItem, StateKind};
use crate::categories::Category;
use crate::districts::DistrictCode;
use crate::ids::ActionId;

/// A place where something happened so many weeks in a row is worth a look, whatever its numbers.
pub const WEEKS_IN_ROW: u32 = 4;

/// More than so many would be a list, not a proposal.
const MOST: usize = 8;

/// Something to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// What.
    pub about: About,
    /// Actions that are already at it: identity and title. Of a fall, also those that have been done and wait for their follow-up.
    pub answered: Vec<(ActionId, String)>,
    /// Whether any of them is decided or going on.
    pub under_way: bool,
}

impl Proposal {
    fn new<'a>(about: About, actions: impl Iterator<Item = &'a ActionItem>) -> Self {
        let (mut answered, mut under_way) = (Vec::new(), false);
        for action in actions {
            answered.push((action.id, action.plan.title.clone()));
            under_way |= matches!(action.state.kind(), StateKind::Decided | StateKind::Ongoing);
        }
        Self { about, answered, under_way }
    }
}

/// Whether what an action set out to do is over, though it may wait for its follow-up.
fn has_ended(action: &ActionItem) -> bool {
    match action.state.kind() {
        StateKind::Done | StateKind::FollowedUp | StateKind::Closed | StateKind::Cancelled => true,
        StateKind::Proposed | StateKind::Escalated | StateKind::Decided | StateKind::Ongoing => false,
    }
}

/// Why something is worth a look.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    /// More of a category in a district than chance gives.
    Grown(Notable),
    /// A place that comes back week after week.
    Recurring(Hotspot),
    /// Fewer where an action is under way: it may be time to follow it up.
    Fallen(Notable),
    /// A source that has not delivered: its name.
    Silent(String),
}

impl About {
    /// Stable key: message ids and style classes.
    pub fn key(&self) -> &'static str {
        match self {
            About::Grown(_) => "grown",
            About::Recurring(_) => "recurring",
            About::Fallen(_) => "fallen",
            About::Silent(_) => "silent",
        }
    }
}

/// What `picture` proposes, most urgent first: what no action is at before what one is, then growth, places that come
/// back, falls, silence. `actions` may hold closed ones; they answer nothing.
pub fn proposals(picture: &Picture, actions: &[ActionItem]) -> Vec<Proposal> {
    let open: Vec<&ActionItem> = actions.iter().filter(|a| a.is_open()).collect();
    let at = |district: Option<&DistrictCode>, category: Option<Category>| -> Vec<&ActionItem> {
        let same_kind = |a: &ActionItem| a.plan.category.is_none() || category.is_none() || a.plan.category == category;
        let here = |a: &&ActionItem| district.is_some() && a.plan.place.district.as_ref() == district && same_kind(a);
        open.iter().copied().filter(here).collect()
    };
    let has_not_ended = |a: &&ActionItem| !has_ended(a);
    let sure = |n: &&Notable| matches!(n.certainty, Certainty::Clear | Certainty::Probable);
    let grown = picture.notable.iter().filter(sure).filter(|n| n.change.rises());
    let grown = grown.map(|n| {
        let here = at(n.district.as_ref(), Some(n.category)).into_iter().filter(has_not_ended);
        Proposal::new(About::Grown(n.clone()), here)
    });
    let spots = super::finding::recurring(picture).map(|s| {
        let known = |a: &&ActionItem| [&a.plan.hotspot, &a.plan.place.place].into_iter().any(|p| p.is_some() && *p == s.place);
        Proposal::new(About::Recurring(s.clone()), open.iter().copied().filter(known).filter(has_not_ended))
    });
    let fallen = picture.notable.iter().filter(sure).filter(|n| matches!(n.change, Change::Shrunk | Change::Gone));
    let fallen = fallen.map(|n| Proposal::new(About::Fallen(n.clone()), at(n.district.as_ref(), Some(n.category)).into_iter()));
    let fallen = fallen.filter(|p| !p.answered.is_empty());
    let silent = picture.sources.iter().filter(|s| s.silent);
    let silent = silent.map(|s| Proposal::new(About::Silent(s.name.clone()), std::iter::empty()));
    let mut all: Vec<Proposal> = grown.chain(spots).chain(fallen).chain(silent).collect();
    // A stable sort keeps the order above among equals; a fall is there because of its action.
    all.sort_by_key(|p| !p.answered.is_empty() && !matches!(p.about, About::Fallen(_)));
    all.truncate(MOST);
    all
}
