//! How many answers as strong chance gives in a week.

/// Nothing more probable than this is an alarm, however few the questions are.
pub(super) const MOST_PROBABLE: f64 = 0.01;

/// The questions of one family: the smallest probability that each could have.
#[derive(Clone, Debug)]
pub(super) struct Family {
    least: Vec<f64>,
    /// Alarms are what chance gives at most so many times a week.
    most: f64,
}

impl Family {
    pub fn new(mut least: Vec<f64>, recurrence: f64) -> Self {
        let most = 1.0 / recurrence;
        least.retain(|p| *p <= MOST_PROBABLE);
        least.sort_unstable_by(f64::total_cmp);
        Self { least, most }
    }

    /// Questions that could raise an alarm if they were alone.
    pub fn questions(&self) -> usize {
        self.least.len()
    }

    /// At most so many answers of probability `p` or less come by chance.
    pub fn by_chance(&self, p: f64) -> f64 {
        p * self.least.partition_point(|least| *least <= p * (1.0 + 1e-9)).max(1) as f64
    }

    /// Whether an answer so strong is an alarm.
    pub fn alarms(&self, p: f64) -> bool {
        p <= MOST_PROBABLE && self.by_chance(p) <= self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_that_cannot_be_answered_so_strongly_do_not_count() {
        let family = Family::new(vec![1e-9, 1e-4, 1e-3, 5e-3, 0.2, 0.5], 100.0);
        assert_eq!(family.questions(), 4);
        assert!((family.by_chance(5e-4) - 1e-3).abs() < 1e-15 && (family.by_chance(6e-3) - 0.024).abs() < 1e-15);
        assert!(family.alarms(3e-3) && !family.alarms(6e-3) && !family.alarms(0.3));
        let alone = Family::new(Vec::new(), 2.0);
        assert!(alone.alarms(0.01) && !alone.alarms(0.02));
    }
}
