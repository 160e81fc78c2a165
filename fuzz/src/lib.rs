//! One function for each reader of strangers' bytes: it must come back, with what it read or with a refusal, and what it
//! read must keep the promises that the rest of the product builds on. Used by the fuzz targets and, with the seeds, by
//! the tests of `intake`.

use domain::week::Week;
use domain::workbook::Question;
use intake::districts::{self, Choice};
use intake::{Limits, Outcome, Refused};
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

/// What a target does with some bytes.
pub type Target = fn(&[u8]);

/// Names of the targets, each with its function.
pub const TARGETS: [(&str, Target); 8] = [
    ("csv", csv),
    ("xlsx", xlsx),
    ("geopackage", geopackage),
    ("geojson", geojson),
    ("feed", feed),
    ("photo", photo),
    ("mapping", mapping),
    ("address", address),
];

/// Bounds small enough that a run shows a reader that passes them.
fn limits() -> Limits {
    Limits { file_bytes: 4 << 20, inflated_bytes: 8 << 20, rows: 20_000, positions: 20_000, ..Limits::default() }
}

/// Hands a file with these bytes to a reader, which takes files by their path.
fn with_file(bytes: &[u8], read: impl FnOnce(&Path)) {
    let Ok(mut file) = tempfile::NamedTempFile::new() else { return };
    if file.write_all(bytes).and_then(|()| file.flush()).is_ok() {
        read(file.path());
    }
}

/// Reads a list with its proposed mapping.
fn list(bytes: &[u8]) {
    let Ok(now) = "2026-11-22T12:00:00Z".parse::<jiff::Timestamp>() else { return };
    with_file(bytes, |path| {
        let Ok(table) = intake::open(path, &limits()) else { return };
        let mapping = table.propose(None).mapping;
        let _ = table.sample(8, &mapping, &|_, _| None);
        let (mut rows, mut rejected) = (0, 0);
        let read = table.rows(&mapping, now, &mut |outcome| {
            match outcome {
                Outcome::Row(row) => {
                    rows += 1;
                    assert!(row.end.is_none_or(|end| end >= row.start), "an end before its start: {row:?}");
                    assert!(row.start < now + jiff::SignedDuration::from_hours(25), "a start in the future: {row:?}");
                    assert!((1..=10_000).contains(&row.count), "a count out of bounds: {row:?}");
                    assert!(row.point.is_none_or(|p| p.x.is_finite() && p.y.is_finite()), "a point that is none: {row:?}");
                }
                Outcome::Rejected(_) => rejected += 1,
            }
            ControlFlow::Continue(())
        });
        if let Ok(summary) = read {
            assert_eq!((summary.rows, summary.rejected, summary.read), (rows, rejected, rows + rejected));
        }
    });
}

/// A list as text, also gzipped.
pub fn csv(bytes: &[u8]) {
    list(bytes);
}

/// A list as a workbook.
pub fn xlsx(bytes: &[u8]) {
    list(bytes);
}

fn boundaries(bytes: &[u8]) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
    with_file(bytes, |path| {
        runtime.block_on(async {
            let Ok(layers) = districts::layers(path, &limits()).await else { return };
            for layer in layers.into_iter().take(4) {
                let first = || layer.columns.first().cloned().unwrap_or_default();
                let choice = Choice {
                    code_column: layer.code_column.clone().unwrap_or_else(first),
                    name_column: layer.name_column.clone().unwrap_or_else(first),
                    layer: Some(layer.name.clone()),
                    municipality: None,
                };
                let read: Result<Vec<_>, Refused> = districts::read(path, &choice, &limits()).await;
                for shape in read.into_iter().flatten() {
                    assert!(!shape.parts.is_empty() && !shape.name.is_empty(), "a district of nothing: {shape:?}");
                    for ring in shape.parts.iter().flatten() {
                        assert!(ring.len() >= 4 && ring.first() == ring.last(), "an open ring: {shape:?}");
                        assert!(ring.iter().flatten().all(|v| v.is_finite()), "a position that is none: {shape:?}");
                    }
                }
            }
        });
    });
}

/// Boundaries as a GeoPackage.
pub fn geopackage(bytes: &[u8]) {
    boundaries(bytes);
}

/// Boundaries as GeoJSON.
pub fn geojson(bytes: &[u8]) {
    boundaries(bytes);
}

/// The police's event feed.
pub fn feed(bytes: &[u8]) {
    with_file(bytes, |path| {
        let _ = intake::feed::read(path, &limits());
    });
}

/// A photo.
pub fn photo(bytes: &[u8]) {
    if let Ok(photo) = intake::photo::read(bytes) {
        assert!(photo.width.max(photo.height) <= intake::photo::LONGEST_SIDE && !photo.jpeg.is_empty(), "a photo out of bounds");
    }
}

/// A column mapping, in TOML or JSON.
pub fn mapping(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(mapping) = intake::mapping_file::read(text) {
        assert_eq!(intake::mapping_file::read(&intake::mapping_file::to_json(&mapping)).ok(), Some(mapping));
    }
}

/// The names and values of a web address: what an analyst's question is written as.
pub fn address(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(last) = "2026-W47".parse::<Week>() else { return };
    let decoded = |text: &str| text.replace('+', " ");
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    };
    let pairs: Vec<(String, String)> = text.split('&').map(pair).collect();
    if let Ok(question) = Question::read(&pairs, last) {
        let written: Vec<(String, String)> = question.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        assert_eq!(Question::read(&written, last).ok(), Some(question));
    }
}
