//! Circular arcs as lines.

use domain::districts::Ring;

/// Largest angle between two positions on an arc, radians: two degrees lose a five-thousandth of a circle's area.
const STEP: f64 = std::f64::consts::PI / 90.0;

/// A circular string (ISO 13249-3): each arc starts at a position with even number, goes through the next and ends at
/// the one after. `None` when it is none: an even number of positions.
pub(super) fn flattened(arcs: &Ring) -> Option<Ring> {
    if arcs.len() < 3 || arcs.len().is_multiple_of(2) {
        return None;
    }
    let mut line = vec![arcs[0]];
    for arc in arcs.windows(3).step_by(2) {
        one(&mut line, arc[0], arc[1], arc[2]);
    }
    Some(line)
}

/// Adds the arc from `a` through `b` to `c`, without `a`.
fn one(line: &mut Ring, a: [f64; 2], b: [f64; 2], c: [f64; 2]) {
    let Some([x, y]) = centre(a, b, c) else {
        line.extend([b, c]);
        return;
    };
    let angle = |p: [f64; 2]| (p[1] - y).atan2(p[0] - x);
    let turn = std::f64::consts::TAU;
    let (start, through, end) = (angle(a), (angle(b) - angle(a)).rem_euclid(turn), (angle(c) - angle(a)).rem_euclid(turn));
    // A closed arc goes all around; otherwise the way that passes through the middle position.
    let sweep = if a == c {
        turn
    } else if through <= end {
        end
    } else {
        end - turn
    };
    let radius = (a[0] - x).hypot(a[1] - y);
    let steps = (sweep.abs() / STEP).ceil().max(1.0);
    let mut at = 1.0;
    while at < steps {
        let angle = start + sweep * at / steps;
        line.push([x + radius * angle.cos(), y + radius * angle.sin()]);
        at += 1.0;
    }
    line.push(c);
}

/// Centre of the circle through three positions; `None` when they lie on a line.
fn centre(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> Option<[f64; 2]> {
    if a == c {
        // A whole circle: the second position lies opposite the first.
        return (a != b).then_some([(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0]);
    }
    let ([bx, by], [cx, cy]) = ([b[0] - a[0], b[1] - a[1]], [c[0] - a[0], c[1] - a[1]]);
    let cross = 2.0 * (bx * cy - by * cx);
    let (to_b, to_c) = (bx * bx + by * by, cx * cx + cy * cy);
    // Nearly straight: the centre is so far away that its digits say nothing.
    if cross.abs() <= 1e-9 * (to_b + to_c) {
        return None;
    }
    let centre = [a[0] + (cy * to_b - by * to_c) / cross, a[1] + (bx * to_c - cx * to_b) / cross];
    centre.iter().all(|v| v.is_finite()).then_some(centre)
}
