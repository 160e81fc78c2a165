use super::*;

fn near(a: f64, b: f64, tolerance: f64) {
    assert!((a - b).abs() <= tolerance, "{a} is not {b}");
}

/// Two counts with their exposures.
type Case = (u64, f64, u64, f64);

/// statsmodels 0.14, `test_poisson_2indep`: (k1, n1, k2, n2) and the p-values in the order of `Test::ALL`.
const CASES: [(Case, [f64; 6]); 4] = [
    (
        (60, 51_477.5, 30, 54_308.7),
        [0.000_567_261_758, 0.000_675_182_659, 0.000_557_262_407, 0.000_632_218_882, 0.000_712_009_329, 0.000_570_035_562],
    ),
    ((6, 1.0, 2, 1.0), [0.174_874_821, 0.289_062_5, 0.234_375, 0.157_299_207, 0.157_299_207, 0.164_145_161]),
    ((3, 1.0, 0, 1.0), [0.088_379_009, 0.25, 0.187_5, 0.083_264_517, 0.083_264_517, 0.083_264_517]),
    ((9, 1.0, 20, 4.0), [0.140_362_810, 0.160_413_840, 0.130_854_762, 0.137_394_826, 0.211_522_429, 0.149_895_770]),
];

#[test]
fn p_values_are_those_of_statsmodels() {
    for ((k1, n1, k2, n2), expected) in CASES {
        for (test, p) in Test::ALL.into_iter().zip(expected) {
            near(compare(k1, n1, k2, n2, test).unwrap().p, p, 1e-8);
            // The order of the two does not matter to any but the square roots (whose ⅜ stands beside different exposures).
            near(compare(k2, n2, k1, n1, test).unwrap().p, p, 1e-8);
        }
    }
}

#[test]
fn intervals_of_the_ratio_are_those_of_statsmodels() {
    let ratio = |case: Case, method| rate_ratio(case.0, case.1, case.2, case.3, 0.95, method).unwrap();
    for (case, method, low, high) in [
        (CASES[0].0, RatioMethod::Score, 1.365_962_430_192_774, 3.259_306_152_499_53),
        (CASES[3].0, RatioMethod::Score, 0.835_333_722_156_514, 3.878_689_335_844_782),
        (CASES[0].0, RatioMethod::WaldLog, 1.361_280_126_302_506_5, 3.270_516_969_129_076_3),
        (CASES[3].0, RatioMethod::WaldLog, 0.819_618_417_567_472_8, 3.953_059_046_203_383),
    ] {
        let r = ratio(case, method);
        // statsmodels' own root finder stops at 1e-8 for the score; these are its equation solved to the last digit (scipy).
        near(r.low, low, 1e-9);
        near(r.high, high, 1e-9);
    }
    // The exact interval and the one-sided conditional tests tell the same: at its ends the tail is 2.5 %.
    let r = ratio((9, 1.0, 20, 4.0), RatioMethod::Exact);
    let share = r.low * 0.25 / (1.0 + r.low * 0.25);
    near(binomial_at_least(9.0, 29.0, share), 0.025, 1e-12);
    let mid = ratio((9, 1.0, 20, 4.0), RatioMethod::MidP);
    assert!(r.low < mid.low && mid.high < r.high);
}

#[test]
fn nothing_is_an_answer_too() {
    for test in Test::ALL {
        assert_eq!(compare(0, 1.0, 0, 3.0, test).unwrap().p, 1.0);
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(compare(1, bad, 2, 1.0, test).is_err());
        }
        assert!(compare(1, 1e-300, 2, 1e300, test).is_err());
        let huge = compare(1_000_000_000, 1.0, 1, 1.0, test);
        assert!(huge.is_err() == (test == Test::E), "{test:?}");
        assert!(compare(u64::MAX, 1.0, 1, 1.0, test).is_err());
    }
    assert!(rate_ratio(0, 1.0, 0, 1.0, 0.95, RatioMethod::Exact).is_err());
    for method in [RatioMethod::Exact, RatioMethod::MidP, RatioMethod::Score] {
        let none = rate_ratio(0, 1.0, 7, 1.0, 0.95, method).unwrap();
        assert!(none.low == 0.0 && none.ratio == 0.0 && none.high > 0.0 && none.high < 1.0, "{none:?}");
        let only = rate_ratio(7, 1.0, 0, 1.0, 0.95, method).unwrap();
        assert!(only.high == f64::INFINITY && only.low > 1.0, "{only:?}");
    }
}

#[test]
fn conditional_p_is_never_too_bold() {
    // P(p ≤ 0.05) for two Poisson means of 4, summed over all outcomes.
    let chance = |test| {
        let poisson = |k: u64| (-4.0 + k as f64 * 4.0f64.ln() - (1..=k).map(|i| (i as f64).ln()).sum::<f64>()).exp();
        let mut sum = 0.0;
        for i in 0..25 {
            for j in 0..25 {
                if compare(i, 1.0, j, 1.0, test).unwrap().p <= 0.05 {
                    sum += poisson(i) * poisson(j);
                }
            }
        }
        sum
    };
    assert!(chance(Test::ExactConditional) < 0.05);
    assert!(chance(Test::E) < 0.052 && chance(Test::E) > chance(Test::ExactConditional));
}
