//! Files that were made to hurt: each is refused for its own reason, with little memory.

use super::File;
use intake::{Excess, FileKind, Limits, Refused, open};
use std::io::Write;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const HEAD: &str = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
const TAIL: &str = "</sheetData></worksheet>";
const HEADER_ROW: &str =
    r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Datum</t></is></c><c r="B1" t="inlineStr"><is><t>Område</t></is></c></row>"#;
const DATA_ROW: &str =
    r#"<row r="2"><c r="A2" t="inlineStr"><is><t>2026-10-09</t></is></c><c r="B2" t="inlineStr"><is><t>Ryd</t></is></c></row>"#;

/// A part of a container: its name, and what writes its content.
pub(super) type Part<'a> = (&'a str, &'a dyn Fn(&mut dyn Write));

/// A workbook of one sheet, with what else is given.
fn workbook(sheet: &dyn Fn(&mut dyn Write), more: &[Part<'_>]) -> File {
    let text = |text: &'static str| move |out: &mut dyn Write| out.write_all(text.as_bytes()).unwrap();
    let book = text(r#"<workbook xmlns:r="x"><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>"#);
    let rels = text(r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#);
    let mut parts: Vec<Part<'_>> =
        vec![("xl/workbook.xml", &book), ("xl/_rels/workbook.xml.rels", &rels), ("xl/worksheets/sheet1.xml", sheet)];
    parts.extend(more);
    File::new(container(&parts))
}

pub(super) fn container(parts: &[Part<'_>]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, options).unwrap();
        content(&mut zip);
    }
    zip.finish().unwrap().into_inner()
}

fn sheet(rows: &'static str) -> impl Fn(&mut dyn Write) {
    move |out| write!(out, "{HEAD}{rows}{TAIL}").unwrap()
}

fn plain(out: &mut dyn Write) {
    write!(out, "{HEAD}{HEADER_ROW}{DATA_ROW}{TAIL}").unwrap();
}

/// Runs a test in a process of its own, so that the most memory that was used is the test's.
fn alone(test: &str, body: impl FnOnce()) {
    const ALONE: &str = "SAMSYN_TEST_ALONE";
    if std::env::var(ALONE).is_ok_and(|name| name == test) {
        return body();
    }
    let mut own = std::process::Command::new(std::env::current_exe().unwrap());
    let out = own.args(["--exact", &format!("bounds::{test}")]).env(ALONE, test).output().unwrap();
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success() && said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&out.stderr));
}

/// The most memory that the process has used, in bytes; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) * 1024
}

fn excess(file: &File) -> Excess {
    match file.refused() {
        Refused::TooLarge { what, .. } => what,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_plain_workbook_is_read() {
    let file = workbook(&plain, &[]);
    assert_eq!(super::read(&file).rows.len(), 1);
}

#[test]
fn a_thousand_times_its_size() {
    // 40 MiB stand for any number: the ratio is met after the first four.
    let file = workbook(
        &|out| {
            write!(out, "{HEAD}{HEADER_ROW}").unwrap();
            let rows = "<row/>".repeat(1 << 16);
            for _ in 0..(40 << 20) / rows.len() {
                out.write_all(rows.as_bytes()).unwrap();
            }
            write!(out, "{TAIL}").unwrap();
        },
        &[],
    );
    let packed = std::fs::metadata(&file.path).unwrap().len();
    assert!(packed < 200 << 10, "{packed}");
    alone("a_thousand_times_its_size", || {
        let before = peak();
        assert_eq!(excess(&file), Excess::Ratio);
        assert!(peak() - before < 16 << 20, "{}", peak() - before);
    });
    let patient = Limits { ratio: u64::MAX, inflated_bytes: 20 << 20, ..Limits::default() };
    // The directory's claim is enough to refuse it.
    assert_eq!(open(&file.path, &patient).err(), Some(Refused::TooLarge { what: Excess::Inflated, limit: 20 << 20 }));
}

#[test]
fn one_text_without_end() {
    let file = workbook(
        &|out| {
            write!(out, "{HEAD}{HEADER_ROW}<row><c t=\"str\"><v>").unwrap();
            let text = "1234567890abcdefghij".repeat(1 << 15);
            for _ in 0..30 {
                out.write_all(text.as_bytes()).unwrap();
            }
        },
        &[],
    );
    assert!(matches!(excess(&file), Excess::Row | Excess::Ratio));
}

#[test]
fn a_million_shared_strings_and_more() {
    let file = workbook(
        &plain,
        &[("xl/sharedStrings.xml", &|out: &mut dyn Write| {
            write!(out, "<sst count=\"1\" uniqueCount=\"1\">").unwrap();
            let strings = "<si><t>a</t></si>".repeat(11_000);
            for _ in 0..100 {
                out.write_all(strings.as_bytes()).unwrap();
            }
            write!(out, "</sst>").unwrap();
        })],
    );
    alone("a_million_shared_strings_and_more", || {
        let before = peak();
        let patient = Limits { ratio: u64::MAX, ..Limits::default() };
        assert_eq!(open(&file.path, &patient).err(), Some(Refused::TooLarge { what: Excess::Strings, limit: 1_000_000 }));
        assert!(peak() - before < 64 << 20, "{}", peak() - before);
    });
}

#[test]
fn shared_strings_are_bounded_by_number_and_bytes() {
    let strings: &dyn Fn(&mut dyn Write) = &|out| write!(out, "<sst>{}</sst>", "<si><t>abcd</t></si>".repeat(50)).unwrap();
    let file = workbook(&plain, &[("xl/sharedStrings.xml", strings)]);
    let with = |limits: Limits| open(&file.path, &limits).err();
    assert_eq!(with(Limits { strings: 49, ..Limits::default() }), Some(Refused::TooLarge { what: Excess::Strings, limit: 49 }));
    assert_eq!(with(Limits { string_bytes: 199, ..Limits::default() }), Some(Refused::TooLarge { what: Excess::Strings, limit: 199 }));
    assert_eq!(with(Limits { strings: 50, string_bytes: 200, ..Limits::default() }), None);
}

#[test]
fn a_million_columns() {
    let file = workbook(
        &|out| {
            write!(out, "{HEAD}<row r=\"1\">").unwrap();
            out.write_all("<c/>".repeat(1_000_000).as_bytes()).unwrap();
            write!(out, "</row>{TAIL}").unwrap();
        },
        &[],
    );
    assert_eq!(excess(&file), Excess::Columns);
    let file = File::new(format!("Datum;Område{}\n2026-10-09;Ryd\n", ";".repeat(1_000_000)));
    assert_eq!(excess(&file), Excess::Columns);
    // A few thousand empty columns are nothing: spreadsheets write them when whole rows are coloured.
    let file = File::new(format!("Datum;Område{}\n2026-10-09;Ryd\n", ";".repeat(9_000)));
    assert_eq!(super::read(&file).rows.len(), 1);
}

#[test]
fn a_cell_far_out_and_a_dimension_that_lies() {
    let file = workbook(&sheet(r#"<row r="1"><c r="A1" t="str"><v>Datum</v></c><c r="XFD1" t="str"><v>x</v></c></row>"#), &[]);
    assert_eq!(file.refused(), Refused::StrayCell { sheet: "Blad1".into(), cell: "XFD1".into() });
    let lying = |out: &mut dyn Write| {
        let head = HEAD.replace("<sheetData>", r#"<dimension ref="A1:XFD1048576"/><sheetData>"#);
        write!(out, "{head}{HEADER_ROW}{DATA_ROW}{TAIL}").unwrap();
    };
    assert_eq!(super::read(&workbook(&lying, &[])).rows.len(), 1);
}

#[test]
fn rows_are_counted() {
    let limits = Limits { rows: 2, ..Limits::default() };
    let file = File::new("Datum;Område\n2026-10-09;Ryd\n2026-10-09;Ryd\n");
    assert_eq!(open(&file.path, &limits).err(), Some(Refused::TooLarge { what: Excess::Rows, limit: 2 }));
}

#[test]
fn too_many_entries() {
    let nothing: &dyn Fn(&mut dyn Write) = &|_| ();
    let names: Vec<String> = (0..3_000).map(|n| format!("part{n}")).collect();
    let parts: Vec<Part<'_>> = names.iter().map(|name| (name.as_str(), nothing)).collect();
    assert_eq!(excess(&File::new(container(&parts))), Excess::Entries);
}

#[test]
fn document_types_and_entities_are_refused() {
    let doctype = |out: &mut dyn Write| {
        let entities = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>"#;
        write!(out, "<?xml version=\"1.0\"?>{entities}{}{HEADER_ROW}{TAIL}", HEAD.trim_start_matches("<?xml version=\"1.0\"?>")).unwrap();
    };
    assert_eq!(workbook(&doctype, &[]).refused(), Refused::ForbiddenMarkup);
    let entity = sheet(r#"<row r="1"><c t="str"><v>&b;</v></c></row>"#);
    assert_eq!(workbook(&entity, &[]).refused(), Refused::ForbiddenMarkup);
    let known = sheet(
        r#"<row r="1"><c t="str"><v>Datum</v></c><c t="str"><v>Omr&#229;de &amp; &lt;plats&gt;</v></c></row><row r="2"><c t="str"><v>x</v></c></row>"#,
    );
    assert_eq!(workbook(&known, &[]).open().unwrap().headers()[1], "Område & <plats>");
}

#[test]
fn nesting_is_bounded() {
    let deep = |out: &mut dyn Write| write!(out, "{HEAD}{}", "<a>".repeat(100_000)).unwrap();
    assert_eq!(excess(&workbook(&deep, &[])), Excess::Depth);
}

#[test]
fn other_kinds_of_file() {
    let text: &dyn Fn(&mut dyn Write) = &|out| write!(out, "x").unwrap();
    let kind = |bytes: Vec<u8>| match File::new(bytes).refused() {
        Refused::WrongKind { found } => found,
        other => panic!("{other:?}"),
    };
    assert_eq!(kind(container(&[("word/document.xml", text)])), FileKind::Zip);
    assert_eq!(kind(container(&[("mimetype", text), ("content.xml", text)])), FileKind::OpenDocument);
    assert_eq!(kind(container(&[("xl/workbook.bin", text)])), FileKind::BinaryExcel);
    // A zip inside a zip is never opened.
    let inner = container(&[("xl/workbook.xml", text)]);
    assert_eq!(kind(container(&[("inner.xlsx", &|out: &mut dyn Write| out.write_all(&inner).unwrap())])), FileKind::Zip);
    assert_eq!(kind(b"%PDF-1.7\n".to_vec()), FileKind::Pdf);
    assert_eq!(kind(b"<html><table>".to_vec()), FileKind::Markup);
    assert_eq!(kind(b"[1,2,3]".to_vec()), FileKind::Json);
    assert_eq!(kind(b"MZ\x90\x00\x03".to_vec()), FileKind::Other);
    let compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    assert_eq!(kind([&compound[..], &[0; 2_000]].concat()), FileKind::OldExcel);
    let encrypted: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
    assert_eq!(File::new([&compound[..], &[0; 2_000], &encrypted].concat()).refused(), Refused::PasswordProtected);
}

#[test]
fn empty_and_headless_files() {
    assert_eq!(File::new("").refused(), Refused::Empty);
    assert_eq!(File::new("\n\n  \r\n").refused(), Refused::Empty);
    assert_eq!(File::new("\n;;\n;;\n").refused(), Refused::Empty);
    assert_eq!(workbook(&sheet(""), &[]).refused(), Refused::Empty);
    assert_eq!(File::new("1;2;3\n4;5;6\n").refused(), Refused::NoHeader);
    assert_eq!(File::new("just words\nand more\n").refused(), Refused::NoHeader);
    assert_eq!(open("/no/such/file".as_ref(), &Limits::default()).err(), Some(Refused::NoFile("file".into())));
    assert_eq!(open("/".as_ref(), &Limits::default()).err(), Some(Refused::Folder));
}

#[test]
fn a_file_that_ends_too_early() {
    let whole = std::fs::read(workbook(&plain, &[]).path.as_path()).unwrap();
    for part in [whole.len() / 2, whole.len() - 10, 40] {
        assert_eq!(File::new(&whole[..part]).refused(), Refused::Truncated, "{part}");
    }
    let cut = |out: &mut dyn Write| write!(out, "{HEAD}{HEADER_ROW}<row r=\"2\"><c t=\"str\"><v>20").unwrap();
    assert_eq!(workbook(&cut, &[]).refused(), Refused::Truncated);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all("Datum;Område\n2026-10-09;Ryd\n".repeat(1_000).as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    assert_eq!(File::new(&gzip[..gzip.len() - 12]).refused(), Refused::Truncated);
}

#[test]
fn a_gzip_that_never_ends() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    let line = "\n".repeat(1 << 20);
    gzip.write_all("Datum;Område\n".as_bytes()).unwrap();
    for _ in 0..30 {
        gzip.write_all(line.as_bytes()).unwrap();
    }
    assert_eq!(excess(&File::new(gzip.finish().unwrap())), Excess::Ratio);
    // Gzip in gzip is not opened.
    let mut twice = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    twice.write_all(&[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0]).unwrap();
    assert_eq!(File::new(twice.finish().unwrap()).refused(), Refused::WrongKind { found: FileKind::Gzip });
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]

    /// Any bytes, and any damage to a real workbook, are read or refused.
    #[test]
    fn never_panics(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400), at in 0_usize..1_200, magic in 0_usize..5) {
        let start: &[u8] = [&b""[..], b"PK\x03\x04", b"\x1F\x8B\x08\x00", b"Datum;Plats\n", b"SQLite format 3\0"][magic];
        let file = File::new([start, &bytes].concat());
        let _ = file.open();
        let _ = intake::feed::read(&file.path, &Limits::default());
        let mut damaged = std::fs::read(workbook(&plain, &[]).path.as_path()).unwrap();
        for (offset, b) in bytes.iter().take(8).enumerate() {
            if let Some(byte) = damaged.get_mut(at + offset) {
                *byte ^= b;
            }
        }
        let file = File::new(damaged);
        if let Ok(table) = file.open() {
            let mapping = table.propose(None).mapping;
            let _ = super::read_with(&file, &mapping);
        }
    }
}
