//! WGS 84, SWEREF 99 TM and the local zones of SWEREF 99.
//!
//! SWEREF 99 and WGS 84 are taken as one datum (they differ by decimetres, from the drift of the
//! continent since 1999), as Swedish municipal maps do. SWEREF 99 TM is a transverse Mercator on
//! GRS 80: central meridian 15°, scale 0.9996, false easting 500 km (EPSG:3006).

use domain::districts::Point;
use domain::imports::Reason;
use proj4rs::proj::Proj;
use std::sync::LazyLock;

/// SWEREF 99 TM northings of Sweden with its sea, metres.
pub const NORTHINGS: (f64, f64) = (6_050_000.0, 7_750_000.0);
/// SWEREF 99 TM eastings of Sweden with its sea, metres. The westernmost land lies at 266 km: smaller eastings are those
/// of the local zones of SWEREF 99, which are counted from 150 km at their own meridians.
pub const EASTINGS: (f64, f64) = (255_000.0, 1_050_000.0);
/// Eastings of SWEREF 99 TM and its local zones, metres: by them a column of eastings is known as such.
pub(crate) const EASTINGS_OF_ANY: (f64, f64) = (20_000.0, 1_050_000.0);

/// Swedish degrees the wrong way round: a "latitude" of 10–25 and a "longitude" of 54–70.
pub(crate) const IN_DEGREES_SWAPPED: [(bool, (f64, f64)); 2] = [(true, (9.5, 26.0)), (false, (54.0, 70.0))];

/// Metres from the origin beyond which the projection means nothing: it grows without end towards
/// two places on the equator, 90° from the central meridian.
const FAR: f64 = 25_000_000.0;

/// The local zones of SWEREF 99: EPSG number, name, central meridian in degrees. Scale 1, false easting 150 km.
const ZONES: [(u32, &str, f64); 12] = [
    (3007, "SWEREF 99 12 00", 12.0),
    (3008, "SWEREF 99 13 30", 13.5),
    (3009, "SWEREF 99 15 00", 15.0),
    (3010, "SWEREF 99 16 30", 16.5),
    (3011, "SWEREF 99 18 00", 18.0),
    (3012, "SWEREF 99 14 15", 14.25),
    (3013, "SWEREF 99 15 45", 15.75),
    (3014, "SWEREF 99 17 15", 17.25),
    (3015, "SWEREF 99 18 45", 18.75),
    (3016, "SWEREF 99 20 15", 20.25),
    (3017, "SWEREF 99 21 45", 21.75),
    (3018, "SWEREF 99 23 15", 23.25),
];

/// Eastings of a zone with its neighbours, metres.
const ZONE_EASTINGS: (f64, f64) = (0.0, 300_000.0);

/// A local zone of SWEREF 99 (EPSG:3007–3018).
#[derive(Clone, Copy, Debug)]
pub struct Zone {
    number: u32,
    name: &'static str,
    metres: &'static Proj,
}

static ZONE_SYSTEMS: LazyLock<Vec<Proj>> = LazyLock::new(|| {
    let definition =
        |lon: f64| format!("+proj=etmerc +lat_0=0 +lon_0={lon} +k=1 +x_0=150000 +y_0=0 +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs");
    ZONES.iter().filter_map(|(_, _, lon)| Proj::from_proj_string(&definition(*lon)).ok()).collect()
});

impl Zone {
    /// Every zone.
    pub fn all() -> impl Iterator<Item = Zone> {
        ZONES.iter().zip(ZONE_SYSTEMS.iter()).map(|((number, name, _), metres)| Zone { number: *number, name, metres })
    }

    /// The zone of an EPSG number.
    pub fn of(number: u32) -> Option<Zone> {
        Self::all().find(|zone| zone.number == number)
    }

    /// Its name: `SWEREF 99 15 00`.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// A point from its northing and easting; `None` far from the zone.
    pub fn point(self, northing: f64, easting: f64) -> Option<Point> {
        let fits = (NORTHINGS.0..=NORTHINGS.1).contains(&northing) && (ZONE_EASTINGS.0..=ZONE_EASTINGS.1).contains(&easting);
        let [lon, lat] = unproject(self.metres, easting, northing).filter(|_| fits)?;
        let [x, y] = to_sweref(lon, lat)?;
        Some(Point { lon, lat, x, y })
    }
}

/// Both systems; `None` only if the library refused its own definition.
struct Systems {
    degrees: Proj,
    metres: Proj,
}

static SYSTEMS: LazyLock<Option<Systems>> = LazyLock::new(|| {
    let degrees = Proj::from_proj_string("+proj=longlat +ellps=GRS80 +towgs84=0,0,0 +no_defs").ok()?;
    let metres = Proj::from_proj_string(
        "+proj=etmerc +lat_0=0 +lon_0=15 +k=0.9996 +x_0=500000 +y_0=0 +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs",
    )
    .ok()?;
    Some(Systems { degrees, metres })
});

/// SWEREF 99 TM `[x, y]` (easting, northing, metres) of a longitude and latitude in degrees. Good
/// far outside Sweden too; `None` for what is no position, or where the projection has no finite
/// value: near the equator, 90° from 15° E.
pub fn to_sweref(lon: f64, lat: f64) -> Option<[f64; 2]> {
    project(&SYSTEMS.as_ref()?.metres, lon, lat)
}

/// Longitude and latitude in degrees of a SWEREF 99 TM easting and northing in metres.
pub fn to_wgs84(x: f64, y: f64) -> Option<[f64; 2]> {
    unproject(&SYSTEMS.as_ref()?.metres, x, y)
}

fn project(metres: &Proj, lon: f64, lat: f64) -> Option<[f64; 2]> {
    if !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
        return None;
    }
    let mut at = (lon.to_radians(), lat.to_radians(), 0.0);
    proj4rs::transform::transform(&SYSTEMS.as_ref()?.degrees, metres, &mut at).ok()?;
    (at.0.abs() < FAR && at.1.abs() < FAR).then_some([at.0, at.1])
}

fn unproject(metres: &Proj, x: f64, y: f64) -> Option<[f64; 2]> {
    if !(x.abs() < FAR && y.abs() < FAR) {
        return None;
    }
    let mut at = (x, y, 0.0);
    proj4rs::transform::transform(metres, &SYSTEMS.as_ref()?.degrees, &mut at).ok()?;
    let (lon, lat) = (at.0.to_degrees(), at.1.to_degrees());
    (lon.is_finite() && lat.is_finite()).then_some([lon, lat])
}

/// Sweden with its sea, degrees: west, south, east, north.
const SWEDEN: [f64; 4] = [9.5, 54.0, 26.0, 70.0];

/// Metres for a table of places anywhere: SWEREF 99 TM in Sweden; elsewhere a transverse Mercator on the places' own
/// meridian with scale 1, since SWEREF 99 TM stretches distances far from its own (New York's twofold).
pub struct Plane {
    metres: Option<Proj>,
}

impl std::fmt::Debug for Plane {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plane").field("is_sweref", &self.is_sweref()).finish()
    }
}

impl Plane {
    /// The plane of most of the places, by their middle longitude and latitude; SWEREF 99 TM when none is finite.
    pub fn around(lon: &[f64], lat: &[f64]) -> Self {
        let middle = |values: &[f64]| {
            let mut sorted: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
            sorted.sort_by(f64::total_cmp);
            sorted.get(sorted.len() / 2).copied()
        };
        let (Some(lon), Some(lat)) = (middle(lon), middle(lat)) else { return Self { metres: None } };
        let [west, south, east, north] = SWEDEN;
        if (west..=east).contains(&lon) && (south..=north).contains(&lat) {
            return Self { metres: None };
        }
        let definition = format!("+proj=etmerc +lat_0=0 +lon_0={lon} +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs");
        Self { metres: Proj::from_proj_string(&definition).ok() }
    }

    /// Whether it is SWEREF 99 TM.
    pub fn is_sweref(&self) -> bool {
        self.metres.is_none()
    }

    /// Metres `[x, y]` of a longitude and latitude in degrees, as [`to_sweref`].
    pub fn metres(&self, lon: f64, lat: f64) -> Option<[f64; 2]> {
        project(self.metres.as_ref().or(SYSTEMS.as_ref().map(|s| &s.metres))?, lon, lat)
    }

    /// Longitude and latitude in degrees of metres in the plane.
    pub fn degrees(&self, x: f64, y: f64) -> Option<[f64; 2]> {
        unproject(self.metres.as_ref().or(SYSTEMS.as_ref().map(|s| &s.metres))?, x, y)
    }
}

/// A point from degrees; refuses numbers of another system and Swedish degrees the wrong way round.
pub fn from_degrees(lat: f64, lon: f64) -> Result<Point, Reason> {
    let wrong = || Reason::WrongCoordinateSystem(format!("{lat}, {lon}"));
    let [(_, north), (_, east)] = IN_DEGREES_SWAPPED;
    if (north.0..=north.1).contains(&lat) && (east.0..=east.1).contains(&lon) {
        return Err(wrong());
    }
    let [x, y] = to_sweref(lon, lat).ok_or_else(wrong)?;
    Ok(Point { lon, lat, x, y })
}

/// A point from SWEREF 99 TM metres; refuses what lies far outside Sweden, which is another
/// system's numbers (RT 90 has eastings over 1,200,000, the local zones of SWEREF 99 under 250,000) or the two the
/// wrong way round.
pub fn from_metres(northing: f64, easting: f64) -> Result<Point, Reason> {
    let wrong = || Reason::WrongCoordinateSystem(format!("{northing}, {easting}"));
    let fits = (NORTHINGS.0..=NORTHINGS.1).contains(&northing) && (EASTINGS.0..=EASTINGS.1).contains(&easting);
    if !fits {
        return Err(wrong());
    }
    let [lon, lat] = to_wgs84(easting, northing).ok_or_else(wrong)?;
    Ok(Point { lon, lat, x: easting, y: northing })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Lantmäteriet's published test points: latitude, longitude, N, E.
    /// (*Kontrollpunkter för SWEREF 99 TM*, 2007-11-20).
    const POINTS: &[(f64, f64, f64, f64)] = &[
        (55.0, 12.75, 6_097_106.672, 356_083.438),
        (55.0, 14.25, 6_095_048.642, 452_024.069),
        (57.0, 12.75, 6_319_636.937, 363_331.554),
        (59.0, 19.5, 6_548_757.206, 758_410.519),
        (69.0, 21.0, 7_666_089.698, 739_639.195),
    ];

    #[test]
    fn published_points_to_a_centimetre() {
        for &(lat, lon, n, e) in POINTS {
            let [x, y] = to_sweref(lon, lat).unwrap();
            assert!((x - e).abs() < 0.01 && (y - n).abs() < 0.01, "{lat} {lon}: {y} {x}");
            let [back_lon, back_lat] = to_wgs84(e, n).unwrap();
            assert!((back_lon - lon).abs() < 1e-7 && (back_lat - lat).abs() < 1e-7);
        }
    }

    /// The worked example of Lantmäteriet's "Gauss Conformal Projection (Transverse Mercator)", with
    /// that example's own parameters: it is the same code with another meridian.
    #[test]
    fn worked_example_of_the_projection() {
        let degrees = Proj::from_proj_string("+proj=longlat +ellps=GRS80 +towgs84=0,0,0 +no_defs").unwrap();
        let metres = Proj::from_proj_string(
            "+proj=etmerc +lat_0=0 +lon_0=13d35'7.692\"E +k=1.000002540000 +x_0=84182.8790 +y_0=-6226307.8640 +ellps=GRS80 +towgs84=0,0,0 +units=m",
        )
        .unwrap();
        let mut at = (24_f64.to_radians(), 66_f64.to_radians(), 0.0);
        proj4rs::transform::transform(&degrees, &metres, &mut at).unwrap();
        assert!((at.1 - 1_135_809.413_803).abs() < 1e-4 && (at.0 - 555_304.016_555).abs() < 1e-4, "{at:?}");
    }

    #[test]
    fn a_plane_far_away_keeps_distances() {
        // One minute of arc along New York's meridian at 40.75° N: 1 850.8 m on GRS 80 (M·π/10 800 with M = 6 362 552 m).
        let (lon, lat) = ([-73.99, -73.94, -73.87], [40.72, 40.75, 40.78]);
        let plane = Plane::around(&lon, &lat);
        assert!(!plane.is_sweref());
        let ([x0, y0], [x1, y1]) = (plane.metres(-73.90, 40.74).unwrap(), plane.metres(-73.90, 40.74 + 1.0 / 60.0).unwrap());
        let length = (x1 - x0).hypot(y1 - y0);
        assert!((length - 1850.8).abs() < 0.5, "{length}");
        let [lon, lat] = plane.degrees(x0, y0).unwrap();
        assert!((lon + 73.90).abs() < 1e-9 && (lat - 40.74).abs() < 1e-9);
        assert!(Plane::around(&[15.6, 15.7], &[58.4, 58.5]).is_sweref());
        assert!(Plane::around(&[f64::NAN], &[]).is_sweref());
    }

    /// Easting and northing in a zone of a latitude and longitude.
    fn in_zone(zone: Zone, (lat, lon): (f64, f64)) -> [f64; 2] {
        project(zone.metres, lon, lat).unwrap()
    }

    #[test]
    fn other_systems_are_refused() {
        assert!(from_degrees(58.41, 15.62).is_ok());
        assert!(from_degrees(40.74, -73.87).is_ok(), "New York is a place");
        assert!(from_degrees(15.62, 58.41).is_err(), "swapped");
        assert!(from_degrees(6_474_000.0, 536_000.0).is_err(), "SWEREF in degree columns");
        assert!(from_degrees(8_060_000.0, 1_739_000.0).is_err(), "Web Mercator");
        assert!(from_metres(6_474_000.0, 536_000.0).is_ok());
        assert!(from_metres(536_000.0, 6_474_000.0).is_err(), "swapped");
        assert!(from_metres(6_474_000.0, 1_489_000.0).is_err(), "RT 90");
        assert!(from_metres(6_541_000.0, 266_500.0).is_ok(), "Stora Drammen");
        for lon in [11.5, 12.0, 13.1, 15.6, 18.07, 20.2, 24.1] {
            let local = (59.0, lon);
            let zone = Zone::all().min_by_key(|zone| ((zone.point(6_500_000.0, 150_000.0).unwrap().lon - lon).abs() * 1e6) as u64).unwrap();
            let [x, y] = in_zone(zone, local);
            assert!((20_000.0..250_000.0).contains(&x) && from_metres(y, x).is_err(), "{lon}: {}", zone.name());
        }
        assert!(from_metres(58.41, 15.62).is_err(), "degrees in metre columns");
        assert!(from_degrees(f64::NAN, 15.0).is_err());
    }

    /// A point on a zone's meridian is 150 km east in it whatever the zone, and scale 1 there makes its northing that of
    /// SWEREF 99 TM on 15 degrees divided by 0.9996.
    #[test]
    fn local_zones_by_their_meridians() {
        for (number, name, lon) in ZONES {
            let zone = Zone::of(number).unwrap();
            let northing = to_sweref(15.0, 60.0).unwrap()[1] / 0.9996;
            let point = zone.point(northing, 150_000.0).unwrap();
            assert!((point.lon - lon).abs() < 1e-9 && (point.lat - 60.0).abs() < 1e-9, "{name}: {point:?}");
            assert_eq!([point.x, point.y], to_sweref(point.lon, point.lat).unwrap());
            assert_eq!(zone.name(), name);
        }
        assert!(Zone::of(3006).is_none() && Zone::of(3009).unwrap().point(6_474_000.0, 536_000.0).is_none());
    }

    proptest! {
        #[test]
        fn there_and_back_in_sweden(lat in 55.0_f64..69.5, lon in 10.0_f64..25.0) {
            let [x, y] = to_sweref(lon, lat).unwrap();
            let [lon2, lat2] = to_wgs84(x, y).unwrap();
            prop_assert!((lat - lat2).abs() < 1e-9 && (lon - lon2).abs() < 1e-9);
        }

        #[test]
        fn anywhere_is_finite_or_refused(lat in proptest::num::f64::ANY, lon in proptest::num::f64::ANY) {
            if let Ok(p) = from_degrees(lat, lon) {
                prop_assert!(p.x.is_finite() && p.y.is_finite());
            }
            let _ = from_metres(lat, lon);
        }

        #[test]
        fn anywhere_on_earth_is_finite_or_refused(lat in -90.0_f64..=90.0, lon in -180.0_f64..=180.0) {
            if let Some([x, y]) = to_sweref(lon, lat) {
                prop_assert!(x.is_finite() && y.is_finite());
            }
        }
    }
}
