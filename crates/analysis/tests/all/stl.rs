//! Temperatures in Nottingham.

use crate::{column, near};
use analysis::time::{Season, Stl, stl};

const NOTTEM: &str = include_str!("../data/stl/nottem.csv");
const EXPECTED: &str = include_str!("../data/stl/expected_statsmodels.csv");

#[test]
fn a_fixed_season_is_that_of_r() {
    let y = column(NOTTEM, 0);
    let found = stl(&y, &Stl::new(12, Season::Fixed, false, y.len())).unwrap();
    for (i, (trend, season)) in [(49.680673, -9.347198), (49.545521, -9.855250), (49.410369, -6.853301)].into_iter().enumerate() {
        near(found.trend[i], trend, 1e-5);
        near(found.season[i], season, 1e-5);
    }
    assert!(found.seasonal_strength() > 0.9 && found.trend_strength() < 0.5);
}

#[test]
fn a_changing_season_is_that_of_statsmodels_also_robust() {
    let y = column(NOTTEM, 0);
    let columns: Vec<Vec<f64>> = (0..6).map(|i| column(EXPECTED, i)).collect();
    for line in 0..columns[0].len() {
        let at = |i: usize| columns[i][line];
        let found = stl(&y, &Stl::new(12, Season::Changing(at(0) as usize), at(1) > 0.0, y.len())).unwrap();
        let row = at(2) as usize;
        near(found.trend[row], at(3), 1e-8);
        near(found.season[row], at(4), 1e-8);
        near(found.weight[row], at(5), 1e-6);
    }
}

#[test]
fn robust_rounds_give_a_wild_month_no_weight() {
    let mut y = column(NOTTEM, 0);
    let calm = stl(&y, &Stl::new(12, Season::Changing(7), true, y.len())).unwrap();
    y[50] += 40.0;
    y[51] -= 30.0;
    let found = stl(&y, &Stl::new(12, Season::Changing(7), true, y.len())).unwrap();
    near(found.trend[50], 47.708, 1e-3);
    assert_eq!(found.weight[50], 0.0);
    near(found.trend[50], calm.trend[50], 1.0);
    for i in 0..y.len() {
        near(found.trend[i] + found.season[i] + found.rest[i], y[i], 1e-10);
    }
}
