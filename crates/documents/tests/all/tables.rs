//! Workbook and csv, read back.

use crate::picture;
use calamine::{Data, DataType, Reader, Xlsx};
use documents::picture::{csv, workbook};
use messages::Lang;
use std::io::Cursor;

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

#[test]
fn the_workbook_has_every_table_and_numbers_as_numbers() {
    let picture = picture::sample();
    let mut book = open(workbook(&picture, Lang::Sv).unwrap());
    let tables = ["Sammanfattning", "Stadsdelar", "Typer", "Stadsdel × typ", "Veckopuls", "Platser"];
    let found = ["Sticker ut", "Väntat per vecka", "Genom veckorna", "Nära i tid och rum", "Utan rapport"];
    let names = [&tables[..], &found, &["Bedömning", "Källor"]].concat();
    assert_eq!(book.sheet_names(), names);
    let districts = book.worksheet_range("Stadsdelar").unwrap();
    assert_eq!(districts.height(), 1 + picture.districts.len());
    let row = districts.rows().find(|r| r[1] == Data::String("Skäggetorp".into())).unwrap();
    assert_eq!(row[2], Data::Float(picture.districts[8].count as f64));
    let matrix = book.worksheet_range("Stadsdel × typ").unwrap();
    let sum: f64 = matrix.rows().skip(1).flat_map(|r| &r[2..r.len() - 1]).filter_map(|c| c.as_f64()).sum();
    assert_eq!(sum, picture.incident_count as f64);
    let judged = book.worksheet_range("Bedömning").unwrap();
    let rows: Vec<_> = judged.rows().collect();
    let said = picture.judgement.areas.len() + picture.judgement.focus.len() + picture.judgement.actions.len();
    assert_eq!(rows.len(), 1 + said + picture.citations.len());
    let cited = &picture.citations[0];
    assert!(rows.iter().any(|r| r[5] == Data::String(cited.said.sv.clone()) && r[10] == Data::String(cited.digest.clone())));
    assert!(rows.iter().any(|r| r[1] == Data::String("Ryd".into()) && r[5] == Data::String(picture.judgement.areas[0].motive.clone())));
    assert!(rows.iter().any(|r| r[1] == Data::String("Bättre belysning".into()) && r[6] == Data::String("Bostadsbolaget".into())));
    assert!(rows.iter().any(|r| r[2] == Data::String("Orange: tydliga problem".into()) && r[3] == Data::String("En samordnad insats beslutas.".into())));
    assert!(book.worksheet_range("Sammanfattning").unwrap().rows().any(|r| r[1] == Data::String(picture.digest.clone())));
}

#[test]
fn no_cell_is_a_formula_in_any_language() {
    for lang in Lang::ALL {
        let mut book = open(workbook(&picture::hostile(), *lang).unwrap());
        let mut literal = 0;
        for name in book.sheet_names() {
            assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name} has formulas");
            let cells = book.worksheet_range(&name).unwrap();
            literal += cells.used_cells().filter(|(_, _, c)| c.as_string().is_some_and(|t| picture::HOSTILE.contains(&t.as_str()))).count();
        }
        assert!(literal > 10, "hostile texts come out as they are, found {literal}");
    }
}

#[test]
fn csv_is_what_a_swedish_spreadsheet_reads() {
    let picture = picture::sample();
    let text = String::from_utf8(csv(&picture, Lang::Sv)).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text.as_bytes());
    // The reader refuses a row of another length.
    let rows: Vec<Vec<String>> = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
    let found: Vec<&Vec<String>> = rows.iter().skip(1).filter(|r| !r[13].is_empty()).collect();
    assert_eq!(rows.len() - found.len(), 1 + picture.districts.len() * (1 + picture.categories.len()));
    assert!(rows.iter().all(|r| r.len() == 15), "one form for every row");
    assert!(rows.iter().skip(1).all(|r| r[11] == "Utgåva 1" && r[12].starts_with("Område: hela området")), "each row says of what it is");
    let sum: u64 = rows.iter().skip(1).filter(|r| !r[3].is_empty()).map(|r| r[5].parse::<u64>().unwrap()).sum();
    assert_eq!(sum, picture.incident_count);
    assert!(rows.iter().any(|r| r[2] == "Innerstaden" && r[6] == "8,5"), "comma decimals");
    // What was found stands after the districts, of its own kind, and is of no category's sum.
    let of = |kind: &str| found.iter().filter(|r| r[13] == kind).count();
    let findings = &picture.findings;
    let kinds = ["Sticker ut", "Väntat per vecka", "Genom veckorna", "Nära i tid och rum", "Utan rapport"].map(of);
    let expected = [picture.notable.len(), picture.weekly.len(), findings.lives.len(), findings.near_repeats.len(), findings.silent.len()];
    assert_eq!((kinds, kinds.iter().sum::<usize>()), (expected, found.len()));
    assert!(found.iter().all(|r| r[3].is_empty() && !r[11].is_empty()));
    let silent = found.iter().find(|r| r[13] == "Utan rapport").unwrap();
    assert!(silent[5] == "0" && silent[9] == "3 veckor i rad" && silent[14].contains("Väktarbolaget"), "{silent:?}");
}

#[test]
fn the_workbook_has_the_findings_in_words_and_numbers() {
    let picture = picture::sample();
    let mut book = open(workbook(&picture, Lang::Sv).unwrap());
    let mut rows = |sheet: &str| book.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect::<Vec<_>>();
    let words = |sentence: &str| Data::String(sentence.into());
    let notable = rows("Sticker ut");
    assert_eq!(notable.len(), 1 + picture.notable.len());
    assert_eq!(notable[1][3], Data::Float(picture.notable[0].count as f64));
    let bands = rows("Väntat per vecka");
    assert_eq!(bands.len(), 1 + picture.weekly.len());
    // The sample's twenty-first week lies over its band; the newest counts what the picture counts.
    assert_eq!(bands[21][5], words("över det väntade"));
    assert_eq!(bands[53][1], Data::Float(picture.incident_count as f64));
    assert!(bands[53][6].as_string().unwrap().contains("veckorna före"), "{:?}", bands[53]);
    let lives = rows("Genom veckorna");
    let centre = lives.iter().find(|r| r[0] == words("Skäggetorps centrum")).unwrap();
    assert_eq!(centre[2], words("växer"));
    assert_eq!([6, 7, 8, 9].map(|i| centre[i].clone()), [Data::Empty, Data::Float(6.0), Data::Float(8.0), Data::Float(21.0)]);
    let gone = lives.iter().find(|r| r[2] == words("borta")).unwrap();
    assert_eq!(gone[9], Data::Float(0.0), "gone is told from never there");
    let near = rows("Nära i tid och rum");
    assert_eq!(near[1][..5], [96.0, 14.0, 5.2, 2.69, 0.001].map(Data::Float));
    assert!(near[1][7].as_string().unwrap().contains("inte var eller om"), "the caution goes with the number");
    let silent = rows("Utan rapport");
    assert_eq!(silent[1][2..4], [Data::Float(3.0), Data::Float(1.25)]);
    assert_eq!(silent[1][4], words("Väktarbolaget"));
    // A version from before there were findings still comes out, with its sheets empty.
    let mut old = picture.clone();
    (old.findings, old.notable) = (Default::default(), Vec::new());
    let mut book = open(workbook(&old, Lang::En).unwrap());
    assert_eq!(book.worksheet_range("Through the weeks").unwrap().height(), 1);
}

#[test]
fn csv_cells_are_never_formulas() {
    let text = String::from_utf8(csv(&picture::hostile(), Lang::En)).unwrap();
    let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut quoted = 0;
    for row in reader.records().map(Result::unwrap) {
        for cell in &row {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']), "{cell}");
            quoted += usize::from(cell.starts_with("'=cmd") || cell.starts_with("'@SUM"));
        }
    }
    assert!(quoted > 0);
}
