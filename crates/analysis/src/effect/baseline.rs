//! What was decided to be compared, and the counts before, frozen when the action is decided.

use crate::{Refusal, refusal};
use std::fmt::Write;

/// What is to be compared; written down when the action is decided, before anyone can see what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaselinePlan {
    /// The treated area, by the caller's key.
    pub area: String,
    /// The category counted, by the caller's key; empty for all.
    pub category: String,
    /// Areas compared with, by the caller's keys.
    pub comparison: Vec<String>,
    /// First week of the baseline, as the caller numbers weeks.
    pub first_week: i64,
    /// First week with the action.
    pub action_week: i64,
    /// Weeks right before the action whose counts led to it; they are left out of the estimate.
    pub selection_weeks: u32,
    /// Weeks after the action until the verdict is to be given.
    pub weeks_after: u32,
}

/// A frozen baseline. Its fields cannot be changed; [`Baseline::canonical`] gives the text to take a digest of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    plan: BaselinePlan,
    treated: Vec<u64>,
    comparison: Vec<Vec<u64>>,
}

impl Baseline {
    /// Version of [`Baseline::canonical`]'s form.
    pub const FORM: u32 = 1;

    /// Freezes a plan with the weekly counts from `first_week` until the week before `action_week`: those of the treated area and of each comparison area in
    /// the plan's order. Refused when a series has another length than the plan says, or the plan looks less than eight weeks back beyond its selection weeks.
    pub fn freeze(plan: BaselinePlan, treated: Vec<u64>, comparison: Vec<Vec<u64>>) -> Result<Self, Refusal> {
        let weeks = plan.action_week.checked_sub(plan.first_week).and_then(|w| usize::try_from(w).ok());
        let weeks = weeks.ok_or(Refusal::BadParameter { name: "action week", must: "after the first week" })?;
        refusal::enough("baseline weeks", weeks.saturating_sub(plan.selection_weeks as usize), 8)?;
        refusal::length("treated", treated.len(), weeks)?;
        refusal::length("comparison areas", comparison.len(), plan.comparison.len())?;
        for series in &comparison {
            refusal::length("comparison", series.len(), weeks)?;
        }
        if plan.weeks_after == 0 {
            return Err(Refusal::BadParameter { name: "weeks after", must: "at least 1" });
        }
        Ok(Self { plan, treated, comparison })
    }

    /// What is to be compared.
    pub fn plan(&self) -> &BaselinePlan {
        &self.plan
    }

    /// Weekly counts of the treated area.
    pub fn treated(&self) -> &[u64] {
        &self.treated
    }

    /// Weekly counts of each comparison area, in the plan's order.
    pub fn comparison(&self) -> &[Vec<u64>] {
        &self.comparison
    }

    /// The whole baseline as text, one field a line in a fixed order; the same baseline gives the same text on any machine. Take a digest of it and keep both. Texts are given with their length
    /// in bytes, so that no two baselines share a text.
    pub fn canonical(&self) -> String {
        let plan = &self.plan;
        let mut text = format!("baseline {}\n", Self::FORM);
        // Writing to a String cannot fail.
        let mut line = |name: &str, value: String| {
            let _ = writeln!(text, "{name} {value}");
        };
        let measured = |s: &str| format!("{} {s}", s.len());
        let joined = |counts: &[u64]| counts.iter().map(u64::to_string).collect::<Vec<_>>().join(" ");
        line("area", measured(&plan.area));
        line("category", measured(&plan.category));
        line("first_week", plan.first_week.to_string());
        line("action_week", plan.action_week.to_string());
        line("selection_weeks", plan.selection_weeks.to_string());
        line("weeks_after", plan.weeks_after.to_string());
        line("treated", joined(&self.treated));
        for (name, counts) in plan.comparison.iter().zip(&self.comparison) {
            line("comparison", measured(name));
            line("counts", joined(counts));
        }
        text
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn plan() -> BaselinePlan {
        BaselinePlan {
            area: "0580R004".into(),
            category: "bike".into(),
            comparison: vec!["0580R007".into()],
            first_week: 100,
            action_week: 110,
            selection_weeks: 2,
            weeks_after: 12,
        }
    }

    #[test]
    fn any_change_changes_the_text() {
        let frozen = Baseline::freeze(plan(), (0..10).collect(), vec![vec![3; 10]]).unwrap();
        let same = Baseline::freeze(plan(), (0..10).collect(), vec![vec![3; 10]]).unwrap();
        assert_eq!(frozen.canonical(), same.canonical());
        let mut texts = vec![frozen.canonical()];
        let mut other = vec![3; 10];
        other[9] = 4;
        texts.push(Baseline::freeze(plan(), (0..10).collect(), vec![other]).unwrap().canonical());
        texts.push(Baseline::freeze(BaselinePlan { weeks_after: 13, ..plan() }, (0..10).collect(), vec![vec![3; 10]]).unwrap().canonical());
        let moved = BaselinePlan { area: "0580R004\ncategory 0 ".into(), category: String::new(), ..plan() };
        texts.push(Baseline::freeze(moved, (0..10).collect(), vec![vec![3; 10]]).unwrap().canonical());
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), 4);
    }

    #[test]
    fn what_does_not_fit_the_plan_is_refused() {
        assert!(Baseline::freeze(plan(), vec![1; 9], vec![vec![3; 10]]).is_err());
        assert!(Baseline::freeze(plan(), vec![1; 10], vec![]).is_err());
        assert!(Baseline::freeze(BaselinePlan { action_week: i64::MIN, ..plan() }, vec![], vec![vec![]]).is_err());
        assert!(Baseline::freeze(BaselinePlan { selection_weeks: 3, ..plan() }, vec![1; 10], vec![vec![3; 10]]).is_err());
    }
}
