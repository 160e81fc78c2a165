//! From degrees to the drawing: an equirectangular projection, true to scale at the middle
//! latitude. Over a municipality its error is below one part in a thousand. Metres are drawn as they are.

use super::{MapArea, Positions};

/// Metres per degree of latitude on a sphere of the earth's mean radius.
const METRES_PER_DEGREE: f64 = 111_195.0;

/// A part of the ground and where it is drawn.
pub(super) struct View {
    /// Left, top, width and height in the drawing.
    pub place: [f64; 4],
    /// West, south, east and north as positions, widened to the place's shape.
    bounds: [f64; 4],
    /// Units per degree of longitude and latitude, or per metre.
    scale: [f64; 2],
    /// Units per metre.
    per_metre: f64,
}

impl View {
    /// A view of everything.
    pub fn around(points: impl Iterator<Item = [f64; 2]>, positions: Positions, drawn: ([f64; 4], f64)) -> Self {
        Self::of(bounds(points).unwrap_or([0.0, 0.0, 1.0, 1.0]), positions, drawn)
    }

    /// A view of bounds, centred in its place, with an edge of half a text's height.
    pub fn of([west, south, east, north]: [f64; 4], positions: Positions, (place, t): ([f64; 4], f64)) -> Self {
        let shrink = positions.shrink((south + north) / 2.0);
        let (width, height) = ((east - west).max(1e-6), (north - south).max(1e-6));
        let (w, h) = ((place[2] - t).max(1.0), (place[3] - t).max(1.0));
        let per_lat = (w / (width * shrink)).min(h / height);
        let per_lon = per_lat * shrink;
        let (lon, lat) = ((west + east) / 2.0, (south + north) / 2.0);
        let (half_w, half_h) = (place[2] / per_lon / 2.0, place[3] / per_lat / 2.0);
        let per_metre = match positions {
            Positions::Degrees => per_lat / METRES_PER_DEGREE,
            Positions::Metres => per_lat,
        };
        Self { place, bounds: [lon - half_w, lat - half_h, lon + half_w, lat + half_h], scale: [per_lon, per_lat], per_metre }
    }

    /// Where a position is drawn.
    pub fn at(&self, [lon, lat]: [f64; 2]) -> (f64, f64) {
        (self.place[0] + (lon - self.bounds[0]) * self.scale[0], self.place[1] + (self.bounds[3] - lat) * self.scale[1])
    }

    /// Whether a ring's box meets the view.
    pub fn touches(&self, ring: &[[f64; 2]]) -> bool {
        bounds(ring.iter().copied())
            .is_some_and(|b| b[0] <= self.bounds[2] && b[2] >= self.bounds[0] && b[1] <= self.bounds[3] && b[3] >= self.bounds[1])
    }

    /// The edges of another view as drawn in this one: left, top, right, bottom.
    pub fn bounds_of(&self, part: &View) -> [f64; 4] {
        let (x0, y1) = self.at([part.bounds[0], part.bounds[1]]);
        let (x1, y0) = self.at([part.bounds[2], part.bounds[3]]);
        [x0, y0, x1, y1]
    }

    /// The longest round number of metres that fits in so many units, and its length.
    pub fn scale_bar(&self, room: f64) -> (f64, f64) {
        scale_bar(self.per_metre, room)
    }
}

impl Positions {
    /// A step east against a step north at a northing: the cosine of a latitude, never zero.
    pub(crate) fn shrink(self, north: f64) -> f64 {
        match self {
            Positions::Degrees => north.to_radians().cos().max(0.01),
            Positions::Metres => 1.0,
        }
    }
}

/// The longest round number of metres that fits in so many units, of so many a metre, and its length.
pub(crate) fn scale_bar(per_metre: f64, room: f64) -> (f64, f64) {
    let most = (room / per_metre).max(1e-3);
    let power = 10f64.powf(most.log10().floor());
    let metres = [5.0, 2.0, 1.0].iter().map(|m| m * power).find(|m| *m <= most).unwrap_or(power);
    (metres, metres * per_metre)
}

/// Every position of a district's outer rings.
pub(super) fn points(area: &MapArea) -> impl Iterator<Item = [f64; 2]> + '_ {
    area.parts.iter().filter_map(|polygon| polygon.first()).flatten().copied()
}

/// Bounds of the part where the districts crowd: the smallest square around the
/// median middle that holds six tenths of them, when it is less than two fifths as wide as all.
pub(super) fn crowded(areas: &[MapArea], positions: Positions) -> Option<[f64; 4]> {
    let middles: Vec<[f64; 2]> = areas.iter().filter_map(middle).collect();
    if middles.len() < 8 {
        return None;
    }
    let all = bounds(areas.iter().flat_map(points))?;
    let median = |axis: usize| {
        let mut values: Vec<f64> = middles.iter().map(|m| m[axis]).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let (lon, lat) = (median(0), median(1));
    let shrink = positions.shrink(lat);
    let mut reach: Vec<f64> = middles.iter().map(|m| ((m[0] - lon) * shrink).abs().max((m[1] - lat).abs())).collect();
    reach.sort_by(f64::total_cmp);
    let half = reach[reach.len() * 6 / 10] * 1.15;
    let extent = ((all[2] - all[0]) * shrink).max(all[3] - all[1]);
    let narrow = half > 0.0 && 2.0 * half < 0.4 * extent;
    narrow.then(|| [lon - half / shrink, lat - half, lon + half / shrink, lat + half])
}

/// A place inside the largest polygon of a district for its name: the centroid, or where that
/// lies outside, the middle of the widest stretch on the centroid's parallel.
pub(super) fn middle(area: &MapArea) -> Option<[f64; 2]> {
    let ring = area.parts.iter().filter_map(|p| p.first()).max_by(|a, b| twice_area(a).abs().total_cmp(&twice_area(b).abs()))?;
    let doubled = twice_area(ring);
    if doubled.abs() < 1e-15 {
        return ring.first().copied();
    }
    let mut centre = [0.0, 0.0];
    for pair in ring.windows(2) {
        let cross = pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1];
        centre[0] += (pair[0][0] + pair[1][0]) * cross;
        centre[1] += (pair[0][1] + pair[1][1]) * cross;
    }
    let centre = centre.map(|c| c / (3.0 * doubled));
    let mut crossings: Vec<f64> = ring
        .windows(2)
        .filter(|p| (p[0][1] > centre[1]) != (p[1][1] > centre[1]))
        .map(|p| p[0][0] + (centre[1] - p[0][1]) / (p[1][1] - p[0][1]) * (p[1][0] - p[0][0]))
        .collect();
    crossings.sort_by(f64::total_cmp);
    let stretches = || crossings.chunks_exact(2);
    if stretches().any(|s| s[0] <= centre[0] && centre[0] <= s[1]) {
        return Some(centre);
    }
    let widest = stretches().max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])))?;
    Some([(widest[0] + widest[1]) / 2.0, centre[1]])
}

/// West, south, east and north of what has a place.
pub(crate) fn bounds(points: impl Iterator<Item = [f64; 2]>) -> Option<[f64; 4]> {
    points.filter(|p| p.iter().all(|v| v.is_finite())).fold(None, |b, p| {
        let b = b.unwrap_or([p[0], p[1], p[0], p[1]]);
        Some([b[0].min(p[0]), b[1].min(p[1]), b[2].max(p[0]), b[3].max(p[1])])
    })
}

/// Twice the signed area of a ring, in the positions' unit squared.
fn twice_area(ring: &[[f64; 2]]) -> f64 {
    ring.windows(2).map(|p| p[0][0] * p[1][1] - p[1][0] * p[0][1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kilometre_is_drawn_as_long_in_both_directions() {
        // Linköping: one degree of longitude is about 58 km, of latitude 111 km.
        let view = View::of([15.5, 58.3, 15.7, 58.5], Positions::Degrees, ([0.0, 0.0, 300.0, 300.0], 10.0));
        let (x0, y0) = view.at([15.6, 58.4]);
        let (x1, _) = view.at([15.6 + 1.0 / (111.195 * 58.4f64.to_radians().cos()), 58.4]);
        let (_, y1) = view.at([15.6, 58.4 - 1.0 / 111.195]);
        assert!(((x1 - x0) - (y1 - y0)).abs() < 1e-9);
        let (metres, length) = view.scale_bar(70.0);
        assert!((length / metres * 1000.0 - (x1 - x0)).abs() < 1e-9 && length <= 70.0);
    }

    #[test]
    fn the_name_of_a_horseshoe_stands_on_it() {
        let ring = vec![[0.0, 0.0], [3.0, 0.0], [3.0, 3.0], [2.0, 3.0], [2.0, 1.0], [1.0, 1.0], [1.0, 3.0], [0.0, 3.0], [0.0, 0.0]];
        let area = MapArea { name: String::new(), parts: vec![vec![ring]], value: None };
        let [x, y] = middle(&area).unwrap_or_default();
        assert!(y > 1.0 && !(1.0..=2.0).contains(&x), "{x} {y}");
    }
}
