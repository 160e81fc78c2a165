//! District boundaries and the event feed.

use super::File;
use domain::imports::Reason;
use intake::districts::{self, Choice};
use intake::{Excess, FileKind, Limits, NotBoundaries, Refused, feed};

fn choice(municipality: Option<&str>) -> Choice {
    Choice { layer: None, name_column: "namn".into(), code_column: "kod".into(), municipality: municipality.map(str::to_owned) }
}

async fn read(file: &File, municipality: Option<&str>) -> Result<Vec<domain::districts::DistrictShape>, Refused> {
    districts::read(&file.path, &choice(municipality), &Limits::default()).await
}

fn feature(code: &str, kommun: &str, ring: &str) -> String {
    format!(
        r#"{{"type":"Feature","geometry":{{"type":"Polygon","coordinates":[{ring}]}},"properties":{{"kod":"{code}","namn":"Område {code}","kommunkod":"{kommun}","m":[1]}}}}"#
    )
}

fn collection(features: &[String], extra: &str) -> File {
    File::new(format!(r#"{{"type":"FeatureCollection"{extra},"features":[{}]}}"#, features.join(",")))
}

const SQUARE: &str = "[[15.6,58.4,9],[15.7,58.4,9],[15.7,58.5,9],[15.6,58.5,9],[15.6,58.4,9]]";

#[tokio::test]
async fn geojson_in_degrees_becomes_metres() {
    let file = collection(&[feature("A", "0580", SQUARE), feature("B", "0581", SQUARE)], "");
    let all = read(&file, None).await.unwrap();
    assert_eq!(all.len(), 2);
    let [x, y] = all[0].parts[0][0][0];
    let expected = intake::coordinates::to_sweref(15.6, 58.4).unwrap();
    assert_eq!([x, y], expected);
    let text = std::fs::read_to_string(&file.path).unwrap();
    assert_eq!(read(&File::new(format!("\u{FEFF}{text}")), None).await.unwrap(), all, "a byte-order mark changes nothing");
    let some = read(&file, Some("0580")).await.unwrap();
    assert_eq!(some.iter().map(|d| d.code.as_str()).collect::<Vec<_>>(), ["A"]);
    assert_eq!(read(&file, Some("9999")).await, Err(Refused::NoDistricts));
    let layers = districts::layers(&file.path, &Limits::default()).await.unwrap();
    assert_eq!((layers[0].code_column.as_deref(), layers[0].name_column.as_deref()), (Some("kod"), Some("namn")));
    assert_eq!(layers[0].columns, ["kod", "kommunkod", "namn"]);
}

#[tokio::test]
async fn geojson_of_other_systems_and_shapes_is_refused() {
    let crs = r#","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3006"}}"#;
    let refused = |file: File| async move { read(&file, None).await.expect_err("refused") };
    assert_eq!(
        refused(collection(&[feature("A", "", SQUARE)], crs)).await,
        Refused::WrongCoordinateSystem("urn:ogc:def:crs:EPSG::3006".into())
    );
    let metres = "[[536000,6474000],[537000,6474000],[537000,6475000],[536000,6474000]]";
    assert_eq!(refused(collection(&[feature("A", "", metres)], "")).await, Refused::WrongCoordinateSystem("536000, 6474000".into()));
    let swapped = "[[58.4,15.6],[58.4,15.7],[58.5,15.7],[58.4,15.6]]";
    assert!(matches!(refused(collection(&[feature("A", "", swapped)], "")).await, Refused::WrongCoordinateSystem(_)));
    assert_eq!(refused(collection(&[feature("A", "", SQUARE), feature("A", "", SQUARE)], "")).await, Refused::DuplicateCode("A".into()));
    assert_eq!(refused(collection(&[feature("", "", SQUARE)], "")).await, Refused::Unnamed(1));
    assert_eq!(refused(collection(&[feature("A", "", "[[1,2]]")], "")).await, Refused::BadGeometry("A".into()));
    assert_eq!(refused(collection(&[], "")).await, Refused::NoDistricts);
    assert_eq!(refused(File::new(r#"{"type":"FeatureCollection","features":[{"ty"#)).await, Refused::Truncated);
    assert_eq!(refused(File::new(r#"{"hello":"world"}"#)).await, Refused::NotBoundaries(NotBoundaries::Json));
    assert_eq!(refused(File::new("a;b\n1;2\n")).await, Refused::NotBoundaries(NotBoundaries::Table));
    let deep = format!(r#"{{"features":[{{"geometry":{{"type":"Polygon","coordinates":{}"#, "[".repeat(100_000));
    assert!(matches!(refused(File::new(deep)).await, Refused::TooLarge { what: Excess::Depth, .. }));
}

#[tokio::test]
async fn positions_are_counted() {
    let limits = Limits { positions: 20, ..Limits::default() };
    let file = collection(&[feature("A", "0580", SQUARE), feature("B", "0580", SQUARE), feature("C", "0580", SQUARE)], "");
    let refused = districts::read(&file.path, &choice(None), &limits).await;
    assert_eq!(refused, Err(Refused::TooLarge { what: Excess::Positions, limit: 20 }));
    // Features that the filter drops cost nothing.
    let file = collection(&[feature("A", "0581", SQUARE), feature("B", "0581", SQUARE), feature("C", "0580", SQUARE)], "");
    assert_eq!(districts::read(&file.path, &choice(Some("0580")), &limits).await.unwrap().len(), 1);
}

#[tokio::test]
async fn geopackage_in_metres() {
    // Made with Python's sqlite3: two layers, the second in RT 90 2.5 gon V (EPSG:3021).
    let file = File::new(include_bytes!("areas.gpkg"));
    let limits = Limits::default();
    let layers = districts::layers(&file.path, &limits).await.unwrap();
    assert_eq!(layers.iter().map(|l| l.name.as_str()).collect::<Vec<_>>(), ["areas", "old"]);
    assert_eq!(layers[0].columns, ["fid", "kod", "namn", "kommunkod"]);
    assert_eq!(layers[0].municipality_column.as_deref(), Some("kommunkod"));
    let of = |layer: Option<&str>, municipality| Choice { layer: layer.map(str::to_owned), ..choice(municipality) };
    let all = districts::read(&file.path, &of(Some("areas"), None), &limits).await.unwrap();
    assert_eq!(all.iter().map(|d| d.name.as_str()).collect::<Vec<_>>(), ["Ryd", "Eneby"]);
    assert_eq!(all[0].parts[0][0][..2], [[536_000.0, 6_474_000.0], [536_100.0, 6_474_000.0]]);
    let some = districts::read(&file.path, &of(Some("areas"), Some("0581")), &limits).await.unwrap();
    assert_eq!(some.len(), 1);
    let refused = |choice: Choice| async move { districts::read(&file.path, &choice, &Limits::default()).await.expect_err("refused") };
    assert_eq!(refused(of(Some("old"), None)).await, Refused::WrongCoordinateSystem("EPSG:3021".into()));
}

#[tokio::test]
async fn geopackage_layers_and_columns_by_name() {
    let file = File::new(include_bytes!("areas.gpkg"));
    let read = async |layer: Option<&str>, code: &str| {
        let choice = Choice { layer: layer.map(str::to_owned), code_column: code.to_owned(), ..choice(None) };
        districts::read(&file.path, &choice, &Limits::default()).await
    };
    let Err(Refused::SeveralLayers(layers)) = read(None, "kod").await else { panic!("the layers are named") };
    assert!(layers.len() > 1 && layers.contains(&"areas".to_owned()), "{layers:?}");
    assert_eq!(read(Some("nothing"), "kod").await, Err(Refused::UnknownLayer { name: "nothing".into(), known: layers }));
    let Err(Refused::UnknownColumn { name, known }) = read(Some("areas"), "code").await else { panic!("the columns are named") };
    assert!(name == "code" && known.contains(&"kod".to_owned()), "{known:?}");
    assert_eq!(read(Some("areas"), "KOD").await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_damaged_geopackage_is_refused() {
    let file = File::new(b"SQLite format 3\0 and nothing more");
    assert_eq!(read(&file, None).await, Err(Refused::Truncated));
}

fn events(text: &str) -> Result<feed::Feed, Refused> {
    feed::read(&File::new(text).path, &Limits::default())
}

#[test]
fn the_feed_and_its_broken_events() {
    let good = r#"{"id":1,"datetime":"2022-10-07 1:03:33 +02:00","name":"n","summary":"s","url":"/u/","type":"Brand","location":{"name":"Motala","gps":"58,15"}}"#;
    let bad = r#"{"id":2,"datetime":"i går","type":"Brand"}"#;
    let feed = events(&format!("\u{FEFF}[{good},{bad},{{}}]")).unwrap();
    assert_eq!(feed.events.len(), 1);
    assert_eq!(feed.events[0].location, "Motala");
    let rejected: Vec<_> = feed.rejected.iter().map(|r| (r.row, r.column.as_deref(), r.reason.clone())).collect();
    assert_eq!(rejected, [(2, Some("datetime"), Reason::NotADate("i går".into())), (3, Some("id"), Reason::Missing)]);
    assert_eq!(events("[]").unwrap(), feed::Feed::default());
}

#[test]
fn what_is_not_a_feed_is_refused() {
    assert_eq!(events(r#"{"a":1}"#), Err(Refused::NotAFeed));
    assert_eq!(events(r#"[{"a":1}]"#), Err(Refused::NotAFeed));
    assert_eq!(events("[1,2]"), Err(Refused::NotAFeed));
    assert_eq!(events(r#"[{"id":1"#), Err(Refused::Truncated));
    assert_eq!(events(""), Err(Refused::Empty));
    assert_eq!(events("Datum;Tid\n"), Err(Refused::WrongKind { found: FileKind::Text }));
    let deep = format!("[{{\"id\":{}", "[{\"a\":".repeat(50_000));
    assert_eq!(events(&deep), Err(Refused::Truncated));
}
