//! Boundary files as map programs write them: coordinate systems by the file's own keys, curves, collections, codes as
//! numbers, logs that did not come along, other formats.

use super::File;
use domain::districts::{DistrictShape, Polygon};
use domain::imports::Reason;
use intake::districts::{self, Choice};
use intake::{Limits, NotBoundaries, Refused, coordinates};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode};
use sqlx::{AssertSqlSafe, Connection};
use std::io::Write;

/// Corners of two squares side by side, SWEREF 99 TM.
const WEST: [[f64; 2]; 5] =
    [[561_000.0, 6_500_000.0], [562_000.0, 6_500_000.0], [562_000.0, 6_501_000.0], [561_000.0, 6_501_000.0], [561_000.0, 6_500_000.0]];

fn east() -> [[f64; 2]; 5] {
    WEST.map(|[x, y]| [x + 1_000.0, y])
}

fn bytes(kind: u32, counts: &[u32], positions: &[[f64; 2]]) -> Vec<u8> {
    let mut out = vec![1];
    out.extend(kind.to_le_bytes());
    counts.iter().for_each(|n| out.extend(n.to_le_bytes()));
    positions.iter().flatten().for_each(|v| out.extend(v.to_le_bytes()));
    out
}

fn polygon(ring: &[[f64; 2]]) -> Vec<u8> {
    bytes(3, &[1, ring.len() as u32], ring)
}

fn line(kind: u32, positions: &[[f64; 2]]) -> Vec<u8> {
    bytes(kind, &[positions.len() as u32], positions)
}

fn of(kind: u32, within: &[Vec<u8>]) -> Vec<u8> {
    [bytes(kind, &[within.len() as u32], &[]), within.concat()].concat()
}

/// What a test GeoPackage is made of.
struct Package {
    /// Key of the layer's coordinate system.
    srs: i64,
    /// Rows of the table of systems: key, organization, number, name.
    systems: Vec<(i64, &'static str, i64, &'static str)>,
    /// SQL type of the codes.
    codes: &'static str,
    /// Code and geometry of each district.
    areas: Vec<(&'static str, Vec<u8>)>,
}

impl Package {
    fn new(areas: Vec<Vec<u8>>) -> Self {
        let areas = ["'0580X001'", "'0580X002'"].into_iter().zip(areas).collect();
        Self { srs: 3006, systems: vec![(3006, "EPSG", 3006, "SWEREF99 TM"), (4326, "EPSG", 4326, "WGS 84")], codes: "TEXT", areas }
    }

    fn sql(&self) -> String {
        let mut sql = format!(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
               organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
             CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER);
             INSERT INTO gpkg_geometry_columns VALUES ('delar', 'geom', 'GEOMETRY', {}, 0, 0);
             CREATE TABLE delar (fid INTEGER PRIMARY KEY, geom BLOB, kod {}, namn TEXT);",
            self.srs, self.codes
        );
        for (key, organization, number, name) in &self.systems {
            sql += &format!("INSERT INTO gpkg_spatial_ref_sys VALUES ('{name}', {key}, '{organization}', {number}, 'undefined', NULL);");
        }
        for (at, (code, geometry)) in self.areas.iter().enumerate() {
            let head = [b"GP\0\x01".to_vec(), (self.srs as i32).to_le_bytes().to_vec(), geometry.clone()].concat();
            let hex: String = head.iter().map(|byte| format!("{byte:02x}")).collect();
            sql += &format!("INSERT INTO delar (geom, kod, namn) VALUES (x'{hex}', {code}, 'Del {at}');");
        }
        sql
    }

    async fn written(&self, journal: SqliteJournalMode) -> (File, SqliteConnection) {
        let file = File::new("");
        let options = SqliteConnectOptions::new().filename(&file.path).create_if_missing(true).journal_mode(journal);
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(self.sql())).execute(&mut connection).await.unwrap();
        (file, connection)
    }

    async fn read(&self) -> Result<Vec<DistrictShape>, Refused> {
        let (file, connection) = self.written(SqliteJournalMode::Delete).await;
        connection.close().await.unwrap();
        read(&file, None).await
    }
}

/// GeoPackages to begin fuzzing with: straight areas in a local zone, and curves and collections in SWEREF 99 TM.
pub(super) async fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let local = WEST.map(|[x, y]| [x - 411_000.0, y]);
    let zone = Package { srs: 7, systems: vec![(7, "EPSG", 3010, "SWEREF99 16 30")], ..Package::new(vec![polygon(&local)]) };
    let arc = line(8, &[[561_000.0, 6_500_000.0], [561_500.0, 6_500_500.0], [562_000.0, 6_500_000.0]]);
    let half = of(9, &[arc, line(2, &[[562_000.0, 6_500_000.0], [561_000.0, 6_500_000.0]])]);
    let curved = Package::new(vec![of(12, &[of(10, &[half])]), of(7, &[polygon(&east()), line(2, &WEST)])]);
    let mut files = Vec::new();
    for (name, package) in [("zone.gpkg", zone), ("curved.gpkg", curved)] {
        let (file, mut connection) = package.written(SqliteJournalMode::Delete).await;
        // Small pages: there is little in the file.
        sqlx::raw_sql("PRAGMA page_size = 512; VACUUM;").execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        files.push((name, std::fs::read(&file.path).unwrap()));
    }
    files
}

async fn read(file: &File, municipality: Option<&str>) -> Result<Vec<DistrictShape>, Refused> {
    let choice =
        Choice { layer: None, name_column: "namn".into(), code_column: "kod".into(), municipality: municipality.map(str::to_owned) };
    districts::read(&file.path, &choice, &Limits::default()).await
}

fn area(parts: &[Polygon]) -> f64 {
    let ring = |ring: &Vec<[f64; 2]>| ring.windows(2).map(|w| w[0][0] * w[1][1] - w[1][0] * w[0][1]).sum::<f64>().abs() / 2.0;
    parts.iter().map(|part| part.iter().enumerate().map(|(at, r)| if at == 0 { ring(r) } else { -ring(r) }).sum::<f64>()).sum()
}

#[tokio::test]
async fn a_coordinate_system_is_looked_up_in_the_files_own_table() {
    let plain = || Package::new(vec![polygon(&WEST), polygon(&east())]);
    let expected = plain().read().await.unwrap();
    assert_eq!(expected.len(), 2);
    let with = async |srs, organization, number, name| {
        let systems = vec![(srs, organization, number, name), (4326, "EPSG", 4326, "WGS 84")];
        Package { srs, systems, ..plain() }.read().await
    };
    assert_eq!(with(100_017, "EPSG", 3006, "SWEREF99 TM").await.unwrap(), expected);
    assert_eq!(with(5845, "epsg", 5845, "SWEREF99 TM + RH2000 height").await.unwrap(), expected);
    // Everyone's number, but the file says that it means another system.
    assert_eq!(with(3006, "EPSG", 3021, "RT90 2.5 gon V").await, Err(Refused::WrongCoordinateSystem("EPSG:3021, RT90 2.5 gon V".into())));
    assert_eq!(
        with(7, "NONE", -1, "Undefined Cartesian").await,
        Err(Refused::WrongCoordinateSystem("srs_id 7, Undefined Cartesian".into()))
    );
    // SWEREF 99 TM numbers in a zone are far outside it.
    assert_eq!(with(3006, "EPSG", 3010, "SWEREF99 16 30").await, Err(Refused::WrongCoordinateSystem("561000, 6500000".into())));
}

#[tokio::test]
async fn local_zones_are_projected() {
    // The zone's own numbers of the square's corners: SWEREF 99 16 30 has its meridian at 16.5 degrees, scale 1.
    let zone = coordinates::Zone::of(3010).unwrap();
    let local =
        [[150_000.0, 6_500_000.0], [151_000.0, 6_500_000.0], [151_000.0, 6_501_000.0], [150_000.0, 6_501_000.0], [150_000.0, 6_500_000.0]];
    for (srs, number) in [(3010, 3010), (3006, 3010), (5849, 5849)] {
        let package = Package { srs, systems: vec![(srs, "EPSG", number, "SWEREF99 16 30")], ..Package::new(vec![polygon(&local)]) };
        let shapes = package.read().await.unwrap();
        let corner = zone.point(6_500_000.0, 150_000.0).unwrap();
        assert!((corner.lon - 16.5).abs() < 1e-9);
        assert_eq!(shapes[0].parts[0][0][0], [corner.x, corner.y]);
        // A square kilometre, but for the scales of the two planes.
        assert!((area(&shapes[0].parts) / 1e6 - 1.0).abs() < 0.002);
    }
}

#[tokio::test]
async fn curves_surfaces_and_collections_keep_their_areas() {
    let [cx, cy, r] = [561_500.0, 6_500_500.0, 400.0];
    let circle = line(8, &[[cx - r, cy], [cx, cy + r], [cx + r, cy], [cx, cy - r], [cx - r, cy]]);
    let package = Package::new(vec![of(10, &[circle]), of(12, &[polygon(&east())])]);
    let shapes = package.read().await.unwrap();
    assert!((area(&shapes[0].parts) / (std::f64::consts::PI * r * r) - 1.0).abs() < 0.01);
    assert_eq!(area(&shapes[1].parts), 1e6);
    let clipped = of(7, &[line(2, &WEST[..2]), polygon(&WEST), bytes(1, &[], &WEST[..1])]);
    let shapes = Package::new(vec![clipped, of(7, &[of(6, &[polygon(&east())])])]).read().await.unwrap();
    assert_eq!((shapes[0].parts.len(), area(&shapes[0].parts), area(&shapes[1].parts)), (1, 1e6, 1e6));
    let lines = Package::new(vec![polygon(&WEST), of(7, &[line(2, &WEST)])]).read().await;
    assert_eq!(lines, Err(Refused::BadGeometry("0580X002".into())));
}

#[tokio::test]
async fn a_file_with_a_log_beside_it_is_refused() {
    // Open while it is copied: rows may be in the log alone.
    let (file, connection) = Package::new(vec![polygon(&WEST)]).written(SqliteJournalMode::Wal).await;
    let copy = File::new(std::fs::read(&file.path).unwrap());
    assert_eq!(read(&copy, None).await, Err(Refused::OpenElsewhere));
    assert_eq!(districts::layers(&file.path, &Limits::default()).await, Err(Refused::OpenElsewhere));
    connection.close().await.unwrap();
    assert_eq!(read(&File::new(&b"SQLite format 3\0"[..]), None).await, Err(Refused::Truncated));
}

#[tokio::test]
async fn codes_may_be_numbers() {
    let mut package = Package::new(vec![polygon(&WEST), polygon(&east())]);
    package.codes = "REAL";
    package.areas.iter_mut().zip(["17.0", "18"]).for_each(|(area, code)| area.0 = code);
    let codes = |shapes: Vec<DistrictShape>| shapes.into_iter().map(|shape| shape.code.0).collect::<Vec<_>>();
    assert_eq!(codes(package.read().await.unwrap()), ["17", "18"]);
    // A municipality's code as a number has lost its zero, or got decimals.
    let ring = "[[15.6,58.4],[15.7,58.4],[15.7,58.5],[15.6,58.4]]";
    let feature = |code: &str, kommun: &str| {
        format!(
            r#"{{"type":"Feature","geometry":{{"type":"Polygon","coordinates":[{ring}]}},"properties":{{"kod":{code},"namn":"N","kommunkod":{kommun}}}}}"#
        )
    };
    let features = [
        feature("\"A\"", "780"),
        feature("2.0", "780.0"),
        feature("\"C\"", "\"0780\""),
        feature("\"D\"", "1780"),
        feature("\"E\"", "\"78\""),
    ];
    let file = File::new(format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",")));
    assert_eq!(codes(read(&file, Some("0780")).await.unwrap()), ["A", "2", "C"]);
    assert_eq!(read(&file, Some("0880")).await, Err(Refused::NoDistricts));
}

#[tokio::test]
async fn geojson_with_collections_and_numbers_that_are_none() {
    let ring = "[[15.6,58.4],[15.7,58.4],[15.7,58.5],[15.6,58.4]]";
    let polygon = format!(r#"{{"type":"Polygon","coordinates":[{ring}]}}"#);
    let line = r#"{"type":"LineString","coordinates":[[15.6,58.4],[15.7,58.4]]}"#;
    let multi = format!(r#"{{"type":"MultiPolygon","coordinates":[[{ring}],[{ring}]]}}"#);
    let feature = |code: &str, geometries: &[&str]| {
        format!(
            r#"{{"type":"Feature","geometry":{{"type":"GeometryCollection","geometries":[{}]}},"properties":{{"kod":"{code}","namn":"N","folk":NaN,"max":-Infinity}}}}"#,
            geometries.join(",")
        )
    };
    let file = |features: &[String]| File::new(format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",")));
    let nested = format!(r#"{{"type":"GeometryCollection","geometries":[{polygon}]}}"#);
    let good = file(&[feature("A", &[line, &polygon]), feature("B", &[&multi, &polygon]), feature("C", &[&nested])]);
    let shapes = read(&good, None).await.unwrap();
    assert_eq!(shapes.iter().map(|shape| shape.parts.len()).collect::<Vec<_>>(), [1, 3, 1]);
    assert_eq!(read(&file(&[feature("A", &[line])]), None).await, Err(Refused::BadGeometry("A".into())));
    let broken = File::new("{\"type\":\"FeatureCollection\",\n\"features\":[{\"type\":\"Feature\",}]}");
    assert_eq!(read(&broken, None).await, Err(Refused::BrokenJson { line: 2, column: 31 }));
    let no_place = file(&[feature("A", &[&polygon]).replace("58.5", "NaN")]);
    assert_eq!(read(&no_place, None).await, Err(Refused::NotBoundaries(NotBoundaries::Json)));
}

#[tokio::test]
async fn other_formats_are_named_with_the_way_out() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["delar.shp", "delar.dbf", "delar.prj"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&[7; 5_000]).unwrap();
    }
    let shapefile = zip.finish().unwrap().into_inner();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("delar.gpkg", zip::write::SimpleFileOptions::default()).unwrap();
    let packed = zip.finish().unwrap().into_inner();
    let kml = r#"<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>"#;
    let gml = r#"<wfs:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2"></wfs:FeatureCollection>"#;
    for (content, found) in [
        (shapefile.as_slice(), NotBoundaries::Shapefile),
        (&[0, 0, 0x27, 0x0A, 0, 0, 0, 0][..], NotBoundaries::Shapefile),
        (kml.as_bytes(), NotBoundaries::Kml),
        (gml.as_bytes(), NotBoundaries::Gml),
        (packed.as_slice(), NotBoundaries::Packed),
        (br#"{"type":"Topology","objects":{},"arcs":[]}"#, NotBoundaries::Json),
        (br#"{"geometryType":"esriGeometryPolygon","features":[{"attributes":{"kod":"1"},"geometry":{"rings":[]}}]}"#, NotBoundaries::Json),
        (b"kod;namn\n1;A\n", NotBoundaries::Table),
        (b"<html></html>", NotBoundaries::Other),
        (b"%PDF-1.7", NotBoundaries::Other),
    ] {
        assert_eq!(read(&File::new(content), None).await, Err(Refused::NotBoundaries(found)));
        // A list is no JSON object either.
        let are = matches!(found, NotBoundaries::Shapefile | NotBoundaries::Kml | NotBoundaries::Gml | NotBoundaries::Json);
        assert_eq!(districts::are_boundaries(content), are);
    }
}

#[test]
fn a_list_in_a_local_zone_is_refused_as_another_system() {
    let file = File::new("Datum;Kategori;N;E\n2026-09-07;x;6500100,5;151200,2\n2026-09-08;x;6500300;149800\n");
    let read = super::read(&file);
    assert!(read.rows.is_empty());
    for rejection in &read.rejected {
        assert_eq!(rejection.column.as_deref(), Some("N"));
        assert!(matches!(&rejection.reason, Reason::WrongCoordinateSystem(_)), "{rejection:?}");
    }
}
