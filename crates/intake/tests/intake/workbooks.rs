//! Workbooks as programs write them: which tabs are read, names of parts, escapes, dates, headers of two rows.

use super::bounds::{Part, container};
use super::{File, now, read, read_with};
use domain::imports::{Field, NotRead, Reason};
use intake::{Limits, Outcome, Refused, mapping_file, open_sheet};
use rust_xlsxwriter::{Chart, Format, Workbook, Worksheet};
use std::io::Write;
use std::ops::ControlFlow;

fn rows(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, *text).unwrap(),
            };
        }
    }
}

fn book(tabs: &[(&str, &[&[&str]])]) -> Workbook {
    let mut book = Workbook::new();
    for (name, cells) in tabs {
        rows(book.add_worksheet().set_name(*name).unwrap(), cells);
    }
    book
}

fn file(mut book: Workbook) -> File {
    File::new(book.save_to_buffer().unwrap())
}

const LIST: &[&str] = &["Stadsdel", "Brottskod", "Startdatum", "Starttid", "Gata"];

#[test]
fn tabs_with_the_same_headers_are_read_together() {
    let week = |day: &'static str| -> Vec<&'static str> { vec!["Ryd", "0801", day, "14:30", "Storgatan"] };
    let (one, two, other) = (week("2026-10-05"), week("2026-10-13"), ["2026-10-14", "0801", "Ryd", "Storgatan", "15:10"]);
    let moved = ["Startdatum", "Brottskod", " stadsdel", "Gata", "Starttid"];
    let file = file(book(&[
        ("v41", &[LIST, &one]),
        ("Anteckningar", &[&["Skickat av", "Analytiker"]]),
        ("v42", &[&["Uttag", "vecka 42"], &moved, &other, &["2026-10-15", "0801", "", "", "15:10"]]),
        ("Tom", &[]),
        ("v43", &[LIST, &two]),
    ]));
    let read = read(&file);
    let starts: Vec<_> = read.rows.iter().map(|r| (r.sheet.as_ref().unwrap().name.as_str(), r.row, r.start.to_string())).collect();
    assert_eq!(
        starts,
        [
            ("v41", 2, "2026-10-05T12:30:00Z".to_owned()),
            ("v42", 3, "2026-10-14T13:10:00Z".to_owned()),
            ("v43", 2, "2026-10-13T12:30:00Z".to_owned())
        ]
    );
    // The address of a cell is that of its own tab.
    assert_eq!(read.rejected.iter().map(|r| (r.row, r.cell.as_deref())).collect::<Vec<_>>(), [(4, Some("v42!C4"))]);
    assert!(matches!(read.rejected[0].reason, Reason::Missing));
    let told = read.summary.reading;
    assert_eq!(told.sheets_read, [("v41".to_owned(), 1), ("v42".to_owned(), 2), ("v43".to_owned(), 1)]);
    let not_read = [("Anteckningar", NotRead::OtherColumns), ("Tom", NotRead::NoTable)].map(|(name, why)| (name.to_owned(), why));
    let mut got = told.sheets_not_read;
    got.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(got, not_read);
}

#[test]
fn a_tab_that_gathers_the_others_is_not_counted_again() {
    let row = |day: &'static str| -> Vec<&'static str> { vec!["Ryd", "0801", day, "14:30", "Storgatan"] };
    let (one, two, three) = (row("2026-10-05"), row("2026-10-13"), row("2026-10-14"));
    let file = file(book(&[("Alla", &[LIST, &one, &two, &three]), ("v41", &[LIST, &one]), ("v42", &[LIST, &two, &three])]));
    let read = read(&file);
    assert_eq!(read.rows.len(), 3);
    assert_eq!(read.summary.reading.sheets_not_read, [("Alla".to_owned(), NotRead::SameRows)]);
    // Rows alike on one tab, and a tab with a row more, are rows like any other.
    let file = super::workbooks::file(book(&[("v41", &[LIST, &one, &one]), ("v42", &[LIST, &two, &one])]));
    assert_eq!(super::read(&file).rows.len(), 4);
}

#[test]
fn the_list_is_told_from_totals_by_its_content() {
    let event: &[&str] = &["Ryd", "0801", "2026-10-05", "14:30", "Storgatan"];
    let totals: &[&[&str]] =
        &[&["Datum", "Stadsdel", "Antal"], &["2026-10-05", "Ryd", "9"], &["2026-10-12", "Ryd", "7"], &["2026-10-19", "Ryd", "8"]];
    let summary: &[&[&str]] = &[&["Stadsdel", "Brott", "Antal"], &["Ryd", "Stöld", "9"]];
    for first in [totals, summary] {
        for tabs in [[("Pivot", first), ("Rådata", &[LIST, event])], [("Rådata", &[LIST, event]), ("Pivot", first)]] {
            let table = file(book(&tabs)).open().unwrap();
            assert_eq!(table.sheets_read(), ["Rådata"]);
            assert_eq!(table.sheets_not_read(), [("Pivot".to_owned(), NotRead::OtherColumns)]);
        }
    }
}

#[test]
fn a_tab_is_chosen_by_name_and_hidden_ones_are_told() {
    let row = |day: &'static str| -> Vec<&'static str> { vec!["Ryd", "0801", day, "14:30", "Storgatan"] };
    let (one, two) = (row("2026-10-05"), row("2026-10-13"));
    let make = || {
        let mut book = book(&[("v41", &[LIST, &one, &two]), ("Gammal", &[LIST, &two])]);
        book.worksheet_from_name("Gammal").unwrap().set_hidden(true);
        book.worksheet_from_name("v41").unwrap().set_row_hidden(2).unwrap();
        file(book)
    };
    let read = read(&make());
    assert_eq!((read.rows.len(), read.summary.reading.hidden_rows), (2, 1));
    assert_eq!(read.summary.reading.sheets_not_read, [("Gammal".to_owned(), NotRead::Hidden)]);
    let file = make();
    let table = open_sheet(&file.path, Some(" gammal"), &Limits::default()).unwrap();
    assert_eq!(table.sheets_read(), ["Gammal"]);
    assert_eq!(table.sheets_not_read(), [("v41".to_owned(), NotRead::NotChosen)]);
    let none = open_sheet(&file.path, Some("v44"), &Limits::default()).err();
    assert_eq!(none, Some(Refused::UnknownSheet { name: "v44".into(), known: vec!["v41".into(), "Gammal".into()] }));
    let text = File::new("Datum;Område\n2026-10-09;Ryd\n");
    assert_eq!(open_sheet(&text.path, Some("v41"), &Limits::default()).err(), Some(Refused::NotAWorkbook));
}

#[test]
fn a_chart_on_a_tab_of_its_own_is_passed_over() {
    let mut book = Workbook::new();
    let mut chart = Chart::new_column();
    chart.add_series().set_values(("Lista", 1, 0, 2, 0));
    book.add_chartsheet().insert_chart(0, 0, &chart).unwrap();
    rows(book.add_worksheet().set_name("Lista").unwrap(), &[LIST, &["Ryd", "0801", "2026-10-05", "14:30", "Storgatan"]]);
    let read = read(&file(book));
    assert_eq!(read.rows.len(), 1);
    assert_eq!(read.summary.reading.sheets_not_read[0].1, NotRead::NoCells);
}

/// A workbook of one sheet whose parts have these names.
fn parts(names: [&str; 4], target: &str, strings: &str) -> File {
    let part = |text: String| move |out: &mut dyn Write| out.write_all(text.as_bytes()).unwrap();
    let [main, relations, sheet, shared] = names;
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let root = part(format!(
        r#"<Relationships><Relationship Id="r" Type="{kind}/officeDocument" Target="{}"/></Relationships>"#,
        main.replace('\\', "/")
    ));
    let book = part(r#"<workbook xmlns:r="x"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#.to_owned());
    let related = part(format!(
        r#"<Relationships><Relationship Id="rId1" Type="{kind}/worksheet" Target="{target}"/><Relationship Id="rId2" Type="{kind}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
    ));
    let cells = part(
        "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row><row><c t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c></row></sheetData></worksheet>".to_owned(),
    );
    let texts = part(format!("<sst>{strings}</sst>"));
    let all: [Part<'_>; 5] = [("_rels/.rels", &root), (main, &book), (relations, &related), (sheet, &cells), (shared, &texts)];
    File::new(container(&all))
}

const STRINGS: &str = "<si><t>Datum</t></si><si><t>Område</t></si><si><t>2026-10-09</t></si><si><t>Ryd</t></si>";

#[test]
fn parts_are_found_however_their_names_are_written() {
    let usual = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"];
    let other_case = ["xl/workbook.xml", "xl/_rels/Workbook.xml.rels", "xl/worksheets/Sheet1.XML", "xl/SharedStrings.xml"];
    let backslashes = ["xl\\workbook.xml", "xl\\_rels\\workbook.xml.rels", "xl\\worksheets\\sheet1.xml", "xl\\sharedStrings.xml"];
    let elsewhere = ["book/main.xml", "book/_rels/main.xml.rels", "book/worksheets/sheet1.xml", "book/sharedStrings.xml"];
    for (names, target) in [
        (usual, "worksheets/sheet1.xml"),
        (usual, "/xl/worksheets/sheet1.xml"),
        (usual, "../xl/worksheets/sheet1.xml"),
        (other_case, "worksheets/sheet1.xml"),
        (backslashes, "worksheets\\sheet1.xml"),
        (elsewhere, "worksheets/sheet1.xml"),
    ] {
        let read = read(&parts(names, target, STRINGS));
        assert_eq!((read.rows.len(), read.rejected.len()), (1, 0), "{names:?} {target}");
    }
}

#[test]
fn escaped_characters_are_read() {
    let usual = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"];
    let strings =
        "<si><t>Start_x000D_\ndatum</t></si><si><t>Område</t></si><si><t>2026_x002D_10_x002D_09</t></si><si><t>Ryd_x005F_x000D_</t></si>";
    let file = parts(usual, "worksheets/sheet1.xml", strings);
    assert_eq!(file.open().unwrap().headers(), ["Start datum", "Område"]);
    assert_eq!(read(&file).rows[0].district.as_deref(), Some("Ryd_x000D_"));
}

#[test]
fn unformatted_day_numbers_count_from_the_workbooks_own_year() {
    let numbers = |from_1904: bool, format: &str| {
        let part = |text: String| move |out: &mut dyn Write| out.write_all(text.as_bytes()).unwrap();
        let system = if from_1904 { r#"<workbookPr date1904="true"/>"# } else { "" };
        let book = part(format!(r#"<workbook xmlns:r="x">{system}<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#));
        let related = part(r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#.to_owned());
        let styles = part(r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>"#.to_owned());
        let day = if from_1904 { 44_869.75 } else { 46_331.75 };
        let text = |t: &str| format!(r#"<c t="str"><v>{t}</v></c>"#);
        let header: String = ["Start", "Område"].map(text).concat();
        let rows = format!(r#"<row>{header}</row><row><c s="{format}"><v>{day}</v></c>{}</row>"#, text("Ryd"));
        let sheet = part(format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"));
        let all: [Part<'_>; 4] = [
            ("xl/workbook.xml", &book),
            ("xl/_rels/workbook.xml.rels", &related),
            ("xl/styles.xml", &styles),
            ("xl/worksheets/sheet1.xml", &sheet),
        ];
        read(&File::new(container(&all))).rows[0].start.to_string()
    };
    for (from_1904, format) in [(false, "0"), (false, "1"), (true, "0"), (true, "1")] {
        assert_eq!(numbers(from_1904, format), "2026-11-05T17:00:00Z", "{from_1904} {format}");
    }
}

#[test]
fn the_24th_hour_is_midnight_after_the_day() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    rows(sheet, &[&["Startdatum", "Starttid", "Sluttid", "Område"]]);
    let (hours, elapsed) = (Format::new().set_num_format("hh:mm"), Format::new().set_num_format("[h]:mm"));
    for (row, (day, end, format)) in
        (1..).zip([("2026-10-05", 1.0, &elapsed), ("2026-10-06", 26.0 / 24.0, &elapsed), ("2026-10-07", 1.0, &hours)])
    {
        sheet.write_string(row, 0, day).unwrap();
        sheet.write_number_with_format(row, 1, 0.75, &hours).unwrap();
        sheet.write_number_with_format(row, 2, end, format).unwrap();
        sheet.write_string(row, 3, "Ryd").unwrap();
    }
    let mapping = r#"{"columns":{"start_date":"Startdatum","start_time":"Starttid","end_time":"Sluttid","district":"Område"}}"#;
    let read = read_with(&file(book), &mapping_file::read(mapping).unwrap()).unwrap();
    let ends: Vec<_> = read.rows.iter().map(|r| r.end.unwrap().to_string()).collect();
    assert_eq!(ends, ["2026-10-05T22:00:00Z", "2026-10-07T22:00:00Z"]);
    assert_eq!(read.rejected[0].reason, Reason::NotADate("26:00".into()));
    assert_eq!(read.rejected[0].cell.as_deref(), Some("Sheet1!C3"));
}

#[test]
fn a_header_may_have_two_rows() {
    let upper = ["Id", "Kod", "Plats", "", "Tidpunkt", ""];
    let lower = ["", "", "Lat", "Long", "Start", "Slut"];
    let row = ["7", "Klotter", "58.41", "15.62", "2026-10-05 14:30", "2026-10-05 15:10"];
    let file = file(book(&[("A", &[&["Uttag", "oktober"], &upper, &lower, &row])]));
    assert_eq!(file.open().unwrap().headers(), ["Id", "Kod", "Lat", "Long", "Start", "Slut"]);
    let read = read(&file);
    assert_eq!((read.rows.len(), read.rows[0].row, read.rows[0].source_id.as_deref()), (1, 4, Some("7")));
    // A first row of words is no second header row.
    let file = super::File::new("Kod;Område;Datum\nKlotter;Ryd;Start\nKlotter;Ryd;2026-10-05\n");
    assert_eq!(file.open().unwrap().headers(), ["Kod", "Område", "Datum"]);
}

#[test]
fn columns_with_the_same_header_are_asked_about_when_one_is_used() {
    let text = "Id;Datum;Datum;Område;Not;Not\n1;2026-10-05;2026-09-01;Ryd;a;b\n";
    let file = File::new(text);
    let proposal = file.open().unwrap().propose(None);
    assert_eq!(proposal.doubt(), Some(Refused::RepeatedColumns(vec!["Datum (B)".into(), "Datum (C)".into()])));
    let chosen = |header: &str| mapping_file::read(&format!("[columns]\nstart = \"{header}\"\ndistrict = \"Område\"\n")).unwrap();
    let start = |header: &str| read_with(&file, &chosen(header)).map(|read| read.rows[0].start.to_string());
    assert_eq!(start("Datum (C)").unwrap(), "2026-08-31T22:00:00Z");
    assert_eq!(start("Datum").err(), Some(Refused::RepeatedColumns(vec!["Datum".into()])));
    // Those that nothing is read from do not matter.
    assert_eq!(File::new(text.replacen("Datum", "Hände", 1)).open().unwrap().propose(None).doubt(), None);
}

#[test]
fn a_chosen_column_is_read_or_refused_by_name() {
    let file = File::new("Nr;Namn;Hände;Område\nK-1;x;2026-10-05 10:00;Ryd\nK-2;x;2026-10-05 10:00;Ryd\n");
    let mapping = |field: &str, header: &str| {
        mapping_file::read(&format!("[columns]\nstart = \"Hände\"\ndistrict = \"Område\"\n{field} = \"{header}\"\n")).unwrap()
    };
    let ids: Vec<_> = read_with(&file, &mapping("row_id", " nr")).unwrap().rows.into_iter().map(|r| r.source_id).collect();
    assert_eq!(ids, [Some("K-1".to_owned()), Some("K-2".to_owned())]);
    assert_eq!(read_with(&file, &mapping("place", "Nr")).err(), Some(Refused::NeverRead(vec!["Nr".into()])));
    assert_eq!(read_with(&file, &mapping("row_id", "Namn")).err(), Some(Refused::NeverRead(vec!["Namn".into()])));
    // Nobody proposes it.
    assert!(!file.open().unwrap().propose(None).mapping.columns.contains_key(&Field::RowId));
}

#[test]
fn saved_columns_are_kept_as_far_as_they_are_there() {
    let saved = mapping_file::read("[columns]\nstart = \"Händelsetid\"\nplace = \"Plats\"\ndistrict = \"Område\"\n").unwrap();
    let proposal = |header: &str| File::new(format!("{header}\n2026-10-05;2026-10-01 10:00;x;Ryd\n")).open().unwrap().propose(Some(&saved));
    let whole = proposal("Datum; HÄNDELSETID ;plats;Omra\u{30A}de");
    assert!(whole.saved && whole.doubt().is_none(), "{whole:?}");
    let renamed = proposal("Datum;Händelsetid;Ställe;Område");
    assert_eq!(renamed.mapping.columns[&Field::Start], "Händelsetid");
    let refused = Refused::MissingColumns { gone: vec!["Plats".into()], new: vec!["Datum".into(), "Ställe".into()] };
    assert_eq!(renamed.doubt(), Some(refused));
    // Another list altogether: what it needs is proposed, and told.
    let other = proposal("Brottsdatum;Rad;x;Basområde");
    assert!(other.is_other_list && other.missing.is_empty() && other.doubt().is_none(), "{other:?}");
    assert_eq!(other.gone.len(), 3);
}

#[test]
fn every_row_of_a_workbook_is_told() {
    // Of every row something becomes, on whatever tab it stands.
    let file = file(book(&[
        ("A", &[LIST, &["", "", "x", "", ""], &["Totalt", "2", "", "", ""]]),
        ("B", &[LIST, &["Ryd", "", "2026-10-05", "", ""]]),
    ]));
    let mut seen = 0;
    let table = file.open().unwrap();
    let mapping = table.propose(None).mapping;
    let summary = table
        .rows(&mapping, now(), &mut |outcome| {
            seen += u64::from(matches!(outcome, Outcome::Row(_) | Outcome::Rejected(_)));
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!((seen, summary.read, summary.reading.totals), (2, 2, 1));
}

#[test]
fn a_header_may_have_three_rows_and_groups_over_columns_of_the_same_name() {
    let three: &[&[&str]] = &[
        &["Brott", "", "Tid", "", "Läge", ""],
        &["", "", "Datum", "Klockslag", "Koordinater", ""],
        &["Kod", "Antal", "", "", "N", "E"],
        &["Klotter", "2", "2026-10-05", "14:30", "6474500", "535500"],
    ];
    let table = file(book(&[("A", three)])).open().unwrap();
    assert_eq!(table.headers(), ["Kod", "Antal", "Datum", "Klockslag", "N", "E"]);
    let grouped: &[&[&str]] = &[
        &["", "Start", "", "Slut", "", ""],
        &["Brottskod", "Datum", "Tid", "Datum", "Tid", "Område"],
        &["0801", "2026-10-05", "14:30", "2026-10-06", "07:10", "Ryd"],
    ];
    let file = file(book(&[("A", grouped)]));
    assert_eq!(file.open().unwrap().headers(), ["Brottskod", "Start Datum", "Start Tid", "Slut Datum", "Slut Tid", "Område"]);
    let row = &read(&file).rows[0];
    let times = (row.start.to_string(), row.end.unwrap().to_string());
    assert_eq!((row.row, times), (3, ("2026-10-05T12:30:00Z".to_owned(), "2026-10-06T05:10:00Z".to_owned())));
}

#[test]
fn tabs_that_are_read_from_the_same_columns_belong_together() {
    let with_more: &[&str] = &["Anm", "Gata", "Stadsdel", "Brottskod", "Startdatum", "Starttid", ""];
    let file = file(book(&[
        ("v41", &[LIST, &["Ryd", "0801", "2026-10-05", "14:30", "Storgatan"]]),
        ("v42", &[with_more, &["x", "Storgatan", "Ryd", "0801", "2026-10-13", "14:30"]]),
        // The same words and one more that is read: a table of totals.
        (
            "Antal",
            &[&["Gata", "Stadsdel", "Brottskod", "Startdatum", "Starttid", "Antal"], &["a", "Ryd", "0801", "2026-10-05", "0:00", "9"]],
        ),
    ]));
    let whole = read(&file);
    let starts: Vec<_> = whole.rows.iter().map(|r| r.start.to_string()).collect();
    assert_eq!(starts, ["2026-10-05T12:30:00Z", "2026-10-13T12:30:00Z"]);
    assert_eq!(whole.summary.reading.sheets_not_read, [("Antal".to_owned(), NotRead::OtherColumns)]);
    // A chosen column that one of them lacks: that tab is told.
    let mapping = mapping_file::read("[columns]\nstart = \"Startdatum\"\nplace = \"Anm\"\n").unwrap();
    let more: &[&[&str]] = &[with_more, &["x", "Storgatan", "Ryd", "0801", "2026-10-13"], &["y", "Storgatan", "Ryd", "0801", "2026-10-14"]];
    let two = super::workbooks::file(book(&[("v41", &[LIST, &["Ryd", "0801", "2026-10-05", "14:30", "Storgatan"]]), ("v42", more)]));
    let reading = read_with(&two, &mapping).unwrap().summary.reading;
    assert_eq!(reading.sheets_read, [("v42".to_owned(), 2)]);
    assert_eq!(reading.sheets_not_read, [("v41".to_owned(), NotRead::OtherColumns)]);
    let nowhere = mapping_file::read("[columns]\nstart = \"Startdatum\"\nplace = \"Ort\"\n").unwrap();
    assert!(matches!(read_with(&two, &nowhere), Err(Refused::MissingColumns { .. })));
}
