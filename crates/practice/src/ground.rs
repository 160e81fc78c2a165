//! The town's ground: the real districts, and invented places inside them.

use crate::draw::Draw;
use crate::sweref::{to_degrees, to_metres};
use domain::districts::{Point, Polygon};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// RegSO 2025 of Linköping in WGS 84; see `data/ORIGIN.md`.
pub(crate) static DISTRICTS: &[u8] = include_bytes!("../data/regso_2025_linkoping.geojson");

/// Districts that are the core of the town, where people from everywhere meet.
const CORE: &[(&str, f64)] = &[("0580R012", 9.0), ("0580R002", 5.0), ("0580R022", 5.0), ("0580R026", 3.5), ("0580R021", 3.5)];

/// Districts of open country and small places, with where their villages are.
const COUNTRY: &[(&str, f64, &[[f64; 2]])] = &[
    ("0580R005", 0.6, &[[15.6415, 58.4689]]),
    ("0580R013", 1.0, &[[15.7885, 58.4315]]),
    ("0580R014", 1.2, &[[15.5115, 58.4946]]),
    ("0580R019", 0.7, &[[15.7233, 58.3358]]),
    ("0580R028", 0.7, &[[15.4282, 58.3851]]),
    ("0580R024", 0.5, &[[15.434, 58.287], [15.433, 58.138], [15.4612, 58.2394]]),
    ("0580R030", 0.5, &[[15.5857, 58.5596], [15.47, 58.505]]),
    ("0580R031", 0.5, &[[15.674, 58.207], [15.737, 58.154], [15.6906, 58.2553]]),
    ("0580R032", 0.5, &[[15.815, 58.353], [15.886, 58.447], [15.76, 58.374]]),
];

/// Metres that every position keeps from its district's boundary, so that rounding and another
/// program's projection cannot move it over.
const MARGIN: f64 = 3.0;

/// Every other district is a residential one and weighs the same before the seed's variation.
const RESIDENTIAL: f64 = 2.2;

/// A district with its boundary in SWEREF 99 TM.
pub(crate) struct District {
    pub(crate) code: String,
    pub(crate) name: String,
    parts: Vec<Polygon>,
}

impl District {
    /// Whether a position in SWEREF 99 TM is inside (even–odd rule over all rings).
    pub(crate) fn contains(&self, [x, y]: [f64; 2]) -> bool {
        let mut inside = false;
        for ring in self.parts.iter().flatten() {
            for pair in ring.windows(2) {
                let ([x0, y0], [x1, y1]) = (pair[0], pair[1]);
                if (y0 > y) != (y1 > y) && x < (x1 - x0) * (y - y0) / (y1 - y0) + x0 {
                    inside = !inside;
                }
            }
        }
        inside
    }

    /// Inside with [`MARGIN`] to spare.
    fn holds(&self, [x, y]: [f64; 2]) -> bool {
        [[0.0, 0.0], [MARGIN, 0.0], [-MARGIN, 0.0], [0.0, MARGIN], [0.0, -MARGIN]].iter().all(|[dx, dy]| self.contains([x + dx, y + dy]))
    }

    /// Metres to the nearest part of the boundary.
    fn clearance(&self, [x, y]: [f64; 2]) -> f64 {
        let mut nearest = f64::INFINITY;
        for ring in self.parts.iter().flatten() {
            for pair in ring.windows(2) {
                let ([x0, y0], [x1, y1]) = (pair[0], pair[1]);
                let (dx, dy) = (x1 - x0, y1 - y0);
                let along = (((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy).max(1e-9)).clamp(0.0, 1.0);
                nearest = nearest.min((x0 + along * dx - x).hypot(y0 + along * dy - y));
            }
        }
        nearest
    }

    /// Whether the districts have a corner in common. Neighbours in the file share theirs to the last digit.
    pub(crate) fn touches(&self, other: &District) -> bool {
        let corners: BTreeSet<[u64; 2]> = self.corners().collect();
        other.corners().any(|corner| corners.contains(&corner))
    }

    fn corners(&self) -> impl Iterator<Item = [u64; 2]> {
        self.parts.iter().flatten().flatten().map(|at| at.map(f64::to_bits))
    }

    fn bounds(&self) -> ([f64; 2], [f64; 2]) {
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for at in self.parts.iter().flatten().flatten() {
            for axis in 0..2 {
                low[axis] = low[axis].min(at[axis]);
                high[axis] = high[axis].max(at[axis]);
            }
        }
        (low, high)
    }
}

/// The districts in the order of their codes, read once.
pub(crate) fn districts() -> &'static [District] {
    static READ: OnceLock<Vec<District>> = OnceLock::new();
    READ.get_or_init(|| serde_json::from_slice(DISTRICTS).map(|file| read(&file)).unwrap_or_default())
}

fn read(file: &Value) -> Vec<District> {
    let features = file["features"].as_array().map(Vec::as_slice).unwrap_or_default();
    features
        .iter()
        .map(|feature| {
            let text = |key: &str| feature["properties"][key].as_str().unwrap_or_default().to_owned();
            let coordinates = &feature["geometry"]["coordinates"];
            let parts = match feature["geometry"]["type"].as_str() {
                Some("MultiPolygon") => coordinates.as_array().into_iter().flatten().map(polygon).collect(),
                Some(_) | None => vec![polygon(coordinates)],
            };
            District { code: text("regsokod"), name: text("regsonamn"), parts }
        })
        .collect()
}

fn polygon(rings: &Value) -> Polygon {
    let number = |value: &Value, axis: usize| value[axis].as_f64().unwrap_or_default();
    let ring = |ring: &Value| ring.as_array().into_iter().flatten().map(|at| to_metres([number(at, 0), number(at, 1)])).collect();
    rings.as_array().into_iter().flatten().map(ring).collect()
}

/// Whether the district touches the core, whose evenings and summers are its own.
pub(crate) fn beside_core(district: &District) -> bool {
    districts().iter().any(|other| core(&other.code) && other.touches(district))
}

/// What kind of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlaceKind {
    Street,
    Square,
    Park,
    School,
    Passage,
    Yard,
}

/// An invented place with the positions that things at it are given.
pub(crate) struct Place {
    pub(crate) name: String,
    /// Index into [`districts`].
    pub(crate) district: usize,
    pub(crate) kind: PlaceKind,
    /// How much goes on here, before what sort of thing it is.
    pub(crate) weight: f64,
    pub(crate) centre: [f64; 2],
    pub(crate) points: Vec<Point>,
}

/// Whether the district is of the core of the town.
pub(crate) fn core(code: &str) -> bool {
    CORE.iter().any(|(core, _)| *core == code)
}

/// Whether the district is one of the ordinary residential ones.
pub(crate) fn residential(code: &str) -> bool {
    !core(code) && !COUNTRY.iter().any(|(country, ..)| *country == code)
}

const STEMS: &[&str] = &[
    "Björk",
    "Ek",
    "Lönn",
    "Asp",
    "Al",
    "Rönn",
    "Gran",
    "Tall",
    "Ask",
    "Hassel",
    "Syren",
    "Lind",
    "Kvarn",
    "Smed",
    "Sand",
    "Berg",
    "Äng",
    "Åker",
    "Lärk",
    "Sol",
    "Mån",
    "Vinter",
    "Sommar",
    "Höst",
    "Vår",
    "Norr",
    "Söder",
    "Öster",
    "Väster",
    "Hammar",
    "Bagar",
    "Skomakar",
    "Snickar",
    "Murar",
    "Vävar",
    "Spinnar",
    "Humle",
    "Råg",
    "Korn",
    "Havre",
    "Klöver",
    "Timotej",
    "Blåklocks",
    "Vitsippe",
    "Gullvive",
    "Smultron",
    "Lingon",
    "Hallon",
    "Hjortron",
    "Enbärs",
    "Sten",
    "Grus",
    "Dal",
    "Kull",
    "Backe",
    "Brunns",
    "Käll",
    "Bäck",
    "Damm",
    "Bro",
    "Rosen",
    "Tulpan",
    "Liljekonvalj",
    "Viol",
    "Fasan",
    "Trast",
    "Svan",
    "Tran",
    "Örn",
    "Falk",
    "Uggle",
    "Ekorr",
    "Räv",
    "Har",
    "Älg",
    "Rådjurs",
    "Plog",
    "Harv",
    "Lie",
    "Spade",
];
const SUFFIXES: &[&str] = &["gatan", "vägen", "gränd", "stigen"];

/// Lays out the places of a seed's town.
pub(crate) fn places(seed: u64) -> Vec<Place> {
    let mut draw = Draw::new(seed, u64::MAX);
    let mut names = street_names(&mut draw);
    let mut out = Vec::new();
    for (index, district) in districts().iter().enumerate() {
        let core = CORE.iter().find(|(code, _)| *code == district.code);
        let country = COUNTRY.iter().find(|(code, ..)| *code == district.code);
        let activity = match (core, country) {
            (Some((_, weight)), _) | (None, Some((_, weight, _))) => *weight,
            (None, None) => RESIDENTIAL * draw.between(0.8, 1.25),
        };
        let streets = if country.is_some() { 4 } else { 6 };
        let anchors: Vec<[f64; 2]> = country.map(|(.., at)| at.iter().map(|at| to_metres(*at)).collect()).unwrap_or_default();
        let short = district.name.split('-').next().unwrap_or_default().trim_end_matches(" omland").to_owned();
        let mut wanted: Vec<(String, PlaceKind)> = Vec::new();
        for _ in 0..streets {
            wanted.push((names.pop().unwrap_or_default(), PlaceKind::Street));
        }
        let stem = STEMS[draw.below(STEMS.len())];
        wanted.push((format!("Torget, {short}"), PlaceKind::Square));
        wanted.push((format!("{stem}parken, {short}"), PlaceKind::Park));
        wanted.push((format!("Skolområdet, {short}"), PlaceKind::School));
        wanted.push((format!("Gång- och cykeltunneln, {short}"), PlaceKind::Passage));
        wanted.push((format!("Bostadsgården {stem}hagen, {short}"), PlaceKind::Yard));
        let total: f64 = wanted.len() as f64;
        for (name, kind) in wanted {
            let weight = activity / total * (0.7 * draw.normal()).exp();
            out.extend(lay(&mut draw, district, &anchors, kind).map(|(centre, points)| Place {
                name,
                district: index,
                kind,
                weight,
                centre,
                points,
            }));
        }
    }
    out
}

fn street_names(draw: &mut Draw) -> Vec<String> {
    let mut names: Vec<String> = STEMS
        .iter()
        .flat_map(|stem| SUFFIXES.iter().map(move |suffix| format!("{stem}{suffix}")))
        .chain(["Storgatan", "Parkgatan", "Skolgatan", "Kyrkogatan", "Järnvägsgatan"].map(str::to_owned))
        .collect();
    for last in (1..names.len()).rev() {
        names.swap(last, draw.below(last + 1));
    }
    names
}

/// Finds a spot for a place and spreads positions over it: along a line for streets and
/// passages, round a centre for the others.
fn lay(draw: &mut Draw, district: &District, anchors: &[[f64; 2]], kind: PlaceKind) -> Option<([f64; 2], Vec<Point>)> {
    let (low, high) = district.bounds();
    let centre = (0..400).find_map(|_| {
        let at = if anchors.is_empty() {
            [draw.between(low[0], high[0]), draw.between(low[1], high[1])]
        } else {
            let anchor = anchors[draw.below(anchors.len())];
            [anchor[0] + 260.0 * draw.normal(), anchor[1] + 260.0 * draw.normal()]
        };
        district.holds(at).then_some(at)
    })?;
    let (length, width) = match kind {
        PlaceKind::Street => (draw.between(160.0, 420.0), 14.0),
        PlaceKind::Passage => (60.0, 6.0),
        PlaceKind::Square => (90.0, 60.0),
        PlaceKind::Park | PlaceKind::School => (140.0, 100.0),
        PlaceKind::Yard => (110.0, 80.0),
    };
    let (sin, cos) = draw.between(0.0, std::f64::consts::PI).sin_cos();
    let mut points = vec![rounded(centre)];
    // Far from the boundary nothing needs to be tried: testing is what takes the time.
    let reach = f64::hypot(length, width) / 2.0 + MARGIN;
    let safe = district.clearance(centre) > reach;
    for _ in 0..240 {
        if points.len() > 40 {
            break;
        }
        let (along, across) = (draw.between(-0.5, 0.5) * length, draw.between(-0.5, 0.5) * width);
        let at = [centre[0] + along * cos - across * sin, centre[1] + along * sin + across * cos];
        if safe || district.holds(at) {
            points.push(rounded(at));
        }
    }
    Some((centre, points))
}

/// The position as a file would carry it: six decimals of a degree, and the same in metres.
fn rounded(at: [f64; 2]) -> Point {
    let [lon, lat] = to_degrees(at).map(|degrees| (degrees * 1e6).round() / 1e6);
    let [x, y] = to_metres([lon, lat]);
    Point { lon, lat, x, y }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_has_linkopings_32_districts() {
        assert_eq!(districts().len(), 32);
        assert!(districts().iter().all(|d| d.code.starts_with("0580R") && !d.name.is_empty() && !d.parts.is_empty()));
        let listed = CORE.iter().map(|c| c.0).chain(COUNTRY.iter().map(|c| c.0));
        for code in listed {
            assert!(districts().iter().any(|d| d.code == code), "{code}");
        }
    }

    #[test]
    fn districts_touch_as_on_the_map_and_leave_homes_that_do_not() {
        let homes: Vec<_> = districts().iter().filter(|d| residential(&d.code)).collect();
        for home in &homes {
            let around: Vec<_> = districts().iter().filter(|d| d.code != home.code && d.touches(home)).collect();
            assert!((1..12).contains(&around.len()), "{}: {}", home.name, around.len());
            assert!(around.iter().all(|d| home.touches(d)));
        }
        let quiet: Vec<_> = homes.iter().filter(|home| !beside_core(home)).collect();
        assert_eq!(quiet.len(), 7);
        for home in quiet {
            let apart = homes.iter().filter(|d| !d.touches(home)).count();
            assert!(apart >= 5, "{}: {apart} homes apart from it, and five patterns need one each", home.name);
        }
    }

    #[test]
    fn every_district_has_its_places_and_every_point_lies_in_its_district_alone() {
        let places = places(7);
        for (index, district) in districts().iter().enumerate() {
            let own: Vec<_> = places.iter().filter(|p| p.district == index).collect();
            assert!(own.len() >= 9, "{} has {}", district.name, own.len());
        }
        for place in &places {
            assert!(place.points.len() > 30, "{} has {}", place.name, place.points.len());
            // Any seven of them: each is tried against all 32 districts.
            for point in place.points.iter().step_by(6) {
                for (index, district) in districts().iter().enumerate() {
                    assert_eq!(district.contains([point.x, point.y]), index == place.district, "{}", place.name);
                }
            }
        }
    }

    #[test]
    fn place_names_are_unique_within_the_town() {
        let places = places(7);
        let names: BTreeSet<_> = places.iter().map(|p| &p.name).collect();
        assert_eq!(names.len(), places.len());
    }
}
