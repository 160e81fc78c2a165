//! What a picture proposes to look at, in words and with the way on.

use crate::access::Member;
use crate::pages::picture::evidence::Evidence;
use documents::picture::words;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::pictures::finding::Finding;
use domain::pictures::{About, Hotspot, Notable, Picture, Proposal};
use domain::policy::Action;
use domain::week::Week;
use domain::words::Words;
use messages::Lang;
use serde::Serialize;

/// A proposal.
#[derive(Clone, Debug, Serialize)]
pub struct ProposalLine {
    /// Key of the reason, for its shape.
    pub key: &'static str,
    /// The reason in a word or two.
    pub label: String,
    /// The sentence.
    pub text: String,
    /// What stands in the meeting's focus when it is taken up; empty when it is nothing to focus on.
    pub focus: String,
    /// Address of what stands behind it.
    pub evidence: String,
    /// Actions that are at it: title and address.
    pub answered: Vec<(String, String)>,
    /// What those are: going on, proposed, or there where it has fallen.
    pub answer: String,
    /// Address of a form for an action about it; empty when one is there or the reader may not.
    pub propose: String,
}

impl ProposalLine {
    /// The proposals of a week's picture as a member sees them.
    pub fn all(member: &Member, picture: &Picture, proposals: &[Proposal]) -> Vec<Self> {
        let evidence = Evidence::new(picture);
        proposals.iter().map(|proposal| Self::new(member, picture, proposal, &evidence)).collect()
    }

    fn new(member: &Member, picture: &Picture, proposal: &Proposal, evidence: &Evidence) -> Self {
        let (lang, own, week) = (member.lang, &picture.words, picture.week);
        let (text, focus) = match &proposal.about {
            About::Grown(notable) => (words::notable(notable, picture, lang), focus(notable, own, lang)),
            About::Recurring(spot) => (words::recurring(spot, picture, lang), words::whereabouts(spot, lang)),
            About::Fallen(notable) => (words::notable(notable, picture, lang), String::new()),
            About::Silent(name) => (lang.format("proposal-silent", &[("name", name.as_str().into())]), String::new()),
        };
        let may = member.actor.can(Action::ProposeAction) && proposal.answered.is_empty();
        Self {
            key: proposal.about.key(),
            label: label(&proposal.about, lang),
            text,
            focus,
            evidence: match &proposal.about {
                About::Grown(notable) | About::Fallen(notable) => evidence.of(&Finding::Notable(notable)),
                About::Recurring(spot) => evidence.of(&Finding::Recurring(spot)),
                About::Silent(name) => {
                    let source = picture.sources.iter().find(|s| s.silent && s.name == *name);
                    source.map(|s| evidence.of(&Finding::SilentSource(s))).unwrap_or_default()
                }
            },
            answer: lang.text(match (&proposal.about, proposal.under_way) {
                (_, true) => "proposal-answered",
                (About::Fallen(_), false) => "proposal-here",
                (About::Grown(_) | About::Recurring(_) | About::Silent(_), false) => "proposal-proposed",
            }),
            answered: proposal.answered.iter().map(|(id, title)| (title.clone(), member.path(&format!("insatser/{id}")))).collect(),
            propose: prefilled(&proposal.about, week).filter(|_| may).map(|q| member.path(&format!("insatser/ny?{q}"))).unwrap_or_default(),
        }
    }
}

/// The reason in a word or two.
fn label(about: &About, lang: Lang) -> String {
    match about {
        About::Grown(_) => lang.text("proposal-grown-label"),
        About::Recurring(_) => lang.text("proposal-recurring-label"),
        About::Fallen(_) => lang.text("proposal-fallen-label"),
        About::Silent(_) => lang.text("proposal-silent-label"),
    }
}

fn focus(notable: &Notable, own: &Words, lang: Lang) -> String {
    let category = messages::category(lang, own, notable.category);
    match &notable.district_name {
        Some(district) => format!("{category}, {district}"),
        None => category,
    }
}

/// What the address of a new action's form says; `None` when there is nothing to act on.
fn prefilled(about: &About, week: Week) -> Option<String> {
    match about {
        About::Grown(notable) => {
            let district = notable.district.as_ref().map(|d| ("district", d.to_string()));
            Some(query(week, std::iter::once(("category", notable.category.to_string())).chain(district)))
        }
        About::Recurring(spot) => Some(of_place(spot, week)),
        About::Fallen(_) | About::Silent(_) => None,
    }
}

/// What the address of a new action's form says of a place where incidents gather.
pub fn of_place(spot: &Hotspot, week: Week) -> String {
    let place = spot.place.iter().flat_map(|p| [("place", p.clone()), ("hotspot", p.clone())]);
    query(week, place.chain(spot.district.as_ref().map(|d| ("district", d.to_string()))))
}

/// What the address of a new action's form says of a problem in a district.
pub fn of_problem(week: Week, district: &DistrictCode, category: Option<Category>, place: Option<&str>) -> String {
    let place = place.into_iter().flat_map(|p| [("place", p.to_owned()), ("hotspot", p.to_owned())]);
    let category = category.map(|c| ("category", c.to_string()));
    query(week, category.into_iter().chain(place).chain(std::iter::once(("district", district.to_string()))))
}

fn query(week: Week, pairs: impl Iterator<Item = (&'static str, String)>) -> String {
    let pairs: Vec<_> = std::iter::once(("week", week.to_string())).chain(pairs).collect();
    serde_urlencoded::to_string(pairs).unwrap_or_default()
}
