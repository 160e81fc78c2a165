//! Lists of incidents, as senders really write them.

use super::{File, Read, now, read, read_with};
use domain::imports::{DateOrder, Field, Mapping, Reason, Rejection};
use intake::{Layout, Need, Refused, mapping_file};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

const AREAS: [&str; 10] = [
    "Inskrivningsdatum",
    "Näpo",
    "Basområde",
    "Gata",
    "Brottskod",
    "Antal",
    "Brottsdag start",
    "Brottsdag slut",
    "Brottstid start",
    "Brottstid slut",
];
const POINTS: [&str; 9] =
    ["ID", "BROTTSKOD", "LATITUDE", "LONGITUDE", "GATA", "GATUNR", "KOMMUN", "BROTTSDATUMTID_START", "BROTTSDATUMTID_SLUT"];

fn workbook(fill: impl FnOnce(&mut Worksheet)) -> File {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    File::new(book.save_to_buffer().unwrap())
}

/// The sample of a table with its proposed mapping, nothing hidden.
fn shown(table: &intake::Table, n: usize) -> Vec<(u32, Vec<String>)> {
    table.sample(n, &table.propose(None).mapping, &|_, _| None)
}

fn texts(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (at, text) in cells.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
        sheet.write_string(row, at as u16, *text).unwrap();
    }
}

/// The layout with districts by name: text and date cells mixed, lost zeros, missing ends.
fn areas() -> File {
    workbook(|sheet| {
        let date = Format::new().set_num_format("yyyy-mm-dd");
        let day = |d| ExcelDateTime::from_ymd(2026, 10, d).unwrap();
        texts(sheet, 0, &AREAS);
        texts(sheet, 1, &["10/14/26", "Linköping", "Linghem  ", "Storgatan 12 B lgh 1101", "", "", "10/9/26", "", "1523", "0018"]);
        sheet.write_number(1, 4, 858).unwrap();
        sheet.write_number(1, 5, 1).unwrap();
        sheet.write_with_format(1, 7, day(10), &date).unwrap();
        texts(sheet, 2, &["10/7/26", "Linköping", "Ryd", "Rydsvägen", "0801", "", "", "", "1634", ""]);
        sheet.write_number(2, 5, 3).unwrap();
        sheet.write_with_format(2, 6, day(5), &date).unwrap();
        // Row 4 is blank, row 5 has its end before its start, row 6 a date of 1900.
        texts(sheet, 4, &["10/7/26", "Linköping", "Ryd", "Rydsvägen", "0801", "", "10/8/26", "10/7/26", "1200", "1100"]);
        texts(sheet, 5, &["10/7/26", "Linköping", "Ryd", "Rydsvägen", "0801", "", "1/1/1900", "", "0000", ""]);
        texts(sheet, 6, &["10/7/26", "Linköping", "Ryd", "Rydsvägen", "0801", "", "10/13/26", "", "2360", ""]);
        texts(sheet, 8, &["Summa"]);
        sheet.write_number(8, 5, 420).unwrap();
    })
}

fn rejection(row: u32, column: &str, reason: Reason) -> Rejection {
    Rejection { row, column: Some(column.to_owned()), cell: None, reason }
}

fn check_areas(read: &Read) {
    assert_eq!((read.summary.read, read.summary.rows), (5, 2));
    let first = &read.rows[0];
    assert_eq!(first.row, 2);
    assert_eq!(first.start.to_string(), "2026-10-09T13:23:00Z");
    assert_eq!(first.end.unwrap().to_string(), "2026-10-09T22:18:00Z");
    assert_eq!(first.code.as_deref(), Some("0858"));
    assert_eq!(first.district.as_deref(), Some("Linghem"));
    assert_eq!(first.place.as_deref(), Some("Storgatan"));
    assert_eq!((first.point, first.count), (None, 1));
    let second = &read.rows[1];
    assert_eq!((second.row, second.end, second.count), (3, None, 3));
    let rejected: Vec<_> = read.rejected.iter().map(|r| Rejection { cell: None, ..r.clone() }).collect();
    assert_eq!(
        rejected,
        [
            rejection(5, "Brottsdag slut", Reason::EndBeforeStart),
            rejection(6, "Brottsdag start", Reason::UnlikelyDate("1/1/1900".into())),
            rejection(7, "Brottstid start", Reason::NotADate("2360".into())),
        ]
    );
}

#[test]
fn police_list_with_areas() {
    let file = areas();
    let table = file.open().unwrap();
    let proposal = table.propose(None);
    assert_eq!(proposal.layout, Some(Layout::PoliceAreas));
    assert_eq!(proposal.mapping.dates, DateOrder::MonthFirst);
    assert_eq!((proposal.missing, proposal.order_unknown), (vec![], false));
    assert_eq!(proposal.unmapped, ["Inskrivningsdatum", "Näpo"]);
    // The preview shows no house number.
    assert_eq!(shown(&table, 1)[0].1[3], "Storgatan");
    let read = read(&file);
    check_areas(&read);
    let cells: Vec<_> = read.rejected.iter().filter_map(|r| r.cell.as_deref()).collect();
    assert_eq!(cells, ["Sheet1!H5", "Sheet1!G6", "Sheet1!I7"]);
}

#[test]
fn the_same_list_as_csv_in_every_encoding() {
    let text = "Inskrivningsdatum;Näpo;Basområde;Gata;Brottskod;Antal;Brottsdag start;Brottsdag slut;Brottstid start;Brottstid slut\r\n\
        10/14/26;Linköping;Linghem  ;Storgatan 12 B lgh 1101;858;1;10/9/26;2026-10-10;1523;0018\r\n\
        10/7/26;Linköping;Ryd;\"Rydsvägen\";0801;3;2026-10-05;;1634;\r\n\
        \r\n\
        10/7/26;Linköping;Ryd;Rydsvägen;0801;;10/8/26;10/7/26;1200;1100\r\n\
        10/7/26;Linköping;Ryd;Rydsvägen;0801;;1/1/1900;;0000;\r\n\
        10/7/26;Linköping;Ryd;Rydsvägen;0801;;10/13/26;;2360;\r\n\
        \r\n\
        Summa;;;;;420;;;;\r\n";
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let gzip = {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut out, &latin).unwrap();
        out.finish().unwrap()
    };
    let with_mark = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let commas = text.replace(';', ",");
    let tabs = text.replace(';', "\t");
    for bytes in [text.as_bytes(), &latin, &utf16, &gzip, &with_mark, commas.as_bytes(), tabs.as_bytes()] {
        check_areas(&read(&File::new(bytes)));
    }
}

#[test]
fn police_list_with_points() {
    let file = workbook(|sheet| {
        texts(sheet, 0, &POINTS);
        texts(sheet, 1, &["K1", "1201", "", "", "Drottninggatan", "", "LINKÖPING", "2026-10-09 15:23", "2026-10-09 15:23"]);
        sheet.write_number(1, 2, 58.433025).unwrap();
        sheet.write_number(1, 3, 15.79774).unwrap();
        sheet.write_number(1, 5, 20).unwrap();
        texts(sheet, 2, &["K2", "5010", "58,403267", "15,758934", "Nygårdsgatan", "20", "LINKÖPING", "2026-10-11 18:23", ""]);
        texts(sheet, 3, &["K3", "5010", "", "", "Nygårdsgatan", "20", "LINKÖPING", "2026-10-11 18:23", ""]);
        texts(sheet, 4, &["K4", "5010", "15,758934", "58,403267", "Nygårdsgatan", "20", "LINKÖPING", "2026-10-11 18:23", ""]);
        texts(sheet, 5, &["K5", "5010", "6474000", "536000", "Nygårdsgatan", "20", "LINKÖPING", "2026-10-11 18:23", ""]);
    });
    let proposal = file.open().unwrap().propose(None);
    assert_eq!(proposal.layout, Some(Layout::PolicePoints));
    assert!(!proposal.mapping.columns.values().any(|c| c == "GATUNR"));
    assert!(shown(&file.open().unwrap(), 9).iter().all(|(_, cells)| cells[5].is_empty()), "house numbers are not shown");
    let read = read(&file);
    assert_eq!(read.rows.len(), 3);
    assert_eq!((read.rows[2].source_id.as_deref(), read.rows[2].point), (Some("K3"), None), "a street is enough");
    assert_eq!(read.rows[1].source_id.as_deref(), Some("K2"));
    let point = read.rows[1].point.unwrap();
    assert_eq!((point.lat, point.lon), (58.403267, 15.758934));
    assert!((6.4e6..6.6e6).contains(&point.y) && (5.0e5..6.0e5).contains(&point.x));
    let reasons: Vec<_> = read.rejected.iter().map(|r| (r.row, r.column.as_deref(), matches!(r.reason, Reason::Missing))).collect();
    assert_eq!(reasons, [(5, Some("LATITUDE"), false), (6, Some("LATITUDE"), false)]);
    assert!(matches!(read.rejected[0].reason, Reason::WrongCoordinateSystem(_)));
    // Even a mapping that asks for house numbers does not get them, and is told so.
    let mut greedy = proposal.mapping;
    greedy.columns.insert(Field::District, "GATUNR".into());
    assert_eq!(read_with(&file, &greedy).err(), Some(Refused::NeverRead(vec!["GATUNR".into()])));
}

#[test]
fn any_list_with_points() {
    let csv = "uid,date_start,date_end,longitude,latitude\n\
        1,2013-12-31 10:00,2014-01-01 16:30,-73.866212,40.740061\n\
        2,2014-01-01 02:30,NA,-73.874707,40.87807\n";
    let read = read(&File::new(csv));
    assert_eq!(read.rows.len(), 2);
    assert!(read.rows.iter().all(|row| row.code.is_none() && row.point.is_some_and(|p| p.x.is_finite() && p.y.is_finite())));
    assert_eq!(read.rows[1].end, None);
}

#[test]
fn northing_and_easting_under_any_name() {
    for (names, values) in
        [("N;E", "6474000,5;536000"), ("X;Y", "6474000,5;536000"), ("Y;X", "536000;6474000,5"), ("lat;long", "6474000,5;536000")]
    {
        let file = File::new(format!("Datum;Tid;{names};Typ\n2026-10-09;15:23;{values};Klotter\n"));
        let proposal = file.open().unwrap().propose(None);
        let has = |f: Field| proposal.mapping.columns.contains_key(&f);
        assert!(has(Field::Northing) && has(Field::Easting) && has(Field::StartDate) && has(Field::StartTime), "{names}: {proposal:?}");
        let row = &read(&file).rows[0];
        let point = row.point.unwrap();
        assert_eq!((point.y, point.x), (6_474_000.5, 536_000.0));
        assert!((58.0..59.0).contains(&point.lat) && (15.0..16.0).contains(&point.lon));
        assert_eq!(row.code.as_deref(), Some("Klotter"));
    }
}

#[test]
fn a_day_without_time_is_the_whole_day() {
    let row = &read(&File::new("Datum;Område\n2026-10-09;Ryd\n")).rows[0];
    assert_eq!(row.start.to_string(), "2026-10-08T22:00:00Z");
    assert_eq!(row.end.unwrap().to_string(), "2026-10-09T21:59:00Z");
    // An end time alone, earlier than the start, is of the next day.
    let mapping =
        mapping_file::read(r#"{"columns":{"start_date":"Dag","start_time":"Från","end_time":"Till","district":"Område"}}"#).unwrap();
    let row = &read_with(&File::new("Dag;Från;Till;Område\n2026-10-09;23:00;01:00;Ryd\n"), &mapping).unwrap().rows[0];
    assert_eq!(row.end.unwrap().to_string(), "2026-10-09T23:00:00Z");
}

#[test]
fn a_saved_mapping_wins_when_its_headers_are_there() {
    let file = File::new("Datum;Område;Stadsdel\n2026-10-09;A;B\n");
    let saved = mapping_file::read("[columns]\nstart = \"Datum\"\ndistrict = \"Område\"\n").unwrap();
    let proposal = file.open().unwrap().propose(Some(&saved));
    assert!(proposal.saved);
    assert_eq!(proposal.mapping, saved);
    let other = mapping_file::read("[columns]\nstart = \"När\"\ndistrict = \"Område\"\n").unwrap();
    let proposal = file.open().unwrap().propose(Some(&other));
    assert!(!proposal.saved);
    let refused = Refused::MissingColumns { gone: vec!["När".into()], new: vec!["Datum".into(), "Stadsdel".into()] };
    assert_eq!(proposal.doubt(), Some(refused.clone()));
    // What a person chose is kept, and nothing is put in the place of what is gone.
    assert_eq!(proposal.mapping.columns.into_iter().collect::<Vec<_>>(), [(Field::District, "Område".to_owned())]);
    assert_eq!(read_with(&file, &other).err(), Some(refused));
}

#[test]
fn what_a_mapping_lacks_is_named() {
    let file = File::new("Kod;Text\n0801;x\n");
    assert_eq!(file.open().unwrap().propose(None).missing, [Need::Start, Need::Position]);
    let refused = read_with(&file, &Mapping::default()).err();
    assert_eq!(refused, Some(Refused::MissingFields(vec![Need::Start, Need::Position])));
}

#[test]
fn ambiguous_dates_are_said_to_be() {
    let file = File::new("Datum;Område\n10/9/26;Ryd\n");
    let proposal = file.open().unwrap().propose(None);
    assert!(proposal.order_unknown);
    assert_eq!(read(&file).rejected, [rejection(2, "Datum", Reason::AmbiguousDate("10/9/26".into()))]);
}

#[test]
fn title_above_header_blank_lines_and_sep_line() {
    let file = File::new("Uttag vecka 41\n\nDatum;Område\n2026-10-09;Ryd\n\n2026-10-10;Ryd\nTotalt: 2\n");
    let read = read(&file);
    assert_eq!(read.rows.iter().map(|r| r.row).collect::<Vec<_>>(), [4, 6]);
    assert_eq!(read.summary.read, 2);
    let file = File::new("sep=;\nDatum;Område\n2026-10-09;Ryd, centrum\n");
    assert_eq!(super::read(&file).rows[0].row, 2);
}

#[test]
fn the_header_is_told_from_what_stands_above_it() {
    let list = "Datum;Område;Gata\n2026-10-09;Ryd;Storgatan\n";
    let above = ["Urval;Lpo Linköping\n", "Urval;Lpo Linköping;Alla brott\nUttag av;Analytiker\n\n", "Enhet;Område\n"];
    for above in above {
        let file = File::new(format!("{above}{list}"));
        assert_eq!(file.open().unwrap().headers(), ["Datum", "Område", "Gata"], "{above}");
        assert_eq!(read(&file).rows.len(), 1, "{above}");
    }
    // Nothing known: the row with the most texts, and of several the first.
    let file = File::new("Om listan;se nedan\nNär;Var;Hur\n2026-10-09;Ryd;x\nigår;Ryd;y\n");
    assert_eq!(file.open().unwrap().headers(), ["När", "Var", "Hur"]);
    // A header of which nothing follows within the first rows is still one.
    let file = File::new("Datum;Område\n");
    assert_eq!(file.open().unwrap().headers(), ["Datum", "Område"]);
}

#[test]
fn a_cover_sheet_is_passed_over() {
    let cover: &[&[&str]] = &[&["Rapport", "Lägesbild"], &["Beställare", "Samordnaren"]];
    let list: &[&[&str]] = &[&["Datum", "Område"], &["2026-10-09", "Ryd"]];
    let odd: &[&[&str]] = &[&["När", "Var"], &["2026-10-09", "Ryd"]];
    for (sheets, chosen) in [([cover, list], 1), ([list, cover], 0), ([odd, cover], 0)] {
        let mut book = Workbook::new();
        for rows in sheets {
            let sheet = book.add_worksheet();
            rows.iter().enumerate().for_each(|(at, cells)| texts(sheet, at as u32, cells));
        }
        let file = File::new(book.save_to_buffer().unwrap());
        assert_eq!(file.open().unwrap().headers(), sheets[chosen][0]);
    }
}

#[test]
fn midnight_in_a_workbook_is_midnight() {
    let rows = |read: &Read| read.rows.iter().map(|r| (r.start.to_string(), r.end.map(|e| e.to_string()))).collect::<Vec<_>>();
    let csv = read(&File::new("Start;Slut;Område\n2026-10-09 22:00;2026-10-10 00:00;Ryd\n2026-10-09 21:30;2026-10-09 22:00;Ryd\n"));
    let xlsx = read(&workbook(|sheet| {
        let format = Format::new().set_num_format("yyyy\\-mm\\-dd\\ hh:mm");
        let at = |day, hour, minute| ExcelDateTime::from_ymd(2026, 10, day).unwrap().and_hms(hour, minute, 0).unwrap();
        texts(sheet, 0, &["Start", "Slut", "Område"]);
        let times = [(at(9, 22, 0), at(10, 0, 0)), (at(9, 21, 30), at(9, 22, 0))];
        for (row, (start, end)) in (1..).zip(times) {
            sheet.write_with_format(row, 0, start, &format).unwrap();
            sheet.write_with_format(row, 1, end, &format).unwrap();
            sheet.write_string(row, 2, "Ryd").unwrap();
        }
    }));
    assert_eq!(rows(&xlsx)[0], ("2026-10-09T20:00:00Z".to_owned(), Some("2026-10-09T22:00:00Z".to_owned())));
    assert_eq!(rows(&xlsx), rows(&csv));
}

#[test]
fn midnights_beside_a_column_of_times_are_days() {
    let read = read(&File::new("Datum;Tid;Område\n2026-10-09 00:00:00;15:23;Ryd\n2026-10-10 00:00:00;00:18;Ryd\n"));
    let starts: Vec<_> = read.rows.iter().map(|r| r.start.to_string()).collect();
    assert_eq!(starts, ["2026-10-09T13:23:00Z", "2026-10-09T22:18:00Z"]);
}

#[test]
fn days_counted_from_1904() {
    let book = |system: &str| {
        let part = |text: String| move |out: &mut dyn std::io::Write| out.write_all(text.as_bytes()).unwrap();
        let workbook =
            part(format!(r#"<workbook xmlns:r="x">{system}<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#));
        let relations = part(r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#.to_owned());
        let styles = part(r#"<styleSheet><cellXfs><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs></styleSheet>"#.to_owned());
        // 9 October 2026 is day 44,842 of that system; a time of day is the same in both.
        let text = |t: &str| format!(r#"<c t="str"><v>{t}</v></c>"#);
        let header: String = ["Datum", "Tid", "Område"].map(text).concat();
        let row = format!(r#"<c s="0"><v>44842</v></c><c s="1"><v>0.5</v></c>{}"#, text("Ryd"));
        let sheet = part(format!("<worksheet><sheetData><row>{header}</row><row>{row}</row></sheetData></worksheet>"));
        let parts: [super::bounds::Part<'_>; 4] = [
            ("xl/workbook.xml", &workbook),
            ("xl/_rels/workbook.xml.rels", &relations),
            ("xl/styles.xml", &styles),
            ("xl/worksheets/sheet1.xml", &sheet),
        ];
        File::new(super::bounds::container(&parts))
    };
    let start = |system: &str| {
        let read = read(&book(system));
        assert_eq!(read.rejected, []);
        read.rows[0].start.to_string()
    };
    assert_eq!(start(r#"<workbookPr date1904="1"/>"#), "2026-10-09T10:00:00Z");
    assert_eq!(start(""), "2022-10-08T10:00:00Z");
    let table = book(r#"<workbookPr date1904="1"/>"#).open().unwrap();
    assert_eq!(shown(&table, 1)[0].1[..2], ["2026-10-09", "12:00"]);
}

#[test]
fn days_that_read_alike_in_both_orders() {
    let file = File::new("Datum;Område\n10/10/2026;Ryd\n");
    assert!(!file.open().unwrap().propose(None).order_unknown);
    assert_eq!(read(&file).rows[0].start.to_string(), "2026-10-09T22:00:00Z");
}

#[test]
fn dates_of_the_future() {
    // Only a tomorrow's tomorrow is too late.
    let file = File::new("Datum;Område\n2026-11-23 11:00;Ryd\n2026-11-24 11:00;Ryd\n");
    let read = read(&file);
    assert_eq!((read.rows.len(), read.rejected[0].row), (1, 3));
    assert!(read.rows[0].start > now());
    // An end may be a day without time, today's too, but not one of another age.
    let file = File::new("Startdatum;Slutdatum;Område\n2026-11-21;2026-11-22;Ryd\n2026-11-21;2062-11-21;Ryd\n");
    let read = super::read(&file);
    assert_eq!((read.rows.len(), read.rows[0].end.unwrap().to_string()), (1, "2026-11-22T22:59:00Z".to_owned()));
    assert_eq!(read.rejected, [rejection(3, "Slutdatum", Reason::UnlikelyDate("2062-11-21".into()))]);
}

#[test]
fn long_and_odd_texts() {
    let long = "x".repeat(10_000);
    let file = File::new(format!("Datum;Område;Gata\n2026-10-09;{long};Storgatan\n2026-10-09;\u{202E}Ryd\u{200B};Storga\u{AD}tan 5\n"));
    let read = read(&file);
    assert_eq!(read.rejected, [rejection(2, "Område", Reason::TooLong)]);
    assert_eq!(read.rows[0].district.as_deref(), Some("Ryd"));
    assert_eq!(read.rows[0].place.as_deref(), Some("Storgatan"));
}

#[test]
fn a_count_whose_mark_may_stand_between_thousands_is_refused() {
    let read =
        read(&File::new("Datum;Område;Antal\n2026-10-05;Ryd;1,000\n2026-10-05;Ryd;2.000\n2026-10-05;Ryd;3\u{A0}000\n2026-10-05;Ryd;4,0\n"));
    assert_eq!(read.rows.iter().map(|row| row.count).collect::<Vec<_>>(), [3_000, 4]);
    let reasons: Vec<_> = read.rejected.iter().map(|r| r.reason.clone()).collect();
    assert_eq!(reasons, [Reason::UnlikelyCount("1,000".into()), Reason::UnlikelyCount("2.000".into())]);
}
