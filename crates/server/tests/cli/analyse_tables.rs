//! `samsyn analyse`: how tables are read. What stands in a file is taken as it was meant, or refused with its line; nothing is passed by in silence.

use serde_json::Value;
use std::process::{Command, Output};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Runs a method on a file of this text.
    fn run(&self, method: &str, text: impl AsRef<[u8]>, arguments: &[&str]) -> Output {
        let path = self.file("table.csv", text);
        run(&[&[method, &path][..], arguments].concat())
    }

    /// Its JSON.
    fn json(&self, method: &str, text: impl AsRef<[u8]>, arguments: &[&str]) -> Value {
        answer(&self.run(method, text, &[arguments, &["--json"]].concat()))
    }

    /// What it says when it refuses.
    fn refused(&self, method: &str, text: impl AsRef<[u8]>, arguments: &[&str]) -> String {
        let done = self.run(method, text, arguments);
        assert!(!done.status.success() && done.stdout.is_empty(), "{}", String::from_utf8_lossy(&done.stdout));
        String::from_utf8(done.stderr).unwrap()
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_samsyn")).args(["--lang", "en", "analyse"]).args(arguments).output().unwrap()
}

fn answer(done: &Output) -> Value {
    serde_json::from_slice(&done.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&done.stderr)))
}

fn remarks(answer: &Value) -> Vec<&str> {
    answer["remarks"].as_array().unwrap().iter().map(|r| r["key"].as_str().unwrap()).collect()
}

/// 330 weeks from Monday 2016-01-04: the day as it is written, and a count with a season.
fn weeks(written: impl Fn(jiff::civil::Date) -> String) -> Vec<(String, String)> {
    let count = |at: i64| 40 + (20.0 * (at as f64 * std::f64::consts::TAU / 52.18).sin()) as i64 + at * 37 % 11;
    let day = |at: i64| jiff::civil::date(2016, 1, 4).saturating_add(jiff::Span::new().weeks(at));
    (0..330).map(|at| (written(day(at)), count(at).to_string())).collect()
}

fn table(rows: &[(String, String)]) -> String {
    format!("date,y\n{}", rows.iter().map(|(date, y)| format!("{date},{y}\n")).collect::<String>())
}

const DATED: [&str; 4] = ["--value", "y", "--date", "date"];

#[test]
fn a_row_without_a_value_keeps_its_place() {
    let folder = Folder::new();
    let mut rows = weeks(|day| day.to_string());
    for at in [250, 290, 291] {
        rows[at].1 = "NA".to_owned();
    }
    // With dates and without: the same bounds for the same weeks.
    let bounds = |answer: &Value| -> Vec<(Option<f64>, Option<f64>)> {
        let weeks = answer["result"].as_array().unwrap();
        weeks.iter().map(|w| (w["upperbound"].as_f64(), w["observed"].as_f64())).collect()
    };
    let range = ["--range", "285:330", "--ignore-dates"];
    let dated = folder.json("farrington", table(&rows), &[&DATED[..], &range].concat());
    let plain = folder.json("farrington", table(&rows), &[&DATED[..2], &range].concat());
    assert_eq!((bounds(&dated), remarks(&dated)), (bounds(&plain), vec!["rows-without-value"]));
    assert_eq!(
        plain["rows"]["rejected"].as_array().unwrap().iter().map(|r| r["line"].as_u64().unwrap()).collect::<Vec<_>>(),
        [252, 292, 293]
    );
    assert_eq!((plain["result"].as_array().unwrap().len(), plain["result"][0]["date"].as_str()), (46, Some("285")));
    // So do weeks that have no row at all, where there are dates.
    let fewer: Vec<_> = rows.iter().filter(|(_, y)| y != "NA").cloned().collect();
    let missing = folder.json("farrington", table(&fewer), &[&DATED[..], &range].concat());
    assert_eq!((bounds(&missing), remarks(&missing)), (bounds(&plain), vec!["weeks-without-row"]));
    let ears = folder.json("ears", table(&rows), &[&DATED[..2], &["--baseline", "3", "--range", "290:297"]].concat());
    let silent: Vec<bool> = ears["result"].as_array().unwrap().iter().map(|w| w["upperbound"].is_null()).collect();
    assert_eq!(silent, [false, false, true, true, true, true, false, false], "{ears}");
}

#[test]
fn an_interrupted_series_keeps_its_months() {
    let folder = Folder::new();
    // R 4.2: glm(y ~ law + t, quasipoisson), t = 1 … 40, rows 9, 10 and 31 without a value.
    let counts = "26,19,15,24,26,18,18,28,NA,NA,22,30,23,18,27,30,22,21,30,29,21,25,33,27,15,20,24,18,17,23,NA,18,19,25,22,18,22,26,21,19";
    let of = |keep: fn(&str) -> bool| {
        let month = |at: usize| format!("{}-{:02}-01", 2020 + at / 12, at % 12 + 1);
        let rows: String = counts.split(',').enumerate().filter(|(_, y)| keep(y)).map(|(at, y)| format!("{},{y}\n", month(at))).collect();
        format!("date,y\n{rows}")
    };
    let asked = ["--from", "25", "--errors", "quasi"];
    let mut reference = None;
    for (text, columns, remark) in [
        (of(|_| true), &DATED[..2], "rows-without-value"),
        (of(|_| true), &DATED, "rows-without-value"),
        (of(|y| y != "NA"), &DATED, "weeks-without-row"),
    ] {
        let found = folder.json("its", text, &[columns, &asked].concat());
        reference = found["result"]["terms"][0]["ratio"].as_f64();
        assert!((reference.unwrap() - 0.668_091_841_28).abs() < 1e-9, "{found}");
        assert_eq!((remarks(&found), found["parameters"]["errors"].as_str()), (vec![remark], Some("quasi")));
    }
    // The place of the action, or its day.
    let dated = folder.json("its", of(|y| y != "NA"), &[&DATED[..], &["--from", "2021-12-15", "--errors", "quasi"]].concat());
    assert_eq!((dated["parameters"]["from"].as_u64(), dated["result"]["terms"][0]["ratio"].as_f64()), (Some(25), reference));
    let said = folder.refused("its", of(|_| true), &[&DATED[..], &["--from", "2031-01-01"]].concat());
    assert!(said.contains("2031-01-01") && said.contains("from 1 to 40"), "{said}");
    let found = folder.json("its", of(|_| true), &["--value", "y", "--from", "25"]);
    assert_eq!((found["parameters"]["errors"].as_str(), found["parameters"]["lag"].as_u64()), (Some("newey-west"), Some(3)));
}

#[test]
fn a_season_has_no_gaps_and_a_change_stands_in_its_own_row() {
    let folder = Folder::new();
    let series = |gap: usize| {
        let value = |at: usize| if at == gap { "NA".to_owned() } else { (if at < 30 { 5 } else { 40 } + at % 3).to_string() };
        format!("v\n{}", (0..60).map(|at| value(at) + "\n").collect::<String>())
    };
    let said = folder.refused("stl", series(20), &["--value", "v", "--period", "12"]);
    assert!(said.contains("Line 22") && said.contains("NA"), "{said}");
    let found = folder.json("changes", series(20), &["--value", "v"]);
    assert_eq!((found["result"][0]["number"].as_u64(), remarks(&found)), (Some(31), vec!["rows-without-value"]));
    // In a file of one column a blank line is such a step too; at the end it is none.
    let found = folder.json("changes", series(20).replace("NA", "") + "\n\n", &["--value", "v"]);
    assert_eq!((found["result"][0]["number"].as_u64(), found["rows"]["rejected"][0]["line"].as_u64()), (Some(31), Some(22)));
    assert_eq!((found["rows"]["read"].as_u64(), found["rows"]["used"].as_u64()), (Some(60), Some(59)));
    let found = folder.json("changes", series(99), &["--value", "v"]);
    assert_eq!((found["result"][0]["number"].as_u64(), remarks(&found)), (Some(31), vec![]));
}

#[test]
fn a_trend_is_read_in_the_order_of_its_dates() {
    let folder = Folder::new();
    let day = |at: usize| format!("2026-{:02}-{:02}", 1 + at / 28, 1 + at % 28);
    let count = |at: usize| if at < 30 { 5 } else { 40 } + at % 3;
    // Newest first, as registers give them; one day has no row.
    let backwards = |left_out: usize, name: &dyn Fn(usize) -> String| {
        let rows = (0..60).rev().filter(|at| *at != left_out).map(|at| format!("{},{}\n", name(at), count(at)));
        format!("date,y\n{}", rows.collect::<String>())
    };
    let month = |at: usize| format!("{}-{:02}", 2020 + at / 12, 1 + at % 12);
    let found = folder.json("changes", backwards(20, &month), &DATED);
    assert_eq!((&found["result"][0]["number"], &found["result"][0]["date"]), (&31.into(), &"2022-07-01".into()));
    assert_eq!(remarks(&found), ["weeks-without-row"]);
    // A quarter is a step, and no month of which two in three are not known.
    let quarter = |at: usize| format!("{}-{:02}-01", 2010 + at / 4, 1 + at % 4 * 3);
    let stl = folder.json("stl", backwards(99, &quarter), &[&DATED[..], &["--period", "4"]].concat());
    assert_eq!((&stl["result"]["steps"][1]["date"], remarks(&stl)), (&"2010-04-01".into(), vec![]));
    let said = folder.refused("stl", backwards(20, &quarter), &[&DATED[..], &["--period", "4"]].concat());
    assert!(said.contains("no row for 2015-01-01"), "{said}");
    // Days that follow each other are steps; the end of a month of 28 is no gap that matters to a level.
    let days = folder.json("changes", backwards(99, &day), &DATED);
    assert_eq!((&days["result"][0]["date"], remarks(&days)), (&"2026-02-03".into(), vec!["weeks-without-row"]));
    let daily = folder.json("farrington", backwards(99, &day), &DATED);
    assert!(remarks(&daily).contains(&"daily"), "{daily}");
}

#[test]
fn dates_are_dates_however_they_are_written() {
    let folder = Folder::new();
    let knox = ["--x", "x", "--y", "y", "--time", "t", "--space", "100", "--days", "7", "--permutations", "9"];
    let points = |days: [&str; 4]| format!("x,y,t\n0,0,{}\n10,0,{}\n10,10,{}\n900,900,{}\n", days[0], days[1], days[2], days[3]);
    let observed = |days| folder.json("knox", points(days), &knox)["result"]["observed"].clone();
    let pairs = observed(["2024-01-31", "2024-02-01", "2024-02-02", "2024-06-01"]);
    assert_eq!(pairs[0][0], 3);
    assert_eq!(pairs, observed(["20240131", "20240201", "20240202", "20240601"]));
    assert_eq!(pairs, observed(["2024-01-31 12:00", "2024-02-01 12:00", "2024-02-02 12:00", "2024-W22-6"]));
    assert_eq!(pairs, observed(["19753", "19754", "19755", "19875"]));
    let said = folder.refused("knox", points(["2024-01-31", "2024-02-01", "19755", "19875"]), &knox);
    assert!(said.contains("line 2") && said.contains("line 4") && said.contains("19755"), "{said}");
    let scan = ["--x", "x", "--y", "y", "--time", "t", "--max-radius", "50", "--max-days", "7", "--permutations", "9"];
    let found = |days, period: &[&str]| folder.json("scan", points(days), &[&scan[..], period].concat())["result"]["clusters"].clone();
    let compact = found(["20240131", "20240201", "20240202", "20240601"], &["--first-day", "20240101", "--last-day", "2024-12-31"]);
    assert_eq!(compact[0]["first_day"], "2024-01-31", "{compact}");
    let said = folder.refused(
        "scan",
        points(["20240131", "20240201", "20240202", "20240601"]),
        &[&scan[..], &["--first-day", "1", "--last-day", "2"]].concat(),
    );
    assert!(said.contains('1'), "{said}");
    let place = |days: &str| {
        folder.json("repeats", format!("p,t\na,{days}\n"), &["--place", "p", "--time", "t", "--window", "30"])["result"]["repeats"].clone()
    };
    assert_eq!((place("20240131\na,20240201"), place("20240131\na,20240301")), (1.into(), 1.into()));
    assert_eq!(place("20240131\na,20240302"), 0);
}

#[test]
fn weeks_of_the_calendar_are_read_as_such() {
    let folder = Folder::new();
    let range = ["--range", "290:330"];
    let judged = |rows: &[(String, String)]| {
        let answer = folder.json("farrington", table(rows), &[&DATED[..], &range].concat());
        let bounds: Vec<Value> = answer["result"].as_array().unwrap().iter().map(|w| w["upperbound"].clone()).collect();
        (bounds, remarks(&answer).iter().map(|r| (*r).to_owned()).collect::<Vec<_>>(), answer["result"][0]["date"].clone())
    };
    let plain = judged(&weeks(|day| day.to_string()));
    assert!(plain.0.iter().all(Value::is_number) && plain.1.is_empty(), "{plain:?}");
    let iso = |day: jiff::civil::Date| (day.iso_week_date().year(), day.iso_week_date().week());
    assert_eq!(judged(&weeks(|day| day.strftime("%Y%m%d").to_string())), plain);
    assert_eq!(judged(&weeks(|day| format!("{}-W{:02}", iso(day).0, iso(day).1))), plain);
    assert_eq!(judged(&weeks(|day| format!("{}{:02}", iso(day).0, iso(day).1))), plain);
    // One day off: the calendar cannot be used, and that is said.
    let mut rows = weeks(|day| day.to_string());
    rows[300].0 = "2021-10-05".to_owned();
    let off = folder.run("farrington", table(&rows), &[&DATED[..], &range].concat());
    let said = String::from_utf8(off.stderr).unwrap();
    assert!(off.status.success() && said.contains("line 302: 2021-10-05 after 2021-09-27"), "{said}");
    // A week twice is refused with both its lines.
    rows[300].0 = "2021-09-27".to_owned();
    let said = folder.refused("farrington", table(&rows), &DATED);
    assert!(said.contains("line 301") && said.contains("line 302") && said.contains("2021-09-27"), "{said}");
    let said = folder.refused("ears", "date,y\n202001,3\n202002,4\n202003,4\n", &DATED);
    assert!(said.contains("2024-W01") && said.contains("line 2"), "{said}");
}

#[test]
fn spots_live_on_over_the_new_year() {
    let folder = Folder::new();
    let columns = ["--week", "week", "--x", "x", "--y", "y", "--count", "n"];
    let lived = |weeks: [&str; 3]| {
        let text = format!("week,x,y,n\n{},0,0,10\n{},5,0,11\n{},0,5,10\n", weeks[0], weeks[1], weeks[2]);
        let found = folder.json("lifelines", text, &columns);
        let stages = found["result"]["stages"].as_array().unwrap().clone();
        (stages.iter().map(|s| s["phase"].as_str().unwrap().to_owned()).collect::<Vec<_>>(), stages[2]["week"].clone())
    };
    let plain = lived(["8", "9", "10"]);
    assert_eq!(plain, (["new", "stable", "stable"].map(str::to_owned).to_vec(), 10.into()));
    for weeks in [["202051", "202052", "202053"], ["2020-W51", "2020-W52", "2020-W53"], ["2020-12-16", "2020-12-21", "2021-01-01"]] {
        assert_eq!(lived(weeks), (plain.0.clone(), "2020-12-28".into()), "{weeks:?}");
    }
}

#[test]
fn ears_has_bounds_on_both_sides_of_a_gap() {
    let folder = Folder::new();
    let rows: Vec<_> =
        weeks(|day| day.to_string()).into_iter().take(30).enumerate().filter(|(at, _)| *at != 12).map(|(_, row)| row).collect();
    let found = folder.json("ears", table(&rows), &[&DATED[..], &["--baseline", "3"]].concat());
    let bounded: Vec<usize> =
        found["result"].as_array().unwrap().iter().enumerate().filter(|(_, w)| w["upperbound"].is_number()).map(|(at, _)| at + 3).collect();
    let all: Vec<usize> = (3..13).chain(16..30).collect();
    assert_eq!((bounded, remarks(&found)), (all, vec!["weeks-without-row"]));
    // Neither method answers when no week reaches back far enough.
    for method in ["ears", "farrington"] {
        let done = folder.run(method, table(&rows), &[&DATED[..], &["--range", "1:3", "--json"]].concat());
        assert_eq!((done.status.code(), remarks(&answer(&done)).last()), (Some(3), Some(&"too-early")), "{method}");
    }
}

#[test]
fn a_role_is_known_or_refused() {
    let folder = Folder::new();
    let areas = |displacement: &str| format!("role,before,after\nTreated,40,20\nkontroll,55,60\nBuffer,10,10\n{displacement},30,20\n");
    for words in ["displacement control", "Displacement_Control", "displacement-control", "omflyttningskontroll"] {
        assert_eq!(folder.json("wdd", areas(words), &[])["result"]["estimate"].as_f64(), Some(-15.0), "{words}");
    }
    let said = folder.refused("wdd", areas("displacment control"), &[]);
    assert!(said.contains("Line 5") && said.contains("displacment") && said.contains("displacement-control"), "{said}");
    let said = folder.refused("wdq", areas("displacement-control"), &[]);
    assert!(said.contains("Line 5") && said.ends_with("treated, control, displacement.\n"), "{said}");
}

#[test]
fn lines_are_those_an_editor_shows() {
    let folder = Folder::new();
    let near = ["--x", "x", "--y", "y", "--eps", "10", "--min-points", "2"];
    for end in ["\n", "\r\n", "\r"] {
        let text = ["x,y,t", "0,0,a", "NA,1,a", "", "1,1,\"two|lines\"", "900,900,a"].join(end).replace('|', end);
        for (before, more) in [("", 0), ("\u{FEFF}", 0), ("sep=,", 1)] {
            let before = if more > 0 { format!("{before}{end}") } else { before.to_owned() };
            let found = folder.json("dbscan", format!("{before}{text}"), &near);
            let lines: Vec<u64> = found["result"]["lines"].as_array().unwrap().iter().map(|l| l.as_u64().unwrap() - more).collect();
            assert_eq!((lines, found["rows"]["rejected"][0]["line"].as_u64()), (vec![2, 5, 7], Some(3 + more)), "{end:?} {before:?}");
        }
    }
    // Headers of older Windows files.
    let found = folder.json("gini", b"v\xe4rde;n\n1;2\n3;4\n", &["--value", "värde"]);
    assert_eq!(found["result"]["places"].as_u64(), Some(2));
}

#[test]
fn quotation_marks_and_commas_lose_no_row_in_silence() {
    let folder = Folder::new();
    let near = ["--x", "x", "--y", "y", "--eps", "10", "--min-points", "2"];
    let points = |names: [&str; 4]| {
        let rows: String = names.iter().enumerate().map(|(at, name)| format!("{name};{at};{at}\n")).collect();
        format!("namn;x;y\n{rows}")
    };
    let plain = folder.json("dbscan", points(["a", "b", "c", "d"]), &near);
    for names in [["a", "\"b", "c", "d"], ["\"a", "b", "c", "\"d"], ["a", "\"b", "c\"", "d"]] {
        let found = folder.json("dbscan", points(names), &near);
        assert_eq!((&found["rows"], &found["result"]), (&plain["rows"], &plain["result"]), "{names:?}");
    }
    let done = folder.run("dbscan", "x,y\n1,2\n1,500,2\n1,3\n", &[&near[..], &["--json"]].concat());
    let found = answer(&done);
    assert_eq!((done.status.code(), found["rows"]["used"].as_u64()), (Some(4), Some(2)));
    assert_eq!(found["rows"]["rejected"], serde_json::json!([{ "line": 3, "code": "too-many-fields", "value": "3/2" }]));
    assert!(String::from_utf8(done.stderr).unwrap().contains("Line 3 is not used: The row has 3 fields"));
    let said = folder.refused("dbscan", "x,y\n1,5,2,5\n1,7,3,5\n", &near);
    assert!(said.contains("None of the file's 2 rows") && said.contains("Line 2") && said.contains("Line 3"), "{said}");
    // In a file of one column nothing is separated.
    let series: String = (0..20).map(|at| if at < 10 { "12,5\n" } else { "30,25\n" }).collect();
    let found = folder.json("changes", format!("tal\n{series}"), &["--value", "tal"]);
    assert_eq!((found["result"][0]["before"].as_f64(), found["result"][0]["after"].as_f64()), (Some(12.5), Some(30.25)));
}

#[test]
fn tables_come_as_text_of_windows_packed_or_as_workbooks() {
    let folder = Folder::new();
    let rows: Vec<(u32, f64)> = (1..=20).map(|at| (at, if at < 9 { 3.5 } else { 20.5 })).collect();
    let text: String = rows.iter().map(|(week, n)| format!("{week}\t{}\n", n.to_string().replace('.', ","))).collect();
    let text = format!("vecka\ttal\n{text}");
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("Om").unwrap().write_string(0, 0, "Serie").unwrap();
    let sheet = book.add_worksheet().set_name("Serie").unwrap();
    sheet.write_string(0, 0, "Vecka").unwrap();
    sheet.write_string(0, 1, "Tal").unwrap();
    for (week, n) in &rows {
        sheet.write_number(*week, 0, *week).unwrap();
        sheet.write_number(*week, 1, *n).unwrap();
    }
    let plain = folder.json("changes", &text, &["--value", "tal"]);
    assert_eq!(plain["result"][0]["number"].as_u64(), Some(9));
    let wide = folder.json("changes", utf16, &["--value", "tal"]);
    let workbook = folder.json("changes", book.save_to_buffer().unwrap(), &["--value", "tal"]);
    assert_eq!((&wide["result"], &workbook["result"]), (&plain["result"], &plain["result"]));
    assert_eq!(remarks(&workbook), ["sheets"]);
    let said = folder.refused("changes", book.save_to_buffer().unwrap(), &["--value", "tal", "--sheet", "Blad9"]);
    assert!(said.contains("Blad9") && said.contains("Om, Serie"), "{said}");
}

#[test]
fn sums_and_empty_tables_are_told() {
    let folder = Folder::new();
    let areas = "område;tal\nA;6\nB;0\nC;0\n";
    let plain = folder.json("gini", areas, &["--value", "tal"]);
    let summed = folder.json("gini", format!("{areas}Summa:;6\n"), &["--value", "tal"]);
    assert_eq!((&summed["result"], remarks(&summed)), (&plain["result"], vec!["totals-left-out"]));
    let place = ["--x", "x", "--y", "y"];
    for (method, rest) in [
        ("dbscan", &["--eps", "10", "--min-points", "2"][..]),
        ("hdbscan", &["--smallest", "2"]),
        ("kde", &["--cell", "10", "--bandwidth", "40"]),
        ("series", &["--time", "t", "--metres", "10", "--days", "7"]),
        ("scan", &["--time", "t", "--max-radius", "50", "--max-days", "7"]),
    ] {
        let said = folder.refused(method, "x,y,t\n", &[&place[..], rest].concat());
        assert!(said.contains("no rows with values"), "{method}: {said}");
    }
    let said = folder.refused("repeats", "p,t\n\n", &["--place", "p", "--time", "t"]);
    assert!(said.contains("no rows with values"), "{said}");
    let said = folder.refused("gini", "", &["--value", "v"]);
    assert!(said.contains("table.csv: The file is empty"), "{said}");
    let missing = run(&["gini", "/no/such/table.csv", "--value", "v"]);
    assert!(String::from_utf8(missing.stderr).unwrap().contains("There is no file /no/such/table.csv"));
    let said = folder.refused("gini", "v;v\n1;2\n", &["--value", "v"]);
    assert!(said.contains("numbers 1, 2"), "{said}");
}

#[test]
fn neighbours_that_are_none_are_refused() {
    let folder = Folder::new();
    let values = "v\n1\n2\n5\n4\n";
    let moran = |lists: &str| folder.run("moran", values, &["--value", "v", "--weights", &folder.file("w.txt", lists)]);
    assert!(moran("2\n1 3\n2 4\n3\n").status.success());
    for (lists, line, token) in [("2\n1 3\n2 4\n3 40\n", 4, "\"40\""), ("2\n1 3\n2 x\n3\n", 3, "\"x\""), ("0\n0\n1\n2\n", 1, "\"0\"")] {
        let done = moran(lists);
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(!done.status.success() && said.contains(&format!("Line {line}")) && said.contains(token), "{said}");
    }
    // Nor may a row be left out among rows that stand in an order.
    let said = folder.refused("moran", "v\n1\nNA\n5\n4\n", &["--value", "v", "--weights", &folder.file("w.txt", "2\n1 3\n2 4\n3\n")]);
    assert!(said.contains("Line 3") && said.contains("NA"), "{said}");
}

#[test]
fn cells_say_where_they_are() {
    let folder = Folder::new();
    let points = "x,y\n110,210\n120,220\n190,290\n310,210\n330,450\n";
    let cells = ["--x", "x", "--y", "y", "--cell", "100"];
    let kde = folder.json("kde", points, &[&cells[..], &["--bandwidth", "250"]].concat());
    for (method, key) in [("gistar", "value"), ("moran", "local")] {
        let found = folder.json(method, points, &cells);
        let result = &found["result"];
        let names = ["min_x", "min_y", "cell", "columns", "rows"];
        assert_eq!(names.map(|n| result[n].as_f64().unwrap()), [100.0, 200.0, 100.0, 3.0, 3.0], "{method}");
        assert!(names.iter().all(|n| kde["result"][n].is_number()));
        assert_eq!(result[key].as_array().unwrap().len(), 9);
        let csv = String::from_utf8(folder.run(method, points, &cells).stdout).unwrap();
        let lines: Vec<&str> = csv.lines().collect();
        assert!(lines[0].starts_with("number,x,y,value,") && lines[6].starts_with("6,350.0,350.0,0.0,"), "{csv}");
        assert!(lines[1].starts_with("1,150.0,250.0,3.0,"), "{csv}");
    }
}

#[test]
fn a_surface_of_few_points_says_what_it_is() {
    let folder = Folder::new();
    let points = |n: usize| format!("x,y\n{}", (0..n).map(|i| format!("{},{}\n", 37 * i % 400, 53 * i % 300)).collect::<String>());
    let asked = |bandwidth| ["--x", "x", "--y", "y", "--cell", "50", "--bandwidth", bandwidth];
    let few = folder.json("kde", points(19), &asked("150"));
    let inside: f64 = few["result"]["values"].as_array().unwrap().iter().map(|v| v.as_f64().unwrap() * 2_500.0 / 1e6).sum();
    assert!((inside - 19.0).abs() < 0.1 && remarks(&few) == ["few-incidents"], "{inside} {:?}", few["remarks"]);
    assert_eq!(remarks(&folder.json("kde", points(20), &asked("150"))), Vec::<&str>::new());
    assert_eq!(remarks(&folder.json("kde", points(20), &asked("20"))), ["narrow-bandwidth"]);
}

#[test]
fn degrees_are_not_taken_for_metres_in_silence() {
    let folder = Folder::new();
    let near = ["--x", "lon", "--y", "lat", "--eps", "100", "--min-points", "2"];
    let town = "lon,lat\n15.62,58.41\n15.6205,58.4101\n15.7,58.5\n";
    assert_eq!(remarks(&folder.json("dbscan", town, &near)), ["degrees"]);
    let projected = folder.json("dbscan", town, &[&near[..], &["--lonlat"]].concat());
    assert_eq!((remarks(&projected).len(), projected["result"]["clusters"].as_u64()), (0, Some(1)));
    let metres = folder.json("dbscan", "lon,lat\n0.1,0.2\n0.9,0.4\n", &near);
    assert!(remarks(&metres).is_empty());
}

#[test]
fn areas_are_read_or_refused_in_words() {
    let folder = Folder::new();
    let square = |x: i32| format!(r#"{{"type":"Polygon","coordinates":[[[{x},0],[{0},0],[{0},1],[{x},1],[{x},0]]]}}"#, x + 1);
    let feature = |geometry: &str, v: i32| format!(r#"{{"type":"Feature","properties":{{"v":{v}}},"geometry":{geometry}}}"#);
    let file = |last: &str| {
        let mut all: Vec<String> = (0..4).map(|x| feature(&square(x), x * x)).collect();
        all.push(feature(last, 9));
        format!("\u{FEFF}{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", all.join(","))
    };
    let moran = |last: &str| run(&["moran", "--areas", &folder.file("areas.geojson", file(last)), "--value", "v", "--json"]);
    let plain = answer(&moran(&square(4)));
    let gathered = answer(&moran(&format!(r#"{{"type":"GeometryCollection","geometries":[{}]}}"#, square(4))));
    assert_eq!((&plain["result"], remarks(&plain)), (&gathered["result"], Vec::new()));
    // What clipping leaves beside an area is left out, and a number that JSON does not have is nothing.
    let line = r#"{"type":"LineString","coordinates":[[4,0],[5,0]]}"#;
    let clipped = answer(&moran(&format!(r#"{{"type":"GeometryCollection","geometries":[{line},{}],"extra":NaN}}"#, square(4))));
    assert_eq!(plain["result"], clipped["result"]);
    let done = moran(r#"{"type":"Point","coordinates":[1,2]}"#);
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(!done.status.success() && said.contains("Feature 5") && said.contains("Point"), "{said}");
}

#[test]
fn options_are_spelled_as_in_the_reference_and_rows_are_named() {
    let folder = Folder::new();
    let rows = table(&weeks(|day| day.to_string()));
    let range = [&DATED[..], &["--range", "300:330"]].concat();
    let own = ["--no-periods", "5", "--past-weeks-not-included", "13", "--weights-threshold", "3", "--threshold-method", "muan"];
    let theirs = ["--noPeriods", "5", "--pastWeeksNotIncluded", "13", "--weightsThreshold", "3", "--thresholdMethod", "muan"];
    let ours = folder.json("farrington", &rows, &[&range[..], &own, &["--p-threshold-trend", "0.5"]].concat());
    assert_eq!(ours, folder.json("farrington", &rows, &[&range[..], &theirs, &["--pThresholdTrend", "0.5"]].concat()));
    let least = |option| folder.json("ears", &rows, &[&range[..], &[option, "2"]].concat());
    assert_eq!(least("--min-sigma"), least("--minSigma"));
    let pairs = folder.json("etest", "k1,k2\n,1\n3,2\n", &["--k1", "k1", "--k2", "k2"]);
    assert_eq!((pairs["result"].as_array().unwrap().len(), pairs["result"][0]["line"].as_u64()), (1, Some(3)));
    // A negative number is refused as a number, not as an option that does not exist.
    for (option, value) in [("--eps", "-1"), ("--min-points", "-1")] {
        let rest = if option == "--eps" { ["--min-points", "2"] } else { ["--eps", "2"] };
        let said = folder.refused("dbscan", "x,y\n1,2\n", &[&["--x", "x", "--y", "y", option, value][..], &rest].concat());
        assert!(!said.contains("unexpected"), "{said}");
    }
}

/// Eight points a day apart near each other, their days written in some way.
fn near(written: impl Fn(jiff::civil::Date) -> String) -> String {
    let first = jiff::civil::date(2026, 3, 9);
    let row = |at: i64| format!("{};{};{}\n", written(first.saturating_add(jiff::Span::new().days(at))), 100 * at, 50 * at);
    format!("dag;x;y\n{}", (0..8).map(row).collect::<String>())
}

#[test]
fn dates_are_read_as_imports_read_them() {
    let folder = Folder::new();
    let arguments = ["--x", "x", "--y", "y", "--time", "dag", "--space", "150", "--days", "1"];
    let table = |text: String| folder.json("knox", text, &arguments)["result"].clone();
    let expected = table(near(|day| day.to_string()));
    for form in
        ["%d.%m.%Y", "%Y-%m-%d 14.30", "%d/%m/%Y", "%m/%d/%Y 02:30 PM", "%-d mars %Y kl. 14.30", "%Y-%m-%d 14:30-15:00", "%Y-%m-%d 14"]
    {
        assert_eq!(table(near(|day| day.strftime(form).to_string())), expected, "{form}");
    }
    // Nothing tells what is day and what is month.
    let refused = folder.refused("knox", "dag;x;y\n5/9/2026;1;1\n5/9/2026;1;1\n", &arguments);
    assert!(refused.contains("line 2") && refused.contains("5/9/2026") && refused.contains("dag"), "{refused}");
}

#[test]
fn a_table_that_cannot_be_used_at_all_names_its_first_lines() {
    let folder = Folder::new();
    let arguments = ["--x", "x", "--y", "y", "--time", "dag", "--space", "150", "--days", "1"];
    let done = folder.run("knox", near(|day| format!("omkring {day}")), &arguments);
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(3), "{said}");
    for part in ["None of the 8 rows", "Line 2, column dag: “omkring 2026-03-09”", "Line 4", "2026-10-09 14:30"] {
        assert!(said.contains(part), "{said}");
    }
    let said = folder.refused("changes", "tal\nett\ntvå\n", &["--value", "tal"]);
    assert!(said.contains("Line 3, column tal: “två”"), "{said}");
    let said = folder.refused("aoristic", "fran\nsnart\n", &["--from", "fran"]);
    assert!(said.contains("Line 2, column fran: “snart”"), "{said}");
}

#[test]
fn numbers_are_read_as_imports_read_them() {
    let folder = Folder::new();
    let plain = "2150;2175;2160;2190;2155;3020;3005;3040;3015;3030";
    let table = |written: &dyn Fn(&str) -> String| {
        format!("tal;n\n{}", plain.split(';').map(|tal| format!("{};1\n", written(tal))).collect::<String>())
    };
    let result = |text: String| folder.json("changes", text, &["--value", "tal"])["result"].clone();
    let expected = result(table(&|tal| tal.to_owned()));
    for blank in [' ', '\u{A0}', '\u{202F}'] {
        assert_eq!(result(table(&|tal| format!("{}{blank}{}", &tal[..1], &tal[1..]))), expected);
    }
    // U+2212 is a minus: as little a count as -5 with a hyphen.
    let negative = |minus: char| folder.refused("changes", table(&|tal| format!("{minus}{tal}")), &["--value", "tal"]);
    assert_eq!(negative('\u{2212}'), negative('-'));
}

#[test]
fn a_day_without_a_time_is_spread_over_all_of_it() {
    let folder = Folder::new();
    let answer = folder.json(
        "aoristic",
        "fran;till\n2026-03-09;2026-03-11\n2026-03-13;2026-03-13\n14.3.2026 10-12;\n",
        &["--from", "fran", "--to", "till"],
    );
    let weights: Vec<(String, f64)> = answer["result"]["cells"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cell| (cell["day"].as_str().unwrap().to_owned(), cell["weight"].as_f64().unwrap()))
        .filter(|(_, weight)| *weight > 0.0)
        .collect();
    let hours = |day: &str, each: f64| weights.iter().filter(|(d, weight)| d == day && (weight - each).abs() < 1e-9).count();
    assert_eq!(
        [hours("Mon", 1.0 / 72.0), hours("Tue", 1.0 / 72.0), hours("Wed", 1.0 / 72.0), hours("Fri", 1.0 / 24.0), hours("Sat", 0.5)],
        [24, 24, 24, 24, 2]
    );
    assert_eq!(remarks(&answer), ["whole-days"]);
}

#[test]
fn a_method_without_an_answer_names_the_rows_that_could_not_be_read() {
    let folder = Folder::new();
    let table = "x;y;day\n1;2;2026-10-05\n3;4;sometime\n5;here;2026-10-07\n";
    let said = folder.refused("knox", table, &["--x", "x", "--y", "y", "--time", "day", "--space", "200", "--days", "7"]);
    assert!(said.contains("2 of the file’s 3 rows"), "{said}");
    assert!(said.contains("Line 3, column day: “sometime”") && said.contains("Line 4, column y: “here”"), "{said}");
}

#[test]
fn numbers_that_may_be_thousands_are_remarked_on() {
    let folder = Folder::new();
    let series = |value: &dyn Fn(u32) -> String| (1..15).map(|n| format!("{n};{}\n", value(n))).collect::<String>();
    let told = |value: &dyn Fn(u32) -> String| {
        let done = folder.json("changes", format!("week;n\n{}", series(value)), &["--value", "n"]);
        remarks(&done).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(told(&|n| format!("1.{:03}", 100 + n)), ["perhaps-thousands"]);
    assert_eq!(told(&|n| format!("{n},180")), ["perhaps-thousands"]);
    assert!(told(&|n| format!("{n},5")).is_empty() && told(&|n| format!("1{n}80")).is_empty());
    assert!(told(&|n| if n == 7 { "1200".to_owned() } else { format!("1.{:03}", 100 + n) }).is_empty());
}

#[test]
fn rows_that_may_be_sums_are_remarked_on() {
    let folder = Folder::new();
    let plain = folder.json("gini", "year;place;n\n2026;Ryd;4\n2026;Ekholmen;9\n", &["--value", "n"]);
    assert!(remarks(&plain).is_empty());
    for last in ["2026;Totalt;13", "2026;Ekholmen Summa;9"] {
        let table = format!("year;place;n\n2026;Ryd;4\n2026;Ekholmen;9\n{last}\n");
        let done = folder.json("gini", table, &["--value", "n"]);
        assert_eq!(remarks(&done), ["perhaps-totals"], "{last}");
    }
    let summed = folder.json("gini", "place;n\nRyd;4\nEkholmen;9\nΣ;13\n", &["--value", "n"]);
    assert_eq!((&summed["result"], remarks(&summed)), (&plain["result"], vec!["totals-left-out"]));
}

#[test]
fn a_count_below_zero_is_refused_with_its_line_and_its_column() {
    let folder = Folder::new();
    // The line is that of the file, also where a date puts the rows in another order.
    let weeks = "vecka,antal\n2026-W03,4\n2026-W02,\u{2212}7\n2026-W01,5\n2026-W04,6\n";
    let said = folder.refused("changes", weeks, &["--value", "antal", "--date", "vecka"]);
    assert!(said.contains("Line 3: antal is −7.") && said.contains("Correct the value"), "{said}");
    assert_eq!(
        folder.json("stl", "tal\n1\n-2\n3\n1\n-2\n3\n1\n-2\n3\n", &["--value", "tal", "--period", "3"])["rows"]["used"].as_u64(),
        Some(9)
    );
}

#[test]
fn an_end_before_the_start_is_named_as_that() {
    let folder = Folder::new();
    let spans = "from,to\n2026-10-05 15:00,2026-10-05 14:00\n2026-10-05 15:00,soon\n2026-10-05 15:00,2026-10-05 16:00\n";
    let done = folder.run("aoristic", spans, &["--from", "from", "--to", "to", "--json"]);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(said.contains("2 is not used: The end is before the start."), "{said}");
    assert!(said.contains("3 is not used: to is"), "{said}");
    let rejected = &answer(&done)["rows"]["rejected"];
    assert_eq!((rejected[0]["column"].as_str(), rejected[0]["value"].as_str()), (Some("to"), Some("2026-10-05 14:00")));
}
