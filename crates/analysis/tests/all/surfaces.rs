//! Smooth surfaces against the formula written out, scikit-learn and each other.

use crate::near_repeat::chicago;
use analysis::place::{Edge, Grid, Kernel, Smoothing, Way, density, surface};
use analysis::{Diagnostic, Refusal, Unwatched};
use proptest::prelude::*;

const PLAIN: Smoothing = Smoothing {
    kernel: Kernel::Quartic,
    bandwidth: 500.0,
    cell: 100.0,
    bounds: [0.0, 0.0, 4_000.0, 3_000.0],
    edge: Edge::Open,
    way: Way::Exact,
};

fn scattered(n: usize) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let part = |i: usize, step: f64| (i as f64 * step).fract();
    let column = |step: f64, side: f64, shift: f64| (0..n).map(|i| part(i, step) * side + shift).collect();
    (column(0.754_877_666, 4_400.0, -200.0), column(0.569_840_291, 3_400.0, -200.0), (0..n).map(|i| 1.0 + (i % 3) as f64).collect())
}

fn made(x: &[f64], y: &[f64], w: &[f64], smoothing: &Smoothing) -> Grid {
    surface(x, y, w, smoothing, &Unwatched).unwrap().value
}

fn middle(grid: &Grid, at: usize) -> [f64; 2] {
    [grid.min_x + ((at % grid.columns) as f64 + 0.5) * grid.cell, grid.min_y + ((at / grid.columns) as f64 + 0.5) * grid.cell]
}

#[test]
fn the_exact_surface_is_the_formula() {
    let (x, y, w) = scattered(300);
    for kernel in [Kernel::Quartic, Kernel::Gaussian] {
        let h = 333.0;
        let grid = made(&x, &y, &w, &Smoothing { kernel, bandwidth: h, cell: 70.0, ..PLAIN });
        for (at, value) in grid.values.iter().enumerate() {
            let [cx, cy] = middle(&grid, at);
            let sum: f64 = (0..x.len())
                .map(|i| {
                    let share = ((x[i] - cx).powi(2) + (y[i] - cy).powi(2)) / (h * h);
                    let pi = std::f64::consts::PI;
                    1e6 * w[i]
                        * if kernel == Kernel::Quartic {
                            3.0 / (pi * h * h) * (1.0 - share).max(0.0).powi(2)
                        } else {
                            (-share / 2.0).exp() / (2.0 * pi * h * h)
                        }
                })
                .sum();
            assert!((value - sum).abs() <= 1e-9 * sum.max(1.0), "{value} is not {sum}");
        }
    }
    let quartic = made(&x, &y, &w, &PLAIN);
    let spine = density(&x, &y, &w, 500.0, 100.0, PLAIN.bounds).unwrap().value;
    quartic.values.iter().zip(&spine.values).for_each(|(a, b)| assert!((a - b).abs() < 1e-9 * b.max(1.0)));
}

#[test]
fn the_gaussian_surface_is_that_of_scikit_learn() {
    let [x, y, _] = chicago();
    // KernelDensity(bandwidth=500, kernel="gaussian"), times n, per km².
    let expected = [
        (350_000.0, 580_000.0, 0.888_715_073_663_619_7),
        (353_206.0, 584_361.0, 1.314_926_505_617_698_2),
        (357_000.0, 566_000.0, 5.293_855_095_006_626),
    ];
    for (px, py, value) in expected {
        let bounds = [px - 5.0, py - 5.0, px + 5.0, py + 5.0];
        let grid = made(&x, &y, &vec![1.0; x.len()], &Smoothing { kernel: Kernel::Gaussian, cell: 10.0, bounds, ..PLAIN });
        assert!((grid.values[0] - value).abs() < 1e-9, "{} is not {value}", grid.values[0]);
    }
}

#[test]
fn binned_is_close_to_exact_and_sums_are_kept() {
    let (x, y, w) = scattered(2_000);
    for kernel in [Kernel::Quartic, Kernel::Gaussian] {
        for (bandwidth, cell) in [(500.0, 100.0), (500.0, 25.0), (200.0, 40.0)] {
            let ask = |way, edge| made(&x, &y, &w, &Smoothing { kernel, bandwidth, cell, way, edge, ..PLAIN });
            let peak = ask(Way::Exact, Edge::Open).values.into_iter().fold(0.0, f64::max);
            for edge in [Edge::Open, Edge::Uniform, Edge::Sums] {
                let (exact, binned) = (ask(Way::Exact, edge), ask(Way::Binned, edge));
                let gap = exact.values.iter().zip(&binned.values).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
                assert!(gap < 0.04 * peak, "{kernel:?} {bandwidth} {cell} {edge:?}: {gap} of {peak}");
            }
            let inside: f64 =
                (0..x.len()).filter(|&i| (0.0..=4_000.0).contains(&x[i]) && (0.0..=3_000.0).contains(&y[i])).map(|i| w[i]).sum();
            let mass: f64 = ask(Way::Binned, Edge::Sums).values.iter().sum::<f64>() * cell * cell / 1e6;
            assert!((mass - inside).abs() < 0.01 * inside, "{mass} is not {inside}");
        }
    }
}

#[test]
fn an_even_spread_is_even_to_the_edge_once_corrected() {
    let side = 60;
    let at = |i: usize| (i as f64 + 0.5) * 50.0;
    let (x, y): (Vec<f64>, Vec<f64>) = (0..side * side).map(|i| (at(i % side), at(i / side))).unzip();
    let ask = |edge| made(&x, &y, &vec![1.0; x.len()], &Smoothing { bounds: [0.0, 0.0, 3_000.0, 3_000.0], edge, ..PLAIN }).values;
    let even = 1e6 / 2_500.0;
    assert!(ask(Edge::Uniform).iter().all(|v| (v - even).abs() < 0.03 * even));
    // Without it a corner knows a quarter.
    assert!(ask(Edge::Open)[0] < 0.4 * even);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn rows_in_any_order_and_anywhere_give_the_same_surface(shift_x in -1e6f64..1e6, shift_y in -1e6f64..1e6) {
        let (x, y, w) = scattered(200);
        let here = made(&x, &y, &w, &PLAIN);
        let back = |values: &[f64], by: f64| values.iter().rev().map(|v| v + by).collect::<Vec<f64>>();
        let [a, b, c, d] = PLAIN.bounds;
        let bounds = [a + shift_x, b + shift_y, c + shift_x, d + shift_y];
        let there = made(&back(&x, shift_x), &back(&y, shift_y), &back(&w, 0.0), &Smoothing { bounds, ..PLAIN });
        prop_assume!(there.columns == here.columns && there.rows == here.rows);
        for (a, b) in here.values.iter().zip(&there.values) {
            prop_assert!((a - b).abs() < 1e-5);
        }
    }

    #[test]
    fn nothing_panics(rows in prop::collection::vec((any::<f64>(), any::<f64>()), 0..30), numbers in any::<[f64; 6]>(), small in prop::array::uniform6(-100.0f64..100.0)) {
        let (x, y): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        let close: Vec<f64> = x.iter().map(|v| v % 50.0).collect();
        // Grids of millions of cells are allowed, and slow here.
        let small = if small[1].abs() < 1.0 { [small[0], 1.0, small[2], small[3], small[4], small[5]] } else { small };
        for n in [numbers, small, [n_pos(small[0]), n_pos(small[1]), -10.0, -10.0, 40.0, 40.0]] {
            for (kernel, edge, way) in [(Kernel::Quartic, Edge::Open, Way::Exact), (Kernel::Gaussian, Edge::Sums, Way::Exact), (Kernel::Quartic, Edge::Uniform, Way::Binned)] {
                let smoothing = Smoothing { kernel, bandwidth: n[0], cell: n[1], bounds: [n[2], n[3], n[4], n[5]], edge, way };
                for (x, y) in [(&x, &y), (&close, &close)] {
                    let _ = surface(x, y, &vec![9.0; x.len()], &smoothing, &Unwatched);
                }
            }
        }
    }
}

fn n_pos(v: f64) -> f64 {
    v.abs() / 3.0 + 0.5
}

#[test]
fn what_cannot_be_computed_is_refused_with_the_reason() {
    let (x, y, w) = scattered(100);
    let refused = |smoothing: &Smoothing| surface(&x, &y, &w, smoothing, &Unwatched).unwrap_err();
    let parameter = |smoothing: &Smoothing| match refused(smoothing) {
        Refusal::BadParameter { name, .. } => name,
        other => panic!("{other}"),
    };
    assert_eq!(parameter(&Smoothing { bandwidth: f64::NAN, ..PLAIN }), "bandwidth");
    assert_eq!(parameter(&Smoothing { cell: -1.0, ..PLAIN }), "cell");
    assert_eq!(parameter(&Smoothing { bounds: [0.0, 0.0, 0.0, 1.0], ..PLAIN }), "bounds");
    assert!(matches!(refused(&Smoothing { cell: 1e-3, ..PLAIN }), Refusal::TooLarge { what: "cells", .. }));
    assert!(matches!(refused(&Smoothing { bandwidth: 1e9, way: Way::Binned, ..PLAIN }), Refusal::TooLarge { what: "cells", .. }));
    assert_eq!(surface(&[], &[], &[], &PLAIN, &Unwatched), Err(Refusal::TooFew { what: "usable incidents", have: 0, need: 1 }));
    // Few are a picture of single events, which is said.
    let few = |n: usize| surface(&x[..n], &y[..n], &vec![1.0; n], &PLAIN, &Unwatched).unwrap().diagnostics;
    assert_eq!((few(19), few(20)), (vec![Diagnostic::FewIncidents { have: 19.0, usual: 20.0 }], vec![]));
}
