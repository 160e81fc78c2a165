//! What the methods say beyond the week's own counts. Everything here describes what has been; nothing says what will come.

use super::Expected;
use crate::categories::Category;
use crate::districts::DistrictCode;
use crate::keyed::keyed;
use crate::week::Week;

/// Weeks in one stage of a place's life. Long enough for a handful of incidents, short enough to be acted on.
pub const STAGE_WEEKS: i32 = 4;

/// Stages that a place is followed through: with [`STAGE_WEEKS`], the 24 weeks that hot spots look back.
pub const STAGES: usize = 6;

/// Distance, in metres, and days within which an incident is called near another one.
pub const NEAR: (u32, u32) = (200, 14);

/// The findings of a picture. Empty in versions from before they were made, and what cannot be told is left out.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Findings {
    /// What each week of [`super::Picture::weekly`] was expected to hold, in the same order.
    pub bands: Vec<WeekBand>,
    /// Places through the last weeks, new ones first.
    pub lives: Vec<SpotLife>,
    /// Kinds of crime that have come near each other. Only those that the material supports.
    pub near_repeats: Vec<NearRepeat>,
    /// Districts that nothing was reported from.
    pub silent: Vec<SilentDistrict>,
}

/// What a band is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandBasis {
    /// The same season of so many earlier years, with trend (Farrington flexible).
    Season {
        /// Years.
        years: u32,
    },
    /// So many weeks right before it.
    Weeks {
        /// Weeks.
        weeks: u32,
    },
    /// Too short a history for either.
    TooShort,
}

impl BandBasis {
    /// Stable key: message ids and JSON.
    pub fn key(self) -> &'static str {
        match self {
            BandBasis::Season { .. } => "season",
            BandBasis::Weeks { .. } => "weeks",
            BandBasis::TooShort => "too-short",
        }
    }
}

/// What one week was expected to hold if nothing had changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeekBand {
    /// Where it comes from.
    pub basis: BandBasis,
    /// Mean and 95 % interval; `None` with too short a history.
    pub expected: Option<Expected>,
}

keyed! {
    /// Where a count lies against its band.
    Side {
        /// Under it.
        Below "below",
        /// In it.
        Inside "inside",
        /// Over it.
        Above "above",
    }
}

impl WeekBand {
    /// Where a count lies; `None` when it cannot be told.
    pub fn side(&self, count: u64) -> Option<Side> {
        #[allow(clippy::cast_precision_loss)] // counts are far below 2^53
        let count = count as f64;
        self.expected.map(|e| match count {
            n if n < e.low => Side::Below,
            n if n > e.high => Side::Above,
            _ => Side::Inside,
        })
    }
}

keyed! {
    /// What has happened to a place since the stage before.
    LifePhase {
        /// It was none before.
        New "new",
        /// Clearly more.
        Growing "growing",
        /// About as many, but its middle has moved.
        Moving "moving",
        /// About as many, about here.
        Stable "stable",
        /// Clearly fewer.
        Shrinking "shrinking",
        /// None now.
        Gone "gone",
    }
}

/// One stage of a place's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LifeStage {
    /// Incidents; 0 when it was gone.
    pub count: u64,
    /// What happened; `None` before it first was there.
    pub phase: Option<LifePhase>,
}

/// A place where incidents gather, followed through the weeks. Found where they lie, whatever the place is called; no position is told.
#[derive(Clone, Debug, PartialEq)]
pub struct SpotLife {
    /// The name that most of its incidents carry, when enough do.
    pub place: Option<String>,
    /// District that most of them lie in.
    pub district: Option<DistrictCode>,
    /// Its name.
    pub district_name: Option<String>,
    /// What the place was called in the stage before, when its middle has moved since to where it has another name.
    pub moved_from: Option<String>,
    /// [`STAGES`] stages of [`STAGE_WEEKS`] weeks, oldest first; the last ends with the picture's week.
    pub stages: Vec<LifeStage>,
    /// Categories of the stage it was last there in, most common first.
    pub categories: Vec<(Category, u64)>,
}

impl SpotLife {
    /// What it is now.
    pub fn now(&self) -> Option<LifePhase> {
        self.stages.last().and_then(|s| s.phase)
    }
}

/// First and last week of each stage, oldest first, of a picture's week.
pub fn stage_weeks(week: Week) -> Vec<(Week, Week)> {
    let stages = i32::try_from(STAGES).unwrap_or(0);
    (0..stages).rev().map(|back| week.plus(-back * STAGE_WEEKS)).map(|last| (last.plus(1 - STAGE_WEEKS), last)).collect()
}

keyed! {
    /// Kinds of crime that research has found to come near each other in place and time: the same few choose what they know.
    RepeatKind {
        /// Burglary in a dwelling.
        DwellingBurglary "dwelling-burglary",
        /// Theft of or from vehicles.
        VehicleTheft "vehicle-theft",
        /// Damage to vehicles.
        VehicleDamage "vehicle-damage",
    }
}

impl RepeatKind {
    /// Category and subtype in the category tree.
    pub fn of_tree(self) -> (Category, &'static str) {
        match self {
            RepeatKind::DwellingBurglary => (Category::Burglary, "home"),
            RepeatKind::VehicleTheft => (Category::Burglary, "vehicle"),
            RepeatKind::VehicleDamage => (Category::Damage, "vehicle"),
        }
    }
}

/// How much more often than by chance one kind of crime has been followed by another near it (Knox), over a year of the authority's own material.
#[derive(Clone, Debug, PartialEq)]
pub struct NearRepeat {
    /// Kind.
    pub kind: RepeatKind,
    /// Incidents that were used.
    pub events: u64,
    /// Pairs within [`NEAR`] of each other.
    pub pairs: u64,
    /// Pairs that chance gives.
    pub expected: f64,
    /// Pairs over expected pairs.
    pub ratio: f64,
    /// Share of random orders with as many pairs.
    pub p: f64,
    /// Incidents of the last [`NEAR`] days by district: name (empty without one) and count, most first.
    pub recent: Vec<(String, u64)>,
}

/// A district that nothing was reported from in the week. Not the same as a calm one.
#[derive(Clone, Debug, PartialEq)]
pub struct SilentDistrict {
    /// District.
    pub district: DistrictCode,
    /// Its name.
    pub name: String,
    /// Weeks in a row without anything, the picture's own included; at most thirteen are looked at.
    pub weeks: u32,
    /// Mean per week of the twelve before, in hundredths.
    pub usual_hundredths: u64,
    /// Sources that are expected every week, used to report from it, and delivered nothing at all for the week.
    pub missing: Vec<String>,
    /// Sources that used to report from it, and delivered for the week, but nothing from here.
    pub heard: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_a_band_belong_to_it() {
        let band = WeekBand { basis: BandBasis::Weeks { weeks: 12 }, expected: Some(Expected { mean: 4.0, low: 1.0, high: 8.0 }) };
        let sides: Vec<Option<Side>> = [0, 1, 8, 9].map(|n| band.side(n)).into();
        assert_eq!(sides, [Some(Side::Below), Some(Side::Inside), Some(Side::Inside), Some(Side::Above)]);
        assert_eq!(WeekBand { basis: BandBasis::TooShort, expected: None }.side(3), None);
    }

    #[test]
    fn stages_follow_each_other_without_gaps_and_end_with_the_week() {
        let week = Week::from_index(3000);
        let stages = stage_weeks(week);
        assert_eq!((stages.len(), stages.last().map(|s| s.1)), (STAGES, Some(week)));
        assert!(stages.windows(2).all(|pair| pair[0].1.next() == pair[1].0));
        assert!(stages.iter().all(|(first, last)| last.since(*first) == STAGE_WEEKS - 1));
    }
}
