//! Sicily's smoking ban.

use crate::{column, near};
use analysis::effect::{Errors, InterruptedOptions, interrupted};

const SICILY: &str = include_str!("../data/its/sicily.csv");
const EXPECTED: &str = include_str!("../data/its/expected_statsmodels.csv");

#[test]
fn ratios_and_errors_are_those_of_statsmodels() {
    let (aces, population) = (column(SICILY, 2), column(SICILY, 6));
    let from = column(SICILY, 4).iter().position(|v| *v > 0.0).unwrap();
    for line in EXPECTED.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let number = |i: usize| fields[i].parse::<f64>().unwrap();
        let options = InterruptedOptions {
            season: (fields[0] == "2").then_some((12, 2)),
            slope_change: fields[1] == "1",
            errors: match fields[2] {
                "poisson" => Errors::Poisson,
                "quasi" => Errors::QuasiPoisson,
                "hac3" => Errors::NeweyWest(Some(3)),
                _ => Errors::NeweyWest(Some(0)),
            },
            level: 0.95,
        };
        let found = interrupted(&aces, Some(&population), from, &options).unwrap();
        near(found.step.ratio, number(3), 1e-8);
        near(found.step.log_error, number(4), 1e-7);
        near(found.step.interval.0, number(5), 1e-7);
        near(found.step.interval.1, number(6), 1e-7);
        near(found.trend.ratio, number(7), 1e-8);
        near(found.trend.log_error, number(8), 1e-8);
        if options.slope_change {
            let slope = found.slope_change.unwrap();
            near(slope.ratio, number(9), 1e-8);
            near(slope.log_error, number(10), 1e-8);
        }
        near(found.dispersion, number(11), 1e-6);
        assert!(found.expected_after > found.observed_after);
    }
}

#[test]
fn the_published_figures() {
    let (aces, population) = (column(SICILY, 2), column(SICILY, 6));
    let said = |season, errors| {
        let options = InterruptedOptions { season, slope_change: false, errors, level: 0.95 };
        let step = interrupted(&aces, Some(&population), 36, &options).unwrap().step;
        [step.ratio, step.interval.0, step.interval.1].map(|v| (v * 1000.0).round() / 1000.0)
    };
    assert_eq!(said(None, Errors::Poisson), [0.894, 0.865, 0.925]);
    assert_eq!(said(None, Errors::QuasiPoisson), [0.894, 0.839, 0.953]);
    assert_eq!(said(Some((12, 2)), Errors::QuasiPoisson), [0.885, 0.839, 0.933]);
}

#[test]
fn a_step_in_the_expected_numbers_is_found_whatever_the_unit_of_exposure() {
    let level = |t: usize| if t < 40 { 50.0 } else { 30.0 };
    let counts: Vec<f64> = (0..70).map(|t| (level(t) * (1.0 + 0.002 * t as f64)).round()).collect();
    let plain = interrupted(&counts, None, 40, &InterruptedOptions::default()).unwrap();
    near(plain.step.ratio, 0.6, 0.02);
    let exposed = interrupted(&counts, Some(&[1e-3; 70]), 40, &InterruptedOptions::default()).unwrap();
    near(exposed.step.ratio, plain.step.ratio, 1e-9);
}

#[test]
fn an_observation_without_a_count_keeps_its_place_in_time() {
    let no = f64::NAN;
    let counts = [
        26.0, 19.0, 15.0, 24.0, 26.0, 18.0, 18.0, 28.0, no, no, 22.0, 30.0, 23.0, 18.0, 27.0, 30.0, 22.0, 21.0, 30.0, 29.0, 21.0, 25.0,
        33.0, 27.0, 15.0, 20.0, 24.0, 18.0, 17.0, 23.0, no, 18.0, 19.0, 25.0, 22.0, 18.0, 22.0, 26.0, 21.0, 19.0,
    ];
    let options = InterruptedOptions { errors: Errors::QuasiPoisson, ..InterruptedOptions::default() };
    let found = interrupted(&counts, None, 24, &options).unwrap();
    // R 4.2, glm(y ~ law + t, quasipoisson) with t = 1 … 40 and the three left out.
    near(found.step.ratio, 0.668_091_841_28, 1e-9);
    near(found.step.log_error, 0.104_693_511_179, 1e-8);
    near(found.trend.ratio, 1.012_106_797_08, 1e-9);
    near(found.trend.log_error, 0.004_450_842_954, 1e-9);
    near(found.dispersion, 0.669_826_617_024, 1e-8);
    near(found.expected_after, 459.517_660_644, 1e-5);
    assert_eq!(found.observed_after, 307.0);
    // An exposure that is not known leaves out the same observations as a count that is not.
    let (filled, exposure) = counts.iter().map(|c| if c.is_nan() { (1e6, no) } else { (*c, 1.0) }).unzip::<_, _, Vec<f64>, Vec<f64>>();
    let exposed = interrupted(&filled, Some(&exposure), 24, &options).unwrap();
    near(exposed.step.ratio, found.step.ratio, 1e-12);
    // Newey and West's lags are steps of time: with gaps wherever another step would be, no two are neighbours and lag 1 adds nothing.
    let apart: Vec<f64> = counts.iter().map(|c| if c.is_nan() { 20.0 } else { *c }).flat_map(|c| [c, no]).collect();
    let errors = |lag| {
        let options = InterruptedOptions { errors: Errors::NeweyWest(Some(lag)), ..options };
        interrupted(&apart, None, 48, &options).unwrap()
    };
    near(errors(1).step.log_error, errors(0).step.log_error, 1e-12);
    assert!(errors(2).step.log_error != errors(0).step.log_error && errors(2).lags == 2);
    assert!(errors(0).autocorrelation == 0.0);
}
