//! What the week's meeting judged and decided, as its picture carries it.

use crate::actions::StateKind;
use crate::districts::DistrictCode;
use crate::meetings::{Situation, Trend};
use jiff::civil::Date;

/// The meeting's part of a picture. Empty before the meeting, and in versions from before meetings were kept.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Judgement {
    /// Whether the meeting has confirmed a judgement of the districts. Until then no district has a level, not even the normal one.
    pub assessed: bool,
    /// Whether it has said that all districts it does not name are at their normal.
    pub others_normal: bool,
    /// Districts that the meeting named in its judgement, in the order of the boundaries' file.
    pub areas: Vec<JudgedArea>,
    /// Focus of the coming week, most important first.
    pub focus: Vec<String>,
    /// Actions that were open in the week.
    pub actions: Vec<JudgedAction>,
}

/// A district as judged.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedArea {
    /// District.
    pub district: DistrictCode,
    /// Its name.
    pub name: String,
    /// How serious.
    pub situation: Situation,
    /// Which way.
    pub trend: Trend,
    /// Why. Class C: left out for readers below.
    pub motive: String,
}

/// An action as it stood. Class B: no text but the title.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedAction {
    /// Title.
    pub title: String,
    /// Where it stood.
    pub state: StateKind,
    /// Organisation that answers for it.
    pub owner: String,
    /// Name of its district.
    pub district: Option<String>,
    /// Due day.
    pub due: Option<Date>,
}

impl Judgement {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        !self.assessed && self.areas.is_empty() && self.focus.is_empty() && self.actions.is_empty()
    }

    /// Level of a district; `None` when nobody has judged it.
    pub fn level(&self, district: &DistrictCode) -> Option<Situation> {
        let named = self.areas.iter().find(|area| area.district == *district).map(|area| area.situation);
        named.or_else(|| self.others_normal.then_some(Situation::Green))
    }

    /// The same without motives: for readers whose ceiling is class B.
    #[must_use]
    pub fn without_motives(mut self) -> Self {
        self.areas.iter_mut().for_each(|area| area.motive.clear());
        self
    }
}
