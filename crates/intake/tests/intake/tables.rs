//! Text files and tables by name: quotation marks, fields past the header, kinds of text, other kinds of file.

use super::{File, now, read};
use domain::imports::{NotRead, Reason};
use intake::grid::{self, Fault, Wanted};
use intake::{FileKind, Limits, Outcome, Refused, mapping_file};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use std::ops::ControlFlow;

#[test]
fn stray_quotation_marks_lose_no_row() {
    let list = |cells: [&str; 4]| {
        let rows: String = (5..9).zip(cells).map(|(day, cell)| format!("2026-10-{day:02} 10:00;Ryd;{cell};k\r\n")).collect();
        format!("Start;Område;Anm;Kategori\r\n{rows}")
    };
    for cells in [["a", "\"55 tum", "b", "c"], ["\"55 tum", "a", "b", "\"12 tum"], ["\"x", "\"y", "z", "w"], ["\"x", "b", "y\"", "z"]] {
        let read = read(&File::new(list(cells)));
        let days: Vec<_> = read.rows.iter().map(|r| (r.row, r.start.to_string())).collect();
        let expected: Vec<_> = (2..6).map(|row| (row, format!("2026-10-{:02}T08:00:00Z", row + 3))).collect();
        assert_eq!((days, read.rejected), (expected, vec![]), "{cells:?}");
    }
    // Rows that leave out what is empty at their end do not make one with everything a wrong one.
    let short = "2026-10-05 10:00;Ryd\n".repeat(60);
    let read = super::read(&File::new(format!("Start;Område;Anm;Kategori\n{short}2026-10-06 10:00;Ryd;\"a\nb\";k\n")));
    assert_eq!((read.rows.len(), read.rejected.len()), (61, 0));
    // Line breaks inside quotes are still that.
    let read = super::read(&File::new(list(["\"one\r\nmore\"", "a", "\"two;\n\"\"three\"\"\"", "c"])));
    assert_eq!((read.rows.iter().map(|r| r.row).collect::<Vec<_>>(), read.rejected.len()), (vec![2, 3, 4, 5], 0));
}

#[test]
fn rows_whose_fields_are_unclear_are_named() {
    let read = read(&File::new("Datum;Område;Gata\n2026-10-05;Ryd;a\n2026-10-06;\"Ryd;b;c;d\n2026-10-07;Ryd;e\n"));
    assert_eq!(read.rows.iter().map(|r| r.row).collect::<Vec<_>>(), [2, 4]);
    assert_eq!((read.rejected[0].row, &read.rejected[0].reason), (3, &Reason::StrayQuote));
    let read = super::read(&File::new("Datum,Område,Antal\n2026-10-05,Ryd,1,500\n2026-10-06,Ryd,2\n2026-10-07,Ryd,2,,\n"));
    assert_eq!(read.rows.iter().map(|r| r.row).collect::<Vec<_>>(), [3, 4]);
    assert_eq!((read.rejected[0].row, &read.rejected[0].reason), (2, &Reason::TooManyFields("4/3".into())));
}

#[test]
fn error_values_are_empty_cells() {
    let read = read(&File::new("Start;Slut;Område\n2026-10-05 10:00;#REFERENS!;Ryd\n#VÄRDEFEL!;;Ryd\n"));
    assert_eq!((read.rows.len(), read.rows[0].end), (1, None));
    assert_eq!((read.rejected[0].row, &read.rejected[0].reason), (3, &Reason::Missing));
}

#[test]
fn kinds_that_only_look_like_lists() {
    let kind = |bytes: &[u8]| match File::new(bytes).refused() {
        Refused::WrongKind { found } => found,
        other => panic!("{other:?}"),
    };
    assert_eq!(kind(b"Omr\x86de;G\x94ra;Datum\r\nRyd;x;2026-10-05\r\n"), FileKind::DosText);
    assert_eq!(
        kind(b"From: <Saved by Excel>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n"),
        FileKind::WebArchive
    );
}

/// The texts of the wanted columns, with their lines.
fn texts(file: &File, columns: &[&str], has_header: bool) -> Result<Vec<(u64, Vec<String>)>, Fault> {
    let grid = grid::open(&file.path, &Wanted { columns, has_header, sheet: None }, &Limits::default())?;
    let mut found = Vec::new();
    grid.each(&mut |row, places| {
        if !row.texts.is_empty() {
            found.push((row.line, places.iter().map(|at| row.text(*at).to_owned()).collect()));
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

#[test]
fn a_table_is_the_same_in_every_kind_of_file() {
    let text = "plats\tTal \n\"a\nb\"\t1,5\nå\t−2\n";
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut gzip, text.as_bytes()).unwrap();
    for bytes in [text.as_bytes().to_vec(), utf16, gzip.finish().unwrap()] {
        let found = texts(&File::new(bytes), &["tal", "PLATS"], true).unwrap();
        assert_eq!(found, [(2, vec!["1,5".to_owned(), "a\nb".to_owned()]), (4, vec!["−2".to_owned(), "å".to_owned()])]);
    }
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Om").unwrap().write_string(0, 0, "Tabell").unwrap();
    let sheet = book.add_worksheet().set_name("Data").unwrap();
    for (row, (place, value)) in (1..).zip([("a", 1.5), ("å", -2.0)]) {
        sheet.write_string(row, 0, place).unwrap();
        sheet.write_number(row, 1, value).unwrap();
    }
    sheet.write_string(0, 0, "plats").unwrap();
    sheet.write_string(0, 1, "tal").unwrap();
    let file = File::new(book.save_to_buffer().unwrap());
    assert_eq!(texts(&file, &["tal"], true).unwrap(), [(2, vec!["1.5".to_owned()]), (3, vec!["-2".to_owned()])]);
    let wanted = Wanted { columns: &["tal"], has_header: true, sheet: None };
    assert_eq!(grid::open(&file.path, &wanted, &Limits::default()).unwrap().not_read, [("Om".to_owned(), NotRead::OtherColumns)]);
}

#[test]
fn columns_are_found_or_the_fault_is_named() {
    let file = File::new("x ,A\u{30A},x\n1,2,3\n");
    assert_eq!(texts(&file, &["Å"], true).unwrap(), [(2, vec!["2".to_owned()])]);
    assert_eq!(texts(&file, &["x"], true).err(), Some(Fault::RepeatedColumn { name: "x".into(), at: vec![1, 3] }));
    let columns = vec!["x".to_owned(), "Å".to_owned(), "x".to_owned()];
    assert_eq!(texts(&file, &["z"], true).err(), Some(Fault::NoColumn { name: "z".into(), columns }));
    assert_eq!(texts(&file, &["x"], false).err(), Some(Fault::NotANumber("x".into())));
    // One column: a comma is part of its numbers.
    assert_eq!(texts(&File::new("tal\n12,5\n"), &["tal"], true).unwrap(), [(2, vec!["12,5".to_owned()])]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever text comes as a list: each line of it that is not blank is a row that was handed
    /// over, is named in a rejection, stands in such a row's quotes, is a line of sums, or stands above the rows.
    #[test]
    fn each_line_is_in_an_outcome(cells in prop::collection::vec(prop::collection::vec("[a\"0-9,. ]{0,6}|2026-10-0[1-9]|\"[a;\n]{0,4}\"", 1..5), 0..12)) {
        let body: String = cells.iter().map(|row| row.join(";") + "\n").collect();
        let file = File::new(format!("Datum;Område;Gata\n2026-10-01;Ryd;x\n2026-10-02;Ryd;x\n2026-10-03;Ryd;x\n{body}2026-10-04;Ryd;x\n"));
        let table = file.open().unwrap();
        let mapping = mapping_file::read("[columns]\nstart = \"Datum\"\ndistrict = \"Område\"\n").unwrap();
        let mut rows = Vec::new();
        let summary = table.rows(&mapping, now(), &mut |outcome| {
            rows.push(match outcome {
                Outcome::Row(row) => row.row,
                Outcome::Rejected(rejection) => rejection.row,
            });
            ControlFlow::Continue(())
        }).unwrap();
        prop_assert!(rows.windows(2).all(|w| w[0] < w[1]), "{rows:?}");
        prop_assert_eq!(summary.read, rows.len() as u64);
        // Rows are numbered as they stand: the last one tells how many there are, joined lines counted once.
        let records = u64::from(*rows.last().unwrap());
        prop_assert!(records <= 5 + body.lines().count() as u64);
        let blank = |line: &str| line.split(';').all(|cell| matches!(cell.trim().trim_matches('"').trim(), "" | "-"));
        let written = body.lines().filter(|line| !blank(line)).count() as u64;
        // Only lines that quotes join are fewer rows than lines.
        if !body.contains('"') {
            prop_assert_eq!(summary.read + summary.reading.totals, 4 + written);
        }
    }
}
