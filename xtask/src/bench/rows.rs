//! Invented rows for measuring: a police list with coordinates, as long as asked for.

use crate::draw::Draw;
use crate::root;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// Districts that the rows lie in; the practice municipality ships them.
pub const DISTRICTS: &str = "crates/practice/data/regso_2025_linkoping.geojson";

const CODES: &[&str] = &["1201", "9801", "0858", "5010", "1206", "0801", "0825", "0904", "1203"];
const SECONDS_OF_WEEK: u64 = 7 * 86_400;

/// A ring of longitude and latitude.
type Ring = Vec<(f64, f64)>;

/// Writes `count` rows over the last `weeks` weeks before today, the same for the same `seed`, spread evenly over the districts.
pub fn write(path: &Path, count: usize, weeks: u64, seed: u64) -> Result<(), String> {
    let rings = rings()?;
    write_at(path, count, weeks, seed, |draw| (point(draw, &rings), "Storgatan".to_owned(), 1 + draw.below(60)))
}

/// Places of a municipality where something happens.
const PLACES: usize = 400;

/// The same around places, the second of which has half as many rows as the first, the third a third (Zipf).
pub fn write_around_places(path: &Path, count: usize, weeks: u64, seed: u64) -> Result<(), String> {
    let rings = rings()?;
    let mut draw = Draw::new(seed ^ 0x5eed);
    let places: Vec<(f64, f64)> = (0..PLACES).map(|_| point(&mut draw, &rings)).collect();
    let mut sums = Vec::new();
    let mut sum = 0.0;
    for rank in 1..=PLACES {
        sum += 1.0 / rank as f64;
        sums.push(sum);
    }
    write_at(path, count, weeks, seed, |draw| {
        let drawn = draw.between(0.0, sum);
        let place = sums.partition_point(|s| *s < drawn).min(PLACES - 1);
        let (lon, lat) = places.get(place).copied().unwrap_or_default();
        // Within about a hundred metres.
        let near = (lon + draw.between(-0.0015, 0.0015), lat + draw.between(-0.0008, 0.0008));
        (near, format!("Gata {}", place + 1), 1 + draw.below(9))
    })
}

fn write_at(
    path: &Path,
    count: usize,
    weeks: u64,
    seed: u64,
    mut place: impl FnMut(&mut Draw) -> ((f64, f64), String, u64),
) -> Result<(), String> {
    let mut draw = Draw::new(seed);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|e| e.to_string())?.as_secs();
    let first = now - now % 86_400 - weeks * SECONDS_OF_WEEK;
    let file = fs::File::create(path).map_err(|e| format!("cannot write {}: {e}", path.display()))?;
    let mut out = BufWriter::new(file);
    let mut line = "ID,BROTTSKOD,LATITUDE,LONGITUDE,GATA,GATUNR,KOMMUN,BROTTSDATUMTID_START,BROTTSDATUMTID_SLUT\n".to_owned();
    for row in 0..count {
        let ((lon, lat), street, number) = place(&mut draw);
        let start = first + draw.below(weeks * SECONDS_OF_WEEK);
        let end = start + if draw.below(3) == 0 { draw.below(12 * 3600) } else { 0 };
        let code = CODES.get(draw.below(CODES.len() as u64) as usize).unwrap_or(&"1201");
        let _ = writeln!(line, "K{seed}-{row},{code},{lat:.6},{lon:.6},{street},{number},LINKÖPING,{},{}", moment(start), moment(end));
        out.write_all(line.as_bytes()).map_err(|e| format!("cannot write {}: {e}", path.display()))?;
        line.clear();
    }
    out.flush().map_err(|e| format!("cannot write {}: {e}", path.display()))
}

/// Outer rings of the districts. Reads numbers after each `"coordinates"`; holes do not matter here.
fn rings() -> Result<Vec<Ring>, String> {
    let text = fs::read_to_string(root().join(DISTRICTS)).map_err(|e| format!("cannot read {DISTRICTS}: {e}"))?;
    let mut rings = Vec::new();
    for part in text.split("\"coordinates\"").skip(1) {
        let part = part.split(['{', '}']).next().unwrap_or(part);
        let ring = part.split("]]").next().unwrap_or(part);
        let numbers: Vec<f64> =
            ring.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).filter_map(|number| number.parse().ok()).collect();
        let points: Ring = numbers.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect();
        if points.len() > 3 {
            rings.push(points);
        }
    }
    if rings.is_empty() { Err(format!("no districts in {DISTRICTS}")) } else { Ok(rings) }
}

/// A point in one of the rings, each ring equally often.
fn point(draw: &mut Draw, rings: &[Ring]) -> (f64, f64) {
    let empty = Ring::new();
    let ring = rings.get(draw.below(rings.len() as u64) as usize).unwrap_or(&empty);
    let bound = |of: fn(&(f64, f64)) -> f64, pick: fn(f64, f64) -> f64, start: f64| ring.iter().map(of).fold(start, pick);
    let (west, east) = (bound(|p| p.0, f64::min, f64::MAX), bound(|p| p.0, f64::max, f64::MIN));
    let (south, north) = (bound(|p| p.1, f64::min, f64::MAX), bound(|p| p.1, f64::max, f64::MIN));
    loop {
        let point = (draw.between(west, east), draw.between(south, north));
        if contains(ring, point) {
            return point;
        }
    }
}

/// Even–odd rule.
fn contains(ring: &Ring, (x, y): (f64, f64)) -> bool {
    let edges = ring.iter().zip(ring.iter().cycle().skip(1));
    edges.filter(|((x1, y1), (x2, y2))| (*y1 > y) != (*y2 > y) && x < x1 + (x2 - x1) * (y - y1) / (y2 - y1)).count() % 2 == 1
}

/// `2026-11-22 02:30`, from seconds since 1970.
fn moment(seconds: u64) -> String {
    let (year, month, day) = date(seconds / 86_400);
    format!("{year}-{month:02}-{day:02} {:02}:{:02}", seconds % 86_400 / 3600, seconds % 3600 / 60)
}

/// Year, month and day of a day since 1970 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
pub fn date(days: u64) -> (u64, u64, u64) {
    let z = days + 719_468;
    let (era, of_era) = (z / 146_097, z % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

/// `2026-W47` of a day since 1970: the ISO week of its Thursday.
pub fn week(days: u64) -> String {
    let thursday = days - (days + 3) % 7 + 3;
    let (year, _, _) = date(thursday);
    let mut first = thursday;
    while date(first - 7).0 == year {
        first -= 7;
    }
    format!("{year}-W{:02}", (thursday - first) / 7 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_weeks_are_those_of_the_calendar() {
        assert_eq!(moment(0), "1970-01-01 00:00");
        assert_eq!(moment(1_795_314_600), "2026-11-22 02:30");
        assert_eq!(week(1_795_314_600 / 86_400), "2026-W47");
        // 1 January 2027 is a Friday in the last week of a year with 53.
        assert_eq!(week(20_819), "2026-W53");
    }

    #[test]
    fn every_district_gives_a_ring_around_linkoping() {
        let rings = rings().unwrap_or_default();
        assert_eq!(rings.len(), 32);
        assert!(rings.iter().flatten().all(|(lon, lat)| (15.0..16.5).contains(lon) && (58.0..59.0).contains(lat)));
    }

    #[test]
    fn a_ring_knows_its_inside() {
        let square = vec![(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)];
        assert!(contains(&square, (1.0, 1.0)));
        assert!(!contains(&square, (3.0, 1.0)));
    }
}
