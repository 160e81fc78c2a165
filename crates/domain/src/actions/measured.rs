//! What an action's effect is measured against: chosen until it is decided, frozen with the decision, never changed after.

use crate::categories::Category;
use crate::districts::DistrictCode;
use crate::week::Week;
use jiff::Timestamp;
use jiff::civil::Date;

/// Weeks before the decision that a baseline holds, when there is material from them: a year, so that each season is in it once.
pub const BASELINE_WEEKS: i32 = 52;

/// With fewer weeks before the decision nothing is frozen: no verdict could ever be given.
pub const FEWEST_BASELINE_WEEKS: i32 = 20;

/// Weeks right before the decision that are left out of the estimate: what was high in them is why something was done.
pub const SELECTION_WEEKS: u32 = 8;

/// Numbers of weeks after the action that can be waited for its verdict.
pub const WAITS: [u32; 5] = [6, 8, 12, 16, 26];

/// Most areas compared with the action's own.
pub const MOST_COMPARED: usize = 12;

/// What is chosen before the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasurePlan {
    /// Districts where nothing is done, compared with the action's own.
    pub comparison: Vec<DistrictCode>,
    /// Weeks after the action until the verdict, one of [`WAITS`].
    pub weeks_after: u32,
}

/// A frozen baseline: what is compared, and the counts before. Its text form has a digest that stands in the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenBaseline {
    /// When it was frozen: with the decision.
    pub at: Timestamp,
    /// By whom: title.
    pub by: String,
    /// The action's district.
    pub district: DistrictCode,
    /// Category counted; `None` for all.
    pub category: Option<Category>,
    /// Districts compared with it.
    pub comparison: Vec<DistrictCode>,
    /// Districts around it, where what is pressed back may go.
    pub around: Vec<DistrictCode>,
    /// First week.
    pub first_week: Week,
    /// The week of the decision: the first that is not in the baseline.
    pub decided_week: Week,
    /// Weeks at its end that are left out of the estimate.
    pub selection_weeks: u32,
    /// Weeks after the action until the verdict.
    pub weeks_after: u32,
    /// Audit sequence number of the state that was counted.
    pub as_of: i64,
    /// Weekly counts of the action's district, oldest first.
    pub treated: Vec<u64>,
    /// Weekly counts of each compared district, in their order.
    pub compared: Vec<Vec<u64>>,
    /// Weekly counts of the districts around, together.
    pub surrounding: Vec<u64>,
    /// Digest of the whole as text.
    pub digest: String,
}

impl FrozenBaseline {
    /// The weeks that the verdict looks at after an action that ended on a day.
    pub fn after(&self, until: Date) -> (Week, Week) {
        let ended = Week::of_date(until);
        (ended.next(), ended.plus(i32::try_from(self.weeks_after).unwrap_or(i32::MAX)))
    }

    /// Weeks in it.
    pub fn weeks(&self) -> u32 {
        self.decided_week.since(self.first_week).unsigned_abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_verdict_looks_at_the_weeks_agreed_on_and_no_more() {
        let week = |number| Week::new(2026, number).unwrap_or_else(|e| panic!("{e:?}"));
        let frozen = FrozenBaseline {
            at: Timestamp::UNIX_EPOCH,
            by: String::new(),
            district: DistrictCode("0580R017".to_owned()),
            category: None,
            comparison: Vec::new(),
            around: Vec::new(),
            first_week: week(1),
            decided_week: week(30),
            selection_weeks: SELECTION_WEEKS,
            weeks_after: 12,
            as_of: 7,
            treated: Vec::new(),
            compared: Vec::new(),
            surrounding: Vec::new(),
            digest: String::new(),
        };
        // Ended on a Sunday: the week itself is the action's.
        assert_eq!(frozen.after(date(2026, 8, 2)), (week(32), week(43)));
        assert_eq!(frozen.weeks(), 29);
    }
}
