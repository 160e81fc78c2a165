//! What a picture proposes that the meeting looks at: from what it shows and what is already being done. A proposal
//! describes what has been; it never tells what will come, and never decides.

use super::{Certainty, Change, Hotspot, Notable, Picture};
use crate::actions::ActionItem;
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
    /// Open actions that are already at it: identity and title.
    pub answered: Vec<(ActionId, String)>,
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
    let at = |district: Option<&DistrictCode>, category: Option<Category>| -> Vec<(ActionId, String)> {
        let same_kind = |a: &ActionItem| a.plan.category.is_none() || category.is_none() || a.plan.category == category;
        let here = |a: &&&ActionItem| district.is_some() && a.plan.place.district.as_ref() == district && same_kind(a);
        open.iter().filter(here).map(|a| (a.id, a.plan.title.clone())).collect()
    };
    let sure = |n: &&Notable| matches!(n.certainty, Certainty::Clear | Certainty::Probable);
    let grown = picture.notable.iter().filter(sure).filter(|n| n.change.rises());
    let grown = grown.map(|n| Proposal { answered: at(n.district.as_ref(), Some(n.category)), about: About::Grown(n.clone()) });
    let spots = super::finding::recurring(picture).map(|s| {
        let known = |a: &&&ActionItem| [&a.plan.hotspot, &a.plan.place.place].into_iter().any(|p| p.is_some() && *p == s.place);
        let answered = open.iter().filter(known).map(|a| (a.id, a.plan.title.clone())).collect();
        Proposal { about: About::Recurring(s.clone()), answered }
    });
    let fallen = picture.notable.iter().filter(sure).filter(|n| matches!(n.change, Change::Shrunk | Change::Gone));
    let fallen = fallen.map(|n| Proposal { answered: at(n.district.as_ref(), Some(n.category)), about: About::Fallen(n.clone()) });
    let fallen = fallen.filter(|p| !p.answered.is_empty());
    let silent = picture.sources.iter().filter(|s| s.silent);
    let silent = silent.map(|s| Proposal { about: About::Silent(s.name.clone()), answered: Vec::new() });
    let mut all: Vec<Proposal> = grown.chain(spots).chain(fallen).chain(silent).collect();
    // A stable sort keeps the order above among equals; a fall is there because of its action.
    all.sort_by_key(|p| !p.answered.is_empty() && !matches!(p.about, About::Fallen(_)));
    all.truncate(MOST);
    all
}
