//! The probability of one question: so many in a place and a window, given how much each source sent in the window and how much of it lies there at any time.

use super::rule::MOST_PROBABLE;
use super::strata::Tally;
use statrs::function::beta::checked_beta_reg;

/// One question. Strata that lie wholly in the place say nothing and are left out before.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Question {
    /// Events in place and window.
    pub seen: f64,
    /// Events in the place at any time.
    pub place: f64,
    /// Events in the window anywhere, of the strata that are in the place at all.
    pub window: f64,
    /// Σ place · window / all over the strata.
    pub mean: f64,
}

impl Question {
    /// Takes in what lies in the place, held against what it is a part of.
    pub fn add(&mut self, own: &Tally, of: &Tally, window: usize) {
        // Wholly here: whatever is sent, it is here.
        if own.all < of.all {
            self.seen += own.windows[window];
            self.place += own.all;
            self.window += of.windows[window];
            self.mean += own.all * of.windows[window] / of.all;
        }
    }

    /// The counts of independent incidents that stand for these: divided by the dispersion, so that one stays one.
    fn thinned(&self, seen: f64, dispersion: f64) -> (f64, [f64; 2], f64) {
        let seen = if seen > 0.0 { (seen - 1.0) / dispersion + 1.0 } else { 0.0 };
        (seen, [self.place / dispersion, self.window / dispersion].map(|trials| trials.max(seen)), self.mean / dispersion)
    }

    /// P(so many or more).
    pub fn at_least(&self, seen: f64, dispersion: f64) -> f64 {
        if seen <= 0.0 {
            return 1.0;
        }
        let (seen, trials, mean) = self.thinned(seen, dispersion);
        // Nearer the mean the binomial may lie below the sum; Markov's bound never does.
        if seen < mean + 1.0 {
            return (mean / seen).min(1.0);
        }
        let tail = |trials: f64| match mean / trials {
            share if share >= 1.0 => 1.0,
            share if share <= 0.0 => 0.0,
            share => checked_beta_reg(seen, trials - seen + 1.0, share).unwrap_or(1.0),
        };
        tail(trials[0]).min(tail(trials[1]))
    }

    /// P(so few or fewer).
    pub fn at_most(&self, seen: f64, dispersion: f64) -> f64 {
        let (seen, mean) = (seen / dispersion, self.mean / dispersion);
        let tail = |trials: f64| match mean / trials {
            share if trials <= seen || share <= 0.0 || share.is_nan() => 1.0,
            share if share >= 1.0 => 0.0,
            share => checked_beta_reg(trials - seen, seen + 1.0, 1.0 - share).unwrap_or(1.0),
        };
        tail(self.place / dispersion).min(tail(self.window / dispersion))
    }

    /// P(so many or more), or so few or fewer, when it is improbable enough for an alarm.
    pub fn improbable(&self, fall: bool, dispersion: f64) -> Option<f64> {
        // Most counts are where they are expected, and a tail is much work.
        if self.is_near(fall, dispersion) {
            return None;
        }
        let p = if fall { self.at_most(self.seen, dispersion) } else { self.at_least(self.seen, dispersion) };
        (p <= MOST_PROBABLE).then_some(p)
    }

    /// Whether the count is within one and a half standard deviations, where no tail of a binomial is as small as that.
    fn is_near(&self, fall: bool, dispersion: f64) -> bool {
        let (seen, trials, mean) = self.thinned(self.seen, dispersion);
        let off = if fall { mean - self.seen / dispersion } else { seen - mean };
        let least = trials[0].min(trials[1]);
        off <= 0.0 || off * off < 2.25 * mean * (1.0 - mean / least).max(0.0)
    }

    /// The smallest probability that growth could have: everything of the place in the window.
    pub fn least_growth(&self, dispersion: f64) -> f64 {
        self.at_least(self.place.min(self.window), dispersion)
    }

    /// A cheap value at most that of [`Self::least_growth`].
    pub fn least_growth_bound(&self, dispersion: f64) -> f64 {
        let most = ((self.place.min(self.window) - 1.0).max(0.0)) / dispersion + 1.0;
        (most * (self.mean / dispersion / most).ln()).exp()
    }

    /// The smallest probability that a fall could have: nothing in the window.
    pub fn least_fall(&self, dispersion: f64) -> f64 {
        // The tail of no event at all, in closed form.
        let none = |trials: f64| match self.mean / dispersion / trials {
            share if share <= 0.0 || share.is_nan() => 1.0,
            share if share >= 1.0 => 0.0,
            share => (trials * (-share).ln_1p()).exp(),
        };
        none(self.place / dispersion).min(none(self.window / dispersion))
    }

    /// What holds the count with 95 % probability.
    pub fn interval(&self, dispersion: f64) -> (u64, u64) {
        let reach = (4.0 * (self.mean * dispersion).sqrt() + 8.0 * dispersion).ceil();
        let low = first((self.mean - reach).max(0.0).floor(), self.mean.ceil(), |k| self.at_most(k, dispersion) > 0.025);
        let high = first(self.mean.floor(), (self.mean + reach).ceil(), |k| self.at_least(k + 1.0, dispersion) <= 0.025);
        (low as u64, high as u64)
    }
}

/// The first whole number from one to another from which something holds; the other when it holds nowhere before.
fn first(from: f64, to: f64, holds: impl Fn(f64) -> bool) -> f64 {
    let (mut below, mut at) = (from - 1.0, to.max(from));
    while at - below > 1.0 {
        let middle = ((below + at) / 2.0).floor();
        if middle <= below || middle >= at {
            break;
        }
        if holds(middle) { at = middle } else { below = middle }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_hold_those_of_the_hypergeometric() {
        // 300 events, 12 in the window, 20 in the place: sums of hypergeometric probabilities in whole numbers.
        let question = Question { seen: 4.0, place: 20.0, window: 12.0, mean: 0.8 };
        let exact = [(1.0, 0.570_038), (2.0, 0.186_428), (3.0, 0.037_957), (4.0, 0.005_085), (5.0, 0.000_462_4)];
        for (seen, p) in exact {
            let ours = question.at_least(seen, 1.0);
            assert!(ours >= p && ours < p * 2.0, "{seen}: {ours} for {p}");
        }
        assert!((question.at_least(2.0, 1.0) + question.at_most(1.0, 1.0) - 1.0).abs() < 0.02);
        assert!(question.at_least(4.0, 2.0) > question.at_least(4.0, 1.0));
        assert_eq!((question.at_least(0.0, 1.0), question.interval(1.0)), (1.0, (0, 3)));
    }

    #[test]
    fn nothing_improbable_is_passed_over() {
        let mut passed = 0;
        for (place, window) in [(3.0, 40.0), (12.0, 12.0), (150.0, 60.0), (900.0, 5_000.0)] {
            for share in [0.002f64, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98] {
                for seen in 0..=(place as u32).min(200) {
                    let question = Question { seen: f64::from(seen), place, window, mean: share * f64::min(place, window) };
                    for (fall, dispersion) in [(false, 1.0), (true, 1.0), (false, 2.3), (true, 2.3)] {
                        let p =
                            if fall { question.at_most(question.seen, dispersion) } else { question.at_least(question.seen, dispersion) };
                        assert_eq!(question.improbable(fall, dispersion), (p <= MOST_PROBABLE).then_some(p), "{question:?}");
                        passed += u32::from(question.is_near(fall, dispersion));
                    }
                }
            }
        }
        assert!(passed > 1_000, "{passed}");
    }

    #[test]
    fn the_least_probabilities_are_never_passed() {
        for place in [1.0, 3.0, 8.0, 40.0] {
            for window in [2.0, 10.0, 100.0] {
                let question = Question { seen: 0.0, place, window, mean: place * window / 1_000.0 };
                for dispersion in [1.0, 1.7] {
                    let least = question.least_growth(dispersion);
                    assert!(question.least_growth_bound(dispersion) <= least * (1.0 + 1e-9));
                    for seen in 0..=(place.min(window) as u32) {
                        assert!(question.at_least(f64::from(seen), dispersion) >= least);
                        assert!(question.at_most(f64::from(seen), dispersion) >= question.least_fall(dispersion) * (1.0 - 1e-9));
                    }
                }
            }
        }
    }
}
