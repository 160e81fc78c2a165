//! The worked cases of the weighted displacement difference (Wheeler & Ratcliffe 2018 and the tests of R's `ptools`) and of the quotient.

use crate::near;
use analysis::effect::{Pair, Wdd, WddAreas, WddOptions, WdqReading, wdd, wdq};

fn paper() -> WddAreas {
    WddAreas {
        treated: Pair::new(207.0, 110.0),
        control: Pair::new(308.0, 318.0),
        displacement: Some(Pair::new(178.0, 157.0)),
        displacement_control: Some(Pair::new(150.0, 140.0)),
    }
}

fn simple(treated: Pair, control: Pair, options: &WddOptions) -> Wdd {
    wdd(&WddAreas { treated, control, displacement: None, displacement_control: None }, options).unwrap()
}

#[test]
fn the_paper() {
    let found = wdd(&paper(), &WddOptions::default()).unwrap();
    assert_eq!(found.total.estimate, -118.0);
    near(found.total.error, 1568.0f64.sqrt(), 1e-12);
    assert_eq!((found.z * 100.0).round(), -298.0);
    assert_eq!((found.interval.0.round(), found.interval.1.round()), (-196.0, -40.0));
    assert_eq!((found.local.estimate, found.displacement.estimate), (-107.0, -11.0));
}

#[test]
fn unequal_times_and_sizes() {
    let times = WddOptions { time: (2.0, 1.0), ..WddOptions::default() };
    let found = simple(Pair::new(80.0, 20.0), Pair::new(100.0, 50.0), &times);
    assert_eq!(found.total.estimate, -20.0);
    near(found.total.error, 115.0f64.sqrt(), 1e-12);
    // The published order of sizes is control, treated, displacement control, displacement.
    let sizes = WddOptions { size: [1.2, 0.9, 1.5, 1.6], ..WddOptions::default() };
    let found = wdd(&paper(), &sizes).unwrap();
    near(found.total.estimate, -99.694_444_44, 1e-8);
    near(found.total.error, 35.428_075_5, 1e-7);
    near(found.z, -2.813_995_483, 1e-8);
    near(found.interval.0, -169.132_196_5, 1e-6);
    near(found.interval.1, -30.256_692_41, 1e-6);
}

#[test]
fn the_small_case() {
    let options = WddOptions { level: 0.9, ..WddOptions::default() };
    let found = simple(Pair::new(20.0, 10.0), Pair::new(20.0, 20.0), &options);
    assert_eq!(found.total.estimate, -10.0);
    near(found.total.error, 8.366_600_265, 1e-8);
    near(found.interval.0, -23.76, 5e-3);
    near(found.interval.1, 3.76, 5e-3);
}

#[test]
fn the_quotient_with_rings() {
    let (treated, control) = (Pair::new(100.0, 60.0), Pair::new(200.0, 200.0));
    let found = wdq(treated, &[Pair::new(50.0, 45.0)], control).unwrap();
    near(found[0].quotient, 0.125, 1e-12);
    assert_eq!((found.len(), found[0].reading), (1, WdqReading::Diffusion));
    let rings = wdq(treated, &[Pair::new(30.0, 20.0), Pair::new(20.0, 70.0)], control).unwrap();
    assert_eq!(rings.len(), 3);
    assert_eq!((rings[0].reading, rings[1].reading), (WdqReading::Diffusion, WdqReading::DisplacementBeyondEffect));
    near(rings[2].quotient, (0.45 - 0.25) / (0.3 - 0.5), 1e-12);
    assert_eq!(wdq(control, &[treated], treated).unwrap()[0].reading, WdqReading::NoSuccess);
}

#[test]
fn nothing_counted_has_no_z() {
    let none = Pair::new(0.0, 0.0);
    assert!(simple(none, none, &WddOptions::default()).z.is_nan());
    assert!(wdq(none, &[none], none).is_err());
}
