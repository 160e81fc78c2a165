//! The weekly EST meeting: what was said, judged and decided in the room (dossier §2.5, §2.7, §3.4).

mod merged;

use crate::actions::{Level, Organisation};
use crate::districts::DistrictCode;
use crate::ids::AccountId;
use crate::keyed::keyed;
use crate::week::Week;
use jiff::Timestamp;
use jiff::civil::Date;
use std::fmt;

keyed! {
    /// How serious the situation of a district is, as the meeting judges (dossier §2.5). Ordered.
    Situation {
        /// *Normalläge*: ordinary work is enough.
        Green "green",
        /// *Förhöjd uppmärksamhet*: follow it.
        Yellow "yellow",
        /// *Tydliga problem*: a joint action is decided.
        Orange "orange",
        /// *Allvarligt*: lifted the same day.
        Red "red",
    }
}

keyed! {
    /// Which way a district goes, as the meeting judges.
    Trend {
        /// *Minskar*.
        Falling "falling",
        /// *Oförändrat*.
        Steady "steady",
        /// *Ökar*.
        Rising "rising",
        /// *Nytt*.
        New "new",
    }
}

keyed! {
    /// A part of the minutes, written and saved by itself.
    Section {
        /// Who was there.
        Attendance "attendance",
        /// Round the table.
        Round "round",
        /// Situation of each district.
        Assessment "assessment",
        /// Focus for the coming week, most important first.
        Focus "focus",
        /// Matters for a group above.
        Lifts "lifts",
        /// What is told, and to whom.
        Communication "communication",
    }
}

/// Someone who was there: organisation and function as they were that day (G-10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    /// Organisation.
    pub organisation: Organisation,
    /// Account; `None` in minutes from before accounts were kept with them.
    pub account: Option<AccountId>,
    /// Function title that day.
    pub title: String,
}

impl Attendee {
    /// Whether it is the same person: by account, or by title in the same organisation where an account is not known.
    pub fn is_same(&self, other: &Attendee) -> bool {
        match (self.account, other.account) {
            (Some(mine), Some(theirs)) => mine == theirs,
            (Some(_), None) | (None, _) => self.organisation.id == other.organisation.id && self.title == other.title,
        }
    }
}

/// What an organisation said round the table. Class C.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundNote {
    /// The organisation.
    pub organisation: Organisation,
    /// What.
    pub text: String,
}

/// The meeting's judgement of the districts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment {
    /// Districts of which something is said.
    pub areas: Vec<AreaAssessment>,
    /// Whether the meeting has said that all others are at their normal.
    pub others_normal: bool,
}

impl Assessment {
    /// Whether it judges any district.
    pub fn judges(&self) -> bool {
        self.others_normal || self.areas.iter().any(|area| area.situation.is_some())
    }
}

/// The meeting's judgement of a district.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaAssessment {
    /// District.
    pub district: DistrictCode,
    /// How serious; `None` while it is not judged.
    pub situation: Option<Situation>,
    /// Which way.
    pub trend: Trend,
    /// Why. Class C.
    pub motive: String,
}

/// A matter that a group above has to decide. Class C.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lift {
    /// To which group.
    pub to: Level,
    /// What it is about.
    pub matter: String,
    /// What is wanted of the group.
    pub wanted: String,
    /// When an answer is needed.
    pub needed_by: Option<Date>,
}

/// The content of one section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Minutes {
    /// Who was there.
    Attendance(Vec<Attendee>),
    /// Round the table.
    Round(Vec<RoundNote>),
    /// Situation of the districts.
    Assessment(Assessment),
    /// Focus, most important first.
    Focus(Vec<String>),
    /// Matters to lift.
    Lifts(Vec<Lift>),
    /// What is told, and to whom.
    Communication(String),
}

impl Minutes {
    /// Which section it is of.
    pub fn section(&self) -> Section {
        match self {
            Minutes::Attendance(_) => Section::Attendance,
            Minutes::Round(_) => Section::Round,
            Minutes::Assessment(_) => Section::Assessment,
            Minutes::Focus(_) => Section::Focus,
            Minutes::Lifts(_) => Section::Lifts,
            Minutes::Communication(_) => Section::Communication,
        }
    }

    /// The same with who was there and who spoke called what they were called when it was first written.
    #[must_use]
    pub fn with_names_of(self, before: &Minutes) -> Self {
        match (self, before) {
            (Minutes::Attendance(all), Minutes::Attendance(were)) => {
                let kept = |a: Attendee| were.iter().find(|was| was.is_same(&a)).cloned().unwrap_or(a);
                Minutes::Attendance(all.into_iter().map(kept).collect())
            }
            (Minutes::Round(all), Minutes::Round(were)) => {
                let of = |note: &RoundNote| were.iter().find(|was| was.organisation.id == note.organisation.id);
                let kept =
                    |n: RoundNote| RoundNote { organisation: of(&n).map_or(n.organisation.clone(), |was| was.organisation.clone()), ..n };
                Minutes::Round(all.into_iter().map(kept).collect())
            }
            (minutes, _) => minutes,
        }
    }

    /// A section in which nothing has been written.
    pub fn empty(section: Section) -> Self {
        match section {
            Section::Attendance => Minutes::Attendance(Vec::new()),
            Section::Round => Minutes::Round(Vec::new()),
            Section::Assessment => Minutes::Assessment(Assessment::default()),
            Section::Focus => Minutes::Focus(Vec::new()),
            Section::Lifts => Minutes::Lifts(Vec::new()),
            Section::Communication => Minutes::Communication(String::new()),
        }
    }
}

/// How far the meeting and its minutes have come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeetingState {
    /// It is to be held.
    Planned,
    /// It has been held.
    Held(Mark),
    /// The minutes are written.
    Drafted(Mark),
    /// They have been sent to those who were there.
    Sent(Mark),
    /// They are adjusted (*justerade*).
    Adjusted(Mark),
    /// They are archived.
    Archived(Mark),
}

/// When and by whom a meeting took its last step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Timestamp,
    /// By whom: title.
    pub by: String,
}

keyed! {
    /// A state without its facts, in order.
    MeetingStage {
        /// *Planerat*.
        Planned "planned",
        /// *Hållet*.
        Held "held",
        /// *Anteckningarna skrivna*.
        Drafted "drafted",
        /// *Utskickat*.
        Sent "sent",
        /// *Justerat*.
        Adjusted "adjusted",
        /// *Arkiverat*.
        Archived "archived",
    }
}

keyed! {
    /// A step in the work with a meeting.
    MeetingStep {
        /// It has been held.
        Hold "hold",
        /// The minutes are written.
        Draft "draft",
        /// Send them.
        Send "send",
        /// Take them back to be changed.
        Reopen "reopen",
        /// Adjust them.
        Adjust "adjust",
        /// Archive them.
        Archive "archive",
    }
}

/// The step does not follow from where the meeting is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotYet {
    /// The refused step.
    pub step: MeetingStep,
    /// Steps that are possible.
    pub possible: Vec<MeetingStep>,
}

impl fmt::Display for NotYet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "step {} does not follow; possible now:", self.step.key())?;
        self.possible.iter().try_for_each(|s| write!(f, " {}", s.key()))
    }
}

impl std::error::Error for NotYet {}

impl MeetingState {
    /// Which state it is.
    pub fn stage(&self) -> MeetingStage {
        match self {
            MeetingState::Planned => MeetingStage::Planned,
            MeetingState::Held(_) => MeetingStage::Held,
            MeetingState::Drafted(_) => MeetingStage::Drafted,
            MeetingState::Sent(_) => MeetingStage::Sent,
            MeetingState::Adjusted(_) => MeetingStage::Adjusted,
            MeetingState::Archived(_) => MeetingStage::Archived,
        }
    }

    /// When and by whom the last step was taken; `None` before the first.
    pub fn mark(&self) -> Option<&Mark> {
        match self {
            MeetingState::Planned => None,
            MeetingState::Held(mark)
            | MeetingState::Drafted(mark)
            | MeetingState::Sent(mark)
            | MeetingState::Adjusted(mark)
            | MeetingState::Archived(mark) => Some(mark),
        }
    }

    /// The state of a stage.
    pub fn of(stage: MeetingStage, mark: Mark) -> Self {
        match stage {
            MeetingStage::Planned => MeetingState::Planned,
            MeetingStage::Held => MeetingState::Held(mark),
            MeetingStage::Drafted => MeetingState::Drafted(mark),
            MeetingStage::Sent => MeetingState::Sent(mark),
            MeetingStage::Adjusted => MeetingState::Adjusted(mark),
            MeetingStage::Archived => MeetingState::Archived(mark),
        }
    }

    /// Whether the minutes can be written: what has been sent is what was sent.
    pub fn is_open(&self) -> bool {
        matches!(self.stage(), MeetingStage::Planned | MeetingStage::Held | MeetingStage::Drafted)
    }

    /// Steps that may follow, the way forward first.
    pub fn possible(&self) -> &'static [MeetingStep] {
        match self {
            MeetingState::Planned => &[MeetingStep::Hold],
            MeetingState::Held(_) => &[MeetingStep::Draft],
            MeetingState::Drafted(_) => &[MeetingStep::Send],
            MeetingState::Sent(_) => &[MeetingStep::Adjust, MeetingStep::Reopen],
            MeetingState::Adjusted(_) => &[MeetingStep::Archive],
            MeetingState::Archived(_) => &[],
        }
    }

    /// The state after a step, or what is possible instead.
    pub fn after(&self, step: MeetingStep, by: &str, now: Timestamp) -> Result<MeetingState, NotYet> {
        if !self.possible().contains(&step) {
            return Err(NotYet { step, possible: self.possible().to_vec() });
        }
        let mark = Mark { at: now, by: by.to_owned() };
        Ok(match step {
            MeetingStep::Hold => MeetingState::Held(mark),
            MeetingStep::Draft | MeetingStep::Reopen => MeetingState::Drafted(mark),
            MeetingStep::Send => MeetingState::Sent(mark),
            MeetingStep::Adjust => MeetingState::Adjusted(mark),
            MeetingStep::Archive => MeetingState::Archived(mark),
        })
    }
}

/// A section with its version: sent back with a change, so that two who write at once do not overwrite each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// 0 before anything was written.
    pub version: u32,
    /// What it says.
    pub minutes: Minutes,
}

/// A judgement of the districts that the meeting stands for. Until then it is a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// Which version of the section.
    pub version: u32,
    /// The judgement.
    pub assessment: Assessment,
    /// When and by whom; `None` from before judgements were confirmed.
    pub mark: Option<Mark>,
}

/// One week's meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The week whose picture it is about.
    pub week: Week,
    /// How far it has come.
    pub state: MeetingState,
    /// The day it was held; `None` before, and for meetings from before it was asked for.
    pub held_on: Option<Date>,
    /// The judgement that it stands for.
    pub confirmed: Option<Confirmed>,
    /// Its sections, one of each.
    pub sections: Vec<Written>,
    /// Whether texts for authorities were left out for this reader.
    pub text_hidden: bool,
}

impl Meeting {
    /// What a section says.
    pub fn section(&self, section: Section) -> Written {
        let found = self.sections.iter().find(|w| w.minutes.section() == section).cloned();
        found.unwrap_or_else(|| Written { version: 0, minutes: Minutes::empty(section) })
    }

    /// The judgement of the districts as it is written, confirmed or not.
    pub fn assessment(&self) -> Assessment {
        match self.section(Section::Assessment).minutes {
            Minutes::Assessment(assessment) => assessment,
            Minutes::Attendance(_) | Minutes::Round(_) | Minutes::Focus(_) | Minutes::Lifts(_) | Minutes::Communication(_) => {
                Assessment::default()
            }
        }
    }

    /// Whether something is judged that nobody has confirmed.
    pub fn is_unconfirmed(&self) -> bool {
        let written = self.section(Section::Assessment).version;
        self.assessment().judges() && self.confirmed.as_ref().is_none_or(|confirmed| confirmed.version != written)
    }

    /// Whether anybody is noted as having been there.
    pub fn is_attended(&self) -> bool {
        matches!(self.section(Section::Attendance).minutes, Minutes::Attendance(there) if !there.is_empty())
    }

    /// The same without texts for authorities.
    #[must_use]
    pub fn without_text(mut self) -> Self {
        for written in &mut self.sections {
            match &mut written.minutes {
                Minutes::Round(notes) => notes.clear(),
                Minutes::Assessment(assessment) => assessment.areas.iter_mut().for_each(|area| area.motive.clear()),
                Minutes::Lifts(lifts) => lifts.clear(),
                Minutes::Attendance(_) | Minutes::Focus(_) | Minutes::Communication(_) => {}
            }
        }
        let confirmed = self.confirmed.iter_mut().flat_map(|confirmed| &mut confirmed.assessment.areas);
        confirmed.for_each(|area| area.motive.clear());
        self.text_hidden = true;
        self
    }
}

/// Districts whose situation asks for an action, or a reason why there is none (G-2).
pub fn unanswered(assessment: &Assessment, has_action: impl Fn(&DistrictCode) -> bool) -> Vec<DistrictCode> {
    let grave = |area: &AreaAssessment| area.situation.is_some_and(|situation| situation >= Situation::Orange);
    let open = |area: &&AreaAssessment| grave(area) && area.motive.trim().is_empty() && !has_action(&area.district);
    assessment.areas.iter().filter(open).map(|area| area.district.clone()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_possible_steps_are_taken() {
        let mark = || Mark { at: Timestamp::UNIX_EPOCH, by: "EST-samordnare".to_owned() };
        for stage in MeetingStage::ALL {
            let state = MeetingState::of(*stage, mark());
            assert_eq!(state.stage(), *stage);
            for step in MeetingStep::ALL {
                match state.after(*step, "x", Timestamp::UNIX_EPOCH) {
                    Ok(_) => assert!(state.possible().contains(step)),
                    Err(refused) => assert_eq!(refused.possible, state.possible()),
                }
            }
        }
        let sent = MeetingState::Sent(mark());
        assert!(!sent.is_open(), "what was sent is what was sent");
        assert!(sent.after(MeetingStep::Reopen, "x", Timestamp::UNIX_EPOCH).unwrap().is_open());
    }

    #[test]
    fn orange_asks_for_an_action_or_a_motive() {
        let area = |code: &str, situation, motive: &str| AreaAssessment {
            district: DistrictCode(code.to_owned()),
            situation,
            trend: Trend::Rising,
            motive: motive.to_owned(),
        };
        let areas = vec![
            area("a", Some(Situation::Yellow), ""),
            area("b", Some(Situation::Orange), " "),
            area("c", Some(Situation::Red), "Följs av polisen"),
            area("d", Some(Situation::Red), ""),
        ];
        assert_eq!(unanswered(&Assessment { areas, others_normal: false }, |code| code.as_str() == "d"), [DistrictCode("b".to_owned())]);
    }
}
