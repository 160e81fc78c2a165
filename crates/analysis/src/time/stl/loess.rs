//! Local regression on equally spaced points, as STL needs it.

/// A smoother: `width` neighbours (odd), local means (degree 0) or lines (1), fitted at every `stride`-th point.
pub(super) struct Loess {
    pub(super) width: usize,
    pub(super) degree: u8,
    pub(super) stride: usize,
}

impl Loess {
    /// Smoothed values at every point.
    pub(super) fn smooth(&self, y: &[f64], weight: Option<&[f64]>) -> Vec<f64> {
        let n = y.len();
        if n < 2 {
            return y.to_vec();
        }
        let stride = self.stride.min(n - 1).max(1);
        let mut out = vec![0.0; n];
        let mut window = (0, n.min(self.width) - 1);
        let mut at = 0;
        while at < n {
            window = self.window(at, n, window, stride);
            out[at] = self.fit(y, at as f64, window, weight).unwrap_or(y[at]);
            at += stride;
        }
        if stride > 1 {
            let last = (n - 1) / stride * stride;
            for from in (0..last).step_by(stride) {
                interpolate(&mut out, from, from + stride);
            }
            if last != n - 1 {
                out[n - 1] = self.fit(y, (n - 1) as f64, window, weight).unwrap_or(y[n - 1]);
                interpolate(&mut out, last, n - 1);
            }
        }
        out
    }

    /// Smoothed values with one more before the first and one after the last.
    pub(super) fn smooth_and_extend(&self, y: &[f64], weight: Option<&[f64]>) -> Vec<f64> {
        let n = y.len();
        let inside = self.smooth(y, weight);
        let before = self.fit(y, -1.0, (0, self.width.min(n) - 1), weight).unwrap_or(inside[0]);
        let after = self.fit(y, n as f64, (n.saturating_sub(self.width), n - 1), weight).unwrap_or(inside[n - 1]);
        let mut out = Vec::with_capacity(n + 2);
        out.push(before);
        out.extend(inside);
        out.push(after);
        out
    }

    /// First and last neighbour of a point.
    fn window(&self, at: usize, n: usize, before: (usize, usize), stride: usize) -> (usize, usize) {
        if self.width >= n {
            return (0, n - 1);
        }
        let half = self.width.div_ceil(2);
        if stride == 1 {
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

    /// The local fit at `x`; `None` when every neighbour has weight 0.
    fn fit(&self, y: &[f64], x: f64, (from, to): (usize, usize), weight: Option<&[f64]>) -> Option<f64> {
        let n = y.len();
        let mut reach = (x - from as f64).max(to as f64 - x);
        if self.width > n {
            reach += ((self.width - n) / 2) as f64;
        }
        let (far, close) = (0.999 * reach, 0.001 * reach);
        let mut near: Vec<f64> = (from..=to)
            .map(|j| {
                let distance = (j as f64 - x).abs();
                let kernel = if distance > far {
                    0.0
                } else if distance <= close {
                    1.0
                } else {
                    let part = distance / reach;
                    (1.0 - part * part * part).powi(3)
                };
                kernel * weight.map_or(1.0, |w| w[j])
            })
            .collect();
        let total: f64 = near.iter().sum();
        if total.is_nan() || total <= 0.0 {
            return None;
        }
        near.iter_mut().for_each(|w| *w /= total);
        if reach > 0.0 && self.degree > 0 {
            let centre: f64 = near.iter().enumerate().map(|(i, w)| w * (from + i) as f64).sum();
            let spread: f64 = near.iter().enumerate().map(|(i, w)| w * ((from + i) as f64 - centre).powi(2)).sum();
            if spread.sqrt() > 0.001 * (n as f64 - 1.0) {
                let slope = (x - centre) / spread;
                for (i, w) in near.iter_mut().enumerate() {
                    *w *= slope * ((from + i) as f64 - centre) + 1.0;
                }
            }
        }
        Some(near.iter().zip(&y[from..=to]).map(|(w, y)| w * y).sum())
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
