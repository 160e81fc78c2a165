//! Local regression on equally spaced points, as STL needs it: again and again on series of one length, so what depends on places alone is worked out once.

/// A smoother of series of one length: `width` neighbours (odd), local means (degree 0) or lines (1), fitted at every `stride`-th point.
pub(super) struct Loess {
    width: usize,
    degree: u8,
    stride: usize,
    /// Points of a series.
    length: usize,
    /// Where it is fitted, with the first and last neighbour; in rising order, the last point among them.
    places: Vec<(usize, (usize, usize))>,
    /// The fits there; none where they would fill the memory, and are made each time.
    fits: Vec<Fit>,
}

/// Most weights that are kept.
const MOST_KEPT: usize = 1 << 23;

/// A local regression at one place.
struct Fit {
    x: f64,
    /// The first neighbour.
    from: usize,
    /// Weights of the neighbours by distance.
    kernel: Vec<f64>,
    /// What each neighbour's value is multiplied by, where none has a weight of its own.
    shares: Vec<f64>,
}

impl Loess {
    pub(super) fn new(width: usize, degree: u8, stride: usize, length: usize) -> Self {
        let stride = stride.min(length.saturating_sub(1)).max(1);
        let mut loess = Self { width, degree, stride, length, places: vec![], fits: vec![] };
        if length < 2 {
            return loess;
        }
        let mut window = (0, length.min(width) - 1);
        for at in (0..length).step_by(stride) {
            window = loess.window(at, window);
            loess.places.push((at, window));
        }
        if !(length - 1).is_multiple_of(stride) {
            loess.places.push((length - 1, window));
        }
        if loess.places.len().saturating_mul(width.min(length)) <= MOST_KEPT {
            loess.fits = loess.places.iter().map(|(at, window)| loess.fit(*at as f64, *window)).collect();
        }
        loess
    }

    /// Smoothed values at every point.
    pub(super) fn smooth(&self, y: &[f64], weight: Option<&[f64]>) -> Vec<f64> {
        let mut out = y.to_vec();
        for (number, (at, window)) in self.places.iter().enumerate() {
            let value = match self.fits.get(number) {
                Some(fit) => self.value(fit, y, weight),
                None => self.value(&self.fit(*at as f64, *window), y, weight),
            };
            out[*at] = value.unwrap_or(y[*at]);
        }
        for pair in self.places.windows(2) {
            interpolate(&mut out, pair[0].0, pair[1].0);
        }
        out
    }

    /// First and last neighbour of a point, after those of the point before.
    fn window(&self, at: usize, before: (usize, usize)) -> (usize, usize) {
        let n = self.length;
        if self.width >= n {
            return (0, n - 1);
        }
        let half = self.width.div_ceil(2);
        if self.stride == 1 {
            // Moves with the point once it is past the middle, until it reaches the end.
            let moves = at >= half && before.1 != n - 1;
            return if moves { (before.0 + 1, before.1 + 1) } else { before };
        }
        if at + 1 < half {
            (0, self.width - 1)
        } else if at + 1 > n - half {
            (n - self.width, n - 1)
        } else {
            (at + 1 - half, self.width + at - half)
        }
    }

    fn fit(&self, x: f64, (from, to): (usize, usize)) -> Fit {
        let mut reach = (x - from as f64).max(to as f64 - x);
        if self.width > self.length {
            reach += ((self.width - self.length) / 2) as f64;
        }
        let (far, close) = (0.999 * reach, 0.001 * reach);
        let kernel = (from..=to).map(|j| {
            let distance = (j as f64 - x).abs();
            if distance > far {
                0.0
            } else if distance <= close {
                1.0
            } else {
                let part = distance / reach;
                (1.0 - part * part * part).powi(3)
            }
        });
        let mut fit = Fit { x, from, kernel: kernel.collect(), shares: vec![] };
        let sums = Sums::of(fit.kernel.iter().copied().zip(std::iter::repeat(0.0)));
        let (level, tilt) = self.line(&fit, &sums);
        fit.shares = fit.kernel.iter().zip(0..).map(|(weight, place)| weight * (level + tilt * f64::from(place))).collect();
        fit
    }

    /// The local fit; `None` when every neighbour has weight 0.
    fn value(&self, fit: &Fit, y: &[f64], weight: Option<&[f64]>) -> Option<f64> {
        let neighbours = fit.from..fit.from + fit.kernel.len();
        let y = &y[neighbours.clone()];
        let Some(weight) = weight else {
            return Some(fit.shares.iter().zip(y).map(|(share, y)| share * y).sum());
        };
        let weights = fit.kernel.iter().zip(&weight[neighbours]).map(|(kernel, weight)| kernel * weight);
        let sums = Sums::of(weights.zip(y.iter().copied()));
        if sums.weight.is_nan() || sums.weight <= 0.0 {
            return None;
        }
        let (level, tilt) = self.line(fit, &sums);
        Some(level * sums.value + tilt * sums.value_place)
    }

    /// A neighbour's value counts its weight times (first + second × its place from the first neighbour).
    fn line(&self, fit: &Fit, sums: &Sums) -> (f64, f64) {
        let centre = sums.place / sums.weight;
        let spread = sums.place_squared / sums.weight - centre * centre;
        if self.degree == 0 || fit.kernel.len() < 2 || spread.max(0.0).sqrt() <= 0.001 * (self.length as f64 - 1.0) {
            return (1.0 / sums.weight, 0.0);
        }
        let slope = (fit.x - fit.from as f64 - centre) / spread;
        ((1.0 - slope * centre) / sums.weight, slope / sums.weight)
    }
}

/// Smooths one position of a cycle, of series of one length, with one more value before the first and one after the last.
pub(super) struct Extended {
    inside: Loess,
    before: Fit,
    after: Fit,
}

impl Extended {
    pub(super) fn new(width: usize, degree: u8, stride: usize, length: usize) -> Self {
        let inside = Loess::new(width, degree, stride, length);
        let before = inside.fit(-1.0, (0, width.min(length) - 1));
        let after = inside.fit(length as f64, (length.saturating_sub(width), length - 1));
        Self { inside, before, after }
    }

    /// Smoothed values with one more before the first and one after the last.
    pub(super) fn smooth(&self, y: &[f64], weight: Option<&[f64]>) -> Vec<f64> {
        let inside = self.inside.smooth(y, weight);
        let before = self.inside.value(&self.before, y, weight).unwrap_or(inside[0]);
        let after = self.inside.value(&self.after, y, weight).unwrap_or(inside[y.len() - 1]);
        let mut out = Vec::with_capacity(y.len() + 2);
        out.push(before);
        out.extend(inside);
        out.push(after);
        out
    }
}

/// Weighted sums over neighbours.
#[derive(Default)]
struct Sums {
    weight: f64,
    /// Of places from the first neighbour.
    place: f64,
    place_squared: f64,
    value: f64,
    value_place: f64,
}

impl Sums {
    /// Of weights and values, from the first neighbour on.
    fn of(neighbours: impl Iterator<Item = (f64, f64)>) -> Self {
        let mut sums = Self::default();
        let mut place = 0.0;
        for (weight, value) in neighbours {
            sums.weight += weight;
            sums.place += weight * place;
            sums.place_squared += weight * place * place;
            sums.value += weight * value;
            sums.value_place += weight * place * value;
            place += 1.0;
        }
        sums
    }
}

fn interpolate(values: &mut [f64], from: usize, to: usize) {
    let step = (values[to] - values[from]) / (to - from) as f64;
    for i in from + 1..to {
        values[i] = values[from] + step * (i - from) as f64;
    }
}

/// Means of `length` neighbours; `length − 1` shorter than what came in.
pub(super) fn moving_average(x: &[f64], length: usize) -> Vec<f64> {
    let mut sum: f64 = x[..length].iter().sum();
    let mut out = vec![sum / length as f64];
    for i in length..x.len() {
        sum += x[i] - x[i - length];
        out.push(sum / length as f64);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_a_line_whether_fits_are_kept_or_not() {
        for (length, is_kept) in [(300, true), (3_000, false)] {
            let loess = Loess::new(length + 1, 1, 1, length);
            assert_eq!(!loess.fits.is_empty(), is_kept);
            let line: Vec<f64> = (0..length).map(|i| 3.0 + 0.5 * i as f64).collect();
            let smooth = loess.smooth(&line, None);
            assert!(smooth.iter().zip(&line).all(|(a, b)| (a - b).abs() < 1e-9), "{length}");
        }
    }
}
