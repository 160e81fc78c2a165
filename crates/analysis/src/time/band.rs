//! The hours and weekdays that a pulse is about, for words such as "Friday and Saturday 22–02".

use super::aoristic::Pulse;
use statrs::function::beta::checked_beta_reg;

/// Least weight (incidents) a band is named for.
const LEAST_WEIGHT: f64 = 5.0;

/// A run longer than this holds half of the weight without being a peak (a flat day needs twelve hours).
const LONGEST_RUN: usize = 10;

/// Largest p-value for saying that something is not chance.
const CHANCE: f64 = 0.05;

/// The part of the week where at least half of the incidents lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Weekdays that hold clearly more than their share of the band: bit 0 = Monday … bit 6 = Sunday. Hours after midnight of a band that passes
    /// midnight belong to the day the band began on. 0 when no weekday stands out.
    pub weekdays: u8,
    /// First hour, 0–23.
    pub from_hour: u8,
    /// Hour at which the band ends (not included), 1–24. The band passes midnight when this is not larger than `from_hour`.
    pub to_hour: u8,
    /// Share of the whole weight that lies in these hours, 0.5–1.
    pub share: f64,
}

/// The shortest run of hours of the day (it may pass midnight) that holds at least half of the placed weight, and the weekdays that stand out in it.
///
/// Of equally short runs the one with most weight is taken, then the earliest. `None` when fewer than 5 incidents are placed, when the run would be longer than 10 hours,
/// or when the hours may be even by chance: no run of 1–10 hours holds so much that it would have a probability below 5 % if all hours were
/// alike (binomial tail times the 240 runs looked at: Bonferroni; incidents in the run rounded down). Spread-out times make this test cautious, as they should.
///
/// A weekday stands out when it holds at least one and a half times a seventh of the band and so much has a probability below 5 % if days
/// were even (binomial, weights rounded to whole incidents).
pub fn band(pulse: &Pulse) -> Option<Band> {
    let hours: [f64; 24] = std::array::from_fn(|h| pulse.cells.iter().map(|day| day[h]).sum());
    let total: f64 = hours.iter().sum();
    // Written so that NaN fails too.
    if !(total >= LEAST_WEIGHT && total.is_finite()) || may_be_flat(&hours, total) {
        return None;
    }
    let (from, length, weight) = shortest_run(&hours, total / 2.0)?;
    let days: [f64; 7] = std::array::from_fn(|day| {
        (from..from + length).map(|h| if h < 24 { pulse.cells[day][h] } else { pulse.cells[(day + 1) % 7][h - 24] }).sum()
    });
    let weekdays = (0..7).filter(|&d| stands_out(days[d], weight)).fold(0u8, |mask, d| mask | 1 << d);
    let to = from + length;
    Some(Band { weekdays, from_hour: from as u8, to_hour: (if to > 24 { to - 24 } else { to }) as u8, share: weight / total })
}

/// True when no run of hours is beyond what chance gives if all hours are alike.
fn may_be_flat(hours: &[f64; 24], total: f64) -> bool {
    let runs = (24 * LONGEST_RUN) as f64;
    let beyond_chance = |from: usize, length: usize| {
        let held = (run_weight(hours, from, length) + 1e-9).floor();
        binomial_at_least(held, total.round(), length as f64 / 24.0) * runs < CHANCE
    };
    !(1..=LONGEST_RUN).any(|length| (0..24).any(|from| beyond_chance(from, length)))
}

fn run_weight(hours: &[f64; 24], from: usize, length: usize) -> f64 {
    (from..from + length).map(|h| hours[h % 24]).sum()
}

/// Start, length and weight of the run.
fn shortest_run(hours: &[f64; 24], half: f64) -> Option<(usize, usize, f64)> {
    // Sums of fractions: half of the weight must not be missed by the last digit.
    let enough = half * (1.0 - 1e-9);
    (1..=LONGEST_RUN).find_map(|length| {
        let mut best: Option<(usize, f64)> = None;
        for from in 0..24 {
            let weight = run_weight(hours, from, length);
            if weight >= enough && best.is_none_or(|(_, most)| weight > most * (1.0 + 1e-9)) {
                best = Some((from, weight));
            }
        }
        best.map(|(from, weight)| (from, length, weight))
    })
}

fn stands_out(day: f64, band: f64) -> bool {
    day >= 1.5 * band / 7.0 && binomial_at_least(day.round(), band.round(), 1.0 / 7.0) < CHANCE
}

/// P(X >= k) for a binomial of n trials: the regularised incomplete beta function I(p; k, n − k + 1).
fn binomial_at_least(k: f64, n: f64, p: f64) -> f64 {
    if k <= 0.0 {
        return 1.0;
    }
    if k > n {
        return 0.0;
    }
    // Refused only for what is no probability: then nothing is beyond chance.
    checked_beta_reg(k, n - k + 1.0, p).unwrap_or(1.0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::aoristic::{WEEK, aoristic};
    use super::*;

    fn at(times: &[(i64, i64)]) -> Pulse {
        let start: Vec<i64> = times.iter().map(|(day, hour)| day * 86_400 + hour * 3_600 + 60).collect();
        aoristic(&start, &start, WEEK)
    }

    #[test]
    fn weekend_nights_are_named_by_the_evening_they_began() {
        // Friday and Saturday 22–02: the hours after midnight lie on Saturday and Sunday in the table.
        let mut times: Vec<(i64, i64)> = [(4, 23), (5, 0), (5, 23), (6, 0), (4, 22), (5, 22), (5, 1), (6, 1)].repeat(4);
        times.extend((0..32).map(|i| (i % 5, 8 + i % 8)));
        let wide = band(&at(&times)).unwrap();
        assert_eq!((wide.from_hour, wide.to_hour, wide.weekdays), (22, 2, 0b0110000));
        assert_eq!(wide.share, 0.5);
    }

    #[test]
    fn a_band_that_ends_at_midnight_says_24() {
        let times: Vec<(i64, i64)> = (0..14).map(|i| (i % 7, 22 + i / 7)).collect();
        let band = band(&at(&times)).unwrap();
        // Both hours hold half: the earliest is taken, and no weekday stands out.
        assert_eq!((band.from_hour, band.to_hour, band.weekdays, band.share), (22, 23, 0, 0.5));
    }

    #[test]
    fn few_or_flat_gives_no_band() {
        assert_eq!(band(&at(&[(4, 23); 4])), None);
        assert!(band(&at(&[(4, 23); 5])).is_some());
        let flat: Vec<(i64, i64)> = (0..168).map(|i| (i / 24, i % 24)).collect();
        assert_eq!(band(&at(&flat)), None);
        // Six incidents over the whole day by chance.
        assert_eq!(band(&at(&[(0, 3), (1, 9), (2, 10), (3, 15), (4, 20), (5, 22)])), None);
    }

    #[test]
    fn a_pulse_with_broken_numbers_gives_no_band() {
        let mut pulse = at(&[(4, 23); 9]);
        pulse.cells[2][2] = f64::NAN;
        assert_eq!(band(&pulse), None);
    }
    #[test]
    fn binomial_tails_agree_with_their_sums_and_do_not_underflow() {
        let near = |a: f64, b: f64| assert!((a - b).abs() <= 1e-12 * b.max(1e-3), "{a} is not {b}");
        near(binomial_at_least(1.0, 3.0, 0.5), 7.0 / 8.0);
        near(binomial_at_least(3.0, 3.0, 0.5), 1.0 / 8.0);
        // 1 − (1 − p)¹⁰ − 10 p (1 − p)⁹ for p = 1/7.
        near(binomial_at_least(2.0, 10.0, 1.0 / 7.0), 1.0 - (6.0f64 / 7.0).powi(10) - 10.0 / 7.0 * (6.0f64 / 7.0).powi(9));
        assert_eq!((binomial_at_least(0.0, 5.0, 0.1), binomial_at_least(6.0, 5.0, 0.1)), (1.0, 0.0));
        // Far fewer than expected: the first term is too small for a number, the sum is nearly all.
        assert!(binomial_at_least(10.0, 20_000.0, 0.5) > 0.999_999);
        assert!(binomial_at_least(19_000.0, 20_000.0, 0.5) < 1e-300);
    }
}
