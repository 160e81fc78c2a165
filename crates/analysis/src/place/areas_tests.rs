#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;

fn rectangle(x0: f64, y0: f64, x1: f64, y1: f64) -> Vec<[f64; 2]> {
    vec![[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]
}

#[test]
fn squares_that_share_borders_hold_each_point_once() {
    // A 4 × 4 chessboard whose corners are all lattice points, tested on a lattice twice as fine: corners, borders and middles.
    let shapes: Vec<Shape> = (0..16)
        .map(|i| {
            let (x, y) = ((i % 4) as f64, (i / 4) as f64);
            let mut ring = rectangle(x, y, x + 1.0, y + 1.0);
            if i % 2 == 1 {
                ring.reverse();
            }
            vec![vec![ring]]
        })
        .collect();
    let areas = Areas::new(&shapes);
    for i in 0..=8 {
        for j in 0..=8 {
            let (x, y) = (i as f64 / 2.0, j as f64 / 2.0);
            let expected = (x < 4.0 && y < 4.0).then(|| y.floor() as usize * 4 + x.floor() as usize);
            assert_eq!(areas.locate(x, y), expected, "{x} {y}");
            let holding = areas.outlines.iter().filter(|o| o.holds(x, y)).count();
            assert_eq!(holding, usize::from(expected.is_some()), "{x} {y} lies in {holding} areas");
        }
    }
}

#[test]
fn a_slanted_shared_border_belongs_to_one_side_whatever_the_direction_it_is_drawn_in() {
    // Corners that have no exact binary form, and points computed to lie on the border between them.
    let (a, b, c, d) = ([0.1, 0.2], [10.3, 7.7], [0.1, 9.9], [12.1, 0.3]);
    let areas = Areas::new(&[vec![vec![vec![a, b, c]]], vec![vec![vec![b, a, d]]]]);
    for i in 1..1000 {
        let t = i as f64 / 1000.0;
        let (x, y) = (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]));
        assert_eq!(areas.outlines.iter().filter(|o| o.holds(x, y)).count(), 1, "{x} {y}");
    }
}

#[test]
fn holes_and_islands_are_even_odd() {
    let shape: Shape = vec![
        vec![rectangle(0.0, 0.0, 10.0, 10.0), rectangle(2.0, 2.0, 8.0, 8.0)],
        vec![rectangle(4.0, 4.0, 6.0, 6.0)],
        vec![rectangle(20.0, 0.0, 21.0, 1.0)],
    ];
    let areas = Areas::new(&[shape]);
    assert_eq!(areas.locate(1.0, 5.0), Some(0));
    assert_eq!(areas.locate(3.0, 5.0), None);
    assert_eq!(areas.locate(5.0, 5.0), Some(0));
    assert_eq!(areas.locate(20.5, 0.5), Some(0));
    assert_eq!(areas.locate(15.0, 0.5), None);
}

#[test]
fn the_index_answers_as_the_bare_rule_does() {
    // Ragged stars that overlap, some far larger than others; every point is also asked of each outline without the grid.
    let star = |cx: f64, cy: f64, size: f64| -> Shape {
        let corners = 97;
        vec![vec![
            (0..corners)
                .map(|i| {
                    let angle = i as f64 / corners as f64 * std::f64::consts::TAU;
                    let radius = size * (0.4 + 0.6 * ((i * 37 % 11) as f64 / 10.0));
                    [cx + radius * angle.cos(), cy + radius * angle.sin()]
                })
                .collect(),
        ]]
    };
    let shapes = [star(0.0, 0.0, 100.0), star(90.0, 30.0, 60.0), star(-50.0, -80.0, 5.0), star(10.0, 10.0, 300.0)];
    let areas = Areas::new(&shapes);
    let x: Vec<f64> = (0..40_000).map(|i| (i as f64 * 0.754_877_666).fract() * 700.0 - 350.0).collect();
    let y: Vec<f64> = (0..40_000).map(|i| (i as f64 * 0.569_840_291).fract() * 700.0 - 350.0).collect();
    let mut hits = [0usize; 5];
    for i in 0..x.len() {
        let plain = areas.outlines.iter().position(|o| o.holds(x[i], y[i]));
        assert_eq!(areas.locate(x[i], y[i]), plain, "{} {}", x[i], y[i]);
        hits[plain.map_or(4, |a| a)] += 1;
    }
    assert!(hits.iter().all(|&h| h > 0), "every area and the outside were met: {hits:?}");
}

#[test]
fn broken_rings_and_points_are_refused_quietly() {
    let areas = Areas::new(&[vec![vec![vec![[0.0, 0.0], [1.0, f64::NAN], [1.0, 1.0]]]], vec![vec![vec![[0.0, 0.0], [1.0, 1.0]]]], vec![]]);
    assert_eq!(areas.outlines.iter().map(|o| o.edges).sum::<usize>(), 0);
    assert_eq!(areas.locate(0.5, 0.5), None);
    let one = Areas::new(&[vec![vec![rectangle(0.0, 0.0, 1.0, 1.0)]]]);
    assert_eq!(one.locate(f64::NAN, 0.5), None);
    assert_eq!(one.locate(0.5, f64::INFINITY), None);
    assert_eq!(Areas::new(&[]).locate(0.0, 0.0), None);
}

#[test]
fn a_comb_of_long_teeth_and_a_pile_of_areas_stay_small() {
    let teeth = 4_000;
    let mut ring: Vec<[f64; 2]> = (0..teeth).map(|i| [i as f64, if i % 2 == 0 { 1.0 } else { 1000.0 }]).collect();
    ring.extend([[teeth as f64, 0.0], [0.0, 0.0]]);
    let comb = Areas::new(&[vec![vec![ring]]]);
    assert!(comb.outlines[0].strips.len() < 4 * teeth, "{}", comb.outlines[0].strips.len());
    assert_eq!(comb.locate(101.0, 999.0), Some(0));
    assert_eq!(comb.locate(102.0, 999.0), None);

    let pile: Vec<Shape> = (0..1_500).map(|i| vec![vec![rectangle(0.0, 0.0, 1e4, 1e4 + i as f64)]]).collect();
    let pile = Areas::new(&pile);
    assert!(pile.candidates.len() < 4_000_000, "{}", pile.candidates.len());
    assert_eq!(pile.locate(1.0, 1e4 + 700.5), Some(701));
}
