//! How many answers as strong chance gives in a week.

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
        least.retain(|p| *p <= most);
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
        p <= self.most && self.by_chance(p) <= self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_that_cannot_be_answered_so_strongly_do_not_count() {
        let family = Family::new(vec![1e-9, 1e-4, 0.01, 0.03, 0.2, 0.5], 20.0);
        assert_eq!(family.questions(), 4);
        assert!((family.by_chance(1e-3) - 2e-3).abs() < 1e-15 && (family.by_chance(0.02) - 0.06).abs() < 1e-15);
        assert!(family.alarms(0.016) && !family.alarms(0.02) && !family.alarms(0.3));
        assert!(Family::new(Vec::new(), 20.0).alarms(0.05));
    }
}
