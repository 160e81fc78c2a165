#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;

/// A small deterministic generator (SplitMix64), so that the simulations give the same numbers everywhere.
struct Stream(u64);

impl Stream {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// By inversion of a table of cumulative probabilities.
    fn count(&mut self, cumulative: &[f64]) -> u64 {
        let u = self.uniform();
        cumulative.partition_point(|&c| c < u) as u64
    }
}

fn cumulative(mean: f64, dispersion: f64) -> Vec<f64> {
    // A dispersion of exactly 1 is Poisson: the limit of a very large size.
    let counts = NegativeBinomial { mean, size: if dispersion > 1.0 { mean / (dispersion - 1.0) } else { 1e7 * mean } };
    let mut sum = 0.0;
    (0..(mean * 6.0) as u64 + 60)
        .map(|y| {
            sum += counts.probability(y);
            sum
        })
        .collect()
}

/// Share of further weeks inside the interval, and the mean of its `high − low`.
fn coverage(mean: f64, dispersion: f64, weeks: usize, rounds: usize) -> (f64, f64) {
    let table = cumulative(mean, dispersion);
    let mut stream = Stream(mean.to_bits() ^ weeks as u64);
    let (mut inside, mut width) = (0usize, 0.0);
    for _ in 0..rounds {
        let baseline: Vec<u64> = (0..weeks).map(|_| stream.count(&table)).collect();
        let next = stream.count(&table);
        let p = expect(&baseline).unwrap();
        inside += usize::from((p.low..=p.high).contains(&next));
        width += (p.high - p.low) as f64;
    }
    (inside as f64 / rounds as f64, width / rounds as f64)
}

#[test]
fn the_interval_holds_the_next_week_at_least_94_times_in_100() {
    for mean in [0.3, 1.0, 3.0, 10.0, 80.0] {
        for weeks in [1, 4, 12] {
            let (share, width) = coverage(mean, 1.0, weeks, 4000);
            assert!(share >= 0.94, "mean {mean}, {weeks} weeks: {share}");
            // Not absurdly wide: within 1.5 times the interval for a known rate plus two counts for discreteness.
            let spread = (mean * (1.0 + 1.0 / weeks as f64)).sqrt();
            assert!(width <= 1.5 * 3.92 * spread + 2.0, "mean {mean}, {weeks} weeks: width {width}");
        }
    }
}

#[test]
fn overdispersed_weeks_are_mostly_held_too() {
    // The figures of the module's documentation: the dispersion is badly known from few weeks, and coverage falls below 95 %.
    for (mean, weeks, least) in [(3.0, 12, 0.95), (10.0, 12, 0.93), (80.0, 12, 0.92), (10.0, 4, 0.91), (80.0, 4, 0.90)] {
        let (share, _) = coverage(mean, 2.0, weeks, 4000);
        assert!(share >= least, "mean {mean}, {weeks} weeks: {share}");
    }
}

#[test]
fn twelve_quiet_weeks_leave_room_for_one() {
    let p = expect(&[0; 12]).unwrap();
    assert_eq!((p.low, p.high, p.mean, p.dispersion), (0, 1, 0.0, 1.0));
}

#[test]
fn tails_are_the_exact_conditional_binomial_ones() {
    // Baseline 1+2+0+1 = 4 in four weeks, now 4: P(Bin(8, 1/5) >= 4) = 0.05628160, P(Bin(8, 1/5) <= 4) = 0.98959360.
    let t = exceedance(4, &[1, 2, 0, 1]).unwrap();
    assert!((t.upper - 0.056_281_6).abs() < 1e-10, "{}", t.upper);
    assert!((t.lower - 0.989_593_6).abs() < 1e-10, "{}", t.lower);
    // One week of 3 against 9: P(Bin(12, 1/2) >= 9) = 299/4096.
    let t = exceedance(9, &[3]).unwrap();
    assert!((t.upper - 299.0 / 4096.0).abs() < 1e-12, "{}", t.upper);
    assert!((t.two_sided() - 598.0 / 4096.0).abs() < 1e-12);
}

#[test]
fn interval_and_tails_tell_the_same_story() {
    for baseline in [vec![0; 4], vec![3, 1, 4, 1, 5], vec![12, 40, 3, 25, 30, 9], vec![7], vec![0], vec![310, 290, 305, 333]] {
        let p = expect(&baseline).unwrap();
        for count in p.low.saturating_sub(3)..p.high + 4 {
            let inside = (p.low..=p.high).contains(&count);
            let tails = exceedance(count, &baseline).unwrap();
            assert_eq!(inside, tails.two_sided() > 0.05, "{count} of {baseline:?}: {p:?} {tails:?}");
        }
    }
}

#[test]
fn varying_weeks_widen_the_interval() {
    let calm = expect(&[10, 10, 10, 10, 10, 10]).unwrap();
    let wild = expect(&[2, 18, 5, 15, 0, 20]).unwrap();
    assert_eq!(calm.dispersion, 1.0);
    assert!(wild.dispersion > 4.0);
    assert!(wild.high > calm.high && wild.low < calm.low, "{calm:?} {wild:?}");
}

#[test]
fn too_few_weeks_give_no_interval() {
    for baseline in [&[][..], &[1, 2], &[1, 2, 3]] {
        assert_eq!(expect(baseline), None);
        assert_eq!(exceedance(5, baseline), None);
    }
}

#[test]
fn large_counts_agree_with_the_normal_limit() {
    // The interval must approach mean ± 1.96 √(mean (1 + 1/k)).
    for mean in [1_990u64, 2_010, 30_000, 50_000_000] {
        let p = expect(&[mean; 12]).unwrap();
        let middle = mean as f64;
        let half = 1.959_964 * (middle * (1.0 + 1.0 / 12.0)).sqrt();
        assert!((p.low as f64 - (middle - half)).abs() < 2.5, "{p:?} {}", middle - half);
        assert!((p.high as f64 - (middle + half)).abs() < 2.5, "{p:?} {}", middle + half);
    }
}

#[test]
fn absurd_counts_neither_hang_nor_break() {
    assert_eq!(expect(&[u64::MAX; 4]), None);
    for baseline in [[0, 0, 0, 1_000_000_000], [0, 0, 0, 7_999], [1, 1_000_000, 3, 2]] {
        let p = expect(&baseline).unwrap();
        assert!(p.low as f64 <= p.mean && p.mean <= p.high as f64, "{p:?}");
        let tails = exceedance(u64::MAX, &baseline).unwrap();
        assert!(tails.upper < 1e-6 && tails.lower > 0.999, "{tails:?}");
    }
}
