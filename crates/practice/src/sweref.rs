//! SWEREF 99 TM to and from geographic coordinates: Gauss–Krüger with Lantmäteriet's published
//! formulas (*Gauss Conformal Projection*, Lantmäteriet), ellipsoid GRS 80.

const FLATTENING: f64 = 1.0 / 298.257_222_101;
const AXIS: f64 = 6_378_137.0;
const SCALE: f64 = 0.9996;
const FALSE_EASTING: f64 = 500_000.0;
const CENTRAL_MERIDIAN: f64 = 15.0;

fn third_flattening() -> f64 {
    FLATTENING / (2.0 - FLATTENING)
}

fn rectifying_radius() -> f64 {
    let n = third_flattening();
    AXIS / (1.0 + n) * (1.0 + n * n / 4.0 + n.powi(4) / 64.0)
}

/// `[longitude, latitude]` in degrees to `[easting, northing]` in metres.
pub(crate) fn to_metres([lon, lat]: [f64; 2]) -> [f64; 2] {
    let n = third_flattening();
    let e2 = FLATTENING * (2.0 - FLATTENING);
    let a = e2;
    let b = (5.0 * e2.powi(2) - e2.powi(3)) / 6.0;
    let c = (104.0 * e2.powi(3) - 45.0 * e2.powi(4)) / 120.0;
    let d = 1237.0 * e2.powi(4) / 1260.0;
    let beta = [
        n / 2.0 - 2.0 * n * n / 3.0 + 5.0 * n.powi(3) / 16.0 + 41.0 * n.powi(4) / 180.0,
        13.0 * n * n / 48.0 - 3.0 * n.powi(3) / 5.0 + 557.0 * n.powi(4) / 1440.0,
        61.0 * n.powi(3) / 240.0 - 103.0 * n.powi(4) / 140.0,
        49561.0 * n.powi(4) / 161_280.0,
    ];
    let (sin, cos) = lat.to_radians().sin_cos();
    let conformal = lat.to_radians() - sin * cos * (a + b * sin.powi(2) + c * sin.powi(4) + d * sin.powi(6));
    let along = (lon - CENTRAL_MERIDIAN).to_radians();
    let xi = (conformal.tan() / along.cos()).atan();
    let eta = (conformal.cos() * along.sin()).atanh();
    let (mut north, mut east) = (xi, eta);
    for (k, beta) in (1..).zip(beta) {
        let twice = 2.0 * f64::from(k);
        north += beta * (twice * xi).sin() * (twice * eta).cosh();
        east += beta * (twice * xi).cos() * (twice * eta).sinh();
    }
    let radius = SCALE * rectifying_radius();
    [radius * east + FALSE_EASTING, radius * north]
}

/// `[easting, northing]` in metres to `[longitude, latitude]` in degrees.
pub(crate) fn to_degrees([x, y]: [f64; 2]) -> [f64; 2] {
    let n = third_flattening();
    let e2 = FLATTENING * (2.0 - FLATTENING);
    let delta = [
        n / 2.0 - 2.0 * n * n / 3.0 + 37.0 * n.powi(3) / 96.0 - n.powi(4) / 360.0,
        n * n / 48.0 + n.powi(3) / 15.0 - 437.0 * n.powi(4) / 1440.0,
        17.0 * n.powi(3) / 480.0 - 37.0 * n.powi(4) / 840.0,
        4397.0 * n.powi(4) / 161_280.0,
    ];
    let a = e2 + e2.powi(2) + e2.powi(3) + e2.powi(4);
    let b = -(7.0 * e2.powi(2) + 17.0 * e2.powi(3) + 30.0 * e2.powi(4)) / 6.0;
    let c = (224.0 * e2.powi(3) + 889.0 * e2.powi(4)) / 120.0;
    let d = -4279.0 * e2.powi(4) / 1260.0;
    let radius = SCALE * rectifying_radius();
    let (xi, eta) = (y / radius, (x - FALSE_EASTING) / radius);
    let (mut north, mut east) = (xi, eta);
    for (k, delta) in (1..).zip(delta) {
        let twice = 2.0 * f64::from(k);
        north -= delta * (twice * xi).sin() * (twice * eta).cosh();
        east -= delta * (twice * xi).cos() * (twice * eta).sinh();
    }
    let conformal = (north.sin() / east.cosh()).asin();
    let (sin, cos) = conformal.sin_cos();
    let lat = conformal + sin * cos * (a + b * sin.powi(2) + c * sin.powi(4) + d * sin.powi(6));
    [CENTRAL_MERIDIAN + (east.sinh() / north.cos()).atan().to_degrees(), lat.to_degrees()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lantmäteriet, *Kontrollpunkter för SWEREF 99 TM* (2007-11-20).
    #[test]
    fn control_points_agree_to_a_centimetre() {
        let points = [
            (55.0, 12.75, 6_097_106.672, 356_083.438),
            (55.0, 14.25, 6_095_048.642, 452_024.069),
            (57.0, 12.75, 6_319_636.937, 363_331.554),
            (59.0, 19.5, 6_548_757.206, 758_410.519),
            (69.0, 21.0, 7_666_089.698, 739_639.195),
        ];
        for (lat, lon, north, east) in points {
            let [x, y] = to_metres([lon, lat]);
            assert!((x - east).abs() < 0.01 && (y - north).abs() < 0.01, "{lat} {lon}: {x} {y}");
            let [back_lon, back_lat] = to_degrees([x, y]);
            assert!((back_lon - lon).abs() < 1e-8 && (back_lat - lat).abs() < 1e-8);
        }
    }
}
