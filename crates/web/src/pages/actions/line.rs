//! An action as one line of a list or one card of a board.

use super::{Material, View};
use domain::actions::{ActionItem, Timeliness};
use domain::districts::District;
use messages::Lang;
use serde::Serialize;

/// One action.
#[derive(Clone, Debug, Serialize)]
pub struct ActionLine {
    /// Title.
    pub title: String,
    /// Address of its page.
    pub href: String,
    /// Key of the state, for its looks.
    pub state_key: &'static str,
    /// The state in a word.
    pub state_label: String,
    /// Organisation that answers for it.
    pub owner: String,
    /// Function there; empty when nobody is named.
    pub person: String,
    /// Place and district; empty when it is at no place.
    pub place: String,
    /// Sort.
    pub kind_label: String,
    /// `2026-11-20`; empty without a day.
    pub due: String,
    /// `overdue`, `soon` or `in-time`.
    pub timeliness: &'static str,
    /// `3 dagar försenad`; empty when in time.
    pub late: String,
}

impl ActionLine {
    /// The line of an action.
    pub fn new(item: &ActionItem, material: &Material, view: &View, lang: Lang) -> Self {
        let (timeliness, late) = late(item, material, lang);
        Self {
            title: item.plan.title.clone(),
            href: view.path(&format!("insatser/{}", item.id)),
            state_key: item.state.key(),
            state_label: messages::action_state(lang, item.state.kind()),
            owner: item.plan.owner.name.clone(),
            person: item.plan.person.as_ref().map(|p| p.title.clone()).unwrap_or_default(),
            place: whereabouts(item, material.districts),
            kind_label: messages::action_kind(lang, item.plan.kind),
            due: item.plan.due.map(messages::date_short).unwrap_or_default(),
            timeliness,
            late,
        }
    }
}

fn late(item: &ActionItem, material: &Material, lang: Lang) -> (&'static str, String) {
    match item.timeliness(material.today) {
        Timeliness::Overdue { days } => ("overdue", lang.format("actions-overdue", &[("n", u64::from(days.unsigned_abs()).into())])),
        Timeliness::DueSoon => ("soon", lang.text("actions-soon")),
        Timeliness::InTime => ("in-time", String::new()),
    }
}

/// `Tunneln, Ryd`; empty when the action is at no place.
fn whereabouts(item: &ActionItem, districts: &[District]) -> String {
    let place = &item.plan.place;
    let district =
        place.district.as_ref().map(|code| districts.iter().find(|d| d.code == *code).map_or_else(|| code.to_string(), |d| d.name.clone()));
    domain::names::joined(place.place.as_deref().into_iter().chain(district.as_deref()))
}
