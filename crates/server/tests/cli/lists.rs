//! Lists as they come from other systems: what was read of them and what was not is told, and what a person chose stays.

use super::{Program, json, words};
use rust_xlsxwriter::Workbook;
use test_support::databases::ServerConfig;

fn program() -> Program {
    Program::with_districts(&ServerConfig::Sqlite(std::path::PathBuf::new()))
}

const HEADER: [&str; 4] = ["Id", "Brottskod", "Startdatum", "Stadsdel"];

fn book(tabs: &[(&str, &[[&str; 4]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in tabs {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*rows) {
            for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn tabs_that_are_read_and_those_that_are_not_are_told() {
    let program = program();
    let file = program.file(
        "flera.xlsx",
        &book(&[
            ("Om", &[["Uttag", "oktober", "", ""]]),
            ("v41", &[HEADER, ["1", "0801", "2026-10-05", "Ryd"], ["2", "0801", "i går", "Ryd"]]),
            ("v42", &[HEADER, ["3", "0801", "2026-10-13", "Nowhere"], ["4", "0801", "2026-10-14", "Ryd"]]),
        ]),
    );
    let done = program.import(&file);
    let report = json(&done);
    let names = |key: &str| report[key].as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(
        (report["imported"].as_u64(), names("sheets_read"), names("sheets_not_read")),
        (Some(2), vec!["v41".into(), "v42".into()], vec!["Om".into()])
    );
    let cells: Vec<_> = report["rejected"].as_array().unwrap().iter().map(|r| r["cell"].as_str().unwrap()).collect();
    assert_eq!(cells, ["v41!C3", "v42!D2"]);
    assert!(words(&done).contains("Om (andra kolumner)") && words(&done).contains("v41!C3"), "{}", words(&done));
    // A tab by name: only its rows.
    let import = ["import", "incidents", &file, "--tenant", "0580", "--sender", "Vakten", "--yes", "--json"];
    let report = json(&program.run(&[&import[..], &["--sheet", "V42"]].concat()));
    assert_eq!((report["read"].as_u64(), report["sheets_read"][0]["name"].as_str()), (Some(2), Some("v42")));
    let done = program.run(&[&import[..], &["--sheet", "v43"]].concat());
    assert_eq!(done.status.code(), Some(3));
    assert!(words(&done).contains("v43") && words(&done).contains("Om, v41, v42"), "{}", words(&done));
}

#[test]
fn saved_columns_are_kept_and_what_is_gone_is_named() {
    let program = program();
    let mapping = program.file(
        "columns.toml",
        b"[columns]\nrow_id = \"Nr\"\ncode = \"Brottskod\"\nstart = \"Hande\"\ndistrict = \"Stadsdel\"\nplace = \"Plats\"\n",
    );
    let week = |name: &str, header: &str, day: u32| {
        program.file(name, format!("{header}\nA{day};0801;2026-11-20;2026-11-{day:02} 10:00;Ryd;Torget\n").as_bytes())
    };
    let import = |file: &str, more: &[&str]| {
        program.run(&[&["import", "incidents", file, "--tenant", "0580", "--sender", "Vakt", "--yes", "--json"][..], more].concat())
    };
    let first = week("1.csv", "Nr;Brottskod;Datum;Hande;Stadsdel;Plats", 2);
    assert_eq!(json(&import(&first, &["--mapping", &mapping]))["imported"], 1);
    let done = import(&week("2.csv", "Nr;Brottskod;Datum;Hande;Stadsdel;Platsnamn", 3), &[]);
    let report = json(&done);
    assert_eq!(
        (done.status.code(), &report["columns_gone"], &report["columns_new"]),
        (Some(3), &serde_json::json!(["Plats"]), &serde_json::json!(["Datum", "Platsnamn"]))
    );
    // Neither case nor blanks matter, and the week after is read as before.
    for (name, header, day) in
        [("3.csv", "NR; brottskod ;Datum;HANDE;Stadsdel;plats", 4), ("4.csv", "Nr;Brottskod;Datum;Hande;Stadsdel;Plats", 5)]
    {
        let done = import(&week(name, header, day), &[]);
        assert_eq!(json(&done)["imported"], 1, "{}", words(&done));
    }
    let never = program.file("never.toml", b"[columns]\nstart = \"Hande\"\ndistrict = \"Stadsdel\"\nplace = \"Nr\"\n");
    let done = import(&first, &["--mapping", &never]);
    assert_eq!(done.status.code(), Some(3));
    assert!(words(&done).contains("läses aldrig") && words(&done).contains("Nr"), "{}", words(&done));
    // Another list of the sender: told, and the saved columns stay.
    let other = program.file("other.csv", b"Kod;Startdatum;Omr\xC3\xA5de\n0801;2026-11-06;Ryd\n");
    let done = import(&other, &[]);
    assert_eq!((json(&done)["imported"].as_u64(), json(&done)["columns_gone"].as_array().unwrap().len()), (Some(1), 5));
    assert_eq!(json(&import(&week("5.csv", "Nr;Brottskod;Datum;Hande;Stadsdel;Plats", 7), &[]))["imported"], 1);
}
