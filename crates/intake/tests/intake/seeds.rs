//! The seeds of the fuzz targets are replayed, and bytes made of them.

#[path = "../../../../fuzz/src/lib.rs"]
mod targets;

use super::maps;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use targets::TARGETS;

/// Changed copies of each seed. The slowest target takes some milliseconds for one.
const COPIES: u64 = 150;

fn folder(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target)
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder(target)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }
}

/// A copy with some bytes changed, cut, doubled or exchanged with another place's.
fn changed(seed: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=numbers.next(6) {
        let (at, other) = (numbers.next(bytes.len()), numbers.next(bytes.len()));
        let length = numbers.next(40).min(bytes.len() - at.max(other));
        match numbers.next(6) {
            0 if !bytes.is_empty() => bytes[at] = numbers.next(256) as u8,
            1 => drop(bytes.drain(at..at + length)),
            2 => {
                let piece = bytes[at..at + length].to_vec();
                bytes.splice(other..other, piece);
            }
            3 => bytes.truncate(at.max(bytes.len() / 2)),
            4 => (0..length).for_each(|n| bytes.swap(at + n, other + n)),
            _ => drop(bytes.splice(at..at, b"\"\0;,-9999\xFF".iter().copied().take(1 + length % 10))),
        }
    }
    bytes
}

#[test]
fn every_target_comes_back_from_its_seeds_and_from_changed_ones() {
    for (name, target) in TARGETS {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "{name} has seeds");
        let mut numbers = Numbers(47);
        for seed in &seeds {
            target(seed);
            (0..COPIES).for_each(|_| target(&changed(seed, &mut numbers)));
        }
    }
}

#[test]
fn any_target_takes_the_seeds_of_every_other() {
    let all: Vec<Vec<u8>> = TARGETS.iter().flat_map(|(name, _)| seeds(name)).collect();
    TARGETS.iter().for_each(|(_, target)| all.iter().for_each(|seed| target(seed)));
}

fn write(target: &str, name: &str, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(folder(target)).unwrap();
    fs::write(folder(target).join(name), bytes).unwrap();
}

/// `cargo test -p intake --test intake -- --ignored seeds_are_made` makes the seeds again.
#[test]
#[ignore = "writes the seeds"]
fn seeds_are_made() {
    let list = "Id;Datum;Klockslag;Brottskod;Område;Gata;N;E;Antal\n1;2026-09-07;9-12;1201;Ryd;Storgatan 4;6 500 100,5;561200;1\n2;mån 2026-09-07 kl. 14.30;;0801;Ryd;\"Torget; norra\";;;\u{2212}3\n3;9/14/2026 2:30 PM;1430;1201;;;58,4;15,6;2\nTotalt;3\n";
    write("csv", "list.csv", list);
    write("csv", "commas.csv", "sep=,\r\nDatum,Latitude,Longitude\r\n2026-09-07 13:20-16:45,58.4,15.6\r\n\"5 maj 2026\",\"58.5\",15.7\r\n");
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(list.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    write("csv", "unicode.txt", utf16);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(list.as_bytes()).unwrap();
    write("csv", "list.csv.gz", gzip.finish().unwrap());

    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    for (at, header) in ["Datum", "Område", "Antal"].into_iter().enumerate() {
        sheet.write(0, at as u16, header).unwrap();
    }
    sheet.write_with_format(1, 0, ExcelDateTime::from_ymd(2026, 9, 7).unwrap().and_hms(14, 30, 0).unwrap(), &date).unwrap();
    sheet.write(1, 1, "Ryd").unwrap();
    sheet.write(1, 2, 2).unwrap();
    sheet.write(2, 0, "8 sep 2026 08:10").unwrap();
    sheet.write(2, 1, "Ryd").unwrap();
    write("xlsx", "list.xlsx", book.save_to_buffer().unwrap());

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for (name, bytes) in runtime.block_on(maps::seeds()) {
        write("geopackage", name, bytes);
    }
    let ring = "[[15.6,58.4],[15.7,58.4],[15.7,58.5],[15.6,58.4]]";
    let polygon = format!(r#"{{"type":"Polygon","coordinates":[{ring}]}}"#);
    let feature = |code: &str, geometry: &str| {
        format!(r#"{{"type":"Feature","properties":{{"kod":"{code}","namn":"N","folk":NaN}},"geometry":{geometry}}}"#)
    };
    let features = [
        feature("A", &polygon),
        feature("B", &format!(r#"{{"type":"MultiPolygon","coordinates":[[{ring}]]}}"#)),
        feature("C", &format!(r#"{{"type":"GeometryCollection","geometries":[{polygon},{{"type":"Point","coordinates":[1,2]}}]}}"#)),
    ];
    let crs = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}"#;
    write("geojson", "areas.geojson", format!(r#"{{"type":"FeatureCollection",{crs},"features":[{}]}}"#, features.join(",")));

    let event = r#"{"id":7,"datetime":"2026-09-07 1:03:33 +02:00","name":"n","summary":"s","url":"/aktuellt/7/","type":"Brand","location":{"name":"Motala","gps":"58,15"}}"#;
    write("feed", "events.json", format!("[{event},{}]", event.replace('7', "8")));

    let picture = image::RgbImage::from_fn(24, 16, |x, y| image::Rgb([x as u8 * 10, y as u8 * 10, 7]));
    for (name, format) in
        [("photo.jpg", image::ImageFormat::Jpeg), ("photo.png", image::ImageFormat::Png), ("photo.webp", image::ImageFormat::WebP)]
    {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        write("photo", name, bytes.into_inner());
    }
    write("mapping", "mapping.toml", "dates = \"month_first\"\n[columns]\nstart_date = \"Brottsdag start\"\ndistrict = \"Basområde\"\n");
    write(
        "mapping",
        "mapping.json",
        r#"{"dates":"day_first","columns":{"start":"Datum","latitude":"Lat","longitude":"Lon","count":"Antal"}}"#,
    );
    for (name, query) in [
        ("trend.txt", "method=trend&from=2026-W01&to=2026-W20&district=0580A001"),
        ("periods.txt", "method=periods&from=2026-W30&to=2026-W40&with_from=2026-W10&with_to=2026-W20&category=SKA&source=Polisen+LPO"),
        ("density.txt", "method=density&cell=250&bandwidth=500&from=2026-W30"),
        ("near.txt", "method=near-repeat&metres=200&days=14"),
    ] {
        write("address", name, query);
    }
}
