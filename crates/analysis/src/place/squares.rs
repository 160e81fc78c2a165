//! Gathering points in squares: the plainest map of where it happens.

/// A square of the grid and what lies in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Square {
    /// Column: the square spans `ix · size ≤ x < (ix + 1) · size`.
    pub ix: i64,
    /// Row: the square spans `iy · size ≤ y < (iy + 1) · size`.
    pub iy: i64,
    /// Sum of the weights of its points, incidents.
    pub count: f64,
}

/// Sums weights in squares of `size` metres whose corners are multiples of `size`, so that the squares are the same from week to week
/// and fit Statistics Sweden's grids in SWEREF 99 TM. Only squares that hold something, ordered by (`ix`, `iy`).
///
/// Rows without a finite place or with a weight that is not a positive number are left out; a `size` that is not a positive number gives nothing.
pub fn squares(x: &[f64], y: &[f64], weight: &[f64], size: f64) -> Vec<Square> {
    if !(size > 0.0 && size.is_finite()) {
        return Vec::new();
    }
    let mut rows: Vec<Square> = x
        .iter()
        .zip(y)
        .zip(weight)
        .filter(|((x, y), w)| x.is_finite() && y.is_finite() && **w > 0.0 && w.is_finite())
        .map(|((x, y), w)| Square { ix: (x / size).floor() as i64, iy: (y / size).floor() as i64, count: *w })
        .collect();
    rows.sort_by_key(|s| (s.ix, s.iy));
    rows.dedup_by(|next, kept| {
        let same = (next.ix, next.iy) == (kept.ix, kept.iy);
        if same {
            kept.count += next.count;
        }
        same
    });
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_gather_by_multiples_of_the_size_with_the_lower_left_border() {
        let x = [500_000.0, 500_249.9, 500_250.0, -0.1, f64::NAN];
        let y = [6_500_000.0, 6_500_000.0, 6_500_000.0, 0.0, 0.0];
        let found = squares(&x, &y, &[1.0, 2.0, 1.0, 1.0, 1.0], 250.0);
        assert_eq!(
            found,
            [
                Square { ix: -1, iy: 0, count: 1.0 },
                Square { ix: 2_000, iy: 26_000, count: 3.0 },
                Square { ix: 2_001, iy: 26_000, count: 1.0 },
            ]
        );
    }

    #[test]
    fn nothing_comes_of_bad_sizes_or_weights() {
        assert!(squares(&[1.0], &[1.0], &[1.0], 0.0).is_empty());
        assert!(squares(&[1.0], &[1.0], &[1.0], f64::NAN).is_empty());
        assert!(squares(&[1.0, 2.0], &[1.0, 2.0], &[0.0, -1.0], 10.0).is_empty());
    }
}
